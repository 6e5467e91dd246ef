"""Tables in a document: those that name speakers become turns, the cells of others become paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from qualcode.importers import _forms, _labels, _times
from qualcode.importers._lines import Block, Grid, Line, Paragraph, Row, paragraph_lines
from qualcode.model import ImportOptions
from qualcode.text import fold

_MAX_COLUMNS = 6
_MOSTLY = 0.8
_SPEECH_HEADINGS = frozenset(
    "tekst text texte uitspraak inhoud contenu transcript transcriptie transcription propos parole paroles verbatim gesprek discours".split()
)
_SPEAKER_HEADINGS = frozenset(
    "spreker wie naam nom qui locuteur locutrice intervenant intervenante speaker name who deelnemer participant label code persoon personne".split()
)


def lines_of(blocks: Iterable[Block], options: ImportOptions) -> list[Line]:
    """The lines of a document. With `--speakers pattern` or a pattern of labels no table names speakers, with `table` every table of two columns or more does."""
    parts = list(blocks)
    columns = _speaker_columns(parts, options)
    lines: list[Line] = []
    for part in parts:
        if isinstance(part, Grid) and id(part) in columns:
            lines += _speech(part, columns[id(part)])
            continue
        found = paragraph_lines(part) if isinstance(part, Paragraph) else _cells(part)
        lines += (line._replace(outside=True) for line in found) if columns else found
    return lines


def _speaker_columns(parts: Sequence[Block], options: ImportOptions) -> dict[int, int]:
    """The column that names speakers in each table that has one, by the table's identity."""
    grids = [part for part in parts if isinstance(part, Grid)]
    if not grids or options.speakers == "pattern" or (options.label and options.speakers == "auto"):
        return {}
    columns = {id(grid): column for grid in grids if (column := _speaker_column(grid, options)) is not None}
    if options.speakers == "table":
        return columns
    marks = [_forms.colon(Line(part.text)) for part in parts if isinstance(part, Paragraph)]
    written = sum(mark is not None and _labels.looks(mark.label) >= _labels.NAME for mark in marks)
    if not columns and not written:
        return {id(grid): column for grid in grids if (column := _speaker_column(grid, options, once=True)) is not None}
    return columns if sum(len(grid.rows) for grid in grids if id(grid) in columns) > written else {}


def _cells(grid: Grid) -> Iterator[Line]:
    for row in grid.rows:
        for cell in row.cells:
            for paragraph in cell:
                yield from paragraph_lines(paragraph, cell=True)


def _plain(cell: Sequence[Paragraph]) -> str:
    return " ".join(" ".join(paragraph.text for paragraph in cell).split())


def _speaker_column(grid: Grid, options: ImportOptions, *, once: bool = False) -> int | None:
    """The column that names speakers; `once` accepts known labels that do not recur. None when there is none."""
    rows = [[_plain(cell) for cell in row.cells] for row in grid.rows if not row.heading]
    wide = [row for row in rows if len(row) > 1]
    if not wide or len(wide) < _MOSTLY * len(rows) or max(map(len, wide)) > _MAX_COLUMNS:
        return None
    named = _labels.named(options)
    for column in range(max(map(len, wide)) - 1):
        cells = [row[column] for row in wide if column < len(row) - 1 and row[column]]
        if cells and fold(cells[0]) in _SPEAKER_HEADINGS:
            del cells[0]
        labels = Counter(_speaker(cell)[0] for cell in cells)
        looks = {label: _labels.looks(label, named) for label in labels}
        likely = sum(count for label, count in labels.items() if looks[label] != _labels.NO)
        if not cells or likely < _MOSTLY * len(cells):
            continue
        recurs = any(count > 1 for label, count in labels.items() if looks[label] != _labels.NO)
        known = sum(count for label, count in labels.items() if looks[label] == _labels.KNOWN) >= _MOSTLY * len(cells)
        if (recurs and _longer_after(wide, column)) or options.speakers == "table" or (once and known):
            return column
    return None


def _speaker(cell: str) -> tuple[str, str, int | None]:
    """The label in a cell, what stands in brackets with it, and a time before or after them; an empty label when it is none."""
    time, begin = _times.leading(cell)
    mark, end = _times.trailing(cell)
    label, detail = _labels.split(cell[begin:end] if end > begin else cell[begin:])
    return label, detail, mark if time is None else time


def _longer_after(rows: Sequence[Sequence[str]], column: int) -> bool:
    return sum(len(cell) for row in rows for cell in row[column + 1 :]) > sum(len(row[column]) for row in rows if column < len(row))


def _speech(grid: Grid, column: int) -> Iterator[Line]:
    labels = Counter(_plain(row.cells[column]) for row in grid.rows if column < len(row.cells))
    for number, row in enumerate(grid.rows):
        if column >= len(row.cells) - 1:
            for cell in row.cells:
                for paragraph in cell:
                    yield from (line._replace(outside=len(row.cells) > 1) for line in paragraph_lines(paragraph, cell=True))
            continue
        yield from _row_lines(row, column, heading=row.heading or (number == 0 and _is_heading(row, column, labels)))


def _is_heading(row: Row, column: int, labels: Counter[str]) -> bool:
    name, speech = _plain(row.cells[column]), _plain(row.cells[column + 1])
    if labels[name] > 1 or len(speech.split()) > 2:
        return False
    return fold(name) in _SPEAKER_HEADINGS or fold(speech) in _SPEECH_HEADINGS


def _row_lines(row: Row, column: int, *, heading: bool) -> Iterator[Line]:
    after = list(row.cells[column + 1 :])
    clocks = [after.pop(0)] if len(after) > 1 and _times.alone(_plain(after[0])) is not None else []
    ahead = [_plain(cell) for cell in (*row.cells[:column], *clocks) if _plain(cell)]
    name = _plain(row.cells[column])
    label, detail, time = _speaker(name)
    begin = " ".join([*ahead, f"{name.rstrip(':： ')}:" if name else ""]).strip()
    lines = [line for cell in after for paragraph in cell for line in paragraph_lines(paragraph)]
    while lines and not lines[-1].text.strip():
        lines.pop()
    first = lines[0].text.strip() if lines else ""
    text = " ".join(piece for piece in (begin, first) if piece)
    if not text and not lines:
        return
    times = [*(one for cell in ahead if (one := _times.alone(cell)) is not None), *([time] if time is not None else [])]
    said = len(text) - len(first)
    if heading or (name and not label):
        yield Line(text, outside=True)
    elif name:
        yield Line(text, label=label, detail=detail, said=said, start=times[0] if times else None)
    else:
        yield Line(text, cell=True)
    yield from (line._replace(soft=True, outside=heading) for line in lines[1:])
