"""Codebooks merged from the command line, in a project, and by git."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Answer, Run, environment
from tests.cli.terminals import PATIENCE_SECONDS, terminal

BASE = """\
# Of the team
id: small
languages: [nl, fr]
codes:
- id: a
  label: {nl: Een, fr: Un}
  definition:
    nl: Het eerste.
    fr: Le premier.
- id: b
  label: {nl: Twee, fr: Deux}
- id: c
  label: {nl: Drie, fr: Trois}
"""
OURS = BASE.replace("Het eerste.", "Het allereerste.").replace("fr: Deux", "fr: Second")
THEIRS = BASE.replace("Le premier.", "Le tout premier.").replace("nl: Drie", "nl: Derde")
BOTH = OURS.replace("Le premier.", "Le tout premier.").replace("nl: Drie", "nl: Derde")
AGAINST = BASE.replace("Het eerste.", "Het begin.").replace("nl: Drie", "nl: Derde")
MARKED = """\
<<<<<<< ours
    nl: Het allereerste.
||||||| base
    nl: Het eerste.
=======
    nl: Het begin.
>>>>>>> theirs
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of two teams."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("base", BASE), ("ours", OURS), ("theirs", THEIRS), ("against", AGAINST)):
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def text_of(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def test_three_files_are_merged_to_stdout_or_into_a_file(here: Path, run: Run) -> None:
    said = run("codebook", "merge", "base.yaml", "ours.yaml", "theirs.yaml")
    assert (said.status, said.text) == (0, BOTH)
    assert said.err == "Base: base.yaml\n2 things differ from ours now.\n"
    assert run("codebook", "merge", "base.yaml", "ours.yaml", "theirs.yaml", "-o", "merged.yaml").text == ""
    assert text_of("merged.yaml") == BOTH
    assert run("codebook", "merge", "base.yaml", "ours.yaml", "theirs.yaml", "-o", "ours.yaml", "--dry-run").status == 0
    assert text_of("ours.yaml") == OURS
    assert sorted(path.name for path in here.iterdir()) == ["against.yaml", "base.yaml", "merged.yaml", "ours.yaml", "theirs.yaml"]


def test_conflicts_are_told_marked_and_refused_until_they_are_settled(here: Path, run: Run) -> None:
    said = run("codebook", "merge", "base.yaml", "ours.yaml", "against.yaml", "-o", "merged.yaml", "--report", "conflicts.csv")
    assert said.status == 1
    assert "a definition (nl): both changed\n  base    Het eerste.\n  ours    Het allereerste.\n  theirs  Het begin.\n" in said.err
    assert said.err.endswith("1 conflict is left: qualcode codebook resolve merged.yaml\n")
    assert text_of("merged.yaml") == OURS.replace("    nl: Het allereerste.\n", MARKED).replace("nl: Drie", "nl: Derde")
    for command in ("check", "load"):
        refused = run("codebook", command, "merged.yaml", *(["--project", str(here)] if command == "load" else []))
        assert refused.status == 1
    assert "merged.yaml:8:1: a conflict mark was left in: <<<<<<<" in run("codebook", "check", "merged.yaml").err
    with Path("conflicts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["code"], row["field"], row["base"], row["ours"], row["theirs"]) for row in rows] == [
        ("a", "definition", "Het eerste.", "Het allereerste.", "Het begin.")
    ]
    for who, text in (("ours", "Het allereerste."), ("theirs", "Het begin."), ("base", "Het eerste.")):
        settled = run("codebook", "merge", "base.yaml", "ours.yaml", "against.yaml", "--resolve", who)
        assert (settled.status, f"    nl: {text}\n" in settled.text) == (0, True)
        Path("choices.csv").write_text(f"conflict,choice\n{rows[0]['conflict']},{who}\n", encoding="utf-8")
        assert run("codebook", "merge", "base.yaml", "ours.yaml", "against.yaml", "--resolve", "choices.csv").text == settled.text
        shutil.copyfile("merged.yaml", "settled.yaml")
        assert run("codebook", "resolve", "settled.yaml", "--take", who).status == 0
        assert text_of("settled.yaml") == settled.text
    wrong = run("codebook", "resolve", "merged.yaml", "--take", "their")
    assert wrong.err == "Error: Unknown side: their\nDid you mean theirs?\n"
    Path("choices.csv").write_text(f"conflict,choice\n{rows[0]['conflict']},mine\n", encoding="utf-8")
    assert run("codebook", "merge", "base.yaml", "ours.yaml", "against.yaml", "--resolve", "choices.csv").err.endswith(
        "Error: choices.csv settles a conflict by mine.\nKnown: ours, theirs, base.\n"
    )


def test_choices_come_back_from_spreadsheets_in_any_form(here: Path, run: Run) -> None:
    import openpyxl

    merge = ("codebook", "merge", "base.yaml", "ours.yaml", "against.yaml")
    for name in ("conflicts.xlsx", "conflicts.csv"):
        assert run(*merge, "--report", name, "--dry-run").status == 1
    book = openpyxl.load_workbook("conflicts.xlsx")
    book["Conflicts"]["I2"] = "Theirs"
    book.save("chosen.xlsx")
    expected = run(*merge, "--resolve", "theirs")
    assert run(*merge, "--resolve", "chosen.xlsx").text == expected.text
    key = text_of("conflicts.csv").splitlines()[1].partition(",")[0]
    Path("chosen.csv").write_bytes(f"conflict;code;choice\r\n{key};naïef;theirs\r\ncdeadbee;a;ours\r\n".encode("cp1252"))
    said = run(*merge, "--resolve", "chosen.csv")
    assert (said.status, said.text) == (0, expected.text)
    assert "Not there any more, so nothing is settled by it: conflict cdeadbee of chosen.csv\n" in said.err
    Path("other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert run(*merge, "--resolve", "other.csv").err.endswith(
        "Error: other.csv holds no table with the columns conflict and choice.\nGive the table of conflicts that was filled in.\n"
    )
    assert run(*merge, "--resolve", "their").err.endswith("Error: Unknown side: their\nDid you mean theirs?\n")
    assert here.is_dir()


def test_who_loses_an_id_is_told_the_new_one(here: Path, run: Run) -> None:
    for name, label in (("ours", "Wonen"), ("theirs", "Werk")):
        Path(f"{name}.yaml").write_text(f"{BASE}- id: d\n  label: {{nl: {label}}}\n", encoding="utf-8")
    said = run("codebook", "merge", "base.yaml", "ours.yaml", "theirs.yaml", "--resolve", "ours")
    assert said.status == 0
    assert "d of theirs is d-2 now: qualcode codebook rename gives it a better id.\n" in said.err
    assert "is d-2 now" not in run("codebook", "merge", "base.yaml", "ours.yaml", "theirs.yaml").err
    assert here.is_dir()


def test_conflicts_are_settled_one_key_at_a_time(here: Path, run: Run) -> None:
    Path("ours.yaml").write_text(OURS.replace("fr: Trois", "fr: Troisième"), encoding="utf-8")
    Path("theirs.yaml").write_text(AGAINST.replace("fr: Trois", "fr: Le trois").replace("nl: Derde", "nl: Drie"), encoding="utf-8")
    assert run("codebook", "merge", "base.yaml", "ours.yaml", "theirs.yaml", "-o", "merged.yaml").status == 1
    assert run("codebook", "resolve", "merged.yaml").err.startswith("Error: 2 conflicts wait, but there is no terminal to ask at.")
    with terminal(here, "codebook", "resolve", "merged.yaml") as (screen, program):
        shown = screen.until("[q] quit")
        assert "1 of 2  a" in shown
        assert "[o] ours" in shown
        assert "nl: Het begin." in shown
        # What the base has not is underlined.
        assert "nl: Het \x1b[4mbegin." in screen.shown
        assert "nl: Het eerste." in screen.shown
        screen.press("z")
        screen.press("t")
        assert "2 of 2  c" in screen.until("[q] quit")
        assert text_of("merged.yaml").count("<<<<<<<") == 1
        screen.press("q")
        screen.until("1 conflict is left in merged.yaml.")
        assert program.wait(PATIENCE_SECONDS) == 1
    with terminal(here, "codebook", "resolve", "merged.yaml") as (screen, program):
        assert "1 of 1  c" in screen.until("[q] quit")
        screen.press("b")
        screen.until("All conflicts are settled in merged.yaml.")
        assert program.wait(PATIENCE_SECONDS) == 0
    assert text_of("merged.yaml") == OURS.replace("Het allereerste.", "Het begin.")
    assert run("codebook", "resolve", "merged.yaml").err == "No conflicts are marked.\n"


@pytest.mark.usefixtures("here")
def test_any_number_of_files_in_any_order(run: Run) -> None:
    Path("third.yaml").write_text(BASE.replace("nl: Twee", "nl: Tweede"), encoding="utf-8")
    files = ["ours.yaml", "theirs.yaml", "third.yaml"]
    said = run("codebook", "merge", "--all", *files, "--base", "base.yaml")
    assert (said.status, said.text) == (0, BOTH.replace("nl: Twee", "nl: Tweede"))
    assert run("codebook", "merge", "--all", *files[::-1], "--base", "base.yaml").text == said.text
    against = [*files, "against.yaml"]
    conflict = run("codebook", "merge", "--all", *against, "--base", "base.yaml")
    assert conflict.text.count("<<<<<<< against.yaml\n") == 1
    assert run("codebook", "merge", "--all", *against[::-1], "--base", "base.yaml") == conflict
    assert run("codebook", "merge", "--all", "ours.yaml", "ours.yaml", "--base", "base.yaml").err.startswith(
        "Error: A file was given twice."
    )


@pytest.mark.usefixtures("here")
def test_without_a_base_whatever_differs_is_asked(run: Run) -> None:
    said = run("codebook", "merge", "ours.yaml", "theirs.yaml")
    assert said.status == 1
    assert said.err.startswith("Base: none\nConflict 1 of 4, ")
    assert ": not the same\n  ours    Het allereerste.\n  theirs  Het eerste.\n" in said.err
    assert said.text.count("<<<<<<< ours") == said.text.count(">>>>>>> theirs") == 4
    assert "|||||||" not in said.text
    assert run("codebook", "merge", "ours.yaml", "theirs.yaml", "--report", "conflicts.md", "--dry-run").status == 1
    assert "choice: ours, theirs; hand the table back with --resolve FILE" in text_of("conflicts.md")


def test_codes_that_look_like_one_are_proposed_and_joined_only_when_a_person_says_so(here: Path, run: Run) -> None:
    Path("ours.yaml").write_text(BASE + "- id: secret\n  label: {nl: Beroepsgeheim}\n  definition: {nl: Zwijgen.}\n", encoding="utf-8")
    Path("theirs.yaml").write_text(
        BASE.replace("id: b\n", "id: deux\n") + "- id: geheim\n  label: {nl: Beroepsgeheim, fr: Secret}\n", encoding="utf-8"
    )
    said = run("codebook", "merge", "base.yaml", "ours.yaml", "theirs.yaml")
    assert "These may be one code: secret (ours) and geheim (theirs), label in nl alike to 100 %: Beroepsgeheim | Beroepsgeheim" in said.err
    assert "These may be one code: b (base) and deux (theirs), label in nl alike to 100 %: Twee | Twee" in said.err
    assert said.text.count("Beroepsgeheim") == 2
    Path("same.csv").write_text("base,ours,theirs\n,secret,geheim\nb,,deux\n", encoding="utf-8")
    joined = run("codebook", "merge", "base.yaml", "ours.yaml", "theirs.yaml", "--matches", "same.csv", "--resolve", "ours")
    assert joined.status == 0
    assert joined.text.count("Beroepsgeheim") == 1
    assert "- id: secret\n  label: {nl: Beroepsgeheim, fr: Secret}\n  definition: {nl: Zwijgen.}\n" in joined.text
    assert "- id: deux\n  guid: " in joined.text
    with terminal(
        here, "codebook", "merge", "base.yaml", "ours.yaml", "theirs.yaml", "--interactive", "--resolve", "ours", "-o", "m.yaml"
    ) as (
        screen,
        program,
    ):
        for _ in range(2):
            screen.until("they stay apart")
            screen.press("y")
        assert program.wait(PATIENCE_SECONDS) == 0
    assert text_of("m.yaml") == joined.text


def test_a_version_of_somebody_else_comes_into_the_project(empty: Path, run: Run) -> None:
    path = empty / "codebooks" / "case-management.yaml"
    first = path.read_text(encoding="utf-8")
    ours = first.replace("fr: Secret professionnel", "fr: Le secret professionnel")
    path.write_text(ours, encoding="utf-8")
    assert run("codebook", "load").status == 0
    theirs = empty / "theirs.yaml"
    theirs.write_text(first.replace("nl: Beroepsgeheim,", "nl: Het beroepsgeheim,"), encoding="utf-8")
    said = run("codebook", "merge", theirs)
    assert said.status == 0
    assert said.err.startswith("Base: codebooks/case-management.yaml as loaded on ")
    assert f"Merged: {theirs}. codebooks/case-management.yaml: 1 line written, 1 taken out." in said.err
    assert path.read_text(encoding="utf-8") == ours.replace("nl: Beroepsgeheim,", "nl: Het beroepsgeheim,")
    assert "Het beroepsgeheim" in run("codebook", "show", "coop.secrecy", "--label-language", "nl").text
    assert run("codebook", "merge", theirs).err.splitlines()[1] == "0 things differ from ours now."
    assert run("undo").status == 0
    assert path.read_text(encoding="utf-8") == ours


def test_a_merge_that_was_undone_can_be_made_again(empty: Path, run: Run) -> None:
    """What was taken back is no common ancestor: else the other's change would be lost as if we had changed it back."""
    path = empty / "codebooks" / "case-management.yaml"
    first = path.read_text(encoding="utf-8")
    theirs, more = empty / "theirs.yaml", empty / "more.yaml"
    theirs.write_text(first.replace("nl: Beroepsgeheim,", "nl: Het beroepsgeheim,"), encoding="utf-8")
    more.write_text(theirs.read_text(encoding="utf-8").replace("nl: Wettelijk kader,", "nl: Wetten,"), encoding="utf-8")
    for _ in range(2):
        assert run("codebook", "merge", theirs).status == 0
        assert path.read_text(encoding="utf-8") == theirs.read_text(encoding="utf-8")
        assert run("undo").status == 0
        assert path.read_text(encoding="utf-8") == first
    assert run("codebook", "merge", more).status == 0
    assert path.read_text(encoding="utf-8") == more.read_text(encoding="utf-8")
    assert run("undo").status == 0
    assert run("redo").status == 0
    assert run("codebook", "edit", "coop.legal", "--label", "nl=Kader").status == 0
    assert run("codebook", "merge", more).err.splitlines()[1] == "0 things differ from ours now."


def test_a_code_with_codings_that_the_other_removed_is_a_question(project: Path, run: Run) -> None:
    path = project / "codebooks" / "case-management.yaml"
    text = path.read_text(encoding="utf-8")
    codings = len(run("coding", "list", "--code", "coop.legal", "--format", "json").rows)
    assert codings > 1
    start, end = (text.index(f"  - id: {id}\n") for id in ("coop.legal", "coop.image"))
    theirs = project / "theirs.yaml"
    theirs.write_text(text[:start] + text[end:].replace("fr: La collaboration", "fr: Collaborer"), encoding="utf-8")
    said = run("codebook", "merge", theirs, "--dry-run")
    assert said.status == 1
    assert "Conflict 1 of 1, " in said.err
    assert "coop.legal: removed and changed\n" in said.err
    assert f"; {codings} codings\n  theirs  (nothing)\n" in said.err
    assert run("codebook", "merge", theirs, "--resolve", "theirs").status == 1
    assert path.read_text(encoding="utf-8") == text
    assert run("codebook", "merge", theirs, "--resolve", "ours").status == 0
    assert "- id: coop.legal\n" in path.read_text(encoding="utf-8")


def test_a_file_that_is_not_in_use_as_it_is_is_merged_and_left_to_be_loaded(empty: Path, run: Run) -> None:
    path = empty / "codebooks" / "case-management.yaml"
    first = path.read_text(encoding="utf-8")
    path.write_text(first.replace("fr: Secret professionnel", "fr: Le secret professionnel"), encoding="utf-8")
    theirs = empty / "theirs.yaml"
    theirs.write_text(first.replace("nl: Beroepsgeheim,", "nl: Het beroepsgeheim,"), encoding="utf-8")
    said = run("codebook", "merge", theirs)
    assert said.err.endswith("Written: codebooks/case-management.yaml\nTake it into use with: qualcode codebook load\n")
    assert "nl: Het beroepsgeheim, fr: Le secret professionnel" in path.read_text(encoding="utf-8")


def test_the_base_of_two_projects_is_what_both_have_loaded(empty: Path, tmp_path: Path, run: Run) -> None:
    other = shutil.copytree(empty, tmp_path / "other")
    name = "codebooks/case-management.yaml"
    for folder, old, new in ((empty, "nl: Beroepsgeheim,", "nl: Geheim,"), (other, "fr: Secret professionnel", "fr: Secret")):
        text = (folder / name).read_text(encoding="utf-8").replace(old, new)
        (folder / name).write_text(text, encoding="utf-8")
        assert run("codebook", "load", "--project", folder).status == 0
    assert run("codebook", "merge", other).status == 0
    merged = (empty / name).read_text(encoding="utf-8")
    assert "nl: Geheim, fr: Secret," in merged


def git(folder: Path, *args: str) -> Answer:
    done = subprocess.run(["git", *args], cwd=folder, env=environment(folder), capture_output=True, check=False)
    return Answer(done.returncode, done.stdout, done.stderr.decode())


def test_git_merges_codebooks_with_the_driver(here: Path) -> None:
    program = f"{sys.executable} -m qualcode codebook git-driver %O %A %B %P"
    Path(".gitattributes").write_text("*.yaml merge=qualcode\n", encoding="utf-8")
    for name in ("ours", "theirs", "against"):
        Path(f"{name}.yaml").rename(f"{name}.txt")
    for args in (
        ("init", "-q", "-b", "main"),
        ("config", "user.name", "R1"),
        ("config", "user.email", "r1@example.org"),
        ("config", "merge.qualcode.name", "codebooks by code, field and language"),
        ("config", "merge.qualcode.driver", program),
        ("add", "."),
        ("commit", "-q", "-m", "base"),
    ):
        assert git(here, *args).status == 0
    for branch, text in (("theirs", THEIRS), ("against", AGAINST), ("lines", "id: b: c\n"), ("ours", OURS)):
        assert git(here, "checkout", "-q", "-b", branch, "main").status == 0
        Path("base.yaml").write_text(text, encoding="utf-8")
        assert git(here, "commit", "-q", "-a", "-m", branch).status == 0
    assert git(here, "merge", "-q", "--no-edit", "theirs").status == 0
    assert text_of("base.yaml") == BOTH
    assert git(here, "merge", "-q", "--no-edit", "against").status == 1
    assert text_of("base.yaml") == BOTH.replace("    nl: Het allereerste.\n", MARKED)
    assert b"UU base.yaml" in git(here, "status", "--short").out
    assert git(here, "merge", "--abort").status == 0
    by_lines = git(here, "merge", "-q", "--no-edit", "lines")
    assert by_lines.status == 1
    assert "base.yaml cannot be read as a codebook, so it is merged by lines.\n  theirs:1:6: " in by_lines.err
    assert "<<<<<<< ours" in text_of("base.yaml")
