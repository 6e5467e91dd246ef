"""The words that participants say in one language."""

from __future__ import annotations

from pathlib import Path

from qualcode.counts import Term
from qualcode.model import Selection, Stretch
from qualcode.store.vocabulary import spoken, vocabulary
from tests.store.projects import Said, Script, project

GROUP = Script(
    "fg1",
    (
        Said("M", "Vertrouwen dus?", "nl"),
        Said("R1", "Vertrouwen, en nog eens vertrouwen.", "nl"),
        Said("R2", "Ja, la confiance. Vertrouwen.", "nl", (Stretch(0, 4, "nl"), Stretch(4, 17, "fr"), Stretch(17, 28, "nl"))),
        Said("R2", "D’accord.", "fr"),
    ),
    roles={"M": "moderator"},
    own={"R2": {"sector": "justice"}},
)
OTHER = Script("fg2", (Said("R1", "Vertrouwen.", "nl"),))


def shifted(script: Script) -> Script:
    """The script with the stretches of its third turn where that turn stands."""
    start = script.spans()[2][0]
    third = script.turns[2]
    moved = tuple(Stretch(start + each.start, start + each.end, each.language) for each in third.stretches)
    return Script(
        script.id,
        (*script.turns[:2], Said(third.speaker, third.text, third.language, moved), *script.turns[3:]),
        roles=script.roles,
        own=script.own,
    )


def test_words_of_participants_in_the_language_with_groups_and_speakers(tmp_path: Path) -> None:
    with project(tmp_path, shifted(GROUP), OTHER) as store:
        found = vocabulary(spoken(store, Selection(), "nl"), list)
        assert found.sizes == {(): Term(8, 2, 3)}
        assert found.terms[(), "vertrouwen"] == Term(4, 2, 3)
        assert ((), "confiance") not in found.terms
        french = vocabulary(spoken(store, Selection(), "fr", ("sector",)), list)
        assert french.sizes == {("justice",): Term(4, 1, 1)}
        assert french.terms[("justice",), "d'"] == Term(1, 1, 1)


def test_a_selection_restricts_who_is_heard(tmp_path: Path) -> None:
    with project(tmp_path, shifted(GROUP), OTHER) as store:
        assert [each.words for each in spoken(store, Selection(transcripts=("fg2",)), "nl")] == [["vertrouwen"]]
        assert sum(len(each.words) for each in spoken(store, Selection(where={"sector": ("justice",)}), "nl")) == 2
