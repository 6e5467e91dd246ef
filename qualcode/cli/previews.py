"""The tables of import --dry-run: what would come in, its labels, the lines to check, and options that read them otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from qualcode.actions.previewing import Preview, Voice
from qualcode.table import Column, Table, without
from qualcode.text import beginning

Part = Literal["transcripts", "speakers", "lines", "options"]

_SHORT = 100
_SHORTER = 45


def speakers(previews: Sequence[Preview], *, people: bool) -> Table:
    """What was taken for labels: whose, how often, and where.

    For `people` at a terminal what they begin with is shorter, and the only transcript is not named in every row.
    """
    found = [(id, voice) for preview in previews for id, voice in preview.voices]
    columns = (
        Column("transcript", "transcript", "text"),
        Column("label", "label", "text"),
        Column("detail", "detail", "text"),
        Column("role", "role", "text"),
        Column("turns", "turns", "count"),
        Column("words", "words", "count"),
        Column("notes", "notes", "count"),
        Column("line", "line", "number"),
        Column("beginning", "begins with", "text"),
    )
    rows = tuple((id, voice.label, voice.detail, *_figures(voice, people=people)) for id, voice in found)
    remark = "notes: what a transcriber noted in brackets ([laughs], (silence), XXX), which are no words. line: where it is first found."
    table = Table("Labels", "speaker", columns, rows, notes=(remark,), group_by=1)
    needless = {"transcript"} if len(previews) == 1 and len({id for id, _ in found}) == 1 else set()
    needless |= set() if any(voice.detail for _, voice in found) else {"detail"}
    return without(table, needless) if people else table


def _figures(voice: Voice, *, people: bool) -> tuple[str, int, int, int, int | None, str]:
    begins = beginning(voice.beginning, _SHORTER) if people else voice.beginning
    return (voice.role, voice.turns, voice.words, voice.notes, voice.line or None, begins)


def lines(previews: Sequence[Preview], limit: int, *, people: bool) -> Table:
    """The lines that could not be placed, at most `limit` of them (0: all), shortened for `people` at a terminal."""
    found = [(preview.file.name, line) for preview in previews for line in preview.unplaced]
    shown = found[:limit] if limit else found
    more = (f"{len(shown)} of {len(found)} lines are shown. All of them: --only lines --limit 0",) if len(shown) < len(found) else ()
    table = Table(
        title="Lines to check",
        unit="line",
        columns=(
            Column("file", "file", "text"),
            Column("line", "line", "number"),
            Column("why", "why", "text"),
            Column("text", "text", "text"),
        ),
        rows=tuple((file, each.line, each.why, beginning(each.text, _SHORT) if people else each.text) for file, each in shown),
        notes=(
            *more,
            "before any speaker, no speaker: they stay in the text, in nobody's turn. label or speech?: taken for speech of the speaker above.",
        ),
        group_by=1,
    )
    return without(table, {"file"}) if people and len(previews) == 1 else table


def options(previews: Sequence[Preview]) -> Table:
    """Options that may read the files better, ready to be typed."""
    return Table(
        title="Options that read it otherwise",
        unit="option",
        columns=(Column("file", "file", "text"), Column("option", "option", "text"), Column("why", "why", "text")),
        rows=tuple((preview.file.name, advice.option, advice.why) for preview in previews for advice in preview.advice),
        group_by=1,
    )
