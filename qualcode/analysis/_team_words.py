"""The words of worksheets on which a team settles its disagreements, in the languages that they can be in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.saying import Three, said
from qualcode.text import fold

HEADINGS: Mapping[str, Three] = {
    "id": ("id", "id", "id"),
    "where": ("where", "waar", "où"),
    "transcript": ("transcript", "transcript", "transcription"),
    "turn": ("turn", "beurt", "tour de parole"),
    "speaker": ("speaker", "spreker", "locuteur"),
    "kind": ("kind", "soort", "type"),
    "codes": ("codes", "codes", "codes"),
    "cost": ("cost", "kost", "coût"),
    "passage": ("passage", "passage", "passage"),
    "says": ("who says what", "wie wat zegt", "qui dit quoi"),
    "state": ("state", "stand", "état"),
    "took": ("taken", "gekozen", "retenu"),
    "why": ("why", "waarom", "pourquoi"),
    "decision": ("decision", "beslissing", "décision"),
    "instead": ("code or words instead", "code of woorden in de plaats", "code ou mots à la place"),
    "reason": ("reason", "reden", "raison"),
}
"""The headings of columns, by the columns' names."""

KINDS: Mapping[str, Three] = {
    "missed": ("missed", "gemist", "manqué"),
    "extra": ("extra", "extra", "en plus"),
    "other-code": ("other code", "andere code", "autre code"),
    "boundary": ("boundary", "grens", "limite"),
    "attribute": ("attribute", "kenmerk", "attribut"),
}
"""The kinds of disagreements."""

_STATES: Mapping[str, Three] = {
    "open": ("open", "open", "ouvert"),
    "settled": ("settled", "beslecht", "tranché"),
    "stale": ("stale", "verouderd", "périmé"),
}

BOTH, NEITHER, CODE, WORDS = "both", "neither", "code", "words"

_CHOICES: Mapping[str, Three] = {
    BOTH: ("both", "beide", "les deux"),
    NEITHER: ("neither", "geen van beide", "aucun des deux"),
    CODE: ("another code", "andere code", "autre code"),
    WORDS: ("other words", "andere woorden", "autres mots"),
}
_OF_MORE: Mapping[str, Three] = {BOTH: ("all", "alle", "tous"), NEITHER: ("none", "geen", "aucun")}
_SAME: Mapping[str, str] = {"another span": WORDS, "other span": WORDS, "other code": CODE, "ander stuk": WORDS, "autre passage": WORDS}

_OTHER: Three = ("other", "iets anders", "autre chose")

_BEFORE: Three = ("stale, decided before: {took}", "verouderd, eerder beslist: {took}", "périmé, décidé auparavant : {took}")

_NOTHING = ("nothing", "niets", "rien")
_NOTE = ("note", "noot", "note")
_TURN = ("turn", "beurt", "tour")

_HOW: Three = (
    (
        "Fill in the column decision with one of: {choices}. With another code or other words, say which in the column beside it; both at once "
        "as CODE: words. The reason is kept. What stays empty stays open. The marks ⟦ ⟧ in a passage stand around what is in dispute."
    ),
    (
        "Vul de kolom beslissing in met een van: {choices}. Zeg bij een andere code of andere woorden in de kolom ernaast welke; beide tegelijk als "
        "CODE: woorden. De reden wordt bewaard. Wat leeg blijft, blijft open. De tekens ⟦ ⟧ in een passage staan rond waarover het gaat."
    ),
    (
        "Remplissez la colonne décision avec : {choices}. Pour un autre code ou d'autres mots, dites lesquels dans la colonne voisine ; les deux "
        "à la fois : CODE: mots. La raison est conservée. Ce qui reste vide reste ouvert. Les signes ⟦ ⟧ entourent ce qui est en cause."
    ),
)


def heading(name: str, language: str) -> str:
    """The heading of a column."""
    return said(HEADINGS[name], language)


def kind(name: str, language: str) -> str:
    """The word for a kind of disagreement."""
    return said(KINDS[name], language)


def state(name: str, language: str) -> str:
    """How it stands with a disagreement."""
    return said(_STATES[name], language)


def taken(language: str) -> dict[str, str]:
    """The words for what was taken besides a coder's side, by what is kept of it."""
    return {"other": said(_OTHER, language), **{name: said(_CHOICES[name], language) for name in (BOTH, NEITHER)}}


def before(took: str, why: str, language: str) -> str:
    """What was decided on a disagreement before codings changed, with the reason if one was given."""
    told = said(_BEFORE, language).format(took=taken(language).get(took, took))
    return f"{told} ({why})" if why else told


def nothing(language: str) -> str:
    """What stands where a coder has put nothing."""
    return said(_NOTHING, language)


def note(language: str) -> str:
    """What stands before a note."""
    return said(_NOTE, language)


def turn(language: str) -> str:
    """What stands before the number of a turn."""
    return said(_TURN, language)


def how(choices: Sequence[str], language: str) -> str:
    """What to do with the worksheet."""
    return said(_HOW, language).format(choices=", ".join(choices))


def choices(coders: Sequence[str], language: str) -> tuple[str, ...]:
    """What may be decided, in the order in which it is offered."""
    words = {**_CHOICES, **(_OF_MORE if len(coders) > 2 else {})}
    return (*coders, *(said(word, language) for word in words.values()))


def column_named(heading: str) -> str:
    """The name of the column with this heading, in whichever language; empty for another."""
    head = fold(" ".join(heading.split()))
    return next((name for name, words in HEADINGS.items() if head in {name, *map(fold, words)}), "")


def choice_named(written: str) -> str:
    """Which of BOTH, NEITHER, CODE and WORDS is meant, in whichever language; empty for something else."""
    word = fold(" ".join(written.split()))
    known = [*_CHOICES.items(), *_OF_MORE.items()]
    return next((name for name, words in known if word in set(map(fold, words))), _SAME.get(word, ""))
