"""Which codes of several versions are the same code: each gets a key, that of the base if it is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.codebook.conflicts import BASE
from qualcode.codebook.matching import Likely, likely, same_codes
from qualcode.codebook.reading import guid_of
from qualcode.codebook.writing import code_fields
from qualcode.errors import unknown
from qualcode.model import Code, Codebook
from qualcode.text import fold

Match = tuple[tuple[str, str], tuple[str, str]]
"""Two codes that a person has said to be the same, each by the name of its version and its id there."""


@dataclass(frozen=True)
class Version:
    """A codebook with its codes by key: what they say, and the key of the code that each stands under (empty: at the top)."""

    name: str
    book: Codebook
    codes: Mapping[str, Code]
    above: Mapping[str, str]
    below: Mapping[str, Sequence[str]]
    guids: Mapping[str, str]
    """The GUID that a code has in the file, by key."""
    codings: Mapping[str, int] = field(default_factory=dict)
    """How many codings a code has where this version is in use, by key."""

    def in_use(self, codings: Mapping[str, int]) -> Version:
        """The same version where codes have codings, by the GUID that they have in the file."""
        return replace(self, codings={key: codings[guid] for key, guid in self.guids.items() if codings.get(guid)})


def keyed(base: Codebook | None, books: Mapping[str, Codebook], matches: Iterable[Match] = ()) -> tuple[Version, list[Version]]:
    """The base and the versions with their codes by key; a version without base is compared with an empty codebook."""
    root = base or Codebook("", "", (), ())
    keys = {name: dict(same_codes(root, book)) for name, book in books.items()}
    _new(books, keys, {code.guid for code in root.codes})
    keys[BASE] = {code.guid: code.guid for code in root.codes}
    matched: set[str] = set()
    for one, other in matches:
        first, second = (_named({BASE: root, **books}, each) for each in (one, other))
        key = keys[one[0]][first.guid]
        if key not in keys[other[0]].values():
            keys[other[0]][second.guid] = key
            matched.add(key)
    return _version(BASE, root, keys[BASE], matched), [_version(name, book, keys[name], matched) for name, book in books.items()]


def _named(books: Mapping[str, Codebook], said: tuple[str, str]) -> Code:
    name, id = said
    if name not in books:
        raise unknown("version", name, books)
    found = books[name].code(id)
    if found is None:
        raise unknown(f"code in {name}", id, (code.id for code in books[name].codes))
    return found


def _version(name: str, book: Codebook, keys: Mapping[str, str], matched: set[str]) -> Version:
    """A version with its codes by key; those that a person has matched have the GUID of what they are matched with."""
    ids = {code.id: keys[code.guid] for code in book.codes}
    above = {keys[code.guid]: ids.get(code.parent, "") for code in book.codes}
    below: dict[str, list[str]] = {}
    for code in book.codes:
        below.setdefault(above[keys[code.guid]], []).append(keys[code.guid])
    codes = {keys[code.guid]: replace(code, guid=keys[code.guid]) if keys[code.guid] in matched else code for code in book.codes}
    return Version(name, book, codes, above, below, {key: guid for guid, key in keys.items()})


def _new(books: Mapping[str, Codebook], keys: dict[str, dict[str, str]], known: set[str]) -> None:
    """Keys for the codes that the base has not: one for those of one GUID, then of one id, unless they plainly mean other things."""
    groups: list[dict[str, Code]] = []
    found: dict[str, list[dict[str, Code]]] = {}
    added = {name: [code for code in book.codes if code.guid not in keys[name]] for name, book in books.items()}
    for name in sorted(added, key=lambda name: _fingerprint(added[name])):
        for code in added[name]:
            alike = [*found.get(code.guid, ()), *found.get(f"id {code.id}", ())]
            group = next((each for each in alike if name not in each and _same_meaning(code, each.values())), None)
            if group is None:
                group = {}
                groups.append(group)
            group[name] = code
            found.setdefault(code.guid, []).append(group)
            found.setdefault(f"id {code.id}", []).append(group)
    taken = set(known)
    # By ids first: they are the same whatever else was merged before, while texts and parents may have changed by it.
    for group in sorted(groups, key=lambda group: (min(code.id for code in group.values()), _fingerprint(group.values()))):
        key = _guid(books, group, taken)
        taken.add(key)
        for name, code in group.items():
            keys[name][code.guid] = key


def _guid(books: Mapping[str, Codebook], group: Mapping[str, Code], taken: set[str]) -> str:
    """The GUID of a new code: the one that comes from its id if somebody has it, for that is what codings elsewhere know it by."""
    id = min(code.id for code in group.values())
    guids = {each.guid for each in group.values()}
    derived = {guid_of(books[name].id, each.id) for name, each in group.items()} & guids
    best = min(derived or guids)
    other = guid_of(best, id)
    return next((guid for guid in (best, other) if guid not in taken), guid_of(best, f"{id}\n{_fingerprint(group.values())}"))


def _same_meaning(code: Code, others: Iterable[Code]) -> bool:
    return all(_one_meaning(code, other) for other in others)


def _one_meaning(code: Code, other: Code) -> bool:
    """Whether two codes of one GUID or id may be the same: not when every label that both have in a language is another."""
    shared = [language for language in code.label if language in other.label]
    return not shared or any(fold(code.label[language]) == fold(other.label[language]) for language in shared)


def _fingerprint(codes: Iterable[Code]) -> str:
    said = sorted(json.dumps([code.id, code.guid, code.parent, code_fields(code)], sort_keys=True) for code in codes)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def proposals(base: Codebook | None, books: Mapping[str, Codebook]) -> tuple[Likely, ...]:
    """Codes of one version alone that look like those of another alone, or like those of the base that the version has no more."""
    root, versions = keyed(base, books)
    alone = {
        version.name: [
            code for key, code in version.codes.items() if all(other is version or key not in other.codes for other in (root, *versions))
        ]
        for version in versions
    }
    found = list(likely(books, alone))
    for version in versions:
        gone = [code for key, code in root.codes.items() if key not in version.codes]
        found += likely({BASE: root.book, version.name: version.book}, {BASE: gone, version.name: alone[version.name]})
    return tuple(found)
