"""Codebooks exported and imported from the command line."""

from __future__ import annotations

import csv
import subprocess
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest

from qualcode.codebook import reading
from tests.cli.running import Run, refusal

CODEBOOK = "codebooks/case-management.yaml"


@pytest.mark.usefixtures("shared")
def test_a_file_for_each_language_and_what_it_does_not_say(tmp_path: Path, run: Run) -> None:
    answer = run("codebook", "export", "-o", tmp_path / "book.qdc")
    assert (answer.status, answer.out) == (0, b"")
    assert answer.err.splitlines() == [
        "Not said there:",
        "  the codebook: its version is not said: 0.1.0",
        "  the codebook: attributes of codings are left out: stance, interaction, realisation (the full form keeps them: .csv or .xlsx)",
        *(f"Written: {tmp_path / f'book.{language}.qdc'}" for language in ("nl", "fr", "en")),
    ]
    assert b'name="Beroepsgeheim"' in (tmp_path / "book.nl.qdc").read_bytes()
    alone = run("codebook", "export", "-o", tmp_path / "alone.qdc", "--language", "fr")
    assert "  46 codes: texts in nl are left out: all codes" in alone.err.splitlines()
    assert (tmp_path / "alone.qdc").read_bytes() == (tmp_path / "book.fr.qdc").read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["alone.qdc", "book.en.qdc", "book.fr.qdc", "book.nl.qdc"]


def test_what_went_out_comes_in_again(shared: Path, tmp_path: Path, run: Run) -> None:
    run("codebook", "export", "-o", tmp_path / "book.qdc")
    files = [tmp_path / f"book.{language}.qdc" for language in ("nl", "fr", "en")]
    answer = run("codebook", "import", *files, "-o", tmp_path / "again.yaml")
    assert (answer.status, answer.out) == (0, b"")
    assert answer.err.splitlines()[0] == "book.nl.qdc: a REFI-QDA codebook of qualcode 0.1.0, 46 codes, in nl by its name"
    assert "Not as it was there:" not in answer.err
    assert answer.err.splitlines()[-2] == f"Written: {tmp_path / 'again.yaml'}: 46 codes in nl, fr, en."
    again = (tmp_path / "again.yaml").read_text(encoding="utf-8")
    assert again.startswith("# Imported from book.nl.qdc: a REFI-QDA codebook of qualcode 0.1.0, 46 codes, in nl by its name.\n")
    assert reading.parse(again, "again").codes == reading.read(shared / CODEBOOK)[0].codes
    assert run("codebook", "check", tmp_path / "again.yaml").status == 0
    assert run("codebook", "import", *files).text == again.replace("id: again", "id: book")


@pytest.mark.usefixtures("shared")
def test_a_codebook_file_is_never_written_over(tmp_path: Path, run: Run) -> None:
    run("codebook", "export", "-o", tmp_path / "book.qdc", "--language", "nl")
    (tmp_path / "there.yaml").write_text("id: there\n")
    message, hint = refusal(run("codebook", "import", tmp_path / "book.qdc", "-o", tmp_path / "there.yaml"))
    assert message == f"{tmp_path / 'there.yaml'} exists already."
    assert "codebook merge" in hint
    assert (tmp_path / "there.yaml").read_text() == "id: there\n"
    assert "There is no folder" in refusal(run("codebook", "import", tmp_path / "book.qdc", "-o", tmp_path / "none" / "x.yaml"))[0]


@pytest.mark.usefixtures("shared")
def test_a_dry_run_shows_what_would_come(tmp_path: Path, run: Run) -> None:
    (tmp_path / "codes.csv").write_text("naam;thema;kleur\nBeroepsgeheim;Samenwerking;paarsig\n", encoding="utf-8")
    answer = run("codebook", "import", tmp_path / "codes.csv", "--language", "nl", "--dry-run", "-f", "json", "-o", tmp_path / "x.yaml")
    assert answer.status == 0
    assert [(row["code"], row["level"], row["kind"], row["label_nl"]) for row in answer.rows] == [
        ("samenwerking", 1, "theme", "Samenwerking"),
        ("samenwerking.beroepsgeheim", 2, "code", "Beroepsgeheim"),
    ]
    assert answer.err.splitlines() == [
        "codes.csv: a table of codes, 1 code, in nl",
        "Cells are parted by a semicolon.",
        "1 theme came in by the names that stand before those of others.",
        "Not as it was there:",
        "  codes.csv, line 2: Beroepsgeheim has a colour that is not known: paarsig (it was left out)",
        "2 codes in nl would come in.",
    ]
    assert not (tmp_path / "x.yaml").exists()


def test_codes_keep_the_ids_of_the_codebook_in_use(shared: Path, tmp_path: Path, run: Run) -> None:
    guid = next(code.guid for code in reading.read(shared / CODEBOOK)[0].codes if code.id == "coop.secrecy")
    text = f'<CodeBook><Codes><Code guid="{{{guid.upper()}}}" name="Zwijgen"/><Code guid="x" name="Geld"/></Codes></CodeBook>'
    (tmp_path / "codes.qdc").write_text(text)
    said = ("codebook", "import", tmp_path / "codes.qdc", "--language", "nl")
    assert [code.id for code in reading.parse(run(*said).text, "x").codes] == ["coop.secrecy", "geld"]
    found = reading.parse(run(*said, "--id", "eigen").text, "x")
    assert found.id == "eigen"


@pytest.mark.parametrize(
    ("form", "file", "first"),
    [
        ("qualcoder", "codes.csv", "Begrip en modellen>>Omschrijving en rol"),
        ("taguette", "codes.csv", "tag"),
        ("maxqda", "codes.xlsx", "Code"),
    ],
)
@pytest.mark.usefixtures("shared")
def test_forms_of_other_programs(form: str, file: str, first: str, tmp_path: Path, run: Run) -> None:
    answer = run("codebook", "export", "-o", tmp_path / file, "--form", form, "--language", "nl")
    assert answer.status == 0
    assert "takes codebooks from" not in answer.err
    if file.endswith("csv"):
        assert (tmp_path / file).read_text(encoding="utf-8").startswith(first)
    else:
        sheet = openpyxl.load_workbook(tmp_path / file).worksheets[0]
        assert [cell.value for cell in sheet[1]] == ["Code", "Memo"]
        assert sheet["A3"].value == "Begrip en modellen > Omschrijving en rol"
    assert run("codebook", "import", tmp_path / file, "--dry-run", "-f", "csv").text.count("\n") == 47


@pytest.mark.usefixtures("shared")
def test_forms_that_a_program_does_not_take_are_told_and_taguette_can_count(tmp_path: Path, run: Run) -> None:
    assert "  .csv: MAXQDA takes codebooks from .xlsx" in run("codebook", "export", "-o", tmp_path / "m.csv", "--form", "maxqda").err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.en.csv", "m.fr.csv", "m.nl.csv"]
    run("codebook", "export", "-o", tmp_path / "t.csv", "--form", "taguette", "--language", "nl", "--counts", "--layer", "C1")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8").startswith("tag,parent,description,number of highlights\n")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        counted = {row["description"].rpartition("[id] ")[2]: int(row["number of highlights"]) for row in csv.DictReader(file)}
    codings = Counter(row["code"] for row in run("coding", "list", "-f", "json").rows)
    assert {code: number for code, number in counted.items() if number} == codings


def test_the_full_form_and_the_file_itself_lose_nothing(shared: Path, tmp_path: Path, run: Run) -> None:
    was = reading.read(shared / CODEBOOK)[0]
    for name in ("full.csv", "full.xlsx"):
        assert run("codebook", "export", "-o", tmp_path / name).err == f"Written: {tmp_path / name}\n"
        assert reading.parse(run("codebook", "import", tmp_path / name).text, name) == was
    assert run("codebook", "export", "-o", tmp_path / "same.yaml").status == 0
    assert (tmp_path / "same.yaml").read_bytes() == (shared / CODEBOOK).read_bytes()


def test_a_file_is_exported_without_a_project(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    book = (shared / CODEBOOK).resolve()
    monkeypatch.chdir(tmp_path)
    assert run("codebook", "export", book, "-o", "book.html", "--label-language", "fr").status == 0
    assert "Secret professionnel" in Path("book.html").read_text(encoding="utf-8")
    assert refusal(run("codebook", "export", book, "-o", "book.html", "--counts"))[0] == "Counts and quotations are of the codebook in use."
    assert "There is no project in" in refusal(run("codebook", "export", "-o", "book.html"))[0]


# --- the annex ------------------------------------------------------------------------------------------------------------------------


ANNEX = ("--label-language", "nl,fr", "--examples", "2", "--counts")


@pytest.mark.usefixtures("shared")
def test_the_annex_has_a_table_per_theme_with_counts_and_quotations(tmp_path: Path, run: Run) -> None:
    assert run("codebook", "export", "-o", tmp_path / "annex.docx", *ANNEX).err == f"Written: {tmp_path / 'annex.docx'}\n"
    document = docx.Document(str(tmp_path / "annex.docx"))
    captions = [paragraph.text for paragraph in document.paragraphs if paragraph.style is not None and paragraph.style.name == "Caption"]
    assert len(captions) == len(document.tables) == 9
    assert captions[6].endswith(". Samenwerking justitie–hulpverlening / Collaboration justice–soins (coop)")
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    counted = next(row for row in run("count", "-f", "json").rows if row["code"] == "coop.secrecy")
    figures = f"{counted['segments']} fragmenten · {counted['participants_k']} van {counted['participants_n']} deelnemers"
    assert figures in text
    assert all(table.rows[0]._tr.trPr is not None for table in document.tables)
    quotes = [row["quotation"] for row in run("quotes", "--code", "coop.secrecy", "-f", "json").rows]
    assert any(f"“{quote}” (" in text or f"«\u00a0{quote}\u00a0» (" in text for quote in quotes)
    assert "Geteld in de laag C1: " in document.paragraphs[1].text


@pytest.mark.usefixtures("shared")
def test_the_page_names_its_languages_and_loads_nothing(tmp_path: Path, run: Run, chromium: str) -> None:
    path = tmp_path / "annex.html"
    run("codebook", "export", "-o", path, *ANNEX, "--kind", "focus-group")
    page = path.read_text(encoding="utf-8")
    assert '<html lang="nl">' in page
    assert page.count('<td class="long" lang="fr">') > 40
    assert '<p lang="fr">Compté dans la couche C1' in page
    assert "soort = focusgroep" in page
    assert "http" not in page.replace("http-equiv", "")
    command = [
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
        path.as_uri(),
    ]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert shown.count("<table") == 9


@pytest.mark.usefixtures("project")
def test_a_layer_is_asked_for_only_when_something_is_counted(tmp_path: Path, run: Run) -> None:
    run("coders", "add", "C2")
    text = next(row for row in run("coding", "list", "-f", "json").rows if row["code"] == "coop.secrecy")
    run("coding", "add", text["transcript"], "coop.legal", "--turn", text["turn"], "--as", "C2")
    assert run("codebook", "export", "-o", tmp_path / "a.docx", "--label-language", "fr").status == 0
    assert "Several coders have codings" in refusal(run("codebook", "export", "-o", tmp_path / "b.docx", "--counts"))[0]
    assert run("codebook", "export", "-o", tmp_path / "b.docx", "--counts", "--layer", "C2").status == 0


# --- what cannot be done --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("export -o x.pdf", "x.pdf: .pdf is no format that can be written."),
        ("export -o x.qdc --form maxqda", "--form: of no use for .qdc in the form maxqda."),
        ("export -o x.csv --form nvivo", "Unknown form: nvivo"),
        ("export -o x.qdc --language de", "Unknown language of the codebook: de"),
        ("export -o x.docx --label-language de", "Unknown language of labels: de"),
        ("export -o x.docx --form taguette", "--form, --language, --append-languages: of no use for .docx."),
        ("export -o x.xlsx --counts", "--counts: of no use for .xlsx in the form full."),
        ("export -o x.yaml --language nl", "--language: of no use for .yaml in the form full."),
        ("export -o none/x.qdc", "There is no folder none."),
        ("import none.qdc", "none.qdc cannot be opened: No such file or directory."),
        ("import codebooks", "codebooks is not a file."),
        ("import codebooks/case-management.yaml", "case-management.yaml is a codebook of qualcode already."),
        ("import study.toml --format json", "--format is for what a dry run shows."),
    ],
)
def test_what_cannot_be_done_is_said_in_two_lines(line: str, message: str, shared: Path, run: Run) -> None:
    assert refusal(run("codebook", *line.split()))[0] == message
    assert not list(shared.glob("x.*"))


@pytest.mark.usefixtures("shared")
def test_an_evil_file_is_refused_in_two_lines(tmp_path: Path, run: Run) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><CodeBook><Codes><Code name="&b;"/></Codes></CodeBook>'
    (tmp_path / "evil.qdc").write_text(bomb)
    assert refusal(run("codebook", "import", tmp_path / "evil.qdc"))[0].startswith("evil.qdc declares a document type or entities")
    (tmp_path / "empty.qdc").write_bytes(b"")
    assert refusal(run("codebook", "import", tmp_path / "empty.qdc")) == (
        "empty.qdc is empty.",
        "Save the codebook again, and import that.",
    )


@pytest.mark.usefixtures("shared")
def test_nothing_in_a_foreign_file_acts_on_the_terminal(tmp_path: Path, run: Run) -> None:
    (tmp_path / "evil.csv").write_bytes("naam,definitie,kleur\n\x1b[31mRood\x1b]0;x\x07,\u202eabc,\x1b[2Jx\n".encode())
    for arguments in ((), ("--dry-run",), ("--dry-run", "-f", "json")):
        answer = run("codebook", "import", tmp_path / "evil.csv", "--language", "nl", *arguments)
        assert answer.status == 0
        assert not {"\x1b", "\u202e", "\x07"} & set(answer.text + answer.err)
