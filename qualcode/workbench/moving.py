"""Moving the cursor, and making the span longer and shorter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from qualcode.model import Span, Turn
from qualcode.workbench import places
from qualcode.workbench.desk import Ask, Cursor, Desk

Reshape = Callable[[str, int, int], Span]


def turn(desk: Desk, step: int) -> None:
    """To the next turn that is shown, or the one before."""
    at = bisect_right(desk.shown, desk.cursor.turn) if step > 0 else bisect_left(desk.shown, desk.cursor.turn) - 1
    if 0 <= at < len(desk.shown):
        desk.go(desk.shown[at])
    else:
        desk.said = "This is the last turn." if step > 0 else "This is the first turn."


def first(desk: Desk) -> None:
    """To the first turn that is shown."""
    if desk.shown:
        desk.go(desk.shown[0])


def last(desk: Desk) -> None:
    """To the last turn that is shown."""
    if desk.shown:
        desk.go(desk.shown[-1])


def to_number(desk: Desk) -> Ask:
    """Ask which turn to go to."""

    def done(said: str) -> None:
        if not said.strip().isdigit() or not 1 <= int(said) <= len(desk.document.turns):
            desk.said = f"There is no turn {said}; they are 1 to {len(desk.document.turns)}."
            return
        wanted = int(said) - 1
        if wanted not in set(desk.shown):
            desk.said = f"Turn {said} is hidden by the filter; f shows all."
            return
        desk.go(wanted)

    return Ask("line", f"Go to turn (1-{len(desk.document.turns)})", done)


def whole(desk: Desk) -> None:
    """The whole turn."""
    desk.go(desk.cursor.turn)


def reshaped(desk: Desk, how: Reshape) -> None:
    """Another span within the cursor's turn; what was opened stays so, so that a suggestion can be taken with another span."""
    if not desk.document.turns:
        return
    here = desk.document.turns[desk.cursor.turn]
    start, end = _within(desk.cursor, here)
    span = how(here.text, start, end)
    desk.cursor = Cursor(desk.cursor.turn, here.start + span.start, here.start + span.end, desk.cursor.meant)
    desk.view.picked = False


def _within(cursor: Cursor, turn: Turn) -> tuple[int, int]:
    """The span in the turn's own text; of one over several turns what lies in this one."""
    start = max(0, min(cursor.start - turn.start, len(turn.text)))
    end = max(0, min(cursor.end - turn.start, len(turn.text)))
    return (start, end) if start < end else (0, len(turn.text))


def sentence(desk: Desk, step: int) -> None:
    """The next sentence, or the one before; nothing is opened then."""
    reshaped(desk, places.next_sentence if step > 0 else places.previous_sentence)
    desk.cursor = Cursor(desk.cursor.turn, desk.cursor.start, desk.cursor.end)


def end_by(desk: Desk, step: int) -> None:
    """Move the end of the span by a word."""
    reshaped(desk, lambda text, start, end: places.moved_end(text, Span(start, end), step))


def start_by(desk: Desk, step: int) -> None:
    """Move the start of the span by a word."""
    reshaped(desk, lambda text, start, end: places.moved_start(text, Span(start, end), step))


def less(desk: Desk, how: Callable[[str, Span], Span]) -> None:
    """Take a clause off the span."""
    reshaped(desk, lambda text, start, end: how(text, Span(start, end)))


def select(desk: Desk, start: int, end: int) -> None:
    """The words that a stretch of the canonical text touches, as the mouse draws it; it may go over several turns."""
    first_turn, last_turn = desk.document.turn_at(start), desk.document.turn_at(max(start, end - 1))
    begins = desk.document.turns[first_turn]
    ends = desk.document.turns[last_turn]
    if first_turn == last_turn:
        span = places.snapped(begins.text, start - begins.start, end - begins.start)
        if span.start == span.end:
            return
        desk.select(begins.start + span.start, begins.start + span.end)
        return
    head = places.snapped(begins.text, start - begins.start, len(begins.text))
    tail = places.snapped(ends.text, 0, end - ends.start)
    desk.select(begins.start + head.start, ends.start + max(tail.end, 1))


def pick(desk: Desk, letter: str, *, two: bool = False) -> None:
    """The sentence with a letter, or (`two`) that and the next one; a second letter behind it in its turn makes the span reach that far.

    A capital: from there to the turn's end; or, once a sentence is picked, from the clause in it that carries the capital.
    """
    if letter.isupper() and letter in desk.letters:
        at, position = desk.letters[letter]
        reshaped(desk, lambda text, start, end: places.begun(text, Span(start, end), position))
        desk.view.picked = True
        return
    found = desk.letters.get(letter.lower())
    if found is None:
        desk.said = f"No sentence has the letter {letter}."
        return
    at, position = found
    turn = desk.document.turns[at]
    sentences = places.places(turn.text).sentences
    which = places.sentence_at(turn.text, position)
    start, end = turn.start + sentences[which].start, turn.start + sentences[min(which + two, len(sentences) - 1)].end
    if letter.isupper():
        end = turn.start + sentences[-1].end
    elif desk.view.picked and desk.cursor.turn == at and start >= desk.cursor.end:
        start = desk.cursor.start
    desk.cursor = Cursor(at, start, end)
    desk.view.picked = not letter.isupper()
