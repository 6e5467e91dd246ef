"""The report of a study from the command line: what it says is what the commands say, in three languages, and nothing in it acts."""

from __future__ import annotations

import base64
import io
import re
import shutil
import zipfile
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from qualcode.actions.reporting.config import Wish
from tests.cli.running import Run, entered, refusal

PARTS = {
    "en": ("Design", "Groups and participants", "Codebook in short", "How often each theme occurs", "Comparisons", "For and against"),
    "nl": ("Opzet", "Groepen en deelnemers", "Codeboek in het kort", "Hoe vaak elk thema voorkomt", "Vergelijkingen", "Voor en tegen"),
    "fr": (
        *("Dispositif", "Groupes et participants", "Grille de codage en bref", "Fréquence de chaque thème", "Comparaisons"),
        "Pour et contre",
    ),
}


class Page(HTMLParser):
    """The headings of a page, and its tables by their captions as rows of texts."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._in: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._in.append(tag)
        if tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._rows[-1].append("")
        elif tag in {"h2", "h3"}:
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._in[-1:] == ["caption"]:
            self.tables[data.partition(". ")[2]] = self._rows
        elif {"td", "th"} & {*self._in[-2:]} and self._rows:
            self._rows[-1][-1] += data
        elif {"h2", "h3"} & {*self._in[-1:]}:
            self.headings[-1] += data


def plain(text: str = "") -> tuple[str, str]:
    """The options of a report without pictures, which take long to draw; `text` is what its file says besides."""
    Path("plain.toml").write_text(f"pictures = false\n{text}", encoding="utf-8")
    return "--config", "plain.toml"


def page_of(run: Run, *more: str, wish: str = "") -> Page:
    """The page that a report is."""
    answer = run("export", "report", "-o", "report.html", *plain(wish), *more)
    assert answer.status == 0, answer.err
    assert answer.out == b""
    return Page(Path("report.html"))


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_its_parts_stand_in_order_in_each_language(run: Run, language: str) -> None:
    page = page_of(run, "--language", language)
    found = [heading for heading in page.headings if heading in PARTS[language]]
    assert found == list(PARTS[language])
    assert f'<html lang="{language}">' in Path("report.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("shared")
def test_its_numbers_are_those_of_the_commands(run: Run) -> None:
    tables = page_of(run, "--language", "en").tables
    counted = run("count", "--kind", "focus-group", "--label-language", "en", "--format", "json").rows
    shown = {row[0].strip(): row[1:] for row in tables["Codes"][1:]}
    assert len(shown) == len(counted) > 10
    for row in counted:
        cells = shown[row["label"]]
        assert cells[0] == f"{row['groups_k']}/{row['groups_n']}"
        assert cells[1] == f"{row['participants_k']}/{row['participants_n']}"
        assert cells[2] == str(row["segments"])
    compared = run("compare", "--by", "region", "--kind", "focus-group", "--label-language", "en", "--format", "json").rows
    beside = {row[0].strip(): row[1:] for row in tables["Codes by District"][1:]}
    regions = ("antwerp", "brussels", "charleroi")
    for row in compared:
        place = 2 * regions.index(row["region"])
        assert beside[row["label"]][place] == f"{row['groups_k']}/{row['groups_n']}"
        held = row["participants_k"] is not None
        assert beside[row["label"]][place + 1] == (f"{row['participants_k']}/{row['participants_n']}" if held else "–")
    together = run("cooccur", "--kind", "focus-group", "--label-language", "en", "--format", "json").rows
    assert [row[2] for row in tables["Codes together"][1:]] == [f"{row['turns_both']}/{row['turns_first']}" for row in together[:20]]
    stances = run("stance", "--kind", "focus-group", "--label-language", "en", "--format", "json").rows
    by_label = {row[0].strip(): row[3:7] for row in tables["Stance"][1:]}
    assert all(by_label[row["label"]] == [str(row[value]) for value in ("pro", "contra", "ambivalent", "neutral")] for row in stances)


@pytest.mark.usefixtures("shared")
def test_its_quotations_are_those_of_the_command(run: Run) -> None:
    table = page_of(run, "--language", "en").tables["Quotations"]
    quoted = run("quotes", "--best", "2", "--format", "json").rows
    assert {row[-1] for row in table if len(row) > 1} >= {row["quotation"] for row in quoted} or all(
        any(row["quotation"] in cells for cells in table) for row in quoted
    )


@pytest.mark.usefixtures("shared")
def test_its_method_says_what_was_counted_and_with_what(run: Run) -> None:
    run("export", "report", "-o", "report.md", "--language", "en")
    text = Path("report.md").read_text(encoding="utf-8")
    codings = len(run("coding", "list", "--format", "json").rows)
    assert "| 24 | Number of coders | 1 coder in the layer C1. | project |" in text
    assert f"the layer C1: {codings} codings by 1 coder, {codings} brought in from elsewhere" in text
    assert "qualcode 0.1.0" in text
    assert re.search(r"The codebook is cm-justice-care, version [\d.]+, as loaded on .* \(sha256 [0-9a-f]{12}\)", text)
    assert "| 27 | Software | qualcode 0.1.0. | project |" in text
    assert re.search(r"Open, for the authors to answer .*: 1 \(Interviewer or facilitator\), 2 \(Credentials\)", text)


def test_the_same_project_gives_the_same_bytes(run: Run, project: Path) -> None:
    Path("drawn.toml").write_text('sections = ["frequencies", "quotations", "method"]', encoding="utf-8")
    for name in ("one.html", "two.html", "one.docx", "two.docx"):
        assert run("export", "report", "-o", name, *DRAWN).status == 0
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()
    assert Path("one.docx").read_bytes() == Path("two.docx").read_bytes()
    assert project.is_dir()


DRAWN = ("--config", "drawn.toml")
"""A report that has a picture."""

CONFIG = """
title = { nl = "Ons verslag", fr = "Notre rapport" }
authors = ["A. Eén", "B. Twee", "C. Drie"]
date = "2026-03-01"
language = "fr"
sections = ["comparisons", "quotations", "coreq"]
by = ["sector,region"]
quotations = 1
quotations_by = "language"

[coreq]
1 = "Deux des auteurs."
12 = { nl = "Negen groepen.", fr = "Neuf groupes." }
"""


@pytest.mark.usefixtures("shared")
def test_a_file_says_what_it_holds(run: Run) -> None:
    page = page_of(run, wish=CONFIG)
    assert page.headings == [
        *(
            "Table des matières",
            "Comparaisons",
            "Par Secteur, Arrondissement",
            "Citations",
            "Liste de contrôle pour le compte rendu (COREQ)",
        )
    ]
    text = Path("report.html").read_text(encoding="utf-8")
    assert "<h1>Notre rapport</h1>" in text
    assert "A. Eén, B. Twee et C. Drie · situation au 1er mars 2026" in text
    assert ["1", "Enquêteur ou animateur", "Deux des auteurs.", "auteurs"] in page.tables["COREQ"]
    assert ["12", "Taille de l&#39;échantillon".replace("&#39;", "'"), "Neuf groupes.", "auteurs"] in page.tables["COREQ"]
    crossed = next(table for title, table in page.tables.items() if title.endswith("Secteur, Arrondissement"))
    assert crossed[0][1] == "Justice × Anvers\u00a0: participants"
    page_of(run, "--language", "nl", wish=CONFIG)
    assert "<h1>Ons verslag</h1>" in Path("report.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("shared")
def test_the_example_of_a_file_is_one(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "report.toml"
    example = run("export", "report", "--config-example").text
    assert example.count("pictures = true") == 1
    config.write_text(example.replace("pictures = true", "pictures = false"), encoding="utf-8")
    assert run("export", "report", "-o", "report.html", "--config", str(config)).status == 0
    assert set(re.findall(r"^(\w+) = ", example.partition("[coreq]")[0], re.MULTILINE)) == {each.name for each in fields(Wish)} - {"coreq"}


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("text", "what", "todo"),
    [
        ("sektions = []", "sektions means nothing there", "Did you mean sections? Known: title, authors"),
        ('sections = ["desing"]', "desing means nothing there", "Did you mean design?"),
        ('by = ["regio"]', "Unknown dimension: regio", "region"),
        ("by = 1", "by is not a list of texts", "Write it so"),
        ("sections = []", "sections leaves nothing to write", "leave the key out"),
        ('date = "2026-02-31"', "date is no day", "2026-11-22"),
        ('date = "20261122"', "date is no day", "2026-11-22"),
        ("quotations = -1", "quotations is not a whole number", "Write 0 for all"),
        ('language = "de"', "A report cannot be in de", "nl, fr, en"),
        ("title = 1", "title is not a text", "Write"),
        ('pictures = "no"', "pictures is neither true nor false", "Write one of them"),
        ('date = "1 maart"', "date is no day", "2026-11-22"),
        ('kind = ["groep"]', "groep means nothing there", "focus-group"),
        ('codes = ["coop.secret"]', "coop.secret", "coop.secrecy"),
        ("coreq = 1", "coreq is not a table", "[coreq]"),
        ('[coreq]\n33 = "x"', "33 is no item of COREQ", "1 to 32"),
        ("title = ", "is not valid TOML", "Correct that line"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, tmp_path: Path, text: str, what: str, todo: str) -> None:
    config = tmp_path / "report.toml"
    config.write_text(text, encoding="utf-8")
    said, hint = refusal(run("export", "report", "-o", str(tmp_path / "report.html"), "--config", str(config)))
    assert what in said
    assert todo in hint
    assert not (tmp_path / "report.html").exists()


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("export report", "Nothing says where"),
        ("export report -o report.xlsx", ".xlsx holds tables"),
        ("export report -o report.doc", ".doc is no format"),
        ("export report -o nowhere/report.html", "There is no folder nowhere"),
        ("export report -o report.html --config missing.toml", "There is no missing.toml"),
        ("export report -o report.html --language de", "A report cannot be in de"),
    ],
)
def test_what_cannot_be_written_is_refused(run: Run, line: str, what: str) -> None:
    assert what in refusal(run(*line.split()))[0]


def test_a_project_without_codings_has_no_report(run: Run, empty: Path) -> None:
    assert "There are no codings yet." in refusal(run("export", "report", "-o", "report.html"))[0]
    assert not (empty / "report.html").exists()


@pytest.mark.usefixtures("project")
def test_coders_whose_layer_is_not_counted_are_told_of(run: Run) -> None:
    assert run("coders", "add", "C2").status == 0
    assert run("coding", "add", "charleroi-justice-fg4", "coop.secrecy", "--turn", "2", "--as", "C2").status == 0
    Path("asked.toml").write_text('sections = ["coreq"]', encoding="utf-8")
    for language, said in (
        ("en", "2 coders in the project; 1 coder in the layer C1, which is counted."),
        ("fr", "2 codeurs dans le projet\u00a0; 1 codeur dans la couche C1, qui est comptée."),
    ):
        assert run("export", "report", "-o", "r.md", "--config", "asked.toml", "--layer", "C1", "--language", language).status == 0
        assert said in Path("r.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("shared")
def test_a_part_of_the_corpus_has_a_report(run: Run) -> None:
    tables = page_of(run, "--language", "en", "--region", "charleroi").tables
    assert {row[0] for row in tables["Transcripts"][1:]} == {"charleroi-justice-fg4"}
    assert all(row[1] in {"0/1", "1/1"} for row in tables["Codes"][1:])


@pytest.mark.usefixtures("shared")
def test_the_document_has_words_own_parts(run: Run) -> None:
    assert run("export", "report", "-o", "report.docx", "--language", "fr", *plain()).status == 0
    document: Any = docx.Document(io.BytesIO(Path("report.docx").read_bytes()))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[:3] == ["Title", "Subtitle", "TOC Heading"]
    listed = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("toc ")]
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert listed == headings
    assert headings[:6][:4] == list(PARTS["fr"][:4])
    assert sum(style == "Caption" for style in styles) == len(document.tables) > 8


@pytest.mark.usefixtures("shared")
def test_tables_stand_behind_their_pictures(run: Run) -> None:
    Path("drawn.toml").write_text('sections = ["frequencies"]', encoding="utf-8")
    assert run("export", "report", "-o", "report.html", "--language", "fr", *DRAWN).status == 0
    text = Path("report.html").read_text(encoding="utf-8")
    (source, alt) = re.findall('<img src="(.*?)" alt="(.*?)">', text)[0]
    assert source.startswith("data:image/svg+xml;base64,")
    assert b"<svg" in base64.b64decode(source.partition(",")[2])
    assert len(alt) > 20
    (caption,) = re.findall('<figcaption class="title">(Figure 1. .*?)</figcaption>', text)
    assert text.index(caption) < text.index("<caption>Tableau 1. Codes<")
    assert run("export", "report", "-o", "report.docx", "--language", "fr", *DRAWN).status == 0
    with zipfile.ZipFile("report.docx") as package:
        (picture,) = [name for name in package.namelist() if name.startswith("word/media/")]
        assert package.read(picture).startswith(b"\x89PNG")
        assert f'descr="{alt}"' in package.read("word/document.xml").decode()


@pytest.mark.usefixtures("shared")
def test_tables_are_written_in_full(run: Run) -> None:
    answer = run("export", "tables", "-o", "tables", "--latex", "--language", "nl")
    assert answer.status == 0, answer.err
    assert answer.out == b""
    folder = Path("tables")
    by_name = {path.stem.partition("-")[2]: path for path in folder.glob("*.csv")}
    assert f"Written to tables: tables.xlsx, and {len(by_name)} tables as .csv and .tex" in answer.err
    for name, line in {
        "codes": "count --intervals",
        "codes-naar-arrondissement": "compare --by region",
        "houding-naar-taal": "stance --by language",
        "codes-samen": "cooccur",
    }.items():
        assert by_name[name].read_bytes() == run(*line.split(), "--kind", "focus-group", "--format", "csv").out, name
    assert by_name["citaten"].read_bytes() == run("quotes", "--format", "csv").out
    assert "Geteld in de laag C1." in Path(f"{by_name['codes']}.notes.txt").read_text(encoding="utf-8")
    assert all("\\toprule" in path.read_text(encoding="utf-8") for path in folder.glob("*.tex"))
    assert len([*folder.glob("*.tex")]) == len(by_name)
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    assert len(book.sheetnames) == len(by_name) + 1
    assert book.sheetnames[-1] == "Over de tabellen"
    sheet = book["Codes"]
    counted = run("count", "--kind", "focus-group", "--format", "json").rows
    heads = [cell.value for cell in sheet[1]]
    assert [row[heads.index("fragmenten")].value for row in sheet.iter_rows(min_row=2)] == [row["segments"] for row in counted]
    assert all(isinstance(row[heads.index("per 1.000 woorden")].value, int | float) for row in sheet.iter_rows(min_row=2))


@pytest.mark.usefixtures("shared")
def test_all_tables_fit_one_file(run: Run) -> None:
    for name in ("all.xlsx", "all.tex"):
        answer = run("export", "tables", "-o", name)
        assert (answer.status, answer.err) == (0, f"Written: {name}\n")
    assert Path("all.tex").read_text(encoding="utf-8").count("\\toprule") > 10
    first = Path("all.xlsx").read_bytes()
    assert run("export", "tables", "-o", "all.xlsx").status == 0
    assert Path("all.xlsx").read_bytes() == first


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("-o all.csv", "all.csv cannot hold several tables"),
        ("-o all.xlsx --latex", "--latex is for a folder"),
        ("-o nowhere/tables", "There is no folder nowhere"),
        ("-o tables --config missing.toml", "There is no missing.toml"),
    ],
)
def test_tables_that_cannot_be_written_are_refused(run: Run, line: str, what: str) -> None:
    assert what in refusal(run("export", "tables", *line.split()))[0]


def test_nothing_of_it_acts(run: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = entered(shutil.copytree(example, tmp_path / "study"), monkeypatch)
    file = folder / "evil.txt"
    file.write_text(
        "M: Ja?\nR1: =1+1 </script><script>alert(1)</script> <b>vet</b> {{7*7}} en nog wat woorden voor een citaat.\n", encoding="utf-8"
    )
    design = folder / "study.toml"
    design.write_text(design.read_text(encoding="utf-8").replace("Entre rêve", "<script>alert(2)</script>"), encoding="utf-8")
    assert run("import", "evil.txt", "--id", "evil", "--region", "antwerp").status == 0
    assert run("coding", "add", "evil", "coop.secrecy", "--turn", "2").status == 0
    (folder / "report.toml").write_text(
        'pictures = false\nsections = ["quotations"]\nquotations = 0\n[coreq]\n1 = "<img src=x>"', encoding="utf-8"
    )
    assert run("export", "report", "-o", "report.html", "--config", "report.toml").status == 0
    text = (folder / "report.html").read_text(encoding="utf-8")
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in text
    assert "&lt;script&gt;alert(2)" in text
    assert "{{7*7}}" in text
    assert text.count("<script") == text.count("</script>") == 1
    assert run("export", "report", "-o", "report.docx", "--config", "report.toml").status == 0
