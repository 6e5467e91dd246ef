"""The turns of a transcript as a sequence that makes each of its row when it is asked for: of 20,000 a screen shows ten."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, overload

from qualcode.model import Role, Turn

COLUMNS = 'turn.id, :slug, turn.number, participant.label, {role}, turn."start", turn."end", turn.words, turn.language, turn.text, time_start, time_end'
"""What a row is made of: the fields of a turn in their order."""
_NUMBER, _ROLE, _START, _END = 2, 4, 5, 6


class Turns(Sequence[Turn]):
    """Turns in their order. Those that were asked for are kept."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = rows
        self._made: dict[int, Turn] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Turn: ...

    @overload
    def __getitem__(self, at: slice) -> list[Turn]: ...

    def __getitem__(self, at: int | slice) -> Turn | list[Turn]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        found = self._made.get(at)
        if found is None:
            found = self._made[at] = Turn(*self._rows[at])
        return found

    @cached_property
    def starts(self) -> list[int]:
        """Where each begins in the canonical text."""
        return [row[_START] for row in self._rows]

    @cached_property
    def ends(self) -> list[int]:
        """Where each ends in the canonical text."""
        return [row[_END] for row in self._rows]

    @cached_property
    def roles(self) -> list[Role]:
        """The role of who speaks in each."""
        return [row[_ROLE] for row in self._rows]

    @cached_property
    def numbers(self) -> list[int]:
        """Their numbers."""
        return [row[_NUMBER] for row in self._rows]
