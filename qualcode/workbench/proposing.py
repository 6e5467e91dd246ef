"""New codes proposed while coding: with a label of one's own, or with the very words that were said (in vivo)."""

from __future__ import annotations

from qualcode.actions import changing_codebooks
from qualcode.actions.describing_codes import Said
from qualcode.model import in_language
from qualcode.text import slug
from qualcode.workbench import doing, pinning
from qualcode.workbench.desk import Ask, Desk

_LONGEST = 60
"""Characters of a label that is made of what was said."""


def in_vivo(desk: Desk) -> Ask:
    """Propose a code that is called by the words selected."""
    words = " ".join(desk.words_of(desk.cursor.start, desk.cursor.end).split())
    return propose(desk, words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0])


def propose(desk: Desk, label: str = "") -> Ask:
    """Ask for the label of a new code and what it is to stand under; it is put on the span, with the status `proposed`."""

    def labelled(said: str) -> Ask | None:
        name = " ".join(said.split())
        if not name:
            return None
        return Ask("list", f"'{name}' stands under", lambda parent: _made(desk, name, parent), options=_parents(desk))

    return Ask("line", "Label of the new code", labelled, label)


def _parents(desk: Desk) -> list[tuple[str, str]]:
    themes = [code for code in desk.book.codes if not code.codable]
    return [*((code.id, f"{code.id}  {in_language(code.label, desk.languages)}") for code in themes), ("", "the top: a theme of its own")]


def _made(desk: Desk, label: str, parent: str) -> None:
    """Add the code to the codebook, in the database and in its file, then put it on the span."""
    language = desk.document.turns[desk.cursor.turn].language
    if language not in desk.book.languages:
        language = desk.languages[0]
    id = _free(desk, f"{parent}.{slug(label)}" if parent else slug(label) or "proposed")
    changing_codebooks.add(desk.store, desk.coder, id, Said(label=(f"{language}={label}",), status="proposed"), under=parent)
    desk.load_book()
    free = [digit for digit in pinning.DIGITS if digit not in desk.pins]
    if free:
        desk.pins[free[0]] = id
    doing.code(desk, id)
    desk.said = f"Proposed and put here: {id}"


def _free(desk: Desk, id: str) -> str:
    number, wanted = 2, id
    while wanted in desk.codes:
        wanted, number = f"{id}-{number}", number + 1
    return wanted
