"""participation, interaction, timeline and words as a report writer uses them."""

from __future__ import annotations

import pytest

from tests.cli.running import Run, refusal

pytestmark = pytest.mark.usefixtures("shared")


def test_participation_adds_up_to_what_the_transcripts_hold(run: Run) -> None:
    held = run("transcripts", "list", "--format", "json").rows
    rows = run("participation", "--format", "json").rows
    assert [(row["transcript"], row["words"]) for row in rows] == [(row["transcript"], row["words"]) for row in held]
    assert sum(row["words_share"] for row in rows) == pytest.approx(1)
    speakers = run("participation", "--speakers", "--format", "json").rows
    assert sum(row["words"] for row in speakers if row["role"] == "participant") == sum(row["words"] for row in held)
    assert all(row["times_k"] <= row["times_n"] for row in run("participation", "--follows", "--format", "json").rows)


def test_each_code_is_spontaneous_or_prompted_in_each_of_its_groups(run: Run) -> None:
    for row in run("interaction", "--by", "sector", "--format", "json").rows:
        assert row["spontaneous"] + row["prompted"] == row["groups_k"]
        assert row["answered_k"] <= row["answered_n"]


def test_a_timeline_counts_each_turn_in_one_part(run: Run) -> None:
    rows = run("timeline", "--parts", "3", "--format", "json").rows
    assert rows
    assert all(row["part_1"] + row["part_2"] + row["part_3"] == row["turns"] for row in rows)
    assert all(0 <= row["first"] <= row["middle"] <= row["last"] <= 1 for row in rows)


def test_what_belongs_to_codings_says_nothing_of_talk(run: Run) -> None:
    assert refusal(run("participation", "--by", "stance"))[0] == "What belongs to codings says nothing of who talks."
