"""Where what was coded in one version of a text stands in the next one, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from qualcode.alignment import Alignment, in_common
from qualcode.model import Span

State = Literal["placed", "changed", "moved", "unsure", "missing"]
"""`placed`: the same words at their place. `changed`: at their place, with words changed in it. `moved`: gone from there, and found once
elsewhere. `unsure`: part of them is left, or they could stand at another place too. `missing`: nothing is left of them."""

_BESIDE = 12
"""Characters on either side that tell a place from another with the same words."""
_NEAR, _ALIKE = 30, 0.65
"""How much of so many characters on one side must be in common, from 0 to 1, for a place to be the same by and large; others have half."""
_EVIDENCE = 60
"""Characters that are compared where the surroundings of two such places begin to differ."""
_FARTHEST = 2000
"""How far surroundings that are the same are followed."""
_BETTER, _WORSE, _NO_WORSE = 0.2, 0.1, 0.05
"""By how much, from 0 to 1, surroundings must be more alike than others on one side, and how much less alike they may be on the other:
that, or less where they are untouched on the one side and only a little more alike."""
_LEFT = 0.6
"""The share of what was coded that must be left for its place to be sure."""
_OWN = 0.5
"""The share of what stands there now that must come from what was coded."""
_ANYTHING = 4
"""Letters and digits that must be left for a place to be proposed."""
_LONG = 25
"""Characters from which words tell their place by themselves, if they are changed or elsewhere."""
_TELLING = 12
"""Characters from which words that occur once are taken for the same elsewhere."""


class Placing(NamedTuple):
    """Where a stretch stands in the new text; `missing`: an empty span, where it stood."""

    state: State
    start: int
    end: int


def place(alignment: Alignment, span: Span) -> Placing:
    """The place in the new text of what stands at `span` in the old one, which must hold more than white space.

    White space at its ends goes along where it still stands there.
    """
    words = alignment.old[span.start : span.end]
    before, after = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    found = _place(alignment, Span(span.start + before, span.end - after))
    if found.state == "missing":
        return found
    new = alignment.new
    start = found.start - before if new[max(0, found.start - before) : found.start] == words[:before] else found.start
    end = found.end + after if new[found.end : found.end + after] == words[len(words) - after :] else found.end
    return Placing(found.state, start, end)


def _place(alignment: Alignment, span: Span) -> Placing:
    search = _Search(alignment, span)
    same = search.same_words()
    if same is not None:
        only = search.is_only(same)
        return Placing("placed" if only else "moved" if search.elsewhere() == same else "unsure", same.start, same.end)
    here = search.here
    if here is not None and search.enough_left(here) and search.is_only(here):
        return Placing("changed", here.start, here.end)
    elsewhere = search.elsewhere()
    if elsewhere is not None:
        return Placing("moved", elsewhere.start, elsewhere.end)
    if here is not None and search.is_anything_left():
        return Placing("unsure", here.start, here.end)
    at = alignment.to_new(span.start)
    return Placing("missing", at, at)


class _Search:
    """What is known of one stretch: `here` is where the alignment has it, None when nothing is left of it."""

    def __init__(self, alignment: Alignment, span: Span) -> None:
        self.alignment = alignment
        self.span = span
        self.words = alignment.old[span.start : span.end]
        self._left = list(alignment.within(span.start, span.end))
        self._cut = _inside_word(alignment.old, span.start), _inside_word(alignment.old, span.end)
        self.here = self._here()

    def _here(self) -> Span | None:
        if not self._left:
            return None
        new = self.alignment.new
        start, end = self._left[0].new, self._left[-1].new + self._left[-1].length
        lowest, highest = self.alignment.before(self.span.start), self.alignment.after(self.span.end)
        while start > lowest and not self._cut[0] and _inside_word(new, start):
            start -= 1
        while end < highest and not self._cut[1] and _inside_word(new, end):
            end += 1
        found = new[start:end]
        start += len(found) - len(found.lstrip())
        return Span(start, start + len(found.strip())) if found.strip() else None

    def same_words(self) -> Span | None:
        """The words themselves, where the alignment has them or beside it: what was put in there may begin or end as they do."""
        new, here = self.alignment.new, self.here
        if here is not None and new[here.start : here.end].split() == self.words.split():
            return here
        first, last = self.alignment.before(self.span.start), self.alignment.after(self.span.end)
        near = list(self._places(new, max(0, first - len(self.words)), last + len(self.words)))
        if here is not None:
            near = [span for span in near if span.start < here.end and here.start < span.end]
        return near[0] if len(near) == 1 else None

    def enough_left(self, here: Span) -> bool:
        """Whether most of what was coded is left, and makes up most of what stands there now."""
        old = self.alignment.old
        left = sum(_size(old[run.old : run.old + run.length]) for run in self._left)
        return left >= _LEFT * _size(self.words) and left >= _OWN * _size(self.alignment.new[here.start : here.end])

    def is_anything_left(self) -> bool:
        """Whether more than a full stop or a few letters of what was coded is left."""
        left = sum(map(str.isalnum, "".join(self.alignment.old[run.old : run.old + run.length] for run in self._left)))
        return left >= min(_ANYTHING, sum(map(str.isalnum, self.words)))

    def elsewhere(self) -> Span | None:
        """The one place where the words stand in the new text, if they had one place in the old text too and tell enough."""
        if _size(self.words) < _TELLING:
            return None
        before, found = self._two_places(self.alignment.old), self._two_places(self.alignment.new)
        return found[0] if len(before) == len(found) == 1 else None

    def is_only(self, here: Span) -> bool:
        """Whether nothing speaks for another place: neither that what stands here comes from there, nor that the words went there."""
        alignment = self.alignment
        before, found = self._two_places(alignment.old), self._two_places(alignment.new)
        beside = _beside(alignment.old, self.span, alignment.new, here)
        if len(before) == 1 and found in ([], [here]):
            return beside or (not found and _size(self.words) >= _LONG)
        return (
            beside
            and all(_more_alike(alignment, self.span, here, rival) for rival in self._rivals(alignment.old, self.span, alignment.new, here))
            and all(
                _more_alike(alignment.turned, here, self.span, rival)
                for rival in self._rivals(alignment.new, here, alignment.old, self.span)
            )
        )

    def _places(self, text: str, start: int = 0, end: int | None = None, before: str = "", after: str = "") -> Iterator[Span]:
        """Where the words stand in a stretch of a text, between others; as whole words if they are that in the old text."""
        sought = before + self.words + after
        at = text.find(sought, start, end)
        while at >= 0:
            span = Span(at + len(before), at + len(before) + len(self.words))
            if (self._cut[0] or not _inside_word(text, span.start)) and (self._cut[1] or not _inside_word(text, span.end)):
                yield span
            at = text.find(sought, at + 1, end)

    def _two_places(self, text: str) -> list[Span]:
        """The first two places of the words in a text."""
        return list(islice(self._places(text), 2))

    def _rivals(self, text: str, own: Span, other: str, there: Span) -> set[Span]:
        """Where else in a text the words have beside them what stands on one side of the place in the other text."""
        before, after = other[max(0, there.start - _BESIDE) : there.start], other[there.end : there.end + _BESIDE]
        return {*self._places(text, before=before), *self._places(text, after=after)} - {own}


def _inside_word(text: str, position: int) -> bool:
    """Whether a position has letters or digits on both sides."""
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()


def _size(words: str) -> int:
    """How many characters there are without white space."""
    return sum(map(len, words.split()))


def _beside(old: str, span: Span, new: str, here: Span) -> bool:
    """Whether the same stands beside both places, on one side at least: just beside them, or by and large."""
    from rapidfuzz.distance import Indel

    sides = (
        (old[max(0, span.start - _NEAR) : span.start], new[max(0, here.start - _NEAR) : here.start], slice(-_BESIDE, None)),
        (old[span.end : span.end + _NEAR], new[here.end : here.end + _NEAR], slice(_BESIDE)),
    )
    return any(was[close] == now[close] or Indel.normalized_similarity(was, now) >= _ALIKE for was, now, close in sides)


def _more_alike(alignment: Alignment, own: Span, there: Span, rival: Span) -> bool:
    """Whether the surroundings of a place in the new text are those of the own one in the old text rather than those of its rival.

    They are looked at where own and rival begin to differ: they must be clearly more alike on one side, or untouched there, and not less alike
    on the other.
    """
    from rapidfuzz.distance import Indel

    text = alignment.old
    back = in_common(text[max(0, own.start - _FARTHEST) : own.start][::-1], text[max(0, rival.start - _FARTHEST) : rival.start][::-1])
    ahead = in_common(text[own.end : own.end + _FARTHEST], text[rival.end : rival.end + _FARTHEST])
    before = min(alignment.to_new(own.start - back), there.start)
    behind = max(alignment.after(own.end + ahead), there.end)
    sides = (
        (
            alignment.new[max(0, before - _EVIDENCE) : before],
            [text[max(0, at.start - back - _EVIDENCE) : at.start - back] for at in (own, rival)],
        ),
        (alignment.new[behind : behind + _EVIDENCE], [text[at.end + ahead : at.end + ahead + _EVIDENCE] for at in (own, rival)]),
    )
    mine, its = ([Indel.normalized_similarity(at[which], said) for said, at in sides] for which in (0, 1))
    gains = [own - other for own, other in zip(mine, its, strict=True)]
    untouched = any(own == 1 and gain > 0 for own, gain in zip(mine, gains, strict=True))
    return (max(gains) > _BETTER and min(gains) > -_WORSE) or (untouched and min(gains) > -_NO_WORSE)
