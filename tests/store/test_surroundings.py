"""What stands around a code."""

from __future__ import annotations

from pathlib import Path

from qualcode.counts import Term
from qualcode.model import Selection
from qualcode.store import codings
from qualcode.store.surroundings import ALL, NONE, surroundings
from tests.store.projects import code, project
from tests.store.test_together import GROUP, turn


def test_a_turn_counts_for_what_is_in_it_or_near_it_and_for_nobody_otherwise(tmp_path: Path) -> None:
    """Secrecy on turns 2 (R1) and 5 (R2); need on turn 3: in turn 2 there is none, one turn away there is; turn 5 is two away."""
    with project(tmp_path, GROUP) as store:
        code(store, turn(2, "coop.secrecy"), turn(5, "coop.secrecy"), turn(3, "value.need"), turn(1, "value.need"))

        def around(within: int) -> dict[str, Term]:
            layer = codings.layer(store, "anna")
            found = surroundings(store, Selection(), layer, (), first=["coop.secrecy"], second=["value.need", "value"], within=within)
            return {other: term for (_, _, other), term in found.items()}

        assert around(0) == {ALL: Term(2, 1, 2), NONE: Term(2, 1, 2)}
        assert around(1) == {ALL: Term(2, 1, 2), "value.need": Term(1, 1, 1), "value": Term(1, 1, 1), NONE: Term(1, 1, 1)}
        assert around(2) == {ALL: Term(2, 1, 2), "value.need": Term(2, 1, 2), "value": Term(2, 1, 2)}
