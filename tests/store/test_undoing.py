"""Any acts, undone to the beginning and done again, also after reopening: the project is what it was at each step."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from qualcode.errors import QualcodeError
from qualcode.model import AssignmentState, Coder, Selection, Suggestion
from qualcode.store import anchors, checking, coders, codings, corrections, database, decisions, history, places, suggestions, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from tests.store.projects import CODABLE, SCRIPT, Said, Script, anna, book, bring_in, code, lay_out, load, remove, scratch
from tests.store.state import State, state

pytestmark = pytest.mark.thorough

OTHER = Script("in1", (Said("R9", "Zeker nodig. Absolument.", "nl"), Said("INT", "Waarom?", "nl")), kind="interview")
ANEW = Script("fg1", SCRIPT.turns, roles={"R2": "moderator"}, silent=("R4",))
SCRIPTS = {"fg1": SCRIPT, "in1": OTHER}
VERSIONS = {
    "fg1": (
        SCRIPT,
        ANEW,
        Script("fg1", (Said("M", "Wat denkt u over het geheim?", "nl"), *SCRIPT.turns[1:]), roles={"M": "moderator"}),
        Script("fg1", (SCRIPT.turns[0], *SCRIPT.turns[2:]), silent=("R3",)),
        Script("fg1", (Said("R5", "Ja. Wat denken jullie over het beroepsgeheim?", "nl"), *SCRIPT.turns[2:], *SCRIPT.turns[1:2])),
    ),
    "in1": (OTHER, Script("in1", (Said("INT", "Waarom?", "nl"), Said("R9", "Het is zeker nodig. Absolument, oui.", "nl")))),
}
"""What transcripts are corrected to."""
STATES: tuple[AssignmentState, ...] = ("to do", "in progress", "finished")

Seeds = st.integers(0, 2**16).map(random.Random)


@contextmanager
def unless_refused() -> Iterator[None]:
    """What is done may be refused for the sake of codings: with a code that the codebook lacks, or on a text that was corrected."""
    try:
        yield
    except QualcodeError as refused:
        if "value.need" not in refused.message and "codings stand on that" not in refused.message:
            raise


class Undoing(RuleBasedStateMachine):
    """One coder's acts. `before` holds the state before each act that counts, `undone` the states that redo must bring back."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.project: AbstractContextManager[Store]
        self.before: list[State] = []
        self.undone: list[State] = []

    @initialize()
    def begin(self) -> None:
        self.folder = lay_out(self.open.enter_context(scratch()))
        self.reopen()

    def reopen(self) -> None:
        self.project = database.opened(self.folder, write=True)
        self.store = self.project.__enter__()

    @property
    def coder(self) -> Coder:
        return anna(self.store)

    def did(self, before: State, events: int) -> None:
        """Remember an act, if it was one."""
        if self.store.value("SELECT count(*) FROM event") > events:
            self.before.append(before)
            self.undone.clear()
        else:
            assert state(self.store) == before

    def now(self) -> tuple[State, int]:
        return state(self.store), int(self.store.value("SELECT count(*) FROM event"))

    def there(self) -> list[str]:
        return transcripts.slugs(self.store)

    @rule(id=st.sampled_from(["fg1", "in1", "anew"]))
    def import_one(self, id: str) -> None:
        now = self.now()
        script = {**SCRIPTS, "anew": ANEW}[id]
        if script.id not in self.there():
            with unless_refused():
                bring_in(self.store, script)
        self.did(*now)

    @precondition(lambda self: self.there())
    @rule(seed=Seeds)
    def remove_one(self, seed: random.Random) -> None:
        now = self.now()
        remove(self.store, seed.choice(self.there()))
        self.did(*now)

    @precondition(lambda self: self.there())
    @rule(seed=Seeds, value=st.sampled_from(["antwerp", "charleroi", None]), personal=st.booleans())
    def tag(self, seed: random.Random, value: str | None, personal: bool) -> None:
        now = self.now()
        slug = seed.choice(self.there())
        speaker = seed.choice(transcripts.participants(self.store, slug)).label if personal else ""
        with change(self.store, "transcripts tag", coder=self.coder.guid) as made:
            transcripts.tag(made, slug, {"region": value}, speaker=speaker)
            if speaker:
                transcripts.set_role(made, slug, speaker, seed.choice(["participant", "observer"]))
        self.did(*now)

    @precondition(lambda self: self.there())
    @rule(seed=Seeds, number=st.integers(1, 3), note=st.sampled_from(["", "let op"]), attributes=st.sampled_from([{}, {"stance": "pro"}]))
    def put_codes(self, seed: random.Random, number: int, note: str, attributes: dict[str, str]) -> None:
        now = self.now()
        new = []
        for _ in range(number):
            slug = seed.choice(self.there())
            start = seed.randrange(20)
            codable = [id for id in CODABLE if self.store.value("SELECT 1 FROM code WHERE present = 1 AND slug = ?", (id,))]
            new.append(NewCoding(slug, seed.choice(codable), start, start + seed.randrange(3, 9), note, attributes))
        code(self.store, *new)
        self.did(*now)

    @precondition(lambda self: bool(codings.all_of(self.store)))
    @rule(seed=Seeds, what=st.sampled_from(["remove", "note", "attribute"]))
    def change_codings(self, seed: random.Random, what: str) -> None:
        now = self.now()
        found = codings.all_of(self.store)
        with change(self.store, f"coding {what}", coder=self.coder.guid) as made:
            for coding in seed.sample(found, min(2, len(found))):
                if what == "remove":
                    made.set("coding", coding.guid, "present", 0)
                elif what == "note":
                    made.set("coding", coding.guid, "note", seed.choice(["", "anders", "nog anders"]))
                else:
                    made.set("coding", coding.guid, "attribute:stance", seed.choice(["pro", "contra", None]))
        self.did(*now)

    @precondition(lambda self: self.there())
    @rule(seed=Seeds, to=st.sampled_from(STATES))
    def assign(self, seed: random.Random, to: AssignmentState) -> None:
        now = self.now()
        with change(self.store, "coders assign", coder=self.coder.guid) as made:
            slug = seed.choice(self.there())
            coders.assign(made, self.coder, slug, "in progress")
            coders.assign(made, self.coder, slug, to)
        self.did(*now)

    @rule(version=st.sampled_from(["1", "2", "3"]))
    def load_a_codebook(self, version: str) -> None:
        now = self.now()
        versions = {"1": book(), "2": book(version="2", labels={"coop": "Samen"}), "3": book("value.need", version="3")}
        with unless_refused():
            load(self.store, self.coder, versions[version])
        self.did(*now)

    @precondition(lambda self: "fg1" in self.there())
    @rule(said=st.sampled_from((1, 2, 0, -1, -2)))
    def decide(self, said: int) -> None:
        units = suggestions.units(self.store, Selection())
        made_up = [
            Suggestion(unit.transcript, unit.revision, unit.start, unit.start + 3, "coop.secrecy", 0.5, "x", "test") for unit in units
        ]
        suggestions.replace(self.store, "test", units, made_up)
        now = self.now()
        waiting = suggestions.waiting(self.store, self.coder)
        if waiting:
            one = waiting[0]
            with change(self.store, "review", coder=self.coder.guid) as made:
                decisions.decide(made, self.coder, one.id, said=said)
                if said == 1:
                    codings.add(made, self.coder, [NewCoding(one.transcript, one.code, one.start, one.end)], origin="suggested")
        self.did(*now)

    @precondition(lambda self: self.there())
    @rule(seed=Seeds)
    def correct(self, seed: random.Random) -> None:
        now = self.now()
        slug = seed.choice(self.there())
        script = seed.choice([script for versions in VERSIONS.values() if slug in {each.id for each in versions} for script in versions])
        with change(self.store, f"transcripts correct {slug}", coder=self.coder.guid) as made:
            corrections.correct(made, slug, script.draft())
        self.did(*now)

    @precondition(lambda self: bool(anchors.waiting(self.store, lost=True)))
    @rule(seed=Seeds, lost=st.booleans())
    def settle(self, seed: random.Random, lost: bool) -> None:
        now = self.now()
        one = seed.choice(anchors.waiting(self.store, lost=True))
        with change(self.store, "review", coder=self.coder.guid) as made:
            if lost:
                anchors.lose(made, one)
            else:
                anchors.settle(made, one, 3, 9)
        self.did(*now)

    @precondition(lambda self: self.before)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(min(times, len(self.before))):
            self.undone.append(state(self.store))
            history.undo(self.store, self.coder.guid)
            assert state(self.store) == self.before.pop()

    @precondition(lambda self: self.undone)
    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.undone))):
            self.before.append(state(self.store))
            history.redo(self.store, self.coder.guid)
            assert state(self.store) == self.undone.pop()

    @precondition(lambda self: not self.undone)
    @rule()
    def nothing_to_redo(self) -> None:
        now = state(self.store)
        with pytest.raises(QualcodeError, match="nothing of yours to redo"):
            history.redo(self.store, self.coder.guid)
        assert state(self.store) == now

    @rule()
    def close_and_open(self) -> None:
        before = state(self.store)
        self.project.__exit__(None, None, None)
        self.reopen()
        assert state(self.store) == before

    @invariant()
    def every_quotation_is_the_text(self) -> None:
        if hasattr(self, "store"):
            wrong = 'SELECT count(*) FROM anchor JOIN revision ON revision.id = revision WHERE substr(text, "start" + 1, "end" - "start") <> quotation'
            assert self.store.value(wrong) == 0

    @invariant()
    def every_coding_has_a_place(self) -> None:
        if hasattr(self, "store"):
            assert places.without_place(self.store) == []

    def teardown(self) -> None:
        try:
            self.back_and_forth()
        finally:
            if hasattr(self, "store"):
                self.project.__exit__(None, None, None)
            self.open.close()

    def back_and_forth(self) -> None:
        """All undone, and all done again."""
        if not hasattr(self, "store"):
            return
        states = [*self.before, state(self.store)]
        for at in range(len(self.before) - 1, -1, -1):
            history.undo(self.store, self.coder.guid)
            assert state(self.store) == states[at]
        for at in range(len(self.before)):
            history.redo(self.store, self.coder.guid)
            assert state(self.store) == states[at + 1]
        assert not any(checking.check(self.store).values())


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(
    max_examples=25, stateful_step_count=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
