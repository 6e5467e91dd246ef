"""A project with the example study in it, and the program to run on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qualcode.cli import app
from tests.cli.running import EVERYTHING, STUDY, Answer, Run, entered, made


@pytest.fixture(scope="session")
def example(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project as a coder has left it: the tests' study imported and coded, nothing suggested yet. Not to be changed."""
    return made(tmp_path_factory.mktemp("example") / "study", repository, *EVERYTHING, transcripts=STUDY / "transcripts")


@pytest.fixture(scope="session")
def beginning(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the design and the codebook and one coder, but no transcripts. Not to be changed."""
    return made(tmp_path_factory.mktemp("beginning") / "study", repository)


@pytest.fixture
def project(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example project."""
    return entered(shutil.copytree(example, tmp_path / "study"), monkeypatch)


@pytest.fixture
def empty(beginning: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project without transcripts."""
    return entered(shutil.copytree(beginning, tmp_path / "new"), monkeypatch)


@pytest.fixture(scope="module")
def read_only(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example project for the tests of a module that read it, or prove that it stays as it is."""
    return shutil.copytree(example, tmp_path_factory.mktemp("shared") / "study")


@pytest.fixture
def shared(read_only: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy that tests share."""
    return entered(read_only, monkeypatch)


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """The program, run in this process."""

    def command(*args: str | Path) -> Answer:
        capsysbinary.readouterr()
        status = app.run([str(arg) for arg in args])
        out, err = capsysbinary.readouterr()
        return Answer(status, out, err.decode())

    return command
