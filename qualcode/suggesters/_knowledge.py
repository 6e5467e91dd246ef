"""What suggesters know before they see a text."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model import Code


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The codes in the order of the codebook, and the languages of the project."""

    codes: tuple[Code, ...]
    languages: tuple[str, ...]

    def usable(self) -> tuple[Code, ...]:
        """The codes that may be suggested: active ones that can be given to a text."""
        return tuple(code for code in self.codes if code.codable and code.status == "active")
