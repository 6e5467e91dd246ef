"""How far coders agree: on everything, on each code, and two by two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from qualcode.agreed import OfCode, Overall
from qualcode.analysis._agreement import Compared, cautions, convention, intervals, labels, ordered, shown_codes, where
from qualcode.analysis._asked import Asked, chosen_codes, code_names, columns_of
from qualcode.analysis._cells import named
from qualcode.analysis._rows import code_columns, title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column, label
from qualcode.model import Codebook, Study
from qualcode.table import Cell, Column, Table

_FEW = 10
_RARE = 0.9
_HIGH, _LOW = 0.8, 0.667
_FLAGS = ("few", "no variation", "prevalence", "boundary")


def overall(found: Sequence[Overall], book: Codebook, study: Study, *, asked: Asked, to: Compared, marked: Mapping[str, int]) -> Table:
    """A row for each cell: alpha of whole sets of codes with its interval, and the middle, lowest and highest of the codes' alphas."""
    cells = {each.key: each for each in found}
    keys = ordered(cells, book, asked, study)
    head = (column("transcripts", "count", language=asked.words),)
    figures = _overall_columns(asked, book)
    named_sets = [(named(each.key, asked.by, asked) or say(asked.words, "all"), each.sets) for each in found]
    return Table(
        title=title_by(asked, "Agreement of {coders}", "Agreement of {coders} by {by}", study, book, coders=to.names),
        unit=to.noun,
        columns=(*columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *head, *figures),
        rows=tuple((*key, cells[key].transcripts, *_overall_cells(cells[key])) for key in keys),
        selection=asked.described(),
        notes=(*where(to, asked.words), *_of_sets(asked.words), *intervals(to, named_sets, asked.words), convention(asked.words)),
        warnings=(*cautions(to, {key: cells[key].units for key in keys}, marked, asked), *_too_many(found, to, asked.words)),
    )


def _overall_columns(asked: Asked, book: Codebook) -> tuple[Column, ...]:
    words = asked.words
    of_codes = labels(book, asked)
    return (
        column("units", "count", language=words, word="units_compared"),
        column("alpha", "number", language=words, word="alpha_sets"),
        column("alpha_interval", "interval", language=words),
        column("alpha_median", "number", language=words),
        column("alpha_range", "interval", language=words),
        column("lowest", "code", language=words, labels=of_codes),
        column("codes_k", "count", of="codes_n", language=words, word="codes_defined"),
        column("codes_n", "count", language=words, word="codes_used"),
        column("f1", "number", language=words),
    )


def _overall_cells(found: Overall) -> tuple[Cell, ...]:
    known = {code: alpha for code, alpha in found.alphas.items() if alpha is not None}
    return (
        found.units,
        found.sets.value,
        found.sets.ends,
        median(known.values()) if known else None,
        (min(known.values()), max(known.values())) if known else None,
        min(known, key=known.__getitem__) if known else None,
        len(known),
        len(found.alphas),
        found.f1,
    )


def _of_sets(words: str) -> list[str]:
    return [
        say(
            words,
            "alpha (sets): Krippendorff's alpha of the whole set of codes on each unit, with MASI distance 1 - J x M (Passonneau 2006):"
            " 1 is agreement, 0 what chance would give.",
        ),
        say(
            words,
            "median, range: of the alphas of the codes that any of them used and whose alpha is defined; never weighted by how often a code occurs.",
        ),
        say(words, "F1: of all codes pooled, twice the units of both by those of each together."),
    ]


def _too_many(found: Sequence[Overall], to: Compared, words: str) -> list[str]:
    if to.draws and any(each.sets.value is not None and each.sets.ends is None and each.sets.draws for each in found):
        return [say(words, "There are too many different sets of codes for an interval of the alpha of sets; those of the codes stand.")]
    return []


def pairs(found: Sequence[Overall], book: Codebook, study: Study, *, asked: Asked, to: Compared) -> Table:
    """A row for each two coders and each cell, as `overall`."""
    keys = ordered({each.key for each in found}, book, asked, study)
    head = (column("coder", "text", language=asked.words), column("with", "text", language=asked.words))
    figures = (column("transcripts", "count", language=asked.words), *_overall_columns(asked, book))
    rank = {key: at for at, key in enumerate(keys)}
    rows = sorted(found, key=lambda each: (each.coders, rank[each.key]))
    return Table(
        title=title_by(asked, "Agreement of each two coders", "Agreement of each two coders by {by}", study, book),
        unit=to.noun,
        columns=(*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures),
        rows=tuple((*(to.coders[place] for place in each.coders), *each.key, each.transcripts, *_overall_cells(each)) for each in rows),
        selection=asked.described(),
        notes=(
            *where(to, asked.words),
            *_of_sets(asked.words),
            *intervals(to, [(_pair(each, asked, to), each.sets) for each in rows], asked.words),
            convention(asked.words),
        ),
        warnings=tuple(_too_many(found, to, asked.words)),
        group_by=2,
    )


def matrix(found: Sequence[Overall], book: Codebook, study: Study, *, asked: Asked, to: Compared) -> Table:
    """Coders by coders, in each cell: alpha of whole sets of codes of each two; of a coder with herself it is not defined."""
    words = asked.words
    of_pair = {(each.key, to.coders[each.coders[0]], to.coders[each.coders[1]]): each.sets.value for each in found}
    either = of_pair | {(key, other, one): value for (key, one, other), value in of_pair.items()}
    keys = ordered({each.key for each in found}, book, asked, study)
    head = (column("coder", "text", language=words),)
    cells = tuple(Column(f"alpha_{coder}", coder, "number") for coder in to.coders)
    return Table(
        title=title_by(asked, "Agreement of coders by coders", "Agreement of coders by coders and {by}", study, book),
        unit=to.noun,
        columns=(*columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *cells))), *head, *cells),
        rows=tuple((*key, one, *(either.get((key, one, other)) for other in to.coders)) for key in keys for one in to.coders),
        selection=asked.described(),
        notes=(*where(to, words), _of_sets(words)[0]),
        group_by=len(asked.by),
    )


def _pair(each: Overall, asked: Asked, to: Compared) -> str:
    return " ".join([*(to.coders[place] for place in each.coders), named(each.key, asked.by, asked)]).strip()


def codes(
    found: Sequence[OfCode], book: Codebook, study: Study, *, asked: Asked, to: Compared, marked: Mapping[str, int], alone: bool
) -> Table:
    """A row for each code that any coder used, and each cell: who gave it to how many units, how far they agree, and what the figures rest on.

    `alone`: no table of `overall` stands above it, whose warnings hold here too.
    """
    by_place = {(each.code, each.key): each for each in found}
    keys = ordered({each.key for each in found}, book, asked, study)
    used = {each.code for each in found if any(each.marked)}
    shown = shown_codes(chosen_codes(book, asked), used, asked)
    names = labels(book, asked)
    rows = [(names[code], by_place[code, key]) for code in shown for key in keys if (code, key) in by_place]
    also = list(rows[0][1].also) if rows else []
    columns = _code_columns(to, asked, also, {_flagged(each, to) for _, each in rows})
    head = code_columns(asked.words)
    return Table(
        title=title_by(asked, "Agreement by code", "Agreement by code and {by}", study, book),
        unit=to.noun,
        columns=(*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *columns))), *columns),
        rows=tuple((each.code, name, *each.key, *_code_cells(each, also, _flagged(each, to))) for name, each in rows),
        selection=asked.described(),
        notes=(
            *where(to, asked.words),
            *_of_codes(to, also, asked.words),
            *intervals(to, [(_place(each, asked), each.alpha) for _, each in rows], asked.words),
            convention(asked.words),
            *_unused(shown, book, asked),
        ),
        warnings=tuple(cautions(to, {each.key: each.units for each in found}, marked, asked)) if alone else (),
        group_by=2,
    )


def _place(each: OfCode, asked: Asked) -> str:
    return f"{each.code} ({named(each.key, asked.by, asked)})" if each.key else each.code


def _code_columns(to: Compared, asked: Asked, also: Sequence[str], flags: set[str]) -> tuple[Column, ...]:
    two = len(to.coders) == 2
    words = asked.words
    return (
        *(Column(f"n_{coder}", coder, "count") for coder in to.coders),
        column("everyone", "count", language=words, word="both" if two else "all_coders"),
        column("some", "count", language=words, word="only_one" if two else "some_coders"),
        column("nobody", "count", language=words, word="neither" if two else "no_coder"),
        column("percent", "share", language=words),
        column("f1", "number", language=words),
        column("alpha", "number", language=words),
        column("alpha_interval", "interval", language=words),
        column("ac1", "number", language=words),
        *(Column(name, name, "number") for name in also),
        Column(
            "flags",
            label("flags", words),
            "text",
            labels={said: ", ".join(label(f"flag {one}", words) for one in said.split(", ") if one) for said in flags},
        ),
    )


def _code_cells(each: OfCode, also: Sequence[str], flags: str) -> tuple[Cell, ...]:
    return (
        *each.marked,
        each.everyone,
        each.some,
        each.nobody,
        each.percent,
        each.f1,
        each.alpha.value,
        each.alpha.ends,
        each.ac1,
        *(each.also[name] for name in also),
        flags,
    )


def _flagged(each: OfCode, to: Compared) -> str:
    """What the figures of a code rest on."""
    holds = {
        "few": to.unit != "char" and any(number < _FEW for number in each.marked),
        "no variation": each.alpha.value is None,
        "prevalence": each.units > 0 and each.nobody > _RARE * each.units,
        "boundary": (each.alpha.value or 0) >= _HIGH and each.characters is not None and each.characters < _LOW and to.unit != "char",
    }
    return ", ".join(flag for flag in _FLAGS if holds[flag])


def _of_codes(to: Compared, also: Sequence[str], words: str) -> list[str]:
    marked = (
        "Below each coder: units with the code. both, only one, neither: units that both, one or none of the coders gave it."
        if len(to.coders) == 2
        else "Below each coder: units with the code. all, some, none: units that all, some or none of the coders who have finished them gave it."
    )
    notes = [
        say(words, marked),
        say(
            words,
            "agree: pairs of coders who say the same of a unit; units without the code make most of it, so never read it alone."
            " F1: twice the units of both, by those of each together; it leaves units without the code aside.",
        ),
        say(
            words,
            "alpha: Krippendorff's, nominal, code or not: 1 is agreement, 0 what chance would give."
            " AC1: Gwet's; where a code is rare it is high even if nobody agrees on where it is.",
        ),
        say(
            words,
            "few = fewer than {few} units with the code from a coder; no variation = alpha is not defined; prevalence = over 90 % of units are"
            " without the code: read F1; boundary = alpha is .800 or more, and kappa on characters below .667: coders mark the same units, not"
            " the same stretches.",
            few=_FEW,
        ),
    ]
    if "kappa" in also:
        kappa = (
            "kappa: Cohen's (of more than two coders Conger's), on the units of all transcripts together, never a mean over transcripts."
        )
        notes.append(say(words, kappa))
    return notes


def _unused(shown: Sequence[str], book: Codebook, asked: Asked) -> list[str]:
    left = [code.id for code in chosen_codes(book, asked) if code.codable and code.id not in shown]
    return [say(asked.words, "Codes that none of them used here (no row): {codes}.", codes=code_names(left, book, asked))] if left else []
