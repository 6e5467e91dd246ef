"""CHAT transcripts (.cha), as CLAN and TalkBank have them: the main lines, with their codes as they are typed."""

from __future__ import annotations

import re

from qualcode.model import ImportOptions, Reading, Source

SUFFIXES = (".cha",)

_FIRST = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*@(?:UTF8|Begin|Font:|Languages:|Participants:)")


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is CHAT, from 0 to 1."""
    if _FIRST.match(head.replace(b"\x00", b"")):
        return 0.95
    return 0.4 if suffix in SUFFIXES and not head.startswith(b"PK") else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.cha import reading

    return reading.read(source, options)
