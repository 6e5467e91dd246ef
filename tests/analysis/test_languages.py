"""The shares of languages, against shares worked out by hand."""

from __future__ import annotations

from qualcode.analysis.languages import languages
from qualcode.counts import Spoken
from tests.analysis.corpus import STUDY, asked

SPOKEN = [
    Spoken("fg1", "M", "moderator", "nl", 3, 30, 0),
    Spoken("fg1", "R1", "participant", "fr", 1, 25, 1),
    Spoken("fg1", "R1", "participant", "nl", 3, 75, 0),
    Spoken("fg1", "R2", "participant", "und", 1, 0, 0),
    Spoken("fg2", "R1", "participant", "tr", 2, 100, 0),
]


def test_each_speakers_turns_and_words_with_their_shares() -> None:
    table = languages(SPOKEN, STUDY, asked=asked(), speakers=True)
    assert table.rows == (
        ("fg1", "M", "moderator", "nl", 3, 3, 1.0, 30, 30, 1.0),
        ("fg1", "R1", "participant", "nl", 3, 4, 0.75, 75, 100, 0.75),
        ("fg1", "R1", "participant", "fr", 1, 4, 0.25, 25, 100, 0.25),
        ("fg1", "R2", "participant", "und", 1, 1, 1.0, 0, 0, None),
        ("fg2", "R1", "participant", "tr", 2, 2, 1.0, 100, 100, 1.0),
    )


def test_participants_together_by_transcript() -> None:
    table = languages(SPOKEN, STUDY, asked=asked(), speakers=False)
    assert [column.name for column in table.columns[:2]] == ["transcript", "language"]
    assert table.rows == (
        ("fg1", "nl", 3, 5, 0.6, 75, 100, 0.75),
        ("fg1", "fr", 1, 5, 0.2, 25, 100, 0.25),
        ("fg1", "und", 1, 5, 0.2, 0, 100, 0.0),
        ("fg2", "tr", 2, 2, 1.0, 100, 100, 1.0),
    )


def test_notes_say_the_whole_what_switches_and_what_is_unsure() -> None:
    notes = languages(SPOKEN, STUDY, asked=asked(), speakers=False).notes
    assert "Of 200 words of participants: Nederlands 37.5%, Frans 12.5%, tr 50.0%, unsure (und) 0.0%." in notes
    assert "1 turn switches between languages." in notes
    assert "1 turn could be of any language (und); transcripts show lists them." in notes
    assert "What moderators and observers say is left out." in notes
    assert not any("switch" in note or "left out" in note for note in languages(SPOKEN[:1], STUDY, asked=asked(), speakers=True).notes)


def test_nothing_said_is_a_table_without_rows() -> None:
    assert languages([], STUDY, asked=asked(), speakers=True).rows == ()
