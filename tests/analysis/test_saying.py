"""Notes, warnings and titles in every language of a report: whatever is said in English can be said in Dutch and French."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from qualcode.analysis._dutch import TEXTS as DUTCH
from qualcode.analysis._french import TEXTS as FRENCH
from qualcode.analysis._saying import say

FOLDER = Path(__file__).parent.parent.parent / "qualcode"
SAY = {"say": slice(1, 2), "title_by": slice(1, 3)}
"""What says texts, and which of its arguments they are."""


def said() -> dict[str, str]:
    """Every text that is said in English, and the file in which."""
    found = {}
    for path in sorted([*(FOLDER / "analysis").glob("*.py"), *(FOLDER / "actions").glob("*.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SAY:
                for argument in call.args[SAY[call.func.id]]:
                    found.update(dict.fromkeys(texts(argument, tree), path.name))
    return found


def texts(node: ast.AST, tree: ast.AST) -> Iterator[str]:
    """The texts that an expression can be: one, one of two, or those that its name is given anywhere in the file."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body, tree)
        yield from texts(node.orelse, tree)
    elif isinstance(node, ast.Starred):
        yield from texts(node.value, tree)
    elif isinstance(node, ast.Name):
        for value in given(node.id, tree):
            for each in ast.walk(value):
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and " " in each.value:
                    yield each.value
                elif isinstance(each, ast.Name) and each.id.isupper():
                    yield from texts(each, tree)
            yield from single_words(value)


def single_words(value: ast.AST) -> Iterator[str]:
    """A title of one word, in a pair with the one that says by what."""
    for each in ast.walk(value):
        if isinstance(each, ast.Tuple):
            yield from (
                part.value for part in each.elts if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.istitle()
            )


def given(name: str, tree: ast.AST) -> Iterator[ast.AST]:
    """The expressions that a name is given."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.For) else []
        if any(isinstance(each, ast.Name) and each.id == name for target in targets for each in ast.walk(target)):
            assert isinstance(node, ast.Assign | ast.For)
            yield node.value if isinstance(node, ast.Assign) else node.iter
        if isinstance(node, ast.Tuple) and name == "said":  # what stands in the cells of a matrix is said from a table of texts
            yield from (each for each in node.elts if isinstance(each, ast.Constant) and str(each.value).startswith("In the cells"))


def fields(text: str) -> set[str]:
    """What is put into a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_text_has_words_in_each_language(language: str) -> None:
    translated = {"nl": DUTCH, "fr": FRENCH}[language]
    english = said()
    assert len(english) > 120
    assert {text: file for text, file in english.items() if text not in translated} == {}
    assert set(translated) - set(english) == set(), "nobody says this"


@pytest.mark.parametrize("translated", [DUTCH, FRENCH])
def test_every_text_is_told_the_same(translated: dict[str, str]) -> None:
    for english, other in translated.items():
        assert fields(english) == fields(other), english
        assert other == other.strip() or english != english.strip(), english
        assert (english[-1:] in ".;") == (other[-1:] in ".;"), english
        assert re.findall(r"--[a-z]+", english) == re.findall(r"--[a-z]+", other), english


def test_french_parts_its_signs_by_spaces_that_do_not_break() -> None:
    for text in FRENCH.values():
        assert not re.search(r"[^\u00a0][:;!?](?=\s|$)", re.sub(r"\{\w+\}", "x", text)), text


def test_a_text_without_words_is_said_in_english() -> None:
    assert say("nl", "No such text, {n}.", n=1) == say("de", "No such text, {n}.", n=1) == "No such text, 1."
