"""Whatever happens to the terminal, the project or the text: nothing is lost, nothing breaks."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import stat
import sys
import time
from pathlib import Path

import pytest
from textual.geometry import Offset

from qualcode.actions import coding as coding_actions
from qualcode.cli.app import run as command
from qualcode.store import checking, coders, database
from qualcode.workbench import opening
from qualcode.workbench.app import Workbench
from qualcode.workbench.painting import GUTTER
from qualcode.workbench.transcript import TranscriptView
from tests.cli.running import entered, made, process
from tests.cli.terminals import terminal
from tests.workbench.benches import Bench, at_work, held

EVIL = """\
Moderator: [bold red]opgelet[/bold red] [/b] [lacht] {x} <b>&amp;</b> \\[ ok
R1: \x1b[31mrood\x1b[0m \x1b]0;titel\x07 \x9b2J weg \u202eomgekeerd\u202c \u2066x\u2069 klaar. Tweede zin hier.
R2: {long}
R3: 👨‍👩‍👧‍👦 🇧🇪 👍🏽 e\u0301e\u0301 a\u0300\u0301\u0302\u0303 漢字漢字 한국어 שלום مرحبا ﷽. Einde zin.
R4: {many}
R5: \u200b\u200d\u00ad
R6: een\ttab en   blanks. Nog een zin.
""".replace("{long}", "x" * 3000).replace("{many}", " ".join(f"woord{at}" for at in range(10_000)) + ".")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    texts = tmp_path_factory.mktemp("evil") / "texts"
    texts.mkdir()
    (texts / "kwaad.txt").write_text(EVIL, encoding="utf-8")
    return made(texts.parent / "study", repository, "import transcripts", transcripts=texts)


@pytest.fixture
def evil(imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(shutil.copytree(imported, tmp_path / "study"), monkeypatch)


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
def test_an_evil_transcript_is_only_text(evil: Path, size: tuple[int, int]) -> None:
    async def script(bench: Bench) -> None:
        turns = len(bench.desk.document.turns)
        assert turns >= 5
        for _ in range(turns):
            for row in bench.screen():
                assert not set(row) & set(map(chr, [*range(32), 0x7F, *range(0x80, 0xA0), 0x202E, 0x2066])), repr(row)
            await bench.press("j", "1")
        await bench.press("g", "pageup", "escape")
        await bench.press("home", "slash", "question_mark", "escape", "f", "escape", "T", "escape", "question_mark", "escape")
        assert len(held(evil)) >= 5

    at_work(evil, script, size=size)
    with database.opened(evil) as store:
        assert not any(checking.check(store).values())


def test_a_very_long_turn_is_paged_through(evil: Path) -> None:
    async def script(bench: Bench) -> None:
        at = next(at for at, turn in enumerate(bench.desk.document.turns) if "woord9999" in turn.text)
        bench.desk.go(at)
        bench.app.show()
        await bench.press("pagedown", "pagedown")
        assert bench.app.transcript.top.row > 20
        assert bench.desk.cursor.turn == at
        await bench.press("pageup", "pageup", "pageup")
        assert bench.desk.cursor.turn < at
        await bench.press("end", "up")
        assert bench.desk.cursor.turn == at

    at_work(evil, script, size=(80, 24))


def test_another_window_is_seen_and_two_do_not_disturb_each_other(project: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("j", "1")
        with database.opened(project, write=True) as store:
            for name, turn in (("C2", 0), ("C1", 3)):
                start, end = bench.desk.document.turns[turn].start, bench.desk.document.turns[turn].end
                coding_actions.add(store, coders.get(store, name), "fg1", "value.need", (start, end))
        bench.app.watch_others()
        await bench.pilot.pause()
        assert bench.desk.document.coded(3)
        assert bench.selected().startswith("Wij hebben"), "the cursor stays on its words"
        assert not any("C2:" in row for row in bench.screen()), "who codes sees no codings of others until she has finished"
        await bench.press("2", "u", "U")
        assert len(held(project)) == 3
        await bench.press("D")
        assert any("C2:value.need" in row for row in bench.screen())
        await bench.press("D")
        assert not any("C2:" in row for row in bench.screen())

    at_work(project, script, transcript="fg1")


def test_a_transcript_that_is_corrected_or_taken_out_meanwhile(project: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("j", "j", "j")
        corrected = project / "fg1-new.txt"
        talk = (project / "transcripts" / "fg1.txt").read_text(encoding="utf-8")
        corrected.write_text(talk.replace("Dat parket vraagt", "Het parket vroeg"), encoding="utf-8")
        assert process("transcripts", "correct", "fg1", corrected, folder=project, QUALCODE_CODER="C1").status == 0
        bench.app.watch_others()
        await bench.press("j", "1")
        assert "Het parket vroeg" in held(project)[0].quotation
        assert process("transcripts", "remove", "fg1", folder=project, QUALCODE_CODER="C1").status == 0
        bench.app.watch_others()
        await bench.press("j", "1")
        assert bench.desk.document.id == "fg2"

    at_work(project, script, transcript="fg1")
    with database.opened(project) as store:
        assert not any(checking.check(store).values())


def test_a_busy_project_says_so_and_nothing_is_half_done(project: Path) -> None:
    async def script(bench: Bench) -> None:
        bench.desk.store.connection.execute("PRAGMA busy_timeout = 50")
        with database.opened(project, write=True) as other, other.transaction():
            await bench.press("j", "1")
            assert "is being written by another program" in bench.screen()[-2]
            assert not bench.desk.document.coded(1)
        await bench.press("1")
        assert bench.desk.document.coded(1)

    at_work(project, script, transcript="fg1")


def test_a_project_that_may_only_be_read(project: Path) -> None:
    async def script(bench: Bench) -> None:
        assert "READ ONLY" in bench.screen()[0]
        before = bench.desk.document.coded_turns()
        await bench.press("j", "1", "a", "u", "m", "r", "slash", "tab", "enter", "g", "escape")
        assert bench.desk.document.coded_turns() == before
        await bench.press("1")
        assert "for reading only" in bench.screen()[-2]

    at_work(project, script, transcript="fg1", read_only=True)
    assert held(project) == []
    if os.geteuid() != 0:
        for path in (project, project / "qualcode.db"):
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
        try:
            at_work(project, script, transcript="fg1", coder="")
        finally:
            for path in (project, project / "qualcode.db"):
                path.chmod(path.stat().st_mode | stat.S_IWUSR)


def test_a_window_that_only_reads_sees_what_others_write(project: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("j", "s")
        with database.opened(project, write=True) as store:
            turn = bench.desk.document.turns[1]
            coding_actions.add(store, coders.get(store, "C2"), "fg1", "value.need", (turn.start, turn.end))
        bench.app.watch_others()
        await bench.pilot.pause()
        assert any("C2:value.need" in row for row in bench.screen())
        assert bench.selected() == "Wij hebben een wachtlijst van zes maanden.", "the cursor stays on its words"
        assert process("transcripts", "remove", "fg1", folder=project, QUALCODE_CODER="C1").status == 0
        bench.app.watch_others()
        await bench.pilot.pause()
        assert bench.desk.document.id == "fg2"

    at_work(project, script, transcript="fg1", read_only=True)


def test_marks_of_what_is_read_go_along_with_a_correction(project: Path) -> None:
    """Turns that only changed some of their words stay read; a new one is not."""

    async def script(bench: Bench) -> None:
        await bench.press("r", "r", "r")
        assert bench.desk.read == {1, 2, 3}
        talk = (project / "transcripts" / "fg1.txt").read_text(encoding="utf-8")
        new = talk.replace("R2: Ja.", "R3: Wacht even, dat klopt niet helemaal.\nR2: Ja.")
        (project / "fg1-new.txt").write_text(new, encoding="utf-8")
        assert process("transcripts", "correct", "fg1", project / "fg1-new.txt", folder=project, QUALCODE_CODER="C1").status == 0
        bench.app.watch_others()
        await bench.pilot.pause()
        assert [turn.text[:5] for turn in bench.desk.document.turns if turn.number in bench.desk.read] == ["Waara", "Wij h", "Ja."]
        assert process("undo", folder=project, QUALCODE_CODER="C1").status == 0
        bench.app.watch_others()
        await bench.pilot.pause()
        assert bench.desk.read == {1, 2, 3}

    at_work(project, script, transcript="fg1")
    with database.opened(project) as store:
        assert not any(checking.check(store).values())


def test_the_mouse_draws_and_opens(project: Path) -> None:
    async def script(bench: Bench) -> None:
        view = bench.app.transcript
        first = next(y for y, row in enumerate(bench.screen()) if "Wij hebben" in row) - view.region.y
        await bench.pilot.mouse_down(TranscriptView, offset=(GUTTER + 5, first))
        await bench.pilot.hover(TranscriptView, offset=(GUTTER + 20, first))
        await bench.pilot.mouse_up(TranscriptView, offset=(GUTTER + 20, first))
        await bench.pilot.pause()
        assert bench.selected() == "hebben een wachtlijst"
        await bench.press("1")
        made_now = held(project)[0]
        assert made_now.quotation == "hebben een wachtlijst"
        await bench.press("j", "j")
        await bench.pilot.click(TranscriptView, offset=(1, first))
        assert bench.desk.cursor.meant == made_now.guid
        await bench.press("j")
        head = next(y for y, row in enumerate(bench.screen()) if f"¹{made_now.code}" in row)
        at = bench.screen()[head].index(made_now.code)
        await bench.pilot.click(offset=Offset(at, head))
        assert bench.desk.cursor.meant == made_now.guid
        await bench.pilot.click(TranscriptView, offset=(GUTTER + 3, 1))
        assert bench.desk.cursor.turn == 0

    at_work(project, script, transcript="fg1")


def test_resized_to_almost_nothing_and_back(project: Path) -> None:
    async def script(bench: Bench) -> None:
        for width, height in ((20, 5), (1, 1), (80, 24), (200, 60), (20, 5)):
            await bench.pilot.resize_terminal(width, height)
            await bench.press("j", "g", "escape", "1")
        await bench.pilot.resize_terminal(100, 30)
        await bench.pilot.pause()
        assert any("likely here" in row for row in bench.screen())

    at_work(project, script, transcript="fg1")
    assert len(held(project)) == 5


def test_without_colour_everything_is_told_apart(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def script(bench: Bench) -> None:
        await bench.press("A", "tab", "a", "g")
        strips = bench.app.screen._compositor.render_strips()
        said = [(segment.text, segment.style) for strip in strips for segment in strip if segment.style]
        assert any(style.reverse for _, style in said)
        assert any(style.underline for _, style in said)
        assert any(style.italic for text, style in said if text.strip())
        rows = "\n".join(bench.screen())
        assert "┃" in rows
        assert "┊" in rows
        assert "?" in rows

    at_work(project, script, transcript="fg1")


def test_the_words_of_a_reason_are_told_apart_without_colour(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def script(bench: Bench) -> None:
        await bench.press("A", "home", "tab", "tab")
        drawn = {segment.text: segment.style for strip in bench.app.screen._compositor.render_strips() for segment in strip}
        word, around, side = (drawn[text] for text in ("beroepsgeheim", "Het ", "  beroepsgeheim"))
        assert word is not None
        assert (word.bold, word.underline, word.reverse) == (True, True, None)
        assert around is not None
        assert (around.bold, around.underline, around.reverse) == (None, None, True)
        assert side is not None, "the reason stands at the side"
        await bench.press("j")
        drawn = {segment.text: segment.style for strip in bench.app.screen._compositor.render_strips() for segment in strip}
        assert "beroepsgeheim" not in drawn, "only of the suggestion that is opened"

    at_work(project, script, transcript="fg1")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_what_was_shown_as_done_is_there_after_the_end(project: Path, tmp_path: Path, how: signal.Signals) -> None:
    copy = shutil.copytree(project, tmp_path / "killed")
    with terminal(copy, "code", "fg1") as (screen, process):
        screen.until("Wij hebben")
        screen.press("j")
        screen.press("1")
        screen.until(" on 'Wij hebben een wachtlijst")
        process.send_signal(how)
        last = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < last:
            time.sleep(0.05)
        assert process.poll() is not None
    assert [one.quotation.split()[0] for one in held(copy)] == ["Wij"]
    with database.opened(copy) as store:
        assert not any(checking.check(store).values())


def test_keys_that_come_all_at_once_do_what_they_do_one_by_one(project: Path, tmp_path: Path) -> None:
    """Over a slow line a question, its answer and what follows come in one piece."""
    copy = shutil.copytree(project, tmp_path / "fast")
    with terminal(copy, "code", "fg1") as (screen, process):
        screen.until("Wij hebben")
        screen.press("j/wachtl\rmdeze bed q\r/geheim\rd?jq")
        screen.until("\x1b[?1049l")
        assert process.wait(60) == 0
    (kept,) = held(copy)
    assert (kept.code, kept.note, kept.quotation.split()[0]) == ("structure.capacity", "deze bed q", "Wij")


def test_what_nobody_foresaw_shows_no_words_of_a_transcript(project: Path) -> None:
    class Broken(Workbench):
        def watch_others(self) -> None:
            secret = self.desk.document.turns[1].text
            raise KeyError(secret)

    async def go(app: Workbench) -> None:
        async with app.run_test() as pilot:
            app.call_later(app.watch_others)
            await pilot.pause()

    with opening.desk(project, "C1", "fg1") as (desk, settings):
        app = Broken(desk, settings.keys)
        with pytest.raises(KeyError):
            asyncio.run(go(app))
        assert app.return_code == 1
        assert app._exit_renderables == []


def test_the_workbench_wants_a_terminal(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["code"]) == 1
    assert "The workbench needs a terminal." in capsys.readouterr().err
    assert project.is_dir()
