"""What a corrected transcript keeps: languages, times, and what is known of speakers who are called otherwise now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qualcode.actions.carrying import Change, Speakers, speakers, with_languages, with_times
from qualcode.model import Draft, DraftParticipant, DraftTurn, Role, Stretch

Turns = list[tuple[str, str]]

TALK: Turns = [
    ("M", "Wat denken jullie over het beroepsgeheim?"),
    ("R1", "Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp."),
    ("R2", "Oui, mais le secret partagé existe aussi chez nous."),
    ("R1", "Dat is zo, daar heeft u een punt mevrouw."),
    ("R2", "On en parle souvent dans les réunions du mardi."),
    ("R1", "Ja."),
]


def draft(turns: Turns, roles: Mapping[str, Role] | None = None, own: Mapping[str, Mapping[str, str]] | None = None) -> Draft:
    """A transcript of such turns, a line each, in no language yet; speakers are those who say something, and those of `own`."""
    text = ""
    made = []
    for speaker, words in turns:
        start = len(text) + len(speaker) + 2
        text += f"{speaker}: {words}\n"
        made.append(DraftTurn(speaker, start, start + len(words)))
    labels = dict.fromkeys([speaker for speaker, _ in turns] + list(own or {}))
    people = [DraftParticipant(one, (roles or {}).get(one, "participant"), variables=(own or {}).get(one, {})) for one in labels]
    return Draft(text, tuple(made), tuple(people))


def called(turns: Turns, **names: str) -> Turns:
    return [(names.get(speaker, speaker), words) for speaker, words in turns]


KNOWN = draft(TALK, {"M": "moderator", "R2": "observer"}, {"R1": {"sector": "care"}, "R3": {"region": "antwerp"}})


def become(
    turns: Turns, old: Draft = KNOWN, moderators: tuple[str, ...] = ()
) -> tuple[dict[str, tuple[str, dict[str, str]]], tuple[str, ...]]:
    """The role and the variables of each speaker after a correction, and what is told."""
    found: Speakers = speakers(Change(old, draft(turns)), moderators)
    return {one.label: (one.role, dict(one.variables)) for one in found.participants}, found.told


def test_speakers_keep_what_is_known_of_them_and_the_silent_stay() -> None:
    people, told = become(TALK)
    assert people == {
        "M": ("moderator", {}),
        "R1": ("participant", {"sector": "care"}),
        "R2": ("observer", {}),
        "R3": ("participant", {"region": "antwerp"}),
    }
    assert told == ("R3: without a word, and kept as present.",)


def test_a_speaker_called_otherwise_is_the_same_person() -> None:
    people, told = become(called(TALK, R1="R4", R2="R5"))
    assert people["R4"] == ("participant", {"sector": "care"})
    assert people["R5"] == ("observer", {})
    assert told[:2] == ("R1 is R4 (3 turns) now.", "R2 is R5 (2 turns) now.")
    assert "R4 has sector care, as R1 had." in told
    assert "R5 is observer, as R2 was." in told


def test_a_speaker_in_two_is_the_same_person_twice() -> None:
    turns = [*TALK[:3], ("R1b", TALK[3][1]), *TALK[4:]]
    people, told = become(called(turns, R1="R1a"))
    assert people["R1a"] == people["R1b"] == ("participant", {"sector": "care"})
    assert "R1 is R1a (2 turns) and R1b (1 turn) now." in told


def test_one_who_is_still_there_keeps_what_is_his_when_another_takes_turns() -> None:
    people, told = become([*TALK[:3], ("R9", TALK[3][1]), *TALK[4:]])
    assert people["R1"] == ("participant", {"sector": "care"})
    assert people["R9"] == ("participant", {})
    assert "R9 is new: 1 turn, 1 turn of R1." in told


def test_turns_that_went_to_another_are_told() -> None:
    people, told = become([*TALK[:3], ("R2", TALK[3][1]), *TALK[4:]])
    assert people["R2"] == ("observer", {})
    assert "1 turn went from R1 to R2; what is known of them stays with the labels." in told


def test_two_whose_labels_were_exchanged_keep_what_is_known_of_the_labels_and_it_is_told() -> None:
    people, told = become(called(TALK, R1="R2", R2="R1"))
    assert (people["R1"], people["R2"]) == (("participant", {"sector": "care"}), ("observer", {}))
    assert told[:2] == (
        "3 turns went from R1 to R2; what is known of them stays with the labels.",
        "2 turns went from R2 to R1; what is known of them stays with the labels.",
    )
    alike = draft(TALK, {"M": "moderator"})
    assert become(called(TALK, R1="R2", R2="R1"), alike)[1] == ("3 turns went from R1 to R2.", "2 turns went from R2 to R1.")


def test_two_who_are_one_have_what_either_had_but_what_speaks_against_it() -> None:
    old = draft(TALK, {"M": "moderator"}, {"R1": {"sector": "care"}, "R2": {"sector": "justice", "region": "antwerp"}})
    people, told = become(called(TALK, R2="R1"), old)
    assert people == {"M": ("moderator", {}), "R1": ("participant", {"sector": "care", "region": "antwerp"})}
    assert "R2 is joined with R1 (2 turns) now." in told
    assert "R1 has region antwerp, as R2 had." in told
    assert "R1 keeps sector care; R2 had justice." in told


def test_two_who_become_a_third_have_what_they_agree_on() -> None:
    old = draft(TALK, {}, {"R1": {"sector": "care", "region": "antwerp"}, "R2": {"sector": "justice", "region": "antwerp"}})
    people, told = become(called(TALK, R1="R7", R2="R7"), old)
    assert people["R7"] == ("participant", {"region": "antwerp"})
    assert "R7 has no sector; R1 had care, R2 had justice." in told


def test_one_whose_turns_are_gone_is_gone() -> None:
    people, told = become([turn for turn in TALK if turn[0] != "R2"])
    assert "R2" not in people
    assert "R2 has no turn any more." in told


def test_a_person_says_who_the_moderator_is() -> None:
    people, told = become(TALK, moderators=("r1",))
    assert people["R1"][0] == "moderator"
    assert "R1 is the moderator now." in told


def languages(change: Change) -> list[str]:
    return [turn.language for turn in with_languages(change, ("nl", "fr")).turns]


def test_turns_as_they_were_keep_their_languages_and_what_a_person_has_said_holds() -> None:
    judged = with_languages(Change(draft([]), draft(TALK)), ("nl", "fr"))
    assert [turn.language for turn in judged.turns] == ["nl", "nl", "fr", "nl", "fr", "nl"]
    said = {3: "fr", 5: "und"}
    old = replace(
        judged,
        turns=tuple(
            turn._replace(language=said[at], languages=(Stretch(turn.start, turn.end, said[at]),)) if at in said else turn
            for at, turn in enumerate(judged.turns)
        ),
    )
    assert languages(Change(old, draft(TALK))) == ["nl", "nl", "fr", "fr", "fr", "und"]
    new = [
        *TALK[:2],
        ("R2", "Nee, het gedeeld beroepsgeheim bestaat hier ook bij ons."),
        ("R1", "Dat is zo, daar heeft u een goed punt mevrouw."),
    ]
    assert languages(Change(old, draft([*new, *TALK[4:]]))) == ["nl", "nl", "nl", "fr", "fr", "und"]


def test_stretches_of_turns_as_they_were_go_along() -> None:
    old = with_languages(
        Change(draft([]), draft([("R1", "Dat is heel zeker nodig voor iedereen. Mais on ne peut pas tout dire aux autres.")])), ("nl", "fr")
    )
    assert len(old.turns[0].languages) == 2
    new = with_languages(Change(old, draft([("R0", "Ja."), ("R1", old.text[4:-1])])), ("nl", "fr"))
    assert [(one.end - one.start, one.language) for one in new.turns[1].languages] == [
        (one.end - one.start, one.language) for one in old.turns[0].languages
    ]
    assert new.text[new.turns[1].languages[1].start :].startswith("Mais")


def test_what_the_file_says_of_the_language_holds() -> None:
    old = with_languages(Change(draft([]), draft(TALK)), ("nl", "fr"))
    new = draft(TALK)
    new = replace(new, turns=(new.turns[0]._replace(language="fr"), *new.turns[1:]))
    assert languages(Change(old, new))[0] == "fr"


def test_times_are_kept_where_the_new_file_has_none() -> None:
    plain = draft(TALK)
    timed = replace(
        plain, turns=tuple(turn._replace(time_start=at * 1000, time_end=at * 1000 + 900) for at, turn in enumerate(plain.turns))
    )
    split = [TALK[0], ("R1", "Het beroepsgeheim is heilig."), ("R3", "Zonder vertrouwen geen hulp."), ("R2", "Nieuw."), *TALK[2:]]
    assert [turn.time_start for turn in with_times(Change(timed, draft(split))).turns] == [0, 1000, None, None, 2000, 3000, 4000, 5000]
    own = replace(plain, turns=(plain.turns[0]._replace(time_start=7), *plain.turns[1:]))
    assert [turn.time_start for turn in with_times(Change(timed, own)).turns] == [7, None, None, None, None, None]
