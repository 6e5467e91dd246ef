"""Codes are suggested where texts like this one were coded, and joined with what others suggest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.suggesters import blend, learned, similar
from tests.suggesters.test_learned import CODED, CODES, EXAMPLES, START, unit


def test_the_codes_of_the_nearest_coded_texts_are_suggested() -> None:
    first, *others = similar.suggest([unit("Weken wachten op een opname.", start=10)], CODED)
    assert (first.code, first.start, first.end, first.suggester) == ("waiting", 10, 38, "similar")
    assert first.reason.startswith("as fg0 1: “Elf weken voor een opname")
    assert all(one.score <= first.score for one in others)
    assert 0 < first.score <= 1


def test_a_text_is_not_like_itself() -> None:
    found = similar.suggest([unit(EXAMPLES[0].text)], replace(CODED, examples=EXAMPLES[:1]))
    assert found == []


def test_nothing_is_suggested_where_nothing_is_coded_or_nothing_is_alike() -> None:
    assert similar.suggest([unit("Weken wachten.")], START) == []
    assert similar.suggest([unit("Zzz qqq."), unit("")], CODED) == []
    assert similar.suggest([unit("Weken wachten op een opname.")], replace(CODED, least=0.99)) == []


def test_a_blend_names_who_agrees() -> None:
    text = "De wachtlijst is lang, weken voor een opname."
    first = blend.suggest([unit("Ja."), unit(text, start=20)], replace(CODED, least=0.2))[0]
    assert first.code == "waiting"
    assert first.reason.startswith("learned+keywords+similar: ")
    assert first.suggester == "blend"
    assert first.start >= 20


def test_who_is_blended_can_be_said() -> None:
    text = unit("De wachtlijst is lang.")
    (one,) = blend.suggest([text], replace(CODED, settings={"blend": "keywords"}))
    assert one.reason.startswith("keywords: ")
    with pytest.raises(QualcodeError, match="cannot ask itself"):
        blend.suggest([text], replace(CODED, settings={"blend": "keywords,blend"}))
    with pytest.raises(QualcodeError, match="Unknown suggester: keyword"):
        blend.suggest([text], replace(CODED, settings={"blend": "keyword"}))


def test_who_is_given_what_it_needs_is_blended_in(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="holds no encoder"):
        blend.suggest([unit("De wachtlijst is lang.")], replace(CODED, settings={"folder": str(tmp_path)}))


def test_units_keep_their_order_and_a_unit_has_three_codes_at_most() -> None:
    units = [replace(unit(one.text), transcript=f"t{9 - at}") for at, one in enumerate(EXAMPLES[:6])]
    found = blend.suggest(units, CODED)
    order = [one.transcript for one in found]
    assert order == sorted(order, reverse=True)
    assert max(order.count(name) for name in order) <= len(CODES)


def test_in_a_blend_keywords_and_likeness_add_their_names_to_what_was_learned_and_no_score() -> None:
    units = [unit(text.text, start=100 * at) for at, text in enumerate(CODED.examples)]
    blended = {(one.start, one.code): one for one in blend.suggest(units, CODED)}
    known = {(one.start, one.code): one for one in learned.suggest(units, CODED)}
    assert {place: one.score for place, one in blended.items()} == {place: one.score for place, one in known.items()}
    assert {place: one.reason.partition(": ")[2] for place, one in blended.items()} == {place: one.reason for place, one in known.items()}
    assert any("learned+" in one.reason for one in blended.values())
