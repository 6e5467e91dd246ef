"""What is held: one row per transcript."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis._asked import Asked, columns_of
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.model import Study, Transcript
from qualcode.saying import amount
from qualcode.table import Kind, Table

_WHICH: tuple[tuple[str, Kind], ...] = (("transcript", "text"), ("kind", "text"))
_SIZES: tuple[tuple[str, Kind], ...] = (
    ("turns", "count"),
    ("words", "count"),
    ("participants", "count"),
    ("revision", "number"),
    ("file", "text"),
)


def transcripts(held: Sequence[Transcript], study: Study, *, asked: Asked) -> Table:
    """The transcripts in the order of their ids, with kind, every variable of the study, and the sizes of their texts.

    `words` are those of participants, and silent participants count too. A value that was not given is None.
    """
    ordered = sorted(held, key=lambda each: each.id)
    which, sizes = (tuple(column(name, kind, language=asked.words) for name, kind in part) for part in (_WHICH, _SIZES))
    variables = columns_of(study.variables, asked, study, beside=(each.name for each in (*which, *sizes)))
    number = amount(len(ordered), "transcript", asked.words)
    words = amount(sum(each.words for each in ordered), "word", asked.words)
    return Table(
        title=say(asked.words, "Transcripts"),
        unit="transcript",
        columns=(*which, *variables, *sizes),
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
        selection=asked.described(),
        notes=(say(asked.words, "{transcripts}, {words} of participants.", transcripts=number, words=words),),
    )
