"""One value that several people may have changed: what it is then, or the conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from qualcode.codebook._merged_order import merged_order
from qualcode.codebook.conflicts import BASE, Choose, Conflict, Kind

T = TypeVar("T")


class Registers:
    """The values of one merging, with the conflicts that came up: those still open, and those that were settled."""

    def __init__(self, choose: Choose, *, three_way: bool) -> None:
        self.choose = choose
        self.three_way = three_way
        self.open: list[Conflict] = []
        self.settled: list[tuple[Conflict, str]] = []

    def ask(self, kind: Kind, where: tuple[str, str, str], base: str, texts: Mapping[str, str]) -> str:
        """The name of the version that a conflict is settled by, `base`, or empty when it stays open."""
        told: Kind = "not the same" if kind == "both changed" and not self.three_way else kind
        conflict = Conflict(told, *where, base, tuple(texts.items()))
        choice = self.choose(conflict)
        if choice not in {*texts, *([BASE] * self.three_way)}:
            self.open.append(conflict)
            return ""
        self.settled.append((conflict, choice))
        return choice

    def value(self, kind: Kind, where: tuple[str, str, str], base: T, values: Mapping[str, T], told: Callable[[T], str] = str) -> T:
        """The value after the changes; an open conflict leaves the base's, or where that has none the first of the others."""
        different = {told(value): value for value in values.values() if value != base or not self.three_way}
        if len(different) < 2:
            return next(iter(different.values()), base)
        texts = {name: told(value) for name, value in values.items()}
        choice = self.ask(kind, where, told(base), texts)
        if choice == BASE:
            return base
        if choice:
            return values[choice]
        return base if base and self.three_way else different[min(filter(None, different), default="")]

    def items(self, where: tuple[str, str, str], base: Sequence[str], values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """A list as a set in order: what somebody has removed is gone, what somebody has added is there."""
        if self.three_way:
            gone = {item for items in values.values() for item in set(base).difference(items)}
            there = {item for items in (base, *values.values()) for item in items}
            different = {tuple(items) for items in values.values()} - {tuple(base)}
            if len(different) < 2:
                return next(iter(different), tuple(base))
            return tuple(merged_order(base, list(values.values()), there - gone))
        return self.value("both changed", where, tuple(base), {name: tuple(items) for name, items in values.items()}, ", ".join)
