"""Which turns to code next so that suggestions learn most; and the warning that such turns are no sample of what was said."""

from __future__ import annotations

from dataclasses import replace

from qualcode.model import Coder, Selection
from qualcode.store import samples
from qualcode.store.changes import change
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.table import Column, Table

WARNING = "These turns were chosen because they teach most: frequencies among them say nothing of the rest."
_LISTED = 4


def choose(store: Store, coder: Coder, selection: Selection, number: int) -> Table:
    """The turns that teach most among those that this coder has not looked at, the best first; it is kept that they were chosen.

    They are spread over the values of the study's variables and over languages.
    """
    from qualcode.actions import learning
    from qualcode.suggesters import _teaching

    variables = tuple(store.study.variables)
    found = samples.candidates(store, coder, selection, variables)
    known = learning.knowledge(store, coder)
    crossed = [(*one.values, one.unit.language) for one in found]
    # Over each of them, and over all together: or each region might have its own language.
    cells = [(*values, values) for values in crossed]
    best = _teaching.chosen([one.unit for one in found], known, cells, number or len(found))
    with change(store, f"suggest --next --limit {number}", coder=coder.guid, why=WARNING) as made:
        samples.keep(made, coder, [found[at] for at, _ in best])
    shown = [at for at, name in enumerate(variables) if any(found[each].values[at] for each, _ in best)]
    columns = (
        Column("transcript", "transcript", "text"),
        Column("turn", "turn", "number"),
        Column("speaker", "speaker", "text"),
        *(Column(variables[at], variables[at], "text") for at in shown),
        Column("language", "language", "text"),
        Column("worth", "worth", "number"),
        Column("uncertainty", "uncertainty", "number"),
        Column("novelty", "novelty", "number"),
        Column("text", "text", "text"),
    )
    rows = []
    for at, worth in best:
        one = found[at]
        facts = (one.unit.transcript, one.number, one.speaker, *(one.values[place] for place in shown), one.unit.language)
        rows.append((*facts, round(worth.both, 2), round(worth.uncertainty, 2), round(worth.novelty, 2), one.unit.text))
    notes = (
        "Worth is uncertainty (of the likeliest codes) times novelty (unlike what is coded); short turns come later, and the choice is spread over variables and languages.",
    )
    return Table(
        "To be coded next", "turn", columns, tuple(rows), selection=selection.described(), notes=notes, warnings=(WARNING,) if rows else ()
    )


def cautioned(store: Store, table: Table, layer: Layer, selection: Selection, words: str = "en") -> Table:
    """The table of what was counted, with a warning when it rests on turns that were chosen because they teach most."""
    found = samples.counted(store, selection, layer)
    if not found.codings:
        return table
    from qualcode.analysis._saying import say

    where = ", ".join(found.transcripts[:_LISTED]) + (" ..." if len(found.transcripts) > _LISTED else "")
    text = (
        "1 coding stands on turns that suggest --next chose because they teach most, in transcripts that are not finished ({where}): "
        "frequencies among such turns say nothing of the rest."
        if found.codings == 1
        else "{n} codings stand on turns that suggest --next chose because they teach most, in transcripts that are not finished ({where}): "
        "frequencies among such turns say nothing of the rest."
    )
    return replace(table, warnings=(*table.warnings, say(words, text, n=found.codings, where=where)))
