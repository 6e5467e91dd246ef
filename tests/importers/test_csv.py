"""Tables as text: what parts their cells, whether rows are turns or respondents, and what is listed of rows that do not fit."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Unreadable
from qualcode.importers._turn_times import both, milliseconds
from qualcode.model import ImportOptions, Stretch
from qualcode.text import canonical
from tests.importers.inputs import draft, reading, said

TURNS = [["Spreker", "Tekst"], ["INT", "Wel; ja, en?"], ["R1", 'Hij zei "ja".'], ["INT", "Goed."]]
SPOKEN = [("INT", "Wel; ja, en?"), ("R1", 'Hij zei "ja".'), ("INT", "Goed.")]


def table(rows: list[list[str]], delimiter: str = ",", ends: str = "\n") -> str:
    """A table as text."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return buffer.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_whatever_parts_the_cells_and_ends_the_lines_the_same_is_read(delimiter: str, ends: str, encoding: str) -> None:
    assert said(draft("a.csv", table(TURNS, delimiter, ends).encode(encoding))) == SPOKEN


def test_a_first_line_for_excel_says_what_parts_the_cells() -> None:
    found = draft("a.csv", "sep=|\nspreker|tekst\nR1|Ja, dat, wel.\nR2|Nee, nee, nee.\nR1|Goed.\n")
    assert said(found) == [("R1", "Ja, dat, wel."), ("R2", "Nee, nee, nee."), ("R1", "Goed.")]


def test_quotation_marks_that_enclose_nothing_are_kept_where_rows_fit_all_the_same() -> None:
    found = reading("a.tsv", 'speaker\ttext\nR1\t"Ja" zei hij\nR2\t"Nee\nR1\tGoed\n')
    assert said(found.drafts[0]) == [("R1", '"Ja" zei hij'), ("R2", '"Nee'), ("R1", "Goed")]
    assert "Quotation marks are kept as they stand: they do not enclose the cells of every row." in found.notes


def test_quotation_marks_that_do_not_fit_are_refused_with_their_line() -> None:
    with pytest.raises(Unreadable) as caught:
        reading("a.csv", 'spreker,tekst\nR1,Ja\nR2,"Nee" zei hij, en toen\nR1,Goed\n')
    assert caught.value.message.startswith("a.csv, line 3: this row cannot be read")
    assert caught.value.hint == 'Write quotation marks within a text twice: "".'


def test_rows_that_are_too_long_or_too_short_keep_their_words_and_are_listed() -> None:
    found = reading("a.csv", "spreker;tijd;tekst\nR1;0:01;Ja; maar toch\nR2;0:02;Nee\nR1;0:03\nR2;0:04;Goed;;\n")
    assert said(found.drafts[0]) == [("R1", "Ja; maar toch"), ("R2", "Nee"), ("R2", "Goed")]
    assert [(problem.where, problem.message) for problem in found.problems] == [
        ("line 2", "4 cells for 3 columns"),
        ("line 4", "2 cells for 3 columns"),
        ("line 4", "a row without words was left out: `R1 0:03`"),
    ]


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("spreker", "tekst"),
        ("Intervenant", "Texte"),
        ("SPEAKER_NAME", "Transcript"),
        ("Locutrice :", "Propos"),
        ("wie?", "Uitspraak"),
        ("naam", "inhoud"),
    ],
)
def test_rows_are_turns_by_their_headings_in_any_language(speaker: str, text: str) -> None:
    rows = [[speaker, text], *TURNS[1:]]
    assert said(draft("a.csv", table(rows))) == SPOKEN


def test_names_that_do_not_recur_are_respondents() -> None:
    found = reading("a.csv", table([["naam", "tekst"], ["C1", "Ja."], ["C2", "Nee."]]))
    assert [each.kind for each in found.drafts] == ["written-interview"] * 2
    assert [advice.option for advice in found.advice] == ["--speakers table"]


def test_a_person_can_say_what_rows_are() -> None:
    rows = [["naam", "tekst"], ["C1", "Ja."], ["C2", "Nee."]]
    assert said(draft("a.csv", table(rows), ImportOptions(speakers="table"))) == [("C1", "Ja."), ("C2", "Nee.")]
    assert len(reading("a.csv", table(TURNS), ImportOptions(kind="written-interview")).drafts) == 3
    odd = [["wat", "hoe"], ["Anker", "Ja, dat wel."], ["Boei", "Nee, dat niet."]]
    assert said(draft("a.csv", table(odd), ImportOptions(speakers="table"))) == [
        ("wat", "hoe"),
        ("Anker", "Ja, dat wel."),
        ("Boei", "Nee, dat niet."),
    ]


def test_rows_without_headings_are_turns_when_each_has_a_label() -> None:
    assert said(draft("a.csv", "00:01,R1,Ja hoor.\n00:02,R2,Nee.\n00:03,R1,Toch.\n")) == [
        ("R1", "Ja hoor."),
        ("R2", "Nee."),
        ("R1", "Toch."),
    ]


def test_every_row_is_a_turn_and_one_that_names_nobody_goes_on() -> None:
    found = draft("a.csv", table([["spreker", "tekst"], ["R1", "Ja."], ["R1", "Hoor."], ["", "Echt."], ["R2", "Nee."]]))
    assert found.text == "R1: Ja.\nR1: Hoor.\nEcht.\nR2: Nee."
    assert said(found) == [("R1", "Ja."), ("R1", "Hoor.\nEcht."), ("R2", "Nee.")]


def test_rows_that_begin_and_end_are_pieces_of_turns() -> None:
    found = draft(
        "a.csv",
        table(
            [["speaker", "start", "end", "text"], ["R1", "0.0", "1.5", "Ja,"], ["R1", "1.5", "2.25", "hoor."], ["R2", "3.0", "4.0", "Nee."]]
        ),
    )
    assert [(turn.speaker, turn.time_start, turn.time_end) for turn in found.turns] == [("R1", 0, 2250), ("R2", 3000, 4000)]
    assert found.text == "R1: Ja, hoor.\nR2: Nee."


@pytest.mark.parametrize(
    ("title", "cells", "times"),
    [
        ("tijd", ("00:00:01", "[0:05]", "#00:00:09-5#"), [1000, 5000, 9500]),
        ("start (ms)", ("1", "2", "3"), [1, 2, 3]),
        ("start_sec", ("1", "2", "3"), [1000, 2000, 3000]),
        ("start", ("1,5", "2", "3"), [1500, 2000, 3000]),
        ("start", ("1", "3", "6"), [1000, 3000, 6000]),
        ("start", ("1000", "3000", "6000"), [1000, 3000, 6000]),
        ("timecode", ("0:01 - 0:02", "0:02 --> 0:04", "0:05"), [1000, 2000, 5000]),
    ],
)
def test_times_are_clocks_or_numbers_in_the_unit_that_is_said_or_likely(title: str, cells: tuple[str, ...], times: list[int]) -> None:
    rows = [["spreker", title, "tekst"], *(["R1", cell, "Ja, dat is wel zo, denk ik."] for cell in cells)]
    assert [turn.time_start for turn in draft("a.csv", table(rows, ";")).turns] == times


def test_times_that_nobody_understands_are_listed_and_the_words_kept() -> None:
    rows = [["spreker", "begin", "einde", "tekst"], ["R1", "straks", "", "Ja."], ["R2", "0:05", "0:04", "Nee."]]
    found = reading("a.csv", table(rows))
    assert [turn.time_start for turn in found.drafts[0].turns] == [None, None]
    assert [str(problem) for problem in found.problems] == [
        "line 2: a time cannot be understood: `straks` (its words are kept without a time)",
        "line 3: a time cannot be understood: `0:05 - 0:04` (its words are kept without a time)",
    ]


def test_languages_and_roles_are_what_the_rows_say() -> None:
    rows = [
        ["spreker", "rol", "taal", "tekst"],
        ["A", "animatrice", "Frans", "Oui."],
        ["B", "", "nl-BE", "Ja."],
        ["B", "observator", "dialect", "Awel."],
    ]
    found = reading("a.csv", table(rows))
    assert [turn.languages for turn in found.drafts[0].turns] == [(Stretch(3, 7, "fr"),), (Stretch(11, 14, "nl"),), ()]
    assert [(person.label, person.role) for person in found.drafts[0].participants] == [("A", "moderator"), ("B", "observer")]
    assert [problem.message for problem in found.problems] == ["no language that is known is meant by `dialect`, said 1 time"]


def test_each_transcript_that_a_column_names_is_a_draft() -> None:
    rows = [["bestand", "spreker", "tekst"], ["FG 1", "R1", "Ja."], ["fg-1", "R1", "Nee."], ["FG 1", "R2", "Wel."], ["", "R3", "Mm."]]
    found = reading("a.csv", table(rows))
    assert [(each.part, each.name, said(each)) for each in found.drafts] == [
        (0, "FG 1", [("R1", "Ja."), ("R2", "Wel."), ("R3", "Mm.")]),
        (1, "fg-1 (2)", [("R1", "Nee.")]),
    ]


def test_a_variable_is_of_the_transcript_of_a_speaker_or_of_nobody() -> None:
    rows = [
        ["spreker", "regio", "sector", "fase", "tekst"],
        ["R1", "Gent", "zorg", "a", "Ja."],
        ["R2", "Gent", "justitie", "a", "Nee."],
        ["R2", "", "", "b", "Wel."],
    ]
    found = reading("a.csv", table(rows), ImportOptions(variables=("regio", "sector", "fase")))
    assert dict(found.drafts[0].variables) == {"regio": "Gent"}
    assert [dict(person.variables) for person in found.drafts[0].participants] == [{"sector": "zorg"}, {"sector": "justitie"}]
    assert [str(problem) for problem in found.problems] == [
        "column fase: several values for one speaker are none: `a, b` (give every speaker one value)"
    ]


def test_columns_that_mean_nothing_are_listed_and_those_of_our_own_tables_counted_anew() -> None:
    found = reading("a.csv", table([["spreker", "tekst", "nota", "leeg"], ["R1", "Ja.", "knikt", ""], ["R1", "Nee.", "zucht", ""]]))
    assert [str(problem) for problem in found.problems] == [
        "column nota: 2 cells left out, beginning with `knikt` (if it is a variable, declare it in study.toml)"
    ]
    own = [
        ["turn", "speaker", "role", "language", "start", "end", "words", "text", "time"],
        ["1", "R1", "participant", "nl", "4", "7", "1", "Ja.", "61000"],
    ]
    found = reading("a.csv", table(own))
    assert [(turn.time_start, turn.time_end) for turn in found.drafts[0].turns] == [(61_000, None)]
    assert "Counted by the program and taken anew: turn, start, end, words." in found.notes


def test_a_speaker_without_words_stayed_silent() -> None:
    found = reading("a.csv", table([["spreker", "tekst"], ["R1", "Ja."], ["R2", ""], ["R1", "Nee."]]))
    assert [person.label for person in found.drafts[0].participants] == ["R1", "R2"]
    assert [problem.where for problem in found.problems] == ["line 3"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("alleen een kolom\nja\nnee\n", "a.csv has no table with a row of headings"),
        ("spreker,tekst\n", "a.csv has no table with a row of headings"),
        ("spreker,tekst\nR1,\nR1,\n", "a.csv has no words in its column of text"),
        ("\n\n", "a.csv has no table"),
    ],
)
def test_a_table_without_transcripts_is_refused(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        reading("a.csv", text)


def test_more_transcripts_than_a_study_holds_are_refused() -> None:
    rows = [["bestand", "spreker", "tekst"], *([f"FG{number}", "R1", "Ja."] for number in range(2001))]
    with pytest.raises(Unreadable, match="holds more than 2000 transcripts"):
        reading("a.csv", table(rows))


cells = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp", "Zs", "Mn", "Mc")), min_size=1, max_size=20
)
rows_of_turns = st.lists(st.tuples(st.sampled_from(["R1", "R2", "INT"]), cells), min_size=2, max_size=10)


@given(rows_of_turns, st.sampled_from([",", ";", "\t"]))
def test_turns_written_as_a_table_are_read_back_to_the_letter(turns: list[tuple[str, str]], delimiter: str) -> None:
    text = "sep=" + delimiter + "\n" + table([["spreker", "tekst"], *(list(turn) for turn in turns)], delimiter)
    assert said(draft("a.csv", text)) == [(speaker, canonical(words)[0]) for speaker, words in turns]


@given(st.integers(0, 9), st.integers(0, 59), st.integers(0, 59))
def test_a_clock_and_a_number_of_seconds_say_the_same(hours: int, minutes: int, seconds: int) -> None:
    whole = (hours * 60 + minutes) * 60 + seconds
    assert milliseconds(f"{hours}:{minutes:02}:{seconds:02}", "") == milliseconds(str(whole), "seconds") == 1000 * whole
    assert both(f"{hours}:{minutes:02}:{seconds:02} - 9:59:59") == (f"{hours}:{minutes:02}:{seconds:02}", "9:59:59")
