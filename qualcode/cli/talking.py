"""The commands participation, interaction, timeline and words."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.actions import talking
from qualcode.actions.selecting import dimensions
from qualcode.cli.options import Choice, Drawn, Layered, Output, Place, Without, question
from qualcode.cli.patterns import AllCodes, By
from qualcode.cli.results import draw, reading, show


def participation(
    place: Place,
    choice: Annotated[Choice, Without("code", "attribute")],
    output: Output,
    drawn: Drawn,
    by: Annotated[
        list[str], typer.Option("--by", metavar="A[,B]", help="Transcript if not said; a variable, language ...; a,b crosses.")
    ] = [],
    speakers: Annotated[bool, typer.Option("--speakers", help="A row for each speaker instead.")] = False,
    follows: Annotated[bool, typer.Option("--follows", help="Who follows whom instead.")] = False,
) -> None:
    """Who talks how much: turns, words, silent participants, how evenly talk is spread, and the moderator's share.

    Examples:
        qualcode participation
        qualcode participation --by transcript,sector --where phase=mixed
        qualcode participation --follows --transcript antwerpen-zorg-fg1
    """
    with reading(place.project) as store:
        asked = question(choice, output)
        tables = [talking.speakers(store, asked)] if speakers else []
        tables += [talking.sequence(store, asked)] if follows else []
        if by or not tables:
            tables += [talking.participation(store, asked, dimensions(store, one)) for one in by or ["transcript"]]
        draw(store, tables, output, drawn)
    show(tables, output)


def interaction(
    place: Place,
    choice: Choice,
    layered: Layered,
    output: Output,
    drawn: Drawn,
    by: By = [],
    of: Annotated[str, typer.Option("--of", metavar="ATTRIBUTE", help="Another attribute of codings that says the move.")] = "interaction",
    within: Annotated[int, typer.Option("--within", metavar="TURNS", min=1, help="How many turns later still is an answer.")] = 3,
    replies: Annotated[bool, typer.Option("--replies", help="Also the turns that answer another participant, by what they do.")] = False,
    consensus: Annotated[bool, typer.Option("--consensus", help="Participants by codes instead: agrees, disagrees, in favour ...")] = False,
    all_codes: AllCodes = False,
) -> None:
    """What becomes of codes between speakers: who brings them in, agrees, qualifies, disagrees; taken up or not; prompted or not.

    Examples:
        qualcode interaction --code implement --kind focus-group --replies
        qualcode interaction --code coop.coordination --by sector --within 5
        qualcode interaction --consensus --code implement.training --code implement.stepwise
    """
    with reading(place.project) as store:
        asked = question(choice, output, layered, all_codes=all_codes)
        tables = [talking.consensus(store, asked)] if consensus else []
        if by or not consensus:
            named = [dimensions(store, one) if one else () for one in by or [""]]
            tables += [talking.interaction(store, asked, one, attribute=of, within=within, replies=replies) for one in named]
        draw(store, tables, output, drawn)
    show(tables, output)


def timeline(
    place: Place,
    choice: Choice,
    layered: Layered,
    output: Output,
    drawn: Drawn,
    by: By = [],
    parts: Annotated[int, typer.Option("--parts", metavar="N", min=1, max=100, help="In how many parts a session is divided.")] = 5,
) -> None:
    """Where in the session a code stands: when it first comes, its middle and end, and how many turns in each part.

    Examples:
        qualcode timeline --code coop.secrecy
        qualcode timeline --code coop --parts 10 --transcript antwerpen-zorg-fg1
    """
    with reading(place.project) as store:
        asked = question(choice, output, layered)
        tables = [talking.timeline(store, asked, dimensions(store, one) if one else (), parts=parts) for one in by or [""]]
        draw(store, tables, output, drawn)
    show(tables, output)


def words(
    place: Place,
    choice: Annotated[Choice, Without("code", "attribute")],
    output: Output,
    drawn: Drawn,
    by: Annotated[list[str], typer.Option("--by", metavar="A[,B]", help="Words typical of each cell against all others.")] = [],
    collocations: Annotated[bool, typer.Option("--collocations", help="Words that stand side by side instead.")] = False,
    word: Annotated[str, typer.Option("--word", metavar="WORD", help="With --collocations: only pairs with this word.")] = "",
    forms: Annotated[bool, typer.Option("--forms", help="Words as they stand, not by their dictionary form.")] = False,
    all_words: Annotated[bool, typer.Option("--all-words", help="Stop words (the, of ...) too.")] = False,
    least: Annotated[int, typer.Option("--least", metavar="N", min=1, help="Only words said at least N times.")] = 3,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="The first N words (of each cell); 0 for all.")] = 30,
) -> None:
    """Which words participants use, in one language: how often, in how many groups, by how many speakers; or which are typical of whom.

    Examples:
        qualcode words --language nl
        qualcode words --language fr --by sector --limit 15
        qualcode words --language nl --collocations --word vertrouwen
    """
    with reading(place.project) as store:
        asked = question(choice, output)
        if collocations or word:
            tables = [talking.collocations(store, asked, word=word, limit=limit, least=least)]
        else:
            tables = [
                talking.words(
                    store,
                    asked,
                    dimensions(store, one) if one else (),
                    forms=forms,
                    everything=all_words,
                    limit=limit,
                    least=least,
                )
                for one in by or [""]
            ]
        draw(store, tables, output, drawn)
    show(tables, output)
