"""Summaries of the framework matrix, written on the codings of a code in a case; and translations of quotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qualcode import text as texts
from qualcode.actions import selecting
from qualcode.actions.asking import Question, asked_about, asked_of, understood
from qualcode.actions.patterns import only_speech
from qualcode.counts import Key
from qualcode.errors import QualcodeError, unknown
from qualcode.model import Coder, Selection, Study
from qualcode.store import codes, codings, summaries, tallies, translations
from qualcode.store.changes import change
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.table import Table


def write(store: Store, coder: Coder, code: str, said: tuple[str, ...], text: str, *, layer: str = "") -> str:
    """Write what a case says of a code; an empty text takes it away. Returns the case in words.

    `said` are the parts of the case as NAME=VALUE. Raises QualcodeError for a case that nobody is in.
    """
    found = codes.get(codes.book(store), code)
    counted = codings.layer(store, layer)
    case = _case(store, said)
    held = {base.key for base in tallies.bases(store, Selection(), tuple(case))}
    if tuple(case.values()) not in held:
        raise QualcodeError(f"Nobody is in the case {_named(case)}.", "See which there are: qualcode matrix --framework --by NAME")
    there = _evidence(store, counted, tuple(case)).get((tuple(case.values()), found.id), summaries.NOTHING)
    with change(store, f"summaries write {found.id} {_named(case)}", coder=coder.guid) as made:
        if not summaries.put(made, found.guid, case, texts.canonical(text)[0].strip(), layer=counted.name, evidence=there):
            raise QualcodeError(
                f"Nothing is written of {found.id} in {_named(case)}." if not text else "That stands there already.",
                "See: qualcode summaries list",
            )
    return _named(case)


def _case(store: Store, said: tuple[str, ...]) -> dict[str, str]:
    """A case by dimension and value, in the order of the names."""
    pairs = dict(selecting.pairs(said, "--case"))
    if not pairs:
        raise QualcodeError(
            "Nothing says which case.", "Give for example: --case transcript=fg1, or --case region=antwerp --case sector=care"
        )
    found: dict[str, str] = {}
    for name, value in pairs.items():
        (dimension,) = selecting.dimensions(store, name)
        only_speech((dimension,))
        found[dimension] = _value(store.study, dimension, value)
    return dict(sorted(found.items()))


def _value(study: Study, dimension: str, value: str) -> str:
    from qualcode import study as studies

    return studies.value(study.variables[dimension], value) if dimension in study.variables else value


def _named(case: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in case.items())


def _evidence(store: Store, layer: Layer, by: tuple[str, ...]) -> dict[tuple[Key, str], summaries.Evidence]:
    return summaries.evidence(store, Selection(), layer, by)


def listing(store: Store, question: Question) -> Table:
    """Every summary, and whether its codings have changed since."""
    from qualcode.analysis.framework import Cellful
    from qualcode.analysis.framework import summaries as told

    known: dict[tuple[str, tuple[str, ...]], dict[tuple[Key, str], summaries.Evidence]] = {}
    layers = codings.layers(store)
    found = []
    for each in summaries.all_of(store):
        by = tuple(each.case)
        if (each.layer, by) not in known:
            known[each.layer, by] = _evidence(store, codings.layer(store, each.layer), by) if each.layer in layers else {}
        there = known[each.layer, by].get((tuple(each.case.values()), each.code), summaries.NOTHING)
        found.append((each.code, each.layer, each.case, Cellful(each.text, there.basis != each.basis, there.codings)))
    asked = asked_about(store, question, Selection())
    return told(found, codes.book(store), asked=asked)


def framework(store: Store, question: Question, by: tuple[str, ...]) -> Table:
    """The framework matrix: cases by codes (the themes, or those asked for), with summaries and quotations."""
    from qualcode.analysis.framework import Cellful
    from qualcode.analysis.framework import framework as told

    only_speech(by)
    to = understood(store, question)
    named = to.selection.codes
    chosen = [code for code in to.book.codes if (code.id in named if named else not code.parent)]
    there = summaries.evidence(store, replace(to.selection, codes=()), to.layer, by)
    whole = there if to.selection.described() == Selection(codes=named).described() else _evidence(store, to.layer, by)
    written: dict[tuple[Key, str], summaries.Summary] = {
        (tuple(each.case[name] for name in by), each.code): each
        for each in summaries.all_of(store)
        if each.layer == to.layer.name and set(each.case) == set(by)
    }
    cells = {}
    for place in {*there, *written}:
        summary = written.get(place)
        basis = whole.get(place, summaries.NOTHING).basis
        stale = summary is not None and basis != summary.basis
        cells[place] = Cellful(summary.text if summary else "", stale, there.get(place, summaries.NOTHING).codings)
    return told(
        cells,
        tallies.bases(store, to.selection, by),
        to.book,
        store.study,
        asked=asked_of(store, question, to, by),
        codes=chosen,
    )


def translate(store: Store, coder: Coder, id: str, language: str, text: str) -> str:
    """Give the quotation of a coding in another language; an empty text takes it away. Returns the quotation.

    Raises QualcodeError for an unknown coding and for a language that nothing here is in.
    """
    from qualcode.languages import tools

    known = {*store.study.languages, *tools.known()}
    if language not in known:
        raise unknown("language", language, known)
    coding = codings.find(store, id)
    with change(store, f"translations write {id} --to {language}", coder=coder.guid) as made:
        if not translations.put(made, coding.guid, language, texts.canonical(text)[0].strip()):
            raise QualcodeError(
                "That translation stands there already." if text else "There is no such translation.", "See: qualcode quotes"
            )
    return coding.quotation
