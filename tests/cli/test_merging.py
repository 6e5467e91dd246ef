"""merge, and review --kind merge: what is told, asked, and refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Run, dump, refusal

FG1 = "antwerpen-zorg-fg1"


@pytest.fixture
def copy(project: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project's folder in which bram has coded, and has changed a definition that was changed here too."""
    run("coders", "add", "bram")
    run("share", "-o", tmp_path / "bram.qualcode")
    run("init", "--from", tmp_path / "bram.qualcode", tmp_path / "bram")
    monkeypatch.chdir(tmp_path / "bram")
    run("coding", "add", FG1, "coop.secrecy", "--turn", "2", "--as", "bram")
    run("codebook", "edit", "coop.secrecy", "--definition", "nl=Zoals bram het ziet.", "--as", "bram")
    monkeypatch.chdir(project)
    run("codebook", "edit", "coop.secrecy", "--definition", "nl=Zoals C1 het ziet.")
    return tmp_path / "bram"


def test_a_merge_is_told_first_and_asked_about(project: Path, copy: Path, run: Run) -> None:
    before = dump(project)
    answer = run("merge", copy, "--dry-run", "--format", "json")
    assert answer.status == 0
    came = answer.data["tables"][0] if "tables" in answer.data else answer.data
    assert came["rows"] == [{"coder": "bram", "transcript": FG1, "code": "coop.secrecy", "new": 1, "removed": 0, "changed": 0}]
    assert answer.err.splitlines()[-1] == "Nothing was changed: this is what would come in."
    message, hint = refusal_after_tables(run, "merge", copy)
    assert message == "Nothing was merged: there is no terminal to ask at."
    assert "--yes" in hint
    assert dump(project) == before
    assert not (project / "backups").exists()
    done = run("merge", copy, "--yes", "--format", "csv")
    assert done.status == 0
    assert done.text.splitlines() == ["coder,transcript,code,new,removed,changed", f"bram,{FG1},coop.secrecy,1,0,0"]
    assert "Merged. The project as it was before: " in done.err
    assert run("merge", copy, "--yes").err.splitlines()[-1] == "Nothing is new: all of it is here already."
    assert len(list((project / "backups").iterdir())) == 1


def refusal_after_tables(run: Run, *args: str | Path) -> tuple[str, str]:
    lines = run(*args).err.splitlines()
    return lines[-2].removeprefix("Error: "), lines[-1]


@pytest.mark.usefixtures("project")
def test_what_copies_do_not_agree_on_is_decided_by_id(copy: Path, run: Run) -> None:
    run("merge", copy, "--yes")
    rows = run("review", "--kind", "merge", "--list", "--format", "json").rows
    assert [(row["what"], row["about"], row["answer"]) for row in rows] == [
        ("codebook", "coop.secrecy definition (nl)", answer) for answer in ("base", "C1", "bram")
    ]
    id = rows[0]["id"]
    assert "Nothing says what is the answer." in run("review", "--kind", "merge", "--accept", id).err
    assert "is no answer to question" in run("review", "--kind", "merge", "--accept", id, "--to", "eva").err
    assert "No question waits" in run("review", "--kind", "merge", "--accept", "zzzzzzzz", "--to", "bram").err
    assert "there is no terminal to ask at" in run("review", "--kind", "merge").err
    assert "cannot be narrowed" in run("review", "--kind", "merge", "--code", "coop", "--list").err
    assert run("review", "--kind", "merge", "--accept", id, "--to", "bram").err == "Decided: 1, bram. Take it back with: qualcode undo\n"
    assert "Zoals bram het ziet." in Path("codebooks/case-management.yaml").read_text(encoding="utf-8")
    assert run("review", "--kind", "merge", "--list").err == "Copies agree: nothing waits after a merge.\n"
    assert run("undo").status == 0
    assert "Zoals bram" not in Path("codebooks/case-management.yaml").read_text(encoding="utf-8")
    assert len(run("review", "--kind", "merge", "--list", "--format", "json").rows) == 3
    assert run("review", "--kind", "merge", "--reject", id).err == "Left as it is: 1.\n"
    assert run("check").status == 0


@pytest.mark.usefixtures("project")
def test_a_codebook_that_was_not_loaded_there_does_not_come_along_unsaid(copy: Path, run: Run) -> None:
    book = copy / "codebooks" / "case-management.yaml"
    assert "has changed since it was loaded there" not in run("merge", copy, "--dry-run").err
    book.write_text(book.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert run("merge", copy, "--dry-run").err.startswith(f"Note: {book} has changed since it was loaded there: that does not come along.")


@pytest.mark.usefixtures("project")
def test_a_project_that_was_begun_apart_is_told_of(copy: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", tmp_path / "other")
    monkeypatch.chdir(tmp_path / "other")
    run("coders", "add", "C1")
    said = f"Note: {copy} is no copy of this project: it was begun apart. Is it the right file?"
    assert run("merge", copy, "--dry-run").err.splitlines()[0] == said
    monkeypatch.chdir(copy)
    assert "begun apart" not in run("merge", tmp_path / "bram.qualcode", "--dry-run").err


@pytest.mark.usefixtures("project")
def test_who_has_not_finished_is_not_told_with_which_codes_others_have_coded(copy: Path, run: Run) -> None:
    run("coders", "add", "eva")
    run("coders", "assign", FG1, "--to", "eva")
    (hidden,) = run("merge", copy, "--dry-run", "--as", "eva", "--format", "json").data["tables"][0]["rows"]
    assert hidden == {"coder": "bram", "transcript": FG1, "code": "", "new": 1, "removed": 0, "changed": 0}
    assert f"not shown until you have finished them: {FG1}." in run("merge", copy, "--dry-run", "--as", "eva").text
    run("coders", "finish", FG1, "--as", "eva")
    (seen,) = run("merge", copy, "--dry-run", "--as", "eva", "--format", "json").data["tables"][0]["rows"]
    assert seen["code"] == "coop.secrecy"


def test_an_evil_file_is_refused_in_two_lines_and_changes_nothing(project: Path, copy: Path, run: Run) -> None:
    with closing(sqlite3.connect(copy / "qualcode.db")) as connection:
        connection.execute("CREATE TRIGGER bomb AFTER INSERT ON coding BEGIN DELETE FROM coding; END")
        connection.commit()
    before = dump(project)
    message, _ = refusal(run("merge", copy, "--yes"))
    assert "holds what qualcode does not make, or lacks what it makes: bomb." in message
    assert dump(project) == before
    for wrong, said in ((project / "study.toml", "is not a project of qualcode"), (project / "none.qualcode", "There is no file")):
        assert said in refusal(run("merge", wrong))[0]


def test_what_is_told_of_a_correction_and_another_text_of_the_same_name(
    project: Path, copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, words in ((copy, "Dit zeggen zij."), (project, "Dat zeggen wij.")):
        (folder / "nieuw.txt").write_text(f"R1: {words}\nM: Dank u.\n", encoding="utf-8")
        monkeypatch.chdir(folder)
        assert run("import", "nieuw.txt").status == 0
    answer = run("merge", copy, "--yes")
    (told,) = [line for line in answer.err.splitlines() if line.startswith("There is another text")]
    assert told.startswith("There is another text that is called nieuw: this one becomes nieuw-")
    assert {id for id in (row["transcript"] for row in run("transcripts", "list", "--format", "json").rows) if id.startswith("nieuw")} == {
        "nieuw",
        told.rstrip(".").rpartition(" ")[2],
    }
