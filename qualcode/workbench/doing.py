"""What is done to the project from the workbench: each act is one transaction, on disk before the screen shows it."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.actions import coding as coding_actions
from qualcode.actions import progressing, suggesting
from qualcode.model import Coding, in_language
from qualcode.store import history
from qualcode.text import beginning
from qualcode.workbench import finding
from qualcode.workbench.desk import Ask, Desk
from qualcode.workbench.document import Mark, of_coding
from qualcode.workbench.likely import LIKELY, keyed

_QUOTED = 40


def code(desk: Desk, id: str) -> None:
    """Put a code on the span that is selected."""
    place = (desk.cursor.start, desk.cursor.end)
    meant = desk.meant
    if meant is not None and meant.kind == "suggestion" and meant.code == id:
        _take(desk, meant)
        return
    made = coding_actions.add(desk.store, desk.coder, desk.document.id, id, place, places=desk.places)
    _shown(desk, made)
    desk.said = f"{id} on '{_words(desk, made)}'"


def _shown(desk: Desk, made: Coding) -> None:
    """Show a coding that has just been made; suggestions that it covers wait no more."""
    covered = [
        mark.id
        for at in desk.document.touched(made.start, made.end)
        for mark in desk.document.on(at)
        if mark.kind == "suggestion" and mark.code == made.code and made.start <= mark.start and mark.end <= made.end
    ]
    desk.document.drop(covered)
    desk.document.put([of_coding(made, desk.coder.id)])
    desk.evidence.learn(made.code, made.quotation, desk.document.turns[desk.document.turn_at(made.start)].language)
    desk.used[made.code] = desk.used.get(made.code, 0) + 1
    desk.last_code = desk.chosen = made.code
    desk.last_coding = made.guid
    desk.select(made.start, made.end, made.guid)
    desk.view.picked = False
    if desk.state is None:
        # From the first coding on it is hers to code, and what others coded in it is not for her to see.
        desk.load_marks()
    elif desk.state == "to do":
        desk.state = "in progress"


def _words(desk: Desk, made: Coding) -> str:
    del desk
    return beginning(made.quotation, _QUOTED)


def pinned(desk: Desk, digit: str) -> None:
    """Put the code of a digit on the span."""
    if digit in desk.pins:
        code(desk, desk.pins[digit])
    else:
        desk.said = f"No code stands on {digit}; P puts one there."


def likely(desk: Desk, place: int) -> None:
    """Put the code on the span that fits it best (place 0), or another one of those that are likely."""
    found = keyed(desk)
    if place < len(found):
        code(desk, found[place])


def repeat(desk: Desk) -> None:
    """Put the code used last on the span."""
    if desk.last_code:
        code(desk, desk.last_code)
    else:
        desk.said = "No code was used yet; / finds one."


def by_search(desk: Desk) -> Ask:
    """Ask for a code, and put it on the span."""
    return Ask("code", "Code", lambda chosen: code(desk, chosen), later=with_keys(desk))


def with_keys(desk: Desk) -> set[str]:
    """The codes that one key puts on the span that is selected now."""
    return {*desk.pins.values(), *keyed(desk)[: len(LIKELY)]}


def accept(desk: Desk) -> None:
    """Say yes to the suggestion; with another span, where that was changed; then to the next one."""
    found = desk.mark("suggestion")
    if found is None:
        desk.said = "No suggestion here; ] goes to the next one."
        return
    _take(desk, found)
    said, kept = desk.said, desk.last_coding
    _next(desk)
    desk.said, desk.last_coding = said, kept


def accept_at(desk: Desk, letter: str) -> None:
    """Say yes to the best suggestion that begins where a letter stands."""
    at, position = desk.letters.get(letter, (-1, 0))
    here = [mark for mark in desk.document.on(at) if mark.kind == "suggestion" and mark.start == desk.document.turns[at].start + position]
    if not here:
        desk.said = f"No suggestion begins at {letter}."
        return
    best = max(here, key=lambda mark: (mark.score, mark.code))
    desk.select(best.start, best.end, best.id)
    _take(desk, best)


def _take(desk: Desk, found: Mark) -> None:
    place = (desk.cursor.start, desk.cursor.end)
    if desk.cursor.meant == found.id and place != found.span:
        made = suggesting.instead(desk.store, desk.coder, found.id, found.code, place, places=desk.places)
        desk.said = f"Accepted with another span: {found.code} on '{_words(desk, made)}'"
    else:
        made = suggesting.accept(desk.store, desk.coder, [found.id], places=desk.places)[0]
        desk.said = f"Accepted: {found.code} on '{_words(desk, made)}'"
    desk.document.drop([found.id])
    _shown(desk, made)


def _next(desk: Desk) -> None:
    """To the next suggestion that is shown; the cursor stays where there is none."""
    finding.suggestion(desk, 1)


def reject(desk: Desk) -> None:
    """Say no to the suggestion; then to the next one."""
    found = desk.mark("suggestion")
    if found is None:
        desk.said = "No suggestion here; ] goes to the next one."
        return
    suggesting.reject(desk.store, desk.coder, [found.id])
    said = f"Rejected: {found.code}"
    desk.select(found.start, found.end)
    desk.document.drop([found.id])
    _next(desk)
    desk.said = said


def never(desk: Desk) -> None:
    """Say that the code of the suggestion is never to be suggested in its turns; then to the next one."""
    found = desk.mark("suggestion")
    if found is None:
        desk.said = "No suggestion here; ] goes to the next one."
        return
    suggesting.reject(desk.store, desk.coder, [found.id], never=True)
    desk.select(found.start, found.end)
    desk.load_marks()
    _next(desk)
    desk.said = f"Never here: {found.code}"


def change(desk: Desk) -> Ask | None:
    """Ask for another code for the suggestion or coding that is opened, or the only one here."""
    found = desk.meant or desk.mark("own") or desk.mark("suggestion")
    if found is None or found.kind == "other":
        desk.said = "Open a coding of yours or a suggestion with Enter; then c gives it another code."
        return None

    def done(id: str) -> None:
        place = (desk.cursor.start, desk.cursor.end) if desk.cursor.meant == found.id else found.span
        if found.kind == "suggestion":
            made = suggesting.instead(desk.store, desk.coder, found.id, id, place, places=desk.places)
        else:
            made = coding_actions.alter(desk.store, desk.coder, found.id, code=id, place=place, places=desk.places)[1]
        desk.document.drop([found.id])
        _shown(desk, made)
        desk.said = f"{found.code} became {made.code}"

    return Ask("code", f"Instead of {found.code}", done)


def move(desk: Desk) -> None:
    """Put the coding that is opened on the span that is selected now."""
    found = desk.meant or desk.document.mark(desk.last_coding)
    if found is None or found.kind != "own":
        desk.said = "Open a coding of yours with Enter, select other words, then o puts it there."
        return
    place = (desk.cursor.start, desk.cursor.end)
    _, made = coding_actions.alter(desk.store, desk.coder, found.id, place=place, places=desk.places)
    desk.document.drop([found.id])
    _shown(desk, made)
    desk.said = f"{made.code} stands on '{_words(desk, made)}' now"


def remove(desk: Desk) -> None:
    """Take off the coding that is opened, or the one here."""
    meant = desk.meant
    found = None if meant is not None and meant.kind == "other" else desk.mark("own")
    if found is None:
        desk.said = (
            "No coding of yours here."
            if meant is None or meant.kind != "other"
            else f"This coding is {meant.who}'s; only its coder takes it off."
        )
        return
    coding_actions.remove(desk.store, desk.coder, [found.id])
    desk.used[found.code] = max(0, desk.used.get(found.code, 1) - 1)
    desk.load_marks()
    desk.select(found.start, found.end)
    desk.last_coding = ""
    desk.said = f"Removed: {found.code}; u puts it back"


def subject(desk: Desk) -> Mark | None:
    """The coding that attributes and notes are about: the one opened, else the one made last, else the one here."""
    meant = desk.meant
    if meant is not None and meant.kind != "suggestion":
        return meant if meant.kind == "own" else None
    return desk.document.mark(desk.last_coding) or desk.mark("own")


def note(desk: Desk) -> Ask | None:
    """Ask for a note on the coding."""
    found = subject(desk)
    if found is None:
        desk.said = "A note stands on a coding of yours; make one first."
        return None

    def done(said: str) -> None:
        made = coding_actions.note(desk.store, desk.coder, found.id, said.strip())
        desk.document.put([of_coding(made, desk.coder.id)])
        desk.said = f"Noted on {made.code}" if made.note else f"No note on {made.code} any more"

    return Ask("line", f"Note on {found.code}", done, found.note)


def attributes(desk: Desk) -> Ask | None:
    """Ask for attributes of the coding, one key each, until Enter; a value chosen again is taken away."""
    found = subject(desk)
    if found is None:
        desk.said = "Attributes belong to a coding of yours; make one first."
        return None
    options = []
    for attribute in desk.book.attributes:
        label = in_language(attribute.label, desk.languages, attribute.id)
        for value in attribute.values:
            here = found.attributes.get(attribute.id) == value.id
            said = in_language(value.label, desk.languages, value.id)
            options.append((f"{attribute.id}={value.id}", f"{'●' if here else '○'} {label}: {said}"))
    if not options:
        desk.said = "The codebook declares no attributes."
        return None

    def done(said: str) -> Ask | None:
        name, _, value = said.partition("=")
        describe(desk, name, value)
        return attributes(desk)

    return Ask("list", f"Attributes of {found.code}", done, options=options)


def describe(desk: Desk, name: str, value: str) -> None:
    """Give the coding a value of an attribute; take it away where it has it."""
    found = subject(desk)
    if found is None:
        desk.said = "Attributes belong to a coding of yours; make one first."
        return
    taken = found.attributes.get(name) == value
    made = coding_actions.describe(desk.store, desk.coder, found.id, {name: None if taken else value})
    desk.document.put([of_coding(made, desk.coder.id)])
    desk.said = f"{made.code}: {'without' if taken else 'with'} {name} {value}"


def nth_value(desk: Desk, place: int) -> None:
    """Give the coding the value that stands at a place (from 0) of the codebook's first attribute."""
    if not desk.book.attributes or place >= len(desk.book.attributes[0].values):
        desk.said = "The codebook's first attribute has not so many values; t shows all."
        return
    attribute = desk.book.attributes[0]
    describe(desk, attribute.id, attribute.values[place].id)


def undo(desk: Desk) -> None:
    """Take back the newest change of one's own, also one of an earlier sitting."""
    _back(desk, history.undo, "Undone")


def redo(desk: Desk) -> None:
    """Do again what was taken back."""
    _back(desk, history.redo, "Done again")


def _back(desk: Desk, how: Callable[..., history.Event], said: str) -> None:
    event = how(desk.store, desk.coder.guid)
    desk.load_again()
    desk.said = f"{said}: {event.command}"


def past(desk: Desk) -> Ask:
    """What was done, the newest first; the one chosen is taken back, and what came after it."""
    mine = [event for event in history.events(desk.store, coder=desk.coder.id, limit=500) if event.undoes is None and not event.undone]
    options = [(event.id, f"{_local(event.time)}  {event.command}") for event in mine]

    def done(id: str) -> None:
        upto = [event.id for event in mine].index(id)
        taken: list[history.Event] = []
        try:
            for expected in mine[: upto + 1]:
                taken.append(history.undo(desk.store, desk.coder.guid))
                if taken[-1].id != expected.id:
                    break
        finally:
            desk.load_again()
        desk.said = f"Undone: {len(taken)} changes, the last one {taken[-1].command}; U does them again"

    return Ask("list", "Take back all down to", done, options=options)


def _local(time: str) -> str:
    from datetime import datetime

    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")


def read(desk: Desk, *, all_before: bool = False) -> None:
    """Mark the turn as read (or unread, where it was), or all that are shown down to it; then to the next one."""
    known = desk.document.turns.numbers
    before = [at for at in desk.shown if at <= desk.cursor.turn] if all_before else [desk.cursor.turn]
    numbers = [known[at] for at in before]
    unread = not all_before and numbers[0] in desk.read
    progressing.read(desk.store, desk.coder, desk.document.id, numbers, unread=unread)
    desk.read = desk.read - set(numbers) if unread else desk.read | set(numbers)
    desk.said = "Unread again." if unread else f"Read: {len(numbers)} turns." if all_before else ""
    later = [at for at in desk.shown if at > desk.cursor.turn]
    if later and not unread:
        desk.go(later[0])


def finished(desk: Desk) -> None:
    """Say that the transcript is finished, or that it is not after all."""
    reopen = desk.state == "finished"
    progressing.finish(desk.store, desk.coder, [desk.document.id], reopen=reopen)
    desk.load_marks()
    desk.said = "Open again." if reopen else "Finished: what carries no code was looked at and found nothing."
    if not reopen and desk.document.marks("other"):
        desk.said = "Finished; what others coded here is shown now."
