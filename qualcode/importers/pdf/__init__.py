"""PDF files (.pdf) that have text in them: the text of the pages; what is beside it is listed, and pages that are pictures are refused."""

from __future__ import annotations

from qualcode.model import ImportOptions, Reading, Source

SUFFIXES = (".pdf",)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is a PDF file, from 0 to 1."""
    if head.startswith(b"%PDF-"):
        return 0.95
    return 0.9 if suffix in SUFFIXES and b"%PDF-" in head[:1024] else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.pdf import reading

    return reading.read(source, options)
