"""What a report is made of: its words in every language, cells set side by side, and what is said once."""

from __future__ import annotations

from string import Formatter

import pytest

from qualcode.actions.reporting import config, making, words
from qualcode.actions.reporting.crosswise import crosswise
from qualcode.errors import QualcodeError
from qualcode.table import Cell, Column, Table


def fields(text: str) -> set[str]:
    """What is put into a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_its_words_are_there_in_three_languages() -> None:
    for name, texts in words._ALL.items():
        assert len(texts) == 3, name
        assert all(texts), name
        assert len({frozenset(fields(text)) for text in texts}) == 1, name
        assert len({text[-1:] == "." for text in texts if len(text) > 3}) <= 1, name


def test_its_french_parts_signs_by_a_space() -> None:
    for name, (_, _, french) in words._ALL.items():
        assert not any(f"{letter}{sign} " in french for letter in "abcdefghijklmnopqrstuvwxyzé}" for sign in ":;"), name


def test_every_part_has_a_maker_and_a_heading() -> None:
    assert set(making.PARTS) == set(config.PARTS)
    assert all(words.said(name, "nl") for name in config.PARTS)


@pytest.mark.parametrize(
    ("number", "language", "expected"),
    [
        (0, "nl", "0 deelnemers"),
        (0, "fr", "0 participant"),
        (1, "fr", "1 participant"),
        (2, "en", "2 participants"),
        (12_345, "nl", "12.345 deelnemers"),
    ],
)
def test_a_number_with_its_noun(number: int, language: str, expected: str) -> None:
    assert words.amount(number, "participant", language) == expected


def test_items_in_a_row() -> None:
    assert [words.listed(items, "fr") for items in (["a"], ["a", "b"], ["a", "b", "c"], [])] == ["a", "a et b", "a, b et c", ""]


FIGURES = (
    Column("groups_k", "groups", "count", of="groups_n"),
    Column("groups_n", "groups held", "count"),
    Column("participants_k", "participants", "count", of="participants_n"),
    Column("participants_n", "participants present", "count"),
    Column("segments", "segments", "count"),
)


def compared(cells: int) -> Table:
    """Two codes in so many cells."""
    columns = (
        Column("code", "code", "code"),
        Column("label", "label", "text"),
        Column("region", "Region", "text", labels={"r0": "Antwerpen"}),
    )
    rows: list[tuple[Cell, ...]] = []
    for code in ("coop", "value"):
        rows += [(code, code.upper(), f"r{cell}", cell, 3, cell + 1, 20, 7) for cell in range(cells)]
    return Table("Codes by region", "participant", (*columns, *FIGURES), tuple(rows), notes=("a note",), group_by=2)


def test_cells_stand_side_by_side() -> None:
    table = crosswise(compared(2), 1, "nl")
    assert [column.label for column in table.columns if not column.name.endswith("_n")] == [
        *("code", "label", "Antwerpen: groepen", "Antwerpen: deelnemers", "r1: groepen", "r1: deelnemers")
    ]
    assert table.rows == (("coop", "COOP", 0, 3, 1, 20, 1, 3, 2, 20), ("value", "VALUE", 0, 3, 1, 20, 1, 3, 2, 20))
    assert [column.of for column in table.columns[2::2]] == [column.name for column in table.columns[3::2]]
    assert table.notes == ("a note",)
    assert table.group_by == 0


def test_many_cells_have_participants_only() -> None:
    table = crosswise(compared(6), 1, "en")
    assert len(table.columns) == 2 + 2 * 6
    assert {column.label.partition(": ")[2] for column in table.columns[2::2]} == {"participants"}


def test_a_wish_is_read() -> None:
    wish = config.parse('title = "Ons verslag"\nby = []\nkind = []\n[coreq]\n7 = { fr = "Rien." }')
    assert wish.title == {"": "Ons verslag"}
    assert (wish.by, wish.kind, wish.stance_by) == ((), (), None)
    assert wish.coreq == {7: {"fr": "Rien."}}
    assert wish.sections == config.PARTS


def test_a_text_in_a_language_of_no_report_is_refused() -> None:
    with pytest.raises(QualcodeError) as refused:
        config.parse('title = { nl = "Verslag", de = "Bericht" }')
    assert (refused.value.message, refused.value.hint) == ("report.toml: title: no report is in de.", "Give it in: nl, fr, en.")


def test_a_key_that_means_nothing_is_refused_with_those_that_do() -> None:
    with pytest.raises(QualcodeError) as refused:
        config.parse("autors = []")
    assert refused.value.hint.startswith("Did you mean authors? Known: title, authors,")
