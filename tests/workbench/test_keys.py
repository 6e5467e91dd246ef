"""Every key does what the help says, and what it changes is on disk."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from qualcode.cli.app import COMMANDS
from qualcode.cli.app import run as command
from qualcode.errors import QualcodeError
from qualcode.store import checking, database, reading
from qualcode.workbench.app import Workbench
from qualcode.workbench.binding import bound
from qualcode.workbench.keys import ACTS
from tests.workbench.benches import Bench, at_work, held

TEXTUAL_NAMES = {
    "+": "plus",
    "-": "minus",
    "*": "asterisk",
    "=": "equals_sign",
    "/": "slash",
    ".": "full_stop",
    ",": "comma",
    ";": "semicolon",
}

Check = Callable[[Bench], Awaitable[None]]


def test_every_act_has_a_key_of_its_own_and_names_a_command_that_there_is() -> None:
    keymap = bound()
    for act in ACTS:
        assert any(one.name == act.name for one in keymap.values()), act.name
        words = act.command.split()
        if words:
            assert words[0] in COMMANDS, act.command
            group = COMMANDS[words[0]].group
            assert not group or words[1] in group, act.command


def test_keys_are_changed_by_name_and_mistakes_are_told() -> None:
    keymap = bound({"accept": ["y", "enter"], "history": ["ctrl+h"], "open": ["o"], "move": ["M"]})
    assert (keymap["y"].name, keymap["enter"].name, keymap["o"].name, keymap["M"].name) == ("accept", "accept", "open", "move")
    assert "a" not in keymap
    for said, words in (
        ({"acept": ["y"]}, "Unknown key of the workbench: acept"),
        ({"accept": ["y"], "reject": ["y"]}, "The key y stands for"),
        ({"quit": []}, "No key leaves"),
    ):
        with pytest.raises(QualcodeError, match=words):
            bound(said)


def test_the_digits_are_where_they_are_on_belgian_and_french_keyboards() -> None:
    keymap = bound()
    assert [keymap[key].name for key in "&é\"'(§è!ç"] == [f"pinned-{digit}" for digit in "123456789"]
    assert keymap["_"].name == "pinned-8"


async def moving(bench: Bench) -> None:
    def turn() -> int:
        return bench.desk.cursor.turn + 1

    for key, expected in (("j", 2), ("down", 3), ("k", 2), ("up", 1), ("end", 7), ("home", 1), ("n", 2), ("n", 3), ("p", 2)):
        await bench.press(key)
        assert turn() == expected, key
    await bench.press("G", "5", "enter")
    assert turn() == 5
    await bench.press("G", "9", "enter")
    assert turn() == 5
    assert "There is no turn 9" in bench.screen()[-2]
    await bench.press("T", "b")
    assert bench.desk.document.id == "fg2"
    await bench.press("end", "j")
    assert "last turn" in bench.screen()[-2]


async def spans(bench: Bench) -> None:
    await bench.press("j", "s")
    assert bench.selected() == "Wij hebben een wachtlijst van zes maanden."
    for key, expected in (
        ("e", "Wij hebben een wachtlijst van zes maanden. Het beroepsgeheim is heilig, ook voor mij."),
        ("E", "Wij hebben een wachtlijst van zes maanden."),
        ("s", "Het beroepsgeheim is heilig, ook voor mij."),
        ("comma", "ook voor mij"),
        ("H", "heilig, ook voor mij"),
        ("L", "ook voor mij"),
        ("l", "ook voor mij."),
        ("h", "ook voor mij"),
        ("h", "ook voor"),
        ("l", "ook voor mij"),
        ("b", "Het beroepsgeheim is heilig, ook voor mij"),
        ("b", "Wij hebben een wachtlijst van zes maanden. Het beroepsgeheim is heilig, ook voor mij"),
        ("B", "Het beroepsgeheim is heilig, ook voor mij"),
        ("semicolon", "Het beroepsgeheim is heilig"),
        ("right", "En wie belt er dan?"),
        ("left", "Het beroepsgeheim is heilig, ook voor mij."),
        ("S", "Wij hebben een wachtlijst van zes maanden."),
    ):
        await bench.press(key)
        assert bench.selected() == expected, key
    await bench.press("w")
    assert bench.selected().endswith("dan?")


async def letters(bench: Bench) -> None:
    await bench.press("g")
    assert any("aWij hebben een wachtlijst van zes maanden.bHet" in row for row in bench.screen())
    await bench.press("b")
    assert bench.selected() == "Het beroepsgeheim is heilig, ook voor mij."
    await bench.press("c")
    assert bench.selected() == "Het beroepsgeheim is heilig, ook voor mij. En wie belt er dan?"
    await bench.press("a")
    assert bench.selected() == "Wij hebben een wachtlijst van zes maanden."
    await bench.press("A")
    assert bench.selected().endswith("dan?")
    await bench.press("1")
    assert [one.turn for one in held(bench.desk.store.folder)] == [2]
    await bench.press("escape", "j")
    assert bench.desk.cursor.turn == 2


async def coding(bench: Bench) -> None:
    folder = bench.desk.store.folder
    await bench.press("j", "3", "j", "full_stop", "j", "space", "j", "f2")
    codes = [one.code for one in held(folder)]
    assert len(codes) == 4
    assert codes[0] == codes[1] == bench.desk.pins["3"]
    await bench.press("t", "b")
    await bench.press("a")
    await bench.press("escape")
    assert dict(held(folder)[-1].attributes) == {"stance": "pro"}
    await bench.press("plus")
    assert dict(held(folder)[-1].attributes) == {}
    await bench.press("equals_sign")
    assert dict(held(folder)[-1].attributes) == {"stance": "neutral"}
    await bench.press("3")
    await bench.press("3")
    assert "already" in bench.screen()[-2]
    await bench.press("delete")
    assert len(held(folder)) == 4
    await bench.press("backspace")
    assert len(held(folder)) == 5


async def proposing(bench: Bench) -> None:
    folder = bench.desk.store.folder
    await bench.press("j", "s", "s", "comma")
    await bench.press("v", "enter", "b")
    made = held(folder)[-1]
    assert made.quotation == "ook voor mij"
    code = bench.desk.codes[made.code]
    assert (code.status, code.label["nl"]) == ("proposed", "ook voor mij")
    assert "ook voor mij" in (folder / "codebooks" / "case-management.yaml").read_text(encoding="utf-8")
    await bench.press("V")
    await bench.type("Wie belt")
    await bench.press("enter", "a")
    assert sorted(one.code.endswith("wie-belt") for one in held(folder)) == [False, True]
    await bench.press("u", "u")
    assert "Wie belt" not in (folder / "codebooks" / "case-management.yaml").read_text(encoding="utf-8")


async def progress(bench: Bench) -> None:
    store = bench.desk.store
    await bench.press("r", "r")
    assert reading.turns(store, bench.desk.coder, "fg1") == {1, 2}
    assert "read 2 coded 0 left 5" in bench.screen()[0]
    await bench.press("j", "R")
    assert reading.turns(store, bench.desk.coder, "fg1") == {1, 2, 3, 4}
    await bench.press("k", "r")
    assert reading.turns(store, bench.desk.coder, "fg1") == {1, 2, 3}
    await bench.press("D")
    assert "finished" in bench.screen()[0]
    assert store.value("SELECT state FROM assignment") == "finished"
    await bench.press("D")
    assert store.value("SELECT state FROM assignment") == "in progress"


async def seeing(bench: Bench) -> None:
    await bench.press("f")
    await bench.type("speaker:R1 language:fr")
    await bench.press("enter")
    assert bench.desk.shown == [3]
    assert "only speaker:R1 language:fr (1)" in bench.screen()[0]
    await bench.press("f")
    for _ in range(30):
        await bench.press("backspace")
    await bench.press("enter")
    assert len(bench.desk.shown) == 7
    for said, shown in (("spreker:R2", [2, 6]), ("wachtlijst", [1]), ("code:-", list(range(7))), ("speaker:R7", list(range(7)))):
        await bench.press("f", "ctrl+u")
        await bench.type(said)
        await bench.press("enter")
        assert bench.desk.shown == shown, said
    assert "Unknown speaker: R7" in bench.screen()[-2]
    await bench.press("ctrl+f")
    await bench.type("attest")
    await bench.press("enter")
    assert bench.selected() == "attest"
    assert bench.desk.said.startswith("1 of 2")
    await bench.press("greater_than_sign")
    assert bench.desk.said.startswith("2 of 2")
    await bench.press("less_than_sign")
    assert bench.desk.said.startswith("1 of 2")
    await bench.press("I")
    await bench.type("secre")
    await bench.press("enter")
    assert any("Secret professionnel" in row or "Beroepsgeheim" in row for row in bench.screen())
    before = bench.screen()
    await bench.press("O")
    assert bench.screen() != before
    await bench.press("i")
    assert bench.desk.view.side == 0
    await bench.press("P", "i")
    assert bench.desk.pins["9"] == "coop.secrecy"
    await bench.press("question_mark")
    assert any("accept, with the span selected" in row for row in bench.screen()) or any("All keys" in row for row in bench.screen())
    await bench.press("escape")
    await bench.press("$")
    assert "Nothing stands on $" in bench.screen()[-2]


@pytest.mark.parametrize("check", [moving, spans, letters, coding, proposing, progress, seeing], ids=lambda check: check.__name__)
def test_keys(project: Path, check: Check) -> None:
    at_work(project, check, transcript="fg1", size=(110, 30))


def test_next_coding_of_a_code_and_the_codings_of_others(project: Path) -> None:
    async def other(bench: Bench) -> None:
        await bench.press("j", "1", "j", "j", "1")

    async def own(bench: Bench) -> None:
        assert any("C2:" in row for row in bench.screen())
        await bench.press("j", "enter", "}")
        assert bench.desk.cursor.turn == 3
        await bench.press("{")
        assert bench.desk.cursor.turn == 1
        await bench.press("z")
        assert not any("C2:" in row for row in bench.screen())
        await bench.press("d")
        assert "No coding of yours" in bench.screen()[-2]

    at_work(project, other, transcript="fg1", coder="C2")
    at_work(project, own, transcript="fg1")
    assert len(held(project, "C2")) == 2


def test_every_key_that_the_help_names_is_heard(project: Path) -> None:
    """What each does is shown by the tests beside this one; here each is pressed as a terminal sends it, and none is unknown or breaks anything."""

    async def script(bench: Bench) -> None:
        for act in ACTS:
            for key in act.keys:
                if act.name == "quit" or key in ("letter", "capital", "alt+letter", "alt+shift+letter"):
                    continue
                await bench.press(TEXTUAL_NAMES.get(key, key))
                assert "Nothing stands on" not in bench.desk.said, (act.name, key)
                while len(bench.app.screen_stack) > 1:
                    await bench.press("escape")
                if bench.desk.view.letters:
                    await bench.press("escape")

    at_work(project, script, transcript="fg1")
    with database.opened(project) as store:
        assert not any(checking.check(store).values())


def test_leaving_by_q(project: Path) -> None:
    async def script(bench: Bench) -> None:
        left.append(bench.app)
        await bench.press("q")
        assert not bench.app.is_running or bench.app._exit

    left: list[Workbench] = []
    at_work(project, script)
    left[0].show()  # as what was still to be drawn does


def test_pasted_words_press_no_keys(project: Path) -> None:
    from textual import events

    async def script(bench: Bench) -> None:
        bench.app.transcript.post_message(events.Paste("1 2 3 d u q"))
        await bench.pilot.pause()
        assert held(project) == []
        await bench.press("slash")
        assert bench.app.focused is not None
        bench.app.focused.post_message(events.Paste("secrecy"))
        await bench.pilot.pause()
        await bench.press("enter")
        assert [one.code for one in held(project)] == ["coop.secrecy"]

    at_work(project, script, transcript="fg1")


def test_help_tells_every_key_with_its_command() -> None:
    from qualcode.workbench.helping import help_text

    text = help_text(bound(), 120).plain
    for act in ACTS:
        assert (act.series or act.what) in text
        assert not act.command or f"[{act.command}]" in text
    assert not re.search(r"\x1b", text)


def test_what_is_read_is_kept_between_sittings(project: Path) -> None:
    async def first(bench: Bench) -> None:
        await bench.press("r")

    async def second(bench: Bench) -> None:
        assert bench.desk.read == {1}
        assert any("✓" in row for row in bench.screen())

    at_work(project, first, transcript="fg1")
    at_work(project, second, transcript="fg1")
    with database.opened(project) as store:
        assert store.value("SELECT count(*) FROM reading") == 1


def test_a_letter_with_alt_takes_two_sentences_and_capitals_the_clauses_of_what_is_picked(project: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("g", "alt+a")
        assert bench.selected() == "Wij hebben een wachtlijst van zes maanden. Het beroepsgeheim is heilig, ook voor mij."
        await bench.press("b")
        assert any("bHet beroepsgeheim is heilig,Aook voor mij." in row for row in bench.screen())
        await bench.press("A")
        assert bench.selected() == "ook voor mij"
        await bench.press("c")
        assert bench.selected() == "ook voor mij. En wie belt er dan?"
        await bench.press("1")
        assert [one.quotation for one in held(project)] == ["ook voor mij. En wie belt er dan?"]
        await bench.press("alt+c")
        assert bench.selected() == "En wie belt er dan?", "the last sentence has no next one"
        await bench.press("alt+z")
        assert "No sentence has the letter z." in bench.screen()[-2]

    at_work(project, script, transcript="fg1", size=(140, 30))


def test_a_suggestion_is_accepted_by_the_letter_where_it_begins(project: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("A", "home", "g")
        desk = bench.desk
        begins = {turn.start: at for at, turn in enumerate(desk.document.turns)}
        spots = {
            begins_at + position: letter for letter, (at, position) in desk.letters.items() for begins_at in [desk.document.turns[at].start]
        }
        assert begins
        wanted = next(mark for mark in desk.document.marks("suggestion") if mark.start in spots)
        best = max((one for one in desk.document.marks("suggestion") if one.start == wanted.start), key=lambda one: (one.score, one.code))
        await bench.press(f"alt+shift+{spots[wanted.start]}")
        assert [(one.code, one.start, one.end, one.origin) for one in held(project)] == [(best.code, best.start, best.end, "suggested")]
        await bench.press("alt+shift+z")
        assert "No suggestion begins at z." in bench.screen()[-2]
        await bench.press("escape", "alt+shift+a")
        assert len(held(project)) == 1

    at_work(project, script, transcript="fg1")


def test_a_digit_takes_one_of_the_codes_found(project: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("j", "slash", "3")
        third = held(project)[0].code
        assert third not in bench.desk.pins.values(), "what has a key of its own comes last"
        await bench.press("j", "slash", "s", "e")
        shown = bench.screen()
        await bench.press("2")
        assert any(row.startswith(f" 2 {held(project)[-1].code}  ") for row in shown), shown

    at_work(project, script, transcript="fg1")


def test_every_option_that_is_seen_has_a_letter(project: Path) -> None:
    """There may be more transcripts than letters, and more than fit on the screen."""
    for number in range(70):
        (project / "more").mkdir(exist_ok=True)
        (project / "more" / f"t{number:02}.txt").write_text(f"R1: Dit is er een van zeventig, nummer {number}.\n", encoding="utf-8")
    assert command(["import", "more"]) == 0

    async def script(bench: Bench) -> None:
        await bench.press("T")
        seen = [row for row in bench.screen() if " turns" in row]
        assert [row.split()[0] for row in seen] == [*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJK"]
        await bench.press("K")
        assert bench.desk.document.id == seen[-1].split()[1]
        await bench.press("T", "end")
        seen = [row for row in bench.screen() if " turns" in row]
        assert "72 of 72" in "".join(bench.screen())
        await bench.press("b")
        assert bench.desk.document.id == seen[1].split()[1]

    at_work(project, script, transcript="fg1", size=(90, 40))


def test_between_two_letters_nothing_moves(project: Path) -> None:
    """A sentence that goes on below the screen keeps its letter while the second letter is waited for."""

    async def script(bench: Bench) -> None:
        await bench.press("g")
        letters = dict(bench.desk.letters)
        last = max(letters, key=lambda letter: letters[letter])
        await bench.press(last)
        assert {letter: spot for letter, spot in bench.desk.letters.items() if letter.islower()} == letters

    at_work(project, script, transcript="fg1", size=(60, 9))


def test_letters_stay_where_they_were_when_there_are_more_sentences_than_letters(project: Path) -> None:
    talk = "".join(f"R{at % 3}: Zin een van {at} hier. Zin twee van {at} hier. Zin drie van {at} hier.\n" for at in range(20))
    (project / "lang.txt").write_text(talk, encoding="utf-8")
    assert command(["import", "lang.txt"]) == 0

    async def script(bench: Bench) -> None:
        await bench.press("g", "m", "n")
        assert bench.selected() == "Zin een van 4 hier. Zin twee van 4 hier."
        await bench.press("1")
        assert [one.quotation for one in held(project)] == ["Zin een van 4 hier. Zin twee van 4 hier."]

    at_work(project, script, transcript="lang", size=(90, 60))
