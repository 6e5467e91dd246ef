"""What `codebook check` calls out: each thing with its place, and with a mend where one is safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qualcode.codebook import tree
from qualcode.codebook._source import Edit, Source, entry_of
from qualcode.codebook.changes import Change
from qualcode.codebook.growing import LONGEST_MESSAGE
from qualcode.errors import Problem
from qualcode.table import Column, Table
from qualcode.text import beginning

Kind = Literal[
    "no definition", "not translated", "same in two languages", "undeclared language", "dead reference", "same id", "same label",
    "same definition", "same keyword", "no keyword", "idle star", "no values", "never used", "never said", "cut off", "parent", "more",
]  # fmt: skip


Mend = Change | Edit
"""What takes a finding away: a change of what the codebook says, or an edit of its text."""


@dataclass(frozen=True, slots=True)
class Finding(Problem):
    """A problem of a codebook: of which kind, of which code (its id; empty: of the codebook), in which field and language.

    `line` and `column` count from 1, 0 where they are not known. `mend` takes it away, None where a person must decide.
    """

    kind: Kind = "not translated"
    code: str = ""
    field: str = ""
    language: str = ""
    line: int = 0
    column: int = 0
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class At:
    """The places of a codebook called `where`: of a code or of a part of it, as near as they are known."""

    where: str
    source: Source | None

    def finding(self, kind: Kind, key: tuple[str, ...], message: str, fix: str, mend: Mend | None = None) -> Finding:
        """A finding about (code id, field, language) or the beginning of this, at its place."""
        place = None
        if self.source is not None and key[0] in self.source.by_id:
            node = self.source.by_id[key[0]].node
            place = _within(node, key[1:]) or _within(node, ("id",), of_value=True)
        code, field, language = (*key, "", "")[:3]
        return self._placed(Finding("", message, fix, kind, code, field, language, mend=mend), place)

    def attribute(self, kind: Kind, key: tuple[str, str, str], message: str, fix: str) -> Finding:
        """A finding about (attribute id, value id or empty, language or empty), at its place."""
        attribute, value, language = key
        places = self.source.attributes_at if self.source is not None else {}
        place = places.get((attribute, value))
        field = f"attribute {attribute}" + (f" value {value}" if value else "")
        return self._placed(Finding("", message, fix, kind, "", field, language), place)

    def scalar(self, kind: Kind, at: tree.Scalar, message: str, fix: str, mend: Mend | None = None) -> Finding:
        """A finding at a piece of text of the file."""
        return self._placed(Finding("", message, fix, kind, mend=mend), (at.line, at.column))

    def _placed(self, finding: Finding, place: tuple[int, int] | None) -> Finding:
        finding = replace(finding, message=beginning(finding.message, LONGEST_MESSAGE))
        if place is not None:
            return replace(finding, where=f"{self.where}:{place[0]}:{place[1]}", line=place[0], column=place[1])
        return replace(finding, where=": ".join(part for part in (self.where, finding.code or finding.field) if part))


def _within(node: tree.Tree, keys: tuple[str, ...], *, of_value: bool = False) -> tuple[int, int] | None:
    """Where the last of nested keys stands that is there, or what stands with it; None when the first is not there."""
    found = None
    for key in keys:
        entry = entry_of(node, key) if isinstance(node, tree.Mapping) else None
        if entry is None:
            break
        node = entry.value
        found = node if of_value else entry.key
    return (found.line, found.column) if found is not None else None


def as_table(findings: Sequence[Finding], title: str) -> Table:
    """The findings, one a row; `mend` says whether `--fix` takes it away."""
    columns = (
        Column("line", "line", "number"),
        Column("column", "column", "number"),
        Column("code", "code", "code"),
        Column("kind", "kind", "text"),
        Column("field", "field", "text"),
        Column("language", "language", "text"),
        Column("finding", "finding", "text"),
        Column("fix", "what to do", "text"),
        Column("mend", "--fix does it", "text"),
    )
    rows = [
        (each.line or None, each.column or None, each.code, each.kind, each.field, each.language, each.message, each.fix,
         "yes" if each.mend else "no")
        for each in findings
    ]  # fmt: skip
    return Table(title, "finding", columns, tuple(rows))
