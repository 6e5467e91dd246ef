"""The transcripts of forms.txt, written as people write them, are read as a person would read them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model import Draft, DraftTurn
from tests.importers.inputs import docx, paragraph, reading, said

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
