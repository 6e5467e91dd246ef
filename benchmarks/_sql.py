"""Bare SQL on a project's database, as a person would write it by hand: python -m benchmarks._sql count|compare|list DATABASE.

`count` and `compare` give what the program's tables hold, `compare` by region and sector; segments are counted as they are (overlapping
ones twice), and all of it is one layer. `list` gives the codings. The results are written as CSV.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from pathlib import Path

_CODINGS = """
FROM coding
JOIN code_ancestor ON code_ancestor.code = coding.code
JOIN code ON code.id = code_ancestor.ancestor
JOIN transcript ON transcript.id = coding.transcript
JOIN coding_turn ON coding_turn.coding = coding.id
JOIN turn ON turn.id = coding_turn.turn
JOIN participant ON participant.id = turn.participant AND participant.role = 'participant'
{tags}
WHERE coding.present = 1
"""
_PRESENT = """
FROM participant
JOIN transcript ON transcript.id = participant.transcript
LEFT JOIN turn ON turn.participant = participant.id
{tags}
WHERE participant.role = 'participant'
"""
_TAGS = """
JOIN transcript_tag AS region ON region.transcript = transcript.id AND region.variable = 'region'
JOIN transcript_tag AS sector ON sector.transcript = transcript.id AND sector.variable = 'sector'
"""
_QUERIES = (
    # what the codes occur in, and how often
    """SELECT code.slug, {cell} count(DISTINCT coding.transcript), count(DISTINCT turn.participant), count(DISTINCT coding.id),
      sum(coding_turn.word_end - coding_turn.word_start) {codings} GROUP BY {cell} code.id""",
    # words of each group, for the rates
    """SELECT code.slug, {cell} transcript.slug, sum(coding_turn.word_end - coding_turn.word_start) {codings}
    GROUP BY {cell} code.id, transcript.id""",
    # the share of the participant with most segments
    """SELECT slug, {names} 1.0 * max(segments) / sum(segments) FROM (
      SELECT code.slug, {named} code.id, turn.participant, count(DISTINCT coding.id) AS segments {codings}
      GROUP BY {cell} code.id, turn.participant)
    GROUP BY {names} id""",
    # groups held, participants present, words said
    "SELECT {cell} count(DISTINCT participant.transcript), count(DISTINCT participant.id) {present} GROUP BY {group}",
    "SELECT {cell} transcript.slug, sum(turn.words) {present} GROUP BY {cell} transcript.id",
)
_LIST = """
SELECT transcript.slug, code.slug, coder.slug, anchor."start", anchor."end", anchor.quotation, coding.note
FROM coding
JOIN transcript ON transcript.id = coding.transcript
JOIN anchor ON anchor.coding = coding.id
JOIN code ON code.id = coding.code
JOIN coder ON coder.id = coding.coder
WHERE coding.present = 1
ORDER BY transcript.slug, anchor."start"
"""


def queries(what: str) -> list[str]:
    """The SQL of `count`, `compare` or `list`."""
    if what == "list":
        return [_LIST]
    if what == "compare":
        parts = {
            "cell": "region.value, sector.value,",
            "named": "region.value AS region, sector.value AS sector,",
            "names": "region, sector,",
            "group": "region.value, sector.value",
        }
    else:
        parts = {"cell": "", "named": "", "names": "", "group": "1 = 1"}
    tags = _TAGS if what == "compare" else ""
    joined = {"codings": _CODINGS.format(tags=tags), "present": _PRESENT.format(tags=tags)}
    return [query.format(**parts, **joined) for query in _QUERIES]


def main() -> None:
    what, database = sys.argv[1:]
    connection = sqlite3.connect(f"{Path(database).resolve().as_uri()}?mode=ro", uri=True)
    writer = csv.writer(sys.stdout)
    for query in queries(what):
        writer.writerows(connection.execute(query))
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
