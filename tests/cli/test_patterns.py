"""cooccur, stance, matrix, saturation and timeline as a report writer uses them."""

from __future__ import annotations

import pytest

from tests.cli.running import Run, refusal

pytestmark = pytest.mark.usefixtures("shared")


def test_codes_together_with_those_below_a_theme(run: Run) -> None:
    rows = run("cooccur", "--code", "coop", "--with", "function", "--within", "300", "--format", "json").rows
    assert rows
    assert all(row["code"].startswith("coop") and row["with"].startswith("function") for row in rows)
    assert all(row["turns_both"] <= min(row["turns_first"], row["turns_second"]) for row in rows)
    everything = run("cooccur", "--format", "json").rows
    assert all(row["turns_both"] >= 1 for row in everything)
    split = run("cooccur", "--by", "sector", "--format", "json").rows
    assert sum(row["turns_both"] for row in split) == sum(row["turns_both"] for row in everything)


def test_a_dimension_of_codings_cannot_split_pairs_of_codes(run: Run) -> None:
    message, hint = refusal(run("cooccur", "--by", "stance"))
    assert message == "stance belongs to a coding, and here there are two."
    assert "--attribute stance=VALUE" in hint
    assert refusal(run("cooccur", "--with", "nothing"))[0] == "Unknown code: nothing"


def test_stances_are_counted_in_participants(run: Run) -> None:
    answer = run("stance", "--by", "sector", "--format", "json")
    assert answer.rows
    for row in answer.rows:
        known = [row[value] for value in ("pro", "contra", "ambivalent", "neutral")]
        assert max(known, default=0) <= row["participants_k"] <= sum(known)
        assert row["segments_k"] <= row["segments_n"]
    pro = run("stance", "--attribute", "stance=pro", "--format", "json").rows
    assert all(row["contra"] == row["ambivalent"] == 0 for row in pro)


def test_an_attribute_that_there_is_not_is_refused(run: Run) -> None:
    assert refusal(run("stance", "--of", "mood"))[0] == "Unknown attribute: mood"
    assert refusal(run("stance", "--by", "stance"))[0] == "stance is what is counted already."


def test_a_matrix_says_what_count_says(run: Run) -> None:
    counted = {(row["transcript"], row["code"]): row["segments"] for row in run("count", "--by", "transcript", "--format", "json").rows}
    table = run("matrix", "--cells", "segments", "--format", "json").rows
    assert {(row["transcript"], code): row[code] for row in table for code in row if (row["transcript"], code) in counted} == counted
    assert refusal(run("matrix", "--by", "stance"))[0].startswith("stance belongs to a coding")


def test_saturation_ends_with_every_code_in_use(run: Run) -> None:
    rows = run("saturation", "--format", "json").rows
    assert [row["units"] for row in rows] == [1, 2, 3]
    assert rows[-1]["codes_low"] == rows[-1]["codes_high"] == sum(row["codes_new"] for row in rows)
    assert refusal(run("saturation", "--by", "transcript"))[0] == "Transcripts are the units that are added up here."
