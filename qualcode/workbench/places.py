"""Where one can go in a turn: its sentences, clauses and words, and spans made of them. Positions count in the turn's own text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from qualcode import text as texts
from qualcode.model import Span

_WORD = re.compile(r"(?:(?:[ljtnscmd]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w))|\w+(?:[-'’]\w+)*|[^\w\s]+", re.IGNORECASE)
_CLOSING = ",;:.!?…)]»”"
_BREAK = re.compile(r"[,;:.!?…–—]+[\"'”»)\]]*(?=\s)|\s[-–—](?=\s)|\n")


@dataclass(frozen=True)
class Places:
    """The starts and ends, ascending, that spans of a turn can have: of sentences, clauses and words (a run of signs is a word too)."""

    sentences: tuple[Span, ...]
    clause_starts: tuple[int, ...]
    clause_ends: tuple[int, ...]
    word_starts: tuple[int, ...]
    word_ends: tuple[int, ...]
    words: tuple[Span, ...]


@lru_cache(maxsize=1024)
def places(text: str) -> Places:
    """The places of a turn with this text."""
    breaks = [found.end() for found in _BREAK.finditer(text)]
    pieces = [(start, end) for start, end in zip([0, *breaks], [*breaks, len(text)], strict=True) if text[start:end].strip()]
    starts = [end - len(text[start:end].lstrip()) for start, end in pieces]
    ends = [start + len(text[start:end].rstrip()) for start, end in pieces]
    words = [found.span() for found in _WORD.finditer(text)]
    # Nobody begins with a comma; but what is all signs has to begin somewhere.
    begins = [start for start, end in words if text[start:end].strip(_CLOSING)] or [start for start, _ in words]
    sentences = tuple(texts.sentences(text)) or (Span(0, len(text)),)
    return Places(
        sentences, tuple(starts), tuple(ends), tuple(begins), tuple(end for _, end in words), tuple(Span(*word) for word in words)
    )


def sentence_at(text: str, position: int) -> int:
    """Which sentence (from 0) holds a position, or the last that begins before it."""
    return max(0, bisect_right([span.start for span in places(text).sentences], position) - 1)


def next_sentence(text: str, start: int, end: int) -> Span:
    """The sentence behind a span; the first one for a span that is the whole turn; the last one stays."""
    found = places(text).sentences
    if start <= found[0].start and end >= found[-1].end:
        return found[0]
    at = bisect_left([span.start for span in found], max(start + 1, end))
    return found[min(at, len(found) - 1)]


def previous_sentence(text: str, start: int, end: int) -> Span:
    """The sentence before a span; the last one for a span that is the whole turn; the first one stays."""
    found = places(text).sentences
    if start <= found[0].start and end >= found[-1].end and len(found) > 1:
        return found[-1]
    at = bisect_left([span.start for span in found], start)
    return found[max(0, at - 1)]


def with_next(text: str, start: int, end: int) -> Span:
    """The span, longer by what is left of its last sentence, or by the next one."""
    ends = [span.end for span in places(text).sentences]
    return Span(start, ends[min(bisect_right(ends, end), len(ends) - 1)])


def with_previous(text: str, start: int, end: int) -> Span:
    """The span, longer at its start by what is before it of its first sentence, or by the one before."""
    starts = [span.start for span in places(text).sentences]
    return Span(starts[max(0, bisect_left(starts, start) - 1)], end)


def without_last(text: str, start: int, end: int) -> Span:
    """The span without its last sentence, or what it has of it; one of a single sentence stays."""
    earlier = [span.end for span in places(text).sentences if start < span.end < end]
    return Span(start, earlier[-1]) if earlier else Span(start, end)


def without_first(text: str, start: int, end: int) -> Span:
    """The span without its first sentence, or what it has of it; one of a single sentence stays."""
    later = [span.start for span in places(text).sentences if start < span.start < end]
    return Span(later[0], end) if later else Span(start, end)


def moved_end(text: str, span: Span, step: int, *, clause: bool = False) -> Span:
    """The span with its end moved to the next (`step` 1) or previous (-1) end of a word or clause; never empty, never out of the turn."""
    known = places(text)
    ends = known.clause_ends if clause else known.word_ends
    at = bisect_right(ends, span.end) if step > 0 else bisect_left(ends, span.end) - 1
    end = ends[at] if 0 <= at < len(ends) else span.end
    return Span(span.start, end) if end > span.start else span


def moved_start(text: str, span: Span, step: int, *, clause: bool = False) -> Span:
    """The span with its start moved to the next (`step` 1) or previous (-1) start of a word or clause; never empty, never out of the turn."""
    known = places(text)
    starts = known.clause_starts if clause else known.word_starts
    at = bisect_right(starts, span.start) if step > 0 else bisect_left(starts, span.start) - 1
    start = starts[at] if 0 <= at < len(starts) else span.start
    return Span(start, span.end) if start < span.end else span


def snapped(text: str, start: int, end: int) -> Span:
    """The words that a stretch touches, as one span; empty at a blank."""
    touched = [word for word in places(text).words if word.end > start and word.start < max(end, start + 1)]
    return Span(touched[0].start, touched[-1].end) if touched else Span(start, start)
