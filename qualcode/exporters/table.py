"""Tables for the terminal."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from qualcode.exporters._cells import TEXTUAL, Line, cleaned, footnotes, grid, titled
from qualcode.exporters._shades import pictured
from qualcode.exporters._widths import broken, fitted, needs
from qualcode.table import Column, Picture, Report, Table
from qualcode.wording import colon, facts, word

if TYPE_CHECKING:
    from rich.console import Console

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
        _say(console, f"{colon(word('figure', language), language)}{block.alt}", "italic")
    else:
        _say(console, block, "bold underline" if isinstance(block, Heading) else "")


def _say(console: Console, text: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(text, style=style, overflow="fold"))


def _table(table: Table, language: str, console: Console) -> None:
    _say(console, table.title, "bold")
    if counted := facts(table, language):
        _say(console, " · ".join(colon(name, language) + value for name, value in counted), "dim")
    if table.rows:
        _body(table, console)
    else:
        _say(console, word("empty", language))
    for note in footnotes(table, language):
        _say(console, note, "dim")
    for warning in table.warnings:
        _say(console, colon(word("warning", language), language) + warning, "yellow")


def _body(table: Table, console: Console) -> None:
    from rich.cells import cell_len

    shown = grid(table)
    columns = shown.columns
    rows = [Line(tuple(cell.replace("\t", " ") for cell in line.cells), line.repeated) for line in shown.rows]
    wanted = needs(columns, rows, cell_len)
    if console.is_terminal:
        drawn = pictured(table, rows)
        more = needs(columns, drawn, cell_len)
        if sum(max(need.floor, need.body, need.least) for need in more) + 2 * (len(columns) - 1) <= console.width:
            rows, wanted = drawn, more
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
    print_rows = partial(_print_rows, shown, console=console, widths=widths, gap=gap, above=above)
    print_rows([] if above else rows, headed=True)
    if not above:
        return
    for place, group in enumerate(_groups(rows, above)):
        if place:
            console.print()
        _say(console, group[0].named(above), "bold")
        print_rows(group, headed=False)


def _groups(rows: Sequence[Line], leading: int) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in rows:
        if line.repeated < leading or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def _print_rows(
    columns: Sequence[Column], rows: Sequence[Line], console: Console, *, widths: Sequence[int], gap: int, above: int, headed: bool
) -> None:
    """Prints rows below their headings, or rows alone, whose first cells stand above.

    The lines are put together here: a grid of the terminal library takes ten times as long, and what is left to do is to fill up with blanks.
    """
    from rich.text import Text

    if headed:
        heads = [_lines(_heading(column.label, width), width, console) for column, width in zip(columns, widths, strict=True)]
        for line in _beside(heads, columns, widths, gap, bottom=True):
            console.print(Text(line, style="bold"), soft_wrap=True)
        console.out("─" * (sum(widths) + gap * (len(widths) - 1)))
    cells = [[_folded(*part) for part in zip(line.printed()[above:], columns, widths, strict=True)] for line in rows]
    tall = any("\n" in cell or len(cell) > 2 * width for row in cells for cell, width in zip(row, widths, strict=True))
    between = [""] if tall and not above else []
    printed: list[str] = []
    for row in cells:
        lines = [_lines(cell, width, console) for cell, width in zip(row, widths, strict=True)]
        printed += [*(between if printed else []), *_beside(lines, columns, widths, gap)]
    if printed:
        console.out("\n".join(printed))


def _lines(cell: str, width: int, console: Console) -> list[str]:
    """A cell in lines that are no wider than the column."""
    from rich.cells import cell_len
    from rich.text import Text

    if "\n" not in cell and cell_len(cell) <= width:
        return [cell]
    return [line.plain.rstrip() for line in Text(cell).wrap(console, width, overflow="fold")]


def _beside(
    cells: Sequence[Sequence[str]], columns: Sequence[Column], widths: Sequence[int], gap: int, *, bottom: bool = False
) -> Iterator[str]:
    """The lines of a row: those of its cells beside each other, numbers to the right; shorter cells stand at the top, or at the bottom."""
    from rich.cells import cell_len

    height = max(map(len, cells))
    for number in range(height):
        line = ""
        for cell, column, width in zip(cells, columns, widths, strict=True):
            at = number - height + len(cell) if bottom else number
            text = cell[at] if 0 <= at < len(cell) else ""
            blanks = " " * (width - cell_len(text))
            line += (text + blanks if column.kind in TEXTUAL else blanks + text) + " " * gap
        yield line.rstrip()


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
    """A heading whose words fit the width: longer ones are parted at their own hyphens, and what is still longer by hyphens in even pieces."""
    return " ".join("\n".join(_parted(name, width)) for name in label.split())


def _parted(name: str, width: int) -> list[str]:
    if len(name) <= width:
        return [name]
    lines = [""]
    for part in re.findall(r"[^-]*-+|[^-]+", name):
        if len(lines[-1]) + len(part) <= width:
            lines[-1] += part
            continue
        rest, count = part, max(1, -(-(len(part) - 1) // (width - 1)))
        size = min(-(-len(part) // count), width - 1)
        while len(rest) > width:
            lines.append(f"{rest[:size]}-")
            rest = rest[size:]
        lines.append(rest)
    return [line for line in lines if line]


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
