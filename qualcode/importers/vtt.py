"""WebVTT subtitles (.vtt), as speech recognition and meeting programs write them."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from qualcode.errors import Problem, Unreadable
from qualcode.importers._encodings import decoded
from qualcode.importers._guard import short
from qualcode.importers._lines import character_notes, check_lines, private_characters
from qualcode.importers._pieces import Piece, lines_of
from qualcode.importers._speakers import spoken
from qualcode.model import ImportOptions, Reading, Source
from qualcode.text import canonical, counted

SUFFIXES = (".vtt",)

_HEADER = re.compile(r"\ufeff?WEBVTT(?=[ \t\n]|$)")
_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]*)>")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang)?(?:\.[^\s<>]*)?(?:[ \t][^<>\n]*)?>|<\d[\d:.]*>")
_SPACES = re.compile(r"[^\S\xa0\u202f]+")
_SILENT = re.compile(r"(?:STYLE|REGION)[ \t]*(?:\n|$)")


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is WebVTT, from 0 to 1."""
    if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return 0.95
    return 0.4 if suffix in SUFFIXES else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of a subtitle file, with the cues of a speaker that follow one another as one turn. Raises Unreadable for what is no WebVTT."""
    name = source.path.name
    raw, notes = decoded(source, options)
    text, changes = counted(raw)
    if not _HEADER.match(text):
        raise Unreadable(f"{name} is no WebVTT: it does not begin with WEBVTT.", "If it is plain text, name it .txt and import that.")
    check_lines(name, text.count("-->"))
    pieces, problems = _pieces(text)
    if not pieces:
        raise Unreadable(f"{name} has no cue with words in it.", "Is it the right file?")
    lines, voices = lines_of(pieces, options)
    result = spoken(name, lines, options)
    remarks = (*notes, *voices, *result.notes, *character_notes(changes, private_characters(text)))
    return replace(result, problems=tuple(problems), notes=remarks)


def _pieces(text: str) -> tuple[list[Piece], list[Problem]]:
    pieces: list[Piece] = []
    problems: list[Problem] = []
    number = 1
    for block in re.split(r"(\n[ \t]*(?:\n[ \t]*)+)", text):
        lines = block.split("\n")
        where = f"line {number}"
        number += len(lines) - 1
        timing = next((at for at, line in enumerate(lines[:2]) if "-->" in line), None)
        if not block.strip() or (timing is None and (_HEADER.match(block) or _SILENT.match(block))):
            continue
        if timing is None:
            kind = "a note" if re.match(r"NOTE(?:\s|$)", block) else "a block without a time"
            problems.append(Problem(where, f"{kind} is not part of the text: `{short(block)}`"))
            continue
        start, end = _times(lines[timing])
        if start is None or (end is not None and end < start):
            problems.append(
                Problem(where, f"the time of a cue cannot be understood: `{short(lines[timing])}`", "its words are kept without a time")
            )
            start = end = None
        pieces += _voices("\n".join(lines[timing + 1 :]), start, end)
    return pieces, problems


def _times(line: str) -> tuple[int | None, int | None]:
    found = _TIMING.fullmatch(line)
    if found is None:
        return None, None
    hours, minutes, seconds, fraction = (found.groups("0")[at::4] for at in range(4))
    start, end = (
        ((int(hours[at]) * 60 + int(minutes[at])) * 60 + int(seconds[at])) * 1000 + int(fraction[at].ljust(3, "0")) for at in range(2)
    )
    return start, end


def _voices(payload: str, start: int | None, end: int | None) -> list[Piece]:
    parts = _VOICE.split(payload)
    voiced = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    found = []
    for voice, words in voiced:
        text = "\n".join(filter(None, (_plain(line) for line in words.split("\n"))))
        if text:
            found.append(Piece(_plain(voice), text, start, end))
    return found


def _plain(marked: str) -> str:
    return _SPACES.sub(" ", canonical(html.unescape(_TAG.sub("", marked)))[0]).strip()
