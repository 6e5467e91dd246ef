"""How far the spans of coders agree: where passages begin and end, code by code, and which code of a theme they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualcode.agreed import Key, OfSpans, OfTheme
from qualcode.analysis._agreement import Compared, labels, ordered, where
from qualcode.analysis._asked import Asked, chosen_codes, columns_of
from qualcode.analysis._rows import code_columns, title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.model import Code, Codebook, Study
from qualcode.table import Cell, Column, Table


def spans(found: Sequence[OfSpans], book: Codebook, study: Study, *, asked: Asked, to: Compared) -> Table:
    """A row for each code that any coder used, and each cell: |u-alpha, F1 and kappa on characters, and how far edges lie apart."""
    words = asked.words
    figures = (
        *(Column(f"spans_{coder}", coder, "count") for coder in to.coders),
        column("matched", "count", language=words),
        column("bar_u_alpha", "number", language=words),
        column("character_f1", "number", language=words),
        column("character_kappa", "number", language=words),
        column("start_shift", "number", language=words),
        column("end_shift", "number", language=words),
        column("ku_alpha", "number", language=words),
        column("ku_coverage", "share", language=words),
    )
    rows = {
        (one.code, one.key): (*one.spans, one.matched, one.bar_u, one.f1, one.kappa, one.start, one.end, one.ku, one.coverage)
        for one in found
    }
    table = _table(rows, chosen_codes(book, asked), figures, book, study, asked=asked, to=to)
    title = title_by(asked, "Agreement on spans by code", "Agreement on spans by code and {by}", study, book)
    return replace(table, title=title, notes=(*table.notes, *_of_spans(words)))


def themes(found: Sequence[OfTheme], book: Codebook, study: Study, *, asked: Asked, to: Compared) -> Table:
    """A row for each theme of two codes or more in use, and each cell: u-alpha, |u-alpha, cu-alpha with its coverage."""
    words = asked.words
    figures = (
        column("codes", "count", language=words, word="codes_used"),
        column("spans", "count", language=words),
        column("overlaps", "count", language=words),
        column("u_alpha", "number", language=words),
        column("bar_u_alpha", "number", language=words),
        column("cu_alpha", "number", language=words),
        column("coverage", "share", language=words),
    )
    rows = {(one.theme, one.key): (one.codes, one.spans, one.overlaps, one.u, one.bar_u, one.cu, one.coverage) for one in found}
    table = _table(rows, book.codes, figures, book, study, asked=asked, to=to)
    title = title_by(asked, "Agreement on spans by theme", "Agreement on spans by theme and {by}", study, book)
    return replace(table, title=title, notes=(*table.notes, *_of_themes(words)))


def _table(
    found: Mapping[tuple[str, Key], tuple[Cell, ...]],
    shown: Sequence[Code],
    figures: tuple[Column, ...],
    book: Codebook,
    study: Study,
    *,
    asked: Asked,
    to: Compared,
) -> Table:
    """A row for each of some codes and each cell that there are figures of, in this order, without a title."""
    names = labels(book, asked)
    head = code_columns(asked.words)
    keys = ordered({key for _, key in found}, book, asked, study)
    return Table(
        title="",
        unit="character",
        columns=(*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures),
        rows=tuple((code.id, names[code.id], *key, *found[code.id, key]) for code in shown for key in keys if (code.id, key) in found),
        selection=asked.described(),
        notes=tuple(where(replace(to, unit="char"), asked.words)),
        warnings=_without_some(to, asked.words),
        group_by=2,
    )


def _of_spans(words: str) -> list[str]:
    return [
        say(words, "Below each coder: spans, those of one code that overlap made one; spans that only touch are two."),
        say(
            words,
            "matched: pairs of spans of two coders that are each other's; beginning, end: by how many words theirs lie apart (the median).",
        ),
        say(
            words,
            "|u-alpha: Krippendorff's, of what is marked with the code and what is not (Krippendorff et al. 2016): 1 is agreement, 0 chance."
            " F1 and kappa are on characters, which are not independent; kappa as in NVivo, but on all transcripts together.",
        ),
        say(
            words,
            "(k)u-alpha: where a coder gave the code and another any code of the theme, how far it is the same; coverage: how much of what is"
            " marked with the code another marked too. Not defined where codes of the theme overlap in one coder's hand.",
        ),
    ]


def _of_themes(words: str) -> list[str]:
    return [
        say(
            words,
            "u-alpha: of where the spans of a theme stand and which of its codes they have; |u-alpha: of where they stand; cu-alpha: of which"
            " code they have, where pairs of coders both marked something, which is the coverage (Krippendorff et al. 2016).",
        ),
        say(
            words,
            "They need codes that exclude each other: overlaps counts the spans of one coder that begin on one with another code of the theme,"
            " and where there are any, nothing is defined.",
        ),
    ]


def _without_some(to: Compared, words: str) -> tuple[str, ...]:
    return (say(words, "Spans count in those transcripts only that all of the coders have finished."),) if to.partial else ()
