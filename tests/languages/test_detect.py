"""Turns find their language, and switches are found where they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.languages.detect import assign, language_of
from qualcode.model import UNSURE, Draft, DraftParticipant, DraftTurn

BOTH = ("nl", "fr")


def draft(*said: tuple[str, str]) -> Draft:
    """A transcript of these (speaker, words), with the speaker's label before each turn."""
    text, turns = "", []
    for speaker, words in said:
        text += f"{speaker}: "
        turns.append(DraftTurn(speaker, len(text), len(text) + len(words)))
        text += f"{words}\n"
    return Draft(text, tuple(turns), tuple(DraftParticipant(label) for label in dict.fromkeys(speaker for speaker, _ in said)))


def languages(*said: tuple[str, str], of: tuple[str, ...] = BOTH) -> list[str]:
    return [turn.language for turn in assign(draft(*said), of).turns]


def stretches(text: str, of: tuple[str, ...] = BOTH) -> list[tuple[str, str]]:
    found = assign(draft(("R1", text)), of)
    return [(each.language, found.text[each.start : each.end]) for each in found.turns[0].languages]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dat is voor mij dus exact hetzelfde, hè.", "nl"),
        ("Ge doet dat als ge met genoeg zijt.", "nl"),
        ("Allez, da's nu al de derde keer dat ze hem terugsturen.", "nl"),
        ("Enfin, het is daar een soep met die wachtlijst.", "nl"),
        ("C'est une question de confiance, je crois.", "fr"),
        ("Y en a pas beaucoup qui restent.", "fr"),
        ("On ne sait jamais qui fait quoi.", "fr"),
        ("Le secret professionnel", "fr"),
        ("Het beroepsgeheim", "nl"),
        ("Doorverwijzen", "nl"),
        ("Malheureusement", "fr"),
        ("Één keer", "nl"),
        ("L’hôpital", "fr"),
        ("In het OCMW van Sint-Gillis", "nl"),
        ("Au CPAS de Charleroi", "fr"),
        ("publiceren", "nl"),
        ("kommunistische dictaturen", "nl"),
        ("changement", "fr"),
        ("Juger", "fr"),
        ("Depistage precoce", "fr"),
    ],
)
def test_a_text_is_in_the_language_it_is_written_in(text: str, language: str) -> None:
    found, probability = language_of(text, BOTH)
    assert found == language
    assert 0.6 <= probability <= 1


def test_the_same_text_gets_the_same_answer_every_time() -> None:
    assert len({language_of("Centraal station", BOTH) for _ in range(20)}) == 1


@pytest.mark.parametrize("text", ["", "1 200", "[lacht]", "Mm.", "…", "XXX", "(rires)", "ok ok"])
def test_what_could_be_any_language_is_unsure(text: str) -> None:
    assert language_of(text, BOTH)[0] == UNSURE


def test_with_one_language_everything_is_that() -> None:
    assert language_of("C'est une question de confiance.", ("nl",)) == ("nl", 1.0)
    assert languages(("R1", "C'est vrai."), ("R2", "[lacht]"), of=("nl",)) == ["nl", "nl"]
    assert languages(("R1", "C'est vrai."), of=()) == [UNSURE]


def test_backchannels_take_their_speakers_language() -> None:
    found = languages(
        ("R1", "Ik denk dat we daar te weinig mensen voor hebben."),
        ("R2", "Chez nous c'est exactement la même chose."),
        ("R1", "Voilà."),
        ("R2", "Ok."),
        ("R1", "Oui, oui."),
        ("R2", "Ja, mm."),
    )
    assert found == ["nl", "fr", "nl", "fr", "nl", "fr"]


def test_notes_and_figures_take_their_speakers_language() -> None:
    found = languages(
        ("R1", "Ik denk dat we daar te weinig mensen voor hebben."),
        ("R2", "Chez nous c'est exactement la même chose."),
        ("R1", "(rires)"),
        ("R2", "[lacht]"),
        ("R2", "2017."),
    )
    assert found == ["nl", "fr", "nl", "fr", "fr"]


def test_a_speaker_of_backchannels_only_takes_the_language_beside_him() -> None:
    assert languages(("R1", "Chez nous c'est la même chose."), ("R2", "Mm.")) == ["fr", "fr"]
    assert languages(("R2", "Mm."), ("R1", "Dat is bij ons net hetzelfde.")) == ["nl", "nl"]
    assert languages(("R1", "Mm."), ("R2", "Ok.")) == [UNSURE, UNSURE]


def test_names_take_their_speakers_language() -> None:
    often = [("R1", "Ik denk dat we daar te weinig mensen voor hebben."), ("R2", "Chez nous c'est exactement la même chose.")] * 8
    found = languages(*often, ("R1", "Molenbeek."), ("R2", "Molenbeek."))
    assert found[-2:] == ["nl", "fr"]


def test_a_clear_word_is_stronger_than_the_speakers_other_turns() -> None:
    often = [("R1", "Ik denk dat we daar te weinig mensen voor hebben.")] * 20
    assert languages(*often, ("R1", "C'est clair."))[-1] == "fr"


def test_notes_do_not_count_for_the_language() -> None:
    assert languages(("R1", "Oui, d'accord avec ça. [de moderator gaat even naar buiten en komt terug]")) == ["fr"]


def test_a_switch_between_sentences_is_found_where_it_is() -> None:
    assert stretches("Je prends le tram avec lui. Dat klinkt belachelijk, maar zo werkt het.") == [
        ("fr", "Je prends le tram avec lui. "),
        ("nl", "Dat klinkt belachelijk, maar zo werkt het."),
    ]


def test_a_switch_between_clauses_is_found_where_it_is() -> None:
    assert stretches("Vous dites que vous n’en avez pas besoin, en dan beschrijven jullie iemand die drie maanden blijft bellen.") == [
        ("fr", "Vous dites que vous n’en avez pas besoin, "),
        ("nl", "en dan beschrijven jullie iemand die drie maanden blijft bellen."),
    ]


def test_a_short_sentence_inside_a_long_turn_is_a_stretch_of_its_own() -> None:
    found = stretches(
        "Ik heb er een gehad die negen afspraken in één week had, en natuurlijk is hij nergens naartoe gegaan. "
        "Il a fait ce que n'importe qui aurait fait. En dan staat er in zijn dossier dat hij niet gemotiveerd is."
    )
    assert [language for language, _ in found] == ["nl", "fr", "nl"]
    assert found[1][1] == "Il a fait ce que n'importe qui aurait fait. "


def test_a_sentence_with_one_frequent_word_after_a_long_one_is_a_stretch_of_its_own() -> None:
    said = "Pour moi c'est une question de confiance, et ça prend du temps avec les gens. Opvolging van de afspraken."
    assert stretches(said) == [("fr", said[:78]), ("nl", said[78:])]


def test_german_is_told_by_its_letters_too() -> None:
    assert [language_of(word, ("nl", "fr", "de"))[0] for word in ("Gefängnis", "verschwiegenheit", "beroepsgeheim")] == ["de", "de", "nl"]


def test_a_name_of_the_other_language_is_no_switch() -> None:
    assert [language for language, _ in stretches("Wij werken daar samen met de Maison de Justice, en dat loopt eigenlijk heel goed.")] == [
        "nl"
    ]


def test_the_language_of_a_turn_is_that_of_most_of_its_words() -> None:
    text = "Oui, je suis d'accord avec toi. Maar bij ons is dat toch een heel ander verhaal, want wij hebben daar geen mensen voor."
    assert languages(("R1", text)) == ["nl"]


def test_three_languages_are_told_from_each_other() -> None:
    found = languages(
        ("R1", "Dat is voor mij een kwestie van vertrouwen."),
        ("R2", "Pour moi, c'est une question de confiance."),
        ("R3", "For me it is a question of trust."),
        of=("nl", "fr", "en"),
    )
    assert found == ["nl", "fr", "en"]


def test_languages_without_a_file_of_ours_are_told_by_their_spelling() -> None:
    said = ["Ich glaube, das ist eine Frage des Vertrauens.", "Creo que es una cuestión de confianza entre nosotros."]
    assert [language_of(text, ("de", "es"))[0] for text in said] == ["de", "es"]


def test_a_language_that_nobody_has_a_profile_of_leaves_the_others_their_words() -> None:
    assert language_of("Dat is voor mij een kwestie van vertrouwen.", ("nl", "xx"))[0] == "nl"


def test_what_is_not_the_language_of_a_turn_stays_as_it_is() -> None:
    before = Draft("R1: Ja maar.", (DraftTurn("R1", 4, 12, time_start=1000, time_end=2000),), (DraftParticipant("R1"),), name="a")
    after = assign(before, BOTH)
    turn = after.turns[0]
    assert (turn.speaker, turn.start, turn.end, turn.time_start, turn.time_end) == ("R1", 4, 12, 1000, 2000)
    assert (after.text, after.participants, after.name) == (before.text, before.participants, before.name)


WORDS = [
    "dat",
    "is",
    "pas",
    "de",
    "c'est",
    "l’hôpital",
    "oui",
    "ja,",
    "mm.",
    "[lacht]",
    "(rires)",
    "Brussel",
    "12",
    "?",
    "é",
    "İ",
    "\n",
    "“maar",
    "XXX",
]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), min_size=1, max_size=6))
def test_the_stretches_of_a_turn_cover_just_the_turn(said: list[str]) -> None:
    found = assign(draft(*((f"R{number % 2}", text) for number, text in enumerate(said))), BOTH)
    for turn in found.turns:
        assert turn.languages[0].start == turn.start
        assert turn.languages[-1].end == turn.end
        for one, next_one in zip(turn.languages, turn.languages[1:], strict=False):
            assert one.end == next_one.start
            assert one.language != next_one.language
        assert turn.language in {each.language for each in turn.languages}


def test_what_a_file_says_of_a_turn_without_words_is_kept() -> None:
    said = draft(("R1", "…"), ("R1", "(rires)"))
    stated = replace(said, turns=tuple(turn._replace(language="fr") for turn in said.turns))
    assert [turn.language for turn in assign(stated, BOTH).turns] == ["fr", "fr"]


@pytest.mark.parametrize(
    ("first", "second", "of"),
    [
        ("On ne sait pas ce qu’ils vont faire de nos dossiers. ", "Moeilijke situatie.", ("fr", "nl")),
        ("Nous n’avons pas de liste d’attente ici. ", "Wachtlijst weggewerkt!", ("fr", "nl")),
        ("Zij werken daar met drie op die dienst. ", "Situation difficile, dossiers perdus.", ("nl", "fr")),
    ],
)
def test_a_sentence_without_any_frequent_word_is_known_by_how_its_words_are_spelt(first: str, second: str, of: tuple[str, str]) -> None:
    assert stretches(first + second) == [(of[0], first), (of[1], second)]


@pytest.mark.parametrize(
    "said",
    [
        "Wij bellen dan naar de dienst die dat doet. CAW Antwerpen. Dat lukt wel.",
        "Ik heb dat niet gezegd tegen hem. Case management. Dat is wat anders.",
        "C’est le centre qui nous appelle avec les gens. Jan De Backer. Et puis voilà.",
    ],
)
def test_a_sentence_of_names_and_terms_is_no_switch(said: str) -> None:
    assert [text for _, text in stretches(said)] == [said]
