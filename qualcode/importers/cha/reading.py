"""CHAT transcripts (.cha), as CLAN and TalkBank have them: the main lines, with their codes as they are typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.errors import Problem, Unreadable
from qualcode.importers import _labels
from qualcode.importers._encodings import decoded
from qualcode.importers._lines import check_lines, many
from qualcode.importers._pieces import Piece, Plain, lines_of
from qualcode.importers._speakers import spoken
from qualcode.languages import tags
from qualcode.model import UNSURE, DraftParticipant, ImportOptions, Reading, Role, Source, Stretch
from qualcode.opening.guard import short
from qualcode.text import fold

_LINE = re.compile(r"(?P<mark>[*%@])(?P<name>[^\s:][^\n:\t]{0,40})(?::[ \t]*(?P<text>.*))?", re.DOTALL)
_BULLET = re.compile("\x15([^\x15]*)\x15")
_TIMES = re.compile(r"(?:^|_)(\d{1,9})_(\d{1,9})-?$")
_WHOLE = re.compile(r"\[- ([a-z]{2,3})(?:[ ,][^\[\]]{0,80})?\]")
_WORD = re.compile(r"(?<![^\s<>\[\]])[^\s<>\[\]]+@s(?::(?P<language>[a-z]{2,3}))?(?![\w:+&])")
_SAID_BY_NOBODY = frozenset(
    ["comment", "situation", "activities", "bck", "g", "bg", "eg", "new episode", "warning", "t", "page", "room layout"]
)
_ROLES: Mapping[str, Role] = {
    "investigator": "moderator",
    "leader": "moderator",
    "media": "observer",
    "environment": "observer",
    "camera operator": "observer",
    "non human": "observer",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with those that continue it: `mark` is `*`, `%` or `@`, empty for a line that is none of CHAT; `number` is its first."""

    number: int
    mark: str
    name: str
    text: str


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of a CHAT file; consecutive utterances of a speaker are one turn. Raises Unreadable for a file without any utterance."""
    name = source.path.name
    raw, notes = decoded(source, options)
    check_lines(name, raw.count("\n"))
    lines = list(_unfolded(raw))
    plain = Plain()
    headers = _headers(lines)
    utterances = _Utterances(lines, headers.get("languages", []), plain)
    if not utterances.pieces:
        raise Unreadable(f"{name} has no line of CHAT with words in it, such as `*R1:` and a tab.", "Is it the right file?")
    people = _people(headers)
    listed = {one.label for one in people}
    strangers = list(dict.fromkeys(piece.voice for piece in utterances.pieces if piece.voice not in listed))
    said, voices = lines_of(utterances.pieces, options)
    result = spoken(name, said, options, people)
    remarks = [f"Speakers whom @Participants does not list: {', '.join(strangers)}."] if strangers and people else []
    remarks += [*utterances.notes(), *_header_notes(lines)]
    return replace(
        result,
        problems=(*utterances.lost, *_left_out(lines)),
        notes=(*notes, *remarks, *voices, *result.notes, *plain.notes()),
    )


def _unfolded(raw: str) -> Iterator[_Line]:
    """The lines of a file, each with those that a tab continues; a line that begins otherwise than those of CHAT stands alone."""
    first, parts = 0, [""]
    for number, text in enumerate([*re.split("\r\n?|\n", raw), "@"], 1):
        if text[:1] in ("\t", " ") and first:
            parts.append(text.strip())
        elif text.strip():
            if first:
                yield _line(first, " ".join(parts))
            first, parts = number, [text.rstrip()]


def _line(number: int, text: str) -> _Line:
    found = _LINE.fullmatch(text)
    if found is None or (found["text"] is None and found["mark"] != "@"):
        return _Line(number, "", "", text)
    return _Line(number, found["mark"], found["name"].strip(), found["text"] or "")


def _headers(lines: Sequence[_Line]) -> dict[str, list[str]]:
    """What each header says, by its name in small letters."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.mark == "@":
            found.setdefault(line.name.lower(), []).append(Plain().line(line.text))
    return found


def _people(headers: Mapping[str, Sequence[str]]) -> list[DraftParticipant]:
    """Those whom @Participants lists, with their role and what @ID says of them."""
    ids = {fields[2].strip(): fields for said in headers.get("id", ()) if len(fields := said.split("|")) > 8}
    people: dict[str, DraftParticipant] = {}
    for entry in ", ".join(headers.get("participants", ())).split(","):
        words = entry.split()
        if not words or words[0] in people:
            continue
        code, role = words[0], words[-1] if len(words) > 1 else ""
        fields = ids.get(code, [])
        role = role or (fields[7].strip() if fields else "")
        about = [*words[1:-1], role, *(fields[at].strip() for at in (4, 3, 5, 6, 8, 9) if at < len(fields))]
        details = [detail.replace("_", " ") for detail in dict.fromkeys(about) if detail and detail != code]
        people[code] = DraftParticipant(code, _role(role), ", ".join(details))
    return list(people.values())


def _role(said: str) -> Role:
    word = fold(said).replace("_", " ")
    if _labels.is_moderator(word):
        return "moderator"
    return "observer" if _labels.is_observer(word) else _ROLES.get(word, "participant")


class _Utterances:
    """What is said in the main lines, with times and languages; `lost` is what in them could not be kept or understood."""

    def __init__(self, lines: Sequence[_Line], languages: Sequence[str], plain: Plain) -> None:
        self.languages = [code for said in languages for word in re.split(r"[\s,]+", said) if (code := tags.code(word)) not in ("", UNSURE)]
        self.plain = plain
        self.marked = sum(line.mark == "*" and _WHOLE.search(line.text) is not None for line in lines)
        self.pieces: list[Piece] = []
        self.lost: list[Problem] = []
        before = ""
        for line in lines:
            if line.mark == "*":
                self._utterance(line)
            elif not line.mark:
                self._loose(line, goes_on=before == "*")
            before = line.mark or before

    def _utterance(self, line: _Line) -> None:
        times: list[tuple[int, int]] = []
        references, first = 0, ""
        for bullet in _BULLET.finditer(line.text):
            found = _TIMES.search(bullet[1][-40:])
            if found:
                times.append((int(found[1]), int(found[2])))
            elif bullet[1].strip():
                first = first if references else short(Plain().line(bullet[1]))
                references += 1
        if references:
            self.lost.append(Problem(f"line {line.number}", f"{many(references, 'reference')} left out, beginning with `{first}`"))
        start, end = (times[0][0], times[-1][1]) if times else (None, None)
        if start is not None and end is not None and end < start:
            self.lost.append(
                Problem(f"line {line.number}", "the time of this utterance ends before it begins", "its words are kept without a time")
            )
            start = end = None
        text = self.plain.line(_BULLET.sub(" ", line.text))
        if text:
            self.pieces.append(Piece(self.plain.line(line.name), text, start, end, languages=tuple(self._said(text))))

    def _loose(self, line: _Line, *, goes_on: bool) -> None:
        """A line that begins like none of CHAT is mostly a continuation that lost its tab: after an utterance its words are kept with that."""
        problem = Problem(f"line {line.number}", f"this line begins with none of * % @ and no tab: `{_shown(line)}`", "it is left out")
        if goes_on and self.pieces:
            last = self.pieces[-1]
            self.pieces[-1] = replace(last, text=f"{last.text} {self.plain.line(_BULLET.sub(' ', line.text))}".strip())
            problem = replace(problem, fix=f"its words are kept with those of {last.voice} before it")
        self.lost.append(problem)

    def _said(self, text: str) -> Iterator[Stretch]:
        """The languages that the marks of an utterance say; where any utterance is marked, those without mark are in the first language."""
        whole = _WHOLE.search(text)
        base = tags.code(whole[1]) if whole else (self.languages[0] if self.marked and self.languages else "")
        at = 0
        for word in _WORD.finditer(text) if "@s" in text else ():
            language = tags.code(word["language"]) if word["language"] else self._other(base)
            if not language:
                continue
            if base and word.start() > at:
                yield Stretch(at, word.start(), base)
            yield Stretch(*word.span(), language)
            at = word.end()
        if base and at < len(text):
            yield Stretch(at, len(text), base)

    def _other(self, base: str) -> str:
        """The language that `@s` alone stands for: the second of two, or the first within the second."""
        if len(self.languages) != 2:
            return ""
        return self.languages[0] if base == self.languages[1] else self.languages[1]

    def notes(self) -> list[str]:
        """What is to be said of the languages."""
        if not self.marked or not self.languages:
            return []
        return [f"Languages are as the file says: {many(self.marked, 'utterance')} with their own, the others in {self.languages[0]}."]


def _left_out(lines: Sequence[_Line]) -> list[Problem]:
    """The dependent lines by their kind, and the headers that say something about the session."""
    kinds: dict[str, list[_Line]] = {}
    problems = []
    for line in lines:
        if line.mark == "%":
            kinds.setdefault(line.name, []).append(line)
        elif line.mark == "@" and line.name.lower() in _SAID_BY_NOBODY:
            said = f": `{_shown(line)}`" if line.text else ""
            problems.append(Problem(f"line {line.number}", f"a header @{line.name} is not part of the text{said}"))
    for kind, found in kinds.items():
        message = f"what depends on an utterance is left out, {many(len(found), 'line')} %{kind}, beginning with `{_shown(found[0])}`"
        problems.append(Problem(f"line {found[0].number}", message))
    return problems


def _shown(line: _Line) -> str:
    return short(Plain().line(_BULLET.sub(" ", line.text)))


def _header_notes(lines: Sequence[_Line]) -> list[str]:
    """The note on headers about the file and the recording, which are kept nowhere."""
    used = _SAID_BY_NOBODY | {"utf8", "begin", "end", "languages", "participants", "id", "", "pid"}
    names = Counter(line.name for line in lines if line.mark == "@" and line.name.lower() not in used)
    return [f"Headers that are not kept: {', '.join(names)}."] if names else []
