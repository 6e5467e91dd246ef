"""What the study says, and what sessions say of it, as researchers keep it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Run, refusal

FG1 = "antwerpen-zorg-fg1"
FG7, FG8 = "antwerpen-gemengd-fg7", "brussel-bruxelles-mixte-fg8"


@pytest.mark.usefixtures("project")
def test_a_finding_is_entered_linked_judged_reworded_and_removed(run: Run) -> None:
    assert run("findings", "add", "7", "--text", "nl=Er is nood aan coördinatie.", "--code", "coop.coordination").status == 0
    (coding,) = run("coding", "list", "--code", "coop.coordination", "--transcript", FG1, "--format", "json").rows[:1]
    assert run("findings", "link", "7", "--coding", coding["id"][-8:]).status == 0
    assert run("findings", "verdict", "7", FG1, "confirmed", "--sector", "Justitie").status == 0
    assert run("findings", "verdict", "7", FG1, "Qualified", "--sector", "care", "--note", "geen dossiers").status == 0
    assert run("findings", "edit", "7", "--text", "nl=Er is nood aan één nummer.", "--text", "fr=Il faut un numéro.").status == 0
    (listed,) = run("findings", "list", "--format", "json").rows
    assert (listed["codes"], listed["codings"], listed["confirmed_k"], listed["qualified_k"], listed["verdicts_n"]) == (
        *("coop.coordination", 1),
        *(1, 1, 2),
    )
    (row,) = run("findings", "verdicts", "--format", "json").rows
    assert row == {
        "finding": "7",
        "finding_text": "Er is nood aan één nummer.",
        f"{FG1}/care": "qualified",
        f"{FG1}/justice": "confirmed",
        "text_before": "Er is nood aan coördinatie.",
    }
    shown = run("findings", "show", "7").text
    assert "geen dossiers" in shown
    assert coding["quote"].split()[0] in shown
    assert run("findings", "verdict", "7", FG1, "none", "--sector", "care").status == 0
    assert run("findings", "list", "--format", "json").rows[0]["verdicts_n"] == 1
    assert run("findings", "remove", "7").status == 0
    assert run("findings", "list", "--format", "json").rows == []
    assert run("undo").status == 0
    assert [row["finding"] for row in run("findings", "list", "--format", "json").rows] == ["7"]
    assert run("check").status == 0


def test_the_findings_of_the_study_come_in_with_their_verdicts_and_other_words(empty: Path, run: Run, repository: Path) -> None:
    """Of the ten, sessions made the study say four otherwise; the sixth is contested in Antwerp by justice alone."""
    for file in ("Antwerpen gemengd FG7.docx", "Brussel-Bruxelles mixte FG8.txt", "findings.csv"):
        shutil.copy(repository / "transcripts" / file, empty / "transcripts")
    assert run("import", "transcripts").status == 0
    assert run("findings", "import", "transcripts/findings.csv", "--dry-run").status == 0
    assert run("findings", "list", "--format", "json").rows == []
    answer = run("findings", "import", "transcripts/findings.csv")
    assert (answer.status, answer.err.strip()) == (0, "10 findings are new, 0 were changed, 40 verdicts came in")
    rows = run("findings", "verdicts", "--format", "json", "--label-language", "fr").rows
    assert [row["finding"] for row in rows] == [str(number) for number in range(1, 11)]
    assert [row["finding"] for row in rows if row["text_before"]] == ["1", "2", "3", "5"]
    assert [(row["finding"], place) for row in rows for place, said in row.items() if said == "contested"] == [
        ("2", f"{FG8}/care"),
        ("6", f"{FG7}/justice"),
    ]
    again = run("findings", "import", "transcripts/findings.csv")
    assert again.err.strip() == "0 findings are new, 0 were changed, 0 verdicts came in"
    assert "confirmé" in run("findings", "verdicts", "--label-language", "fr").text


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("finding,transcript,verdict\n7,{fg1},confirmed\n", 2, "Unknown finding: 7"),
        ("finding,text_nl,transcript,verdict\n7,x,,\n7,,fg99,confirmed\n", 3, "Unknown transcript: fg99"),
        ("finding,text_nl,transcript,verdict\n7,x,,\n7,,{fg1},half\n", 3, "Unknown verdict: half"),
        ("finding,text_nl,verdict\n7,x,confirmed\n", 2, "the row has a verdict, but no transcript."),
        ("finding,text_nl,codes\n7,x,nothing\n", 2, "Unknown code: nothing"),
        ("finding,text_nl\na b,x\n", 2, "a b cannot be the id of a finding."),
        ("finding,text_nl\n7,\n", 2, "finding 7 has no text."),
        ("finding,text_nl,sector,transcript,verdict\n7,x,,,\n7,,police,{fg1},confirmed\n", 3, "Unknown value of sector: police"),
    ],
)
@pytest.mark.usefixtures("project")
def test_a_table_with_a_wrong_row_leaves_everything_as_it_was(run: Run, tmp_path: Path, table: str, line: int, message: str) -> None:
    path = tmp_path / "f.csv"
    path.write_text(table.format(fg1=FG1), encoding="utf-8")
    answer = run("findings", "import", path)
    rows = table.count("\n") - 1
    assert answer.status == 1
    assert f"{path}: 1 of {rows} rows cannot be understood; nothing was imported." in answer.err
    assert f"{path}:{line}: {message}" in answer.err
    assert run("findings", "list", "--format", "json").rows == []


@pytest.mark.usefixtures("project")
def test_what_cannot_be_is_refused(run: Run, tmp_path: Path) -> None:
    assert refusal(run("findings", "add", "7"))[0] == "Finding 7 has no text."
    assert refusal(run("findings", "add", "", "--text", "nl=x"))[0] == "Nothing cannot be the id of a finding."
    assert refusal(run("findings", "add", "7", "--text", "x"))[0] == "--text x is not of the form NAME=VALUE."
    assert refusal(run("findings", "add", "7", "--text", "klingon=x"))[0] == "Unknown language: klingon"
    assert run("findings", "add", "7", "--text", "nl=x").status == 0
    assert refusal(run("findings", "add", "7", "--text", "nl=y"))[0] == "There is a finding 7 already."
    assert refusal(run("findings", "edit", "7", "--text", "nl="))[0] == "Finding 7 would have no text."
    assert refusal(run("findings", "edit", "7"))[0] == "Nothing says the new words."
    assert refusal(run("findings", "link", "7"))[0] == "Nothing says what carries it."
    assert refusal(run("findings", "verdict", "7", FG1, "yes"))[0] == "Unknown verdict: yes"
    assert refusal(run("findings", "verdict", "8", FG1, "confirmed"))[0] == "Unknown finding: 8"
    assert refusal(run("findings", "show", "8"))[0] == "Unknown finding: 8"
    path = tmp_path / "f.csv"
    path.write_text("finding,texte\n7,x\n", encoding="utf-8")
    assert refusal(run("findings", "import", path))[0] == f"{path} has columns that are not known: texte"
