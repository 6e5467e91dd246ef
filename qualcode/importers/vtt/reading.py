"""WebVTT subtitles (.vtt), as speech recognition and meeting programs write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qualcode.errors import Problem, Unreadable
from qualcode.importers._cues import cue_reading
from qualcode.importers._pieces import Piece, Plain
from qualcode.importers._subtitles import Paragraph, blocks, gaps_note, subtitles, words
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening.guard import short

_HEADER = re.compile(r"\ufeff?WEBVTT(?=[ \t\n]|$)")
_NOTE = re.compile(r"NOTE(?:\s|$)")
_OF_THE_PROGRAM = re.compile(r"NOTE[ \t]+(?:confidence|recognizability|duration|language|media)[ \t]*:", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:NOTE[ \t]+)?language[ \t]*:[ \t]*\"?(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})\"?[ \t]*", re.IGNORECASE)
_SILENT = re.compile(r"(?:STYLE|REGION)[ \t]*$")
_NAMED_ID = re.compile(r"\d+[ \t]+\"(?P<name>[^\"]+)\"(?:[ \t]+\(\d+\))?")


def read(source: Source, options: ImportOptions) -> Reading:
    """The reading of a subtitle file, with the cues of a speaker that follow one another as one turn. Raises Unreadable for what is no WebVTT."""
    name = source.path.name
    text, notes = subtitles(source, options)
    if not _HEADER.match(text):
        raise Unreadable(f"{name} is no WebVTT: it does not begin with WEBVTT.", "If it is plain text, name it .txt and import that.")
    before, shown, problems = blocks(text, names=True)
    header, remarks = before[:1], [paragraph for paragraph in before[1:] if not _SILENT.match(paragraph.lines[0])]
    cues: list[Piece] = []
    gaps: list[int] = []
    plain = Plain()
    for cue in shown:
        said = [paragraph for paragraph in cue.paragraphs if not _is_note(paragraph)]
        named = _NAMED_ID.fullmatch(cue.id)
        cues += words(cue, said, plain, named["name"] if named else "")
        gaps += [paragraph.line for paragraph in said[1:]]
        remarks += filter(_is_note, cue.paragraphs)
    if not cues:
        raise Unreadable(f"{name} has no cue with words in it.", "Is it the right file?")
    result = cue_reading(name, cues, options)
    of_the_file = (*_language_note((*header, *remarks)), *_program_note(remarks), *gaps_note(gaps))
    return replace(
        result,
        problems=tuple(sorted((*_left_out(remarks), *problems), key=_line)),
        notes=(*of_the_file, *result.notes, *notes, *plain.notes()),
    )


def _is_note(paragraph: Paragraph) -> bool:
    return paragraph.parted and _NOTE.match(paragraph.lines[0]) is not None


def _left_out(remarks: Sequence[Paragraph]) -> list[Problem]:
    return [
        Problem(
            f"line {paragraph.line}",
            f"{'a note' if _is_note(paragraph) else 'a block without a time'} is not part of the text: `{short(' '.join(paragraph.lines))}`",
        )
        for paragraph in remarks
        if not _of_the_program(paragraph)
    ]


def _line(problem: Problem) -> int:
    return int(problem.where.removeprefix("line "))


def _of_the_program(paragraph: Paragraph) -> bool:
    return len(paragraph.lines) == 1 and _OF_THE_PROGRAM.match(paragraph.lines[0]) is not None


def _program_note(remarks: Sequence[Paragraph]) -> list[str]:
    count = sum(map(_of_the_program, remarks))
    return [f"Notes of the program that made the file (confidence, duration, language), left out: {count}."] if count else []


def _language_note(paragraphs: Sequence[Paragraph]) -> list[str]:
    """What the file says of its language; the words decide turn by turn."""
    tags = dict.fromkeys(found["tag"] for paragraph in paragraphs for line in paragraph.lines if (found := _LANGUAGE.fullmatch(line)))
    return [f"The file says that its language is {', '.join(tags)}; turn by turn the words decide."] if tags else []
