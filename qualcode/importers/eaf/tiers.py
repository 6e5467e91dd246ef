"""The tiers of an ELAN file, their annotations, and when each of these is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import Problem
from qualcode.languages import tags

if TYPE_CHECKING:
    from lxml import etree

_UNITS = {"milliseconds": 1.0, "PAL-frames": 40.0, "PAL-50-frames": 20.0, "NTSC-frames": 1001 / 30}
"""Milliseconds by what times may be counted in."""
_LATEST = 10**9
"""Milliseconds: nobody speaks for eleven days."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation: what it says, when (milliseconds, None when not known), and where it stands among all others."""

    value: str
    start: int | None
    end: int | None
    order: tuple[int, int]
    language: str


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier: its name, its participant and language as far as they are said, the tier that it depends on (empty: none), and its type.

    `worded` says whether any of the annotations has a letter in it.
    """

    id: str
    participant: str
    parent: str
    type: str
    language: str
    annotations: tuple[Annotation, ...]
    worded: bool


@dataclass(frozen=True, slots=True)
class _Slots:
    """The points of time by their id: when each is, and when it or the last one before it that is known is."""

    at: Mapping[str, int | None]
    about: Mapping[str, int]


def read_tiers(root: etree._Element) -> tuple[list[Tier], list[Problem]]:
    """The tiers of a document in their order, and what could not be understood of their times."""
    slots, problems = _slots(root)
    labels = {node.get("LANG_ID", ""): node.get("LANG_LABEL", "") for node in root.iterchildren("LANGUAGE")}
    placed = _Places(root, slots)
    ids = {node.get("TIER_ID", "") for node in root.iterchildren("TIER")}
    tiers = []
    for number, node in enumerate(root.iterchildren("TIER")):
        annotations = []
        for element in node.iterchildren("ANNOTATION"):
            for one in element.iterchildren("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
                start, end, about = placed.of(one)
                value = "".join("".join(map(str, part.itertext())) for part in one.iterchildren("ANNOTATION_VALUE"))
                annotations.append(Annotation(value, start, end, (about, number), _language(one, labels)))
        tiers.append(
            Tier(
                node.get("TIER_ID", "") or f"tier {number + 1}",
                node.get("PARTICIPANT", "").strip(),
                node.get("PARENT_REF", "") if node.get("PARENT_REF") in ids else "",
                node.get("LINGUISTIC_TYPE_REF", ""),
                _language(node, labels),
                tuple(annotations),
                any(any(map(str.isalpha, annotation.value)) for annotation in annotations),
            )
        )
    return tiers, problems + placed.problems()


def _language(node: etree._Element, labels: Mapping[str, str]) -> str:
    """The language that a tier or an annotation refers to, by its id where that is known, else by its label."""
    id = node.get("LANG_REF", "")
    return id if tags.code(id) else labels.get(id, "") or id


def _slots(root: etree._Element) -> tuple[_Slots, list[Problem]]:
    problems = []
    header = root.find("HEADER")
    unit = header.get("TIME_UNITS", "milliseconds") if header is not None else "milliseconds"
    if unit not in _UNITS:
        problems.append(Problem("", f"times are counted in a unit that is not known, `{unit[:40]}`", "no time was taken"))
    at: dict[str, int | None] = {}
    about: dict[str, int] = {}
    last = 0
    for slot in root.iterfind("TIME_ORDER/TIME_SLOT"):
        said = slot.get("TIME_VALUE", "")
        value = int(int(said) * _UNITS[unit]) if unit in _UNITS and said.isdecimal() and len(said) < 10 else None
        id = slot.get("TIME_SLOT_ID", "")
        last = min(value, _LATEST) if value is not None else last
        at[id], about[id] = value, last
    return _Slots(at, about), problems


class _Places:
    """When annotations are said: by their own points of time, or by those of the annotation that they belong to."""

    def __init__(self, root: etree._Element, slots: _Slots) -> None:
        self.slots = slots
        self.by_id = {one.get("ANNOTATION_ID", ""): one for one in root.iterfind("TIER/ANNOTATION/*")}
        self.lost = 0

    def of(self, annotation: etree._Element) -> tuple[int | None, int | None, int]:
        """When it begins and ends, and about when it stands among others."""
        seen = set()
        found: etree._Element | None = annotation
        while found is not None and found.tag == "REF_ANNOTATION":
            above = found.get("ANNOTATION_REF", "")
            found = None if above in seen else self.by_id.get(above)
            seen.add(above)
        first, last = ("", "") if found is None else (found.get("TIME_SLOT_REF1", ""), found.get("TIME_SLOT_REF2", ""))
        start, end = self.slots.at.get(first), self.slots.at.get(last)
        about = self.slots.about.get(first, _LATEST)
        if first not in self.slots.at or (start is not None and end is not None and end < start):
            self.lost += 1
            return None, None, about
        return start, end, about

    def problems(self) -> list[Problem]:
        """What is to be said of annotations without a time that makes sense."""
        if not self.lost:
            return []
        return [Problem("", f"annotations whose time cannot be understood: {self.lost}", "their words are kept without a time")]
