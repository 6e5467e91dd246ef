"""Crossed dimensions as SQL: what tallies, bases and sweeps over passages are grouped by, and whom they count.

A grouping is crossed dimensions: variables, `language`, `transcript`, `speaker`, `kind`, `origin`, or an attribute as `attribute:stance`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import selections
from qualcode.store.database import Store

_ATTRIBUTE = "attribute:"

Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The SQL of the dimensions (`d00`, `d01`, ... in the order asked) by where they belong, and the values of its parameters."""

    person: dict[str, str]
    turn: dict[str, str]
    coding: dict[str, str]
    values: dict[str, object]

    @property
    def all(self) -> list[str]:
        """The columns of all dimensions, in the order asked."""
        return sorted(self.person | self.turn | self.coding)

    def arranged(self, person: Key, turn: tuple[Any, ...], coding: tuple[Any, ...]) -> Key:
        """The values by where they belong, in the order asked."""
        if not turn and not coding:
            return person
        named = dict(zip((*sorted(self.person), *sorted(self.turn), *sorted(self.coding)), (*person, *turn, *coding), strict=True))
        return tuple(named[column] for column in self.all)


def of_codings(name: str) -> bool:
    """Whether a dimension belongs to codings, so that it has no denominators of its own."""
    return name.startswith(_ATTRIBUTE) or name in selections.CODING_DIMENSIONS


def grouping_of(by: tuple[str, ...]) -> Grouping:
    """The SQL of these dimensions."""
    made = Grouping({}, {}, {}, {})
    for at, name in enumerate(by):
        column = f"d{at:02}"  # in the order of the alphabet, too
        if name.startswith(_ATTRIBUTE):
            made.values[column] = name.removeprefix(_ATTRIBUTE)
            made.coding[column] = (
                f"(SELECT value FROM coding_attribute WHERE coding_attribute.coding = coding.id AND attribute = :{column})"
            )
            continue
        belongs, sql = selections.dimension(name, column)
        getattr(made, belongs)[column] = sql
        if f":{column}" in sql:
            made.values[column] = name
    return made


def columns(parts: dict[str, str]) -> str:
    """Dimensions as further columns of a SELECT."""
    return "".join(f", {sql} AS {column}" for column, sql in sorted(parts.items()))


def names(columns: Iterable[str], prefix: str = "") -> str:
    """Columns by name, after others."""
    return "".join(f", {prefix}{column}" for column in columns)


def persons_of(grouping: Grouping, selection: Selection) -> tuple[str, dict[str, object]]:
    """The participants that count: those with this role, in transcripts of the project, that the selection lets through."""
    where, values = selections.persons(selection)
    sql = f"""SELECT participant.id AS id, transcript.slug AS slug, revision.id AS revision{columns(grouping.person)}
        FROM participant
        JOIN transcript ON transcript.id = participant.transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision
        WHERE participant.role = 'participant' AND transcript.present = 1 AND {where}"""
    return sql, values


def people(store: Store, grouping: Grouping, selection: Selection) -> dict[int, tuple[str, Key]]:
    """The participants that count, by row: the transcript's id, and the values of the dimensions that belong to persons."""
    person, values = persons_of(grouping, selection)
    return {
        row["id"]: (row["slug"], tuple(row[column] for column in sorted(grouping.person)))
        for row in store.rows(person, values | grouping.values)
    }


class Above(dict[int, tuple[int, ...]]):
    """For each code those that it counts for."""

    def __missing__(self, code: int) -> tuple[int, ...]:
        raise QualcodeError(
            "Codings carry a code that the codebook in use has not; they cannot be counted.", "See what is wrong: qualcode check"
        )


def ancestors(store: Store, *, themes: bool) -> Above:
    """For each code (by row) those that it counts for: itself, and with `themes` those above it."""
    found = Above()
    for row in store.rows("SELECT code, ancestor FROM code_ancestor JOIN code ON code.id = code_ancestor.code WHERE code.present = 1"):
        if themes or row["code"] == row["ancestor"]:
            found[row["code"]] = (*found.get(row["code"], ()), row["ancestor"])
    return found
