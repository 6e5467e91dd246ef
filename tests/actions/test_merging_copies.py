"""Three copies changed apart in any way and merged in any order and grouping are the same project; merging twice is merging once."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from qualcode.actions import changing_codebooks, joining_codes, settling
from qualcode.actions.describing_codes import Said as Described
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Selection, Suggestion
from qualcode.store import anchors, coders, codes, codings, corrections, database, decisions, history, suggestions, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.store.merging import asked
from tests.actions.books import path_of, take_out
from tests.actions.copies import SECOND, held, lay_out, merge
from tests.store.normalised import differences
from tests.store.projects import SCRIPT, Said, Script, anna, bram, bring_in, remove, scratch

NAMES = ("one", "two", "three")
TEXTS = {
    "fg1": (
        Script("fg1", (Said("M", "Wat denkt u over het geheim?", "nl"), *SCRIPT.turns[1:]), roles={"M": "moderator"}, silent=("R3",)),
        Script("fg1", (*SCRIPT.turns[:-1], Said("R1", "Ja, zeker.", "nl")), roles={"M": "moderator"}, silent=("R3",)),
        Script("fg1", (SCRIPT.turns[0], *SCRIPT.turns[2:]), roles={"M": "moderator"}, silent=("R3",)),
    ),
    "in1": (Script("in1", (Said("R9", "Zeer zeker nodig, dat zwijgen. Absolument, oui.", "nl"), SECOND.turns[1])),),
}
NEW = {
    "two": Script("new", (Said("R1", "Een nieuwe tekst over geld.", "nl"),)),
    "three": Script("other", (Said("R1", "Een heel andere tekst over de wet.", "nl"),)),
}


@contextmanager
def refused() -> Iterator[None]:
    """What somebody does may be refused for what is there: it is not done then."""
    with suppress(QualcodeError):
        yield


Copies = st.sampled_from(NAMES)
Seeds = st.integers(0, 2**16).map(random.Random)


class Apart(RuleBasedStateMachine):
    """What coders do in three copies, and now and then a merge of two of them."""

    @initialize()
    def begin(self) -> None:
        self.open = scratch()
        self.root = self.open.__enter__()
        lay_out(self.root, *NAMES)

    def act(self, name: str, what: Callable[[Store, Coder], None], *, other: bool = False) -> None:
        with database.opened(self.root / name, write=True) as store, refused():
            what(store, bram(store) if other else anna(store))

    @rule(name=Copies, seed=Seeds, other=st.booleans())
    def put_a_code(self, name: str, seed: random.Random, other: bool) -> None:
        def put(store: Store, coder: Coder) -> None:
            slug = seed.choice(transcripts.slugs(store))
            start = seed.randrange(20)
            book = [code.id for code in codes.book(store).codes if code.codable and code.status != "retired"]
            new = NewCoding(slug, seed.choice(book), start, start + seed.randrange(3, 9), seed.choice(["", "let op"]))
            with change(store, "coding add", coder=coder.guid) as made:
                codings.add(made, coder, [new], origin="manual")

        self.act(name, put, other=other)

    @rule(name=Copies, seed=Seeds, what=st.sampled_from(["remove", "note", "attribute", "translation"]), other=st.booleans())
    def change_a_coding(self, name: str, seed: random.Random, what: str, other: bool) -> None:
        def put(store: Store, coder: Coder) -> None:
            found = codings.all_of(store)
            with change(store, f"coding {what}", coder=coder.guid) as made:
                for coding in found[: seed.randrange(1, 3)]:
                    fields: dict[str, tuple[str, str | int]] = {
                        "remove": ("present", 0),
                        "note": ("note", seed.choice(["anders", "nog anders"])),
                        "attribute": ("attribute:stance", seed.choice(["pro", "contra"])),
                        "translation": ("translation:fr", seed.choice(["oui", "non"])),
                    }
                    made.set("coding", coding.guid, *fields[what])

        self.act(name, put, other=other)

    @rule(name=Copies, seed=Seeds, said=st.sampled_from((1, 0, -1)))
    def decide(self, name: str, seed: random.Random, said: int) -> None:
        def put(store: Store, coder: Coder) -> None:
            units = suggestions.units(store, Selection())
            code = seed.choice([code.id for code in codes.book(store).codes if code.codable])
            made_up = [Suggestion(unit.transcript, unit.revision, unit.start, unit.start + 3, code, 0.5, "x", "test") for unit in units]
            suggestions.replace(store, "test", units, made_up)
            for one in suggestions.waiting(store, coder)[:1]:
                with change(store, "review", coder=coder.guid) as made:
                    decisions.decide(made, coder, one.id, said=said)
                    if said == 1:
                        codings.add(made, coder, [NewCoding(one.transcript, one.code, one.start, one.end)], origin="suggested")

        self.act(name, put)

    @rule(name=Copies, seed=Seeds, state=st.sampled_from(["to do", "in progress", "finished"]))
    def assign(self, name: str, seed: random.Random, state: str) -> None:
        def put(store: Store, coder: Coder) -> None:
            with change(store, "coders assign", coder=coder.guid) as made:
                coders.assign(made, seed.choice([anna(store), bram(store)]), seed.choice(transcripts.slugs(store)), state)  # type: ignore[arg-type]

        self.act(name, put)

    @rule(name=Copies, seed=Seeds, value=st.sampled_from(["antwerp", "charleroi", None]), personal=st.booleans())
    def tag(self, name: str, seed: random.Random, value: str | None, personal: bool) -> None:
        def put(store: Store, coder: Coder) -> None:
            slug = seed.choice(transcripts.slugs(store))
            speaker = seed.choice(transcripts.participants(store, slug)).label if personal else ""
            with change(store, "transcripts tag", coder=coder.guid) as made:
                transcripts.tag(made, slug, {"region": value}, speaker=speaker)

        self.act(name, put)

    @rule(name=Copies, seed=Seeds)
    def correct(self, name: str, seed: random.Random) -> None:
        def put(store: Store, coder: Coder) -> None:
            slug = seed.choice(sorted(TEXTS))
            with change(store, f"transcripts correct {slug}", coder=coder.guid) as made:
                corrections.correct(made, slug, seed.choice(TEXTS[slug]).draft())

        self.act(name, put)

    @rule(name=Copies, seed=Seeds)
    def settle_a_place(self, name: str, seed: random.Random) -> None:
        def put(store: Store, coder: Coder) -> None:
            for one in anchors.waiting(store, lost=True)[:1]:
                with change(store, "review --kind anchor", coder=coder.guid) as made:
                    anchors.lose(made, one) if seed.random() < 0.5 else anchors.settle(made, one, 3, 9)

        self.act(name, put)

    @rule(name=st.sampled_from(sorted(NEW)))
    def bring_in_another(self, name: str) -> None:
        def put(store: Store, _: Coder) -> None:
            if not transcripts.taken(store, "new"):
                text = NEW[name]
                bring_in(store, text)
                with change(store, "transcripts rename", coder=anna(store).guid) as made:
                    made.set("transcript", transcripts.key(store, text.id)[1], "slug", "new")

        self.act(name, put)

    @rule(name=Copies, seed=Seeds)
    def take_out(self, name: str, seed: random.Random) -> None:
        self.act(name, lambda store, _: None if seed.random() < 0.5 else (remove(store, "in1"), None)[1])

    @rule(name=Copies, seed=Seeds, what=st.sampled_from(["add", "edit", "label", "retire", "join", "rename", "move"]))
    def change_the_codebook(self, name: str, seed: random.Random, what: str) -> None:
        def put(store: Store, coder: Coder) -> None:
            ids = [code.id for code in codes.book(store).codes if code.codable]
            id = seed.choice(ids[:2])
            if what == "add":
                new = seed.choice(["coop.new", "coop.New", "extra"])
                changing_codebooks.add(store, coder, new, Described(label=(f"nl={seed.choice(['Nieuw', 'Ander'])}",)))
            elif what == "edit":
                changing_codebooks.edit(store, coder, id, Described(definition=(f"nl={seed.choice(['dit', 'dat'])}",)))
            elif what == "label":
                changing_codebooks.edit(store, coder, id, Described(label=(f"nl={seed.choice(['Dit', 'Dat'])}",)))
            elif what == "retire":
                changing_codebooks.retire(store, coder, id)
            elif what == "rename":
                changing_codebooks.rename(store, coder, id, f"{id}-{seed.choice('xy')}")
            elif what == "move":
                changing_codebooks.move(store, coder, id, top=True)
            else:
                into = seed.choice(ids)
                if into != id:
                    joining_codes.join(store, coder, [id], into, Described())

        self.act(name, put)

    @rule(name=Copies)
    def take_a_code_out_of_the_codebook(self, name: str) -> None:
        with refused():
            take_out(self.root / name, "coop.law.old")

    @rule(name=Copies, seed=Seeds)
    def change_the_study(self, name: str, seed: random.Random) -> None:
        path = self.root / name / "study.toml"
        old, new = seed.choice(
            [("A small study", f"The study of {name}"), ("Antwerpen", "Anvers"), ("Justitie", "Recht"), ("Soins", "Aide")]
        )
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    @rule(name=Copies)
    def undo(self, name: str) -> None:
        self.act(name, lambda store, coder: (history.undo_what_can_be(store, coder.guid), None)[1])
        # Undo of loading leaves the file to whoever wrote it: she puts it back.
        with database.opened(self.root / name) as store:
            hash, _ = codes.loaded(store) or ("", "")
            path_of(self.root / name).write_text(codes.text_of(store, hash), encoding="utf-8")

    @rule(name=Copies, other=Copies)
    def merge_two(self, name: str, other: str) -> None:
        if name != other:
            merge(self.root / name, self.root / other)

    @rule(name=Copies, seed=Seeds)
    def answer(self, name: str, seed: random.Random) -> None:
        def put(store: Store, coder: Coder) -> None:
            for question in asked.waiting(store)[:1]:
                settling.settle(store, coder, question, seed.choice([name for name, _ in question.choices]))

        self.act(name, put)

    def teardown(self) -> None:
        try:
            if hasattr(self, "root"):
                self.come_together()
        finally:
            if hasattr(self, "open"):
                self.open.__exit__(None, None, None)

    def come_together(self) -> None:
        ways = {}
        for order in list(permutations(NAMES))[:4]:
            first, second, third = (self.again(name, "-".join(order)) for name in order)
            merge(first, second)
            merge(first, third)
            ways[f"({order[0]} + {order[1]}) + {order[2]}"] = first
        first, second, third = (self.again(name, "grouped") for name in NAMES)
        merge(second, third)
        merge(first, second)
        ways["one + (two + three)"] = first
        all_at_once = [self.again(name, "at once") for name in NAMES]
        merge(*all_at_once)
        ways["all at once"] = all_at_once[0]
        results = {way: held(folder) for way, folder in ways.items()}
        assert len({(folder / "study.toml").read_text(encoding="utf-8") for folder in ways.values()}) == 1
        (way, result), *others = results.items()
        for other, found in others:
            assert differences(result, found) == [], f"{way} and {other}"
        # What came of one way brings nothing to another.
        again, before = ways["one + (two + three)"], path_of(ways["one + (two + three)"]).read_bytes()
        assert merge(again, ways["all at once"]).brought.codings == []
        assert differences(held(again), result) == []
        assert path_of(again).read_bytes() == before

    def again(self, name: str, way: str) -> Path:
        target = self.root / f"{way} {name}"
        shutil.copytree(self.root / name, target)
        return target


TestApart = pytest.mark.thorough(Apart.TestCase)
TestApart.settings = settings(
    max_examples=8, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
