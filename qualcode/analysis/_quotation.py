"""A quotation, as analyses are given it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model import Role


@dataclass(frozen=True, slots=True)
class Quotation:
    """A coding as it is quoted: `quotation` is `text[start:end]`, said by `speaker` in that turn (0 and empty: in none).

    `language` is that of the turn, `variables` are the speaker's, and the transcript's where the speaker has none. `speakers` is how many
    have words in it, of whom `speaker` is the first that the selection lets through. `translations` are those that a coder has given, by
    language.
    """

    code: str
    transcript: str
    turn: int
    speaker: str
    role: Role
    language: str
    start: int
    end: int
    quotation: str
    variables: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    speakers: int = 1
    translations: Mapping[str, str] = field(default_factory=dict)
