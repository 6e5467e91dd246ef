"""Several charts of one kind below each other, each with the name of what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcode.charts._look import INK, LABEL


def panels(drawn: Sequence[tuple[str, tuple[Any, float]]]) -> tuple[Any, float]:
    """The charts below each other with their names above them, and how wide the widest is; a single one is left as it is."""
    import altair as alt

    if len(drawn) == 1:
        return drawn[0][1]
    named = [
        chart.properties(title=alt.TitleParams(text=name, fontSize=LABEL + 1, fontWeight="bold", color=INK, offset=8))
        for name, (chart, _) in drawn
    ]
    return alt.vconcat(*named, spacing=26).resolve_scale(color="independent"), max(width for _, (_, width) in drawn)
