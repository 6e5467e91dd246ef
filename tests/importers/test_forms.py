"""The transcripts of forms.txt, written as people write them, are read as a person would read them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model import Draft, DraftTurn
from tests.importers.inputs import docx, draft, paragraph, reading, said, table

FILE = Path(__file__).with_name("forms.txt")


def cases() -> Iterator[tuple[str, str, list[str]]]:
    """The title, the text and the expected lines of each case."""
    for case in FILE.read_text(encoding="utf-8").split("\n==== ")[1:]:
        title, _, body = case.partition("\n")
        text, _, expected = body.partition("\n----\n")
        yield title, text, expected.strip("\n").split("\n")


CASES = list(cases())


def clock(milliseconds: int) -> str:
    """A time as `m:ss`, with what is over a second behind a point."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 60}:{seconds % 60:02}" + (f".{rest:03}".rstrip("0") if rest else "")


def line_of(draft: Draft, turn: DraftTurn) -> str:
    """A turn as forms.txt writes it."""
    time = "" if turn.time_start is None else f" @{clock(turn.time_start)}"
    words = draft.text[turn.start : turn.end].split("\n")
    return f"{turn.speaker}{time} | {' / '.join(word.strip() for word in words if word.strip())}"


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[title for title, _, _ in CASES])
def test_a_transcript_is_read_as_a_person_would_read_it(title: str, text: str, expected: list[str]) -> None:
    found = reading(f"{title}.txt", text)
    (draft,) = found.drafts
    roles = [f"{one.label} = {one.role}" for one in draft.participants if one.role != "participant"]
    outside = [f"outside: {', '.join(str(line.line) for line in found.unplaced)}"] if found.unplaced else []
    wanted = {line for line in expected if line.startswith("advice: ")}
    advice = [f"advice: {one.option}" for one in found.advice if not one.option.startswith("--moderator")]
    turns = [line_of(draft, turn) for turn in draft.turns]
    assert [
        *roles,
        *turns,
        *outside,
        *[line for line in advice if line in wanted or not line.startswith("advice: --moderator")],
    ] == expected


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[title for title, _, _ in CASES])
def test_a_word_document_of_the_same_lines_has_the_same_turns(title: str, text: str, expected: list[str]) -> None:
    lines = [line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in text.split("\n")]
    word = reading(f"{title}.docx", docx("".join(paragraph(line).replace("\t", "</w:t><w:tab/><w:t>") for line in lines)))
    plain = reading(f"{title}.txt", text)
    assert said(word.drafts[0]) == said(plain.drafts[0])
    assert word.drafts[0].participants == plain.drafts[0].participants
    assert expected


def test_the_options_that_are_proposed_can_be_typed_as_they_are() -> None:
    for title, text, _ in CASES:
        for advice in reading(f"{title}.txt", text).advice:
            assert len(shlex.split(advice.option)) == 2, (title, advice.option)


def run(text: str, *, bold: bool = False) -> str:
    """A run of a Word document."""
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


BREAK = "<w:r><w:br/></w:r>"
PICTURE = "<w:r><w:drawing><inline><docPr descr='Foto van de spreker'/></inline></w:drawing></w:r>"


def teams(name: str, time: str, *said: str) -> str:
    """What somebody says, as Teams writes it: a picture, the name in bold and the time, the words after a line break."""
    words = "".join(f"{BREAK}{run(words)}" for words in said)
    return f"<w:p>{PICTURE}{BREAK}{run(name, bold=True)}{run(f'   {time}')}{words}</w:p>"


DOCUMENTS = [
    (
        "Teams",
        paragraph("Overleg-20230612_100301-Meeting Recording")
        + paragraph("12 juni 2023, 10:03")
        + paragraph("1h 2m 10s")
        + paragraph("Wouters Lies started transcription")
        + teams("Wouters Lies", "0:03", "Goeiemorgen.", "Iedereen hoort mij?")
        + teams("Janssens, Bram (CGG)", "0:09", "Ja.")
        + teams("An", "1:02:10", "Ja hoor.")
        + paragraph("Wouters Lies stopped transcription"),
        [("Wouters Lies", "Goeiemorgen.\nIedereen hoort mij?"), ("Janssens, Bram", "Ja."), ("An", "Ja hoor.")],
    ),
    (
        "Teams before 2022",
        "".join(
            f"<w:p>{run(f'0:0:{at}.0 --> 0:0:{at + 1}.250')}{BREAK}{run(name)}{BREAK}{run(words)}</w:p>"
            for at, name, words in ((0, "Lies Wouters", "Dag."), (3, "Bram", "Ja"), (5, "Lies Wouters", "Goed."), (8, "An", "Ja"))
        ),
        [("Lies Wouters", "Dag."), ("Bram", "Ja"), ("Lies Wouters", "Goed."), ("An", "Ja")],
    ),
    (
        "bold labels that end a line",
        "".join(
            f"<w:p>{run(name, bold=True)}</w:p><w:p>{run(words)}</w:p>"
            for name, words in (
                ("INTERVIEWER", "Sinds wanneer?"),
                ("RESPONDENT", "Sinds mei."),
                ("INTERVIEWER", "Hoezo?"),
                ("RESPONDENT", "Zo."),
            )
        ),
        [("INTERVIEWER", "Sinds wanneer?"), ("RESPONDENT", "Sinds mei."), ("INTERVIEWER", "Hoezo?"), ("RESPONDENT", "Zo.")],
    ),
    (
        "bold labels with the colon in the text",
        "".join(
            f"<w:p>{run(name, bold=True)}{run(f' : {words}')}</w:p>"
            for name, words in (
                ("Animatrice", "On y va ?"),
                ("Zoé", "Oui."),
                ("Animatrice", "Bien."),
                ("Jean-Luc", "Et moi ?"),
                ("Zoé", "Toi aussi."),
            )
        ),
        [("Animatrice", "On y va ?"), ("Zoé", "Oui."), ("Animatrice", "Bien."), ("Jean-Luc", "Et moi ?"), ("Zoé", "Toi aussi.")],
    ),
    (
        "a table with a number, a speaker and words",
        table(("1", "M", "Wie begint er vandaag?"), ("2", "R1", "Ik wil wel."), ("3", "R2", "Of ik."), ("4", "M", "R1 eerst.")),
        [("M", "Wie begint er vandaag?"), ("R1", "Ik wil wel."), ("R2", "Of ik."), ("M", "R1 eerst.")],
    ),
    (
        "a table with a speaker, a time and words",
        table(
            ("Qui", "Temps", "Texte"), ("P1", "0:01:00", "On commence par le secret."), ("P2", "0:01:30", "Non."), ("P1", "0:02:00", "Si.")
        ),
        [("P1", "On commence par le secret."), ("P2", "Non."), ("P1", "Si.")],
    ),
    (
        "a table with times and speakers in one cell",
        table(("[00:00:03] INT", "Sinds wanneer werkt u hier?"), ("[00:00:09] R", "Sinds mei."), ("[00:00:12] INT", "En daarvoor?")),
        [("INT", "Sinds wanneer werkt u hier?"), ("R", "Sinds mei."), ("INT", "En daarvoor?")],
    ),
]


@pytest.mark.parametrize(("title", "body", "turns"), DOCUMENTS, ids=[title for title, _, _ in DOCUMENTS])
def test_a_word_document_is_read_as_a_person_would_read_it(title: str, body: str, turns: list[tuple[str, str]]) -> None:
    found = draft(f"{title}.docx", docx(body))
    assert said(found) == turns


def test_times_of_teams_and_of_tables_are_those_of_the_turns() -> None:
    times = {title: [turn.time_start for turn in draft("a.docx", docx(body)).turns] for title, body, _ in DOCUMENTS}
    assert times["Teams"] == [3_000, 9_000, 3_730_000]
    assert times["Teams before 2022"] == [0, 3_000, 5_000, 8_000]
    assert times["a table with a speaker, a time and words"] == [60_000, 90_000, 120_000]
    assert times["a table with times and speakers in one cell"] == [3_000, 9_000, 12_000]
