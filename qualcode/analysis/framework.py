"""The framework matrix: a row for each case and a column for each code, with what was written of it and the quotations under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis._asked import Asked, code_label, columns_of
from qualcode.analysis._cells import Key, places
from qualcode.analysis._rows import code_columns, title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import cell_labels, column
from qualcode.counts import Base
from qualcode.model import Code, Codebook, Study
from qualcode.table import Cell, Column, Table

STALE = "stale"
SHOWN = 8
"""How many characters of a coding's id are shown: its last ones, as `coding list` takes them."""


@dataclass(frozen=True, slots=True)
class Cellful:
    """What a cell holds: the summary (empty: none yet), whether its codings have changed since, and the ids of the codings there now."""

    summary: str = ""
    stale: bool = False
    codings: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """`stale`, `written`, or empty where nobody has written anything yet."""
        return (STALE if self.stale else "written") if self.summary else ""


def framework(
    cells: Mapping[tuple[Key, str], Cellful], bases: Sequence[Base], book: Codebook, study: Study, *, asked: Asked, codes: Sequence[Code]
) -> Table:
    """A row for each case (a cell of `asked.by` that is held) and a column for each code: the summary, how many quotations, and their ids.

    A summary whose codings have changed since it was written is marked as stale. None where there is neither summary nor coding.
    """
    held = [place for place in places((), bases, book, asked, study, empty=False) if place.base]
    dimensions = columns_of(asked.by, asked, study, book, beside=(code.id for code in codes))
    found = [[cells.get((place.key, code.id), Cellful()) for code in codes] for place in held]
    stale = sum(each.stale for row in found for each in row)
    return Table(
        title=title_by(asked, "Framework", "Framework by {by}", study, book),
        unit="coding",
        columns=(*dimensions, *(Column(code.id, code_label(code, asked), "text") for code in codes)),
        rows=tuple((*place.key, *(_text(each, asked.words) for each in row)) for place, row in zip(held, found, strict=True)),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            say(
                asked.words,
                "In the cells: what was written of the code in the case, and in brackets how many codings stand there, with their ids.",
            ),
            say(asked.words, "Write with: qualcode summaries write CODE TEXT --case NAME=VALUE"),
        ),
        warnings=(_outdated(stale, asked.words),) if stale else (),
        group_by=max(0, len(asked.by) - 1),
    )


def _outdated(number: int, words: str) -> str:
    one = "1 summary is to be read again (stale): the codings have changed since it was written."
    return say(
        words,
        one if number == 1 else "{n} summaries are to be read again (stale): the codings have changed since it was written.",
        n=number,
    )


def _text(cell: Cellful, words: str) -> str | None:
    parts = [cell.summary] if cell.summary else []
    if cell.codings:
        parts.append(f"[{len(cell.codings)}: {' '.join(id[-SHOWN:] for id in cell.codings)}]")
    return " ".join([*parts, *([f"({cell_labels('state', words)[STALE]})"] if cell.stale else [])]) or None


def summaries(found: Iterable[tuple[str, str, Mapping[str, str], Cellful]], book: Codebook, *, asked: Asked) -> Table:
    """A row for each summary: its code, its layer, its case, the text, how many codings stand there now, and whether it is stale."""
    labels = {code.id: code_label(code, asked) for code in book.codes}
    rows: list[tuple[Cell, ...]] = []
    for code, layer, case, cell in found:
        said = ", ".join(f"{name}={value}" for name, value in case.items())
        rows.append((code, labels.get(code, ""), layer, said, cell.summary, len(cell.codings), cell.state))
    return Table(
        title=say(asked.words, "Summaries"),
        unit="summary",
        columns=(
            *code_columns(asked.words),
            column("layer", "text", language=asked.words),
            column("case", "text", language=asked.words),
            column("summary", "text", language=asked.words),
            column("codings", "count", language=asked.words),
            column("state", "text", language=asked.words),
        ),
        rows=tuple(rows),
        notes=(say(asked.words, "stale: the codings of that code, or one below it, in that case have changed since it was written."),),
        group_by=2,
    )
