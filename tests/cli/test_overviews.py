"""inventory, functions and mirror as a report writer uses them."""

from __future__ import annotations

import pytest

from tests.cli.running import Run, refusal

pytestmark = pytest.mark.usefixtures("shared")


def test_an_inventory_has_a_row_for_each_transcript_and_its_companion(run: Run) -> None:
    data = run("inventory", "--kind", "focus-group", "--by", "sector", "--format", "json").data
    rows, counted = (table["rows"] for table in data["tables"])
    assert [row["transcript"] for row in rows] == ["antwerpen-zorg-fg1", "brussel-zorg-fg5", "charleroi-justice-fg4"]
    for row in counted:
        inside = [each for each in rows if each["sector"] == row["sector"]]
        assert row["coded_n"] == len(inside)
        assert row["coded_k"] == sum(each[row["code"]] is not None for each in inside)
        assert row["fully_k"] <= row["applied_k"] <= row["coded_k"]
    assert run("inventory", "--format", "json").rows == []
    assert refusal(run("inventory", "--by", "speaker"))[0] == "Transcripts have no speaker to be counted by."


def test_each_turn_with_a_function_has_an_actor_or_none(run: Run) -> None:
    rows = run("functions", "--within", "3", "--format", "json").rows
    for code in {row["code"] for row in rows}:
        turns = {row["actor"]: row["turns_k"] for row in rows if row["code"] == code}
        (whole,) = {row["turns_n"] for row in rows if row["code"] == code}
        actors = [turns["justice.cm"], turns["justice.guidance"]]
        assert max(actors) <= whole - turns["none"] <= sum(actors)
    assert refusal(run("functions", "--actor", "nobody"))[0] == "Unknown code: nobody"


def test_a_mirror_says_what_count_says(run: Run) -> None:
    rows = run("mirror", "--format", "json").rows
    counted = {
        (row["code"], row["sector"]): row["participants_k"]
        for row in run("count", "--by", "sector", "--code", "coop", "--format", "json").rows
    }
    assert len(rows) == 2 * len({code for code, _ in counted}) > 0
    assert all(row["participants_k"] == counted[row["code"], row["side"]] for row in rows)
    assert refusal(run("mirror", "--by", "region"))[0].startswith("A mirror has two sides, and Arrondissement has 3 here")
