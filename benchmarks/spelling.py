"""Learns what words look like in each language: python -m benchmarks.spelling, which writes qualcode/languages/spelling.bin.

Word forms come from the lookup tables of spacy-lookups-data (MIT), with their accents and without, since transcribers leave them out; each
language has as many. What is learnt is a softmax over runs of one to four letters, by AdaGrad, rounded to a byte for each run and language.
How well it does is measured by benchmarks.languages, on other texts.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import qualcode.languages
from qualcode.languages import tools
from qualcode.languages._spelling import BUCKETS, FILE, LANGUAGES, UNIT, rows
from qualcode.text import fold

WORDS = 200_000
ROUNDS = 2
_BATCH = 256
_STEP = 0.3

Weights = NDArray[np.float32]


def forms(language: str) -> list[str]:
    """The words of a language in lower case, with their accents and without."""
    table = tools.lemmas(language)
    words = {word for pair in table.items() for word in pair if word.isalpha() and len(word) > 1 and word.islower()}
    return sorted(words | {fold(word) for word in words})


def sample() -> Iterator[tuple[int, str]]:
    """Words with the number of their language, as many of each."""
    chance = random.Random(1)
    drawn = []
    for number, language in enumerate(LANGUAGES):
        words = forms(language)
        chosen = chance.sample(words, min(WORDS, len(words)))
        drawn += [(number, word) for word in chosen * max(1, WORDS // len(chosen))]
    chance.shuffle(drawn)
    yield from drawn


def learn(runs: Sequence[NDArray[np.int32]], languages: NDArray[np.int64]) -> Weights:
    """The weight of each row for each language."""
    weights = np.zeros((BUCKETS, len(LANGUAGES)), dtype=np.float32)
    squares = np.full_like(weights, 1e-6)
    order = np.arange(len(runs))
    for number in range(ROUNDS):
        np.random.default_rng(number).shuffle(order)
        begun, loss = time.monotonic(), 0.0
        for start in range(0, len(order), _BATCH):
            loss += _learn_from(order[start : start + _BATCH], runs, languages, weights, squares)
        print(f"round {number + 1}: loss {loss / len(order):.4f}, {time.monotonic() - begun:.0f} s", flush=True)
    return weights


def _learn_from(
    batch: NDArray[np.int64], runs: Sequence[NDArray[np.int32]], languages: NDArray[np.int64], weights: Weights, squares: Weights
) -> float:
    lengths = np.array([len(runs[at]) for at in batch])
    found = np.concatenate([runs[at] for at in batch])
    word = np.repeat(np.arange(len(batch)), lengths)
    share = (1 / np.sqrt(lengths)).astype(np.float32)[:, None]
    scores = np.zeros((len(batch), len(LANGUAGES)), dtype=np.float32)
    np.add.at(scores, word, weights[found])
    odds = np.exp(scores * share - (scores * share).max(1, keepdims=True))
    wrong = odds / odds.sum(1, keepdims=True)
    right = (np.arange(len(batch)), languages[batch])
    loss = -float(np.log(wrong[right] + 1e-9).sum())
    wrong[right] -= 1
    touched, place = np.unique(found, return_inverse=True)
    slope = np.zeros((len(touched), len(LANGUAGES)), dtype=np.float32)
    np.add.at(slope, place, (wrong * share)[word])
    squares[touched] += slope * slope
    weights[touched] -= _STEP * slope / np.sqrt(squares[touched])
    return loss


def main() -> None:
    drawn = list(sample())
    runs = [np.fromiter(rows(word), dtype=np.int32) for _, word in drawn]
    weights = learn(runs, np.array([number for number, _ in drawn]))
    data = np.clip(np.round(weights * UNIT), -127, 127).astype(np.int8).tobytes()
    path = Path(qualcode.languages.__path__[0]) / FILE
    path.write_bytes(data)
    print(f"{path.name}: {len(data):,} bytes from {len(drawn):,} words")


if __name__ == "__main__":
    main()
