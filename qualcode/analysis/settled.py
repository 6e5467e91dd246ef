"""How far a team has settled its disagreements, and what agreement is before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median

from qualcode.analysis import _team_words
from qualcode.analysis._aligning import AGREED, Spot
from qualcode.analysis._costing import Agreement, Grounds, agreements, put
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.model import Coding
from qualcode.saying import decimal
from qualcode.table import Cell, Table


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


def median_alpha(spots: Iterable[Spot], grounds: Grounds, codes: Collection[str]) -> float | None:
    """The median of the alphas of these codes in the transcripts of these grounds; None where none is defined."""
    figures = agreements(put(spot for spot in spots if spot.transcript in grounds), grounds)
    known = [one.alpha for code, one in figures.items() if code in codes and one.alpha is not None]
    return round(median(known), 3) if known else None


def progress(
    spots: Sequence[Spot],
    settled: Mapping[str, Sequence[Coding]],
    took: Mapping[str, str],
    grounds: Grounds,
    order: Sequence[str],
    *,
    stale: Collection[str] = (),
    selection: Mapping[str, object],
    notes: Sequence[str] = (),
    words: str = "en",
) -> Table:
    """A row for each code (in this order) that anybody has used: its disagreements, those settled and stale, and alpha before and after.

    `took` says what was taken of each spot that is settled, by its key; `stale` are the keys of those to be decided anew.
    """
    before, now = agreements(put(spots), grounds), after(spots, settled, grounds)
    differ = [spot for spot in spots if spot.kind != AGREED]
    every = Counter(code for spot in differ for code in spot.codes)
    done = Counter(code for spot in differ if spot.key in settled for code in spot.codes)
    again = Counter(code for spot in differ if spot.key in stale for code in spot.codes)
    used = [code for code in order if code in before or code in now]
    rows: list[tuple[Cell, ...]] = [(code, every[code], done[code], again[code], _alpha(before, code), _alpha(now, code)) for code in used]
    columns = (
        column("code", "code", language=words),
        column("disagreements", "count", language=words),
        column("settled", "count", language=words),
        column("stale", "count", language=words),
        column("alpha", "number", language=words),
        column("alpha_settled", "number", language=words),
    )
    return Table(
        say(words, "Agreement before and after"),
        "turn",
        columns,
        tuple(rows),
        selection=selection,
        notes=(
            *notes,
            _number_settled(differ, settled, took, words),
            say(words, "Agreed from the start: {n} passages.", n=sum(spot.kind == AGREED for spot in spots)),
            say(
                words,
                "Alpha: as in: qualcode agree. If settled: as if every coder had said what was settled, and what is open were as it is.",
            ),
            say(
                words,
                "Median of the codes: {before} before, {after} if settled.",
                before=_median(rows, -2, words),
                after=_median(rows, -1, words),
            ),
            say(words, "What people have agreed on by talking shows nothing of reliability: report alpha as it was before."),
        ),
    )


def _number_settled(differ: Sequence[Spot], settled: Collection[str], took: Mapping[str, str], words: str) -> str:
    number = sum(spot.key in settled for spot in differ)
    said = Counter(took[spot.key] for spot in differ if spot.key in took)
    if not said:
        return say(words, "{n} of {every} disagreements are settled.", n=number, every=len(differ))
    names = _team_words.taken(words)
    listed = ", ".join(f"{names.get(name, name)} {times}" for name, times in said.most_common())
    return say(words, "{n} of {every} disagreements are settled (taken: {listed}).", n=number, every=len(differ), listed=listed)


def _alpha(figures: Mapping[str, Agreement], code: str) -> float | None:
    found = figures[code].alpha if code in figures else None
    return None if found is None else round(found, 3)


def _median(rows: Iterable[Sequence[Cell]], place: int, words: str) -> str:
    found = [cell for row in rows if isinstance(cell := row[place], float)]
    return decimal(f"{median(found):.3f}", words) if found else say(words, "undefined")
