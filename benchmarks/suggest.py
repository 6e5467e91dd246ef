"""What suggestions are worth: python -m benchmarks.suggest [CODED.csv CODEBOOK] [--sizes 0,25,100] [--seeds 3] [--suggesters recipe,...].

Without files the example study is measured. CODED.csv has the columns text, codes (`a;b`), and language and group where there are any;
CODEBOOK is a codebook in YAML, or a csv with the columns code, and label_nl, definition_nl, keywords_nl (`a; b`) ... of each language.
Texts of one group are never learnt from when others of it are judged. Uncoded texts (the judged ones) are known without their codes.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

from benchmarks import _recipe
from qualcode.codebook import reading
from qualcode.errors import QualcodeError
from qualcode.model import UNSURE, Code
from qualcode.suggesters import _evaluation
from qualcode.suggesters._evaluation import SIZES, Tried
from qualcode.suggesters._knowledge import Example, Knowledge

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


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--suggesters", default=",".join(_SUGGESTERS))
    said = parser.parse_args()
    sizes = [None if size == "all" else int(size) for size in said.sizes.split(",")]
    if len(said.files) not in {0, 2}:
        parser.error("give a csv of coded texts and a codebook, or neither")
    try:
        if said.files:
            codes = codebook(said.files[1])
            languages = tuple(sorted({language for code in codes for language in (*code.label, *code.keywords)}))
            known = Knowledge(codes, languages, coded(said.files[0], languages))
            measure(said.files[0].name, known, sizes, said.seeds, said.suggesters.split(","))
        else:
            known = study()
            measure("the example study, its coded turns", _only_coded(known), sizes, said.seeds, said.suggesters.split(","))
            measure("the example study, all turns", known, [None], 1, said.suggesters.split(","))
    except QualcodeError as error:
        sys.exit(f"{error.message} {error.hint}")


def _only_coded(known: Knowledge) -> Knowledge:
    from dataclasses import replace

    empty = tuple((one.text, one.language) for one in known.examples if not one.codes)
    return replace(known, examples=tuple(one for one in known.examples if one.codes), texts=known.texts + empty)


if __name__ == "__main__":
    main()
