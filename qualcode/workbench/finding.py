"""Going where something is: turns without a code, suggestions, codings of a code, words."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.model import Selection
from qualcode.store import search
from qualcode.workbench.desk import Ask, Desk
from qualcode.workbench.document import Mark


def uncoded(desk: Desk, step: int) -> None:
    """To the next turn of a participant without a coding of one's own, or the one before."""
    coded = desk.document.coded_turns()
    roles = desk.document.turns.roles
    found = [at for at in desk.shown if at not in coded and roles[at] == "participant"]
    wanted = [at for at in found if (at > desk.cursor.turn if step > 0 else at < desk.cursor.turn)]
    if wanted:
        desk.go(wanted[0] if step > 0 else wanted[-1])
    else:
        desk.said = f"No turn without a code {'after' if step > 0 else 'before'} this one."


def suggestion(desk: Desk, step: int) -> None:
    """To the next suggestion, or the one before; it is opened, with its span selected."""
    if not _to_mark(desk, desk.document.marks("suggestion"), step):
        desk.said = f"No suggestion {'after' if step > 0 else 'before'} this place; A has some made."


def coding(desk: Desk, step: int) -> None:
    """To the next coding of the chosen code, or the one before; it is opened, with its span selected."""
    code = desk.chosen or desk.last_code
    if not code:
        desk.said = "Choose a code first: open a coding with Enter, or look a code up with I."
        return
    if not _to_mark(desk, (mark for mark in desk.document.marks("own", "other") if mark.code == code), step):
        desk.said = f"No coding with {code} {'after' if step > 0 else 'before'} this place."


def _to_mark(desk: Desk, marks: Iterable[Mark], step: int) -> bool:
    shown = set(desk.shown)
    seen = [mark for mark in marks if desk.document.turn_at(mark.start) in shown]
    ids = [mark.id for mark in seen]
    if desk.cursor.meant in ids:
        at = ids.index(desk.cursor.meant) + step
    elif step > 0:
        here = [at for at, mark in enumerate(seen) if mark.start >= desk.cursor.start]
        at = here[0] if here else len(seen)
    else:
        here = [at for at, mark in enumerate(seen) if mark.start < desk.cursor.start]
        at = here[-1] if here else -1
    if not 0 <= at < len(seen):
        return False
    desk.select(seen[at].start, seen[at].end, seen[at].id)
    return True


def open_next(desk: Desk) -> None:
    """Open the next coding or suggestion of the turn, its span selected; after the last one the whole turn."""
    here = desk.document.on(desk.cursor.turn)
    ids = [mark.id for mark in here]
    at = ids.index(desk.cursor.meant) + 1 if desk.cursor.meant in ids else 0
    if not here:
        desk.said = "This turn carries no coding and no suggestion."
    elif at < len(here):
        desk.select(here[at].start, here[at].end, here[at].id)
    else:
        desk.go(desk.cursor.turn)


def words(desk: Desk) -> Ask:
    """Ask for words, and go to the first place behind the cursor where they stand."""

    def done(said: str) -> None:
        if not said.strip():
            desk.view.words, desk.view.found = "", []
            return
        hits = search.find(desk.store, said, Selection(transcripts=(desk.document.id,)))
        numbers = desk.document.turns.numbers
        shown = {numbers[at] for at in desk.shown}
        desk.view.words = said
        desk.view.found = [(hit.start + hit.span.start, hit.start + hit.span.end) for hit in hits if hit.turn in shown]
        if not desk.view.found:
            desk.said = f"Nothing in this transcript holds: {said}"
            return
        hit_after(desk, 1)

    return Ask("line", 'Find words ("a phrase", begin*)', done, desk.view.words)


def hit_after(desk: Desk, step: int) -> None:
    """To the next place of the words looked for, or the one before, round the ends."""
    found = desk.view.found
    if not found:
        desk.said = "Nothing is looked for; ctrl+f finds words."
        return
    later = [
        at for at, span in enumerate(found) if span[0] > desk.cursor.start or (span[0] == desk.cursor.start and span[1] != desk.cursor.end)
    ]
    earlier = [at for at, span in enumerate(found) if span[0] < desk.cursor.start]
    at = (later[0] if later else 0) if step > 0 else (earlier[-1] if earlier else len(found) - 1)
    desk.select(*found[at])
    desk.said = f"{at + 1} of {len(found)}: {desk.view.words}"
