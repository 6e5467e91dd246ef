"""Codes by cases."""

from __future__ import annotations

import pytest

from qualcode.analysis.matrix import Cells, matrix
from tests.analysis.corpus import BOOK, STUDY, Corpus, asked, corpus


def small() -> Corpus:
    """Two groups.

    Corpus:
    a region=antwerp
      R1 100: coop.secrecy 0-10, coop.secrecy 5-20
      R2 100: coop.secrecy 0-5
    b region=charleroi
      R1 50: value.need 0-5
      R2 0:
    """
    return corpus(small)


@pytest.mark.parametrize(
    ("cells", "secrecy", "need"),
    [
        ("presence", (1, 0), (0, 1)),
        ("segments", (2, 0), (0, 1)),
        ("words", (25, 0), (0, 5)),
        ("participants", (2, 0), (0, 1)),
        ("share", (1.0, 0.0), (0.0, 0.5)),
        ("rate", (125.0, 0.0), (0.0, 100.0)),
    ],
)
def test_what_stands_in_the_cells(cells: Cells, secrecy: tuple[float, float], need: tuple[float, float]) -> None:
    there = small()
    table = matrix(there.tallies("transcript"), there.bases("transcript"), BOOK, asked=asked("transcript"), study=STUDY, cells=cells)
    assert [column.name for column in table.columns] == [
        "transcript",
        "participants_n",
        "words_n",
        "coop",
        "coop.secrecy",
        "value",
        "value.need",
    ]
    assert [row["transcript"] for row in table.records()] == ["a", "b"]
    assert tuple(row["coop.secrecy"] for row in table.records()) == secrecy
    assert tuple(row["value.need"] for row in table.records()) == need


def test_the_other_way_round() -> None:
    there = small()
    table = matrix(there.tallies("region"), there.bases("region"), BOOK, asked=asked("region"), study=STUDY, codes_as_rows=True)
    assert [column.label for column in table.columns[2:]] == ["Antwerpen", "Charleroi"]
    assert {row["code"]: (row["antwerp"], row["charleroi"]) for row in table.records()}["value.need"] == (0, 1)
    everything = matrix(there.tallies("region"), there.bases("region"), BOOK, asked=asked("region", all_codes=True), codes_as_rows=True)
    assert len(everything.rows) == len(BOOK.codes)
