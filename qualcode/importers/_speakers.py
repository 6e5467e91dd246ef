"""From lines to a draft: who speaks where, in which role, and what a person should know about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from qualcode.importers import _advice, _labels, _marks, _numbers, _split, _times
from qualcode.importers._advice import NARRATOR
from qualcode.importers._labels import Mark
from qualcode.importers._lines import Line, check_lines, many
from qualcode.importers._parts import together
from qualcode.importers._split import Headings, Piece
from qualcode.model import Draft, DraftParticipant, DraftTurn, ImportOptions, Reading, Role, Stretch, TranscriptKind, Unplaced
from qualcode.opening.guard import short
from qualcode.text import fold

_NOBODY = "no speaker"
_BEFORE = "before any speaker"
_HEADING = "heading"
_LONGEST_HEADING = 250
_MOST_HEADINGS = 0.6


def spoken(name: str, lines: Sequence[Line], options: ImportOptions, people: Sequence[DraftParticipant] = ()) -> Reading:
    """The reading of a file whose text is these lines: its drafts, the lines that belong to nobody, and what a person may want to know of both.

    `name` is the file's, for errors; `people` are those whom the file itself lists, with roles and details, silent ones too. What the file
    form knows besides is added by the importer (`dataclasses.replace`). Raises Unreadable for more lines than a transcript can have, and
    Unusable for a label pattern that cannot be used.
    """
    check_lines(name, len(lines))
    lines = _headed(lines)
    headings = None if people else _split.find(lines, options)
    if headings is None:
        return _transcript(lines, options, people)
    return _parted(lines, options, headings)


def _headed(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, without headings that are none: whole paragraphs of speech, or nearly all lines, in a style of headings."""
    marked = [line for line in lines if line.heading]
    if not marked:
        return lines
    written = sum(bool(line.text.strip()) for line in lines)
    longest = _LONGEST_HEADING if len(marked) <= _MOST_HEADINGS * written else 0
    return [line._replace(heading=0) if line.heading and len(line.text) > longest else line for line in lines]


def _parted(lines: Sequence[Line], options: ImportOptions, headings: Headings) -> Reading:
    """The reading of lines that may be several transcripts: split when a person said where, or when it is sure; else it is only proposed."""
    before, *pieces = _split.parts(lines, headings)
    loose = any(_marks.find(before.lines, options).of)
    if loose:
        pieces.insert(0, before)
    else:
        pieces[0] = Piece(pieces[0].name, 0, [*before.lines, *pieces[0].lines])
    readings = [(piece.name, _placed(_transcript(piece.lines, options), piece.begin)) for piece in pieces]
    speaking = sum(_speaks(reading.drafts[0]) for _, reading in readings)
    if headings.said or (headings.sure and not loose and speaking == len(readings)):
        whole = together(readings)
        return replace(whole, advice=(*whole.advice, _split.done(headings)))
    whole = _transcript(lines, options)
    return replace(whole, advice=(*whole.advice, _split.possible(headings))) if speaking > 1 else whole


def _placed(reading: Reading, begin: int) -> Reading:
    """The reading of a part that begins after so many lines of the file."""
    return replace(
        reading,
        drafts=tuple(replace(draft, line=begin) for draft in reading.drafts),
        unplaced=tuple(replace(line, line=line.line + begin) for line in reading.unplaced),
    )


def _speaks(draft: Draft) -> bool:
    """Whether a draft holds speech of somebody who is named."""
    return len(draft.turns) > 1 and draft.participants != (DraftParticipant(NARRATOR),)


def _transcript(lines: Sequence[Line], options: ImportOptions, people: Sequence[DraftParticipant] = ()) -> Reading:
    """The reading of lines that are one transcript."""
    marks = _marks.find(lines, options)
    lines, remarks = _numbers.without(lines, [mark is not None for mark in marks.of])
    if remarks:
        marks = _marks.find(lines, options)
    text = "\n".join(line.text for line in lines)
    if not any(marks.of):
        draft = _narrated(text, lines)
        doubts, advice = _advice.doubted(lines, marks, draft)
        doubts += [Unplaced(number, line.text, _HEADING) for number, line in enumerate(lines, 1) if line.heading and line.text.strip()]
        draft = replace(draft, kind=options.kind or draft.kind)
        notes = (*remarks, *_times_note(draft.turns))
        return Reading((draft,), notes=notes, unplaced=_in_order(doubts), advice=(_advice.narrated(draft, lines, options), *advice))
    aliases = {fold(label): name for label, name in options.aliases.items()}
    turns, before = _turns(lines, marks, aliases)
    participants, detail_notes = _participants(marks.of, aliases, people)
    moderators, lone, role_notes = _moderators(participants, options)
    participants = tuple(replace(one, role=_role(one, moderators)) for one in participants)
    draft = Draft(text, tuple(turns), participants, kind=options.kind or _kind(participants))
    doubts, doubt_advice = _advice.doubted(lines, marks, draft)
    unsaid = [_advice.moderator(draft, lone)] if (lone or not moderators) and not options.moderators else []
    notes = (*remarks, *_before_note(before), *_silent_note(participants, turns), *_times_note(turns), *role_notes, *detail_notes)
    return Reading(
        (draft,),
        notes=(*notes, *_advice.together(participants)),
        unplaced=_in_order([*before, *doubts]),
        advice=(*unsaid, *_advice.on_labels(lines, draft), *doubt_advice),
    )


def _in_order(lines: Iterable[Unplaced]) -> tuple[Unplaced, ...]:
    return tuple(sorted(lines, key=lambda line: line.line))


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
            if line.languages:
                self.languages += _within(line.languages, offset, begin, self.end)
        if line.end is not None or mark is not None:
            self.until = mark if line.end is None else line.end
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
    speaker = ""
    clock: int | None = None
    offset = 0
    for number, (line, mark) in enumerate(zip(lines, marks.of, strict=True), 1):
        if not (line.text or line.outside or line.heading):
            offset += 1
            continue
        time = None if mark else _times.alone(line.text)
        if mark:
            turns += current.done() if current else []
            speaker = _called(mark.label, aliases)
            begins = line.start if line.start is not None else clock
            current = _Turn(speaker, begins if mark.time is None else mark.time, mark.until)
            clock = current.add(line, offset, mark.said)
        elif time is not None and current and current.start is None and current.time in (None, time):
            current.time = time  # between the label and the words
        elif time is not None:
            clock = time
        elif line.outside or line.heading or number - 1 in marks.outside:
            turns += current.done() if current else []
            current = None
            speaker = speaker if line.heading else ""
        elif line.text.strip() and (current or speaker):
            # Who spoke before a heading goes on after it.
            current = current or _Turn(speaker, clock)
            clock = current.add(line, offset, 0)
        if current is None and line.text.strip() and time is None:
            before.append(Unplaced(number, line.text, _HEADING if line.heading else _NOBODY if line.outside or turns else _BEFORE))
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
        elif line.heading:
            turns += current.done() if current else []
            current = None
        elif line.text.strip():
            time, said = _times.leading(line.text)
            if current is None or not line.soft or time is not None:
                turns += current.done() if current else []
                current = _Turn(NARRATOR, next((found for found in (time, line.start, clock) if found is not None), None))
            clock = current.add(line, offset, max(said, line.said))
        offset += len(line.text) + 1
    turns += current.done() if current else []
    return Draft(text, tuple(turns), (DraftParticipant(NARRATOR),))


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


def _moderators(participants: Sequence[DraftParticipant], options: ImportOptions) -> tuple[set[str], str, list[str]]:
    """The labels of moderators, the one of them that only a letter says to be one, and notes."""
    labels = [participant.label for participant in participants]
    if options.moderators:
        said = {fold(label): label for label in options.moderators}
        absent = [label for key, label in said.items() if key not in set(map(fold, labels))]
        notes = [f"Nobody here is labelled {label}, who was said to be the moderator." for label in absent]
        return {label for label in labels if fold(label) in said}, "", notes
    found = {one.label for one in participants if one.role == "moderator" or _labels.is_moderator(one.label)}
    lone = "" if found else _lone_moderator(labels)
    return found or ({lone} if lone else set()), lone, []


def _role(one: DraftParticipant, moderators: set[str]) -> Role:
    if one.label in moderators:
        return "moderator"
    return "observer" if one.role == "observer" or _labels.is_observer(one.label) else "participant"


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
    lines = [line.text for line in before if line.why != _HEADING]
    if not lines:
        return []
    return [f"Outside every turn: {many(len(lines), 'line')}{', beginning with' if len(lines) > 1 else ','} `{short(lines[0])}`."]


def _silent_note(participants: Sequence[DraftParticipant], turns: Sequence[DraftTurn]) -> list[str]:
    silent = sorted({participant.label for participant in participants} - {turn.speaker for turn in turns})
    return [f"Labelled but without a word: {', '.join(silent)}."] if silent else []


def _times_note(turns: Sequence[DraftTurn]) -> list[str]:
    """The note on turns that begin before the one before them: a mark that was mistyped, or people who speak at the same time."""
    timed = [(number, turn.time_start) for number, turn in enumerate(turns, 1) if turn.time_start is not None]
    back = [number for (_, before), (number, time) in pairwise(timed) if time < before]
    return [f"Turns that begin earlier than the one before them, by their times: {len(back)}, the first is turn {back[0]}."] if back else []
