"""coders list, add, assign and finish."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.running import Run

FG1, FG4, FG5 = "antwerpen-zorg-fg1", "charleroi-justice-fg4", "brussel-zorg-fg5"
pytestmark = pytest.mark.usefixtures("project")


def listed(run: Run, title: str) -> list[dict[str, Any]]:
    tables = run("coders", "list", "--format", "json").data["tables"]
    rows: list[dict[str, Any]] = next(table["rows"] for table in tables if table["title"] == title)
    return rows


def states(run: Run) -> dict[tuple[str, str], tuple[str, int]]:
    return {(row["coder"], row["transcript"]): (row["state"], row["codings"]) for row in listed(run, "Assignments")}


def test_coders_enter_themselves_and_others(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALCODE_CODER")
    answer = run("coders", "add", "anna", "--name", "Anna", "--language", "nl", "--sector", "Soins")
    assert answer.status == 0
    assert "--as anna" in answer.err
    assert run("coders", "add", "bram", "--as", "anna").status == 0
    rows = {row["coder"]: row for row in listed(run, "Coders")}
    assert rows["anna"] == {"coder": "anna", "name": "Anna", "language": "nl", "sector": "care"}
    assert rows["bram"]["name"] == "bram"
    people = run("coders", "list", "--format", "json", "--label-language", "fr").data["tables"][0]
    assert people["columns"][-1]["label"] == "Secteur"
    assert people["columns"][-1]["labels"]["care"] == "Soins"
    newest = run("history", "--limit", "2", "--format", "json").rows
    assert [(row["coder"], row["command"]) for row in newest] == [("anna", "coders add bram"), ("anna", "coders add anna")]
    assert run("undo", "--as", "anna").status == 0
    assert "bram" not in {row["coder"] for row in listed(run, "Coders")}


def test_work_is_given_begun_and_finished(run: Run) -> None:
    assert run("coders", "add", "anna").status == 0
    answer = run("coders", "assign", FG1, FG5, "--to", "anna,C1")
    assert answer.err == f"Assigned: {FG1} to anna, {FG5} to anna\n"
    assert states(run)["anna", FG1] == ("to do", 0)
    assert states(run)["C1", FG1] == ("finished", 18)
    assert run("coders", "assign", FG1, "--to", "anna").err == "Assigned: nothing new\n"
    assert run("coding", "add", FG1, "coop.secrecy", "--turn", "4", "--as", "anna").status == 0
    assert states(run)["anna", FG1] == ("in progress", 1)
    assert run("coders", "finish", FG1, FG5, "--as", "anna").err == f"Finished by anna: {FG1}, {FG5}\n"
    assert states(run)["anna", FG5] == ("finished", 0)
    assert run("coding", "add", FG1, "coop.secrecy", "--turn", "5", "--as", "anna").status == 0
    assert states(run)["anna", FG1] == ("finished", 2)
    assert run("coders", "finish", FG1, "--reopen", "--as", "anna").err == f"Open again by anna: {FG1}\n"
    assert states(run)["anna", FG1] == ("in progress", 2)


def test_the_list_as_one_table(run: Run) -> None:
    answer = run("coders", "list", "--format", "csv")
    assert answer.text == "coder,name,language\nC1,C1,\n"
    assert "the assignments are in the other formats" in answer.err
    text = run("coders", "list").text
    assert "Assignments" in text
    assert FG4 in text


def test_agreement_rounds_are_coded_without_suggestions(run: Run) -> None:
    assert run("coders", "add", "anna").status == 0
    answer = run("coders", "assign", FG1, FG5, "--to", "anna,C1", "--no-suggestions")
    everywhere = ", ".join(f"{id} for {name}" for name in ("anna", "C1") for id in (FG1, FG5))
    assert answer.err == f"Assigned: {FG1} to anna, {FG5} to anna\nWithout suggestions: {everywhere}\n"
    assert {(row["coder"], row["transcript"]): row["suggestions"] for row in listed(run, "Assignments")}["anna", FG1] == "without"
    answer = run("suggest", "--as", "anna", "--format", "json")
    assert f"Left out, as anna codes without suggestions there: {FG1}, {FG5}" in answer.err
    assert {row["transcript"] for row in answer.rows} & {FG1, FG5} == set()
    assert run("coders", "assign", FG1, "--to", "anna", "--suggestions").err == f"With suggestions again: {FG1} for anna\n"
    assert run("suggest", "--as", "anna", "--transcript", FG1, "--format", "json").rows
    assert {row["suggestions"] for row in listed(run, "Assignments")} == {"with", "without"}
