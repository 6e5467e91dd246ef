"""Coders and how far they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import AssignmentState, Coder
from qualcode.store import coders, database, history
from qualcode.store.changes import change
from qualcode.store.database import Store
from tests.store.projects import SCRIPT, anna, bram, code, coded, project


def enter(store: Store, slug: str, **variables: str) -> Coder:
    """A coder entered by anna."""
    with change(store, f"coders add {slug}", coder=anna(store).guid) as made:
        return coders.add(made, slug, f"Coder {slug}", "nl", variables)


def assign(store: Store, coder: Coder, state: AssignmentState) -> bool:
    """Say where a coder stands with fg1."""
    with change(store, "coders assign", coder=anna(store).guid) as made:
        return coders.assign(made, coder, "fg1", state)


def test_coders_are_listed_with_what_they_have(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        entered = enter(store, "carla", region="charleroi", sector="care")
    with database.opened(tmp_path) as store:
        assert [coder.id for coder in coders.all_of(store)] == ["anna", "bram", "carla"]
        assert coders.get(store, "carla") == entered
        assert coders.get(store, "bram").variables == {"region": "antwerp"}
        assert entered.guid == coders.guid_of("carla") != coders.guid_of("carlo")


def test_two_coders_do_not_differ_by_case_only(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        with pytest.raises(QualcodeError) as caught:
            enter(store, "Bram")
        assert caught.value.message == "There is a coder bram, whose id differs from Bram by case only."
        assert caught.value.hint == "Write bram, or take another id."
        assert [coder.id for coder in coders.all_of(store)] == ["anna", "bram"]


def test_a_coder_is_entered_once(tmp_path: Path) -> None:
    with project(tmp_path) as store, pytest.raises(QualcodeError, match="There is a coder bram already"):
        enter(store, "bram")


def test_an_unknown_coder_is_answered_with_the_known(tmp_path: Path) -> None:
    with project(tmp_path) as store, pytest.raises(QualcodeError, match="Unknown coder: brm") as refused:
        coders.get(store, "brm")
    assert "bram" in refused.value.hint
    assert "qualcode coders add brm" in refused.value.hint


def test_assignments_say_how_far_each_is(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        assert coders.state(store, bram(store), store.value("SELECT guid FROM transcript")) is None
        assert assign(store, bram(store), "to do")
        assert not assign(store, bram(store), "to do")
        assert coders.assignments(store) == [coders.Assignment("bram", "fg1", "to do", 0)]
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coder=bram(store))
        assert coders.assignments(store) == [coders.Assignment("bram", "fg1", "in progress", 1)]
        assign(store, bram(store), "finished")
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), layer="consensus", coder=bram(store))
        assert coders.assignments(store) == [coders.Assignment("bram", "fg1", "finished", 1)]


def test_an_entry_is_undone_only_while_the_coder_has_done_nothing(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        enter(store, "carla", region="charleroi")
        history.undo(store, anna(store).guid)
        assert [coder.id for coder in coders.all_of(store)] == ["anna", "bram"]
        again = enter(store, "carla", sector="care")
        assert coders.get(store, "carla") == again
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coder=again)
        with pytest.raises(QualcodeError, match="carla has worked in the project since"):
            history.undo(store, anna(store).guid)
        assert coders.get(store, "carla") == again


def test_who_entered_herself_and_worked_stays_a_coder(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        with change(store, "coders add dora", coder=coders.guid_of("dora")) as made:
            dora = coders.add(made, "dora", "Coder D", "", {})
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coder=dora)
        history.undo(store, dora.guid)
        with pytest.raises(QualcodeError, match="dora has worked"):
            history.undo(store, dora.guid)
        assert history.redo(store, dora.guid).command == "coding add"
