"""Codes found by a few letters."""

from __future__ import annotations

import pytest

from qualcode.codebook.reading import parse
from qualcode.model import Codebook
from qualcode.workbench.codesearch import entries, search

BOOK = """
id: x
version: "1"
languages: [nl, fr]
codes:
  - {id: coop, label: {nl: Samenwerking, fr: Coopération}, codes: [
      {id: coop.secrecy, label: {nl: Beroepsgeheim, fr: Secret professionnel}},
      {id: coop.legal, label: {nl: Wettelijk kader, fr: Cadre légal}}]}
  - {id: value.need, label: {nl: Ervaren nood, fr: Besoin ressenti}}
"""


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("coop.legal", "coop.legal"),
        ("sec", "coop.secrecy"),
        ("bero", "coop.secrecy"),
        ("besoin", "value.need"),
        ("legal", "coop.legal"),
        ("LÉG", "coop.legal"),
        ("wk", "coop.legal"),
        ("en", "value.need"),
        ("sp", "coop.secrecy"),
        ("beropesg", "coop.secrecy"),
        ("bersoin", "value.need"),
        ("cadre leg", "coop.legal"),
        ("geheim", "coop.secrecy"),
    ],
)
def test_letters_of_an_id_or_of_a_label_in_any_language(said: str, first: str) -> None:
    book = codebook()
    assert search(entries(book.codes), said)[0] == first


def codebook() -> Codebook:
    return parse(BOOK, "book.yaml")


def test_nothing_typed_gives_all_the_likely_ones_first() -> None:
    known = entries(codebook().codes)
    assert search(known, "", ["value.need"]) == ["value.need", "coop", "coop.secrecy", "coop.legal"]
    assert search(known, "zzzzqq") == []
    assert search(known, "...") == []
