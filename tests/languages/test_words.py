"""Stems and dictionary forms are those that nltk and spaCy give."""

from __future__ import annotations

import pytest

from qualcode.languages import tools

WORDS = {
    "nl": """
        beroepsgeheim beroepsgeheimen rechter rechters hulpverlener hulpverleners hulpverlening wachtlijst wachtlijsten voorwaarde voorwaarden
        doelstelling doelstellingen verslaafden begeleiders gezinnen opnames afgehaakt vertrouwen gesprekken doorverwezen sprak coördinatie
    """,
    "fr": """
        hôpital hôpitaux juge juges évaluation évalué évaluer soignants soins contraintes suivi suivis travaux accompagnement connaissait
        définitions consentement prisons réorienter continuité déontologie yeux
    """,
    "en": "referral referrals coordinated coordination meetings families prisons waiting lists relapsed",
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("code", "name"), [("nl", "dutch"), ("fr", "french"), ("en", "english")])
def test_stems_are_those_of_nltk(code: str, name: str) -> None:
    from nltk.stem.snowball import SnowballStemmer

    oracle = SnowballStemmer(name)
    words = WORDS[code].split()
    assert [tools.stemmer(code)(word) for word in words] == [oracle.stem(word) for word in words]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("code", ["nl", "fr", "en"])
def test_dictionary_forms_are_those_of_spacy(code: str) -> None:
    from spacy.lookups import load_lookups

    table = load_lookups(code, ["lemma_lookup"]).get_table("lemma_lookup")
    known = tools.lemmas(code)
    assert len(known) > 10_000
    for word in WORDS[code].split():
        found = table.get(word, word)
        assert known.get(word, word) == (found if isinstance(found, str) else found[0])


def test_a_language_without_tools_leaves_words_as_they_are() -> None:
    assert tools.stemmer("xx")("woorden") == "woorden"
    assert tools.lemmas("xx") == {}
