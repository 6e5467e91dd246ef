"""What a meeting decided, taken back from the worksheet on which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.actions import adjudicating
from qualcode.actions.adjudicating import BOTH, NEITHER, OTHER, Decision
from qualcode.actions.comparing import Comparison
from qualcode.analysis import _team_words
from qualcode.analysis._aligning import AGREED, Spot
from qualcode.errors import Problem, QualcodeError
from qualcode.store import codes
from qualcode.store.database import Store
from qualcode.text import beginning, canonical

if TYPE_CHECKING:
    from qualcode.opening.sheet import Sheet

_SHORT = 60


@dataclass(frozen=True)
class Minutes:
    """What stands on worksheets: what is to be decided, how many rows are empty or say what is decided already, and what cannot be taken."""

    decisions: tuple[tuple[Spot, Decision], ...]
    empty: int
    there: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def minutes(store: Store, comparison: Comparison, worksheets: Sequence[Path]) -> Minutes:
    """What worksheets say, held against the disagreements as they are now. Raises QualcodeError for a file that is no worksheet."""
    from qualcode.actions.filled_tables import tables_in

    rows: list[_Row] = []
    problems: list[Problem] = []
    for path in worksheets:
        sheets, unread = tables_in(path, "worksheet")
        rows += _rows(path.name, sheets)
        problems += unread
    found: dict[str, tuple[Spot, Decision, str]] = {}
    known = frozenset(code.id for code in codes.book(store).codes)
    empty = there = 0
    for row in rows:
        if not any(row[name] for name in ("decision", "instead", "reason")):
            empty += 1
            continue
        try:
            spot = _spot(comparison, row["id"])
            decision = _decision(store, spot, row, known)
            adjudicating.check(store, spot, decision)
            adjudicating.outcome(spot, decision, comparison.texts[spot.transcript])
            _check_single(found, spot, decision)
        except QualcodeError as error:
            problems.append(Problem(row.where, f"{row['id'] or 'no id'}: {error.message}", error.hint))
            continue
        if _same_as_before(store, comparison, spot, decision):
            there += 1
        else:
            found[spot.key] = spot, decision, row.where
    return Minutes(tuple((spot, decision) for spot, decision, _ in found.values()), empty, there, tuple(problems))


def _rows(name: str, sheets: Iterable[Sheet]) -> list[_Row]:
    found: list[_Row] = []
    forms = 0
    for sheet in sheets:
        names = [[_team_words.column_named(cell) for cell in cells] for cells in sheet.rows]
        head = next((at for at, cells in enumerate(names) if {"id", "decision"} <= set(cells)), None)
        if head is None:
            continue
        forms += 1
        title = f", {sheet.title}" if sheet.title else ""
        for number, cells in enumerate(sheet.rows[head + 1 :], head + 1):
            said = {column: _plain(cell) for column, cell in zip(names[head], cells, strict=False) if column}
            if any(said.values()):
                found.append(_Row(f"{name}{title}, {sheet.where(number)}", said))
    if not forms:
        raise QualcodeError(
            f"{name} is no worksheet: no table in it has the columns id and decision.",
            "Make one with: qualcode disagreements --worksheet -o meeting.xlsx",
        )
    return found


def _plain(cell: str) -> str:
    """The text of a cell in canonical form, without the guard that .csv has before what a spreadsheet would take for a formula."""
    text = canonical(cell)[0].strip()
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def _spot(comparison: Comparison, id: str) -> Spot:
    spot = comparison.by_key.get(id)
    if spot is not None and spot.kind != AGREED:
        return spot
    if any(one.key == id for one in comparison.decided):
        raise QualcodeError("its codings have changed since it was decided.", "see it as it is now: qualcode disagreements")
    raise QualcodeError(
        "there is no such disagreement: its codings have changed since, or it is of another project.",
        "write the worksheet anew: qualcode disagreements --worksheet",
    )


def _decision(store: Store, spot: Spot, row: _Row, known: frozenset[str]) -> Decision:
    said, instead, why = row["decision"], row["instead"], row["reason"]
    if not said:
        raise QualcodeError("there is a reason or something instead, but no decision.", "fill in the column decision, or empty the others.")
    sides = {coder.casefold(): coder for coder in spot.coders}
    choice = _team_words.choice_named(said)
    took = sides.get(said.casefold()) or {_team_words.BOTH: BOTH, _team_words.NEITHER: NEITHER}.get(choice, "")
    if took:
        if instead:
            raise QualcodeError(
                f"{said} is taken as it is, but something stands in its place: {beginning(instead, _SHORT)}", "choose one of them."
            )
        return Decision(took, why=why)
    if not choice:
        listed = ", ".join(_team_words.choices(spot.coders, "en"))
        raise QualcodeError(f"{beginning(said, _SHORT)} is no decision.", f"write one of: {listed}")
    if not instead:
        raise QualcodeError(f"{said}: nothing says which.", "write it into the column beside it.")
    code, words = _code_and_words(instead, known, choice)
    place = adjudicating.place(store, spot, words) if words else None
    return Decision(OTHER, code, place, why=why)


def _code_and_words(instead: str, known: frozenset[str], choice: str) -> tuple[str, str]:
    """The code and the words that come instead: `coop.legal`, `the words`, or `coop.legal: the words`."""
    code, colon, words = instead.partition(":")
    if instead in known:
        return instead, ""
    if colon and code.strip() in known:
        return code.strip(), words.strip()
    return (instead, "") if choice == _team_words.CODE else ("", instead)


def _check_single(found: Mapping[str, tuple[Spot, Decision, str]], spot: Spot, decision: Decision) -> None:
    if spot.key in found and found[spot.key][1] != decision:
        raise QualcodeError(f"it is decided otherwise in {found[spot.key][2]}.", "leave one of the two.")


def _same_as_before(store: Store, comparison: Comparison, spot: Spot, decision: Decision) -> bool:
    """Whether the same was decided already, for the same reason: taking a worksheet twice is taking it once."""
    before = comparison.settled.get(spot.key)
    if before is None or before.key != spot.key or (before.took, before.why) != (decision.took, decision.why):
        return False
    return decision.took != OTHER or adjudicating.comes_to(store, spot, decision, comparison, before)
