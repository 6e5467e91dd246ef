"""Texts that grew apart: what each changed comes together, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.threeway import merged

BASE = "een\ntwee\ndrie\nvier\nvijf\n"

Lines = st.lists(st.sampled_from(["een\n", "twee\n", "\n", "  drie\n", "één\n"]), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("EEN\ntwee\ndrie\nvier\nvijf\n", "een\ntwee\ndrie\nvier\nvijf\nzes\n", "EEN\ntwee\ndrie\nvier\nvijf\nzes\n"),
        ("twee\ndrie\nvier\nvijf\n", "een\ntwee\ndrie\nVIER\nvijf\n", "twee\ndrie\nVIER\nvijf\n"),
        ("een\ntwee\nDRIE\nvier\nvijf\n", "een\ntwee\nDRIE\nvier\nvijf\n", "een\ntwee\nDRIE\nvier\nvijf\n"),
        ("een\ntwee\nDRIE\nvier\nvijf\n", "een\ntwee\ndrie!\nvier\nvijf\n", None),
        ("een\nTWEE\ndrie\nvier\nvijf\n", "een\ntwee\nDRIE\nvier\nvijf\n", None),
        ("een\ntwee\ndrie\nvier\nvijf", "een\ntwee\ndrie\nvier\nvijf\n", "een\ntwee\ndrie\nvier\nvijf"),
        ("", BASE, ""),
    ],
)
def test_changes_of_both_come_together_unless_they_meet(one: str, other: str, together: str | None) -> None:
    assert merged(BASE, one, other) == merged(BASE, other, one) == together


@given(base=Lines, text=Lines)
def test_what_only_one_has_changed_is_what_comes_out(base: str, text: str) -> None:
    assert merged(base, text, base) == merged(base, base, text) == text


def test_lines_that_are_said_thousands_of_times_are_compared_as_fast_as_others() -> None:
    """Comparing each with each would take minutes."""
    base = "ja\n" * 20_000
    assert merged(base, "nee\n" + base, base + "neen\n") == f"nee\n{base}neen\n"
