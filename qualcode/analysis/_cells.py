"""The cells that codes are counted in: what is held, what the study declares, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from qualcode.analysis._asked import ATTRIBUTE, Asked, of_codings
from qualcode.analysis._design import declared_values
from qualcode.analysis._saying import say
from qualcode.counts import Base, Tally
from qualcode.model import UNSURE, Codebook, Study

Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the grouping, and what is there, coded or not; None when no group was held for it."""

    key: Key
    base: Base | None


def cell_name(key: Key) -> str:
    """A cell by the ids of its values: `charleroi x care`."""
    return " x ".join("not tagged" if value is None else value for value in key)


def named(key: Key, by: Sequence[str], asked: Asked) -> str:
    """A cell for a sentence in the words of who reads it; `by` are the dimensions of the key."""
    words = (asked.labels.get(name, {}) for name in by)
    unknown = say(asked.words, "not tagged")
    return " x ".join(unknown if value is None else known.get(value, value) for value, known in zip(key, words, strict=True))


def held_dimensions(by: Sequence[str]) -> tuple[str, ...]:
    """The dimensions that denominators have: all but those that belong to codings (origin, attributes)."""
    return tuple(name for name in by if not of_codings(name))


def held_part(key: Key, by: Sequence[str]) -> Key:
    """The part of a cell's key that is in `held_dimensions`."""
    return tuple(value for value, name in zip(key, by, strict=True) if not of_codings(name))


def places(
    tallies: Iterable[Tally], bases: Iterable[Base], book: Codebook, asked: Asked, study: Study | None, *, empty: bool
) -> list[Place]:
    """The cells in the order of the study: those that are held, and with `empty` those that it declares and does not hold.

    Declared values, and languages heard, are crossed in full. Values of other dimensions (a transcript, a speaker) stand in one cell
    each, so they are crossed with nothing that they are not in.
    """
    held = {base.key: base for base in bases if base.transcripts}
    coded = dict.fromkeys(tally.key for tally in tallies)
    by = held_dimensions(asked.by)
    keys = {*held, *(_declared(held, by, study, asked) if study and empty else ())}
    kinds = [_values_of_codings(name, [key[at] for key in coded], book) for at, name in enumerate(asked.by) if of_codings(name)]
    full = {_merged(asked.by, key, values) for key in keys for values in product(*kinds)}
    orders = [_order(name, {key[at] for key in full}, book, asked, study) for at, name in enumerate(asked.by)]
    ordered = sorted(full, key=lambda key: [order[value] for order, value in zip(orders, key, strict=True)])
    return [Place(key, held.get(held_part(key, asked.by))) for key in ordered]


def _declared(held: Mapping[Key, Base], by: Sequence[str], study: Study, asked: Asked) -> Iterable[Key]:
    if not all(name in study.variables or name == "language" for name in by):
        return ()
    heard = [{key[at] for key in held} - {None} for at in range(len(by))]
    return product(*(declared_values(study, name, asked.selection) or heard[at] for at, name in enumerate(by)))


def _values_of_codings(name: str, seen: Sequence[str | None], book: Codebook) -> list[str | None]:
    return list(dict.fromkeys([*_attribute_values(name, book), *seen]))


def _attribute_values(name: str, book: Codebook) -> list[str]:
    return [value.id for attribute in book.attributes if ATTRIBUTE + attribute.id == name for value in attribute.values]


def _merged(by: Sequence[str], key: Key, values: Key) -> Key:
    of_turns, of_coding = iter(key), iter(values)
    return tuple(next(of_coding) if of_codings(name) else next(of_turns) for name in by)


def _order(name: str, seen: set[str | None], book: Codebook, asked: Asked, study: Study | None) -> dict[str | None, int]:
    """The rank of each value: declared ones in their order, then others by name, then what could not be told, then None."""
    first = _attribute_values(name, book)
    if study:
        first += declared_values(study, name, asked.selection) or (study.languages if name == "language" else ())
    others = sorted(value for value in seen - {*first, UNSURE} if value is not None)
    return {value: rank for rank, value in enumerate([*first, *others, UNSURE, None])}
