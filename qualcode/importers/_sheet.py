"""A table of cells as text; it is shared with all that reads tables."""

from __future__ import annotations

from qualcode.opening.sheet import (
    Sheet,
    check_cells,
    heading,
    letters,
    shown,
    wide,
)

__all__ = (
    "Sheet",
    "check_cells",
    "heading",
    "letters",
    "shown",
    "wide",
)
