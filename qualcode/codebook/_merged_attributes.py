"""The attributes of several versions of a codebook, merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from qualcode.codebook._identity import Version
from qualcode.codebook._merged_order import merged_order
from qualcode.codebook._registers import Registers
from qualcode.codebook.conflicts import Kind
from qualcode.model import Attribute, AttributeValue, Texts

T = TypeVar("T", Attribute, AttributeValue)


def merged_attributes(root: Version, versions: list[Version], registers: Registers) -> tuple[Attribute, ...]:
    """The attributes in an order that does not depend on that of the versions."""
    was = {attribute.id: attribute for attribute in root.book.attributes}
    now = {version.name: {attribute.id: attribute for attribute in version.book.attributes} for version in versions}
    kept = [
        id for id in _all(was, now) if _kept(f"attribute {id}", was.get(id), {name: each.get(id) for name, each in now.items()}, registers)
    ]
    made = {id: _attribute(id, was.get(id), {name: each[id] for name, each in now.items() if id in each}, registers) for id in kept}
    return tuple(made[id] for id in merged_order(list(was), [list(each) for each in now.values()], kept))


def _attribute(id: str, was: Attribute | None, now: Mapping[str, Attribute], registers: Registers) -> Attribute:
    field = f"attribute {id}"
    before = was or Attribute(id, {}, ())
    values = {name: {value.id: value for value in each.values} for name, each in now.items()}
    old = {value.id: value for value in before.values}
    kept = [
        value
        for value in _all(old, values)
        if _kept(f"{field} value {value}", old.get(value), {name: each.get(value) for name, each in values.items()}, registers)
    ]
    made = {
        value: AttributeValue(
            value,
            _label(
                f"{field} value {value}",
                old[value].label if value in old else {},
                {name: each[value].label for name, each in values.items() if value in each},
                registers,
            ),
        )
        for value in kept
    }
    return Attribute(
        id,
        _label(field, before.label, {name: each.label for name, each in now.items()}, registers),
        tuple(made[value] for value in merged_order(list(old), [list(each) for each in values.values()], kept)),
        registers.value(
            "both changed",
            ("", f"{field} ordered", ""),
            before.ordered if was else None,
            {name: each.ordered for name, each in now.items()},
            lambda value: "" if value is None else str(value).lower(),
        )
        or False,
    )


def _label(field: str, was: Texts, now: Mapping[str, Texts], registers: Registers) -> Texts:
    languages = {language: None for label in (was, *now.values()) for language in label}
    said = {
        language: registers.value(
            "both changed", ("", field, language), was.get(language, ""), {name: label.get(language, "") for name, label in now.items()}
        )
        for language in languages
    }
    return {language: text for language, text in said.items() if text}


def _all(was: Mapping[str, T], now: Mapping[str, Mapping[str, T]]) -> dict[str, None]:
    return {id: None for each in (was, *now.values()) for id in each}


def _kept(field: str, was: T | None, now: Mapping[str, T | None], registers: Registers) -> bool:
    """Whether something stays: not what somebody has removed, unless another has changed it."""
    there = {name: part for name, part in now.items() if part is not None}
    if len(there) == len(now) or (was is None and registers.three_way):
        return True
    if registers.three_way and all(part == was for part in there.values()):
        return False
    kind: Kind = "removed and changed" if registers.three_way else "only in one"
    choice = registers.ask(kind, ("", field, ""), _told(was), {name: _told(part) for name, part in now.items()})
    return choice in there if choice in now else True


def _told(part: Attribute | AttributeValue | None) -> str:
    if part is None:
        return ""
    words = [f"{language}: {text}" for language, text in part.label.items()]
    if isinstance(part, Attribute):
        words += [f"{value.id}: {'; '.join(value.label.values())}" for value in part.values]
    return " / ".join([part.id, *words])
