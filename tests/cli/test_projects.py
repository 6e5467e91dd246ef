"""init, demo, backup, check; and the codebook: check, load, show."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from qualcode import study
from tests.cli.running import CODER, STUDY, Run, differing, dump, process, processes, refusal

FG1 = "antwerpen-zorg-fg1"


def test_init_makes_a_project_and_says_what_next(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run("init", "My study", "--name", 'Zorg "en" justitie', "--language", "fr", "--language", "en")
    assert answer.status == 0
    assert answer.err.splitlines()[0] == "Made in My study: codebooks, transcripts, exports, study.toml, qualcode.db"
    assert "cd My study" in answer.err
    assert "qualcode coders add CODER" in answer.err
    made = study.read(tmp_path / "My study")
    assert (made.name, made.languages) == ('Zorg "en" justitie', ("fr", "en"))
    assert stat.S_IMODE((tmp_path / "My study" / "qualcode.db").stat().st_mode) == 0o600
    monkeypatch.chdir(tmp_path / "My study")
    assert run("check").status == 0
    assert run("transcripts", "list").status == 0


def test_init_keeps_what_is_there(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.toml").write_text('name = "mine"\nlanguages = ["nl"]\n')
    (tmp_path / "codebooks").mkdir()
    answer = run("init")
    assert answer.err.splitlines()[0] == f"Made in {tmp_path.name}: transcripts, exports, qualcode.db"
    assert "cd " not in answer.err
    assert (tmp_path / "study.toml").read_text().startswith('name = "mine"')


def test_init_takes_back_what_it_made_when_it_fails(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.toml").write_text("name = \n")
    refusal(run("init"))
    assert [path.name for path in tmp_path.iterdir()] == ["study.toml"]


def test_the_demo_goes_the_whole_way_twice(tmp_path: Path, repository: Path) -> None:
    """With the example's own design it takes the tests' study for the example, which is smaller; the README's tour runs it in full."""
    folder = tmp_path / "shown"
    shutil.copytree(STUDY / "transcripts", folder / "transcripts")
    shutil.copytree(repository / "codebooks", folder / "codebooks")
    shutil.copyfile(repository / "study.toml", folder / "study.toml")
    bare = processes("demo shown --no-exports", folder=tmp_path)["demo shown --no-exports"]
    assert (bare.status, bare.text, list((folder / "exports").iterdir())) == (0, "", []), bare.err
    shutil.rmtree(folder / "exports")
    for file in folder.glob("qualcode.db*"):
        file.unlink()
    first, check, second = processes("demo shown", "check --project shown", "demo ./shown", folder=tmp_path).values()
    assert (first.status, check.status, second.status) == (0, 0, 0), first.err
    for step in (
        "codebook load: 46 codes",
        "import: 3 transcripts",
        "coding import: 49 codings came in",
        "suggest: ",
        "Written to shown/exports:",
    ):
        assert step in first.err, step
    assert "Next: cd shown, then " in first.err
    assert "import: 0 transcripts" in second.err
    assert "coding import: 0 codings came in, 49 were there already" in second.err
    assert second.text == first.text
    for table in ("Codes", "Codes by Arrondissement", "Codes by Sector"):
        assert f"{table}\nUnit counted: participant · Layer: C1" in first.text
    written = {path.name for path in (folder / "exports").iterdir()}
    assert {f"codes-by-region{suffix}" for suffix in (".csv", ".json", ".md", ".html", ".xlsx", ".docx", ".tex", ".txt")} <= written
    assert {"codes.csv.notes.txt", "quotations.docx", "report.html", "report.docx"} <= written


def test_the_demo_leaves_other_folders_alone(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "thesis.docx").write_text("mine")
    message, hint = refusal(run("demo", "."))
    assert message == ". is not empty, and is not the example study."
    assert hint == "Give a new folder: qualcode demo my-demo"
    message, _ = refusal(run("demo", "thesis.docx"))
    assert "thesis.docx" in message
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_the_demo_leaves_a_study_of_ones_own_alone(project: Path, run: Run) -> None:
    with (project / "study.toml").open("a") as file:
        file.write("# ours\n")
    before = dump(project)
    refusal(run("demo", "."))
    assert differing(before, dump(project)) == []
    assert not (project / "exports" / "codes.csv").exists()


def test_a_backup_is_a_whole_project(project: Path, run: Run, tmp_path: Path) -> None:
    answer = run("backup")
    assert answer.status == 0
    path = Path(answer.err.removeprefix("Written and checked: ").strip())
    assert path.parent == project / "backups"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    tables = run("count", "--format", "json").out
    rows = dump(project)
    assert run("transcripts", "remove", FG1).status == 0
    assert run("backup", "-o", tmp_path / "usb.db").status == 0
    for part in project.glob("qualcode.db*"):
        part.unlink()
    shutil.copyfile(path, project / "qualcode.db")
    assert run("count", "--format", "json").out == tables
    assert differing(rows, dump(project)) == []
    assert run("check").status == 0


def test_check_finds_what_somebody_changed_by_hand(project: Path, run: Run) -> None:
    good = run("check", "--format", "json")
    assert good.status == 0
    assert all(row["problems"] == 0 for row in good.rows)
    assert "a quotation is the text at its place" in [row["promise"] for row in good.rows]
    with closing(sqlite3.connect(project / "qualcode.db")) as connection, connection:
        connection.execute("UPDATE anchor SET quotation = 'something else' WHERE coding = (SELECT min(coding) FROM anchor)")
    answer = run("check", "--format", "json")
    assert answer.status == 1
    broken = [row["promise"] for row in answer.rows if row["problems"]]
    assert broken == ["a quotation is the text at its place"]
    assert "its quotation is not what stands at its place" in answer.err


# --- the codebook -------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("shared")
def test_the_codebook_is_shown_whole_or_in_part(run: Run) -> None:
    everything = run("codebook", "show", "--format", "json").rows
    assert len(everything) == 46
    part = run("codebook", "show", "coop", "--format", "json").rows
    assert [row["code"] for row in part] == ["coop", "coop.communication", "coop.coordination", "coop.secrecy", "coop.legal", "coop.image"]
    assert [row["label"] for row in run("codebook", "show", "coop.secrecy", "--label-language", "fr", "--format", "json").rows] == [
        "Secret professionnel"
    ]


def test_a_changed_codebook_is_noticed_checked_and_loaded(project: Path, run: Run) -> None:
    path = project / "codebooks" / "case-management.yaml"
    text = path.read_text(encoding="utf-8")
    assert "Note:" not in run("count").err
    path.write_text(text.replace("Beroepsgeheim", "Zwijgplicht", 1), encoding="utf-8")
    assert run("count").err == "Note: codebooks/case-management.yaml has changed since it was loaded: qualcode codebook load\n"
    assert [row["label"] for row in run("codebook", "show", "coop.secrecy", "--format", "json").rows] == ["Beroepsgeheim"]
    answer = run("codebook", "load")
    assert answer.err == "Loaded: cm-justice-care 0.1.0, 38 codes under 8 themes.\n"
    assert [row["label"] for row in run("codebook", "show", "coop.secrecy", "--format", "json").rows] == ["Zwijgplicht"]
    assert "Zwijgplicht" in run("count", "--code", "coop.secrecy").text
    assert run("codebook", "load").err.startswith("In use already: ")
    assert run("undo").status == 0
    assert "Note:" in run("count").err


def test_codebook_check_lists_what_to_look_at(project: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = run("codebook", "check")
    assert answer.status == 1
    assert "no coding uses justice.measures" in answer.text
    assert answer.err == f"46 codes, 3 attributes, {len(answer.text.splitlines())} things to look at.\n"
    path = project / "codebooks" / "case-management.yaml"
    monkeypatch.chdir(tmp_path)
    outside = run("codebook", "check", path)
    assert (outside.status, outside.out) == (0, b"")
    assert outside.err == "46 codes, 3 attributes, 0 things to look at.\n"
    path.write_text(path.read_text(encoding="utf-8").replace("coop.secrecy", "coop.nothing", 1), encoding="utf-8")
    assert run("codebook", "check", path).status == 1


def test_the_program_needs_no_folder_of_its_own(tmp_path: Path) -> None:
    """A study is made and asked from a process that knows nothing of the repository but the program."""
    answers = processes("init s", f"coders add {CODER} --project s", "transcripts list --project s", folder=tmp_path)
    assert [answer.status for answer in answers.values()] == [0, 0, 0]
    assert process("history", "--project", "s", "--format", "json", folder=tmp_path).rows[0]["command"] == f"coders add {CODER}"
