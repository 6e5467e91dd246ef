"""Files as other programs write them, what becomes of them, and what we write. QUALCODE_UPDATE=1 writes the golden files anew: read them."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from qualcode.actions import exchanging_codebooks as exchanging
from qualcode.codebook import reading as ours
from qualcode.codebook.annex import Shown, annex
from qualcode.codebook.exchange import reading
from qualcode.codebook.exchange.reading import Foreigners, Wish
from qualcode.errors import QualcodeError
from qualcode.exporters import md
from qualcode.model import Source
from tests.codebook.exchange.schema import faults
from tests.importers.mutations import mutant

HERE = Path(__file__).parent / "files"
BOOK = HERE / "boek.yaml"

IN: dict[str, tuple[tuple[str, ...], Wish]] = {
    "nvivo": (("nvivo.qdc",), Wish("nvivo")),
    "maxqda": (("maxqda.nl.qdc", "maxqda.fr.qdc"), Wish("maxqda")),
    "atlasti": (("atlasti.qdc",), Wish("atlasti", ("fr",), split="::")),
    "atlasti-flat": (("atlasti.qdc",), Wish("atlasti", ("fr",))),
    "qualcoder": (("qualcoder.csv",), Wish("qualcoder")),
    "qualcoder-odt": (("qualcoder.odt",), Wish("qualcoder")),
    "qualcoder-txt": (("qualcoder.txt",), Wish("qualcoder", ("nl",))),
    "taguette": (("taguette.csv",), Wish("taguette")),
    "maxqda-table": (("maxqda.xlsx",), Wish("maxqda", ("fr",))),
    "eigen": (("eigen.csv",), Wish("eigen")),
}
OUT = {
    "out.qdc": exchanging.Data(),
    "all.qdc": exchanging.Data(languages=("nl",), others=True),
    "full.csv": exchanging.Data(),
    "qualcoder.out.csv": exchanging.Data("qualcoder", ("nl",)),
    "taguette.out.csv": exchanging.Data("taguette", ("nl",), counts={"coop.secrecy": 3}),
    "maxqda.out.csv": exchanging.Data("maxqda", ("nl",)),
}


def compared(name: str, text: str) -> None:
    golden = HERE / "golden" / name
    if os.environ.get("QUALCODE_UPDATE"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(text.encode())
    assert text == golden.read_bytes().decode()


def read(files: tuple[str, ...], wish: Wish) -> Foreigners:
    return reading.read([Source(HERE / name, (HERE / name).read_bytes()) for name in files], wish)


@pytest.mark.parametrize("name", IN)
def test_a_file_of_another_program_becomes_what_the_golden_file_says(name: str) -> None:
    found = read(*IN[name])
    told = [*found.notes, *map(str, found.problems)]
    text = reading.text_of(found.book, told, name)
    assert ours.parse(text, name) == found.book
    compared(f"{name}.yaml", text)


@pytest.mark.parametrize("name", OUT)
def test_a_codebook_is_written_as_the_golden_files_say(name: str) -> None:
    files = exchanging.as_data(exchanging.in_file(BOOK), Path(name), OUT[name])
    for path, data in files.files:
        if path.suffix == ".qdc":
            assert faults(data) == []
        compared(path.name, data.decode())
    compared(f"{name}.problems.txt", "".join(f"{problem}\n" for problem in files.problems))


def test_the_annex_is_written_as_the_golden_file_says(tmp_path: Path) -> None:
    with (tmp_path / "annex.md").open("wb") as stream:
        md.write(annex(ours.read(BOOK)[0], Shown(("nl", "fr"), keywords=True)), stream)
    compared("annex.md", (tmp_path / "annex.md").read_text(encoding="utf-8"))


@pytest.mark.thorough
@pytest.mark.parametrize("name", IN)
def test_a_changed_file_becomes_a_codebook_or_is_refused(name: str) -> None:
    files, wish = IN[name]
    chance = random.Random(name)
    read_ones = 0
    for _ in range(120):
        sources = [Source(HERE / file, (HERE / file).read_bytes()) for file in files]
        at = chance.randrange(len(sources))
        sources[at] = Source(sources[at].path, mutant(chance, sources[at].data))
        try:
            found = reading.read(sources, Wish(wish.id, wish.languages or ("nl", "fr")[: len(files)], split=wish.split))
            text = reading.text_of(found.book, [], "changed")
        except QualcodeError:
            continue
        assert ours.parse(text, "changed") == found.book
        read_ones += 1
    assert read_ones > 10
