"""How far coders agree: whom to compare on what, and the tables of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from qualcode import plugins
from qualcode.actions import selecting
from qualcode.actions.asking import Question, asked_about, with_waiting
from qualcode.actions.patterns import attribute_of, below, only_speech
from qualcode.agreed import OfCode, Shared
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.model import Codebook, Progress, Selection, no_progress
from qualcode.store import beside, blinding, codes
from qualcode.store import coders as everyone
from qualcode.store.beside import Standing, Wanted
from qualcode.store.database import Store
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.agreement._gathering import Gathered
    from qualcode.agreement._results import Draws, Statistic
    from qualcode.analysis._agreement import Compared
    from qualcode.analysis._asked import Asked

MOST = 10
"""So many coders are compared at most."""

TABLES = ("overall", "codes", "pairs", "matrix", "spans", "attributes")

Unit = Literal["", "turn", "sentence", "char"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be compared and shown.

    `coders`: none are all who have finished anything. `unit`: empty are turns, but sentences in long ones. `partial`: transcripts that only two of
    the coders code, and have finished, count too. `also` are further coefficients, `tables` those of TABLES that are wanted, `attributes` what the table of
    that name is about. `draws` 0: no intervals.
    """

    coders: tuple[str, ...] = ()
    unit: Unit = ""
    moderators: bool = False
    partial: bool = False
    also: tuple[str, ...] = ()
    tables: tuple[str, ...] = ("overall", "codes")
    attributes: tuple[str, ...] = ()
    draws: int = 2000
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Region:
    """What is compared: the coders, the transcripts that count with the places of who has finished them, and how many the selection holds.

    `missing` are transcripts left out that some of the coders code, with who has not finished them.
    """

    coders: tuple[str, ...]
    finished: Mapping[str, tuple[int, ...]]
    held: int
    missing: Mapping[str, tuple[str, ...]]


_ANYWAY = frozenset({"percent", "f1", "alpha", "ac1"})
"""The coefficients that every table has."""


def statistics(names: Sequence[str]) -> dict[str, Statistic]:
    """The coefficients of these names, but for those that are shown anyway. Raises QualcodeError for one that there is not."""
    modules = {name: plugins.load("agreement", name) for name in (plugins.names("agreement") if names else ())}
    of_units = {name: module.value for name, module in modules.items() if hasattr(module, "value")}
    for name in names:
        if name not in of_units:
            raise unknown("coefficient", name, of_units)
    return {name: of_units[name] for name in names if name not in _ANYWAY}


def region(store: Store, selection: Selection, said: Sequence[str], *, partial: bool) -> Region:
    """Whom to compare on which transcripts: those that all of them have finished, with `partial` those that two have and no other still codes.

    Those that who looks has still to finish are left out: not even numbers tell her what others have coded there. Raises QualcodeError when there are no two coders, more than MOST, or nothing that they have finished, with who has to finish what.
    """
    standings = beside.standings(store, selection)
    chosen = _coders(store, said, standings)
    least = 2 if partial else len(chosen)
    waited_for = tuple(dict.fromkeys((*chosen, blinding.viewer(store))))
    over = [each for each in standings if not each.pending(waited_for)]
    finished = {each.transcript: places for each in over if len(places := each.finished(chosen)) >= least}
    if not finished:
        raise _nothing(standings, chosen, waited_for, partial=partial)
    begun = [each for each in standings if each.transcript not in finished and any(coder in each.states for coder in chosen)]
    return Region(chosen, finished, len(standings), {each.transcript: _unfinished(each, chosen, waited_for) for each in begun})


def _coders(store: Store, said: Sequence[str], standings: Sequence[Standing]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(everyone.get(store, name).id for name in said))
    if not said:
        chosen = tuple(sorted({coder for each in standings for coder, state in each.states.items() if state == "finished"}))
    if len(chosen) < 2:
        who = f"only {chosen[0]}" if chosen else "nobody"
        doing = "Another has to code the same, apart: qualcode coders assign TRANSCRIPT --to CODER, and then coders finish TRANSCRIPT."
        raise QualcodeError(f"Agreement is of two coders or more, and {who} {'is named' if said else 'has finished a transcript'}.", doing)
    if len(chosen) > MOST:
        raise QualcodeError(
            f"{len(chosen)} coders are too many to compare at once: {', '.join(chosen)}.", f"Name up to {MOST}: --coders A,B"
        )
    return chosen


def _unfinished(standing: Standing, chosen: Sequence[str], waited_for: Sequence[str]) -> tuple[str, ...]:
    return tuple(coder for coder in waited_for if standing.states.get(coder, "" if coder in chosen else "finished") != "finished")


def _nothing(standings: Sequence[Standing], chosen: Sequence[str], waited_for: Sequence[str], *, partial: bool) -> QualcodeError:
    """The error when coders have finished nothing together: who has to finish what, and nothing of what they coded."""
    problems = tuple(
        Problem(each.transcript, f"not finished by {', '.join(_standing(each, coder) for coder in _unfinished(each, chosen, waited_for))}")
        for each in standings
        if any(coder in each.states for coder in chosen)
    )
    who = "two" if partial else "all"
    return QualcodeError(
        f"There is no transcript in the selection that {who} of {', '.join(chosen)} have finished.",
        "Who has coded one to its end says so with: qualcode coders finish TRANSCRIPT"
        + ("" if partial or len(chosen) == 2 else " (or compare fewer: --coders A,B, or --partial)"),
        problems,
    )


def _standing(each: Standing, coder: str) -> str:
    return f"{coder} ({each.states.get(coder, 'not assigned')})"


def agree(store: Store, question: Question, by: tuple[str, ...], wish: Wish, progress: Progress = no_progress) -> list[Table]:
    """The tables of agreement that were wished, in each cell of the dimensions. Raises QualcodeError as `region` does."""
    only_speech(by)
    for name in wish.tables:
        if name not in TABLES:
            raise unknown("table", name, TABLES)
    if "attributes" in wish.tables and not wish.attributes:
        raise QualcodeError("Nothing says which attribute to compare.", "Name it: --of stance")
    return list(_Agreeing(store, question, by, wish, progress).tables())


class _Agreeing:
    """One question about agreement."""

    def __init__(self, store: Store, question: Question, by: tuple[str, ...], wish: Wish, progress: Progress) -> None:
        self.also = statistics(wish.also)
        self.store, self.by, self.wish, self.progress = store, by, wish, progress
        self.book = codes.book(store)
        selection = selecting.selection(store, question.said)
        self.chosen = below(self.book, selection.codes)
        self.asked: Asked = asked_about(store, question, selection, by)
        self.attributes = [attribute_of(self.book, name) for name in wish.attributes]
        self.region = region(store, selection, wish.coders, partial=wish.partial)
        self.marked = dict.fromkeys(self.region.coders, 0)
        self.split = 0
        self.gathered = self._gathered()
        if not self.gathered.cells:
            raise QualcodeError("No turn of these transcripts is in the selection.", "Select less narrowly, or add --moderators.")
        self.to = self._compared()

    def _gathered(self) -> Gathered:
        from qualcode.agreement._gathering import LONG, gathered

        names = tuple(each.id for each in self.attributes)
        longest = {"": LONG, "sentence": 0}.get(self.wish.unit)
        wanted = Wanted(self.region.coders, self.region.finished, self.by, self.wish.moderators, longest, names)
        return gathered(
            self._seen(beside.shared(self.store, self.asked.selection, wanted)),
            len(self.region.coders),
            unit=self.wish.unit,
            attributes=names,
            themes=_themes(self.book) if "spans" in self.wish.tables else None,
            edges="spans" in self.wish.tables,
        )

    def _seen(self, found: Iterable[Shared]) -> Iterator[Shared]:
        """Counts, as transcripts go by, who has put codings on them, and which turns are taken apart."""
        for number, one in enumerate(found):
            self.progress(number, len(self.region.finished), one.transcript)
            for _, coder in {(put.coding, put.coder) for put in one.puts}:
                self.marked[self.region.coders[coder]] += 1
            self.split += sum(turn.text is not None for turn in one.turns)
            yield one

    def _compared(self) -> Compared:
        from qualcode.agreement._bootstrap import ENOUGH
        from qualcode.agreement._gathering import LONG
        from qualcode.analysis._agreement import Compared

        region, wish = self.region, self.wish
        drawn: set[Literal["transcripts", "turns"]] = {
            "transcripts" if len(cell.parts) >= ENOUGH else "turns" for cell in self.gathered.cells.values()
        }
        partial = any(len(places) < len(region.coders) for places in region.finished.values())
        return Compared(
            coders=region.coders,
            region=tuple(region.finished),
            held=region.held,
            partial=partial,
            missing=region.missing,
            unit=wish.unit,
            longest=LONG,
            split=self.split,
            moderators=wish.moderators,
            seed=wish.seed,
            draws=wish.draws,
            drawn="" if len(drawn) > 1 else drawn.pop(),
        )

    @property
    def draws(self) -> Draws:
        """How intervals are drawn."""
        from qualcode.agreement._results import Draws

        return Draws(self.wish.seed, self.wish.draws)

    def tables(self) -> Iterator[Table]:
        """The tables that were wished."""
        wanted = self.wish.tables
        if {"overall", "codes"} & {*wanted}:
            yield from self._main(wanted)
        if {"pairs", "matrix"} & {*wanted}:
            yield from self._pairs(wanted)
        if "spans" in wanted:
            yield from self._spans()
        if "attributes" in wanted:
            yield from self._attributes()

    def _main(self, wanted: Sequence[str]) -> Iterator[Table]:
        from qualcode.agreement._results import of_code, overall
        from qualcode.analysis import agreement as told

        found: list[OfCode] = []
        whole = []
        draws = self.draws if "codes" in wanted else replace(self.draws, number=0)
        for number, key in enumerate(self.gathered.cells):
            self.progress(number, len(self.gathered.cells), "code by code")
            of_codes = [of_code(self.gathered, key, code, draws, self.also) for code in self._rows()]
            found += of_codes
            if "overall" in wanted:
                whole.append(overall(self.gathered, key, of_codes, tuple(range(len(self.region.coders))), self.draws))
        study, asked = self.store.study, self.asked
        if "overall" in wanted:
            yield self._with_waiting(told.overall(whole, self.book, study, asked=asked, to=self.to, marked=self.marked))
        if "codes" in wanted:
            alone = "overall" not in wanted
            yield self._with_waiting(told.codes(found, self.book, study, asked=asked, to=self.to, marked=self.marked, alone=alone))

    def _rows(self) -> list[str]:
        """The codes to work out: those in use, or all that may be put on text."""
        return [code for code in self.chosen if code in self.gathered.codes or (self.asked.all_codes and self._codable(code))]

    def _codable(self, id: str) -> bool:
        code = self.book.code(id)
        return code is not None and code.codable

    def _with_waiting(self, table: Table) -> Table:
        return with_waiting(self.store, table, None, replace(self.asked.selection, transcripts=tuple(self.region.finished)))

    def _pairs(self, wanted: Sequence[str]) -> Iterator[Table]:
        from qualcode.agreement._gathering import of_pair
        from qualcode.agreement._results import of_code, overall
        from qualcode.analysis import agreement as told

        found = []
        plain = replace(self.draws, number=0)
        draws = self.draws if "pairs" in wanted else plain
        every = list(combinations(range(len(self.region.coders)), 2))
        for number, pair in enumerate(every):
            self.progress(number, len(every), " ".join(self.region.coders[place] for place in pair))
            both = of_pair(self.gathered, *pair)
            for key in both.cells:
                of_codes = [of_code(both, key, code, plain, {}) for code in self._rows()]
                found.append(overall(both, key, of_codes, pair, draws))
        if "pairs" in wanted:
            yield told.pairs(found, self.book, self.store.study, asked=self.asked, to=self.to)
        if "matrix" in wanted:
            yield told.matrix(found, self.book, self.store.study, asked=self.asked, to=self.to)

    def _spans(self) -> Iterator[Table]:
        from qualcode.agreement._span_results import of_spans, of_theme
        from qualcode.analysis import agreement_spans as told

        above = _themes(self.book)
        cells = self.gathered.cells
        of_codes = [of_spans(self.gathered, key, code, above[code]) for key in cells for code in self._rows()]
        of_themes = [of_theme(self.gathered, key, theme) for key, cell in cells.items() for theme in cell.spans.themes]
        yield told.spans(of_codes, self.book, self.store.study, asked=self.asked, to=self.to)
        yield told.themes([each for each in of_themes if each.codes > 1], self.book, self.store.study, asked=self.asked, to=self.to)

    def _attributes(self) -> Iterator[Table]:
        from qualcode.agreement._results import of_attribute
        from qualcode.analysis import agreement_attributes as told

        for declared in self.attributes:
            values = [value.id for value in declared.values]
            level: Literal["ordinal", "nominal"] = "ordinal" if declared.ordered else "nominal"
            found = [
                one
                for key in self.gathered.cells
                for one in of_attribute(self.gathered, key, declared.id, values=values, level=level, codes=self._rows(), draws=self.draws)
            ]
            yield told.attribute(found, declared, self.book, self.store.study, asked=self.asked, to=self.to)


def _themes(book: Codebook) -> dict[str, str]:
    """The theme at the top above each code, itself where there is none."""
    found: dict[str, str] = {}
    for code in book.codes:
        found[code.id] = found[code.parent] if code.parent else code.id
    return found
