"""How far coders agree on each code, on all of them and on attributes, from what was gathered: figures with intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.agreed import Coefficient, Key, OfAttribute, OfCode, Overall
from qualcode.agreement import ac1, alpha, f1, kappa, masi, percent
from qualcode.agreement._bootstrap import ENOUGH, Interval, Strata, alpha_interval, generator
from qualcode.agreement._gathering import Cell, Cluster, Gathered, Part
from qualcode.agreement._ratings import MISSING, Ratings, of_patterns, of_rows
from qualcode.agreement._set_interval import set_interval
from qualcode.agreement.alpha import Level

Statistic = Callable[[Ratings], float | None]


@dataclass(frozen=True, slots=True)
class Draws:
    """How intervals are drawn: from which seed, and how many times; 0: no intervals."""

    seed: int
    number: int


def of_code(gathered: Gathered, key: Key, code: str, draws: Draws, also: Mapping[str, Statistic]) -> OfCode:
    """How far coders agree on one code in one cell."""
    cell = gathered.cells[key]
    ratings = _ratings(gathered.coders, _masks(cell, code))
    marked = (ratings.patterns == 1) * ratings.weights[:, None].astype("int64")
    counts = ratings.counts()
    everyone, nobody = (int(ratings.weights[counts[:, at] == 0].sum()) for at in (0, 1))
    return OfCode(
        key=key,
        code=code,
        marked=tuple(int(number) for number in marked.sum(axis=0)),
        everyone=everyone,
        some=int(ratings.weights.sum()) - everyone - nobody,
        nobody=nobody,
        percent=percent.value(ratings),
        f1=f1.value(ratings),
        alpha=_with_interval(alpha.value(ratings), alpha_interval, _strata(cell, code), draws, f"{key} {code}"),
        ac1=ac1.value(ratings),
        characters=_characters(gathered.coders, cell, code),
        also={name: statistic(ratings) for name, statistic in also.items()},
    )


def _masks(cell: Cell, code: str) -> Counter[tuple[tuple[int, ...], int]]:
    """How many units of a cell have which coders on a code (a bit for each), by who has finished their transcript."""
    found: Counter[tuple[tuple[int, ...], int]] = Counter()
    for part in cell.parts.values():
        rest = part.units
        for (_, masks), times in part.codes.get(code, {}).items():
            for mask, units in masks:
                found[part.finished, mask] += units * times
                rest -= units * times
        found[part.finished, 0] += rest
    return found


def _ratings(coders: int, masks: Mapping[tuple[tuple[int, ...], int], int]) -> Ratings:
    """Who gave a code to how many units: 0 and 1, and MISSING for who has not finished the transcript."""
    return of_patterns(((_pattern(coders, finished, mask), number) for (finished, mask), number in masks.items() if number), (0, 1))


def _pattern(coders: int, finished: Sequence[int], mask: int) -> tuple[int, ...]:
    return tuple(mask >> coder & 1 if coder in finished else MISSING for coder in range(coders))


def _strata(cell: Cell, code: str) -> Strata:
    """The coincidences of the code on the turns of each transcript, and how many turns show the same; of many transcripts, on all of their turns."""
    import numpy as np

    rows, times = [], []
    for part in cell.parts.values():
        turns = list(_turns(part, part.codes.get(code, {})))
        if len(cell.parts) >= ENOUGH:
            turns = [([sum(given[at] * number for given, number in turns) for at in range(4)], 1)]
        rows.append(np.array([given for given, _ in turns]) / (len(part.finished) - 1))
        times.append(np.array([number for _, number in turns], dtype="int64"))
    return Strata(rows, times)


def _turns(part: Part, coded: Mapping[Cluster, int]) -> Iterator[tuple[list[int], int]]:
    """The kinds of turns by one code: the pairs of coders who say 0 and 0, 0 and 1, 1 and 0, 1 and 1 of their units, and how many turns show them."""
    raters = len(part.finished)
    bare = Counter(part.sizes)
    for (size, masks), number in sorted(coded.items()):
        bare[size] -= number
        neither = size * raters * (raters - 1)
        apart = both = 0
        for mask, units in masks:
            marks = mask.bit_count()
            apart += units * marks * (raters - marks)
            both += units * marks * (marks - 1)
        yield [neither - 2 * apart - both, apart, apart, both], number
    for size, number in sorted(bare.items()):
        if number:
            yield [size * raters * (raters - 1), 0, 0, 0], number


def _with_interval(value: float | None, drawing: Callable[..., Interval], strata: Any, draws: Draws, name: str, **more: Any) -> Coefficient:
    """A coefficient, with its interval where it is defined and intervals are wanted."""
    if value is None or not draws.number:
        return Coefficient(value)
    found = drawing(strata, generator(draws.seed, name), draws=draws.number, **more)
    return Coefficient(value, found.low_high, found.defined, found.draws)


def _characters(coders: int, cell: Cell, code: str) -> float | None:
    """Kappa on characters; None where nobody marked any."""
    return kappa.value(on_characters(coders, cell, code))


def on_characters(coders: int, cell: Cell, code: str) -> Ratings:
    """Who gave the code to how many characters, of those in turns that all coders have finished."""
    spans = cell.spans
    masks = Counter(spans.codes[code].masks) if code in spans.codes else Counter[int]()
    masks[0] = spans.length - masks.total()
    patterns = ((tuple(mask >> coder & 1 for coder in range(coders)), number) for mask, number in masks.items() if number)
    return of_patterns(patterns, (0, 1))


def overall(gathered: Gathered, key: Key, of_codes: Sequence[OfCode], coders: tuple[int, ...], draws: Draws) -> Overall:
    """How far coders agree on everything in one cell, with what was found for each code in it."""
    cell = gathered.cells[key]
    units: Counter[tuple[int, ...]] = Counter()
    for part in cell.parts.values():
        for turn, times in part.sets.items():
            for sets, number in turn:
                units[sets] += number * times
    return Overall(
        key=key,
        coders=coders,
        transcripts=len(cell.parts),
        turns=sum(part.sizes.total() for part in cell.parts.values()),
        units=sum(part.units for part in cell.parts.values()),
        sets=_with_interval(masi.of_units(units), set_interval, [part.sets for part in cell.parts.values()], draws, f"{key} sets"),
        alphas={each.code: each.alpha.value for each in of_codes if any(each.marked)},
        f1=f1.value(_pooled(gathered, cell)),
    )


def _pooled(gathered: Gathered, cell: Cell) -> Ratings:
    """All decisions, one for each unit and each code that anybody used."""
    found: Counter[tuple[tuple[int, ...], int]] = Counter()
    for code in {code for part in cell.parts.values() for code in part.codes}:
        found.update(_masks(cell, code))
    return _ratings(gathered.coders, found)


def of_attribute(
    gathered: Gathered, key: Key, name: str, *, values: Sequence[str], level: Level, codes: Sequence[str], draws: Draws
) -> Iterator[OfAttribute]:
    """How far coders agree on an attribute in one cell: on all codes together, then on each code that two coders put on one unit."""
    parts = [part.values.get(name, Counter()) for part in gathered.cells[key].parts.values()]
    seen = {code for part in parts for turn in part for code, _ in turn}
    given_too = {one for part in parts for turn in part for _, given in turn for one in given} - {None, *values}
    values = [*values, *sorted(map(str, given_too))]
    wanted: list[Collection[str]] = [seen, *({code} for code in codes if code in seen)]
    for these in wanted:
        turns = [Counter[tuple[tuple[str | None, ...], ...]]() for _ in parts]
        for part, to in zip(parts, turns, strict=True):
            for turn, times in part.items():
                if shown := tuple(given for code, given in turn if code in these):
                    to[shown] += times
        rows = [given for part in turns for turn, times in part.items() for given in turn for _ in range(times)]
        ratings = of_rows(rows, values)
        twice = int(ratings.weights[(ratings.patterns != MISSING).sum(axis=1) >= 2].sum())
        yield OfAttribute(
            key=key,
            attribute=name,
            code="" if these is seen else next(iter(these)),
            units=twice,
            without=len(rows) - twice,
            percent=percent.value(ratings),
            alpha=_with_interval(
                alpha.value(ratings, level), alpha_interval, _of_values(turns, values), draws, f"{key} {name}", level=level, values=values
            ),
        )


def _of_values(turns: Sequence[Counter[tuple[tuple[str | None, ...], ...]]], values: Sequence[str]) -> Strata:
    """The coincidences of values on the turns of each transcript, and how many turns show the same."""
    import numpy as np

    rows, times = [], []
    for part in turns:
        ordered = sorted(part, key=repr)
        given = [alpha.total(of_rows(turn, values)).ravel() for turn in ordered]
        rows.append(np.array(given).reshape(len(ordered), len(values) ** 2))
        times.append(np.array([part[turn] for turn in ordered], dtype="int64"))
    return Strata(rows, times)
