"""Room shared out between columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters._widths import Need, broken, fitted, needs
from qualcode.table import Column

wanted = st.lists(
    st.tuples(st.integers(1, 10), st.integers(0, 10), st.integers(0, 10), st.integers(0, 90), st.booleans()), min_size=1, max_size=12
)


@given(wanted, st.integers(1, 300))
def test_widths_fill_at_most_the_room_and_give_what_is_needed(sizes: list[tuple[int, int, int, int, bool]], room: int) -> None:
    columns = [Need(a, a + b, a + b + c, a + b + c + d, long) for a, b, c, d, long in sizes]
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
