"""Any changes of a codebook, one after the other: no coding is lost, file and project say the same, and all undone is as it was, byte for byte."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from qualcode.actions import changing_codebooks, joining_codes
from qualcode.actions.describing_codes import Said
from qualcode.codebook.reading import parse
from qualcode.codebook.writing import code_fields
from qualcode.errors import QualcodeError
from qualcode.model import Code, Coder
from qualcode.store import checking, codes, codings, history, questions
from qualcode.store.changes import change
from qualcode.store.database import Store
from tests.actions.books import TEXT, both, with_book
from tests.store.projects import SCRIPT, anna, bram, code, coded, scratch
from tests.store.state import State

pytestmark = pytest.mark.thorough

Seeds = st.integers(0, 2**16).map(random.Random)
WORDS = ("Het beroepsgeheim", "heilig", "Zonder vertrouwen", "geen hulp", "le secret", "Ja")
LABELS = ("Zwijgen", "no", "12:30", "a, b", "'t", "- x", "zorg: nood", "dépassé", "x # y")


def _json() -> str:
    """The same codebook as JSON."""
    book = parse(TEXT, "x")

    def below(parent: str) -> list[dict[str, object]]:
        made: list[dict[str, object]] = []
        for each in book.codes:
            if each.parent == parent:
                fields = {name: value for name, value in code_fields(each).items() if value is not None}
                made.append({"id": each.id, **fields, **({"codes": inner} if (inner := below(each.id)) else {})})
        return made

    values = [{"id": value.id, **value.label} for value in book.attributes[0].values]
    return json.dumps({"id": "own", "languages": ["nl", "fr"], "attributes": {"stance": {"values": values}}, "codes": below("")})


TEXTS = {"lines": TEXT, "windows": TEXT.replace("\n", "\r\n"), "no end": TEXT.rstrip("\n"), "json": _json()}


@contextmanager
def unless_refused() -> Iterator[None]:
    """What is done may be refused: for a place below itself, a theme, a code that is retired; then nothing may have changed."""
    try:
        yield
    except QualcodeError as refused:
        if "cannot be written into" in refused.message or not refused.hint:
            raise


class Changing(RuleBasedStateMachine):
    """One coder's changes. `before` holds file and state before each that counts, `undone` those that redo must bring back."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.before: list[tuple[str, State]] = []
        self.undone: list[tuple[str, State]] = []

    @initialize(text=st.sampled_from(sorted(TEXTS)))
    def begin(self, text: str) -> None:
        folder = self.open.enter_context(scratch())
        self.store: Store = self.open.enter_context(with_book(folder, SCRIPT, text=TEXTS[text]))
        code(self.store, *(coded(SCRIPT, id, words, id) for id in ("coop.secrecy", "coop.law") for words in WORDS[:4]))
        code(self.store, *(coded(SCRIPT, id, words) for id in ("coop.law", "money") for words in WORDS[2:]), coder=bram(self.store))
        self.covered = self.spans()

    @property
    def coder(self) -> Coder:
        return anna(self.store)

    def spans(self) -> set[tuple[str, int, int]]:
        """What coders have coded, whatever the code."""
        return {(each.coder, each.start, each.end) for each in codings.all_of(self.store)}

    def some(self, seed: random.Random) -> Code:
        return seed.choice(codes.book(self.store).codes)

    def fresh(self) -> str:
        known = {each.id for each in codes.book(self.store).codes}
        return next(f"n{number}" for number in range(99) if f"n{number}" not in known)

    @contextmanager
    def doing(self) -> Iterator[None]:
        """Remembers an act, if it was one."""
        before, events = both(self.store), self.store.value("SELECT count(*) FROM event")
        with unless_refused():
            yield
        if self.store.value("SELECT count(*) FROM event") > events:
            self.before.append(before)
            self.undone.clear()
        else:
            assert both(self.store) == before

    @rule(seed=Seeds, label=st.sampled_from(LABELS), theme=st.booleans())
    def add(self, seed: random.Random, label: str, *, theme: bool) -> None:
        with self.doing():
            said = Said(label=(f"nl={label}",), exclude=(f"fr=→ {self.some(seed).id}",), codable=False if theme else None)
            changing_codebooks.add(self.store, self.coder, self.fresh(), said, under=seed.choice(["", self.some(seed).id]))

    @rule(seed=Seeds, label=st.sampled_from(LABELS))
    def edit(self, seed: random.Random, label: str) -> None:
        one = self.some(seed)
        with self.doing():
            said = Said(definition=(f"fr={label}",), keyword=(f"nl={label}",), colour=seed.choice([None, "#112233"]))
            changing_codebooks.edit(self.store, self.coder, one.id, said)

    @rule(seed=Seeds)
    def edit_in_an_editor(self, seed: random.Random) -> None:
        one = self.some(seed)
        with self.doing():
            shown = changing_codebooks.shown(self.store, one.id)
            text = shown.text.replace(one.id, self.fresh(), 1).replace("{nl: ", "{nl: x") + seed.choice(["", "  # seen"])
            changing_codebooks.edited(self.store, self.coder, shown, text)

    @rule(seed=Seeds)
    def rename(self, seed: random.Random) -> None:
        with self.doing():
            changing_codebooks.rename(self.store, self.coder, self.some(seed).id, self.fresh())

    @rule(seed=Seeds, where=st.sampled_from(["under", "after", "before", "top"]))
    def move(self, seed: random.Random, where: str) -> None:
        one, other = self.some(seed), self.some(seed)
        with self.doing():
            if where == "top":
                changing_codebooks.move(self.store, self.coder, one.id, top=True)
            else:
                changing_codebooks.move(self.store, self.coder, one.id, **{where: other.id})  # type: ignore[arg-type]

    @rule(seed=Seeds, back=st.booleans())
    def retire(self, seed: random.Random, *, back: bool) -> None:
        with self.doing():
            (changing_codebooks.restore if back else changing_codebooks.retire)(self.store, self.coder, self.some(seed).id)

    @rule(seed=Seeds, new=st.booleans())
    def join(self, seed: random.Random, *, new: bool) -> None:
        ids = [self.some(seed).id, self.some(seed).id]
        with self.doing():
            if new:
                joining_codes.join(self.store, self.coder, ids, self.fresh(), Said(label=("nl=Samen",)))
            else:
                joining_codes.join(self.store, self.coder, ids, self.some(seed).id, Said())

    @rule(seed=Seeds, stays=st.booleans())
    def split(self, seed: random.Random, *, stays: bool) -> None:
        one, name = self.some(seed), self.fresh()
        with self.doing():
            other = one.id if stays else self.some(seed).id
            joining_codes.split(self.store, self.coder, one.id, [name, other], {name: Said(label=("nl=Deel",))})

    @precondition(lambda self: bool(questions.waiting(self.store, self.coder)))
    @rule(seed=Seeds)
    def choose(self, seed: random.Random) -> None:
        one = seed.choice(questions.waiting(self.store, self.coder))
        known = [*one.choices, one.code]
        with self.doing():
            joining_codes.choose(self.store, self.coder, [one.guid], seed.sample(known, seed.randint(1, len(known))))

    @rule(seed=Seeds)
    def put_a_code(self, seed: random.Random) -> None:
        usable = [each.id for each in codes.book(self.store).codes if each.codable and each.status != "retired"]
        if usable:
            with self.doing():
                code(self.store, coded(SCRIPT, seed.choice(usable), seed.choice(WORDS)))
        self.covered |= self.spans()

    @rule(seed=Seeds)
    def write_a_note(self, seed: random.Random) -> None:
        mine = [each for each in codings.all_of(self.store) if each.coder == "anna"]
        with self.doing(), change(self.store, "coding note", coder=self.coder.guid) as made:
            made.set("coding", seed.choice(mine).guid, "note", seed.choice(["", "let op"]))

    @precondition(lambda self: self.before)
    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        for _ in range(min(times, len(self.before))):
            self.undone.append(both(self.store))
            history.undo(self.store, self.coder.guid)
            assert both(self.store) == self.before.pop()
        self.covered = self.spans()

    @precondition(lambda self: self.undone)
    @rule(times=st.integers(1, 3))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.undone))):
            self.before.append(both(self.store))
            history.redo(self.store, self.coder.guid)
            assert both(self.store) == self.undone.pop()
        self.covered = self.spans()

    @invariant()
    def no_coding_is_lost_and_every_quotation_is_the_text(self) -> None:
        if hasattr(self, "store"):
            assert self.spans() == self.covered
            assert all(each.quotation == SCRIPT.text[each.start : each.end] for each in codings.all_of(self.store))

    @invariant()
    def file_and_project_say_the_same(self) -> None:
        if hasattr(self, "store"):
            text, _ = both(self.store)
            assert parse(text, "x") == codes.book(self.store)

    def teardown(self) -> None:
        try:
            if hasattr(self, "store"):
                assert not any(checking.check(self.store).values())
                while self.before:
                    history.undo(self.store, self.coder.guid)
                    assert both(self.store) == self.before.pop()
                assert not any(checking.check(self.store).values())
        finally:
            self.open.close()


TestChanging = Changing.TestCase
TestChanging.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
