"""Projects of earlier versions of the program are brought up to date, and hold what they held."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import Selection, Suggestion
from qualcode.store import checking, codings, corrections, database, history, schema, suggestions
from qualcode.store.changes import change
from tests.store.projects import SCRIPT, STUDY, Said, Script, anna, project
from tests.store.state import state

FIRST = Path(__file__).parent / "first.sql"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A project as the first version of the program left it."""
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / database.FILE_NAME)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    return tmp_path


def shape(folder: Path) -> set[tuple[str, str, str]]:
    """The tables, views and indexes of a project, with what they are made by (white space aside)."""
    with closing(sqlite3.connect(folder / database.FILE_NAME)) as connection:
        found = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in found if not name.startswith("sqlite_")}


def test_the_first_version_is_brought_up_to_date_after_a_backup(first: Path) -> None:
    with pytest.raises(QualcodeError, match="is of an older version"), database.opened(first):
        pass
    with database.opened(first, write=True) as store:
        assert schema.applied(store) == schema.NAMES
        assert len(codings.all_of(store)) == 4
        assert not any(checking.check(store).values())
        now = state(store)
    (backup,) = (first / "backups").iterdir()
    with closing(sqlite3.connect(backup)) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")] == ["0001_first"]
    with database.opened(first) as store:
        assert state(store) == now


def test_it_has_the_tables_that_a_new_project_has(first: Path, tmp_path: Path) -> None:
    with database.opened(first, write=True):
        pass
    with project(tmp_path / "new"):
        pass
    assert shape(first) == shape(tmp_path / "new")


def test_what_was_undone_and_decided_then_can_be_undone_and_holds_now(first: Path) -> None:
    with database.opened(first, write=True) as store:
        decided = {row["key"] for row in store.rows("SELECT key FROM decision")}
        assert decided == {row["key"] for row in store.rows("SELECT key FROM suggestion_key")}
        assert len(decided) == 2
        before = state(store)
        turns = (*SCRIPT.turns[:-1], Said("R1", "Ja ja.", "nl"))
        with change(store, "transcripts correct fg1", coder=anna(store).guid) as made:
            corrections.correct(made, "fg1", Script("fg1", turns, roles={"M": "moderator"}, silent=("R3",)).draft())
        units = suggestions.units(store, Selection(transcripts=("fg1",)))
        made_again = [Suggestion("fg1", 2, unit.start, unit.start + 3, "coop.secrecy", 0.5, "x", "test") for unit in units]
        suggestions.replace(store, "test", units, made_again)
        waiting = suggestions.waiting(store, anna(store), Selection(transcripts=("fg1",)))
        assert len(waiting) == len(made_again) - len(decided)
        assert not any(checking.check(store).values())
        history.undo(store, anna(store).guid)
        assert state(store) == before
        while True:
            try:
                history.undo(store, anna(store).guid)
            except QualcodeError:
                break
        assert not any(checking.check(store).values())
