"""Who is quoted how often, beside how much they talk: by participant, group and language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.analysis._asked import Asked
from qualcode.analysis._quotation import Quotation
from qualcode.analysis._rows import counted_columns
from qualcode.analysis._saying import say
from qualcode.analysis._words import column, label
from qualcode.counts import Talker
from qualcode.saying import amount
from qualcode.table import Cell, Table

LARGE_SHARE = 0.25
FEW = 8
"""Of fewer passages, nobody is said to supply too many."""

_COUNTED = "{passages} of participants; one with several codes counts once."

LEVELS = ("participant", "group", "language")


def balance(quotations: Sequence[Quotation], talkers: Sequence[Talker], *, asked: Asked) -> Table:
    """A row for each participant who is quoted or talks, then each group, then each language: passages quoted and their share, beside that of words.

    A passage with several codes counts once. `talkers` have the language as their dimension. A warning names who supplies more than 25 % of
    at least 8 passages; the same for a group and a language has a mark only, since few groups and languages cannot but have large shares.
    """
    passages = {(each.transcript, each.start, each.end): each for each in quotations if each.role == "participant" and each.turn}
    quoted: Counter[tuple[str, str, str]] = Counter()
    said: Counter[tuple[str, str, str]] = Counter()
    for each in passages.values():
        quoted.update([("participant", each.transcript, each.speaker), ("group", each.transcript, ""), ("language", "", each.language)])
    for talker in talkers:
        if talker.role == "participant" and talker.words:
            language = talker.key[0] or ""
            for row in (("participant", talker.transcript, talker.speaker), ("group", talker.transcript, ""), ("language", "", language)):
                said[row] += talker.words
    words = sum(talker.words for talker in talkers if talker.role == "participant")
    keys = sorted({*quoted, *said}, key=lambda key: (LEVELS.index(key[0]), -quoted[key], -said[key], key))
    people, languages = {name for level, _, name in keys if level == "participant"}, asked.labels.get("language", {})
    return Table(
        title=say(asked.words, "Balance of the quotations"),
        unit="passage",
        columns=(
            column("level", "text", language=asked.words, labels={level: label(f"level_{level}", asked.words) for level in LEVELS}),
            column("transcript", "text", language=asked.words),
            column("name", "text", language=asked.words, labels={id: told for id, told in languages.items() if id not in people}),
            *counted_columns("passages", asked.words),
            column("passages_share", "share", language=asked.words),
            column("words_share", "share", language=asked.words),
            column("marker", "text", language=asked.words),
        ),
        rows=tuple((*key, *_figures(quoted[key], len(passages), said[key], words)) for key in keys),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            say(asked.words, _COUNTED, passages=amount(len(passages), "passage", asked.words)),
            say(asked.words, "of passages: the share of what is quoted; of words: the share of what participants say here."),
        ),
        warnings=tuple(
            supplies(name, transcript, number, len(passages), asked.words)
            for (level, transcript, name), number in quoted.most_common()
            if level == "participant" and len(passages) >= FEW and number > LARGE_SHARE * len(passages)
        ),
        group_by=1,
    )


def supplies(speaker: str, transcript: str, number: int, passages: int, language: str) -> str:
    """Says of a participant that he supplies too many of the passages."""
    text = "{speaker} ({transcript}) supplies {number} of {passages} passages, more than 25 %."
    return say(language, text, speaker=speaker, transcript=transcript, number=number, passages=passages)


def _figures(number: int, passages: int, words: int, all_words: int) -> tuple[Cell, ...]:
    share = number / passages if passages else None
    return number, passages, share, words / all_words if all_words else None, "> 25 %" if share and share > LARGE_SHARE else ""
