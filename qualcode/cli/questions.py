"""The commands search, quotes, count and compare."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import Annotated, Literal

import typer

from qualcode.actions import asking, likening
from qualcode.actions.selecting import dimensions
from qualcode.cli.options import Choice, Drawn, Layered, Output, Place, Without, question
from qualcode.cli.results import draw, reading, say, show
from qualcode.errors import QualcodeError

_OTHER_COLUMNS = 62
"""What transcript, turn, speaker, language and the words found take at a terminal, about."""

_SCREENFUL = 100
"""How many places a search lists at a terminal."""

_NEAR = 20
"""How many passages that are like a coding are listed at a terminal."""

_By = Annotated[
    list[str],
    typer.Option("--by", metavar="A[,B]", help="A variable, language, transcript, speaker ...; a,b crosses; repeat for more tables."),
]
_AllCodes = Annotated[bool, typer.Option("--all-codes", help="Rows for codes without codings too.")]
_Intervals = Annotated[bool, typer.Option("--intervals", help="The 95 % interval of the share of groups too.")]


def search(
    place: Place,
    choice: Annotated[Choice, Without("code", "attribute")],
    output: Output,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help='All must occur in a turn; "a phrase", begin*, OR and NOT work too.')
    ] = None,
    like: Annotated[
        str, typer.Option("--like", metavar="CODING", help="Instead of words: the passages most like this coding, and by which words.")
    ] = "",
    only: Annotated[
        Literal["coded", "uncoded", ""], typer.Option("--only", help="With --like: only passages that carry a code in its layer, or none.")
    ] = "",
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", metavar="N", min=0, help=f"Only the first N places, 0 for all; as a table {_SCREENFUL} (--like: {_NEAR}), else all."
        ),
    ] = None,
) -> None:
    """Find words in what was said, each place in its context, whatever the case and accents.

    Examples:
        qualcode search beroepsgeheim
        qualcode search "secret partagé" OR wacht* --region charleroi
        qualcode search --like 7c2f91 --only uncoded
    """
    if bool(words) == bool(like) or (only and not like):
        raise QualcodeError("Say what to search for: words, or a coding after --like.", "As in: qualcode search wachtlijst")
    if like:
        with reading(place.project) as store:
            most = limit if limit is not None else _NEAR if _at_terminal(output) else 0
            near = likening.like(store, like, question(choice, output), limit=most, only=only)
        show([near], output)
        if not near.rows:
            say("Nothing is like it.")
        return
    assert words is not None
    said = " ".join(f'"{word}"' if " " in word else word for word in words)
    with reading(place.project) as store:
        most = limit if limit is not None else _SCREENFUL if _at_terminal(output) else 0
        table = asking.search(store, said, question(choice, output), limit=most, width=_context(output))
    show([table], output)
    if not table.rows:
        say("Nothing found.")


def _context(output: Output) -> int:
    """How much of the text stands on either side of what was found: at a terminal what its width leaves."""
    if not _at_terminal(output):
        return 60
    return max(16, (shutil.get_terminal_size((100, 24)).columns - _OTHER_COLUMNS) // 2)


def _at_terminal(output: Output) -> bool:
    return not output.output and output.format in {"", "table"}


def quotes(
    place: Place,
    choice: Choice,
    layered: Layered,
    output: Output,
    drawn: Drawn,
    best: Annotated[
        int, typer.Option("--best", metavar="N", min=0, help="Only N telling ones for each code (and cell of --by), chosen by rule.")
    ] = 0,
    by: Annotated[str, typer.Option("--by", metavar="A[,B]", help="With --best: so many for each cell of these.")] = "",
    balance: Annotated[bool, typer.Option("--balance", help="Also who is quoted how often, beside how much they talk.")] = False,
) -> None:
    """The coded quotations, with who said them where. Narrow them with --code, --region ...

    Examples:
        qualcode quotes --code coop.secrecy --where region=Bruxelles
        qualcode quotes --code value.need --best 2 --by language,stance --balance
        qualcode quotes --attribute stance=contra -o quotes.docx --label-language fr
    """
    if by and not best:
        raise QualcodeError("--by chooses quotations for each cell, and nothing says how many.", "Give for example: --best 2")
    with reading(place.project) as store:
        asked = question(choice, output, layered)
        named = dimensions(store, by) if by else ()
        tables = [asking.quotes(store, asked, named, best=best)]
        tables += [asking.balance(store, asked, named, best=best)] if balance else []
        draw(store, tables, output, drawn)
    show(tables, output)


def count(
    place: Place,
    choice: Choice,
    layered: Layered,
    output: Output,
    drawn: Drawn,
    by: _By = [],
    all_codes: _AllCodes = False,
    intervals: _Intervals = False,
) -> None:
    """How often each code occurs: in how many groups, voiced by how many participants, over how many words.

    Examples:
        qualcode count
        qualcode count --by stance --code coop --layer anna
        qualcode count --sector care -o care.xlsx
    """
    with reading(place.project) as store:
        asked = replace(question(choice, output, layered, all_codes=all_codes), intervals=intervals)
        tables = [asking.count(store, asked, dimensions(store, one)) for one in by] or [asking.count(store, asked)]
        draw(store, tables, output, drawn)
    show(tables, output)


def compare(
    place: Place,
    choice: Choice,
    layered: Layered,
    output: Output,
    drawn: Drawn,
    by: _By = [],
    all_codes: _AllCodes = False,
    intervals: _Intervals = False,
    differences: Annotated[
        bool, typer.Option("--differences", help="Also how far the cells lie apart, two by two, with tests where groups allow them.")
    ] = False,
    against: Annotated[
        str, typer.Option("--against", metavar="CELL", help="With --differences: each cell against this one, as care or antwerp,care.")
    ] = "",
) -> None:
    """The codes beside each other: by region, sector, language, phase or any variable; --by region,sector crosses two.

    Examples:
        qualcode compare --by region
        qualcode compare --by sector --kind focus-group --differences
        qualcode compare --by region,sector --code coop --format json
        qualcode compare --by region --by sector -o report.docx --label-language fr
    """
    if not by:
        raise QualcodeError("Nothing says what to compare by.", "Give for example --by region, or --by region,sector")
    with reading(place.project) as store:
        asked = replace(question(choice, output, layered, all_codes=all_codes), intervals=intervals)
        tables = []
        for one in by:
            named = dimensions(store, one)
            tables.append(asking.compare(store, asked, named))
            if differences or against:
                tables.append(asking.differences(store, asked, named, against=against))
        draw(store, tables, output, drawn)
    show(tables, output)
