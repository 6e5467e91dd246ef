"""What suggestions are worth in a project, and what they learn from."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import evaluating, learning, suggesting
from qualcode.actions.suggesting import Wish
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import coders
from qualcode.store.changes import change
from tests.actions.test_suggesting import WORDS, suggested
from tests.store.projects import SCRIPT, anna, bram, load, project


def test_too_little_is_told_and_an_unknown_part(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        load(store, anna(store), WORDS)
        with pytest.raises(QualcodeError, match="codes on 0 turns: too few"):
            evaluating.evaluate(store, anna(store), Wish("keywords"))
        with pytest.raises(QualcodeError, match="Unknown part: colour"):
            evaluating.evaluate(store, anna(store), Wish("keywords"), by=["colour"])
        with pytest.raises(QualcodeError, match="Unknown suggester"):
            evaluating.evaluate(store, anna(store), Wish("keyword"))


def test_a_coder_learns_from_her_own_and_not_from_others(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, second, _ = suggested(store)
        assert learning.knowledge(store, anna(store)).examples == ()
        suggesting.accept(store, anna(store), [first.id])
        suggesting.reject(store, anna(store), [second.id])
        (mine,) = learning.knowledge(store, anna(store)).examples
        assert (set(mine.codes), set(mine.refused), mine.whole, mine.place) == ({first.code}, {second.code}, True, f"fg1 {first.turn}")
        assert learning.knowledge(store, bram(store)).examples == ()


def test_a_finished_transcript_was_looked_at_whole(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        load(store, anna(store), WORDS)
        before = learning.knowledge(store, anna(store))
        with change(store, "coders finish", coder=anna(store).guid) as made:
            coders.assign(made, anna(store), "fg1", "finished")
        after = learning.knowledge(store, anna(store))
        assert not before.examples
        assert not after.texts
        assert [(one.text, one.language) for one in after.examples] == list(before.texts)
        assert all(one.whole and not one.codes for one in after.examples)


def test_what_is_learnt_is_suggested_and_kept_in_the_cache(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        load(store, anna(store), WORDS)
        found = suggesting.suggest(store, anna(store), Selection(), Wish("learned", least=0.0))
        assert {one.suggester for one in found} == {"learned"}
        assert all(SCRIPT.text[one.start : one.end] == one.quotation for one in found)
        assert list((store.folder / learning.CACHE).glob("*.model"))
