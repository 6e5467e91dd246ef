"""WebVTT subtitles (.vtt), as speech recognition and meeting programs write them."""

from __future__ import annotations

from qualcode.model import ImportOptions, Reading, Source

SUFFIXES = (".vtt",)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is WebVTT, from 0 to 1."""
    if head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\x00", b"").startswith(b"WEBVTT"):
        return 0.95
    return 0.4 if suffix in SUFFIXES else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.vtt import reading

    return reading.read(source, options)
