"""A text in somebody's editor: private, taken back, and never lost."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.actions import editing
from qualcode.errors import QualcodeError

TEXT = "M: Wat denkt u?\nR1: Ja."


@pytest.fixture
def appending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that writes a word behind the text, and a line end as editors do."""
    script = tmp_path / "editor.py"
    script.write_text("import sys\nopen(sys.argv[-1], 'a').write(' Zeker.\\n')\n", encoding="utf-8")
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")


def leave(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files that only the program makes go below this folder, which is given back."""
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


def refusing(trouble: BaseException) -> Callable[[str], None]:
    """Takes no text."""

    def take(_: str) -> None:
        raise trouble

    return take


@pytest.mark.usefixtures("appending")
def test_the_text_comes_back_and_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = leave(tmp_path, monkeypatch)
    before = set(folder.iterdir())

    def take(text: str) -> int:
        assert text == f"{TEXT} Zeker."
        (made,) = set(folder.iterdir()) - before
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
        assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in made.iterdir()] == [("fg1.txt", 0o600)]
        return 3

    assert editing.edited("fg1", TEXT, take) == 3
    assert set(folder.iterdir()) == before


@pytest.mark.usefixtures("appending")
@pytest.mark.parametrize("trouble", [QualcodeError("It cannot be taken.", "Mend it."), KeyboardInterrupt()])
def test_what_was_written_is_kept_when_something_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    leave(tmp_path, monkeypatch)
    with pytest.raises(QualcodeError) as told:
        editing.edited("fg1", TEXT, refusing(trouble))
    assert told.value.message in {"It cannot be taken.", "Stopped; nothing was changed."}
    path = Path(told.value.hint.partition("Your text is kept in ")[2])
    assert path.read_text(encoding="utf-8") == f"{TEXT} Zeker.\n"


def test_nothing_is_kept_of_a_text_that_nobody_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = leave(tmp_path, monkeypatch)
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' -c pass")
    with pytest.raises(QualcodeError, match=r"^It cannot be taken.$") as told:
        editing.edited("fg1", TEXT, refusing(QualcodeError("It cannot be taken.", "Mend it.")))
    assert told.value.hint == "Mend it."
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("appending")
def test_a_text_that_is_not_taken_is_edited_again_as_it_was_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = leave(tmp_path, monkeypatch)
    before = set(folder.iterdir())
    seen: list[str] = []

    def take(text: str) -> str:
        seen.append(text)
        if len(seen) < 3:
            raise QualcodeError(f"Not number {len(seen)}.", "Mend it.")
        return text

    asked: list[str] = []

    def again(error: QualcodeError) -> bool:
        asked.append(error.message)
        return True

    assert editing.edited("fg1", TEXT, take, again=again) == seen[-1]
    assert seen == [f"{TEXT} Zeker.", f"{TEXT} Zeker.\n Zeker.", f"{TEXT} Zeker.\n Zeker.\n Zeker."]
    assert asked == ["Not number 1.", "Not number 2."]
    assert set(folder.iterdir()) == before


def test_the_editor_is_the_one_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "nano -w")
    monkeypatch.setenv("VISUAL", "code --wait")
    assert editing.editor() == ["code", "--wait"]
    monkeypatch.delenv("VISUAL")
    assert editing.editor() == ["nano", "-w"]
    monkeypatch.setenv("EDITOR", " ")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(QualcodeError, match="No editor is known"):
        editing.editor()
