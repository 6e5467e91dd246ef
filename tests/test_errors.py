"""Errors and problems: what they say, and what an unknown name is told."""

from __future__ import annotations

import pytest

from qualcode.errors import Problem, QualcodeError, Unreadable, unknown


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = QualcodeError("It broke.", "Mend it.", (Problem("a.csv:3", "is wrong"),))
    assert str(error) == "It broke."
    assert (error.message, error.hint) == ("It broke.", "Mend it.")
    assert [str(problem) for problem in error.problems] == ["a.csv:3: is wrong"]
    assert QualcodeError("It broke.", "Mend it.").problems == ()


def test_a_file_that_cannot_be_read_is_an_error_like_others() -> None:
    with pytest.raises(QualcodeError, match="is empty"):
        raise Unreadable("a.txt is empty.", "Save it again.")


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("a.yaml:3:7", "is there twice", "give it another name"), "a.yaml:3:7: is there twice (give it another name)"),
        (Problem("a.yaml:3:7", "is there twice"), "a.yaml:3:7: is there twice"),
        (Problem("", "is there twice", "look"), "is there twice (look)"),
        (Problem("", "is there twice"), "is there twice"),
    ],
)
def test_a_problem_is_one_line(problem: Problem, line: str) -> None:
    assert str(problem) == line


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("coop.secrey", "Did you mean coop.secrecy?"),
        ("secrecy", "Did you mean coop.secrecy?"),
        ("SECRECY", "Did you mean coop.secrecy?"),
        ("coop", "Did you mean coop.image, coop.legal, coop.secrecy?"),
        ("zzz", "Known: coop.image, coop.legal, coop.secrecy, value."),
        ("", "Known: coop.image, coop.legal, coop.secrecy, value."),
    ],
)
def test_an_unknown_name_is_told_those_that_look_like_it(name: str, hint: str) -> None:
    error = unknown("code", name, {"value", "coop.secrecy", "coop.legal", "coop.image"})
    assert error.message == f"Unknown code: {name}"
    assert set(error.hint.replace("?", "").replace(",", "").split()) == set(hint.replace("?", "").replace(",", "").split())


def test_a_long_list_of_names_is_cut_and_counted() -> None:
    error = unknown("code", "zzz", (f"code{number:02}" for number in range(40)))
    assert error.hint.startswith("Known: code00, code01, ")
    assert error.hint.endswith("code11 and 28 more.")


def test_where_nothing_is_known_that_is_said() -> None:
    assert unknown("coder", "anna", ()).hint == "There is no coder yet."
