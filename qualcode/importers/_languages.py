"""The languages that a file names: their codes, and the names that nobody knows."""

from __future__ import annotations

from collections import Counter

from qualcode.errors import Problem
from qualcode.importers._lines import many
from qualcode.languages import tags
from qualcode.model import UNSURE
from qualcode.opening.guard import short


class Named:
    """Finds the codes of the languages that a file names, and keeps what is no name of a language."""

    def __init__(self) -> None:
        self.unknown: Counter[str] = Counter()

    def code(self, said: str) -> str:
        """The code of a language; `und` for nothing, for several, and for what names none, which is kept for `problems`."""
        code = tags.code(said)
        if not code:
            self.unknown[said] += 1
        return code or UNSURE

    def problems(self) -> list[Problem]:
        """The names that mean no known language."""
        return [
            Problem("", f"no language that is known is meant by `{short(said, 40)}`, said {many(count, 'time')}", "the words decide on it")
            for said, count in self.unknown.items()
        ]
