"""A YAML text as a stream of events with their places: read fast where that is sure to say the same, else with care."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_FOR_THE_CAREFUL = re.compile("[\x85\u2028\u2029\ufeff]|^(?:---|\\.\\.\\.|%)", re.MULTILINE)
"""Where the fast reader, which is one of YAML 1.1, could see another document: line ends of its own, directives, document marks."""

_CONTENT = re.compile(r"^(?:[^ \t\r\n#]|[ \t]+[^ \t\r\n#])", re.MULTILINE)
"""Where something begins that is neither a comment nor a blank line."""

LONG = 120_000
"""A file with so many characters is not read by the careful reader, which would take minutes for the longest."""


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
    odd = _FOR_THE_CAREFUL.search(text)
    if odd is not None and odd[0] == "---" and odd.start() == _first(text):
        # A mark that begins the only document, as many files have it, says the same to both.
        odd = _FOR_THE_CAREFUL.search(text, odd.end())
    if odd is not None and len(text) < LONG:
        raise Careful
    if odd is not None:
        said = odd[0] if odd[0].isascii() else f"U+{ord(odd[0]):04X}"
        raise Broken(*_place(text, odd.start()), f"{said} cannot stand here in a file of this length", "remove it")
    return iter(CSafeLoader(text).get_event, None)


def _first(text: str) -> int:
    """Where the first line begins that is neither blank nor a comment."""
    found = _CONTENT.search(text)
    return found.start() if found else len(text)


def _place(text: str, at: int) -> tuple[int, int]:
    """The line and the column of a position, both from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


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
        raise Broken(*_place(text, at), f"the character U+{ord(text[at]):04X} cannot stand in YAML", "remove it") from error


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
