"""Who talks how much."""

from __future__ import annotations

import pytest

from qualcode.analysis.participation import participation, sequence, speakers
from qualcode.counts import Follow, Talker
from tests.analysis.corpus import STUDY, asked

TALK = [
    Talker(("care",), "a", "M", "moderator", 3, 50),
    Talker(("care",), "a", "R1", "participant", 4, 100),
    Talker(("care",), "a", "R2", "participant", 1, 50),
    Talker(("care",), "a", "R3", "participant", 0, 0),
    Talker(("justice",), "b", "R1", "participant", 2, 50),
]


def test_cells_counted_by_hand() -> None:
    """care: 2 of 3 speak, 150 of 200 words in 5 turns, 30 each; R1 has 100 of 150; Gini (0 x -2 + 50 x 0 + 100 x 2) / (3 x 150) = .444."""
    table = participation(TALK, STUDY, asked=asked("sector"))
    justice, care = table.records()
    assert (justice["sector"], care["sector"]) == ("justice", "care")
    assert [care[name] for name in ("groups", "speaking_k", "speaking_n", "silent", "turns", "words")] == [1, 2, 3, 1, 5, 150]
    assert [care[name] for name in ("words_share", "turn_length", "top_share_of_words", "moderator_share")] == [0.75, 30.0, 2 / 3, 0.25]
    assert care["gini"] == pytest.approx(4 / 9)
    assert care["evenness"] == pytest.approx(0.6365 / 1.0986, abs=1e-4)
    assert (justice["evenness"], justice["moderator_share"]) == (None, None)


def test_speakers_are_compared_with_those_of_their_role() -> None:
    rows = {(row["transcript"], row["speaker"]): row for row in speakers(TALK, asked=asked()).records()}
    assert (rows["a", "R1"]["words_share"], rows["a", "M"]["words_share"]) == (2 / 3, 1.0)
    assert (rows["a", "R3"]["marker"], rows["a", "R3"]["turn_length"]) == ("silent", None)


def test_who_follows_is_a_share_of_what_is_followed() -> None:
    found = [Follow("a", "R1", "participant", "R2", "participant", 3), Follow("a", "R1", "participant", "M", "moderator", 1)]
    assert [(row["next"], row["times_k"], row["times_n"], row["times_share"]) for row in sequence(found, asked=asked()).records()] == [
        ("R2", 3, 4, 0.75),
        ("M", 1, 4, 0.25),
    ]
