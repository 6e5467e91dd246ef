"""Which codes are offered for a span, and on which keys."""

from __future__ import annotations

from pathlib import Path

from qualcode.workbench.likely import codes_for, keyed
from qualcode.workbench.pinning import pinned
from tests.workbench.benches import Bench, at_work


def test_what_others_and_suggestions_put_there_comes_first_what_is_there_already_last(project: Path) -> None:
    async def other(bench: Bench) -> None:
        await bench.press("j", "slash", *"outreach", "enter")

    async def own(bench: Bench) -> None:
        await bench.press("j")
        assert codes_for(bench.desk)[0] == "function.outreach"
        await bench.press("j", "j")
        assert "function.outreach" in codes_for(bench.desk)[:3], "what is near is likelier than what is far"
        await bench.press("k", "k", "space")
        assert codes_for(bench.desk)[-1] == "function.outreach"
        await bench.press("end", "A")
        last = bench.desk.document.marks("suggestion")[-1]
        bench.desk.select(*last.span)
        assert last.code in codes_for(bench.desk)[:3]

    at_work(project, other, transcript="fg1", coder="C2")
    at_work(project, own, transcript="fg1")


def test_keys_are_not_spent_on_codes_that_stand_on_digits(project: Path) -> None:
    async def script(bench: Bench) -> None:
        offered = keyed(bench.desk)
        assert offered[0] == codes_for(bench.desk)[0]
        assert not set(offered[1:]) & set(bench.desk.pins.values())

    at_work(project, script, transcript="fg1")


def test_digits_carry_the_codes_chosen_by_hand_then_those_used_most(project: Path) -> None:
    async def script(bench: Bench) -> None:
        codes = bench.desk.codes
        found = pinned(codes, {"value.need": 7, "coop.legal": 9}, ["coop.secrecy", "coop", "nowhere"])
        assert list(found.items())[:3] == [("1", "coop.secrecy"), ("2", "coop.legal"), ("3", "value.need")]
        assert len(set(found.values())) == 9

    at_work(project, script, transcript="fg1")
