"""Which language is spoken how much: turns and words, by speaker or by transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.analysis._asked import Asked, amount, heading, value_labels
from qualcode.analysis._words import column
from qualcode.languages import tools
from qualcode.model import UNSURE, Spoken, Study, in_language
from qualcode.table import Cell, Column, Table


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
        title="Languages",
        unit="turn",
        columns=_columns(asked, study, heard, speakers=speakers),
        rows=tuple(
            (*key, language, *_figures(turns[*key, language], turns[key]), *_figures(words[*key, language], words[key]))
            for key in dict.fromkeys(keys)
            for language in heard
            if (*key, language) in turns
        ),
        selection=asked.selection.described(),
        notes=_notes(counted, heard, _names(heard, asked), speakers=speakers),
        group_by=3 if speakers else 1,
    )


def _columns(asked: Asked, study: Study, heard: Sequence[str], *, speakers: bool) -> tuple[Column, ...]:
    return (
        column("transcript", "text", language=asked.words),
        *((column("speaker", "text", language=asked.words), column("role", "text", language=asked.words)) if speakers else ()),
        Column("language", heading("language", asked, study), "text", labels=_names(heard, asked)),
        column("turns_k", "count", of="turns_n", language=asked.words),
        column("turns_n", "count", language=asked.words),
        column("turns_share", "share", language=asked.words),
        column("words_k", "count", of="words_n", language=asked.words),
        column("words_n", "count", language=asked.words, word="words_all"),
        column("words_share", "share", language=asked.words),
    )


def _figures(part: int, whole: int) -> tuple[Cell, ...]:
    return part, whole, part / whole if whole else None


def _names(heard: Sequence[str], asked: Asked) -> Mapping[str, str]:
    """The names of languages; those that we have no file of keep their codes."""
    given = value_labels("language", asked)
    known = {code: in_language(tools.language(code).names, asked.languages, code) for code in heard if code in tools.known()}
    return {UNSURE: f"unsure ({UNSURE})"} | known | dict(given)


def _notes(spoken: Sequence[Spoken], heard: Sequence[str], names: Mapping[str, str], *, speakers: bool) -> tuple[str, ...]:
    people = [each for each in spoken if each.role == "participant"]
    whole = sum(each.words for each in people)
    shares = [
        f"{names.get(language, language)} {sum(each.words for each in people if each.language == language) / whole:.1%}"
        for language in heard
        if whole and any(each.language == language for each in people)
    ]
    switching = sum(each.switching for each in spoken)
    unsure = sum(each.turns for each in spoken if each.language == UNSURE)
    return (
        "A turn counts for the language of most of its words, a word for the language that it is said in.",
        *(["What moderators and observers say is left out."] if not speakers else []),
        *([f"Of {amount(whole, 'word')} of participants: {', '.join(shares)}."] if shares else []),
        *([f"{amount(switching, 'turn')} {'switches' if switching == 1 else 'switch'} between languages."] if switching else []),
        *([f"{amount(unsure, 'turn')} could be of any language ({UNSURE}); transcripts show lists them."] if unsure else []),
    )
