"""A folder is a registry: the names in it without importing them, and one of them loaded."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from qualcode.errors import unknown

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@cache
def _folder(group: str) -> tuple[str, ...]:
    package = importlib.import_module(f"qualcode.{group}")
    return tuple(sorted(found.name for found in pkgutil.iter_modules(package.__path__) if not found.name.startswith("_")))


@cache
def _is_extended() -> bool:
    """Whether any package that is installed announces plug-ins. Importing what reads all that packages announce takes ten times as long."""
    announcing = (file for folder in sys.path for file in Path(folder).glob("*-info/entry_points.txt"))
    return any(f"[{__package__}.".encode() in file.read_bytes() for file in announcing)


@cache
def _entry_points(group: str) -> dict[str, EntryPoint]:
    if not _is_extended():
        return {}
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=f"qualcode.{group}")}


def names(group: str) -> tuple[str, ...]:
    """The names of the plug-ins of a group (`importers`, `exporters`, ...): files of our folder, then those of third parties.

    Modules whose name begins with `_` are shared helpers, not plug-ins.
    """
    own = _folder(group)
    return own + tuple(sorted(set(_entry_points(group)) - set(own)))


def has(group: str, name: str) -> bool:
    """Whether a group has a plug-in of this name; those of third parties are only looked up when none of ours is called so."""
    return name in _folder(group) or name in _entry_points(group)


def load(group: str, name: str) -> ModuleType:
    """The module of one plug-in. Raises QualcodeError for a name that the group does not have."""
    if name in _folder(group):
        return importlib.import_module(f"qualcode.{group}.{name}")
    point = _entry_points(group).get(name)
    if point is None:
        raise unknown(group.removesuffix("s"), name, names(group))
    module = point.load()
    assert isinstance(module, ModuleType)
    return module
