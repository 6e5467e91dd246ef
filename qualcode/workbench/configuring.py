"""What a user's configuration file says of the workbench: keys, pins, whether the codings of others are shown, and letters."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError, unknown

_KNOWN = ("keys", "pins", "others", "letters")


@dataclass(frozen=True)
class Settings:
    """`keys` are by the name of the act, `pins` codes for the digits in their order; with `letters` there are letters from the start."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pins: tuple[str, ...] = ()
    others: bool = True
    letters: bool = False


def read(path: Path) -> Settings:
    """The table `workbench` of a configuration file; nothing is changed where there is none. Raises QualcodeError for what is not understood."""
    if not path.is_file():
        return Settings()
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8")).get("workbench", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise QualcodeError(f"{path} cannot be read: {error}", "It should hold lines like: [workbench.keys] and accept = 'a'") from error
    if not isinstance(table, dict):
        raise QualcodeError(f"{path}: workbench is not a table.", "Write [workbench], then lines such as: others = false")
    for name in table:
        if name not in _KNOWN:
            raise unknown(f"setting of the workbench in {path}", name, _KNOWN)
    said_keys = table.get("keys", {})
    if not isinstance(said_keys, dict):
        raise QualcodeError(f"{path}: keys is not a table.", "Write [workbench.keys], then lines such as: accept = 'y'")
    keys = {name: _texts(path, f"keys.{name}", said) for name, said in said_keys.items()}
    others, letters = _truth(path, table, "others", default=True), _truth(path, table, "letters", default=False)
    return Settings(keys, _texts(path, "pins", table.get("pins", [])), others, letters)


def _truth(path: Path, table: Mapping[str, Any], name: str, *, default: bool) -> bool:
    """Yes or no."""
    said = table.get(name, default)
    if not isinstance(said, bool):
        raise QualcodeError(f"{path}: {name} is neither true nor false.", f"Write: {name} = {str(not default).lower()}")
    return said


def _texts(path: Path, name: str, said: Any) -> tuple[str, ...]:
    """One text, or a list of them."""
    listed = [said] if isinstance(said, str) else said
    if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
        raise QualcodeError(
            f"{path}: {name} is neither a text nor a list of texts.", f'Write for example: {name.rpartition(".")[2]} = ["a", "y"]'
        )
    return tuple(listed)
