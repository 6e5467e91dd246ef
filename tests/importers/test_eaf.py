"""Tiers of ELAN files become turns of their speakers, and what is no speech is listed."""

from __future__ import annotations

import pytest

from qualcode.errors import Unreadable
from qualcode.model import ImportOptions, Stretch
from tests.importers.inputs import draft, reading, said


def eaf(*tiers: str, times: dict[str, int | None] | None = None, header: str = "", after: str = "") -> str:
    """An ELAN file of these tiers; `ts0` to `ts9` are whole seconds unless `times` says otherwise."""
    at = times if times is not None else {f"ts{second}": 1000 * second for second in range(10)}
    values = {id: "" if value is None else f' TIME_VALUE="{value}"' for id, value in at.items()}
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="{id}"{value}/>' for id, value in values.items())
    return f"<ANNOTATION_DOCUMENT>{header}<TIME_ORDER>{slots}</TIME_ORDER>{''.join(tiers)}{after}</ANNOTATION_DOCUMENT>"


def tier(id: str, *annotations: str, **attributes: str) -> str:
    """A tier with these annotations; attributes are written in small letters."""
    said = "".join(f' {name.upper()}="{value}"' for name, value in attributes.items())
    return f'<TIER TIER_ID="{id}"{said}>{"".join(f"<ANNOTATION>{one}</ANNOTATION>" for one in annotations)}</TIER>'


def at(start: int, end: int, words: str, id: str = "", more: str = "") -> str:
    """An annotation from one second to another."""
    return (
        f'<ALIGNABLE_ANNOTATION ANNOTATION_ID="{id or f"a{start}{end}"}" TIME_SLOT_REF1="ts{start}" TIME_SLOT_REF2="ts{end}"{more}>'
        f"<ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>"
    )


def on(above: str, words: str, id: str = "b") -> str:
    """An annotation that belongs to another."""
    return f'<REF_ANNOTATION ANNOTATION_ID="{id}" ANNOTATION_REF="{above}"><ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></REF_ANNOTATION>'


def test_annotations_stand_by_when_they_begin_and_those_of_one_speaker_are_joined() -> None:
    found = draft("a.eaf", eaf(tier("R1", at(1, 2, "Ja,"), at(3, 4, "dat wel.")), tier("R2", at(0, 1, "Is dat zo?"), at(5, 6, "Goed."))))
    assert found.text == "R2: Is dat zo?\nR1: Ja, dat wel.\nR2: Goed."
    assert [(turn.speaker, turn.time_start, turn.time_end) for turn in found.turns] == [
        ("R2", 0, 1000),
        ("R1", 1000, 4000),
        ("R2", 5000, 6000),
    ]


def test_what_is_said_at_once_stands_by_its_beginning_and_is_counted() -> None:
    found = reading("a.eaf", eaf(tier("R1", at(0, 5, "Ik denk"), at(5, 6, "dus.")), tier("R2", at(2, 3, "mm"))))
    assert said(found.drafts[0]) == [("R1", "Ik denk"), ("R2", "mm"), ("R1", "dus.")]
    assert "Annotations that begin while somebody else still speaks: 1. They stand in the order in which they begin." in found.notes


@pytest.mark.parametrize(
    ("id", "attributes", "speaker"),
    [("spraak-1", {"participant": "R7"}, "R7"), ("R7", {}, "R7"), ("tekst@R7", {}, "R7"), ("spraak", {"participant": " R7 "}, "R7")],
)
def test_a_tier_is_of_its_participant_else_of_its_name(id: str, attributes: dict[str, str], speaker: str) -> None:
    found = draft("a.eaf", eaf(tier(id, at(0, 1, "Ja."), **attributes), tier("R8", at(1, 2, "Nee."))))
    assert said(found) == [(speaker, "Ja."), ("R8", "Nee.")]


def test_a_participant_with_an_empty_tier_stayed_silent() -> None:
    found = draft("a.eaf", eaf(tier("R1", at(0, 1, "Ja.")), tier("b", participant="R2"), tier("default")))
    assert [person.label for person in found.participants] == ["R1", "R2"]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (tier("R1-fr", on("a01", "Oui."), parent_ref="R1"), "dependent on another tier"),
        (tier("Notes", at(1, 2, "Oui.")), "no speech by its name or type"),
        (tier("x", at(1, 2, "Oui."), linguistic_type_ref="opmerking"), "no speech by its name or type"),
        (tier("R2", at(1, 2, "12")), "without words"),
    ],
)
def test_what_is_no_speech_is_left_out_and_listed(other: str, why: str) -> None:
    found = reading("a.eaf", eaf(tier("R1", at(0, 1, "Ja.")), other))
    assert said(found.drafts[0]) == [("R1", "Ja.")]
    (problem,) = found.problems
    assert problem.message.startswith(f"left out as {why}: 1 annotation, beginning with `")


def test_tiers_of_one_type_that_depend_on_others_are_listed_together() -> None:
    tiers = [tier(f"R{number}", at(number, number + 1, "Ja.", f"a{number}")) for number in (1, 2)]
    tiers += [tier(f"t{number}", on(f"a{number}", "Oui."), parent_ref=f"R{number}", linguistic_type_ref="vertaling") for number in (1, 2)]
    (problem,) = reading("a.eaf", eaf(*tiers)).problems
    assert problem.where == "2 tiers of type vertaling, t1 and others"


def test_a_pattern_names_the_tiers_of_speech_those_that_depend_on_others_too() -> None:
    file = eaf(tier("R1", at(1, 2, "Ja.", "a1")), tier("R1-fr", on("a1", "Oui."), parent_ref="R1"), tier("Notes", at(3, 4, "Deur.")))
    found = reading("a.eaf", file, ImportOptions(label=".*-fr|Notes"))
    assert [(turn.speaker, turn.time_start) for turn in found.drafts[0].turns] == [("R1-fr", 1000), ("Notes", 3000)]
    assert [problem.message for problem in found.problems] == ["left out as not named with --label: 1 annotation, beginning with `Ja.`"]


def test_words_in_a_tier_below_one_of_numbers_are_speech() -> None:
    file = eaf(tier("ref@R1", at(0, 1, "001", "a1")), tier("orth@R1", on("a1", "Ja."), parent_ref="ref@R1"))
    found = reading("a.eaf", file)
    assert said(found.drafts[0]) == [("R1", "Ja.")]
    assert "Tier ref@R1 has no words: orth@R1, which depends on it, is taken for speech." in found.notes


def test_one_tier_that_names_nobody_has_its_labels_in_its_words() -> None:
    found = draft("a.eaf", eaf(tier("default", at(0, 1, "INT: Wel?"), at(1, 2, "R1: Ja,"), at(2, 3, "hoor."))))
    assert said(found) == [("INT", "Wel?"), ("R1", "Ja, hoor.")]
    assert said(draft("a.eaf", eaf(tier("default", at(0, 1, "Ja."), at(1, 2, "Nee."))))) == [("Narrator", "Ja."), ("Narrator", "Nee.")]


def test_the_language_of_an_annotation_is_its_own_else_that_of_its_tier() -> None:
    languages = '<LANGUAGE LANG_ID="nld" LANG_LABEL="Dutch (nld)"/><LANGUAGE LANG_ID="x1" LANG_LABEL="français"/>'
    found = draft("a.eaf", eaf(tier("R1", at(0, 1, "Ja."), at(1, 2, "Oui.", more=' LANG_REF="x1"'), lang_ref="nld"), after=languages))
    assert found.turns[0].languages == (Stretch(4, 7, "nl"), Stretch(8, 12, "fr"))


def test_the_locale_of_a_tier_is_a_keyboard_and_no_language() -> None:
    assert draft("a.eaf", eaf(tier("R1", at(0, 1, "Ja."), default_locale="en"))).turns[0].languages == ()


def test_a_language_that_nobody_knows_is_listed_and_left_to_the_words() -> None:
    found = reading("a.eaf", eaf(tier("R1", at(0, 1, "Ja."), lang_ref="streektaal")))
    assert found.drafts[0].turns[0].languages == ()
    assert found.problems[0].message == "no language that is known is meant by `streektaal`, said 1 time"


def test_times_that_are_missing_or_turned_round_are_listed_and_the_words_stay_in_their_place() -> None:
    times = {"ts0": 0, "ts1": 900, "ts2": None, "ts3": None, "ts4": 4000, "ts5": 5000}
    found = reading(
        "a.eaf", eaf(tier("R1", at(0, 1, "een")), tier("R2", at(2, 3, "twee"), at(5, 4, "drie")), tier("R3", at(4, 5, "vier")), times=times)
    )
    assert [(turn.speaker, turn.time_start) for turn in found.drafts[0].turns] == [("R1", 0), ("R2", None), ("R3", 4000), ("R2", None)]
    assert [problem.message for problem in found.problems] == ["annotations whose time cannot be understood: 1"]


@pytest.mark.parametrize(("unit", "start"), [("milliseconds", 1000), ("PAL-frames", 40_000), ("uren", None)])
def test_times_are_in_the_unit_that_the_file_says(unit: str, start: int | None) -> None:
    found = reading("a.eaf", eaf(tier("R1", at(1, 2, "Ja.")), header=f'<HEADER TIME_UNITS="{unit}"/>'))
    assert found.drafts[0].turns[0].time_start == start
    assert bool(found.problems) == (start is None)


def test_what_is_no_elan_file_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"a\.eaf is no ELAN file: it holds TextGrid\."):
        reading("a.eaf", "<TextGrid/>")
    with pytest.raises(Unreadable, match=r"a\.eaf has no tier with speech in it\.") as caught:
        reading("a.eaf", eaf(tier("Notes", at(0, 1, "Deur."))))
    assert caught.value.hint == "Say with --label which of its tiers are speech: Notes."
    with pytest.raises(Unreadable, match="document type or entities"):
        reading("a.eaf", "<!DOCTYPE a [<!ENTITY b 'c'>]>" + eaf(tier("R1", at(0, 1, "&b;"))))
    with pytest.raises(Unreadable, match="is damaged or cut off"):
        reading("a.eaf", eaf(tier("R1", at(0, 1, "Ja.")))[:-5])


def test_tiers_that_depend_on_each_other_in_a_ring_are_no_speech() -> None:
    with pytest.raises(Unreadable, match="has no tier with speech"):
        reading("a.eaf", eaf(tier("a", on("b", "Ja.", "c"), parent_ref="b"), tier("b", on("c", "Nee.", "b"), parent_ref="a")))
