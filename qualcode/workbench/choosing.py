"""What the keys change of the screen itself: the transcript, the filter, the side, pins; and the small acts made of others."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.model import in_language
from qualcode.store import coders, transcripts
from qualcode.workbench import doing, finding, limiting, moving, places
from qualcode.workbench.desk import SIDES, Ask, Desk


def enter(desk: Desk) -> None:
    """Accept the suggestion that is open; else open the next coding or suggestion of the turn."""
    meant = desk.meant
    if meant is not None and meant.kind == "suggestion" and desk.store.writable:
        doing.accept(desk)
    else:
        finding.open_next(desk)


def shaped(how: str) -> Callable[[Desk], None]:
    """The span reshaped by a function of `places`."""
    return lambda desk: moving.reshaped(desk, getattr(places, how))


def on_digit(digit: str) -> Callable[[Desk], None]:
    """Coding with the code of a digit."""
    return lambda desk: doing.pinned(desk, digit)


def at_place(place: int) -> Callable[[Desk], None]:
    """Coding with the code that is likely in this place."""
    return lambda desk: doing.likely(desk, place)


def value(place: int) -> Callable[[Desk], None]:
    """Giving the value at a place of the first attribute."""
    return lambda desk: doing.nth_value(desk, place)


def letters(desk: Desk) -> None:
    """Letters for the sentences, or none any more."""
    desk.view.letters = not desk.view.letters
    desk.view.picked = False
    desk.said = (
        "Letters pick sentences, capitals to the turn's end, then clauses; other keys do what they do. Esc ends it."
        if desk.view.letters
        else ""
    )


def by_letter(key: str) -> Callable[[Desk], None] | None:
    """What a key does while there are letters: a letter, a capital, or a letter with Alt or with Alt and Shift; None for all other keys."""
    *held, letter = key.split("+") if len(key) > 1 else (key,)
    if len(letter) != 1 or not letter.isascii() or not letter.isalpha() or held not in ([], ["alt"], ["alt", "shift"]):
        return None
    if "shift" in held:
        return lambda desk: doing.accept_at(desk, letter)
    return lambda desk: moving.pick(desk, letter, two=bool(held))


def leave(desk: Desk) -> None:
    """No letters any more; else the whole turn, with nothing open."""
    if desk.view.letters:
        desk.view.letters = False
    else:
        moving.whole(desk)


def side(desk: Desk) -> None:
    """The next thing that the side can show."""
    desk.view.side = (desk.view.side + 1) % len(SIDES)


def language(desk: Desk) -> None:
    """Labels in the next language."""
    desk.view.language += 1
    desk.said = f"Labels: {desk.languages[0]}" if desk.languages else ""


def others(desk: Desk) -> None:
    """The codings of others, shown or hidden."""
    desk.view.others = not desk.view.others
    desk.load_marks()
    desk.said = "The codings of others are shown." if desk.view.others else "The codings of others are hidden."


def look_up(desk: Desk) -> Ask:
    """Ask for a code, and show all about it at the side."""

    def done(id: str) -> None:
        desk.chosen = id
        desk.view.side = SIDES.index("code")

    return Ask("code", "Look up", done)


def pin(desk: Desk) -> Ask | None:
    """Ask for the digit on which the chosen code is to stand in this sitting."""
    code = desk.chosen or desk.last_code
    if not code:
        desk.said = "Choose a code first: open a coding with Enter, or look a code up with I."
        return None

    def done(digit: str) -> None:
        desk.pins = {key: id for key, id in desk.pins.items() if id != code and key != digit} | {digit: code}
        desk.said = f"{code} stands on {digit}"

    options = [(digit, f"{digit}  {desk.pins.get(digit, 'free')}") for digit in "123456789"]
    return Ask("list", f"{code} stands on", done, options=options)


def limit(desk: Desk) -> Ask:
    """Ask for the filter; an empty one shows all."""

    def done(said: str) -> None:
        speakers = {turn.speaker for turn in desk.document.turns}
        wanted = limiting.parsed(said, desk.store.study, desk.book, speakers)
        before = desk.view.limit
        desk.limit(wanted)
        if desk.shown:
            desk.said = f"{len(desk.shown)} of {len(desk.document.turns)} turns" if said.strip() else "All turns"
            return
        desk.limit(before)
        desk.said = f"No turn of this transcript fits: {said}"

    return Ask("line", "Show only (speaker:R3 language:fr sector:justice code:coop code:- words)", done, desk.view.limit.text)


def transcript(desk: Desk) -> Ask:
    """Ask which transcript to go to; those that the variables of the filter let through."""
    mine = {one.transcript: one for one in coders.assignments(desk.store) if one.coder == desk.coder.id}
    desk.transcripts = transcripts.all_of(desk.store)
    options = []
    for one in desk.transcripts:
        if any(one.variables.get(name) not in (*accepted, None) for name, accepted in desk.view.limit.where.items()):
            continue
        state = mine[one.id].state if one.id in mine else ""
        coded = f", {mine[one.id].codings} codings" if one.id in mine else ""
        labels = [
            in_language(desk.store.study.variables[name].values.get(value, {}), desk.languages, value)
            for name, value in one.variables.items()
            if name in desk.store.study.variables
        ]
        options.append((one.id, f"{one.id}  {', '.join(labels)}  {one.turns} turns{coded}{f', {state}' if state else ''}"))

    def done(id: str) -> None:
        desk.open(id)

    return Ask("list", "Go to transcript", done, options=options)


def suggest(desk: Desk) -> None:
    """Have suggestions made for this transcript."""
    if desk.document.id in coders.unaided(desk.store, desk.coder):
        desk.said = "You code this transcript without suggestions."
        return
    waiting = desk.suggest()
    desk.said = f"{waiting} suggestions wait in this transcript; ] goes to the next one."
