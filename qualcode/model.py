"""The nouns of a study, as values. Nothing here reads, writes or computes beyond a line."""

from __future__ import annotations

# No slots: making these classes with them takes twice the time, which every command would wait for. What an import makes thousands of is
# a tuple, which takes a quarter of the time to make, and to be passed from one process to another.
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from qualcode.errors import Problem

UNSURE = "und"
"""The language of a stretch of text that nobody could tell."""

Role = Literal["participant", "moderator", "observer"]
TranscriptKind = Literal["focus-group", "interview", "written-interview"]
KINDS = ("focus-group", "interview", "written-interview")
Origin = Literal["manual", "suggested", "search", "imported", "agreed", "adjudicated", "alone"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
"""How a coding came about; the last three are of the consensus: all agree on it, it was decided on, or one coder alone has coded there."""
IN_CONSENSUS: tuple[Origin, ...] = ("agreed", "adjudicated", "alone")
AssignmentState = Literal["to do", "in progress", "finished"]

Texts = Mapping[str, str]
"""Words per language: `{"nl": ..., "fr": ..., "en": ...}`."""


def in_language(texts: Texts, languages: tuple[str, ...], otherwise: str = "") -> str:
    """The words in the first of `languages` that has any, else in any language, else `otherwise`."""
    for language in languages:
        if texts.get(language):
            return texts[language]
    return next((text for text in texts.values() if text), otherwise)


@dataclass(frozen=True)
class Span:
    """A half-open range `[start, end)` in Unicode code points of a canonical text: exactly a Python slice."""

    start: int
    end: int


class Stretch(NamedTuple):
    """A part of a text that is in one language."""

    start: int
    end: int
    language: str


# --- what an importer returns -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ImportOptions:
    """What a person may say about the files of one import; empty means that the importer finds out.

    `variables` are the names and labels of the variables that the study declares: columns of a spreadsheet with such a heading are no answers.
    `split` says whether one file may hold several transcripts: `auto`, `never`, or a pattern for the lines that begin one.
    `known` are labels of speakers that an earlier reading of the transcript has found.
    """

    speakers: Literal["auto", "table", "pattern"] = "auto"
    label: str = ""
    moderators: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    kind: TranscriptKind | None = None
    identifier: str = ""
    variables: tuple[str, ...] = ()
    split: str = "auto"
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A file as received."""

    path: Path
    data: bytes


@dataclass(frozen=True)
class DraftParticipant:
    """A speaker as the file names it. `detail` is what stands with the label (`v, CGG` of `R1 (v, CGG):`)."""

    label: str
    role: Role = "participant"
    detail: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


class DraftTurn(NamedTuple):
    """One stretch of one speaker: `text[start:end]` is what is said, without the speaker's label. Times are milliseconds.

    `languages` are the stretches `(start, end, language)` in code points of the canonical text; empty until the language is known.
    """

    speaker: str
    start: int
    end: int
    time_start: int | None = None
    time_end: int | None = None
    language: str = UNSURE
    languages: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A transcript as read from a file: canonical text, turns in order that do not overlap, participants in order of appearance.

    `part` numbers the transcripts of one file from 0; `name` is the part's own name (a respondent), empty for a file of one part; `line` is
    how many lines of the file's text stand before it.
    """

    text: str
    turns: tuple[DraftTurn, ...]
    participants: tuple[DraftParticipant, ...]
    kind: TranscriptKind = "focus-group"
    part: int = 0
    name: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True)
class Unplaced:
    """A line that no speaker is given, or that begins like a label which was not believed: its number in the text of the file, from 1, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Advice:
    """An option of import that reads a file in another way, as it is to be typed, and why one may want that."""

    option: str
    why: str


@dataclass(frozen=True)
class Reading:
    """What came out of one file: drafts, what could not be kept (`problems`), and what a person may want to know (`notes`).

    `unplaced` are the lines that no speaker is given, `advice` the options that may read the file better.
    """

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    advice: tuple[Advice, ...] = ()


# --- the codebook -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AttributeValue:
    """One declared value of a coding attribute."""

    id: str
    label: Texts


@dataclass(frozen=True)
class Attribute:
    """A property of a coding, with its declared values in order (`ordered`: the order means less to more)."""

    id: str
    label: Texts
    values: tuple[AttributeValue, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Code:
    """A theme of the codebook. `parent` is the id of the code it stands under, empty at the top; `guid` never changes.

    `since` is the version of the codebook, or the date, in which the code came; empty: nobody says.
    """

    id: str
    guid: str
    parent: str
    label: Texts
    definition: Texts = field(default_factory=dict)
    include: Texts = field(default_factory=dict)
    exclude: Texts = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    colour: str = ""
    status: str = "active"
    codable: bool = True
    since: str = ""


@dataclass(frozen=True)
class Codebook:
    """The codes in the order of the file (a parent before its children), and the attributes that a coding may carry."""

    id: str
    version: str
    languages: tuple[str, ...]
    codes: tuple[Code, ...]
    attributes: tuple[Attribute, ...] = ()

    def code(self, id: str) -> Code | None:
        """The code with this id, or None."""
        return next((code for code in self.codes if code.id == id), None)


# --- what the project holds ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Transcript:
    """A session or document in the project. `id` is its slug; `variables` are its tags by variable name."""

    id: str
    guid: str
    kind: TranscriptKind
    file_name: str
    revision: int
    turns: int
    words: int
    participants: int
    variables: Mapping[str, str]


@dataclass(frozen=True)
class Turn:
    """A turn of the current revision: `number` counts from 1, `start` and `end` are in the canonical text, `key` is the row's."""

    key: int
    transcript: str
    number: int
    speaker: str
    role: Role
    start: int
    end: int
    words: int
    language: str
    text: str
    time_start: int | None = None
    time_end: int | None = None


@dataclass(frozen=True)
class Coder:
    """A person who codes."""

    id: str
    guid: str
    name: str
    language: str
    variables: Mapping[str, str] = field(default_factory=dict)


CODING_COLUMNS = ("id", "transcript", "code", "coder", "layer", "start", "end", "turn", "quote", "origin", "note", "was")
"""The columns of codings as a table for other programs; those of the attributes stand beside them, so no attribute is called so."""


@dataclass(frozen=True)
class Coding:
    """This coder put this code on this span; `quotation` is `text[start:end]`. `code` and `transcript` are ids, `turn` counts from 1 (0: none).

    `was` are the codes that it had before codes were joined or split, the latest first.
    """

    guid: str
    transcript: str
    code: str
    coder: str
    layer: str
    start: int
    end: int
    quotation: str
    turn: int
    origin: Origin
    note: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """A stretch of text that suggestions are made for: one turn, in one language."""

    transcript: str
    revision: int
    start: int
    text: str
    language: str


@dataclass(frozen=True)
class Suggestion:
    """A span (in the canonical text) and a code that fits it, with a score from 0 to 1, and the words that made the suggester say so.

    `evidence` is where words that speak for the code stand in the canonical text, in order; empty where no single words do.
    """

    transcript: str
    revision: int
    start: int
    end: int
    code: str
    score: float
    reason: str
    suggester: str
    evidence: tuple[Span, ...] = ()


# --- what is asked of the corpus ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Selection:
    """The filter that reading commands share. `where` maps a variable to its accepted values; several values are alternatives.

    `where`, `kinds`, `speakers`, `languages` and `transcripts` restrict numerator and denominator, `codes` and `attributes` the numerator only.
    """

    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def described(self) -> dict[str, object]:
        """The parts that restrict anything, for the head of a table."""
        parts: dict[str, object] = {
            "where": {name: list(values) for name, values in self.where.items()},
            "kind": list(self.kinds),
            "transcript": list(self.transcripts),
            "speaker": list(self.speakers),
            "language": list(self.languages),
            "code": list(self.codes),
            "attributes": {name: list(values) for name, values in self.attributes.items()},
        }
        return {name: value for name, value in parts.items() if value or name in {"where", "code"}}


# --- the declared design ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Variable:
    """What transcripts, participants and coders are compared by: its label, and the label of each of its values, in order."""

    name: str
    label: Texts
    values: Mapping[str, Texts]


@dataclass(frozen=True)
class Planned:
    """Sessions that the design asks for: `per_cell` of this kind and phase in each cell of the crossed variables."""

    kind: str
    phase: str
    cross: tuple[str, ...]
    per_cell: int


@dataclass(frozen=True)
class Study:
    """The design of a project, from study.toml. `variables` always holds `phase`; `hash` is the sha256 of the file."""

    name: str
    languages: tuple[str, ...]
    codebook: str
    variables: Mapping[str, Variable]
    planned: tuple[Planned, ...]
    hash: str
    text: str


Progress = Callable[[int, int, str], None]
"""Called with what is done, what is to do in all (0: unknown) and what is under way."""


def no_progress(done: int, total: int, what: str) -> None:
    """The Progress of those who do not watch."""
    del done, total, what
