"""The command agree."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from qualcode.actions import agreeing
from qualcode.actions.agreeing import TABLES, Wish
from qualcode.actions.selecting import dimensions
from qualcode.cli.options import Choice, Drawn, Output, Place, Without, parted, question
from qualcode.cli.patterns import AllCodes
from qualcode.cli.results import draw, reading, show


def agree(
    place: Place,
    choice: Annotated[Choice, Without("attribute")],
    output: Output,
    drawn: Drawn,
    coders: Annotated[
        list[str],
        typer.Option("--coders", metavar="A,B", help="Whom to compare, two to ten; if not said, all who have finished a transcript."),
    ] = [],
    unit: Annotated[
        Literal["turn", "sentence", "char", ""],
        typer.Option("--unit", help="What is compared; if not said, turns, and the sentences of turns of more than 120 words."),
    ] = "",
    by: Annotated[
        list[str],
        typer.Option("--by", metavar="A[,B]", help="Apart for each language, region, transcript ...; a,b crosses; repeat for more tables."),
    ] = [],
    pairs: Annotated[bool, typer.Option("--pairs", help="Also each two coders.")] = False,
    spans: Annotated[bool, typer.Option("--spans", help="Also where passages begin and end: u-alpha, characters, edges.")] = False,
    attribute: Annotated[
        list[str], typer.Option("--attribute", metavar="NAME", help="Also this attribute (stance ...), where coders put the same code.")
    ] = [],
    only: Annotated[list[str], typer.Option("--only", metavar="TABLE", help=f"Only this table: {', '.join(TABLES)}; csv holds one.")] = [],
    also: Annotated[
        list[str], typer.Option("--also", metavar="NAME", help="A further coefficient of each code: kappa, pi, s or jaccard.")
    ] = [],
    partial: Annotated[
        bool, typer.Option("--partial", help="Also transcripts that only two of the coders, or some more, have finished.")
    ] = False,
    moderators: Annotated[bool, typer.Option("--moderators", help="Also what moderators and observers say.")] = False,
    all_codes: AllCodes = False,
    draws: Annotated[int, typer.Option("--draws", metavar="N", min=0, max=100_000, help="Draws for each interval; 0 for none.")] = 2000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Another seed draws anew.")] = 1,
) -> None:
    """How far coders agree who coded the same transcripts apart: on each code, on all of them, with intervals and what to beware of.

    It tells only of transcripts that all of them have finished, so that nobody's coding is influenced.

    Examples:
        qualcode agree
        qualcode agree --coders anna,ben --by language --also kappa
        qualcode agree --spans --attribute stance --code coop
        qualcode agree --only codes --chart agreement.svg -o agreement.xlsx
    """
    wished = ["overall", "codes", *(["pairs"] if pairs else []), *(["spans"] if spans else []), *(["attributes"] if attribute else [])]
    wish = Wish(
        coders=tuple(parted(coders)),
        unit=unit,
        moderators=moderators,
        partial=partial,
        also=tuple(parted(also)),
        tables=tuple(parted(only) or wished),
        attributes=tuple(parted(attribute)),
        draws=draws,
        seed=seed,
    )
    with reading(place.project) as store:
        asked = question(choice, output, all_codes=all_codes)
        tables = []
        for one in by or [""]:
            named = ",".join(name for name in map(str.strip, one.split(",")) if name != "code")
            tables += agreeing.agree(store, asked, dimensions(store, named) if named else (), wish)
        draw(store, tables, output, drawn)
    show(tables, output)
