"""Which codes fit a span best, by what the project knows: the suggestions on it, what others put there, and what was coded before."""

from __future__ import annotations

from collections import defaultdict

from qualcode.workbench.desk import Desk
from qualcode.workbench.pinning import codable

LIKELY = ("space", *(f"f{number}" for number in range(2, 10)), "0", "f12")
"""The keys of the codes that are likely for a span, the likeliest first."""
_OTHERS = 0.5
"""What a coding of somebody else on the span is worth, beside a suggestion's score; shown only where others' codings are."""
_NEAR, _OTHERS_NEAR = 0.2, 0.15
"""What a code one turn away is worth, one's own and another's; less with the distance."""
_LAST = 0.1
_WORDS = 3.0
"""What the words of the span are worth, where they speak for one code alone."""
_NEIGHBOURS = 8


def codes_for(desk: Desk) -> list[str]:
    """The codes that codings may carry, the likeliest for the span first; those that it carries already come last."""
    start, end = desk.cursor.start, desk.cursor.end
    worth: defaultdict[str, float] = defaultdict(float)
    most = max(desk.used.values(), default=1)
    for code, number in desk.used.items():
        worth[code] += 0.1 * number / max(1, most)
    there = set()
    for turn in range(max(0, desk.cursor.turn - _NEIGHBOURS), min(len(desk.document.turns), desk.cursor.turn + _NEIGHBOURS + 1)):
        away = 1 + abs(desk.cursor.turn - turn)
        for mark in desk.document.on(turn):
            over = min(end, mark.end) - max(start, mark.start)
            if mark.kind == "own" and mark.span == (start, end):
                there.add(mark.code)
            elif mark.kind == "own":
                worth[mark.code] += _NEAR / away
            elif over > 0:
                share = over / max(end - start, mark.end - mark.start)
                value = mark.score if mark.kind == "suggestion" else _OTHERS
                worth[mark.code] += value * (0.5 + 0.5 * share)
            elif mark.kind == "other":
                worth[mark.code] += _OTHERS_NEAR / away
            else:
                worth[mark.code] += _OTHERS_NEAR * mark.score / away
    if desk.last_code:
        worth[desk.last_code] += _LAST
    turn_now = desk.document.turns[desk.cursor.turn] if desk.document.turns else None
    if turn_now is not None and desk.aided:
        for code, chance in desk.evidence.chances(desk.words_of(start, end), turn_now.language).items():
            worth[code] += _WORDS * chance
    usable = [id for id, code in desk.codes.items() if codable(code)]
    return sorted(usable, key=lambda code: (code in there, -worth[code]))


def keyed(desk: Desk) -> list[str]:
    """The codes that have a key of their own because they are likely: the likeliest of all, then those that stand on no digit already."""
    every = codes_for(desk)
    on_digits = set(desk.pins.values())
    return [*every[:1], *(code for code in every[1:] if code not in on_digits)]
