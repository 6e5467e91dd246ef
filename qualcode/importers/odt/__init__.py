"""OpenDocument texts (.odt): the text of the body; what is not part of it is listed."""

from __future__ import annotations

from qualcode.model import ImportOptions, Reading, Source

SUFFIXES = (".odt",)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is an OpenDocument text, from 0 to 1."""
    if not head.startswith(b"PK\x03\x04"):
        return 0
    if b"application/vnd.oasis.opendocument.text" in head[:120]:
        return 0.95
    if b"word/" in head or b"xl/" in head or b"opendocument" in head[:120]:
        return 0.1 if suffix in SUFFIXES else 0
    return 0.8 if suffix in SUFFIXES else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.odt import reading

    return reading.read(source, options)
