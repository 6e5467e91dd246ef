"""What all documents share: a paragraph while it is read, and the way from their blocks to a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qualcode.errors import Problem, Unreadable
from qualcode.importers._lines import Block, Paragraph, cleaned, many
from qualcode.importers._speakers import spoken
from qualcode.importers._tables import lines_of
from qualcode.model import ImportOptions, Reading
from qualcode.opening.guard import check_letters, short

INTO_BODY = "put it into the body of the text if it was said"

_SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")


class Writing:
    """A paragraph while it is read: its pieces, and how much of the beginning of each line is bold.

    White space of markup collapses across the pieces that `add` gets; those that `put` gets stay as they are.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.bolds: list[int] = []
        self.bold = 0
        self.leading = True
        self.spaced = True

    def add(self, raw: str | None, bold: bool) -> None:
        text = _SPACES.sub(" ", raw or "")
        if self.spaced:
            text = text.lstrip(" ")
        if text:
            self.spaced = text.endswith(" ")
            self.put(text, bold)

    def put(self, text: str, bold: bool) -> None:
        self.pieces.append(text)
        self.leading = self.leading and bold
        self.bold += len(text) if self.leading else 0

    def turn(self) -> None:
        self.pieces.append("\n")
        self.bolds.append(self.bold)
        self.bold, self.leading, self.spaced = 0, True, True

    def paragraph(self, heading: int = 0) -> Paragraph:
        return Paragraph("".join(self.pieces), (*self.bolds, self.bold), heading)


def reading(name: str, blocks: Iterable[Block], options: ImportOptions, problems: Sequence[Problem], notes: Iterable[str]) -> Reading:
    """The reading of a document from the blocks of its body. Raises Unreadable when there is no text in them; `name` is the file's."""
    raw = lines_of(blocks, options)
    check_letters(name, sum(len(line.text) for line in raw))
    lines, characters = cleaned(raw)
    if not lines:
        where = "It has text outside the body only: move that into the body." if problems else "Is it the right file?"
        raise Unreadable(f"{name} has no text in its body.", where)
    result = spoken(name, lines, options)
    return replace(result, problems=tuple(problems), notes=(*result.notes, *notes, *characters))


def numbered_note(count: int) -> list[str]:
    """The note on automatic numbers, which are not in the text of a document; none when there are none."""
    return [f"The automatic number or bullet of {many(count, 'paragraph')} is not part of the text."] if count else []


_PAGE = re.compile(r"\W*(?:\d{1,4}(?:\W+\d{1,4})?)?\W*")


def is_page_number(words: str) -> bool:
    """Whether a header or footer says nothing but the number of the page (`- 3/12 -`)."""
    return len(words) < 40 and _PAGE.fullmatch(words) is not None


def beside(paragraph: int, kind: str, words: str) -> Problem:
    """What stands beside the body and is not part of the text (a footnote, a text box); paragraph 0 is none."""
    article = "an" if kind[0] in "aeiou" else "a"
    return _left_out(paragraph, f"{article} {kind} is not part of the text", words, "" if kind == "comment" else INTO_BODY)


def picture(paragraph: int, words: str = "") -> Problem:
    """A picture or object that is left out; `words` say what is on it."""
    return _left_out(paragraph, "a picture or object is left out", words)


def hidden(paragraph: int, words: str) -> Problem:
    """Text that a reader of the document does not see."""
    return _left_out(paragraph, "hidden text is left out", words)


def misplaced(paragraph: int, words: str) -> Problem:
    """Words where the program that wrote the document puts none, as beside the cells of a row."""
    return _left_out(paragraph, "stands where no paragraph can stand, and is not part of the text", words, INTO_BODY)


def symbol(paragraph: int, which: str) -> Problem:
    """A picture of a symbol font, which is no letter; `which` says its number and font."""
    message = f"a symbol ({short(which, 60)}) stands as \N{REPLACEMENT CHARACTER} in the text"
    return _left_out(paragraph, message, "", "type it as a letter or a word")


def _left_out(paragraph: int, message: str, words: str, fix: str = "") -> Problem:
    where = f"paragraph {paragraph}" if paragraph else ""
    return Problem(where, f"{message}: `{short(words)}`" if words.strip() else message, fix)
