"""The codebook changed from the command line: what is told, what stands in the file, and what the project says of it afterwards."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, differing, dump, process, refusal
from tests.cli.terminals import PATIENCE_SECONDS, terminal

BOOK = "codebooks/case-management.yaml"
FG1 = "antwerpen-zorg-fg1"


def text(project: Path) -> str:
    return (project / BOOK).read_bytes().decode()


def by_code(run: Run) -> Counter[str]:
    """How many codings each code has."""
    return Counter(row["code"] for row in run("coding", "list", "--format", "json").rows)


def test_a_code_is_added_renamed_moved_retired_and_all_taken_back(project: Path, run: Run) -> None:
    before, codings = text(project), by_code(run)
    answer = run(
        *(
            "codebook",
            "add",
            "coop.trust",
            "--under",
            "coop",
            "--after",
            "coop.secrecy",
            "--label",
            "nl=Vertrouwen",
            "--label",
            "fr=Confiance",
        ),
        *("--exclude", "nl=geheim → coop.secrecy", "--keyword", "nl=vertrouw*", "--why", "kwam op in Charleroi"),
    )
    assert (answer.status, answer.out) == (0, b"")
    assert answer.err == f"Added: coop.trust. {BOOK}: 7 lines written, 0 taken out.\n"
    assert re.search(r"\n  - id: coop\.trust\n    guid: [0-9a-f-]{36}\n    label: \{nl: Vertrouwen, fr: Confiance\}\n", text(project))
    assert run("codebook", "show", "coop.trust", "--format", "json").rows[0]["since"] == "0.1.0"
    answer = run("codebook", "rename", "coop.secrecy", "coop.silence")
    assert answer.err.startswith("Renamed: coop.secrecy is coop.silence now. ")
    assert "coop.secrecy" not in text(project)
    assert "nl: geheim → coop.silence" in text(project)
    assert by_code(run)["coop.silence"] == codings["coop.secrecy"]
    assert run("codebook", "move", "coop.silence", "--under", "justice").err.startswith("Moved: coop.silence, under justice. ")
    answer = run("codebook", "retire", "coop.silence", "--why", "te breed")
    assert answer.err.splitlines()[1] == f"It keeps {codings['coop.secrecy']} codings."
    assert "retired" in refusal(run("coding", "add", FG1, "coop.silence", "--turn", "4"))[0]
    assert run("codebook", "restore", "coop.silence").status == 0
    assert run("codebook", "check").status == run("codebook", "check", BOOK).status
    assert run("check").status == 0
    assert run("codebook", "diff").text.endswith("0 differences in 0 codes.\n")
    after = text(project)
    assert run("undo", "5").status == 0
    assert (text(project), by_code(run)) == (before, codings)
    assert run("redo", "5").status == 0
    assert text(project) == after


def test_a_dry_run_shows_the_lines_and_changes_nothing(project: Path, run: Run) -> None:
    before, rows = text(project), dump(project)
    answer = run("codebook", "rename", "coop.secrecy", "coop.silence", "--dry-run")
    assert answer.status == 0
    lines = answer.text.splitlines()
    assert lines[:2] == [f"--- {BOOK}", f"+++ {BOOK}"]
    assert "-  - id: coop.secrecy" in lines
    assert "+  - id: coop.silence" in lines
    assert answer.err == "Nothing was changed. Without --dry-run: renamed: coop.secrecy is coop.silence now.\n"
    assert text(project) == before
    assert differing(rows, dump(project)) == []


def test_codes_are_joined_and_the_list_says_what_each_coding_was(project: Path, run: Run) -> None:
    before, codings = text(project), by_code(run)
    for code, note in (("coop.legal", "wet"), ("coop.secrecy", "geheim")):
        assert run("coding", "add", FG1, code, "--turn", "9", "--note", note).status == 0
    line = ["codebook", "join", "coop.secrecy", "coop.legal", "--into", "coop.silence", "--label", "nl=Zwijgen", "--label", "fr=Silence"]
    told = (
        f"got coop.silence: {codings['coop.secrecy'] + 1} of coop.secrecy, {codings['coop.legal'] + 1} of coop.legal.\n"
        "On the same words of one coder: 1 coding in the place of several, with all notes.\n"
    )
    assert told.replace("got", "would get", 1) in run(*line, "--dry-run").err
    answer = run(*line, "--why", "één thema in alle groepen")
    assert answer.status == 0
    assert f"Codings that {told}" in answer.err
    rows = run("coding", "list", "--code", "coop.silence", "--format", "json").rows
    assert len(rows) == codings["coop.secrecy"] + codings["coop.legal"] + 1
    assert Counter(row["was"] for row in rows)["coop.legal"] == codings["coop.legal"]
    both = next(row for row in rows if "," in row["was"])
    assert (both["was"], both["note"]) == ("coop.secrecy, coop.legal", "geheim\nwet")
    assert run("codebook", "log", "--format", "json").rows[0]["why"] == "één thema in alle groepen"
    listed = run("coding", "list", "--format", "csv").out
    (project / "back.csv").write_bytes(listed)
    assert "there already: " in run("coding", "import", "back.csv", "--dry-run").err
    assert next(csv.DictReader(io.StringIO(listed.decode()))).keys() >= {"was", "note"}
    assert run("check").status == 0
    assert run("undo", "3").status == 0
    assert (text(project), by_code(run)) == (before, codings)


def test_suggestions_of_joined_codes_are_decided_on_as_those_of_the_one(project: Path, run: Run) -> None:
    rows = run("suggest", "--suggester", "keywords", "--coded", "--code", "coop.secrecy", "--format", "json").rows
    assert run("review", "--reject", rows[0]["id"]).status == 0
    answer = run("codebook", "join", "coop.secrecy", "--into", "coop.legal")
    assert re.search(r"Suggestions that went along: \d+; decisions on them: 1\.", answer.err)
    waiting = {row["quotation"] for row in run("review", "--list", "--code", "coop.legal", "--format", "json").rows}
    assert {row["quotation"] for row in rows[1:]} <= waiting
    assert rows[0]["quotation"] not in waiting
    assert run("codebook", "edit", "coop.legal", "--drop-keyword", "nl=zwijgplicht").status == 0
    notes = run("review", "--list", "--format", "json").data["notes"]
    assert len(notes) == 1
    assert "made with other keywords or texts of their codes than the codebook has now" in notes[0]
    assert project.is_dir()


def test_only_the_lines_that_are_others_are_counted(project: Path, run: Run) -> None:
    """A code of twelve lines that goes past one of fifty is twelve lines elsewhere."""
    moved = run("codebook", "move", "coop.secrecy", "--before", "client.family")
    assert moved.err == f"Moved: coop.secrecy, under client. {BOOK}: 12 lines written, 12 taken out.\n"
    assert run("codebook", "rename", "coop.image", "coop.beeld").err.endswith(" 2 lines written, 1 taken out.\n")
    assert project.is_dir()


@pytest.mark.usefixtures("project")
def test_a_code_does_not_stand_behind_itself(run: Run) -> None:
    for side in ("--after", "--before"):
        message, _ = refusal(run("codebook", "move", "coop.secrecy", side, "coop.secrecy"))
        assert message == "coop.secrecy cannot be put behind or before itself."


def test_colours_can_be_said_in_any_form(project: Path, run: Run) -> None:
    for said, written in (("#3AF", "#33aaff"), ("rgb(1, 2, 3)", "#010203"), ("olive", "#808000"), ("#3366AA", "#3366AA")):
        assert run("codebook", "edit", "coop.secrecy", "--colour", said).status == 0
        assert f'colour: "{written}"\n' in text(project)
    message, _ = refusal(run("codebook", "edit", "coop.secrecy", "--colour", "roodachtig"))
    assert message == "roodachtig is not a colour."


def test_letters_of_two_signs_are_those_of_one(project: Path, run: Run) -> None:
    """As they come from some keyboards, and from names of files on some machines."""
    assert run("codebook", "add", "de\u0301passe\u0301", "--label", "fr=De\u0301passe\u0301").status == 0
    assert "- id: dépassé\n" in text(project)
    assert "label: {fr: Dépassé}\n" in text(project)
    assert run("codebook", "retire", "de\u0301passe\u0301").status == 0
    message, _ = refusal(run("codebook", "add", "dépassé"))
    assert message == "There is a code dépassé already."
    here = project / "e\u0301te\u0301.yaml"
    here.write_text(text(project), encoding="utf-8")
    assert run("codebook", "check", str(here)).status == 1


# --- in the editor ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that keeps what it was given, and runs a program of sed on it."""
    path = tmp_path / "editor.sh"
    path.write_text(f'#!/bin/sh\ncp "$1" "{tmp_path}/given" && sed -i "$SED" "$1"\n', encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(path))
    return tmp_path / "given"


def test_a_code_is_edited_in_the_editor(project: Path, run: Run, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = text(project)
    monkeypatch.setenv("SED", "s/nl: Beroepsgeheim,/nl: Zwijgplicht,/")
    answer = run("codebook", "edit", "coop.secrecy", "--why", "het woord van de wet")
    assert (answer.status, answer.err) == (0, f"Changed: coop.secrecy. {BOOK}: 1 line written, 1 taken out.\n")
    given = editor.read_text(encoding="utf-8")
    assert given.startswith("- id: coop.secrecy\n  label: {nl: Beroepsgeheim,")
    assert "coop.legal\n" not in given
    assert text(project) == before.replace("{nl: Beroepsgeheim,", "{nl: Zwijgplicht,")
    monkeypatch.setenv("SED", "")
    assert run("codebook", "edit", "coop.secrecy").err == "Nothing was changed in the editor; coop.secrecy stays as it is.\n"
    assert run("undo").status == 0
    assert text(project) == before


def test_what_cannot_be_taken_is_kept_for_another_try(project: Path, run: Run, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = text(project)
    monkeypatch.setenv("SED", "s/label:.*/label: Zwijgplicht/")
    answer = run("codebook", "edit", "coop.secrecy")
    assert answer.status == 1
    assert answer.err.startswith("coop-secrecy.yaml:2:10: label is not given per language")
    kept = Path(answer.err.split("Your text is kept in ")[1].strip())
    assert kept.suffix == ".yaml"
    assert kept.read_text(encoding="utf-8").startswith("- id: coop.secrecy\n  label: Zwijgplicht\n")
    assert text(project) == before
    assert editor.is_file()


def test_in_a_terminal_one_goes_on_in_the_editor_until_it_can_be_taken(project: Path, tmp_path: Path) -> None:
    before = text(project)
    script = tmp_path / "twice.sh"
    script.write_text(
        '#!/bin/sh\nif grep -q "label: Zwijg" "$1"; then sed -i "s/label: Zwijg/label: {nl: Zwijg}/" "$1"; '
        'else sed -i "s/label:.*/label: Zwijg/" "$1"; fi\n',
        encoding="utf-8",
    )
    script.chmod(0o700)
    with terminal(project, "codebook", "edit", "coop.secrecy", VISUAL=str(script)) as (screen, program):
        shown = screen.until("[q] leave it")
        assert "coop-secrecy.yaml:2:10: label is not given per language" in shown
        assert text(project) == before
        screen.press("e")
        screen.until("Changed: coop.secrecy.")
        assert program.wait(PATIENCE_SECONDS) == 0
    assert "  - id: coop.secrecy\n    label: {nl: Zwijg}\n" in text(project)
    with terminal(project, "codebook", "edit", "coop.legal", VISUAL=str(script)) as (screen, program):
        screen.until("[q] leave it")
        screen.press("q")
        screen.until("Your text is kept in ")
        assert program.wait(PATIENCE_SECONDS) == 1


# --- the file and the project -----------------------------------------------------------------------------------------------------------


def test_a_file_that_was_changed_by_hand_is_taken_into_use_first(project: Path, run: Run) -> None:
    path = project / BOOK
    path.write_text(text(project).replace("fr: Secret professionnel", "fr: Secrets"), encoding="utf-8")
    message, hint = refusal(run("codebook", "retire", "coop.secrecy"))
    assert message == f"{BOOK} has been changed since it was loaded."
    assert "qualcode codebook load" in hint
    assert run("codebook", "load", "--why", "met de hand").status == 0
    assert run("codebook", "retire", "coop.secrecy").status == 0
    assert "fr: Secrets" in text(project)
    assert [row["why"] for row in run("codebook", "log", "--format", "json").rows][:2] == ["", "met de hand"]


def test_reading_commands_tell_of_a_change_that_is_not_in_the_file(project: Path, run: Run) -> None:
    answer = process(
        "-c",
        "import os, signal, sys\n"
        "from qualcode.cli.app import run\n"
        "sys.addaudithook(lambda event, rest: event == 'os.rename' and os.kill(os.getpid(), signal.SIGKILL))\n"
        "run(['codebook', 'retire', 'coop.secrecy', '--as', 'C1'])",
        folder=project,
        program=(process.__globals__["sys"].executable,),
    )
    assert answer.status == -9
    path = project / BOOK
    assert "retired" not in text(project)
    path.write_text(text(project) + "# ours\n", encoding="utf-8")
    for line in ("count", "codebook show coop.secrecy"):
        said = run(*line.split())
        assert said.status == 0
        assert said.err.startswith(f"Note: A change of the codebook is not in its file yet: {BOOK} was changed by other means meanwhile.\n")
    assert "is not in its file yet" in refusal(run("codebook", "restore", "coop.secrecy"))[0]
    path.write_text(text(project).removesuffix("# ours\n"), encoding="utf-8")
    assert run("count").err == ""
    assert "    status: retired\n" in text(project)
    assert run("undo").status == 0
    assert "retired" not in text(project)


REFUSED: dict[str, tuple[str, str]] = {
    "codebook add coop.secrecy --label nl=X": ("There is a code coop.secrecy already.", "another id"),
    "codebook add x --under cop --label nl=X": ("Unknown code: cop", "Did you mean coop"),
    "codebook add x": ("The new code x has no label.", "--label nl=..."),
    "codebook add x --label de=X": ("Unknown language of the codebook: de", "Known: en, fr, nl"),
    "codebook edit cop.secrecy --colour #112233": ("Unknown code: cop.secrecy", "coop.secrecy"),
    "codebook edit coop.secrecy --colour reddish": ("reddish is not a colour.", "six hexadecimal digits"),
    "codebook edit coop.secrecy --theme": ("coop.secrecy has ", "codebook join"),
    "codebook rename coop.secrecy coop.legal": ("There is a code coop.legal already.", "join the codes"),
    "codebook move coop --under coop.secrecy": ("coop cannot be put under itself.", "not below it"),
    "codebook move coop.secrecy": ("The place is not clear.", "--under PARENT"),
    "codebook join coop.secrecy --into coop": ("coop.secrecy stands", ""),
    "codebook join coop.secrecy coop.legal --into a --into b": ("Codes are joined into one.", "codebook split"),
    "codebook split coop.secrecy --into coop.legal": ("A code is split into two codes or more.", "--into CODE --into CODE"),
    "codebook split coop.secrecy --into x --into coop.legal": ("The new code x has no label.", "--label"),
    "codebook split coop.secrecy --into x --into y --label nl=X": ("--label nl=X does not say of which code.", "--label x:nl=..."),
    "codebook restore coop.secrecy": ("coop.secrecy is active and not retired.", "codebook show"),
    "codebook log cop": ("Unknown code: cop", "Did you mean coop"),
    "codebook diff 99": ("There is no version 99.", "HEAD~1"),
    "codebook retire coop.secrecy --as C7": ("Unknown coder: C7", "coders add C7"),
    "review --kind split --accept ffffffff --to coop.legal": ("No coding ffffffff waits to be re-coded.", "--kind split --list"),
    "review --kind split --accept ffffffff": ("Nothing says which code they get.", "--to CODE"),
    "review --accept ffffffff --to coop.legal": ("There is no suggestion ffffffff.", "qualcode suggest"),
}


@pytest.mark.parametrize("line", [line for line in REFUSED if line != "codebook join coop.secrecy --into coop"])
def test_what_cannot_be_done_is_said_in_two_lines_and_changes_nothing(line: str, shared: Path, run: Run) -> None:
    before, rows = text(shared), dump(shared)
    message, hint = refusal(run(*line.split()))
    assert message.startswith(REFUSED[line][0])
    assert REFUSED[line][1] in hint
    assert text(shared) == before
    assert differing(rows, dump(shared)) == []


def test_the_history_of_the_codebook_in_every_form(project: Path, run: Run) -> None:
    assert run("codebook", "edit", "coop.secrecy", "--definition", "fr=Ce que l'on tait.", "--why", "=1+1").status == 0
    rows: list[dict[str, Any]] = run("codebook", "log", "--format", "json").rows
    assert [(row["number"], row["coder"], row["command"], row["codes"]) for row in rows] == [
        (2, "C1", "codebook edit coop.secrecy", 1),
        (1, "C1", "codebook load case-management.yaml", 46),
    ]
    (change,) = [row for row in run("codebook", "log", "coop.secrecy", "--format", "json").rows if row["number"] == 2]
    assert (change["field"], change["language"], change["new"], change["why"]) == ("definition", "fr", "Ce que l'on tait.", "=1+1")
    assert next(csv.DictReader(io.StringIO(run("codebook", "log", "--format", "csv").text)))["why"] == "'=1+1"
    compared = run("codebook", "diff", "1", "2", "--format", "json").data
    assert compared["rows"][0]["old"].startswith("Devoir")
    assert compared["columns"][4]["label"] == f"0.1.0 ({rows[1]['hash']})"
    assert run("codebook", "diff", rows[1]["hash"], BOOK, "--format", "json").rows == compared["rows"]
    assert run("codebook", "diff", "1", "-o", project / "d.html").status == 0
    assert "<ins>" in (project / "d.html").read_text(encoding="utf-8")


def test_the_first_code_begins_the_codebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", ".", "--name", "Zorg & recht", "--language", "nl", "--language", "fr").status == 0
    assert run("coders", "add", "C1").status == 0
    first = run("codebook", "add", "trust", "--label", "nl=Vertrouwen", "--as", "C1")
    assert first.err.splitlines()[0] == "Begun: codebooks/codebook.yaml"
    assert run("codebook", "add", "money", "--label", "fr=Argent", "--as", "C1").err.startswith("Added: money")
    written = (tmp_path / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    assert written.startswith("id: zorg-recht\nversion: 0.1.0\nlanguages: [nl, fr]\ncodes:\n- id: trust\n")
    assert [row["code"] for row in run("codebook", "show", "--format", "json").rows] == ["trust", "money"]


def test_a_codebook_that_is_there_is_not_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", ".").status == 0
    assert run("coders", "add", "C1").status == 0
    book = tmp_path / "codebooks/codebook.yaml"
    book.write_text("id: own\nlanguages: [nl]\ncodes: []\n", encoding="utf-8")
    message, hint = refusal(run("codebook", "add", "trust", "--label", "nl=Vertrouwen", "--as", "C1"))
    assert message == "No codebook is loaded yet."
    assert hint.startswith("Load one with: qualcode codebook load")
    assert book.read_text(encoding="utf-8") == "id: own\nlanguages: [nl]\ncodes: []\n"
