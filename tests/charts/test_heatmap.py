"""The heat map: shares as shades, counts in the cells, readable in every shade."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

from qualcode.charts._heat import headed
from qualcode.charts._look import LINE, Look, contrast, shade, white_from
from tests.charts.drawings import data, figure, svg, written
from tests.charts.tables import frequencies, levels


def test_cells_hold_what_the_table_says() -> None:
    made = figure("heatmap", frequencies(2, 2), Look("en"))
    rows = {(row["row"], row["column"].split("\n")[0].rstrip("-")): row for row in data(made) if "k" in row}
    assert rows["Code 1", "Charleroi"]["text"] == "2/13" if ("Code 1", "Charleroi") in rows else True
    assert [(row["text"], round(row["value"], 3)) for row in rows.values()] == [
        ("0/13", 0.0),
        ("1/13", 0.077),
        ("1/13", 0.077),
        ("2/13", 0.154),
    ]


def test_a_cell_without_anybody_is_empty_and_said_to_be() -> None:
    table = frequencies(1, 2)
    row = table.rows[1]
    table = replace(table, rows=(table.rows[0], (*row[:3], 0, 0, 0, 0, 0)))
    made = figure("heatmap", table, Look("nl"))
    assert [row["text"] for row in data(made) if "k" in row] == ["0/13", "–"]
    assert "–: geen groep gehouden." in svg("heatmap", table, Look("nl"))


def test_themes_are_bold_and_codes_set_in() -> None:
    found = {each.text: each for each in written(svg("heatmap", frequencies(9), Look("en", levels(9))))}
    assert found["Code 0"].corners[0][0] + 10 == found["Code 1"].corners[0][0]
    assert found["Code 8"].corners[0][0] == found["Code 0"].corners[0][0]


def test_a_label_of_several_lines_stands_beside_the_middle_of_its_row() -> None:
    """The cells of a row are all at one height, and the lines of its label around it."""
    found = written(svg("heatmap", frequencies(9, language="nl"), Look("nl", levels(9))))
    middles = [(each.text, (each.corners[0][1] + each.corners[2][1]) / 2, each.corners[0][0]) for each in found]
    cells = sorted({round(high) for text, high, _ in middles if "/13" in text})
    assert len(cells) == 9
    lines = [high for _, high, left in middles if left < 30 and cells[0] - 20 < high < cells[-1] + 20]
    assert len(lines) > 9
    for at, cell in enumerate(cells):
        own = [high for high in lines if min(cells, key=lambda each: abs(each - high)) == cell]
        assert abs(sum(own) / len(own) - cell) < 2, f"row {at}"


def test_rows_are_only_as_high_as_two_lines_where_labels_are_much_longer_than_there_is_room() -> None:
    def high(label: str) -> float:
        table = frequencies(9)
        rows = tuple((id, label if id == "t0.c1" else name, *rest) for id, name, *rest in table.rows)
        cells = {
            corners.corners[0][1] for corners in written(svg("heatmap", replace(table, rows=rows), Look("en"))) if "/13" in corners.text
        }
        return (max(cells) - min(cells)) / 8

    assert high("Guidance des auteurs par les assistants de justice") == high("Guidance des auteurs") == 18
    assert high("Guidance des auteurs par les assistants de justice et par d'autres") > 30


def test_headings_that_lean_stand_a_line_apart() -> None:
    head = headed([f"coordinatoren-coordinateurs-pc{at:02}" for at in range(18)], ["1"], 300, least=10)
    assert head.leaning
    assert head.width / sqrt(2) > LINE


def test_what_is_written_stands_out_from_every_shade() -> None:
    for step in range(101):
        colour = shade(step / 100)
        assert contrast("#ffffff" if step / 100 >= white_from() else "#000000", colour) >= 4.5


def test_shades_are_ever_darker() -> None:
    light = [contrast("#ffffff", shade(step / 50)) for step in range(51)]
    assert light == sorted(light)


def test_words_are_those_of_the_language() -> None:
    texts = {
        language: " ".join(each.text for each in written(svg("heatmap", frequencies(), Look(language)))) for language in ("nl", "fr", "en")
    }
    assert "Deelnemers die elke code ter sprake brengen" in texts["nl"]
    assert "Codeerlaag: anna · Selectie: sector = care" in texts["nl"]
    assert "Participants qui évoquent chaque code" in texts["fr"]
    assert "Participants who voice each code" in texts["en"]
    assert "20\u00a0%" in texts["nl"]
