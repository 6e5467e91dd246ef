"""Whose work it is: each function by the actor that is spoken of around it, or nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis._asked import Asked, code_label, columns_of
from qualcode.analysis._cells import Key, places
from qualcode.analysis._rows import code_columns, coders_by_language, counted_columns, language_warnings, title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column, label
from qualcode.counts import Base, Term
from qualcode.model import Code, Codebook, Study
from qualcode.saying import amount
from qualcode.table import Cell, Table

_NOTHING = Term(0, 0, 0)

_COUNTED = "Counted in the layer {layer}, in turns of participants that carry the function; a code counts what stands under it too."
_AROUND = "turns, groups, participants: with the actor's code in the turn or at most {turns} away, of all with the function."
_WITHIN = "turns, groups, participants: with the actor's code in the turn, of all with the function."


def functions(
    around: Mapping[tuple[Key, str, str], Term],
    bases: Sequence[Base],
    book: Codebook,
    *,
    asked: Asked,
    study: Study,
    codes: Sequence[str],
    actors: Sequence[str],
    within: int,
    all_and_none: tuple[str, str],
) -> Table:
    """A row for each code, each cell that is held, and each actor (a code too) or nobody: turns with the code, groups and participants.

    `turns_k` are the turns, of all with the code, that have the actor's code in them or at most `within` turns away: a turn can count for
    several. `all_and_none` are the names under which `around` holds all turns with the code, and those without any actor.
    """
    none = all_and_none[1]
    cells = [place for place in places((), bases, book, asked, study, empty=False) if place.base]
    known: dict[str, Code] = {code.id: code for code in book.codes}
    head = code_columns(asked.words)
    labels = {actor: code_label(known[actor], asked) for actor in actors} | {none: label("none", asked.words)}
    figures = (
        column("actor", "code", language=asked.words, labels=labels),
        *(each for name in ("turns", "groups", "participants") for each in counted_columns(name, asked.words, word=name)),
    )
    return Table(
        title=title_by(asked, "Functions by actor", "Functions by actor and {by}", study, book),
        unit="turn",
        columns=(*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures),
        rows=tuple(
            (code, code_label(known[code], asked), *place.key, actor, *_figures(around, place.key, code, actor, all_and_none[0]))
            for code in codes
            for place in cells
            for actor in (*actors, none)
        ),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            say(asked.words, _COUNTED, layer=asked.layer),
            say(asked.words, _AROUND if within else _WITHIN, turns=amount(within, "turn", asked.words)),
            say(asked.words, "A turn with several actors counts for each; nobody: turns with none of them."),
            *coders_by_language(asked),
        ),
        warnings=tuple(language_warnings(cells, asked, rates=False)),
        group_by=2 + len(asked.by),
    )


def _figures(around: Mapping[tuple[Key, str, str], Term], key: Key, code: str, actor: str, every: str) -> tuple[Cell, ...]:
    """Turns, groups and participants with the actor, each with how many have the code at all."""
    each, whole = (around.get((key, code, who), _NOTHING) for who in (actor, every))
    return each.times, whole.times, each.transcripts, whole.transcripts, each.participants, whole.participants
