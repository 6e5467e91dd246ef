"""What is on the pages of a PDF file but not in its text: running heads and feet, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median

from qualcode.errors import Problem
from qualcode.importers import _document, _labels
from qualcode.importers.pdf.rows import Row, leading, usual_size
from qualcode.opening.guard import short

_EDGE = 4
"""How many rows at the top or the bottom of a page may be running heads or feet."""
_APART = 1.45
"""How far these stand from the text, in distances of its rows."""
_MANY = 0.4
"""The share of the pages on which a running head stands."""
_MOST = 0.8
_WITHIN = 0.15
"""In which part of the height of a page it stands."""
_FEW_PAGES = 3
"""On so few pages a speaker may by chance be the first on each."""
_DRIFT = 8.0
"""By how many points its height may differ from page to page."""
_SMALL = 0.93
_MARK = re.compile(r"\W?(\d{1,3}|[ivxl]{1,6}(?![a-z])|[*†‡§]{1,3})\W?\s*")
_NUMBER = re.compile(
    r"\W*(?:(?:pagina|page|pag|blz|bladzijde|p)\b\W*)?(\d{1,4})(?:\W+(?:(?:van|de|sur|of)\b\W*)?\d{1,4})?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


class Margins:
    """The rows of each page without what is beside the text; `problems` and `notes` say what that was."""

    def __init__(self, pages: Sequence[Sequence[Row]]) -> None:
        self.pages = [list(page) for page in pages]
        self._numbers = 0
        self._notes: list[Problem] = []
        self._leading = leading(self.pages)
        self._heads: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for kind in ("header", "footer"):
            self._take_edges(kind)
        self._take_footnotes()
        self.problems = [*self._listed_heads(), *self._notes]

    def _listed_heads(self) -> Iterator[Problem]:
        for (kind, _), rows in self._heads.items():
            said = f"a {kind} is not part of the text: `{short(rows[0].text)}`"
            yield Problem(page_numbers(row.page for row in rows), said, _document.INTO_BODY)

    def notes(self) -> list[str]:
        """How many page numbers were left out."""
        return [f"Page numbers left out: {self._numbers}."] if self._numbers else []

    def _take_edges(self, kind: str) -> None:
        """Take the rows at one edge of every page that come again on others, or that are the number of the page."""
        step = 1 if kind == "header" else -1
        edges = [self._edge(page[::step]) for page in self.pages]
        offset = _offset(row for edge in edges for row in edge)
        known = self._recurring(edges, step, offset)
        for page, edge in zip(self.pages, edges, strict=True):
            for row in page[::step][:_EDGE]:
                if (row.height - row.level if kind == "header" else row.level) > _WITHIN * row.height:
                    break
                number = _NUMBER.fullmatch(row.text)
                key = next((key for key in _alike(row, offset) if key in known and abs(row.level - known[key]) <= _DRIFT), "")
                if not key and not (number and row in edge and int(number[1]) == row.page + offset):
                    break
                page.remove(row)
                if number:
                    self._numbers += 1
                else:
                    self._heads[kind, key].append(row)

    def _edge(self, page: Sequence[Row]) -> list[Row]:
        """The rows at the beginning of a page (or at its end, from the last one on) that stand apart from the others."""
        for at in range(1, min(len(page), _EDGE + 1)):
            if abs(page[at - 1].level - page[at].level) > _APART * self._leading:
                return list(page[:at])
        return []

    def _recurring(self, edges: Sequence[Sequence[Row]], step: int, offset: int) -> dict[str, float]:
        """What comes again at the same height of many pages, and at which. What does not stand apart must be on most of them.

        A speaker's label that stands alone is none.
        """
        apart: defaultdict[str, list[Row]] = defaultdict(list)
        first: defaultdict[str, list[Row]] = defaultdict(list)
        for page, edge in zip(self.pages, edges, strict=True):
            plain = [row for row in page[::step][:1] if not _is_label(row, sure=len(self.pages) > _FEW_PAGES)]
            for rows, found in ((edge, apart), (plain, first)):
                for row in rows:
                    for key in set(_alike(row, offset)):
                        found[key].append(row)
        needed = (apart, max(2, _MANY * len(self.pages))), (first, max(2, _MOST * len(self.pages)))
        return {
            key: median(row.level for row in rows)
            for found, pages in needed
            for key, rows in found.items()
            if len({row.page for row in rows}) >= pages and _same_place(rows)
        }

    def _take_footnotes(self) -> None:
        """Take the notes at the bottom of the pages, and the marks in the text that refer to them."""
        usual = usual_size(row for page in self.pages for row in page)
        seen: set[str] = set()
        for page in self.pages:
            begin = _notes_from(page, usual, seen)
            notes = page[begin:]
            del page[begin:]
            here = {mark for row in page for mark in _references(row)}
            marks = frozenset(self._note(note, here) for note in _by_note(notes, here | seen))
            seen |= here
            for row in page:
                for fragment in row.fragments:
                    fragment.without(marks)

    def _note(self, rows: Sequence[Row], here: set[str]) -> str:
        """List one note; its mark comes back."""
        words = " ".join(row.text for row in rows)
        mark = _mark(rows[0])
        kind = "a footnote" if mark in here or not mark else "an endnote"
        said = f"{kind} is not part of the text: `{short(words[len(mark) :].lstrip(' .)'))}`"
        self._notes.append(Problem(f"page {rows[0].page}", said, _document.INTO_BODY))
        return mark


def _references(row: Row) -> Iterator[str]:
    return (fragment.text[start:end].strip() for fragment in row.fragments for start, end in fragment.marks if start)


def _notes_from(page: Sequence[Row], usual: float, seen: set[str]) -> int:
    """The row of a page from which on there are notes: its small raised mark is one in the text before it, or the letters are small."""
    marks = set(seen)
    for number, row in enumerate(page):
        if row.fragments[0].begins_with_mark() in marks:
            return number
        marks.update(_references(row))
    begin = len(page)
    while begin and page[begin - 1].size <= _SMALL * usual:
        begin -= 1
    while begin < len(page) and not _MARK.match(page[begin].text):
        begin += 1
    return begin or len(page)


def _by_note(rows: Sequence[Row], references: set[str]) -> Iterator[list[Row]]:
    """The rows of each note: a row that begins with a mark to which the text refers begins one."""
    note: list[Row] = []
    for row in rows:
        if note and (row.fragments[0].begins_with_mark() or _mark(row) in references):
            yield note
            note = []
        note.append(row)
    if note:
        yield note


def _mark(row: Row) -> str:
    """The mark of a note that a row begins with; empty when it begins with none."""
    found = _MARK.match(row.text)
    return row.fragments[0].begins_with_mark() or (found[1] if found else "")


def _offset(rows: Iterable[Row]) -> int:
    """By how much the numbers on the pages are ahead of the pages of the file."""
    found = Counter(int(digits) - row.page for row in rows for digits in set(_DIGITS.findall(row.text)) if len(digits) < 5)
    return max(found, key=lambda offset: (found[offset], offset == 0), default=0)


def _alike(row: Row, offset: int) -> tuple[str, str, str]:
    """What running heads have in common: their words, without the first, or the last number that may count the pages, or as they are."""
    text = row.text.casefold()
    counted = [found.span() for found in _DIGITS.finditer(text) if found[0] == str(row.page + offset)]
    spans = [counted[0], counted[-1]] if counted else [(0, 0)]
    keys = ["".join(f"{text[:start]}{'#' if end else ''}{text[end:]}".split()) for start, end in (*spans, (0, 0))]
    return keys[0], keys[-2], keys[-1]


def _is_label(row: Row, *, sure: bool) -> bool:
    """Whether a row is the label of a speaker and nothing else; what only may be one is none when that is `sure` to be something else."""
    look = _labels.looks(_labels.split(row.text)[0])
    return look == _labels.KNOWN or (look == _labels.NAME and not sure)


def _same_place(rows: Sequence[Row]) -> bool:
    usual = median(row.level for row in rows)
    return sum(abs(row.level - usual) <= _DRIFT for row in rows) >= _MOST * len(rows)


def page_numbers(numbers: Iterable[int]) -> str:
    """`page 3`, `pages 1-4, 6`.

    >>> page_numbers([3]), page_numbers([1, 2, 3, 5, 7, 8])
    ('page 3', 'pages 1-3, 5, 7-8')
    """
    ordered = sorted(set(numbers))
    runs = [[number for _, number in run] for _, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0])]
    said = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return f"page{'s' if len(ordered) > 1 else ''} {said}"
