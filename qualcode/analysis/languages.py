"""Which language is spoken how much: turns and words, by speaker or by transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.analysis._asked import Asked, heading, value_labels
from qualcode.analysis._rows import counted_columns
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.counts import Spoken
from qualcode.languages import tools
from qualcode.model import UNSURE, Study, in_language
from qualcode.saying import amount, percent
from qualcode.table import Cell, Column, Table

_UNSURE = "{turns} could be of any language ({code}); transcripts show lists them."


def languages(spoken: Sequence[Spoken], study: Study, *, asked: Asked, speakers: bool) -> Table:
    """A row per speaker (or, for participants together, per transcript) and language: its turns and words, and their shares of all.

    A turn counts for the language of most of its words, a word for the language it is in. Shares are undefined where nothing is said.
    """
    counted = [each for each in spoken if speakers or each.role == "participant"]
    keys = [(each.transcript, *((each.speaker, each.role) if speakers else ())) for each in counted]
    turns: Counter[tuple[Cell, ...]] = Counter()
    words: Counter[tuple[Cell, ...]] = Counter()
    for key, each in zip(keys, counted, strict=True):
        for cell in (key, (*key, each.language)):
            turns[cell] += each.turns
            words[cell] += each.words
    rank = {language: at for at, language in enumerate(study.languages)} | {UNSURE: 1000}
    heard = sorted({each.language for each in counted}, key=lambda language: (rank.get(language, 999), language))
    return Table(
        title=say(asked.words, "Languages"),
        unit="turn",
        columns=_columns(asked, study, heard, speakers=speakers),
        rows=tuple(
            (*key, language, *_figures(turns[*key, language], turns[key]), *_figures(words[*key, language], words[key]))
            for key in dict.fromkeys(keys)
            for language in heard
            if (*key, language) in turns
        ),
        selection=asked.described(),
        notes=_notes(counted, heard, asked, speakers=speakers),
        group_by=3 if speakers else 1,
    )


def _columns(asked: Asked, study: Study, heard: Sequence[str], *, speakers: bool) -> tuple[Column, ...]:
    return (
        column("transcript", "text", language=asked.words),
        *((column("speaker", "text", language=asked.words), column("role", "text", language=asked.words)) if speakers else ()),
        Column("language", heading("language", asked, study), "text", labels=_names(heard, asked)),
        *counted_columns("turns", asked.words),
        column("turns_share", "share", language=asked.words),
        *counted_columns("words", asked.words, word="words_all"),
        column("words_share", "share", language=asked.words),
    )


def _figures(part: int, whole: int) -> tuple[Cell, ...]:
    return part, whole, part / whole if whole else None


def _names(heard: Sequence[str], asked: Asked) -> Mapping[str, str]:
    """The names of languages; those that we have no file of keep their codes."""
    given = value_labels("language", asked)
    known = {code: in_language(tools.language(code).names, asked.languages, code) for code in heard if code in tools.known()}
    return {UNSURE: say(asked.words, "unsure ({code})", code=UNSURE)} | known | dict(given)


def _notes(spoken: Sequence[Spoken], heard: Sequence[str], asked: Asked, *, speakers: bool) -> tuple[str, ...]:
    language, names = asked.words, _names(heard, asked)
    people = [each for each in spoken if each.role == "participant"]
    whole = sum(each.words for each in people)
    shares = [
        f"{names.get(code, code)} {percent(sum(each.words for each in people if each.language == code) / whole, language)}"
        for code in heard
        if whole and any(each.language == code for each in people)
    ]
    switching = sum(each.switching for each in spoken)
    unsure = sum(each.turns for each in spoken if each.language == UNSURE)
    shares_said = ", ".join(shares)
    switches = "{turns} switches between languages." if switching == 1 else "{turns} switch between languages."
    return (
        say(language, "A turn counts for the language of most of its words, a word for the language that it is said in."),
        *([say(language, "What moderators and observers say is left out.")] if not speakers else []),
        *(
            [say(language, "Of {words} of participants: {shares}.", words=amount(whole, "word", language), shares=shares_said)]
            if shares
            else []
        ),
        *([say(language, switches, turns=amount(switching, "turn", language))] if switching else []),
        *([say(language, _UNSURE, turns=amount(unsure, "turn", language), code=UNSURE)] if unsure else []),
    )
