"""codebook check and --fix from the command line, outside a project and in one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Run, dump, refusal

TEXT = """\
id: small
languages: [nl, fr]
codes:
- id: theme
  label: {nl: Thema, fr: Thème}
  codable: false
  codes:
  - id: theme.one
    label: {nl: Beroepsgeheim, en delen, fr: Secret}
    definition: {nl: Zwijgplicht., fr: Discrétion.}
    exclude: {nl: 'overleg → theme.tow.'}
  - id: theme.two
    label: {nl: Overleg, fr: Concertation}
    definition: {nl: Praten.}   # nog te vertalen
    keywords: {nl: [overleg, Overleg], fr: [concertation]}
"""
MENDED = (
    TEXT.replace("Beroepsgeheim, en delen", '"Beroepsgeheim, en delen"')
    .replace("theme.tow", "theme.two")
    .replace("[overleg, Overleg]", "[overleg]")
)
LEFT = "x.yaml:11:5: theme.one has no exclude in fr (add fr: ...)\nx.yaml:14:5: theme.two has no definition in fr (add fr: ...)\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_file_is_mended_in_the_lines_that_need_it(here: Path, run: Run) -> None:
    found = run("codebook", "check", "x.yaml")
    assert (found.status, len(found.text.splitlines())) == (1, 5)
    assert "3 of them can be mended at once: qualcode codebook check x.yaml --fix\n" in found.err
    shown = run("codebook", "check", "x.yaml", "--fix", "--dry-run")
    assert (shown.status, Path("x.yaml").read_text(encoding="utf-8")) == (1, TEXT)
    assert "+    exclude: {nl: 'overleg → theme.two.'}\n" in shown.text
    assert "Would be mended: x.yaml:11:15: theme.one refers to theme.tow, which is not a code\n" in shown.err
    done = run("codebook", "check", "x.yaml", "--fix")
    assert (done.status, done.text) == (1, LEFT)
    assert Path("x.yaml").read_text(encoding="utf-8") == MENDED
    assert "Mended: x.yaml:9:32: a comma has cut off: en delen\n" in done.err
    assert "Mended: 3 things. x.yaml: 3 lines written, 3 taken out.\n" in done.err
    assert sorted(path.name for path in here.iterdir()) == ["x.yaml"]
    again = run("codebook", "check", "x.yaml", "--fix")
    assert (again.text, again.err.splitlines()[0]) == (LEFT, "Nothing of it can be mended without a person's judgement.")


@pytest.mark.usefixtures("here")
def test_findings_are_a_table_for_other_programs(run: Run) -> None:
    rows = run("codebook", "check", "x.yaml", "-f", "json").rows
    assert [(row["line"], row["code"], row["kind"], row["mend"]) for row in rows] == [
        (9, "", "cut off", "yes"),
        (11, "theme.one", "not translated", "no"),
        (11, "theme.one", "dead reference", "yes"),
        (14, "theme.two", "not translated", "no"),
        (15, "theme.two", "same keyword", "yes"),
    ]
    assert run("codebook", "check", "x.yaml", "-o", "findings.csv").status == 1
    assert Path("findings.csv").read_text(encoding="utf-8").splitlines()[2] == (
        "11,5,theme.one,not translated,exclude,fr,theme.one has no exclude in fr,add fr: ...,no"
    )
    assert "theme.one" in run("codebook", "check", "x.yaml", "--fix", "--dry-run", "-f", "csv").text


def test_in_a_project_file_and_database_are_mended_at_once_and_undo_takes_it_back(empty: Path, run: Run) -> None:
    path = empty / "codebooks" / "case-management.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert run("codebook", "load").status == 0
    before = dump(empty)
    assert run("codebook", "check", "--fix", "--dry-run").status == 1
    assert (dump(empty), path.read_text(encoding="utf-8")) == (before, TEXT)
    assert run("codebook", "check", "--fix", "--why", "tidy").status == 1
    assert path.read_text(encoding="utf-8") == MENDED
    assert run("codebook", "show", "theme.one", "-f", "json").rows[0]["label"] == "Beroepsgeheim, en delen"
    newest = run("history", "-f", "json").rows[0]
    assert (newest["command"], newest["why"], newest["coder"]) == ("codebook check --fix", "tidy", "C1")
    assert run("undo").status == 0
    assert path.read_text(encoding="utf-8") == TEXT
    assert run("codebook", "show", "theme.one", "-f", "json").rows[0]["label"] == "Beroepsgeheim"


def test_a_file_that_was_edited_by_hand_is_mended_and_waits_to_be_loaded(empty: Path, run: Run) -> None:
    path = empty / "codebooks" / "case-management.yaml"
    path.write_text(TEXT, encoding="utf-8")
    before = dump(empty)
    done = run("codebook", "check", "--fix")
    assert (done.status, path.read_text(encoding="utf-8"), dump(empty)) == (1, MENDED, before)
    assert "Take it into use with: qualcode codebook load\n" in done.err


@pytest.mark.usefixtures("here")
def test_options_that_say_nothing_and_files_that_cannot_be_read_are_refused(run: Run) -> None:
    assert "--dry-run and --why are for --fix" in refusal(run("codebook", "check", "x.yaml", "--dry-run"))[0]
    assert refusal(run("codebook", "check", "x.yaml", "-f", "pdf"))
    assert refusal(run("codebook", "check", "nowhere.yaml", "--fix"))
    Path("x.yaml").write_text(TEXT.replace("nl: Thema", "nl: [Thema]"), encoding="utf-8")
    assert refusal(run("codebook", "check", "x.yaml", "--fix"))


def test_examples_that_nobody_said_are_found_in_the_transcripts(project: Path, run: Run) -> None:
    path = project / "codebooks" / "case-management.yaml"
    said = run("transcripts", "show", run("transcripts", "list", "-f", "json").rows[0]["transcript"], "-f", "json").rows[0]["text"]
    text = path.read_text(encoding="utf-8")
    with_examples = text.replace(
        "  - id: coop.secrecy\n", f"  - id: coop.secrecy\n    examples: {{nl: [{json.dumps(said)}, Dit heeft niemand gezegd.]}}\n"
    )
    assert with_examples != text
    path.write_text(with_examples, encoding="utf-8")
    unsaid = [row for row in run("codebook", "check", "-f", "json").rows if row["kind"] == "never said"]
    assert [(row["code"], row["language"], row["finding"]) for row in unsaid] == [
        ("coop.secrecy", "nl", "an example of coop.secrecy occurs in no transcript: Dit heeft niemand gezegd.")
    ]
