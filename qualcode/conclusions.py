"""What a study concludes: its findings, and the verdicts of the sessions that they were put to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Verdict = Literal["confirmed", "qualified", "contested", "not discussed"]
"""What a session says of a finding that was put to it."""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on a finding: of which transcript (id), by which of its participants (`side`: values of variables; empty: all), and why."""

    transcript: str
    side: Mapping[str, str]
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: its text by language, the ids of the codes and the GUIDs of the codings that carry it, the verdicts by transcript and side.

    `before`: the text by language that the verdicts were first asked about, where it has been changed since.
    """

    id: str
    guid: str
    text: Mapping[str, str]
    codes: tuple[str, ...] = ()
    codings: tuple[str, ...] = ()
    verdicts: tuple[Judged, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
