"""What each picture draws: the numbers of its table, where they belong."""

from __future__ import annotations

from typing import Any

import pytest

from qualcode.charts._choose import able
from qualcode.charts._look import Look
from qualcode.errors import QualcodeError
from qualcode.table import Table
from tests.charts import tables
from tests.charts.drawings import data, figure

EN = Look("en")


def rows(name: str, table: Table, key: str, look: Look = EN) -> list[dict[str, Any]]:
    """The rows of data that have this key."""
    return [row for row in data(figure(name, table, look)) if key in row]


def test_dots_are_shares_with_the_interval_of_groups() -> None:
    found = rows("dots", tables.counts(3, "en"), "k")
    assert [(row["row"], row["series"], row["value"], row["text"]) for row in found if row["row"] == "Code 2"] == [
        ("Code 2", "groups", 0.5, "2/4"),
        ("Code 2", "participants", 2 / 13, "2/13"),
    ]
    lines = rows("dots", tables.counts(3, "en"), "high")
    assert [(line["series"], line["value"], line["high"]) for line in lines] == [("groups", at / 8, 0.5 + at / 8) for at in range(3)]


def test_a_dumbbell_joins_the_lowest_and_the_highest_cell() -> None:
    joins = rows("dumbbell", tables.frequencies(2, 3), "most")
    assert [(join["row"], join["value"], join["most"]) for join in joins] == [("Code 0", 0.0, 2 / 13), ("Code 1", 1 / 13, 3 / 13)]


def test_stances_lie_around_the_middle() -> None:
    parts = rows("stance", tables.stances(1, "en"), "end")
    assert [(part["kind"], part["text"], round(part["value"] * 13, 6), round(part["end"] * 13, 6)) for part in parts[:1]] == [
        ("contra (houding)", "3", -3.0, 0.0)
    ]
    parts = [part for part in rows("stance", tables.stances(3, "en"), "end") if part["row"].startswith("Code 2 · Antwerpen")]
    assert [(part["kind"].split()[0], round(part["value"] * 13, 6), round(part["end"] * 13, 6)) for part in parts] == [
        ("contra", -6.0, -1.0),
        ("ambivalent", -1.0, 1.0),
        ("pro", 1.0, 3.0),
    ]


def test_what_is_not_drawn_of_stances_stands_beside_the_bar() -> None:
    beside = [row["text"] for row in data(figure("stance", tables.stances(1, "en"), EN)) if "/13" in row.get("text", "")]
    assert beside == ["9/13", "neutral (houding) 1 · 9/13"]


def test_each_pair_of_codes_stands_once_below_the_diagonal() -> None:
    found = rows("cooccurrence", tables.together(4, "en"), "turns")
    assert {(row["code"], row["with"]): row["text"] for row in found} == {
        ("t0", "t0.c1"): "1",
        ("t0", "t0.c2"): "2",
        ("t0", "t0.c3"): "3",
        ("t0.c1", "t0.c2"): "2",
        ("t0.c1", "t0.c3"): "3",
        ("t0.c2", "t0.c3"): "3",
    }


def test_what_is_not_defined_has_no_dot_but_a_dash() -> None:
    table = tables.measured(4, "en")
    assert [row["row"] for row in rows("forest", table, "code")] == ["Code 0", "Code 1", "Code 2"]
    assert {row["row"]: row["text"] for row in data(figure("forest", table, EN)) if "text" in row}["Code 3"] == "–"
    assert "–: not defined." in str(figure("forest", table, EN).spec)


def test_a_number_without_any_interval_is_no_forest() -> None:
    table = tables.measured(4, "en")
    bare = tables.table(table.columns, [(*row[:3], (None, None)) for row in table.rows])
    assert "forest" in able(table)
    assert "forest" not in able(bare)


def test_talk_adds_up_to_all_words() -> None:
    parts = rows("talk", tables.participation(4, "en"), "end")
    ends: dict[str, float] = {}
    for part in parts:
        assert part["value"] == pytest.approx(ends.get(part["row"], 0.0))
        ends[part["row"]] = part["end"]
    assert set(ends.values()) == {1.0}
    assert "Code 2" not in ends


def test_empty_cells_of_the_design_stand_out_and_are_named() -> None:
    made = figure("design", tables.designs(1, "en"), EN)
    cells = {(row["text"], row["state"]) for row in data(made) if "held" in row}
    assert cells == {("1/1", "as planned"), ("0/2", "none held"), ("3", "not in the plan")}
    assert "Empty: Focus groups · Code 1 · Brussel-Hoofdstad." in made.alt


def test_a_matrix_has_codes_as_rows_whichever_way_the_table_lies() -> None:
    found = rows("matrix", tables.matrices(3, "en"), "value")
    assert {row["row"] for row in found} == {"Code 0", "Code 1", "Code 2"}
    assert {row["text"] for row in found if row["row"] == "Code 2"} == {str(case * 2 % 12) for case in range(8)}


def test_values_of_attributes_are_told_in_words() -> None:
    made = figure("letters", tables.inventories(5, "en"), Look("en", values={"0": "not at all", "2": "fully"}))
    assert "0 = not at all; 2 = fully; x = coded, without saying how far; empty: not coded." in str(made.spec)


def test_codes_with_the_same_label_are_told_apart_by_their_ids() -> None:
    table = tables.frequencies(2, 1)
    alike = tables.table(table.columns, [(row[0], "Same", *row[2:]) for row in table.rows])
    assert [row["row"] for row in rows("heatmap", alike, "k")] == ["Same (t0)", "Same (t0.c1)"]


def test_a_picture_is_only_made_of_what_it_can_show() -> None:
    with pytest.raises(QualcodeError, match="200 at most"):
        figure("heatmap", tables.frequencies(201, 1), EN)
    with pytest.raises(QualcodeError, match="80 at most"):
        figure("heatmap", tables.frequencies(1, 81), EN)
    assert able(tables.together(3, "en")) == ["cooccurrence", "arcs"]
    assert able(tables.stances(3, "en")) == ["stance"]


def test_titles_can_be_left_to_a_caption() -> None:
    from qualcode.charts._choose import drawn

    table = tables.frequencies()
    bare, whole = (drawn(table, EN, form="svg", titled=titled) for titled in (False, True))
    assert whole.title == bare.title == "Participants who voice each code, by Arrondissement"
    assert ">Participants who voice" in whole.data.decode()
    assert ">Participants who voice" not in bare.data.decode()
    assert ">Unit counted: participant" in bare.data.decode()
