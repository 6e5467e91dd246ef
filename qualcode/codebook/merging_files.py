"""Codebook files merged: the text of one of them brought to say what came out, with the comments of all, conflicts marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qualcode.codebook._comments import new_comments
from qualcode.codebook._identity import Match, keyed
from qualcode.codebook._source import Source
from qualcode.codebook.conflicts import BASE, Choose, Conflict, nobody
from qualcode.codebook.marks import marked
from qualcode.codebook.merging import Merged, settle
from qualcode.codebook.writing import written
from qualcode.model import Codebook


@dataclass(frozen=True)
class MergedFile:
    """The merged text, with what is open between marks; `merged` is what came out."""

    text: str
    merged: Merged


def merge_files(
    base: Source | None,
    versions: Mapping[str, Source],
    onto: str,
    choose: Choose = nobody,
    matches: Iterable[Match] = (),
    *,
    codings: Mapping[str, int] | None = None,
) -> MergedFile:
    """The files merged, by name. `onto` says whose text is kept where nothing changes: that of a version, or the base's.

    `codings` is how many the codes of that version have, by GUID: none of them goes without a question.
    """
    root, sides = keyed(base.book if base is not None else None, {name: source.book for name, source in versions.items()}, matches)
    known = root, [side.in_use(codings) if codings and side.name == onto else side for side in sides]
    merged = settle(*known, choose, three_way=base is not None)
    if not merged.conflicts:
        return MergedFile(_text(base, versions, onto, merged), merged)

    def side(name: str) -> str:
        def chosen(conflict: Conflict) -> str:
            return choose(conflict) or name

        # One side is proved: the others are made alike, and what becomes of the marks is read when they are settled.
        return _text(base, versions, onto, settle(*known, chosen, three_way=base is not None), proved=name == next(iter(versions)))

    return MergedFile(marked({name: side(name) for name in versions}, side(BASE) if base is not None else None), merged)


def unite_files(
    base: Source | None, versions: Mapping[str, Source], onto: str, choose: Choose = nobody, *, codings: Mapping[str, int] | None = None
) -> MergedFile:
    """The files of people who worked apart, merged so that the result can be used at once: what is open stays as in the base.

    Codes of one id but another GUID are other codes: all but one get a piece of their GUID behind it. No code goes that has `codings`, by GUID.
    """
    books = _apart(base.book if base is not None else None, {name: source.book for name, source in versions.items()})
    root, sides = keyed(base.book if base is not None else None, books)
    merged = settle(root, [side.in_use(codings or {}) for side in sides], choose, three_way=True)
    return MergedFile(_text(base, versions, onto, merged), merged)


def _apart(base: Codebook | None, books: Mapping[str, Codebook]) -> dict[str, Codebook]:
    """The codebooks, in which codes that several of them call by one id have ids of their own."""
    holders: dict[str, set[str]] = {}
    for book in books.values():
        for code in book.codes:
            holders.setdefault(code.id, set()).add(code.guid)
    before = {code.id: code.guid for code in base.codes} if base else {}
    new: dict[tuple[str, str], str] = {}
    for id, guids in holders.items():
        keeps = before[id] if before.get(id) in guids else min(guids)
        new |= {(id, guid): f"{id}-{guid[:_PIECE]}" for guid in guids - {keeps}}
    return {name: _renamed(book, {id: now for (id, guid), now in new.items() if _is(book, id, guid)}) for name, book in books.items()}


_PIECE = 4
"""Characters of a GUID that stand behind an id that another code has."""


def _is(book: Codebook, id: str, guid: str) -> bool:
    code = book.code(id)
    return code is not None and code.guid == guid


def _renamed(book: Codebook, ids: Mapping[str, str]) -> Codebook:
    if not ids:
        return book
    return replace(
        book, codes=tuple(replace(code, id=ids.get(code.id, code.id), parent=ids.get(code.parent, code.parent)) for code in book.codes)
    )


def _text(base: Source | None, versions: Mapping[str, Source], onto: str, merged: Merged, *, proved: bool = True) -> str:
    main = base if onto == BASE and base is not None else versions[onto]
    others = sorted((name for name in versions if versions[name] is not main), key=lambda name: versions[name].text)
    origins = [merged.origins[onto], *(merged.origins[name] for name in others)]
    comments = new_comments(
        base, main, [(versions[name], merged.origins[name]) for name in others], merged.origins[onto], merged.origins[BASE]
    )
    return written(main, merged.book, [versions[name] for name in others], comments, origins=origins, proved=proved)
