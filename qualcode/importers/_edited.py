"""A transcript of the project read again after somebody edited its text, in whatever form it came in."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path

from qualcode.alignment import align
from qualcode.importers import _forms, _labels, _marks, txt
from qualcode.importers._advice import NARRATOR
from qualcode.importers._lines import Line
from qualcode.importers._speakers import spoken
from qualcode.model import Draft, DraftTurn, ImportOptions, Reading, Source
from qualcode.text import canonical


def knowing(old: Draft, options: ImportOptions) -> ImportOptions:
    """The options with what is known of a transcript: the labels of its speakers, and which labels in the text stand for other names."""
    labels = tuple(one.label for one in old.participants if one.label != NARRATOR)
    aliases = {label: name for label, name in _aliases(old, labels).items() if label not in labels}
    return replace(options, known=(*options.known, *labels), aliases={**aliases, **options.aliases})


def _aliases(old: Draft, labels: tuple[str, ...]) -> dict[str, str]:
    """The labels in a text that stand for one speaker who is called otherwise."""
    lines = [Line(line) for line in old.text.split("\n")]
    marks = _marks.find(lines, ImportOptions(known=labels)).of
    begins = _offsets(lines)
    starts = [turn.start for turn in old.turns]
    found: defaultdict[str, set[str]] = defaultdict(set)
    marked = [number for number, mark in enumerate(marks) if mark]
    for number, after in pairwise([*marked, len(lines)]):
        mark, at = marks[number], bisect_left(starts, begins[number])
        end = begins[after] if after < len(lines) else len(old.text) + 1
        if mark and at < len(starts) and starts[at] < end:
            found[mark.label].add(old.turns[at].speaker)
    return {label: name for label, names in found.items() if len(names) == 1 and (name := next(iter(names))) != label}


def _offsets(lines: list[Line]) -> list[int]:
    """Where in the text each line begins."""
    return list(accumulate((len(line.text) + 1 for line in lines), initial=0))[:-1]


def read(name: str, old: Draft, text: str, options: ImportOptions) -> Reading:
    """What is in the edited text of a transcript, which was `old` before; `name` is for errors.

    Where the old text is read as plain text to what it is, the new one is. In other forms labels stand where only the form's own reader
    finds them: there, what was not edited belongs to whom it belonged, and lines that were begin a turn as those beside them do. Raises
    Unreadable for a text without words.
    """
    told = knowing(old, replace(options, encoding="", split="never"))
    if _is_plain(name, old, told):
        return _plain(name, text, told)
    plain, _ = canonical(text)
    return spoken(name, list(_Carried(old, plain, told).lines()), told) if plain.strip() else _plain(name, text, told)


def _plain(name: str, text: str, options: ImportOptions) -> Reading:
    return txt.read(Source(Path(f"{name}.txt"), text.encode()), options)


def _is_plain(name: str, old: Draft, options: ImportOptions) -> bool:
    """Whether a text read as plain text is divided as the draft is."""
    (draft,) = _plain(name, old.text, options).drafts
    return draft.text == old.text and [_divided(turn) for turn in draft.turns] == [_divided(turn) for turn in old.turns]


def _divided(turn: DraftTurn) -> tuple[str, int, int]:
    return turn.speaker, turn.start, turn.end


@dataclass(frozen=True, slots=True)
class _Head:
    """How a turn begins: the line that its label stands on, where that begins, how many characters come before the speech, and who speaks."""

    line: int
    start: int
    said: int
    turn: DraftTurn


class _Carried:
    """The lines of a text with the speakers that they had in the old one."""

    def __init__(self, old: Draft, text: str, options: ImportOptions) -> None:
        self.old = old
        self.text = text
        self.alignment = align(old.text, text)
        self._before = [Line(line) for line in old.text.split("\n")]
        self._offsets = _offsets(self._before)
        self._heads = list(self._found())
        self._named = _labels.named(options)
        self._aliases = options.aliases
        self._leads: Mapping[str, str] = {
            lead: head.turn.speaker for head in self._heads if (lead := old.text[head.start : head.start + head.said]).strip()
        }

    def _found(self) -> Iterator[_Head]:
        """The heads of the old turns: on the line where the speech begins, or when nothing stands before it there, on the line before."""
        end = 0
        for turn in self.old.turns:
            line = bisect_left(self._offsets, turn.start + 1) - 1
            start = self._offsets[line]
            if not self.old.text[max(start, end) : turn.start].strip():
                above = next((at for at in range(line - 1, -1, -1) if self._before[at].text.strip()), None)
                if above is not None and self._offsets[above] >= end:
                    line, start = above, self._offsets[above]
            yield _Head(line, start, min(turn.start - start, len(self._before[line].text)), turn)
            end = turn.end

    def lines(self) -> Iterator[Line]:
        """The lines, those that begin a turn with its speaker, those that belonged to nobody as such."""
        heads = {at: head for head in self._heads if (at := self._now(head.start, head.said)) is not None}
        same = {at for line, start in zip(self._before, self._offsets, strict=True) if (at := self._now(start, len(line.text))) is not None}
        outside = set(self._outside())
        start = 0
        for line in self.text.split("\n"):
            head = heads.get(start)
            if head is not None:
                turn = head.turn
                yield Line(line, label=turn.speaker, said=head.said, start=turn.time_start, end=turn.time_end)
            elif start in outside:
                yield Line(line, outside=True)
            else:
                yield Line(line) if start in same else self._begun(Line(line))
            start += len(line) + 1

    def _now(self, start: int, length: int) -> int | None:
        """Where a line of the new text begins as the old one at this place did for so many characters; None where none does."""
        now = self.alignment.to_new(start)
        same = (
            self.text[now : now + length] == self.old.text[start : start + length] and self.alignment.to_new(start + length) == now + length
        )
        begins = now == 0 or self.text[now - 1] == "\n"
        return now if same and begins and any(self.alignment.within(start, start + max(length, 1))) else None

    def _outside(self) -> Iterator[int]:
        """Where the lines of the new text begin that belonged to nobody, between two turns of the old one."""
        starts = [head.line for head in self._heads]
        ends = [bisect_left(self._offsets, turn.end) - 1 for turn in self.old.turns]
        for last, following in zip(ends, starts[1:], strict=False):
            for line in range(last + 1, following):
                now = self._now(self._offsets[line], len(self._before[line].text))
                if now is not None and self._before[line].text.strip():
                    yield now

    def _begun(self, line: Line) -> Line:
        """A line that is new, or begins in another way than it did: with a label, as others do, or as its form tells."""
        lead = max((lead for lead in self._leads if line.text.startswith(lead)), key=len, default="")
        if lead:
            return line._replace(label=self._leads[lead], said=len(lead))
        mark = _forms.colon_or_bracket(line)
        if mark is None or _labels.looks(mark.label, self._named) != _labels.KNOWN:
            return line
        return line._replace(label=self._aliases.get(mark.label, mark.label), detail=mark.detail, said=mark.said, start=mark.time)
