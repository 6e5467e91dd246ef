"""Several transcripts in one file: split where headings say so, and only when that is sure."""

from __future__ import annotations

import pytest

from qualcode.errors import Unusable
from qualcode.importers import _choose
from qualcode.model import ImportOptions, Reading
from tests.importers.inputs import W, docx, draft, paragraph, reading, said

TALK = "Moderator: Wie begint?\nR1: Ik.\nR2: Of ik.\n"
ASKED = "INT: Sinds wanneer?\nR: Sinds mei.\nINT: Zo lang al.\nR: Ja.\n"


def names(found: Reading) -> list[str]:
    return [each.name for each in found.drafts]


def options(found: Reading) -> list[str]:
    return [advice.option for advice in found.advice if advice.option.startswith("--split")]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("Focusgroep 1 - Antwerpen", "Focusgroep 2 - Brussel"), ["Focusgroep 1 - Antwerpen", "Focusgroep 2 - Brussel"]),
        (("Entretien 3", "Entretien 4 (12 mai)", "Entretien 5"), ["Entretien 3", "Entretien 4 (12 mai)", "Entretien 5"]),
        (("=== FG1 ===", "=== FG2 ==="), ["FG1", "FG2"]),
        (("--- Gesprek 1 ---", "--- Gesprek 2 ---"), ["Gesprek 1", "Gesprek 2"]),
        (("# Interview 1", "# Interview 2"), ["Interview 1", "Interview 2"]),
        (("GROUPE DE DISCUSSION 1 : CHARLEROI", "GROUPE DE DISCUSSION 2 : BRUXELLES"), None),
        (("Interview nr. 7:", "Interview nr. 8:"), ["Interview nr. 7", "Interview nr. 8"]),
        (("Focus groupe n° 1", "Focus groupe n° 2"), None),
        (("**Interview A**", "**Interview B**"), ["Interview A", "Interview B"]),
    ],
)
def test_headings_of_one_kind_begin_a_transcript_each(headings: tuple[str, ...], expected: list[str] | None) -> None:
    found = reading("alles.txt", "\n".join(f"{heading}\n\n{TALK}" for heading in headings))
    assert names(found) == (expected or list(headings))
    assert [each.part for each in found.drafts] == list(range(len(headings)))
    for part in found.drafts:
        assert said(part) == [("Moderator", "Wie begint?"), ("R1", "Ik."), ("R2", "Of ik.")]
        assert part.text.startswith(headings[part.part])
    assert options(found) == ["--split never"]
    assert [line.why for line in found.unplaced] == ["heading"] * len(headings)
    assert [line.line for line in found.unplaced] == [1 + 6 * number for number in range(len(headings))]


@pytest.mark.parametrize(
    "text",
    [
        f"Focusgroep 1 - Antwerpen\n\n{TALK}",
        f"Thema 1: overleg\n\n{TALK}\nThema 2: dwang\n\n{TALK}",
        f"Deel 1\n\n{TALK}\nDeel 2\n\n{TALK}",
        f"Sessie 1\n\n{TALK}\nSessie 2\n\n{TALK}",
        f"{TALK}Interview 1 was moeilijk.\n{TALK}Interview 2 was beter.\n{TALK}",
        f"Focusgroep 1\nFocusgroep 2\n\n{TALK}",
        f"Vraag 1\n\n{TALK}\nVraag 2\n\n{TALK}",
        f"=== pauze ===\n\n{TALK}\n=== vervolg ===\n\n{TALK}",
    ],
)
def test_what_is_no_row_of_headings_of_transcripts_splits_nothing(text: str) -> None:
    found = reading("alles.txt", text)
    assert names(found) == [""]
    assert options(found) == []


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        (
            f"Focusgroep 1\n\n{TALK}\nFocusgroep 2\n\nNog uit te tikken.\n\nFocusgroep 3\n\n{TALK}",
            "'Focusgroep 1|Focusgroep 2|Focusgroep 3'",
        ),
        (f"{TALK}\nFocusgroep 2\n\n{TALK}\nFocusgroep 3\n\n{TALK}", "'Focusgroep 2|Focusgroep 3'"),
        (
            f"=== Interview met de arts ===\n\n{ASKED}\n=== Interview met de rechter ===\n\n{ASKED}",
            "'Interview met de arts|Interview met de rechter'",
        ),
    ],
)
def test_in_doubt_a_file_stays_one_transcript_and_the_split_is_proposed(text: str, proposed: str) -> None:
    found = reading("alles.txt", text)
    assert names(found) == [""]
    assert options(found) == [f"--split {proposed}"]
    forced = reading("alles.txt", text, ImportOptions(split=proposed.strip("'")))
    assert len(forced.drafts) == 3 if "rechter" not in proposed else 2


def test_names_of_interviews_in_speech_split_nothing() -> None:
    text = f"{TALK}R1: Dat zei ik al in\nInterview 1\nR2: En ik in\nInterview 2\n{TALK}"
    assert names(reading("alles.txt", text)) == [""]


def test_never_keeps_a_file_one_transcript_and_a_pattern_says_where_to_split() -> None:
    text = f"Focusgroep 1\n\n{TALK}\nFocusgroep 2\n\n{TALK}"
    whole = reading("alles.txt", text, ImportOptions(split="never"))
    assert (names(whole), options(whole)) == ([""], [])
    assert len(whole.drafts[0].turns) == 6
    towns = f"Antwerpen, ochtend\n\n{TALK}\nBrussel, middag\n\n{TALK}"
    found = reading("alles.txt", towns, ImportOptions(split="Antwerpen|Brussel"))
    assert names(found) == ["Antwerpen, ochtend", "Brussel, middag"]
    assert "Antwerpen, ochtend" in {line.text for line in found.unplaced}


def test_a_title_before_the_first_heading_stands_in_the_first_part_and_nothing_is_lost() -> None:
    text = f"Alle gesprekken\n\nInterview 1\n\n{ASKED}\nInterview 2\n\n{ASKED}"
    found = reading("alles.txt", text)
    assert names(found) == ["Interview 1", "Interview 2"]
    assert "".join("".join(draft.text.split()) for draft in found.drafts) == "".join(text.split())
    assert [(line.line, line.text) for line in found.unplaced] == [(1, "Alle gesprekken"), (3, "Interview 1"), (10, "Interview 2")]
    assert [each.line for each in found.drafts] == [0, 9]


def test_speakers_of_one_part_are_not_those_of_another() -> None:
    text = "Interview 1\n\nINT: Wie?\nR1: Ik.\n\nInterview 2\n\nINT: Wie?\nR2: Ik.\n"
    first, second = reading("alles.txt", text).drafts
    assert [one.label for one in first.participants] == ["INT", "R1"]
    assert [one.label for one in second.participants] == ["INT", "R2"]
    assert {first.kind, second.kind} == {"interview"}


def test_a_pattern_that_is_none_is_refused_before_any_file() -> None:
    with pytest.raises(Unusable, match="The pattern of --split cannot be understood"):
        _choose.check(ImportOptions(split="("))


def styles(*names: str) -> str:
    """The styles of a Word document: each with its id, its name, and what it is based on."""
    made = ""
    for id, name, base in (each.split("|") for each in names):
        based = f"<w:basedOn w:val='{base}'/>" if base else ""
        made += f"<w:style w:type='paragraph' w:styleId='{id}'><w:name w:val='{name}'/>{based}</w:style>"
    return f"<w:styles xmlns:w='{W}'>{made}</w:styles>"


def headed(style: str, text: str) -> str:
    return f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("style", ["Kop1", "Titre1", "Eigen"])
def test_headings_of_a_word_document_are_known_by_its_styles(style: str) -> None:
    known = styles("Kop1|heading 1|", "Titre1|heading 1|Normal", "Eigen|Mijn kop|Kop1", "Kop2|heading 2|")
    part = (
        headed("Kop2", "Kennismaking")
        + paragraph(" Wie begint?", "Moderator:")
        + paragraph(" Ik.", "R1:")
        + headed("Kop2", "Overleg")
        + paragraph("En nog iets.")
    )
    body = "".join(headed(style, f"Sessie {number}: {town}") + part for number, town in ((1, "Antwerpen"), (2, "Charleroi")))
    found = reading("alles.docx", docx(body, styles=known))
    assert names(found) == ["Sessie 1: Antwerpen", "Sessie 2: Charleroi"]
    assert said(found.drafts[0]) == [("Moderator", "Wie begint?"), ("R1", "Ik."), ("R1", "En nog iets.")]
    assert [line.text for line in found.unplaced][:3] == ["Sessie 1: Antwerpen", "Kennismaking", "Overleg"]


def test_an_outline_level_makes_a_heading_and_a_tracked_change_of_style_does_not() -> None:
    outline = "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>Overleg</w:t></w:r></w:p>"
    before = (
        "<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>was een kop</w:t></w:r></w:p>"
    )
    found = reading("a.docx", docx(paragraph(" Ja.", "R1:") + outline + paragraph(" Nee.", "R2:") + before))
    assert said(found.drafts[0]) == [("R1", "Ja."), ("R2", "Nee.\nwas een kop")]


def test_headings_are_no_words_of_a_text_that_names_nobody() -> None:
    body = headed("Kop1", "Wat loopt goed?") + paragraph("Het overleg.") + headed("Kop1", "En minder?") + paragraph("De tijd.")
    found = reading("a.docx", docx(body, styles=styles("Kop1|heading 1|")))
    assert said(found.drafts[0]) == [("Narrator", "Het overleg."), ("Narrator", "De tijd.")]
    assert [line.why for line in found.unplaced] == ["heading", "heading"]


def test_speech_in_a_style_of_headings_is_speech_all_the_same() -> None:
    long = "woord " * 60
    body = paragraph(" Ja.", "R1:") + headed("Kop1", long) + paragraph(" Nee.", "R2:")
    assert said(draft("a.docx", docx(body, styles=styles("Kop1|heading 1|"))))[0] == ("R1", f"Ja.\n{long.strip()}")
    every = "".join(headed("Kop1", text) for text in ("R1: Ja.", "En dan nog iets.", "R2: Nee.", "En dat ook."))
    found = draft("a.docx", docx(every, styles=styles("Kop1|heading 1|")))
    assert said(found) == [("R1", "Ja.\nEn dan nog iets."), ("R2", "Nee.\nEn dat ook.")]
