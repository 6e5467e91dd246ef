"""How often each code occurs in the layers of coders and in what they have settled, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis._saying import say
from qualcode.analysis._words import column, label
from qualcode.counts import Tally
from qualcode.table import Cell, Column, Table


def layers(
    found: Mapping[str, Sequence[Tally]],
    order: Sequence[str],
    *,
    selection: Mapping[str, object],
    notes: Sequence[str] = (),
    words: str = "en",
) -> Table:
    """A row for each code (in this order) that any layer has: groups, participants and segments in each of the layers, by name."""
    counted = {name: {tally.code: tally for tally in tallies if tally.segments} for name, tallies in found.items()}
    used = [code for code in order if any(code in tallies for tallies in counted.values())]
    rows: list[tuple[Cell, ...]] = []
    for code in used:
        cells = [counted[name].get(code) for name in found]
        rows.append(
            (
                code,
                *(cell.transcripts if cell else 0 for cell in cells),
                *(cell.participants if cell else 0 for cell in cells),
                *(cell.segments if cell else 0 for cell in cells),
            )
        )
    counts = ("groups", "participants", "segments")
    columns = (
        column("code", "code", language=words),
        *(Column(f"{what}_{name}", f"{label(what, words)} {name}", "count") for what in counts for name in found),
    )
    return Table(
        say(words, "Frequencies by layer"),
        "participant",
        columns,
        tuple(rows),
        selection=selection,
        notes=(*notes, say(words, "Participants' turns only; a code counts what stands under it too, once.")),
    )
