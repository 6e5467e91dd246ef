"""What a researcher does from morning to evening, by keys, and what is on disk then."""

from __future__ import annotations

from pathlib import Path

from qualcode.store import checking, database, history
from tests.workbench.benches import Bench, at_work, held


def said(folder: Path) -> list[tuple[str, str]]:
    return [(one.code, one.quotation) for one in held(folder)]


def test_first_coding(project: Path) -> None:
    """Read down to a turn, take its second sentence, put a code on it by search, say the stance, write a note; the next by digit."""

    async def script(bench: Bench) -> None:
        await bench.press("j", "s", "s")
        assert bench.selected() == "Het beroepsgeheim is heilig, ook voor mij."
        await bench.press("h", "h", "h", ";")
        await bench.press("slash", "b", "e", "r", "o", "enter")
        assert [one.code for one in held(project)] == ["coop.secrecy"], "on disk before anything else happens"
        assert "coop.secrecy on 'Het beroepsgeheim is heilig'" in bench.screen()[-2]
        await bench.press("plus", "m")
        await bench.type("ook 118")
        await bench.press("enter")
        assert any("coop.secrecy pro *" in row for row in bench.screen())
        await bench.press("w", "1")
        await bench.press("n")
        assert bench.desk.cursor.turn == 2

    at_work(project, script, transcript="fg1")
    first, second = sorted(held(project), key=lambda one: one.end)
    assert (first.code, first.quotation, first.note, dict(first.attributes)) == (
        "coop.secrecy",
        "Het beroepsgeheim is heilig",
        "ook 118",
        {"stance": "pro"},
    )
    assert second.quotation.startswith("Wij hebben")
    with database.opened(project) as store:
        assert not any(checking.check(store).values())
        assert [event.command.split()[0:2] for event in history.events(store, limit=4)][-1] == ["coding", "add"]


def test_work_through_suggestions(project: Path) -> None:
    """Have some made, accept one, accept one with other words, reject one, give one another code."""

    async def script(bench: Bench) -> None:
        await bench.press("A")
        waiting = bench.desk.document.marks("suggestion")
        assert len(waiting) >= 4, waiting
        assert held(project) == [], "a suggestion is no coding"
        await bench.press("tab")
        first = bench.desk.meant
        assert first is not None
        assert any("┊" in row for row in bench.screen())
        await bench.press("a")
        assert said(project) == [(first.code, bench.desk.words_of(first.start, first.end))]
        second = bench.desk.meant
        assert second is not None
        assert second.id != first.id, "it goes to the next one"
        await bench.press("h", "a")
        assert len(held(project)) == 2
        assert held(project)[1].end < second.end
        await bench.press("x")
        assert len(held(project)) == 2
        await bench.press("c")
        await bench.type("brokerage")
        await bench.press("enter")
        assert "concept.brokerage" in [code for code, _ in said(project)]
        left = bench.desk.document.marks("suggestion")
        assert len(left) == len(waiting) - 4
        await bench.press("tab")
        last = bench.desk.meant
        assert last is not None
        await bench.press("X")
        there = bench.desk.document.touched(last.start, last.end)
        assert bench.desk.document.marks("suggestion") == [
            one for one in left if one.code != last.code or bench.desk.document.turn_at(one.start) not in there
        ]

    at_work(project, script, transcript="fg1")
    assert [one.origin for one in held(project)] == ["suggested", "suggested", "manual"]
    with database.opened(project) as store:
        assert [row["accepted"] for row in store.rows("SELECT accepted FROM decision ORDER BY accepted DESC")] == [2, 1, 0, -1, -2]
        assert not any(checking.check(store).values())


def test_correct_a_mistake_from_yesterday(project: Path) -> None:
    """Another sitting: find the coding again, give it other words and another code, remove one, take it all back from the list."""

    async def yesterday(bench: Bench) -> None:
        await bench.press("j", "1", "j", "j", "s", "2", "minus")

    async def today(bench: Bench) -> None:
        await bench.press("end", "k", "k", "k")
        assert bench.desk.cursor.turn == 3
        await bench.press("enter")
        opened = bench.desk.meant
        assert opened is not None
        await bench.press("e", "o")
        assert bench.selected() == "Le secret professionnel, c'est sacré ; je ne dis rien au parquet. Voilà."
        await bench.press("c")
        await bench.type("outreach")
        await bench.press("enter")
        moved = [one for one in held(project) if one.turn == 4]
        assert [(one.code, dict(one.attributes)) for one in moved] == [("function.outreach", {"stance": "contra"})]
        assert moved[0].was == (opened.code,)
        await bench.press("d")
        assert len(held(project)) == 1
        await bench.press("u")
        assert len(held(project)) == 2
        await bench.press("U")
        assert len(held(project)) == 1
        await bench.press("y")
        options = [row for row in bench.screen() if "coding" in row]
        assert len(options) >= 6, options
        await bench.press("down", "down", "down", "down", "enter")
        assert [one.turn for one in held(project)] == [2], "back to where yesterday's second coding was not there yet"

    at_work(project, yesterday, transcript="fg1")
    at_work(project, today, transcript="fg1")
    with database.opened(project) as store:
        assert not any(checking.check(store).values())
