"""Where words were said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.concordance import Match, concordance
from tests.analysis.corpus import asked

TEXT = "Ja, het beroepsgeheim\nstaat ons altijd in de weg."


def match(transcript: str, turn: int, word: str = "beroepsgeheim", text: str = TEXT) -> Match:
    """The first place of a word in a turn."""
    start = text.index(word)
    return Match(transcript, turn, "R1", "participant", "nl", text, start, start + len(word))


def test_a_match_stands_in_one_line_between_its_left_and_right() -> None:
    table = concordance([match("b", 2), match("a", 10), match("a", 9, "weg")], "geheim OF weg", asked=asked())
    assert table.rows == (
        ("a", 9, "R1", "nl", "Ja, het beroepsgeheim staat ons altijd in de", "weg", "."),
        ("a", 10, "R1", "nl", "Ja, het", "beroepsgeheim", "staat ons altijd in de weg."),
        ("b", 2, "R1", "nl", "Ja, het", "beroepsgeheim", "staat ons altijd in de weg."),
    )
    assert table.title == "Search: geheim OF weg"
    assert table.notes == ("3 matches in 3 turns of 2 transcripts, moderators and observers too (0).",)
    assert table.warnings == ()


def test_context_is_cut_between_words() -> None:
    row = concordance([match("a", 1, "ons")], "ons", asked=asked(), width=12).rows[0]
    assert row[4:] == ("… staat", "ons", "altijd in …")


def test_context_that_ends_with_a_word_keeps_it() -> None:
    row = concordance([match("a", 1, "ons")], "ons", asked=asked(), width=7).rows[0]
    assert row[4:] == ("… staat", "ons", "altijd …")


def test_no_width_is_no_context() -> None:
    row = concordance([match("a", 1, "ons")], "ons", asked=asked(), width=0).rows[0]
    assert row[4:] == ("…", "ons", "…")


def test_matches_beyond_the_limit_are_said() -> None:
    table = concordance([match("a", 1), match("a", 2)], "geheim", asked=asked(), turns_in_all=7)
    assert table.notes[0].startswith("2 matches in 2 turns of 1 transcript")
    assert table.warnings == ("Only the first 2 matches are listed, of those in 7 turns (--limit 0 lists all).",)


@given(st.text(alphabet="ab \n", max_size=60), st.data())
def test_context_is_whole_words_of_the_text_and_never_longer_than_wanted(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    width = data.draw(st.integers(0, 20))
    table = concordance([Match("a", 1, "R1", "participant", "nl", text, start, end)], "x", asked=asked(), width=width)
    left, found, right = (str(cell) for cell in table.rows[0][4:])
    assert found.split() == text[start:end].split()
    for side, whole in ((left.removeprefix("…"), text[:start]), (right.removesuffix("…"), text[end:])):
        assert len(side.strip()) <= width
        assert set(side.split()) <= set(whole.split())
        assert side.strip() in " ".join(whole.split())
