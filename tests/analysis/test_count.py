"""How often each code occurs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.analysis.count import count
from qualcode.counts import Base, Tally
from qualcode.model import Attribute, AttributeValue, Selection, Variable
from tests.analysis.corpus import BOOK, STUDY, asked, corpus


def test_every_figure_of_a_small_corpus_is_the_one_counted_by_hand() -> None:
    """Three groups, of which two have the code.

    Corpus:
    a
      M* 50: coop.secrecy 0-50
      R1 100: coop.secrecy 0-10, coop.secrecy 5-20
      R2 50: coop.secrecy 0-5, coop.linking 3-10
      R1 50: coop.secrecy 10-20
      R3 0:
    b
      R1 100: coop.secrecy 0-50
    c
      R1 400:

    coop.secrecy: group a has 20 (the overlapping 0-10 and 5-20) + 5 + 10 = 35 of 200 words, 175 per 1,000; b 50 of 100, 500; c 0.
    Their median is 175. Segments: R1 of a has 2 (one joined), R2 of a 1, R1 of b 1: 4 in all, 2/4 by one. 3 of 5 participants: R3 is silent.
    coop.linking: 7 words of 200, 35 per 1,000; one voice, one group of three.
    coop (parent): in R2 of a 0-5 and 3-10 join to one stretch of 10 words: 20 + 10 + 10 + 50 = 90 words in 4 segments.
    """
    small = corpus(test_every_figure_of_a_small_corpus_is_the_one_counted_by_hand)
    table = count(small.tallies(), small.bases(), BOOK, asked=asked())
    assert table.rows == (
        ("coop", "COOP", 2, 3, 3, 5, 4, 90, 200.0, (200.0, 500.0, 0.0), 0.5, ""),
        ("coop.secrecy", "COOP.SECRECY", 2, 3, 3, 5, 4, 85, 175.0, (175.0, 500.0, 0.0), 0.5, ""),
        ("coop.linking", "COOP.LINKING", 1, 3, 1, 5, 1, 7, 0.0, (35.0, 0.0, 0.0), 1.0, "one voice, one group"),
    )
    assert "Held: 3 groups, 5 participants, 700 words of participants. Rates of each group in this order: a, b, c." in table.notes
    assert table.warnings == ()


def test_columns_say_what_is_counted_of_what() -> None:
    """A table without rows.

    Corpus:
    a
      R1 10:
    """
    small = corpus(test_columns_say_what_is_counted_of_what)
    table = count(small.tallies(), small.bases(), BOOK, asked=asked(selection=Selection(where={"region": ("antwerp",)})))
    assert [(column.name, column.kind, column.of) for column in table.columns] == [
        ("code", "code", None),
        ("label", "text", None),
        ("groups_k", "count", "groups_n"),
        ("groups_n", "count", None),
        ("participants_k", "count", "participants_n"),
        ("participants_n", "count", None),
        ("segments", "count", None),
        ("words", "count", None),
        ("rate", "rate", None),
        ("group_rates", "rates", None),
        ("top_share", "share", None),
        ("marker", "text", None),
    ]
    assert (table.unit, table.layer, table.group_by) == ("participant", "consensus", 2)
    assert table.selection == {"where": {"region": ["antwerp"]}, "code": []}


def test_unused_codes_are_named_and_have_rows_of_zero_only_when_asked_for() -> None:
    """One code is used.

    Corpus:
    a
      R1 10: value.need 0-10
    """
    small = corpus(test_unused_codes_are_named_and_have_rows_of_zero_only_when_asked_for)
    short = count(small.tallies(), small.bases(), BOOK, asked=asked())
    whole = count(small.tallies(), small.bases(), BOOK, asked=asked(all_codes=True))
    unused = "coop, coop.secrecy, coop.linking, coop.linking.formal."
    assert [row[0] for row in short.rows] == ["value", "value.need"]
    assert short.notes[-1].endswith(f"(no row): {unused}")
    assert [row[0] for row in whole.rows] == [code.id for code in BOOK.codes]
    assert whole.notes[-1].endswith(f"(rows of 0): {unused}")
    assert whole.rows[0] == ("coop", "COOP", 0, 1, 0, 1, 0, 0, 0.0, (0.0,), None, "")


def test_a_selected_parent_brings_the_codes_below_it_in_the_order_of_the_codebook() -> None:
    """Codes in two branches.

    Corpus:
    a
      R1 10: coop.linking.formal 0-1, coop.secrecy 2-3, value.need 4-5
    """
    small = corpus(test_a_selected_parent_brings_the_codes_below_it_in_the_order_of_the_codebook)
    wanted = asked(selection=Selection(codes=("coop.linking", "value.need")))
    table = count(small.tallies(), small.bases(), BOOK, asked=wanted)
    assert [row[0] for row in table.rows] == ["coop.linking", "coop.linking.formal", "value.need"]


def test_one_group_is_no_mark_where_only_one_was_held() -> None:
    """One group, two voices for one code and one for the other.

    Corpus:
    a
      R1 10: coop.secrecy 0-1, value.need 5-6
      R2 10: coop.secrecy 0-1
    """
    small = corpus(test_one_group_is_no_mark_where_only_one_was_held)
    records = {record["code"]: record for record in count(small.tallies(), small.bases(), BOOK, asked=asked()).records()}
    assert records["coop.secrecy"]["marker"] == ""
    assert records["value.need"]["marker"] == "one voice"


def test_several_voices_of_one_group_among_several_are_marked_one_group() -> None:
    """Two groups held, one with the code.

    Corpus:
    a
      R1 10: coop.secrecy 0-1
      R2 10: coop.secrecy 0-1
    b
      R1 10:
    """
    small = corpus(test_several_voices_of_one_group_among_several_are_marked_one_group)
    assert count(small.tallies(), small.bases(), BOOK, asked=asked()).records()[0]["marker"] == "one group"


def test_a_group_whose_participants_say_nothing_has_no_rate_and_does_not_move_the_median() -> None:
    """Group b holds a silent participant only.

    Corpus:
    a
      R1 100: coop.secrecy 0-10
    b
      R1 0:

    a: 10 of 100 words, 100 per 1,000; b: undefined.
    """
    small = corpus(test_a_group_whose_participants_say_nothing_has_no_rate_and_does_not_move_the_median)
    record = count(small.tallies(), small.bases(), BOOK, asked=asked()).records()[0]
    assert (record["groups_n"], record["participants_n"]) == (2, 2)
    assert (record["rate"], record["group_rates"]) == (100.0, (100.0, None))


def test_an_even_number_of_groups_has_the_mean_of_the_middle_two_as_median() -> None:
    """Four groups.

    Corpus:
    a
      R1 100: coop.secrecy 0-10
    b
      R1 100: coop.secrecy 0-20
    c
      R1 100: coop.secrecy 0-40
    d
      R1 100:

    0, 100, 200, 400 per 1,000: 150.
    """
    small = corpus(test_an_even_number_of_groups_has_the_mean_of_the_middle_two_as_median)
    assert count(small.tallies(), small.bases(), BOOK, asked=asked()).records()[0]["rate"] == 150.0


def test_rates_stand_in_the_order_of_the_groups_whatever_the_order_they_were_counted_in() -> None:
    base = Base((), 2, 30, 2, 2, (("b", 20), ("a", 10)))
    tally = Tally("coop", (), 1, 1, 5, 1, 1, (1,), (("b", 5),))
    table = count([tally], [base], BOOK, asked=asked())
    assert table.records()[0]["group_rates"] == (0.0, 250.0)
    assert any(note.endswith("in this order: a, b.") for note in table.notes)


def test_a_share_of_no_segment_is_undefined() -> None:
    base = Base((), 1, 10, 1, 1, (("a", 10),))
    table = count([Tally("coop", (), 0, 0, 0, 0, 0)], [base], BOOK, asked=asked(all_codes=True))
    assert table.records()[0]["top_share"] is None


def test_nothing_held_is_said() -> None:
    table = count([], [], BOOK, asked=asked(all_codes=True))
    assert table.rows == ()
    assert table.warnings == ("No group is held in this selection: there is nothing to count.",)


def test_a_code_that_the_codebook_does_not_have_is_counted_and_named() -> None:
    base = Base((), 1, 10, 1, 1, (("a", 10),))
    table = count([Tally("old", (), 1, 1, 5, 1, 1, (1,), (("a", 5),))], [base], BOOK, asked=asked())
    assert table.rows[0][:3] == ("old", "", 1)
    assert table.warnings == ("Counted, but not in the codebook: old.",)


def test_counts_without_a_denominator_are_refused() -> None:
    with pytest.raises(ValueError, match="no base"):
        count([Tally("coop", (), 1, 1, 5, 1, 1)], [], BOOK, asked=asked())


def test_by_a_dimension_shows_the_cells_that_are_held_and_names_what_is_not_tagged() -> None:
    """Two sectors, and a group without.

    Corpus:
    a sector=justice
      R1 10: coop.secrecy 0-1
    b sector=care
      R1 10:
    c
      R1 10: coop.secrecy 0-2
    """
    small = corpus(test_by_a_dimension_shows_the_cells_that_are_held_and_names_what_is_not_tagged)
    table = count(small.tallies("sector"), small.bases("sector"), BOOK, asked=asked("sector"))
    rows = [(record["code"], record["sector"], record["words"]) for record in table.records() if record["code"] == "coop.secrecy"]
    assert rows == [("coop.secrecy", "care", 0), ("coop.secrecy", "justice", 1), ("coop.secrecy", None, 2)]
    assert table.title == "Codes by sector"
    assert table.warnings == ("No sector is known for participants of: c.",)


def test_with_the_study_cells_have_its_order_and_labels_but_no_empty_ones() -> None:
    """One sector of two, and one region.

    Corpus:
    a sector=care region=charleroi
      R1 10: coop.secrecy 0-1
    b sector=justice region=charleroi
      R1 10: coop.secrecy 0-1
    """
    small = corpus(test_with_the_study_cells_have_its_order_and_labels_but_no_empty_ones)
    by = ("region", "sector")
    table = count(small.tallies(*by), small.bases(*by), BOOK, asked=asked(*by), study=STUDY)
    assert [row[2:4] for row in table.rows if row[0] == "coop"] == [("charleroi", "justice"), ("charleroi", "care")]
    assert table.title == "Codes by Arrondissement, Sector"
    assert table.columns[3].labels["care"] == "Hulpverlening"
    assert table.warnings == ()


def test_by_language_a_group_stands_in_several_cells_and_silent_ones_do_not_count() -> None:
    """One bilingual group.

    Corpus:
    a
      R1 10 nl: coop.secrecy 0-1
      R1 10 fr:
      R2 10 fr: coop.secrecy 0-4
      R3 0:
    """
    small = corpus(test_by_language_a_group_stands_in_several_cells_and_silent_ones_do_not_count)
    table = count(small.tallies("language"), small.bases("language"), BOOK, asked=asked("language"))
    assert [row[2:7] for row in table.rows if row[0] == "coop.secrecy"] == [("fr", 1, 1, 1, 2), ("nl", 1, 1, 1, 1)]
    assert table.columns[2].label == "Taal"
    assert any("A group can stand in several cells" in note for note in table.notes)
    assert any("of those who speak in it" in note for note in table.notes)
    assert any("differ in language (fr, nl)" in warning and "0.9 and 1.1" in warning for warning in table.warnings)


def test_by_an_attribute_every_value_has_the_denominators_of_its_cell() -> None:
    stance = Attribute("stance", {"nl": "Houding"}, (AttributeValue("pro", {"nl": "voor"}), AttributeValue("contra", {"nl": "tegen"})))
    book = replace(BOOK, attributes=(stance,))
    bases = [Base(("care",), 4, 100, 5, 1, (("a", 100),))]
    tallies = [
        Tally("value.need", ("pro", "care"), 2, 2, 10, 2, 1, (1, 1), (("a", 10),)),
        Tally("value.need", (None, "care"), 1, 1, 5, 1, 1, (1,), (("a", 5),)),
    ]
    table = count(tallies, bases, book, asked=asked("attribute:stance", "sector"))
    rows = [(record["stance"], record["participants_k"], record["participants_n"], record["rate"]) for record in table.records()]
    assert rows == [("pro", 2, 5, 100.0), ("contra", 0, 5, 0.0), (None, 1, 5, 50.0)]
    assert (table.columns[2].label, table.columns[2].labels) == ("Houding", {"pro": "voor", "contra": "tegen"})
    assert table.warnings == ()
    assert sum(note.startswith("care:") for note in table.notes) == 1


@pytest.mark.parametrize(("cells", "named"), [(1, "x0: 41 groups"), (41, "41 cells with 10 to 50 words of participants each.")])
def test_many_groups_or_cells_are_not_named_one_by_one(cells: int, named: str) -> None:
    bases = [
        Base((f"x{at}",), 1, 10 * (at % 5 + 1), 1, 1, ((f"t{at}", 10),))
        if cells > 1
        else Base((f"x{at}",), 41, 410, 41, 41, tuple((f"t{each:02}", 10) for each in range(41)))
        for at in range(cells)
    ]
    table = count([], bases, BOOK, asked=asked("place"))
    assert "of each group (group_rates): in the order of the ids of the groups." in table.notes
    assert any(note.startswith(named) for note in table.notes)


def test_a_variable_called_like_a_figure_keeps_its_values_and_leaves_the_figure_its_name() -> None:
    study = replace(STUDY, variables={**STUDY.variables, "words": Variable("words", {"nl": "Woorden"}, {"many": {"nl": "veel"}})})
    tally = Tally("value.need", ("many",), 1, 1, 10, 1, 1, (1,), (("a", 10),))
    table = count([tally], [Base(("many",), 1, 100, 1, 1, (("a", 100),))], BOOK, asked=asked("words"), study=study)
    (record,) = table.records()
    assert (record["words_"], record["words"], table.columns[2].label) == ("many", 10, "Woorden")


def test_intervals_of_the_share_of_groups_when_they_are_asked_for() -> None:
    """2 of 3 groups have the code: Wilson's interval is .208 to .939; of 0 of 3 it is 0 to .561.

    Corpus:
    a
      R1 10: coop.secrecy 0-1
    b
      R1 10: coop.secrecy 0-1
    c
      R1 10:
    """
    small = corpus(test_intervals_of_the_share_of_groups_when_they_are_asked_for)
    question = replace(asked(all_codes=True), intervals=True)
    rows = {row["code"]: row for row in count(small.tallies(), small.bases(), BOOK, asked=question).records()}
    assert rows["coop.secrecy"]["groups_interval"] == pytest.approx((0.2077, 0.9385), abs=1e-4)
    assert rows["value"]["groups_interval"] == pytest.approx((0, 0.5615), abs=1e-4)
