"""Words found in what was said: exact places, whatever is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import database, search
from qualcode.text import fold
from tests.store.projects import SCRIPT, Said, Script, project, remove

TALK = Script(
    "fg2",
    (
        Said("R1", "De wachtlijst is lang, de wachttijden ook. Élève, ELEVE, eleve.", "nl"),
        Said("R2", "Le secret partagé, c'est le secret de qui? L'avocat l'a dit.", "fr"),
        Said("M", "Wachten we nog?", "nl"),
        Said("R1", "Naïef 👩🏽‍🚒 hè: wachtlijst\xa0lang.", "nl"),
    ),
    roles={"M": "moderator"},
    variables={"region": "charleroi"},
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project to look in."""
    folder = tmp_path_factory.mktemp("search")
    with project(folder, SCRIPT, TALK):
        return folder


def found(folder: Path, words: str, selection: Selection | None = None) -> list[str]:
    """The words that are marked."""
    with database.opened(folder) as store:
        return [hit.text[hit.span.start : hit.span.end] for hit in search.find(store, words, selection or Selection())]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("wachtlijst", ["wachtlijst", "wachtlijst"]),
        ("WACHTLIJST", ["wachtlijst", "wachtlijst"]),
        ("wacht*", ["wachtlijst", "wachttijden", "Wachten", "wachtlijst"]),
        ("eleve", ["Élève", "ELEVE", "eleve"]),
        ("élève", ["Élève", "ELEVE", "eleve"]),
        ("naief he", ["Naïef", "hè"]),
        ('"secret partagé"', ["secret partagé", "secret partagé"]),
        ('"secret part*"', ["secret partagé", "secret partagé"]),
        ('"secret part"*', ["secret partagé", "secret partagé"]),
        ("l'avocat", ["L'avocat"]),
        ("wachttijden OR avocat", ["wachttijden", "avocat"]),
        ("wachtlijst NOT wachttijden", ["wachtlijst"]),
        ("wachtlijst wachttijden", ["wachtlijst", "wachttijden"]),
        ("wachtlijst AND avocat", []),
        ("lang", ["lang", "lang"]),
        ("OR wachttijden OR NOT", ["wachttijden"]),
        ("wachttijden OR NOT AND avocat", ["wachttijden", "avocat"]),
        ('wachttijden "', ["wachttijden"]),
        ("(wachttijden)", ["wachttijden"]),
        ("text:wachttijden", []),
        ("wacht ijden", []),
        ("ongehoord", []),
    ],
)
def test_words_are_found_without_regard_to_case_and_accents(folder: Path, words: str, marked: list[str]) -> None:
    assert found(folder, words) == marked


def test_a_place_says_where_it_is(folder: Path) -> None:
    with database.opened(folder) as store:
        hits = search.find(store, "wachtlijst", Selection())
    assert [(hit.transcript, hit.turn, hit.speaker, hit.role, hit.language) for hit in hits] == [
        ("fg2", 1, "R1", "participant", "nl"),
        ("fg2", 4, "R1", "participant", "nl"),
    ]
    for hit in hits:
        start = hit.start + hit.span.start
        assert TALK.text[start : start + len("wachtlijst")] == "wachtlijst"


def test_looking_is_restricted_by_the_selection(folder: Path) -> None:
    assert found(folder, "le OR wacht*", Selection(languages=("fr",))) == ["le", "Le", "le"]
    assert found(folder, "le OR wacht*", Selection(where={"region": ("charleroi",)}, speakers=("M",))) == ["Wachten"]
    assert found(folder, "le", Selection(where={"sector": ("justice",)})) == ["le"]


def test_the_first_places_are_those_of_all_and_it_is_told_how_many_turns_there_are(folder: Path) -> None:
    with database.opened(folder) as store:
        places = search.find(store, "le OR wacht*", Selection())
        turns = len({(place.transcript, place.turn) for place in places})
        assert turns < len(places)
        for limit in range(1, len(places)):
            assert search.first(store, "le OR wacht*", Selection(), limit) == (places[:limit], turns)
        assert search.first(store, "le OR wacht*", Selection(), len(places)) == (places, 0)


def test_removed_transcripts_are_not_looked_in(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, TALK) as store:
        remove(store, "fg2")
        assert search.find(store, "wachtlijst", Selection()) == []


def test_words_that_look_like_it_are_proposed(folder: Path) -> None:
    with database.opened(folder) as store:
        assert search.like(store, "wachtlist") == ["wachtlijst"]
        assert search.like(store, 'Élèves "vertrouwn"') == ["eleve", "vertrouwen"]
        assert search.like(store, "xyzzy") == []
        assert store.value("PRAGMA query_only") == 1
    with database.opened(folder, write=True) as store:
        search.like(store, "wachtlist")
        assert store.value("PRAGMA query_only") == 0


@pytest.mark.parametrize("words", ["", "   ", '""', "OR", "AND NOT", "*", "!?", "\x00", "👩🏽‍🚒"])
def test_without_a_word_there_is_nothing_to_look_for(folder: Path, words: str) -> None:
    with pytest.raises(QualcodeError, match="There is no word to look for"):
        found(folder, words)


def test_no_more_words_than_can_be_looked_for(folder: Path) -> None:
    with pytest.raises(QualcodeError, match="more than 100 words"):
        found(folder, " ".join(f"w{at}" for at in range(200)))


PIECES = st.sampled_from(
    ["OR", "NOT", "AND", "NEAR", "(", ")", '"', "*", "^", "-", ":", "+", "text", "{", "wacht", "l'avocat", "²", "\x00", "\ud800"]
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.one_of(st.text(max_size=40), st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=12).map(" ".join)))
@example(words="a\x00b")
@example(words="\ud800a")
@example(words='a OR "')
@example(words="a NOT NOT b")
def test_whatever_is_typed_finds_places_or_is_refused(folder: Path, words: str) -> None:
    with database.opened(folder) as store:
        try:
            hits = search.find(store, words, Selection())
        except QualcodeError as refused:
            assert "word" in refused.message  # noqa: PT017
            return
        for hit in hits:
            assert 0 <= hit.span.start < hit.span.end <= len(hit.text)
            assert fold(hit.text[hit.span.start : hit.span.end])[0].isalnum()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_word_of_a_turn_is_found_where_it_stands(folder: Path, data: st.DataObject) -> None:
    turn = data.draw(st.sampled_from(TALK.turns))
    word = data.draw(st.sampled_from([word for word in turn.text.split() if word.strip(".,:?").isalpha()])).strip(".,:?")
    with database.opened(folder) as store:
        hits = search.find(store, word, Selection(transcripts=("fg2",)))
    places = [(hit.turn, hit.span.start) for hit in hits]
    assert (TALK.turns.index(turn) + 1, turn.text.index(word)) in places
    assert {fold(hit.text[hit.span.start : hit.span.end]) for hit in hits} == {fold(word)}
