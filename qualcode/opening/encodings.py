"""In which encoding a text file is: said by a mark, by its zero bytes, or guessed by which letters come out."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from qualcode.errors import QualcodeError, Unreadable
from qualcode.model import Source
from qualcode.opening.guard import MAX_TEXT, MEGABYTE

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = {"utf-32-le": (0, 4), "utf-32-be": (3, 4), "utf-16-le": (0, 2), "utf-16-be": (1, 2)}
"""By encoding: which byte of how many holds a letter of Dutch or French; the others are mostly zero."""
_MOSTLY = 0.7
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "MacRoman", "iso8859_15": "Latin-9"}
"""The encodings of one byte a letter that are tried, the likeliest first; Latin-1 is Windows-1252 without its quotation marks."""
_SAMPLE = 5_000
"""How many places with bytes beyond ASCII are looked at; a long transcript has as many."""
_BEYOND = re.compile(rb"[\x80-\xff]+")
_ESCAPED = re.compile("[\udc80-\udcff]")
_AS_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}

_SMALL = "a-zàâäáçéèêëîïíôöóùûüúÿñœæ"
_CAPITAL = "A-ZÀÂÇÈÉÊËÎÏÔÛÜŒ"
_SURE = re.compile(rf"(?<=[{_SMALL}{_CAPITAL}\d])’(?=[{_SMALL}{_CAPITAL}])")
_LIKELY = re.compile(
    rf"(?<![{_CAPITAL}])[éèêëàâäáçîïíôöóùûüúñœ](?![{_CAPITAL}])|\b[ÀÂÇÉÈÊÎ](?=[{_SMALL}’])|À(?=\s)|’(?=[{_SMALL}{_CAPITAL}])"
    "|(?<![^\\s(])[«“„‘](?=\\S|[\xa0 ])|(?<=[\\w.!?…\xa0 ])[»”’](?!\\w)|(?<=\\w)…(?!\\w)|(?<=\\s)[–—•](?=\\s)"
    "|\xa0(?=[:;!?»%€])|(?<=«)\xa0|€(?![^\\s\\d.,;])|°"
)
_ODD = re.compile(
    rf"(?<=[{_SMALL}])[À-ÖØ-Þ](?![{_CAPITAL}])|[ÃÅÌÍÐÑÒÓÕØÝÞ¤]|[{_SMALL}{_CAPITAL}][ˆ‰ŠŽšžŸƒ˜∞]|[ˆ‰ŠŽšžŸƒ˜∞](?=[{_SMALL}])"
    rf"|[{_SMALL}{_CAPITAL}][‚„†‡‹Œ‘“•™›¥¦§¨©ª¬¯±²³´µ¶¸¹º¼½¾÷≠≤≥∂∑∏π∫Ω√≈∆◊ı˘˙˚˝˛ˇﬁﬂ](?=[{_SMALL}])"
)
_NO_LETTER = re.compile("[\x80-\x9f\ufffd]")
_TWICE = re.compile("Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ\x9d˜¦“”]|Â[\xa0«»°]")
"""What letters look like that were written as UTF-8, read as Windows-1252, and written again."""


def decoded(source: Source, encoding: str = "", most: int = MAX_TEXT) -> tuple[str, tuple[str, ...]]:
    """The characters of a text file, without a byte-order mark, and notes where the encoding is a guess or seems to be wrong.

    `encoding` is what somebody says that it is in. Else UTF-8 is recognised, UTF-16 and UTF-32 by their byte-order mark or by their zero
    bytes; other text is taken for Windows-1252 or MacRoman, by which of them makes letters of words. Raises Unreadable, also for more than
    `most` bytes.
    """
    name, data = source.path.name, source.data
    if len(data) > most:
        raise Unreadable(f"{name} has more than {most // MEGABYTE} MB of text.", "Is it the right file?")
    encoding = encoding or next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    notes: tuple[str, ...] = ()
    if encoding:
        text = _as_said(name, data, encoding)
    elif b"\x00" in data:
        text, notes = _wide(name, data)
    else:
        text, notes = _narrow(name, data)
    if "\x00" in text:
        raise Unreadable(f"{name} holds NUL characters: it is no text in {encoding}.", "Say in which encoding it is with --encoding.")
    return text.removeprefix("\ufeff"), (*notes, *_twice_note(text))


def _as_said(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        raise Unreadable(
            f"{name} is not text in {encoding}: byte {at + 1} does not fit.",
            "Say in which encoding it is: --encoding mac-roman, or latin-1, in which every byte is a letter or a mark.",
        ) from error
    except (LookupError, ValueError) as error:
        raise QualcodeError(
            f"Unknown encoding: {encoding[:40]}", "Known are utf-8, utf-16, windows-1252, latin-1, mac-roman and more."
        ) from error


def _wide(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Text of two or four bytes a letter that does not say so: most of its bytes are zero, and always the same ones of each letter."""
    zeros = {step: [data[at::step].count(0) / max(len(data[at::step]), 1) for at in range(step)] for step in (2, 4)}
    for encoding, (letter, step) in _WIDE.items():
        others = [share for at, share in enumerate(zeros[step]) if at != letter]
        if min(others) >= _MOSTLY and zeros[step][letter] < 1 - _MOSTLY:
            text = _as_said(name, data, encoding)
            if "\x00" not in text:
                return text, (f"The text has no byte-order mark, and was read as {encoding.upper()} by its zero bytes. {_IF_WRONG}",)
    at = data.index(b"\x00")
    raise Unreadable(f"{name} is no plain text: byte {at + 1} is NUL.", "If it is text, say in which encoding: --encoding utf-16-le")


_IF_WRONG = "If letters look wrong, say what it is with --encoding."


def _narrow(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        fitting = data.decode("utf-8", "ignore")
    strange = len(data) - len(fitting.encode())
    ours = len(fitting.encode("cp1252", "ignore")) - len(fitting.encode("ascii", "ignore"))
    if ours >= strange:
        return _mixed(data.decode("utf-8", "surrogateescape"), strange)
    places = islice(_BEYOND.finditer(data), _SAMPLE)
    sample = b"\n".join(data[max(found.start() - 2, 0) : min(found.end() + 2, found.start() + 40)] for found in places)
    best = max(_NAMES, key=lambda encoding: _looks(sample.decode(encoding, "replace")))
    return _as_said(name, data, best), (f"The text is not UTF-8 and was read as {_NAMES[best]}. {_IF_WRONG}",)


def _looks(text: str) -> int:
    """How many more of the letters and marks beyond ASCII stand where people write them than where nobody does."""
    return 2 * len(_SURE.findall(text)) + len(_LIKELY.findall(text)) - len(_ODD.findall(text)) - 2 * len(_NO_LETTER.findall(text))


def _mixed(escaped: str, strange: int) -> tuple[str, tuple[str, ...]]:
    """Text that is UTF-8 but for some bytes, as when files of two encodings were joined: those are read as Windows-1252."""
    lines = list(dict.fromkeys(escaped.count("\n", 0, found.start()) + 1 for found in islice(_ESCAPED.finditer(escaped), 5)))
    text = escaped.translate(_AS_WINDOWS)
    where = f"{'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, lines))}{' ...' if strange > 5 else ''}"
    return text, (
        f"Not UTF-8 like the rest, and read as Windows-1252: {strange} {'byte' if strange == 1 else 'bytes'}, {where}. {_IF_WRONG}",
    )


def _twice_note(text: str) -> tuple[str, ...]:
    if "Ã" not in text and "â€" not in text and "Â" not in text:
        return ()
    found = [one[0] for one in islice(_TWICE.finditer(text), _SAMPLE)]
    if len(found) < 2:
        return ()
    count = f"{len(found)}{' or more' if len(found) == _SAMPLE else ''}"
    return (f"Letters that look like `{found[0]}`: {count}. The file was saved in a wrong encoding before; save it anew from its source.",)
