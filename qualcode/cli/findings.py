"""The commands findings list, add, edit, link, verdict, verdicts, show, import and remove."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.actions import concluding, selecting
from qualcode.actions.acting import actor
from qualcode.actions.concluding import Stated
from qualcode.cli.options import Acting, Choice, Output, Place, question
from qualcode.cli.results import reading, say, show, writing
from qualcode.errors import QualcodeError

_Id = Annotated[str, typer.Argument(metavar="FINDING", help="Its id, as in 7.")]
_Text = Annotated[list[str], typer.Option("--text", metavar="LANGUAGE=TEXT", help="What it says in a language; repeat it.")]
_Code = Annotated[list[str], typer.Option("--code", metavar="ID", help="A code that carries it; repeat it.")]
_Coding = Annotated[
    list[str], typer.Option("--coding", metavar="ID", help="A coding that carries it; the last characters of its id will do.")
]


def findings_list(place: Place, output: Output) -> None:
    """The findings, what carries them, and how many sessions confirm, qualify or contest them.

    Examples:
        qualcode findings list
        qualcode findings list --label-language fr -o findings.docx
    """
    with reading(place.project) as store:
        table = concluding.listing(store, question(Choice(), output))
    show([table], output)


def findings_add(acting: Acting, id: _Id, text: _Text = [], code: _Code = [], coding: _Coding = []) -> None:
    """Enter a finding: what the study says, in as many languages as you like.

    Examples:
        qualcode findings add 7 --text nl="Op de grens is een coördinerende functie nodig." --code coop.coordination
        qualcode findings add 7 --text fr="Il faut une fonction de coordination à la frontière."
    """
    with writing(acting.project) as store:
        concluding.add(store, actor(store, acting.as_coder), id, Stated(selecting.single(text, "--text"), code, coding))
    say(f"Entered: finding {id}")


def findings_edit(acting: Acting, id: _Id, text: _Text = []) -> None:
    """Give a finding other words; what it said when sessions were first asked is remembered. An empty text takes a language away.

    Examples:
        qualcode findings edit 7 --text nl="Op de grens is een coördinerende functie nodig, geen nieuwe dienst."
    """
    if not text:
        raise QualcodeError("Nothing says the new words.", "Give --text LANGUAGE=TEXT.")
    with writing(acting.project) as store:
        changed = concluding.edit(store, actor(store, acting.as_coder), id, selecting.single(text, "--text"))
    say(f"Changed: finding {id}" if changed else f"Finding {id} said so already.")


def findings_link(
    acting: Acting,
    id: _Id,
    code: _Code = [],
    coding: _Coding = [],
    remove: Annotated[bool, typer.Option("--remove", help="They carry it no longer.")] = False,
) -> None:
    """Say which codes and codings carry a finding.

    Examples:
        qualcode findings link 7 --code coop.coordination --coding a514 --coding 90c2
        qualcode findings link 7 --coding a514 --remove
    """
    with writing(acting.project) as store:
        changed = concluding.link(store, actor(store, acting.as_coder), id, Stated(codes=code, codings=coding), there=not remove)
    say(f"Changed: finding {id}" if changed else "It was so already.")


def findings_verdict(
    acting: Acting,
    id: _Id,
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT", help="The session that was asked.")],
    verdict: Annotated[
        str, typer.Argument(metavar="VERDICT", help="confirmed, qualified, contested, not-discussed; none takes away what stood there.")
    ],
    where: Annotated[
        list[str], typer.Option("--where", metavar="NAME=VALUE", help="Only of those with this value, as --sector care.")
    ] = [],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, or what was added.")] = "",
) -> None:
    """Keep what a session, or one side of it, says of a finding that was put to it.

    Examples:
        qualcode findings verdict 7 antwerpen-gemengd-fg7 confirmed --sector justice
        qualcode findings verdict 7 antwerpen-gemengd-fg7 qualified --sector care --note "not another meeting"
    """
    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        changed = concluding.judge(store, coder, id, transcript, verdict, side=where, note=note)
    say(f"Kept: finding {id} in {transcript}: {verdict}" if changed else "That stood there already.")


def findings_verdicts(place: Place, output: Output) -> None:
    """Findings by the sessions, and their sides, that they were put to, with the words they had before.

    Examples:
        qualcode findings verdicts
        qualcode findings verdicts --label-language nl -o validation.docx
    """
    with reading(place.project) as store:
        table = concluding.verdicts(store, question(Choice(), output))
    show([table], output)


def findings_show(place: Place, output: Output, id: _Id) -> None:
    """All there is to one finding: its words in each language, the verdicts and why, the codings that carry it.

    Examples:
        qualcode findings show 7
    """
    with reading(place.project) as store:
        tables = concluding.detail(store, question(Choice(), output), id)
    show(tables, output)


def findings_import(
    acting: Acting,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Columns finding, text_nl, text_fr, codes; transcript, verdict, note.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
) -> None:
    """Take findings and verdicts from a table: all of it, or nothing when a row is wrong.

    A row without a transcript is a finding; one with a transcript is its verdict, and columns of variables say which side's.

    Examples:
        qualcode findings import findings.csv --dry-run
    """
    with writing(acting.project) as store:
        taken = concluding.read_in(store, actor(store, acting.as_coder), file, dry_run=dry_run)
    said = f"{taken.new} findings are new, {taken.changed} were changed, {taken.verdicts} verdicts came in"
    say(f"Nothing was changed. Without --dry-run: {said}." if dry_run else said)


def findings_remove(acting: Acting, id: _Id) -> None:
    """Take a finding away, with its verdicts. Undo brings it back.

    Examples:
        qualcode findings remove 7
    """
    with writing(acting.project) as store:
        concluding.remove(store, actor(store, acting.as_coder), id)
    say(f"Removed: finding {id}")
