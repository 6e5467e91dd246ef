"""What suggestions are worth in a project: suggesters tried on what has been coded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from qualcode.actions import learning, suggesting
from qualcode.actions.suggesting import Wish
from qualcode.errors import QualcodeError, unknown
from qualcode.model import Coder, Progress, no_progress
from qualcode.store import coders
from qualcode.store.database import Store
from qualcode.suggesters import _evaluation, _measures
from qualcode.suggesters._evaluation import Tried
from qualcode.suggesters._knowledge import Example, Knowledge
from qualcode.suggesters._measures import Figures
from qualcode.table import Cell, Column, Table

PARTS = ("language", "code", "coder")
"""What the figures can be split by."""

_LEAST = 10
"""Coded turns: with fewer nothing can be said."""

_FIGURES = (
    Column("turns", "turns", "count"),
    Column("given", "codes given", "count"),
    Column("shown", "shown", "count"),
    Column("right", "of these right", "count"),
    Column("micro_f1", "F1", "number"),
    Column("macro_f1", "F1, mean of codes", "number"),
    Column("precision_1", "best code right", "share"),
    Column("recall_3", "codes among best 3", "share"),
    Column("keys", "keys saved", "number"),
)
_OF_CODERS = (Column("coder", "coder", "text"), *_FIGURES)


def evaluate(
    store: Store,
    coder: Coder,
    wish: Wish,
    *,
    only: Sequence[str] = (),
    by: Sequence[str] = (),
    curve: bool = False,
    progress: Progress = no_progress,
) -> list[Table]:
    """A suggester, `keywords` and the most frequent code tried on what a coder has coded, by cross-validation over transcripts.

    `only`: judged for these codes and those below them, though all are learnt. Raises QualcodeError when there is too little to say anything, and for an unknown suggester or part.
    """
    suggester, unit = wish.suggester, wish.by
    suggesting.chosen(wish)
    for part in by:
        if part not in PARTS:
            raise unknown("part", part, PARTS)
    known = _known(store, coder, wish, only)
    check(known, coder)
    names = list(dict.fromkeys((_evaluation.MOST_FREQUENT, "keywords", suggester)))
    tries = {}
    for number, name in enumerate(names):
        progress(number, len(names), name)
        tries[name] = _evaluation.tried(name, known)
    tables = [_summary(tries, known, coder), _calibration(tries[suggester], suggester, coder)]
    if "language" in by:
        tables.append(_by_language(tries, coder))
    if "code" in by:
        tables.append(_by_code(tries[suggester], suggester, coder))
    if "coder" in by:
        tables.append(Table(f"By coder, each learnt from alone: {suggester}", "turn", _OF_CODERS, tuple(_coder_rows(store, wish, only))))
    if curve:
        tables.append(_curve(known, names, coder, progress))
    return tables if unit == "turn" else [_of_sentences(table) for table in tables]


def _known(store: Store, coder: Coder, wish: Wish, only: Sequence[str]) -> Knowledge:
    """What a coder's suggestions are learnt from, with what the suggester needs besides."""
    known = learning.knowledge(store, coder, by=wish.by, cached=False)
    return replace(known, settings=wish.settings or {}, only=learning.below(known.codes, only))


def _of_sentences(table: Table) -> Table:
    """A table that counts sentences where it said turns."""
    columns = tuple(replace(column, label=column.label.replace("turns", "sentences")) for column in table.columns)
    notes = tuple(note.replace("turn", "sentence") for note in table.notes)
    cautions = tuple(warning.replace("turns", "sentences") for warning in table.warnings)
    return replace(table, unit=table.unit.replace("turn", "sentence"), columns=columns, notes=notes, warnings=cautions)


def check(known: Knowledge, coder: Coder) -> None:
    """Raises QualcodeError when too little is coded to try suggestions on."""
    coded = sum(bool(one.codes) and one.whole for one in known.examples)
    if coded < _LEAST:
        raise QualcodeError(
            f"{coder.id} and the consensus have codes on {coded} turns: too few to try suggestions on.",
            f"Code {_LEAST} turns or more first; see how many there are with: qualcode coding list",
        )


def _cells(figures: Figures) -> tuple[Cell, ...]:
    counts = (figures.texts, figures.given, figures.shown, figures.right)
    return (*counts, figures.micro, figures.macro, figures.first, figures.third, figures.keys)


def warnings(known: Knowledge) -> tuple[str, ...]:
    """What makes figures about suggestions too good."""
    judged = [one for one in known.examples if one.whole]
    groups = {one.group for one in judged if one.codes}
    found = []
    if len(groups) < 2:
        found.append("All of it stands in one transcript: turns of one conversation are alike, so the figures are too good.")
    if not any(not one.codes for one in judged):
        found.append("Only turns with a code are judged, as no transcript is finished: wrong suggestions for others do not show.")
    return tuple(found)


def _summary(tries: dict[str, Tried], known: Knowledge, coder: Coder) -> Table:
    notes = (
        "Each suggester learns from some transcripts and suggests for the others, five times, until each turn was judged.",
        f"F1 is 2 x right / (given + shown). The mean of codes leaves out codes with fewer than {_measures.LITTLE} codings.",
        "Keys saved: typing a code's id until it is the only one, and Enter, against one key for each suggestion, right or wrong.",
    )
    columns = (Column("suggester", "suggester", "text"), *_FIGURES)
    rows = tuple((name, *_cells(each.figures())) for name, each in tries.items())
    return Table("What suggestions are worth", "turn", columns, rows, layer=coder.id, notes=notes, warnings=warnings(known))


def _by_language(tries: dict[str, Tried], coder: Coder) -> Table:
    columns = (Column("language", "language", "text"), Column("suggester", "suggester", "text"), *_FIGURES)
    rows = []
    for language in sorted({one.language for each in tries.values() for one in each.examples}):
        rows += [(language, name, *_cells(each.figures(_in(language)))) for name, each in tries.items()]
    return Table("By language of the turn", "turn", columns, tuple(rows), layer=coder.id, group_by=1)


def _in(language: str) -> Callable[[Example], bool]:
    return lambda example: example.language == language


def _by_code(tried: Tried, suggester: str, coder: Coder) -> Table:
    columns = (
        Column("code", "code", "code"),
        Column("given", "codings", "count"),
        Column("shown", "shown", "count"),
        Column("right", "of these right", "count"),
        Column("f1", "F1", "number"),
    )
    of_codes = zip(tried.codes, tried.figures().by_code, strict=True)
    rows = tuple((code, each.given, each.shown, each.right, each.f1) for code, each in of_codes if each.given or each.shown)
    notes = (f"Of codes with fewer than {_measures.LITTLE} codings no figure is given.",)
    return Table(f"By code: {suggester}", "turn", columns, rows, layer=coder.id, notes=notes)


def _calibration(tried: Tried, suggester: str, coder: Coder) -> Table:
    columns = (
        Column("from", "score from", "number"),
        Column("to", "to", "number"),
        Column("pairs", "turns x codes", "count"),
        Column("mean", "mean score", "number"),
        Column("right", "given", "count"),
        Column("share", "share given", "share"),
    )
    rows = tuple(
        (
            step.low,
            step.high,
            step.number,
            step.mean if step.number else None,
            step.right,
            step.right / step.number if step.number else None,
        )
        for step in tried.figures().calibration
    )
    notes = ("Where the share given is about the mean score, a score is the chance of being right.",)
    return Table(f"Scores and what they come to: {suggester}", "turn x code", columns, rows, layer=coder.id, notes=notes)


def _coder_rows(store: Store, wish: Wish, only: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for coder in coders.all_of(store):
        known = _known(store, coder, wish, only)
        if sum(bool(one.codes) for one in known.examples) >= _LEAST:
            yield (coder.id, *_cells(_evaluation.tried(wish.suggester, known).figures()))
        else:
            yield (coder.id, *[None] * len(_FIGURES))


def _curve(known: Knowledge, names: list[str], coder: Coder, progress: Progress) -> Table:
    coded = sum(bool(one.codes) for one in known.examples)
    # Four fifths of what is coded can be learnt from while the rest is judged.
    sizes = [size for size in _evaluation.SIZES if size <= 0.8 * coded]
    columns = (Column("learnt", "turns learnt from", "count"), *(Column(name.replace(" ", "_"), name, "number") for name in names))
    rows = []
    for number, size in enumerate(sizes):
        progress(number, len(sizes), f"learning from {size}")
        rows.append((size, *(_evaluation.tried(name, known, size=size).figures().micro for name in names)))
    notes = ("F1 over all turns and codes, by how many coded turns were learnt from; drawn once by chance.",)
    return Table("What more coding brings", "turn", columns, tuple(rows), layer=coder.id, notes=notes)
