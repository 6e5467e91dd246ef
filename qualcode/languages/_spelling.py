"""How the letters of a word look in a few languages, by a table that `python -m benchmarks.spelling` learns from their word forms."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache

LANGUAGES = ("nl", "fr", "en", "de")
BUCKETS = 1 << 14
"""Rows of the table: runs of letters share a row when their checksums do."""
LONGEST = 4
"""Letters in a run, the beginning and the end of a word being letters too."""
UNIT = 24
"""What stands for 1 in the table, whose weights are bytes."""

FILE = "spelling.bin"


def rows(word: str) -> Iterator[int]:
    """The rows of the table that hold the runs of letters of a word in lower case."""
    framed = f"<{word}>"
    for length in range(1, LONGEST + 1):
        for start in range(len(framed) - length + 1):
            yield zlib.crc32(framed[start : start + length].encode()) % BUCKETS


def scores(word: str) -> tuple[float, ...]:
    """How well a word's letters fit each of LANGUAGES, in natural logarithms of odds up to a constant."""
    table = _table()
    found = [table[row] for row in rows(word)]
    return tuple(sum(weights) / UNIT / len(found) ** 0.5 for weights in zip(*found, strict=True))


@cache
def _table() -> list[tuple[int, ...]]:
    """For each row its weight for each of LANGUAGES."""
    from importlib.resources import files

    data = memoryview((files("qualcode.languages") / FILE).read_bytes()).cast("b")
    assert len(data) == BUCKETS * len(LANGUAGES)
    return list(zip(*(data[at :: len(LANGUAGES)] for at in range(len(LANGUAGES))), strict=True))
