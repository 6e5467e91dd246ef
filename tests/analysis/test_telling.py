"""A few telling quotations of many, and who is quoted how often."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis._quotation import Quotation
from qualcode.analysis._telling import telling
from qualcode.analysis.balance import balance
from qualcode.analysis.quotes import quotes, value_of
from qualcode.counts import Talker
from qualcode.model import Role
from tests.analysis.corpus import BOOK, STUDY, asked


def said(
    transcript: str, speaker: str, words: int, start: int = 0, *, role: Role = "participant", language: str = "nl", **attributes: str
) -> Quotation:
    text = " ".join(["woord"] * words)
    place = start, start + len(text)
    return Quotation("coop.secrecy", transcript, 1, speaker, role, language, *place, text, {"region": "antwerp"}, attributes)


def chosen(quotations: list[Quotation], number: int, *by: str) -> list[tuple[str, str, int]]:
    found = telling(quotations, number, lambda each: tuple(value_of(each, name) for name in by))
    return [(each.transcript, each.speaker, len(each.quotation.split())) for each in found]


def test_a_passage_of_fitting_length_comes_before_a_short_a_long_and_a_shared_one() -> None:
    shared = replace(said("a", "R4", 30), speakers=2)
    assert chosen([said("a", "R1", 3), said("a", "R2", 90), shared, said("a", "R3", 50)], 1) == [("a", "R3", 50)]


def test_groups_take_turns_and_then_speakers() -> None:
    """Group a has the three that are nearest to 30 words; the second choice is still of group b, the third of another speaker of a."""
    quotations = [said("a", "R1", 30), said("a", "R1", 31, 500), said("a", "R2", 40), said("b", "R1", 55)]
    assert chosen(quotations, 2) == [("a", "R1", 30), ("b", "R1", 55)]
    assert chosen(quotations, 3) == [("a", "R1", 30), ("a", "R2", 40), ("b", "R1", 55)]


def test_a_stance_not_shown_yet_comes_before_one_that_was() -> None:
    quotations = [said("a", "R1", 30, stance="pro"), said("b", "R1", 30, stance="pro"), said("b", "R2", 40, stance="contra")]
    assert chosen(quotations, 2) == [("a", "R1", 30), ("b", "R2", 40)]


def test_each_cell_gets_as_many() -> None:
    quotations = [said("a", "R1", 30, language="nl"), said("a", "R2", 30, language="fr"), said("b", "R1", 20, language="fr")]
    assert chosen(quotations, 1, "language") == [("a", "R1", 30), ("a", "R2", 30)]


def test_moderators_and_what_nobody_says_are_not_chosen() -> None:
    assert chosen([said("a", "M", 30, role="moderator"), replace(said("a", "", 30), turn=0)], 3) == []


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["R1", "R2"]), st.integers(1, 70), st.integers(0, 9)), max_size=8),
    st.randoms(),
)
def test_the_order_that_quotations_come_in_decides_nothing(parts: list[tuple[str, str, int, int]], chance: object) -> None:
    quotations = [said(transcript, speaker, words, 1000 * at) for transcript, speaker, words, at in dict.fromkeys(parts)]
    other = list(quotations)
    chance.shuffle(other)  # type: ignore[attr-defined]
    key = lambda each: (each.transcript, each.speaker, each.start, each.end)  # noqa: E731
    for number in (1, 2):
        mine, theirs = (telling(found, number, lambda each: (each.transcript,)) for found in (quotations, other))
        assert sorted(map(key, mine)) == sorted(map(key, theirs))


def test_the_table_says_by_which_rules_it_was_chosen() -> None:
    table = quotes([said("a", "R1", 30), said("a", "R2", 30)], BOOK, STUDY, asked=asked(), best=1)
    assert [row["speaker"] for row in table.records()] == ["R1"]
    assert "1 of 2 codings, at most 1 for each code and cell." in table.notes
    assert any("Chosen by rule" in note for note in table.notes)


def test_translations_stand_beside_the_original() -> None:
    both = [replace(said("a", "R1", 30), translations={"fr": "un mot"}), said("a", "R2", 30)]
    table = quotes(both, BOOK, STUDY, asked=asked())
    assert [row["translation_fr"] for row in table.records()] == ["un mot", None]
    assert next(column for column in table.columns if column.name == "translation_fr").language == "fr"


def test_who_is_quoted_stands_beside_how_much_they_talk() -> None:
    """9 passages, 3 of R1 in a, which is 33 %; R1 says 100 of 400 words."""
    quotations = [said("a", "R1", 9, at) for at in (0, 100, 200)] + [said("a", "R2", 9, at, language="fr") for at in (300, 400)]
    quotations += [said("b", f"R{at}", 9, 100 * at) for at in range(4)] + [replace(quotations[0], code="value.need")]
    talk = [
        Talker(("nl",), "a", "R1", "participant", 5, 100),
        Talker(("fr",), "a", "R2", "participant", 5, 100),
        Talker(("nl",), "b", "R9", "participant", 5, 200),
        Talker(("nl",), "a", "M", "moderator", 5, 900),
    ]
    table = balance(quotations, talk, asked=asked())
    rows = {(row["level"], row["transcript"], row["name"]): row for row in table.records()}
    first = rows["participant", "a", "R1"]
    assert [first[name] for name in ("passages_k", "passages_n", "words_share", "marker")] == [3, 9, 0.25, "> 25 %"]
    assert rows["participant", "b", "R9"]["passages_k"] == 0
    assert (rows["group", "b", ""]["passages_k"], rows["group", "b", ""]["words_share"]) == (4, 0.5)
    assert (rows["language", "", "fr"]["passages_k"], rows["language", "", "fr"]["words_share"]) == (2, 0.25)
    assert table.warnings == ("R1 (a) supplies 3 of 9 passages, more than 25 %.",)
    names = {"language": {"nl": "Nederlands", "fr": "Frans"}}
    labels = {column.name: column.labels for column in balance(quotations, talk, asked=replace(asked(), labels=names)).columns}
    assert labels["name"] == names["language"]
    called_so = balance([replace(each, speaker="fr") for each in quotations], talk, asked=replace(asked(), labels=names))
    assert called_so.columns[called_so.index("name")].labels == {"nl": "Nederlands"}
