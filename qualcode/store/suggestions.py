"""Suggestions: a cache of what might be coded, until somebody decides."""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from qualcode.errors import QualcodeError
from qualcode.model import Code, Coder, Selection, Span, Suggestion, Unit
from qualcode.store import codes, decisions, learning, selections
from qualcode.store.database import Store
from qualcode.store.places import Place


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion that waits for a person. `id` is what decisions are kept by; `turn` counts from 1; `quotation` is the span's text.

    `stale`: the codebook said something else of its code when it was made, or the code was split since. `evidence` is where words that
    speak for the code stand in the canonical text.
    """

    id: str
    transcript: str
    turn: int
    speaker: str
    start: int
    end: int
    quotation: str
    code: str
    score: float
    reason: str
    suggester: str
    stale: bool = False
    evidence: tuple[Span, ...] = ()


class Short(NamedTuple):
    """A suggestion that waits, in short: what a screen with thousands of them needs of each."""

    id: str
    start: int
    end: int
    code: str
    score: float
    suggester: str


def id_of(transcript_guid: str, revision: int, start: int, end: int, code_guid: str) -> str:
    """What a suggestion is known by: a hash of transcript, revision, span and code, the same in every copy of the project."""
    parts = "\x1f".join((transcript_guid, str(revision), str(start), str(end), code_guid))
    return hashlib.sha256(parts.encode()).hexdigest()[:12]


UnitKind = Literal["turn", "sentence"]
"""What suggestions are made for, one at a time."""


def units(
    store: Store,
    selection: Selection,
    *,
    by: UnitKind = "turn",
    coder: Coder | None = None,
    coded: bool = False,
    anew: Iterable[Waiting] = (),
) -> list[Unit]:
    """The turns of participants, or their sentences, that suggestions are made for.

    For a coder those that carry no code of what she sees and those in which a suggestion of `anew` begins, or all of them (`coded`); none of
    the transcripts that she codes without suggestions.
    """
    where, values = selections.persons(selection)
    turn, more = selections.turns(selection)
    sql = f"""SELECT turn.id, transcript.slug, transcript.revision, turn."start", turn.text, turn.language FROM turn
        JOIN revision ON revision.id = turn.revision
        JOIN transcript ON transcript.id = revision.transcript AND transcript.revision = revision.number
        JOIN participant ON participant.id = turn.participant
        WHERE transcript.present = 1 AND participant.role = 'participant' AND {where} AND {turn}
          AND NOT {decisions.UNAIDED} ORDER BY transcript.slug, turn.number"""
    rows = store.rows(sql, values | more | {"coder": coder.guid if coder else ""})
    taken = learning.spans(store, coder) if coder and not coded else {}
    begun: defaultdict[str, list[int]] = defaultdict(list)
    for one in sorted(anew, key=lambda one: one.start):
        begun[one.transcript].append(one.start)
    found = []
    pieces = learning.pieces(store, by)
    for row in rows:
        spans = taken.get(row["id"], ())
        for start, text, language in pieces(row["id"], row["start"], row["text"], row["language"]):
            free = not any(span.start < start + len(text) and span.end > start for span in spans)
            places = begun.get(row["slug"], [])
            if free or bisect_left(places, start) < bisect_left(places, start + len(text)):
                found.append(Unit(row["slug"], row["revision"], start, text, language))
    return found


def replace(
    store: Store,
    suggester: str,
    covered: Iterable[Unit],
    made: Iterable[Suggestion],
    *,
    coder: Coder | None = None,
    only: Collection[str] = (),
) -> int:
    """Put the suggestions of one suggester for these units in the place of its earlier ones there. Returns how many there are.

    `coder`: they were learnt from what she has coded, so that nobody else may see them. `only`: those of other codes than these (ids) stay.
    """
    places = {
        row["slug"]: row
        for row in store.rows(
            """SELECT transcript.slug, transcript.id, transcript.guid, revision.id AS revision FROM transcript
            JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision WHERE transcript.present = 1"""
        )
    }
    code_rows = {row["slug"]: row for row in store.rows("SELECT slug, id, guid FROM code WHERE present = 1")}
    loaded = codes.loaded(store)
    whose = _key_of(store, coder)
    rows = []
    for suggestion in made:
        place, code = places[suggestion.transcript], code_rows[suggestion.code]
        id = id_of(place["guid"], suggestion.revision, suggestion.start, suggestion.end, code["guid"])
        span = (suggestion.start, suggestion.end, suggestion.score, suggestion.reason, _said(suggestion.evidence))
        rows.append((id, suggester, whose, place["id"], place["revision"], code["id"], *span, loaded[0] if loaded else None))
    named = ", ".join(str(code_rows[code]["id"]) for code in only if code in code_rows)
    old = f"""DELETE FROM suggestion WHERE suggester = ? AND coder = ? AND revision = ? AND "start" >= ? AND "start" < ?
        {f"AND code IN ({named})" if only else ""}"""
    with store.transaction():
        store.connection.executemany(
            old,
            [(suggester, whose, places[unit.transcript]["revision"], unit.start, unit.start + max(1, len(unit.text))) for unit in covered],
        )
        store.connection.executemany(
            """INSERT OR REPLACE INTO suggestion (key, suggester, coder, transcript, revision, code, "start", "end", score, reason, evidence, codebook)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            rows,
        )
    return len(rows)


def _key_of(store: Store, coder: Coder | None) -> int:
    return int(store.value("SELECT id FROM coder WHERE guid = ?", (coder.guid,)) or 0) if coder else 0


_SEEN = "suggestion.coder IN (0, (SELECT id FROM coder WHERE guid = :coder))"
"""Whether a coder may see a suggestion: it was learnt from nobody's codings, or from hers."""


def waiting(store: Store, coder: Coder, selection: Selection | None = None, *, id: str = "") -> list[Waiting]:
    """The suggestions that this coder has not decided on and not coded already, in the order of the text; or just the one with this id.

    Those of codes that codings cannot carry, retired ones and themes, do not wait.

    Of the same span and code by several suggesters the one with the highest score is given.
    """
    found = _rows(store, coder, selection or Selection(), _USABLE, id)
    known = _Versions(store)
    return [
        Waiting(
            id=row["key"],
            transcript=row["transcript"],
            turn=row["number"],
            speaker=row["label"],
            start=row["start"],
            end=row["end"],
            quotation=row["quotation"],
            code=row["code"],
            score=row["score"],
            reason=row["reason"],
            suggester=row["suggester"],
            stale=known.differ(row["codebook"], row["guid"], row["suggester"]),
            evidence=_spans(row["evidence"]),
        )
        for row in found
    ]


def in_short(store: Store, coder: Coder, transcript: str) -> list[Short]:
    """The suggestions in a transcript (an id) that `waiting` gives, in no order and in a quarter of the time."""
    sql = f"""SELECT suggestion.key, suggestion."start", suggestion."end", code.slug, max(suggestion.score), suggestion.suggester,
          suggestion.revision, suggestion.code
        FROM suggestion {_OF_A_CODE.format(code=_USABLE)}
        WHERE transcript.present = 1 AND transcript.slug = :transcript AND {_OPEN} GROUP BY suggestion.key"""
    barred = decisions.Barred(store, coder)
    rows = store.rows(sql, {"transcript": transcript, "coder": coder.guid})
    return [Short(*about) for *about, revision, code in rows if not barred.holds(revision, code, about[1], about[2])]


def _said(evidence: Iterable[Span]) -> str:
    """Places as they are kept: `12-20 31-40`."""
    return " ".join(f"{span.start}-{span.end}" for span in evidence)


def _spans(said: str) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end)) for start, _, end in (one.partition("-") for one in said.split()))


_USABLE = "code.present = 1 AND code.codable = 1 AND code.status <> 'retired'"
"""Whether codings can carry a code."""


_OF_A_CODE = """JOIN transcript ON transcript.id = suggestion.transcript
        JOIN revision ON revision.id = suggestion.revision AND revision.number = transcript.revision
        JOIN code ON code.id = suggestion.code AND {code}"""
"""The transcript of a suggestion, its revision if that is the last, and its code."""

_OPEN = f"""{_SEEN} AND NOT {decisions.UNAIDED} AND NOT {decisions.DECIDED.format(key="suggestion.key")}
          AND NOT EXISTS (SELECT 1 FROM coding JOIN coder ON coder.id = coding.coder
            JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
            WHERE coding.present = 1 AND coder.guid = :coder AND coding.code = suggestion.code AND coding.transcript = transcript.id
              AND anchor."start" <= suggestion."start" AND anchor."end" >= suggestion."end")"""
"""Whether a coder has not decided on a suggestion that she may see, nor coded it already."""


def _rows(store: Store, coder: Coder, chosen: Selection, code: str, id: str = "") -> list[sqlite3.Row]:
    """The suggestions that a coder may decide on, of codes that fulfil a condition, in the order of the text; of one key the best."""
    where, values = selections.persons(chosen)
    turn, more = selections.turns(chosen)
    below, codes_values = selections.numerator(Selection(codes=chosen.codes))
    sql = f"""SELECT suggestion.key, transcript.slug AS transcript, turn.number, participant.label, suggestion."start", suggestion."end",
          CASE WHEN suggestion."end" <= turn."end"
            THEN substr(turn.text, suggestion."start" - turn."start" + 1, suggestion."end" - suggestion."start")
            ELSE (SELECT substr(whole.text, suggestion."start" + 1, suggestion."end" - suggestion."start") FROM revision AS whole
              WHERE whole.id = suggestion.revision) END AS quotation,
          code.slug AS code, max(suggestion.score) AS score, suggestion.reason, suggestion.evidence, suggestion.suggester, suggestion.codebook, code.guid,
          suggestion.revision, suggestion.code AS code_key
        FROM suggestion {_OF_A_CODE.format(code=code)}
        JOIN turn ON turn."end" > suggestion."start" AND turn.id = (SELECT before.id FROM turn AS before
          WHERE before.revision = revision.id AND before."start" <= suggestion."start" ORDER BY before."start" DESC LIMIT 1)
        JOIN participant ON participant.id = turn.participant
        WHERE transcript.present = 1 AND {where} AND {turn} AND {below.replace("coding.code", "suggestion.code")}
          AND {"suggestion.key = :id" if id else "1 = 1"} AND {_OPEN}
        GROUP BY suggestion.key ORDER BY transcript.slug, suggestion."start", code.position"""
    barred = decisions.Barred(store, coder)
    rows = store.rows(sql, values | more | codes_values | {"id": id, "coder": coder.guid})
    return [row for row in rows if not barred.holds(row["revision"], row["code_key"], row["start"], row["end"])]


class _Versions:
    """The versions of the codebook that suggestions were made with, beside the one in use; each is read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._loaded = codes.loaded(store)
        self._known: dict[str, dict[str, Code]] = {}

    def differ(self, hash: str | None, guid: str, suggester: str) -> bool:
        """Whether a version says other things of a code than the one in use: other keywords, or for suggesters that read more any other text."""
        if hash in (None, FOLLOWED) or (self._loaded and hash == self._loaded[0]):
            return False
        if hash == OUTDATED:
            return True
        then, now = (self._version(each).get(guid) for each in (hash, self._loaded[0] if self._loaded else ""))
        if then is None or now is None:
            return then is not now
        if then.keywords != now.keywords or suggester == "keywords":
            return then.keywords != now.keywords
        return any(getattr(then, part) != getattr(now, part) for part in ("label", "definition", "include", "exclude", "examples"))

    def _version(self, hash: str) -> dict[str, Code]:
        if hash not in self._known:
            self._known[hash] = {code.guid: code for code in codes.version(self._store, hash).codes} if hash else {}
        return self._known[hash]


OUTDATED = ""
"""The version of the codebook of suggestions whose code has come to mean something else since."""


FOLLOWED = "followed"
"""The version of the codebook of suggestions that went along to another code, when codes were joined."""


def outdate(store: Store, code_guid: str) -> None:
    """Note that a code means something else now than when it was suggested: it was split."""
    store.connection.execute("UPDATE suggestion SET codebook = ? WHERE code = (SELECT id FROM code WHERE guid = ?)", (OUTDATED, code_guid))


def idle(store: Store, coder: Coder, selection: Selection) -> dict[str, int]:
    """How many suggestions a coder would have to decide on but for their codes (ids): retired since, themes now, or no longer in the codebook.

    Those that went along to another code are left out.
    """
    gone = f"NOT ({_USABLE}) AND coalesce(suggestion.codebook, '') <> '{FOLLOWED}'"
    found = _rows(store, coder, dataclasses.replace(selection, codes=()), gone)
    return dict(Counter(row["code"] for row in found))


def find(store: Store, coder: Coder, id: str) -> Waiting:
    """The waiting suggestion with this id. Raises QualcodeError that says whether it is unknown, decided or coded already."""
    found = waiting(store, coder, id=id)
    if found:
        return found[0]
    if store.value(f"SELECT {decisions.DECIDED.format(key=':id')}", {"id": id, "coder": coder.guid}):
        raise QualcodeError(
            f"You have decided on suggestion {id} already.", "See it with: qualcode history; take it back with: qualcode undo"
        )
    sql = f"""SELECT code.slug, {decisions.UNAIDED} AS unaided, suggestion.* FROM suggestion
        JOIN code ON code.id = suggestion.code JOIN transcript ON transcript.id = suggestion.transcript
        JOIN revision ON revision.id = suggestion.revision WHERE key = :id AND {_SEEN}"""
    for row in store.rows(sql, {"id": id, "coder": coder.guid}):
        if row["unaided"]:
            raise QualcodeError(
                f"{coder.id} codes the transcript of suggestion {id} without suggestions.", "See the assignments: qualcode coders list"
            )
        if decisions.Barred(store, coder).holds(row["revision"], row["code"], row["start"], row["end"]):
            raise QualcodeError(f"You have said that {row['slug']} is never to be suggested there.", "Take it back with: qualcode undo")
        codes.codable(codes.book(store), row["slug"])
        raise QualcodeError(f"Suggestion {id} is coded already.", "See the codings with: qualcode coding list")
    raise QualcodeError(f"There is no suggestion {id}.", "Make suggestions with: qualcode suggest; their ids stand in its table.")


def carry(store: Store, before: Place, after: Place, placed: Callable[[int, int], tuple[int, int] | None]) -> int:
    """Take the suggestions and decisions on one revision of a transcript to another one; returns how many suggestions that are.

    `placed` gives the span in the other revision, None where its place is not sure. The key is another one there, and known to be the same.
    """
    connection = store.connection
    sql = """SELECT key, first, code, code.guid, "start", "end" FROM suggestion_key JOIN code ON code.id = code WHERE revision = :revision
        UNION SELECT key, key, code, code.guid, "start", "end" FROM suggestion JOIN code ON code.id = code
        WHERE revision = :revision AND key NOT IN (SELECT key FROM suggestion_key)"""
    carried = 0
    for key, first, code, guid, start, end in store.rows(sql, {"revision": before.revision}):
        span = placed(start, end)
        if span is None:
            continue
        now = id_of(after.guid, after.number, *span, guid)
        known = store.value("SELECT first FROM suggestion_key WHERE key = ?", (now,))
        connection.execute("UPDATE suggestion_key SET first = ? WHERE first = ?", (first, known or first))
        insert = (
            """INSERT OR IGNORE INTO suggestion_key (key, first, transcript, revision, code, "start", "end") VALUES (?, ?, ?, ?, ?, ?, ?)"""
        )
        connection.execute(insert, (key, first, before.key, before.revision, code, start, end))
        connection.execute(insert, (now, first, after.key, after.revision, code, *span))
        carried += connection.execute(
            """INSERT OR IGNORE INTO suggestion (key, suggester, coder, transcript, revision, code, "start", "end", score, reason, codebook)
            SELECT ?, suggester, coder, transcript, ?, code, ?, ?, score, reason, codebook FROM suggestion WHERE key = ?""",
            (now, after.revision, *span, key),
        ).rowcount
        for row in store.rows("SELECT suggester, coder, evidence FROM suggestion WHERE key = ? AND evidence <> ''", (key,)):
            there = [Span(*moved) for one in _spans(row["evidence"]) if (moved := placed(one.start, one.end))]
            sql = "UPDATE suggestion SET evidence = ? WHERE key = ? AND suggester = ? AND coder = ?"
            connection.execute(sql, (_said(there), now, row["suggester"], row["coder"]))
    return carried


def counts(store: Store) -> dict[str, int]:
    """How many suggestions each code has in the cache for the texts as they are now, by id."""
    return {code: sum(found.values()) for code, found in _in_cache(store, "'all'").items()}


def makers(store: Store) -> dict[str, list[str]]:
    """Who has made the suggestions of each code in the cache for the texts as they are now, by id."""
    return {code: sorted(found) for code, found in _in_cache(store, "suggestion.suggester").items()}


def _in_cache(store: Store, part: str) -> dict[str, dict[str, int]]:
    """How many suggestions each code (an id) has, in the order of the codebook, by a part that is SQL."""
    known = codes.keys(store)
    sql = f"""SELECT suggestion.code, {part} AS which, count(DISTINCT key) AS n FROM suggestion
        JOIN transcript ON transcript.id = suggestion.transcript
        JOIN revision ON revision.id = suggestion.revision AND revision.number = transcript.revision GROUP BY suggestion.code, which"""
    found: dict[int, dict[str, int]] = {}
    for row in store.rows(sql):
        found.setdefault(row["code"], {})[row["which"]] = row["n"]
    return {slug: found[key] for slug, key in known.items() if key in found}
