"""What the configuration file changes of the workbench."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.workbench import configuring, opening
from qualcode.workbench.binding import bound
from tests.workbench.benches import Bench, at_work, held


def written(project: Path, text: str) -> Path:
    path = project.parent / "config" / "qualcode" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_keys_pins_and_others_are_set_in_the_file(project: Path) -> None:
    written(
        project,
        """
        coder = "C1"
        [workbench]
        pins = ["coop.secrecy", "no.such.code", "value"]
        others = false
        letters = true
        [workbench.keys]
        next-turn = ["x", "down"]
        reject = "ctrl+x"
        """,
    )

    async def script(bench: Bench) -> None:
        assert bench.desk.pins["1"] == "coop.secrecy"
        assert "value" not in bench.desk.pins.values(), "a theme stands on no digit"
        assert not bench.desk.view.others
        assert any("aWij hebben" in row for row in bench.screen())
        await bench.press("escape")
        await bench.press("x", "1")
        assert [(one.turn, one.code) for one in held(project)] == [(2, "coop.secrecy")]
        await bench.press("question_mark")
        assert any("x ↓" in row for row in bench.screen())

    at_work(project, script, transcript="fg1", size=(120, 40))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("workbench = 1", "workbench is not a table"),
        ("[workbench]\nfoo = 1", "Unknown setting of the workbench"),
        ("[workbench]\nkeys = 3", "keys is not a table"),
        ("[workbench]\npins = 3", "pins is neither a text nor a list"),
        ("[workbench]\nothers = 'no'", "others is neither true nor false"),
        ("[workbench]\nletters = 1", "letters is neither true nor false"),
        ("[workbench.keys]\naccept = [1]", "keys.accept is neither"),
        ("[workbench", "cannot be read"),
    ],
)
def test_what_is_not_understood_is_told(project: Path, text: str, message: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        configuring.read(written(project, text))
    assert message in caught.value.message
    assert caught.value.hint


def test_an_act_that_there_is_not_is_told_with_those_like_it(project: Path) -> None:
    settings = configuring.read(written(project, "[workbench.keys]\naccpt = 'y'"))
    with pytest.raises(QualcodeError, match="accpt") as caught:
        bound(settings.keys)
    assert "accept" in caught.value.hint


def test_an_unknown_transcript_and_nobody_who_codes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QualcodeError, match="Unknown transcript: fg9"), opening.desk(project, "C1", "fg9"):
        pass
    monkeypatch.delenv("QUALCODE_CODER")
    with pytest.raises(QualcodeError, match="Nobody says who acts"), opening.desk(project, None, ""):
        pass
    with opening.desk(project, None, "", read_only=True) as (desk, _):
        assert desk.coder == opening.NOBODY
        assert desk.document.id == "fg1"


def test_it_begins_where_the_coder_was(project: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("T", "b", "end", "1")

    at_work(project, script, transcript="fg1")
    with opening.desk(project, "C1", "") as (desk, _):
        assert desk.document.id == "fg2"
    with opening.desk(project, "C2", "") as (desk, _):
        assert desk.document.id == "fg1"
