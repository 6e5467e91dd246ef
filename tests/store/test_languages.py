"""How much is said in which language, against counts made by hand."""

from __future__ import annotations

from pathlib import Path

from qualcode.counts import Spoken
from qualcode.model import Selection, Stretch
from qualcode.store import languages
from tests.store.projects import SCRIPT, Said, Script, project

BILINGUAL = Script(
    "fg2",
    (
        Said("M", "Wie begint er?", "nl"),
        Said("R1", "Ja, oui, c'est ça. Zo is het.", "nl", (Stretch(22, 41, "fr"), Stretch(41, 51, "nl"))),
        Said("R2", "Mm.", "und"),
        Said("R1", "Dat is waar.", "nl"),
    ),
    roles={"M": "moderator"},
    silent=("R3",),
)


def test_turns_count_by_most_of_their_words_and_words_where_they_are_said(tmp_path: Path) -> None:
    assert BILINGUAL.text[22:41] + "|" + BILINGUAL.text[41:51] == "Ja, oui, c'est ça. |Zo is het."
    with project(tmp_path, BILINGUAL) as store:
        assert languages.spoken(store, Selection()) == [
            Spoken("fg2", "M", "moderator", "nl", 1, 3, 0),
            Spoken("fg2", "R1", "participant", "fr", 0, 5, 0),
            Spoken("fg2", "R1", "participant", "nl", 2, 6, 1),
            Spoken("fg2", "R2", "participant", "und", 1, 1, 0),
        ]


def test_a_selection_restricts_who_is_counted(tmp_path: Path) -> None:
    with project(tmp_path, BILINGUAL, SCRIPT) as store:
        assert {each.transcript for each in languages.spoken(store, Selection())} == {"fg1", "fg2"}
        assert [each.speaker for each in languages.spoken(store, Selection(where={"sector": ("justice",)}))] == ["R2"]
        assert {each.transcript for each in languages.spoken(store, Selection(transcripts=("fg2",)))} == {"fg2"}
