"""Codings written as a table and read back: the same codings, the same figures; what cannot be read is listed row by row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.actions import asking, interchange, selecting
from qualcode.actions.asking import Question
from qualcode.actions.interchange import Taken
from qualcode.actions.selecting import Said as Selected
from qualcode.errors import QualcodeError
from qualcode.exporters import csv as csv_format
from qualcode.model import CODING_COLUMNS, Coding
from qualcode.store import checking, coders, codes, codings, history
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.table import Table, report_of
from qualcode.text import canonical
from tests.store.projects import CODABLE, SCRIPT, Said, Script, anna, book, bram, code, coded, load, place, project, scratch
from tests.store.state import state

HARD = st.sampled_from(["é", "x\u0302\u0323", "👩🏽‍🚒", "\xa0", '"', ",", ";", "=", "'", "\t", "-", "ja", " ", "\u0338", "@"])
HARD_TEXTS = st.lists(st.one_of(HARD, st.characters()), min_size=1, max_size=25).map("".join)


def listed(store: Store, path: Path) -> Path:
    """The codings of a project as a file, as `coding list` writes it."""
    with path.open("wb") as file:
        csv_format.write(report_of([interchange.table(codings.all_of(store), codes.book(store))]), file)
    return path


def written(path: Path, *rows: dict[str, object]) -> Path:
    """A file with these rows, each with any columns."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def content(coding: Coding) -> tuple[object, ...]:
    """A coding without its GUID."""
    attributes = tuple(sorted(coding.attributes.items()))
    return (coding.transcript, coding.code, coding.coder, coding.layer, coding.start, coding.end, coding.quotation, coding.note, attributes)


def tables(store: Store, layer: str) -> list[Table]:
    """What is counted of a layer."""
    question = Question(layer=layer, all_codes=True)
    groupings: list[tuple[str, ...]] = [("region",), ("sector", "language"), ("attribute:stance",), ("speaker",)]
    return [
        asking.count(store, question),
        *(asking.count(store, question, by) for by in groupings),
        asking.compare(store, question, ("sector",)),
    ]


@settings(max_examples=25)
@given(data=st.data(), texts=st.lists(HARD_TEXTS, min_size=2, max_size=4))
def test_a_list_of_codings_read_into_a_project_with_the_same_transcripts_gives_the_same(data: st.DataObject, texts: list[str]) -> None:
    turns = tuple(Said(f"R{at % 3}", canonical(text)[0].replace("\n", " "), "nl" if at % 2 else "fr") for at, text in enumerate(texts))
    script = Script("fg1", turns, variables={"region": "antwerp"}, own={"R1": {"sector": "care"}})
    new = []
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(script.text) - 1))
        end = data.draw(st.integers(start + 1, len(script.text)))
        attributes = data.draw(st.fixed_dictionaries({}, optional={"stance": st.sampled_from(["pro", "contra"])}))
        note = canonical(data.draw(st.one_of(st.just(""), HARD_TEXTS)))[0]
        if script.text[start:end].strip():
            new.append(NewCoding("fg1", data.draw(st.sampled_from(CODABLE)), start, end, note, attributes))
    with scratch() as folder, project(folder / "a", script) as one, project(folder / "b", script) as other:
        code(one, *new)
        code(one, *new[:2], coder=bram(one), origin="search")
        code(one, *new[1:], layer="consensus")
        path = listed(one, folder / "list.csv")
        taken = interchange.read_in(other, path, actor="anna")
        assert (sum(taken.new.values()), taken.already, taken.new_coders) == (len(codings.all_of(one)), 0, ())
        assert sorted(map(content, codings.all_of(other))) == sorted(map(content, codings.all_of(one)))
        for layer in codings.layers(one):
            assert tables(other, layer) == tables(one, layer)
        before = state(other), other.value("SELECT count(*) FROM event")
        again = interchange.read_in(other, path, actor="anna")
        assert (sum(again.new.values()), again.already) == (0, len(codings.all_of(one)))
        assert (state(other), other.value("SELECT count(*) FROM event")) == before
        assert not any(checking.check(other).values())


def test_a_coding_that_ends_within_a_joined_emoji_goes_there_and_back(tmp_path: Path) -> None:
    script = Script("fg1", (Said("R1", "👩🏽‍🚒 ja"),))
    start = script.text.index("👩")
    with project(tmp_path / "a", script) as one, project(tmp_path / "b", script) as other:
        code(one, NewCoding("fg1", "value.need", start, script.text.index("🚒")))
        interchange.read_in(other, listed(one, tmp_path / "list.csv"), actor="anna")
        assert [coding.quotation for coding in codings.all_of(other)] == ["👩🏽‍"]


def test_codings_with_a_code_that_is_retired_by_now_come_along(tmp_path: Path) -> None:
    retired = book(retired=("value.need",), version="2")
    with project(tmp_path / "a", SCRIPT) as one, project(tmp_path / "b", SCRIPT) as other:
        code(one, coded(SCRIPT, "value.need", "heilig"))
        for store in (one, other):
            load(store, anna(store), retired)
        interchange.read_in(other, listed(one, tmp_path / "list.csv"), actor="anna")
        assert [coding.code for coding in codings.all_of(other)] == ["value.need"]


def test_a_coding_that_came_from_a_suggestion_is_imported_elsewhere(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        path = written(tmp_path / "x.csv", {"transcript": "fg1", "code": "coop.secrecy", "coder": "anna", "turn": 2, "origin": "suggested"})
        interchange.read_in(store, path, actor="anna")
        assert [coding.origin for coding in codings.all_of(store)] == ["imported"]
        assert not any(checking.check(store).values())


BASE: dict[str, object] = {"transcript": "fg1", "code": "coop.secrecy", "coder": "anna"}


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ({"start": 4, "end": 9}, (4, 9)),
        ({"start": " 4 ", "end": "9", "quote": SCRIPT.text[4:9]}, (4, 9)),
        ({"turn": "2"}, SCRIPT.spans()[1]),
        ({"quote": "heilig"}, place(SCRIPT, "heilig")),
        ({"quote": "beroepsgeheim", "turn": 2}, place(SCRIPT, "beroepsgeheim", "Het ")),
        ({"quote": "Het  beroepsgeheim\nis"}, place(SCRIPT, "Het beroepsgeheim is")),
    ],
)
def test_a_place_is_said_by_a_span_a_turn_or_words(tmp_path: Path, said: dict[str, object], span: tuple[int, int]) -> None:
    with project(tmp_path, SCRIPT) as store:
        taken = interchange.read_in(store, written(tmp_path / "x.csv", {**BASE, **said}), actor="anna")
        assert taken == Taken({"anna": 1}, 0, ())
        assert [(coding.start, coding.end, coding.origin) for coding in codings.all_of(store)] == [(*span, "imported")]


def test_new_coders_are_entered_and_blanks_around_names_do_not_matter(tmp_path: Path) -> None:
    rows = [
        {**BASE, "coder": " carla ", "turn": 2, "stance": "pro", "note": " let op "},
        {**BASE, "transcript": "fg1 ", "turn": 3, "stance": ""},
    ]
    with project(tmp_path, SCRIPT) as store:
        taken = interchange.read_in(store, written(tmp_path / "x.csv", *rows), actor="anna", finished=True)
        assert taken == Taken({"carla": 1, "anna": 1}, 0, ("carla",))
        assert coders.get(store, "carla").name == "carla"
        assert [(one.coder, one.state, one.codings) for one in coders.assignments(store)] == [
            ("anna", "finished", 1),
            ("carla", "finished", 1),
        ]
        assert [(coding.attributes, coding.note) for coding in codings.all_of(store)] == [({"stance": "pro"}, " let op "), ({}, "")]
        before = state(store)
        history.undo(store, anna(store).guid)
        assert [coder.id for coder in coders.all_of(store)] == ["anna", "bram"]
        assert codings.all_of(store) == []
        history.redo(store, anna(store).guid)
        assert state(store) == before


def test_codings_that_are_there_with_another_note_or_attribute_are_counted(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{**BASE, "turn": turn, "note": "a", "stance": "pro"} for turn in (1, 2, 3, 4)]
    with project(tmp_path, SCRIPT) as store:
        interchange.read_in(store, written(tmp_path / "x.csv", *rows), actor="anna")
        before = state(store)
        changed = [rows[0], {**rows[1], "note": "b"}, {**rows[2], "stance": ""}, {**rows[3], "coder": "bram", "note": "b"}]
        taken = interchange.read_in(store, written(tmp_path / "x.csv", *changed[:3]), actor="anna")
        assert taken == Taken({"anna": 0}, 3, (), 2)
        assert state(store) == before
        twice = written(tmp_path / "x.csv", changed[3], {**changed[3], "note": "c"})
        assert interchange.read_in(store, twice, actor="anna") == Taken({"bram": 1}, 1, (), 1)


def test_a_dry_run_says_what_would_come_and_leaves_nothing(tmp_path: Path) -> None:
    rows = [{**BASE, "turn": 2}, {**BASE, "turn": 2, "layer": "consensus"}, {**BASE, "turn": 3, "coder": "carla"}, {**BASE, "turn": 4}]
    path = written(tmp_path / "x.csv", *rows)
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "Ja."))
        before = state(store)
        told = interchange.read_in(store, path, actor="anna", dry_run=True)
        assert told == Taken({"anna": 2, "carla": 1}, 1, ("carla",))
        assert state(store) == before
        assert interchange.read_in(store, path, actor="anna") == told


WRONG: list[tuple[dict[str, object], str]] = [
    ({"transcript": "fg2", "turn": 1}, "Unknown transcript: fg2"),
    ({"code": "coop.secret", "turn": 1}, "Unknown code: coop.secret"),
    ({"code": "coop", "turn": 1}, "coop is a theme"),
    ({"coder": " ", "turn": 1}, "names no coder"),
    ({"coder": "é?", "turn": 1}, "cannot be a coder's id"),
    ({"turn": "1", "layer": "mine"}, "Unknown layer: mine"),
    ({"turn": "1", "origin": "dreamt"}, "Unknown origin: dreamt"),
    ({"turn": "9"}, "fg1 has no turn 9"),
    ({"turn": "two"}, "turn is not a whole number: two"),
    ({"start": "1", "end": ""}, "end is not a whole number"),
    ({"start": "5", "end": "5"}, "is empty"),
    ({"start": "-5", "end": "5"}, "beyond the end"),
    ({"start": "0", "end": "5", "quote": "other"}, "stands another text than the quote"),
    ({"quote": "ongehoord"}, "does not stand in fg1"),
    ({"quote": "geheim"}, "stands 2 times in fg1"),
    ({"note": "x"}, "says no place"),
    ({"turn": "1", "stance": "perhaps"}, "Unknown value of stance: perhaps"),
    ({"turn": "1", "coder": "Anna"}, "There is a coder anna, whose id differs from Anna by case only"),
    ({"turn": "1", "coder": "dora"}, "There is a coder Dora"),
]


def test_rows_that_cannot_be_understood_are_all_listed_and_nothing_comes_in(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.csv", {**BASE, "turn": "1"}, {**BASE, "turn": "1", "coder": "Dora"}, *({**BASE, **row} for row, _ in WRONG)
    )
    with project(tmp_path, SCRIPT) as store:
        before = state(store)
        with pytest.raises(QualcodeError, match=f"{len(WRONG)} of {len(WRONG) + 2} rows cannot be understood") as refused:
            interchange.read_in(store, path, actor="anna")
        for (_, why), problem, line in zip(WRONG, refused.value.problems, range(4, 99), strict=False):
            assert why in problem.message
            assert problem.where == f"{path}:{line}"
        assert len(refused.value.problems) == len(WRONG)
        assert state(store) == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("transcript,code,coder,mood\n", "columns that are not known: mood"),
        ("transcript,code\n", "lacks the columns: coder"),
        ("", "lacks the columns"),
        ("transcript,code,coder\nfg1,x\n", "2 cells for 3 columns"),
        ('transcript,code,coder\n"fg1,x,y\n', "cannot be read"),
    ],
)
def test_a_file_that_is_no_table_of_codings_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    with project(tmp_path, SCRIPT) as store, pytest.raises(QualcodeError, match=why):
        interchange.read_in(store, path, actor="anna")


def test_a_quotation_as_long_as_a_whole_transcript_goes_there_and_back(tmp_path: Path) -> None:
    long = Script("long", (Said("R1", "woord " * 30_000 + "einde"),))
    with project(tmp_path / "a", long) as one, project(tmp_path / "b", long) as other:
        code(one, NewCoding("long", "coop.secrecy", *long.spans()[0]))
        interchange.read_in(other, listed(one, tmp_path / "x.csv"), actor="anna")
        assert [coding.quotation for coding in codings.all_of(other)] == [long.turns[0].text]


def test_the_table_has_a_column_for_each_attribute_and_follows_the_selection(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig", stance="pro"), coded(SCRIPT, "value.need", "Ja."))
        chosen = selecting.selection(store, Selected(codes=("coop",)))
        table = interchange.table(codings.all_of(store, chosen), codes.book(store))
    assert [column.name for column in table.columns] == [*CODING_COLUMNS, "stance", "tone"]
    (row,) = table.records()
    assert (row["quote"], row["stance"], row["tone"], row["turn"]) == ("heilig", "pro", "", 2)
    assert table.exact
