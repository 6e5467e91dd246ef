"""A transcript edited as text is read again with the speakers it had, whatever file it came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import Unreadable
from qualcode.importers import _edited
from qualcode.importers._choose import read_file
from qualcode.model import Draft, DraftParticipant, DraftTurn, ImportOptions
from qualcode.text import canonical

TALK = """Focusgroep, opname 2

M: Wat denken jullie over het beroepsgeheim?
R1 (v, CGG): Het beroepsgeheim is heilig.
Zonder vertrouwen geen hulp.
R2: Oui, mais le secret partagé existe aussi.
R1: Ja.
"""


def draft(folder: Path, text: str, options: ImportOptions | None = None, name: str = "fg1.txt") -> Draft:
    """What import makes of a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_file(path, options or ImportOptions()).drafts[0]


def said(old: Draft, text: str, options: ImportOptions | None = None) -> list[tuple[str, str]]:
    """Who says what in the edited text."""
    (new,) = _edited.read("fg1", old, text, options or ImportOptions()).drafts
    assert new.text == text
    return [(turn.speaker, text[turn.start : turn.end]) for turn in new.turns]


def test_a_plain_text_is_read_as_plain_text(tmp_path: Path) -> None:
    old = draft(tmp_path, TALK)
    new = TALK.replace("heilig", "altijd heilig").replace("R2: Oui", "R3: Bon.\nR2: Oui")
    assert said(old, new) == [
        ("M", "Wat denken jullie over het beroepsgeheim?"),
        ("R1", "Het beroepsgeheim is altijd heilig.\nZonder vertrouwen geen hulp."),
        ("R3", "Bon."),
        ("R2", "Oui, mais le secret partagé existe aussi."),
        ("R1", "Ja."),
    ]


def test_a_label_that_was_joined_with_another_stays_so(tmp_path: Path) -> None:
    old = draft(tmp_path, TALK, ImportOptions(aliases={"R2": "Deelnemer B"}))
    assert said(old, TALK.replace("Ja.", "Ja ja."))[2] == ("Deelnemer B", "Oui, mais le secret partagé existe aussi.")
    assert _edited.knowing(old, ImportOptions()).aliases == {"R2": "Deelnemer B"}
    assert _edited.knowing(old, ImportOptions(aliases={"R2": "X"})).aliases == {"R2": "X"}
    assert _edited.knowing(old, ImportOptions()).known == ("M", "R1", "Deelnemer B")


def test_labels_that_nothing_tells_from_speech_are_known_from_before(tmp_path: Path) -> None:
    """`Zoë` begins one line only: as a label of the transcript it is known nevertheless."""
    text = TALK.replace("R2", "Zoë")
    old = draft(tmp_path, text, ImportOptions(label=r"M|R\d|Zoë"))
    assert [speaker for speaker, _ in said(old, text.replace("Ja.", "Neen."))] == ["M", "R1", "Zoë", "R1"]


@pytest.fixture
def table() -> Draft:
    """A transcript in which only its own reader finds the speakers: names without a mark, a heading between turns, times."""
    text = "Verslag\nAn Het beroepsgeheim is heilig.\nen blijft dat.\nDeel twee\nBo Oui, mais pas toujours.\nAn Ja."
    starts = [text.index("Het"), text.index("Oui"), text.index("Ja.")]
    ends = [text.index("\nDeel"), text.index("\nAn Ja"), len(text)]
    turns = [
        DraftTurn(speaker, start, end, time)
        for speaker, start, end, time in zip(("An", "Bo", "An"), starts, ends, (1000, 2000, None), strict=True)
    ]
    return Draft(text, tuple(turns), (DraftParticipant("An"), DraftParticipant("Bo")))


def test_what_was_not_edited_belongs_to_whom_it_belonged(table: Draft) -> None:
    new = table.text.replace("heilig", "niet heilig").replace("pas toujours", "toujours")
    assert said(table, new) == [
        ("An", "Het beroepsgeheim is niet heilig.\nen blijft dat."),
        ("Bo", "Oui, mais toujours."),
        ("An", "Ja."),
    ]
    (draft,) = _edited.read("fg1", table, new, ImportOptions()).drafts
    assert [turn.time_start for turn in draft.turns] == [1000, 2000, None]


def test_new_lines_begin_a_turn_as_those_beside_them_do(table: Draft) -> None:
    new = table.text.replace("\nAn Ja.", "\nBo En dan?\nAn Ja.\nR3: Tot zover.\nen nog iets: klaar")
    assert said(table, new)[1:] == [
        ("Bo", "Oui, mais pas toujours."),
        ("Bo", "En dan?"),
        ("An", "Ja."),
        ("R3", "Tot zover.\nen nog iets: klaar"),
    ]


def test_a_turn_given_to_another_and_one_joined_with_the_one_before(table: Draft) -> None:
    assert said(table, table.text.replace("\nBo Oui", "\nAn Oui")) == [
        ("An", "Het beroepsgeheim is heilig.\nen blijft dat."),
        ("An", "Oui, mais pas toujours."),
        ("An", "Ja."),
    ]
    assert said(table, table.text.replace("\nAn Ja.", " Ja."))[-1] == ("Bo", "Oui, mais pas toujours. Ja.")


def test_what_belonged_to_nobody_still_does(table: Draft) -> None:
    assert said(table, table.text.replace("en blijft", "en is"))[0] == ("An", "Het beroepsgeheim is heilig.\nen is dat.")


def test_labels_on_a_line_of_their_own() -> None:
    """Where the label stands alone and the form's reader knew it by its style, the line of the label is no speech."""
    text = "zij\nHet beroepsgeheim is heilig.\n\nhij\nJa, maar niet altijd.\n\nzij\nNeen."
    turns = [
        DraftTurn(who, text.index(words), text.index(words) + len(words))
        for who, words in (("zij", "Het beroepsgeheim is heilig."), ("hij", "Ja, maar niet altijd."), ("zij", "Neen."))
    ]
    old = Draft(text, tuple(turns), (DraftParticipant("zij"), DraftParticipant("hij")))
    assert said(old, text.replace("maar niet", "en")) == [
        ("zij", "Het beroepsgeheim is heilig."),
        ("hij", "Ja, en altijd."),
        ("zij", "Neen."),
    ]


def test_a_text_of_nobody_in_particular_stays_one(tmp_path: Path) -> None:
    old = draft(tmp_path, "Een verslag van de avond.\n\nIedereen sprak over vertrouwen.\n")
    assert said(old, "Een verslag van de avond.\n\nIedereen zweeg.\n") == [
        ("Narrator", "Een verslag van de avond."),
        ("Narrator", "Iedereen zweeg."),
    ]


def test_a_text_without_words_is_refused(tmp_path: Path, table: Draft) -> None:
    for old in (draft(tmp_path, TALK), table):
        with pytest.raises(Unreadable, match="has no text in it"):
            _edited.read("fg1", old, " \n", ImportOptions())


def test_every_transcript_of_the_study_is_read_back_as_it_was(repository: Path) -> None:
    """Whatever form a file has: its text, unedited, is divided into the turns that its own reader found."""
    for path in sorted((repository / "transcripts").iterdir()):
        if path.suffix not in {".docx", ".odt", ".txt", ".vtt", ".xlsx"}:
            continue
        for old in read_file(path, ImportOptions()).drafts[:3]:
            assert said(old, old.text) == [(turn.speaker, old.text[turn.start : turn.end]) for turn in old.turns], path.name
            edited = canonical(old.text.replace("het", "dat").replace("les", "ces"))[0]
            assert [speaker for speaker, _ in said(old, edited)] == [turn.speaker for turn in old.turns], path.name
