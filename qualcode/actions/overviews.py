"""Overviews of a study: which project does what, whose work a function is, and two sides about each other."""

from __future__ import annotations

from dataclasses import replace

from qualcode import study as studies
from qualcode.actions.asking import Question, asked_of, remarked, understood
from qualcode.actions.patterns import attribute_of, below, only_speech
from qualcode.errors import QualcodeError
from qualcode.store import surroundings, tallies, transcripts
from qualcode.store.database import Store
from qualcode.table import Table


def inventory(store: Store, question: Question, by: tuple[str, ...], *, codes: tuple[str, ...], attribute: str) -> tuple[Table, Table]:
    """The transcripts with how far each code is applied, and how many apply each, by variables of transcripts."""
    from qualcode.analysis.inventory import applications, applied
    from qualcode.analysis.inventory import inventory as told

    for name in by:
        if name not in store.study.variables:
            raise QualcodeError(f"Transcripts have no {name} to be counted by.", "Give --by a variable of study.toml, as region or sector.")
    to = understood(store, replace(question, said=replace(question.said, codes=codes)))
    declared = attribute_of(to.book, attribute)
    wanted = transcripts.chosen(store, to.selection)
    held = [each for each in transcripts.all_of(store) if each.id in wanted]
    found = applied(tallies.tallies(store, to.selection, to.layer, ("transcript", f"attribute:{attribute}")), declared)
    named = set(below(to.book, codes))
    chosen = [code for code in to.book.codes if code.id in named]
    asked = asked_of(store, question, to, ())
    table = told(held, found, to.book, store.study, asked=asked, codes=chosen, attribute=declared)
    counted = applications(held, found, to.book, store.study, asked=replace(asked, by=by), codes=chosen, attribute=declared)
    return remarked(store, table, to), counted


def functions(
    store: Store, question: Question, by: tuple[str, ...] = (), *, codes: tuple[str, ...], actors: tuple[str, ...], within: int
) -> Table:
    """Whose work the codes are: which of the actors' codes stand around them."""
    from qualcode.analysis.functions import functions as told

    only_speech(by)
    to = understood(store, question)
    every = replace(to.selection, codes=())
    named = below(to.book, codes)
    others = tuple(each for each in below(to.book, actors) if each in actors)
    around = surroundings.surroundings(store, every, to.layer, by, first=named, second=others, within=within)
    table = told(
        around,
        tallies.bases(store, to.selection, by),
        to.book,
        asked=asked_of(store, question, to, by),
        study=store.study,
        codes=[code.id for code in to.book.codes if code.id in named and code.codable],
        actors=others,
        within=within,
        all_and_none=(surroundings.ALL, surroundings.NONE),
    )
    return remarked(store, table, to)


def mirror(store: Store, question: Question, by: str, *, codes: tuple[str, ...], attribute: str) -> Table:
    """What the two sides of a variable say of each other."""
    from qualcode.analysis.mirror import mirror as told

    to = understood(store, replace(question, said=replace(question.said, codes=codes)))
    declared = attribute_of(to.book, attribute)
    variable = studies.variable(store.study, by).name
    values = tuple(value.id for value in declared.values)
    carried = replace(to.selection, attributes={**to.selection.attributes, attribute: values})
    table = told(
        tallies.tallies(store, to.selection, to.layer, (variable,)),
        tallies.bases(store, to.selection, (variable,)),
        to.book,
        store.study,
        moves=tallies.tallies(store, carried, to.layer, (variable, f"attribute:{attribute}")),
        asked=asked_of(store, question, to, (variable,)),
        attribute=declared,
    )
    return remarked(store, table, to)
