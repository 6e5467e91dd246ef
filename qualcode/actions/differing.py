"""Tables of what coders differ on: the list, the worksheet, how far it is settled, which codes are confused, and whether coders drift apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qualcode.actions import asking, comparing
from qualcode.actions.comparing import Comparison
from qualcode.actions.patterns import below
from qualcode.analysis import confusions, disagreements, drift, settled
from qualcode.analysis._aligning import SEEN, Spot
from qualcode.analysis._saying import say
from qualcode.analysis.disagreements import OPEN, SETTLED, STALE, Told
from qualcode.analysis.layers import layers as frequencies
from qualcode.errors import QualcodeError, unknown
from qualcode.model import Coding, Selection
from qualcode.saying import amount, ours
from qualcode.store import codes, codings, compared, settlements, tallies
from qualcode.store.database import Store
from qualcode.table import Report, Table, without


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which disagreements: under a selection, of these kinds (all, if none are named), so many at most (0: all).

    `only_open` leaves out the settled ones, `only_stale` all but those that were decided before codings changed.
    """

    selection: Selection = field(default_factory=Selection)
    kinds: tuple[str, ...] = ()
    only_open: bool = False
    only_stale: bool = False
    limit: int = 0


def chosen(store: Store, comparison: Comparison, wanted: Wanted) -> list[Spot]:
    """The disagreements that are wanted, those first that cost most. Raises QualcodeError for an unknown kind."""
    for kind in wanted.kinds:
        if kind not in SEEN:
            raise unknown("kind of disagreement", kind, SEEN)
    every = comparison.to_redo if wanted.only_stale else comparison.open if wanted.only_open else comparison.disagreements
    found = comparing.within(store, every, wanted.selection)
    first = comparison.coders[0]
    kept = [spot for spot in found if not wanted.kinds or spot.seen_by(first) in wanted.kinds]
    return kept[: wanted.limit or None]


def told(comparison: Comparison, found: Sequence[Spot]) -> list[Told]:
    """Disagreements with what is told of them."""
    return [_told(comparison, spot) for spot in found]


def _told(comparison: Comparison, spot: Spot) -> Told:
    decided = comparison.settled.get(spot.key)
    stale = [] if decided else comparison.stale(spot)
    said = decided or next(iter(stale), None)
    return Told(
        spot,
        comparison.costs[spot.key],
        comparison.turn(spot),
        comparison.texts[spot.transcript],
        SETTLED if decided else STALE if stale else OPEN,
        said.took if said else "",
        said.why if said else "",
    )


def table(store: Store, comparison: Comparison, wanted: Wanted, language: str = "", *, brief: bool = False) -> Table:
    """The disagreements that are wanted; `brief`: without their words."""
    words = ours(language)
    found = chosen(store, comparison, wanted)
    listed = told(comparison, found)
    notes = (_number(comparison, len(found), words), *comparison.left_out, *stale_notes(store, comparison, words))
    asked = wanted.selection.described()
    made = disagreements.disagreements(listed, comparison.coders, selection=asked, notes=notes, language=words)
    return without(made, ("speaker", "passage", "why", *_says(comparison))) if brief else made


def _says(comparison: Comparison) -> tuple[str, ...]:
    return tuple(column.name for column in disagreements.says_columns(comparison.coders, "en"))


def _number(comparison: Comparison, found: int, words: str) -> str:
    every = len(comparison.disagreements)
    text = "{n} of {every} disagreements" if found < every else "{n} disagreements"
    return say(
        words,
        "{number} between {coders} in {transcripts}; settled: {settled}.",
        number=say(words, text, n=found, every=every),
        coders=comparing.together(comparison.coders, words),
        transcripts=amount(len(comparison.grounds), "transcript", words),
        settled=every - len(comparison.open),
    )


def stale_notes(store: Store, comparison: Comparison, words: str = "en") -> list[str]:
    """How many decisions do not hold any more, and on how many codings of the consensus that bears, if any."""
    old = comparison.outdated
    if not old:
        return []
    holding = {guid for one in comparison.decided if one.key in comparison.standing for guid in one.made}
    made = settlements.present(store, {guid for one in old for guid in one.made} - holding)
    text = (
        "1 decision does not hold any more, as codings have changed since: to be decided anew. Codings of the consensus that rest on it and"
        " still count: {codings}. Listed by: qualcode disagreements --stale"
        if len(old) == 1
        else "{n} decisions do not hold any more, as codings have changed since: to be decided anew. Codings of the consensus that rest on"
        " them and still count: {codings}. Listed by: qualcode disagreements --stale"
    )
    return [say(words, text, n=len(old), codings=len(made))]


def worksheet(store: Store, comparison: Comparison, wanted: Wanted, language: str = "") -> Report:
    """The disagreements that are wanted, with empty columns for what a meeting decides."""
    listed = told(comparison, chosen(store, comparison, wanted))
    return disagreements.worksheet(listed, comparison.coders, selection=wanted.selection.described(), language=language)


def by_kind(store: Store, comparison: Comparison, wanted: Wanted, language: str = "") -> Table:
    """How many of the disagreements that are wanted there are of each kind, how many are settled, and what they cost."""
    words = ours(language)
    listed = told(comparison, chosen(store, comparison, wanted))
    notes = (*comparison.left_out, *stale_notes(store, comparison, words))
    return disagreements.summary(listed, comparison.coders, selection=wanted.selection.described(), notes=notes, language=words)


def consensus_of(store: Store, comparison: Comparison) -> dict[str, list[Coding]]:
    """The codings of the consensus that came of each spot that is settled, by its key."""
    there = {coding.guid: coding for coding in compared.consensus(store)}
    return {key: [there[guid] for guid in one.made if guid in there] for key, one in comparison.settled.items()}


def progress(store: Store, comparison: Comparison, wanted: Wanted | None = None, language: str = "") -> Table:
    """How far the disagreements are settled, with alpha by code before, and as it would be; of codes and transcripts that are wanted.

    Raises QualcodeError for another selection: who is compared on what is a matter of whole transcripts here.
    """
    words = ours(language)
    selection = wanted.selection if wanted else Selection()
    if selection != Selection(codes=selection.codes, transcripts=selection.transcripts):
        raise QualcodeError(
            "How far disagreements are settled is told of codes and whole transcripts.", "Select by --code or --transcript."
        )
    there = {slug: ground for slug, ground in comparison.grounds.items() if not selection.transcripts or slug in selection.transcripts}
    return settled.progress(
        [spot for spot in comparison.spots if spot.transcript in there],
        consensus_of(store, comparison),
        {key: one.took for key, one in comparison.settled.items()},
        there,
        below(codes.book(store), selection.codes),
        stale={spot.key for spot in comparison.to_redo},
        selection=selection.described(),
        notes=(*comparison.left_out, *stale_notes(store, comparison, words)),
        words=words,
    )


def by_layer(store: Store, comparison: Comparison, wanted: Wanted, language: str = "") -> Table:
    """How often each code occurs with each coder and in the consensus, in the transcripts that are compared."""
    words = ours(language)
    selection = wanted.selection
    there = tuple(slug for slug in comparison.grounds if not selection.transcripts or slug in selection.transcripts)
    within = replace(selection, transcripts=there)
    layers = [codings.layer(store, name) for name in (*comparison.coders, codings.CONSENSUS)]
    found = {layer.name: tallies.tallies(store, within, layer) for layer in layers}
    held = say(words, "In the {transcripts} that are compared.", transcripts=amount(len(there), "transcript", words))
    notes = (held, _open_of(comparison, words), *stale_notes(store, comparison, words))
    book = codes.book(store)
    order = below(book, selection.codes) if selection.codes else [code.id for code in book.codes]
    return frequencies(found, order, selection=selection.described(), notes=notes, words=words)


def _open_of(comparison: Comparison, words: str) -> str:
    every, left, stale = len(comparison.disagreements), len(comparison.open), len(comparison.to_redo)
    if not left:
        return say(words, "All disagreements are settled.")
    text = (
        "Of {every} disagreements {left} are open, of which {stale} stale: of those the consensus has what was decided before, of the others"
        " nothing yet."
        if stale
        else "Of {every} disagreements {left} are open: of these the consensus has nothing yet."
    )
    return say(words, text, every=every, left=left, stale=stale)


def confused(store: Store, comparison: Comparison, wanted: Wanted, language: str = "") -> list[Table]:
    """The codes that coders take for each other, what the codebook says of them, and the words on which they were split."""
    found = comparing.within(store, comparison.spots, wanted.selection)
    turns = {spot.key: turn.number for spot in found if (turn := comparison.turn(spot))}
    languages = asking.label_languages(store, language)
    asked, words = wanted.selection.described(), ours(language)
    return confusions.confusions(found, codes.book(store), turns=turns, languages=languages, selection=asked, words=words)


def drifting(store: Store, comparison: Comparison, wanted: Wanted, language: str = "") -> list[Table]:
    """How much was coded alike in the course of coding, and under each version of the codebook."""
    versions = compared.versions(store)
    since = [one.since for one in versions]
    names = [f"{one.name} {one.since[:16].replace('T', ' ')}".strip() for one in versions]
    ended: dict[str, str] = {}
    for spot in comparison.spots:
        ended[spot.transcript] = max(ended.get(spot.transcript, ""), *(comparison.makings[coding.guid].time for coding in spot.codings))
    coded = []
    for spot in comparing.within(store, comparison.spots, wanted.selection):
        place = bisect_right(since, ended[spot.transcript]) - 1
        version = names[place] if place >= 0 else ""
        coded.append(drift.Coded(spot.transcript, spot.seen_by(comparison.coders[0]), ended[spot.transcript], version))
    words, asked = ours(language), wanted.selection.described()
    counted = frozenset(below(codes.book(store), wanted.selection.codes))

    def alpha(there: frozenset[str]) -> float | None:
        return settled.median_alpha(
            comparison.spots, {slug: ground for slug, ground in comparison.grounds.items() if slug in there}, counted
        )

    return [drift.by_time(coded, alpha, selection=asked, words=words), drift.by_version(coded, names, alpha, selection=asked, words=words)]
