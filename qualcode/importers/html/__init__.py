"""Web pages (.html) as Word, LibreOffice, Google Docs or noScribe save them: what a reader sees; what is not part of it is listed."""

from __future__ import annotations

import codecs
import re

from qualcode.model import ImportOptions, Reading, Source

SUFFIXES = (".html", ".htm", ".xhtml")
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_PAGE = re.compile(rb"\s*+(?>(?:<\?xml[^>]*>|<!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|meta\s)", re.IGNORECASE | re.DOTALL)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is a web page, from 0 to 1; one whose name says .doc may be."""
    plain = head.removeprefix(codecs.BOM_UTF8)
    plain = plain.replace(b"\x00", b"")[2:] if head.startswith(MARKS[1:]) else plain
    if _PAGE.match(plain):
        return 0.9 if suffix in SUFFIXES else 0.5
    return 0.6 if suffix in SUFFIXES and re.search(rb"<[a-zA-Z!]", plain) else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.html import reading

    return reading.read(source, options)
