"""Counting 10^4, 10^5 and 10^6 codings, beside bare SQL or a sorted sweep of the same run: python -m benchmarks.growing [CODINGS ...]."""

from __future__ import annotations

import sys
from statistics import median

from benchmarks import _growing
from benchmarks._measure import WORK, Job, Row, bench, part, qualcode, show

SIZES = (10_000, 100_000, 1_000_000)
_MOST_TIMES = 2
_MOST_MEGABYTES = 300
_QUESTIONS = {
    "count": (("count",), "count"),
    "compare --by region,sector": (("compare", "--by", "region,sector"), "compare"),
    "cooccur": (("cooccur",), "sweep"),
    "matrix --by region,sector": (("matrix", "--by", "region,sector", "--cells", "words"), "compare"),
}


def rows(sizes: tuple[int, ...]) -> list[Row]:
    """Each question at each size, with its floor; a line of the growth follows from the seconds."""
    found = []
    with bench() as measuring:
        for size in sizes:
            folder = WORK / f"growing-{size}"
            if not (folder / "whole").exists():
                print(f"Making {size:,} codings, once ...", flush=True)
                _growing.made(measuring, folder, size)
                (folder / "whole").touch()
            database = folder / "qualcode.db"
            start = Job(qualcode("--version"), folder)
            for name, (args, floor) in _QUESTIONS.items():
                bare = part("_growing", database) if floor == "sweep" else part("_sql", floor, database)
                times = 3 if size < 1_000_000 else 1
                ours, least, begun = measuring.beside(_growing.job(folder, *args), Job(bare, folder), start, times=times, warm=False)
                found.append(Row(f"{name}, {size:,} codings", ours, least, _MOST_TIMES, None, _MOST_MEGABYTES, start=begun))
                print(f"{name}, {size:,}: {median(ours.cpus):.2f} CPU s, {ours.peak:.0f} MB", flush=True)
    return found


def main() -> None:
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    show("Growing", rows(sizes))


if __name__ == "__main__":
    main()
