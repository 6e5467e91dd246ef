"""One HTML page that holds everything it needs, for reading and printing."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, BinaryIO

from qualcode.exporters._cells import TEXTUAL, Line, cleaned, footnotes, grid, spans, titled
from qualcode.exporters._widths import Need, gathered, headed, needs
from qualcode.figures import typeset
from qualcode.table import Column, Picture, Report, Spoken, Table
from qualcode.wording import facts, word

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

SUFFIX = ".html"

_MANY = 8
"""More columns than this, and they stand closer together."""

_UPRIGHT = 4
"""With no more columns than this in any table it is printed on pages that stand."""

_ROOM = 130
"""About so many characters stand beside each other on a page."""

_LIST, _SHORT, _SENTENCES = 20, 12, 36
"""A list of rates longer than this may be broken over lines, a text no longer is not; a column of such sentences gets room."""

_MEDIA = {"png": "image/png", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table as the template lays it out.

    Its first `heads` columns name the row; a column comes with its class, a line with the rows that its first cells span.
    """

    title: str
    dense: bool
    facts: list[tuple[str, str]]
    columns: list[tuple[Column, str]]
    lines: list[tuple[Line, tuple[int, ...]]]
    heads: int
    notes: list[str]
    warnings: tuple[str, ...]


def write(report: Report, stream: BinaryIO) -> None:
    """The report as a UTF-8 page without script; numbers are in the form of the report's language, pictures are inside."""
    report = cleaned(report)
    sections = [(section.heading, [_block(block, report.language) for block in section.blocks]) for section in report.sections]
    tables = [shown for _, blocks in sections for _, shown in blocks if isinstance(shown, _Shown)]
    page = _template().render(
        language=report.language,
        title=report.title,
        titled=titled(report),
        sections=sections,
        upright=bool(tables) and all(len(shown.columns) <= _UPRIGHT for shown in tables),
        words={name: word(name, report.language) for name in ("empty", "warning")},
    )
    stream.write(page.encode())


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined)
    environment.filters["marked"] = _marked
    return environment.from_string(resources.files(__package__).joinpath("_html.j2").read_text(encoding="utf-8"))


def _marked(cell: str) -> Markup:
    """A text with the words struck that have gone, and those underlined that have come."""
    from markupsafe import Markup, escape

    gone = _tagged(str(escape(cell)), "[-", "-]", "del")
    return Markup(_tagged(gone, "{+", "+}", "ins"))  # noqa: S704 - escaped above; only our own two tags are put in


def _tagged(text: str, opening: str, closing: str, tag: str) -> str:
    """A text with what stands between two marks in an element in their place."""
    parts = []
    at = 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        parts += [text[at:start], f"<{tag}>", text[start + len(opening) : end], f"</{tag}>"]
        at = end + len(closing)
    return "".join([*parts, text[at:]])


def _block(block: str | Table | Picture, language: str) -> tuple[str, object]:
    """A block with the name by which the template knows its kind."""
    if isinstance(block, str):
        return "text", block if isinstance(block, Spoken) else Spoken(block, "")
    if isinstance(block, Picture):
        if block.form not in _MEDIA:
            return "text", Spoken(f"{word('figure', language)}: {block.alt}", "")
        return "picture", (f"data:{_MEDIA[block.form]};base64,{base64.b64encode(block.data).decode()}", block.alt)
    shown = gathered(headed(grid(block, typeset(language))), _ROOM)
    columns, rows = shown.columns, shown.rows
    heads = min(1 + shown.leading, len(columns))
    while heads > 1 and any(column.kind not in TEXTUAL for column in columns[:heads]):
        heads -= 1
    return "table", _Shown(
        title=block.title,
        dense=len(columns) > _MANY,
        facts=facts(block, language),
        columns=[
            (column, _class(column, need, (line.cells[place] for line in rows)))
            for place, (column, need) in enumerate(zip(columns, needs(columns, rows), strict=True))
        ],
        lines=list(zip(rows, spans(rows, shown.leading), strict=True)),
        heads=heads,
        notes=footnotes(block, language),
        warnings=block.warnings,
    )


def _class(column: Column, need: Need, cells: Iterable[str]) -> str:
    """How the cells of a column stand: sentences with room, figures right and in one piece, unless they are a long list of rates."""
    if column.kind in TEXTUAL:
        return "long" if need.fair > _SENTENCES else "short" if need.cells <= _SHORT else "text"
    return "rates" if column.kind == "rates" and max(map(len, cells), default=0) > _LIST else "number"
