"""A report that is read as a whole, as a web page: its contents, its filter and its sorting, in a real browser where there is one."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.exporters import html as exporter
from qualcode.table import Cell, Column, Picture, Report, Section, Table
from tests.browser import Page, browsing
from tests.exporters.conftest import PIXEL

EVIL = '"><script>document.title = "evil"</script>'
SAID = (
    (
        "coop.secrecy",
        "Beroepsgeheim",
        "antwerp",
        "care",
        "R1",
        "nl",
        "Ik zwijg, omdat vertrouwen anders breekt, en dat blijft zo in elk overleg dat wij houden.",
    ),
    (
        "coop.secrecy",
        "Beroepsgeheim",
        "charleroi",
        "justice",
        EVIL,
        "fr",
        "Je ne dis rien de ce que l'on me confie, même quand un juge me le demande par écrit.",
    ),
    (
        "value.need",
        "Noodzaak",
        "antwerp",
        None,
        "R2",
        "nl",
        f"Er is nood aan {EVIL} iemand die alles samenbrengt en die ook blijft wanneer het misgaat.",
    ),
)


@pytest.fixture
def quotations() -> Table:
    """Quotations under their codes, which a reader can filter; one speaker has an evil name."""
    columns = (
        Column("code", "code", "code"),
        Column("label", "label", "text"),
        Column("region", "Arrondissement", "text", labels={"antwerp": "Antwerpen", "brussels": "Brussel", "charleroi": "Charleroi"}),
        Column("sector", "Sector", "text", labels={"justice": "Justitie", "care": "Zorg"}),
        Column("speaker", "spreker", "text"),
        Column("language", "taal", "text"),
        Column("quotation", "citaat", "text", spoken="language"),
    )
    return Table("Citaten", "coding", columns, SAID, group_by=2, filters=("label", "region", "sector", "language", "speaker"))


@pytest.fixture
def figures() -> Table:
    """Numbers to be sorted: the first column spans rows, one number is not defined."""
    columns = (
        Column("region", "regio", "text"),
        Column("code", "code", "text"),
        Column("k", "groepen", "count", of="n"),
        Column("n", "gehouden", "count"),
        Column("share", "aandeel", "share"),
    )
    rows: tuple[tuple[Cell, ...], ...] = (
        ("antwerp", "b", 2, 3, 0.125),
        ("antwerp", "é", 10, 12, None),
        ("brussels", "a", 3, 3, -0.5),
        ("brussels", "d", 1, 3, 0.996),
    )
    return Table("Cijfers", "group", columns, rows, group_by=1)


@pytest.fixture
def report(quotations: Table, figures: Table) -> Report:
    """The whole report."""
    picture = Picture(PIXEL, "png", "Staven", "Hoe vaak")
    sections = (
        Section("Citaten", ("Zoals gezegd.", quotations)),
        Section("Cijfers <&>", ()),
        Section("Naar regio", (picture, figures), level=2),
    )
    return Report("Verslag", sections, "nl", byline="An Auteur · 22 november 2026", contents=True)


def written(report: Report) -> str:
    stream = io.BytesIO()
    exporter.write(report, stream)
    return stream.getvalue().decode()


@pytest.fixture
def page(report: Report, chromium: str, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "report.html"
    path.write_text(written(report), encoding="utf-8")
    with browsing(chromium, path, tmp_path / "profile") as page:
        yield page


def test_its_contents_lead_to_its_headings(report: Report) -> None:
    text = written(report)
    assert re.findall("<h([1-6])[^>]*>(.*?)</h", text) == [
        *(("1", "Verslag"), ("2", "Inhoud"), ("2", "Citaten"), ("2", "Cijfers &lt;&amp;&gt;"), ("3", "Naar regio"))
    ]
    links = re.findall('<a href="#(.*?)">(.*?)</a>', text)
    assert [words for _, words in links] == ["Citaten", "Cijfers &lt;&amp;&gt;", "Naar regio"]
    assert all(f'id="{anchor}">{words}<' in text for anchor, words in links)


def test_tables_and_pictures_are_numbered(report: Report) -> None:
    text = written(report)
    assert re.findall("<caption>(.*?)<", text) == ["Tabel 1. Citaten", "Tabel 2. Cijfers"]
    assert "Figuur 1. Hoe vaak</figcaption>" in text
    assert "Tabel" not in written(replace(report, contents=False))


def test_only_its_own_script_may_run(report: Report) -> None:
    text = written(report)
    (script,) = re.findall("<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (policy,) = re.findall('Content-Security-Policy" content="(.*?)"', text)
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'"
    assert text.count("<script") == 1
    assert not re.search(r"\son\w+=|javascript:", text)
    assert "<script" not in written(replace(report, contents=False))


def test_it_can_be_read_without_script(report: Report) -> None:
    text = re.sub("<script>.*?</script>", "", written(report), flags=re.DOTALL)
    assert all(quotation.split(EVIL)[0].replace("'", "&#39;") in text for *_, quotation in SAID)
    assert re.search("<form[^>]* hidden>", text)
    assert "<button" not in re.sub("<form.*?</form>", "", text, flags=re.DOTALL)


def test_quotations_say_their_language(report: Report) -> None:
    text = written(report)
    assert re.findall('<td class="long" lang="(..)">(.{5})', text) == [("nl", "Ik zw"), ("fr", "Je ne"), ("nl", "Er is")]


SHOWN = "Array.from(document.querySelectorAll('tr.row')).filter((row) => row.offsetParent !== null).map((row) => row.dataset[4])"
COUNTED = "document.querySelector('output').textContent"


def chosen(name: str, value: str) -> str:
    """What a reader does who chooses a value."""
    return (
        f"{{ const field = document.querySelector('[name={name}]'); field.value = {value!r};"
        " field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )


def test_a_reader_filters_quotations(page: Page) -> None:
    assert page.value("document.querySelector('form.filters').offsetParent !== null")
    assert page.value(SHOWN) == ["R1", EVIL, "R2"]
    assert page.value(COUNTED) == "3 van 3 getoond"
    options = "Array.from(document.querySelectorAll('select')).map((each) => Array.from(each.options).map((option) => option.text))"
    assert page.value(options) == [
        ["alle", "Beroepsgeheim", "Noodzaak"],
        ["alle", "Antwerpen", "Charleroi"],
        ["alle", "Justitie", "Zorg"],
        ["alle", "nl", "fr"],
        ["alle", "R1", EVIL, "R2"],
    ]
    page.value(chosen("region", "Antwerpen"))
    assert page.value(SHOWN) == ["R1", "R2"]
    page.value(chosen("label", "Noodzaak"))
    assert page.value(SHOWN) == ["R2"]
    assert page.value(COUNTED) == "1 van 3 getoond"
    headings = (
        "Array.from(document.querySelectorAll('.group')).filter((each) => each.offsetParent !== null).map((each) => each.textContent)"
    )
    assert page.value(headings) == ["value.need  Noodzaak"]
    page.value(chosen("region", "Charleroi"))
    assert page.value(SHOWN) == []
    page.value("document.querySelector('button[type=reset]').click(); new Promise((done) => setTimeout(done, 50))")
    assert page.value(SHOWN) == ["R1", EVIL, "R2"]
    page.value(chosen("words", "JUGE"))
    assert page.value(SHOWN) == [EVIL]
    assert page.told == []
    assert page.value("document.title") == "Verslag"


def test_a_link_can_hold_a_filter(report: Report, chromium: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(written(report), encoding="utf-8")
    with browsing(chromium, path, tmp_path / "profile", fragment="language=fr&sector=Justitie") as page:
        assert page.value(SHOWN) == [EVIL]
        page.value(chosen("sector", ""))
        assert page.value("location.hash") == "#language=fr"


COLUMN = "Array.from(document.querySelectorAll('#table-2 tbody tr')).map((row) => Array.from(row.cells).map((cell) => cell.textContent))"


def test_a_reader_sorts_a_table(page: Page) -> None:
    def press(place: int) -> None:
        page.value(f"document.querySelectorAll('#table-2 thead button')[{place}].click()")

    sorting = "Array.from(document.querySelectorAll('#table-2 thead th')).map((each) => each.getAttribute('aria-sort'))"
    begun = page.value("document.querySelector('#table-2 tbody').innerHTML")
    press(2)
    assert [row[2] for row in page.value(COLUMN)] == ["1/3", "2/3", "3/3", "10/12"]
    assert [row[0] for row in page.value(COLUMN)] == ["brussels", "antwerp", "brussels", "antwerp"]
    assert page.value(sorting) == [None, None, "ascending", None]
    press(2)
    assert [row[2] for row in page.value(COLUMN)] == ["10/12", "3/3", "2/3", "1/3"]
    press(2)
    assert page.value("document.querySelector('#table-2 tbody').innerHTML") == begun
    assert page.value(sorting) == [None, None, None, None]
    press(1)
    assert [row[1] for row in page.value(COLUMN)] == ["a", "b", "d", "é"]
    press(3)
    assert [row[3] for row in page.value(COLUMN)] == ["\u221250\u00a0%", "13\u00a0%", "99,6\u00a0%", "–"]
    press(3)
    assert [row[3] for row in page.value(COLUMN)] == ["99,6\u00a0%", "13\u00a0%", "\u221250\u00a0%", "–"]
    assert page.value("document.querySelectorAll('#table-2 tbody th, #table-2 tbody td').length") == 16
    assert page.value("document.querySelector('#table-1 button')") is None
    assert page.told == []


def test_a_script_in_the_text_is_not_run_even_if_it_came_in(report: Report, chromium: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(written(report).replace("Zoals gezegd.", "<script>document.title = 'evil'</script>"), encoding="utf-8")
    with browsing(chromium, path, tmp_path / "profile") as page:
        assert page.value("document.title") == "Verslag"
        assert "Content Security Policy" in "".join(page.told)


def printed(report: Report, chromium: str, pdftotext: str, folder: Path) -> list[str]:
    """The pages that a browser prints, as text."""
    path, pdf = folder / "report.html", folder / "report.pdf"
    path.write_text(written(report), encoding="utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        profile,
        f"--print-to-pdf={pdf}",
        path.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True)
    text = subprocess.run([pdftotext, "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return [page for page in text.split("\f") if page.strip()]


def test_it_is_printed_without_its_controls(report: Report, chromium: str, pdftotext: str, tmp_path: Path) -> None:
    text = "".join(printed(report, chromium, pdftotext, tmp_path))
    assert "Beroepsgeheim" in text
    assert "Alles tonen" not in text
    assert "\u2195" not in text


def test_in_print_heads_are_repeated_and_nothing_stands_alone_at_the_end_of_a_page(chromium: str, pdftotext: str, tmp_path: Path) -> None:
    columns = (Column("code", "thema", "text"), Column("n", "groepen", "count"))
    tables = [Table(f"Nummer {size}", "code", columns, tuple((f"c{at}", at) for at in range(size))) for size in (60, 30, 45, 20)]
    sections = [Section(f"Deel {at}", (f"Hierover gaat deel {at}.", table)) for at, table in enumerate(tables)]
    pages = printed(Report("Verslag", tuple(sections), "nl", contents=True), chromium, pdftotext, tmp_path)
    assert len(pages) > 3
    for page in pages:
        rows = [line.split() for line in page.splitlines() if line.strip()]
        assert any(row == ["thema", "groepen"] for row in rows), "the head is on every page"
        assert rows[-1][0][0] == "c" or rows[-1] == ["Geteld:", "code"] or rows[-1][0] == "–", "no heading, text or caption is last"
        assert sum(row[0][0] == "c" for row in rows) > 2
