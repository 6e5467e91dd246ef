"""Who is for and who against."""

from __future__ import annotations

from dataclasses import replace

from qualcode.analysis.stance import stance
from qualcode.counts import Base, Tally
from qualcode.model import Attribute, AttributeValue
from qualcode.table import Table
from tests.analysis.corpus import BOOK, STUDY, asked

VALUES = (AttributeValue("pro", {"nl": "voor"}), AttributeValue("contra", {"nl": "tegen"}))
WITH = replace(BOOK, attributes=(Attribute("stance", {"nl": "Houding"}, VALUES),))


def tally(code: str, *key: str, segments: int, participants: int, groups: int) -> Tally:
    return Tally(code, key, segments, segments, 10 * segments, participants, groups, (1,) * participants)


def told(*, all_codes: bool = False) -> Table:
    """Three Dutch participants, two of them for and one of these against too; nobody in French; one of four segments says nothing."""
    bases = [Base(("nl",), 9, 900, 5, 2, (("a", 400), ("b", 500))), Base(("fr",), 4, 300, 2, 1, (("c", 300),))]
    return stance(
        [
            tally("value.need", "nl", "pro", segments=2, participants=2, groups=2),
            tally("value.need", "nl", "contra", segments=1, participants=1, groups=1),
        ],
        bases,
        WITH,
        STUDY,
        marked=[tally("value.need", "nl", segments=3, participants=2, groups=2)],
        whole=[tally("value.need", "nl", segments=4, participants=3, groups=2), tally("coop", "nl", segments=1, participants=1, groups=1)],
        asked=asked("language", all_codes=all_codes),
        attribute="stance",
    )


def test_participants_and_groups_stand_under_each_value() -> None:
    table = told()
    nl, fr = table.records()
    assert [nl[name] for name in ("code", "language", "participants_k", "participants_n", "groups_k", "groups_n")] == [
        "value.need",
        "nl",
        *(2, 5, 2, 2),
    ]
    assert [nl[name] for name in ("pro", "contra", "pro_groups", "contra_groups")] == [2, 1, 2, 1]
    assert (nl["segments_k"], nl["segments_n"]) == (3, 4)
    assert [fr[name] for name in ("participants_k", "participants_n", "pro", "contra", "segments_k", "segments_n")] == [0, 2, 0, 0, 0, 0]
    assert [column.label for column in table.columns if column.name in {"pro", "contra"}] == ["voor", "tegen"]
    assert table.title == "Houding by Taal"


def test_codes_that_never_carry_it_have_a_row_only_when_asked_for() -> None:
    assert {row[0] for row in told().rows} == {"value.need"}
    assert {row[0] for row in told(all_codes=True).rows} == {code.id for code in BOOK.codes}


def test_what_differs_in_language_is_said() -> None:
    assert "differ in language (fr, nl)" in told().warnings[0]
