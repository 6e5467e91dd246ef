"""Questions about codes in relation: to each other, to stances, to cases, to the time of a session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.actions.asking import Question, Understood, asked_of, remarked, understood
from qualcode.errors import QualcodeError, unknown
from qualcode.model import Attribute, Codebook
from qualcode.store import codes, tallies, together
from qualcode.store.database import Store
from qualcode.store.groupings import of_codings
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.analysis.matrix import Cells


def only_speech(by: tuple[str, ...]) -> None:
    """Raises QualcodeError for dimensions that belong to codings, where two codes are put in relation."""
    for name in by:
        if of_codings(name):
            named = name.removeprefix("attribute:")
            raise QualcodeError(f"{named} belongs to a coding, and here there are two.", f"Select by it instead: --attribute {named}=VALUE")


def below(book: Codebook, named: tuple[str, ...]) -> tuple[str, ...]:
    """These codes and all that stand under them; without any, all that may be put on text. Raises QualcodeError for an unknown one."""
    if not named:
        return tuple(code.id for code in book.codes if code.codable)
    wanted = {codes.get(book, id).id for id in named}
    for code in book.codes:
        if code.parent in wanted:
            wanted.add(code.id)
    return tuple(code.id for code in book.codes if code.id in wanted)


def _without_codes(to: Understood) -> Understood:
    """The same with all codes in the numerator: of two codes, only one is the one asked for."""
    return replace(to, selection=replace(to.selection, codes=()))


def cooccur(
    store: Store, question: Question, by: tuple[str, ...] = (), *, second: tuple[str, ...] = (), within: int = 0, least: int = 1
) -> Table:
    """Which codes stand together: those asked for with those of `second`, or with any."""
    from qualcode.analysis.cooccur import cooccur as told

    only_speech(by)
    to = understood(store, question)
    every = _without_codes(to).selection
    found = together.together(
        store,
        every,
        to.layer,
        by,
        first=below(to.book, to.selection.codes),
        second=below(to.book, second),
        within=within,
    )
    table = told(
        found,
        tallies.bases(store, to.selection, by),
        to.book,
        asked=asked_of(store, question, to, by),
        study=store.study,
        within=within,
        least=least,
    )
    return remarked(store, table, to)


def attribute_of(book: Codebook, name: str) -> Attribute:
    """The attribute of codings of this name. Raises QualcodeError when the codebook does not declare it."""
    found = next((each for each in book.attributes if each.id == name), None)
    if found is None:
        raise unknown("attribute", name, (each.id for each in book.attributes))
    return found


def stance(store: Store, question: Question, by: tuple[str, ...] = (), *, attribute: str = "stance") -> Table:
    """The codes by the values of an attribute of their codings, in each cell of the dimensions."""
    from qualcode.analysis.stance import stance as told

    to = understood(store, question)
    values = tuple(value.id for value in attribute_of(to.book, attribute).values)
    dimension = f"attribute:{attribute}"
    if dimension in by:
        raise QualcodeError(f"{attribute} is what is counted already.", "Give --by something else, as region or sector.")
    wanted = to.selection.attributes.get(attribute, values)
    carried = replace(to.selection, attributes={**to.selection.attributes, attribute: wanted})
    table = told(
        tallies.tallies(store, carried, to.layer, (*by, dimension)),
        tallies.bases(store, to.selection, by),
        to.book,
        store.study,
        marked=tallies.tallies(store, carried, to.layer, by),
        whole=tallies.tallies(store, to.selection, to.layer, by),
        asked=asked_of(store, question, to, by),
        attribute=attribute,
    )
    return remarked(store, table, to)


def matrix(store: Store, question: Question, by: tuple[str, ...], *, cells: Cells = "presence", codes_as_rows: bool = False) -> Table:
    """Codes by cases, which are the cells of the dimensions."""
    from qualcode.analysis.matrix import matrix as told

    only_speech(by)
    to = understood(store, question)
    table = told(
        tallies.tallies(store, to.selection, to.layer, by),
        tallies.bases(store, to.selection, by),
        to.book,
        asked=asked_of(store, question, to, by),
        study=store.study,
        cells=cells,
        codes_as_rows=codes_as_rows,
    )
    return remarked(store, table, to)


def saturation(store: Store, question: Question, by: tuple[str, ...] = (), *, base: int, run: int) -> Table:
    """How many codes more and more transcripts show, in each cell of the dimensions."""
    from qualcode.analysis.saturation import saturation as told

    only_speech(by)
    if "transcript" in by or "speaker" in by:
        raise QualcodeError("Transcripts are the units that are added up here.", "Give --by a variable, as region or sector.")
    to = understood(store, question)
    units = (*by, "transcript")
    table = told(
        tallies.tallies(store, to.selection, to.layer, units, themes=False),
        tallies.bases(store, to.selection, units),
        to.book,
        asked=asked_of(store, question, to, by),
        study=store.study,
        base=base,
        run=run,
    )
    return remarked(store, table, to)
