"""From lines to a draft: who speaks where, in which role, and what a person should know about it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from qualcode.importers import _labels, _marks, _numbers, _times
from qualcode.importers._guard import short
from qualcode.importers._labels import Mark
from qualcode.importers._lines import Line, check_lines, many
from qualcode.model import Advice, Draft, DraftParticipant, DraftTurn, ImportOptions, Reading, Role, Stretch, TranscriptKind, Unplaced
from qualcode.text import fold

NARRATOR = "Narrator"
"""The one participant of a text in which nobody is named."""

MAX_LABELS = 100
"""With more speakers than this, those who are spelt alike are not looked for."""
_ALIKE = 0.85
_NOBODY = "no speaker is named for it"


def spoken(name: str, lines: Sequence[Line], options: ImportOptions, people: Sequence[DraftParticipant] = ()) -> Reading:
    """The reading of a file whose text is these lines: its drafts, the lines that belong to nobody, and what a person may want to know of both.

    `name` is the file's, for errors; `people` are those whom the file itself lists, with roles and details, silent ones too. What the file form knows besides is added by the importer (`dataclasses.replace`). Raises Unreadable
    for more lines than a transcript can have, and Unusable for a label pattern that cannot be used.
    """
    check_lines(name, len(lines))
    marks = _marks.find(lines, options)
    lines, remarks = _numbers.without(lines, [mark is not None for mark in marks.of])
    if remarks:
        marks = _marks.find(lines, options)
    text = "\n".join(line.text for line in lines)
    if not any(marks.of):
        draft = _narrated(text, lines)
        doubts, advice = _doubted(lines, marks, draft)
        draft = replace(draft, kind=options.kind or draft.kind)
        return Reading(
            (draft,), notes=(*remarks, *_times_note(draft.turns)), unplaced=doubts, advice=(_narrator_advice(draft, options), *advice)
        )
    aliases = {fold(label): name for label, name in options.aliases.items()}
    turns, before = _turns(lines, marks, aliases)
    participants, detail_notes = _participants(marks.of, aliases, people)
    participants, role_notes, role_advice = _with_roles(participants, options)
    draft = Draft(text, tuple(turns), participants, kind=options.kind or _kind(participants))
    doubts, doubt_advice = _doubted(lines, marks, draft)
    return Reading(
        (draft,),
        notes=(*remarks, *_before_note(before), *_silent_note(participants, turns), *_times_note(turns), *role_notes, *detail_notes),
        unplaced=tuple(sorted((*before, *doubts), key=lambda line: line.line)),
        advice=(*role_advice, *proposals([participant.label for participant in participants]), *doubt_advice),
    )


class _Turn:
    """A turn that is still going on: where its speech begins (None: nothing said yet) and where it ends so far."""

    def __init__(self, speaker: str, time: int | None, until: int | None = None) -> None:
        self.speaker = speaker
        self.time = time
        self.lasts_until = until
        self.until: int | None = None
        self.start: int | None = None
        self.end = 0
        self.languages: list[Stretch] = []

    def add(self, line: Line, offset: int, said: int) -> int | None:
        """The words of a line that begins at `offset` of the text belong to the turn, from `said` on, but for the time marks at both ends.

        Returns the time at the end of the line, until which the turn lasts if it ends here.
        """
        if self.start is None and not said:
            time, said = _times.leading(line.text)
            self.time = time if self.time is None else self.time
        mark, stop = _times.trailing(line.text)
        if stop < said:
            mark, stop = None, len(line.text)
        words = line.text[said:stop].strip()
        if words:
            self.until = None
            begin = offset + line.text.index(words, said)
            self.start = begin if self.start is None else self.start
            self.end = begin + len(words)
            self.languages += _within(line.languages, offset, begin, self.end)
        self.until = next((time for time in (line.end, mark, self.until) if time is not None), None)
        return mark

    def done(self) -> list[DraftTurn]:
        if self.start is None:
            return []
        until = self.lasts_until if self.until is None else self.until
        until = None if self.time is not None and until is not None and until < self.time else until
        return [DraftTurn(self.speaker, self.start, self.end, self.time, until, languages=tuple(self.languages))]


def _within(languages: Sequence[Stretch], offset: int, start: int, end: int) -> list[Stretch]:
    """The stretches of a line that begins at `offset`, as far as they lie between `start` and `end` of the text."""
    placed = (Stretch(max(one.start + offset, start), min(one.end + offset, end), one.language) for one in languages)
    return [one for one in placed if one.start < one.end]


def _turns(lines: Sequence[Line], marks: _marks.Marks, aliases: Mapping[str, str]) -> tuple[list[DraftTurn], list[Unplaced]]:
    turns: list[DraftTurn] = []
    before: list[Unplaced] = []
    current: _Turn | None = None
    clock: int | None = None
    offset = 0
    for number, (line, mark) in enumerate(zip(lines, marks.of, strict=True), 1):
        time = None if mark else _times.alone(line.text)
        if mark:
            turns += current.done() if current else []
            begins = next((one for one in (mark.time, line.start, clock) if one is not None), None)
            current = _Turn(_called(mark.label, aliases), begins, mark.until)
            clock = current.add(line, offset, mark.said)
        elif time is not None and current and current.start is None and current.time in (None, time):
            current.time = time  # between the label and the words
        elif time is not None:
            clock = time
        elif line.outside or number - 1 in marks.outside:
            turns += current.done() if current else []
            current = None
        elif current and line.text.strip():
            clock = current.add(line, offset, 0)
        if current is None and line.text.strip() and time is None:
            before.append(Unplaced(number, line.text, _NOBODY if line.outside or turns else "before the first speaker"))
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
            clock = current.add(line, offset, max(said, line.said))
        offset += len(line.text) + 1
    turns += current.done() if current else []
    return Draft(text, tuple(turns), (DraftParticipant(NARRATOR),))


def _narrator_advice(draft: Draft, options: ImportOptions) -> Advice:
    if options.speakers == "table":
        return Advice("--speakers auto", f"No table names speakers: the text is one participant, {NARRATOR}. Have labels looked for.")
    said = f"No speaker was recognised: the text is one participant, {NARRATOR}, of {many(len(draft.turns), 'turn')}."
    return Advice("--label REGEX", f"{said} If lines begin with labels, say what they look like.")


def _doubted(lines: Sequence[Line], marks: _marks.Marks, draft: Draft) -> tuple[tuple[Unplaced, ...], tuple[Advice, ...]]:
    """The lines that begin like a label and were taken for speech, and how to have these labels believed."""
    if not marks.doubted:
        return (), ()
    doubts = tuple(Unplaced(number + 1, lines[number].text, "taken for speech, though it begins like a label") for number in marks.doubted)
    named = [(mark.label, number + 1) for number, mark in marks.doubted.items()]
    shown = ", ".join(f"`{short(label, 40)}` (line {number})" for label, number in named[:5])
    more = f" and {len(named) - 5} more" if len(named) > 5 else ""
    believed = [participant.label for participant in draft.participants if participant.label != NARRATOR]
    option = f"--label {shlex.quote(_marks.pattern_for([*believed, *(label for label, _ in named)]))}"
    return doubts, (Advice(option, f"Taken for speech, though it begins like a label: {shown}{more}. If these are speakers, say so."),)


def _participants(
    marks: Sequence[Mark | None], aliases: Mapping[str, str], people: Sequence[DraftParticipant]
) -> tuple[tuple[DraftParticipant, ...], list[str]]:
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
    listed: dict[str, DraftParticipant] = {}
    for person in people:
        listed.setdefault(_called(person.label, aliases), person)
    found = {label: listed.get(label, DraftParticipant(label)) for label in (*details, *listed)}
    return tuple(replace(one, label=label, detail=next(iter(details.get(label, ())), one.detail)) for label, one in found.items()), notes


def _with_roles(
    participants: tuple[DraftParticipant, ...], options: ImportOptions
) -> tuple[tuple[DraftParticipant, ...], list[str], list[Advice]]:
    labels = [participant.label for participant in participants]
    notes = []
    advice = []
    if options.moderators:
        said = {fold(label): label for label in options.moderators}
        moderators = {label for label in labels if fold(label) in said}
        absent = [label for key, label in said.items() if key not in set(map(fold, labels))]
        notes += [f"Nobody here is labelled {label}, who was said to be the moderator." for label in absent]
    else:
        moderators = {one.label for one in participants if one.role == "moderator" or _labels.is_moderator(one.label)}
        if not moderators and (lone := _lone_moderator(labels)):
            moderators = {lone}
            advice.append(Advice("--moderator LABEL", f"{lone} is taken for the moderator. If that is wrong, say who it is."))
        if not moderators:
            advice.append(Advice("--moderator LABEL", "No moderator was recognised: every speaker counts as a participant. Say who it is."))

    def role(one: DraftParticipant) -> Role:
        if one.label in moderators:
            return "moderator"
        return "observer" if one.role == "observer" or _labels.is_observer(one.label) else "participant"

    return tuple(replace(participant, role=role(participant)) for participant in participants), notes, advice


def _lone_moderator(labels: Sequence[str]) -> str:
    """The label that is short for a moderator among labels of another kind: `I` beside `R1`, `Q` beside `A`."""
    folded = {fold(label): label for label in labels}
    pairs = (("i", None), ("m", None), ("q", {"a", "r"}), ("v", {"a"}), ("vraag", {"antwoord"}), ("question", {"reponse", "answer"}))
    found = [folded[key] for key, others in pairs if key in folded and len(folded) > 1 and (others is None or others & set(folded))]
    return found[0] if len(found) == 1 else ""


def _kind(participants: Sequence[DraftParticipant]) -> TranscriptKind:
    asked = any(participant.role == "moderator" for participant in participants)
    return "interview" if asked and sum(participant.role == "participant" for participant in participants) == 1 else "focus-group"


def _before_note(before: Sequence[Unplaced]) -> list[str]:
    if not before:
        return []
    return [f"Outside every turn: {many(len(before), 'line')}{', beginning with' if len(before) > 1 else ','} `{short(before[0].text)}`."]


def _silent_note(participants: Sequence[DraftParticipant], turns: Sequence[DraftTurn]) -> list[str]:
    silent = sorted({participant.label for participant in participants} - {turn.speaker for turn in turns})
    return [f"Labelled but without a word: {', '.join(silent)}."] if silent else []


def _times_note(turns: Sequence[DraftTurn]) -> list[str]:
    """The note on turns that begin before the one before them: a mark that was mistyped, or people who speak at the same time."""
    timed = [(number, turn.time_start) for number, turn in enumerate(turns, 1) if turn.time_start is not None]
    back = [number for (_, before), (number, time) in pairwise(timed) if time < before]
    return [f"Turns that begin earlier than the one before them, by their times: {len(back)}, the first is turn {back[0]}."] if back else []


def proposals(labels: Sequence[str]) -> list[Advice]:
    """How to join labels that may be one speaker spelt in two ways; nothing is joined."""
    if len(labels) > MAX_LABELS:
        return [Advice("--label REGEX", f"There are {len(labels)} different labels: if some are no speakers, say what labels look like.")]
    keys = [(label, _key(label)) for label in labels]
    return [
        Advice(f"--alias {shlex.quote(f'{second}={first}')}", f"Perhaps one speaker: {first} and {second}. If so, join them.")
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
