"""search --like: what was said that is most like a coding."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.cli.running import Run

pytestmark = pytest.mark.usefixtures("shared")


def coding(run: Run, code: str) -> dict[str, str]:
    """The first coding with a code."""
    return next(row for row in csv.DictReader(io.StringIO(run("coding", "list", "--format", "csv").text)) if row["code"] == code)


@pytest.fixture
def given(run: Run) -> dict[str, str]:
    return coding(run, "coop.secrecy")


def like(run: Run, given: dict[str, str], *more: str) -> list[dict[str, Any]]:
    return run("search", "--like", given["id"], "--format", "json", *more).rows


def test_the_most_alike_come_first_with_the_words_that_make_them_so(run: Run, given: dict[str, str]) -> None:
    rows = like(run, given)
    assert [row["likeness"] for row in rows] == sorted((row["likeness"] for row in rows), reverse=True)
    assert 1 >= rows[0]["likeness"] >= rows[-1]["likeness"] >= 0.1
    for row in rows[:10]:
        words = row["common"].split(", ")
        assert 1 <= len(words) <= 3
        assert all(word in row["passage"].lower() for word in words)
    assert len({(row["transcript"], row["turn"]) for row in rows}) == len(rows)


def test_what_the_coding_stands_on_is_not_among_them(run: Run, given: dict[str, str]) -> None:
    assert not [row for row in like(run, given) if row["passage"] in given["quote"] and row["transcript"] == given["transcript"]]


def test_passages_of_the_same_code_are_nearer_than_most(run: Run, given: dict[str, str]) -> None:
    rows = like(run, given)
    same = [at for at, row in enumerate(rows) if "coop.secrecy" in row["coded"]]
    assert same
    assert sum(same) / len(same) < len(rows) / 2


def test_only_coded_or_uncoded_passages(run: Run, given: dict[str, str]) -> None:
    assert all(row["coded"] for row in like(run, given, "--only", "coded"))
    uncoded = like(run, given, "--only", "uncoded")
    assert uncoded
    assert not any(row["coded"] for row in uncoded)


def test_a_selection_narrows_what_is_looked_at(run: Run, given: dict[str, str]) -> None:
    rows = like(run, given, "--language", "fr")
    assert {row["language"] for row in rows} <= {"fr"}


def test_the_best_are_listed_and_the_rest_counted(run: Run, given: dict[str, str]) -> None:
    answer = run("search", "--like", given["id"], "--limit", "3", "--format", "json")
    assert len(answer.rows) == 3
    (warning,) = answer.data["warnings"]
    assert warning.startswith("The 3 most alike of ")
    assert "Like “" in run("search", "--like", given["id"]).text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("search", "Say what to search for"),
        ("search wacht --like 12345678", "Say what to search for"),
        ("search wacht --only coded", "Say what to search for"),
        ("search --like 00000000", "There is no coding 00000000."),
        ("search --like 12", "12 is too short to name a coding."),
    ],
)
def test_what_cannot_be_searched_for_is_said(run: Run, words: str, message: str) -> None:
    answer = run(*words.split())
    assert answer.status == 1
    assert answer.err.startswith(f"Error: {message}")
    assert not answer.text
