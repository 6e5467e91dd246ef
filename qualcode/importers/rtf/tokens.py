"""Rich text format, piece by piece: groups, control words and characters of a file, and which letters its bytes mean."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from qualcode.errors import Unreadable

MAX_TOKENS = 800_000
"""Groups, control words and stretches of text in one file: twenty times those of a long session, and few enough to read in seconds."""

_TOKEN = re.compile(
    r"""\\([a-zA-Z]{1,32})(-?[0-9]{1,18})?[ ]?   # a word, and its number
      | ([^\\{}\r\n]+)                         # text
      | ([{}])
      | ((?:\\'[0-9a-fA-F]{2})++)
      | \\([^a-zA-Z])                           # a symbol
      | [\r\n]+ | \\
    """,
    re.VERBOSE,
)
_WORD, _NUMBER, _TEXT, _BRACE, _HEX, _SYMBOL = range(1, 7)


class Token(NamedTuple):
    r"""One piece of a file. `kind` is `word` (with its number, if any), `text`, `escaped` (text written as `\'e9`), `{` or `}`.

    A control symbol (`\~`) is a word of one character. What bytes mean which letters is not known yet: `text` has a character for each byte.
    """

    kind: str
    text: str = ""
    number: int | None = None


_OPEN, _CLOSE = Token("{"), Token("}")


def tokens(name: str, data: bytes) -> Iterator[Token]:
    r"""The pieces of a file in order; the binary data of `\bin` is passed over. Raises Unreadable for more than any transcript has.

    >>> [token.kind for token in tokens("a.rtf", rb"{\b caf\'e9}")]
    ['{', 'word', 'text', 'escaped', '}']
    """
    whole = data.decode("latin-1")
    match = _TOKEN.match
    position = 0
    for _ in range(MAX_TOKENS):
        found = match(whole, position)
        if found is None:
            return
        position = found.end()
        kind = found.lastindex
        if kind == _WORD:
            yield Token("word", found[_WORD])
        elif kind == _NUMBER:
            number = int(found[_NUMBER])
            if found[_WORD] == "bin":
                position += max(number, 0)
            else:
                yield Token("word", found[_WORD], number)
        elif kind == _TEXT:
            yield Token("text", found[_TEXT])
        elif kind == _BRACE:
            yield _OPEN if found[_BRACE] == "{" else _CLOSE
        elif kind == _HEX:
            yield Token("escaped", bytes.fromhex(found[_HEX].replace("\\'", "")).decode("latin-1"))
        elif kind == _SYMBOL:
            yield Token("word", found[_SYMBOL])
    raise Unreadable(
        f"{name} has more than {MAX_TOKENS} marks and words, which no transcript has.", "Is it the right file? If so, split it."
    )


CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "~": "\xa0",
    "-": "\xad",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "\t": "\t",
}
"""Control words and symbols that stand for a character."""

_CODE_PAGES = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The code page of a font by its character set."""
_PICTURES, _PICTURE_SET = "pictures", 2
_MAC = frozenset({"mac_roman"})
DECLARES = frozenset({"ansi", "mac", "pc", "pca", "ansicpg", "deff"})
"""Words of the head of a file that say which letters its bytes mean."""
_DOCUMENT = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


class Letters:
    """Which letters the bytes of a file mean: the code page of the document, and those of its fonts."""

    def __init__(self, encoding: str) -> None:
        self.page = encoding or "cp1252"
        self.fixed = bool(encoding)
        self.fonts: dict[int, str] = {}
        self.default = 0
        self.unknown = 0
        self._font = 0

    def declare(self, word: str, number: int | None) -> None:
        """Take note of what the file says about its code pages, in its head or in its table of fonts."""
        if word in _DOCUMENT:
            self.page = self.page if self.fixed else _DOCUMENT[word]
        elif word == "ansicpg" and not self.fixed:
            self.page = _code_page(number) or self.page
        elif word == "deff":
            self.default = number or 0
        elif word == "f":
            self._font = number or 0
        elif word == "fcharset" and number == _PICTURE_SET:
            self.fonts[self._font] = _PICTURES
        elif word == "fcharset" and not self.fixed:
            western = self.page if self.page in _MAC else "cp1252"
            self.fonts[self._font] = _CODE_PAGES.get(number or 0, "") or (western if number == 0 else self.page)
        elif word == "cpg" and not self.fixed and (page := _code_page(number)):
            self.fonts[self._font] = page

    def of(self, text: str, font: int) -> str:
        """The letters that bytes (a character for each) mean in a font. Those that mean none are counted, and stand as �."""
        page = self.fonts.get(font, self.page)
        if text.isascii():
            return text
        letters = text.encode("latin-1").decode(self.page if page == _PICTURES else page, "replace")
        self.unknown += letters.count("\N{REPLACEMENT CHARACTER}")
        return letters

    def pictures(self, font: int) -> bool:
        """Whether a font has pictures for letters."""
        return self.fonts.get(font) == _PICTURES

    def pictured(self, text: str) -> str:
        """The characters of a font with pictures, which have numbers of their own."""
        return "".join(chr(0xF000 + ord(byte)) if byte >= " " else byte for byte in text)


def _code_page(number: int | None) -> str:
    name = {65001: "utf-8", 10000: "mac_roman", 0: "", None: ""}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
