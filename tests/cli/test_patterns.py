"""cooccur, stance, matrix, saturation and timeline as a report writer uses them."""

from __future__ import annotations

import pytest

from tests.cli.running import Run, refusal

pytestmark = pytest.mark.usefixtures("shared")


def test_codes_together_with_those_below_a_theme(run: Run) -> None:
    rows = run("cooccur", "--code", "coop", "--with", "value", "--within", "300", "--format", "json").rows
    assert rows
    assert all(row["code"].startswith("coop") and row["with"].startswith("value") for row in rows)
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
