"""Who talks how much: the talk of each group or cell, of each speaker, and who follows whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from qualcode.analysis._asked import Asked, columns_of
from qualcode.analysis._cells import Key, places
from qualcode.analysis._evenness import spread
from qualcode.analysis._rows import title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column, label
from qualcode.counts import Base, Follow, Talker
from qualcode.model import Codebook, Study
from qualcode.table import Cell, Column, Kind, Table

_BOOK = Codebook("", "", (), ())

_FIGURES: tuple[tuple[str, Kind, str | None], ...] = (
    ("groups", "count", None),
    ("speaking_k", "count", "speaking_n"),
    ("speaking_n", "count", None),
    ("silent", "count", None),
    ("turns", "count", None),
    ("words", "count", None),
    ("words_share", "share", None),
    ("turn_length", "number", None),
    ("top_share_of_words", "share", None),
    ("evenness", "number", None),
    ("effective", "number", None),
    ("gini", "number", None),
    ("moderator_share", "share", None),
)


def participation(talkers: Sequence[Talker], study: Study, *, asked: Asked) -> Table:
    """A row for each cell of `asked.by`: participants who speak, of those present, their turns and words, and how evenly they are spread.

    `words_share` is of all words of participants, `turn_length` words by turn, `moderator_share` the words of moderators by all words in
    that cell. Undefined where nobody says anything.
    """
    cells: dict[Key, list[Talker]] = {}
    for each in talkers:
        if each.role == "participant":
            cells.setdefault(each.key, []).append(each)
    whole = sum(each.words for people in cells.values() for each in people)
    leading: defaultdict[Key, int] = defaultdict(int)
    for each in talkers:
        leading[each.key] += each.words if each.role == "moderator" else 0
    held = [Base(key, 0, 0, len(people), 1) for key, people in cells.items()]
    order = [place.key for place in places((), held, _BOOK, asked, study, empty=False)]
    figures = tuple(column(name, kind, of=of, language=asked.words) for name, kind, of in _FIGURES)
    return Table(
        title=title_by(asked, "Participation", "Participation by {by}", study),
        unit="word",
        columns=(*columns_of(asked.by, asked, study, beside=(each.name for each in figures)), *figures),
        rows=tuple((*key, *_figures(cells[key], whole, leading[key])) for key in order),
        selection=asked.described(),
        notes=_explained(asked.words),
        group_by=max(0, len(asked.by) - 1),
    )


def _explained(words: str) -> tuple[str, ...]:
    return (
        say(words, "Participants, the silent ones too; turns and words are theirs. of words: of the words of all participants here."),
        say(words, "top speaker: the share of the words of the cell that one participant says. evenness: 1 when all say as much."),
        say(words, "effective speakers: so many who say as much would be as uneven (exp of Shannon's H). Gini: 0 when all say as much."),
        say(words, "moderator: the words of moderators by all words; undefined where moderators have no value for the cell."),
    )


def _figures(people: Sequence[Talker], whole: int, moderators: int) -> tuple[Cell, ...]:
    per_person: defaultdict[tuple[str, str], int] = defaultdict(int)
    for each in people:
        per_person[each.transcript, each.speaker] += each.words
    turns, words = sum(each.turns for each in people), sum(per_person.values())
    speaking = {(each.transcript, each.speaker) for each in people if each.turns}
    even = spread(list(per_person.values()))
    return (
        len({each.transcript for each in people}),
        len(speaking),
        len(per_person),
        len(per_person) - len(speaking),
        turns,
        words,
        words / whole if whole else None,
        words / turns if turns else None,
        even.top_share,
        even.evenness,
        even.effective,
        even.gini,
        moderators / (moderators + words) if moderators else None,
    )


def speakers(talkers: Sequence[Talker], *, asked: Asked) -> Table:
    """A row for each speaker of each transcript: turns, words, words by turn, and the share of the words of all who have that role there."""
    whole: defaultdict[tuple[str, str], int] = defaultdict(int)
    for each in talkers:
        whole[each.transcript, each.role] += each.words
    return Table(
        title=say(asked.words, "Speakers"),
        unit="word",
        columns=(
            column("transcript", "text", language=asked.words),
            column("speaker", "text", language=asked.words),
            column("role", "text", language=asked.words),
            column("turns", "count", language=asked.words),
            column("words", "count", language=asked.words),
            column("words_share", "share", language=asked.words),
            column("turn_length", "number", language=asked.words),
            column("marker", "text", language=asked.words),
        ),
        rows=tuple(
            (
                each.transcript,
                each.speaker,
                each.role,
                each.turns,
                each.words,
                each.words / whole[each.transcript, each.role] if whole[each.transcript, each.role] else None,
                each.words / each.turns if each.turns else None,
                "" if each.turns else label("silent", asked.words),
            )
            for each in talkers
        ),
        selection=asked.described(),
        notes=(say(asked.words, "of words: of the words of all speakers with that role in the transcript."),),
        group_by=1,
    )


def sequence(follows: Sequence[Follow], *, asked: Asked) -> Table:
    """Who follows whom: a row for each speaker and each who speaks next, with how often, of all turns of the first that are followed."""
    followed: defaultdict[tuple[str, str], int] = defaultdict(int)
    for each in follows:
        followed[each.transcript, each.speaker] += each.times
    columns: tuple[Column, ...] = (
        column("transcript", "text", language=asked.words),
        column("speaker", "text", language=asked.words),
        column("role", "text", language=asked.words),
        column("next", "text", language=asked.words),
        column("next_role", "text", language=asked.words),
        column("times_k", "count", of="times_n", language=asked.words, word="times"),
        column("times_n", "count", language=asked.words),
        column("times_share", "share", language=asked.words),
    )
    return Table(
        title=say(asked.words, "Who follows whom"),
        unit="turn",
        columns=columns,
        rows=tuple(
            (
                *(each.transcript, each.speaker, each.role, each.next, each.next_role, each.times),
                followed[each.transcript, each.speaker],
                each.times / followed[each.transcript, each.speaker],
            )
            for each in follows
        ),
        selection=asked.described(),
        notes=(
            say(
                asked.words, "times: turns of the speaker that are followed at once by a turn of the next, of those that anything follows."
            ),
        ),
        group_by=3,
    )
