"""The command agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

import typer

from qualcode.actions import agreeing
from qualcode.actions.agreeing import Wish
from qualcode.actions.selecting import dimensions
from qualcode.cli.options import Choice, Drawn, Output, Place, parted, question
from qualcode.cli.patterns import AllCodes
from qualcode.cli.results import draw, progress, reading, show
from qualcode.store.database import Store


@dataclass(frozen=True)
class Comparing:
    """Whom to compare, on what, and how."""

    coders: Annotated[
        list[str],
        typer.Option("--coders", metavar="A,B", help="Whom to compare, two to ten; if not said, all who have finished a transcript."),
    ] = field(default_factory=list)
    unit: Annotated[
        Literal["turn", "sentence", "char"] | None,
        typer.Option("--unit", help="What is compared; if not said, turns, and the sentences of turns of more than 120 words."),
    ] = None
    partial: Annotated[
        bool, typer.Option("--partial", help="Also transcripts that not all of the coders code, if two or more do and have finished.")
    ] = False
    moderators: Annotated[bool, typer.Option("--moderators", help="Also what moderators and observers say.")] = False
    also: Annotated[
        list[str], typer.Option("--also", metavar="NAME", help="A further coefficient of each code: kappa, pi, s or jaccard.")
    ] = field(default_factory=list)
    draws: Annotated[int, typer.Option("--draws", metavar="N", min=0, max=100_000, help="Draws for each interval; 0 for none.")] = 2000
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Another seed draws anew.")] = 1

    def wish(self, tables: list[str], attributes: list[str]) -> Wish:
        """What is to be compared, for these tables."""
        return Wish(
            coders=tuple(parted(self.coders)),
            unit=self.unit or "",
            moderators=self.moderators,
            partial=self.partial,
            also=tuple(parted(self.also)),
            tables=tuple(tables),
            attributes=tuple(parted(attributes)),
            draws=self.draws,
            seed=self.seed,
        )


def agree(
    place: Place,
    choice: Choice,
    output: Output,
    drawn: Drawn,
    comparing: Comparing,
    by: Annotated[
        list[str],
        typer.Option("--by", metavar="A[,B]", help="Apart for each language, region, transcript ...; a,b crosses; repeat for more tables."),
    ] = [],
    pairs: Annotated[bool, typer.Option("--pairs", help="Also each two coders, as rows and as a matrix.")] = False,
    spans: Annotated[bool, typer.Option("--spans", help="Also where passages begin and end: u-alpha, characters, edges.")] = False,
    of: Annotated[
        list[str], typer.Option("--of", metavar="ATTRIBUTE", help="Also the values of this attribute, where coders put the same code.")
    ] = [],
    only: Annotated[
        Literal["overall", "codes", "pairs", "matrix", "spans", "attributes"] | None,
        typer.Option("--only", help="This table only; csv holds one."),
    ] = None,
    all_codes: AllCodes = False,
) -> None:
    """How far coders agree who coded the same transcripts apart: on each code, on all of them, with intervals and what to beware of.

    It tells only of transcripts that all of them have finished, so that nobody's coding is influenced.

    Examples:
        qualcode agree
        qualcode agree --coders anna,ben --by language --also kappa
        qualcode agree --spans --of stance --code coop
        qualcode agree --only codes --chart agreement.svg -o agreement.xlsx
    """
    wished = ["overall", "codes", *(["pairs", "matrix"] if pairs else []), *(["spans"] if spans else []), *(["attributes"] if of else [])]
    wish = comparing.wish([only] if only else wished, of)
    with reading(place.project) as store:
        asked = question(choice, output, all_codes=all_codes)
        with progress("Comparing") as watched:
            tables = [table for one in by or [""] for table in agreeing.agree(store, asked, _cells(store, one), wish, watched)]
        draw(store, tables, output, drawn)
    show(tables, output)


def _cells(store: Store, said: str) -> tuple[str, ...]:
    """The dimensions of one `--by`; by code the tables are anyway."""
    named = ",".join(name for name in said.split(",") if name.strip() not in {"", "code"})
    return dimensions(store, named) if named else ()
