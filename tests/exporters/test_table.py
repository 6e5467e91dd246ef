"""Tables in terminals of every width."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from qualcode.exporters import table as exporter
from qualcode.exporters.table import _heading
from qualcode.table import Column, Report, Table, report_of

QUOTATION = "Ja, bij ons in het team mag ik dat eigenlijk niet zeggen, want dat beroepsgeheim, dat is toch heilig [lacht]."


def text_of(report: Report, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = io.BytesIO()
    exporter.write(report, stream)
    return stream.getvalue().decode()


def comparison() -> Table:
    """Nine columns, of which two name the group of rows."""
    columns = (
        Column("code", "code", "code"),
        Column("label", "label", "text"),
        Column("region", "Arrondissement", "text"),
        Column("groups_k", "groups", "count", of="groups_n"),
        Column("groups_n", "groups held", "count"),
        Column("participants_k", "participants", "count", of="participants_n"),
        Column("participants_n", "participants present", "count"),
        Column("segments", "segments", "count"),
        Column("rates", "per 1,000 words", "rates"),
        Column("top", "top speaker", "share"),
        Column("marker", "marker", "text"),
    )
    rows = tuple(
        (code, label, region, 1, 2, 5, 13, 9, (1.2, 13.4), 0.44, "one voice")
        for code, label in (("coop.secrecy", "Beroepsgeheim en informatie-uitwisseling"), ("value.need", "Noodzaak van case management"))
        for region in ("antwerp", "brussels", "charleroi")
    )
    return Table("Codes by region", "participant", columns, rows, group_by=2)


@pytest.mark.parametrize("width", [10, 24, 40, 60, 80, 100, 132, 200])
def test_no_line_is_wider_than_the_terminal(width: int, hard_report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    for report in (hard_report, report_of([comparison()])):
        assert max(map(cell_len, text_of(report, width, monkeypatch).splitlines())) <= width


@pytest.mark.parametrize("width", [24, 60, 80, 132, 200])
def test_nothing_is_cut(width: int, hard_report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = "".join(text_of(hard_report, width, monkeypatch).split())
    for words in ("1000000", "[0.03,0.91]", "[b]rood[/b]", "[lacht]", "33%", "–meansundefined."):
        assert words in shown
    assert shown.count("Antwerpen") >= 12


def test_nine_columns_stand_side_by_side_in_80_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = text_of(report_of([comparison()]), 80, monkeypatch).splitlines()
    assert "coop.secrecy  Beroepsgeheim en informatie-uitwisseling" in lines
    row = next(line for line in lines if line.startswith("charleroi"))
    assert row.split()[:4] == ["charleroi", "1/2", "5/13", "9"]


def test_a_wide_terminal_has_a_column_for_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = text_of(report_of([comparison()]), 160, monkeypatch).splitlines()
    assert [line.split()[0] for line in lines[4:7]] == ["coop.secrecy", "brussels", "charleroi"]


def test_numbers_stand_right(small_table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = text_of(report_of([small_table]), 80, monkeypatch).splitlines()
    assert lines[2:] == [
        "code          share  rate",
        "─" * 25,
        "value.need     13 %  12.5",
        "coop.secrecy  -50 %  0.25",
    ]


def test_sentences_that_find_no_room_become_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("transcript", "speaker", "arrondissement", "stance", "language", "quotation")
    row = ("antwerpen-zorg-fg1", "R1", "Antwerpen", "voorstander", "nl", QUOTATION)
    table = Table("Quotations", "segment", tuple(Column(name, name, "text") for name in names), (row, row))
    lines = text_of(report_of([table]), 72, monkeypatch).splitlines()
    assert lines[2] == "transcript: antwerpen-zorg-fg1 · speaker: R1 · arrondissement: Antwerpen"
    assert lines[4].startswith("  Ja, bij ons in het team mag ik dat")


def test_a_file_is_100_characters_wide_and_plain(hard_report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    stream = io.BytesIO()
    exporter.write(hard_report, stream)
    widths = [cell_len(line) for line in stream.getvalue().decode().splitlines()]
    assert 80 < max(widths) <= 100


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no terminals to open")
@pytest.mark.parametrize(("no_color", "colour"), [("", True), ("1", False)])
def test_a_terminal_has_its_own_width_and_colour_unless_told_not_to(
    no_color: str, colour: bool, hard_report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl
    import termios

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    outer, inner = os.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 71, 0, 0))
    code = (
        "import pickle, sys; from pathlib import Path; from qualcode.exporters import table;"
        " table.write(pickle.loads(Path(sys.argv[1]).read_bytes()), sys.stdout.buffer)"
    )
    shown = _shown_on(outer, inner, code, hard_report)
    assert ("\x1b[33m" in shown) is colour
    assert "\x1b[31m" not in shown
    assert "─" * 60 in shown or "Beroepsgeheim" in shown


def _shown_on(outer: int, inner: int, code: str, report: Report) -> str:
    """What a program of its own that is given the report shows on a terminal."""
    import pickle
    import tempfile
    import threading

    parts: list[bytes] = []

    def drain() -> None:
        while True:
            try:
                data = os.read(outer, 65536)
            except OSError:
                return
            if not data:
                return
            parts.append(data)

    reader = threading.Thread(target=drain)
    reader.start()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report")
        path.write_bytes(pickle.dumps(report))
        subprocess.run([sys.executable, "-c", code, path], stdout=inner, check=True)
    os.close(inner)
    reader.join()
    os.close(outer)
    return b"".join(parts).decode()


def test_a_small_table_loads_little() -> None:
    code = """
import io, sys
from qualcode.exporters import _choose, table
from qualcode.table import Column, Table, report_of
columns = (Column("a", "a", "text"), Column("b", "b", "count"))
table.write(report_of([Table("t", "turn", columns, (("x", 1),) * 30)]), io.BytesIO())
print(*sys.modules)
"""
    loaded = set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())
    assert "rich.text" in loaded
    assert not loaded & {
        "rich.table",
        "rich.markdown",
        "rich.syntax",
        "rich.traceback",
        "rich.progress",
        "pygments",
        "jinja2",
        "docx",
        "lxml",
        "openpyxl",
        "numpy",
    }


@pytest.mark.parametrize(
    ("label", "width", "lines"),
    [
        ("antwerpen-gemengd-fg7: Zorg", 10, "antwerpen-|gemengd-|fg7: Zorg"),
        ("brussel-fg5", 11, "brussel-fg5"),
        ("Doelgroep", 5, "Doel-|groep"),
        ("deelnemers aanwezig", 7, "deeln-|emers aanw-|ezig"),
        ("wachtlijst-x", 6, "wacht-|lijst-|x"),
    ],
)
def test_headings_are_parted_at_their_own_hyphens_first(label: str, width: int, lines: str) -> None:
    parted = _heading(label, width)
    assert parted.replace("\n", "|") == lines
    assert all(len(word) <= width for word in parted.split())
