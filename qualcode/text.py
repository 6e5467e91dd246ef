"""Canonical text, the words, notes and sentences in it, and quotations found in it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left

from qualcode.model import Span

_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_NOTE = re.compile(r"\[[^\]\n]{0,120}\]|\((?:[^()\s]+[ \t]?){1,3}\)|\bX{2,}\b")
_WORD = re.compile(
    r"""(?:(?:[ljtnsc]|m(?!['’]n\b)|d(?!['’]r\b)|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w))
    | \w+(?:[-'’]\w+)*""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”»)\]]*(?=\s)|\n")


def canonical(raw: str) -> tuple[str, int]:
    r"""The canonical form of a text, and how many control characters had to be left out.

    Canonical text is NFC, has `\n` line ends, no byte-order mark, and no control characters but `\n` and `\t` (nor bidirectional
    controls and lone surrogates, which act on a terminal or cannot be stored).
    """
    plain = raw.replace("\n", "").replace("\t", "").replace("\xa0", "").replace("\u202f", "")
    if plain.isprintable() and (raw.isascii() or unicodedata.is_normalized("NFC", raw)):
        return raw, 0
    text = _LINE_ENDS.sub("\n", raw)
    text, removed = _UNWANTED.subn("", text)
    return unicodedata.normalize("NFC", text), removed - raw.startswith("\ufeff")


def notes(text: str) -> list[Span]:
    """Where a transcriber's notes stand: `[lacht]`, `(rires)` (at most three words in parentheses), `XXX`."""
    return [Span(*found.span()) for found in _NOTE.finditer(text)]


def _without_notes(text: str) -> str:
    if "[" in text or "(" in text or "XX" in text:
        return _NOTE.sub(lambda found: " " * len(found[0]), text)
    return text


def words(text: str) -> list[str]:
    """The words that are spoken, in order; notes are none. `l'`, `d'`, `qu'` are words of their own, `aujourd'hui`, `zo'n` are one.

    >>> words("Oui, d'accord [rit] qu'on parle d'aujourd'hui.")
    ['Oui', "d'", 'accord', "qu'", 'on', 'parle', "d'", "aujourd'hui"]
    >>> words("Ja, zo'n CGG-team heeft m'n collega's (lacht) gezien.")
    ['Ja', "zo'n", 'CGG-team', 'heeft', "m'n", "collega's", 'gezien']
    """
    found: list[str] = []
    for piece in _spaced(_without_notes(text)).split():
        if piece.isalnum():
            found.append(piece)
        else:
            found += _WORD.findall(piece)
    return found


def word_starts(text: str) -> list[int]:
    """Where each word of `words(text)` begins, ascending."""
    starts: list[int] = []
    at = 0
    for piece in _spaced(_without_notes(text)).split(" "):
        if piece.isalnum():
            starts.append(at)
        elif piece:
            starts += [at + found.start() for found in _WORD.finditer(piece)]
        at += len(piece) + 1
    return starts


def _spaced(text: str) -> str:
    """The text with spaces for punctuation that stands in no word and decides on none, so that it can be taken apart there.

    `_WORD` takes long, and is needed only for pieces that are not letters and digits alone.
    """
    for mark in ",.?…!;:":
        text = text.replace(mark, " ")
    return text


def words_before(starts: list[int], position: int) -> int:
    """How many of the words that begin at `starts` begin before `position`."""
    return bisect_left(starts, position)


def sentences(text: str) -> list[Span]:
    """The sentences of a text, without the white space around them; a line end closes a sentence."""
    spans = []
    start = 0
    for end in [found.end() for found in _SENTENCE_END.finditer(text)] + [len(text)]:
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append(Span(left, left + len(piece.strip())))
        start = end
    return spans


def fold(text: str) -> str:
    """A text for comparing without regard to case and accents; its length may differ from the text's."""
    return "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))


def slug(name: str) -> str:
    """A name as an id: lower case, no accents, `-` between its words. Empty when nothing of the name is a letter or digit.

    >>> slug("Antwerpen zorg FG1")
    'antwerpen-zorg-fg1'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name).replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ł", "l")).strip("-")


def find(text: str, quotation: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Every place of a quotation within `text[start:end]`, overlapping ones too.

    Exact places when there are any; else those that differ only in white space or in the form of quotation marks and dashes.
    """
    stop = len(text) if end is None else end
    wanted = canonical(quotation)[0].strip()
    if not wanted:
        return []
    exact = re.compile(f"(?={re.escape(wanted)})")
    found = [Span(place.start(), place.start() + len(wanted)) for place in exact.finditer(text, start, stop)]
    if found:
        return [span for span in found if span.end <= stop]
    loose = "".join(_loosely(piece) for piece in re.findall(r"\s+|.", wanted, re.DOTALL))
    return [Span(*place.span()) for place in re.compile(loose).finditer(text, start, stop)]


def _loosely(piece: str) -> str:
    if piece.isspace():
        return r"\s+"
    for same in ("'’‘ʼ", '"“”„«»', "-–—‐‑"):
        if piece in same:
            return f"[{same}]"
    return re.escape(piece)


def visible(text: str) -> str:
    """A text fit for a terminal: whatever could act on it is left out."""
    return _UNWANTED.sub("", text)
