"""Plain text (.txt) in the encodings that transcripts come in."""

from __future__ import annotations

import codecs
from dataclasses import replace

from qualcode.errors import QualcodeError, Unreadable
from qualcode.importers import _guard
from qualcode.importers._lines import Line, character_notes, check_lines, private_characters
from qualcode.importers._speakers import spoken
from qualcode.model import ImportOptions, Reading, Source
from qualcode.text import canonical

SUFFIXES = (".txt",)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is plain text, from 0 to 1: its suffix says so, and its first bytes say nothing else."""
    if _guard.form(head):
        return 0
    return 0.6 if suffix in SUFFIXES else 0.3 if not suffix else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of a text file; every character of it is in the text but control characters. Raises Unreadable for what is no text."""
    raw, notes = decoded(source, options)
    text, removed = canonical(raw)
    if not text.strip():
        raise Unreadable(f"{source.path.name} has no text in it.", "Is it the right file?")
    check_lines(source.path.name, text.count("\n"))
    result = spoken(source.path.name, _lines(text), options)
    return replace(result, notes=(*notes, *result.notes, *character_notes(removed, private_characters(text))))


def _lines(text: str) -> list[Line]:
    """The lines of a text. Where blank lines part the paragraphs, a line after a written one goes on with its paragraph."""
    pieces = text.split("\n")
    parted = any(not piece.strip() for piece in pieces[:-1])
    return [Line(piece, soft=parted and number > 0 and bool(pieces[number - 1].strip())) for number, piece in enumerate(pieces)]


def decoded(source: Source, options: ImportOptions) -> tuple[str, tuple[str, ...]]:
    """The characters of a text file, without a byte-order mark, and a note where the encoding is a guess.

    UTF-8 and, with a byte-order mark, UTF-16 and UTF-32 are recognised; other text is taken for Windows-1252. Raises Unreadable.
    """
    name, data = source.path.name, source.data
    marked = _marked(data)
    encoding = options.encoding or marked
    notes: tuple[str, ...] = ()
    if not encoding:
        if b"\x00" in data:
            at = data.index(b"\x00")
            raise Unreadable(
                f"{name} is no plain text: byte {at + 1} is NUL.", "If it is text, say in which encoding: --encoding utf-16-le"
            )
        encoding = "utf-8" if _fits(data, "utf-8") else "cp1252"
        if encoding == "cp1252":
            notes = ("The text is not UTF-8 and was read as Windows-1252. If letters look wrong, say what it is with --encoding.",)
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        raise Unreadable(
            f"{name} is not text in {encoding}: byte {at + 1} does not fit.",
            "Say in which encoding it is, for example --encoding mac-roman",
        ) from error
    except (LookupError, ValueError) as error:
        raise QualcodeError(
            f"Unknown encoding: {encoding[:40]}", "Known are utf-8, utf-16, windows-1252, latin-1, mac-roman and more."
        ) from error
    if "\x00" in text:
        raise Unreadable(f"{name} holds NUL characters: it is no text in {encoding}.", "Say in which encoding it is with --encoding.")
    return text.removeprefix("\ufeff"), notes


def _marked(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
