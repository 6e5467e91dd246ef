"""Which rows of a table stay on one page."""

from __future__ import annotations

from qualcode.exporters._together import together


def test_a_short_table_is_not_parted() -> None:
    assert together([0.5] * 12, 25, [False] * 12) == [True] * 12


def test_a_long_one_keeps_its_head_with_rows_and_its_last_rows_with_the_notes() -> None:
    keeps = together([0.5] * 60, 25, [False] * 60)
    assert keeps == [True, True, *[False] * 53, *[True] * 5]


def test_rows_that_belong_together_stay_so_in_a_long_one() -> None:
    keeps = together([0.5] * 60, 25, [place == 30 for place in range(60)])
    assert keeps[29:32] == [False, True, False]


def test_rows_that_fill_pages_are_parted_and_leave_none_empty_before_them() -> None:
    assert together([8.0] * 10, 25, [False] * 10) == [True, *[False] * 8, True]
    assert together([20.0] * 4, 25, [False] * 4) == [False, False, False, True]


def test_a_table_without_rows_has_nothing_to_keep() -> None:
    assert together([], 25, []) == []
