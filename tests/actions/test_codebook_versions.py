"""Versions of the codebook: by what names they are found, and what their history tells."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from qualcode.actions import changing_codebooks, codebooks, joining_codes
from qualcode.actions import codebook_versions as actions
from qualcode.actions.describing_codes import Said
from qualcode.errors import QualcodeError
from qualcode.store import codes, history
from qualcode.store.database import Store
from qualcode.table import Cell
from tests.actions.books import TEXT, path_of, with_book
from tests.store.projects import SCRIPT, anna, bram, code, coded

FIRST, SECOND = ("2026-03-30T10:00:00.000Z", "2026-04-02T10:00:00.000Z")


def grown(store: Store) -> None:
    """Another version, renamed in March, and called 0.4 in April, when a code is retired too."""
    store.now = lambda: FIRST
    changing_codebooks.rename(store, anna(store), "money", "costs", why="geld is te eng")
    store.now = lambda: SECOND
    text = path_of(store.folder).read_text(encoding="utf-8").replace("version: 0.3", "version: 0.4")
    path_of(store.folder).write_text(text, encoding="utf-8")
    codebooks.load(store, bram(store), None, why="afgesproken")
    changing_codebooks.retire(store, bram(store), "coop.law")


def hash_of(store: Store) -> str:
    loaded = codes.loaded(store)
    assert loaded is not None
    return loaded[0]


def column(rows: list[dict[str, Cell]], name: str) -> list[Cell]:
    return [row[name] for row in rows]


def test_a_version_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        first = hash_of(store)
        grown(store)
        last = hash_of(store)
        book = codes.book(store)
        assert actions.find(store, "5") == actions.Version(f"0.4 ({last[:8]})", book)
        assert actions.in_project(store, "2") == first
        assert actions.in_project(store, last[:10]) == last
        assert actions.in_project(store, "0.4") == last
        assert codes.version(store, actions.in_project(store, "0.3")).code("costs") is not None
        assert actions.find(store, str(path_of(tmp_path))).book == book
        for said in ("0", "99", "0.5", "zzzz", "abc", "2026-13-45", "book.yaml", "cafe"):
            with pytest.raises(QualcodeError, match=f"There is no version {said}") as refused:
                actions.find(store, said)
            assert "HEAD~1" in refused.value.hint


def test_a_day_means_the_codebook_at_its_end(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        store.connection.execute("UPDATE event SET time = '2026-03-29T10:00:00.000Z'")
        grown(store)
        known = {day: actions.in_project(store, day) for day in ("2026-03-28", "2026-03-29", "2026-03-30", "2026-04-01", "2026-04-02")}
        assert known["2026-03-28"] == ""
        assert [codes.version(store, hash).code("costs") is not None for hash in list(known.values())[1:]] == [False, True, True, True]
        assert known["2026-04-02"] == hash_of(store)
        noon = dt.datetime(2026, 4, 2, 9, 59, tzinfo=dt.UTC).astimezone().replace(tzinfo=None)
        assert actions.in_project(store, noon.isoformat()) == known["2026-04-01"]


def test_a_revision_of_git_is_that_of_the_file_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with with_book(tmp_path) as store:
        name = ("-c", "user.name=R1", "-c", "user.email=r1@example.org")
        for command in (("init", "-q"), ("add", "codebooks"), (*name, "commit", "-q", "-m", "first"), ("tag", "agreed")):
            subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
        grown(store)
        for folder in (tmp_path, tmp_path / "codebooks", path_of(tmp_path).parent.parent):
            monkeypatch.chdir(folder)
            for said in ("agreed", "HEAD"):
                old, new, found = actions.differing(store, [said])
                assert old.startswith(f"{said}:")
                assert new == "in use"
                assert found == actions.differing(store, ["2", "5"])[2]
        with pytest.raises(QualcodeError, match="There is no version HEAD~1"):
            actions.find(store, "HEAD~1")
        moment = dt.datetime.now().astimezone().replace(tzinfo=None).isoformat(timespec="minutes")
        with pytest.raises(QualcodeError, match=f"There is no version 1999-{moment[5:]}"):
            actions.find(store, f"1999-{moment[5:]}")


def test_a_name_that_can_mean_several_is_refused(tmp_path: Path) -> None:
    with with_book(tmp_path, text=TEXT.replace("version: 0.3", "version: 3")) as store:
        grown(store)
        assert actions.in_project(store, "2")
        said = r"3 can mean several versions: number 3 of the log \(.{8}\), version 3 \(.{8}\)"
        with pytest.raises(QualcodeError, match=said) as refused:
            actions.find(store, "3")
        assert refused.value.hint == "Name it by the start of its hash."


def test_versions_are_compared_in_the_order_that_was_said(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        grown(store)
        old, _, found = actions.differing(store, ["2", "3"])
        assert [(each.code, each.what, each.old, each.new) for each in found] == [
            ("coop.secrecy", "changed", "wet → coop.law, geld → money", "wet → coop.law, geld → costs"),
            ("costs", "renamed", "money", "costs"),
        ]
        assert old.startswith("0.3 (")
        assert actions.differing(store, ["3", "2"])[2][1].old == "costs"
        assert actions.differing(store, ["3"])[1:] == ("in use", actions.differing(store, ["3", "5"])[2])
        assert actions.differing(store, []) == ("in use", "book.yaml", ())
        path_of(tmp_path).write_text(TEXT, encoding="utf-8")
        assert len(actions.differing(store, [])[2]) == 4
        assert actions.differing(store, ["5", str(path_of(tmp_path))])[2] == actions.differing(store, [])[2]


def test_the_log_tells_who_did_what_when_and_why(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.law", "heilig"), coded(SCRIPT, "coop.law", "hulp"))
        grown(store)
        changing_codebooks.restore(store, anna(store), "coop.law")
        joining_codes.join(store, anna(store), ["coop.law"], "coop.secrecy", Said(), why="één thema")
        history.undo(store, anna(store).guid)
        rows = actions.log(store).records()
        assert column(rows, "number") == [8, 7, 6, 5, 4, 3, 2, 1]
        assert column(rows, "coder") == ["anna", "anna", "anna", "bram", "bram", "anna", "anna", "anna"]
        assert column(rows, "command")[:6] == [
            "undo codebook join coop.law --into coop.secrecy",
            "codebook join coop.law --into coop.secrecy",
            "codebook restore coop.law",
            "codebook retire coop.law",
            "codebook load book.yaml",
            "codebook rename money costs",
        ]
        assert column(rows, "why")[:6] == ["", "één thema", "", "", "afgesproken", "geld is te eng"]
        assert column(rows, "codes")[:6] == [2, 2, 1, 1, 0, 2]
        assert column(rows, "codings")[:3] == [2, 2, 0]
        assert column(rows, "state")[:3] == ["", "undone", ""]
        assert column(rows, "version")[:6] == ["0.4", "0.4", "0.4", "0.4", "0.4", "0.3"]
        assert column(rows, "hash")[0] == hash_of(store)[:8]


def test_the_log_of_a_code_tells_each_thing_under_any_of_its_names(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "money", "heilig"))
        changing_codebooks.edit(store, anna(store), "money", Said(label=("nl=Loon",)), why="te eng")
        changing_codebooks.rename(store, anna(store), "money", "pay")
        joining_codes.join(store, bram(store), ["pay"], "coop.law", Said())
        rows = actions.log_of(store, "pay").records()
        assert rows == actions.log_of(store, "money").records()
        assert [(row["coder"], row["change"], row["field"], row["old"], row["new"], row["why"]) for row in rows][:4] == [
            ("bram", "changed", "status", "active", "retired", ""),
            ("bram", "codings went", "", "1", "", ""),
            ("anna", "renamed", "id", "money", "pay", ""),
            ("anna", "changed", "label", "Geld", "Loon", "te eng"),
        ]
        assert ("codings came", "1") in [(row["change"], row["new"]) for row in actions.log_of(store, "coop.law").records()]
        assert next(row["change"] for row in rows if row["number"] == 2) == "added"
        with pytest.raises(QualcodeError, match="Unknown code: mony"):
            actions.log_of(store, "mony")
