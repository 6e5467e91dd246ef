"""How long suggestions take to learn and to make: python -m benchmarks.suggest_speed [--large].

Invented turns of up to 40 words in Dutch and French, two of 40 codes on each, every code with words of its own. The floor is what scikit-learn
takes for pieces of words and a logistic regression of each code on the same texts (of 100,000 codings: the pieces of words alone), and for the
scores of all codes without any reason. `--large` measures 100,000 codings too, which takes minutes.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from random import Random
from statistics import median
from typing import Any

from benchmarks import _workload as workload
from benchmarks._measure import Job, Row, bench, part, show, timed
from qualcode.model import Code, Unit
from qualcode.suggesters import learned
from qualcode.suggesters._knowledge import Example, Knowledge

_CODES = 40
_OF_EACH = 12  # words that a code has to itself
_TURNS = 4000  # turns that are suggested for
_COMPOUNDS = 0.15  # of the words are made of two: vocabularies grow with their texts
_TRANSCRIPT = 100  # turns
_WORDS = 40  # of a turn, at most


def turns(number: int, seed: int) -> Iterator[Example]:
    """Turns with their codes."""
    random = Random(seed)
    nouns = {"nl": workload.DUTCH.nouns, "fr": workload.FRENCH.nouns}
    own = [[random.choice(nouns["nl"]) + random.choice(nouns["fr"]) for _ in range(_OF_EACH)] for _ in range(_CODES)]
    said = [
        (language, paragraph.partition(":")[2].split()[:_WORDS])
        for at, language in ((0, "nl"), (2, "fr"))
        for paragraph in workload.document(at, seed, 60 * _TRANSCRIPT, 10).text.split("\n\n")
    ]
    for at in range(number):
        language, words = random.choice(said)
        codes = random.sample(range(_CODES), 2)
        words = [word + random.choice(nouns[language]) if random.random() < _COMPOUNDS else word for word in words]
        for word in (random.choice(own[code]) for code in codes for _ in range(2)):
            words.insert(random.randrange(len(words) + 1), word)
        given = frozenset(f"code{code:02}" for code in codes)
        yield Example(" ".join(words), language, f"t{at // _TRANSCRIPT}", given, place=f"t{at // _TRANSCRIPT} {at % _TRANSCRIPT}")


def known(codings: int) -> Knowledge:
    """So many codings, two on each turn."""
    codes = tuple(Code(f"code{at:02}", f"g{at}", "", {"nl": f"Code {at}"}) for at in range(_CODES))
    return Knowledge(codes, ("nl", "fr"), tuple(turns(codings // 2, 1)))


def _units() -> list[Unit]:
    return [Unit("t", 0, at * 10_000, one.text, one.language) for at, one in enumerate(turns(_TURNS, 2))]


def _learn(codings: int) -> Callable[[], object]:
    from qualcode.suggesters import _model

    knowledge = known(codings)
    _model.learn(known(100))  # what is only read and loaded
    return lambda: _model.learn(knowledge)


def _suggest(codings: int) -> Callable[[], object]:
    knowledge, units = known(codings), _units()
    learned.suggest(units[:10], knowledge)
    return lambda: learned.suggest(units, knowledge)


def _floor_learn(codings: int) -> Callable[[], object]:
    texts = list(known(codings).examples)
    return lambda: _floor(texts, fitted=codings <= 2000)


def _floor_suggest(codings: int) -> Callable[[], object]:
    vectors, models = _floor(list(known(codings).examples), fitted=True)
    units = _units()

    def suggest() -> list[Any]:
        rows = vectors.transform(unit.text for unit in units)
        return [model.predict_proba(rows) for model in models]

    return suggest


def _floor(texts: list[Example], *, fitted: bool) -> tuple[Any, list[Any]]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)
    rows = vectors.fit_transform(one.text for one in texts)
    models = []
    for at in range(_CODES if fitted else 0):
        given = [f"code{at:02}" in one.codes for one in texts]
        models.append(LogisticRegression(C=10, solver="liblinear", dual=True).fit(rows, given))
    return vectors, models


_PARTS = {"learn": _learn, "suggest": _suggest, "floor-learn": _floor_learn, "floor-suggest": _floor_suggest}


def rows(*, large: bool = False) -> list[Row]:
    """What is measured, beside its floor."""
    found = []
    with bench() as place:
        for codings, seconds in ((2000, 5.0), (100_000, 180.0))[: 2 if large else 1]:
            jobs = [
                Job(part("suggest_speed", "--part", each, "--codings", codings), place.folder, inside=True)
                for each in ("learn", "floor-learn")
            ]
            ours, floor = place.beside(*jobs, times=1 if codings > 2000 else 3, warm=False)
            found.append(Row(f"learn from {codings:,} codings of {_CODES} codes", ours, floor, most_cpu=seconds))
        jobs = [Job(part("suggest_speed", "--part", each), place.folder, inside=True) for each in ("suggest", "floor-suggest")]
        ours, floor = place.beside(*jobs, times=3, warm=False)
        each = [_TURNS / median(one.cpus) for one in (ours, floor)]
        what = f"suggest for {_TURNS:,} turns with reasons: {each[0]:,.0f} turns a second of CPU, floor {each[1]:,.0f}"
        found.append(Row(what, ours, floor, most_cpu=_TURNS / 2000))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--part", choices=_PARTS)
    parser.add_argument("--codings", type=int, default=2000)
    asked = parser.parse_args()
    if asked.part:
        timed(_PARTS[asked.part](asked.codings))
        return
    show("Learning and suggesting; seconds inside the process, without its start", rows(large=asked.large))
    load = os.getloadavg()
    print(f"Load of the machine: {load[0]:.1f} now, {load[2]:.1f} before; CPU seconds are the honest figure.")


if __name__ == "__main__":
    main()
