"""What files of other programs say of a code besides its texts, understood; what cannot be is a problem."""

from __future__ import annotations

import re
import uuid

from qualcode.codebook._pieces import can_be_since
from qualcode.codebook.exchange.colours import colour
from qualcode.codebook.reading import STATUSES
from qualcode.errors import Problem
from qualcode.text import beginning

_TRUE = frozenset({"true", "1", "yes", "ja", "oui", "waar", "vrai"})
_FALSE = frozenset({"false", "0", "no", "nee", "neen", "non", "onwaar", "faux"})
_GUID = re.compile(r"\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?", re.IGNORECASE)
_TRANSPARENT = re.compile(r"(?:rgba|hsla)\(.*|#(?:.{4}|.{8})")


class Values:
    """Understands values; `problems` are those that it could not, `transparent` counts colours whose transparency is left out.

    Each method gives what the codebook will hold: empty, or what goes without saying, for what is not said. `named` is the code's name.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.transparent = 0

    def guid(self, said: str, where: str, named: str, *, needed: bool = False) -> str:
        """A GUID as we write it; where it is `needed`, none is a problem too."""
        text = said.strip()
        if _GUID.fullmatch(text):
            return str(uuid.UUID(text))
        if text or needed:
            message = f"{named} has a GUID that is none: {_short(text)}" if text else f"{named} has no GUID"
            self.problems.append(Problem(where, message, "it gets one"))
        return ""

    def colour(self, said: str, where: str, named: str) -> str:
        """A colour as we write it."""
        text = said.strip()
        found = colour(text)
        if text and not found:
            self.problems.append(Problem(where, f"{named} has a colour that is not known: {_short(text)}", "it was left out"))
        self.transparent += bool(found and _TRANSPARENT.fullmatch(text.lower()))
        return found

    def codable(self, said: str, where: str, named: str) -> bool:
        """Whether a code may be put on text."""
        return self.truth(said, where, f"whether {named} is for coding", otherwise=True)

    def truth(self, said: str, where: str, what: str, *, otherwise: bool) -> bool:
        """Yes or no; `otherwise` where nothing is said, or nothing clear."""
        text = said.strip().casefold()
        if text and text not in _TRUE | _FALSE:
            self.problems.append(Problem(where, f"{what} is not clear: {_short(text)}", f"it was taken for {'yes' if otherwise else 'no'}"))
        return text in _TRUE or (otherwise and text not in _FALSE)

    def status(self, said: str, where: str, named: str) -> str:
        """One of our statuses."""
        text = said.strip().casefold()
        if text and text not in STATUSES:
            problem = Problem(
                where, f"{named} has a status that is not known: {_short(text)}", f"known: {', '.join(STATUSES)}; it is active"
            )
            self.problems.append(problem)
        return text if text in STATUSES else "active"

    def since(self, said: str, where: str, named: str) -> str:
        """The version or the day since which a code is there."""
        text = " ".join(said.split())
        if can_be_since(text):
            return text
        self.problems.append(Problem(where, f"{named} is there since {_short(text)}, and there is no such day", "it was left out"))
        return ""

    def notes(self) -> list[str]:
        """What a person may want to know."""
        if not self.transparent:
            return []
        return [f"How transparent colours are is left out, of {self.transparent} {'code' if self.transparent == 1 else 'codes'}."]


def _short(text: str) -> str:
    return beginning(text, 40)
