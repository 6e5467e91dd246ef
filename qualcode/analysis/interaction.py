"""What becomes of a code between speakers: who brings it in, agrees, qualifies, disagrees; taken up or not, prompted or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from qualcode.analysis._asked import ATTRIBUTE, Asked, chosen_codes, code_label, columns_of, heading, value_labels
from qualcode.analysis._cells import Key, places
from qualcode.analysis._rows import (
    code_columns,
    coders_by_language,
    counted_columns,
    counted_in,
    denominators,
    language_warnings,
    title_by,
    untagged,
    voiced_columns,
)
from qualcode.analysis._saying import say
from qualcode.analysis._words import column, label
from qualcode.counts import Base, Exchange, Tally
from qualcode.model import Attribute, Codebook, Study
from qualcode.saying import amount
from qualcode.table import Cell, Column, Table


def interaction(
    moves: Sequence[Tally],
    whole: Sequence[Tally],
    bases: Sequence[Base],
    exchanges: Mapping[tuple[Key, str], Exchange],
    book: Codebook,
    *,
    study: Study,
    asked: Asked,
    attribute: Attribute,
    within: int,
    replies: bool = True,
) -> Table:
    """A row for each code that is used and each cell that is held.

    Groups and participants with the code; for each value of the attribute (brings in, agrees ...) the participants who voice the code
    with it, and with `replies` as `VALUE_replies` the turns with it that take up what another participant said at most `within` turns before;
    `answered` turns with the code that another participant takes up, of all; groups in which a moderator had named it before (`prompted`)
    or not (`spontaneous`). The last dimension of `moves` is the attribute.
    """
    values = [value.id for value in attribute.values]
    by_move = {(tally.code, tally.key[:-1], tally.key[-1]): tally for tally in moves}
    counted = {(tally.code, tally.key): tally for tally in whole if tally.segments}
    cells = places(whole, bases, book, asked, study, empty=False)
    used = {code for code, _ in counted}
    shown = [code for code in chosen_codes(book, asked) if code.id in used or asked.all_codes]
    rows = []
    for code, place in product(shown, cells):
        if place.base:
            tally = counted.get((code.id, place.key))
            voiced = [by_move.get((code.id, place.key, value)) for value in values]
            exchange = exchanges.get((place.key, code.id), Exchange(0, 0, {}, 0, 0))
            figures = _figures(place.base, tally, voiced, exchange, values if replies else ())
            rows.append((code.id, code_label(code, asked), *place.key, *figures))
    return Table(
        title=title_by(asked, "Interaction", "Interaction by {by}", study, book),
        unit="participant",
        columns=_columns(attribute, asked, study, book, replies=replies),
        rows=tuple(rows),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            *_explained(asked, heading(ATTRIBUTE + attribute.id, asked, study, book), within, replies=replies),
            *denominators(cells, asked, rates=False),
            *coders_by_language(asked),
        ),
        warnings=(*untagged(cells, asked), *language_warnings(cells, asked, rates=False)),
        group_by=2,
    )


def _columns(attribute: Attribute, asked: Asked, study: Study, book: Codebook, *, replies: bool) -> tuple[Column, ...]:
    words = value_labels(ATTRIBUTE + attribute.id, asked, study, book)
    head = code_columns(asked.words)
    figures = (
        *voiced_columns(asked.words),
        *(Column(value.id, words.get(value.id, value.id), "count") for value in attribute.values),
        *counted_columns("answered", asked.words),
        *(
            Column(f"{value.id}_replies", f"{words.get(value.id, value.id)}, {label('replies', asked.words)}", "count")
            for value in attribute.values
            if replies
        ),
        column("spontaneous", "count", language=asked.words),
        column("prompted", "count", language=asked.words),
    )
    return (*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures)


def _figures(
    base: Base, tally: Tally | None, voiced: Sequence[Tally | None], exchange: Exchange, values: Sequence[str]
) -> tuple[Cell, ...]:
    return (
        tally.transcripts if tally else 0,
        base.transcripts,
        tally.participants if tally else 0,
        base.participants,
        *(each.participants if each else 0 for each in voiced),
        exchange.answered,
        exchange.turns,
        *(exchange.replies.get(value, 0) for value in values),
        exchange.spontaneous,
        exchange.prompted,
    )


def _explained(asked: Asked, named: str, within: int, *, replies: bool) -> list[str]:
    words = asked.words
    turns = amount(within, "turn", words)
    taken_up = "replies: turns with that value that take up what another participant said at most {turns} before."
    return [
        counted_in(asked),
        say(
            words,
            "Below each value of {named}: participants who voice the code with it; who voices several values counts in each.",
            named=named,
        ),
        say(words, "answered: turns with the code that another participant takes up at most {turns} later, of all with it.", turns=turns),
        *([say(words, taken_up, turns=turns)] if replies else []),
        say(words, "spontaneous: groups in which a participant comes with the code first; prompted: after a moderator has named it."),
        say(words, "A moderator names a code by one of its keywords in the codebook, or where a coding of this layer says so."),
    ]
