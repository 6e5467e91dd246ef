"""Markdown with tables as GitHub reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from qualcode.exporters._cells import TEXTUAL, cleaned, footnotes, lines, titled, visible_columns
from qualcode.table import Picture, Report, Table
from qualcode.wording import colon, facts, word

SUFFIX = ".md"

_SPECIAL = re.compile(r"[\\`*\[\]|~$]|(?<!\w)_|_(?!\w)")
_FIRST = re.compile(r"([#>+=-]|\d+[.)])(?=\s|$)|(#{1,6}|=+|-{2,})")


def write(report: Report, stream: BinaryIO) -> None:
    """The report as UTF-8 Markdown: headings, paragraphs, and each table with what it counts and its notes."""
    stream.write(("\n\n".join(_parts(cleaned(report))) + "\n").encode())


def _parts(report: Report) -> Iterator[str]:
    if titled(report):
        yield f"# {_inline(report.title)}"
    if report.byline:
        yield _inline(report.byline)
    for section in report.sections:
        if section.heading:
            yield f"{'#' * (1 + section.level)} {_inline(section.heading)}"
        for block in section.blocks:
            if isinstance(block, Table):
                yield from _table(block, report.language)
            elif isinstance(block, Picture):
                yield f"*{colon(word('figure', report.language), report.language)}{_inline(block.alt)}*"
            else:
                yield _paragraph(block)


def _table(table: Table, language: str) -> Iterator[str]:
    yield f"**{_inline(table.title)}**"
    if counted := facts(table, language):
        yield " · ".join(colon(name, language) + _inline(value) for name, value in counted)
    columns = visible_columns(table)
    if table.rows:
        head = [_cell(column.label) for column in columns]
        rule = ["---" if column.kind in TEXTUAL else "---:" for column in columns]
        body = [
            [_cell(text) if column.kind in TEXTUAL else text for column, text in zip(columns, line.printed(), strict=True)]
            for line in lines(table)
        ]
        yield "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *body])
    else:
        yield f"*{word('empty', language)}*"
    remarks = [_paragraph(note) for note in footnotes(table, language)]
    remarks += [f"**{colon(word('warning', language), language).rstrip()}** {_inline(warning)}" for warning in table.warnings]
    if remarks:
        yield "\n".join("- " + remark.replace("\n", "\n  ") for remark in remarks)


def _inline(text: str) -> str:
    """Text in which nothing is Markdown or HTML, on one line."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.splitlines()))


def _cell(text: str) -> str:
    return "<br>".join(map(_inline, text.split("\n")))


def _paragraph(text: str) -> str:
    """Text in which nothing is Markdown or HTML, its lines kept, and none of them taken for a heading or a list."""
    return "\\\n".join(_FIRST.sub(_escaped, line, count=1) if _FIRST.match(line) else line for line in map(_inline, text.split("\n")))


def _escaped(found: re.Match[str]) -> str:
    number, mark = found[0][:-1], found[0][-1]
    return f"{number}\\{mark}" if number.isdigit() else f"\\{found[0]}"
