"""What the command adjudicate does: at a terminal, by ids, or from worksheets, and what it says of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.actions import adjudicating, differing, meeting
from qualcode.actions.adjudicating import Decision, Settled
from qualcode.actions.comparing import Comparison, alone, compare
from qualcode.analysis._aligning import Spot
from qualcode.cli import disagreement_queue
from qualcode.cli.keyboard import at_terminal, keyboard
from qualcode.cli.results import listed, say
from qualcode.errors import Problem, QualcodeError
from qualcode.model import Coder, Selection
from qualcode.store.database import Store

_SHORT = 8
"""Characters of an id that the log's command line has."""


@dataclass(frozen=True)
class Asked:
    """Which disagreements: between whom, under a selection, of which kinds, so many at most (0: all), only those to be decided anew."""

    selection: Selection
    kinds: tuple[str, ...]
    limit: int
    coders: tuple[str, ...]
    stale: bool = False

    def wanted(self) -> differing.Wanted:
        """The open ones."""
        return differing.Wanted(self.selection, self.kinds, only_open=True, only_stale=self.stale, limit=self.limit)


def _agreed(store: Store, coder: Coder, asked: Asked) -> Comparison:
    """The comparison once what all agree on is taken, which is said."""
    comparison = compare(store, asked.coders)
    before = adjudicating.number_agreed(comparison)
    done = adjudicating.take_agreed(store, coder, comparison)
    if before:
        say(f"{before} {'passage that all agree on is' if before == 1 else 'passages that all agree on are'} in the consensus now.")
    if done.taken_off:
        codings = "1 coding of the consensus rests" if done.taken_off == 1 else f"{done.taken_off} codings of the consensus rest"
        say(f"{codings} on nothing any more (codings have changed since, or another copy decided otherwise), and came off.")
    return compare(store, asked.coders) if before or done.taken_off else comparison


def _stand(store: Store, asked: Asked) -> None:
    """Say how far it is settled, and what agreement is before and after."""
    comparison = compare(store, asked.coders)
    every, left = len(comparison.disagreements), len(comparison.open)
    say(f"Settled: {every - left} of {every} disagreements. {differing.progress(store, comparison).notes[-2]}")
    for note in differing.stale_notes(store, comparison):
        say(note)
    number = adjudicating.number_agreed(alone(store))
    if number and not left:
        say(
            f"{number} passages that one coder alone has coded are not in the consensus, and not in its tables: qualcode adjudicate --alone"
        )


def take_alone(store: Store, coder: Coder, *, dry_run: bool) -> int:
    """Take what one coder alone has coded, where nobody else codes. Returns the status."""
    comparison = alone(store)
    number = adjudicating.number_agreed(comparison)
    where = len({spot.transcript for spot in comparison.spots})
    if dry_run:
        say(f"{number} passages of one coder alone, in {where} transcripts, are not in the consensus yet.")
        return 0
    done = adjudicating.take_agreed(store, coder, comparison, "adjudicate --alone")
    if not number and not done.taken_off:
        say("Nothing new of one coder alone is to be taken.")
    else:
        say(f"{number} passages of one coder alone, in {where} transcripts, are in the consensus now. Take it back with: qualcode undo")
    return 0


def take_agreed(store: Store, coder: Coder, asked: Asked, *, dry_run: bool) -> int:
    """Take what all agree on. Returns the status."""
    if dry_run:
        say(f"All agree on {adjudicating.number_agreed(compare(store, asked.coders))} passages that are not in the consensus yet.")
        return 0
    if not _in_all(store, coder, asked):
        say("Nothing new is agreed on by all.")
    _stand(store, asked)
    return 0


def _in_all(store: Store, coder: Coder, asked: Asked) -> bool:
    before = store.value("SELECT count(*) FROM event")
    _agreed(store, coder, asked)
    return bool(store.value("SELECT count(*) FROM event") != before)


def go_through(store: Store, coder: Coder, asked: Asked) -> int:
    """Ask about one after the other. Returns the status."""
    if not at_terminal():
        number = len(differing.chosen(store, compare(store, asked.coders), asked.wanted()))
        raise QualcodeError(
            f"{number} disagreements wait, but there is no terminal to ask at.",
            "See them with: qualcode disagreements; decide with ids and --take WHO, or write a --worksheet and --import it.",
        )
    comparison = _agreed(store, coder, asked)
    found = differing.chosen(store, comparison, asked.wanted())
    if not found:
        say("Nothing is open.")
        _stand(store, asked)
        return 0
    with keyboard() as keys:
        done = disagreement_queue.ask(store, coder, comparison, found, asked.coders, keys)
    if done["skip"]:
        say(f"{done['skip']} skipped.")
    _stand(store, asked)
    say("Go on with the same command; take the last answer back with: qualcode undo")
    return 0


def decide(
    store: Store, coder: Coder, asked: Asked, ids: Sequence[str], decision: Decision, words: tuple[str, int], *, dry_run: bool
) -> int:
    """Decide the same on disagreements by their ids, or (without any) on all that are open and can be decided so. Returns the status."""
    with store.rehearsal() if dry_run else nullcontext(), store.transaction():
        comparison = _agreed(store, coder, asked)
        problems: Sequence[Problem] = ()
        if ids:
            spots = list({spot.key: spot for spot in (adjudicating.find(comparison, id) for id in ids)}.values())
        else:
            spots, problems = adjudicating.possible(store, comparison, differing.chosen(store, comparison, asked.wanted()), decision)
        if words[0]:
            decision = replace(decision, place=adjudicating.place(store, spots[0], words[0], turn=words[1]))
        listed("Left open, as it cannot be so:", problems)
        if not spots:
            say("Nothing else is open there; nothing was decided." if problems else "Nothing is open there; nothing was decided.")
            return int(bool(problems))
        done = adjudicating.decide(
            store, coder, comparison, [(spot, decision) for spot in spots], command=_command(spots, decision), why=decision.why
        )
        _tell(done, dry_run=dry_run)
        _stand(store, asked)
    return int(bool(problems))


def _command(spots: Sequence[Spot], decision: Decision) -> str:
    named = spots[0].key[:_SHORT] if len(spots) == 1 else f"({len(spots)} disagreements)"
    return f"adjudicate {named} {f'--to {decision.code}' if decision.code else f'--take {decision.took}'}"


def _tell(done: Settled, *, dry_run: bool) -> None:
    off = f", {done.taken_off} came off it" if done.taken_off else ""
    codings = "1 coding" if done.made == 1 else f"{done.made} codings"
    settled = "1 disagreement" if done.spots == 1 else f"{done.spots} disagreements"
    said = f"{settled} settled: {codings} came into the consensus{off}."
    say(f"Would be so: {said}" if dry_run else f"{said} Take it back with: qualcode undo")


def take_back(store: Store, coder: Coder, asked: Asked, worksheets: Sequence[Path], *, dry_run: bool) -> int:
    """Take the decisions of a meeting, all or, when any cannot be taken, none; these are listed. Returns the status."""
    with store.rehearsal() if dry_run else nullcontext(), store.transaction():
        said = meeting.minutes(store, compare(store, asked.coders), worksheets)
        if said.problems:
            listed("These rows cannot be taken:", said.problems)
            also = {0: "", 1: ", also not the other decision"}.get(
                len(said.decisions), f", also not the {len(said.decisions)} other decisions"
            )
            say(f"Nothing was taken{also}. Mend the rows, or empty their decision.")
            return 1
        say(f"{len(said.decisions)} decisions, {said.there} were taken before, {said.empty} rows are empty.")
        if said.decisions:
            comparison = _agreed(store, coder, asked)
            names = " ".join(path.name for path in worksheets)
            done = adjudicating.decide(store, coder, comparison, said.decisions, command=f"adjudicate --import {names}")
            _tell(done, dry_run=dry_run)
            _stand(store, asked)
    return 0
