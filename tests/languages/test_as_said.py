"""Languages that a file says are kept, and only what it leaves open is judged."""

from __future__ import annotations

from qualcode.languages.detect import assign
from qualcode.model import UNSURE, Draft, DraftParticipant, DraftTurn, Stretch

BOTH = ("nl", "fr")


def draft(text: str, language: str = UNSURE, *stretches: tuple[str, str]) -> Draft:
    """A transcript in which R1 says this text; `stretches` are (words of it, their language)."""
    begin = len("R1: ")
    found = tuple(Stretch(begin + text.index(words), begin + text.index(words) + len(words), said) for words, said in stretches)
    turn = DraftTurn("R1", begin, begin + len(text), language=language, languages=found)
    return Draft(f"R1: {text}", (turn,), (DraftParticipant("R1"),))


def stretches(found: Draft) -> list[tuple[str, str]]:
    """The languages of the only turn, each with its words."""
    (turn,) = found.turns
    return [(one.language, found.text[one.start : one.end]) for one in turn.languages]


def test_the_language_of_a_turn_is_kept_against_its_words() -> None:
    found = assign(draft("Dat is een vraag van vertrouwen, denk ik.", "fr"), BOTH)
    assert found.turns[0].language == "fr"
    assert stretches(found) == [("fr", "Dat is een vraag van vertrouwen, denk ik.")]


def test_a_language_that_the_study_does_not_have_is_kept() -> None:
    assert assign(draft("Kif kif.", "ar"), BOTH).turns[0].language == "ar"
    assert assign(draft("Kif kif.", "ar"), ("nl",)).turns[0].language == "ar"


def test_a_study_that_writes_its_languages_otherwise_gets_them_so() -> None:
    assert assign(draft("Ja.", "nl"), ("nld", "fra")).turns[0].language == "nld"


def test_stretches_stand_in_the_language_of_their_turn() -> None:
    found = assign(draft("Ik zei voilà c’est tout en toen niets.", "nl", ("voilà c’est tout", "fr")), BOTH)
    assert found.turns[0].language == "nl"
    assert stretches(found) == [("nl", "Ik zei "), ("fr", "voilà c’est tout "), ("nl", "en toen niets.")]


def test_what_lies_between_stretches_is_judged_where_the_turn_says_nothing() -> None:
    found = assign(draft("Dat is dus voor ons een kwestie van confiance.", UNSURE, ("confiance", "fr")), BOTH)
    assert found.turns[0].language == "nl"
    assert stretches(found) == [("nl", "Dat is dus voor ons een kwestie van "), ("fr", "confiance.")]


def test_stretches_in_one_language_that_meet_are_one() -> None:
    found = assign(draft("Oui. Non. Ja.", UNSURE, ("Oui.", "fr"), ("Non.", "fr"), ("Ja.", "nl")), BOTH)
    assert stretches(found) == [("fr", "Oui. Non. "), ("nl", "Ja.")]
    assert found.turns[0].language == "fr"


def test_turns_that_say_nothing_are_judged_beside_those_that_do() -> None:
    text = "R1: Kif kif.\nR2: Dat is voor mij dus exact hetzelfde, hè."
    turns = (DraftTurn("R1", 4, 12, language="ar"), DraftTurn("R2", 17, len(text)))
    found = assign(Draft(text, turns, (DraftParticipant("R1"), DraftParticipant("R2"))), BOTH)
    assert [turn.language for turn in found.turns] == ["ar", "nl"]
