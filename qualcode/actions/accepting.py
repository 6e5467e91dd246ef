"""How suggestions were answered: which share of them coders have accepted, and how much of what is counted came from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualcode.errors import QualcodeError, unknown
from qualcode.model import Selection
from qualcode.store import coded, codes, decisions
from qualcode.store.codings import CONSENSUS, Layer
from qualcode.store.database import Store
from qualcode.store.decisions import Answer
from qualcode.table import Cell, Column, Table

DIMENSIONS = ("suggester", "code", "coder", "language")
"""What the answers are told apart by."""

_LITTLE = 5
"""With fewer answers no share is given."""

_COUNTS = (
    Column("decided", "decided", "count"),
    Column("accepted", "accepted", "count"),
    Column("elsewhere", "of these on other words", "count"),
    Column("other_code", "another code", "count"),
    Column("rejected", "rejected", "count"),
    Column("never", "never there", "count"),
    Column("share", "share accepted", "share"),
)


def acceptance(store: Store, selection: Selection, by: Sequence[str] = ()) -> Table:
    """How often suggestions were accepted, in each cell of the crossed dimensions; without any, of all of DIMENSIONS.

    Raises QualcodeError for an unknown dimension, and one named twice.
    """
    for name in by:
        if name not in DIMENSIONS:
            raise unknown("dimension of answers", name, DIMENSIONS)
    if len(set(by)) < len(by):
        raise QualcodeError(f"--by {','.join(by)} names a dimension twice.", "Name each one once.")
    wanted = tuple(by) or DIMENSIONS
    cells: defaultdict[tuple[str | None, ...], Counter[int]] = defaultdict(Counter)
    for answer in decisions.answers(store, selection):
        for key in _keys(answer, wanted):
            cells[key][answer.said] += 1
    order = {code.id: at for at, code in enumerate(codes.book(store).codes)}

    def place(key: tuple[str | None, ...]) -> list[tuple[int, str]]:
        return [(order.get(part or "", -1) if name == "code" else 0, part or "") for name, part in zip(wanted, key, strict=True)]

    return Table(
        f"Suggestions accepted by {', '.join(wanted)}",
        "suggestion",
        (*(Column(name, name, "code" if name == "code" else "text") for name in wanted), *_COUNTS),
        tuple((*key, *_counted(cells[key])) for key in sorted(cells, key=place)),
        selection=selection.described(),
        notes=(
            "A suggestion that several suggesters had made counts for each of them; the language is that of the turn.",
            f"With fewer than {_LITTLE} answers no share is given.",
        ),
        group_by=len(wanted) - 1,
    )


def _keys(answer: Answer, by: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
    """The cells that an answer counts in: one, or one for each suggester."""
    for suggester in (answer.suggesters or (None,)) if "suggester" in by else (None,):
        facts = {"suggester": suggester, "code": answer.code, "coder": answer.coder, "language": answer.language}
        yield tuple(facts[name] for name in by)


def _counted(said: Counter[int]) -> tuple[Cell, ...]:
    total = sum(said.values())
    accepted = said[decisions.YES] + said[decisions.YES_ELSEWHERE]
    refused = (said[decisions.OTHER_CODE], said[decisions.NO], said[decisions.NEVER])
    return (total, accepted, said[decisions.YES_ELSEWHERE], *refused, accepted / total if total >= _LITTLE else None)


def with_origins(store: Store, table: Table, layer: Layer, selection: Selection, words: str = "en") -> Table:
    """The table of codes by origin, with notes that say how far it rests on suggestions, and what can be seen from that."""
    from qualcode.analysis._saying import say
    from qualcode.saying import percent

    total: Counter[str] = Counter()
    for code, _, number in coded.by_origin(store, selection, layer):
        total[code] += number
    suggested = coded.from_suggestions(store, selection, layer)
    every, proposed = total.total(), suggested.total()
    if not proposed:
        return replace(table, notes=(*table.notes, say(words, "No coding came from a suggestion.")))
    text = (
        "{proposed} of {every} codings ({share}) rest on codings that were accepted from suggestions."
        if layer.name == CONSENSUS
        else "{proposed} of {every} codings ({share}) were accepted from suggestions."
    )
    notes = [say(words, text, proposed=proposed, every=every, share=percent(proposed / every, words, 0))]
    leaning = [
        f"{code} ({suggested[code]} of {total[code]})" for code in total if total[code] >= _LITTLE and 2 * suggested[code] >= total[code]
    ]
    if leaning:
        text = "At least half of the codings of these codes (with {little} codings or more) came from suggestions: {codes}."
        notes.append(say(words, text, little=_LITTLE, codes=", ".join(leaning)))
    text = (
        "A code that is frequent among the suggested only may be what the suggester finds easily, not what was said most: compare with "
        "transcripts that were coded without suggestions (coders assign --no-suggestions)."
    )
    notes.append(say(words, text))
    return replace(table, notes=(*table.notes, *notes))
