"""Disagreements asked about one by one: which key is whose side, and what happens to an answer that cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qualcode.actions.comparing import compare
from qualcode.cli import disagreement_queue
from qualcode.cli.keyboard import Keyboard
from qualcode.model import Coder
from qualcode.store import coders, settlements
from qualcode.store.changes import change
from qualcode.store.database import Store
from tests.store.projects import SCRIPT, anna, bram, code, coded, project


def pressed(keys: Iterable[str], lines: Iterable[str] = ()) -> Keyboard:
    """A keyboard on which just this is typed; then the terminal goes."""
    waiting, typed = iter(keys), iter(lines)
    return Keyboard(wait=lambda: next(waiting, ""), forget=lambda: None, line=lambda _: next(typed, ""))


def finish(store: Store, *who: Coder) -> None:
    with change(store, "finish") as made:
        for coder in who:
            coders.assign(made, coder, "fg1", "finished")


def asked(store: Store, keys: Keyboard) -> dict[str, int]:
    comparison = compare(store)
    return dict(disagreement_queue.ask(store, anna(store), comparison, comparison.open, (), keys))


def test_each_of_ten_coders_has_a_key(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        with change(store, "coders add") as made:
            more = [coders.add(made, f"c{number}", "", "nl", {}) for number in range(1, 9)]
        everybody = [anna(store), bram(store), *more]
        finish(store, *everybody)
        last = sorted(everybody, key=lambda coder: coder.id)[9]
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coder=last)
        assert asked(store, pressed("0"))[f"take {last.id}"] == 1
        assert [one.took for one in settlements.all_of(store)] == [last.id]


def test_an_answer_that_cannot_be_is_asked_for_again(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "value.need", "geen hulp", stance="pro"))
        code(store, coded(SCRIPT, "value.need", "geen hulp", stance="contra"), coder=bram(store))
        finish(store, anna(store), bram(store))
        found = asked(store, pressed("bc1", ["both say so", "no such code", "", "the second answer"]))
        assert found == {"take anna": 1}
        assert [(one.took, one.why) for one in settlements.all_of(store)] == [("anna", "the second answer")]
