"""The projects that are measured, made by the program itself from invented transcripts; made once and kept."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import _workload as workload
from benchmarks._measure import CODER, ROOT, WORK, Bench, Job, qualcode

DOCUMENTS = 500
PER_DOCUMENT = 200
_STUDY = """name = "Invented, for benchmarks"
languages = ["nl", "fr"]
codebook = "codebooks/codebook.yaml"

[variables.region]
values = ["antwerpen", "brussel", "charleroi"]

[variables.sector]
values = ["justitie", "zorg", "gemengd"]
"""


def empty(folder: Path) -> None:
    """A folder with a study and a codebook of 40 codes under 8 themes, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "codebooks").mkdir(parents=True)
    (folder / "study.toml").write_text(_STUDY, encoding="utf-8")
    (folder / "codebooks" / "codebook.yaml").write_text("\n".join(_codebook()) + "\n", encoding="utf-8")


def _codebook() -> Iterator[str]:
    yield "id: benchmark\nlanguages: [nl, fr]\ncodes:"
    for theme, codes in workload.THEMES.items():
        yield f"- id: {theme}\n  label: {{nl: {theme}}}\n  codable: false\n  codes:"
        for code in codes:
            yield f"  - id: {theme}.{code}\n    label: {{nl: {code}}}"


def begun(bench: Bench, folder: Path) -> None:
    """An empty project with one coder and the codebook."""
    empty(folder)
    for command in (("init",), ("coders", "add", CODER), ("codebook", "load")):
        bench.run(Job(qualcode(*command), folder))


def transcripts(number: int) -> Path:
    """A folder with this many transcripts of 8,000 words as docx/*.docx and txt/*.txt, and codings.csv for the .txt ones."""

    def make(folder: Path) -> None:
        workload.generate(number, folder, per_coder=PER_DOCUMENT)

    return _made(f"transcripts-{number}", make, [Path(workload.__file__)])


@dataclass(frozen=True, slots=True)
class Corpus:
    """A project with DOCUMENTS transcripts, tagged by region and sector, and a file of PER_DOCUMENT codings for each of them."""

    project: Path
    codings: Path


def corpus(bench: Bench) -> Corpus:
    """The project without codings, and the file with them."""
    files = transcripts(DOCUMENTS)

    def make(folder: Path) -> None:
        begun(bench, folder)
        _variables(files)
        bench.run(Job(qualcode("import", str(files / "txt")), folder))
        _codings(files / "codings.csv", folder / "codings.csv")

    project = _made("corpus", make, _sources())
    return Corpus(project, project / "codings.csv")


def coded(bench: Bench) -> Path:
    """The project with all codings in it."""
    without = corpus(bench)

    def make(folder: Path) -> None:
        shutil.copytree(without.project, folder, dirs_exist_ok=True)
        bench.run(Job(qualcode("coding", "import", "codings.csv"), folder))

    return _made("coded", make, _sources())


def double_coded(bench: Bench) -> Path:
    """The project with the codings of two coders in it, who have finished all of it."""
    without = corpus(bench)

    def make(folder: Path) -> None:
        shutil.copytree(without.project, folder, dirs_exist_ok=True)
        _codings(transcripts(DOCUMENTS) / "codings.csv", folder / "codings.csv", others=True)
        bench.run(Job(qualcode("coding", "import", "codings.csv", "--finished"), folder))

    return _made("double-coded", make, _sources())


def _sources() -> list[Path]:
    """What decides on the rows of a project."""
    package = ROOT / "qualcode"
    return [Path(__file__), Path(workload.__file__), package / "text.py", *sorted((package / "store").glob("*.py"))]


def _made(name: str, make: Callable[[Path], None], sources: Iterable[Path]) -> Path:
    """The folder of this name, made unless it was made before with the same sources."""
    folder, stamp = WORK / name, WORK / f"{name}.sha256"
    wanted = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != wanted:
        print(f"Making {name}, once ...", flush=True)
        stamp.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        stamp.write_text(wanted, encoding="ascii")
    return folder


def _variables(files: Path) -> None:
    """Writes transcripts.csv beside the .txt files, from meta.csv."""
    with (files / "meta.csv").open(encoding="utf-8", newline="") as file:
        rows = [(f"{row['doc']}.txt", row["region"].lower(), row["sector"]) for row in csv.DictReader(file)]
    with (files / "txt" / "transcripts.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("file", "region", "sector"), *rows])


def _codings(given: Path, wanted: Path, *, others: bool = False) -> None:
    """Writes the codings of one coder (with `others` of all) as `coding import` reads them."""
    themes = {code: theme for theme, codes in workload.THEMES.items() for code in codes}
    with given.open(encoding="utf-8", newline="") as file:
        rows = [
            (row["doc"].lower().replace("_", "-"), f"{themes[row['code']]}.{row['code']}", row["coder"], row["start"], row["end"])
            for row in csv.DictReader(file)
            if others or row["coder"] == CODER
        ]
    with wanted.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("transcript", "code", "coder", "start", "end"), *rows])
