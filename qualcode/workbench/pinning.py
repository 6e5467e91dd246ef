"""Which codes stand on the digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.model import Code

DIGITS = "123456789"


def codable(code: Code) -> bool:
    """Whether codings may carry a code."""
    return code.codable and code.status != "retired"


def pinned(codes: Mapping[str, Code], used: Mapping[str, int], by_hand: Sequence[str] = ()) -> dict[str, str]:
    """Codes by digit: those chosen by hand first, then those used most; of equals the one that comes first in the codebook.

    Codes chosen by hand that there are not, or that codings cannot carry, are left out.
    """
    usable = [id for id, code in codes.items() if codable(code)]
    chosen = [id for id in dict.fromkeys(by_hand) if id in codes and codable(codes[id])]
    most = sorted((id for id in usable if id not in chosen), key=lambda code: -used.get(code, 0))
    return dict(zip(DIGITS, [*chosen, *most], strict=False))
