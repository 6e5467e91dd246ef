"""A small project for the workbench, with the repository's codebook: Dutch and French turns of a few sentences."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import entered, made

TALK = """\
Moderator: Waaraan denkt u bij case management?
R1: Wij hebben een wachtlijst van zes maanden. Het beroepsgeheim is heilig, ook voor mij. En wie belt er dan?
R2: Ja.
R1: Le secret professionnel, c'est sacré ; je ne dis rien au parquet. Voilà.
R3: Dat parket vraagt altijd naar een attest. Mijn zwijgen is een attest, zeg ik dan. De case manager kent iedereen.
Moderator: Dank u.
R2: Er is te weinig plaats. Er zijn te weinig mensen.
"""


@pytest.fixture(scope="session")
def talked(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one transcript, nothing coded. Not to be changed."""
    folder = tmp_path_factory.mktemp("talked")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "fg1.txt").write_text(TALK, encoding="utf-8")
    (texts / "fg2.txt").write_text("Moderator: Wie begint?\nR9: Ik begin wel. Niemand belt ons terug.\n", encoding="utf-8")
    return made(folder / "study", repository, "import transcripts", "coders add C2", transcripts=texts)


@pytest.fixture
def project(talked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that project."""
    return entered(shutil.copytree(talked, tmp_path / "study"), monkeypatch)
