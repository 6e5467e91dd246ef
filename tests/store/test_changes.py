"""A change is rows and their event together, or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.store import codings, database, findings, history, questions, recoding, registers, transcripts
from qualcode.store.changes import change, decoded
from qualcode.store.database import Store
from tests.store.projects import SCRIPT, anna, bram, bring_in, code, coded, guid, place, project
from tests.store.state import state


def newest(store: Store) -> list[tuple[object, ...]]:
    """What the newest event says: noun, field, before and after."""
    sql = """SELECT noun, field, before, after FROM change WHERE event = (SELECT id FROM event ORDER BY lamport DESC LIMIT 1)
        ORDER BY position"""
    return [(row["noun"], row["field"], decoded(row["before"]), decoded(row["after"])) for row in store.rows(sql)]


def test_an_event_says_who_did_what_when_why_and_under_which_study(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        store.now = lambda: "2026-01-02T03:04:05.678Z"
        with change(store, "transcripts tag fg1", coder=bram(store).guid, why="typed wrongly") as made:
            transcripts.tag(made, "fg1", {"region": "charleroi", "sector": None})
        event = store.rows("SELECT * FROM event ORDER BY lamport DESC LIMIT 1")[0]
        assert (event["coder"], event["command"], event["why"], event["time"], event["undoes"]) == (
            bram(store).guid,
            "transcripts tag fg1",
            "typed wrongly",
            "2026-01-02T03:04:05.678Z",
            None,
        )
        assert event["copy"] == store.value("SELECT value FROM project WHERE key = 'copy'")
        assert event["study_hash"] == store.study.hash
        assert store.value("SELECT text FROM study_version WHERE hash = ?", (event["study_hash"],)) == store.study.text
        assert newest(store) == [("transcript", "tag:region", "antwerp", "charleroi"), ("transcript", "tag:sector", "care", None)]


def test_events_are_numbered_without_gaps(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
    with database.opened(tmp_path, write=True) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "Ja."))
        counters = [row["lamport"] for row in store.rows("SELECT lamport FROM event ORDER BY id")]
        assert counters == list(range(1, len(counters) + 1))
        assert store.value("SELECT value FROM project WHERE key = 'lamport'") == str(len(counters))


def test_what_is_new_begins_in_the_log_with_its_first_values(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        rows = newest(store)
        assert ("transcript", "present", 0, 1) in rows
        assert ("transcript", "slug", None, "fg1") in rows
        assert ("participant", "role", None, "moderator") in rows
        assert ("participant", "tag:sector", None, "justice") in rows
        assert ("transcript", "tag:region", None, "antwerp") in rows
        code(store, coded(SCRIPT, "coop.secrecy", "heilig", "noot", stance="pro"))
        assert [row[1:] for row in newest(store) if row[0] == "coding"] == [
            ("present", 0, 1),
            ("note", None, "noot"),
            ("attribute:stance", None, "pro"),
        ]


def half_done(store: Store) -> None:
    """A change that breaks off."""
    with change(store, "coding add", coder=anna(store).guid) as made:
        codings.add(made, anna(store), [coded(SCRIPT, "coop.secrecy", "heilig")], origin="manual")
        transcripts.tag(made, "fg1", {"region": "charleroi"})
        raise KeyError("on the way")


def test_a_change_that_raises_leaves_nothing(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        before = (
            state(store),
            store.rows("SELECT count(*) FROM event")[0][0],
            store.value("SELECT value FROM project WHERE key = 'lamport'"),
        )
        with pytest.raises(KeyError, match="on the way"):
            half_done(store)
        assert not store.in_transaction()
        after = state(store), store.rows("SELECT count(*) FROM event")[0][0], store.value("SELECT value FROM project WHERE key = 'lamport'")
        assert after == before
    with database.opened(tmp_path) as store:
        assert state(store) == before[0]


def test_an_import_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        before = state(store)
        other = type(SCRIPT)("fg2", (SCRIPT.turns[0],), variables={"region": "antwerp"})
        store.connection.execute("CREATE TEMP TRIGGER full BEFORE INSERT ON main.event BEGIN SELECT RAISE(ABORT, 'no room'); END")
        with pytest.raises(QualcodeError, match="no room"):
            bring_in(store, other)
        store.connection.execute("DROP TRIGGER full")
        assert state(store) == before
        assert store.value("SELECT count(*) FROM turn") == len(SCRIPT.turns)
        assert store.value("SELECT count(*) FROM turn_index WHERE turn_index MATCH 'jullie'") == 1


def test_a_change_that_changes_nothing_leaves_no_event(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        events = store.value("SELECT count(*) FROM event")
        with change(store, "transcripts tag", coder=anna(store).guid) as made:
            assert not transcripts.tag(made, "fg1", {"region": "antwerp"})
            assert transcripts.tag(made, "fg1", {"region": "charleroi"})
            assert transcripts.tag(made, "fg1", {"region": "antwerp"})
        assert made.empty
        assert store.value("SELECT count(*) FROM event") == events


def test_what_is_set_twice_is_recorded_once(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        with change(store, "transcripts tag", coder=anna(store).guid) as made:
            transcripts.tag(made, "fg1", {"region": None})
            transcripts.tag(made, "fg1", {"region": "charleroi"})
        assert newest(store) == [("transcript", "tag:region", "antwerp", "charleroi")]


def test_transactions_within_one_another_come_apart(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        sql = "INSERT INTO project (key, value) VALUES (?, 'x')"
        with store.transaction():
            store.connection.execute(sql, ("one",))
            with suppress(KeyError), store.transaction():
                store.connection.execute(sql, ("two",))
                with store.transaction():
                    store.connection.execute(sql, ("three",))
                raise KeyError
            with store.transaction():
                store.connection.execute(sql, ("four",))
            assert store.in_transaction()
        assert not store.in_transaction()
        kept = store.rows("SELECT key FROM project WHERE value = 'x' ORDER BY key")
        assert [row["key"] for row in kept] == ["four", "one"]


def test_a_transaction_that_sqlite_has_ended_itself_says_why(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"), store.transaction():
            store.connection.execute("INSERT OR ROLLBACK INTO project (key, value) VALUES ('copy', 'x')")
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"), store.transaction(), store.transaction():
            store.connection.execute("INSERT OR ROLLBACK INTO project (key, value) VALUES ('copy', 'x')")
        assert not store.in_transaction()


def test_registers_hold_what_is_written_to_them(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        transcript = store.value("SELECT guid FROM transcript")
        speaker = store.value("SELECT guid FROM participant WHERE label = 'R1'")
        (coding,) = code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        coder = anna(store).guid
        revision = store.value("SELECT guid FROM revision")
        start, end = place(SCRIPT, "heilig")
        with change(store, "codebook split", coder=coder) as made:
            questions.ask(made, recoding.with_code(store, guid("coop.secrecy")), ["a", "b"])
            finding = findings.add(made, "1")
        question = questions.guid_of(coding)
        values: list[tuple[str, str, str, registers.Value, registers.Value]] = [
            ("coding", coding, "present", 1, 0),
            ("coding", coding, "note", "", "x"),
            ("coding", coding, f"anchor:{revision}", f"{start}-{end} placed", f"{start}-{end - 1} changed"),
            ("coding", coding, "attribute:stance", None, "pro"),
            ("transcript", transcript, "slug", "fg1", "fg9"),
            ("transcript", transcript, "kind", "focus-group", "interview"),
            ("transcript", transcript, "file_name", "fg1.txt", "x.txt"),
            ("transcript", transcript, "revision", 1, 1),
            ("transcript", transcript, "tag:region", "antwerp", None),
            ("transcript", transcript, "settlement:abc", None, "{}"),
            ("transcript", transcript, "present", 1, 0),
            ("participant", speaker, "role", "participant", "observer"),
            ("participant", speaker, "detail", "", "v"),
            ("participant", speaker, "tag:sector", None, "care"),
            ("coder", coder, "name", "Coder A", "A"),
            ("coder", coder, "language", "nl", "fr"),
            ("coder", coder, "tag:region", None, "antwerp"),
            ("coder", coder, f"assignment:{transcript}", "in progress", "finished"),
            ("coder", coder, f"read:{revision}", None, "1-3 5"),
            ("coder", coder, "decision:abc", None, 1),
            ("coder", coder, "threshold:learned", None, "0.5"),
            ("coder", coder, f"unaided:{transcript}", None, 1),
            ("coder", coder, f"sample:{revision}", None, "1-3 5"),
            ("coder", coder, "present", 1, 0),
            ("coding", coding, "replaces", None, "x y"),
            ("coding", coding, "translation:fr", None, "Sans confiance"),
            ("code", guid("coop"), 'summary:[["layer", "anna"]]', None, "{}"),
            ("finding", finding, "present", 1, 0),
            ("finding", finding, "text:nl", None, "Zonder vertrouwen geen zorg."),
            ("finding", finding, f"evidence:coding {coding}", None, 1),
            ("finding", finding, f'verdict:["{transcript}", ["sector", "care"]]', None, "{}"),
            ("copy", coder, "merged", None, 7),
            ("question", question, "present", 1, 0),
            ("question", question, "choices", "a b", "a c"),
            ("codebook", "codebook", "file", None, store.value("SELECT hash FROM codebook_version")),
            ("codebook", "codebook", "version", store.value("SELECT hash FROM codebook_version"), None),
        ]
        assert {(noun, field.partition(":")[0]) for noun, _, field, _, _ in values} == set(registers.REGISTERS)
        for noun, entity, field, before, after in values:
            assert registers.read(store.connection, noun, entity, field) == before
            registers.write(store.connection, noun, entity, field, after)
            assert registers.read(store.connection, noun, entity, field) == after


def test_registers_of_what_is_not_there_hold_nothing(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        for noun, field in registers.REGISTERS:
            if noun != "codebook":
                assert registers.read(store.connection, noun, "no such guid", f"{field}:x") is None


def test_what_is_taken_off_together_is_recorded_as_if_one_by_one(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        there = code(store, *(coded(SCRIPT, "coop.secrecy", words) for words in ("heilig", "hulp", "geheim")))
        before = state(store)
        with change(store, "one and two", coder=anna(store).guid) as made:
            made.set("coding", there[0], "present", 0)
            made.take_off("coding", [*there[:2], "of nothing"])
        rows = store.rows("SELECT entity, before, after FROM change WHERE event = ? ORDER BY position", (made.event,))
        assert [tuple(row) for row in rows] == [(there[0], "1", "0"), (there[1], "1", "0")]
        assert [each.guid for each in codings.all_of(store)] == there[2:]
        history.undo(store, anna(store).guid)
        assert state(store) == before
        with change(store, "nothing", coder=anna(store).guid) as made:
            made.set("coding", there[0], "present", 0)
            made.set("coding", there[0], "present", 1)
            made.take_off("coding", [])
        assert made.empty
