"""What pictures look like: sizes in pixels (96 to an inch), colours that differ in lightness too, and how numbers and codes are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from qualcode.figures import Figures, typeset

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first is drawn with where a picture is made; the others are as wide, for who opens an .svg elsewhere."""

TITLE, FACTS, LABEL, CELL, NOTE = 15, 11, 11, 10, 10
"""Sizes of text."""

LINE = 13
"""The height of a line of labels."""

INK, SOFT, FAINT, RULE = "#1a1a1a", "#4d4d4d", "#8c8c8c", "#d9d9d9"

SHADES = ("#f3f7fb", "#c3d7ea", "#7facd3", "#33709f", "#08284f")
"""From little to much: one hue, ever darker, so that it reads in grey."""

KINDS = ("#0b3c6f", "#e08214", "#7fa8c9", "#5c3d11", "#c9c9c9", "#9b2d1f", "#f2d39b", "#4d7358")
"""Kinds side by side: neighbours differ in lightness as well as in hue, for who does not see the hues and for print in grey."""

DOTS = ("#0b3c6f", "#e08214", "#3f6b4a", "#9b2d1f", "#6f5aa0", "#5c3d11", "#33809f", "#8c8c8c")
"""Kinds as dots, which must stand out from white paper; their shapes tell them apart too."""

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke", "triangle-right")


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is to speak: in which language, and with which words for codes (`codes`) and values of attributes (`values`).

    `levels` says how deep each code lies under its theme (0: a theme), in the order of the codebook.
    """

    language: str = "en"
    levels: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def figures(self) -> Figures:
        """How numbers are written."""
        return typeset(self.language)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn table: a Vega-Lite specification, its title, and the words that stand for the picture."""

    spec: Mapping[str, Any]
    alt: str
    title: str = ""


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance).

    >>> luminance("#000000"), luminance("#ffffff")
    (0.0, 1.0)
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """How well one colour stands out on another, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable_on(colour: str) -> str:
    """Black or white, whichever stands out more.

    >>> readable_on("#f3f7fb"), readable_on("#08284f")
    ('#000000', '#ffffff')
    """
    return max("#000000", "#ffffff", key=lambda ink: contrast(ink, colour))


def shade(share: float, shades: Sequence[str] = SHADES) -> str:
    """The colour of a share of the whole scale, between its two neighbours, as Vega mixes them."""
    place = min(max(share, 0.0), 1.0) * (len(shades) - 1)
    low = min(int(place), len(shades) - 2)
    mixed = [
        round(int(shades[low][at : at + 2], 16) * (low + 1 - place) + int(shades[low + 1][at : at + 2], 16) * (place - low))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in mixed)


@cache
def white_from() -> float:
    """The share of the scale from which on white text reads better than black.

    >>> 0.4 < white_from() < 0.8
    True
    """
    return next(step / 1000 for step in range(1001) if readable_on(shade(step / 1000)) == "#ffffff")


def config() -> dict[str, Any]:
    """The settings of a whole specification: fonts, sizes, no lines that say nothing."""
    return {
        "aria": False,  # the picture has words of its own, and its table stands beside it
        "background": "#ffffff",
        "padding": 12,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": LABEL,
            "labelColor": INK,
            "labelLimit": 0,
            "labelOverlap": False,
            "titleFontSize": LABEL,
            "titleFontWeight": "normal",
            "titleColor": SOFT,
            "titleLimit": 0,
            "domainColor": FAINT,
            "tickColor": FAINT,
            "gridColor": "#e6e6e6",
        },
        "legend": {
            "labelFontSize": LABEL,
            "labelColor": INK,
            "labelLimit": 0,
            "titleFontSize": LABEL,
            "titleFontWeight": "normal",
            "titleColor": SOFT,
            "titleLimit": 0,
            "symbolStrokeWidth": 1,
        },
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": TITLE,
            "fontWeight": "bold",
            "color": INK,
            "limit": 0,
            "lineHeight": TITLE + 4,
            "subtitleFontSize": FACTS,
            "subtitleColor": SOFT,
            "subtitleLineHeight": FACTS + 3,
            "subtitlePadding": 5,
            "offset": 10,
        },
    }
