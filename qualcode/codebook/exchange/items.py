"""Several short texts in one cell or on one line, and taken apart again."""

from __future__ import annotations

import re
from collections.abc import Iterable

_APART = re.compile(r"(?<!\\)((?:\\\\)*);")
_BULLET = "• "


def one_line(items: Iterable[str]) -> str:
    r"""The items on one line, `;` between them; a `;` within one has a backslash before it, and so has a backslash.

    >>> one_line(["zwijgplicht", "a;b"])
    'zwijgplicht; a\\;b'
    """
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def parted(line: str) -> tuple[str, ...]:
    r"""The items of a line, those of `one_line` as they were.

    >>> parted("zwijgplicht; a\\;b")
    ('zwijgplicht', 'a;b')
    """
    pieces, at = [], 0
    for found in _APART.finditer(line):
        pieces.append(line[at : found.end() - 1])
        at = found.end()
    whole = (re.sub(r"\\([\\;])", r"\1", piece).strip() for piece in (*pieces, line[at:]))
    return tuple(filter(None, (" ".join(item.split()) for item in whole)))


def bulleted(items: Iterable[str]) -> str:
    r"""The items below each other, each after a bullet; further lines of an item stand two to the right.

    >>> bulleted(["Een.", "Twee\nregels."])
    '• Een.\n• Twee\n  regels.'
    """
    return "\n".join(_BULLET + item.replace("\n", "\n  ") for item in items)


def unbulleted(cell: str) -> tuple[str, ...]:
    r"""The items of a cell: those after bullets, or as a person types them, one on a line.

    >>> unbulleted("• Een.\n• Twee\n  regels."), unbulleted("Een.\nTwee.")
    (('Een.', 'Twee\nregels.'), ('Een.', 'Twee.'))
    """
    items: list[list[str]] = []
    bullets = cell.lstrip().startswith(_BULLET)
    for line in cell.strip().split("\n"):
        if line.startswith(_BULLET):
            items.append([line.removeprefix(_BULLET)])
        elif bullets and (line.startswith("  ") or not line.strip()):
            items[-1].append(line.removeprefix("  "))
        else:
            items.append([line])
    return tuple(filter(None, ("\n".join(lines).strip() for lines in items)))
