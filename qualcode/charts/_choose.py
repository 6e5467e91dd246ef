"""Which pictures there are, which of them suits a table, and a table drawn."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.sax.saxutils import quoteattr

from qualcode import plugins
from qualcode.charts._look import FACTS, SOFT, Figure, Look
from qualcode.errors import QualcodeError, unknown
from qualcode.table import Picture, Table

_GROUP = "charts"

FORMS = {".svg": "svg", ".png": "png", ".vl.json": "vl.json"}
"""The forms of a drawn picture, by the end of a file's name."""

_ID = re.compile(r'(id="|url\(#)(gradient_|clip)(\d+)')
_AS_FACTS = {"fontSize": FACTS, "fontWeight": "normal", "color": SOFT, "lineHeight": FACTS + 3}
_INCH = 96
_PRINTED = 288
"""Dots to an inch of a .png: three for each pixel of the picture, whose sizes are meant for 96 to an inch."""


def form_of(path: Path) -> str:
    """The form that a file's name asks for. Raises QualcodeError, with the ends that are known, when it asks for none."""
    name = path.name.lower()
    for end, form in FORMS.items():
        if name.endswith(end) and len(name) > len(end):
            return form
    raise QualcodeError(f"{path}: no picture can be drawn in that form.", f"End the name in one of {', '.join(FORMS)}")


def able(table: Table) -> list[str]:
    """The names of the pictures that can be drawn of a table, the one that suits it best first."""
    found = [(-plugins.load(_GROUP, name).draws(table), name) for name in plugins.names(_GROUP)]
    return [name for score, name in sorted(found) if score < 0]


def figure(table: Table, look: Look, name: str = "") -> Figure:
    """A table drawn as the picture of this name, or the one that suits it best. Raises QualcodeError when that cannot be."""
    if not table.rows:
        raise QualcodeError(f"There is nothing to draw: {table.title} has no rows.", "Ask for more, for example with a wider selection.")
    if name and not plugins.has(_GROUP, name):
        raise unknown("picture", name, plugins.names(_GROUP))
    possible = able(table)
    if not possible:
        raise QualcodeError(f"There is no picture of {table.title}.", "Write it as a table: -o FILE.xlsx")
    if name and name not in possible:
        raise QualcodeError(f"{table.title} cannot be drawn as {name}.", f"It can as {' or '.join(possible)}.")
    made = plugins.load(_GROUP, name or possible[0]).draw(table, look)
    assert isinstance(made, Figure)
    return made


def drawn(table: Table, look: Look, *, form: str, name: str = "", titled: bool = True) -> Picture:
    """A table as a picture in one of FORMS, with the words that stand for it; the same bytes for the same table. Nothing is fetched.

    Without `titled` the title is not drawn: what is counted, and how to read it, always is.
    """
    made = figure(table, look, name)
    spec = dict(made.spec)
    if not titled and "title" in spec:
        above = dict(spec["title"])
        spec["title"] = {**above, "text": above.get("subtitle", ""), "subtitle": [], **_AS_FACTS}
    if form == "vl.json":
        return Picture((json.dumps(spec, ensure_ascii=False, indent=1) + "\n").encode(), form, made.alt, made.title)
    import vl_convert

    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    if form == "svg":
        return Picture(_settled(svg, made.alt).encode(), form, made.alt, made.title)
    return Picture(vl_convert.svg_to_png(svg, scale=72 / _INCH, ppi=_PRINTED), form, made.alt, made.title)


def _settled(svg: str, alt: str) -> str:
    """The picture with its words, and with ids that do not say how many pictures were drawn before it."""
    numbers: dict[str, int] = {}
    same = _ID.sub(lambda found: f"{found[1]}{found[2]}{numbers.setdefault(found[2] + found[3], len(numbers))}", svg)
    return same.replace("<svg ", f'<svg role="img" aria-label={quoteattr(alt)} ', 1)
