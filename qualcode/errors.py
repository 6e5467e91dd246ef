"""What can go wrong: an error ends a command, a problem is collected and listed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


class QualcodeError(Exception):
    """Ends a command: `message` says what happened, `hint` what to do now; one line each.

    `problems` are listed before the two lines where one cause has many places.
    """

    def __init__(self, message: str, hint: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = problems

    def __reduce__(self) -> tuple[type[QualcodeError], tuple[str, str, tuple[Problem, ...]]]:
        """What a copy is made of in another process."""
        return type(self), (self.message, self.hint, self.problems)


class Unusable(QualcodeError):
    """An option that is of no use, whatever the file: it ends what would go on with the next one."""


class Unreadable(QualcodeError):
    """A file that cannot be read as what it claims to be; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person must look at: `where` it is, `message`, and `fix` (may be empty)."""

    where: str
    message: str
    fix: str = ""

    def __str__(self) -> str:
        """`where: message (fix)`, on one line."""
        line = f"{self.where}: {self.message}" if self.where else self.message
        return (f"{line} ({self.fix})" if self.fix else line).replace("\n", " ")


def unknown(noun: str, name: str, known: Iterable[str]) -> QualcodeError:
    """The error for a name that is not among the `known` ones; its hint lists those that look like it, else all."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=5, cutoff=0.6)
    close += [other for other in names if name and name.casefold() in other.casefold() and other not in close][:5]
    if not names:
        return QualcodeError(f"Unknown {noun}: {name}", f"There is no {noun} yet.")
    if close:
        return QualcodeError(f"Unknown {noun}: {name}", f"Did you mean {', '.join(close)}?")
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    return QualcodeError(f"Unknown {noun}: {name}", f"Known: {shown}.")
