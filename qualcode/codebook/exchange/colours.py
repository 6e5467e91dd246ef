"""Colours as other programs write them, made the six hexadecimal digits that our codebooks have."""

from __future__ import annotations

import colorsys
import re
from functools import cache

_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgb|rgba|hsl|hsla)\(([^()]{1,80})\)")
_LIST = re.compile(r"\d{1,3}\s*[,;]\s*\d{1,3}\s*[,;]\s*\d{1,3}")
_PARTS = re.compile(r"[\s,;/]+")
_NAMED = """
    aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000
    blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00
    chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b
    darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f
    darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b
    darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969
    dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc
    ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0
    hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00
    lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3
    lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa
    lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6
    magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db
    mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585
    midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000
    olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee
    palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080
    rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460
    seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090
    snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0
    violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32
    rood ff0000 rouge ff0000 groen 008000 vert 008000 blauw 0000ff bleu 0000ff geel ffff00 jaune ffff00 oranje ffa500 paars 800080
    roze ffc0cb rose ffc0cb bruin a52a2a brun a52a2a grijs 808080 gris 808080 zwart 000000 noir 000000 wit ffffff blanc ffffff
"""
"""The names that CSS knows, and those that people write in Dutch and French."""


def colour(said: str) -> str:
    """The colour as `#rrggbb`, one that is so already as it stands; empty for what is none. How transparent it is is left out.

    >>> [colour(said) for said in ("#36A", "#3366AA", "rgb(51, 102, 170)", "rgba(51,102,170,.5)", "51,102,170", "SteelBlue", "hsl(214 54% 43%)")]
    ['#3366aa', '#3366AA', '#3366aa', '#3366aa', '#3366aa', '#4682b4', '#3266a9']
    """
    text = said.strip().lower()
    if re.fullmatch("#[0-9a-f]{6}", text):
        return said.strip()
    if text in _names():
        return f"#{_names()[text]}"
    plain = _HEX.fullmatch(text)
    if plain and (text.startswith("#") or len(plain[1]) == 6):
        digits = plain[1] if len(plain[1]) >= 6 else "".join(2 * digit for digit in plain[1])
        return f"#{digits[:6]}"
    function = _FUNCTION.fullmatch(text)
    if function:
        parts = [part for part in _PARTS.split(function[2].strip()) if part]
        return _hsl(parts) if function[1].startswith("hsl") else _rgb(parts)
    return _rgb(_PARTS.split(text)) if _LIST.fullmatch(text) else ""


@cache
def _names() -> dict[str, str]:
    words = _NAMED.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _rgb(parts: list[str]) -> str:
    values = [_number(part, 255) for part in parts[:3]]
    if len(values) < 3 or any(value is None or not 0 <= value <= 255 for value in values):
        return ""
    return "#" + "".join(f"{round(value):02x}" for value in values if value is not None)


def _hsl(parts: list[str]) -> str:
    hue, *rest = [_number(part.removesuffix("deg"), 1) for part in parts[:3]] or [None]
    if len(rest) < 2 or hue is None:
        return ""
    saturation, light = rest
    if saturation is None or light is None or not (0 <= saturation <= 1 and 0 <= light <= 1):
        return ""
    return "#" + "".join(f"{round(255 * value):02x}" for value in colorsys.hls_to_rgb(hue / 360 % 1, light, saturation))


def _number(said: str, whole: float) -> float | None:
    """A number, or a share of the whole; None for what is neither."""
    number = re.fullmatch(r"([+-]?(?:\d{1,6}(?:\.\d{0,20})?|\.\d{1,20}))(%?)", said)
    if number is None:
        return None
    return float(number[1]) * whole / 100 if number[2] else float(number[1])
