"""The published examples, as values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qualcode.agreement._ratings import Ratings, of_rows, of_table

Example = dict[str, Any]


@cache
def examples() -> dict[str, list[Example]]:
    """The examples by what they are of: units, sets, unitizing, overlap."""
    found: dict[str, list[Example]] = yaml.safe_load(Path(__file__).with_name("refvalues.yaml").read_text(encoding="utf-8"))
    return found


def named(part: str, name: str) -> Example:
    """The example of this name."""
    return next(one for one in examples()[part] if one["name"] == name)


def ratings(one: Example) -> Ratings:
    """The units of an example."""
    return of_table(one["table"]) if "table" in one else of_rows(one["rows"])
