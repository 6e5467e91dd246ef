"""Which project does what, whose work a function is, and two sides about each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.analysis.functions import functions
from qualcode.analysis.inventory import applications, applied, inventory
from qualcode.analysis.mirror import mirror
from qualcode.counts import Base, Key, Tally, Term
from qualcode.errors import QualcodeError
from qualcode.model import Attribute, AttributeValue, Transcript
from tests.analysis.corpus import BOOK, STUDY, asked

FAR = Attribute(
    "realisation", {"en": "How far"}, (AttributeValue("0", {"nl": "niet"}), AttributeValue("1", {}), AttributeValue("2", {})), True
)
STANCE = Attribute("stance", {}, (AttributeValue("pro", {}), AttributeValue("contra", {})))
CODES = [code for code in BOOK.codes if code.id in {"coop.secrecy", "value.need"}]


def transcript(id: str, sector: str) -> Transcript:
    return Transcript(id, id, "written-interview", f"{id}.txt", 1, 10, 100, 1, {"sector": sector})


def tally(code: str, *key: str | None, participants: int = 1, groups: int = 1) -> Tally:
    return Tally(code, key, participants, participants, 10, participants, groups, (1,) * participants)


HELD = [transcript("a", "care"), transcript("b", "care"), transcript("c", "justice")]
SAID = applied(
    [
        *(tally("coop.secrecy", "a", "1"), tally("coop.secrecy", "a", "0"), tally("coop.secrecy", "a", None)),
        *(tally("coop.secrecy", "b", None), tally("coop.secrecy", "c", "0"), tally("value.need", "b", "2")),
    ],
    FAR,
)


def test_the_furthest_that_a_coding_says_stands_in_the_inventory() -> None:
    table = inventory(HELD, SAID, BOOK, STUDY, asked=asked(), codes=CODES, attribute=FAR)
    assert [(row["transcript"], row["sector"], row["coop.secrecy"], row["value.need"]) for row in table.records()] == [
        ("a", "care", "1", None),
        ("b", "care", "x", "2"),
        ("c", "justice", "0", None),
    ]
    assert "Justitie 1, Hulpverlening 2" in table.notes[1]


def test_how_many_apply_a_code_in_each_cell() -> None:
    """care: secrecy coded in both, applied in one, fully in none; justice: coded as not applied."""
    table = applications(HELD, SAID, BOOK, STUDY, asked=asked("sector"), codes=CODES, attribute=FAR)
    rows = {(row["code"], row["sector"]): row for row in table.records()}
    care, justice = rows["coop.secrecy", "care"], rows["coop.secrecy", "justice"]
    assert [care[name] for name in ("coded_k", "coded_n", "applied_k", "fully_k", "values")] == [2, 2, 1, 0, "1: 1, x: 1"]
    assert [justice[name] for name in ("coded_k", "coded_n", "applied_k", "fully_k", "values")] == [1, 1, 0, 0, "0: 1"]
    assert rows["value.need", "care"]["fully_k"] == 1


def test_a_function_by_actor_and_nobody() -> None:
    around: dict[tuple[Key, str, str], Term] = {
        (("care",), "coop.secrecy", "all"): Term(5, 2, 4),
        (("care",), "coop.secrecy", "value.need"): Term(2, 1, 2),
        (("care",), "coop.secrecy", "none"): Term(3, 2, 3),
    }
    table = functions(
        around,
        [Base(("care",), 50, 900, 9, 3, (("a", 900),))],
        BOOK,
        asked=asked("sector"),
        study=STUDY,
        codes=["coop.secrecy", "coop.linking"],
        actors=["value.need"],
        within=2,
        all_and_none=("all", "none"),
    )
    rows = [(row["code"], row["actor"], row["turns_k"], row["turns_n"]) for row in table.records()]
    assert rows == [
        ("coop.secrecy", "value.need", 2, 5),
        ("coop.secrecy", "none", 3, 5),
        ("coop.linking", "value.need", 0, 0),
        ("coop.linking", "none", 0, 0),
    ]
    first = table.records()[0]
    assert [first[name] for name in ("groups_k", "groups_n", "participants_k", "participants_n")] == [1, 2, 2, 4]


def test_two_sides_stand_beside_each_other_with_their_stances() -> None:
    """justice: 2 of 4 participants, both for; care: 1 of 5, against. 2/4 - 1/5 = .3."""
    table = mirror(
        [tally("coop", "justice", participants=2, groups=2), tally("coop", "care")],
        [Base(("justice",), 9, 90, 4, 2, (("a", 50), ("b", 40))), Base(("care",), 9, 90, 5, 2, (("c", 50), ("d", 40)))],
        BOOK,
        STUDY,
        moves=[tally("coop", "justice", "pro", participants=2), tally("coop", "care", "contra")],
        asked=asked("sector"),
        attribute=STANCE,
    )
    justice, care = table.records()
    assert [justice[name] for name in ("side", "about", "groups_k", "groups_n", "participants_k", "participants_n", "pro", "contra")] == [
        *("justice", "care"),
        *(2, 2, 2, 4, 2, 0),
    ]
    assert [care[name] for name in ("side", "about", "participants_k", "participants_n", "pro", "contra")] == [
        "care",
        "justice",
        1,
        5,
        0,
        1,
    ]
    assert [row["share_difference"] for row in (justice, care)] == pytest.approx([0.3, -0.3])
    assert table.title == "Justitie about Hulpverlening, Hulpverlening about Justitie"


def test_a_mirror_needs_two_sides() -> None:
    with pytest.raises(QualcodeError, match="has 1 here: care"):
        mirror([], [Base(("care",), 9, 90, 5, 2)], replace(BOOK), STUDY, moves=[], asked=asked("sector"), attribute=STANCE)
