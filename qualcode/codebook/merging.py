"""Versions of a codebook that grew apart, merged: what one side has changed is taken, what several have changed otherwise is a conflict.

The unit is a field of a code in a language. Nothing depends on the order of the versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qualcode.codebook._identity import Match, Version, keyed
from qualcode.codebook._merged_attributes import merged_attributes
from qualcode.codebook._merged_tree import MergedTree
from qualcode.codebook._registers import Registers
from qualcode.codebook.conflicts import Choose, Conflict, nobody
from qualcode.codebook.differences import LISTS, TEXTS, VALUES
from qualcode.model import Code, Codebook


@dataclass(frozen=True)
class Merged:
    """What came of merging: the codebook, the conflicts left open in it, and those settled with the version that settled each.

    `origins` says for each version (and the base) which of its codes, by GUID, a code of the result is. `renamed` are the codes whose id another
    one has: that id, the names of the versions that call it so, and the id that it has got.
    """

    book: Codebook
    conflicts: tuple[Conflict, ...]
    settled: tuple[tuple[Conflict, str], ...]
    origins: Mapping[str, Mapping[str, str]]
    renamed: tuple[tuple[str, tuple[str, ...], str], ...] = ()


def merge(base: Codebook | None, books: Mapping[str, Codebook], choose: Choose = nobody, matches: Iterable[Match] = ()) -> Merged:
    """The versions merged, by name; without a `base` whatever differs is a conflict.

    Where a conflict stays open the result has the base's text, and codes that one side has removed.
    """
    return settle(*keyed(base, books, matches), choose, three_way=base is not None)


def settle(root: Version, versions: list[Version], choose: Choose, *, three_way: bool) -> Merged:
    """The same of versions whose codes are known already."""
    registers = Registers(choose, three_way=three_way)
    shape = MergedTree(root, versions, registers)
    codes = {
        key: root.codes[key]
        if key in shape.restored
        else _code(key, root, [version for version in versions if key in version.codes], registers)
        for key in shape.kept
    }
    ids = _distinct({key: code.id for key, code in codes.items()}, root, versions, registers)
    guids = _guids(codes, ids, versions)
    above = shape.parents
    made = tuple(_known_as(codes[key], ids[key], guids[key], ids[above[key]] if above[key] else "") for key in shape.in_order())
    book = Codebook(
        registers.value("both changed", ("", "id", ""), root.book.id, {version.name: version.book.id for version in versions}),
        registers.value(
            "both changed", ("", "version", ""), root.book.version, {version.name: version.book.version for version in versions}
        ),
        registers.items(("", "languages", ""), root.book.languages, {version.name: version.book.languages for version in versions}),
        made,
        merged_attributes(root, versions, registers),
    )
    origins = {version.name: {guids[key]: guid for key, guid in version.guids.items() if key in guids} for version in (root, *versions)}
    return Merged(book, tuple(registers.open), tuple(registers.settled), origins, tuple(_renamed(codes, ids, versions)))


def _renamed(codes: Mapping[str, Code], ids: Mapping[str, str], versions: list[Version]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for key, code in codes.items():
        if ids[key] != code.id:
            names = (version.name for version in versions if key in version.codes and version.codes[key].id == code.id)
            yield code.id, tuple(names), ids[key]


def _known_as(code: Code, id: str, guid: str, parent: str) -> Code:
    """The code with these ids; most have them already."""
    return code if (code.id, code.guid, code.parent) == (id, guid, parent) else replace(code, id=id, guid=guid, parent=parent)


def _code(key: str, root: Version, versions: list[Version], registers: Registers) -> Code:
    """What a code says, from the versions that have it; its id may still be another's, its parent is not its own."""
    base = root.codes.get(key)
    codes = {version.name: version.codes[key] for version in versions}
    if base is not None and all(code is base or code == base for code in codes.values()):
        return base
    different = {code for code in map(_Said, codes.values()) if base is None or code != _Said(base)}
    if len(different) < 2:
        code = next((each.code for each in different), base)
        assert code is not None, "a code that is kept is somewhere"
        return code if base is not None else replace(code, guid=key)
    was = base or Code("", key, "", {})
    name = was.id or min(code.id for code in codes.values())
    fields: dict[str, Any] = {
        "id": registers.value("both changed", (name, "id", ""), was.id, {at: code.id for at, code in codes.items()}),
        "guid": key if base is None else _guid(base.guid, [code.guid for code in codes.values()]),
    }
    for field in (*TEXTS, *LISTS):
        before: Mapping[str, Any] = getattr(was, field)
        fields[field] = _per_language((name, field), before, {at: getattr(code, field) for at, code in codes.items()}, registers)
    if not fields["label"]:
        fields["label"] = _some_label(name, was, codes, registers)
    for field in VALUES:
        old = getattr(was, field) if base is not None else None
        said = {at: getattr(code, field) for at, code in codes.items()}
        fields[field] = registers.value("both changed", (name, field, ""), old, said, _told)
    return Code(parent="", **fields)


def _per_language(
    where: tuple[str, str], before: Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]], registers: Registers
) -> dict[str, Any]:
    """A field in each of its languages; those in which it says nothing are left out."""
    code, field = where
    found: dict[str, Any] = {}
    for language in dict.fromkeys(language for part in (before, *parts.values()) for language in part):
        place = (code, field, language)
        if field in LISTS:
            found[language] = registers.items(place, before.get(language, ()), {at: part.get(language, ()) for at, part in parts.items()})
        else:
            texts = {at: part.get(language, "") for at, part in parts.items()}
            found[language] = registers.value("both changed", place, before.get(language, ""), texts)
    return {language: said for language, said in found.items() if said}


@dataclass(frozen=True, eq=False)
class _Said:
    """A code to be put into a set, its texts being maps."""

    code: Code

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Said) and replace(self.code, parent="") == replace(other.code, parent="")

    def __hash__(self) -> int:
        return hash((self.code.id, self.code.guid))


def _some_label(name: str, was: Code, codes: Mapping[str, Code], registers: Registers) -> Mapping[str, str]:
    """The label of a code whose label every language has lost, each to somebody else: a code cannot be without."""
    labels = {at: dict(code.label) for at, code in codes.items()}

    def told(label: Mapping[str, str]) -> str:
        return "; ".join(f"{language}: {text}" for language, text in label.items())

    choice = registers.ask("both changed", (name, "label", ""), told(was.label), {at: told(label) for at, label in labels.items()})
    return labels.get(choice, was.label)


def _guid(base: str, guids: list[str]) -> str:
    different = sorted({guid for guid in guids if guid != base})
    return different[0] if len(different) == 1 else base


def _told(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _distinct(ids: Mapping[str, str], root: Version, versions: list[Version], registers: Registers) -> dict[str, str]:
    """The ids, with another for every code but one where several have the same."""
    holders: dict[str, list[str]] = {}
    for key, id in ids.items():
        holders.setdefault(id, []).append(key)
    found = dict(ids)
    for id, keys in holders.items():
        if len(keys) < 2:
            continue
        texts = {}
        for version in versions:
            has = [key for key in keys if key in version.codes and version.codes[key].id == id]
            texts[version.name] = "; ".join(version.codes[has[0]].label.values()) if has else ""
        was = next((key for key in keys if key in root.codes and root.codes[key].id == id), None)
        base = "; ".join(root.codes[was].label.values()) if was else ""
        choice = registers.ask("same id", (id, "id", ""), base, texts)
        chosen = next((version for version in versions if version.name == choice), root)
        holder = next((key for key in keys if key in chosen.codes and chosen.codes[key].id == id), was or min(keys))
        for key in sorted(key for key in keys if key != holder):
            found[key] = next(f"{id}-{number}" for number in range(2, len(ids) + 3) if f"{id}-{number}" not in found.values())
    return found


def _guids(codes: Mapping[str, Code], ids: Mapping[str, str], versions: list[Version]) -> dict[str, str]:
    """The GUIDs; of two codes that had the same, the one that keeps the id has it, for codings made with that id are known by it."""
    found = {key: code.guid for key, code in codes.items()}
    holders = {guid: key for key, guid in found.items()}
    for key, code in codes.items():
        own = {version.guids[key] for version in versions if key in version.guids}
        other = holders.get(min(own)) if own and code.guid not in own else None
        if other is not None and ids[key] == code.id and ids[other] != codes[other].id:
            found[key], found[other] = found[other], found[key]
    return found
