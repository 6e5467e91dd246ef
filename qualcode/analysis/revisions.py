"""What differs between two revisions of a transcript, turn by turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.alignment import Alignment, partners, shared
from qualcode.model import Draft, DraftTurn, Span
from qualcode.table import Cell, Column, Table
from qualcode.text import beginning

_TOKEN = re.compile(r"\s+|\w+(?:['’-]\w+)*['’]?|[^\w\s]")
_BEGINNING = 70
"""Characters that are shown of a turn whose words are the same."""
_AROUND = 6
"""How many words that stayed are shown on either side of those that did not."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A turn that is not as it was: its numbers (from 1) before and after, None where it is not there; what was said, and what is said now.

    Of a turn that was split or joined `before` is the part of the old text that it goes on from.
    """

    was: int | None
    now: int | None
    old: DraftTurn | None
    new: DraftTurn | None
    before: str
    after: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class _Pairing:
    """The turns of two revisions, and which goes on from which; numbers from 0."""

    old: Draft
    new: Draft
    alignment: Alignment
    partners: Sequence[int | None]
    common: dict[tuple[int, int], int]

    @cached_property
    def _news(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for now, partner in enumerate(self.partners):
            if partner is not None:
                found.setdefault(partner, []).append(now)
        return found

    @cached_property
    def _sources(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for old, new in sorted(self.common):
            if old == self.partners[new] or old not in self._news:
                found.setdefault(new, []).append(old)
        return found

    def news_of(self, was: int) -> list[int]:
        """The new turns that go on from an old one."""
        return self._news.get(was, [])

    def sources(self, now: int) -> list[int]:
        """The old turns that a new one goes on from: its partner, and those of which what is left is in it alone."""
        return self._sources.get(now, [])


def differences(old: Draft, new: Draft, alignment: Alignment) -> list[Difference]:
    """The turns that differ, in the order of the new text; those that were taken out stand where they stood."""
    olds, news = ([Span(turn.start, turn.end) for turn in draft.turns] for draft in (old, new))
    common = shared(alignment, olds, news)
    pairing = _Pairing(old, new, alignment, partners(common, len(news)), common)
    gone = _gone(pairing)
    found: list[Difference] = []
    for now, turn in enumerate(new.turns):
        found += (_removed(pairing, was) for was in gone if _comes_before(pairing, was, turn, found))
        difference = _difference(pairing, now)
        if difference is not None:
            found.append(difference)
    told = {difference.was for difference in found if difference.now is None}
    return found + [_removed(pairing, was) for was in gone if was + 1 not in told]


def _gone(pairing: _Pairing) -> list[int]:
    """The old turns of which nothing is left in any new one."""
    left = {was for was, _ in pairing.common}
    return [was for was in range(len(pairing.old.turns)) if was not in left]


def _comes_before(pairing: _Pairing, was: int, turn: DraftTurn, found: Sequence[Difference]) -> bool:
    """Whether an old turn that is gone stood before a new one and has not been told of."""
    place = pairing.alignment.to_new(pairing.old.turns[was].start)
    return place <= turn.start and all(difference.now is not None or difference.was != was + 1 for difference in found)


def _removed(pairing: _Pairing, was: int) -> Difference:
    turn = pairing.old.turns[was]
    said = pairing.old.text[turn.start : turn.end]
    moved = len(said.split()) > 2 and any(pairing.new.text[one.start : one.end] == said for one in pairing.new.turns)
    return Difference(was + 1, None, turn, None, said, "", ("moved from here" if moved else "removed",))


def _difference(pairing: _Pairing, now: int) -> Difference | None:
    """What differs of a new turn; None when it is as it was."""
    was, turn = pairing.partners[now], pairing.new.turns[now]
    said = pairing.new.text[turn.start : turn.end]
    if was is None:
        moved = len(said.split()) > 2 and any(pairing.old.text[one.start : one.end] == said for one in pairing.old.turns)
        return Difference(None, now + 1, None, turn, "", said, ("moved to here" if moved else "added",))
    before = pairing.old.turns[was]
    sources, news = pairing.sources(now), pairing.news_of(was)
    source = _source(pairing, now, sources)
    happened = {
        "split": len(news) > 1,
        "joined": len(sources) > 1,
        "words": source.split() != said.split(),
        "white space": source.split() == said.split() and source.strip() != said.strip(),
        "speaker": before.speaker != turn.speaker,
        "language": _spoken(before) != _spoken(turn),
        "time": news[0] == now and (before.time_start, before.time_end) != (turn.time_start, turn.time_end),
    }
    kinds = tuple(kind for kind, so in happened.items() if so)
    return Difference(was + 1, now + 1, before, turn, source, said, kinds) if kinds else None


def _spoken(turn: DraftTurn) -> tuple[str, ...]:
    """The language of a turn, and of its stretches in order where it switches."""
    return (turn.language, *(one.language for one in turn.languages if len(turn.languages) > 1))


def _source(pairing: _Pairing, now: int, sources: Sequence[int]) -> str:
    """The part of the old text that a new turn goes on from, without what went to the turns beside it."""
    first, last = sources[0], sources[-1]
    turn, alignment = pairing.new.turns[now], pairing.alignment
    start = pairing.old.turns[first].start if pairing.news_of(first)[:1] in ([now], []) else alignment.to_old(turn.start)
    end = pairing.old.turns[last].end if pairing.news_of(last)[-1:] in ([now], []) else alignment.to_old(turn.end)
    return pairing.old.text[start:end]


def marked(before: str, after: str, *, around: int = 0) -> str:
    """Both texts in one, word by word: `[-taken out-]` and `{+put in+}`; `around`: only so many words beside these, the others as `…`.

    >>> marked("Het is heilig, zegt zij.", "Het is wel heilig, zegt ze.")
    'Het is {+wel +}heilig, zegt [-zij-]{+ze+}.'
    """
    parts = list(_parts(before, after))
    told = []
    for at, (kind, words) in enumerate(parts):
        if kind != "same":
            told.append(f"[-{words}-]" if kind == "out" else f"{{+{words}+}}")
        elif around:
            told.append(_shortened(words, around, first=at == 0, last=at == len(parts) - 1))
        else:
            told.append(words)
    return "".join(told)


def _parts(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The pieces of both texts in order: `same`, `out` of the first, `in` the second."""
    from rapidfuzz.distance import Indel

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    out = put = ""
    for part in Indel.opcodes(old, new):
        same = "".join(old[part.src_start : part.src_end]) if part.tag == "equal" else ""
        # A space between two words that were changed is part of the change: words are read more easily than a patchwork.
        if same and not (same.isspace() and out and put):
            yield from ((kind, words) for kind, words in (("out", out), ("in", put)) if words)
            out = put = ""
            yield "same", same
            continue
        out += "".join(old[part.src_start : part.src_end])
        put += same or "".join(new[part.dest_start : part.dest_end])
    yield from ((kind, words) for kind, words in (("out", out), ("in", put)) if words)


def _shortened(text: str, around: int, *, first: bool, last: bool) -> str:
    words = [found.span() for found in re.finditer(r"\S+", text)]
    head, tail = (0 if first else around), (0 if last else around)
    if len(words) <= head + tail + 3:
        return text
    start = text[: words[head - 1][1]] + " " if head else ""
    end = " " + text[words[-tail][0] :] if tail else ""
    return f"{start}…{end}"


def renamed(old: Draft, new: Draft, found: Sequence[Difference]) -> dict[str, str]:
    """Labels that are gone and stand for one that is new, in every turn that had them."""
    pairs = {(one.old.speaker, one.new.speaker) for one in found if one.old and one.new}
    before, after = ({turn.speaker for turn in draft.turns} for draft in (old, new))
    names = {was: now for was, now in pairs if was not in after and now not in before}
    return {was: now for was, now in names.items() if sum(one == was for one, _ in pairs) == 1 == list(names.values()).count(now)}


def table(title: str, found: Sequence[Difference], *, people: bool, names: Mapping[str, str] | None = None) -> Table:
    """The differences as a table, a row each.

    For `people` both texts are in one, with what stayed shortened, and turns whose speaker has only another name now (`names`) are counted
    in a note.
    """
    if not people:
        return Table(title, "turn", _WHOLE, tuple(map(_whole, found)))
    known = names or {}
    only = Counter(one.old.speaker for one in found if one.kinds == ("speaker",) and one.old and one.old.speaker in known)
    shown = [one for one in found if not (one.kinds == ("speaker",) and one.old and one.old.speaker in known)]
    notes = [f"{was} is {known[was]} now. Turns with no other difference, not listed: {number}." for was, number in only.items()]
    return Table(title, "turn", _PEOPLE, tuple(map(_for_people, shown)), notes=(*(["[-taken out-] {+put in+}"] if shown else []), *notes))


_PEOPLE = (
    Column("turn", "turn", "number"),
    Column("was", "was", "number"),
    Column("speaker", "speaker", "text"),
    Column("change", "change", "text"),
    Column("text", "text", "text"),
)
_WHOLE = (
    Column("turn", "turn", "number"),
    Column("was", "was", "number"),
    Column("change", "change", "text"),
    Column("speaker_before", "speaker before", "text"),
    Column("speaker", "speaker", "text"),
    Column("language_before", "language before", "text"),
    Column("language", "language", "text"),
    Column("before", "before", "text"),
    Column("after", "after", "text"),
)


def _for_people(one: Difference) -> tuple[Cell, ...]:
    speakers = [turn.speaker for turn in (one.old, one.new) if turn]
    languages = [turn.language for turn in (one.old, one.new) if turn]
    change = ", ".join(f"language {' → '.join(dict.fromkeys(languages))}" if kind == "language" else kind for kind in one.kinds)
    same = one.before.split() == one.after.split()
    text = beginning(one.after, _BEGINNING) if same else marked(one.before, one.after, around=_AROUND)
    return one.now, one.was, " → ".join(dict.fromkeys(speakers)), change, text


def _whole(one: Difference) -> tuple[Cell, ...]:
    old, new = one.old, one.new
    return (
        one.now,
        one.was,
        ", ".join(one.kinds),
        old.speaker if old else None,
        new.speaker if new else None,
        old.language if old else None,
        new.language if new else None,
        one.before if old else None,
        one.after if new else None,
    )
