"""What suggesters know before they see a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.model import Code


def _silent(line: str) -> None:
    del line


@dataclass(frozen=True, slots=True)
class Example:
    """A text that people have decided on: the codes it was given, and those that were refused.

    `whole`: it was looked at for every code, so that a code it does not have is a no; else only what was given or refused is known.
    `group` is what it came from (a transcript), `place` says where it stands to people.
    """

    text: str
    language: str
    group: str
    codes: frozenset[str]
    refused: frozenset[str] = frozenset()
    whole: bool = True
    place: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The codes in the order of the codebook, the languages of the project, what people have coded, and other texts of the project.

    `only`: just these codes (ids) are asked for; empty: all. `texts` are pairs of text and language that nobody has coded. `least` is the score from which suggestions are made; None leaves it to
    the suggester. `cache` is a folder for what is derived from all this; `settings` are those of single suggesters; `tell` takes what people
    have to know besides.
    """

    codes: tuple[Code, ...]
    languages: tuple[str, ...]
    examples: tuple[Example, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    least: float | None = None
    cache: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    tell: Callable[[str], None] = _silent
    seed: int = 0
    only: frozenset[str] = frozenset()

    def usable(self) -> tuple[Code, ...]:
        """The codes that may be suggested: active ones that can be given to a text."""
        return tuple(code for code in self.codes if code.codable and code.status == "active")

    def asked(self) -> frozenset[str]:
        """The ids of the usable codes that are asked for."""
        return frozenset(code.id for code in self.usable() if not self.only or code.id in self.only)
