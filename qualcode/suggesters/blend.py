"""Suggests what the other suggesters suggest together; every suggestion names those who agree on it.

Where `learned` is asked, its chance is the score: it has weighed keywords and likeness to coded texts already and says both, so that `keywords`
and `similar` only add their names to what it suggests. Others, who know more, move the score by a quarter of what they leave open, and may
suggest alone for half of their score.
`settings["blend"]` names who is asked, separated by commas; else `learned`, `keywords`, `similar`, and whom the settings give what they need:
`encoder` a folder, `llm` a server.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from qualcode import plugins
from qualcode.errors import QualcodeError
from qualcode.model import Suggestion, Unit
from qualcode.suggesters._knowledge import Knowledge

NAME = "blend"
NEEDS = ("blend", "server", "model", "seconds", "folder")
"""What may be said with `--set`: who is asked, and what these need."""

_ASKED = ("learned", "keywords", "similar")
_ASKED_WITH = {"folder": "encoder", "server": "llm"}
_AGREEING = 0.25  # how far another's score moves what is left to certainty
_WEIGHED = ("keywords", "similar")
"""Whose evidence the learned chance holds already: alone they cost more than they give (F1 .23 where learned has .37, at 25 coded turns)."""

_ALONE = 0.5  # what the score of one counts for whom the learned chance does not support
_MOST = 3


def suggest(units: Iterable[Unit], knowledge: Knowledge) -> list[Suggestion]:
    """At most three suggestions for each unit, units in their order, best score first, each with the names of those who make it.

    Raises QualcodeError when it is to ask itself or a suggester that there is not.
    """
    asked = list(units)
    names = _asked(knowledge.settings)
    if NAME in names:
        raise QualcodeError(
            "blend cannot ask itself.", f"Name others: {', '.join(name for name in plugins.names('suggesters') if name != NAME)}"
        )
    order = {(unit.transcript, unit.revision, unit.start): at for at, unit in enumerate(asked)}
    ends = sorted(order)
    made: defaultdict[tuple[int, str], list[Suggestion]] = defaultdict(list)
    for name in names:
        for one in plugins.load("suggesters", name).suggest(asked, replace(knowledge, least=None)):
            made[_unit(one, order, ends), one.code].append(one)
    by_unit: defaultdict[int, list[Suggestion]] = defaultdict(list)
    for (at, _), several in sorted(made.items()):
        if "learned" in names and all(one.suggester in _WEIGHED for one in several):
            continue
        joined = _joined(several)
        if joined.score >= (knowledge.least or 0.0):
            by_unit[at].append(joined)
    return [one for at in sorted(by_unit) for one in sorted(by_unit[at], key=lambda each: -each.score)[:_MOST]]


def _asked(settings: Mapping[str, str]) -> tuple[str, ...]:
    """The suggesters to be asked, `learned` first."""
    names = tuple(name.strip() for name in settings.get("blend", "").split(",") if name.strip())
    names = names or (*_ASKED, *(name for need, name in _ASKED_WITH.items() if need in settings))
    return tuple(sorted(names, key=lambda name: name != "learned"))


def _unit(one: Suggestion, order: dict[tuple[str, int, int], int], begins: list[tuple[str, int, int]]) -> int:
    """Which unit a suggestion stands in: the last one of its transcript that begins before it."""
    from bisect import bisect_right

    return order[begins[bisect_right(begins, (one.transcript, one.revision, one.start)) - 1]]


def _joined(several: list[Suggestion]) -> Suggestion:
    """One suggestion of several for a unit and code: the place of the first, the reasons of those who say something of their own."""
    first = several[0]
    learned = any(one.suggester == "learned" for one in several)
    telling = [one for one in several if not (learned and one.suggester in _WEIGHED)]
    score = first.score if learned or len(several) > 1 else first.score * _ALONE
    for other in telling[1:]:
        score += (1 - score) * _AGREEING * other.score
    names = "+".join(dict.fromkeys(one.suggester for one in several))
    reason = " · ".join(dict.fromkeys(one.reason for one in telling))
    evidence = tuple(sorted({place for one in several for place in one.evidence}, key=lambda place: (place.start, place.end)))
    return replace(first, score=round(score, 4), reason=f"{names}: {reason}", suggester=NAME, evidence=evidence)
