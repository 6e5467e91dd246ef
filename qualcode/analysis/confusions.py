"""Codes that coders take for each other: how often, on which words, and which lines of the codebook are to be looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from qualcode.analysis._aligning import OTHER_CODE, Spot
from qualcode.analysis._saying import say
from qualcode.analysis._words import column, label
from qualcode.languages import tools
from qualcode.model import Code, Codebook, in_language
from qualcode.table import Cell, Table
from qualcode.text import fold
from qualcode.text import words as words_of

_FIELDS = ("definition", "include", "exclude")
_LEAST = 5
"""Letters of a word that says what a text is about; shorter ones are mostly the small words of a language."""
_NAMED = 6

Pair = tuple[str, str]


def pairs(spots: Iterable[Spot]) -> dict[Pair, list[Spot]]:
    """The disagreements of the kind `other code` by each two codes in them that different coders have, the most frequent pair first."""
    found: dict[Pair, list[Spot]] = {}
    for spot in spots:
        for one in spot.codes if spot.kind == OTHER_CODE else ():
            for other in spot.codes:
                if one < other and _coders(spot, one).isdisjoint(_coders(spot, other)):
                    found.setdefault((one, other), []).append(spot)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _coders(spot: Spot, code: str) -> set[str]:
    return {coding.coder for coding in spot.codings if coding.code == code}


def confusions(
    spots: Sequence[Spot],
    book: Codebook,
    *,
    turns: Mapping[str, int],
    languages: tuple[str, ...],
    selection: Mapping[str, object],
    words: str = "en",
) -> list[Table]:
    """Three tables: the pairs of codes that are confused, their definitions beside each other, and the words on which coders were split.

    `turns` is the number of the turn that each spot begins in, by its key.
    """
    found = pairs(spots)
    used = Counter(code for spot in spots for code in spot.codes)
    known = {code.id: code for code in book.codes}
    return [
        _summary(found, used, selection, words),
        _beside(found, known, languages, selection, words),
        _split(found, turns, selection, words),
    ]


def _summary(found: Mapping[Pair, Sequence[Spot]], used: Mapping[str, int], selection: Mapping[str, object], words: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for (one, other), spots in found.items():
        who = Counter(f"{_named(spot, one)}: {one}, {_named(spot, other)}: {other}" for spot in spots)
        ways = "; ".join(f"{said} ({number})" for said, number in sorted(who.items(), key=lambda item: (-item[1], item[0])))
        rows.append((one, other, len(spots), len(spots) / used[one], len(spots) / used[other], ways))
    columns = (
        column("code", "code", language=words),
        column("other", "code", language=words, word="taken_for"),
        column("times", "count", language=words),
        column("share", "share", language=words, word="of_first"),
        column("share_other", "share", language=words, word="of_second"),
        column("ways", "text", language=words),
    )
    note = say(
        words,
        "Of the passages that somebody gave the code, the share on which another has the other code instead, on nearly the same words.",
    )
    return Table(say(words, "Codes taken for each other"), "disagreement", columns, tuple(rows), selection=selection, notes=(note,))


def _named(spot: Spot, code: str) -> str:
    return " + ".join(sorted(_coders(spot, code)))


def _beside(
    found: Mapping[Pair, Sequence[Spot]], known: Mapping[str, Code], languages: tuple[str, ...], selection: Mapping[str, object], words: str
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for pair, spots in found.items():
        one, other = (known[id] for id in pair)
        for field in _FIELDS:
            texts = [in_language(getattr(code, field), languages) for code in (one, other)]
            rows.append((f"{one.id} · {other.id}", field, *texts, _advice(field, one, other, texts, spots, words=words)))
    columns = (
        column("codes", "code", language=words),
        column("field", "text", language=words, labels={name: label(name, words) for name in _FIELDS}),
        column("first", "text", language=words, word="of_first"),
        column("second", "text", language=words, word="of_second"),
        column("look", "text", language=words),
    )
    return Table(
        say(words, "What the codebook says of them"),
        "field",
        columns,
        tuple(rows),
        selection=selection,
        notes=(say(words, "Change a text with: qualcode codebook edit CODE --exclude nl=..., or join the codes: qualcode codebook join"),),
        group_by=1,
    )


def _advice(field: str, one: Code, other: Code, texts: Sequence[str], spots: Sequence[Spot], *, words: str) -> str:
    """What to look at in a field of two codes: a line that is missing, one that names the other code, words that both have or that were split on."""
    said = [
        *_of_field(field, one, other, texts[0], words),
        *_of_field(field, other, one, texts[1], words),
    ]
    own = [_telling(text) for text in texts]
    both = own[0].keys() & own[1].keys()
    if field != "exclude" and both:
        said.append(say(words, "both say: {words}", words=_first(own[0], both)))
    quoted = {word for spot in spots for coding in spot.codings for word in _telling(coding.quotation)}
    for code, mine in zip((one, other), own, strict=True):
        heard = (mine.keys() & quoted) - both
        if heard:
            said.append(say(words, "in the quotations, of {code}: {words}", code=code.id, words=_first(mine, heard)))
    return "; ".join(said)


def _of_field(field: str, code: Code, rival: Code, text: str, words: str) -> Iterator[str]:
    """What to look at in one code's text: there is none, or it does or does not say where the other code begins."""
    if not text and field == "exclude":
        yield say(words, "{code} has none: say where {rival} begins", code=code.id, rival=rival.id)
    elif not text:
        yield say(words, "{code} has none", code=code.id)
    elif field == "exclude" and _mentions(text, rival):
        yield say(words, "{code} names {rival}: is it clear enough?", code=code.id, rival=rival.id)
    elif field == "exclude":
        yield say(words, "{code} does not name {rival}: add when it is that", code=code.id, rival=rival.id)


def _mentions(text: str, code: Code) -> bool:
    """Whether a text names a code, by its id or by its label in any language."""
    there = fold(text)
    names = [code.id, *code.label.values()]
    return any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", there) for name in names if name)


def _telling(text: str) -> dict[str, str]:
    """The words of a text that say what it is about, by what they are without case and accents."""
    return {folded: word.lower() for word in words_of(text) if len(word) >= _LEAST and (folded := fold(word)) not in _small()}


@cache
def _small() -> frozenset[str]:
    """The words that say nothing of what a text is about, in the languages that we know."""
    return frozenset(fold(word) for code in tools.known() for word in tools.language(code).function_words)


def _first(known: Mapping[str, str], wanted: Iterable[str]) -> str:
    return ", ".join([known[word] for word in sorted(wanted)][:_NAMED])


def _split(found: Mapping[Pair, Sequence[Spot]], turns: Mapping[str, int], selection: Mapping[str, object], words: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for (one, other), spots in found.items():
        for spot in spots:
            longest = max((coding.quotation for coding in spot.codings if coding.code in {one, other}), key=len)
            who = f"{_named(spot, one)} · {_named(spot, other)}"
            rows.append((f"{one} · {other}", spot.key, spot.transcript, turns.get(spot.key), who, longest))
    columns = (
        column("codes", "code", language=words),
        column("id", "text", language=words),
        column("transcript", "text", language=words),
        column("turn", "number", language=words),
        column("coders", "text", language=words, word="who_has_which"),
        column("quotation", "text", language=words),
    )
    return Table(say(words, "The words they were split on"), "disagreement", columns, tuple(rows), selection=selection, group_by=1)
