"""The words that participants say in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from qualcode.counts import Key, Term, Vocabulary
from qualcode.model import Selection
from qualcode.store import selections
from qualcode.store.database import Store
from qualcode.store.groupings import columns, grouping_of, people
from qualcode.text import words


class Spoken(NamedTuple):
    """What one participant says in one turn in the language: words as they stand there, in lower case and with straight apostrophes. Transcript and participant by row."""

    key: Key
    transcript: str
    participant: int
    words: list[str]


def spoken(store: Store, selection: Selection, language: str, by: tuple[str, ...] = ()) -> Iterator[Spoken]:
    """The words of participants in this language, by transcript and participant; of a turn that switches, its stretches in the language."""
    grouping = grouping_of(by)
    persons = people(store, grouping, selection)
    sql = f"""SELECT turn.participant, turn.id, turn.language, turn."start", turn.text, stretch."start", stretch."end", stretch.language
          {columns(grouping.turn)}
        FROM transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        JOIN turn ON turn.revision = revision.id
        LEFT JOIN stretch ON stretch.turn = turn.id
        WHERE transcript.present = 1 AND {selections.transcripts(selection)[0]}
          AND (turn.language = :language OR stretch.language = :language)
        ORDER BY transcript.id, turn.participant, turn.number, stretch."start" """
    cursor = store.connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(sql, selections.transcripts(selection)[1] | grouping.values | {"language": language})
    for (participant, _), found in groupby(rows, key=itemgetter(0, 1)):
        pieces = list(found)
        if participant not in persons:
            continue
        slug, own = persons[participant]
        text = _in_language(pieces, language)
        if text:
            yield Spoken(
                grouping.arranged(own, pieces[0][8:], ()), slug, participant, [word.lower().replace("’", "'") for word in words(text)]
            )


def _in_language(pieces: list[tuple[object, ...]], language: str) -> str:
    """The text of a turn that is in the language: all of it, or those of its stretches."""
    _, _, of_turn, start, text, *_ = pieces[0]
    assert isinstance(text, str)
    assert isinstance(start, int)
    if pieces[0][5] is None:
        return text if of_turn == language else ""
    inside = [(piece[5], piece[6]) for piece in pieces if piece[7] == language]
    return "\n".join(text[begins - start : ends - start] for begins, ends in inside if isinstance(begins, int) and isinstance(ends, int))


class _Count:
    __slots__ = ("participant", "participants", "times", "transcript", "transcripts")

    def __init__(self) -> None:
        self.times = self.transcripts = self.participants = 0
        self.transcript = ""
        self.participant = -1

    def add(self, transcript: str, participant: int, times: int) -> None:
        self.times += times
        if transcript != self.transcript:
            self.transcript = transcript
            self.transcripts += 1
        if participant != self.participant:
            self.participant = participant
            self.participants += 1

    def term(self) -> Term:
        return Term(self.times, self.transcripts, self.participants)


def vocabulary(said: Iterable[Spoken], terms_of: Callable[[list[str]], Iterable[str]]) -> Vocabulary:
    """What is said, counted: `terms_of` makes terms of the words of a turn. Memory grows with the cells and the different terms."""
    sizes: dict[Key, _Count] = {}
    terms: dict[tuple[Key, str], _Count] = {}
    for each in said:
        sizes.setdefault(each.key, _Count()).add(each.transcript, each.participant, len(each.words))
        for term in terms_of(each.words):
            place = (each.key, term)
            counted = terms.get(place)
            if counted is None:
                counted = terms[place] = _Count()
            counted.add(each.transcript, each.participant, 1)
    return Vocabulary({key: each.term() for key, each in sizes.items()}, {place: each.term() for place, each in terms.items()})
