"""Backups: whole, checked, for their owner, or not there."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.store import backups, checking, codings, database
from tests.store.projects import SCRIPT, STUDY, code, coded, project
from tests.store.state import state


def test_a_backup_holds_all_that_is_there_now_and_opens_as_a_project(tmp_path: Path) -> None:
    with project(tmp_path / "p", SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        store.now = lambda: "2026-01-02T03:04:05.678Z"
        path = backups.make(store, "before-merge")
        kept = state(store)
        code(store, coded(SCRIPT, "coop.secrecy", "Ja."))
    assert path == tmp_path / "p" / "backups" / "qualcode-2026-01-02T030405-678Z-before-merge.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    restored = tmp_path / "restored"
    restored.mkdir()
    (restored / "study.toml").write_text(STUDY, encoding="utf-8")
    shutil.copy(path, restored / database.FILE_NAME)
    with database.opened(restored, write=True) as store:
        assert state(store) == kept
        assert not any(checking.check(store).values())
        code(store, coded(SCRIPT, "coop.secrecy", "Ja."))
        assert len(codings.all_of(store)) == 2


def test_a_backup_goes_where_it_is_told_and_never_over_another(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "copy.db"
    with project(tmp_path / "p", SCRIPT) as store:
        assert backups.make(store, target=target) == target
        before = target.read_bytes()
        with pytest.raises(QualcodeError, match="is there already"):
            backups.make(store, target=target)
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_a_reading_command_can_make_one(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT):
        pass
    with database.opened(tmp_path) as store:
        assert backups.make(store).is_file()


def test_a_backup_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with project(tmp_path / "p", SCRIPT) as store, pytest.raises(QualcodeError, match="cannot be written") as refused:
        backups.make(store, target=tmp_path / "file" / "copy.db")
    assert "qualcode backup -o FILE" in refused.value.hint


def test_a_backup_of_a_damaged_project_is_not_kept(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT):
        pass
    path = tmp_path / database.FILE_NAME
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'turn'").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 + 8 : root * 4096] = b"\x11" * 4088
    path.write_bytes(data)
    with database.opened(tmp_path) as store, pytest.raises(QualcodeError, match="The copy does not check out") as refused:
        backups.make(store)
    assert refused.value.hint == "Run: qualcode check"
    assert list((tmp_path / backups.FOLDER).iterdir()) == []
