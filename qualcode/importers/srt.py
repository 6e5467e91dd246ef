"""SubRip subtitles (.srt), as speech recognition, aTrain and subtitle editors write them."""

from __future__ import annotations

import re
from dataclasses import replace

from qualcode.errors import Problem, Unreadable
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening import guard

SUFFIXES = (".srt",)

_BEGIN = re.compile(rb"\s*+(?:\d{1,6}[ \t]*+[\r\n]\s*+)?\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,3}[ \t]*-->[ \t]*\d")


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is SubRip, from 0 to 1: it begins with a number and two times."""
    if _BEGIN.match(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\x00", b"")):
        return 0.9
    return 0.6 if suffix in SUFFIXES and not guard.form(head) else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """The reading of a subtitle file, with the cues of a speaker that follow one another as one turn. Raises Unreadable for what is no SubRip."""
    from qualcode.importers._cues import cue_reading
    from qualcode.importers._pieces import Plain
    from qualcode.importers._subtitles import blocks, gaps_note, subtitles, words

    name = source.path.name
    text, notes = subtitles(source, options)
    before, shown, problems = blocks(text, names=False)
    if not shown:
        raise Unreadable(
            f"{name} is no SubRip: no line of it says a time such as 00:00:01,000 --> 00:00:04,000.",
            "If it is plain text, name it .txt and import that.",
        )
    plain = Plain()
    cues = [piece for cue in shown for piece in words(cue, cue.paragraphs, plain)]
    if not cues:
        raise Unreadable(f"{name} has no cue with words in it.", "Is it the right file?")
    outside = [
        Problem(f"line {paragraph.line}", f"text before the first time is not part of the text: `{guard.short(' '.join(paragraph.lines))}`")
        for paragraph in before
    ]
    gaps = [paragraph.line for cue in shown for paragraph in cue.paragraphs[1:]]
    result = cue_reading(name, cues, options)
    return replace(result, problems=(*outside, *problems), notes=(*gaps_note(gaps), *result.notes, *notes, *plain.notes()))
