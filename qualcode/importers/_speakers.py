"""From lines to a draft: who speaks where, in which role, and what a person should know about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from qualcode.importers import _labels, _marks, _times
from qualcode.importers._guard import short
from qualcode.importers._labels import Mark
from qualcode.importers._lines import Line, check_lines, many
from qualcode.model import Draft, DraftParticipant, DraftTurn, ImportOptions, Role, TranscriptKind
from qualcode.text import fold

NARRATOR = "Narrator"
"""The one participant of a text in which nobody is named."""

MAX_LABELS = 100
"""With more speakers than this, those who are spelt alike are not looked for."""
_ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Spoken:
    """A draft made from lines, and notes about its speakers."""

    draft: Draft
    notes: tuple[str, ...]


def spoken(name: str, lines: Sequence[Line], options: ImportOptions) -> Spoken:
    """The draft of a transcript whose text is these lines; `name` is the file's, for errors.

    Raises Unreadable for more lines than a transcript can have, and QualcodeError for a label pattern that cannot be used.
    """
    check_lines(name, len(lines))
    marks = _marks.find(lines, options)
    text = "\n".join(line.text for line in lines)
    if not any(marks.of):
        draft = _narrated(text, lines)
        return Spoken(replace(draft, kind=options.kind or draft.kind), (*_narrator_note(draft, options), *marks.notes))
    aliases = {fold(label): name for label, name in options.aliases.items()}
    turns, before = _turns(lines, marks.of, aliases)
    participants, detail_notes = _participants(marks.of, aliases)
    participants, role_notes = _with_roles(participants, options)
    notes = [
        *_before_note(before),
        *_silent_note(participants, turns),
        *role_notes,
        *detail_notes,
        *proposals([participant.label for participant in participants]),
        *marks.notes,
    ]
    return Spoken(Draft(text, tuple(turns), participants, kind=options.kind or _kind(participants)), tuple(notes))


class _Turn:
    """A turn that is still going on: where its speech begins (None: nothing said yet) and where it ends so far."""

    def __init__(self, speaker: str, time: int | None) -> None:
        self.speaker = speaker
        self.time = time
        self.until: int | None = None
        self.start: int | None = None
        self.end = 0

    def add(self, line: Line, offset: int, said: int) -> None:
        """The words of a line that begins at `offset` of the text belong to the turn, from `said` on."""
        words = line.text[said:].strip()
        if words:
            begin = offset + line.text.index(words, said)
            self.start = begin if self.start is None else self.start
            self.end = begin + len(words)
        self.until = line.end if line.end is not None else self.until

    def done(self) -> list[DraftTurn]:
        return [DraftTurn(self.speaker, self.start, self.end, self.time, self.until)] if self.start is not None else []


def _turns(lines: Sequence[Line], marks: Sequence[Mark | None], aliases: Mapping[str, str]) -> tuple[list[DraftTurn], list[str]]:
    turns: list[DraftTurn] = []
    before: list[str] = []
    current: _Turn | None = None
    clock: int | None = None
    offset = 0
    for line, mark in zip(lines, marks, strict=True):
        if mark:
            turns += current.done() if current else []
            current = _Turn(_called(mark.label, aliases), next((time for time in (mark.time, line.start, clock) if time is not None), None))
            clock = None
            current.add(line, offset, mark.said)
        elif (time := _times.alone(line.text)) is not None:
            clock = time
        elif line.outside:
            turns += current.done() if current else []
            current = None
        elif current:
            current.add(line, offset, 0)
        if current is None and line.text.strip():
            before.append(line.text)
        offset += len(line.text) + 1
    return turns + (current.done() if current else []), before


def _called(label: str, aliases: Mapping[str, str]) -> str:
    return aliases.get(fold(label), label) if aliases else label


def _narrated(text: str, lines: Sequence[Line]) -> Draft:
    turns: list[DraftTurn] = []
    current: _Turn | None = None
    clock: int | None = None
    offset = 0
    for line in lines:
        if (time := _times.alone(line.text)) is not None:
            clock = time
        elif line.text.strip():
            time, said = _times.leading(line.text)
            if current is None or not line.soft or time is not None:
                turns += current.done() if current else []
                current = _Turn(NARRATOR, next((found for found in (time, line.start, clock) if found is not None), None))
                clock = None
            current.add(line, offset, said)
        offset += len(line.text) + 1
    turns += current.done() if current else []
    return Draft(text, tuple(turns), (DraftParticipant(NARRATOR),))


def _narrator_note(draft: Draft, options: ImportOptions) -> list[str]:
    if options.speakers == "table":
        return ["No table names speakers: the text is one participant, Narrator. Leave --speakers out to have labels looked for."]
    said = f"No speaker was recognised: the text is one participant, {NARRATOR}, of {many(len(draft.turns), 'turn')}."
    return [f"{said} If lines begin with labels, say what they look like with --label."]


def _participants(marks: Sequence[Mark | None], aliases: Mapping[str, str]) -> tuple[tuple[DraftParticipant, ...], list[str]]:
    details: dict[str, list[str]] = {}
    for mark in marks:
        if mark:
            known = details.setdefault(_called(mark.label, aliases), [])
            if mark.detail and mark.detail not in known:
                known.append(mark.detail)
    notes = [
        f"{label} comes with different details: {'; '.join(found)}. The first is kept."
        for label, found in details.items()
        if len(found) > 1
    ]
    return tuple(DraftParticipant(label, detail=found[0] if found else "") for label, found in details.items()), notes


def _with_roles(participants: tuple[DraftParticipant, ...], options: ImportOptions) -> tuple[tuple[DraftParticipant, ...], list[str]]:
    labels = [participant.label for participant in participants]
    notes = []
    if options.moderators:
        said = {fold(label): label for label in options.moderators}
        moderators = {label for label in labels if fold(label) in said}
        absent = [label for key, label in said.items() if key not in set(map(fold, labels))]
        notes += [f"Nobody here is labelled {label}, who was said to be the moderator." for label in absent]
    else:
        moderators = {label for label in labels if _labels.is_moderator(label)}
        if not moderators and (lone := _lone_moderator(labels)):
            moderators = {lone}
            notes.append(f"{lone} is taken for the moderator. If that is wrong, say who it is with --moderator.")
        if not moderators:
            notes.append("No moderator was recognised: every speaker counts as a participant. Say who it is with --moderator.")

    def role(label: str) -> Role:
        return "moderator" if label in moderators else "observer" if _labels.is_observer(label) else "participant"

    return tuple(replace(participant, role=role(participant.label)) for participant in participants), notes


def _lone_moderator(labels: Sequence[str]) -> str:
    """The label that is short for a moderator among labels of another kind: `I` beside `R1`, `Q` beside `A`."""
    folded = {fold(label): label for label in labels}
    pairs = (("i", None), ("m", None), ("q", {"a", "r"}), ("v", {"a"}), ("vraag", {"antwoord"}), ("question", {"reponse", "answer"}))
    found = [folded[key] for key, others in pairs if key in folded and len(folded) > 1 and (others is None or others & set(folded))]
    return found[0] if len(found) == 1 else ""


def _kind(participants: Sequence[DraftParticipant]) -> TranscriptKind:
    asked = any(participant.role == "moderator" for participant in participants)
    return "interview" if asked and sum(participant.role == "participant" for participant in participants) == 1 else "focus-group"


def _before_note(before: Sequence[str]) -> list[str]:
    if not before:
        return []
    return [f"Outside every turn: {many(len(before), 'line')}{', beginning with' if len(before) > 1 else ','} `{short(before[0])}`."]


def _silent_note(participants: Sequence[DraftParticipant], turns: Sequence[DraftTurn]) -> list[str]:
    silent = sorted({participant.label for participant in participants} - {turn.speaker for turn in turns})
    return [f"Labelled but without a word: {', '.join(silent)}."] if silent else []


def proposals(labels: Sequence[str]) -> list[str]:
    """Notes on labels that may be one speaker spelt in two ways; nothing is joined."""
    if len(labels) > MAX_LABELS:
        return [f"There are {len(labels)} different labels: if some are no speakers, say what labels look like with --label."]
    keys = [(label, _key(label)) for label in labels]
    return [
        f"Perhaps one speaker: {first} and {second}. If so, join them with --alias '{second}={first}'."
        for number, (first, one) in enumerate(keys)
        for second, other in keys[number + 1 :]
        if one[1] == other[1] and _alike(one[0], other[0], _labels.is_moderator(first) and _labels.is_moderator(second))
    ]


def _key(label: str) -> tuple[str, str]:
    """The letters of a label, and its digits: two labels with other digits are two speakers."""
    folded = fold(label)
    return "".join(filter(str.isalpha, folded)), "".join(filter(str.isdigit, folded))


def _alike(one: str, other: str, moderators: bool) -> bool:
    if one == other or (moderators and (one.startswith(other) or other.startswith(one))):
        return True
    return (
        min(len(one), len(other)) >= 5
        and abs(len(one) - len(other)) <= 2
        and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
    )
