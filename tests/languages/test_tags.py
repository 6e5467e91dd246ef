"""Names of languages in files stand for the codes that a study declares."""

from __future__ import annotations

import pytest

from qualcode.languages import tags, tools


@pytest.mark.parametrize(
    ("said", "code"),
    [
        *(
            (said, "nl")
            for said in ("nl", "NL", "nl-BE", "nl_BE", "nld", "dut", "Nederlands", "Néerlandais", "neerlandais", " Dutch ", "Vlaams")
        ),
        *((said, "fr") for said in ("fr", "fr-BE", "fra", "fre", "Frans", "français", "FRENCH")),
        ("de-BE", "de"),
        ("ger", "de"),
        ("Arabe", "ar"),
        ("fy", "fy"),
    ],
)
def test_tags_and_words_for_a_language_give_its_code(said: str, code: str) -> None:
    assert tags.code(said) == code


@pytest.mark.parametrize("said", ["", "und", "mul", "zxx", "UND"])
def test_no_language_and_several_are_unsure(said: str) -> None:
    assert tags.code(said) == "und"


def test_a_language_without_two_letters_keeps_its_three() -> None:
    assert tags.code("rif") == "rif"
    assert tags.code("ary-MA") == "ary"


@pytest.mark.parametrize("said", ["dialect", "Nederlands/Frans", "x-thuis", "n.v.t.", "12"])
def test_what_names_no_language_gives_no_code(said: str) -> None:
    assert tags.code(said) == ""


def test_every_language_with_a_file_is_known_by_its_names() -> None:
    for code in tools.known():
        assert {tags.code(name) for name in tools.language(code).names.values()} == {code}
