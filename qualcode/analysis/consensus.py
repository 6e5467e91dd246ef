"""Who agrees and who does not: participants by codes, with a letter for what each has said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from qualcode.analysis._asked import Asked, chosen_codes, code_label
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.counts import Base, Tally
from qualcode.model import Codebook
from qualcode.table import Cell, Column, Table

LETTERS: Mapping[str, str] = {"pro": "SE", "contra": "SD", "agree": "A", "disagree": "D"}
"""What the values of stance and interaction become (Onwuegbuzie et al. 2009, micro-interlocutor analysis)."""

OTHER, NOTHING = "S", "NR"
"""For what is said without such a value, and for who says nothing of the code."""


_LETTERS = "Counted in the layer {layer}. A: agrees with somebody, D: disagrees, SE: speaks in favour, SD: speaks against."
_NO_LETTER = "{other}: says something of it without such a value; {nothing}: no response. A code counts what stands under it too."


def consensus(said: Sequence[Tally], values: Sequence[Tally], bases: Sequence[Base], book: Codebook, *, asked: Asked) -> Table:
    """A row for each participant, silent ones too, and a column for each code that is used, with what the participant has said of it.

    `said` and `bases` have the transcript and the speaker as dimensions, `values` one of the attributes besides. The letters are those of LETTERS,
    OTHER and NOTHING; who has said several things has several letters.
    """
    letters: defaultdict[tuple[tuple[str | None, ...], str], set[str]] = defaultdict(set)
    for tally in values:
        letter = LETTERS.get(str(tally.key[-1]))
        if letter and tally.segments:
            letters[tally.key[:-1], tally.code].add(letter)
    voiced = {(tally.key, tally.code) for tally in said if tally.segments}
    used = {code for _, code in voiced}
    codes = [code for code in chosen_codes(book, asked) if asked.all_codes or code.id in used]
    order = list(LETTERS.values())
    rows: list[tuple[Cell, ...]] = []
    for base in sorted(bases, key=lambda base: [value or "" for value in base.key]):
        transcript, speaker = base.key
        cells = []
        for code in codes:
            found = sorted(letters[base.key, code.id], key=order.index)
            cells.append(" ".join(found) or (OTHER if (base.key, code.id) in voiced else NOTHING))
        rows.append((transcript, str(speaker).removeprefix(f"{transcript}/"), *cells))
    return Table(
        title=say(asked.words, "Consensus"),
        unit="participant",
        columns=(
            column("transcript", "text", language=asked.words),
            column("speaker", "text", language=asked.words),
            *(Column(code.id, code_label(code, asked), "text") for code in codes),
        ),
        rows=tuple(rows),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            say(asked.words, _LETTERS, layer=asked.layer),
            say(asked.words, _NO_LETTER, other=OTHER, nothing=NOTHING),
        ),
        group_by=1,
    )
