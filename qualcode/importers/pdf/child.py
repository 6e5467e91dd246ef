"""Reads the text of a PDF file and where it stands: run as a program of its own, which a file that does harm may bring down.

It takes the file from standard input and writes what it found as JSON. It imports nothing of qualcode, so that it starts fast.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import Any, NamedTuple

MAX_PAGES = 1_000
MAX_LETTERS = 2_000_000
"""Letters in one file; a long session has 200,000."""
MAX_STRETCHES = 200_000
"""Stretches of text in one file, which are some three to a line."""
MAX_OBJECTS = 20_000
"""Objects on one page (pictures, lines) and notes beside it that are looked at."""
MEGABYTE = 1024 * 1024
MEMORY, SECONDS = 480 * MEGABYTE, 5

LARGE_PAGES, LARGE_TEXT, PROTECTED, DAMAGED = "pages", "letters", "protected", "damaged"
"""Why nothing of a file was taken."""

_WHITE = frozenset({0x20, 0x0D, 0x0A, 0x09, 0})
_HYPHENS = frozenset({0x02, 0xFFFE})
"""What stands for a hyphen at the end of a line in what PDFium says."""
_HEAVY = ("bold", "black", "heavy", "demi", "cmbx")
"""What the name of a font says that is bold; PDFium's weight is a guess from the width of its stems."""
_FORCE_BOLD = 1 << 18
_IMAGE = 3
_NOTES = {1, 3, 8, 9, 10, 11, 12, 13, 14, 15}
"""Kinds of annotation that hold the words of a comment."""
_FIELD = 20
_INVISIBLE, _STROKED = 3, 2
_SIDEWAYS, _UPSIDE_DOWN = (8, 24), 16
"""Angles in 32nds of a turn."""
_FEW = 0.1
"""The share of words that may be drawn in pieces for a piece to mean something; Chrome draws letter by letter."""
_WORD_GAP, _NO_GAP = 0.6, 0.08
"""How far apart two words of one stretch may be, and must be if no space was drawn, in heights of their letters."""


def main() -> None:
    """Read standard input, write JSON: `{"pages": [...]}`, or `{"error": ...}`."""
    limit()
    data = sys.stdin.buffer.read()
    json.dump(read(data), sys.stdout)


def limit() -> None:
    """Let the system end this process when it takes too much, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes) -> dict[str, Any]:
    """The pages of a PDF file: stretches of text with their places, comments, values of fields, and how many pictures there are."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"error": PROTECTED if error.err_code == pdfium.raw.FPDF_ERR_PASSWORD else DAMAGED}
    with closing(document):
        if len(document) > MAX_PAGES:
            return {"error": LARGE_PAGES}
        pages = []
        letters = stretches = 0
        for number in range(len(document)):
            try:
                with closing(document[number]) as page:
                    pages.append(_page(page))
            except pdfium.PdfiumError:
                return {"error": DAMAGED, "page": number + 1}
            letters += sum(len(stretch[0]) for stretch in pages[-1]["stretches"])
            stretches += len(pages[-1]["stretches"])
            if letters > MAX_LETTERS or stretches > MAX_STRETCHES:
                return {"error": LARGE_TEXT}
    return {"pages": pages}


def _page(page: Any) -> dict[str, Any]:
    box = page.get_cropbox()
    with closing(page.get_textpage()) as text:
        words = list(_Words(text, box).words())
    angle = Counter(word.style.angle for word in words).most_common(1)[0][0] if words else 0
    width, height = box[2] - box[0], box[3] - box[1]
    if angle in _SIDEWAYS:
        width, height = height, width
    pieces = sum(word.glued for word in words)
    spaces_drawn = sum(not word.jumped for word in words) > (len(words) - pieces) / 2
    tells = (spaces_drawn, pieces < _FEW * len(words))
    stretches: list[list[Any]] = []
    for word in words:
        if word.style.angle == angle:
            _add(stretches, word, joint=word.jumped and tells[word.glued])
    notes, fields = _annotations(page)
    return {
        "width": width,
        "height": height,
        "stretches": stretches,
        "askew": " ".join(word.text for word in words if word.style.angle != angle),
        "invisible": sum(word.style.invisible for word in words),
        "pictures": _pictures(page),
        "notes": notes,
        "fields": fields,
    }


class Style(NamedTuple):
    """How letters are set: their size in points, and the angle of their line in 32nds of a turn."""

    size: float = 0
    bold: bool = False
    invisible: bool = False
    angle: int = 0


class Word(NamedTuple):
    """A word, or a piece of one (`glued` to the one before): where it begins and ends along its line, and how high its line is.

    `jumped` says that no space was drawn before it.
    """

    text: str
    left: float
    right: float
    level: float
    style: Style
    glued: bool
    jumped: bool


class _Words:
    """The words of one page in the order in which they were drawn."""

    def __init__(self, text: Any, page: tuple[float, float, float, float]) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.text = text.raw
        self.count = text.count_chars()
        self.page = page
        self.box = raw.FS_RECTF()
        self.matrix = raw.FS_MATRIX()
        self.size = ctypes.c_float()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.styles: dict[int, Style] = {}
        self.object_at = raw.FPDFText_GetTextObject
        self.object_at.restype = ctypes.c_void_p

    def words(self) -> Iterator[Word]:
        """The words of the page, in the order in which they are drawn."""
        start, letters, jumped = 0, "", True
        made = self.raw.FPDFText_IsGenerated
        for at, code in enumerate((*self._codes(), 0x20)):
            hyphen = code in _HYPHENS or (code == 0xAD and self.raw.FPDFText_IsHyphen(self.text, at) == 1)
            if not hyphen and code not in _WHITE:
                start = start if letters else at
                letters += chr(code)
                continue
            if letters or hyphen:
                start = start if letters else at
                yield from self._word(start, at + hyphen, f"{letters}-" if hyphen else letters, jumped=jumped)
                letters, jumped = "", True
            if not hyphen and at < self.count:
                jumped = jumped and made(self.text, at) == 1

    def _word(self, start: int, end: int, letters: str, *, jumped: bool) -> Iterator[Word]:
        """One word, or its pieces where they are set differently (a small number after it) or drawn apart (a word after a tab)."""
        began = start
        if self._drawn(start) != self._drawn(end - 1):
            for at in range(start + 1, end):
                if self._drawn(at) != self._drawn(began):
                    yield self._measured(began, at, letters[began - start : at - start], glued=began > start, jumped=jumped)
                    began, jumped = at, True
        yield self._measured(began, end, letters[began - start :], glued=began > start, jumped=jumped)

    def _drawn(self, at: int) -> int:
        """What a letter was drawn with: the same for letters that were drawn together."""
        key: int = self.object_at(self.text, at) or 0
        if key not in self.styles:
            self.styles[key] = self._found(at, ctypes.cast(key, self.raw.FPDF_PAGEOBJECT)) if key else Style()
        return key

    def _codes(self) -> Sequence[int]:
        """The numbers of the letters; one by one where PDFium's text has more or fewer of them than it counts."""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        if self.raw.FPDFText_GetText(self.text, 0, self.count, buffer) == self.count + 1:
            return list(buffer)[: self.count]
        return [self.raw.FPDFText_GetUnicode(self.text, at) for at in range(self.count)]

    def _found(self, at: int, handle: Any) -> Style:
        raw = self.raw
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        raw.FPDFTextObj_GetFontSize(handle, self.size)
        raw.FPDFPageObj_GetMatrix(handle, self.matrix)
        matrix = self.matrix
        size = round(self.size.value * math.hypot(matrix.c, matrix.d), 1)
        angle = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2) * 8) % 32
        return Style(size, mode == _STROKED or self._heavy(at), mode == _INVISIBLE, angle)

    def _heavy(self, at: int) -> bool:
        buffer = ctypes.create_string_buffer(200)
        flags = ctypes.c_int()
        self.raw.FPDFText_GetFontInfo(self.text, at, buffer, 200, flags)
        name = buffer.value.decode("utf-8", "replace").lower()
        return any(word in name for word in _HEAVY) or bool(flags.value & _FORCE_BOLD)

    def _measured(self, start: int, end: int, letters: str, *, glued: bool, jumped: bool) -> Word:
        style = self.styles[self._drawn(start)]
        self.raw.FPDFText_GetCharOrigin(self.text, start, self.x, self.y)
        x, y = self.x.value, self.y.value
        self.raw.FPDFText_GetLooseCharBox(self.text, end - 1, self.box)
        last = (self.box.left, self.box.right, self.box.bottom, self.box.top)
        self.raw.FPDFText_GetLooseCharBox(self.text, start, self.box)
        left, right = min(self.box.left, last[0]), max(self.box.right, last[1])
        bottom, top = min(self.box.bottom, last[2]), max(self.box.top, last[3])
        west, south, east, north = self.page
        places = {
            0: (left - west, right - west, y - south),
            _SIDEWAYS[0]: (bottom - south, top - south, east - x),
            _UPSIDE_DOWN: (east - right, east - left, north - y),
            _SIDEWAYS[1]: (north - top, north - bottom, x - west),
        }
        return Word(letters, *places.get(style.angle, places[0]), style, glued, jumped)


def _add(stretches: list[list[Any]], word: Word, *, joint: bool) -> None:
    """Join a word with the stretch before it when it goes on there.

    A stretch is `[text, left, right, level, size, bold, glued, right of the first word, joints]`; a joint is where no space was drawn
    though others are, as after a tab: `[offset, left]`.
    """
    style = word.style
    left, right = round(word.left, 1), round(word.right, 1)
    if stretches:
        text, _, before, level, size, bold, _, _, joints = stretches[-1]
        same = style.bold == bold and style.size == size and abs(word.level - level) < 0.5
        gap = (left - before) / max(size, 0.1)
        if same and -0.3 < gap < _WORD_GAP:
            glue = "" if word.glued or (word.jumped and gap < _NO_GAP) else " "
            if joint:
                joints.append([len(text) + len(glue), left])
            stretches[-1][0] = text + glue + word.text
            stretches[-1][2] = right
            return
    stretches.append(
        [word.text, left, right, round(word.level, 1), style.size, style.bold, word.glued, right, [[0, left]] if joint else []]
    )


def _pictures(page: Any) -> int:
    from pypdfium2 import raw

    count = min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)
    return sum(raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, at)) == _IMAGE for at in range(count))


def _annotations(page: Any) -> tuple[list[str], list[str]]:
    """The words of comments, and what fields are filled in with."""
    from pypdfium2 import raw

    notes: list[str] = []
    fields: list[str] = []
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MAX_OBJECTS)):
        handle = raw.FPDFPage_GetAnnot(page.raw, at)
        if not handle:
            continue
        kind = raw.FPDFAnnot_GetSubtype(handle)
        if kind in _NOTES:
            notes.append(_value(raw, handle, b"Contents"))
        elif kind == _FIELD:
            fields.append(_value(raw, handle, b"V"))
        raw.FPDFPage_CloseAnnot(handle)
    return [note for note in notes if note.strip()], [value for value in fields if value.strip()]


def _value(raw: Any, handle: Any, key: bytes) -> str:
    length = min(raw.FPDFAnnot_GetStringValue(handle, key, None, 0), 2 * 10_000)
    buffer = ctypes.create_string_buffer(length + 2)
    raw.FPDFAnnot_GetStringValue(handle, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[:length].decode("utf-16-le", "replace").split("\0")[0]


if __name__ == "__main__":
    main()
