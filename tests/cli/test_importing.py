"""The command import: what files, their neighbours and options say of transcripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run, differing, dump, refusal

TEXT = """INT: Hoe lang werkt u hier al?
R1: Drie jaar, in het justitiehuis. [lacht]
INT: En met wie werkt u samen?
R2: Met de hulpverlening, en met de politie.
R1: Ja.
INT: Dank u wel.
"""


@pytest.fixture
def fg(empty: Path) -> Path:
    path = empty / "transcripts" / "Groep Zuid 1.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def speakers(run: Run, id: str) -> dict[str, str]:
    return {row["speaker"]: row["role"] for row in run("transcripts", "show", id, "--speakers", "--format", "json").rows}


def test_a_file_comes_in_as_it_is(fg: Path, run: Run) -> None:
    answer = run("import", fg, "--format", "json")
    assert answer.status == 0
    row = answer.rows[0]
    assert (row["transcript"], row["kind"], row["turns"]) == ("groep-zuid-1", "focus-group", 6)
    assert "1 transcript came in." in answer.err
    assert "Not tagged yet: groep-zuid-1 (region, sector)." in answer.err
    assert "qualcode transcripts tag groep-zuid-1 --region VALUE" in answer.err
    turns = run("transcripts", "show", "groep-zuid-1", "--format", "json").rows
    assert turns[1]["text"] == "Drie jaar, in het justitiehuis. [lacht]"
    assert {row["language"] for row in turns} == {"nl"}
    assert speakers(run, "groep-zuid-1")["INT"] == "moderator"
    assert fg.read_text(encoding="utf-8") == TEXT


def test_options_say_what_the_file_does_not(fg: Path, run: Run) -> None:
    options = (
        "--region",
        "Charleroi",
        "--sector=Soins",
        "--phase",
        "gemengd",
        "--kind",
        "interview",
        "--id",
        "gz",
        "--moderator",
        "R2",
        "--alias",
        "R1=P1",
    )
    answer = run("import", fg, *options)
    assert answer.status == 0
    assert "Not tagged" not in answer.err
    row = run("transcripts", "list", "--format", "json").rows[0]
    assert {name: row[name] for name in ("transcript", "kind", "region", "sector", "phase")} == {
        "transcript": "gz",
        "kind": "interview",
        "region": "charleroi",
        "sector": "care",
        "phase": "mixed",
    }
    assert speakers(run, "gz") == {"INT": "participant", "P1": "participant", "R2": "moderator"}


def test_tag_and_the_variable_as_option_are_the_same(fg: Path, run: Run) -> None:
    assert run("import", fg, "--tag", "region=Anvers", "--tag", "secteur=care").status == 0
    row = run("transcripts", "list", "--format", "json").rows[0]
    assert (row["region"], row["sector"]) == ("antwerp", "care")


def test_the_form_of_labels_can_be_said(empty: Path, run: Run) -> None:
    path = empty / "odd.txt"
    path.write_text("#1# Hallo, hoe gaat het?\n#2# Goed, dank u.\n#1# Mooi zo.\n", encoding="utf-8")
    assert run("import", path, "--label", r"#(\d)#").status == 0
    assert len(run("transcripts", "show", "odd", "--format", "json").rows) == 3


def test_an_old_encoding_can_be_said(empty: Path, run: Run) -> None:
    path = empty / "old.txt"
    path.write_bytes("M: Ça va où?\nR1: Très bien, merci à vous.\nM: Voilà.\nR1: Oui.\n".encode("mac-roman"))
    assert run("import", path, "--encoding", "mac-roman").status == 0
    assert run("transcripts", "show", "old", "--format", "json").rows[1]["text"] == "Très bien, merci à vous."


def test_a_dry_run_changes_nothing_and_says_the_same(fg: Path, empty: Path, run: Run) -> None:
    before = dump(empty)
    dry = run("import", fg, "--region", "antwerp", "--dry-run", "--only", "transcripts", "--format", "json")
    assert dry.status == 0
    assert "1 transcript would come in." in dry.err
    assert differing(before, dump(empty)) == []
    wet = run("import", fg, "--region", "antwerp", "--format", "json")
    assert wet.rows == dry.rows


def test_variables_beside_the_files(fg: Path, run: Run) -> None:
    (fg.parent / "transcripts.csv").write_text(
        "file,Arrondissement,sector,kind,id\nGroep Zuid 1.txt,Bruxelles,Justitie,interview,gz1\nGroep Noord.txt,Anvers,,,\n"
    )
    answer = run("import", "transcripts")
    assert answer.status == 0
    assert "transcripts.csv: Groep Noord.txt is not in this folder" in answer.err
    row = run("transcripts", "list", "--format", "json").rows[0]
    assert (row["transcript"], row["region"], row["sector"], row["kind"]) == ("gz1", "brussels", "justice", "interview")


def test_speakers_beside_the_files(fg: Path, run: Run) -> None:
    rows = "file,speaker,region,sector\nGroep Zuid 1.txt,,antwerp,\nGroep Zuid 1.txt,R1,,care\n"
    (fg.parent / "transcripts.csv").write_text(rows)
    assert "Not tagged yet: groep-zuid-1 (sector)." in run("import", "transcripts", "--dry-run").err + run("import", "transcripts").err
    assert run("undo").status == 0
    (fg.parent / "transcripts.csv").write_text(f"{rows}Groep Zuid 1.txt,R2,,justice\n")
    assert "Not tagged yet" not in run("import", "transcripts").err
    people = run("transcripts", "show", "groep-zuid-1", "--speakers", "--format", "json").rows
    assert {row["speaker"]: row["sector"] for row in people} == {"INT": None, "R1": "care", "R2": "justice"}


def test_of_many_that_are_not_tagged_the_first_ten_are_named(run: Run, empty: Path) -> None:
    for number in range(1, 13):
        (empty / f"fg{number:02}.txt").write_text(f"R1: groep {number}\nR2: ja hoor\n", encoding="utf-8")
    told = run("import", *(f"fg{number:02}.txt" for number in range(1, 13))).err
    assert "fg10 (region, sector) and 2 more. Do it with, for example: qualcode transcripts tag fg01 --region VALUE" in told


def test_variables_beside_the_files_as_a_spreadsheet_here_writes_them(fg: Path, run: Run) -> None:
    (fg.parent / "transcripts.csv").write_bytes("\ufefffile;region;sector\r\nGroep Zuid 1.txt;Bruxelles;Justitie\r\n;;\r\n".encode())
    assert run("import", "transcripts").status == 0
    row = run("transcripts", "list", "--format", "json").rows[0]
    assert (row["region"], row["sector"]) == ("brussels", "justice")


def test_what_the_command_says_holds_over_what_stands_beside(fg: Path, run: Run) -> None:
    (fg.parent / "transcripts.csv").write_text("file,region,sector\nGroep Zuid 1.txt,brussels,justice\n")
    assert run("import", "transcripts", "--region", "antwerp").status == 0
    row = run("transcripts", "list", "--format", "json").rows[0]
    assert (row["region"], row["sector"]) == ("antwerp", "justice")


def test_every_form_comes_in(empty: Path, run: Run, repository: Path) -> None:
    for form, name in (
        ("docx", "table.docx"),
        ("odt", "everything.odt"),
        ("rtf", "word.rtf"),
        ("html", "googledocs.html"),
        ("pdf", "chromium.pdf"),
        ("vtt", "voices.vtt"),
        ("xlsx", "respondents.xlsx"),
        ("txt", "times.txt"),
    ):
        answer = run("import", repository / "tests" / "importers" / form / name, "--format", "json")
        assert answer.status == 0, (name, answer.err)
        assert answer.rows, name
    held = run("transcripts", "list", "--format", "json").rows
    assert sum(row["kind"] == "written-interview" for row in held) > 1
    assert run("check").status == 0
    assert empty.is_dir()


def test_what_is_not_in_the_text_is_listed_with_its_place(run: Run, repository: Path, empty: Path) -> None:
    answer = run("import", repository / "tests" / "importers" / "docx" / "everything.docx")
    assert answer.status == 0
    assert "Not kept in the text:" in answer.err
    assert "  everything.docx, " in answer.err
    assert (empty / "qualcode.db").exists()


def test_import_can_be_undone_and_done_again(fg: Path, empty: Path, run: Run) -> None:
    assert run("import", fg).status == 0
    assert run("undo").err == "Undone: import Groep Zuid 1.txt\n"
    assert run("transcripts", "list", "--format", "json").rows == []
    assert run("search", "justitiehuis", "--format", "json").rows == []
    assert run("redo").status == 0
    assert len(run("search", "justitiehuis", "--format", "json").rows) == 1
    assert run("undo").status == 0
    assert run("import", fg, "--region", "antwerp").status == 0
    assert [row["region"] for row in run("transcripts", "list", "--format", "json").rows] == ["antwerp"]
    assert run("check").status == 0
    assert (empty / "qualcode.db").exists()


def test_a_file_whose_name_makes_no_id(empty: Path, run: Run) -> None:
    path = empty / "…….txt"
    path.write_text(TEXT, encoding="utf-8")
    message, hint = refusal(run("import", path))
    assert "makes no id" in message
    assert "--id" in hint
    assert run("import", path, "--id", "dots").status == 0
