"""How often our own `compare --differences` sees a difference where there is none: python -m benchmarks.false_alarms [RUNS].

Groups of 8 participants talk for uneven lengths; how likely a participant is to voice a theme varies between participants and groups, but not
between the two cells. A naive test of segments is run beside it, as what is often done. (Method: groups are the units, see `differences`.)
"""

from __future__ import annotations

import math
import random
import sys
from dataclasses import dataclass

from qualcode.analysis._asked import Asked
from qualcode.analysis._bootstrap import LEAST
from qualcode.analysis.differences import differences
from qualcode.counts import Base, Tally
from qualcode.model import Code, Codebook, Selection, Study, Variable
from qualcode.table import Cell

CELLS = ("one", "other")
DESIGNS = ((3, 3), (4, 4), (6, 6))
SPREADS = ((0.0, 0.0), (0.0, 1.0), (0.5, 1.0), (0.8, 1.0))
"""Standard deviations of groups and of participants, on the logit scale."""

RUNS = 1000
SEED = 20051122
_PEOPLE = 8
_MEAN = -2.0
_SEGMENT_WORDS = 30
_CRITICAL = 3.841  # chi-squared with one degree of freedom, 5 %

_BOOK = Codebook("b", "1", ("en",), (Code("theme", "theme", "", {"en": "theme"}),))
_STUDY = Study("s", ("en",), "", {"cell": Variable("cell", {}, {cell: {} for cell in CELLS})}, (), "", "")
_ASKED = Asked(("cell",), Selection(codes=("theme",)), "simulated", ("en",))


@dataclass(frozen=True, slots=True)
class Group:
    """Segments with the theme and in all, and the segments of each participant who voices it."""

    id: str
    hits: int
    segments: int
    voices: list[int]


def group(id: str, chance: random.Random, between_groups: float, between_people: float) -> Group:
    shift = chance.gauss(0, between_groups)
    hits = segments = 0
    voices = []
    for _ in range(_PEOPLE):
        talk = 1 + int(chance.expovariate(1 / 14))  # some talk ten times as much as others
        likely = 1 / (1 + math.exp(-(_MEAN + shift + chance.gauss(0, between_people))))
        said = sum(chance.random() < likely for _ in range(talk))
        hits, segments = hits + said, segments + talk
        voices += [said] if said else []
    return Group(id, hits, segments, voices)


def study(chance: random.Random, design: tuple[int, int], spread: tuple[float, float]) -> tuple[list[Tally], list[Base], list[list[int]]]:
    """Tallies and bases of both cells, and of each its segments with the theme and in all."""
    found: list[Tally] = []
    bases: list[Base] = []
    naive = []
    for cell, number in zip(CELLS, design, strict=True):
        groups = [group(f"{cell}-{at}", chance, *spread) for at in range(number)]
        voices = [said for each in groups for said in each.voices]
        hits, segments = sum(each.hits for each in groups), sum(each.segments for each in groups)
        naive.append([hits, segments])
        coded = tuple((each.id, each.hits * _SEGMENT_WORDS) for each in groups if each.hits)
        held = tuple((each.id, each.segments * _SEGMENT_WORDS) for each in groups)
        bases.append(Base((cell,), segments, segments * _SEGMENT_WORDS, _PEOPLE * number, number, held))
        if hits:
            shares = tuple(sorted(voices, reverse=True))
            found.append(Tally("theme", (cell,), hits, hits, hits * _SEGMENT_WORDS, len(voices), len(coded), shares, coded))
    return found, bases, naive


def naive_alarm(counts: list[list[int]]) -> bool:
    """Whether a chi-squared test of segments, which our program never makes, would call this a difference."""
    (a, n), (b, m) = counts
    expected = (a + b) / (n + m)
    if not 0 < expected < 1:
        return False
    spread = expected * (1 - expected)
    return (a / n - b / m) ** 2 / (spread * (1 / n + 1 / m)) > _CRITICAL


def alarms(runs: int, design: tuple[int, int], spread: tuple[float, float], chance: random.Random) -> tuple[float, float, float, float]:
    """Shares of runs: naive alarms, our tests with p <= .05, and intervals of ours that leave out 0: by Welch and by drawing groups again."""
    naive = tested = missed = drawn = 0
    for _ in range(runs):
        tallies, bases, counts = study(chance, design, spread)
        naive += naive_alarm(counts)
        rows = differences(tallies, bases, _BOOK, _STUDY, asked=_ASKED).records() if tallies else []
        for row in rows:
            p, interval = row["p_adjusted"], row["rate_interval"]
            tested += isinstance(p, float) and p <= 0.05
            missed += leaves_out_0(interval)
            drawn += leaves_out_0(row.get("rate_bootstrap"))
    return naive / runs, tested / runs, missed / runs, drawn / runs


def leaves_out_0(interval: Cell) -> bool:
    """Whether there is an interval, and no difference is not in it."""
    return isinstance(interval, tuple) and not (interval[0] or 0.0) <= 0 <= (interval[1] or 0.0)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    chance = random.Random(SEED)
    print(f"{runs} runs each, seed {SEED}, {_PEOPLE} participants per group; no true difference.")
    print("groups  SD group / speaker  segment test  compare, p <= .05  interval without 0: Welch  bootstrap")
    worst = 0.0
    for design in DESIGNS:
        for spread in SPREADS:
            naive, tested, missed, drawn = alarms(runs, design, spread, chance)
            worst = max(worst, tested)
            again = f"{drawn:.1%}" if min(design) >= LEAST else "none"
            line = f"{naive:>10.1%}  {tested:>17.1%}  {missed:>25.1%}  {again:>9}"
            print(f"{design[0]}+{design[1]}     {spread[0]:>4} / {spread[1]:<4}       {line}")
    if worst > 0.075:
        raise SystemExit(f"compare gives {worst:.1%} false alarms.")


if __name__ == "__main__":
    main()
