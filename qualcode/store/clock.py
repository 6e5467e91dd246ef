"""Times and GUIDs."""

from __future__ import annotations

import datetime as dt
import os
import time
import uuid
from collections.abc import Callable

Clock = Callable[[], str]

_NAMESPACE = uuid.UUID("6f1d3c52-9c1a-5d1e-8f5a-0b7a5c2d9e41")


def now() -> str:
    """The time now: UTC, ISO 8601 with milliseconds and `Z`."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def uuid7() -> str:
    """A new GUID that sorts by time (RFC 9562, version 7)."""
    bits = int.from_bytes((time.time_ns() // 1_000_000).to_bytes(6, "big") + os.urandom(10), "big")
    bits = (bits & ~(0xF << 76)) | (0x7 << 76)
    bits = (bits & ~(0x3 << 62)) | (0x2 << 62)
    digits = f"{bits:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def named(*parts: str) -> str:
    """The GUID (version 5) of something known by its parts: the same parts give the same GUID everywhere."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))
