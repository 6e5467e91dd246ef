"""Turns that are made when they are asked for."""

from __future__ import annotations

from pathlib import Path

from qualcode.store import transcripts
from tests.store.projects import SCRIPT, project


def test_turns_are_the_same_whichever_way_they_are_asked_for(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        every = transcripts.turns(store, "fg1")
        lazily = transcripts.turn_by_turn(store, "fg1")
        assert list(lazily) == every
        assert (lazily[1], lazily[-1], lazily[0:2]) == (every[1], every[-1], every[:2])
        assert lazily[1] is lazily[1]
        assert lazily.starts == [turn.start for turn in every]
        assert lazily.roles == [turn.role for turn in every]
        assert lazily.numbers == [turn.number for turn in every]
        assert every[0].transcript == "fg1"
