"""The codebook after a merge of copies: what follows from the versions that people made apart, whatever was merged first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qualcode.actions import keeping
from qualcode.model import Codebook
from qualcode.store import codebook_file, codebook_log, codes
from qualcode.store.changes import Change
from qualcode.store.codebook_log import Version
from qualcode.store.database import Store
from qualcode.store.merging import asked, log
from qualcode.store.merging.causes import Causes

if TYPE_CHECKING:
    from qualcode.codebook._source import Source
    from qualcode.codebook.conflicts import Choose, Conflict
    from qualcode.codebook.merging_files import MergedFile

WHAT = "codebook"
CODED = "coded"
KEEP, RETIRE = "keep", "retire"


class Books:
    """The versions of the codebook that people made, and what they are together."""

    def __init__(self, store: Store, causes: Causes) -> None:
        self.store = store
        self.causes = causes
        self.versions = codebook_log.by_people(store)
        self._made: dict[tuple[str, ...], MergedFile] = {}

    @cached_property
    def heads(self) -> tuple[Version, ...]:
        """The versions that nobody has worked on from: one, or those that grew apart."""
        return self._newest(self.versions)

    def _newest(self, versions: Sequence[Version]) -> tuple[Version, ...]:
        events = set(self.causes.newest([version.event for version in versions]))
        newest = [version for version in versions if version.event in events]
        first: dict[str, Version] = {}
        for version in newest:
            first.setdefault(version.hash, version)
        return tuple(first.values())

    def forks(self) -> Iterator[tuple[Version, ...]]:
        """Wherever versions that grew apart came together: now, and before a person went on from there."""
        seen = set()
        if len(self.versions) > len({version.hash for version in self.heads}):
            for event in self.causes.firsts([version.event for version in self.versions]):
                known = [other for other in self.versions if other.event != event and self.causes.knew(event, other.event)]
                heads = self._newest(known)
                if len(heads) > 1 and heads not in seen:
                    seen.add(heads)
                    yield heads
        if len(self.heads) > 1 and self.heads not in seen:
            yield self.heads

    def text(self, heads: tuple[Version, ...]) -> str:
        """The text of the codebook that some versions are together."""
        return codes.text_of(self.store, heads[0].hash) if len(heads) == 1 else self.merged(heads).text

    def merged(self, heads: tuple[Version, ...]) -> MergedFile:
        """The versions merged, with what is open as in what they come from."""
        key = tuple(version.hash for version in heads)
        if key not in self._made:
            self._made[key] = self.settled(heads, None)
        return self._made[key]

    def settled(self, heads: tuple[Version, ...], choose: Choose | None) -> MergedFile:
        """The same where a person has chosen."""
        from qualcode.codebook.conflicts import nobody
        from qualcode.codebook.merging_files import unite_files

        named = asked.named((version.hash, version.coder) for version in heads)
        sources = {name: self.source(codes.text_of(self.store, hash)) for name, hash in named.items()}
        base = self._base(heads)
        root = self.source(base) if base is not None else None
        return unite_files(root, sources, list(sources)[-1], choose or nobody, codings=self._codings)

    def _base(self, heads: tuple[Version, ...]) -> str | None:
        """The text that some versions come from: of what all their makers knew what is newest, else the newest text that all have had."""
        known = [one for one in self.versions if one not in heads and all(self.causes.knew(head.event, one.event) for head in heads)]
        if known:
            return self.text(self._newest(known))
        histories = [{one.hash for one in self.versions if self.causes.knew(head.event, one.event)} for head in heads]
        common = set.intersection(*histories)
        shared = [one.hash for one in self.versions if one.hash in common]
        return codes.text_of(self.store, shared[-1]) if shared else None

    @cached_property
    def together(self) -> tuple[str, tuple[str, ...]]:
        """The text of the codebook that all versions are together, and the codes (GUIDs) that it has only because codings have them.

        Somebody has removed these without knowing that another codes with them: they are as they were in the last version that had them.
        """
        from qualcode.codebook.merging_files import unite_files

        text = self.text(self.heads)
        there = {code.guid for code in self.source(text).book.codes}
        missing = tuple(sorted(guid for guid in self._codings if guid not in there))
        left = set(missing)
        for version in reversed(self.versions) if left else ():
            has = {code.guid for code in codes.version(self.store, version.hash).codes}
            if left & has:
                left -= has
                was = self.source(codes.text_of(self.store, version.hash))
                text = unite_files(was, {"now": self.source(text), "was": was}, "now", codings=self._codings).text
        return text, missing

    @cached_property
    def _codings(self) -> Mapping[str, int]:
        sql = """SELECT code.guid, count(*) AS n FROM coding JOIN code ON code.id = coding.code JOIN transcript ON transcript.id = coding.transcript
            WHERE coding.present = 1 AND transcript.present = 1 GROUP BY code.id"""
        return {row["guid"]: row["n"] for row in self.store.rows(sql)}

    @cached_property
    def _shelf(self) -> Any:
        return keeping.shelf(self.store.folder)

    def source(self, text: str) -> Source:
        """A text of a codebook, read."""
        from qualcode.codebook._source import Source

        return Source(text, "the codebook", self._shelf)


def settle(made: Change, books: Books, *, file_name: str) -> bool:
    """Bring the codebook to what the versions of both copies are together, in the database and (when the merge is done) in its file.

    `file_name` is where it lies here. Returns whether it is another one now.
    """
    if not books.heads:
        return False
    store = made.store
    before = codes.loaded(store)
    text, _ = books.together
    hash = codes.keep(store, books.source(text).book, text, file_name, store.now())
    for field, now in (("version", before[0] if before else None), ("file", codebook_file.read(store.connection))):
        last = _last(store, field)
        if last != hash and (field == "version" or last is not None or hash != (before[0] if before else None)):
            made.note("codebook", codes.THE_ONE, field, last, hash)
        if field == "version" and now != hash:
            codes.activate(store.connection, hash)
    if before is None or before[0] != hash:
        codebook_file.aim(store, before[0] if before else None, hash)
    elif _last(store, "file") is not None:
        codebook_file.aim(store, hash, hash)
    return before is None or before[0] != hash


def _last(store: Store, field: str) -> str | None:
    said = dict(log.said_last(store, "codebook", field, merges=True)).get(codes.THE_ONE)
    return None if said is None else str(said)


@dataclass(frozen=True)
class Open:
    """A conflict between versions that grew apart: what it is about as the question keeps it, and the choices with their texts."""

    about: str
    choices: tuple[tuple[str, str], ...]


def conflicts(books: Books) -> Iterator[Open]:
    """What people must decide about the codebook: conflicts between versions, and ids that differ by case only or were made to differ."""
    from qualcode.codebook.conflicts import BASE

    for heads in books.forks():
        for conflict in books.merged(heads).merged.conflicts:
            # Who says what all come from has nothing to choose.
            changed = tuple((name, text) for name, text in conflict.texts if text != conflict.base)
            yield Open(about(heads, conflict), ((BASE, conflict.base), *(changed or conflict.texts)))


def removed(books: Books) -> Iterator[Open]:
    """Codes that one copy has removed while another coded with them: they stay until somebody retires them."""
    if books.heads:
        for guid in books.together[1]:
            about = log.as_json({"what": CODED, "code": guid, "heads": sorted(version.hash for version in books.heads)})
            yield Open(
                about, ((KEEP, "it stays, as others have coded with it"), (RETIRE, "its codings stay, and nobody codes with it any more"))
            )


def about(heads: Sequence[Version], conflict: Conflict) -> str:
    """What a question on a conflict is about: the same whoever merged what first, and however much was coded meanwhile."""
    facts = {"kind": conflict.kind, "code": conflict.code, "field": conflict.field, "language": conflict.language}
    return log.as_json({"what": WHAT, "heads": sorted(version.hash for version in heads), **facts})


def about_of(facts: Mapping[str, Any]) -> str:
    """The same, of a question that was read back."""
    return log.as_json(dict(facts))


def alike(book: Codebook) -> Iterator[tuple[str, str]]:
    """Pairs of codes (GUIDs) whose ids differ by case only, or by the piece of a GUID that tells codes of one id apart."""
    by_id: dict[str, str] = {}
    for code in book.codes:
        bare = code.id.removesuffix(f"-{code.guid[:4]}").casefold()
        other = by_id.setdefault(bare, code.guid)
        if other != code.guid:
            yield (min(other, code.guid), max(other, code.guid))
