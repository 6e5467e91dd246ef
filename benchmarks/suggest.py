"""What suggestions are worth: python -m benchmarks.suggest [CODED.csv CODEBOOK] [--sizes 0,25,100] [--seeds 3] [--suggesters recipe,...] [--across].

Without files the example study is measured. CODED.csv has the columns text, codes (`a;b`), and language and group where there are any;
CODEBOOK is a codebook in YAML, or a csv with the columns code, and label_nl, definition_nl, keywords_nl (`a; b`) ... of each language.
Texts of one group are never learnt from when others of it are judged. Uncoded texts (the judged ones) are known without their codes.
With --across what is coded in one language is tried on each other one, against its keywords, of equals first the code that is given most.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from dataclasses import replace
from itertools import permutations
from pathlib import Path

from benchmarks import _recipe
from qualcode.codebook import reading
from qualcode.errors import QualcodeError
from qualcode.model import UNSURE, Code, Unit
from qualcode.suggesters import _evaluation, _material, learned
from qualcode.suggesters._evaluation import SIZES, Tried
from qualcode.suggesters._knowledge import Example, Knowledge
from qualcode.suggesters._measures import figures
from qualcode.suggesters._vectors import Said
from qualcode.suggesters.keywords import Finder

ROOT = Path(__file__).resolve().parent.parent
_SUGGESTERS = (_evaluation.MOST_FREQUENT, "keywords", _recipe.NAME, "learned")


def coded(path: Path, languages: tuple[str, ...]) -> tuple[Example, ...]:
    """The coded texts of a csv file; a text without codes counts as looked at."""
    found = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"text", "codes"} - set(rows.fieldnames or ())
        if missing:
            raise QualcodeError(f"{path} has no column {', '.join(sorted(missing))}.", "Its columns are text, language, group, codes.")
        for number, row in enumerate(rows, 2):
            codes = frozenset(code.strip() for code in row["codes"].replace(",", ";").split(";") if code.strip())
            language = row.get("language") or (languages[0] if len(languages) == 1 else UNSURE)
            found.append(Example(row["text"], language, row.get("group") or str(number), codes, place=f"{number:07}"))
    return tuple(found)


def codebook(path: Path) -> tuple[Code, ...]:
    """The codes of a codebook in YAML or csv."""
    if path.suffix.lower() != ".csv":
        return reading.read(path)[0].codes
    found = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            texts: dict[str, dict[str, str]] = {"label": {}, "definition": {}, "include": {}, "keywords": {}}
            for column, value in row.items():
                field, _, language = str(column).partition("_")
                if value and language and field in texts:
                    texts[field][language] = value
            keywords = {language: tuple(word.strip() for word in words.split(";")) for language, words in texts["keywords"].items()}
            plain = (texts["label"], texts["definition"], texts["include"])
            found.append(Code(row["code"], row["code"], "", *plain, keywords=keywords))
    return tuple(found)


def study() -> Knowledge:
    """The example study's turns: those that C1 coded with their codes, the others of participants without."""
    import tempfile

    from qualcode.actions import demonstrating
    from qualcode.actions.learning import knowledge
    from qualcode.model import no_progress
    from qualcode.store import coders, database

    with tempfile.TemporaryDirectory() as folder:
        demonstrating.run(Path(folder) / "study", lambda _: None, no_progress)
        with database.opened(Path(folder) / "study", write=False) as store:
            return knowledge(store, coders.get(store, demonstrating.CODER), cached=False)


def _row(name: str, size: int | None, tries: list[Tried], lasted: float) -> str:
    figures = [each.figures() for each in tries]
    sure = [each.sure_figures() for each in tries]

    def mean(values: list[float | None]) -> str:
        known = [value for value in values if value is not None]
        return f"{sum(known) / len(known):.3f}" if known else "    –"

    cells = [mean([getattr(each, what) for each in figures]) for what in ("micro", "macro", "first", "third", "precision")]
    number = sum(each.shown for each in sure) // len(sure)
    return (
        f"{'all' if size is None else size:>5}  {name:<14}{'  '.join(cells)}  {mean([each.precision for each in sure])} ({number:>4})"
        f"  {sum(each.keys for each in figures) // len(figures):>6}  {lasted:>6.1f}"
    )


def measure(title: str, known: Knowledge, sizes: list[int | None], seeds: int, names: list[str]) -> None:
    """Print a line for each size and suggester: the means over the seeds."""
    texts = [one for one in known.examples if one.codes]
    print(f"\n{title}: {len(texts)} coded texts, {len(known.examples) - len(texts)} without a code, {len(known.usable())} codes")
    print(f"{'learnt':>5}  {'suggester':<13} micro  macro    p@1    r@3   prec  prec at 0.8       keys  seconds")
    for size in sizes:
        for name in names:
            begun = time.perf_counter()
            scorer = _recipe.scores if name == _recipe.NAME else None
            tries = [_evaluation.tried(name, known, size=size, seed=seed, scorer=scorer) for seed in range(seeds)]
            print(_row(name, size, tries, (time.perf_counter() - begun) / seeds), flush=True)


def measure_across(known: Knowledge, sizes: list[int | None], seeds: int) -> None:
    """Print for each two languages how often the best code is right, and how many of the codes are among the best three."""
    languages = sorted({one.language for one in known.examples if one.codes})
    print("\nfrom one language to another")
    print(f"{'learnt':>5}  {'from':<4} {'to':<4} {'n':>4}  keywords: p@1    r@3  learned: p@1    r@3   more p@1")
    for source, target in permutations(languages, 2):
        own = [one for one in known.examples if one.codes and one.language == source]
        judged = [one for one in known.examples if one.codes and one.language == target]
        for size in sizes:
            if size is None or 0 < size < len(own):
                tries = [_across(known, own, judged, size, seed) for seed in range(seeds if size else 1)]
                base, first = ([sum(each[who][what] for each in tries) / len(tries) for what in (0, 1)] for who in (0, 1))
                head = f"{len(own) if size is None else size:>6}  {source:<4} {target:<4} {len(judged):>4}"
                print(
                    f"{head}          {base[0]:.3f}  {base[1]:.3f}         {first[0]:.3f}  {first[1]:.3f}     {first[0] - base[0]:+.3f}",
                    flush=True,
                )


def _across(
    known: Knowledge, own: list[Example], judged: list[Example], size: int | None, seed: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Precision of the best code and recall of the best three: of keywords with the frequencies of what was coded, and of what was learnt."""
    import numpy as np

    learnt = own if size is None else [own[at] for at in sorted(np.random.default_rng(seed).permutation(len(own))[:size])]
    kept = {id(one) for one in learnt}
    texts = known.texts + tuple((one.text, one.language) for one in known.examples if id(one) not in kept)
    told = replace(known, examples=tuple(learnt), texts=texts, cache=None)
    units = [Unit("", 0, 0, one.text, one.language) for one in judged]
    codes = [code.id for code in known.usable()]
    given = np.array([[float(code in one.codes) for code in codes] for one in judged])
    hits = _material.keyword_scores([Said(one.text, one.language) for one in judged], Finder(told), len(codes))
    often = np.array([sum(code in one.codes for one in learnt) for code in codes]) / max(len(learnt), 1)
    ranked = [
        figures(given, scores, np.zeros(given.shape), [1] * len(codes)) for scores in (hits + 0.001 * often, learned.scores(units, told)[0])
    ]
    base, first = ((each.first or 0.0, each.third or 0.0) for each in ranked)
    return base, first


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--suggesters", default=",".join(_SUGGESTERS))
    parser.add_argument("--across", action="store_true")
    said = parser.parse_args()
    sizes = [None if size == "all" else int(size) for size in said.sizes.split(",")]
    if len(said.files) not in {0, 2}:
        parser.error("give a csv of coded texts and a codebook, or neither")
    try:
        if said.files:
            codes = codebook(said.files[1])
            languages = tuple(sorted({language for code in codes for language in (*code.label, *code.keywords)}))
            known = Knowledge(codes, languages, coded(said.files[0], languages))
            if said.across:
                measure_across(known, [100, None], said.seeds)
            else:
                measure(said.files[0].name, known, sizes, said.seeds, said.suggesters.split(","))
        elif said.across:
            measure_across(study(), [100, None], said.seeds)
        else:
            known = study()
            measure("the example study, its coded turns", _only_coded(known), sizes, said.seeds, said.suggesters.split(","))
            measure("the example study, all turns", known, [None], 1, said.suggesters.split(","))
    except QualcodeError as error:
        sys.exit(f"{error.message} {error.hint}")


def _only_coded(known: Knowledge) -> Knowledge:
    empty = tuple((one.text, one.language) for one in known.examples if not one.codes)
    return replace(known, examples=tuple(one for one in known.examples if one.codes), texts=known.texts + empty)


if __name__ == "__main__":
    main()
