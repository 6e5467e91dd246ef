"""The commands summaries write, list and remove, and translations write and remove."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.actions import summarising
from qualcode.actions.acting import actor
from qualcode.cli.options import Acting, Choice, Layered, Output, Place, question
from qualcode.cli.results import reading, say, show, writing
from qualcode.errors import QualcodeError

_Code = Annotated[str, typer.Argument(metavar="CODE", help="The code, or a theme.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="The coding; its last characters will do.")]
_To = Annotated[str, typer.Option("--to", metavar="CODE", help="The language, as fr.")]
_Case = Annotated[list[str], typer.Option("--case", metavar="NAME=VALUE", help="The case: a transcript, or values of variables.")]


def summaries_write(
    acting: Acting,
    layered: Layered,
    code: _Code,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What the case says of the code, in your words.")],
    case: _Case = [],
) -> None:
    """Write what a case says of a code, for matrix --framework; it becomes stale when the codings there change.

    Examples:
        qualcode summaries write coop.secrecy "Zwijgen om het vertrouwen" --case transcript=antwerpen-zorg-fg1
        qualcode summaries write coop "Informel et fragile" --case region=charleroi --case sector=care
    """
    if not text.strip():
        raise QualcodeError("There is nothing to write.", "To take a summary away: qualcode summaries remove")
    with writing(acting.project) as store:
        named = summarising.write(store, actor(store, acting.as_coder), code, tuple(case), text, layer=layered.layer)
    say(f"Written: {code} in {named}")


def summaries_remove(acting: Acting, layered: Layered, code: _Code, case: _Case = []) -> None:
    """Take a summary away. Undo brings it back.

    Examples:
        qualcode summaries remove coop.secrecy --case transcript=antwerpen-zorg-fg1
    """
    with writing(acting.project) as store:
        named = summarising.write(store, actor(store, acting.as_coder), code, tuple(case), "", layer=layered.layer)
    say(f"Removed: {code} in {named}")


def summaries_list(place: Place, output: Output) -> None:
    """The summaries, with how many codings each stands on, and those whose codings have changed since.

    Examples:
        qualcode summaries list
    """
    with reading(place.project) as store:
        table = summarising.listing(store, question(Choice(), output))
    show([table], output)


def translations_write(
    acting: Acting,
    id: _Id,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The quotation in that language.")],
    to: _To,
) -> None:
    """Give a quotation in another language, for reports: quotes shows both side by side.

    Examples:
        qualcode translations write a514 "Mon silence est une attestation." --to fr
    """
    if not text.strip():
        raise QualcodeError("There is nothing to write.", "To take a translation away: qualcode translations remove")
    with writing(acting.project) as store:
        original = summarising.translate(store, actor(store, acting.as_coder), id, to, text)
    say(f"Translated: {' '.join(original.split())}")


def translations_remove(acting: Acting, id: _Id, to: _To) -> None:
    """Take a translation away. Undo brings it back.

    Examples:
        qualcode translations remove a514 --to fr
    """
    with writing(acting.project) as store:
        original = summarising.translate(store, actor(store, acting.as_coder), id, to, "")
    say(f"Removed the translation of: {' '.join(original.split())}")
