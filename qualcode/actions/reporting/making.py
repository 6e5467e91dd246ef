"""A report put together: its parts in order, numbered, each explained once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from qualcode.actions import asking
from qualcode.actions.asking import Question
from qualcode.actions.reporting import material, method, results, words
from qualcode.actions.reporting.config import Wish
from qualcode.actions.reporting.context import Context, checked, groups
from qualcode.model import in_language
from qualcode.saying import LANGUAGES
from qualcode.store.database import Store
from qualcode.table import Report, Section, Table

PARTS: Mapping[str, Callable[[Context], Iterator[Section]]] = {
    "design": material.design,
    "participants": material.participants,
    "codebook": material.codebook,
    "frequencies": results.frequencies,
    "comparisons": results.comparisons_of,
    "stance": results.stance,
    "cooccurrence": results.cooccurrence,
    "quotations": results.quotations,
    "findings": results.findings,
    "agreement": results.agreement,
    "method": method.method,
    "coreq": method.coreq,
}
"""What makes each part of a report; one that has nothing to say gives no section."""


def context_of(store: Store, question: Question, wish: Wish, language: str = "", pictures: str = "") -> Context:
    """What the parts of a report must know: in the language given, else the one wished, else the first of the study that reports can be in.

    `pictures` is the form that they are drawn in, if they are wished. Raises QualcodeError for what is unknown, and when nothing says whose codings to count.
    """
    first = next((each for each in store.study.languages if each in LANGUAGES), "en")
    chosen = checked(language or wish.language or first)
    asked = replace(question, label_language=chosen)
    to = asking.understood(store, asked)
    return Context(store, asked, wish, chosen, to.layer, to.book, groups(store, wish), pictures if wish.pictures else "")


def made(context: Context) -> Report:
    """The report of a project."""
    wish, study = context.wish, context.store.study
    sections = [section for name in wish.sections for section in PARTS[name](context)]
    title = in_language(wish.title, (context.language, *study.languages), study.name or context.say("report"))
    day = words.day(wish.date or method.last_day(context), context.language)
    byline = [words.listed(list(wish.authors), context.language)] if wish.authors else []
    return Report(
        title,
        tuple(_explained_once(sections, context)),
        context.language,
        byline=" · ".join([*byline, context.say("date", day=day)]),
        contents=True,
    )


def _explained_once(sections: Iterable[Section], context: Context) -> Iterator[Section]:
    """The sections; what a note has said below an earlier table is not said again, but where it stands."""
    first: dict[str, int] = {}
    numbers = itertools.count(1)
    for section in sections:
        blocks = tuple(
            _without_known(block, next(numbers), first, context) if isinstance(block, Table) else block for block in section.blocks
        )
        yield replace(section, blocks=blocks)


def _without_known(table: Table, number: int, first: dict[str, int], context: Context) -> Table:
    known = [note for note in table.notes if note in first]
    new = [note for note in table.notes if note not in first]
    first.update(dict.fromkeys(new, number))
    places = sorted({first[note] for note in known})
    if not places:
        return table
    said = "explained above" if len(places) == 1 else "explained above several"
    numbers = words.listed([str(place) for place in places], context.language)
    return replace(table, notes=(*new, context.say(said, numbers=numbers)))
