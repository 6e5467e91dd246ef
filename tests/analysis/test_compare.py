"""Which codes occur where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.analysis.compare import compare
from qualcode.counts import Base
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.table import Table
from tests.analysis.corpus import BOOK, STUDY, asked, corpus


def bases(**groups: int) -> list[Base]:
    """Cells of one dimension with so many groups of 100 words and two participants, each with its own groups."""
    return [
        Base((cell,), number, 100 * number, 2 * number, number, tuple((f"{cell}-{at}", 100) for at in range(number)))
        for cell, number in groups.items()
    ]


def significance(table: Table) -> list[str]:
    """What the notes and warnings say about p."""
    return [text for text in (*table.notes, *table.warnings) if " p " in text]


def test_cells_of_crossed_variables_stand_side_by_side_in_the_order_of_the_study() -> None:
    """Three of four cells are held; charleroi x care is not.

    Corpus:
    charleroi-justice region=charleroi sector=justice
      M* 20: coop.secrecy 0-20
      R1 60: coop.secrecy 0-6, value.need 10-20
      R2 40: coop.secrecy 0-4
    antwerp-care region=antwerp sector=care
      R1 50:
      R2 0:
    antwerp-justice-1 region=antwerp sector=justice
      R1 100: coop.secrecy 0-10
    antwerp-justice-2 region=antwerp sector=justice
      R1 200: coop.secrecy 0-10, coop.secrecy 20-30
      R2 0:

    coop.secrecy. antwerp x justice: 2/2 groups, 2/3 participants, 3 segments, 30 words; 10/100 = 100 and 20/200 = 100 per 1,000; R1 of the
    second has 2 of 3 segments. antwerp x care: 0/1, 0/2, zeros. charleroi x justice: 1/1, 2/2, 2 segments, 10 words of 100: 100; 1 of 2.
    """
    small = corpus(test_cells_of_crossed_variables_stand_side_by_side_in_the_order_of_the_study)
    by = ("region", "sector")
    table = compare(small.tallies(*by), small.bases(*by), BOOK, STUDY, asked=asked(*by))
    rows = [row[2:] for row in table.rows if row[0] == "coop.secrecy"]
    assert rows == [
        ("antwerp", "justice", 2, 2, 2, 3, 3, 30, 100.0, (100.0, 100.0), 2 / 3, ""),
        ("antwerp", "care", 0, 1, 0, 2, 0, 0, 0.0, (0.0,), None, ""),
        ("charleroi", "justice", 1, 1, 2, 2, 2, 10, 100.0, (100.0,), 0.5, ""),
        ("charleroi", "care", 0, 0, None, None, None, None, None, None, None, None),
    ]
    assert [row[2:4] for row in table.rows if row[0] == "value.need"] == [row[:2] for row in rows]
    assert table.title == "Codes by Arrondissement, Sector"
    assert [(column.label, column.labels.get("care")) for column in table.columns[2:4]] == [
        ("Arrondissement", None),
        ("Sector", "Hulpverlening"),
    ]
    assert table.warnings == (
        "No group held in: charleroi x care (planned 1).",
        "With 1 to 2 groups per cell no difference can be shown to be significant (smallest attainable p = 0.33).",
    )
    assert "antwerp x justice: 2 groups, 3 participants, 300 words of participants." in " ".join(table.notes)


def test_a_participant_s_own_value_puts_one_group_in_two_cells() -> None:
    """A mixed group.

    Corpus:
    mixed region=antwerp
      R1 100 sector=justice: coop.secrecy 0-10
      R2 100 sector=care: coop.secrecy 0-20
    """
    small = corpus(test_a_participant_s_own_value_puts_one_group_in_two_cells)
    table = compare(small.tallies("sector"), small.bases("sector"), BOOK, STUDY, asked=asked("sector"))
    assert [row[2:6] for row in table.rows if row[0] == "coop.secrecy"] == [("justice", 1, 1, 1), ("care", 1, 1, 1)]
    assert any("do not add up" in note for note in table.notes)
    assert significance(table) == ["With 1 group per cell no difference can be shown to be significant (smallest attainable p = 1.00)."]


def test_the_selection_restricts_which_cells_are_expected_and_what_was_planned() -> None:
    """One group.

    Corpus:
    a region=antwerp sector=care
      R1 10: coop.secrecy 0-1
    """
    small = corpus(test_the_selection_restricts_which_cells_are_expected_and_what_was_planned)
    inside = Selection(where={"region": ("antwerp",)})
    outside = Selection(where={"phase": ("mixed",)})
    tallies, held = small.tallies("region"), small.bases("region")
    assert compare(tallies, held, BOOK, STUDY, asked=asked("region", selection=inside)).warnings == ()
    assert compare(tallies, held, BOOK, STUDY, asked=asked("region")).warnings == ("No group held in: charleroi (planned 4).",)
    assert compare(tallies, held, BOOK, STUDY, asked=asked("region", selection=outside)).warnings == (
        "No group of this selection held in: charleroi (planned 2).",
    )
    kind = Selection(kinds=("interview",))
    assert compare(tallies, held, BOOK, STUDY, asked=asked("region", selection=kind)).warnings == (
        "No group of this selection held in: charleroi.",
    )
    speaker = Selection(speakers=("R1",))
    assert compare(tallies, held, BOOK, STUDY, asked=asked("region", selection=speaker)).warnings == (
        "No group of this selection held in: charleroi.",
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (("phase",), "No group held in: mixed (planned 4)."),
        (
            ("phase", "region"),
            "No group held in: single x charleroi (planned 2), mixed x antwerp (planned 2), mixed x charleroi (planned 2).",
        ),
        (("sector",), "No group held in: care (planned 2)."),
    ],
)
def test_what_was_planned_in_a_cell_is_summed_over_the_plans_that_speak_of_it(by: tuple[str, ...], expected: str) -> None:
    """One group.

    Corpus:
    a region=antwerp sector=justice phase=single
      R1 10: coop.secrecy 0-1
    """
    small = corpus(test_what_was_planned_in_a_cell_is_summed_over_the_plans_that_speak_of_it)
    assert expected in compare(small.tallies(*by), small.bases(*by), BOOK, STUDY, asked=asked(*by)).warnings


def test_values_that_were_not_declared_or_not_given_come_last() -> None:
    """Groups outside the declared design.

    Corpus:
    a
      R1 10: coop.secrecy 0-1
    b region=ghent
      R1 10: coop.secrecy 0-1
    c region=charleroi
      R1 10: coop.secrecy 0-1
    """
    small = corpus(test_values_that_were_not_declared_or_not_given_come_last)
    table = compare(small.tallies("region"), small.bases("region"), BOOK, STUDY, asked=asked("region"))
    assert [row[2] for row in table.rows if row[0] == "coop"] == ["antwerp", "charleroi", "ghent", None]
    assert "No region is known for participants of: a." in table.warnings


def test_a_language_that_a_group_does_not_speak_is_not_a_group_that_was_not_held() -> None:
    """Nobody speaks French in Antwerp, and part could not be told.

    Corpus:
    a region=antwerp
      R1 10 nl: coop.secrecy 0-1
      R1 10 und:
    b region=charleroi
      R1 10 fr: coop.secrecy 0-1
      R1 10 nl: coop.secrecy 0-1
    """
    small = corpus(test_a_language_that_a_group_does_not_speak_is_not_a_group_that_was_not_held)
    by = ("region", "language")
    table = compare(small.tallies(*by), small.bases(*by), BOOK, STUDY, asked=asked(*by))
    cells = [row[2:6] for row in table.rows if row[0] == "coop"]
    assert cells == [
        ("antwerp", "nl", 1, 1),
        ("antwerp", "fr", 0, 0),
        ("antwerp", "und", 0, 1),
        ("charleroi", "nl", 1, 1),
        ("charleroi", "fr", 1, 1),
        ("charleroi", "und", 0, 0),
    ]
    assert "No participant speaks in: antwerp x fr, charleroi x und." in table.warnings
    assert any("differ in language (fr, nl)" in warning for warning in table.warnings)


def test_cells_whose_groups_speak_different_languages_are_told_where_language_is_no_dimension() -> None:
    spoken = {"antwerp-0": "nl", "antwerp-1": "nl", "charleroi-0": "fr"}
    question = replace(asked("region"), spoken=spoken)
    different = compare([], bases(antwerp=2, charleroi=1), BOOK, STUDY, asked=question)
    same = compare([], bases(antwerp=2, charleroi=1), BOOK, STUDY, asked=replace(question, spoken=dict.fromkeys(spoken, "nl")))
    assert any("differ in language (fr, nl)" in warning for warning in different.warnings)
    assert not any("language" in warning for warning in same.warnings)


def test_transcripts_are_not_crossed_with_regions_they_are_not_in() -> None:
    """Two groups.

    Corpus:
    a region=antwerp
      R1 10: coop.secrecy 0-1
    b region=charleroi
      R1 10:
    """
    small = corpus(test_transcripts_are_not_crossed_with_regions_they_are_not_in)
    by = ("region", "transcript")
    table = compare(small.tallies(*by), small.bases(*by), BOOK, STUDY, asked=asked(*by))
    assert [row[2:4] for row in table.rows if row[0] == "coop"] == [("antwerp", "a"), ("charleroi", "b")]


def test_labels_given_with_the_question_come_before_those_of_the_study() -> None:
    question = replace(asked("region"), labels={"region": {"antwerp": "A"}})
    assert compare([], bases(antwerp=1), BOOK, STUDY, asked=question).columns[2].labels == {"antwerp": "A"}


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (
            {"antwerp": 3, "charleroi": 3},
            ["With 3 groups per cell no difference can be shown to be significant (smallest attainable p = 0.10)."],
        ),
        (
            {"antwerp": 2, "charleroi": 4},
            ["With 2 to 4 groups per cell no difference can be shown to be significant (smallest attainable p = 0.067)."],
        ),
        (
            {"antwerp": 4, "charleroi": 4},
            ["With groups as units an exact test of two cells could reach p = 0.029; tests are made by --differences only."],
        ),
        (
            {"antwerp": 6, "charleroi": 6, "ghent": 1},
            [
                "With groups as units an exact test of two cells could reach p = 0.002; tests are made by --differences only.",
                "Too few groups to show a significant difference (smallest attainable p in parentheses): antwerp and ghent (0.14); charleroi and ghent (0.14).",
            ],
        ),
        ({"antwerp": 3}, []),
    ],
)
def test_what_so_few_groups_can_show_is_said(groups: dict[str, int], expected: list[str]) -> None:
    assert significance(compare([], bases(**groups), BOOK, STUDY, asked=asked("region"))) == expected


def test_a_group_in_both_cells_is_its_own_control() -> None:
    """Three groups speak both languages: 2 to the third sign flips, smallest p 2/8."""
    groups = tuple((f"t{at}", 100) for at in range(3))
    held = [Base((language,), 3, 300, 3, 3, groups) for language in ("nl", "fr")]
    assert "smallest attainable p = 0.25" in significance(compare([], held, BOOK, STUDY, asked=asked("language")))[0]


def test_many_pairs_of_small_cells_are_not_all_named() -> None:
    """Two cells of 4 groups, and four of 1: the two can show something, 8 + 6 pairs with small ones cannot."""
    held = bases(a=4, b=4, c=1, d=1, e=1, f=1)
    warning = significance(compare([], held, BOOK, STUDY, asked=asked("region")))[-1]
    assert warning.endswith("and 8 more.")


def test_without_a_dimension_there_is_nothing_to_compare() -> None:
    with pytest.raises(QualcodeError) as error:
        compare([], bases(antwerp=1), BOOK, STUDY, asked=asked())
    assert "--by" in error.value.hint


def test_nothing_held_shows_the_declared_cells_empty() -> None:
    table = compare([], [], BOOK, STUDY, asked=asked("sector", all_codes=True))
    assert table.rows[0][2:6] == ("justice", 0, 0, None)
    assert table.warnings[0] == "No group is held in this selection: there is nothing to count."
