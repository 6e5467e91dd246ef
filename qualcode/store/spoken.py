"""Quotations looked for in all transcripts at once: which of them nobody has said."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode.store.database import Store
from qualcode.text import canonical

_LEFT_OUT = re.compile(r"\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|\.{3,}|…")
"""How somebody who quotes says that words are left out."""

_MARKS = str.maketrans({**dict.fromkeys("‘’ʼ", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("–—‐‑", "-")})

_PHRASE = """SELECT DISTINCT transcript.id FROM turn_index JOIN turn ON turn.id = turn_index.rowid
  JOIN revision ON revision.id = turn.revision
  JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
WHERE turn_index MATCH ? AND transcript.present = 1"""

_TEXTS = """SELECT revision.text FROM revision
  JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number WHERE transcript.present = 1"""


def unsaid(store: Store, quotations: Iterable[str]) -> frozenset[str]:
    """Those of the quotations that occur in no transcript as it is now; none of them in a project without transcripts.

    Case, accents and punctuation do not matter, nor where lines break; what stands around `[...]` or `…` must be in one transcript.
    """
    if not store.value("SELECT count(*) FROM transcript WHERE present = 1"):
        return frozenset()
    missing = {quotation: pieces for quotation in dict.fromkeys(quotations) if (pieces := _pieces(quotation))}
    missing = {quotation: pieces for quotation, pieces in missing.items() if not _in_turns(store, pieces)}
    # What goes over several turns, or names its speaker, or stands in no turn, is in no turn's index.
    for row in store.connection.execute(_TEXTS) if missing else ():
        text = _plain(row["text"])
        missing = {quotation: pieces for quotation, pieces in missing.items() if not all(piece in text for piece in pieces)}
    return frozenset(missing)


def _pieces(quotation: str) -> list[str]:
    """What is quoted, without what is left out, and without quotation marks and blanks around it."""
    pieces = (_plain(piece).strip(" \"',;") for piece in _LEFT_OUT.split(canonical(quotation)[0]))
    return [piece for piece in pieces if any(map(str.isalnum, piece))]


def _plain(text: str) -> str:
    return " ".join(text.translate(_MARKS).split()).casefold()


def _in_turns(store: Store, pieces: list[str]) -> bool:
    """Whether there is a transcript with all pieces, each within a turn."""
    there: set[int] | None = None
    for piece in pieces:
        phrase = piece.replace('"', " ")
        found = {row[0] for row in store.connection.execute(_PHRASE, (f'"{phrase}"',))}
        there = found if there is None else there & found
        if not there:
            return False
    return True
