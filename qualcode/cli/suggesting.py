"""The command suggest."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

import typer

from qualcode.actions.acting import actor
from qualcode.cli.options import Acting, Choice, Output, Without
from qualcode.cli.results import progress, reading, ready, say, show, writing
from qualcode.cli.suggestion_queue import listed
from qualcode.errors import QualcodeError
from qualcode.store.suggestions import UnitKind
from qualcode.table import Table

_SHOWN = 20
_NEEDED = ("server", "model", "folder", "blend")
_NOTHING = "Nothing is left to suggest in what you have asked about. For turns that you have coded too: --coded"
_BAR = 40  # characters of a bar for 1.0


def suggest(
    acting: Acting,
    choice: Annotated[Choice, Without("code", "attribute")],
    output: Output,
    code: Annotated[
        list[str],
        typer.Option(
            "--code", "--codes", metavar="ID[,ID]", help="Only these codes and those below them are proposed.", rich_help_panel="Selection"
        ),
    ] = [],
    suggester: Annotated[str, typer.Option("--suggester", metavar="NAME", help="Who proposes.")] = "keywords",
    unit: Annotated[Literal["turn", "sentence"], typer.Option("--unit", help="What codes are proposed for, one at a time.")] = "turn",
    coded: Annotated[bool, typer.Option("--coded", help="Also for what you have coded already.")] = False,
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=0, help="Show only the N best; 0 is all. Else 20 at a terminal, all elsewhere."),
    ] = None,
    least: Annotated[
        float | None,
        typer.Option(
            "--min-score", metavar="S", min=0, max=1, help="Only suggestions with this score or more; else the suggester decides."
        ),
    ] = None,
    needs: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="What a suggester needs: server=URL and model=NAME (llm), folder=DIR (encoder), blend=NAME,NAME (blend).",
        ),
    ] = [],
    evaluate: Annotated[bool, typer.Option("--evaluate", help="Say what suggestions are worth, tried on your own codings.")] = False,
    by: Annotated[
        list[str], typer.Option("--by", metavar="A[,B]", help="With --evaluate: split by language, code or coder; a,b for several.")
    ] = [],
    curve: Annotated[bool, typer.Option("--curve", help="With --evaluate: what more coding brings.")] = False,
) -> None:
    """Propose codes for what participants said and you have not coded: by the words of the codebook, or learnt from your codings (--suggester learned).

    A suggestion counts in no table until you accept it: qualcode review

    Examples:
        qualcode suggest --transcript fg1 --code coop,value.need
        qualcode suggest --unit sentence --language fr
        qualcode suggest --suggester learned --min-score 0.6
        qualcode suggest --format csv -o suggestions.csv
        qualcode suggest --suggester learned --evaluate --by language,code --curve
    """
    from dataclasses import replace

    from qualcode.actions import selecting, suggesting
    from qualcode.actions.selecting import Said

    said = replace(choice.said(), codes=tuple(part.strip() for each in code for part in each.split(",")))
    if evaluate:
        if said != Said() or least is not None or limit is not None or coded:
            raise QualcodeError(
                "--evaluate tries a suggester on everything that you have coded.",
                "Give it without selection, --min-score, --limit and --coded.",
            )
        _evaluate(acting, output, suggester, by, unit, curve=curve)
        return
    if by or curve:
        raise QualcodeError("--by and --curve say how suggestions are evaluated.", "Give them with --evaluate.")

    shown = limit if limit is not None else _SHOWN if ready(output) == "table" else 0
    wish = suggesting.Wish(suggester, unit, coded, least, _settings(needs))
    with writing(acting.project) as store, progress("Suggesting"):
        selection = selecting.selection(store, said)
        found = suggesting.suggest(store, actor(store, acting.as_coder), selection, wish, tell=say)
    best = sorted(found, key=lambda one: -one.score)[: shown or len(found)]
    by_code = Counter(one.code for one in found)
    codes = "code" if len(by_code) == 1 else "codes"
    most = f"{len(found)} suggestions wait, of {len(by_code)} {codes}; those with the highest scores are shown."
    table = listed(best, selection, (most,) if len(best) < len(found) else ())
    show([table], output)
    say(f"{len(found)} suggestions wait for you: qualcode review" if found else _NOTHING)


def _settings(needs: list[str]) -> dict[str, str]:
    found = {}
    for each in needs:
        name, sign, value = each.partition("=")
        if not sign or name not in _NEEDED:
            raise QualcodeError(f"--set {each} says nothing.", f"Give one of {', '.join(f'{known}=VALUE' for known in _NEEDED)}.")
        found[name] = value
    return found


def _evaluate(acting: Acting, output: Output, suggester: str, by: list[str], unit: UnitKind, *, curve: bool) -> None:
    from qualcode.actions import evaluating

    form = ready(output)
    parts = [part.strip() for each in by for part in each.split(",")]
    with reading(acting.project) as store, progress("Trying suggestions") as step:
        tables = evaluating.evaluate(store, actor(store, acting.as_coder), suggester, by=parts, unit=unit, curve=curve, progress=step)
    show(tables, output)
    if form == "table" and not output.output:
        for line in _bars(tables[-1] if curve else tables[0], curve=curve):
            say(line)


def _bars(table: Table, *, curve: bool) -> list[str]:
    """F1 as bars, a line each."""
    if curve:
        names = [column.label for column in table.columns[1:]]
        values = [(f"{row[0]:>5} {name}", row[at]) for row in table.rows for at, name in enumerate(names, 1)]
    else:
        values = [(str(row[0]), row[table.index("micro_f1")]) for row in table.rows]
    width = max(len(name) for name, _ in values)
    found = []
    for name, value in values:
        share = value if isinstance(value, (int, float)) else 0.0
        found.append(f"{name:<{width}}  {'█' * round(share * _BAR):<{_BAR}}  {'–' if value is None else f'{share:.2f}'}")
    return ["F1:", *found]
