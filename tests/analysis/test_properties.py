"""What holds of every table of frequencies."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.count import count
from tests.analysis.corpus import BOOK, CODES, Corpus, Turn, asked


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Up to three groups of up to four speakers, with any codings."""
    turns = []
    for number in range(draw(st.integers(1, 12))):
        words = draw(st.integers(0, 30))
        codings = []
        if words:
            for _ in range(draw(st.integers(0, 4))):
                start = draw(st.integers(0, words - 1))
                codings.append((draw(st.sampled_from(list(CODES))), start, draw(st.integers(start + 1, words))))
        transcript = draw(st.sampled_from("abc"))
        speaker = draw(st.sampled_from(["M", "R1", "R2", "R3"]))
        values = {"transcript": transcript, "sector": draw(st.sampled_from(["care", "justice"]))}
        turns.append(Turn(transcript, number, speaker, speaker == "M", words, tuple(codings), values))
    return Corpus(tuple(turns))


def records(corpus: Corpus, *by: str) -> list[dict[str, Any]]:
    table = count(corpus.tallies(*by), corpus.bases(*by), BOOK, asked=asked(*by, all_codes=True))
    return [dict(record) for record in table.records()]


@given(corpora(), st.sampled_from([(), ("sector",), ("transcript",)]))
def test_counts_stay_within_what_they_are_counted_of(corpus: Corpus, by: tuple[str, ...]) -> None:
    words = {base.key: base.words for base in corpus.bases(*by)}
    for record in records(corpus, *by):
        assert 0 <= record["groups_k"] <= record["groups_n"]
        assert record["groups_k"] <= record["participants_k"] <= record["participants_n"]
        assert record["participants_k"] <= record["segments"]
        assert record["words"] <= words[tuple(record[name] for name in by)]
        assert len(record["group_rates"]) == record["groups_n"]
        assert all(rate is None or 0 <= rate <= 1000 for rate in record["group_rates"])
        known = [rate for rate in record["group_rates"] if rate is not None]
        assert min(known) <= record["rate"] <= max(known) if known else record["rate"] is None
        assert record["top_share"] is None if record["segments"] == 0 else 1 / record["participants_k"] <= record["top_share"] <= 1


@given(corpora())
def test_a_parent_counts_a_participant_once(corpus: Corpus) -> None:
    found = {record["code"]: record for record in records(corpus)}
    own = {(turn.transcript, turn.speaker) for turn in corpus.turns for code, *_ in turn.codings if code == "coop" and not turn.moderator}
    for column in ("participants_k", "words"):
        parts = [found[code][column] for code, parent in CODES.items() if parent == "coop" and code in found]
        if parts:
            assert found["coop"][column] >= max(parts)
            assert own or found["coop"][column] <= sum(parts)


@given(corpora())
def test_words_of_the_cells_of_a_partition_add_up(corpus: Corpus) -> None:
    whole = {record["code"]: record["words"] for record in records(corpus)}
    parts: dict[str, int] = {}
    for record in records(corpus, "transcript"):
        parts[record["code"]] = parts.get(record["code"], 0) + record["words"]
    assert parts == whole


@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_what_was_counted_changes_nothing(corpus: Corpus, random: Any) -> None:
    tallies, bases = corpus.tallies("sector"), corpus.bases("sector")
    table = count(tallies, bases, BOOK, asked=asked("sector"))
    random.shuffle(tallies)
    random.shuffle(bases)
    assert count(tallies, bases, BOOK, asked=asked("sector")) == table
