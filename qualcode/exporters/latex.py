r"""LaTeX: tables with booktabs, to be taken into a document with \input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from qualcode.exporters._cells import TEXTUAL, Line, cleaned, footnotes, grid, titled
from qualcode.exporters._widths import Need, fitted, gathered, headed, needs
from qualcode.table import Column, Picture, Report, Table
from qualcode.wording import colon, facts, word

SUFFIX = ".tex"

_PREAMBLE = """\
% Needs in the preamble: \\usepackage{array,booktabs,longtable,pdflscape}
% LuaLaTeX or XeLaTeX where the text holds characters beyond those of Western European languages."""

_SPECIALS = {
    "\\": "\\textbackslash{}",
    "{": "\\{",
    "}": "\\}",
    "$": "\\$",
    "&": "\\&",
    "#": "\\#",
    "%": "\\%",
    "_": "\\_",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "\\textbar{}",
    '"': "\\char34{}",
    "`": "\\textasciigrave{}",
    "[": "{[}",
    "]": "{]}",
    "--": "-{}-",
    "·": "\\textperiodcentered{}",
}
"""`[` at the start of a row would be read as an option of the row before; `"` is a command of its own in Dutch documents."""

_SPECIAL = re.compile("|".join(map(re.escape, sorted(_SPECIALS, key=len, reverse=True))))
_ROWS, _ROWS_OF_SENTENCES = 30, 8
"""So many rows, or half as many on a page on its side, fit a page for certain; a longer table may run over pages."""

_SIZES = (("", 80), ("\\footnotesize", 100), ("\\footnotesize", 150), ("\\scriptsize", 180))
"""Sizes of letters and how many fit a line, first on a page upright, then on one on its side."""

_UPRIGHT = 100
_GAP = 2


def write(report: Report, stream: BinaryIO) -> None:
    """The report as a UTF-8 fragment of LaTeX, without preamble; tables that may not fit a page run over several."""
    stream.write(("\n\n".join([_PREAMBLE, *_parts(cleaned(report))]) + "\n").encode())


def _parts(report: Report) -> Iterator[str]:
    if titled(report):
        yield f"\\section*{{{_escaped(report.title)}}}"
    if report.byline:
        yield _escaped(report.byline)
    for section in report.sections:
        if section.heading:
            yield f"\\{'sub' * section.level}section*{{{_escaped(section.heading)}}}"
        for block in section.blocks:
            if isinstance(block, Table):
                yield _table(block, report.language)
            elif isinstance(block, Picture):
                yield f"\\emph{{{_escaped(colon(word('figure', report.language), report.language))}{_escaped(block.alt)}}}"
            else:
                yield _escaped(block, "\\newline\n")


def _table(table: Table, language: str) -> str:
    if not table.rows:
        return f"\\noindent\\textbf{{{_escaped(table.title)}}}\\quad {word('empty', language)}"
    shown = gathered(headed(grid(table)), _SIZES[-1][1], _GAP)
    columns, rows = shown.columns, shown.rows
    wanted = needs(columns, rows)
    size, room = _size(wanted)
    form = _form(columns, rows, wanted, room)
    wraps = "p{" in form
    head = _row(columns, [column.label for column in columns], wraps=wraps)
    body = _body(columns, rows, wraps=wraps)
    below = list(_below(table, language))
    if len(rows) > (_ROWS_OF_SENTENCES if any(need.long for need in wanted) else _ROWS if room <= _UPRIGHT else _ROWS // 2):
        parts = [
            *(f"{{{size}", f"\\begin{{longtable}}{{{form}}}", f"\\caption{{{_escaped(table.title)}}}\\\\"),
            *("\\toprule", head, "\\midrule", "\\endhead", "\\bottomrule", "\\endfoot"),
            *body,
            "\\end{longtable}}",
            *(["{\\footnotesize\\noindent", *below, "}"] if below else []),
        ]
    else:
        parts = [
            *("\\begin{table}[htbp]", "\\centering", f"\\caption{{{_escaped(table.title)}}}"),
            *(f"{{{size}", f"\\begin{{tabular}}{{{form}}}", "\\toprule", head, "\\midrule"),
            *body,
            *("\\bottomrule", "\\end{tabular}\\par}"),
            *(["\\medskip", "\\begin{minipage}{\\linewidth}\\footnotesize", *below, "\\end{minipage}"] if below else []),
            "\\end{table}",
        ]
    if room > _UPRIGHT:
        parts = ["\\begin{landscape}", *parts, "\\end{landscape}"]
    return "\n".join(parts)


def _body(columns: Sequence[Column], rows: Sequence[Line], *, wraps: bool) -> list[str]:
    """The rows; some room parts groups of them, which may have a heading that stays with its first row."""
    grouped = any(line.repeated for line in rows)
    body = []
    for place, line in enumerate(rows):
        if place and (line.heading or (grouped and not line.repeated)):
            body.append("\\addlinespace")
        if line.heading:
            body.append(f"\\multicolumn{{{len(columns)}}}{{@{{}}p{{\\linewidth}}@{{}}}}{{\\textbf{{{_escaped(line.heading)}}}}} \\\\*")
        body.append(_row(columns, line.printed(), wraps=wraps))
    return body


def _below(table: Table, language: str) -> Iterator[str]:
    if counted := facts(table, language):
        yield " \\textperiodcentered{} ".join(_escaped(colon(name, language)) + _escaped(value) for name, value in counted) + ".\\par"
    for note in footnotes(table, language):
        yield f"{_escaped(note)}\\par"
    for warning in table.warnings:
        yield f"\\textbf{{{_escaped(colon(word('warning', language), language).rstrip())}}} {_escaped(warning)}\\par"


def _size(wanted: Sequence[Need]) -> tuple[str, int]:
    """The size of the letters in which no word of the table is broken, and how many of them fit a line; else the smallest."""
    return next((size for size in _SIZES if sum(need.least + _GAP for need in wanted) <= size[1]), _SIZES[-1])


def _form(columns: Sequence[Column], rows: Sequence[Line], wanted: Sequence[Need], room: int) -> str:
    """The form of the columns: as wide as their cells where that fits, else with a width in which cells and headings wrap."""
    broken = any("\n" in cell for line in rows for cell in line.cells)
    if not broken and sum(need.wish + _GAP for need in wanted) <= room:
        return f"@{{}}{''.join('l' if column.kind in TEXTUAL else 'r' for column in columns)}@{{}}"
    widths = [width + _GAP for width in fitted(wanted, room - _GAP * len(wanted)) or [need.floor for need in wanted]]
    parts = []
    for column, width in zip(columns, widths, strict=True):
        side = "raggedright" if column.kind in TEXTUAL else "raggedleft"
        share = width / max(room, sum(widths))
        parts.append(f">{{\\{side}\\arraybackslash}}p{{\\dimexpr {share:.3f}\\linewidth-2\\tabcolsep\\relax}}")
    return "%\n  " + "%\n  ".join(parts)


def _row(columns: Sequence[Column], texts: Sequence[str], *, wraps: bool) -> str:
    cells = []
    for column, text in zip(columns, texts, strict=True):
        cell = _escaped(text, "\\newline " if wraps else " ")
        if column.kind not in TEXTUAL:
            cell = re.sub(r"(?<![\w.])-(?=\d)", "$-$", cell)
        cells.append(f"{{}}{cell}" if cell.startswith("*") else cell)
    return " & ".join(cells) + " \\\\"


def _escaped(text: str, line_end: str = " ") -> str:
    """Text in which nothing is a command; its line ends as `line_end`."""
    return _SPECIAL.sub(lambda found: _SPECIALS[found[0]], text).replace("\n", line_end)
