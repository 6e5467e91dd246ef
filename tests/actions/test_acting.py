"""Who acts, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import acting
from qualcode.errors import QualcodeError
from tests.store.projects import lay_out, project


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No coder in the environment, and an empty configuration; returns where it would stand."""
    monkeypatch.delenv(acting.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = acting.configuration_file()
    path.parent.mkdir(parents=True)
    return path


def test_who_acts_is_said_or_in_the_environment_or_configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nobody: Path) -> None:
    with project(tmp_path / "p") as store:
        with pytest.raises(QualcodeError, match="Nobody says who acts"):
            acting.actor(store, None)
        nobody.write_text('coder = "bram"\n', encoding="utf-8")
        assert acting.actor(store, None).id == "bram"
        monkeypatch.setenv(acting.VARIABLE, "anna")
        assert acting.actor(store, None).id == "anna"
        assert acting.actor(store, "bram").id == "bram"
        with pytest.raises(QualcodeError, match="Unknown coder: carla"):
            acting.actor(store, "carla")


@pytest.mark.parametrize("data", [b"coder = ", b"\xff\xfe"])
def test_a_configuration_that_cannot_be_read_is_told(nobody: Path, data: bytes) -> None:
    nobody.write_bytes(data)
    with pytest.raises(QualcodeError, match=r"config\.toml cannot be read"):
        acting.said_coder(None)


def test_without_a_place_of_its_own_the_configuration_stands_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert acting.configuration_file() == tmp_path / ".config" / "qualcode" / "config.toml"
    assert not acting.said_coder(None)


def test_the_project_is_the_nearest_one_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = lay_out(tmp_path / "p") / "transcripts" / "deep"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert acting.project_folder(None) == tmp_path / "p"
    assert acting.project_folder(tmp_path) == tmp_path
    (tmp_path / "none").mkdir()
    monkeypatch.chdir(tmp_path / "none")
    assert acting.project_folder(None) == tmp_path / "none"


@pytest.mark.parametrize("id", ["anna", "coder-1", "C1"])
def test_a_coders_id_is_plain(id: str) -> None:
    assert acting.coder_id(id) == id


@pytest.mark.parametrize("id", ["", "an na", "André", "../x", "-a"])
def test_what_is_no_id_of_a_coder_is_refused(id: str) -> None:
    with pytest.raises(QualcodeError, match="cannot be a coder's id"):
        acting.coder_id(id)


@pytest.mark.parametrize("said", ["both", "Neither", "other", "agreed"])
def test_no_coder_is_called_like_a_decision_of_the_team(said: str) -> None:
    with pytest.raises(QualcodeError, match="adjudicate means by it"):
        acting.coder_id(said)


@pytest.mark.parametrize("said", ["consensus", "Consensus"])
def test_no_coder_is_called_like_the_layer_of_the_team(said: str) -> None:
    with pytest.raises(QualcodeError, match="means what a team has agreed on"):
        acting.coder_id(said)
