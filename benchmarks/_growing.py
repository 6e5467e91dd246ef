"""Projects of any number of codings, written straight into the database; and the least that a sweep over them takes.

python -m benchmarks._growing DATABASE: the sorted sweep that is the floor of `cooccur` and `matrix`: every coded turn once, in the order of
the text, its codes counted one by one and two by two. It merges nothing, counts no groups or speakers, knows no themes.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, groupby
from operator import itemgetter
from pathlib import Path

from benchmarks import _project
from benchmarks._measure import CODER, Bench, Job, qualcode

PER_TRANSCRIPT = 100
_TURNS = 60
_PEOPLE = 8
_WORDS = 30
_LETTERS = 180
_REGIONS = ("antwerpen", "brussel", "charleroi")
_SECTORS = ("justitie", "zorg")

_SWEEP = """SELECT coding.transcript, turn.number, coding.code FROM coding
  JOIN coding_turn ON coding_turn.coding = coding.id JOIN turn ON turn.id = coding_turn.turn
  JOIN participant ON participant.id = turn.participant AND participant.role = 'participant'
  WHERE coding.present = 1 ORDER BY coding.transcript, turn.number"""


def made(bench: Bench, folder: Path, codings: int) -> Path:
    """A project with so many codings, PER_TRANSCRIPT in each transcript; one in ten overlaps another of its code."""
    _project.begun(bench, folder)
    connection = sqlite3.connect(folder / "qualcode.db", isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    codes = [row[0] for row in connection.execute("SELECT id FROM code WHERE codable = 1 ORDER BY id")]
    (coder,) = connection.execute("SELECT id FROM coder").fetchone()
    chance = random.Random(codings)
    put = [0]
    for number in range(1, codings // PER_TRANSCRIPT + 1):
        _transcript(connection, number, chance)
        pieces = list(_codings(number, codes, chance, put))
        connection.executemany(
            "INSERT INTO coding (id, guid, transcript, code, coder, layer, origin, note, time, present)"
            " VALUES (?, ?, ?, ?, ?, 'coder', 'manual', '', '', 1)",
            ((id, f"c{id}", number, code, coder) for id, code, _, _, _ in pieces),
        )
        connection.executemany(
            """INSERT INTO anchor (coding, revision, "start", "end", quotation, prefix, suffix, state) VALUES (?, ?, ?, ?, '', '', '', 'placed')""",
            ((id, number, start, end) for id, _, _, start, end in pieces),
        )
        connection.executemany(
            "INSERT INTO coding_turn (coding, turn, span_start, span_end, word_start, word_end) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (id, turn, start, end, (start % _LETTERS) * _WORDS // _LETTERS, (end - 1) % _LETTERS * _WORDS // _LETTERS + 1)
                for id, _, turn, start, end in pieces
            ),
        )
    connection.execute("COMMIT")
    connection.close()
    return folder


def _transcript(connection: sqlite3.Connection, number: int, chance: random.Random) -> None:
    """A transcript of _TURNS turns of equal length by _PEOPLE participants and a moderator."""
    connection.execute(
        "INSERT INTO transcript (id, guid, slug, kind, file_name, file_sha256, part, revision, present)"
        " VALUES (?, ?, ?, 'focus-group', '', ?, 0, 1, 1)",
        (number, f"t{number}", f"fg{number:06}", f"s{number}"),
    )
    connection.execute(
        "INSERT INTO revision (id, guid, transcript, number, sha256, text) VALUES (?, ?, ?, 1, '', '')", (number, f"r{number}", number)
    )
    tags = (("region", chance.choice(_REGIONS)), ("sector", chance.choice(_SECTORS)))
    connection.executemany("INSERT INTO transcript_tag (transcript, variable, value) VALUES (?, ?, ?)", ((number, *tag) for tag in tags))
    first = number * (_PEOPLE + 1)
    connection.executemany(
        "INSERT INTO participant (id, guid, transcript, label, detail, role) VALUES (?, ?, ?, ?, '', ?)",
        (
            (first + at, f"p{first + at}", number, f"R{at}" if at else "M", "participant" if at else "moderator")
            for at in range(_PEOPLE + 1)
        ),
    )
    connection.executemany(
        """INSERT INTO turn (id, revision, number, participant, "start", "end", words, language, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')""",
        (
            (
                *(number * _TURNS + at, number, at + 1, first + (chance.randint(1, _PEOPLE) if at % 6 else 0)),
                *(at * _LETTERS, (at + 1) * _LETTERS, _WORDS, chance.choice(("nl", "fr"))),
            )
            for at in range(_TURNS)
        ),
    )


def _codings(number: int, codes: list[int], chance: random.Random, put: list[int]) -> Iterator[tuple[int, int, int, int, int]]:
    """The codings of a transcript: row, code, turn, start, end."""
    code, at, start = 0, 0, 0
    for place in range(PER_TRANSCRIPT):
        put[0] += 1
        if place % 10:
            code, at = codes[min(int(chance.expovariate(8 / len(codes))), len(codes) - 1)], chance.randrange(_TURNS)
            start = chance.randrange(_LETTERS - 40)
        length = chance.randint(20, 40)
        yield put[0], code, number * _TURNS + at, at * _LETTERS + start, at * _LETTERS + start + length


_PRESENT = """SELECT count(DISTINCT participant.transcript), count(DISTINCT participant.id), count(turn.id) FROM participant
  LEFT JOIN turn ON turn.participant = participant.id WHERE participant.role = 'participant'"""


def sweep(database: Path) -> None:
    """The floor: every coded turn in the order of the text, and how many groups, participants and turns there are."""
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    single: Counter[int] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    for _, rows in groupby(connection.execute(_SWEEP), key=itemgetter(0, 1)):
        codes = sorted({row[2] for row in rows})
        single.update(codes)
        pairs.update(combinations(codes, 2))
    print(sum(single.values()), sum(pairs.values()), *connection.execute(_PRESENT).fetchone())


def job(folder: Path, *args: str) -> Job:
    """A run of the program on a project."""
    return Job(qualcode(*args, "--layer", CODER, "--format", "csv"), folder)


if __name__ == "__main__":
    sweep(Path(sys.argv[1]))
