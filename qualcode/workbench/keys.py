"""What the keys do, as data: from it come the help, the foot line and what a configuration file may change (`binding.py`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from qualcode.workbench import choosing, doing, finding, moving, places, proposing, settling
from qualcode.workbench.desk import Ask, Desk
from qualcode.workbench.likely import LIKELY

Do = Callable[[Desk], Ask | None]


@dataclass(frozen=True)
class Act:
    """Something a key does: its name in a configuration file, the keys, its group, what it does, and the command that does the same.

    `foot` is a word for the foot line (empty: not there), `slow` what is said while it takes a while, `series` what several acts with a number do together. `do` is None for what the screen itself does (help, scrolling,
    leaving) and for what letters do while they stand before the sentences.
    """

    name: str
    keys: tuple[str, ...]
    group: str
    what: str
    command: str
    do: Do | None
    foot: str = ""
    writes: bool = False
    series: str = ""
    slow: str = ""


_writing = partial(Act, writes=True)
"""An act that changes the project."""


def _then(act: Callable[[Desk], object]) -> Do:
    """An act that asks nothing."""

    def do(desk: Desk) -> None:
        act(desk)

    return do


MOVE, SPAN, CODE, SUGGEST, MEND, SEE = "Moving", "The span", "Coding", "Suggestions", "Mending and keeping track", "What is shown"

_SHOW = "transcripts show ID"
_UNCODED = "transcripts show ID --filter code:-"
_ADD = "coding add ID CODE"
_PUT = f"{_ADD} --turn N"


def _moves() -> list[Act]:
    return [
        Act("next-turn", ("j", "down"), MOVE, "next turn", _SHOW, lambda d: moving.turn(d, 1), "turn"),
        Act("previous-turn", ("k", "up"), MOVE, "previous turn", _SHOW, lambda d: moving.turn(d, -1)),
        Act("next-uncoded", ("n",), MOVE, "next turn without a code", _UNCODED, lambda d: finding.uncoded(d, 1), "uncoded"),
        Act("previous-uncoded", ("p",), MOVE, "previous turn without a code", _UNCODED, lambda d: finding.uncoded(d, -1)),
        Act("next-coding", ("}", "N"), MOVE, "next coding of the chosen code", "coding list --code CODE", lambda d: finding.coding(d, 1)),
        Act(
            "previous-coding",
            ("{",),
            MOVE,
            "previous coding of the chosen code",
            "coding list --code CODE",
            lambda d: finding.coding(d, -1),
        ),
        Act(
            "open",
            ("enter",),
            MOVE,
            "open the next coding or suggestion of the turn; on a suggestion that is open: accept",
            "coding list",
            choosing.enter,
        ),
        Act("find", ("ctrl+f",), MOVE, "find words", "search WORDS", finding.words),
        Act("next-hit", (">",), MOVE, "next place found", "search WORDS", lambda d: finding.hit_after(d, 1)),
        Act("previous-hit", ("<",), MOVE, "previous place found", "search WORDS", lambda d: finding.hit_after(d, -1)),
        Act("page-down", ("pagedown",), MOVE, "a screen down", _SHOW, None),
        Act("page-up", ("pageup",), MOVE, "a screen up", _SHOW, None),
        Act("first-turn", ("home",), MOVE, "first turn", _SHOW, _then(moving.first)),
        Act("last-turn", ("end",), MOVE, "last turn", _SHOW, _then(moving.last)),
        Act("go-to-turn", ("G",), MOVE, "go to a turn by its number", "transcripts show ID --turn N", moving.to_number),
        Act("transcript", ("T",), MOVE, "go to another transcript", "transcripts list", choosing.transcript),
    ]


def _spans() -> list[Act]:
    return [
        Act(
            "next-sentence",
            ("s", "right"),
            SPAN,
            "next sentence (of a whole turn: its first)",
            f"{_ADD} --turn N --sentence N",
            lambda d: moving.sentence(d, 1),
            "sentence",
        ),
        Act(
            "previous-sentence", ("S", "left"), SPAN, "previous sentence", f"{_ADD} --turn N --sentence N", lambda d: moving.sentence(d, -1)
        ),
        Act("whole-turn", ("w", "escape"), SPAN, "the whole turn; nothing is open", f"{_ADD} --turn N", _then(choosing.leave)),
        Act("longer", ("e", "shift+right"), SPAN, "a sentence more", f"{_ADD} --quote TEXT", choosing.shaped("with_next"), "longer"),
        Act("shorter", ("E", "shift+left"), SPAN, "a sentence less", f"{_ADD} --quote TEXT", choosing.shaped("without_last")),
        Act(
            "longer-before",
            ("b", "shift+up"),
            SPAN,
            "a sentence more at the start",
            f"{_ADD} --quote TEXT",
            choosing.shaped("with_previous"),
        ),
        Act(
            "shorter-before",
            ("B", "shift+down"),
            SPAN,
            "a sentence less at the start",
            f"{_ADD} --quote TEXT",
            choosing.shaped("without_first"),
        ),
    ]


def _words() -> list[Act]:
    return [
        Act("word-less", ("h", "ctrl+left"), SPAN, "a word less", f"{_ADD} --at START-END", lambda d: moving.end_by(d, -1)),
        Act("word-more", ("l", "ctrl+right"), SPAN, "a word more", f"{_ADD} --at START-END", lambda d: moving.end_by(d, 1)),
        Act(
            "word-less-before",
            ("L", "ctrl+down"),
            SPAN,
            "a word less at the start",
            f"{_ADD} --at START-END",
            lambda d: moving.start_by(d, 1),
        ),
        Act(
            "word-more-before",
            ("H", "ctrl+up"),
            SPAN,
            "a word more at the start",
            f"{_ADD} --at START-END",
            lambda d: moving.start_by(d, -1),
        ),
        Act(
            "clause-less-before",
            (",",),
            SPAN,
            "a clause less at the start",
            f"{_ADD} --quote TEXT",
            lambda d: moving.less(d, places.without_first_clause),
        ),
        Act(
            "clause-less",
            (";",),
            SPAN,
            "a clause less at the end",
            f"{_ADD} --quote TEXT",
            lambda d: moving.less(d, places.without_last_clause),
        ),
        Act(
            "letters",
            ("g",),
            SPAN,
            "a letter before each sentence on the screen; Esc takes them away",
            f"{_ADD} --turn N --sentence N",
            _then(choosing.letters),
            "letters",
        ),
        *_lettered(),
    ]


def _lettered() -> list[Act]:
    """What letters do while they stand before the sentences: no keys of their own, but to be told of."""
    return [
        Act(
            "letter",
            ("letter",),
            SPAN,
            "the sentence with the letter; a second letter: as far as that one",
            f"{_ADD} --turn N --sentence N",
            None,
        ),
        Act("two-sentences", ("alt+letter",), SPAN, "the sentence with the letter, and the next one", f"{_ADD} --quote TEXT", None),
        Act(
            "capital",
            ("capital",),
            SPAN,
            "from that sentence to the end of the turn; once a sentence is picked, from the clause in it that carries the capital",
            f"{_ADD} --quote TEXT",
            None,
        ),
    ]


def _numbered() -> list[Act]:
    digits = [
        _writing(
            f"pinned-{digit}",
            (digit,),
            CODE,
            f"the code pinned on {digit}",
            _PUT,
            choosing.on_digit(digit),
            series="the code pinned on the digit",
        )
        for digit in "123456789"
    ]
    likely = [
        _writing(
            f"likely-{place + 1}",
            (key,),
            CODE,
            f"number {place + 1} of the codes that are likely here",
            _PUT,
            choosing.at_place(place),
            series="the code that is likeliest here, and those that are likely and on no digit",
        )
        for place, key in enumerate(LIKELY)
    ]
    values = [
        _writing(
            f"value-{place + 1}",
            (key,),
            CODE,
            f"value {place + 1} of the codebook's first attribute, on the last coding",
            "coding describe ID NAME=VALUE",
            choosing.value(place),
            series="the values of the codebook's first attribute, on the last coding",
        )
        for place, key in enumerate("+-*=")
    ]
    return [*digits, *likely, *values]


def _codes() -> list[Act]:
    return [
        *_numbered(),
        _writing("search-code", ("/",), CODE, "any code: a few letters of its id or label, Enter", _PUT, doing.by_search, "code"),
        _writing("repeat", (".",), CODE, "the code used last", _PUT, _then(doing.repeat), "again"),
        _writing(
            "attributes", ("t", "ctrl+t"), CODE, "attributes of the coding", "coding describe ID NAME=VALUE", doing.attributes, "attributes"
        ),
        _writing("note", ("m", "ctrl+n"), CODE, "a note on the coding", "coding note ID TEXT", doing.note, "note"),
        _writing(
            "in-vivo",
            ("v",),
            CODE,
            "propose a code called by the words selected",
            "codebook add CODE --label nl=TEXT --status proposed",
            proposing.in_vivo,
        ),
        _writing("propose", ("V",), CODE, "propose a new code", "codebook add CODE --label nl=TEXT --status proposed", proposing.propose),
        Act("pin", ("P",), CODE, "put the chosen code on a digit", "code --pin CODE", choosing.pin),
    ]


def _suggestions() -> list[Act]:
    review = "review --accept ID"
    return [
        Act("next-suggestion", ("]", "tab"), SUGGEST, "next suggestion", "review --list", lambda d: finding.suggestion(d, 1), "suggestion"),
        Act(
            "previous-suggestion", ("[", "shift+tab"), SUGGEST, "previous suggestion", "review --list", lambda d: finding.suggestion(d, -1)
        ),
        _writing("accept", ("a",), SUGGEST, "accept, with the span selected; then the next one", review, _then(doing.accept), "accept"),
        Act(
            "accept-at", ("alt+shift+letter",), SUGGEST, "accept the best suggestion that begins at the letter", "review --accept ID", None
        ),
        _writing("reject", ("x", "ctrl+x"), SUGGEST, "reject; then the next one", "review --reject ID", _then(doing.reject), "reject"),
        _writing("never", ("X",), SUGGEST, "never this code in this turn; then the next", "review --never ID", _then(doing.never)),
        _writing(
            "change",
            ("c",),
            SUGGEST,
            "another code for the suggestion, or for a coding",
            "coding change ID --code CODE",
            doing.change,
            "change",
        ),
        _writing(
            "suggest",
            ("A",),
            SUGGEST,
            "have some made for this transcript",
            "suggest --transcript ID",
            choosing.suggest,
            slow="Suggestions are being made ...",
        ),
    ]


def _mending() -> list[Act]:
    return [
        _writing("remove", ("d", "delete"), MEND, "take the coding off", "coding remove ID", _then(doing.remove), "remove"),
        _writing(
            "move", ("o",), MEND, "put the open coding on the span selected now", "coding change ID --at START-END", _then(doing.move)
        ),
        _writing(
            "settle",
            ("C",),
            MEND,
            "settle what coders differ on: the next disagreement from this turn on",
            "adjudicate",
            settling.differing,
        ),
        _writing("undo", ("u", "backspace"), MEND, "take back your last change", "undo", _then(doing.undo), "undo"),
        _writing("redo", ("U", "ctrl+r"), MEND, "do again what you took back", "redo", _then(doing.redo)),
        _writing("history", ("y",), MEND, "what you did, also earlier; choose how far to go back", "history", doing.past),
        _writing(
            "read",
            ("r",),
            MEND,
            "the turn is read (again: it is not); then the next one",
            "coders read ID --turn N",
            _then(doing.read),
            "read",
        ),
        _writing(
            "read-all",
            ("R",),
            MEND,
            "all turns down to here are read",
            "coders read ID --turn 1-N",
            lambda d: doing.read(d, all_before=True),
        ),
        _writing("finished", ("D",), MEND, "the transcript is finished (again: it is not)", "coders finish ID", _then(doing.finished)),
    ]


def _seeing() -> list[Act]:
    return [
        Act(
            "limit",
            ("f",),
            SEE,
            "show only some turns: speaker:R3 language:fr sector:justice code:- wacht",
            "transcripts show ID --filter FILTER",
            choosing.limit,
            "filter",
        ),
        Act(
            "side",
            ("i",),
            SEE,
            "the side: pinned codes, the whole codebook, all about one code",
            "codebook show",
            _then(choosing.side),
            "side",
        ),
        Act("look-up", ("I",), SEE, "look a code up", "codebook show CODE", choosing.look_up),
        Act("language", ("O",), SEE, "labels in another language", "codebook show --label-language fr", _then(choosing.language)),
        Act("others", ("z",), SEE, "show or hide the codings of others", "coding list --layer CODER", _then(choosing.others)),
        Act("help", ("?", "f1"), SEE, "all keys", "code --help", None, "keys"),
        Act("quit", ("q", "ctrl+q"), SEE, "leave; everything is saved already", "", None),
    ]


ACTS: tuple[Act, ...] = (*_moves(), *_spans(), *_words(), *_codes(), *_suggestions(), *_mending(), *_seeing())
"""Everything the workbench does, in the order of the help."""
