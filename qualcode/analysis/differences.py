"""How far two cells lie apart: shares of participants, mean rates of groups with an interval, and a test where the design allows one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from qualcode.analysis._asked import Asked, chosen_codes, code_label, value_labels
from qualcode.analysis._bootstrap import DRAWS as REDRAWN
from qualcode.analysis._bootstrap import LEAST, Rates, bootstrapped, enough
from qualcode.analysis._bootstrap import SEED as DRAW_SEED
from qualcode.analysis._cells import Key, Place, cell_name, places
from qualcode.analysis._design import p_text, smallest_p
from qualcode.analysis._permutation import DRAWS, MOST, SEED, permutation_p
from qualcode.analysis._rows import code_columns, coders_by_language, group_rates, mixture, title_by
from qualcode.analysis._saying import first, say
from qualcode.analysis._statistics import benjamini_hochberg, holm, odds_ratio, welch
from qualcode.analysis._words import column
from qualcode.analysis.compare import PAIRS, pair_text
from qualcode.counts import Base, Tally
from qualcode.errors import QualcodeError, unknown
from qualcode.model import UNSURE, Code, Codebook, Study
from qualcode.saying import thousands
from qualcode.table import Cell, Column, Kind, Table, without

LEVEL = 0.05
"""A test is made only where its smallest attainable p is not above this."""

_DRAWN = "rate_bootstrap"
"""The column that is there only where some cells have groups enough."""

_FIGURES: tuple[tuple[str, Kind, str | None], ...] = (
    ("groups_one_k", "count", "groups_one_n"),
    ("groups_one_n", "count", None),
    ("groups_other_k", "count", "groups_other_n"),
    ("groups_other_n", "count", None),
    ("participants_one_k", "count", "participants_one_n"),
    ("participants_one_n", "count", None),
    ("participants_other_k", "count", "participants_other_n"),
    ("participants_other_n", "count", None),
    ("share_difference", "share", None),
    ("odds_ratio", "number", None),
    ("rate_one", "rate", None),
    ("rate_other", "rate", None),
    ("rate_difference", "number", None),
    ("rate_interval", "interval", None),
    (_DRAWN, "interval", None),
    ("rate_ratio", "number", None),
    ("p", "number", None),
    ("p_adjusted", "number", None),
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two cells that are held, with the smallest p that their groups can give, and whether the same languages are spoken in them."""

    one: Place
    other: Place
    smallest: float
    alike: bool

    @property
    def bases(self) -> tuple[Base, Base]:
        assert self.one.base is not None
        assert self.other.base is not None
        return self.one.base, self.other.base

    @property
    def tested(self) -> bool:
        return self.alike and self.smallest <= LEVEL


def differences(tallies: Sequence[Tally], bases: Sequence[Base], book: Codebook, study: Study, *, asked: Asked, against: Key = ()) -> Table:
    """A row for each code that is used and each two cells that are held, or each cell and the one `against`.

    `share_difference` is the share of participants who voice the code in the first cell less that in the second, 0 to 1; rates are words
    coded per 1,000 words of participants, the mean of the groups; `rate_interval` is Welch's 95 % interval of their difference, with at
    least 3 groups in either cell and none in both; `rate_bootstrap` one by drawing whole groups again, where some cells have 6 groups; `p` is that of an exact permutation of groups. What the design does not allow is None.
    Raises QualcodeError for a cell `against` that is not held, and when there are not two cells.
    """
    held = [
        place for place in places(tallies, bases, book, asked, study, empty=False) if place.base and not {None, UNSURE} & set(place.key)
    ]
    pairs = [_paired(one, other, asked) for one, other in _chosen(held, against)]
    if not pairs:
        raise QualcodeError("There are no two cells to compare.", "Compare by something that has two values here, as in: --by region")
    counted = {(tally.code, tally.key): tally for tally in tallies}
    used = {tally.code for tally in tallies if tally.segments}
    codes = [code for code in chosen_codes(book, asked) if code.id in used or asked.all_codes]
    by_pair = [_compared(counted, codes, pair) for pair in pairs]
    rows = [rows[at] for at in range(len(codes)) for rows in by_pair]
    adjusted = _adjusted([row[-1] for row in rows], planned=bool(asked.selection.codes))
    keys = [(code.id, code_label(code, asked), cell_name(pair.one.key), cell_name(pair.other.key)) for code in codes for pair in pairs]
    table = Table(
        title=title_by(asked, "Differences", "Differences by {by}", study, book),
        unit="group",
        columns=_columns(held, study, book, asked),
        rows=tuple((*key, *row, p) for key, row, p in zip(keys, rows, adjusted, strict=True)),
        layer=asked.layer,
        selection=asked.described(),
        notes=(*_explained(pairs, adjusted, asked), *coders_by_language(asked)),
        warnings=tuple(_warnings(pairs, asked)),
        group_by=2,
    )
    return table if any(_drawable(pair) for pair in pairs) else without(table, {_DRAWN})


def _chosen(held: Sequence[Place], against: Key) -> Iterator[tuple[Place, Place]]:
    if not against:
        return combinations(held, 2)
    reference = next((place for place in held if place.key == against), None)
    if reference is None:
        raise unknown("cell", ",".join(map(str, against)), [",".join(map(str, place.key)) for place in held])
    return ((place, reference) for place in held if place is not reference)


def _paired(one: Place, other: Place, asked: Asked) -> _Pair:
    assert one.base is not None
    assert other.base is not None
    mine, theirs = ({id for id, _ in base.by_transcript} for base in (one.base, other.base))
    smallest = smallest_p(len(mine - theirs), len(theirs - mine), len(mine & theirs))
    return _Pair(one, other, smallest, mixture(one, asked) == mixture(other, asked))


def _drawable(pair: _Pair) -> bool:
    """Whether both cells have groups enough, with something said in them, to draw them again."""
    return enough(_by_group(pair, None, None))


def _rates(base: Base, tally: Tally | None) -> dict[str, float]:
    """The rate of each group whose participants say anything, by its id."""
    ids = [id for id, _ in sorted(base.by_transcript)]
    return {id: rate for id, rate in zip(ids, group_rates(base, tally), strict=True) if rate is not None}


def _compared(counted: Mapping[tuple[str, Key], Tally], codes: Sequence[Code], pair: _Pair) -> list[tuple[Cell, ...]]:
    """The figures of each code in two cells."""
    tallies = [tuple(counted.get((code.id, place.key)) for place in (pair.one, pair.other)) for code in codes]
    rates = [_by_group(pair, mine, theirs) for mine, theirs in tallies]
    drawn = bootstrapped(rates)
    return [_row(mine, theirs, pair, *found) for (mine, theirs), found in zip(tallies, zip(rates, drawn, strict=True), strict=True)]


def _by_group(pair: _Pair, mine: Tally | None, theirs: Tally | None) -> Rates:
    """The rates of the groups that stand in either cell, or in both."""
    one, other = (_rates(base, tally) for base, tally in zip(pair.bases, (mine, theirs), strict=True))
    shared = sorted({*one} & {*other})
    only = [tuple(rate for id, rate in rates.items() if id not in shared) for rates in (one, other)]
    return Rates(only[0], only[1], tuple((one[id], other[id]) for id in shared))


def _row(mine: Tally | None, theirs: Tally | None, pair: _Pair, rates: Rates, drawn: tuple[float, float] | None) -> tuple[Cell, ...]:
    bases = pair.bases
    k = [tally.participants if tally else 0 for tally in (mine, theirs)]
    n = [base.participants for base in bases]
    sides = [[*rates.one, *(a for a, _ in rates.pairs)], [*rates.other, *(b for _, b in rates.pairs)]]
    means = [fmean(side) if side else None for side in sides]
    apart = means[0] - means[1] if means[0] is not None and means[1] is not None else None
    return (
        mine.transcripts if mine else 0,
        bases[0].transcripts,
        theirs.transcripts if theirs else 0,
        bases[1].transcripts,
        k[0],
        n[0],
        k[1],
        n[1],
        k[0] / n[0] - k[1] / n[1] if n[0] and n[1] else None,
        odds_ratio(k[0], n[0], k[1], n[1]),
        *means,
        apart,
        None if rates.pairs else welch(rates.one, rates.other),
        drawn,
        means[0] / means[1] if means[0] is not None and means[1] else None,
        permutation_p(rates.one, rates.other, rates.pairs) if pair.tested and apart is not None else None,
    )


def _adjusted(ps: Sequence[Cell], *, planned: bool) -> list[float | None]:
    known = [p for p in ps if isinstance(p, float)]
    corrected = iter((holm if planned else benjamini_hochberg)(known))
    return [next(corrected) if isinstance(p, float) else None for p in ps]


def _columns(held: Sequence[Place], study: Study, book: Codebook, asked: Asked) -> tuple[Column, ...]:
    words = [value_labels(name, asked, study, book) for name in asked.by]
    labels = {
        cell_name(place.key): " x ".join(known.get(str(value), str(value)) for value, known in zip(place.key, words, strict=True))
        for place in held
    }
    return (
        *code_columns(asked.words),
        column("one", "text", language=asked.words, labels=labels),
        column("other", "text", language=asked.words, labels=labels),
        *(column(name, kind, of=of, language=asked.words) for name, kind, of in _FIGURES),
    )


def _explained(pairs: Sequence[_Pair], adjusted: Sequence[float | None], asked: Asked) -> list[str]:
    words = asked.words
    best = min(pair.smallest for pair in pairs)
    made = sum(p is not None for p in adjusted)
    notes = [
        say(words, "Groups are the units. difference of shares: of participants who voice the code, first cell less second, in points."),
        say(words, "odds ratio: of those shares, with .5 added to each number (Haldane); a description, without a test."),
        say(words, "mean rate: words coded per 1,000 words of participants, the mean of the groups; their difference and ratio."),
        say(
            words,
            "95 % interval: of the difference of mean rates, Welch's t; exploratory, with 3 groups or more in either cell and none in both.",
        ),
        say(words, "Smallest p that an exact permutation of the groups could reach here: {p}.", p=p_text(best, words)),
    ]
    if any(_drawable(pair) for pair in pairs):
        text = (
            "bootstrap interval: 95 %, of the same difference, by drawing whole groups again ({draws} draws, seed {seed}); exploratory,"
            " with {least} groups or more in either cell, and with so few groups somewhat too short."
        )
        notes.insert(-1, say(words, text, draws=thousands(REDRAWN, words), seed=DRAW_SEED, least=LEAST))
    if made:
        planned = bool(asked.selection.codes)
        way = "Holm (codes that were chosen beforehand)" if planned else "Benjamini and Hochberg (all codes)"
        text = (
            "p: {made} permutation tests on the rates of groups, made only where p can be .05 or less; adjusted by {way}."
            " All arrangements up to {most}, of more {draws} drawn (seed {seed})."
        )
        most, draws = thousands(MOST, words), thousands(DRAWS, words)
        notes.append(say(words, text, made=made, way=say(words, way), most=most, draws=draws, seed=SEED))
    return notes


def _warnings(pairs: Sequence[_Pair], asked: Asked) -> list[str]:
    words = asked.words
    few = [pair_text(pair.one.key, pair.other.key, asked, pair.smallest) for pair in pairs if pair.smallest > LEVEL]
    unlike = [pair_text(pair.one.key, pair.other.key, asked) for pair in pairs if not pair.alike]
    found = []
    if few:
        text = "No test, for so few groups cannot show a difference (smallest attainable p in parentheses): {pairs}."
        found.append(say(words, text, pairs=first(few, PAIRS, words, "; ")))
    if unlike:
        text = (
            "Not in the same languages, so that rates differ by language too and are not tested: {pairs}."
            " Ratios of rates between 0.9 and 1.1 show no difference; read groups and participants first."
        )
        found.append(say(words, text, pairs=first(unlike, PAIRS, words, "; ")))
    return found
