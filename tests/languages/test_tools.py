"""What the program knows of its languages."""

from __future__ import annotations

import pytest

from qualcode.languages import detect, tools


def test_the_languages_that_have_a_file_are_known() -> None:
    assert tools.known() == ("en", "fr", "nl")


@pytest.mark.parametrize("code", tools.known())
def test_every_language_has_all_that_is_asked_of_one(code: str) -> None:
    language = tools.language(code)
    assert set(language.names) == set(tools.known())
    words = language.function_words | language.backchannels | language.moderators | language.observers
    assert min(map(len, (language.function_words, language.backchannels, language.moderators, language.observers))) > 1
    assert all(word == word.lower() and word.strip() for word in words)
    assert language.stemmer
    assert language.spacy


def test_an_unknown_language_is_one_without_words() -> None:
    assert tools.language("tlh") == tools.Language("tlh", {})


def test_moderators_are_known_in_every_language() -> None:
    assert {"gespreksleider", "moderator", "animatrice", "modérateur", "facilitator", "int", "mod"} <= tools.moderators()
    assert "observateur" in tools.observers()
    assert not tools.moderators() & tools.observers()


def test_a_language_without_a_file_is_known_as_far_as_spacy_knows_it() -> None:
    """A study in German and Dutch is told apart by spaCy's stop words, and its words have stems and lemmas."""
    german = tools.language("de")
    assert german.names == {"en": "German"}
    assert "nicht" in german.function_words
    assert tools.stemmer("de")("häuser") == tools.stemmer("de")("haus")
    assert tools.lemmas("de")["ging"] == "gehen"
    assert detect.language_of("Ich glaube, dass wir das nicht machen können.", ("nl", "de"))[0] == "de"


def test_a_language_that_nobody_knows_has_no_words() -> None:
    assert tools.language("qq").function_words == frozenset()
    assert tools.stemmer("qq")("woorden") == "woorden"
    assert not tools.lemmas("qq")


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("nl", ("wachten", "wacht")),
        ("nl", ("opname", "opnames")),
        ("nl", ("gezin", "gezinnen")),
        ("fr", ("attente", "attentes")),
        ("fr", ("accompagner", "accompagne", "accompagnement", "accompagnements")),
        ("en", ("wait", "waiting", "waited", "waits")),
    ],
)
def test_forms_of_a_word_are_the_same_without_their_endings(code: str, forms: tuple[str, ...]) -> None:
    assert len(set(map(tools.trimmer(code), forms))) == 1


def test_a_language_whose_endings_are_not_known_goes_by_its_stemmer() -> None:
    assert tools.trimmer("de")("häuser") == tools.stemmer("de")("häuser")
