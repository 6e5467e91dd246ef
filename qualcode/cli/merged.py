"""What a merge of copies brings in, told."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.actions.merging import Outcome
from qualcode.cli.keyboard import answer, at_terminal, keyboard
from qualcode.cli.results import say
from qualcode.errors import QualcodeError
from qualcode.table import Column, Table

_WORDS = {
    ("coder", "present"): "coders",
    ("coder", "assignment"): "assignments and how far they are",
    ("coder", "decision"): "decisions on suggestions",
    ("coder", "read"): "what was read",
    ("coder", "tag"): "variables of coders",
    ("coder", "threshold"): "thresholds of suggestions",
    ("coder", "unaided"): "transcripts without suggestions",
    ("coder", "sample"): "chosen turns",
    ("code", "summary"): "summaries",
    ("finding", "present"): "findings",
    ("finding", "text"): "texts of findings",
    ("finding", "evidence"): "evidence of findings",
    ("finding", "verdict"): "verdicts on findings",
    ("participant", "role"): "roles of speakers",
    ("participant", "tag"): "variables of speakers",
    ("question", "present"): "questions",
    ("transcript", "present"): "transcripts",
    ("transcript", "revision"): "corrected transcripts",
    ("transcript", "settlement"): "settled disagreements",
    ("transcript", "tag"): "variables of transcripts",
}


def tables(found: Outcome, *, one: bool = False) -> list[Table]:
    """What would come in: codings by coder, transcript and code; and all else, unless there is place for `one` table only."""
    hidden = dict.fromkeys(one.transcript for one in found.brought.codings if not one.code)
    came = Table(
        "Codings",
        "coding",
        (
            *(Column("coder", "coder", "text"), Column("transcript", "transcript", "text"), Column("code", "code", "code")),
            *(Column("new", "new", "count"), Column("removed", "removed", "count"), Column("changed", "changed", "count")),
        ),
        tuple((one.coder, one.transcript, one.code, one.new, one.gone, one.changed) for one in found.brought.codings),
        group_by=2,
        notes=(f"With which codes is not shown until you have finished them: {', '.join(hidden)}.",) if hidden else (),
    )
    others = Table(
        "Besides codings",
        "change",
        (Column("what", "what", "text"), Column("number", "number", "count")),
        tuple((_WORDS.get(place, " ".join(place)), number) for place, number in found.brought.others.items()),
    )
    return [came] if one else [table for table in (came, others) if table.rows]


def told(found: Outcome) -> Iterator[str]:
    """What a table does not say."""
    new, gone, changed = (sum(getattr(one, name) for one in found.brought.codings) for name in ("new", "gone", "changed"))
    if new or gone or changed:
        yield f"Codings: {new} new, {gone} removed, {changed} changed."
    for now, was in found.brought.renamed.items():
        yield f"There is another text that is called {was}: this one becomes {now}."
    if found.codebook:
        yield "The codebook becomes another: see how with qualcode codebook log and qualcode codebook diff."
    if found.study:
        yield "study.toml becomes another: it gets what a copy has changed in it."
    if found.questions and found.backup is None:
        yield f"{found.questions} {'question' if found.questions == 1 else 'questions'} to be decided by people, in qualcode review --kind merge."


def agreed() -> bool:
    """Whether somebody at the terminal says yes. Raises QualcodeError when there is no terminal to ask at."""
    if not at_terminal():
        raise QualcodeError("Nothing was merged: there is no terminal to ask at.", "Look at what would come in, then give --yes.")
    say("Bring this in? [y] yes  [n] no")
    with keyboard() as keys:
        return answer(keys, {"y": "yes", "n": "no"}) == "yes"
