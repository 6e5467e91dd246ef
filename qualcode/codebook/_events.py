"""A YAML text as a stream of events with their places: read fast where that is sure to say the same, else with care."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
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
    """The parser's events, each with marks whose `index` counts code points; to be taken within `explained`.

    What both readers read, they read alike. Raises Careful when the `fast` one may not be asked.
    """
    if not fast:
        from ruamel.yaml import YAML

        return iter(YAML(typ="safe", pure=True).parse(text))
    try:
        from yaml import CSafeLoader
    except ImportError as error:
        # A Python for which there is no compiled reader: everything works, large codebooks take a minute.
        raise Careful from error
    if _FOR_THE_CAREFUL.search(text):
        raise Careful
    return iter(CSafeLoader(text).get_event, None)


@contextmanager
def explained(text: str, *, fast: bool) -> Iterator[None]:
    """What a reader raises becomes Broken, with the place where it gives up; or Careful, when the other one would say it better."""
    try:
        yield
    except _errors(fast=fast) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if fast and (len(text) < LONG or mark is None):
            raise Careful from error
        if mark is not None:
            raise _broken(str(getattr(error, "problem", "")), mark) from error
        at = int(getattr(error, "position", 0))
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        raise Broken(line, column, f"the character U+{ord(text[at]):04X} cannot stand in YAML", "remove it") from error


def _errors(*, fast: bool) -> tuple[type[Exception], ...]:
    """What a reader raises for a text that is not YAML."""
    if fast:
        try:
            from yaml import YAMLError
        except ImportError:
            return ()
        return YAMLError, UnicodeEncodeError
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    return MarkedYAMLError, ReaderError


def _broken(problem: str, mark: Any) -> Broken:
    return Broken(mark.line + 1, mark.column + 1, f"not valid YAML: {problem}", _fix(problem))


def _fix(problem: str) -> str:
    if r"'\t'" in problem:
        return "indent with spaces, not with tabs"
    if "cannot start any token" in problem:
        return "put the text in quotation marks"
    if "mapping values" in problem:
        return "put text that holds a colon in quotation marks, and look at the indentation"
    return "look at the indentation, brackets and quotation marks here and on the line before"
