"""What copies do not agree on, decided by a person: one answer is one change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qualcode.actions import changing_codebooks, correcting, joining_codes, uniting_codebooks, uniting_studies
from qualcode.actions.changing_codebooks import Work
from qualcode.actions.describing_codes import Said
from qualcode.actions.merging import ALIKE, JOIN
from qualcode.errors import QualcodeError
from qualcode.model import Codebook, Coder
from qualcode.store import codebook_file, codes, revisions, study_log, transcripts
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.store.merging import asked
from qualcode.store.merging.asked import Waiting
from qualcode.store.merging.causes import Causes

if TYPE_CHECKING:
    from qualcode.codebook.conflicts import Conflict


def settle(store: Store, coder: Coder, question: Waiting, choice: str, *, why: str = "") -> None:
    """Do what was chosen and take the question off the list, in one change. Raises QualcodeError when that cannot be done (any more)."""
    question.choice(choice)
    command = f"review --kind merge --accept {question.guid[-8:]} --to {choice}"
    if question.what == uniting_codebooks.WHAT:
        with changing_codebooks.changing(store, coder, command, why=why) as work:
            _choose(work, question, choice)
            asked.settle(work.made, question)
        return
    with change(store, command, coder=coder.guid, why=why) as made:
        asked.answer(made, question, choice)
        if question.what == ALIKE and choice == JOIN:
            _join(store, coder, question, why)
        elif question.what == uniting_codebooks.CODED and choice == uniting_codebooks.RETIRE:
            changing_codebooks.retire(store, coder, _id(codes.book(store), question.facts["code"]), why=why)
        elif question.what == uniting_studies.WHAT:
            uniting_studies.choose(store, dict(question.choices)[choice])
    codebook_file.finished(store)
    study_log.finished(store)


def leave(store: Store, coder: Coder, question: Waiting, *, why: str = "") -> None:
    """Leave things as they are now, and take the question off the list."""
    with change(store, f"review --kind merge --reject {question.guid[-8:]}", coder=coder.guid, why=why) as made:
        asked.settle(made, question)


def _choose(work: Work, question: Waiting, choice: str) -> None:
    """What the chosen version says of it comes into the codebook as it is now."""
    from qualcode.codebook.merging import merge

    store = work.made.store
    books = uniting_codebooks.Books(store, Causes(store))
    heads = next((fork for fork in books.forks() if sorted(version.hash for version in fork) == question.facts["heads"]), None)
    if heads is None:
        raise QualcodeError("The versions that this is about are not there any more.", "Leave it: qualcode review --kind merge --reject ID")

    def choose(conflict: Conflict) -> str:
        return choice if uniting_codebooks.about(heads, conflict) == uniting_codebooks.about_of(question.facts) else ""

    before, after = books.merged(heads).merged.book, books.settled(heads, choose).merged.book
    target = merge(before, {"now": work.book, "chosen": after}, lambda _: "chosen").book
    if target != work.book:
        work.put(target)


def _join(store: Store, coder: Coder, question: Waiting, why: str) -> None:
    book = codes.book(store)
    into, other = _into_which([_id(book, guid) for guid in question.facts["codes"]])
    joining_codes.join(store, coder, [other], into, Said(), why=why)


def _into_which(ids: Iterable[str]) -> list[str]:
    """The id that two codes which are one go by, and the other."""
    return sorted(ids, key=lambda each: (len(each), each))


def _id(book: Codebook, guid: str) -> str:
    found = next((code.id for code in book.codes if code.guid == guid), None)
    if found is None:
        raise QualcodeError("One of the codes is not in the codebook any more.", "Leave it: qualcode review --kind merge --reject ID")
    return found


def words_of(store: Store, question: Waiting) -> str:
    """What a question is about, in words."""
    facts = question.facts
    if question.what == uniting_codebooks.WHAT:
        words = " ".join(part for part in (facts["code"], facts["field"]) if part)
        return f"{words} ({facts['language']})" if facts["language"] else words
    if question.what == ALIKE:
        book = codes.book(store)
        return " · ".join(next((code.id for code in book.codes if code.guid == guid), guid) for guid in facts["codes"])
    if question.what == uniting_codebooks.CODED:
        guid = question.facts["code"]
        return next((code.id for code in codes.book(store).codes if code.guid == guid), guid)
    if question.what == uniting_studies.WHAT:
        return "study.toml"
    return asked.words_of(store, question)


def choices_of(store: Store, question: Waiting) -> list[tuple[str, str]]:
    """The answers that there are, with what each means to people."""
    if question.what == asked.TEXT:
        return list(_texts(store, question))
    if question.what == uniting_studies.WHAT:
        return [(name, _differing(store.study.text, text)) for name, text in question.choices]
    if question.what == ALIKE:
        ids = {code.guid: code.id for code in codes.book(store).codes}
        into = _into_which(ids.get(guid, guid) for guid in question.facts["codes"])[0]
        return [(name, f"{text}: {into}" if name == JOIN else text) for name, text in question.choices]
    return [(name, text or "nothing") for name, text in question.choices]


_MOST_TURNS = 3
"""How many turns are shown of a text that may be chosen; the others are counted, with the command that shows them."""


def _texts(store: Store, question: Waiting) -> Iterator[tuple[str, str]]:
    """The texts of a transcript to choose from, with the turns that would be others than they are now."""
    id = words_of(store, question)
    now = revisions.current(store, id) if transcripts.taken(store, id) else 0
    numbers = asked.numbers_of(store, question)
    for who, _ in question.choices:
        if who == asked.ALL:
            yield who, "the corrections of all of them"
        elif numbers[who] == now:
            yield who, f"revision {now}, as it is now"
        else:
            yield who, f"revision {numbers[who]}{_turns(store, id, now, numbers[who]) if now else ''}"


def _turns(store: Store, id: str, now: int, number: int) -> str:
    turns = [f"turn {turn or was}: {text}" for turn, was, _, _, text in correcting.diff(store, id, now, number, people=True).rows]
    more = len(turns) - _MOST_TURNS
    left = f"{more} more: qualcode transcripts diff {id} --from {now} --to {number}"
    return " / ".join(["", *turns[:_MOST_TURNS], *([left] if more > 0 else [])])


def _differing(now: str, text: str) -> str:
    """The lines of a text that the one in use has not."""
    there = set(now.splitlines())
    lines = [line.strip() for line in text.splitlines() if line.strip() and line not in there]
    return " / ".join(lines) if lines else "as it is now"
