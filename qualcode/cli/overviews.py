"""The commands inventory, functions and mirror."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from qualcode.actions import overviews, patterns
from qualcode.actions.selecting import dimensions
from qualcode.cli.options import Choice, Drawn, Layered, Output, Place, Without, question
from qualcode.cli.patterns import By
from qualcode.cli.results import draw, reading, show
from qualcode.table import Table

_Attribute = Annotated[str, typer.Option("--of", metavar="ATTRIBUTE", help="The attribute of codings that is shown.")]
_Codes = Annotated[list[str], typer.Option("--code", metavar="ID", help="The code and those below it, in the place of those of the study.")]


def inventory(
    place: Place,
    choice: Annotated[Choice, Without("code", "attribute")],
    layered: Layered,
    output: Output,
    drawn: Drawn,
    code: _Codes = ["function"],
    by: Annotated[list[str], typer.Option("--by", metavar="A[,B]", help="Also how many transcripts apply each code, by variables.")] = [],
    of: _Attribute = "realisation",
) -> None:
    """Which project does what: a row for each written interview (or --kind), with its variables and how far each code is applied.

    Examples:
        qualcode inventory --by sector
        qualcode inventory --code function --code concept --kind focus-group
    """
    said = choice if choice.kind or choice.transcript else replace(choice, kind=["written-interview"])
    with reading(place.project) as store:
        asked = question(said, output, layered)
        tables: list[Table] = []
        for one in by or [""]:
            rows, counted = overviews.inventory(store, asked, dimensions(store, one) if one else (), codes=tuple(code), attribute=of)
            tables += [*([] if tables else [rows]), *([counted] if one else [])]
        draw(store, tables, output, drawn)
    show(tables, output)


def functions(
    place: Place,
    choice: Annotated[Choice, Without("code")],
    layered: Layered,
    output: Output,
    drawn: Drawn,
    code: _Codes = ["function"],
    actor: Annotated[list[str], typer.Option("--actor", metavar="ID", help="The code of an actor, in the place of those of the study.")] = [
        "justice.guidance",
        "justice.cm",
    ],
    within: Annotated[int, typer.Option("--within", metavar="TURNS", min=0, help="How many turns away an actor may be spoken of.")] = 2,
    by: By = [],
    stance: Annotated[list[str], typer.Option("--stance", metavar="ID", help="Also the stances of this code, by the same.")] = [],
) -> None:
    """Whose work a function is: which actor is spoken of around it, or nobody.

    Examples:
        qualcode functions --by sector
        qualcode functions --by sector --stance justice.cm --stance value.need
    """
    with reading(place.project) as store:
        asked = question(choice, output, layered)
        about = replace(asked, said=replace(asked.said, codes=tuple(stance)))
        tables = []
        for one in by or [""]:
            named = dimensions(store, one) if one else ()
            tables.append(overviews.functions(store, asked, named, codes=tuple(code), actors=tuple(actor), within=within))
            tables += [patterns.stance(store, about, named)] if stance else []
        draw(store, tables, output, drawn)
    show(tables, output)


def mirror(
    place: Place,
    choice: Annotated[Choice, Without("code", "attribute")],
    layered: Layered,
    output: Output,
    drawn: Drawn,
    code: _Codes = ["coop"],
    by: Annotated[str, typer.Option("--by", metavar="VARIABLE", help="The variable whose two values are the sides.")] = "sector",
    of: _Attribute = "stance",
) -> None:
    """Two sides in the mirror: what justice says of working with care, and care with justice, with stances.

    Examples:
        qualcode mirror
        qualcode mirror --code coop --code justice.measures --kind focus-group
    """
    with reading(place.project) as store:
        table = overviews.mirror(store, question(choice, output, layered), by, codes=tuple(code), attribute=of)
        draw(store, [table], output, drawn)
    show([table], output)
