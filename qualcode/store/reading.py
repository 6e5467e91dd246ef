"""Which turns of a transcript a coder has read: kept for each revision, so that what a correction changed is to be read again."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.model import Coder
from qualcode.store import transcripts
from qualcode.store.changes import Change
from qualcode.store.database import Store


def turns(store: Store, coder: Coder, transcript: str) -> frozenset[int]:
    """The numbers (from 1) of the turns of a transcript's current revision that a coder has marked as read."""
    return numbers_of(store.value(_SQL, (coder.guid, _revision(store, transcript)[0])))


_SQL = """SELECT reading.turns FROM reading JOIN coder ON coder.id = reading.coder JOIN revision ON revision.id = reading.revision
    WHERE coder.guid = ? AND revision.guid = ?"""


def mark(made: Change, coder: Coder, transcript: str, numbers: Iterable[int], *, read: bool = True) -> bool:
    """Mark turns as read, or as not read. False when they were so already; numbers of turns that there are not are left out."""
    revision, last = _revision(made.store, transcript)
    wanted = {number for number in numbers if 1 <= number <= last}
    before = numbers_of(made.store.value(_SQL, (coder.guid, revision)))
    after = before | wanted if read else before - wanted
    return made.set("coder", coder.guid, f"read:{revision}", ranges_of(after) or None)


def add(made: Change, coder: str, revision: str, numbers: Iterable[int]) -> None:
    """Mark turns of a revision as read by a coder, both by GUID, besides those that are so already."""
    known = numbers_of(made.store.value(_SQL, (coder, revision)))
    if after := known | set(numbers):
        made.set("coder", coder, f"read:{revision}", ranges_of(after))


def _revision(store: Store, transcript: str) -> tuple[str, int]:
    """The GUID of the current revision, and how many turns it has."""
    key, _ = transcripts.key(store, transcript)
    sql = """SELECT revision.guid, (SELECT max(number) FROM turn WHERE turn.revision = revision.id) AS last FROM revision
        JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number WHERE transcript.id = ?"""
    row = store.rows(sql, (key,))[0]
    return row["guid"], row["last"] or 0


def numbers_of(text: str | None) -> frozenset[int]:
    """Ranges of numbers as they are kept, `1-34 40`, as numbers."""
    found: set[int] = set()
    for part in (text or "").split():
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def ranges_of(numbers: Iterable[int]) -> str:
    """Numbers as ranges, ascending: `1-34 40`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
