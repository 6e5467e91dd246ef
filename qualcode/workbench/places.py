"""Where one can go in a turn: its sentences, clauses and words, and spans made of them. Positions count in the turn's own text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from qualcode import text as texts
from qualcode.languages import tools
from qualcode.model import Span

_WORD = re.compile(r"(?:(?:[ljtnscmd]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w))|\w+(?:[-'’]\w+)*|[.!?…]+|[-–—]+|[^\w\s]", re.IGNORECASE)
_CLOSING = ",;:.!?…)]»”"
_SIGN = r"[,;:.!?…–—]+[\"'”»)\]]*(?=\s)|[)\]](?=\s)|\s[-–—](?=\s)|\s(?=[(\[«“])|\n"
_BETWEEN = " \t\n\u00a0\u202f,;:.-–—"
"""What stands between a clause and the next one, and does not belong to it."""


@dataclass(frozen=True)
class Places:
    """The starts and ends, ascending, that spans of a turn can have: of sentences, clauses and words (a run of signs is a word too).

    Clauses are parted by signs, brackets and words such as "and"; they begin behind such words too, and end before what parts them.
    """

    sentences: tuple[Span, ...]
    clause_starts: tuple[int, ...]
    clause_ends: tuple[int, ...]
    word_starts: tuple[int, ...]
    word_ends: tuple[int, ...]
    words: tuple[Span, ...]


@lru_cache(maxsize=1024)
def places(text: str) -> Places:
    """The places of a turn with this text."""
    words = [found.span() for found in _WORD.finditer(text)]
    # Nobody begins with a comma; but what is all signs has to begin somewhere.
    begins = [start for start, end in words if text[start:end].strip(_CLOSING)] or [start for start, _ in words]
    sentences = tuple(texts.sentences(text)) or (Span(0, len(text)),)
    starts, ends = _clauses(text, begins)
    return Places(sentences, starts, ends, tuple(begins), tuple(end for _, end in words), tuple(Span(*word) for word in words))


@cache
def _parting() -> re.Pattern[str]:
    """Where a clause ends: at signs, and at words that join."""
    joining = "|".join(sorted(tools.connectives()))
    return re.compile(rf"{_SIGN}|(?<=\s)(?=(?:{joining})\s)|(?<!\w)(?P<word>(?:{joining})\s+)", re.IGNORECASE)


def _clauses(text: str, begins: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The starts and ends of clauses, each also where the words stand that join it to the others."""
    parted = list(_parting().finditer(text))
    after = [begins[at] for place in (0, *(found.end() for found in parted)) if (at := bisect_left(begins, place)) < len(begins)]
    before = [len(text[:place].rstrip(_BETWEEN)) for place in (*(found.end() for found in parted if not found["word"]), len(text))]
    return tuple(sorted(set(after))), tuple(sorted({place for place in before if place}))


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


def moved_end(text: str, span: Span, step: int) -> Span:
    """The span with its end moved to the next (`step` 1) or previous (-1) end of a word; never empty, never out of the turn."""
    ends = places(text).word_ends
    at = bisect_right(ends, span.end) if step > 0 else bisect_left(ends, span.end) - 1
    end = ends[at] if 0 <= at < len(ends) else span.end
    return Span(span.start, end) if end > span.start else span


def moved_start(text: str, span: Span, step: int) -> Span:
    """The span with its start moved to the next (`step` 1) or previous (-1) start of a word; never empty, never out of the turn."""
    starts = places(text).word_starts
    at = bisect_right(starts, span.start) if step > 0 else bisect_left(starts, span.start) - 1
    start = starts[at] if 0 <= at < len(starts) else span.start
    return Span(start, span.end) if start < span.end else span


def without_last_clause(text: str, span: Span) -> Span:
    """The span without its last clause, nor the sign before that; one of a single clause stays."""
    earlier = [end for end in places(text).clause_ends if span.start < end < span.end and any(map(str.isalnum, text[end : span.end]))]
    return Span(span.start, earlier[-1]) if earlier else span


def without_first_clause(text: str, span: Span) -> Span:
    """The span without its first clause; one of a single clause stays."""
    later = [start for start in places(text).clause_starts if span.start < start < span.end]
    return begun(text, span, later[0]) if later else span


def begun(text: str, span: Span, start: int) -> Span:
    """The span from one of its clauses on. Where that is the end of a single sentence, its full stop is left out: it is no sentence any more."""
    sentence = places(text).sentences[sentence_at(text, start)]
    if span.end == sentence.end and start > sentence.start:
        end = len(text[: span.end].rstrip(_BETWEEN))
        return Span(start, end if end > start else span.end)
    return Span(start, span.end)


def snapped(text: str, start: int, end: int) -> Span:
    """The words that a stretch touches, as one span; empty at a blank."""
    touched = [word for word in places(text).words if word.end > start and word.start < max(end, start + 1)]
    return Span(touched[0].start, touched[-1].end) if touched else Span(start, start)
