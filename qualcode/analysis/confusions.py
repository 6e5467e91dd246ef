"""Codes that coders take for each other: how often, on which words, and which lines of the codebook are to be looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from qualcode.analysis._aligning import OTHER_CODE, Spot
from qualcode.languages import tools
from qualcode.model import Code, Codebook, in_language
from qualcode.table import Cell, Column, Table
from qualcode.text import fold, words

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
    spots: Sequence[Spot], book: Codebook, *, turns: Mapping[str, int], languages: tuple[str, ...], selection: Mapping[str, object]
) -> list[Table]:
    """Three tables: the pairs of codes that are confused, their definitions beside each other, and the words on which coders were split.

    `turns` is the number of the turn that each spot begins in, by its key.
    """
    found = pairs(spots)
    used = Counter(code for spot in spots for code in spot.codes)
    known = {code.id: code for code in book.codes}
    return [
        _summary(found, used, selection),
        _beside(found, known, languages, selection),
        _split(found, turns, selection),
    ]


def _summary(found: Mapping[Pair, Sequence[Spot]], used: Mapping[str, int], selection: Mapping[str, object]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for (one, other), spots in found.items():
        who = Counter(f"{_named(spot, one)}: {one}, {_named(spot, other)}: {other}" for spot in spots)
        ways = "; ".join(f"{said} ({number})" for said, number in sorted(who.items(), key=lambda item: (-item[1], item[0])))
        rows.append((one, other, len(spots), len(spots) / used[one], len(spots) / used[other], ways))
    columns = (
        Column("code", "code", "code"),
        Column("other", "taken for", "code"),
        Column("times", "times", "count"),
        Column("share", "of the first", "share"),
        Column("share_other", "of the second", "share"),
        Column("ways", "who said which", "text"),
    )
    note = "Of the passages that somebody gave the code, the share on which another has the other code instead, on nearly the same words."
    return Table("Codes taken for each other", "disagreement", columns, tuple(rows), selection=selection, notes=(note,))


def _named(spot: Spot, code: str) -> str:
    return " and ".join(sorted(_coders(spot, code)))


def _beside(
    found: Mapping[Pair, Sequence[Spot]], known: Mapping[str, Code], languages: tuple[str, ...], selection: Mapping[str, object]
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for pair, spots in found.items():
        one, other = (known[id] for id in pair)
        for field in _FIELDS:
            texts = [in_language(getattr(code, field), languages) for code in (one, other)]
            rows.append((f"{one.id} · {other.id}", field, *texts, _advice(field, one, other, texts, spots)))
    columns = (
        Column("codes", "codes", "code"),
        Column("field", "field", "text"),
        Column("first", "of the first", "text"),
        Column("second", "of the second", "text"),
        Column("look", "look at", "text"),
    )
    return Table(
        "What the codebook says of them",
        "field",
        columns,
        tuple(rows),
        selection=selection,
        notes=("Change a text with: qualcode codebook edit CODE --exclude nl=..., or join the codes: qualcode codebook join",),
        group_by=1,
    )


def _advice(field: str, one: Code, other: Code, texts: Sequence[str], spots: Sequence[Spot]) -> str:
    """What to look at in a field of two codes: a line that is missing, one that names the other code, words that both have or that were split on."""
    said: list[str] = []
    for code, rival, text in ((one, other, texts[0]), (other, one, texts[1])):
        if not text:
            said.append(f"{code.id} has none" + (f": say where {rival.id} begins" if field == "exclude" else ""))
        elif field == "exclude":
            named = _mentions(text, rival)
            said.append(
                f"{code.id} {'names' if named else 'does not name'} {rival.id}"
                + (": is it clear enough?" if named else ": add when it is that")
            )
    own = [_telling(text) for text in texts]
    both = own[0].keys() & own[1].keys()
    if field != "exclude" and both:
        said.append(f"both say: {_first(own[0], both)}")
    quoted = {word for spot in spots for coding in spot.codings for word in _telling(coding.quotation)}
    for code, mine in zip((one, other), own, strict=True):
        heard = (mine.keys() & quoted) - both
        if heard:
            said.append(f"in the quotations, of {code.id}: {_first(mine, heard)}")
    return "; ".join(said)


def _mentions(text: str, code: Code) -> bool:
    """Whether a text names a code, by its id or by its label in any language."""
    there = fold(text)
    names = [code.id, *code.label.values()]
    return any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", there) for name in names if name)


def _telling(text: str) -> dict[str, str]:
    """The words of a text that say what it is about, by what they are without case and accents."""
    return {folded: word.lower() for word in words(text) if len(word) >= _LEAST and (folded := fold(word)) not in _small()}


@cache
def _small() -> frozenset[str]:
    """The words that say nothing of what a text is about, in the languages that we know."""
    return frozenset(fold(word) for code in tools.known() for word in tools.language(code).function_words)


def _first(known: Mapping[str, str], wanted: Iterable[str]) -> str:
    return ", ".join([known[word] for word in sorted(wanted)][:_NAMED])


def _split(found: Mapping[Pair, Sequence[Spot]], turns: Mapping[str, int], selection: Mapping[str, object]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for (one, other), spots in found.items():
        for spot in spots:
            words = max((coding.quotation for coding in spot.codings if coding.code in {one, other}), key=len)
            rows.append(
                (f"{one} · {other}", spot.key, spot.transcript, turns.get(spot.key), f"{_named(spot, one)} · {_named(spot, other)}", words)
            )
    columns = (
        Column("codes", "codes", "code"),
        Column("id", "id", "text"),
        Column("transcript", "transcript", "text"),
        Column("turn", "turn", "number"),
        Column("coders", "who has which", "text"),
        Column("quotation", "quotation", "text"),
    )
    return Table("The words they were split on", "disagreement", columns, tuple(rows), selection=selection, group_by=1)
