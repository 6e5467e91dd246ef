"""What is most like a coded passage: other passages, how like they are, by which words, and what they are coded with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis._asked import Asked, heading, value_labels
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.model import Coding
from qualcode.table import Column, Table
from qualcode.text import beginning

_EXPLAINED = "Of each turn the sentence that is most alike; 1 would be the same words. The codes are those of the layer of the coding."
_LEFT_OUT = "The {shown} most alike of {number} are listed (--limit 0 lists all)."
_QUOTED = 60  # characters of the coding in the title


@dataclass(frozen=True, slots=True)
class Alike:
    """A passage that is like a coding, how like from 0 to 1, and the words in it that make it so."""

    transcript: str
    turn: int
    speaker: str
    language: str
    text: str
    likeness: float
    words: tuple[str, ...]
    codes: tuple[str, ...]


def likeness(passages: Sequence[Alike], coding: Coding, *, asked: Asked, layer: str, limit: int = 0) -> Table:
    """The passages that are most like a coding, one of each turn, the most alike first; `limit` 0 lists all."""
    shown = passages[:limit] if limit else passages
    return Table(
        title=say(asked.words, "Like “{words}” ({code})", words=beginning(" ".join(coding.quotation.split()), _QUOTED), code=coding.code),
        unit="passage",
        columns=(
            column("likeness", "number", language=asked.words),
            column("transcript", "text", language=asked.words),
            column("turn", "number", language=asked.words),
            column("speaker", "text", language=asked.words),
            Column("language", heading("language", asked), "text", labels=value_labels("language", asked)),
            column("passage", "text", language=asked.words),
            column("common", "text", language=asked.words),
            column("coded", "text", language=asked.words),
        ),
        rows=tuple(
            (
                round(each.likeness, 2),
                each.transcript,
                each.turn,
                each.speaker,
                each.language,
                " ".join(each.text.split()),
                ", ".join(each.words),
                ", ".join(each.codes),
            )
            for each in shown
        ),
        layer=layer,
        selection=asked.described(),
        notes=(say(asked.words, _EXPLAINED),),
        warnings=(say(asked.words, _LEFT_OUT, shown=len(shown), number=len(passages)),) if len(shown) < len(passages) else (),
    )
