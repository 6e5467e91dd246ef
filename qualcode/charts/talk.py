"""Who talks how much, as bars of shares of words: of each session its moderator and participants, or each participant."""

from __future__ import annotations

from collections import defaultdict

from qualcode.charts._bars import Part, bars
from qualcode.charts._frame import framed
from qualcode.charts._look import Figure, Look
from qualcode.charts._points import PERCENT, Line
from qualcode.charts._rows import Row, cell_of, dimensions, has, headings, number, readable
from qualcode.charts._words import say
from qualcode.figures import written
from qualcode.table import Table

_MODERATOR, _TOP, _OTHERS = "#c9c9c9", "#0b3c6f", "#7fa8c9"
_STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def draws(table: Table) -> float:
    """How well this picture suits a table: participation by cells, or the speakers of transcripts."""
    cells = has(table, "speaking_k", "silent", "top_share_of_words", "moderator_share")
    return 0.8 if cells or has(table, "transcript", "speaker", "role", "words", "words_share", "turns") else 0.0


def draw(table: Table, look: Look) -> Figure:
    """A bar for each row of cells; or for each transcript, with a part for each of its participants."""
    if has(table, "speaker"):
        return _speakers(table, look)
    split = dimensions(table)
    kinds = {
        say("talk_moderator", look.language): _MODERATOR,
        say("talk_top", look.language): _TOP,
        say("talk_others", look.language): _OTHERS,
    }
    rows: list[Row] = []
    parts: list[Part] = []
    beside: dict[str, str] = {}
    for row in table.rows:
        here = Row.of(" × ".join(cell_of(row, table, split)))
        rows.append(here)
        top, moderator = (number(row[table.index(name)]) for name in ("top_share_of_words", "moderator_share"))
        speaking, silent = (written(row[table.index(name)], "count", look.figures) for name in ("speaking_k", "silent"))
        beside[here.key] = say("talk_beside", look.language, speaking=speaking, silent=silent)
        if top is not None:
            theirs = 1 - (moderator or 0.0)
            ends = (0.0, 1 - theirs, 1 - theirs + top * theirs, 1.0)
            parts += [
                Part(here.key, kind, start, end, written(end - start, "share", look.figures))
                for kind, start, end in zip(kinds, ends, ends[1:], strict=False)
                if end > start
            ]
    line = Line(say("talk_axis", look.language), 0.0, 1.0, PERCENT, _STEPS)
    chart, width = bars(readable(rows), kinds, parts, line, beside=beside)
    title = say("by", look.language, what=say("talk", look.language), by=headings(split))
    told = say("talk_alt", look.language, rows=len(rows))
    return framed(
        chart, look=look, table=table, title=title, notes=[say("talk_notes", look.language)], width=width, alt_text=f"{title}. {told}"
    )


def _speakers(table: Table, look: Look) -> Figure:
    transcript, speaker, role, words = (table.index(name) for name in ("transcript", "speaker", "role", "words"))
    theirs: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in table.rows:
        if row[role] == "participant":
            theirs[str(row[transcript])][str(row[speaker])] = number(row[words]) or 0.0
    kinds = {"odd": _TOP, "even": _OTHERS}
    rows, parts, beside = [], [], {}
    for name, said in theirs.items():
        here = Row.of(name)
        rows.append(here)
        silent = sum(not count for count in said.values())
        beside[here.key] = say("talk_beside", look.language, speaking=len(said) - silent, silent=silent)
        whole, at = sum(said.values()), 0.0
        for place, (who, count) in enumerate(sorted(said.items(), key=lambda each: -each[1])):
            if count:
                end = at + count / whole
                parts.append(Part(here.key, list(kinds)[place % 2], at, end, who, {"speaker": who, "words": count}))
                at = end
    line = Line(say("talk_axis_participants", look.language), 0.0, 1.0, PERCENT, _STEPS)
    chart, width = bars(readable(rows), kinds, parts, line, beside=beside, told=False)
    title = say("talk", look.language)
    told = say("talk_alt", look.language, rows=len(rows))
    notes = [say("talk_speakers_notes", look.language)]
    return framed(chart, look=look, table=table, title=title, notes=notes, width=width, alt_text=f"{title}. {told}")
