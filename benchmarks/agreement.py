"""How long agreement takes: python -m benchmarks.agreement.

Ten invented coders with 40 codes on 100,000 turns of 500 transcripts, each with 2,000 draws: what coders put is made beforehand, and what is
measured gathers it and works out all figures of `agree`, alpha of sets too. The floor counts, with numpy alone, who gave each code to each turn,
and works out alpha of every code once, without an interval. Then the command itself, on a project where two coders have 200,000 codings.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

from benchmarks import _project
from benchmarks._measure import Job, Row, bench, part, qualcode, show, timed
from qualcode.agreed import Heard, Put, Shared

TIMES = 3
CODERS, CODES, DRAWS = 10, 40, 2000
TRANSCRIPTS, TURNS = 500, 200
_LENGTH = 200  # characters of a turn
_MOST_SECONDS, _MOST_MEGABYTES = 20, 1000
_AT_ALL = 1.2  # codes on a turn
_FOUND, _INVENTED = 0.75, 0.002  # how often a coder sees a code that is there, and one that is not


def shared(at: int) -> Shared:
    """One transcript. Codes are rarer from the first to the last, and coders miss some of what is there."""
    random = Random(at)
    rare = [1 / (place + 1) for place in range(CODES)]
    scale = _AT_ALL / sum(rare)
    puts: list[Put] = []
    turns = []
    for number in range(1, TURNS + 1):
        start = number * (_LENGTH + 5)
        turns.append(Heard(number, (), start, start + _LENGTH, _LENGTH // 5, None))
        there = [random.random() < scale * share for share in rare]
        for coder in range(CODERS):
            for place, real in enumerate(there):
                if random.random() < (_FOUND if real else _INVENTED):
                    begin = start + random.randrange(0, _LENGTH - 60)
                    puts.append(
                        Put(number, len(puts), coder, f"code{place:02}", begin, begin + 60, (begin - start) // 5, (begin - start) // 5 + 12)
                    )
    return Shared(f"t{at:03}", tuple(range(CODERS)), turns, puts)


def _ours(found: Iterator[Shared] | list[Shared]) -> None:
    from qualcode.agreement._gathering import gathered
    from qualcode.agreement._results import Draws, of_code, overall

    whole = gathered(found, CODERS)
    draws = Draws(1, DRAWS)
    codes = [of_code(whole, (), code, draws, {}) for code in sorted(whole.codes)]
    overall(whole, (), codes, tuple(range(CODERS)), draws)


def _floor(found: list[Shared]) -> list[float]:
    import numpy as np

    marks = np.zeros((TRANSCRIPTS * TURNS, CODES, CODERS), dtype=bool)
    for at, one in enumerate(found):
        for put in one.puts:
            marks[at * TURNS + put.turn - 1, int(put.code[4:]), put.coder] = True
    given: Any = marks.sum(axis=2, dtype="int64")
    apart = (given * (CODERS - given)).sum(axis=0) / (CODERS - 1)
    ones, number = given.sum(axis=0), CODERS * len(marks)
    return list(1 - (number - 1) * apart / (ones * (number - ones)))


def rows() -> list[Row]:
    with bench() as measuring:
        folder = _project.double_coded(measuring)
        jobs = [Job(part("agreement", what), measuring.folder, inside=True) for what in ("ours", "floor")]
        ours, floor = measuring.beside(*jobs, times=TIMES, warm=False)
        command, counted = measuring.beside(
            Job(qualcode("agree", "--format", "json"), folder),
            Job(qualcode("count", "--layer", "anna", "--format", "json"), folder),
            times=TIMES,
            warm=False,
        )
    size = f"{CODERS} coders x {TRANSCRIPTS * TURNS:,} turns x {CODES} codes, {DRAWS:,} draws"
    return [
        Row(f"agreement, {size}", ours, floor, most_seconds=_MOST_SECONDS, most_megabytes=_MOST_MEGABYTES),
        Row(
            f"agree, 2 coders, {2 * _project.DOCUMENTS * _project.PER_DOCUMENT:,} codings (floor: count)",
            command,
            counted,
            most_seconds=_MOST_SECONDS,
        ),
    ]


def main() -> None:
    if len(sys.argv) == 1:
        show("Agreement", rows())
        load = os.getloadavg()
        print(
            f"Load of the machine: {load[0]:.1f} now, {load[2]:.1f} before. The memory of the first line holds what coders put, made beforehand."
        )
        return
    found = [shared(at) for at in range(TRANSCRIPTS)]
    timed(lambda: (_ours if sys.argv[1] == "ours" else _floor)(found))


if __name__ == "__main__":
    main()
