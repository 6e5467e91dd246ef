"""What the program says in three languages: the same in each, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from qualcode import saying, wording
from qualcode.actions.reporting import words as reporting
from qualcode.analysis import _team_words, _words
from qualcode.charts import _words as charts
from qualcode.codebook import _annex_words, worksheet
from qualcode.saying import Three, amount, decimal, ours, percent, said, thousands

PLACES = (wording, reporting, _words, _team_words, charts, _annex_words, worksheet)
"""The modules that hold words in three languages by name; what analyses say by their English text is tried in analysis/test_saying.py."""


def texts() -> Iterator[tuple[str, Three]]:
    """Everything that these modules can say, and where it stands."""
    for module in PLACES:
        for name, value in vars(module).items():
            yield from within(f"{module.__name__}.{name}", value)


def within(place: str, value: object) -> Iterator[tuple[str, Three]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from within(f"{place} {key}", each)
    elif isinstance(value, tuple) and len(value) == 3 and all(isinstance(each, str) for each in value) and value != saying.LANGUAGES:
        yield place, value


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_everything_is_said_in_each_language_with_the_same_put_in() -> None:
    found = dict(texts())
    assert len(found) > 500
    for place, three in found.items():
        assert all(text.strip() for text in three), place
        assert len({tuple(sorted(fields(text))) for text in three}) == 1, place
        assert len({text[-1:] in ".;" for text in three if " " in text}) <= 1, place
        assert len({tuple(re.findall(r"--[a-z]+", text)) for text in three}) == 1, place


def test_french_parts_its_signs_by_spaces_that_do_not_break() -> None:
    for place, three in texts():
        assert not re.search(r"[^\u00a0][:;!?»%](?=\s|$)", re.sub(r"\{\w*\}|CODE:", "x", said(three, "fr"))), place


@pytest.mark.parametrize("language", ["de", "", "und", "nl-BE"])
def test_whoever_has_another_language_reads_english(language: str) -> None:
    assert ours(language) == "en"
    assert said(("group", "groep", "groupe"), language) == "group"
    assert amount(0, "group", language) == "0 groups"
    assert (decimal("0.5", language), percent(0.5, language), thousands(1000, language)) == ("0.5", "50.0%", "1,000")


def test_a_noun_without_words_is_noticed() -> None:
    with pytest.raises(KeyError):
        amount(2, "no such noun")
