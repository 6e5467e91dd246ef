"""The output of speech recognition (.json): Whisper and those built on it, whisper.cpp, Hugging Face, Amazon Transcribe."""

from __future__ import annotations

from qualcode.model import ImportOptions, Reading, Source

SUFFIXES = (".json",)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is JSON, from 0 to 1: it is called so, and begins with a brace or a bracket."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\x00", b"").lstrip()
    return 0.6 if suffix in SUFFIXES and begin[:1] in (b"{", b"[") else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.json import reading

    return reading.read(source, options)
