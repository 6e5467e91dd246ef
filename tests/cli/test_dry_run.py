"""import --dry-run: what was taken for labels, which lines to check, and options that read a file otherwise."""

from __future__ import annotations

import csv
import io
import shlex
from pathlib import Path

import pytest

from tests.cli.running import Run, differing, dump, refusal

TEXT = """Focusgroep Zuid (verzonnen)
Datum: 12 mei

S1: Wie wil er beginnen?
S2 (v, CGG): Ik wel. [lacht] Bij ons loopt het.
S3: Bij ons niet.
S1: Hoezo niet?
S 3: Er is geen tijd. (zucht)
Besluit: het hangt ervan af.
S1: En wie betaalt dat?
S2: Niemand XXX.
"""


@pytest.fixture
def fg(empty: Path) -> Path:
    path = empty / "transcripts" / "FG Zuid.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_screen_shows_labels_lines_to_check_and_options_that_can_be_copied(fg: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = run("import", fg, "--dry-run")
    assert answer.status == 0
    assert answer.text.split("\n\n")[1] == (
        "Labels\n"
        "Unit counted: speaker\n"
        "label  detail  role         turns  words  notes  line  begins with\n"
        "────────────────────────────────────────────────────────────────────────────────\n"
        "S1             participant      3     10      0     4  Wie wil er beginnen?\n"
        "S2     v, CGG  participant      2      7      2     5  Ik wel. [lacht] Bij ons\n"
        "                                                       loopt het.\n"
        "S3             participant      1      3      0     6  Bij ons niet.\n"
        "S 3            participant      1      9      1     8  Er is geen tijd. (zucht)\n"
        "                                                       Besluit: het hangt…\n"
        "notes: what a transcriber noted in brackets ([laughs], (silence), XXX), which\n"
        "are no words. line: where it is first found."
    )
    assert answer.text.split("\n\n")[2].split("\n")[4:7] == [
        "   1  before any speaker  Focusgroep Zuid (verzonnen)",
        "   2  before any speaker  Datum: 12 mei",
        "   9  label or speech?    Besluit: het hangt ervan af.",
    ]
    options = [line.strip() for line in answer.err.split("Options that read it otherwise:\n")[1].splitlines() if line.startswith("  --")]
    assert options == ["--moderator S1", "--alias 'S 3=S3'", "--label 'Besluit|S \\d+|S\\d+'"]
    assert all(len(line) <= 80 for line in answer.text.splitlines())


def test_every_option_that_is_proposed_works_as_it_is_typed(fg: Path, run: Run) -> None:
    for row in run("import", fg, "--dry-run", "--only", "options", "--format", "json").rows:
        answer = run("import", fg, *shlex.split(row["option"]), "--dry-run", "--format", "json")
        assert answer.status == 0
        proposed = [again["option"] for again in answer.data["tables"][3]["rows"]]
        assert row["option"] not in proposed


def test_json_holds_all_four_tables_and_only_names_one(fg: Path, run: Run) -> None:
    told = run("import", fg, "--dry-run", "--format", "json").data
    assert [table["unit"] for table in told["tables"]] == ["transcript", "speaker", "line", "option"]
    speakers = told["tables"][1]["rows"]
    assert speakers[1] == {
        "transcript": "fg-zuid",
        "label": "S2",
        "detail": "v, CGG",
        "role": "participant",
        "turns": 2,
        "words": 7,
        "notes": 2,
        "line": 5,
        "beginning": "Ik wel. [lacht] Bij ons loopt het.",
    }
    for place, name in enumerate(("transcripts", "speakers", "lines", "options")):
        assert run("import", fg, "--dry-run", "--only", name, "--format", "json").rows == told["tables"][place]["rows"]


def test_a_screen_shows_twenty_lines_and_says_how_to_see_all(empty: Path, run: Run) -> None:
    path = empty / "long.txt"
    path.write_text("".join(f"Titel {number}\n" for number in range(30)) + TEXT, encoding="utf-8")
    screen = run("import", path, "--dry-run").text
    assert screen.count("before any speaker  ") == 20
    assert "20 of 33 lines are shown. All of them: --only lines --limit 0" in screen
    assert run("import", path, "--dry-run", "--only", "lines", "--limit", "0").text.count("before any speaker  ") == 32
    rows = list(csv.DictReader(io.StringIO(run("import", path, "--dry-run", "--only", "lines", "-f", "csv").text)))
    assert [row["line"] for row in rows] == [*map(str, range(1, 33)), "39"]
    assert len(run("import", path, "--dry-run", "--only", "lines", "--limit", "5", "-f", "json").rows) == 5


def test_of_several_files_each_line_to_check_names_its_own(empty: Path, run: Run) -> None:
    (empty / "een.txt").write_text("Verslag\nR1: goed\nR2: ja\n", encoding="utf-8")
    (empty / "twee.txt").write_text("R1: goed zo\nR2: ja hoor\n", encoding="utf-8")
    told = run("import", "een.txt", "twee.txt", "--dry-run", "--only", "lines").text
    assert ["een.txt", "1", "before", "any", "speaker", "Verslag"] in [line.split() for line in told.splitlines()]


def test_a_file_that_is_in_the_project_can_be_looked_at_again(fg: Path, empty: Path, run: Run) -> None:
    assert run("import", fg, "--id", "zuid").status == 0
    before = dump(empty)
    answer = run("import", fg, "--dry-run", "--only", "speakers", "--format", "json")
    assert answer.status == 0
    assert [(row["transcript"], row["label"]) for row in answer.rows] == [("zuid", label) for label in ("S1", "S2", "S3", "S 3")]
    assert "is in the project already, as zuid" in answer.err
    assert "0 transcripts would come in." in answer.err
    assert differing(before, dump(empty)) == []


@pytest.mark.usefixtures("empty")
def test_questions_of_a_questionnaire_are_one_row(run: Run, repository: Path) -> None:
    path = repository / "tests" / "importers" / "xlsx" / "respondents.xlsx"
    rows = run("import", path, "--dry-run", "--only", "speakers", "--format", "json").rows
    assert any(row["label"].endswith("questions") and row["role"] == "moderator" for row in rows)
    assert not any(row["label"] == "Q1" for row in rows)


def test_options_of_a_dry_run_need_one(fg: Path, run: Run) -> None:
    assert "--dry-run" in refusal(run("import", fg, "--only", "lines"))[1]
    assert "--dry-run" in refusal(run("import", fg, "--limit", "3"))[1]
    assert "--only transcripts, speakers, lines or options" in refusal(run("import", fg, "--dry-run", "-f", "csv"))[1]


def test_a_dry_run_of_what_cannot_be_read_is_an_error_as_the_import_is(empty: Path, run: Run) -> None:
    path = empty / "broken.docx"
    path.write_bytes(b"no document")
    assert refusal(run("import", path, "--dry-run")) == refusal(run("import", path))
