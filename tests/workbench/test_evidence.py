"""What words say for codes, and that nobody's codings but one's own and the consensus are learnt from."""

from __future__ import annotations

from pathlib import Path

from qualcode.model import Code
from qualcode.store import database, learning
from qualcode.store.coders import get
from qualcode.workbench.evidence import Evidence
from qualcode.workbench.likely import codes_for
from tests.workbench.benches import Bench, at_work

CODES = (
    Code("bed", "", "", label={"nl": "Opname", "fr": "Hospitalisation"}, keywords={"nl": ("bed", "wachtlijst")}),
    Code("law", "", "", label={"nl": "Wetgeving"}, definition={"nl": "Wat de wet zegt over het beroepsgeheim."}),
    Code("theme", "", "", label={"nl": "Bedden"}, codable=False),
)


def test_the_codebook_speaks_first_then_what_was_coded() -> None:
    evidence = Evidence(CODES)
    chances = evidence.chances("Er was geen bed en een wachtlijst.", "nl")
    assert set(chances) == {"bed", "law"}, "no theme"
    assert chances["bed"] > chances["law"]
    assert abs(sum(chances.values()) - 1) < 1e-9
    assert evidence.chances("Niemand belde terug.", "nl") == {}
    evidence.learn("law", "Het parket belde ons.", "nl")
    assert evidence.chances("Ook dat parket niet.", "nl")["law"] > 0.5


def test_a_language_without_a_file_is_known_by_its_words_as_they_are() -> None:
    evidence = Evidence(CODES)
    evidence.learn("bed", "Nikt nie ma szpitala", "pl")
    assert evidence.chances("Nie ma szpitala", "pl")["bed"] > 0.5


def test_only_what_the_coder_sees_is_learnt(project: Path) -> None:
    async def other(bench: Bench) -> None:
        await bench.press("j", "s", "slash", *"outreach", "enter")

    async def own(bench: Bench) -> None:
        await bench.press("j", "s", "slash", *"brokerage", "enter")

    at_work(project, other, transcript="fg1", coder="C2")
    at_work(project, own, transcript="fg1", coder="C1")
    with database.opened(project) as store:
        words = "Wij hebben een wachtlijst van zes maanden."
        assert learning.quotations(store, get(store, "C1"), 9) == [("concept.brokerage", words, "nl")]
        assert learning.quotations(store, get(store, "C2"), 9) == [("function.outreach", words, "nl")]


def test_words_that_were_coded_elsewhere_bring_their_code_forward(project: Path) -> None:
    async def first(bench: Bench) -> None:
        await bench.press("end", "slash", *"brokerage", "enter")

    async def later(bench: Bench) -> None:
        assert bench.desk.document.id == "fg2"
        await bench.press("j")
        assert bench.selected().startswith("Ik begin wel")
        without = codes_for(bench.desk).index("concept.brokerage")
        bench.desk.evidence.learn("concept.brokerage", "Niemand belt ons terug.", "nl")
        assert codes_for(bench.desk).index("concept.brokerage") < max(without, 1)

    at_work(project, first, transcript="fg1")
    at_work(project, later, transcript="fg2")
