"""Markdown whose texts are only texts."""

from __future__ import annotations

import io
import re

from qualcode.exporters import md
from qualcode.table import Report, Section, Table, report_of


def text_of(report: Report) -> str:
    stream = io.BytesIO()
    md.write(report, stream)
    return stream.getvalue().decode()


def test_every_row_has_the_same_cells(hard_report: Report) -> None:
    rows = [line for line in text_of(hard_report).splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + len(hard_report.tables()[0].rows)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {11}


def test_texts_are_not_markup(hard_report: Report) -> None:
    text = text_of(hard_report)
    assert "&lt;script&gt;alert('x')&lt;/script&gt; &amp; &lt;b&gt;" in text
    assert r"a\|b \`code\` \*sterk\* \_laag\_ \~\~weg\~\~ \$x\$" in text
    assert "eerste regel<br>tweede regel" in text
    assert not re.search(r"<(?!br>|0)", text)


def test_a_line_is_neither_heading_nor_list() -> None:
    lines = ["# geen kop", "- geen punt", "1. geen nummer", "> geen citaat", "---", "-5 dagen", "3,5 keer"]
    escaped = [r"\# geen kop", r"\- geen punt", r"1\. geen nummer", "&gt; geen citaat", r"\---", "-5 dagen", "3,5 keer"]
    text = text_of(Report("Titel", (Section("Kop", ("\n".join(lines),)),)))
    assert text.split("\n\n") == ["# Titel", "## Kop", "\\\n".join(escaped) + "\n"]


def test_what_is_counted_stands_with_the_table(full_report: Report, small_table: Table) -> None:
    text = text_of(full_report)
    assert "Geteld: deelnemer · Codeerlaag: R1_layer · Selectie: region = antwerp, brussels; taal = nl" in text
    assert "- groups: n = 3 \\| \\[x\\]\n- \\# geen kop\n- – betekent: niet bepaald.\n- **Let op:** With 1" in text
    assert "*Figuur: Staven: 3 &gt; 2*" in text
    assert text_of(report_of([small_table])).startswith("**Codes**\n\nUnit counted: turn · Layer: r1 · Selection: everything\n\n| code |")
