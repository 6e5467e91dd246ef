"""The codebook changed by commands: the database and the file together, with who did it and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.actions import describing_codes, keeping, suggesting
from qualcode.actions.describing_codes import Said
from qualcode.errors import Problem, QualcodeError
from qualcode.model import Code, Codebook, Coder
from qualcode.store import codebook_file, codes, suggestions
from qualcode.store.changes import Change, change
from qualcode.store.database import Store

if TYPE_CHECKING:
    from qualcode.codebook import changes as made_of
    from qualcode.codebook._source import Source
    from qualcode.codebook.blocks import Block


@dataclass(frozen=True)
class Outcome:
    """What a change did to the codebook: before and after, and the file with its text before and after. `notes` is what a person should look at."""

    before: Codebook
    after: Codebook
    file: str
    old: str
    new: str
    notes: tuple[str, ...] = ()


class Work:
    """A change of the codebook under way: what is in use, and the change that records what becomes of it."""

    def __init__(self, made: Change, now: codebook_file.InUse, source: Source) -> None:
        self.made = made
        self.now = now
        self.source = source
        self.book = source.book

    def make(self, *changes: made_of.Change, notes: Sequence[str] = ()) -> Outcome:
        """Make changes, one after the other. Raises QualcodeError for one that cannot be made."""
        target = self.book
        for each in changes:
            target = each.applied(target)
        return self.put(target, notes=notes)

    def put(self, target: Codebook, *, notes: Sequence[str] = ()) -> Outcome:
        """Make this the codebook, in the file only on the lines of what changes."""
        from qualcode.codebook.writing import written

        return self.say(written(self.source, target, where=self.now.name), target, notes)

    def say(self, text: str, target: Codebook, notes: Sequence[str] = ()) -> Outcome:
        """Make this the text of the file."""
        codebook_file.change(self.made, self.now, target, text)
        about = _about_suggestions(self.made.store, self.book, target)
        return Outcome(self.book, target, self.now.name, self.now.text, text, (*notes, *about))


def _about_suggestions(store: Store, before: Codebook, after: Codebook) -> Iterator[str]:
    """What becomes of suggestions that wait: they were made with the keywords that the codes had."""
    was = {code.guid: code for code in before.codes}
    made, makers = suggestions.counts(store), suggestions.makers(store)
    for code in after.codes:
        old, number = was.get(code.guid), made.get(code.id, 0)
        if old is None or not number:
            continue
        them = f"{number} {'suggestion' if number == 1 else 'suggestions'} of {code.id}"
        if _usable(old) != _usable(code):
            yield f"{them} {'may wait again' if _usable(code) else 'will not be asked about any more'}."
        elif old.keywords != code.keywords:
            anew = suggesting.anew(makers[code.id])
            yield f"{them} {'was' if number == 1 else 'were'} made with other keywords. Made anew by: {anew}"


def _usable(code: Code) -> bool:
    return code.codable and code.status != "retired"


@contextmanager
def changing(store: Store, coder: Coder, command: str, *, why: str = "", dry_run: bool = False) -> Iterator[Work]:
    """A change of the codebook: what is made of it within is in the database and in the file when it ends, or neither, or shown only (`dry_run`).

    Raises QualcodeError when the file is not the version in use, and when it cannot be written.
    """
    from qualcode.codebook._source import Source

    with store.rehearsal() if dry_run else store.transaction():
        now = codebook_file.in_use(store)
        with change(store, command, coder=coder.guid, why=why) as made:
            yield Work(made, now, Source(now.text, now.name, keeping.shelf(store.folder)))
        if not dry_run:
            codebook_file.prepare(store)
    if not dry_run:
        codebook_file.finished(store)


def add(
    store: Store,
    coder: Coder,
    id: str,
    said: Said,
    *,
    under: str = "",
    after: str = "",
    before: str = "",
    why: str = "",
    dry_run: bool = False,
) -> Outcome:
    """A new code, its GUID made now and kept; `since` is the version of the codebook, or the day when it has none.

    Raises QualcodeError for an id that is taken, a code without label, and a place that is none.
    """
    from qualcode.codebook.changes import Add

    with changing(store, coder, f"codebook add {id}", why=why, dry_run=dry_run) as work:
        if work.book.code(id) is not None:
            raise QualcodeError(f"There is a code {id} already.", f"Take another id, or say more of it with: qualcode codebook edit {id}")
        code = describing_codes.new_code(
            work.book, said, id=id, guid=store.guid(), parent=_parent(work.book, under, after or before), since=since(store, work.book)
        )
        return work.make(Add(code, after, before))


def since(store: Store, book: Codebook) -> str:
    """What a code that comes now says of when: the version of the codebook, else the day."""
    return book.version or store.now()[:10]


def _parent(book: Codebook, under: str, sibling: str) -> str:
    """What a code comes to stand under: what is said, else what its sibling stands under."""
    return under or (codes.get(book, sibling).parent if sibling else "")


def edit(store: Store, coder: Coder, id: str, said: Said, *, why: str = "", dry_run: bool = False) -> Outcome:
    """A code that says otherwise, in the texts and values that are given. Raises QualcodeError for what it cannot say."""
    with changing(store, coder, f"codebook edit {id}", why=why, dry_run=dry_run) as work:
        code = codes.get(work.book, id)
        target = work.book
        for each in describing_codes.changes_to(work.book, code, said):
            target = each.applied(target)
        return _kept_usable(store, work, target, code)


def _kept_usable(store: Store, work: Work, target: Codebook, code: Code, text: str | None = None) -> Outcome:
    """Put a code as it was edited. Raises QualcodeError for one that is a theme now and has codings."""
    now = next(each for each in target.codes if each.guid == code.guid)
    codings = codes.used(store).get(code.id, 0)
    if codings and not now.codable:
        raise QualcodeError(
            f"{code.id} has {codings} {'coding' if codings == 1 else 'codings'} and cannot be a theme.",
            f"Give them another code first: qualcode codebook join {code.id} --into CODE, or split",
        )
    return work.put(target) if text is None else work.say(text, target)


@dataclass(frozen=True)
class Shown:
    """A code as it is given to an editor, and the version of the codebook that it stands in."""

    id: str
    guid: str
    hash: str
    text: str


def shown(store: Store, id: str) -> Shown:
    """The lines of a code, for an editor. Raises QualcodeError when the file is not the version in use."""
    from qualcode.codebook import blocks
    from qualcode.codebook._source import Source

    now = codebook_file.in_use(store)
    source = Source(now.text, now.name)
    guid = codes.get(source.book, id).guid
    return Shown(id, guid, now.hash, blocks.block(source, guid).text)


def edited(store: Store, coder: Coder, was: Shown, text: str, *, where: str = "", why: str = "", dry_run: bool = False) -> Outcome:
    """A code as it was left in an editor, which called it `where`: its lines as they were written. Another id renames it.

    Raises QualcodeError for what could not be read, for more than this code, and when the codebook has been changed since it was shown.
    """
    from qualcode.codebook import blocks, reading
    from qualcode.codebook._source import Source
    from qualcode.codebook.changes import Refer
    from qualcode.codebook.writing import written

    with changing(store, coder, f"codebook edit {was.id}", why=why, dry_run=dry_run) as work:
        if work.now.hash != was.hash:
            raise QualcodeError("The codebook has been changed since you began to edit.", "Edit again.")
        if not text.strip():
            raise QualcodeError(f"Nothing is left of {was.id}.", f"To take a code out of use: qualcode codebook retire {was.id}")
        before = codes.get(work.book, was.id)
        block = blocks.block(work.source, was.guid)
        fresh = blocks.put_back(work.source, block, text)
        try:
            read = reading.parse(fresh, work.now.name)
        except QualcodeError as error:
            raise _in_the_editor(error, work, block, text, where) from error
        target = _with_guids(work.book, read, before)
        after = next(code for code in target.codes if code.guid == was.guid)
        if after.id != before.id:
            target = Refer((before.id,), after.id).applied(target)
        return _kept_usable(store, work, target, before, written(Source(fresh, work.now.name), target, where=work.now.name))


def _in_the_editor(error: QualcodeError, work: Work, block: Block, text: str, where: str) -> QualcodeError:
    """What cannot be read, with its places in the text as it stands in the editor."""
    before = work.source.text[: block.start]
    if not where or (before and not before.endswith("\n")):
        return error
    above, lines = before.count("\n"), text.count("\n") + 1
    problems: list[Problem] = []
    for problem in error.problems:
        place = re.fullmatch(r"(.*):(\d+):(\d+)", problem.where)
        line = int(place[2]) - above if place else 0
        if place and 1 <= line <= lines:
            problems.append(replace(problem, where=f"{where}:{line}:{max(int(place[3]) - block.column, 1)}"))
        else:
            problems.append(problem)
    if problems == list(error.problems):
        return error
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return QualcodeError(f"{where} has {count}.", "Correct the places listed above; nothing was taken from it.", tuple(problems))


def _with_guids(old: Codebook, new: Codebook, edited: Code) -> Codebook:
    """What was read after an edit, the code that was edited with the GUID that it had. Raises QualcodeError when more than that code changed."""
    places = {code.guid: place for place, code in enumerate(old.codes)}
    if len(new.codes) != len(old.codes):
        raise QualcodeError(f"Only {edited.id} is edited here.", "Add codes with: qualcode codebook add; take them out of use with: retire")
    place = places[edited.guid]
    code = new.codes[place]
    if code.guid != edited.guid and code.id == edited.id:
        raise QualcodeError(
            f"The GUID of {edited.id} was changed.", "It is made once and kept, so that codings are known by it: leave it as it was."
        )
    renamed = {edited.id: code.id}
    rest = [replace(each, parent=renamed.get(each.parent, each.parent)) for each in old.codes]
    if [each for at, each in enumerate(new.codes) if at != place] != [each for at, each in enumerate(rest) if at != place]:
        raise QualcodeError(f"Only {edited.id} is edited here.", "Edit one code at a time, or the file itself and load it.")
    return replace(new, codes=tuple(replace(each, guid=edited.guid) if at == place else each for at, each in enumerate(new.codes)))


def rename(store: Store, coder: Coder, old: str, new: str, *, why: str = "", dry_run: bool = False) -> Outcome:
    """Another id for a code, in the references of the book too; its GUID and whatever is known by it stay."""
    from qualcode.codebook.changes import Refer, Rename

    with changing(store, coder, f"codebook rename {old} {new}", why=why, dry_run=dry_run) as work:
        codes.get(work.book, old)
        describing_codes.check_id(new)
        return work.make(Rename(old, new), Refer((old,), new))


def move(
    store: Store,
    coder: Coder,
    id: str,
    *,
    under: str = "",
    top: bool = False,
    after: str = "",
    before: str = "",
    why: str = "",
    dry_run: bool = False,
) -> Outcome:
    """A code, with those below it, in another place. Raises QualcodeError for a place that is none."""
    from qualcode.codebook.changes import Move

    if (top and under) or (after and before) or not (top or under or after or before):
        raise QualcodeError("The place is not clear.", "Give --under PARENT or --top, and at most one of --after and --before.")
    command = (
        f"codebook move {id} {f'--under {under}' if under else '--top' if top else f'--after {after}' if after else f'--before {before}'}"
    )
    with changing(store, coder, command, why=why, dry_run=dry_run) as work:
        codes.get(work.book, id)
        return work.make(Move(id, "" if top else _parent(work.book, under, after or before), after, before))


def retire(store: Store, coder: Coder, id: str, *, why: str = "", dry_run: bool = False) -> Outcome:
    """A code that is not used any more; it keeps its codings. Raises QualcodeError when it is retired already."""
    return _status(store, coder, "retire", id, why=why, dry_run=dry_run)


def restore(store: Store, coder: Coder, id: str, *, why: str = "", dry_run: bool = False) -> Outcome:
    """A retired code in use again. Raises QualcodeError when it is not retired."""
    return _status(store, coder, "restore", id, why=why, dry_run=dry_run)


def _status(store: Store, coder: Coder, verb: str, id: str, *, why: str, dry_run: bool) -> Outcome:
    from qualcode.codebook.changes import SetValue

    with changing(store, coder, f"codebook {verb} {id}", why=why, dry_run=dry_run) as work:
        code = codes.get(work.book, id)
        if (code.status == "retired") == (verb == "retire"):
            raise QualcodeError(
                f"{id} is {code.status} {'already' if verb == 'retire' else 'and not retired'}.", "See it with: qualcode codebook show"
            )
        return work.make(
            SetValue(id, "status", "retired" if verb == "retire" else "active"), notes=list(_after_status(store, work.book, code, verb))
        )


def _after_status(store: Store, book: Codebook, code: Code, verb: str) -> Iterator[str]:
    if verb != "retire":
        return
    below = [other.id for other in book.codes if other.parent == code.id and other.status != "retired"]
    codings = codes.used(store).get(code.id, 0)
    if below:
        yield f"Below it stay in use: {', '.join(below)}"
    if codings:
        yield f"It keeps {codings} {'coding' if codings == 1 else 'codings'}."
