"""The example study is what its README says: speakers, languages and codings, each checked by reading."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.actions import agreeing, demonstrating
from qualcode.actions.agreeing import Wish
from qualcode.actions.asking import Question
from qualcode.actions.selecting import Said
from qualcode.model import no_progress
from qualcode.store import checking, codes, codings, database, tallies, transcripts
from qualcode.store.database import Store

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The project that `demo` makes."""
    folder = tmp_path_factory.mktemp("study") / "demo"
    said: list[str] = []
    demonstrating.run(folder, said.append, no_progress)
    with database.opened(folder) as store:
        yield store


GROUPS = sorted({row["transcript"] for row in rows("speakers.csv")})


@pytest.mark.parametrize("transcript", GROUPS)
def test_speakers_roles_and_languages_are_those_read_by_a_person(study: Store, transcript: str) -> None:
    """speakers.csv holds, for each speaker, what a reader found: role, turns, words, and how many turns are Dutch and French."""
    said: dict[str, Counter[str]] = {}
    for turn in transcripts.turns(study, transcript):
        said.setdefault(turn.speaker, Counter())[turn.language] += 1
    found = {
        (one.label, one.role, one.turns, one.words, said[one.label]["nl"], said[one.label]["fr"])
        for one in transcripts.participants(study, transcript)
    }
    expected = {
        (row["speaker"], row["role"], *(int(row[name]) for name in ("turns", "words", "nl", "fr")))
        for row in rows("speakers.csv")
        if row["transcript"] == transcript
    }
    assert found == expected


def test_bilingual_turns_have_the_language_of_most_words(study: Store) -> None:
    """A reader's judgement of every turn of the three bilingual groups; back-channels, which he left open, take the speaker's language."""
    by_turn = {(turn.transcript, turn.number): turn.language for name in GROUPS for turn in transcripts.turns(study, name)}
    judged = [row for row in rows("languages.csv") if row["language"] != "und"]
    wrong = [row for row in judged if by_turn[row["transcript"], int(row["turn"])] != row["language"]]
    assert len(judged) > 600
    assert wrong == []


def test_every_group_is_worth_reading(study: Store) -> None:
    """90 turns and 3,000 words or more, 6 to 9 participants, one of them far ahead and one hardly heard."""
    for transcript in transcripts.all_of(study):
        if transcript.kind != "focus-group":
            continue
        words = sorted(one.words for one in transcripts.participants(study, transcript.id) if one.role == "participant")
        assert transcript.turns >= 90
        assert transcript.words >= 3000
        assert 6 <= len(words) <= 9
        assert words[-1] > 1.4 * sum(words) / len(words)
        assert words[0] < 0.7 * sum(words) / len(words)


def test_two_coders_have_coded_all_groups_with_all_codes(study: Store) -> None:
    found = codings.all_of(study)
    by_coder = Counter((coding.coder, coding.transcript) for coding in found if not coding.transcript.startswith("coord"))
    assert {coder for coder, _ in by_coder} == {"C1", "C2"}
    assert len(by_coder) == 16
    assert all(sum(number for (who, _), number in by_coder.items() if who == coder) >= 300 for coder in ("C1", "C2"))
    codable = {code.id for code in codes.book(study).codes if code.codable}
    uses = {coder: Counter(coding.code for coding in found if coding.coder == coder) for coder in ("C1", "C2")}
    assert set(uses["C1"]) == set(uses["C2"]) == codable
    assert 1 in uses["C2"].values()


def test_the_coders_differ_as_readers_do(study: Store) -> None:
    """They share passages and codes without one being a copy of the other: some spans are the same, most are not."""
    spans = {
        coder: {(one.transcript, one.code, one.start, one.end) for one in codings.all_of(study) if one.coder == coder}
        for coder in ("C1", "C2")
    }
    same = len(spans["C1"] & spans["C2"])
    assert 0 < same < 0.25 * min(len(spans["C1"]), len(spans["C2"]))


UNITS = 1589
"""What participants say in the eight groups: 1,539 turns, of which five of more than 120 words are compared as their 55 sentences."""

BY_HAND = {
    "concept.brokerage": (8, 7, 7),
    "implement.quality": (3, 1, 1),
    "implement.workload": (7, 5, 1),
}
"""Of three codes in codings.csv, read with the transcripts at hand: turns of C1, of C2, and of both. C1 alone has a second one of FG2 as
brokerage; as workload both have the sixty-one files of FG2 only, where C2 has four turns more, and C1 has six other groups."""


@pytest.mark.parametrize("code", BY_HAND)
def test_agreement_of_the_two_coders_is_what_is_counted_by_hand(study: Store, code: str) -> None:
    """Two coders on n units, so 2n ratings, of which some are marks: alpha is 1 - (2n - 1) x units of one only / (marks x what is none)."""
    one, other, both = BY_HAND[code]
    (table,) = agreeing.agree(study, Question(Said(codes=(code,))), (), Wish(tables=("codes",), draws=0))
    (row,) = table.records()
    alone, marks = one + other - 2 * both, one + other
    assert [row[name] for name in ("n_C1", "n_C2", "everyone", "some", "nobody")] == [one, other, both, alone, UNITS - both - alone]
    assert row["f1"] == pytest.approx(2 * both / marks)
    assert row["percent"] == pytest.approx(1 - alone / UNITS)
    assert row["alpha"] == pytest.approx(1 - (2 * UNITS - 1) * alone / (marks * (2 * UNITS - marks)))


def test_dutch_speakers_want_case_management_and_french_speakers_see_less_need(study: Store) -> None:
    """The finding that the study is known for, in both coders' codings: value.need by language and stance, in participants."""
    from qualcode.model import Selection

    for coder in ("C1", "C2"):
        found = tallies.tallies(study, Selection(codes=("value.need",)), codings.layer(study, coder), ("language", "attribute:stance"))
        voices = {tally.key: tally.participants for tally in found if tally.code == "value.need"}
        assert voices["nl", "pro"] > voices.get(("nl", "contra"), 0)
        assert voices["fr", "contra"] > voices.get(("fr", "pro"), 0)


def test_the_study_keeps_all_promises(study: Store) -> None:
    assert [problem for found in checking.check(study).values() for problem in found] == []
