"""What holds for every picture: nothing is cut or overlaps, whatever the number of codes; the same table gives the same bytes; nothing is fetched."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Mapping

import pytest

from qualcode import plugins
from qualcode.charts._choose import able, drawn
from qualcode.charts._look import Look
from qualcode.table import Table
from tests.charts import tables
from tests.charts.drawings import cut, figure, overlapping

MADE: Mapping[str, Callable[[int, str], Table]] = {
    "arcs": tables.together,
    "balance": tables.balances,
    "cooccurrence": tables.together,
    "curve": tables.learnt,
    "design": tables.designs,
    "differences": tables.contrasts,
    "dots": tables.counts,
    "dumbbell": lambda number, language: tables.frequencies(number, 3, language),
    "f1": tables.judged,
    "follows": tables.followers,
    "forest": tables.measured,
    "heatmap": lambda number, language: tables.frequencies(number, 5, language),
    "letters": tables.inventories,
    "matrix": tables.matrices,
    "pairs": tables.paired,
    "rarefaction": tables.rarefied,
    "stance": tables.stances,
    "talk": tables.participation,
    "timeline": tables.timelines,
    "words": tables.keywords,
}
"""A table for each picture, of so many codes with labels in this language."""

NAMES = plugins.names("charts")


def look(number: int, language: str) -> Look:
    return Look(language, tables.levels(number))


def test_every_picture_has_a_table_here() -> None:
    assert set(MADE) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("number", "language"), [(1, "en"), (40, "nl"), (40, "fr")])
def test_texts_are_whole_and_apart(name: str, number: int, language: str) -> None:
    table = MADE[name](number, language)
    made = drawn(table, look(number, language), form="svg", name=name).data.decode()
    assert cut(made) == []
    assert overlapping(made) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_says_what_it_counts(name: str) -> None:
    table = MADE[name](3, "en")
    made = figure(name, table, Look("en"))
    title = made.spec["title"]
    assert f"Unit counted: {'participant' if name == 'differences' else table.unit}" in " ".join(title["subtitle"])
    assert "Layer: anna" in " ".join(title["subtitle"])
    assert made.spec["description"] == made.alt
    assert made.alt.replace(" ", "").startswith("".join(title["text"]).replace(" ", ""))
    text = json.dumps(made.spec)
    assert made.spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")
    assert '"url"' not in text
    assert re.search(r"Code [12]", text)
    import altair as alt

    alt.VConcatChart.from_dict(json.loads(text))  # raises where it is no Vega-Lite


@pytest.mark.parametrize("name", NAMES)
def test_the_same_table_gives_the_same_bytes(name: str) -> None:
    table, how = MADE[name](2, "nl"), look(2, "nl")
    one, other = (drawn(table, how, form="vl.json", name=name) for _ in range(2))
    assert one == other
    assert one.form == "vl.json"
    assert one.alt


def test_a_drawing_of_the_same_is_the_same_bytes() -> None:
    one, other = (drawn(tables.frequencies(), Look("en"), form="svg") for _ in range(2))
    assert one == other


def test_a_png_is_three_times_as_wide_and_says_so() -> None:
    svg, png = (drawn(tables.frequencies(), Look("en"), form=form).data for form in ("svg", "png"))
    wide, high = struct.unpack(">II", png[16:24])
    assert f'width="{wide // 3}" height="{high // 3}"' in svg.decode()
    place = png.index(b"pHYs") + 4
    assert struct.unpack(">IIB", png[place : place + 9]) == (11339, 11339, 1)  # 288 dots to an inch
    assert png == drawn(tables.frequencies(), Look("en"), form="png").data


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_suits_its_table(name: str) -> None:
    assert name in able(MADE[name](3, "en"))
