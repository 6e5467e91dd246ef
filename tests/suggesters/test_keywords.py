"""Codes are suggested where their keywords stand, in Dutch as in French."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from qualcode.model import UNSURE, Code, Suggestion, Unit
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters.keywords import suggest
from qualcode.text import sentences


def code(id: str, nl: Iterable[str] = (), fr: Iterable[str] = (), *, status: str = "active", codable: bool = True) -> Code:
    return Code(id, f"guid-{id}", "", {"en": id}, keywords={"nl": tuple(nl), "fr": tuple(fr)}, status=status, codable=codable)


def of_one(keyword: str, language: str) -> Code:
    return code("a", nl=[keyword]) if language == "nl" else code("a", fr=[keyword])


def found(text: str, *codes: Code, language: str = "nl", start: int = 0) -> list[Suggestion]:
    return suggest([Unit("t1", 3, start, text, language)], Knowledge(codes, ("nl", "fr")))


def reasons(text: str, keyword: str, language: str) -> list[str]:
    return [each.reason for each in found(text, of_one(keyword, language), language=language)]


@pytest.fixture(scope="module")
def codebook(repository: Path) -> Knowledge:
    """The starter codebook."""

    def walk(codes: list[dict[str, Any]]) -> Iterator[Code]:
        for each in codes:
            keywords = each.get("keywords", {})
            yield code(each["id"], keywords.get("nl", ()), keywords.get("fr", ()), codable=each.get("codable", True))
            yield from walk(each.get("codes", []))

    with (repository / "codebooks" / "case-management.yaml").open(encoding="utf-8") as file:
        data = YAML(typ="safe").load(file)
    return Knowledge(tuple(walk(data["codes"])), ("nl", "fr"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja, maar met dat beroepsgeheim zijn wij niet vooruit.", {"coop.secrecy"}),
        ("De wachtlijsten zijn lang, en een intake duurt weken.", {"structure.capacity", "function.assessment"}),
        ("Wij gaan uit van de sterke kanten van iemand.", {"concept.strengths"}),
        ("Ze worden doorverwezen, en dan horen we niks meer.", {"function.linking"}),
        ("Ik heb daar geen mening over.", set()),
    ],
)
def test_the_starter_codebook_in_dutch(codebook: Knowledge, text: str, expected: set[str]) -> None:
    assert {each.code for each in suggest([Unit("t1", 1, 0, text, "nl")], codebook)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oui, mais avec le secret partagé on n'avance pas.", {"coop.secrecy"}),
        ("Les listes d’attente sont longues, et le bilan prend des semaines.", {"structure.capacity", "function.assessment"}),
        ("On part des points forts de la personne.", {"concept.strengths"}),
        ("On les réoriente, et puis on n'entend plus rien.", {"function.linking"}),
        ("Je n'ai pas d'avis là-dessus.", set()),
    ],
)
def test_the_starter_codebook_in_french(codebook: Knowledge, text: str, expected: set[str]) -> None:
    assert {each.code for each in suggest([Unit("t1", 1, 0, text, "fr")], codebook)} == expected


@pytest.mark.parametrize(
    ("text", "keyword", "language", "reason"),
    [
        ("Het BEROEPSGEHEIM, hè.", "beroepsgeheim", "nl", "BEROEPSGEHEIM"),
        ("Coordinatie is alles.", "coördinatie", "nl", "Coordinatie"),
        ("Sur la methadone", "méthadone", "fr", "methadone"),
        ("Avec cœur", "coeur", "fr", "cœur"),
        ("Op de proeftuin", "Proeftuin", "nl", "proeftuin"),
    ],
)
def test_case_and_accents_make_no_difference(text: str, keyword: str, language: str, reason: str) -> None:
    assert reasons(text, keyword, language) == [reason]


@pytest.mark.parametrize("text", ["l'hôpital de jour", "l’hôpital de jour", "L'HÔPITAL de jour", "à l’hopital"])
def test_elision_does_not_hide_a_word(text: str) -> None:
    assert len(reasons(text, "hôpital", "fr")) == 1


def test_the_form_of_an_apostrophe_in_a_keyword_makes_no_difference() -> None:
    for text in ("een collega zei", "de collega’s", "collega's"):
        straight, curly = (found(text, of_one(keyword, "nl")) for keyword in ("collega's", "collega’s"))
        assert [each.score for each in curly] == [each.score for each in straight]
        assert len(curly) == 1


@pytest.mark.parametrize("text", ["une liste d’attente", "des listes d'attente", "Liste d'Attente !"])
def test_elision_within_a_phrase(text: str) -> None:
    assert len(reasons(text, "liste* d'attente", "fr")) == 1


@pytest.mark.parametrize(
    ("text", "keyword", "expected"),
    [
        ("de makelaars", "makelaar*", ["makelaars (makelaar*)"]),
        ("de makelaar", "makelaar*", ["makelaar (makelaar*)"]),
        ("de makelaa", "makelaar*", []),
        ("doorverwezen", "Doorverwez*", ["doorverwezen (Doorverwez*)"]),
        ("meer zorgtrajecten nodig", "zorg* nodig", ["zorgtrajecten nodig (zorg* nodig)"]),
        ("zorg niet nodig", "zorg* nodig", []),
    ],
)
def test_a_star_stands_for_any_ending(text: str, keyword: str, expected: list[str]) -> None:
    assert reasons(text, keyword, "nl") == expected


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("mijn makelaardij", "makelaar"),
        ("onderhoudswerken", "houd*"),
        ("een netwerk", "werk"),
        ("heel bezorgd", "zorg"),
        ("de verzorging", "zorg*"),
        ("uit voorzorg", "zorg"),
        ("over de streep", "overheden"),
        ("[intake]", "intake"),
        ("(lacht om de intake van R2)", "intake"),
        ("<zucht over de intake>", "intake"),
    ],
)
def test_nothing_is_found_inside_other_words_or_notes(text: str, keyword: str) -> None:
    assert reasons(text, keyword, "nl") == []


@pytest.mark.parametrize(
    ("text", "keyword", "words"),
    [
        ("Het wachtlijstbeheer.", "wachtlijst", "wachtlijstbeheer"),
        ("een zorgcontinuïteitsplan", "continuïteit", "zorgcontinuïteitsplan"),
        ("een strafregister", "straf", "strafregister"),
        ("Het beroepsgeheim!", "geheim", "beroepsgeheim"),
        ("gezinshulp", "gezin", "gezinshulp"),
        ("de jeugdzorgwachtlijsten", "wachtlijst", "jeugdzorgwachtlijsten"),
        ("veel crisisopnames", "opname*", "crisisopnames"),
        ("de drughulp-wachtlijst", "hulp", "drughulp"),
    ],
)
def test_a_keyword_within_a_dutch_compound_counts_less_than_the_word(text: str, keyword: str, words: str) -> None:
    (within,) = found(text, of_one(keyword, "nl"))
    (whole,) = found(keyword.replace("*", ""), of_one(keyword, "nl"))
    assert within.reason == f"{words} ({keyword})"
    assert 0 < within.score < whole.score


@pytest.mark.parametrize("text", ["wachtlijst" * 1000, "zorg" * 100_000])
def test_what_is_too_long_for_a_word_is_no_compound(text: str) -> None:
    assert reasons(text, "lijst", "nl") == []


@pytest.mark.parametrize("text", ["une commune", "le suivisme", "presoins", "(soins)"])
def test_nothing_is_found_inside_other_french_words_or_notes(text: str) -> None:
    assert found(text, code("a", fr=["communication", "suivi", "soins"]), language="fr") == []


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("een warme overdracht", True),
        ("een warme [lacht] overdracht", True),
        ("een “warme overdracht”", True),
        ("een warme\noverdracht", False),
        ("Wat wij hier bij ons in het centrum doen, is een warme\noverdracht.", True),
        ("Wat wij hier bij ons in het centrum doen, is een warme\n\noverdracht.", False),
        ("Wat wij hier bij ons in het centrum doen, is een warme\nOverdracht", False),
        ("een warme, overdracht", False),
        ("Dat is warme. Overdracht doen wij.", False),
        ("een warme en goede overdracht", False),
        ("overdracht, een warme", False),
        ("een warme", False),
    ],
)
def test_a_phrase_is_its_words_in_order_beside_each_other(text: str, *, holds: bool) -> None:
    assert bool(reasons(text, "warme overdracht", "nl")) is holds


@pytest.mark.parametrize("text", ["een post-cure", "een post cure"])
def test_a_hyphen_is_a_boundary_of_words(text: str) -> None:
    assert len(reasons(text, "post-cure", "nl")) == 1
    assert len(reasons("het CGG-team", "team", "nl")) == 1


@pytest.mark.parametrize(
    ("text", "keyword", "language", "score"),
    [
        ("de rechter", "rechter", "nl", 0.6),
        ("de rechters", "rechter", "nl", 0.48),
        ("hij is afgehaakt", "afhaken", "nl", 0.48),
        ("drie gezinnen", "gezin", "nl", 0.36),
        ("dans les hôpitaux", "hôpital", "fr", 0.48),
        ("on l'a évalué", "évaluer", "fr", 0.48),
        ("ils se connaissaient", "se connaître", "fr", 0.64),
        ("on continue", "continuité", "fr", 0.36),
    ],
)
def test_inflected_forms_are_found_and_weigh_less(text: str, keyword: str, language: str, score: float) -> None:
    suggestions = found(text, of_one(keyword, language), language=language)
    assert [each.score for each in suggestions] == [score]


def test_the_reason_is_the_words_as_they_stand_with_the_keyword_where_it_is_written_otherwise() -> None:
    secrecy = code("coop.secrecy", nl=["beroepsgeheim", "zwijgplicht"])
    assert found("Dat Beroepsgeheim, de zwijgplichten dus.", secrecy)[0].reason == "Beroepsgeheim; zwijgplichten (zwijgplicht)"
    assert found("Beroepsgeheim is beroepsgeheim is beroepsgeheim.", secrecy)[0].reason == "Beroepsgeheim; beroepsgeheim"


def test_different_keywords_add_up_and_the_same_one_does_not() -> None:
    secrecy = code("a", nl=["beroepsgeheim", "zwijgplicht"])
    assert found("Beroepsgeheim en zwijgplicht.", secrecy)[0].score == pytest.approx(1 - 0.4 * 0.4)
    assert found("Beroepsgeheim, beroepsgeheim.", secrecy)[0].score == pytest.approx(0.6)


def test_a_phrase_weighs_more_and_its_words_do_not_count_besides() -> None:
    both = code("a", nl=["relatie", "therapeut*", "therapeutische relatie"])
    assert [(each.score, each.reason) for each in found("De therapeutische relatie.", both)] == [(0.8, "therapeutische relatie")]


def test_a_keyword_of_several_codes_weighs_less_for_each() -> None:
    suggestions = found("Een opname.", code("a", nl=["opname"]), code("b", nl=["Opname", "intake"]))
    assert [(each.code, each.score) for each in suggestions] == [("a", 0.3), ("b", 0.3)]


def test_the_span_is_the_sentence_that_holds_the_keyword_in_the_canonical_text() -> None:
    text = "Ja. Wij hebben een beroepsgeheim, hè. En verder niks."
    suggestion = found(text, code("a", nl=["beroepsgeheim"]), start=1000)[0]
    assert text[suggestion.start - 1000 : suggestion.end - 1000] == "Wij hebben een beroepsgeheim, hè."
    assert (suggestion.transcript, suggestion.revision, suggestion.suggester) == ("t1", 3, "keywords")


def test_neighbouring_sentences_are_one_span() -> None:
    text = "Eerst dit. Het beroepsgeheim dus. En de zwijgplicht ook! Dan dat."
    suggestion = found(text, code("a", nl=["beroepsgeheim", "zwijgplicht"]))[0]
    assert text[suggestion.start : suggestion.end] == "Het beroepsgeheim dus. En de zwijgplicht ook!"


def test_of_sentences_apart_the_one_with_most_is_the_span() -> None:
    text = "Het beroepsgeheim dus. Dan iets anders. Zwijgplicht is geen beroepsgeheim. Nog iets. De zwijgplicht."
    suggestion = found(text, code("a", nl=["beroepsgeheim", "zwijgplicht"]))[0]
    assert text[suggestion.start : suggestion.end] == "Zwijgplicht is geen beroepsgeheim."
    assert suggestion.reason == "Zwijgplicht; beroepsgeheim"


def test_only_keywords_of_the_turns_language_count() -> None:
    both = code("a", nl=["dwang"], fr=["contrainte"])
    assert found("Dwang of contrainte.", both, language="nl")[0].reason == "Dwang"
    assert found("Dwang of contrainte.", both, language="fr")[0].reason == "contrainte"
    assert found("Dwang.", both, language="en") == []


def test_a_turn_of_unsure_language_is_searched_in_all() -> None:
    both = code("a", nl=["dwang", "empowerment"], fr=["contrainte", "empowerment"])
    suggestion = found("Dwang, contrainte, empowerment.", both, language=UNSURE)[0]
    assert suggestion.reason == "Dwang; contrainte; empowerment"
    assert suggestion.score == pytest.approx(1 - 0.4**3)


def test_themes_and_retired_codes_are_not_suggested() -> None:
    codes = (code("theme", codable=False, nl=["dwang"]), code("old", status="retired", nl=["dwang"]), code("new", nl=["dwang"]))
    assert [(each.code, each.score) for each in found("Dwang.", *codes)] == [("new", 0.6)]


def test_units_keep_their_order_and_the_best_score_comes_first() -> None:
    codes = (code("a", nl=["dwang"]), code("b", nl=["wettelijk kader"]), code("c", nl=["dwang"]))
    units = [Unit("t2", 1, 0, "Dwang en een wettelijk kader.", "nl"), Unit("t1", 1, 0, "Dwang.", "nl")]
    suggestions = suggest(units, Knowledge(codes, ("nl",)))
    assert [(each.transcript, each.code) for each in suggestions] == [("t2", "b"), ("t2", "a"), ("t2", "c"), ("t1", "a"), ("t1", "c")]


def test_keywords_that_hold_no_word_find_nothing() -> None:
    assert found("* iets … ?", code("a", nl=["*", " ", "…", ""])) == []


SAID = [
    "beroepsgeheim",
    "Beroepsgeheim.",
    "zwijgplichten",
    "warme",
    "overdracht",
    "l’hôpital",
    "[lacht]",
    "(rires)",
    "…",
    "!",
    "\n",
    "İ",
    "sans-abri",
    "é",
]


@given(st.lists(st.sampled_from(SAID), max_size=40).map(" ".join), st.sampled_from(["nl", "fr", UNSURE]))
def test_spans_are_whole_sentences_and_answers_are_the_same_every_time(text: str, language: str) -> None:
    codes = (code("a", nl=["beroepsgeheim", "zwijgplicht"], fr=["hôpital"]), code("b", nl=["warme overdracht"], fr=["sans-abri"]))
    suggestions = found(text, *codes, language=language, start=7)
    assert suggestions == found(text, *codes, language=language, start=7)
    assert len({each.code for each in suggestions}) == len(suggestions)
    places = sentences(text)
    for each in suggestions:
        assert 0 < each.score <= 1
        assert each.start - 7 in {place.start for place in places}
        assert each.end - 7 in {place.end for place in places}
        assert all(words.split(" (")[0] in " ".join(text.split()) for words in each.reason.split("; "))
