"""What a person may want to say of a transcript's speakers, as options that are ready to be typed."""

from __future__ import annotations

import re
import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from qualcode.importers import _forms, _labels, _marks
from qualcode.importers._lines import Line, many
from qualcode.importers._patterns import MAX_PATTERN
from qualcode.model import Advice, Draft, DraftParticipant, ImportOptions, Unplaced
from qualcode.opening.guard import short
from qualcode.text import fold

NARRATOR = "Narrator"
"""The one participant of a text in which nobody is named."""

LABEL_OR_SPEECH = "label or speech?"
"""Why a line is listed that was taken for speech, though it begins like a label."""

MAX_LABELS = 100
"""With more speakers than this, those who are spelt alike are not looked for."""
_ALIKE = 0.85
_ASKS = 0.3
"""The share of turns with a question mark from which on somebody may be the moderator."""
_NAMED = 5
_SHORT = 2
_FEW = 20
_NUMBER = re.compile(r"\s*(\d{1,2})\s*[:)–-]\s*\D")


def narrated(draft: Draft, lines: Sequence[Line], options: ImportOptions) -> Advice:
    """What to do about a text in which no speaker was recognised."""
    if options.speakers == "table":
        return Advice("--speakers auto", f"No table names speakers: the text is one participant, {NARRATOR}. Have labels looked for.")
    if options.label:
        why = f"No line begins with what --label says: the text is one participant, {NARRATOR}. Say it otherwise, or leave it out."
        return Advice("--label REGEX", why)
    said = f"No speaker was recognised: the text is one participant, {NARRATOR}, of {many(len(draft.turns), 'turn')}."
    if sum(line.cell and line.start is None for line in lines) > 1 and options.speakers == "auto":
        return Advice("--speakers table", f"{said} If the first column of its table names speakers, say so.")
    if _numbers_recur(lines):
        return Advice(r"--label '\d+'", f"{said} If the numbers that lines begin with are speakers, say so.")
    return Advice("--label REGEX", f"{said} If lines begin with labels, say what they look like.")


def _numbers_recur(lines: Sequence[Line]) -> bool:
    """Whether many lines begin with one of a few numbers and a sign: `1: ...`, `2: ...`, `1: ...`."""
    found = Counter(begin[1] for line in lines if (begin := _NUMBER.match(line.text[:20])))
    recurring = sum(count for count in found.values() if count > 1)
    return recurring > max(3, _ASKS * sum(1 for line in lines if line.text.strip())) and len(found) <= _FEW


def doubted(lines: Sequence[Line], marks: _marks.Marks, draft: Draft) -> tuple[list[Unplaced], list[Advice]]:
    """The lines that begin like a label and were taken for speech, and how to have these labels believed."""
    found = [(number + 1, lines[number].text, mark.label) for number, mark in marks.doubted.items()]
    found += [(number, text, label) for number, line in enumerate(lines, 1) for text, label in line.doubts]
    if not found:
        return [], []
    believed = [participant.label for participant in draft.participants if participant.label != NARRATOR]
    counts = Counter(label for _, _, label in found)
    firsts = dict(reversed([(label, number) for number, _, label in found]))
    option = f"--label {shlex.quote(pattern_for([*believed, *counts]))}"
    shown = [
        f"`{short(label, 40)}` ({f'{counts[label]} times, first in ' if counts[label] > 1 else ''}line {firsts[label]})"
        for label in list(counts)[:_NAMED]
    ]
    more = f" and {len(counts) - _NAMED} more" if len(counts) > _NAMED else ""
    why = f"Taken for speech, though it begins like a label: {', '.join(shown)}{more}. If these are speakers, say so."
    return [Unplaced(number, text, LABEL_OR_SPEECH) for number, text, _ in found], [Advice(option, why)]


def pattern_for(labels: Iterable[str]) -> str:
    r"""A pattern that finds these labels, those that differ in their number only as one; `REGEX` when it would be longer than it may.

    >>> pattern_for(["Moderator", "R1", "R2", "Deelnemer 10", "R1?"])
    'Deelnemer \\d+|Moderator|R\\d+\\?|R\\d+'
    """
    # re.escape escapes spaces and hyphens too, which nobody has to read.
    forms = {re.sub(r"\d+", lambda _: r"\d+", re.sub(r"[.?+*^$()[\]{}|\\]", r"\\\g<0>", label)) for label in labels}
    pattern = "|".join(sorted(forms, key=lambda form: (-len(form), form)))
    return pattern if len(pattern) <= MAX_PATTERN else "REGEX"


def on_labels(lines: Sequence[Line], draft: Draft) -> list[Advice]:
    """What may be odd about the labels that were believed: two spellings, numbered questions, labels outside a table."""
    labels = [participant.label for participant in draft.participants]
    return [*proposals(labels), *_numbered(draft), *_outside_the_table(lines)]


def proposals(labels: Sequence[str]) -> list[Advice]:
    """How to join labels that may be one speaker spelt in two ways; nothing is joined."""
    if len(labels) > MAX_LABELS:
        return [Advice("--label REGEX", f"There are {len(labels)} different labels: if some are no speakers, say what labels look like.")]
    keys = [(label, key) for label in labels if any(key := _key(label))]
    return [
        Advice(f"--alias {shlex.quote(f'{second}={first}')}", f"Perhaps one speaker: {first} and {second}. If so, join them.")
        for number, (first, one) in enumerate(keys)
        for second, other in keys[number + 1 :]
        if one[1] == other[1]
        and (_same_name(first, second) or _alike(one[0], other[0], _labels.is_moderator(first) and _labels.is_moderator(second)))
    ]


def _key(label: str) -> tuple[str, str]:
    """The letters of a label, and its digits: two labels with other digits are two speakers, and one without either is nobody's name."""
    folded = fold(label)
    return "".join(filter(str.isalpha, folded)), "".join(filter(str.isdigit, folded))


def _same_name(one: str, other: str) -> bool:
    """Whether two labels are names of which one is the other's beginning (`Lies`, `Lies Wouters`) or has its words in another order."""
    words, others = sorted((fold(one).replace(",", " ").split(), fold(other).replace(",", " ").split()), key=len)
    if len(words) == len(others):
        return len(words) > 1 and sorted(words) == sorted(others)
    return len(words[0]) > _SHORT if words == others[: len(words)] else False


def _alike(one: str, other: str, moderators: bool) -> bool:
    if one == other or (moderators and (one.startswith(other) or other.startswith(one))):
        return True
    return (
        min(len(one), len(other)) >= 5
        and abs(len(one) - len(other)) <= 2
        and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
    )


def _numbered(draft: Draft) -> list[Advice]:
    """Advice on `Q1`, `A1`, `Q2`, `A2`: numbered questions and answers, where every number would be a speaker of its own."""
    turns = Counter(turn.speaker for turn in draft.turns)
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    for participant in draft.participants:
        found = re.fullmatch(r"(.*?[^\W\d_])[ .]*(\d+)", participant.label)
        if found and turns[participant.label] == 1:
            numbers[found[1]].add(found[2])
    pairs = [(one, other) for one in numbers for other in numbers if one < other and len(numbers[one] & numbers[other]) >= 3]
    advice = []
    for one, other in pairs:
        pattern = rf"({one}|{other})[ .]*\d+"
        why = f"{one} and {other} come with numbers, each once: if these number questions and answers, say so."
        advice.append(Advice(f"--label {shlex.quote(pattern)}", why))
    return advice


def _outside_the_table(lines: Sequence[Line]) -> list[Advice]:
    if not any(line.label for line in lines):
        return []
    outside = (_forms.colon(line) for line in lines if line.outside)
    count = sum(mark is not None and _labels.looks(mark.label) == _labels.KNOWN for mark in outside)
    why = f"{many(count, 'line')} outside the table begin with a label. If speakers are named there and not in the table, say so."
    return [Advice("--speakers pattern", why)] if count > 1 else []


def moderator(draft: Draft, lone: str) -> Advice:
    """How to say who the moderator is; `lone` is who was taken for that by a letter, empty for nobody."""
    if lone:
        return Advice("--moderator LABEL", f"{lone} is taken for the moderator. If that is wrong, say who it is.")
    asking = _asking(draft)
    why = "No moderator was recognised: every speaker counts as a participant."
    if asking:
        return Advice(f"--moderator {shlex.quote(asking)}", f"{why} {asking} asks most: if that is the moderator, say so.")
    return Advice("--moderator LABEL", f"{why} Say who it is.")


def _asking(draft: Draft) -> str:
    """Who asks in most of the turns, by far; empty when nobody does."""
    turns: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    for turn in draft.turns:
        turns[turn.speaker] += 1
        questions[turn.speaker] += draft.text[max(turn.start, turn.end - 3) : turn.end].rstrip(" »”\"')").endswith("?")
    shares = sorted(((count / turns[speaker], speaker) for speaker, count in questions.items() if count > 1), reverse=True)
    if not shares or shares[0][0] < _ASKS or (len(shares) > 1 and shares[0][0] < 2 * shares[1][0]):
        return ""
    return shares[0][1]


def together(participants: Sequence[DraftParticipant]) -> Iterator[str]:
    """The note on labels that stand for several people; none without any."""
    labels = [participant.label for participant in participants if _labels.several(participant.label)]
    if labels:
        yield f"Labels of several people at once, each of which counts as one participant: {', '.join(labels)}."
