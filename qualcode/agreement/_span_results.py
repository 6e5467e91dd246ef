"""How far the spans of coders agree, code by code and theme by theme, from what was gathered."""

from __future__ import annotations

from qualcode.agreed import Key, OfSpans, OfTheme
from qualcode.agreement import f1, kappa
from qualcode.agreement._gathering import Gathered
from qualcode.agreement._results import on_characters
from qualcode.agreement._spans import OnText, OnTheme
from qualcode.agreement.shift import middle
from qualcode.agreement.u_alpha import Family, Marks, of_marks, of_sums


def of_spans(gathered: Gathered, key: Key, code: str, theme: str) -> OfSpans:
    """How far the spans of one code agree in one cell."""
    spans = gathered.cells[key].spans
    found = spans.codes.get(code, OnText([0] * gathered.coders))
    together = sum(length * mask.bit_count() * (mask.bit_count() - 1) for mask, length in found.masks.items()) / (gathered.coders - 1)
    given = sum(length * mask.bit_count() for mask, length in found.masks.items())
    ratings = on_characters(gathered.coders, gathered.cells[key], code)
    start, end = middle(found.shifts.elements())
    known = spans.themes.get(theme)
    family = of_sums(known.sums) if known and not known.overlaps else None
    return OfSpans(
        key=key,
        code=code,
        spans=tuple(found.spans),
        matched=found.shifts.total(),
        bar_u=of_marks([Marks(given, found.squares, together)], together, gathered.coders * spans.length),
        f1=f1.value(ratings),
        kappa=kappa.value(ratings),
        start=start,
        end=end,
        ku=family.ku.get(code) if family else None,
        coverage=family.ku_coverage.get(code) if family else None,
    )


def of_theme(gathered: Gathered, key: Key, theme: str) -> OfTheme:
    """How far coders agree on which code of a theme stands where in one cell."""
    spans = gathered.cells[key].spans
    known: OnTheme = spans.themes[theme]
    inside = sorted(code for code in spans.codes if spans.theme_of(code) == theme)
    found = of_sums(known.sums) if not known.overlaps else Family(None, None, None, None, {}, {})
    return OfTheme(
        key=key,
        theme=theme,
        codes=len(inside),
        spans=sum(sum(spans.codes[code].spans) for code in inside),
        overlaps=known.overlaps,
        u=found.u,
        bar_u=found.bar_u,
        cu=found.cu,
        coverage=found.coverage,
    )
