"""The parts of a report about what it rests on: the design, the groups and participants, the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualcode.actions import asking, selecting, talking
from qualcode.actions.reporting import words
from qualcode.actions.reporting.context import Context
from qualcode.model import KINDS, Code, in_language
from qualcode.store import transcripts
from qualcode.table import Column, Picture, Section, Table, without
from qualcode.wording import colon

_LEFT_OUT = {"effective", "gini"}


def design(context: Context) -> Iterator[Section]:
    """What was planned and what is held, empty cells named."""
    yield context.section("design", context.say("design text"), asking.design(context.store, context.question))


def participants(context: Context) -> Iterator[Section]:
    """The transcripts, and who talks how much in the cells of the design and in each group."""
    store, question = context.store, context.question
    wanted = transcripts.chosen(store, selecting.selection(store, question.said))
    held = [each for each in transcripts.all_of(store) if each.id in wanted]
    counts = Counter[str](each.kind for each in held)
    text = context.say(
        "participants text",
        transcripts=context.amount(len(held), "transcript"),
        participants=context.amount(sum(each.participants for each in held), "participant"),
        kinds=words.listed([context.amount(counts[kind], kind) for kind in KINDS if counts[kind]], context.language),
    )
    blocks: list[str | Table | Picture] = [text, without(asking.listing(store, question), {"file", "revision"})]
    of_groups = context.of_groups()
    if names := crossed(context):
        blocks.append(without(talking.participation(store, of_groups, names), _LEFT_OUT))
    talk = talking.participation(store, of_groups, ("transcript",))
    blocks += [*context.pictured(talk), without(talk, {*_LEFT_OUT, "groups"})]
    yield context.section("participants", *blocks)


def crossed(context: Context) -> tuple[str, ...]:
    """The variables that the plan of the study crosses."""
    return tuple(dict.fromkeys(name for planned in context.store.study.planned for name in planned.cross))


def codebook(context: Context) -> Iterator[Section]:
    """Every code with its theme and its definition."""
    book = context.book
    themes = [code for code in book.codes if not code.codable]
    text = context.say(
        "codebook text" if book.version else "codebook text without version",
        id=book.id,
        version=book.version,
        themes=context.amount(len(themes), "theme"),
        codes=context.amount(len(book.codes) - len(themes), "code"),
    )
    yield context.section("codebook", text, in_short(context))


def in_short(context: Context) -> Table:
    """The codes that are not retired, under their themes, with their definitions."""
    languages = asking.label_languages(context.store, context.language)
    chosen = [code for code in context.book.codes if code.status != "retired"]
    by_id = {code.id: code for code in chosen}

    def theme(code: Code) -> str:
        while code.parent in by_id:
            code = by_id[code.parent]
        return in_language(code.label, languages, code.id)

    return Table(
        title=f"{colon(context.say('codebook'), context.language)}{context.book.id} {context.book.version}".strip(),
        unit="code",
        columns=(
            Column("theme", context.say("theme"), "text"),
            Column("code", context.say("code"), "code"),
            Column("label", context.say("label"), "text"),
            Column("definition", context.say("definition"), "text"),
        ),
        rows=tuple(
            (theme(code), code.id, in_language(code.label, languages, code.id), in_language(code.definition, languages)) for code in chosen
        ),
        group_by=1,
    )
