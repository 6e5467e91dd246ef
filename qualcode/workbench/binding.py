"""Which key stands for which act: the keys that acts have, changed by a configuration file, and those of other keyboards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.errors import QualcodeError, unknown
from qualcode.workbench.keys import ACTS, Act

AZERTY = {**dict(zip("&é\"'(§è!ç", "123456789", strict=True)), "-": "6", "_": "8", "à": "0"}
"""The keys of the digits on Belgian and French keyboards without Shift, as far as nothing else stands on them."""


def bound(said: Mapping[str, Sequence[str]] | None = None) -> dict[str, Act]:
    """The acts by key. `said` changes the keys of acts by name.

    Raises QualcodeError for an act that there is not, for a key that stands for two, and when nothing leaves the workbench any more.
    """
    changed = dict(said or {})
    names = {act.name for act in ACTS}
    for name in changed:
        if name not in names:
            raise unknown("key of the workbench", name, names)
    found: dict[str, Act] = {}
    taken = {key for keys in changed.values() for key in keys}
    for act in ACTS:
        own = changed.get(act.name)
        for key in own if own is not None else [key for key in act.keys if key not in taken]:
            if key in found:
                raise QualcodeError(
                    f"The key {key} stands for {found[key].name} and for {act.name}.", "Give each its own in the configuration."
                )
            found[key] = act
    if not any(act.name == "quit" for act in found.values()):
        raise QualcodeError("No key leaves the workbench.", 'Give one in the configuration: quit = "q"')
    for key, digit in AZERTY.items():
        if key not in found and digit in found:
            found[key] = found[digit]
    return found


def keys_of(keymap: Mapping[str, Act], name: str) -> list[str]:
    """The keys of an act, those for other keyboards left out."""
    return [key for key, act in keymap.items() if act.name == name and key not in AZERTY] or [
        key for key, act in keymap.items() if act.name == name
    ]
