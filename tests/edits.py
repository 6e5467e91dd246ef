"""A text edited at random by one who keeps book: of every character of the new text it is known where in the old one it stood."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qualcode.model import Span
from qualcode.text import canonical


@dataclass
class Edited:
    """A text while it is edited: its characters, and for each where it stood at first (None: put in)."""

    before: str
    characters: list[str]
    origins: list[int | None]

    @property
    def text(self) -> str:
        return "".join(self.characters)

    def put(self, start: int, end: int, words: str) -> None:
        """Other words in the place of a stretch."""
        self.characters[start:end] = words
        self.origins[start:end] = [None] * len(words)

    def until(self, at: int, marks: str) -> int:
        """Where from a place on the first of these characters stands, or the text ends."""
        while at < len(self.characters) and self.characters[at] not in marks:
            at += 1
        return at

    def word(self, at: int) -> Span:
        """The word at a place."""
        start = at
        while start > 0 and not self.characters[start - 1].isspace():
            start -= 1
        return Span(start, self.until(at, " \n"))

    def truth(self) -> dict[int, int]:
        """For every character of the old text that is left, where it stands now."""
        return {origin: at for at, origin in enumerate(self.origins) if origin is not None}


def _letter(made: Edited, draw: random.Random, at: int) -> None:
    made.put(at, at + 1, draw.choice("aeinrst "))


def _word(made: Edited, draw: random.Random, at: int) -> None:
    span = made.word(at)
    made.put(span.start, span.end, draw.choice(made.before.split()))


def _capitals(made: Edited, draw: random.Random, at: int) -> None:
    del draw
    span = made.word(at)
    made.put(span.start, span.end, "".join(made.characters[span.start : span.end]).swapcase())


def _words(made: Edited, draw: random.Random, at: int) -> None:
    end = made.word(at).end
    made.put(end, end, "".join(f" {draw.choice(made.before.split())}" for _ in range(draw.randrange(1, 8))))


def _pasted(made: Edited, draw: random.Random, at: int) -> None:
    start = draw.randrange(max(1, len(made.before) - 100))
    made.put(at, at, made.before[start : start + draw.randrange(5, 100)])


def _cut(made: Edited, draw: random.Random, at: int) -> None:
    made.put(made.word(at).start, made.word(min(at + draw.randrange(60), len(made.characters) - 1)).end, "")


def _sentence(made: Edited, draw: random.Random, at: int) -> None:
    del draw
    start = made.until(at, ".?!\n") + 1
    made.put(start, made.until(start, ".?!\n") + 1, "")


def _split(made: Edited, draw: random.Random, at: int) -> None:
    end = made.until(at, ".?!") + 1
    made.put(end, end + 1, f"\nR{draw.randrange(1, 9)}: ")


def _joined(made: Edited, draw: random.Random, at: int) -> None:
    del draw
    start = made.until(at, "\n")
    made.put(start, made.until(start, ":") + 2, " ")


EDITS: tuple[Callable[[Edited, random.Random, int], None], ...] = (
    _letter,
    _word,
    _capitals,
    _words,
    _pasted,
    _cut,
    _sentence,
    _split,
    _joined,
)
"""What people do to a text: letters, words, sentences and turns changed, put in, taken out, pasted, split and joined."""


def edited(text: str, number: int, draw: random.Random) -> Edited:
    """A text after so many edits at random places."""
    made = Edited(text, list(text), list(range(len(text))))
    for _ in range(number):
        draw.choice(EDITS)(made, draw, draw.randrange(len(made.characters)))
    return made


def coded_at_random(text: str, number: int, draw: random.Random) -> list[Span]:
    """What people code: sentences, lines, a few words, one word, several lines."""
    sentences = [Span(*found.span()) for found in re.finditer(r"[^\s.?!][^.?!\n]*[.?!]?", text)]
    lines = [Span(*found.span(1)) for found in re.finditer(r"^\w+ ?: (.+)$", text, re.MULTILINE)]
    words = [Span(*found.span()) for found in re.finditer(r"\w[\w'’-]*", text)]
    found: list[Span] = []
    for _ in range(number):
        kind, many = draw.randrange(5), draw.randrange(1, 9)
        of = (sentences, lines, words, words, lines)[kind]
        at = draw.randrange(len(of))
        last = min(at + (0, 0, many, 0, 2)[kind], len(of) - 1)
        found.append(Span(of[at].start, of[last].end))
    return found


def left_whole(made: Edited, truth: dict[int, int], span: Span) -> Span | None:
    """Where a stretch of the old text stands now; None when somebody touched it, or wrote letters to the words at its ends."""
    places = [truth.get(at) for at in range(span.start, span.end)]
    first, last = places[0], places[-1]
    if first is None or last is None or None in places or last - first != span.end - span.start - 1:
        return None
    glued = [
        made.before[old].isalnum() and made.characters[beside].isalnum() and made.origins[beside] is None
        for old, beside in ((span.start, first - 1), (span.end - 1, last + 1))
        if 0 <= beside < len(made.characters)
    ]
    return None if any(glued) else Span(first, last + 1)


def study_text(folder: Path, length: int = 40_000) -> str:
    """So many characters of talk in two languages, from the transcripts of the study in a folder."""
    names = {"Brussel-Bruxelles mixte FG8.txt": "utf-8", "Brussel zorg FG5.txt": "cp1252"}
    text = "\n".join(canonical((folder / "transcripts" / name).read_bytes().decode(encoding))[0] for name, encoding in names.items())
    assert len(text) >= length
    return text[:length]
