"""What formats for people show of a table."""

from __future__ import annotations

import dataclasses

import pytest

from qualcode.exporters._cells import Line, footnotes, lines, spans, titled, visible_columns
from qualcode.figures import PLAIN, typeset, written
from qualcode.table import Column, Described, Kind, Report, Table, report_of
from qualcode.wording import facts


def test_a_denominator_stands_in_the_cell_of_its_count(hard_table: Table) -> None:
    names = [column.name for column in visible_columns(hard_table)]
    assert "groups_n" not in names
    cells = [line.cells[names.index("groups_k")] for line in lines(hard_table)]
    assert cells[:5] == ["2/3", "0/3", "–", "1/–", "3/3"]


def test_ids_are_shown_by_their_labels_and_unknown_ones_as_they_are(hard_table: Table) -> None:
    assert [line.cells[:2] for line in lines(hard_table)[1:4]] == [
        ("Beroepsgeheim", "–"),
        ("Beroepsgeheim", "unknown"),
        ("Noodzaak | nut", "Antwerpen"),
    ]


def test_leading_values_that_repeat_are_printed_once(hard_table: Table) -> None:
    assert [line.repeated for line in lines(hard_table)][:6] == [0, 1, 1, 0, 1, 1]
    assert lines(hard_table)[1].printed()[:2] == ("", "–")
    assert lines(dataclasses.replace(hard_table, group_by=0))[1].printed()[0] == "Beroepsgeheim"


def test_a_second_leading_column_starts_anew_when_the_first_changes() -> None:
    columns = (Column("a", "a", "text"), Column("b", "b", "text"), Column("c", "c", "count"))
    table = Table("t", "turn", columns, (("x", "y", 1), ("x", "y", 2), ("x", "z", 3), ("w", "z", 4)), group_by=2)
    rows = lines(table)
    assert [line.repeated for line in rows] == [0, 2, 1, 0]
    assert spans(rows, 2) == [(3, 2), (0, 0), (0, 1), (1, 1)]


def test_spans_of_nothing_are_none() -> None:
    assert spans([], 1) == []
    assert spans([Line(("a",))], 0) == [()]


def test_says_what_is_counted_in_the_language_of_the_report(hard_table: Table) -> None:
    assert facts(hard_table, "en") == [
        ("Unit counted", "participant"),
        ("Layer", "R1_layer"),
        ("Selection", "region = antwerp, brussels; language = nl"),
    ]
    assert facts(hard_table, "nl")[0] == ("Geteld", "deelnemer")
    assert facts(hard_table, "fr")[2] == ("Sélection", "region = antwerp, brussels; langue = nl")
    assert facts(hard_table, "de") == facts(hard_table, "en")


def test_a_selection_has_its_words_where_there_are_any(hard_table: Table) -> None:
    parts = {"where": {"region": ["antwerp", "ghent"]}, "kind": ["focus-group"], "code": ["coop"]}
    words = {"region": "Arrondissement", "region=antwerp": "Antwerpen", "code=coop": "Samenwerking", "code": "no name of its own"}
    told = dataclasses.replace(hard_table, selection=Described(parts, words))
    assert facts(told, "nl")[2][1] == "Arrondissement = Antwerpen, ghent; soort = focusgroep; code = Samenwerking"
    assert told.selection == parts


def test_a_selection_that_restricts_nothing_is_everything(hard_table: Table) -> None:
    assert facts(dataclasses.replace(hard_table, selection={"where": {}, "code": []}), "en")[2] == ("Selection", "everything")
    assert len(facts(dataclasses.replace(hard_table, selection={}, layer=""), "en")) == 1


def test_the_dash_is_explained_where_it_stands(hard_table: Table, small_table: Table) -> None:
    assert footnotes(hard_table, "en")[-1] == "– means undefined."
    assert footnotes(small_table, "en") == []


def test_a_report_of_one_table_has_no_title_besides(small_table: Table, full_report: Report) -> None:
    assert not titled(report_of([small_table]))
    assert titled(full_report)


@pytest.mark.parametrize(
    ("cell", "kind", "plain", "dutch"),
    [
        (0.4, "share", "40 %", "40\u00a0%"),
        (0.0042, "share", "0.4 %", "0,4\u00a0%"),
        (-0.25, "share", "-25 %", "\u221225\u00a0%"),
        (12.34, "rate", "12.3", "12,3"),
        ((0.45, None, 0), "rates", "0.45 · – · 0", "0,45 · – · 0"),
        ((0.1, 0.9), "interval", "[0.1, 0.9]", "[0,1; 0,9]"),
        ((None, None), "interval", "–", "–"),
        ((0, 0), "interval", "[0, 0]", "[0; 0]"),
        (1_000_000, "count", "1000000", "1000000"),
        (float("inf"), "number", "–", "–"),
        (None, "text", "–", "–"),
        ("", "text", "", ""),
    ],
)
def test_figures(cell: str | float | tuple[float | None, ...] | None, kind: Kind, plain: str, dutch: str) -> None:
    assert written(cell, kind, PLAIN) == plain
    assert written(cell, kind, typeset("nl")) == dutch
    assert written(cell, kind, typeset("en")).replace("\u2212", "-") == plain.replace(" %", "%")
