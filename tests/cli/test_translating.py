"""Worksheets for translators: given, filled in with the programs that people have, and taken back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, dump, refusal

TEXT = """\
# van het team
id: small
languages: [nl, fr]
codes:
- id: theme
  label: {nl: Thema, fr: Thème}
  codable: false
  codes:
  - id: theme.one
    label: {nl: Beroepsgeheim, fr: Secret}
    definition:
      nl: =Zwijgplicht.   # blijft
    keywords: {nl: [zwijgplicht, zwijg*]}
  - id: theme.two
    label: {nl: Overleg, fr: Concertation}
    definition: {nl: Praten., fr: Se parler.}
"""
FILLED = TEXT.replace("# blijft\n", "# blijft\n      fr: Se taire.\n").replace("zwijg*]}", "zwijg*], fr: [secret, se taire]}")
WORDS = {"definition": "Se taire.", "keywords": "secret\nse taire"}


def fill_xlsx(path: Path, words: dict[str, str]) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        row[3].value = words.get(str(row[1].value))
    book.save(path)


def fill_docx(path: Path, words: dict[str, str]) -> None:
    import docx

    document = docx.Document(str(path))
    for row in document.tables[0].rows[1:]:
        cell: Any = row.cells[3]
        first, *more = words.get(row.cells[1].text, "").split("\n")
        cell.paragraphs[0].text = first
        for line in more:
            cell.add_paragraph(line)
    document.save(str(path))


def fill_csv(path: Path, words: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        row[3] = words.get(row[1], "")
    with path.open("w", encoding="cp1252", newline="") as file:
        # As a spreadsheet of this country saves it; it has no arrow.
        csv.writer(file, delimiter=";").writerows([["code", "field", "nl", "=> fr", "key"], *rows[1:]])


FILL: dict[str, Callable[[Path, dict[str, str]], None]] = {".xlsx": fill_xlsx, ".docx": fill_docx, ".csv": fill_csv}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("suffix", FILL)
def test_a_worksheet_comes_back_in_the_form_that_it_went_out(suffix: str, run: Run) -> None:
    given = run("codebook", "translate", "x.yaml", "--to", "fr", "-o", f"missing{suffix}")
    assert (given.status, given.text) == (0, "")
    assert "fr: 2 texts are missing.\n" in given.err
    assert given.err.endswith(f"When it is filled in: qualcode codebook translate x.yaml --from missing{suffix}\n")
    empty = run("codebook", "translate", "x.yaml", "--from", f"missing{suffix}")
    assert (empty.status, empty.err) == (0, "0 texts came into the codebook, 0 were there, 2 are empty.\n")
    FILL[suffix](Path(f"missing{suffix}"), WORDS)
    shown = run("codebook", "translate", "x.yaml", "--from", f"missing{suffix}", "--dry-run")
    assert (shown.status, Path("x.yaml").read_text(encoding="utf-8")) == (0, TEXT)
    assert "+      fr: Se taire.\n" in shown.text
    taken = run("codebook", "translate", "x.yaml", "--from", f"missing{suffix}")
    assert taken.status == 0, taken.err
    assert Path("x.yaml").read_text(encoding="utf-8") == FILLED
    again = run("codebook", "translate", "x.yaml", "--from", f"missing{suffix}")
    assert again.err.startswith("0 texts came into the codebook, 2 were there, 0 are empty.\n")
    assert run("codebook", "translate", "x.yaml").err == "Nothing is missing in any language of the codebook.\n"


@pytest.mark.usefixtures("here")
def test_words_put_in_and_taken_out_with_tracked_changes_are_read_as_they_look(run: Run) -> None:
    import docx
    from docx.oxml import parse_xml

    assert run("codebook", "translate", "x.yaml", "--to", "fr", "-o", "missing.docx").status == 0
    document = docx.Document("missing.docx")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="R1"'
    cell: Any = document.tables[0].rows[1].cells[3]
    for part in (
        f"<w:ins {space}><w:r><w:t>Se taire</w:t></w:r></w:ins>",
        f"<w:del {space}><w:r><w:delText>Parler</w:delText></w:r></w:del>",
        f"<w:moveFrom {space}><w:r><w:t>Crier</w:t></w:r></w:moveFrom>",
        f"<w:ins {space}><w:r><w:t>.</w:t></w:r></w:ins>",
    ):
        cell.paragraphs[0]._p.append(parse_xml(part))
    document.save("missing.docx")
    assert run("codebook", "translate", "x.yaml", "--from", "missing.docx").status == 0
    assert Path("x.yaml").read_text(encoding="utf-8") == TEXT.replace("# blijft\n", "# blijft\n      fr: Se taire.\n")


@pytest.mark.usefixtures("here")
def test_what_does_not_fit_any_more_is_listed_and_taken_only_when_that_is_said(run: Run) -> None:
    assert run("codebook", "translate", "x.yaml", "--to", "fr", "-o", "missing.xlsx").status == 0
    fill_xlsx(Path("missing.xlsx"), WORDS)
    now = TEXT.replace("=Zwijgplicht.", "Zwijgrecht.").replace("zwijg*]}", "zwijg*], fr: [silence]}")
    Path("x.yaml").write_text(now, encoding="utf-8")
    left = run("codebook", "translate", "x.yaml", "--from", "missing.xlsx")
    assert (left.status, Path("x.yaml").read_text(encoding="utf-8")) == (1, now)
    assert left.err == (
        "0 texts came into the codebook, 0 were there, 0 are empty.\n"
        "Left out, because it does not fit any more:\n"
        "  missing.xlsx, small → fr, row 2: theme.one definition (fr): the nl has changed since: Zwijgrecht. (it was: =Zwijgplicht.)\n"
        "  missing.xlsx, small → fr, row 3: theme.one keywords (fr) was filled in otherwise meanwhile: silence"
        " (the worksheet has: secret se taire)\n"
        "To take it all the same: add --anyway\n"
    )
    taken = run("codebook", "translate", "x.yaml", "--from", "missing.xlsx", "--anyway")
    assert taken.status == 0
    assert Path("x.yaml").read_text(encoding="utf-8") == FILLED.replace("=Zwijgplicht.", "Zwijgrecht.")


def test_in_a_project_file_and_database_change_at_once_and_undo_takes_it_back(empty: Path, run: Run) -> None:
    path = empty / "codebooks" / "case-management.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert run("codebook", "load").status == 0
    assert run("codebook", "translate", "-o", "missing.xlsx").status == 0
    fill_xlsx(Path("missing.xlsx"), WORDS)
    before = dump(empty)
    assert run("codebook", "translate", "--from", "missing.xlsx", "--dry-run").status == 0
    assert (dump(empty), path.read_text(encoding="utf-8")) == (before, TEXT)
    assert run("codebook", "translate", "--from", "missing.xlsx", "--why", "by R1").status == 0
    assert path.read_text(encoding="utf-8") == FILLED
    assert run("codebook", "show", "theme.one", "-f", "json", "--label-language", "fr").rows[0]["definition"] == "Se taire."
    newest = run("history", "-f", "json").rows[0]
    assert (newest["command"], newest["why"]) == ("codebook translate --from missing.xlsx", "by R1")
    assert run("undo").status == 0
    assert path.read_text(encoding="utf-8") == TEXT
    assert "fr: 2 texts are missing." in run("codebook", "translate", "-f", "json").err


@pytest.mark.usefixtures("here")
def test_a_language_that_the_codebook_has_not_yet_becomes_one_of_its_own(run: Run) -> None:
    assert run("codebook", "translate", "x.yaml", "--to", "de", "--field", "label", "-o", "de.csv").status == 0
    rows = list(csv.reader(Path("de.csv").read_text(encoding="utf-8").splitlines()))
    assert [row[:5] for row in rows[1:]] == [["theme", "label", "Thema", "Thème", ""], *[row[:5] for row in rows[2:]]]
    Path("de.csv").write_text("\n".join([",".join(rows[0]), ",".join([*rows[1][:4], "Thema", rows[1][5]])]), encoding="utf-8")
    assert "Languages of the codebook now: nl, fr, de.\n" in run("codebook", "translate", "x.yaml", "--from", "de.csv").err
    text = Path("x.yaml").read_text(encoding="utf-8")
    assert text == TEXT.replace("[nl, fr]", "[nl, fr, de]").replace("fr: Thème}", "fr: Thème, de: Thema}")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--to Frans -o m.xlsx", "Frans is not the code of a language"),
        ("--to fr --field title -o m.xlsx", "Unknown field: title"),
        ("--to fr --to de -o m.csv", "A .csv file holds one table"),
        ("--to fr,de,fr -o m.csv", "A .csv file holds one table, and something is missing in fr, de."),
        ("--to fr --field label,title -o m.xlsx", "Unknown field: title"),
        ("--to fr -o nowhere/m.xlsx", "There is no folder"),
        ("--to fr --from m.xlsx", "--from takes a worksheet back"),
        ("--to fr --anyway", "are for a worksheet that comes back"),
        ("--from nowhere.xlsx", "cannot be opened"),
        ("--from x.yaml", "is no worksheet"),
        ("--from bad.xlsx", "is damaged"),
        ("--from bad.docx", "is damaged"),
        ("--from other.csv", "is no worksheet"),
        ("--from empty.csv", "is empty"),
    ],
)
def test_what_cannot_be_done_is_said(line: str, message: str, run: Run) -> None:
    for name in ("bad.xlsx", "bad.docx"):
        Path(name).write_bytes(b"PK\x03\x04 not a package")
    Path("other.csv").write_text("id,name\n1,Thema\n", encoding="utf-8")
    Path("empty.csv").write_bytes(b"")
    assert message in refusal(run("codebook", "translate", "x.yaml", *line.split()))[0]
    assert Path("x.yaml").read_text(encoding="utf-8") == TEXT
