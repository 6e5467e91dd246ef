"""What is held: one row per transcript."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis._asked import Asked, amount, columns_of
from qualcode.model import Study, Transcript
from qualcode.table import Column, Table

_WHICH = (Column("transcript", "transcript", "text"), Column("kind", "kind", "text"))
_SIZES = (
    Column("turns", "turns", "count"),
    Column("words", "words", "count"),
    Column("participants", "participants", "count"),
    Column("revision", "revision", "number"),
    Column("file", "file", "text"),
)


def transcripts(held: Sequence[Transcript], study: Study, *, asked: Asked) -> Table:
    """The transcripts in the order of their ids, with kind, every variable of the study, and the sizes of their texts.

    `words` are those of participants, and silent participants count too. A value that was not given is None.
    """
    ordered = sorted(held, key=lambda each: each.id)
    variables = columns_of(study.variables, asked, study, beside=(column.name for column in (*_WHICH, *_SIZES)))
    return Table(
        title="Transcripts",
        unit="transcript",
        columns=(*_WHICH, *variables, *_SIZES),
        rows=tuple(
            (
                each.id,
                each.kind,
                *(each.variables.get(name) for name in study.variables),
                each.turns,
                each.words,
                each.participants,
                each.revision,
                each.file_name,
            )
            for each in ordered
        ),
        selection=asked.selection.described(),
        notes=(f"{amount(len(ordered), 'transcript')}, {amount(sum(each.words for each in ordered), 'word')} of participants.",),
    )
