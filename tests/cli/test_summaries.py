"""The framework matrix and translations as researchers write them."""

from __future__ import annotations

import pytest

from tests.cli.running import Run, refusal

pytestmark = pytest.mark.usefixtures("project")

FG1 = "antwerpen-zorg-fg1"


def test_a_summary_stands_in_the_matrix_and_grows_stale_when_its_codings_change(run: Run) -> None:
    assert run("summaries", "write", "coop", "Zwijgen om het vertrouwen", "--case", f"transcript={FG1}").status == 0
    assert run("summaries", "write", "coop", "Informel", "--case", "region=Anvers", "--case", "sector=Soins").status == 0

    def states() -> dict[str, str]:
        return {row["case"]: row["state"] for row in run("summaries", "list", "--format", "json").rows}

    group, cell = f"transcript={FG1}", "region=antwerp, sector=care"
    assert states() == {group: "written", cell: "written"}
    row = next(row for row in run("matrix", "--framework", "--format", "json").rows if row["transcript"] == FG1)
    assert row["coop"].startswith("Zwijgen om het vertrouwen [12: ")
    assert row["value"] is None
    assert run("coding", "add", FG1, "coop.legal", "--turn", "6").status == 0
    assert states() == {group: "stale", cell: "stale"}
    table = run("matrix", "--framework", "--by", "sector,region", "--code", "coop", "--format", "json").data
    (written,) = [row["coop"] for row in table["rows"] if "Informel" in (row["coop"] or "")]
    assert written.endswith("(stale)")
    assert table["warnings"][0].startswith("1 summary is to be read again")
    assert run("undo").status == 0
    assert states() == {group: "written", cell: "written"}
    assert run("summaries", "remove", "coop", "--case", group).status == 0
    assert states() == {cell: "written"}
    assert run("check").status == 0


def test_a_summary_of_nothing_is_refused(run: Run) -> None:
    assert refusal(run("summaries", "write", "coop", "x"))[0] == "Nothing says which case."
    assert refusal(run("summaries", "write", "coop", "x", "--case", "transcript=fg9"))[0] == "Nobody is in the case transcript=fg9."
    assert refusal(run("summaries", "write", "coop", "x", "--case", "stance=pro"))[0].startswith("stance belongs to a coding")
    assert refusal(run("summaries", "write", "coop", " ", "--case", f"transcript={FG1}"))[0] == "There is nothing to write."
    assert refusal(run("summaries", "write", "nothing", "x", "--case", f"transcript={FG1}"))[0] == "Unknown code: nothing"
    assert refusal(run("summaries", "remove", "coop", "--case", f"transcript={FG1}"))[0].startswith("Nothing is written of coop")


def test_a_translation_stands_beside_the_quotation(run: Run) -> None:
    first = run("coding", "list", "--code", "coop.secrecy", "--format", "json").rows[0]
    assert run("translations", "write", first["id"], "Mon silence est une attestation.", "--to", "fr").status == 0
    shown = run("quotes", "--code", "coop.secrecy", "--format", "json").rows
    assert {row["translation_fr"] for row in shown if row["quotation"] == first["quote"]} == {"Mon silence est une attestation."}
    assert refusal(run("translations", "write", first["id"], "x", "--to", "klingon"))[0] == "Unknown language: klingon"
    assert run("translations", "remove", first["id"], "--to", "fr").status == 0
    assert "translation_fr" not in run("quotes", "--format", "json").rows[0]
    assert refusal(run("translations", "remove", first["id"], "--to", "fr"))[0] == "There is no such translation."
