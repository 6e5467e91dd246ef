"""The commands disagreements and adjudicate: where coders differ, and settling it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.actions.selecting import selection, single
from qualcode.cli.options import Acting, Choice, Output, Place, Without, parted
from qualcode.cli.results import reading, say, show, show_report, writing
from qualcode.errors import QualcodeError
from qualcode.saying import ours
from qualcode.table import Table

Coders = Annotated[
    list[str],
    typer.Option(
        "--coders", metavar="A,B", help="Compare these, where all have finished. Else, in each transcript, those who have finished it."
    ),
]
Kinds = Annotated[
    list[str], typer.Option("--kind", metavar="KIND", help="Only missed, extra, other-code, boundary or attribute, or several.")
]
Stale = Annotated[bool, typer.Option("--stale", help="Only those that were decided before codings changed: to be decided anew.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="So many at most, those first that cost most.")]


_OF_ALL = ("progress", "layers", "confused", "drift")
"""Views that count what is settled and what is not, of every kind."""


@dataclass(frozen=True)
class View:
    """What is shown of disagreements."""

    open_: Annotated[bool, typer.Option("--open", help="Only those that are not settled.")] = False
    stale: Stale = False
    brief: Annotated[bool, typer.Option("--brief", help="A line for each, without the words.")] = False
    worksheet: Annotated[
        bool, typer.Option("--worksheet", help="The open ones with columns to fill in at a meeting, for .docx, .xlsx or .csv.")
    ] = False
    summary: Annotated[bool, typer.Option("--summary", help="How many of each kind instead.")] = False
    progress: Annotated[bool, typer.Option("--progress", help="By code: how many are settled, and alpha before and after.")] = False
    layers: Annotated[bool, typer.Option("--layers", help="How often each code occurs with each coder and in the consensus.")] = False
    confused: Annotated[bool, typer.Option("--confused", help="The codes that are taken for each other, and what to sharpen.")] = False
    drift: Annotated[bool, typer.Option("--drift", help="How much was coded alike in the course of time, and by version.")] = False

    def check(self, *, kind: bool, limit: bool) -> None:
        """Raises QualcodeError for several views at once, and where a view of all disagreements is to choose among them."""
        said = [name for name in ("brief", "worksheet", "summary", *_OF_ALL) if getattr(self, name)]
        if len(said) > 1:
            raise QualcodeError(f"--{said[0]} and --{said[1]} are two different tables.", "Ask for one at a time.")
        chosen = {"open": self.open_, "stale": self.stale, "kind": kind, "limit": limit}
        named = next((name for name, wanted in chosen.items() if wanted), "")
        if named and said and said[0] in _OF_ALL:
            raise QualcodeError(f"--{said[0]} is of all disagreements, and --{named} chooses some of them.", f"Leave --{named} away.")


def disagreements(
    place: Place,
    choice: Annotated[Choice, Without("kind")],
    output: Output,
    view: View,
    coders: Coders = [],
    kind: Kinds = [],
    limit: Limit = None,
) -> None:
    """What coders differ on: each with its words, what each coder says, of which kind it is, those first that cost most agreement.

    Missed: the others have it. Extra: the others do not. Other code: another code on nearly the same words. Boundary: the same code on words that
    overlap. Attribute: the same words and code. Who is said to have missed it, when it is one against one, is the first of --coders. What it
    costs is how much the alpha of its code, as in agree, would rise if it were settled. Settle them with: qualcode adjudicate

    Examples:
        qualcode disagreements --limit 20 --brief
        qualcode disagreements --coders C1,C2 --code coop --kind other-code,missed
        qualcode disagreements --worksheet --limit 40 -o meeting.xlsx
        qualcode disagreements --progress
        qualcode disagreements --confused -o confused.docx
    """
    from qualcode.actions import differing
    from qualcode.actions.comparing import compare

    view.check(kind=bool(kind), limit=limit is not None)
    with reading(place.project) as store:
        language = output.label_language
        compared = compare(store, parted(coders), words=ours(language))
        wanted = differing.Wanted(
            selection(store, choice.said()), tuple(parted(kind)), view.open_ or view.worksheet, only_stale=view.stale, limit=limit or 0
        )
        if view.worksheet:
            report = differing.worksheet(store, compared, wanted, language)
            tables: list[Table] = report.tables()
        elif view.confused:
            tables = differing.confused(store, compared, wanted, language)
        elif view.drift:
            tables = differing.drifting(store, compared, wanted, language)
        elif view.progress:
            tables = [differing.progress(store, compared, wanted, language)]
        elif view.layers:
            tables = [differing.by_layer(store, compared, wanted, language)]
        elif view.summary:
            tables = [differing.by_kind(store, compared, wanted, language)]
        else:
            tables = [differing.table(store, compared, wanted, language, brief=view.brief)]
    if not view.worksheet:
        show(tables, output)
        return
    if not tables[0].rows:
        say("Nothing is open: there is nothing to fill in.")
        return
    show_report(report, output)
    say(f"{len(tables[0].rows)} disagreements are on the worksheet.")
    if output.output is not None:
        say(f"When it is filled in: qualcode adjudicate --import {output.output}")


@dataclass(frozen=True)
class Deciding:
    """What is decided without asking."""

    take: Annotated[
        str, typer.Option("--take", metavar="WHO", help="A coder's id, both or neither, for the disagreements whose ids are given.")
    ] = ""
    to: Annotated[str, typer.Option("--to", metavar="CODE", help="Another code comes instead.")] = ""
    quote: Annotated[str, typer.Option("--quote", metavar="TEXT", help="It stands on these words instead.")] = ""
    turn: Annotated[int | None, typer.Option("--turn", metavar="N", min=1, help="With --quote: the words in this turn.")] = None
    attribute: Annotated[
        list[str], typer.Option("--attribute", metavar="NAME=VALUE", help="What is taken has this attribute, whatever the coders say.")
    ] = field(default_factory=list)
    every: Annotated[bool, typer.Option("--all", help="Decide so on all that are open, of this selection and --kind, instead of ids.")] = (
        False
    )
    agreed: Annotated[bool, typer.Option("--agreed", help="Only take what all agree on, and ask nothing.")] = False
    alone: Annotated[
        bool, typer.Option("--alone", help="Take what one coder has coded in transcripts that nobody else has to code, as it is.")
    ] = False
    back: Annotated[
        list[Path],
        typer.Option("--import", metavar="FILE", readable=False, help="Take decisions from a worksheet: .xlsx, .docx or .csv."),
    ] = field(default_factory=list)
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, which is kept.")] = ""
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False

    @property
    def said(self) -> bool:
        """Whether it says what is decided."""
        return bool(self.take or self.to or self.quote)

    def check(self, ids: Sequence[str]) -> None:
        """Raises QualcodeError for options that do not go together."""
        if sum((bool(self.back), self.agreed, self.alone, bool(ids) or self.every)) > 1:
            raise QualcodeError(
                "Several ways of deciding are said at once.", "Give ids, --all, --agreed, --alone or --import, one of them."
            )
        if self.said != (bool(ids) or self.every):
            how = "Give ids as listed by: qualcode disagreements, or --all" if self.said else "Add --take WHO, --to CODE or --quote TEXT."
            raise QualcodeError("A decision needs what it is on, and what is taken.", how)
        if self.quote and len(ids) != 1:
            raise QualcodeError("--quote says on which words one disagreement comes to stand.", "Give it with one id.")
        if (self.attribute or self.turn or self.why) and not self.said:
            raise QualcodeError("--attribute, --turn and --why belong to a decision.", "Give them with an id and --take, --to or --quote.")


def adjudicate(
    acting: Acting,
    choice: Annotated[Choice, Without("kind", "attribute")],
    deciding: Deciding,
    ids: Annotated[list[str], typer.Argument(metavar="[ID]...", help="The disagreements to decide on; - reads ids from stdin.")] = [],
    coders: Coders = [],
    kind: Kinds = [],
    stale: Stale = False,
    limit: Limit = None,
) -> int:
    """Settle what coders differ on, one at a time, those first that cost most; what is decided becomes the layer consensus.

    What all agree on comes in by itself; the coders' own layers stay as they are. Keys: 1, 2 ... take that coder's side, b both, n neither, c another
    code, w other words, u take the last answer back, space skip, q quit; each time the reason is asked for, and kept. Each answer is saved at once:
    stop, and go on another day. Without a terminal, ids with --take, or the worksheet of a meeting with --import: all of it is taken, or nothing
    and what is wrong is listed. --alone takes what only one codes. When codings change later, what was decided on them does not hold any more and is asked anew.

    Examples:
        qualcode adjudicate --code coop
        qualcode adjudicate --agreed
        qualcode adjudicate 8e1fdc09 --take C1 --why "the definition says so"
        qualcode adjudicate 8e1fdc09 --to coop.legal --quote "de wet laat dat niet toe"
        qualcode adjudicate --all --kind boundary --take both --why "the longer span"
        qualcode adjudicate --import meeting.xlsx
        qualcode adjudicate --alone
    """
    from qualcode.cli import settling

    deciding.check(ids)
    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        wanted = settling.Asked(selection(store, choice.said()), tuple(parted(kind)), limit or 0, tuple(parted(coders)), stale=stale)
        if deciding.back:
            return settling.take_back(store, coder, wanted, deciding.back, dry_run=deciding.dry_run)
        if deciding.alone:
            return settling.take_alone(store, coder, dry_run=deciding.dry_run)
        if deciding.agreed:
            return settling.take_agreed(store, coder, wanted, dry_run=deciding.dry_run)
        if deciding.said:
            from qualcode.actions.adjudicating import OTHER, Decision

            named = [*(id for id in ids if id != "-"), *(sys.stdin.read().split() if "-" in ids else [])]
            attributes = single(deciding.attribute, "--attribute")
            took = deciding.take or OTHER
            decision = Decision(took, deciding.to, None, attributes, deciding.why)
            words = (deciding.quote, deciding.turn or 0)
            return settling.decide(store, coder, wanted, named, decision, words, dry_run=deciding.dry_run)
        return settling.go_through(store, coder, wanted)
