"""A few telling quotations of many, chosen by rules that can be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from qualcode.analysis._quotation import Quotation
from qualcode.analysis._saying import say
from qualcode.text import count_words

SHORTEST, LONGEST, BEST = 8, 60, 30


def rules(language: str) -> list[str]:
    """How quotations are chosen, in a language."""
    text = "Chosen by rule: what one participant says in {shortest} to {longest} words before what is shorter, longer or said by several;"
    return [
        say(language, text, shortest=SHORTEST, longest=LONGEST),
        say(language, "of these from the group, then from the speaker, quoted least so far; then with attributes not shown yet;"),
        say(language, "then nearest to {best} words, then in the order of the text.", best=BEST),
    ]


def telling(quotations: Sequence[Quotation], number: int, cell: Callable[[Quotation], tuple[str | None, ...]]) -> list[Quotation]:
    """At most so many quotations of participants for each code and cell, spread over groups and speakers; in the order that they came.

    A passage is taken once for a code and cell. The same quotations give the same choice, whatever their order.
    """
    waiting: dict[tuple[object, ...], list[Quotation]] = {}
    for each in sorted(quotations, key=_place):
        if each.role == "participant" and each.turn:
            waiting.setdefault((each.code, *((value is None, value or "") for value in cell(each))), []).append(each)
    speakers: Counter[tuple[str, str]] = Counter()
    chosen: set[int] = set()
    for key in sorted(waiting):
        groups: Counter[str] = Counter()
        shown: Counter[tuple[str, str]] = Counter()
        passages: set[tuple[str, int, int]] = set()
        for _ in range(number):
            left = [each for each in waiting[key] if _passage(each) not in passages]
            if not left:
                break
            best = min(left, key=lambda each: _rank(each, groups, speakers, shown))
            chosen.add(id(best))
            passages.add(_passage(best))
            groups[best.transcript] += 1
            speakers[best.transcript, best.speaker] += 1
            shown.update(best.attributes.items())
    return [each for each in quotations if id(each) in chosen]


def _passage(each: Quotation) -> tuple[str, int, int]:
    return each.transcript, each.start, each.end


def _place(each: Quotation) -> tuple[object, ...]:
    return each.code, each.transcript, each.start, each.end, sorted(each.attributes.items()), each.note


def _rank(each: Quotation, groups: Counter[str], speakers: Counter[tuple[str, str]], shown: Counter[tuple[str, str]]) -> tuple[object, ...]:
    words = count_words(each.quotation)
    apart = max(SHORTEST - words, words - LONGEST, 0)
    known = sum(shown[item] for item in each.attributes.items())
    return (
        apart > 0 or each.speakers > 1,
        groups[each.transcript],
        speakers[each.transcript, each.speaker],
        known,
        abs(words - BEST),
        *(each.transcript, each.start, each.end),
    )
