"""Bars and shades behind the figures of a terminal: only where a number is a share, or one of many of a kind."""

from __future__ import annotations

import io
import os

import pytest

from qualcode import plugins
from qualcode.exporters._cells import grid
from qualcode.exporters._shades import bar, pictured, shade
from qualcode.table import Cell, Column, Table, report_of


def made(columns: tuple[Column, ...], *rows: tuple[Cell, ...]) -> list[tuple[str, ...]]:
    table = Table("T", "participant", columns, rows)
    return [line.cells for line in pictured(table, grid(table).rows)]


def test_counts_of_something_and_shares_have_bars() -> None:
    columns = (
        Column("code", "code", "code"),
        Column("k", "groups", "count", of="n"),
        Column("n", "groups", "count"),
        Column("share", "of turns", "share"),
        Column("words", "words", "count"),
    )
    assert made(columns, ("a", 3, 6, 1.0, 40), ("b", None, 6, None, 2)) == [
        ("a", "3/6 ██▌  ", "100 % █████", "40"),
        ("b", "–      ", "–      ", "2"),
    ]


def test_differences_below_nothing_have_none() -> None:
    assert made((Column("d", "difference", "share"),), (0.2,), (-0.1,)) == [("20 %",), ("-10 %",)]


def test_a_matrix_is_shaded_by_its_highest_number() -> None:
    columns = (Column("code", "code", "code"), *(Column(name, name, "count") for name in "abcd"), Column("words", "words", "count"))
    assert made(columns, ("x", 0, 1, 5, 10, 900)) == [("x", "0  ", "1 ░", "5 ▒", "10 █", "900")]
    assert made(columns[2:], (1, 2, 3, 9)) == [("1", "2", "3", "9")]


def test_more_is_never_drawn_as_less() -> None:
    for drawn, signs in ((bar, " ▏▎▍▌▋▊▉█"), (shade, " ░▒▓█")):
        sizes = [sum(signs.index(sign) for sign in drawn(share / 200)) for share in range(201)]
        assert sizes == sorted(sizes)
        assert sizes[0] == 0


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no terminals to open")
@pytest.mark.parametrize(("width", "drawn"), [("80", True), ("10", False)])
def test_they_stand_on_a_terminal_that_has_room_only(width: str, drawn: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.BytesIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", width)
    report = report_of([Table("T", "turn", (Column("code", "code", "code"), Column("share", "share", "share")), (("a", 0.5),))])
    terminal, file = Terminal(), io.BytesIO()
    for stream in (terminal, file):
        plugins.load("exporters", "table").write(report, stream)
    assert ("██▌" in terminal.getvalue().decode()) is drawn
    assert "█" not in file.getvalue().decode()
