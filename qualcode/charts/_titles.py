"""Titles that several pictures have."""

from __future__ import annotations

from qualcode.charts._look import Look
from qualcode.charts._rows import said
from qualcode.charts._words import say
from qualcode.table import Table


def mirrored(what: str, table: Table, look: Look) -> str:
    """A title with the two sides that speak about each other."""
    one, other = (said(table.rows[0][table.index(name)], table.columns[table.index(name)]) for name in ("side", "about"))
    return say("mirror", look.language, what=what, one=one, other=other)
