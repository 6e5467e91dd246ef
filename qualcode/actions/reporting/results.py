"""The parts of a report with what was found: frequencies, comparisons, stances, themes together, quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qualcode.actions import agreeing, asking, concluding, patterns, selecting
from qualcode.actions.reporting.context import Context, comparisons, spoken
from qualcode.actions.reporting.crosswise import crosswise, label_of
from qualcode.actions.selecting import dimensions
from qualcode.errors import QualcodeError
from qualcode.table import Cell, Column, Picture, Section, Table, without

STANCE = "stance"
_TWO = 2


_INDENT = "\u00a0" * 4
"""Before the label of a code for each code above it: spaces that no format leaves out, and that no line is broken at."""


def _labelled(table: Table, context: Context) -> Table:
    """The table without the ids of codes, its labels set in by how many codes stand above: page and reader want no ids."""
    depth: dict[Cell, int] = {}
    for code in context.book.codes:
        depth[code.id] = depth[code.parent] + 1 if code.parent in depth else 0
    id, label = table.index("code"), table.index("label")
    rows = tuple((*row[:label], _INDENT * depth.get(row[id], 0) + str(row[label] or row[id]), *row[label + 1 :]) for row in table.rows)
    return without(replace(table, rows=rows), {"code"})


def frequencies(context: Context) -> Iterator[Section]:
    """How often each code occurs."""
    table = asking.count(context.store, context.of_groups())
    shown = _labelled(without(table, {"words"}), context)
    yield context.section("frequencies", context.say("frequencies text"), *context.pictured(table), shown)


def comparisons_of(context: Context) -> Iterator[Section]:
    """The codes in the cells of each comparison, side by side; for two cells with how far they lie apart."""
    wanted = comparisons(context)
    if not wanted:
        return
    yield context.section("comparisons", context.say("comparisons text"))
    for one in wanted:
        named = dimensions(context.store, one)
        question = context.everywhere() if "kind" in named else context.of_groups()
        table = asking.compare(context.store, question, named)
        labels = ", ".join(column.label for column in table.columns[2 : 2 + len(named)])
        shown = _labelled(_side_by_side(context, table, named), context)
        yield Section(context.say("by", names=labels), (*context.pictured(table), shown), level=2)


def _side_by_side(context: Context, table: Table, named: tuple[str, ...]) -> Table:
    """The comparison; of two cells that are held with the difference of their shares of participants."""
    shown = crosswise(table, len(named), context.language)
    cells = list(dict.fromkeys(row[2 : 2 + len(named)] for row in table.rows))
    if len(cells) != _TWO:
        return shown
    words = table.columns[2 : 2 + len(named)]
    places = [shown.index(column.name) for column in shown.columns if "participants_" in column.name]
    note = context.say("difference explained", one=label_of(cells[0], words), other=label_of(cells[1], words))
    return replace(
        shown,
        columns=(*shown.columns, Column("share_difference", context.say("difference"), "share")),
        rows=tuple((*row, _difference(*(row[place] for place in places))) for row in shown.rows),
        notes=(*shown.notes, note),
    )


def _difference(k: Cell, n: Cell, other_k: Cell, other_n: Cell) -> float | None:
    """The share k/n less the other; None where one is not defined."""
    if isinstance(k, int) and isinstance(n, int) and isinstance(other_k, int) and isinstance(other_n, int) and n and other_n:
        return k / n - other_k / other_n
    return None


def stance(context: Context) -> Iterator[Section]:
    """Who is for and who against, in all and by what is wished; nothing when the codebook has no stances."""
    if not has_stances(context):
        return
    wanted = ("", *stances_by(context))
    tables = [patterns.stance(context.store, context.of_groups(), dimensions(context.store, one) if one else ()) for one in wanted]
    if any(table.rows for table in tables):
        blocks: list[Picture | Table] = []
        for table in tables:
            blocks += [*context.pictured(table), _labelled(table, context)]
        yield context.section("stance", context.say("stance text"), *blocks)


def has_stances(context: Context) -> bool:
    """Whether codings can say who is for and who against."""
    return STANCE in {attribute.id for attribute in context.book.attributes}


def stances_by(context: Context) -> tuple[str, ...]:
    """What stances are told by besides in all: what is wished, else the language where there are several."""
    wished = context.wish.stance_by
    return wished if wished is not None else ("language",) if len(spoken(context)) > 1 else ()


def cooccurrence(context: Context) -> Iterator[Section]:
    """The pairs of codes that stand together most often."""
    table = patterns.cooccur(context.store, context.of_groups())
    pictures = context.pictured(table)
    most = context.wish.pairs
    if most and len(table.rows) > most:
        note = context.say("pairs shown", shown=most, all=len(table.rows))
        table = replace(table, rows=table.rows[:most], notes=(note, *table.notes))
    yield context.section("cooccurrence", context.say("cooccurrence text"), *pictures, table)


def quotations(context: Context) -> Iterator[Section]:
    """Telling quotations of each code, which a reader can filter, and who is quoted how often."""
    store, question, best = context.store, context.everywhere(), context.wish.quotations
    by = context.wish.quotations_by
    named = dimensions(store, by) if by and best else ()
    table = without(asking.quotes(store, question, named, best=best), {"note"})
    said = {column.name for column in table.columns}
    filters = ("label", *store.study.variables, "language", "transcript", "speaker")
    columns = tuple(replace(column, label=context.say("theme")) if column.name == "label" else column for column in table.columns)
    table = replace(table, columns=columns, filters=tuple(name for name in filters if name in said))
    balance = asking.balance(store, question, named, best=best)
    level = balance.index("level")
    shared = replace(balance, rows=tuple(row for row in balance.rows if row[level] != "participant"))
    yield context.section("quotations", context.say("quotations text"), table, without(shared, {"marker"}))


def findings(context: Context) -> Iterator[Section]:
    """What the study says, with the verdicts of the sessions; nothing when no finding is kept."""
    table = concluding.verdicts(context.store, context.question)
    if table.rows:
        shown = without(table, {"text_before"}) if not any(row[table.index("text_before")] for row in table.rows) else table
        yield context.section("findings", context.say("findings text"), shown)


def agreement(context: Context) -> Iterator[Section]:
    """How far coders agree; nothing when no two of them have finished the same."""
    if coded_twice(context):
        question = replace(context.question, said=replace(context.question.said, codes=context.wish.codes))
        tables = agreeing.agree(context.store, question, (), agreeing.Wish())
        blocks: list[Picture | Table] = []
        for table in tables:
            blocks += [*context.pictured(table), table]
        yield context.section("agreement", context.say("agreement text"), *blocks)


def coded_twice(context: Context) -> bool:
    """Whether there is a transcript that all coders have finished, and more than one of them."""
    try:
        agreeing.region(context.store, selecting.selection(context.store, context.question.said), (), partial=False)
    except QualcodeError:
        return False
    return True
