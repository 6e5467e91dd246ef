"""The state of the workbench between two keys: which transcript, where the cursor is, what is shown. Plain values; nothing here draws."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from qualcode.actions import suggesting
from qualcode.errors import QualcodeError
from qualcode.model import Code, Coder, Selection, Transcript
from qualcode.store import codes, codings, learning, suggestions, transcripts
from qualcode.store.database import Store
from qualcode.store.places import Places
from qualcode.workbench import pinning
from qualcode.workbench.document import Document, Mark, of_coding, of_suggestion
from qualcode.workbench.evidence import Evidence
from qualcode.workbench.limiting import NOTHING, Limit

SIDES = ("codes", "codebook", "code")
"""What the side can show: pinned codes and the turn's codings, the whole codebook, or all about one code."""
_RECENT = 5000
"""The codings that say which words speak for a code: the newest are enough, and whoever has more is not kept waiting."""
_AT_ONCE = 250
"""Of these so many are read between two keys."""


@dataclass(frozen=True)
class Cursor:
    """A turn (from 0) and the span that is selected, in the canonical text; `meant` is the mark that is opened, if one is."""

    turn: int = 0
    start: int = 0
    end: int = 0
    meant: str = ""


@dataclass(frozen=True)
class Ask:
    """Something that is asked before an act can be done: a line of words, a code, or one of several options (id and what it says).

    `done` takes the answer, and may ask on. `later` are codes that come last as long as nothing is typed: each has a key of its own.
    """

    kind: Literal["line", "code", "list"]
    title: str
    done: Callable[[str], Ask | None]
    text: str = ""
    options: Sequence[tuple[str, str]] = ()
    later: Collection[str] = ()


@dataclass
class View:
    """What is shown and how, as keys have set it."""

    limit: Limit = NOTHING
    others: bool = True
    side: int = 0
    language: int = 0
    letters: bool = False
    picked: bool = False
    words: str = ""
    found: list[tuple[int, int]] = field(default_factory=list)


class Desk:
    """An open project with one transcript of it on the desk."""

    def __init__(
        self,
        store: Store,
        coder: Coder,
        transcript: str = "",
        *,
        pins: Sequence[str] = (),
        others: bool = True,
        changed: Callable[[], Store | None] = lambda: None,
    ) -> None:
        self.store = store
        self._changed = changed
        self.coder = coder
        self.view = View(others=others)
        self.cursor = Cursor()
        self.said = ""
        self.last_code = ""
        self.last_coding = ""
        self.chosen = ""
        self.letters: dict[str, tuple[int, int]] = {}
        self.read: frozenset[int] = frozenset()
        self.load_book()
        self.pins: dict[str, str] = pinning.pinned(self.codes, self.used, pins)
        self.transcripts: list[Transcript] = transcripts.all_of(store)
        if not self.transcripts:
            raise QualcodeError("There is no transcript to code yet.", "Bring some in with: qualcode import PATH")
        self._places: Places | None = None
        self._suggested: suggestions.Waiting | None = None
        self.evidence = Evidence(())
        self._unlearnt: list[tuple[str, str, str]] = []
        self.open(transcript or self._begin_with())

    # --- what is loaded ---------------------------------------------------------------------------------------------------------------

    def load_book(self) -> None:
        """Read the codebook, and how often each code is used."""
        self.book = codes.book(self.store)
        self.codes: dict[str, Code] = {code.id: code for code in self.book.codes}
        self.used = codes.used(self.store)

    def _begin_with(self) -> str:
        """The transcript to begin with: one that is begun, else one that is to do, else the first that is not finished."""
        from qualcode.store import coders

        mine = {one.transcript: one.state for one in coders.assignments(self.store) if one.coder == self.coder.id}
        for wanted in ("in progress", "to do", None):
            for one in self.transcripts:
                if mine.get(one.id) == wanted:
                    return one.id
        return self.transcripts[0].id

    def open(self, id: str) -> None:
        """Put a transcript on the desk. Raises QualcodeError for one that there is not."""
        turns = transcripts.turn_by_turn(self.store, id)
        self.transcript = next(one for one in self.transcripts if one.id == id)
        self.document = Document(id, self.transcript.guid, self.transcript.revision, turns)
        self.view.found, self.view.words = [], ""
        self.last_coding = ""
        self._places = None
        self.load_marks()
        self.limit(self.view.limit)
        self.go(self.shown[0] if self.shown else 0)

    def load_marks(self) -> None:
        """Read the codings and suggestions of the transcript anew."""
        only = Selection(transcripts=(self.document.id,))
        found = [of_coding(coding, self.coder.id) for coding in codings.all_of(self.store, only)]
        found = [mark for mark in found if self.view.others or mark.kind == "own"]
        waiting = suggestions.in_short(self.store, self.coder, self.document.id) if self.coder.guid else []
        self.document.replace([*found, *map(of_suggestion, waiting)], "own", "other", "suggestion")
        self._suggested = None
        self._load_progress()
        if self.cursor.meant and self.document.mark(self.cursor.meant) is None:
            self.cursor = Cursor(self.cursor.turn, self.cursor.start, self.cursor.end)

    def _load_progress(self) -> None:
        from qualcode.store import coders, reading

        self.aided = self.document.id not in coders.unaided(self.store, self.coder) if self.coder.guid else True
        self.state = coders.state(self.store, self.coder, self.document.guid) if self.coder.guid else None
        self.read = reading.turns(self.store, self.coder, self.document.id) if self.coder.guid else frozenset()

    def prepare(self) -> None:
        """Read what the next coding needs, while nobody waits for it."""
        if self.store.writable:
            _ = self.places[self.document.id]
        self.evidence = Evidence(self.book.codes)
        self._unlearnt = list(reversed(learning.quotations(self.store, self.coder, _RECENT)))
        self.learn()

    def learn(self) -> bool:
        """Learn from some of what is coded which words speak for a code; returns whether there is more."""
        for _ in range(min(_AT_ONCE, len(self._unlearnt))):
            self.evidence.learn(*self._unlearnt.pop())
        return bool(self._unlearnt)

    def look_again(self) -> bool:
        """Load what another window or command has changed since this was last asked; returns whether there was anything."""
        store = self._changed()
        if store is None:
            return False
        self.store = store
        self.load_again()
        return True

    def load_again(self) -> None:
        """Read everything anew that another window or command may have changed; the cursor stays on its words as far as they are there."""
        self.load_book()
        self.transcripts = transcripts.all_of(self.store)
        now = next((one for one in self.transcripts if one.guid == self.document.guid), None)
        if now is None:
            self.open(self.transcripts[0].id)
            self.said = "The transcript was taken out of the project by another window."
        elif (now.id, now.revision) != (self.document.id, self.document.revision):
            turn = self.cursor.turn
            self.open(now.id)
            self.go(min(turn, len(self.document.turns) - 1))
            self.said = f"{now.id} was corrected by another window."
        else:
            self.transcript = now
            self.load_marks()
            self.limit(self.view.limit)

    @property
    def places(self) -> Places:
        """The text that codings are put on, read once as long as nobody corrects it."""
        if self._places is None:
            self._places = Places(self.store)
        return self._places

    # --- what is shown ----------------------------------------------------------------------------------------------------------------

    def limit(self, limit: Limit) -> None:
        """Show only the turns that a filter lets through."""
        from qualcode.workbench.limiting import passing

        self.view.limit = limit
        self.shown: list[int] = passing(limit, self.document, self.speakers_tags(limit))
        if self.shown and self.cursor.turn not in set(self.shown):
            after = [turn for turn in self.shown if turn >= self.cursor.turn]
            self.go(after[0] if after else self.shown[-1])

    def speakers_tags(self, limit: Limit) -> dict[str, dict[str, str]]:
        """The variables of each speaker, his own before the transcript's; read only where the filter asks for some."""
        if not limit.where:
            return {}
        shared = dict(self.transcript.variables)
        return {one.label: {**shared, **one.variables} for one in transcripts.participants(self.store, self.document.id)}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that labels are looked for in: the coder's own first, or the one chosen by a key."""
        known = list(dict.fromkeys([*([self.coder.language] if self.coder.language else []), *self.book.languages]))
        at = self.view.language % len(known) if known else 0
        return tuple(known[at:] + known[:at])

    def go(self, turn: int) -> None:
        """Put the cursor on a turn, all of it."""
        if not self.document.turns:
            self.cursor = Cursor()
            return
        at = max(0, min(turn, len(self.document.turns) - 1))
        self.cursor = Cursor(at, self.document.turns[at].start, self.document.turns[at].end)
        self.view.picked = False

    def select(self, start: int, end: int, meant: str = "") -> None:
        """Put the cursor on a span."""
        self.cursor = Cursor(self.document.turn_at(start), start, end, meant)
        mark = self.document.mark(meant) if meant else None
        if mark is not None:
            self.chosen = mark.code

    @property
    def meant(self) -> Mark | None:
        """The mark that is opened: a coding or a suggestion."""
        return self.document.mark(self.cursor.meant) if self.cursor.meant else None

    @property
    def suggested(self) -> suggestions.Waiting | None:
        """The suggestion that is opened with its reason and where the words of that stand, which is read only of this one."""
        meant = self.meant
        if meant is None or meant.kind != "suggestion":
            return None
        if self._suggested is None or self._suggested.id != meant.id:
            self._suggested = next(iter(suggestions.waiting(self.store, self.coder, id=meant.id)), None)
        return self._suggested

    def mark(self, *kinds: str) -> Mark | None:
        """The mark of these kinds that an act is about: the one opened, else one on the very span, else the first that the span touches."""
        meant = self.meant
        if meant is not None and meant.kind in kinds:
            return meant
        here = [mark for mark in self.document.on(self.cursor.turn) if mark.kind in kinds]
        span = (self.cursor.start, self.cursor.end)
        same = [mark for mark in here if mark.span == span]
        touched = [mark for mark in here if mark.start < span[1] and mark.end > span[0]]
        return next(iter(same + touched), None)

    def words_of(self, start: int, end: int) -> str:
        """The canonical text of a span, which lies in turns."""
        turn = self.document.turns[self.document.turn_at(start)]
        return turn.text[start - turn.start : end - turn.start]

    def suggest(self) -> int:
        """Have the suggester look at this transcript; returns how many suggestions wait in it."""
        suggesting.suggest(self.store, self.coder, Selection(transcripts=(self.document.id,)))
        self.load_marks()
        return len(self.document.marks("suggestion"))
