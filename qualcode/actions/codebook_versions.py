"""Versions of the codebook: named in any of the ways that people have, compared, and told as a history."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.actions import codebooks
from qualcode.actions.telling_time import local, moment
from qualcode.errors import QualcodeError, unknown
from qualcode.model import Codebook
from qualcode.store import codebook_log, codes
from qualcode.store.codebook_log import Entry
from qualcode.store.database import Store
from qualcode.table import Cell, Column, Table

if TYPE_CHECKING:
    from qualcode.codebook.differences import Difference

_HASH = re.compile(r"[0-9a-f]{4,64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHORT = 8


@dataclass(frozen=True)
class Version:
    """A version of a codebook, and what it is called in tables."""

    name: str
    book: Codebook


def is_outside(said: str) -> bool:
    """Whether a version is named that no project is needed for: a file, or a text of git."""
    return Path(said).is_file() or (_moment(said) is None and codebooks.text_in_git(said) is not None)


def find(store: Store | None, said: str) -> Version:
    """The version that is meant: a file, `REVISION:path` of git, or one of the project, or its file in a REVISION of git.

    Those of the project are known by their number in the log, by the version that the file says, by the start of their hash, or by a day, as
    the codebook was at the end of that. Raises QualcodeError for one that there is not, and for a name that can mean several.
    """
    if is_outside(said):
        return Version(said, codebooks.read_version(said))
    if store is None:
        raise QualcodeError(
            f"There is no codebook {said}.", "Give a file, or REVISION:path of git; versions of a project are known within it."
        )
    hash = in_project(store, said)
    if hash:
        return Version(_named(store, hash), codes.version(store, hash))
    loaded = codes.loaded(store)
    in_git = f"{said}:{os.path.relpath(store.folder / loaded[1])}" if loaded else ""
    try:
        if in_git and codebooks.text_in_git(in_git) is not None:
            return Version(in_git, codebooks.read_version(in_git))
    except QualcodeError as error:
        if error.problems:
            raise
    raise QualcodeError(
        f"There is no version {said}.",
        "Give a file, a revision of git (HEAD~1 or HEAD~1:path), or a number, version, hash or day as in: qualcode codebook log",
    )


def in_project(store: Store, said: str) -> str:
    """The hash of the version of the project that is meant; empty when there is none. Raises QualcodeError when several can be meant."""
    entries = codebook_log.entries(store)
    meant = dict(_meanings(store, entries, said))
    if len(set(meant.values())) > 1:
        listed = ", ".join(f"{what} ({hash[:_SHORT]})" for what, hash in meant.items())
        raise QualcodeError(f"{said} can mean several versions: {listed}", "Name it by the start of its hash.")
    return next(iter(meant.values()), "")


def _meanings(store: Store, entries: Sequence[Entry], said: str) -> Iterator[tuple[str, str]]:
    """What a name can mean, and the hash of that version."""
    if said.isdecimal() and 1 <= int(said) <= len(entries) and (after := entries[int(said) - 1].after):
        yield f"number {said} of the log", after
    called = codebook_log.called(store, said)
    latest = next((entry.after for entry in reversed(entries) if entry.after in called), None)
    if latest is not None:
        yield f"version {said}", latest
    end = _moment(said)
    if end is not None:
        then = [entry for entry in entries if moment(entry.time) <= end]
        if then and then[-1].after:
            yield f"that of {said}", then[-1].after
    if _HASH.fullmatch(said):
        known = sorted({hash for entry in entries for hash in (entry.before, entry.after) if hash and hash.startswith(said)})
        yield from ((f"the hash {hash[: max(_SHORT, len(said) + 2)]}", hash) for hash in known)


def _moment(said: str) -> dt.datetime | None:
    """The end of a day, or a time, of this machine's clock."""
    try:
        found = dt.datetime.fromisoformat(said)
    except ValueError:
        return None
    if _DAY.fullmatch(said):
        found += dt.timedelta(days=1, microseconds=-1)
    return found.astimezone() if _DAY.match(said) else None


def _named(store: Store, hash: str) -> str:
    version = codes.version(store, hash).version
    return f"{version} ({hash[:_SHORT]})" if version else hash[:_SHORT]


def differing(store: Store | None, said: Sequence[str]) -> tuple[str, str, tuple[Difference, ...]]:
    """What differs between two versions, with the names of both, the older first.

    A version of the project alone is compared with what is in use; a file or text of git alone is what that is compared with, and without
    any the file of study.toml.
    """
    from qualcode.codebook.differences import differences

    if len(said) > 1:
        old, new = (find(store, each) for each in said)
    else:
        assert store is not None, "what is in use is asked of a project"
        used = Version("in use", codes.book(store))
        if said and not is_outside(said[0]):
            old, new = find(store, said[0]), used
        else:
            path = codebooks.path_of(store, None) if not said else None
            old, new = used, Version(path.name, codebooks.read_version(str(path))) if path else find(store, said[0])
    return old.name, new.name, differences(old.book, new.book)


# --- the history of the codebook --------------------------------------------------------------------------------------------------------


class _Books:
    """The versions of a project by hash, each read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Codebook] = {}

    def __getitem__(self, hash: str | None) -> Codebook:
        if hash is None:
            return Codebook("", "", (), ())
        if hash not in self._known:
            self._known[hash] = codes.version(self._store, hash)
        return self._known[hash]


def log(store: Store) -> Table:
    """Every change of the codebook, the newest first, with how much it changed."""
    from qualcode.codebook.differences import differences

    books = _Books(store)
    rows: list[tuple[Cell, ...]] = []
    for entry in reversed(codebook_log.entries(store)):
        found = differences(books[entry.before], books[entry.after])
        changed = len({each.code for each in found if each.code})
        state = "undone" if entry.undone else ""
        version = (books[entry.after].version, (entry.after or "")[:_SHORT])
        rows.append((entry.number, local(entry.time), entry.coder, entry.command, changed, entry.went, *version, state, entry.why))
    return Table(
        "History of the codebook",
        "change",
        (
            Column("number", "no.", "number"),
            Column("time", "time", "text"),
            Column("coder", "coder", "text"),
            Column("command", "what", "text"),
            Column("codes", "codes", "count"),
            Column("codings", "codings", "count"),
            Column("version", "version", "text"),
            Column("hash", "hash", "text"),
            Column("state", "state", "text"),
            Column("why", "why", "text"),
        ),
        tuple(rows),
        notes=(
            "codes: how many it changed. codings: how many it gave another code. By number, version, hash or day: qualcode codebook diff.",
        ),
    )


def log_of(store: Store, id: str) -> Table:
    """What became of a code, the newest first: a row for each thing that changed. The code may be gone, or be called otherwise now.

    Raises QualcodeError for an id that no code ever had.
    """
    entries = codebook_log.entries(store)
    books = _Books(store)
    guid = _guid(store, entries, books, id)
    rows: list[tuple[Cell, ...]] = []
    for entry in reversed(entries):
        head = (entry.number, local(entry.time), entry.coder, entry.command)
        tail = ("undone" if entry.undone else "", entry.why)
        rows += [(*head, *said, *tail) for said in _said(store, entry, books, guid)]
    return Table(
        f"History of {id}",
        "difference",
        (
            Column("number", "no.", "number"),
            Column("time", "time", "text"),
            Column("coder", "coder", "text"),
            Column("command", "what", "text"),
            Column("change", "change", "text"),
            Column("field", "field", "text"),
            Column("language", "language", "text"),
            Column("old", "old", "text"),
            Column("new", "new", "text"),
            Column("state", "state", "text"),
            Column("why", "why", "text"),
        ),
        tuple(rows),
        selection={"code": [id]},
        group_by=4,
    )


def _guid(store: Store, entries: Sequence[Entry], books: _Books, id: str) -> str:
    """The GUID of the code that has an id, or had it last."""
    used = codes.loaded(store)
    known: set[str] = set()
    for hash in [used[0] if used else None, *(hash for entry in reversed(entries) for hash in (entry.after, entry.before))]:
        code = books[hash].code(id)
        if code is not None:
            return code.guid
        known.update(each.id for each in books[hash].codes)
    raise unknown("code", id, known)


def _said(store: Store, entry: Entry, books: _Books, guid: str) -> Iterator[tuple[Cell, ...]]:
    from qualcode.codebook.differences import differences

    before, after = (next((code for code in books[hash].codes if code.guid == guid), None) for hash in (entry.before, entry.after))
    ids = {code.id for code in (before, after) if code is not None}
    now = after.id if after else before.id if before else ""
    if ids:
        for each in differences(books[entry.before], books[entry.after]):
            if each.code == now:
                yield each.what, each.field, each.language, each.old, each.new
    came, went = codebook_log.codings_of(store, entry.event, guid)
    if went:
        yield "codings went", "", "", str(went), ""
    if came:
        yield "codings came", "", "", "", str(came)
