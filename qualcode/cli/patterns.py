"""The commands cooccur, stance, matrix, saturation and timeline."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from qualcode.actions import patterns, summarising
from qualcode.actions.selecting import dimensions
from qualcode.cli.options import Choice, Drawn, Layered, Output, Place, question
from qualcode.cli.results import draw, reading, show

AllCodes = Annotated[bool, typer.Option("--all-codes", help="Rows for codes without codings too.")]

By = Annotated[
    list[str],
    typer.Option("--by", metavar="A[,B]", help="A variable, language, transcript, speaker ...; a,b crosses; repeat for more tables."),
]


def cooccur(
    place: Place,
    choice: Choice,
    layered: Layered,
    output: Output,
    drawn: Drawn,
    by: By = [],
    second: Annotated[list[str], typer.Option("--with", metavar="ID", help="Only together with this code, and those below it.")] = [],
    within: Annotated[
        int, typer.Option("--within", metavar="TURNS", min=0, help="Also near each other: in turns at most so many apart.")
    ] = 0,
    least: Annotated[int, typer.Option("--least", metavar="N", min=1, help="Only pairs that share at least N turns.")] = 1,
) -> None:
    """Which codes stand together: in how many turns, groups and by how many participants, and more often than by chance or not.

    Examples:
        qualcode cooccur --least 3
        qualcode cooccur --code client.continuity --with structure --with coop
        qualcode cooccur --code structure --with implement --within 3 --by sector
    """
    with reading(place.project) as store:
        asked = question(choice, output, layered)
        tables = [
            patterns.cooccur(store, asked, dimensions(store, one) if one else (), second=tuple(second), within=within, least=least)
            for one in by or [""]
        ]
        draw(store, tables, output, drawn)
    show(tables, output)


def stance(
    place: Place,
    choice: Choice,
    layered: Layered,
    output: Output,
    drawn: Drawn,
    by: By = [],
    of: Annotated[
        str, typer.Option("--of", metavar="ATTRIBUTE", help="Another attribute of codings than stance, as interaction.")
    ] = "stance",
    all_codes: AllCodes = False,
) -> None:
    """Who is for and who against: each code by the stance of its codings, in participants and groups of each cell.

    Examples:
        qualcode stance --code value.need --code value.added --by language
        qualcode stance --by language,sector --code value
        qualcode stance --of realisation --code function --by sector
    """
    with reading(place.project) as store:
        asked = question(choice, output, layered, all_codes=all_codes)
        tables = [patterns.stance(store, asked, dimensions(store, one) if one else (), attribute=of) for one in by or [""]]
        draw(store, tables, output, drawn)
    show(tables, output)


def matrix(
    place: Place,
    choice: Choice,
    layered: Layered,
    output: Output,
    drawn: Drawn,
    by: Annotated[
        list[str], typer.Option("--by", metavar="A[,B]", help="What the cases are: transcript if not said, speaker, a variable ...")
    ] = [],
    cells: Annotated[
        Literal["presence", "segments", "words", "participants", "share", "rate"],
        typer.Option("--cells", help="What stands in the cells: 0 or 1 (presence), or how much."),
    ] = "presence",
    codes_as_rows: Annotated[bool, typer.Option("--codes-as-rows", help="A row for each code and a column for each case.")] = False,
    framework: Annotated[
        bool, typer.Option("--framework", help="What was written of each theme (or --code) in each case, with its quotations.")
    ] = False,
    all_codes: AllCodes = False,
) -> None:
    """Codes by cases: a row for each transcript (or speaker, or cell) and a column for each code, as 0 and 1, counts or words.

    Examples:
        qualcode matrix --codes-as-rows --code coop
        qualcode matrix --by speaker --cells words -o matrix.csv
        qualcode matrix --framework --by region,sector --code coop -o framework.docx
    """
    with reading(place.project) as store:
        asked = question(choice, output, layered, all_codes=all_codes)
        cases = [dimensions(store, one) for one in by or ["transcript"]]
        if framework:
            tables = [summarising.framework(store, asked, one) for one in cases]
        else:
            tables = [patterns.matrix(store, asked, one, cells=cells, codes_as_rows=codes_as_rows) for one in cases]
        draw(store, tables, output, drawn)
    show(tables, output)


def saturation(
    place: Place,
    choice: Choice,
    layered: Layered,
    output: Output,
    drawn: Drawn,
    by: By = [],
    base: Annotated[int, typer.Option("--base-size", metavar="N", min=1, help="How many groups the base is made of.")] = 4,
    run: Annotated[int, typer.Option("--run", metavar="N", min=1, help="How many groups a run is made of.")] = 2,
) -> None:
    """How many codes more and more groups show, whatever their order, and how many may still be unseen.

    Of a codebook made beforehand this is coverage; of codes that came from the material (since, in the codebook) it is saturation.

    Examples:
        qualcode saturation --kind focus-group
        qualcode saturation --by sector --base-size 3 --run 1
    """
    with reading(place.project) as store:
        asked = question(choice, output, layered)
        tables = [patterns.saturation(store, asked, dimensions(store, one) if one else (), base=base, run=run) for one in by or [""]]
        draw(store, tables, output, drawn)
    show(tables, output)
