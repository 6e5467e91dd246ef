"""How many codes more and more groups show: saturation where codes came from the material, coverage where they were there before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.analysis._asked import Asked, chosen_codes, columns_of
from qualcode.analysis._cells import Key, named, places
from qualcode.analysis._rarefaction import DRAWS, ENUMERATED, SEED, chao2, extremes, new_information, rarefaction
from qualcode.analysis._rows import title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.counts import Base, Tally
from qualcode.model import Code, Codebook, Study
from qualcode.saying import amount, decimal
from qualcode.table import Cell, Kind, Table
from qualcode.wording import colon

BASE, RUN = 4, 2

_FIGURES: tuple[tuple[str, Kind], ...] = (
    ("units", "count"),
    ("codes_expected", "number"),
    ("codes_low", "count"),
    ("codes_high", "count"),
    ("codes_share", "share"),
    ("unit", "text"),
    ("codes_new", "count"),
    ("new_share", "share"),
)


def inductive(book: Codebook) -> tuple[Code, ...]:
    """The codes that came later than the codebook began, as far as it says since when they are there; none when nobody says."""
    said = [code.since for code in book.codes]
    first = min(said) if all(said) and said else ""
    return tuple(code for code in book.codes if code.since and code.since != first)


def saturation(
    tallies: Sequence[Tally],
    bases: Sequence[Base],
    book: Codebook,
    *,
    asked: Asked,
    study: Study | None = None,
    base: int = BASE,
    run: int = RUN,
) -> Table:
    """A row for each number of units (groups), in each cell: the codes that so many units show.

    The last dimension of `tallies` and `bases` is the unit, those before it are `asked.by`. `codes_expected` is the mean over all orders
    of the units, `codes_low` and `codes_high` the fewest and most of any order, `codes_share` the mean as a share of all codes seen.
    `unit` is the unit at that place in the order of ids, `codes_new` what it adds there, and `new_share` the new codes of the last `run`
    units by those of the first `base` (Guest, Namey & Chen 2020). Only codes that may be put on text count, and of a codebook that grew with
    the material only those that came with it.
    """
    grown = inductive(book)
    counted = {code.id for code in chosen_codes(book, asked) if code.codable} & (
        {code.id for code in grown} or {code.id for code in book.codes}
    )
    cells: dict[Key, dict[str, set[str]]] = {}
    for held in bases:
        cells.setdefault(held.key[:-1], {})[str(held.key[-1])] = set()
    for tally in tallies:
        if tally.code in counted and tally.segments:
            cells[tally.key[:-1]][str(tally.key[-1])].add(tally.code)
    order = [place.key for place in places((), [_size(key, units) for key, units in cells.items()], book, asked, study, empty=False)]
    title = ("Saturation", "Saturation by {by}") if grown else ("Coverage", "Coverage by {by}")
    head = tuple(column(each, kind, language=asked.words) for each, kind in _FIGURES)
    return Table(
        title=title_by(asked, *title, study, book),
        unit="code",
        columns=(*columns_of(asked.by, asked, study, book, beside=(each.name for each in head)), *head),
        rows=tuple((*key, *row) for key in order for row in _rows(cells[key], base, run)),
        layer=asked.layer,
        selection=asked.described(),
        notes=(*_explained(base, run, {key: cells[key] for key in order}, asked), _counted(grown, len(counted), asked.words)),
        warnings=tuple(_warnings(grown, cells, asked.words)),
        group_by=len(asked.by),
    )


def _size(key: Key, units: dict[str, set[str]]) -> Base:
    return Base(key, 0, 0, 0, len(units), tuple((id, 0) for id in units))


def _rows(units: dict[str, set[str]], base: int, run: int) -> Iterator[tuple[Cell, ...]]:
    ids = sorted(units)
    codes: set[str] = set()
    new = []
    for id in ids:
        new.append(len(units[id] - codes))
        codes |= units[id]
    mean = rarefaction([sum(code in unit for unit in units.values()) for code in sorted(codes)], len(ids))
    low, high = extremes([frozenset(units[id]) for id in ids])
    shares = new_information(new, base, run)
    for at, id in enumerate(ids):
        yield (at + 1, mean[at], low[at], high[at], mean[at] / len(codes) if codes else None, id, new[at], shares[at])


def _explained(base: int, run: int, cells: dict[Key, dict[str, set[str]]], asked: Asked) -> list[str]:
    words = asked.words
    mean = (
        "codes: the mean over all orders of the groups (exact rarefaction), with the fewest and the most of any order"
        " (of more than {most} groups, of {draws} orders drawn with seed {seed})."
    )
    new = "new codes: in the order of the ids, which is arbitrary. new in the run: those of {groups}, of the codes in the first {base}."
    notes = [
        say(words, mean, most=ENUMERATED, draws=DRAWS, seed=SEED),
        say(words, new, groups=amount(run, "group", words), base=base),
    ]
    for key, units in cells.items():
        codes = set().union(*units.values())
        estimate = chao2([sum(code in unit for unit in units.values()) for code in codes], len(units))
        where = colon(named(key, asked.by, asked), words) if key else ""
        text = (
            "{codes} in {groups}; Chao2 estimates {estimate} with those not seen yet." if estimate is not None else "{codes} in {groups}."
        )
        said = decimal(f"{estimate:.1f}", words) if estimate is not None else ""
        counts = {"codes": amount(len(codes), "code", words), "groups": amount(len(units), "group", words)}
        notes.append(where + say(words, text, estimate=said, **counts))
    return notes


def _counted(grown: Sequence[Code], number: int, words: str) -> str:
    text = (
        "Counted: {codes} that the codebook says came later than it began; those there from the beginning are left out."
        if grown
        else "Counted: {codes} that may be put on text; themes are not."
    )
    return say(words, text, codes=amount(number, "code", words))


def _warnings(grown: Sequence[Code], cells: dict[Key, dict[str, set[str]]], words: str) -> list[str]:
    few = min((len(units) for units in cells.values()), default=0)
    covered = "No code says that it came from the material (since): this is how much of the codebook is covered, not saturation."
    flat = "With {groups} a flat curve says little: the next group may be unlike all of them."
    return [
        *([] if grown else [say(words, covered)]),
        *([say(words, flat, groups=amount(few, "group", words))] if 0 < few < 10 else []),
    ]
