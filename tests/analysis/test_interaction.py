"""What becomes of a code between speakers, and where it stands in the session."""

from __future__ import annotations

from qualcode.analysis.consensus import consensus
from qualcode.analysis.interaction import interaction
from qualcode.analysis.timeline import timeline
from qualcode.counts import Base, Exchange, Moments, Tally
from qualcode.model import Attribute, AttributeValue
from tests.analysis.corpus import BOOK, STUDY, asked

MOVE = Attribute("interaction", {}, (AttributeValue("agree", {"nl": "stemt in"}), AttributeValue("disagree", {})))


def tally(*key: str, participants: int) -> Tally:
    return Tally("value.need", key, participants, participants, 10, participants, 1, (1,) * participants)


def test_moves_answers_and_prompts_stand_side_by_side() -> None:
    table = interaction(
        [tally("care", "agree", participants=2), tally("care", "disagree", participants=1)],
        [tally("care", participants=3)],
        [Base(("care",), 20, 400, 5, 2, (("a", 200), ("b", 200)))],
        {(("care",), "value.need"): Exchange(4, 3, {"agree": 2}, prompted=1, spontaneous=0)},
        BOOK,
        study=STUDY,
        asked=asked("sector"),
        attribute=MOVE,
        within=3,
    )
    (row,) = table.records()
    assert [row[name] for name in ("code", "sector", "groups_k", "groups_n", "participants_k", "participants_n")] == [
        "value.need",
        "care",
        *(1, 2, 3, 5),
    ]
    assert [row[name] for name in ("agree", "disagree", "answered_k", "answered_n", "agree_replies", "disagree_replies")] == [
        2,
        1,
        3,
        4,
        2,
        0,
    ]
    assert (row["spontaneous"], row["prompted"]) == (0, 1)


def test_a_timeline_has_a_column_for_each_part() -> None:
    found = [
        Moments((), "b", "value.need", 1, 0.9, 0.9, 0.9, 40, None, (0, 1)),
        Moments((), "a", "value.need", 3, 0.1, 0.2, 0.8, 3, 3_725_000, (2, 1)),
        Moments((), "a", "no.such.code", 3, 0.1, 0.2, 0.8, 3, None, (2, 1)),
    ]
    rows = timeline(found, BOOK, asked=asked(), parts=2).records()
    assert [(row["transcript"], row["first"], row["first_turn"], row["first_time"], row["part_1"], row["part_2"]) for row in rows] == [
        ("a", 0.1, 3, "1:02:05", 2, 1),
        ("b", 0.9, 40, None, 0, 1),
    ]


def test_each_participant_has_letters_for_what_is_said() -> None:
    """R1 speaks in favour and agrees, R2 says something, R3 nothing at all."""

    def key(speaker: str, *more: str) -> tuple[str, ...]:
        return ("a", f"a/{speaker}", *more)

    said = [tally(*key("R1"), participants=1), tally(*key("R2"), participants=1)]
    values = [
        tally(*key("R1", "agree"), participants=1),
        tally(*key("R1", "pro"), participants=1),
        tally(*key("R2", "new"), participants=1),
    ]
    bases = [Base(key(speaker), 1, 10, 1, 1) for speaker in ("R3", "R1", "R2")]
    table = consensus(said, values, bases, BOOK, asked=asked())
    assert [(row["speaker"], row["value.need"]) for row in table.records()] == [("R1", "SE A"), ("R2", "S"), ("R3", "NR")]
