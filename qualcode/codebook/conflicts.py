"""What two versions of a codebook do not agree on, and a person must decide."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.table import Column, Table

Kind = Literal["both changed", "not the same", "removed and changed", "moved apart", "moved under each other", "same id", "only in one"]

BASE = "base"
"""The name of the common ancestor among the choices."""


@dataclass(frozen=True)
class Conflict:
    """One thing to decide: of a code (its id), or of the codebook (empty), with the text of the base and of each version, by its name.

    A version that has removed what it is about has an empty text.
    """

    kind: Kind
    code: str
    field: str
    language: str
    base: str
    texts: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """A short name for it, the same whenever the same versions are merged, in whatever order; no spreadsheet takes it for a number."""
        said = [self.kind, self.code, self.field, self.language, self.base, *sorted(text for _, text in self.texts)]
        return "c" + hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:7]

    @property
    def subject(self) -> str:
        """What it is about, in few words: `coop.secrecy definition (nl)`."""
        words = " ".join(part for part in (self.code, self.field) if part)
        return f"{words} ({self.language})" if self.language else words


Choose = Callable[[Conflict], str]
"""Which version a conflict is settled by: its name, `base`, or empty: it stays open."""


def nobody(conflict: Conflict) -> str:
    """The Choose that leaves everything open."""
    del conflict
    return ""


def by_name(name: str) -> Choose:
    """The Choose that takes one version throughout."""
    return lambda _: name


def as_table(conflicts: Sequence[Conflict], names: Sequence[str], title: str, *, based: bool = True) -> Table:
    """The conflicts, one a row, the texts side by side; `choice` is empty, to be filled in and handed back. `based`: there is a base."""
    rows = [
        (each.key, each.kind, each.code, each.field, each.language, each.base, *(dict(each.texts).get(name, "") for name in names), "")
        for each in conflicts
    ]
    columns = (
        Column("conflict", "conflict", "code"),
        Column("kind", "kind", "text"),
        Column("code", "code", "code"),
        Column("field", "field", "text"),
        Column("language", "language", "text"),
        Column("base", "base", "text"),
        *(Column(name, name, "text") for name in names),
        Column("choice", "choice", "text"),
    )
    choices = ", ".join([*names, *([BASE] if based else [])])
    return Table(
        title,
        "conflict",
        columns,
        tuple(rows),
        notes=(f"choice: {choices}; hand the table back with --resolve FILE, as .csv, .xlsx or .docx.",),
    )
