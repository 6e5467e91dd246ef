"""Transcriptions of speech in TEI (.xml, .tei): utterances with their speakers, times and languages as the file says them."""

from __future__ import annotations

from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening import guard

SUFFIXES = (".xml", ".tei")


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is TEI, from 0 to 1."""
    if guard.holds(head, rb"(?:TEI(?:\.2)?|teiCorpus(?:\.2)?)"):
        return 0.95
    return 0.4 if suffix in SUFFIXES and guard.is_markup(head) else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """As `reading.read`, which is imported when a file is read."""
    from qualcode.importers.tei import reading

    return reading.read(source, options)
