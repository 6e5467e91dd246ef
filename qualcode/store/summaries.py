"""The framework matrix: what somebody has written of a code in a case, and the codings that it was written on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.counts import Key
from qualcode.model import Selection
from qualcode.store.changes import Change
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.store.groupings import ancestors, grouping_of
from qualcode.store.passages import coded_turns

_LAYER = "layer"


@dataclass(frozen=True, slots=True)
class Summary:
    """What is written of a code (by id) in a case, and the `basis` it was written on."""

    code: str
    layer: str
    case: Mapping[str, str]
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The codings of one code, with those below it, in one case: their GUIDs in the order of the text, and a hash of them and their places."""

    codings: tuple[str, ...]
    basis: str


NOTHING = Evidence((), "")


def put(made: Change, code: str, case: Mapping[str, str], text: str, *, layer: str, evidence: Evidence) -> bool:
    """Keep a summary of a code (GUID) in a case; an empty text takes it away. False when that stood there already."""
    cell = json.dumps([[_LAYER, layer], *map(list, _lasting(made.store, case))], ensure_ascii=False)
    value = json.dumps({"text": text, "basis": evidence.basis}, ensure_ascii=False) if text else None
    return made.set("code", code, f"summary:{cell}", value)


def all_of(store: Store) -> list[Summary]:
    """The summaries of codes in the codebook, in its order."""
    slugs = {row["guid"]: row["slug"] for row in store.rows("SELECT guid, slug FROM transcript WHERE present = 1")}
    sql = """SELECT code.slug, cell, code_summary.value FROM code_summary JOIN code ON code.id = code_summary.code
        WHERE code.present = 1 ORDER BY code.position, cell"""
    found = []
    for row in store.rows(sql):
        (_, layer), *case = json.loads(row["cell"])
        value = json.loads(row["value"])
        read = {name: _as_typed(name, said, slugs) for name, said in case}
        if None not in read.values():
            found.append(Summary(row["slug"], layer, {name: str(said) for name, said in read.items()}, value["text"], value["basis"]))
    return found


def _lasting(store: Store, case: Mapping[str, str]) -> list[tuple[str, str]]:
    """A case with the GUIDs of transcripts in the place of their ids, which can change; in the order of the names."""
    guids = {row["slug"]: row["guid"] for row in store.rows("SELECT guid, slug FROM transcript WHERE present = 1")}
    return sorted((name, _replaced(name, value, guids) or value) for name, value in case.items())


def _as_typed(name: str, value: str, slugs: Mapping[str, str]) -> str | None:
    """A value of a case as people type it; None for a transcript that is gone."""
    return _replaced(name, value, slugs) if name in {"transcript", "speaker"} else value


def _replaced(name: str, value: str, names: Mapping[str, str]) -> str | None:
    if name not in {"transcript", "speaker"}:
        return value
    transcript, slash, speaker = value.partition("/")
    return f"{names[transcript]}{slash}{speaker}" if transcript in names else None


def evidence(store: Store, selection: Selection, layer: Layer, by: tuple[str, ...]) -> dict[tuple[Key, str], Evidence]:
    """The codings on participants' turns in each cell of the dimensions and for each code, with those below it."""
    above = ancestors(store, themes=True)
    names = {row["id"]: row["slug"] for row in store.rows("SELECT id, slug FROM code WHERE present = 1")}
    found: dict[tuple[Key, str], dict[str, tuple[int, int]]] = {}
    extra = ("coding.guid", "coding_turn.span_start", "coding_turn.span_end")
    for turn in coded_turns(store, grouping_of(by), selection, layer, extra=extra):
        for code, guid, start, end in sorted(turn.pieces, key=lambda piece: (piece[2], piece[3], piece[1])):
            for ancestor in above[code]:
                found.setdefault((turn.key, names[ancestor]), {})[guid] = (start, end)
    return {place: Evidence(tuple(codings), _hash(codings.items())) for place, codings in found.items()}


def _hash(codings: Iterable[tuple[str, tuple[int, int]]]) -> str:
    lines = sorted(f"{guid} {start} {end}" for guid, (start, end) in codings)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
