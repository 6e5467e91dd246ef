"""The words over columns: in every language of a report, in one place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.analysis import _words
from qualcode.analysis.count import count
from tests.analysis.corpus import BOOK, asked, corpus


def test_every_column_has_words_in_three_languages() -> None:
    for name, words in _words._WORDS.items():
        assert len(words) == 3, name
        assert all(word == word.strip() != "" for word in words), name


def test_a_table_has_its_columns_in_the_language_of_the_report() -> None:
    """One group.

    Corpus:
    a
      R1 10: coop.secrecy 0-1
    """
    small = corpus(test_a_table_has_its_columns_in_the_language_of_the_report)
    tables = {
        language: count(small.tallies(), small.bases(), BOOK, asked=replace(asked(), words=language))
        for language in ("en", "nl", "fr", "de")
    }
    labels = {language: [column.label for column in table.columns] for language, table in tables.items()}
    assert labels["en"][2] == labels["de"][2] == "groups"
    assert (labels["nl"][2], labels["fr"][2]) == ("groepen", "groupes")
    names = [column.name for column in tables["en"].columns]
    assert all([column.name for column in table.columns] == names for table in tables.values())


def test_a_column_without_words_is_noticed() -> None:
    with pytest.raises(KeyError):
        _words.column("no_such_column", "count")
