"""A YAML text as a stream of events with their places: read fast where that is sure to say the same, else with care."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_FOR_THE_CAREFUL = re.compile("[\x85\u2028\u2029\ufeff]|^(?:---|\\.\\.\\.|%)", re.MULTILINE)
"""Where the fast reader, which is one of YAML 1.1, could see another document: line ends of its own, directives, document marks."""

LONG = 200_000
"""A file with so many characters is not read a second time for the sake of a better message."""


class Careful(Exception):
    """The fast reader is not the one to ask; begin again with the other."""


class Broken(Exception):
    """A text that is not YAML from a line and a column on, both from 1."""

    def __init__(self, line: int, column: int, message: str, fix: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.fix = line, column, message, fix


def stream(text: str, *, fast: bool) -> Iterator[Any]:
    """The parser's events, each with marks whose `index` counts code points.

    Raises Broken where it gives up, and Careful when the `fast` reader may not be asked; what both read, they read alike.
    """
    return _fast(text) if fast else _careful(text)


def _fast(text: str) -> Iterator[Any]:
    try:
        import yaml
        from yaml import CSafeLoader
    except ImportError as error:
        # A Python for which there is no compiled reader: everything works, large codebooks take a minute.
        raise Careful from error
    if _FOR_THE_CAREFUL.search(text):
        raise Careful
    try:
        reader = CSafeLoader(text)
        while event := reader.get_event():
            yield event
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if len(text) < LONG or mark is None:
            raise Careful from error
        raise _broken(str(getattr(error, "problem", "")), mark) from error


def _careful(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        raise Broken(line, column, f"the character U+{ord(text[error.position]):04X} cannot stand in YAML", "remove it") from error
    except MarkedYAMLError as error:
        raise _broken(str(error.problem), error.problem_mark or error.context_mark) from error


def _broken(problem: str, mark: Any) -> Broken:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Broken(line, column, f"not valid YAML: {problem}", _fix(problem))


def _fix(problem: str) -> str:
    if r"'\t'" in problem:
        return "indent with spaces, not with tabs"
    if "cannot start any token" in problem:
        return "put the text in quotation marks"
    if "mapping values" in problem:
        return "put text that holds a colon in quotation marks, and look at the indentation"
    return "look at the indentation, brackets and quotation marks here and on the line before"
