"""What was said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode import study as studies
from qualcode.analysis._quotation import Quotation
from qualcode.analysis.quotes import quotes
from qualcode.model import Attribute, AttributeValue, Selection
from tests.analysis.corpus import BOOK, asked

STUDY = studies.parse(
    """
    languages = ["nl", "fr"]
    [variables.region]
    label = { nl = "Arrondissement" }
    values.antwerp = { nl = "Antwerpen" }
    [variables.note]
    values.long = { nl = "lang" }
    """
)
STANCE = Attribute("stance", {"nl": "Houding"}, (AttributeValue("pro", {"nl": "voor"}),))
BOOK_WITH_STANCE = replace(BOOK, attributes=(Attribute("interaction", {}, ()), STANCE))


def said(code: str, transcript: str, turn: int, speaker: str = "R1", start: int | None = None) -> Quotation:
    """A quotation of four characters, by default at a place of its own for each turn."""
    begin = turn * 10 if start is None else start
    return Quotation(code, transcript, turn, speaker, "participant", "nl", begin, begin + 4, "Ja, ")


def test_quotations_stand_by_code_of_the_codebook_then_transcript_then_place() -> None:
    given = [
        said("value.need", "a", 1),
        said("coop.secrecy", "b", 1),
        said("coop.secrecy", "a", 12),
        said("coop.secrecy", "a", 2, start=25),
        said("coop.secrecy", "a", 2, start=21),
    ]
    table = quotes(given, BOOK, STUDY, asked=asked())
    assert [(row["code"], row["label"], row["transcript"], row["turn"]) for row in table.records()] == [
        ("coop.secrecy", "COOP.SECRECY", "a", 2),
        ("coop.secrecy", "COOP.SECRECY", "a", 2),
        ("coop.secrecy", "COOP.SECRECY", "a", 12),
        ("coop.secrecy", "COOP.SECRECY", "b", 1),
        ("value.need", "VALUE.NEED", "a", 1),
    ]
    assert (table.unit, table.layer, table.group_by) == ("coding", "consensus", 2)


def test_variables_of_the_study_and_attributes_that_occur_have_a_column() -> None:
    full = replace(
        said("value.need", "a", 3), variables={"region": "antwerp", "note": "long"}, attributes={"stance": "pro", "own": "x"}, note="!"
    )
    table = quotes([full, said("value.need", "b", 1)], BOOK_WITH_STANCE, STUDY, asked=asked())
    names = ["code", "label", "phase", "region", "note_", "transcript", "turn", "speaker", "language", "quotation", "stance", "own", "note"]
    assert [column.name for column in table.columns] == names
    assert table.rows[0] == ("value.need", "VALUE.NEED", None, "antwerp", "long", "a", 3, "R1", "nl", "Ja, ", "pro", "x", "!")
    assert table.rows[1] == ("value.need", "VALUE.NEED", None, None, None, "b", 1, "R1", "nl", "Ja, ", "", "", "")
    labels = {column.name: (column.label, dict(column.labels)) for column in table.columns}
    assert labels["region"] == ("Arrondissement", {"antwerp": "Antwerpen"})
    assert labels["stance"] == ("Houding", {"pro": "voor"})
    assert labels["own"] == ("own", {})


def test_passages_over_several_speakers_are_told() -> None:
    given = [replace(said("value.need", "a", 1), speakers=2), replace(said("coop", "a", 1), speakers=2), said("value.need", "a", 3)]
    notes = quotes(given, BOOK, STUDY, asked=asked()).notes
    assert notes[-1] == "1 passage over the words of several speakers, of whom the first selected is named."


def test_what_stands_in_no_turn_is_nobodys() -> None:
    label = replace(said("value.need", "a", 0), speaker="", language="und")
    assert quotes([label, said("value.need", "a", 3)], BOOK, STUDY, asked=asked()).notes == (
        "2 codings of 2 passages: 1 by 1 participant in 1 group.",
        "Passages per participant: R1 (a) 1.",
        "1 passage in no turn (a label, a heading); such count in no other table.",
    )


def test_without_notes_on_codings_there_is_no_column_for_them() -> None:
    table = quotes([said("value.need", "a", 1)], BOOK, STUDY, asked=asked())
    assert [column.name for column in table.columns][-1] == "quotation"
    assert "note" not in table.records()[0]


def test_a_selected_parent_keeps_what_stands_under_it() -> None:
    given = [said("coop.secrecy", "a", 1), said("value.need", "a", 2), said("coop", "a", 3)]
    table = quotes(given, BOOK, STUDY, asked=asked(selection=Selection(codes=("coop",))))
    assert [row[0] for row in table.rows] == ["coop", "coop.secrecy"]


def test_a_code_that_the_codebook_does_not_have_comes_last_and_is_named() -> None:
    table = quotes([said("old", "a", 1), said("value.need", "a", 2)], BOOK, STUDY, asked=asked())
    assert [row[:2] for row in table.rows] == [("value.need", "VALUE.NEED"), ("old", "")]
    assert table.warnings == ("Quoted, but not in the codebook: old.",)


def test_a_passage_with_two_codes_counts_once_and_speakers_of_two_groups_are_two() -> None:
    """R1 of a: turns 1 (two codes) and 2; R1 of b: turn 1; a moderator: turn 9. 5 codings, 4 passages, 3 by participants."""
    given = [
        said("coop.secrecy", "a", 1),
        said("value.need", "a", 1),
        said("value.need", "a", 2),
        said("value.need", "b", 1),
        replace(said("value.need", "b", 9, "M"), role="moderator"),
    ]
    assert quotes(given, BOOK, STUDY, asked=asked()).notes == (
        "5 codings of 4 passages: 3 by 2 participants in 2 groups.",
        "Passages per participant: R1 (a) 2, R1 (b) 1.",
        "1 passage by moderators or observers, which count in no other table.",
    )


@pytest.mark.parametrize(
    ("most", "others", "warned"),
    [
        (3, 5, "R0 (a) supplies 3 of 8 passages, more than 25 %."),
        (2, 6, None),
        (7, 0, None),
    ],
)
def test_more_than_a_quarter_of_at_least_eight_by_one_participant_is_a_warning(most: int, others: int, warned: str | None) -> None:
    given = [said("coop", "a", turn, "R0") for turn in range(1, most + 1)]
    given += [said("coop", "a", 20 + each, f"R{each + 1}") for each in range(others)]
    assert quotes(given, BOOK, STUDY, asked=asked()).warnings == ((warned,) if warned else ())


def test_many_participants_are_not_all_named() -> None:
    given = [said("coop", "a", turn, f"R{turn:02}") for turn in range(1, 15)]
    assert quotes(given, BOOK, STUDY, asked=asked()).notes[1].endswith("R12 (a) 1, and 2 more participants.")


def test_a_coding_outside_any_turn_has_none() -> None:
    table = quotes([said("coop", "a", 0, "")], BOOK, STUDY, asked=asked())
    assert table.records()[0]["turn"] is None


def test_no_quotation_is_an_empty_table_that_says_so() -> None:
    table = quotes([], BOOK, STUDY, asked=asked())
    assert table.rows == ()
    assert table.notes == ("0 codings of 0 passages: 0 by 0 participants in 0 groups.",)
