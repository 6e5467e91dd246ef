"""Rich text (.rtf) from Word, LibreOffice, TextEdit or a transcriber's program: the text of the body; what is not part of it is listed."""

from __future__ import annotations

from qualcode.model import ImportOptions, Reading, Source

SUFFIXES = (".rtf",)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is rich text, from 0 to 1; one whose name says .doc may be."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return 0.95 if suffix in SUFFIXES else 0.9
    return 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.rtf import reading

    return reading.read(source, options)
