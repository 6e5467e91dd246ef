"""Projects made from what a test says is in them: real files, the same bytes of text each time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from qualcode.model import (
    UNSURE,
    Attribute,
    AttributeValue,
    Code,
    Codebook,
    Coder,
    Draft,
    DraftParticipant,
    DraftTurn,
    Origin,
    Role,
    Stretch,
    TranscriptKind,
)
from qualcode.store import coders as coder_rows
from qualcode.store import codes, codings, database, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.text import words_by_turn

STUDY = """
name = "A small study"
languages = ["nl", "fr"]
codebook = "codebooks/book.yaml"
[variables.region]
label = { nl = "Arrondissement", fr = "Arrondissement", en = "District" }
values.antwerp = { nl = "Antwerpen", fr = "Anvers" }
values.charleroi = { nl = "Charleroi", fr = "Charleroi" }
[variables.sector]
label = { nl = "Sector", fr = "Secteur" }
values.justice = { nl = "Justitie", fr = "Justice" }
values.care = { nl = "Hulpverlening", fr = "Soins" }
"""

PARENTS = {
    "coop": "",
    "coop.secrecy": "coop",
    "coop.linking": "coop",
    "coop.linking.formal": "coop.linking",
    "value": "",
    "value.need": "value",
}
"""The codes of BOOK with what each stands under; `coop` and `value` are themes."""

THEMES = ("coop", "value")
CODABLE = tuple(id for id in PARENTS if id not in THEMES)


def guid(code: str) -> str:
    """The GUID of a code of BOOK."""
    return f"guid of {code}"


def book(*without: str, version: str = "1", labels: Mapping[str, str] | None = None, retired: Sequence[str] = ()) -> Codebook:
    """A codebook with the codes of PARENTS."""
    named = labels or {}
    return Codebook(
        "book",
        version,
        ("nl", "fr"),
        tuple(
            Code(
                id,
                guid(id),
                parent,
                {"nl": named.get(id, id.upper())},
                keywords={"nl": (id, f"{id}*")},
                status="retired" if id in retired else "active",
                codable=id not in THEMES,
            )
            for id, parent in PARENTS.items()
            if id not in without
        ),
        (
            Attribute("stance", {"nl": "Houding"}, (AttributeValue("pro", {"nl": "voor"}), AttributeValue("contra", {"nl": "tegen"}))),
            Attribute("tone", {"nl": "Toon"}, (AttributeValue("calm", {}), AttributeValue("angry", {}))),
        ),
    )


BOOK = book()


@dataclass(frozen=True)
class Said:
    """A turn: who says what, in which language; `stretches` when it switches."""

    speaker: str
    text: str
    language: str = UNSURE
    stretches: tuple[Stretch, ...] = ()
    time: int | None = None


@dataclass(frozen=True)
class Script:
    """A transcript: speakers not named in `roles` are participants, `silent` ones say nothing, `own` are speakers' own variables."""

    id: str
    turns: tuple[Said, ...]
    roles: Mapping[str, Role] = field(default_factory=dict)
    silent: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kind: TranscriptKind = "focus-group"

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody, in order of appearance."""
        return tuple(dict.fromkeys((*(turn.speaker for turn in self.turns), *self.silent)))

    @property
    def text(self) -> str:
        """The canonical text: a line per turn, `speaker: what is said`."""
        return "".join(f"{turn.speaker}: {turn.text}\n" for turn in self.turns)

    def spans(self) -> list[tuple[int, int]]:
        """Where each turn stands, without its label."""
        found = []
        at = 0
        for turn in self.turns:
            start = at + len(turn.speaker) + 2
            found.append((start, start + len(turn.text)))
            at = start + len(turn.text) + 1
        return found

    def draft(self) -> Draft:
        """What an importer would have made of it."""
        return Draft(
            text=self.text,
            turns=tuple(
                DraftTurn(turn.speaker, start, end, time_start=turn.time, language=turn.language, languages=turn.stretches)
                for turn, (start, end) in zip(self.turns, self.spans(), strict=True)
            ),
            participants=tuple(
                DraftParticipant(name, self.roles.get(name, "participant"), variables=self.own.get(name, {})) for name in self.speakers
            ),
            kind=self.kind,
        )


SCRIPT = Script(
    "fg1",
    (
        Said("M", "Wat denken jullie over het beroepsgeheim?", "nl"),
        Said("R1", "Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp.", "nl"),
        Said("R2", "Oui, mais le secret partagé existe aussi.", "fr"),
        Said("R1", "Ja.", "nl"),
    ),
    roles={"M": "moderator"},
    silent=("R3",),
    variables={"region": "antwerp", "sector": "care"},
    own={"R2": {"sector": "justice"}},
)


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "study.toml").write_text(STUDY, encoding="utf-8")
        database.create(folder).connection.close()
        with database.opened(folder, write=True) as store:
            with change(store, "coders add", coder=coder_rows.guid_of("anna")) as made:
                coder_rows.add(made, "anna", "Coder A", "nl", {})
                coder_rows.add(made, "bram", "Coder B", "fr", {"region": "antwerp"})
            load(store, anna(store))
        return (folder / database.FILE_NAME).read_bytes()


def lay_out(folder: Path) -> Path:
    """A project with two coders, anna and bram, and BOOK; nothing else. Returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    path = folder / database.FILE_NAME
    path.touch(mode=0o600)
    path.write_bytes(_template())
    return folder


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one example among many: in memory where the machine has such a place, or waiting for the disk takes most of the time."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


@contextmanager
def project(folder: Path, *scripts: Script) -> Iterator[Store]:
    """A fresh project with these transcripts, open for writing."""
    with database.opened(lay_out(folder), write=True) as store:
        for script in scripts:
            bring_in(store, script)
        yield store


def anna(store: Store) -> Coder:
    """The first coder."""
    return coder_rows.get(store, "anna")


def bram(store: Store) -> Coder:
    """The second coder."""
    return coder_rows.get(store, "bram")


def load(store: Store, coder: Coder, version: Codebook = BOOK) -> bool:
    """Load a codebook as one change; its text in the project stands for it."""
    with change(store, "codebook load", coder=coder.guid) as made:
        return codes.load(made, version, repr(version), "codebooks/book.yaml")


def bring_in(store: Store, script: Script, coder: Coder | None = None) -> str:
    """Import a transcript as one change; the file's hash is made of its id. Returns its GUID."""
    with change(store, f"import {script.id}", coder=(coder or anna(store)).guid) as made:
        draft, sha256 = script.draft(), f"sha of {script.id}"
        facts = {"slug": script.id, "file_name": f"{script.id}.txt", "sha256": sha256}
        return transcripts.add(made, draft, words_by_turn(draft), **facts, variables=script.variables)


def remove(store: Store, id: str, coder: Coder | None = None) -> int:
    """Remove a transcript as one change; returns how many codings go with it."""
    with change(store, f"transcripts remove {id}", coder=(coder or anna(store)).guid) as made:
        return transcripts.remove(made, id)


def code(store: Store, *new: NewCoding, coder: Coder | None = None, origin: Origin = "manual", layer: str = "coder") -> list[str]:
    """Put codings on as one change; returns their GUIDs."""
    by = coder or anna(store)
    with change(store, "coding add", coder=by.guid) as made:
        return codings.add(made, by, new, origin=origin, layer=layer)[0]


def place(script: Script, words: str, after: str = "") -> tuple[int, int]:
    """Where these words stand first in a transcript, right after others if any are given."""
    start = script.text.index(after + words) + len(after)
    return start, start + len(words)


def coded(script: Script, code: str, words: str, note: str = "", **attributes: str) -> NewCoding:
    """A coding to be put on these words, where they stand first."""
    return NewCoding(script.id, code, *place(script, words), note, attributes)
