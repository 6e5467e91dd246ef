"""Codes joined into one, to which their codings go, and codes split into several, whose codings are then re-coded one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.actions import describing_codes
from qualcode.actions.changing_codebooks import Outcome, changing, since
from qualcode.actions.describing_codes import Said
from qualcode.errors import QualcodeError, unknown
from qualcode.model import Code, Codebook, Coder
from qualcode.store import codes, joined_suggestions, questions, recoding, suggestions
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.store.questions import Waiting
from qualcode.store.recoding import Recoded

if TYPE_CHECKING:
    from qualcode.codebook import changes as made_of


@dataclass(frozen=True)
class Joined:
    """What joining did: to the codebook, to codings, and how many suggestions and decisions went along."""

    outcome: Outcome
    codings: Recoded
    by_code: Mapping[str, int]
    """How many codings each of the old codes had."""
    suggestions: int
    decisions: int


def join(
    store: Store, coder: Coder, ids: Sequence[str], into: str, said: Said, *, under: str = "", why: str = "", dry_run: bool = False
) -> Joined:
    """Make one code of several: the old ones are retired, and their codings, of all coders, get it in their place.

    `into` may be one of them, another, or new: then it is `said` what it is, and it stands behind the first, or under `under`. It gets the
    keywords and examples of the old ones and the codes below them, and references lead to it. Raises QualcodeError for what cannot be joined.
    """
    command = f"codebook join {' '.join(ids)} --into {into}"
    with changing(store, coder, command, why=why, dry_run=dry_run) as work:
        old = [codes.get(work.book, id) for id in dict.fromkeys(ids) if id != into]
        if not old:
            raise QualcodeError(
                f"There is nothing to join with {into}.", "Name the codes that are to become one, and the one after --into."
            )
        held = [coding for code in old for coding in recoding.with_code(store, code.guid)]
        changes, target = _one(store, work.book, old, into, said=said, under=under)
        _check_codings(target, len(held))
        outcome = work.make(*changes)
        guid = codes.get(outcome.after, into).guid
        gone = [code.guid for code in old]
        suggested, decided = joined_suggestions.follow(work.made, gone, guid)
        recoded = recoding.recode(work.made, held, [into]) if held else Recoded()
        questions.follow(work.made, gone, guid)
        keys = codes.keys(store)
        by_code = {code.id: sum(coding.code == keys[code.id] for coding in held) for code in old}
    return Joined(replace(outcome, notes=tuple(_to_look_at(outcome.after, into))), recoded, by_code, suggested, decided)


def _one(store: Store, book: Codebook, old: Sequence[Code], into: str, *, said: Said, under: str) -> tuple[list[made_of.Change], Code]:
    """The changes that make one code of several, and that code as it is then, but for what it gets of the others."""
    from qualcode.codebook.changes import Add, Move, Refer, SetList, SetValue, subtree

    target = book.code(into)
    changes: list[made_of.Change] = []
    if target is None:
        parent = under or old[0].parent
        target = describing_codes.new_code(book, said, id=into, guid=store.guid(), parent=parent, since=since(store, book))
        changes.append(Add(target, old[0].id if parent == old[0].parent else ""))
    elif not said.empty or under:
        raise QualcodeError(
            f"There is a code {into} already.", f"Say what it is with: qualcode codebook edit {into}; where it stands with: move"
        )
    if target.status == "retired":
        raise QualcodeError(f"{into} is retired.", f"Take it into use again first: qualcode codebook restore {into}")
    for code in old:
        if into in {below.id for below in subtree(book, code.id)}:
            raise QualcodeError(
                f"{into} stands below {code.id}, which is to become part of it.", f"Move it first: qualcode codebook move {into}"
            )
    for kind in ("keywords", "examples"):
        lists: Mapping[str, tuple[str, ...]] = getattr(target, kind)
        for language in dict.fromkeys([*lists, *(language for code in old for language in getattr(code, kind))]):
            more = (item for code in old for item in getattr(code, kind).get(language, ()))
            changes.append(
                SetList(
                    into,
                    "keywords" if kind == "keywords" else "examples",
                    language,
                    tuple(dict.fromkeys((*lists.get(language, ()), *more))),
                )
            )
    gone = {code.id for code in old}
    for code in old:
        changes += [Move(below.id, into) for below in book.codes if below.parent == code.id and below.id not in gone]
        changes.append(SetValue(code.id, "status", "retired"))
    # What the retired codes said stays as it was: it is their history.
    return [*changes, Refer(tuple(gone), into, leave=tuple(gone))], target


def _check_codings(target: Code, number: int) -> None:
    if number and not target.codable:
        raise QualcodeError(
            f"{target.id} is a theme, and {number} {'coding' if number == 1 else 'codings'} would stand on it.",
            "Take a code that is not a theme.",
        )


def _to_look_at(book: Codebook, into: str) -> list[str]:
    from qualcode.codebook._references import FIELDS, Ids

    code = codes.get(book, into)
    ids = Ids(each.id for each in book.codes)
    itself = [
        f"{field} ({language})"
        for field in FIELDS
        for language, text in getattr(code, field).items()
        if any(text[start:end] == into for start, end in ids.references(text))
    ]
    return [f"{into} refers to itself now: {', '.join(itself)}"] if itself else []


# --- split ------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Split:
    """What splitting did: to the codebook, and how many codings wait to be re-coded, by coder (an id)."""

    outcome: Outcome
    waiting: Mapping[str, int]


def split(
    store: Store, coder: Coder, id: str, into: Sequence[str], said: Mapping[str, Said], *, why: str = "", dry_run: bool = False
) -> Split:
    """Make several codes of one: it is retired, unless it is one of them, and its codings go on the list of what is to be re-coded.

    Codes that are new are as `said` by id, and stand behind the old one. Raises QualcodeError for fewer than two codes, and for codes that
    codings cannot carry.
    """
    from qualcode.codebook.changes import SetValue

    wanted = list(dict.fromkeys(into))
    if len(wanted) < 2:
        raise QualcodeError("A code is split into two codes or more.", "Name each of them: --into CODE --into CODE")
    command = f"codebook split {id} {' '.join(f'--into {each}' for each in wanted)}"
    with changing(store, coder, command, why=why, dry_run=dry_run) as work:
        old = codes.get(work.book, id)
        changes = _several(store, work.book, old, wanted, said)
        if id not in wanted and old.status != "retired":
            changes.append(SetValue(id, "status", "retired"))
        outcome = work.make(*changes)
        for name in wanted:
            codes.codable(outcome.after, name)
        held = recoding.with_code(store, old.guid)
        choices = [codes.get(outcome.after, name).guid for name in wanted]
        questions.ask(work.made, held, choices)
        suggestions.outdate(store, old.guid)
        waiting = _by_coder(store, [coding.guid for coding in held])
    return Split(replace(outcome, notes=tuple(_left_at(outcome.after, old, wanted))), waiting)


def _several(store: Store, book: Codebook, old: Code, wanted: Sequence[str], said: Mapping[str, Said]) -> list[made_of.Change]:
    """The changes that bring the codes of a split that are new, behind the old one."""
    from qualcode.codebook.changes import Add

    changes: list[made_of.Change] = []
    after = old.id
    for name in wanted:
        there = book.code(name)
        own = said.get(name, Said())
        if there is None:
            new = describing_codes.new_code(book, own, id=name, guid=store.guid(), parent=old.parent, since=since(store, book))
            changes.append(Add(new, after))
            after = name
        elif not own.empty:
            raise QualcodeError(f"There is a code {name} already.", f"Say what it is with: qualcode codebook edit {name}")
    strange = next((name for name in said if name not in wanted), None)
    if strange is not None:
        raise unknown("code of this split", strange, wanted)
    return changes


def _by_coder(store: Store, guids: Sequence[str]) -> dict[str, int]:
    there = set(guids)
    found: dict[str, int] = {}
    for one in questions.waiting(store):
        if one.guid in there:
            found[one.coder] = found.get(one.coder, 0) + 1
    return dict(sorted(found.items()))


def _left_at(book: Codebook, old: Code, wanted: Sequence[str]) -> list[str]:
    """What a person should look at after a split: codes below the old one, and references to it."""
    from qualcode.codebook._references import FIELDS, Ids

    if old.id in wanted:
        return []
    ids = Ids(code.id for code in book.codes)
    below = [code.id for code in book.codes if code.parent == old.id]
    refer = [
        f"{code.id} {field} ({language})"
        for code in book.codes
        if code.status != "retired"
        for field in FIELDS
        for language, text in getattr(code, field).items()
        if any(text[start:end] == old.id for start, end in ids.references(text))
    ]
    return [
        *([f"Below {old.id} still stand: {', '.join(below)}; qualcode codebook move puts them elsewhere."] if below else []),
        *([f"These still refer to {old.id}: {', '.join(refer)}; qualcode codebook edit changes them."] if refer else []),
    ]


def choose(store: Store, coder: Coder, ids: Sequence[str], chosen: Sequence[str]) -> Recoded:
    """Re-code codings that wait since a split, all or none; their old code among the chosen ones stays.

    Raises QualcodeError for one that does not wait or is another coder's, and for a code that is not to choose from.
    """
    wanted = list(dict.fromkeys(ids))
    into = list(dict.fromkeys(chosen))
    command = f"review --kind split --accept {' '.join(wanted)} {' '.join(f'--to {code}' for code in into)}"
    with change(store, command, coder=coder.guid) as made:
        found = Recoded()
        for id in wanted:
            one = _own(store, coder, id)
            for code in into:
                if code not in (*one.choices, one.code):
                    raise unknown(f"choice for coding {one.guid[-8:]}", code, (*one.choices, one.code))
            questions.settle(made, one.guid)
            others = [code for code in into if code != one.code]
            if others:
                held = recoding.find(store, one.guid)
                new = recoding.recode(made, [held], others, keep=one.code in into)
                found = Recoded(
                    (*found.made, *new.made), found.replaced + new.replaced, found.joined + new.joined, (*found.apart, *new.apart)
                )
    return found


def take_off(store: Store, coder: Coder, ids: Sequence[str]) -> list[Waiting]:
    """Take codings off that fit none of the codes of a split, all or none. Returns them as they waited."""
    wanted = list(dict.fromkeys(ids))
    with change(store, f"review --kind split --reject {' '.join(wanted)}", coder=coder.guid) as made:
        found = [_own(store, coder, id) for id in wanted]
        for one in found:
            questions.settle(made, one.guid)
            made.set("coding", one.guid, "present", 0)
    return found


def _own(store: Store, coder: Coder, id: str) -> Waiting:
    one = questions.find(store, id)
    if one.coder != coder.id:
        raise QualcodeError(f"Coding {id} is {one.coder}'s.", f"Only its coder re-codes it: --as {one.coder}")
    return one
