"""Questions about the talk itself: who speaks how much, who takes up what, and when."""

from __future__ import annotations

from dataclasses import replace

from qualcode import plugins
from qualcode.actions import selecting
from qualcode.actions.asking import Question, Understood, asked_about, asked_of, remarked, understood
from qualcode.actions.patterns import attribute_of, only_speech
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import exchanges, moments, talk, tallies, vocabulary
from qualcode.store.database import Store
from qualcode.table import Table


def participation(store: Store, question: Question, by: tuple[str, ...]) -> Table:
    """Who talks how much, in each cell of the dimensions."""
    from qualcode.analysis.participation import participation as told

    selection = selecting.selection(store, question.said)
    asked = asked_about(store, question, selection, by)
    return told(talk.talkers(store, selection, by), store.study, asked=asked)


def speakers(store: Store, question: Question) -> Table:
    """Every speaker with turns and words."""
    from qualcode.analysis.participation import speakers as told

    selection = selecting.selection(store, question.said)
    return told(talk.talkers(store, selection), asked=asked_about(store, question, selection))


def sequence(store: Store, question: Question) -> Table:
    """Who follows whom."""
    from qualcode.analysis.participation import sequence as told

    selection = selecting.selection(store, question.said)
    return told(talk.follows(store, selection), asked=asked_about(store, question, selection))


def timeline(store: Store, question: Question, by: tuple[str, ...] = (), *, parts: int = 5) -> Table:
    """Where in the session codes stand."""
    from qualcode.analysis.timeline import timeline as told

    only_speech(by)
    to = understood(store, question)
    found = moments.moments(store, to.selection, to.layer, by, parts=parts)
    table = told(found, to.book, asked=asked_of(store, question, to, by), study=store.study, parts=parts)
    return remarked(store, table, to)


def interaction(store: Store, question: Question, by: tuple[str, ...] = (), *, attribute: str, within: int, replies: bool = False) -> Table:
    """What becomes of codes between speakers."""
    from qualcode.analysis.interaction import interaction as told

    only_speech(by)
    to = understood(store, question)
    declared = attribute_of(to.book, attribute)
    table = told(
        tallies.tallies(store, to.selection, to.layer, (*by, f"attribute:{attribute}")),
        tallies.tallies(store, to.selection, to.layer, by),
        tallies.bases(store, to.selection, by),
        exchanges.exchanges(store, to.selection, to.layer, by, attribute=attribute, within=within, named=_named(store, to)),
        to.book,
        study=store.study,
        asked=asked_of(store, question, to, by),
        attribute=declared,
        within=within,
        replies=replies,
    )
    return remarked(store, table, to)


def consensus(store: Store, question: Question) -> Table:
    """What each participant has said of each code, by stance and interaction."""
    from qualcode.analysis.consensus import consensus as told

    to = understood(store, question)
    by = ("transcript", "speaker")
    values = [
        tally
        for attribute in ("stance", "interaction")
        for tally in tallies.tallies(store, to.selection, to.layer, (*by, f"attribute:{attribute}"))
    ]
    said = tallies.tallies(store, to.selection, to.layer, by)
    table = told(said, values, tallies.bases(store, to.selection, by), to.book, asked=asked_of(store, question, to, ()))
    return remarked(store, table, to)


def _named(store: Store, to: Understood) -> dict[tuple[str, str], int]:
    """The first turn in which a moderator names a code, or one below it, by one of its keywords; by transcript and code."""
    from qualcode.suggesters._knowledge import Knowledge

    turns = exchanges.moderators_turns(store, to.selection)
    numbers = {(unit.transcript, unit.start): number for number, unit in turns}
    starts = {id: sorted(start for slug, start in numbers if slug == id) for id in {slug for slug, _ in numbers}}
    parents = {code.id: code.parent for code in to.book.codes}
    first: dict[tuple[str, str], int] = {}
    found = plugins.load("suggesters", "keywords").suggest([unit for _, unit in turns], Knowledge(to.book.codes, store.study.languages))
    for each in found:
        begun = max(start for start in starts[each.transcript] if start <= each.start)
        code = each.code
        while code:
            place = (each.transcript, code)
            first[place] = min(first.get(place, numbers[each.transcript, begun]), numbers[each.transcript, begun])
            code = parents.get(code, "")
    return first


def _one_language(store: Store, question: Question) -> tuple[str, Selection]:
    """The language that words are counted in, and the selection without it. Raises QualcodeError when it is not said which."""
    selection = selecting.selection(store, question.said)
    wanted = selection.languages or store.study.languages
    if len(wanted) != 1:
        raise QualcodeError("Words are counted in one language at a time.", f"Give one: --language {wanted[0]}")
    return wanted[0], replace(selection, languages=())


def words(
    store: Store,
    question: Question,
    by: tuple[str, ...] = (),
    *,
    forms: bool = False,
    everything: bool = False,
    limit: int = 0,
    least: int = 1,
) -> Table:
    """Which words participants use in one language; with dimensions, those that are typical of each cell."""
    from qualcode.analysis import words as told

    only_speech(by)
    language, selection = _one_language(store, question)
    if "language" in by:
        raise QualcodeError("Words of different languages are not to be compared.", "Give --by a variable, as region or sector.")
    asked = asked_about(store, question, replace(selection, languages=(language,)), by)
    said = vocabulary.spoken(store, selection, language, by)
    found = vocabulary.vocabulary(said, told.term_maker(language, forms=forms, everything=everything))
    if by:
        return told.keyness(found, store.study, asked=asked, language=language, limit=limit, least=least, lemmas=not forms)
    return told.frequencies(found, asked=asked, language=language, limit=limit, least=least, lemmas=not forms)


def collocations(store: Store, question: Question, *, word: str = "", limit: int = 0, least: int = 1) -> Table:
    """Which words stand side by side in one language."""
    from qualcode.analysis import collocations as told

    language, selection = _one_language(store, question)
    asked = asked_about(store, question, replace(selection, languages=(language,)))
    said = list(vocabulary.spoken(store, selection, language))
    counted = vocabulary.vocabulary(said, told.pairs)
    turns = [each.words for each in said]
    return told.collocations(turns, counted, asked=asked, language=language, word=word.lower(), limit=limit, least=least)
