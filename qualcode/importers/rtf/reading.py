"""Rich text (.rtf) from Word, LibreOffice, TextEdit or a transcriber's program: the text of the body; what is not part of it is listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from qualcode.errors import Problem, Unreadable
from qualcode.importers import _document
from qualcode.importers._lines import changes_note, many
from qualcode.importers.rtf.body import BESIDE, BODY, DRAWN, FONTS, SKIPPED, STYLES, Aside, Body, State
from qualcode.importers.rtf.tokens import CHARACTERS, DECLARES, Letters, Token, tokens
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening import guard

MAX_DEPTH = 1_000
"""Groups within groups; Word writes some thirty."""

_READ = frozenset({BODY, BESIDE})
_ASIDE = {
    "footnote": "footnote", "annotation": "comment", "shptxt": "text box", "dptxbxtext": "text box",
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header",
    "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
    "fldinst": "instruction", "sn": "name", "sv": "value",
}  # fmt: skip
"""Groups with text that is not part of the body, and what it is."""
_DRAWINGS = {"pict": "picture", "shpinst": "shape", "do": "shape", "object": "object"}
_NOT_TEXT = frozenset(
    """
    colortbl info filetbl nonshppict shprslt nonesttables ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe tc txe rxe comment
    template private nextfile themedata mmathPict upr
    """.split()
)
_MARGINS = frozenset({"header", "footer"})
_LEFT_OUT = frozenset({"deleted", "moved away"})
_HEADING = re.compile(r"\s*(?:heading|kop|titre)\s*([1-9])\s*;", re.IGNORECASE)
_LEVELS = 9
"""Levels of headings; what is of a higher one is no heading."""
_NUMBERS = frozenset({"listtext", "pntext"})
_READ_THOUGH_STARRED = frozenset([*_ASIDE, *_DRAWINGS, "shppict", "picprop", "moMath", "moMathPara"])
_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(\d{1,5})\b(?:[^\"]*\\f\s*\"([^\"]{0,60}))?")
_SYMBOL_FONT = re.compile(r"symbol|wingdings|webdings|zapf|marlett", re.IGNORECASE)


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of a rich text, with tracked changes as if accepted. Raises Unreadable for what is cut off, or larger than a transcript."""
    document = _Document(source.path.name, Letters(options.encoding))
    for token in tokens(source.path.name, source.data):
        document.take(token)
    document.end()
    return _document.reading(source.path.name, document.body.blocks, options, document.listed(), document.notes())


class _Document:
    """Goes through the pieces of a file in order, and keeps what is not part of the text."""

    def __init__(self, name: str, letters: Letters) -> None:
        self.name = name
        self.letters = letters
        self.body = Body(name)
        self.state = State()
        self.stack: list[State] = []
        self.pending: list[str] = []
        self.fallback = 0
        self.starred = False
        self.ignored: set[str] = set()
        self.closed = False
        self.after = ""
        self.property = ""
        self.symbol = False
        self.change = ""
        self.counts: Counter[str] = Counter()
        self.problems: list[tuple[int, Problem]] = []
        self.style = 0
        self.levels: dict[int, int] = {}
        self.seen: set[str] = set()
        self.hidden: dict[int, str] = {}
        self.does = self._handlers()

    def take(self, token: Token) -> None:
        """One piece of the file."""
        kind = token.kind
        if self.closed:
            self.after += token.text[: max(200 - len(self.after), 0)] if kind != "word" else ""
        elif kind in ("text", "escaped"):
            self._read(token.text, escaped=kind == "escaped")
        else:
            if self.pending:
                self._write(self._letters("".join(self.pending), self._font()))
                self.pending.clear()
            if kind == "word":
                self._word(token.text, token.number)
            else:
                self.fallback = 0
                self.starred = False
                self._open() if kind == "{" else self._close()

    def end(self) -> None:
        """The file is at its end. Raises Unreadable when the document is not."""
        if not self.closed:
            raise guard.damaged(self.name)
        self.body.end()
        words = self._letters(self.after.strip("\x00 \t\x1a"), self.letters.default)
        if words:
            self.problems.append((self.body.number, Problem("", f"text after the end of the document is left out: `{guard.short(words)}`")))

    def _letters(self, text: str, font: int) -> str:
        """The letters that bytes mean in a font. Raises Unreadable for more of them than a transcript can have."""
        guard.check_letters(self.name, len(text))
        return self.letters.of(text, font)

    def listed(self) -> list[Problem]:
        """What was left out, by its place."""
        found = self.problems + [(number, _document.hidden(number, words)) for number, words in self.hidden.items() if words.strip()]
        if self.letters.unknown:
            said = f"{many(self.letters.unknown, 'byte')} no letter in {self.letters.page}, and stand as \N{REPLACEMENT CHARACTER}"
            found.append(
                (0, Problem("", said.replace("byte ", "byte is ").replace("bytes ", "bytes are "), "say the right one with --encoding"))
            )
        return [problem for _, problem in sorted(found, key=lambda placed: placed[0])]

    def notes(self) -> list[str]:
        """What was done with tracked changes and automatic numbers."""
        counts = self.counts
        return changes_note(counts["inserted"], counts["deleted"], counts["moved"]) + _document.numbered_note(counts["numbered"])

    # --- groups ---

    def _open(self) -> None:
        self.stack.append(self.state)
        self.state = State(self.state)
        if len(self.stack) > MAX_DEPTH:
            raise Unreadable(f"{self.name} has groups within groups {MAX_DEPTH} deep, which no document has.", "Is it the right file?")

    def _close(self) -> None:
        if not self.stack:
            raise guard.damaged(self.name)
        left, self.state = self.state, self.stack.pop()
        self.closed = not self.stack
        if left.aside is not None and left.aside is not self.state.aside:
            self._done(left.aside)

    def _done(self, aside: Aside) -> None:
        kind, words = aside.kind, aside.words()
        drawing = aside.drawing()
        if kind == "instruction":
            self._instruction(words)
        elif kind == "name":
            self.property = words
        elif kind == "value":
            if drawing and self.property == "wzDescription":
                drawing.pieces.append(words)
        elif kind == "object" or drawing:
            if kind == "object" or aside.pictured:
                self._say(aside.paragraph, _document.picture(aside.paragraph, words))
        elif kind in _MARGINS:
            if not _document.is_page_number(words) and words not in self.seen:
                self._say(0, _document.beside(0, kind, words))
            self.seen.add(words)
        elif words:
            self._say(aside.paragraph, _document.beside(aside.paragraph, kind, words))

    def _say(self, paragraph: int, problem: Problem) -> None:
        self.problems.append((paragraph, problem))

    def _instruction(self, words: str) -> None:
        found = _SYMBOL_FIELD.match(words)
        if not found or self.state.into != BODY:
            return
        self.symbol = True
        code, font = int(found[1]), found[2] or ""
        if _SYMBOL_FONT.match(font):
            self._write("\N{REPLACEMENT CHARACTER}")
            self._say(self.body.number, _document.symbol(self.body.number, f"{code} of the font {font}"))
        else:
            self._write(bytes([code]).decode("cp1252", "replace") if code < 256 else chr(code))

    # --- words ---

    def _word(self, word: str, number: int | None) -> None:
        if self.state.into == SKIPPED:
            if word == "ud" and len(self.stack) > 1:
                self.state = State(self.stack[-2])
        elif word == "*":
            self.starred = True
        elif self.starred:
            self.starred = False
            if word in _READ_THOUGH_STARRED:
                self._known(word, number)
            else:
                self.state.into = SKIPPED
        elif self.state.into == FONTS or word in DECLARES:
            self.letters.declare(word, number)
        elif word in self.ignored:
            self.fallback = 0
        else:
            self._known(word, number)

    def _known(self, word: str, number: int | None) -> None:
        if word in CHARACTERS:
            if self.fallback:
                self.fallback -= 1
            else:
                self._write(CHARACTERS[word])
            return
        self.fallback = 0
        if does := self.does.get(word):
            does(number)
        elif word in _ASIDE or word in _DRAWINGS:
            self._begin_aside(word)
        elif word in _NUMBERS:
            self.counts["numbered"] += self.state.into == BODY
            self.state.into = SKIPPED
        elif word in _NOT_TEXT or (word.startswith("m") and word.endswith("Pr")):
            self.state.into = SKIPPED
        else:
            self.ignored.add(word)

    def _begin_aside(self, word: str) -> None:
        outer = self.state.aside
        if word not in _DRAWINGS:
            self._go_into(BESIDE, Aside(_ASIDE[word], self.body.number, outer))
        elif outer is None or (outer.kind not in _MARGINS and outer.drawing() is None and outer.kind != "object"):
            self._go_into(DRAWN, Aside(_DRAWINGS[word], self.body.number, outer))
        else:
            around = outer.drawing()
            if around:
                around.pictured = around.pictured or word == "pict"
            self.state.into = DRAWN if around else SKIPPED

    def _go_into(self, where: str, aside: Aside) -> None:
        self.state.into, self.state.aside = where, aside
        self.state.hidden, self.state.change = False, ""

    def _handlers(self) -> dict[str, Callable[[int | None], None]]:
        def change(kind: str) -> Callable[[int | None], None]:
            return lambda number: setattr(self.state, "change", kind if number != 0 else "")

        def switch(name: str) -> Callable[[int | None], None]:
            return lambda number: setattr(self.state, name, number != 0)

        table: dict[str, Callable[[int | None], None]] = {
            "b": switch("bold"), "v": switch("hidden"), "intbl": switch("in_table"), "plain": self._plain, "pard": self._plain_paragraph, "outlinelevel": self._heading,
            "itap": lambda number: setattr(self.state, "in_table", bool(number)),
            "f": lambda number: setattr(self.state, "font", number or 0), "uc": self._fallback,
            "deleted": change("deleted"), "revised": change("inserted"), "mvf": change("moved away"), "mvt": change("moved"),
            "fonttbl": lambda _: setattr(self.state, "into", FONTS), "stylesheet": lambda _: setattr(self.state, "into", STYLES),
            "s": self._style, "u": self._numbered_character, "fldrslt": self._field_result,
            "result": self._object_result, "ftnalt": self._endnote, "trowd": lambda _: self.body.describe_row(),
            "trhdr": self._heading_row, "clmrg": lambda _: self.body.describe_cell("clmrg"),
            "cellx": lambda _: self.body.describe_cell("cellx"),
        }  # fmt: skip
        ends: dict[str, Callable[[], None]] = {
            "par": self._end_paragraph, "sect": self._end_paragraph, "\n": self._end_paragraph, "\r": self._end_paragraph,
            "nestcell": self._end_paragraph, "cell": self.body.end_cell, "row": self.body.end_row,
        }  # fmt: skip
        ends |= dict.fromkeys(("line", "page", "column"), self.body.end_line)
        return table | {word: self._ending(end) for word, end in ends.items()}

    def _plain(self, _: int | None) -> None:
        self.state.bold, self.state.hidden, self.state.font = False, False, None

    def _plain_paragraph(self, _: int | None) -> None:
        self.state.in_table, self.state.heading = False, 0

    def _heading(self, level: int | None) -> None:
        self.state.heading = (level or 0) + 1 if (level or 0) < _LEVELS else 0

    def _style(self, number: int | None) -> None:
        if self.state.into == STYLES:
            self.style = number or 0
        else:
            self.state.heading = self.levels.get(number or 0, 0)

    def _fallback(self, number: int | None) -> None:
        self.state.fallback = 1 if number is None else max(number, 0)

    def _ending(self, end: Callable[[], None]) -> Callable[[int | None], None]:
        def does(_: int | None) -> None:
            if self.state.into == BESIDE and self.state.aside:
                self.state.aside.pieces.append(" ")
            elif self.state.into == BODY and not self._gone():
                end()

        return does

    def _gone(self) -> bool:
        """Whether what stands here was deleted; a new stretch of changes is counted."""
        change = self.state.change
        if change != self.change:
            self.change = change
            self.counts[change] += 1
        return change in _LEFT_OUT

    def _end_paragraph(self) -> None:
        self.body.end_paragraph(in_table=self.state.in_table, heading=self.state.heading)

    def _heading_row(self, _: int | None) -> None:
        self.body.heading = True

    def _endnote(self, _: int | None) -> None:
        if self.state.aside and self.state.aside.kind == "footnote":
            self.state.aside.kind = "endnote"

    def _field_result(self, _: int | None) -> None:
        if self.symbol:
            self.symbol = False
            self.state.into = SKIPPED

    def _object_result(self, _: int | None) -> None:
        if self.state.aside and self.state.aside.kind == "object":
            self.state.into = BESIDE

    # --- text ---

    def _font(self) -> int:
        return self.letters.default if self.state.font is None else self.state.font

    def _read(self, text: str, *, escaped: bool) -> None:
        if self.fallback:
            text, self.fallback = text[self.fallback :], max(self.fallback - len(text), 0)
        self.starred = False
        if not text or self.state.into not in _READ:
            if self.state.into == STYLES and (found := _HEADING.match(text)):
                self.levels[self.style] = int(found[1])
            return
        if escaped and self.letters.pictures(self._font()):
            self._write(self.letters.pictured(text))
        else:
            self.pending.append(text)

    def _numbered_character(self, number: int | None) -> None:
        if number is not None:
            code = number + 0x10000 if number < 0 else number
            self._write(chr(code) if 0 <= code <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}")
            self.fallback = self.state.fallback

    def _write(self, text: str) -> None:
        state = self.state
        if state.into == BESIDE and state.aside:
            if state.change not in _LEFT_OUT:
                state.aside.pieces.append(text)
        elif state.into == BODY and not self._gone():
            if state.hidden:
                self.hidden[self.body.number] = self.hidden.get(self.body.number, "") + text
            else:
                self.body.writing.put(text, state.bold)
