"""The colour of each code: its own, or one of a few by the theme it stands under."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from qualcode.model import Code

_PALETTE = ("bright_cyan", "bright_green", "bright_yellow", "bright_magenta", "bright_blue", "cyan", "green", "magenta")
"""Colours that every terminal has."""


def of_code(code: Code | None, codes: Mapping[str, Code]) -> str | None:
    """A colour as rich names it; None for a code that there is not."""
    if code is None:
        return None
    if code.colour:
        return code.colour
    top = code
    while top.parent in codes:
        top = codes[top.parent]
    return _by_theme(tuple(id for id, one in codes.items() if not one.parent)).get(top.id)


@lru_cache(maxsize=8)
def _by_theme(themes: tuple[str, ...]) -> dict[str, str]:
    return {id: _PALETTE[at % len(_PALETTE)] for at, id in enumerate(themes)}
