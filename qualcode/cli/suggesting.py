"""The command suggest."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.cli.options import Acting, Choice, Output, Without
from qualcode.cli.results import progress, ready, say, show, writing
from qualcode.cli.suggestion_queue import listed

_SHOWN = 20


def suggest(
    acting: Acting,
    choice: Annotated[Choice, Without("attribute")],
    output: Output,
    suggester: Annotated[str, typer.Option("--suggester", metavar="NAME", help="Who proposes.")] = "keywords",
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=0, help="Show only the N best; 0 is all. Else 20 at a terminal, all elsewhere."),
    ] = None,
) -> None:
    """Propose codes for what participants said, by the words of the codebook in the language of the turn.

    A suggestion counts in no table until you accept it: qualcode review

    Examples:
        qualcode suggest --transcript fg1 --code coop
        qualcode suggest --format csv -o suggestions.csv
    """
    from qualcode.actions import selecting, suggesting

    shown = limit if limit is not None else _SHOWN if ready(output) == "table" else 0
    with writing(acting.project) as store, progress("Suggesting"):
        selection = selecting.selection(store, choice.said())
        found = suggesting.suggest(store, actor(store, acting.as_coder), selection, suggester=suggester)
    best = sorted(found, key=lambda one: -one.score)[: shown or len(found)]
    by_code = Counter(one.code for one in found)
    codes = "code" if len(by_code) == 1 else "codes"
    most = f"{len(found)} suggestions wait, of {len(by_code)} {codes}; those with the highest scores are shown."
    table = listed(best, selection, (most,) if len(best) < len(found) else ())
    show([table], output)
    say(f"{len(found)} suggestions wait for you: qualcode review" if found else "Nothing is left to suggest in what you have asked about.")
