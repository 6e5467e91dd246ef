"""How long `count` and `compare` take over 100,000 codings, beside bare SQL: python -m benchmarks.counting."""

from __future__ import annotations

import csv
import io
from itertools import takewhile

from benchmarks import _project
from benchmarks._measure import Bench, Job, Row, bench, part, qualcode, show

TIMES = 4
_MOST_TIMES = 2
_COMPARE = ("compare", "--by", "region,sector")
_CSV = ("--format", "csv")


def agrees(measuring: Bench, ours: Job, floor: Job, cells: int) -> None:
    """Raises SystemExit when program and floor count differently: no codings overlap here, so both must find the same."""
    program = list(csv.DictReader(io.StringIO(measuring.said(ours))))
    plain = takewhile(bool, csv.reader(io.StringIO(measuring.said(floor))))  # the rows of its first query
    counts = ("groups_k", "participants_k", "segments", "words")
    said = {tuple(list(row.values())[:1] + list(row.values())[2 : 2 + cells]): [row[name] for name in counts] for row in program}
    found = {tuple(row[: 1 + cells]): row[1 + cells :] for row in plain}
    if said != found:
        raise SystemExit("The program and the bare SQL count differently.")


def rows() -> list[Row]:
    with bench() as measuring:
        folder = _project.coded(measuring)
        database = folder / "qualcode.db"
        count, compare = Job(qualcode("count", *_CSV), folder), Job(qualcode(*_COMPARE, *_CSV), folder)
        plain_count, plain_compare = (Job(part("_sql", what, database), folder) for what in ("count", "compare"))
        agrees(measuring, count, plain_count, 0)
        agrees(measuring, compare, plain_compare, 2)
        jobs = (count, plain_count, compare, plain_compare, Job(qualcode("--version"), folder), Job(qualcode(*_COMPARE), folder))
        counted, count_floor, compared, compare_floor, start, shown = measuring.beside(*jobs, times=TIMES, warm=False)
    number = f"{_project.DOCUMENTS * _project.PER_DOCUMENT:,} codings"
    return [
        Row(f"count, {number}", counted, count_floor, _MOST_TIMES, start=start),
        Row(f"compare --by region,sector, {number}", compared, compare_floor, _MOST_TIMES, start=start),
        Row("the same compare, as a table for the terminal", shown, compare_floor),
    ]


def main() -> None:
    show("Count", rows())


if __name__ == "__main__":
    main()
