"""How far a team has settled its disagreements, and what agreement is before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from qualcode.analysis._aligning import AGREED, Spot
from qualcode.analysis._costing import Agreement, Grounds, agreements, put
from qualcode.model import Coding
from qualcode.table import Cell, Column, Table


def after(spots: Iterable[Spot], settled: Mapping[str, Sequence[Coding]], grounds: Grounds) -> dict[str, Agreement]:
    """The agreement by code if every coder had said what was settled: `settled` are the codings of the consensus that came of spots, by their key."""

    def placed() -> Iterable[tuple[str, str, str, int, int]]:
        for spot in spots:
            if spot.key not in settled:
                yield from put([spot])
                continue
            for coding in settled[spot.key]:
                for coder in spot.coders:
                    yield coding.transcript, coding.code, coder, coding.start, coding.end

    return agreements(placed(), grounds)


def progress(
    spots: Sequence[Spot],
    settled: Mapping[str, Sequence[Coding]],
    took: Mapping[str, str],
    grounds: Grounds,
    order: Sequence[str],
    *,
    notes: Sequence[str] = (),
) -> Table:
    """A row for each code (in this order) that anybody has used: its disagreements, those settled, and alpha before and after.

    `took` says what was taken of each spot that is settled, by its key.
    """
    before, now = agreements(put(spots), grounds), after(spots, settled, grounds)
    differ = [spot for spot in spots if spot.kind != AGREED]
    every = Counter(code for spot in differ for code in spot.codes)
    done = Counter(code for spot in differ if spot.key in settled for code in spot.codes)
    used = [code for code in order if code in before or code in now]
    rows: list[tuple[Cell, ...]] = [(code, every[code], done[code], _alpha(before, code), _alpha(now, code)) for code in used]
    columns = (
        Column("code", "code", "code"),
        Column("disagreements", "disagreements", "count"),
        Column("settled", "settled", "count"),
        Column("alpha", "alpha", "number"),
        Column("alpha_settled", "alpha if settled", "number"),
    )
    number = sum(spot.key in settled for spot in differ)
    said = Counter(took[spot.key] for spot in differ if spot.key in took)
    taken = ", ".join(f"{name} {times}" for name, times in said.most_common())
    return Table(
        "Agreement before and after",
        "turn",
        columns,
        tuple(rows),
        notes=(
            *notes,
            f"{number} of {len(differ)} disagreements are settled{f' (taken: {taken})' if taken else ''}.",
            f"Agreed from the start: {sum(spot.kind == AGREED for spot in spots)} passages.",
            _HOW,
            f"Median of the codes: {_median(rows, 3)} before, {_median(rows, 4)} if settled.",
            "What people have agreed on by talking shows nothing of reliability: report alpha as it was before.",
        ),
    )


_HOW = "Alpha: as in: qualcode agree. If settled: as if every coder had said what was settled, and what is open were as it is."


def _alpha(figures: Mapping[str, Agreement], code: str) -> float | None:
    found = figures[code].alpha if code in figures else None
    return None if found is None else round(found, 3)


def _median(rows: Iterable[Sequence[Cell]], place: int) -> str:
    found = [cell for row in rows if isinstance(cell := row[place], float)]
    return f"{median(found):.3f}" if found else "undefined"
