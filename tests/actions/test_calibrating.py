"""The score from which on suggestions are shown, found on what was coded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qualcode.actions import calibrating, progressing, suggesting
from qualcode.actions.suggesting import Wish
from qualcode.errors import QualcodeError
from qualcode.model import Code, Codebook, Selection
from qualcode.store import history, thresholds
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from tests.store.projects import Said, Script, anna, bram, code, guid, load, project
from tests.store.state import state

BOTH, ONE = "Het beroepsgeheim en de zwijgplicht.", "Het beroepsgeheim dus."
WORDS = Codebook(
    "words", "1", ("nl",), (Code("secrecy", guid("secrecy"), "", {"nl": "x"}, keywords={"nl": ("beroepsgeheim", "zwijgplicht")}),)
)
CODED = [Script(f"fg{number}", tuple(Said("R1", text, "nl") for text in [BOTH] * 8 + [ONE] * 8)) for number in range(3)]
NEW = Script("new", (Said("R1", BOTH, "nl"), Said("R2", ONE, "nl")))
ONCE, TWICE = 0.6, 0.84
"""The scores of keywords where one and where both stand."""


@contextmanager
def coded(folder: Path, *, right_of_one: int = 2) -> Iterator[Store]:
    """A project where both keywords always mean the code, and one alone in so many of 8 turns; and a transcript that nobody has coded."""
    with project(folder, *CODED, NEW) as store:
        load(store, anna(store), WORDS)
        for script in CODED:
            code(store, *(NewCoding(script.id, "secrecy", *span) for span in script.spans()[: 8 + right_of_one]))
        progressing.finish(store, anna(store), [script.id for script in CODED])
        yield store


def proposed(store: Store, wish: Wish = Wish("keywords")) -> list[str]:
    """What is suggested to anna in the new transcript."""
    return [one.quotation for one in suggesting.suggest(store, anna(store), Selection(transcripts=("new",)), wish)]


def test_below_the_score_that_was_found_nothing_is_suggested(tmp_path: Path) -> None:
    with coded(tmp_path) as store:
        assert proposed(store) == [BOTH, ONE]
        before = state(store)
        table = calibrating.calibrate(store, anna(store), Wish("keywords"), 0.8)
        (row,) = table.rows
        assert [row[table.index(name)] for name in ("least", "pairs", "shown", "right", "share", "found")] == [
            TWICE,
            48,
            24,
            24,
            1.0,
            24 / 30,
        ]
        assert proposed(store) == [BOTH]
        assert proposed(store, Wish("keywords", least=0.0)) == [BOTH, ONE]
        assert proposed(store, Wish("keywords", by="sentence")) == [BOTH, ONE]
        assert thresholds.get(store, bram(store), "keywords", "turn") is None
        history.undo(store, anna(store).guid)
        assert state(store) == before
        assert proposed(store) == [BOTH, ONE]
        history.redo(store, anna(store).guid)
        assert proposed(store) == [BOTH]
        assert calibrating.forget(store, anna(store), Wish("keywords"))
        assert not calibrating.forget(store, anna(store), Wish("keywords"))
        assert proposed(store) == [BOTH, ONE]


def test_who_asks_for_less_is_shown_more(tmp_path: Path) -> None:
    with coded(tmp_path) as store:
        table = calibrating.calibrate(store, anna(store), Wish("keywords"), 0.5)
        assert table.rows[0][table.index("least")] == ONCE
        assert table.rows[0][table.index("share")] == 30 / 48


def test_what_cannot_be_reached_changes_nothing(tmp_path: Path) -> None:
    with coded(tmp_path) as store:
        calibrating.calibrate(store, anna(store), Wish("keywords"), 0.8)
        code(store, *(NewCoding("new", "secrecy", *span) for span in NEW.spans()), coder=bram(store))
        before = state(store)
        with pytest.raises(QualcodeError, match="bram and the consensus have codes on 2 turns: too few"):
            calibrating.calibrate(store, bram(store), Wish("keywords"), 0.5)
        with pytest.raises(QualcodeError, match="From no score on is a share of 99%") as refused:
            calibrating.calibrate(store, anna(store), Wish("similar"), 0.99)
        assert refused.value.hint == "50% can be had: --precision 0.5. More codings and keywords may bring more."
        with pytest.raises(QualcodeError, match="Unknown suggester"):
            calibrating.calibrate(store, anna(store), Wish("oracle"), 0.5)
        assert state(store) == before


def test_a_code_with_codings_enough_has_a_score_of_its_own(tmp_path: Path) -> None:
    words = Codebook(
        "words",
        "1",
        ("nl",),
        (
            *WORDS.codes,
            Code("trust", guid("trust"), "", {"nl": "x"}, keywords={"nl": ("vertrouwen",)}),
            Code("money", guid("money"), "", {"nl": "x"}, keywords={"nl": ("geld",)}),
        ),
    )
    said = ("Vertrouwen is alles.", "Geld is er niet.")
    scripts = [Script(f"fg{number}", tuple(Said("R1", text, "nl") for text in said * 10)) for number in range(3)]
    with project(tmp_path, *scripts, Script("new", tuple(Said("R1", text, "nl") for text in said))) as store:
        load(store, anna(store), words)
        for script in scripts:
            spans = script.spans()
            code(store, *(NewCoding(script.id, "trust", *span) for span in spans[::2]), NewCoding(script.id, "money", *spans[1]))
        progressing.finish(store, anna(store), [script.id for script in scripts])
        assert proposed(store, Wish("keywords")) == list(said)
        table = calibrating.calibrate(store, anna(store), Wish("keywords"), 0.8)
        named = [
            dict(
                zip(
                    ("code", "least", "shown", "right"),
                    (row[table.index(name)] for name in ("code", "least", "shown", "right")),
                    strict=True,
                )
            )
            for row in table.rows
        ]
        assert named == [
            {"code": "all", "least": None, "shown": 30, "right": 30},
            {"code": "trust", "least": ONCE, "shown": 30, "right": 30},
        ]
        assert proposed(store, Wish("keywords")) == [said[0]]
        kept = thresholds.get(store, anna(store), "keywords", "turn")
        assert kept is not None
        assert calibrating.said(kept).startswith("Only 1 code shown, each from a score of its own on, so that 80% are right")


def test_a_learnt_chance_is_calibrated_too(tmp_path: Path) -> None:
    with coded(tmp_path, right_of_one=0) as store:
        table = calibrating.calibrate(store, anna(store), Wish("learned"), 0.8)
        assert table.rows[0][table.index("share")] == 1.0
        found = thresholds.get(store, anna(store), "learned", "turn")
        assert found is not None
        assert 0.8 <= (found.least or 0) < 0.9
        assert proposed(store, Wish("learned")) == [BOTH]
