"""What differs between two codebooks, code by code, as data and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.codebook._sequences import in_order, steps
from qualcode.codebook.matching import same_codes
from qualcode.model import Attribute, Code, Codebook, in_language
from qualcode.table import Column, Table

TEXTS = ("label", "definition", "include", "exclude")
LISTS = ("examples", "keywords")
VALUES = ("colour", "status", "since", "codable")

What = Literal["added", "removed", "renamed", "moved", "reordered", "changed", "item added", "item removed"]


@dataclass(frozen=True)
class Difference:
    """One thing that differs: of a code (its id in the newer codebook, else in the older one), or of the codebook (empty).

    `field` and `language` say which part; `old` and `new` are how it was and how it is, empty for what was or is not.
    """

    code: str
    what: What
    field: str = ""
    language: str = ""
    old: str = ""
    new: str = ""


def differences(old: Codebook, new: Codebook) -> tuple[Difference, ...]:
    """Everything that differs: the codebook itself, its attributes, the codes in the order of `new`, then those removed."""
    pairs = same_codes(old, new)
    was = {code.guid: code for code in old.codes}
    found = list(_book(old, new))
    moved = _out_of_order(old, new, pairs)
    ids = {old_code.id: code.id for code in new.codes if (old_code := was.get(pairs.get(code.guid, "")))}
    for code in new.codes:
        before = was.get(pairs.get(code.guid, ""))
        if before is None:
            found.append(Difference(code.id, "added", new=_told(code, new.languages)))
            found += code_differences(Code(code.id, "", "", {}), code)
            continue
        if before.id != code.id:
            found.append(Difference(code.id, "renamed", "id", "", before.id, code.id))
        if ids.get(before.parent, before.parent) != code.parent:
            found.append(Difference(code.id, "moved", "parent", "", before.parent, code.parent))
        elif code.guid in moved:
            found.append(Difference(code.id, "reordered"))
        if before.guid != code.guid:
            found.append(Difference(code.id, "changed", "guid", "", before.guid, code.guid))
        found += code_differences(before, code)
    kept = set(pairs.values())
    found += [Difference(code.id, "removed", old=_told(code, old.languages)) for code in old.codes if code.guid not in kept]
    return tuple(found)


def as_table(found: Sequence[Difference], old: str, new: str, *, marked: bool = False) -> Table:
    """The differences, one a row, as it was beside as it is; `old` and `new` name the two codebooks.

    `marked`: words that are in one of the two texts only stand in `[- -]` and `{+ +}`, so that they are seen without colour.
    """
    rows = []
    for each in found:
        before, after = each.old, each.new
        if marked and before and after and each.what == "changed":
            before, after = marked_words(before, after)
        rows.append((each.code, each.what, each.field, each.language, before, after))
    codes = len({each.code for each in found if each.code})
    return Table(
        title=f"{old} → {new}",
        unit="difference",
        columns=(
            Column("code", "code", "code"),
            Column("change", "change", "text"),
            Column("field", "field", "text"),
            Column("language", "language", "text"),
            Column("old", old, "text", marked=marked),
            Column("new", new, "text", marked=marked),
        ),
        rows=tuple(rows),
        notes=(f"{len(found)} {'difference' if len(found) == 1 else 'differences'} in {codes} {'code' if codes == 1 else 'codes'}.",),
        group_by=1,
    )


def marked_words(old: str, new: str) -> tuple[str, str]:
    """Two texts with the words marked that only one of them has, and one space between words.

    >>> marked_words("Zwijgplicht en overleg.", "Zwijgplicht zonder overleg.")
    ('Zwijgplicht [-en-] overleg.', 'Zwijgplicht {+zonder+} overleg.')
    """
    a, b = old.split(), new.split()
    before, after = [], []
    for what, first, last, start, end in steps(a, b):
        gone, come = " ".join(a[first:last]), " ".join(b[start:end])
        before += [gone if what == "equal" else f"[-{gone}-]"] if gone else []
        after += [come if what == "equal" else f"{{+{come}+}}"] if come else []
    return " ".join(before), " ".join(after)


def _book(old: Codebook, new: Codebook) -> Iterator[Difference]:
    yield from _changed("", "id", "", old.id, new.id)
    yield from _changed("", "version", "", old.version, new.version)
    yield from _listed("", "languages", "", old.languages, new.languages)
    was, now = ({attribute.id: attribute for attribute in book.attributes} for book in (old, new))
    for attribute in new.attributes:
        yield from _attribute(was.get(attribute.id), attribute)
    for attribute in old.attributes:
        if attribute.id not in now:
            yield Difference("", "removed", f"attribute {attribute.id}", old=", ".join(value.id for value in attribute.values))
    yield from _order("attributes", list(was), list(now))


def _attribute(old: Attribute | None, new: Attribute) -> Iterator[Difference]:
    name = f"attribute {new.id}"
    if old is None:
        yield Difference("", "added", name, new=", ".join(value.id for value in new.values))
        old = Attribute(new.id, {}, ())
    yield from _per_language("", name, old.label, new.label)
    yield from _changed("", f"{name} ordered", "", _truth(old.ordered), _truth(new.ordered))
    was = {value.id: value.label for value in old.values}
    now = {value.id: value.label for value in new.values}
    yield from _listed("", f"{name} values", "", list(was), list(now))
    for id, label in now.items():
        yield from _per_language("", f"{name} value {id}", was.get(id, {}), label)


def code_differences(old: Code, new: Code) -> Iterator[Difference]:
    """What two versions of a code say otherwise; its ids and its place are left out."""
    code = new.id
    for field in TEXTS:
        yield from _per_language(code, field, getattr(old, field), getattr(new, field))
    for field in LISTS:
        was, now = getattr(old, field), getattr(new, field)
        for language in dict.fromkeys([*was, *now]):
            yield from _listed(code, field, language, was.get(language, ()), now.get(language, ()))
    for field in VALUES:
        was, now = getattr(old, field), getattr(new, field)
        yield from _changed(code, field, "", _truth(was), _truth(now))


def _per_language(code: str, field: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for language in dict.fromkeys([*old, *new]):
        yield from _changed(code, field, language, old.get(language, ""), new.get(language, ""))


def _changed(code: str, field: str, language: str, old: str, new: str) -> Iterator[Difference]:
    if old != new:
        yield Difference(code, "changed", field, language, old, new)


def _listed(code: str, field: str, language: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    was, now = dict.fromkeys(old), dict.fromkeys(new)
    for item in was:
        if item not in now:
            yield Difference(code, "item removed", field, language, old=item)
    for item in now:
        if item not in was:
            yield Difference(code, "item added", field, language, new=item)
    yield from _order(field, old, new, code, language)


def _order(field: str, old: Sequence[str], new: Sequence[str], code: str = "", language: str = "") -> Iterator[Difference]:
    there, here = set(old), set(new)
    was, now = [item for item in old if item in here], [item for item in new if item in there]
    if was != now:
        yield Difference(code, "reordered", field, language, ", ".join(was), ", ".join(now))


def _truth(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _told(code: Code, languages: tuple[str, ...]) -> str:
    return in_language(code.label, languages)


def _out_of_order(old: Codebook, new: Codebook, pairs: Mapping[str, str]) -> set[str]:
    """The codes that stand elsewhere among the codes that stayed with them under one parent."""
    was = {code.guid: number for number, code in enumerate(old.codes)}
    above = {code.guid: code.parent for code in old.codes}
    by_parent: dict[tuple[str, str], list[str]] = {}
    for code in new.codes:
        if code.guid in pairs:
            by_parent.setdefault((above[pairs[code.guid]], code.parent), []).append(code.guid)
    found: set[str] = set()
    for siblings in by_parent.values():
        found |= _not_in_order([(was[pairs[guid]], guid) for guid in siblings])
    return found


def _not_in_order(numbered: list[tuple[int, str]]) -> set[str]:
    stay = set(in_order([number for number, _ in numbered]))
    return {guid for at, (_, guid) in enumerate(numbered) if at not in stay}
