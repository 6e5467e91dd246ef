"""Word documents (.docx): the text of the body; what is not part of it is listed."""

from __future__ import annotations

from qualcode.model import ImportOptions, Reading, Source

SUFFIXES = (".docx", ".docm")


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is a Word document, from 0 to 1."""
    if not head.startswith(b"PK\x03\x04"):
        return 0
    if b"opendocument" in head or b"xl/" in head or b"ppt/" in head:
        return 0.1 if suffix in SUFFIXES else 0
    if b"word/" in head:
        return 0.95
    return 0.8 if suffix in SUFFIXES else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.docx import reading

    return reading.read(source, options)
