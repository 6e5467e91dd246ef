"""One HTML page that holds everything it needs, for reading and printing."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, BinaryIO

from qualcode.exporters._cells import cleaned, titled
from qualcode.exporters._html_tables import Shown, shown
from qualcode.table import Picture, Report, Spoken, Table
from qualcode.wording import colon, word

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

SUFFIX = ".html"

_UPRIGHT = 4
"""With no more columns than this in any table it is printed on pages that stand; a report that is read as a whole turns single tables."""

_MEDIA = {"png": "image/png", "svg": "image/svg+xml"}
_WORDS = ("empty", "warning", "contents", "all", "told", "sought", "reset")


@dataclass(frozen=True, slots=True)
class _Part:
    """A section as the template lays it out: its blocks come with the name of their kind, `anchor` is what the table of contents points to."""

    heading: str
    level: int
    anchor: str
    blocks: list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A picture as the template shows it."""

    source: str
    alt: str
    title: str


def write(report: Report, stream: BinaryIO) -> None:
    """The report as a UTF-8 page; numbers are in the form of the report's language, pictures are inside.

    Only a report that is read as a whole has a script, which filters and sorts tables and is let run by its hash: nothing else is, and
    without it everything can be read.
    """
    from markupsafe import Markup

    report = cleaned(report)
    numbers = _Numbers(report)
    parts = [
        _Part(section.heading, section.level, f"part-{place}", [numbers.block(block) for block in section.blocks])
        for place, section in enumerate(report.sections, 1)
    ]
    tables = [block for part in parts for _, block in part.blocks if isinstance(block, Shown)]
    script = _script() if report.contents else ""
    page = _template().render(
        language=report.language,
        title=report.title,
        titled=titled(report),
        byline=report.byline,
        contents=report.contents,
        sections=parts,
        upright=report.contents or (bool(tables) and all(len(table.columns) <= _UPRIGHT for table in tables)),
        script=Markup(script),  # noqa: S704 - our own file
        hash=f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}",
        colon=colon("", report.language),
        words={name: word(name, report.language) for name in _WORDS},
    )
    stream.write(page.encode())


def _script() -> str:
    return resources.files(__package__).joinpath("_html_script.js").read_text(encoding="utf-8")


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


class _Numbers:
    """Makes the blocks of a report, and numbers its tables and pictures where it is read as a whole."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._counted = {"table": 0, "figure": 0}

    def block(self, block: str | Table | Picture) -> tuple[str, object]:
        """A block with the name by which the template knows its kind."""
        language = self._report.language
        if isinstance(block, str):
            return "text", block if isinstance(block, Spoken) else Spoken(block, "")
        if isinstance(block, Table):
            return "table", shown(
                block, language, self._numbered("table", block.title), f"table-{self._counted['table']}", whole=self._report.contents
            )
        if block.form not in _MEDIA:
            return "text", Spoken(colon(word("figure", language), language) + block.alt, "")
        source = f"data:{_MEDIA[block.form]};base64,{base64.b64encode(block.data).decode()}"
        return "picture", _Drawn(source, block.alt, self._numbered("figure", block.title) if block.title else "")

    def _numbered(self, kind: str, title: str) -> str:
        if not self._report.contents:
            return title
        self._counted[kind] += 1
        return f"{word(kind, self._report.language)} {self._counted[kind]}. {title}"
