"""The command suggest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

import typer

from qualcode.actions.acting import actor, said_coder
from qualcode.actions.selecting import Said
from qualcode.actions.suggesting import DEFAULT, Wish
from qualcode.cli.options import Acting, Choice, Drawn, Output, Without
from qualcode.cli.results import draw, drawable, progress, reading, ready, say, show, writing
from qualcode.cli.suggestion_queue import PLACES, listed
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store.suggestions import Waiting
from qualcode.table import Table, without

_SHOWN = 20
_NEEDED = ("server", "model", "seconds", "folder", "blend")
_PRECISION = 0.8
_ANYBODY = (
    "Nobody says who acts, so that nothing is kept: this is what the codebook and what the team has agreed on suggest to anybody. "
    "With --as CODER it is learnt from what you have coded too, and waits for you in: qualcode review"
)
_BAR = 40  # characters of a bar for 1.0
_TRY = "Instead of suggesting"


@dataclass(frozen=True)
class Making:
    """How suggestions are made."""

    suggester: Annotated[
        str,
        typer.Option(
            "--suggester",
            metavar="NAME",
            help="Who proposes: learned, keywords (of the codebook only, for all coders), similar, encoder, llm, blend.",
        ),
    ] = DEFAULT
    unit: Annotated[Literal["turn", "sentence"], typer.Option("--unit", help="What codes are proposed for, one at a time.")] = "turn"
    coded: Annotated[bool, typer.Option("--coded", help="Also for what you have coded already.")] = False
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=0,
            help="Make only the N best. Else all are made and wait, and a terminal shows the 20 best; 0 shows all there too.",
        ),
    ] = None
    least: Annotated[
        float | None,
        typer.Option(
            "--min-score",
            metavar="S",
            min=0,
            max=1,
            help="Only suggestions with this score or more; else as --calibrate has found, or as the suggester decides.",
        ),
    ] = None
    needs: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="What a suggester needs: server=URL, model=NAME and seconds=N (llm), folder=DIR (encoder), blend=NAME,NAME (blend).",
        ),
    ] = field(default_factory=list)

    def wish(self) -> Wish:
        """What is wished for."""
        return Wish(self.suggester, self.unit, self.coded, self.least, self.limit or 0, _settings(self.needs))

    def narrowed(self) -> bool:
        """Whether anything says that less than all is looked at."""
        return self.coded or self.limit is not None or self.least is not None


@dataclass(frozen=True)
class Trying:
    """What is asked of suggestions instead of making some."""

    evaluate: Annotated[
        bool, typer.Option("--evaluate", help="Say what suggestions are worth, tried on your own codings.", rich_help_panel=_TRY)
    ] = False
    acceptance: Annotated[
        bool, typer.Option("--acceptance", help="Say how suggestions were answered so far, under the selection.", rich_help_panel=_TRY)
    ] = False
    by: Annotated[
        list[str],
        typer.Option(
            "--by",
            metavar="A[,B]",
            help="With --evaluate: split by language, code or coder; with --acceptance by suggester too: a,b crosses, repeat for more tables.",
            rich_help_panel=_TRY,
        ),
    ] = field(default_factory=list)
    curve: Annotated[bool, typer.Option("--curve", help="With --evaluate: what more coding brings.", rich_help_panel=_TRY)] = False
    calibrate: Annotated[
        bool,
        typer.Option(
            "--calibrate", help="Find on your own codings from which score on suggestions are right, and keep it.", rich_help_panel=_TRY
        ),
    ] = False
    precision: Annotated[
        float | None,
        typer.Option(
            "--precision",
            metavar="P",
            min=0,
            max=1,
            help="With --calibrate: the share that is to be right, else 0.8; 0 leaves it to the suggester again.",
            rich_help_panel=_TRY,
        ),
    ] = None

    next_: Annotated[
        bool,
        typer.Option(
            "--next",
            help="Choose the turns (--limit N, else 20) from which suggestions would learn most. No frequencies may be made of them.",
            rich_help_panel=_TRY,
        ),
    ] = False

    def check(self, *, narrowed: bool) -> None:
        """Raises QualcodeError for options that do not go together."""
        asked = [option for option in ("evaluate", "calibrate", "acceptance", "next_") if getattr(self, option)]
        if len(asked) > 1:
            raise QualcodeError(f"--{asked[0]} and --{asked[1].rstrip('_')} are two questions.", "Give one of them.")
        if (self.by and not (self.evaluate or self.acceptance)) or (self.curve and not self.evaluate):
            raise QualcodeError("--by and --curve say how suggestions are evaluated.", "Give them with --evaluate.")
        if self.precision is not None and not self.calibrate:
            raise QualcodeError("--precision says how often suggestions are to be right.", "Give it with --calibrate.")
        if narrowed and (self.evaluate or self.calibrate):
            option = "--evaluate" if self.evaluate else "--calibrate"
            raise QualcodeError(
                f"{option} tries a suggester on everything that you have coded.",
                f"Give it without selection, --min-score, --limit and --coded{'' if self.evaluate else ', for all codes'}.",
            )


def suggest(
    acting: Acting,
    choice: Annotated[Choice, Without("code", "attribute")],
    output: Output,
    drawn: Drawn,
    making: Making,
    trying: Trying,
    code: Annotated[
        list[str],
        typer.Option(
            "--code",
            "--codes",
            metavar="ID",
            help="Only this code and those below it are proposed; a,b for several.",
            rich_help_panel="Selection",
        ),
    ] = [],
) -> None:
    """Propose codes for what participants said and you have not coded: learnt from the codebook, what you have coded and what you have refused.

    A suggestion counts in no table until you accept it: qualcode review. What was learnt from you is shown to you alone; what the keywords of
    the codebook find (--suggester keywords) to every coder.

    Examples:
        qualcode suggest --transcript fg1 --code coop,value.need
        qualcode suggest --unit sentence --language fr
        qualcode suggest --min-score 0.6 --limit 50
        qualcode suggest --suggester keywords --coded
        qualcode suggest --format csv -o suggestions.csv
        qualcode suggest --evaluate --by language,code --curve --chart worth.svg
        qualcode suggest --calibrate --precision 0.8
        qualcode suggest --acceptance --by suggester --by code,language
        qualcode suggest --next --limit 30 --language fr
    """
    said = replace(choice.said(), codes=tuple(code))
    # What suggestions are worth can be asked of some codes; a threshold is found for all of them.
    within = replace(said, codes=()) if trying.evaluate else said
    trying.check(narrowed=within != Said() or making.narrowed())
    if drawn != Drawn() and not trying.evaluate:
        raise QualcodeError(
            "Suggestions are read one by one: there is no picture of them.", "Draw what they are worth: --evaluate --chart FILE.svg"
        )
    if trying.evaluate:
        _evaluate(acting, said, output, drawn, making, trying)
    elif trying.calibrate:
        _calibrate(acting, output, making, trying)
    elif trying.acceptance:
        _acceptance(acting, said, output, making, trying)
    elif trying.next_:
        _next(acting, said, output, making)
    else:
        _suggest(acting, said, output, making)


def _suggest(acting: Acting, said: Said, output: Output, making: Making) -> None:
    from qualcode.actions import calibrating, selecting, suggesting
    from qualcode.store import suggestions, thresholds

    shown = 0 if making.limit is not None or ready(output) != "table" else _SHOWN
    if not said_coder(acting.as_coder):
        _propose(acting, said, output, making, shown)
        return
    with writing(acting.project) as store, progress("Suggesting"):
        coder, selection = actor(store, acting.as_coder), selecting.selection(store, said)
        found = suggesting.suggest(store, coder, selection, making.wish(), tell=say)
        waiting = len(suggestions.waiting(store, coder, selection)) if found else 0
        looked = 0 if found else len(suggestions.units(store, selection, by=making.unit, coder=coder, coded=making.coded))
        kept = thresholds.get(store, coder, making.suggester, making.unit) if making.least is None else None
    _list(found, selection, output, shown, [calibrating.said(kept)] if kept else [])
    wait = "suggestion waits" if waiting == 1 else "suggestions wait"
    say(f"{waiting} {wait} for you: qualcode review" if found else _nothing(making, looked, calibrated=kept is not None))


def _nothing(making: Making, looked: int, *, calibrated: bool) -> str:
    """What is said where nothing is suggested, though so many turns or sentences were looked at."""
    if making.least:
        return f"Nothing there has a score of {making.least:g} or more."
    if calibrated:
        return "Nothing there has a score as high as suggest --calibrate has found. To see what has less: --min-score 0.1"
    if looked:
        what = making.unit if looked == 1 else f"{making.unit}s"
        return f"Nothing speaks enough for a code in the {looked} {what} looked at."
    return "Nothing is left to suggest in what you have asked about." + (
        "" if making.coded else " For turns that you have coded too: --coded"
    )


def _propose(acting: Acting, said: Said, output: Output, making: Making, shown: int) -> None:
    """Show what would be suggested to anybody; nothing is kept."""
    from qualcode.actions import selecting, suggesting
    from qualcode.store import suggestions

    with reading(acting.project) as store, progress("Suggesting"):
        selection = selecting.selection(store, said)
        found = suggesting.proposed(store, selection, making.wish(), tell=say)
        looked = 0 if found else len(suggestions.units(store, selection, by=making.unit))
    _list(found, selection, output, shown, [])
    say(_ANYBODY if found else f"{_nothing(making, looked, calibrated=False)} Nobody says who acts: --as CODER")


def _list(found: list[Waiting], selection: Selection, output: Output, shown: int, notes: list[str]) -> None:
    """Show the best of the suggestions; 0 is all of them."""
    best = sorted(found, key=lambda one: -one.score)[: shown or len(found)]
    number = len({one.code for one in found})
    if len(best) < len(found):
        most = f"{len(found)} suggestions were made, of {number} {'code' if number == 1 else 'codes'}; those with the highest scores are shown."
        notes = [most, *notes]
    hidden = [*(PLACES if ready(output) == "table" else ()), *([] if any(one.id for one in best) else ["id"])]
    show([without(listed(best, selection, tuple(notes)), hidden)], output)


def _next(acting: Acting, said: Said, output: Output, making: Making) -> None:
    from qualcode.actions import sampling, selecting

    if replace(making, limit=None) != Making() or said.codes:
        raise QualcodeError("--next chooses turns, whatever their codes, by what is learnt.", "Give it with a selection and --limit only.")
    ready(output)
    with writing(acting.project) as store, progress("Choosing"):
        table = sampling.choose(
            store, actor(store, acting.as_coder), selecting.selection(store, said), _SHOWN if making.limit is None else making.limit
        )
    show([table], output)
    if not table.rows:
        say("You have looked at everything there already.")


def _acceptance(acting: Acting, said: Said, output: Output, making: Making, trying: Trying) -> None:
    from qualcode.actions import accepting, selecting

    if making != Making():
        raise QualcodeError(
            "--acceptance counts what was answered, whoever suggested it.", "Narrow it with the selection, split it with --by."
        )
    ready(output)
    with reading(acting.project) as store:
        selection = selecting.selection(store, said)
        crossed = [[part.strip() for part in each.split(",")] for each in trying.by] or [[]]
        tables = [accepting.acceptance(store, selection, by) for by in crossed]
    show(tables, output)
    if not any(table.rows for table in tables):
        say("Nobody has decided on a suggestion there: qualcode review")


def _calibrate(acting: Acting, output: Output, making: Making, trying: Trying) -> None:
    from qualcode.actions import calibrating

    ready(output)
    precision = _PRECISION if trying.precision is None else trying.precision
    with writing(acting.project) as store, progress("Trying suggestions"):
        coder = actor(store, acting.as_coder)
        if not precision:
            forgotten = calibrating.forget(store, coder, making.wish())
            say(f"{making.suggester} decides {'again' if forgotten else 'already'} from which score on it suggests.")
            return
        table = calibrating.calibrate(store, coder, making.wish(), precision)
    show([table], output)


def _settings(needs: list[str]) -> dict[str, str]:
    found = {}
    for each in needs:
        name, sign, value = each.partition("=")
        if not sign or name not in _NEEDED:
            raise QualcodeError(f"--set {each} says nothing.", f"Give one of {', '.join(f'{known}=VALUE' for known in _NEEDED)}.")
        found[name] = value
    return found


def _evaluate(acting: Acting, said: Said, output: Output, drawn: Drawn, making: Making, trying: Trying) -> None:
    from qualcode.actions import evaluating, selecting

    form = ready(output)
    if form == "csv":
        raise QualcodeError("--evaluate answers with several tables, and csv holds one.", "Take json, md, html or xlsx.")
    drawable(drawn)
    parts = [part.strip() for each in trying.by for part in each.split(",")]
    if drawn != Drawn() and not parts and not trying.curve:
        # Of the figures over all codes nothing can be seen: the picture is that of each code.
        parts = ["code"]
    with reading(acting.project) as store, progress("Trying suggestions") as step:
        coder = actor(store, acting.as_coder)
        only = selecting.selection(store, said).codes
        tables = evaluating.evaluate(store, coder, making.wish(), only=only, by=parts, curve=trying.curve, progress=step)
        draw(store, tables, output, drawn)
    show(tables, output)
    if form == "table" and not output.output:
        for line in _bars(tables[-1] if trying.curve else tables[0], curve=trying.curve):
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
