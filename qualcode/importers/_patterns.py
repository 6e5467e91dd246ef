"""Patterns that a person types: short ones, and stopped when they take too long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from qualcode.errors import Unusable

MAX_PATTERN = 200
SECONDS = 2.0
"""How long one pattern may work on one file; a pattern that is sound needs a thousandth of that."""
_MAX_LINE = 1_000


class Pattern:
    """A regular expression of an option, for the beginnings of lines.

    Raises Unusable for one that is too long or cannot be understood, and on matching when it takes too long in all.
    """

    def __init__(self, option: str, text: str) -> None:
        # Not `re`: only `regex` can be stopped, and some patterns take longer than the universe lasts.
        import regex

        self.option = option
        self.left = SECONDS
        if len(text) > MAX_PATTERN:
            raise Unusable(f"The pattern of {option} has {len(text)} characters.", f"Make it at most {MAX_PATTERN} characters long.")
        try:
            regex.compile(text)
            # A label ends where a word ends: `R1` is not in `R12`.
            self._compiled: Any = regex.compile(rf"(?:{text})(?:(?<!\w)|(?!\w))")
        except (regex.error, RecursionError, OverflowError) as error:
            raise Unusable(
                f"The pattern of {option} cannot be understood: {error}", rf"Write a regular expression, for example {option} 'R\d+|Mod'"
            ) from error

    def match(self, text: str, position: int = 0) -> Any:
        """The match of the pattern at this position of a line; None when there is none, or an empty one."""
        found = self._in_time(self._compiled.match, text, position, _MAX_LINE)
        return found if found and found[0] else None

    def fits(self, text: str) -> bool:
        """Whether the pattern fits the whole of a text."""
        return self._in_time(self._compiled.fullmatch, text) is not None

    def _in_time(self, look: Callable[..., Any], *where: str | int) -> Any:
        begun = time.monotonic()
        try:
            found = look(*where, timeout=max(self.left, 0.001))
        except TimeoutError as error:
            raise Unusable(
                f"The pattern of {self.option} takes too long: it was stopped after {SECONDS:.0f} seconds.",
                "Make it simpler: no repetition within a repetition, such as (a+)+",
            ) from error
        self.left -= time.monotonic() - begun
        return found
