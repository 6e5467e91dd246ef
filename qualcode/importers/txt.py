"""Plain text (.txt) in the encodings that transcripts come in."""

from __future__ import annotations

from dataclasses import replace

from qualcode.errors import Unreadable
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening import guard
from qualcode.text import counted

SUFFIXES = (".txt",)


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is plain text, from 0 to 1: its suffix says so, and its first bytes say nothing else."""
    if guard.form(head):
        return 0
    return 0.6 if suffix in SUFFIXES else 0.3 if not suffix else 0


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of a text file; every character of it is in the text but those that canonical text is made without. Raises Unreadable for what is no text."""
    from qualcode.importers._encodings import decoded
    from qualcode.importers._lines import character_notes, check_lines, private_characters, typed
    from qualcode.importers._speakers import spoken

    raw, notes = decoded(source, options)
    text, changes = counted(raw)
    if not text.strip():
        raise Unreadable(f"{source.path.name} has no text in it.", "Is it the right file?")
    check_lines(source.path.name, text.count("\n"))
    result = spoken(source.path.name, typed(text), options)
    return replace(result, notes=(*notes, *result.notes, *character_notes(changes, private_characters(text))))
