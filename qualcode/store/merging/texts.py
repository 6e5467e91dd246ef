"""A transcript that several copies have corrected, each elsewhere: one text with the corrections of all, turn by turn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from qualcode import threeway
from qualcode.model import Draft, DraftParticipant, DraftTurn, Role, Stretch
from qualcode.store import revisions, transcripts
from qualcode.store.database import Store


def together(store: Store, slug: str, base: int, corrected: Sequence[int]) -> Draft | None:
    """The revision that has the corrections of all of these (numbers) to another one that they come from.

    None where two of them have corrected the same turn, or neighbouring ones, otherwise.
    """
    before = revisions.draft(store, slug, base)
    start = _lines(before)
    found: str | None = start
    for number in corrected:
        found = threeway.merged(start, found, _lines(revisions.draft(store, slug, number))) if found is not None else None
    roles = {turn.speaker: turn.role for each in (base, *corrected) for turn in transcripts.turns(store, slug, each)}
    return _draft(found, before, roles) if found is not None else None


def _lines(draft: Draft) -> str:
    """A line for each turn: what stands before it, who says what, when, and in which languages; and one for what stands behind the last."""
    return "".join(f"{json.dumps(line, ensure_ascii=True)}\n" for line in _turns(draft))


def _turns(draft: Draft) -> Iterator[list[object]]:
    at = 0
    for turn in draft.turns:
        stretches = [(one.start - turn.start, one.end - turn.start, one.language) for one in turn.languages]
        said = draft.text[turn.start : turn.end]
        yield [draft.text[at : turn.start], turn.speaker, said, turn.time_start, turn.time_end, turn.language, stretches]
        at = turn.end
    yield [draft.text[at:]]


def _draft(lines: str, like: Draft, roles: Mapping[str, Role]) -> Draft:
    *turns, (behind,) = map(json.loads, lines.splitlines())
    text = ""
    made = []
    for before, speaker, said, time_start, time_end, language, stretches in turns:
        start = len(text) + len(before)
        text += before + said
        languages = tuple(Stretch(start + begin, start + end, spoken) for begin, end, spoken in stretches)
        made.append(DraftTurn(speaker, start, len(text), time_start, time_end, language, languages))
    speakers = {turn.speaker for turn in made}
    people = [one for one in like.participants if one.label in speakers or one.label not in roles]
    new = sorted(speakers - {one.label for one in people})
    return Draft(text + behind, tuple(made), (*people, *(DraftParticipant(label, roles[label]) for label in new)), like.kind, like.part)
