"""Room shared out between columns."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters._cells import grid
from qualcode.exporters._widths import Need, broken, fitted, gathered, headed, needs
from qualcode.table import Column, Table

wanted = st.lists(
    st.tuples(st.integers(1, 10), st.integers(0, 10), st.integers(0, 10), st.integers(0, 90), st.integers(0, 9), st.booleans()),
    min_size=1,
    max_size=12,
)


@given(wanted, st.integers(1, 300))
def test_widths_fill_at_most_the_room_and_give_what_is_needed(sizes: list[tuple[int, int, int, int, int, bool]], room: int) -> None:
    columns = [Need(a, a + b, a + b + c, a + b + c, a + b + c + d, a + b + c + d + e, long) for a, b, c, d, e, long in sizes]
    widths = fitted(columns, room)
    if not widths:
        assert sum(need.floor for need in columns) > room
        return
    assert sum(widths) <= room
    assert all(need.floor <= width <= need.wish for need, width in zip(columns, widths, strict=True))
    assert sum(widths) == min(room, sum(need.wish for need in columns))


@given(st.text(alphabet="abc-./_", min_size=1, max_size=40), st.integers(1, 12))
def test_a_broken_word_is_whole_and_fits(word: str, width: int) -> None:
    pieces = broken(word, width)
    assert "".join(pieces) == word
    assert all(0 < len(piece) <= width for piece in pieces)


def test_a_table_without_rows_needs_its_headings() -> None:
    (need,) = needs([Column("a", "two words", "text")], [])
    assert (need.least, need.wish) == (5, 9)


def quotations() -> Table:
    names = ("code", "transcript", "turn", "speaker", "arrondissement", "sector", "stance", "quotation", "note")
    columns = tuple(Column(name, name, "number" if name == "turn" else "text") for name in names)
    rows = (
        ("coop.secrecy", "antwerpen-zorg-fg1", 12, "R1", "Antwerpen", "Hulpverlening", "voorstander", "Dat zei ik. " * 12, "x " * 40),
        ("coop.secrecy", "antwerpen-zorg-fg1", 14, "R2", None, "Hulpverlening", "", "Nee.", ""),
    )
    return Table("Quotations", "segment", columns, rows, group_by=1)


def test_short_cells_make_room_for_sentences_when_there_is_too_little() -> None:
    shown = gathered(grid(quotations()), 100)
    assert [column.label for column in shown.columns] == [
        "code",
        "transcript · turn · speaker · arrondissement · sector · stance",
        "quotation",
        "note",
    ]
    assert shown.rows[0].cells[1] == "antwerpen-zorg-fg1 · turn 12 · R1 · Antwerpen · Hulpverlening · voorstander"
    assert shown.rows[1].cells[1:] == ("antwerpen-zorg-fg1 · turn 14 · R2 · arrondissement – · Hulpverlening", "Nee.", "")
    assert [line.repeated for line in shown.rows] == [0, 1]


def test_what_leads_several_rows_with_sentences_stands_above_them() -> None:
    table = quotations()
    last = ("value.need", *table.rows[1][1:])
    shown = headed(grid(replace(table, rows=(*table.rows, last))))
    assert [column.name for column in shown.columns] == [column.name for column in table.columns[1:]]
    assert [line.heading for line in shown.rows] == ["coop.secrecy", "", "value.need"]
    assert [line.cells[0] for line in shown.rows] == ["antwerpen-zorg-fg1"] * 3
    assert [line.heading for line in gathered(shown, 100).rows] == ["coop.secrecy", "", "value.need"]
    single = grid(replace(table, rows=(table.rows[0], last)))
    assert headed(single) == single


def test_a_table_of_figures_has_no_headings_among_its_rows(hard_table: Table) -> None:
    assert headed(grid(hard_table)) == grid(hard_table)


def test_columns_stay_apart_where_there_is_room_or_no_sentence(hard_table: Table) -> None:
    assert gathered(grid(quotations()), 300) == grid(quotations())
    assert gathered(grid(hard_table), 10) == grid(hard_table)


def test_sentences_of_one_column_deserve_more_room_than_those_of_several() -> None:
    said = "Een zin van een deelnemer over het casusoverleg, die lang genoeg is om over meer lijnen te gaan."
    short = tuple(Column(f"c{at}", f"c{at}", "text") for at in range(5))
    one = grid(Table("t", "coding", (*short, Column("a", "a", "text")), ((*["twaalfletter"] * 5, said),)))
    two = grid(Table("t", "coding", (*short, Column("a", "a", "text"), Column("b", "b", "text")), ((*["twaalfletter"] * 5, said, said),)))
    assert len(gathered(one, 119).columns) == 2
    assert gathered(one, 120) == one
    assert len(gathered(two, 139).columns) == 3
    assert gathered(two, 140) == two


def test_a_column_that_says_little_gets_less_room_than_one_that_says_much() -> None:
    shown = grid(quotations())
    quotation, note = needs(shown.columns, [*shown.rows, *shown.rows[1:] * 3])[-2:]
    assert quotation.long
    assert note.long
    assert quotation.fair > note.fair
