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


def test_words_are_counted_in_one_language_at_a_time(run: Run) -> None:
    message, hint = refusal(run("words"))
    assert message == "Words are counted in one language at a time."
    assert "--language nl" in hint
    assert refusal(run("words", "--language", "nl", "--by", "language"))[0] == "Words of different languages are not to be compared."
    rows = run("words", "--language", "nl", "--all-words", "--least", "1", "--limit", "0", "--format", "json").rows
    spoken = run("transcripts", "list", "--languages", "--format", "json").rows
    forms = run("words", "--language", "nl", "--all-words", "--forms", "--least", "1", "--limit", "0", "--format", "json").rows
    assert sum(row["times"] for row in rows) == sum(row["times"] for row in forms)
    assert sum(row["times"] for row in forms) == sum(row["words_k"] for row in spoken if row["language"] == "nl")


def test_collocations_of_a_word(run: Run) -> None:
    rows = run("words", "--language", "nl", "--collocations", "--least", "2", "--limit", "0", "--format", "json").rows
    assert rows
    word = rows[0]["first_word"]
    chosen = run("words", "--language", "nl", "--word", word, "--least", "2", "--limit", "0", "--format", "json").rows
    assert chosen == [row for row in rows if word in {row["first_word"], row["second_word"]}]


def test_a_consensus_has_a_row_for_each_participant(run: Run) -> None:
    rows = run("interaction", "--consensus", "--code", "coop.secrecy", "--format", "json").rows
    (counted,) = run("count", "--code", "coop.secrecy", "--format", "json").rows
    assert len(rows) == counted["participants_n"]
    assert sum(row["coop.secrecy"] != "NR" for row in rows) == counted["participants_k"]
