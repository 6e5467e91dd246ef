"""Times of the log as people read them."""

from __future__ import annotations

import datetime as dt

from qualcode.errors import QualcodeError


def local(time: str) -> str:
    """A time of the log in the time of this machine. Raises QualcodeError for what is none."""
    return moment(time).astimezone().isoformat(sep=" ", timespec="seconds")


def moment(time: str) -> dt.datetime:
    """A time of the log. Raises QualcodeError for what is none."""
    try:
        return dt.datetime.fromisoformat(time)
    except ValueError:
        raise QualcodeError(f"The log holds a time that is none: {time}", "Run: qualcode check") from None
