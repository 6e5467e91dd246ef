"""The options of a draw of transcripts, and the tables that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.errors import QualcodeError
from qualcode.store.database import Store
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from qualcode.actions.drawing import Drawn

_SEEDS = 100_000


@dataclass(frozen=True)
class Draw:
    """A share of the transcripts that is drawn by lot."""

    share: Annotated[float | None, typer.Option("--share", metavar="N", help="Draw this share of them, as 0.2.")] = None
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="The same seed draws the same; else a new one, which is told.")
    ] = None
    balance: Annotated[
        str,
        typer.Option("--over", metavar="A[,B]", help="Over what the draw is balanced: variables, language; else region,sector,language."),
    ] = ""
    rest: Annotated[bool, typer.Option("--rest", help="Those that are not drawn go to one of the coders each, in turn.")] = False

    def check(self, transcripts: Sequence[str]) -> None:
        """Raises QualcodeError for options that do not go together, and when nothing says which transcripts."""
        if self.share is None and (self.seed is not None or self.balance or self.rest):
            raise QualcodeError("--seed, --over and --rest belong to a draw.", "Give --share too, as in: --share 0.2")
        if self.share is None and not transcripts:
            raise QualcodeError("Nothing says which transcripts.", "Name them, or draw a part of them with: --share 0.2")

    def drawn(self, store: Store, transcripts: Sequence[str], coders: Sequence[str]) -> Drawn:
        """What is drawn."""
        import random

        from qualcode.actions import drawing
        from qualcode.store import transcripts as rows

        for id in transcripts:
            rows.key(store, id)
        by = drawing.variables(store, [name.strip() for name in self.balance.split(",") if name.strip()])
        seed = self.seed if self.seed is not None else random.SystemRandom().randrange(_SEEDS)
        return drawing.draw(store, transcripts, self.share or 0.0, seed=seed, by=by, coders=coders, rest=self.rest)


def drawn_tables(drawn: Drawn, coders: Sequence[str], *, one: bool) -> list[Table]:
    """What was assigned to whom, and how many of each group were drawn; just the first where there is place for `one`."""
    from qualcode.actions.drawing import DRAWS

    groups = [Column(name, name, "text") for name in drawn.by]
    alone = {id: name for name, ids in drawn.rest.items() for id in ids}
    given = [
        (id, *group.values, ", ".join(coders) if id in group.drawn else alone[id])
        for group in drawn.groups
        for id in group.there
        if id in group.drawn or id in alone
    ]
    note = f"Of {DRAWS} draws by lot (seed {drawn.seed}) the one in which {', '.join(drawn.by)}, each by itself, come nearest to all transcripts."
    return [
        Table("Assigned", "transcript", (Column("transcript", "transcript", "text"), *groups, Column("to", "to", "text")), tuple(given)),
        *(
            []
            if one
            else [
                Table(
                    "How the draw is balanced",
                    "transcript",
                    (*groups, Column("transcripts", "transcripts", "count"), Column("drawn", "drawn", "count")),
                    tuple((*group.values, len(group.there), len(group.drawn)) for group in drawn.groups),
                    notes=(note,),
                )
            ]
        ),
    ]
