"""Tables for the terminal."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, Literal

from qualcode.exporters._cells import TEXTUAL, Line, cleaned, facts, footnotes, grid, titled
from qualcode.exporters._widths import broken, fitted, needs
from qualcode.exporters._words import word
from qualcode.table import Column, Picture, Report, Table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid

SUFFIX = ".txt"

_WIDTH = 100


class Heading(str):
    """The text of a heading."""

    __slots__ = ()


def write(report: Report, stream: BinaryIO) -> None:
    """The report as UTF-8 text, as wide as the terminal, else as COLUMNS says, else 100 characters; in colour only on a terminal.

    What does not fit is wrapped, never cut; a terminal too narrow for the columns gets a line for each cell.
    """
    from rich.console import Console

    terminal = stream.isatty()
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=_width(stream),
        force_terminal=terminal,
        force_interactive=False,
        color_system="auto" if terminal else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    _report(cleaned(report), console)
    text = buffer.getvalue()
    stream.write("".join(f"{line.rstrip()}\n" for line in text.split("\n")[:-1]).encode())


def _width(stream: BinaryIO) -> int:
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    if stream.isatty():
        try:
            return os.get_terminal_size(stream.fileno()).columns or _WIDTH
        except OSError:
            return _WIDTH
    return _WIDTH


def _report(report: Report, console: Console) -> None:
    apart = False
    if titled(report):
        _say(console, report.title, "bold")
        apart = True
    for section in report.sections:
        for block in (Heading(section.heading), *section.blocks) if section.heading else section.blocks:
            if apart:
                console.print()
            apart = True
            _block(block, report.language, console)


def _block(block: str | Table | Picture, language: str, console: Console) -> None:
    if isinstance(block, Table):
        _table(block, language, console)
    elif isinstance(block, Picture):
        _say(console, f"{word('figure', language)}: {block.alt}", "italic")
    else:
        _say(console, block, "bold underline" if isinstance(block, Heading) else "")


def _say(console: Console, text: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(text, style=style, overflow="fold"))


def _table(table: Table, language: str, console: Console) -> None:
    _say(console, table.title, "bold")
    if counted := facts(table, language):
        _say(console, " · ".join(f"{name}: {value}" for name, value in counted), "dim")
    if table.rows:
        _body(table, console)
    else:
        _say(console, word("empty", language))
    for note in footnotes(table, language):
        _say(console, note, "dim")
    for warning in table.warnings:
        _say(console, f"{word('warning', language)}: {warning}", "yellow")


def _body(table: Table, console: Console) -> None:
    from rich.cells import cell_len

    shown = grid(table)
    columns = shown.columns
    rows = [Line(tuple(cell.replace("\t", " ") for cell in line.cells), line.repeated) for line in shown.rows]
    wanted = needs(columns, rows, cell_len)
    leading = shown.leading
    if leading == len(columns) or all(line.repeated < leading for line in rows):
        leading = 0
    layouts = [(2, 0, 2), (2, leading, 2), (2, leading, 1)] if leading else [(2, 0, 2), (2, 0, 1)]
    if not any(need.long for need in wanted):
        layouts.append((1, leading, 0))
    for gap, above, whole in layouts:
        room = console.width - gap * (len(columns) - above - 1)
        if sum((need.floor, need.body, need.least)[whole] for need in wanted[above:]) <= room:
            _grid(columns, rows, console, widths=fitted(wanted[above:], room), gap=gap, above=above)
            return
    _records(columns, rows, [need.long for need in wanted], leading, console)


def _grid(columns: Sequence[Column], rows: Sequence[Line], console: Console, *, widths: Sequence[int], gap: int, above: int) -> None:
    """Prints the rows in columns; the first `above` columns stand as a line above the rows that share them."""
    shown = columns[above:]
    console.print(_rows(shown, [] if above else rows, widths, gap, above))
    if not above:
        return
    for place, group in enumerate(_groups(rows, above)):
        if place:
            console.print()
        _say(console, group[0].named(above), "bold")
        console.print(_rows(shown, group, widths, gap, above))


def _groups(rows: Sequence[Line], leading: int) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in rows:
        if line.repeated < leading or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def _rows(columns: Sequence[Column], rows: Sequence[Line], widths: Sequence[int], gap: int, above: int) -> Grid:
    """The rows as a table with headings; without them when their first cells stand above."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    cells = [[_folded(*part) for part in zip(line.printed()[above:], columns, widths, strict=True)] for line in rows]
    tall = any("\n" in cell or len(cell) > 2 * width for row in cells for cell, width in zip(row, widths, strict=True))
    grid = Grid(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, gap - 1, 0, 0),
        leading=int(tall and not above),
        show_header=not (above and rows),
        header_style="bold",
    )
    for column, width in zip(columns, widths, strict=True):
        justify: Literal["left", "right"] = "left" if column.kind in TEXTUAL else "right"
        grid.add_column(Text(_heading(column.label, width)), justify=justify, vertical="top", overflow="fold", width=width)
    for row in cells:
        grid.add_row(*map(Text, row))
    return grid


def _folded(cell: str, column: Column, width: int) -> str:
    """A cell with line ends where words and rates that are too long for the column can be parted best."""
    if column.kind == "rates" and len(cell) > width:
        lines = [""]
        for rate in cell.split(" · "):
            if lines[-1] and len(f"{lines[-1]} · {rate} ·") > width:
                lines[-1] += " ·"
                lines.append(rate)
            else:
                lines[-1] += f" · {rate}" if lines[-1] else rate
        return "\n".join(lines)
    if len(cell) <= width:
        return cell
    return re.sub(r"\S+", lambda word: "\n".join(broken(word[0], width)), cell)


def _heading(label: str, width: int) -> str:
    """A heading whose words fit the width: those that are longer are parted by hyphens in pieces of even length."""
    words = []
    for name in label.split():
        count = -(-(len(name) - 1) // (width - 1)) if len(name) > width else 1
        size = -(-len(name) // count)
        words += [name[start : start + size] + ("-" if start + size < len(name) else "") for start in range(0, len(name), size)]
    return " ".join(words)


def _records(columns: Sequence[Column], rows: Sequence[Line], long: Sequence[bool], leading: int, console: Console) -> None:
    """Prints each row as a paragraph: its short cells with their names, and below them those that hold sentences."""
    from rich.padding import Padding
    from rich.text import Text

    for place, line in enumerate(rows):
        if place:
            console.print()
        if leading and line.repeated < leading:
            _say(console, line.named(leading), "bold")
        cells = [*zip(columns, line.cells, long, strict=True)][leading:]
        _say(console, " · ".join(f"{column.label}: {cell}" for column, cell, sentences in cells if cell and not sentences), "dim")
        texts = [(column.label, cell) for column, cell, sentences in cells if cell and sentences]
        for label, text in texts:
            console.print(Padding(Text(text if len(texts) == 1 else f"{label}: {text}", overflow="fold"), (0, 0, 0, 2)))
