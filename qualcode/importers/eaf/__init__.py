"""ELAN annotation files (.eaf): the annotations of speech tiers in the order in which they are said."""

from __future__ import annotations

from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening import guard

SUFFIXES = (".eaf",)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is ELAN's, from 0 to 1."""
    if guard.holds(head, b"ANNOTATION_DOCUMENT"):
        return 0.95
    return 0.4 if suffix in SUFFIXES and guard.is_markup(head) else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.eaf import reading

    return reading.read(source, options)
