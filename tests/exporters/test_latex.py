"""LaTeX whose texts are only texts."""

from __future__ import annotations

import dataclasses
import io
import re

from qualcode.exporters import latex
from qualcode.table import Column, Report, Table, report_of


def text_of(report: Report) -> str:
    stream = io.BytesIO()
    latex.write(report, stream)
    return stream.getvalue().decode()


def test_every_special_character_is_escaped(hard_report: Report) -> None:
    text = text_of(hard_report)
    assert (
        r"50 \% \& \$ \# \_ \{ \} \textasciitilde{} \textasciicircum{} \textbackslash{} -{}- \textless{} \textgreater{} "
        r"\textbar{} \textbackslash{}input\{x\}" in text
    )
    assert r"Zij zei: \char34{}nee\char34{}" in text


def test_no_row_begins_as_an_option_of_the_row_before(hard_table: Table) -> None:
    table = dataclasses.replace(hard_table, columns=hard_table.columns[2:], rows=tuple(row[2:] for row in hard_table.rows), group_by=0)
    rows = [line for line in text_of(report_of([table])).splitlines() if line.endswith("\\\\")]
    assert not [row for row in rows if row.startswith(("[", "*"))]
    assert [row[:9] for row in rows if "begin van" in row] == ["{[}begin "]
    assert [row[:3] for row in rows if "\\textperiodcentered" in row and "*" in row[:4]] == ["{}*"]


def test_every_row_has_the_same_cells(hard_report: Report) -> None:
    rows = [line for line in text_of(hard_report).splitlines() if line.endswith("\\\\") and not line.startswith("\\caption")]
    assert len(rows) == 1 + len(hard_report.tables()[0].rows)
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {9}


def test_braces_and_environments_close(full_report: Report) -> None:
    text = text_of(full_report)
    bare = re.sub(r"\\[{}\\]", "", text)
    assert bare.count("{") == bare.count("}")
    opened = re.findall(r"\\begin\{(\w+)\}", text)
    assert sorted(opened) == sorted(re.findall(r"\\end\{(\w+)\}", text))
    assert "landscape" in opened


def test_sentences_stand_under_what_leads_them(quoted: Table) -> None:
    text = text_of(report_of([quoted]))
    assert "\\multicolumn{2}{@{}p{\\linewidth}@{}}{\\textbf{coop.secrecy  Beroepsgeheim \\& {[}co{]}}} \\\\*\nR1 & " in text
    assert "\\addlinespace\n\\multicolumn{2}{@{}p{\\linewidth}@{}}{\\textbf{value.need  Noodzaak}} \\\\*\nR3 & " in text
    assert text.count("\\multicolumn") == 2


def test_a_long_table_runs_over_pages() -> None:
    columns = (Column("a", "a", "text"), Column("b", "b", "count"))
    short, long = (text_of(report_of([Table("t", "turn", columns, (("x", -1),) * rows)])) for rows in (30, 31))
    assert "\\begin{tabular}{@{}lr@{}}" in short
    assert "\\begin{longtable}{@{}lr@{}}" in long
    assert "\\endhead" in long
    assert "x & $-$1 \\\\" in short
