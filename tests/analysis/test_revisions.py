"""Two revisions compared turn by turn: what was said, by whom, in which language, split, joined, put in, taken out and moved."""

from __future__ import annotations

import pytest

from qualcode.alignment import align
from qualcode.analysis.revisions import Difference, differences, marked, renamed, table
from qualcode.model import Draft, DraftTurn, Stretch

Turns = list[tuple[str, str]]


def draft(turns: Turns, *, language: str = "nl", time: int | None = None) -> Draft:
    """A transcript of such turns, a line each."""
    text = ""
    made = []
    for speaker, words in turns:
        start = len(text) + len(speaker) + 2
        text += f"{speaker}: {words}\n"
        made.append(DraftTurn(speaker, start, start + len(words), time, None, language, (Stretch(start, start + len(words), language),)))
    return Draft(text, tuple(made), ())


OLD: Turns = [
    ("M", "Wat denken jullie over het beroepsgeheim?"),
    ("R1", "Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp."),
    ("R2", "Oui, mais le secret partagé existe aussi."),
    ("R1", "Ja."),
]


def compared(new: Turns, old: Turns = OLD) -> list[tuple[int | None, int | None, str, str]]:
    """What differs: the numbers before and after, the kinds, and both texts in one."""
    before, after = draft(old), draft(new)
    found = differences(before, after, align(before.text, after.text))
    return [(one.was, one.now, ", ".join(one.kinds), marked(one.before, one.after)) for one in found]


def changed(at: int, *turns: tuple[str, str]) -> Turns:
    return [*OLD[:at], *turns, *OLD[at + 1 :]]


def test_the_same_differs_in_nothing() -> None:
    assert compared(OLD) == []


def test_words_that_were_changed_are_shown_in_their_turn() -> None:
    assert compared(changed(1, ("R1", "Het beroepsgeheim is altijd heilig. Zonder vertrouwen geen hulp!"))) == [
        (2, 2, "words", "Het beroepsgeheim is {+altijd +}heilig. Zonder vertrouwen geen hulp[-.-]{+!+}")
    ]


def test_only_white_space_is_said_to_be_that() -> None:
    assert compared(changed(1, ("R1", "Het beroepsgeheim is  heilig. Zonder vertrouwen geen hulp.")))[0][2] == "white space"


def test_a_turn_put_in_and_one_taken_out() -> None:
    assert compared(changed(1)) == [(2, None, "removed", "[-Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp.-]")]
    assert compared([*OLD, ("R3", "Neen, zeker niet.")]) == [(None, 5, "added", "{+Neen, zeker niet.+}")]
    assert [row[:3] for row in compared(OLD[:2])] == [(3, None, "removed"), (4, None, "removed")]


def test_what_is_gone_stands_where_it_stood() -> None:
    new = [OLD[0], OLD[2], ("R3", "Heel iets anders."), OLD[3]]
    assert [row[:3] for row in compared(new)] == [(2, None, "removed"), (None, 3, "added")]


def test_a_turn_that_went_to_another_place_is_said_to_be_moved() -> None:
    assert [row[:3] for row in compared([OLD[1], OLD[0], *OLD[2:]])] in (
        [(None, 1, "moved to here"), (2, None, "moved from here")],
        [(1, None, "moved from here"), (None, 2, "moved to here")],
    )


def test_a_turn_split_between_two_speakers() -> None:
    assert compared(changed(1, ("R1", "Het beroepsgeheim is heilig."), ("R3", "Zonder vertrouwen geen hulp."))) == [
        (2, 2, "split", "Het beroepsgeheim is heilig."),
        (2, 3, "split, speaker", "Zonder vertrouwen geen hulp."),
    ]


def test_two_turns_joined() -> None:
    old = changed(1, ("R1", "Het beroepsgeheim is heilig."), ("R3", "Zonder vertrouwen geen hulp."))
    assert compared(OLD, old) == [(2, 2, "joined, words", "Het beroepsgeheim is heilig.[-\nR3:-] Zonder vertrouwen geen hulp.")]


def test_another_speaker_language_and_time() -> None:
    assert compared(changed(3, ("R2", "Ja."))) == [(4, 4, "speaker", "Ja.")]
    before, after = draft(OLD), draft(OLD, language="fr", time=1500)
    found = differences(before, after, align(before.text, after.text))
    assert [one.kinds for one in found] == [("language", "time")] * 4


def test_the_table_has_everything_for_programs_and_one_text_for_people() -> None:
    before, after = draft(OLD), draft(changed(1, ("R4", "Het beroepsgeheim is onheilig. Zonder vertrouwen geen hulp.")))
    found = differences(before, after, align(before.text, after.text))
    whole = table("fg1", found, people=False)
    assert whole.records() == [
        {
            "turn": 2,
            "was": 2,
            "change": "words, speaker",
            "speaker_before": "R1",
            "speaker": "R4",
            "language_before": "nl",
            "language": "nl",
            "before": OLD[1][1],
            "after": OLD[1][1].replace("heilig", "onheilig"),
        }
    ]
    (row,) = table("fg1", found, people=True).rows
    assert row == (2, 2, "R1 → R4", "words, speaker", "Het beroepsgeheim is [-heilig-]{+onheilig+}. Zonder vertrouwen geen hulp.")


def test_a_long_turn_is_shortened_for_people_around_what_changed() -> None:
    words = " ".join(f"woord{at}" for at in range(40))
    assert marked(words, words.replace("woord20", "iets"), around=2) == "…woord18 woord19 [-woord20-]{+iets+} woord21 woord22 …".replace(
        "…woord18", "… woord18"
    )


@pytest.mark.parametrize(
    ("before", "after", "both"),
    [
        ("", "nieuw", "{+nieuw+}"),
        ("oud", "", "[-oud-]"),
        ("een twee drie", "een drie", "een [-twee -]drie"),
        ("l'aide est là", "l'aide était là", "l'aide [-est-]{+était+} là"),
        ("een goede hulp", "een slechte zorg", "een [-goede hulp-]{+slechte zorg+}"),
        ("gelijk", "gelijk", "gelijk"),
    ],
)
def test_both_texts_in_one(before: str, after: str, both: str) -> None:
    assert marked(before, after) == both


def test_a_difference_tells_whose_turn_it_was() -> None:
    before, after = draft(OLD), draft(OLD[:3])
    (one,) = differences(before, after, align(before.text, after.text))
    assert one == Difference(4, None, before.turns[3], None, "Ja.", "", ("removed",))


def test_a_speaker_called_otherwise_everywhere_is_told_once() -> None:
    new = [("R9" if speaker == "R1" else speaker, words.replace("heilig", "onheilig")) for speaker, words in OLD]
    before, after = draft(OLD), draft(new)
    found = differences(before, after, align(before.text, after.text))
    assert renamed(before, after, found) == {"R1": "R9"}
    told = table("fg1", found, people=True, names=renamed(before, after, found))
    assert [row[:4] for row in told.rows] == [(2, 2, "R1 → R9", "words, speaker")]
    assert told.notes == ("[-taken out-] {+put in+}", "R1 is R9 now. Turns with no other difference, not listed: 1.")
    assert len(table("fg1", found, people=False).rows) == 2


@pytest.mark.parametrize(
    "turns", [changed(1, ("R9", OLD[1][1])), changed(1, ("R2", OLD[1][1])), [(speaker[0], words) for speaker, words in OLD]]
)
def test_who_took_some_turns_or_those_of_two_is_not_the_same(turns: Turns) -> None:
    before, after = draft(OLD), draft(turns)
    assert renamed(before, after, differences(before, after, align(before.text, after.text))) == {}
