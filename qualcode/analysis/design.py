"""The design of the study: what was planned in each cell, and what is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product

from qualcode.analysis._asked import Asked, columns_of
from qualcode.analysis._cells import Key, named
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.model import Study, Transcript
from qualcode.table import Cell, Table


def dimensions(study: Study) -> tuple[str, ...]:
    """What the cells of the design are made of: kind, phase, and the variables that a plan crosses (all of them where there is none)."""
    crossed = [name for planned in study.planned for name in planned.cross] if study.planned else list(study.variables)
    return ("kind", "phase", *dict.fromkeys(name for name in crossed if name != "phase"))


def held_cells(study: Study, transcripts: Iterable[Transcript]) -> dict[Key, int]:
    """How many transcripts are held in each cell of `dimensions(study)`; None where a transcript is not tagged."""
    names = dimensions(study)[1:]
    return dict(Counter((each.kind, *(each.variables.get(name) for name in names)) for each in transcripts))


def design(study: Study, held: Mapping[Key, int], *, asked: Asked) -> Table:
    """Planned and held transcripts in each cell; `held` is by `dimensions(study)`.

    Every planned cell has a row, empty ones too: where a plan does not cross a variable, its cell there is None and all values count.
    What is held beyond the plan follows, with 0 planned. Without any plan, `planned` is None. Warnings name what is missing.
    """
    names = dimensions(study)
    rows: list[tuple[Key, int | None]] = list(_planned_cells(study, names))
    beyond = [key for key in held if not any(_within(key, cell) for cell, _ in rows)]
    rows += [(key, 0 if study.planned else None) for key in sorted(beyond, key=lambda key: [(value is None, value or "") for value in key])]
    counted: list[tuple[Key, int | None, int]] = []
    for key, planned in rows:
        there = held.get(key, 0) if key in beyond else sum(number for cell, number in held.items() if _within(cell, key))
        counted.append((key, planned, there))
    return Table(
        title=say(asked.words, "Design"),
        unit="transcript",
        columns=(
            *columns_of(names, asked, study, beside=("held", "planned")),
            column("held", "count", language=asked.words),
            column("planned", "count", language=asked.words),
        ),
        rows=tuple(_row(key, planned, there) for key, planned, there in counted),
        selection=asked.described(),
        notes=(_sums(sum(held.values()), sum(planned or 0 for _, planned in rows) if study.planned else None, asked),),
        warnings=_missing(counted, names, asked),
        group_by=2,
    )


def _sums(held: int, planned: int | None, asked: Asked) -> str:
    if planned is None:
        return say(asked.words, "The study declares no plan, so that nothing can be missing from it.")
    return say(asked.words, "{held} held, {planned} planned.", held=held, planned=planned)


def _row(key: Key, planned: int | None, there: int) -> tuple[Cell, ...]:
    return (*key, there, planned)


def _planned_cells(study: Study, names: tuple[str, ...]) -> Iterable[tuple[Key, int]]:
    """The cells that a plan asks for, in the order of the study; None for a variable that it does not cross."""
    cells: dict[Key, int] = {}
    for planned in study.planned:
        for values in product(*(study.variables[name].values for name in planned.cross)):
            given = {"kind": planned.kind, "phase": planned.phase, **dict(zip(planned.cross, values, strict=True))}
            key = tuple(given.get(name) for name in names)
            cells[key] = cells.get(key, 0) + planned.per_cell
    return cells.items()


def _within(key: Key, cell: Key) -> bool:
    return all(wanted in {None, value} for value, wanted in zip(key, cell, strict=True))


def _missing(counted: Iterable[tuple[Key, int | None, int]], names: tuple[str, ...], asked: Asked) -> tuple[str, ...]:
    words = asked.words
    short = [(_known(key, names, asked), planned, there) for key, planned, there in counted if planned and there < planned]
    none = [cell + say(words, " (planned {planned})", planned=planned) for cell, planned, there in short if not there]
    fewer = [cell + say(words, " ({there} of {planned})", there=there, planned=planned) for cell, planned, there in short if there]
    return (
        *((say(words, "No transcript held in: {cells}.", cells=", ".join(none)),) if none else ()),
        *((say(words, "Fewer than planned in: {cells}.", cells=", ".join(fewer)),) if fewer else ()),
    )


def _known(key: Key, names: tuple[str, ...], asked: Asked) -> str:
    """A cell by what is known of it."""
    known = [(value, name) for value, name in zip(key, names, strict=True) if value is not None]
    return named(tuple(value for value, _ in known), [name for _, name in known], asked)
