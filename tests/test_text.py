"""The words of a text: the fast way finds what the plain pattern finds, wherever they begin."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode import text

_PIECES = [
    *(
        "l'",
        "d’",
        "qu'",
        "jusqu’",
        "d'r",
        "m'n",
        "m'na",
        "L'",
        "aujourd'hui",
        "zo'n",
        "collega's",
        "CGG-team",
        "peut-être",
        "cœur",
        "e\u0301",
    ),
    *(
        " ",
        "\n",
        "\t",
        "\xa0",
        "\u202f",
        "\u2028",
        ",",
        ".",
        "?",
        "…",
        "!",
        ";",
        ":",
        "'",
        "’",
        "-",
        "–",
        "_",
        "½",
        "²",
        "३",
        "ſ'",
        "İ",
        "ß",
    ),
    *("[lacht]", "(rires)", "[", "]", "(", ")", "XX", "XXX", "a", "n", "qu", "12"),
]
SPOKEN = st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=30).map("".join)


@given(SPOKEN)
@example("d'accord,qu'on…l’ d'.a m'n:m'na -a- a--b 'a' a_b _ l'1")
def test_words_are_what_the_plain_pattern_finds_outside_notes(said: str) -> None:
    spoken = text._NOTE.sub(lambda found: " " * len(found[0]), said)
    plain = list(text._WORD.finditer(spoken))
    assert text.words(said) == [found[0] for found in plain]
    assert text.word_starts(said) == [found.start() for found in plain]


@given(SPOKEN)
def test_every_letter_and_digit_that_is_spoken_is_in_a_word(said: str) -> None:
    spoken = text._NOTE.sub(lambda found: " " * len(found[0]), said)
    assert "".join(re.findall(r"\w", "".join(text.words(said)))) == "".join(re.findall(r"\w", spoken))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", []),
        ("... [lacht] (rires) –", []),
        ("Ja.Nee,toch", ["Ja", "Nee", "toch"]),
        ("L’ami d'Anvers", ["L’", "ami", "d'", "Anvers"]),
        ("d'r zo'n m'n", ["d'r", "zo'n", "m'n"]),
        ("40.000 euro's", ["40", "000", "euro's"]),
    ],
)
def test_words_of_spoken_text(said: str, words: list[str]) -> None:
    assert text.words(said) == words
