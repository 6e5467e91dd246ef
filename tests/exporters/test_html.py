"""The page, parsed as a browser would."""

from __future__ import annotations

import io
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

from qualcode.exporters import html as exporter
from qualcode.table import Column, Report, Section, Spoken, Table, report_of

OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "p", "span", "strong"),
    *("figure", "figcaption", "img", "div", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}


class Page(HTMLParser):
    """The elements of a page with their attributes, and the texts of cells."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self._in_cell = False
        stream = io.BytesIO()
        exporter.write(report, stream)
        self.source = stream.getvalue().decode()
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self._in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data

    def found(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_a_text_is_never_markup(full_report: Report) -> None:
    page = Page(full_report)
    assert {tag for tag, _ in page.elements} == OURS
    assert "<script>alert('x')</script> & <b>" in [cell for row in page.rows for cell in row]


def test_nothing_is_fetched_or_run(full_report: Report) -> None:
    page = Page(full_report)
    policy = [meta["content"] for meta in page.found("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert not re.search(r"https?://|@import|url\(", page.source.replace("http://www.w3.org/2000/svg", ""))
    assert [image["src"].partition(";")[0] for image in page.found("img") if image["src"]] == ["data:image/png", "data:image/svg+xml"]
    assert [image["alt"] for image in page.found("img")] == ["Staven: 3 > 2", "Een tekening"]


def test_a_table_tells_a_screen_reader_what_is_what(full_report: Report) -> None:
    page = Page(full_report)
    assert page.found("html") == [{"lang": "nl"}]
    assert len(page.found("caption")) == len(page.found("table")) == 2
    scopes = [heading["scope"] for heading in page.found("th")]
    assert set(scopes) == {"col", "row", "rowgroup"}
    assert len(page.found("h1")) == 1


def test_cells_and_spans_make_a_full_grid(hard_table: Table) -> None:
    page = Page(report_of([hard_table]))
    covered = 0
    for row, cells in zip(page.rows[1:], _cells_of(page)[1:], strict=True):
        assert len(row) + (covered > 0) == 10
        spans = [int(cell.get("rowspan") or 1) for cell in cells]
        covered = max(covered - 1, 0) if len(row) == 9 else spans[0] - 1
    assert covered == 0


def _cells_of(page: Page) -> list[list[dict[str, str | None]]]:
    rows: list[list[dict[str, str | None]]] = []
    for tag, attributes in page.elements:
        if tag == "tr":
            rows.append([])
        elif tag in {"td", "th"}:
            rows[-1].append(attributes)
    return rows


def test_numbers_have_the_form_of_the_language_of_the_report(full_report: Report) -> None:
    rows = Page(full_report).rows
    assert rows[1] == ["value.need", "13\u00a0%", "12,5"]
    assert rows[4][3:] == ["2/3", "1000000", "40\u00a0%", "12,3", "1,2 · 3,4", "0,5", "[0,1; 0,9]"]


def test_sentences_stand_under_what_leads_them(quoted: Table) -> None:
    text = Page(report_of([quoted])).source
    groups = re.findall(r'<tr><th scope="rowgroup" class="group" colspan="2">(.*?)</th></tr>', text)
    assert groups == ["coop.secrecy  Beroepsgeheim &amp; [co]", "value.need  Noodzaak"]
    bodies = text.split("<tbody>")[1:]
    assert [body.count("<tr") for body in bodies] == [3, 2]
    assert text.count("</tbody>") == len(bodies)


def test_a_table_without_rows_says_so() -> None:
    table = Table("t", "turn", (Column("a", "a", "text"), Column("b", "b", "text")), ())
    assert Page(report_of([table])).rows == [["a", "b"], ["No rows."]]


def test_words_that_have_gone_or_come_are_struck_and_underlined_and_never_markup() -> None:
    columns = (Column("plain", "plain", "text"), Column("old", "old", "text", marked=True), Column("new", "new", "text", marked=True))
    row = ("[-a-]", "een [-<b>-] en [-twee\ndrie-] [-", "een {+&+} {+x+}")
    page = Page(report_of([Table("t", "difference", columns, (row,))]))
    assert page.rows[1] == ["[-a-]", "een <b> en twee\ndrie [-", "een & x"]
    assert "een <del>&lt;b&gt;</del> en <del>twee\ndrie</del> [-" in page.source
    assert "een <ins>&amp;</ins> <ins>x</ins>" in page.source
    assert {tag for tag, _ in page.elements} - OURS == {"del", "ins"}


def test_a_browser_shows_it(full_report: Report, chromium: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(Page(full_report).source, encoding="utf-8")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", profile, "--dump-dom", path.as_uri()]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "<h1>Verslag &amp; meer</h1>" in shown
    assert shown.count("<tr") == len(Page(full_report).rows)


def test_a_column_in_another_language_says_so() -> None:
    columns = (Column("part", "deel", "text"), Column("fr", "Français", "text", language="fr"))
    page = Page(report_of([Table("t", "", columns, (("definitie", "Ce qui se dit."),))]))
    assert [(name, values.get("lang")) for name, values in page.elements if name in {"html", "th", "td"}] == [
        *(("html", "en"), ("th", None), ("th", "fr"), ("th", None), ("td", "fr"))
    ]


def test_few_columns_are_printed_on_pages_that_stand(hard_report: Report) -> None:
    def page(columns: int) -> str:
        table = Table("t", "", tuple(Column(f"c{place}", f"c{place}", "text") for place in range(columns)), (("x",) * columns,))
        return Page(report_of([table])).source

    assert "@page { size: A4; margin: 15mm; }" in page(4)
    assert "@page { size: A4 landscape; margin: 15mm; }" in page(5)
    assert "@page { size: A4 landscape; margin: 15mm; }" in Page(hard_report).source


def test_a_paragraph_in_another_language_says_so() -> None:
    report = Report("Verslag", (Section("", ("Geteld.", Spoken("Compté.", "fr"))),), "nl")
    assert [values.get("lang") for name, values in Page(report).elements if name == "p"] == [None, "fr"]
