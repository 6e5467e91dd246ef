"""Text laid into lines of cells."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.workbench.wrapping import cells, column, cut, position, shown, signs, wrapped

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ODD = st.lists(st.sampled_from(["a", "b", " ", " ", "é", "e\u0301", "漢", FAMILY, "\t", "\n", "ا", "-", "x" * 7]), max_size=40).map("".join)


@given(ODD, st.integers(1, 20))
@example(" xxxxxxxaaaaaa漢", 14)
def test_no_line_is_wider_than_it_may_be_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    kept = 0
    for start, end in lines:
        line = shown(text[start:end])
        assert cell_len(line) <= max(width, 2), line
        assert text[kept:start].strip(" \n\t") == ""
        kept = end
    assert text[kept:].strip() == ""


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("een twee drie", 8, ["een twee", "drie"]),
        ("een twee", 3, ["een", "twe", "e"]),
        ("", 5, [""]),
        ("a\nb", 5, ["a", "b"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
        ("漢 字漢", 5, ["漢", "字漢"]),
        (f"{FAMILY}{FAMILY}", 3, [FAMILY, FAMILY]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("a" * 10, 4, ["aaaa", "aaaa", "aa"]),
    ],
)
def test_lines_break_at_blanks_and_never_within_a_sign(text: str, width: int, expected: list[str]) -> None:
    assert [text[start:end] for start, end in wrapped(text, width)] == expected


def test_what_acts_on_a_terminal_is_shown_as_a_sign() -> None:
    assert shown("a\x1b[31mb\u202ec\td") == "a\ufffd[31mb\ufffdc d"
    assert len(shown("\x00\x9f\u2066")) == 3


@given(ODD)
def test_a_cell_leads_back_to_the_sign_that_stands_there(text: str) -> None:
    line = shown(text)
    for start, _, width in signs(line):
        if width:
            assert position(text, column(text, start)) == start


def test_cut_says_that_more_follows() -> None:
    assert cut("Zorgcontinuïteit", 20) == "Zorgcontinuïteit"
    assert cut("Zorgcontinuïteit", 8) == "Zorgcon…"
    assert cells(cut("漢字漢字漢字", 6)) <= 6
    assert cut("abc", 0) == ""
