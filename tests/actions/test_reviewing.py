"""Deciding where codings stand after a correction: all or none, by their own coder, and undone in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import reviewing
from qualcode.errors import QualcodeError
from qualcode.store import anchors, codings, history
from qualcode.store.database import Store
from tests.store.projects import SCRIPT, anna, bram, code, coded, project
from tests.store.state import state
from tests.store.test_corrections import correct, rewritten

MOVED = "Zonder vertrouwen geen hulp."
NEW = rewritten((MOVED, ""), ("Wat denken", f"{MOVED} Wat denken"), ("Oui, mais le secret partagé existe aussi.", "Oui."))


def waiting(store: Store) -> dict[str, str]:
    return {one.state: one.guid for one in anchors.waiting(store)}


def test_decisions_are_one_step_and_can_be_undone(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", MOVED), coded(SCRIPT, "value.need", "secret partagé"))
        correct(store, NEW)
        before = state(store)
        found = waiting(store)
        assert sorted(found) == ["missing", "moved"]
        (kept,) = reviewing.keep(store, anna(store), [found["moved"], found["moved"]])
        assert (kept.words, kept.state) == (MOVED, "moved")
        (lost,) = reviewing.lose(store, anna(store), [found["missing"]])
        assert lost.words == "secret partagé"
        assert [coding.quotation for coding in codings.all_of(store)] == [MOVED]
        assert [event.command for event in history.events(store)[:2]] == [
            f"review --kind anchor --reject {found['missing']}",
            f"review --kind anchor --accept {found['moved']}",
        ]
        history.undo(store, anna(store).guid)
        history.undo(store, anna(store).guid)
        assert state(store) == before


def test_a_coding_is_moved_to_words_that_stand_once(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "value.need", "secret partagé"))
        correct(store, NEW)
        found = waiting(store)
        assert reviewing.move(store, anna(store), found["missing"], "Oui.") == (NEW.text.index("Oui."), NEW.text.index("Oui.") + 4)
        with pytest.raises(QualcodeError, match="waits for a decision"):
            reviewing.move(store, anna(store), found["missing"], "Oui.")
        assert [coding.quotation for coding in codings.all_of(store)] == ["Oui."]


def test_only_its_coder_decides_and_all_or_none(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", MOVED), coded(SCRIPT, "value.need", "secret partagé"))
        correct(store, NEW)
        before, found = state(store), waiting(store)
        for decide in (reviewing.keep, reviewing.lose):
            with pytest.raises(QualcodeError, match=r"is anna's\."):
                decide(store, bram(store), [found["moved"]])
        with pytest.raises(QualcodeError, match=r"The words of coding .* are gone from fg1"):
            reviewing.keep(store, anna(store), [found["moved"], found["missing"]])
        with pytest.raises(QualcodeError, match="The quote does not stand in fg1"):
            reviewing.move(store, anna(store), found["moved"], "nooit gezegd")
        assert state(store) == before
