"""The rows of the pages of a PDF file: what stands at one height, from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualcode.importers.pdf.pages import Page, Stretch

_APART = 1.2
"""How far apart two stretches of one row are, in heights of their letters, when more than a space is between them."""
_SAME_ROW = 0.35
_RAISED = 0.15
_SMALL = 0.78
_SINGLE, _DOUBLE = 1.2, 2.6
"""How far apart rows are, in sizes of their letters."""
_AT = 1.0
"""Points by which a word may miss a column."""


@dataclass(slots=True)
class Fragment:
    """Text that goes on without a gap, how much of its beginning is bold, and where small raised marks stand in it: references, perhaps."""

    text: str
    left: float
    right: float
    level: float
    size: float
    bold: int
    first: float
    order: int
    joints: list[tuple[int, float]]
    marks: list[tuple[int, int]] = field(default_factory=list)

    def begins_with_mark(self) -> str:
        """The small raised mark with which it begins; empty without one."""
        return next((self.text[start:end].strip() for start, end in self.marks if start == 0), "")

    def without(self, notes: frozenset[str]) -> None:
        """Take out the marks that refer to these notes."""
        for start, end in reversed(self.marks):
            if self.text[start:end].strip() in notes:
                self.text = self.text[:start] + self.text[end:]
                self.bold -= max(min(end, self.bold) - start, 0)


@dataclass(slots=True, eq=False)
class Row:
    """What stands at one level of a page from left to right; width and height are those of the page."""

    page: int
    width: float
    height: float
    fragments: list[Fragment]

    @property
    def level(self) -> float:
        """Where it stands on the page, in points from its foot."""
        return self.fragments[0].level

    @property
    def size(self) -> float:
        """The size of its largest letters, in points."""
        return max(fragment.size for fragment in self.fragments)

    @property
    def text(self) -> str:
        """Its words, from left to right."""
        return " ".join(fragment.text.strip() for fragment in self.fragments)


def fragments(stretches: Iterable[Stretch]) -> list[Fragment]:
    """The stretches of a page joined where they go on, in the order in which they are drawn."""
    found: list[Fragment] = []
    for stretch in stretches:
        last = found[-1] if found else None
        if last and _goes_on(last, stretch):
            _join(last, stretch)
        else:
            bold = len(stretch.text) if stretch.bold else 0
            found.append(
                Fragment(
                    stretch.text,
                    stretch.left,
                    stretch.right,
                    stretch.level,
                    stretch.size,
                    bold,
                    stretch.first,
                    stretch.order,
                    list(stretch.joints),
                )
            )
    return found


def parted(fragment: Fragment, columns: Sequence[float]) -> list[Fragment]:
    """A fragment taken apart where a column begins in it, at places that may be tabs."""
    joints = [(offset, left) for offset, left in fragment.joints if offset and any(abs(left - column) <= _AT for column in columns)]
    if not joints:
        return [fragment]
    bounds = [(0, fragment.left), *joints, (len(fragment.text), fragment.right)]
    found = []
    for (start, left), (end, right) in pairwise(bounds):
        text = fragment.text[start:end].rstrip()
        first = fragment.first if start == 0 else left + (right - left) * len(text.split(maxsplit=1)[0]) / max(len(text), 1)
        bold = min(max(fragment.bold - start, 0), len(text))
        rest = [(offset - start, at) for offset, at in fragment.joints if start < offset < end]
        found.append(Fragment(text, left, right, fragment.level, fragment.size, bold, first, fragment.order, rest))
    return found


def _goes_on(last: Fragment, stretch: Stretch) -> bool:
    size = max(last.size, stretch.size, 1)
    return -0.5 < (stretch.left - last.right) / size < _APART and abs(stretch.level - last.level) < size * (
        0.6 if min(last.size, stretch.size) < _SMALL * size else _SAME_ROW
    )


def _join(last: Fragment, stretch: Stretch) -> None:
    glue = "" if stretch.glued or stretch.left - last.right < 0.05 * last.size else " "
    wholly = last.bold == len(last.text)
    start = len(last.text) + len(glue)
    if stretch.size < _SMALL * last.size and stretch.level > last.level + _RAISED * last.size:
        last.marks.append((len(last.text), start + len(stretch.text)))
    elif stretch.size > last.size:
        if last.size < _SMALL * stretch.size and last.level > stretch.level:
            last.marks.append((0, len(last.text)))
        last.size, last.level = stretch.size, stretch.level
    if not glue and " " not in last.text:
        last.first = stretch.first
    last.joints += [(start + offset, left) for offset, left in stretch.joints]
    last.text += glue + stretch.text
    last.right = stretch.right
    if wholly and stretch.bold:
        last.bold = len(last.text)


def rows(page: Page) -> list[Row]:
    """The rows of a page, from top to bottom."""
    found: list[Row] = []
    for fragment in sorted(fragments(page.stretches), key=lambda fragment: -fragment.level):
        if found and abs(found[-1].level - fragment.level) <= _SAME_ROW * max(found[-1].size, fragment.size):
            found[-1].fragments.append(fragment)
        else:
            found.append(Row(page.number, page.width, page.height, [fragment]))
    for row in found:
        row.fragments.sort(key=lambda fragment: fragment.left)
    return found


def usual_size(found: Iterable[Row]) -> float:
    """The size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for row in found:
        for fragment in row.fragments:
            sizes[fragment.size] += len(fragment.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def leading(pages: Sequence[Sequence[Row]]) -> float:
    """How far apart the rows of a paragraph are: the distance that a fifth of all neighbours do not exceed.

    Rows that are further apart than those of double spacing say nothing of that: then the letters do.
    """
    size = usual_size(row for page in pages for row in page)
    gaps = sorted(one.level - other.level for page in pages for one, other in pairwise(page))
    usual = gaps[len(gaps) // 5] if gaps else 0
    return usual if 0 < usual <= _DOUBLE * size else _SINGLE * size
