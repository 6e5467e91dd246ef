"""Settling what coders differ on with one key in the workbench."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.cli.app import run as command
from qualcode.store import compared, database, settlements
from tests.workbench.benches import Bench, at_work


def consensus(folder: Path) -> list[tuple[str, str]]:
    with database.opened(folder) as store:
        return sorted((coding.code, coding.quotation) for coding in compared.consensus(store))


@pytest.fixture
def double(project: Path) -> Path:
    """Two disagreements and one agreement of C1 and C2, who have finished the first group."""
    for line in (
        "fg1 coop.secrecy --turn 3 --as C1",
        "fg1 coop.secrecy --turn 3 --as C2",
        "fg1 coop.secrecy --turn 5 --as C1",
        "fg1 coop.legal --turn 5 --as C2",
        "fg1 structure.capacity --turn 7 --as C2",
    ):
        assert command(["coding", "add", *line.split()]) == 0
    for coder in ("C1", "C2"):
        assert command(["coders", "finish", "fg1", "--as", coder]) == 0
    return project


def test_one_after_the_other_with_a_reason(double: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("C")
        assert bench.desk.cursor.turn == 4
        assert any("coop.legal · coop.secrecy (other code), 2 open" in row for row in bench.screen())
        await bench.press("b")
        await bench.type("de wet")
        await bench.press("enter")
        assert bench.desk.said == "Settled: C2. 1 that all agree on came in. C goes to the next."
        await bench.press("C")
        assert bench.desk.cursor.turn == 6
        await bench.press("c", "enter")
        assert bench.desk.said == "Settled: both. C goes to the next."
        await bench.press("C")
        assert "Nothing is open here" in bench.desk.said
        await bench.press("u", "C")
        assert bench.desk.cursor.turn == 6

    at_work(double, script, transcript="fg1", size=(110, 30))
    assert [code for code, _ in consensus(double)] == ["coop.legal", "coop.secrecy"]
    with database.opened(double) as store:
        assert {(one.took, one.why) for one in settlements.all_of(store)} == {("C2", "de wet"), ("agreed", "")}


def test_another_code(double: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("C", "e")
        await bench.type("fragm")
        await bench.press("enter", "enter")
        assert bench.desk.said.startswith("Settled: structure.fragmentation.")

    at_work(double, script, transcript="fg1", size=(110, 30))
    assert "structure.fragmentation" in {code for code, _ in consensus(double)}


def test_what_is_not_finished_by_two_is_said(project: Path) -> None:
    async def script(bench: Bench) -> None:
        await bench.press("C")
        assert "fg1 was not finished by two coders." in bench.screen()[-2]

    at_work(project, script, transcript="fg1", size=(110, 30))
