"""How surely and how fast codings are found again in an edited text: python -m benchmarks.correcting [SEEDS].

Of codings that nobody touched: how many stand at their true place, wait for a person, or are wrong. Then time and memory for long texts.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from qualcode.alignment import align
from qualcode.placing import place
from tests.edits import coded_at_random, edited, study_text
from tests.test_placing import outcomes

ROOT = Path(__file__).resolve().parent.parent


def surely(text: str, edits: int, seeds: int) -> None:
    found: Counter[str] = Counter()
    for seed in range(seeds):
        found += outcomes(text, edits, 500, random.Random(seed))
    whole = found["exact"] + found["waits"] + found["wrong"]
    print(
        f"{edits:>4} edits in {len(text):,} characters, {seeds} times 500 codings: {found['exact'] / whole:.3%} of {whole} untouched ones exact, "
        f"{found['waits']} wait, {found['wrong']} wrong; of {found['touched'] + found['touched and wrong']} touched ones "
        f"{found['touched and wrong']} wrong"
    )


def fast(text: str, edits: int, codings: int) -> None:
    draw = random.Random(1)
    new = edited(text, edits, draw).text
    spans = coded_at_random(text, codings, draw)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    alignment = align(text, new)
    aligned = time.perf_counter()
    for span in spans:
        place(alignment, span)
    placed = time.perf_counter()
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{len(text):,} characters, {edits} edits: aligned in {aligned - begun:.2f} s, {codings} codings placed in {placed - aligned:.2f} s, "
        f"{more:.0f} MB"
    )


def main() -> None:
    text = study_text(ROOT)
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for edits in (5, 60, 600):
        surely(text, edits, seeds)
    fast(text, 60, 500)
    draw = random.Random(2)
    words = text.split(" ")
    long = " ".join(" ".join(word if draw.random() < 0.7 else draw.choice(words) for word in words) for _ in range(10))
    fast(long, 600, 2000)


if __name__ == "__main__":
    main()
