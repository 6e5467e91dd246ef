"""A transcript may say anything: nothing of it acts on a terminal, a spreadsheet, a browser or a typesetter, and nothing is swallowed."""

from __future__ import annotations

import csv
import io
import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qualcode.cli import app
from tests.cli.running import CODER, Run, entered, environment, made

SAID = [
    "M: Wat zegt u daar precies over?",
    "R1: Hij zei [lacht] en toen [b]vet[/b] en [link=https://example.org]dit[/link] en [/] klaar.",
    "R2: \x1b[31mrood\x1b[0m \x1b]52;c;Zm9v\x07 \x1b]0;titel\x07 \x9b2J weg.",
    'R1: =HYPERLINK("https://example.org","klik")',
    "R2: +1+1 en dan @SUM(A1)",
    "R1: =1+1",
    "R2: <script>alert(1)</script> <b>vet</b> &amp; {{7*7}} {% raw %} ${x} %s %(a)s",
    "R1: \\textbf{ja} \\input{/etc/passwd} 50% _x_ #1 & ~ ^ $a$ | niet | een | tabel |",
    "R2: rechts \u202enaar\u202c links \u2066x\u2069 en \u200fy en :smile: en `code` en *ster* en [x](javascript:alert(1))",
    "M: Dank u.",
    "R1: -2 dan, \t tab en 'quote' en \"dubbel\" en ; en , komma",
]
KEPT = (
    "[lacht]",
    "[b]vet[/b]",
    "[link=https://example.org]dit[/link]",
    "[/] klaar",
    "{{7*7}}",
    "{% raw %}",
    ":smile:",
    "%(a)s",
    "\\input{/etc/passwd}",
)
NAME = "=SUM(1) [b]R2[/b] <i>"
"""What one of the speakers is called."""

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LINES = (
    "transcripts list",
    "transcripts show evil",
    "transcripts show evil --speakers",
    "search dan",
    "coding list",
    "quotes",
    "count",
    "compare --by region",
    "count --by speaker",
    "suggest",
    "history",
    "coders list",
    "check",
)
FORMATS = ("table", "csv", "json", "md", "html", "latex")


@pytest.fixture(scope="module")
def evil(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the evil transcript, every turn coded, with evil notes, reasons and names."""
    folder = tmp_path_factory.mktemp("evil") / "study"
    made(folder, repository)
    (folder / "evil.txt").write_text("\n".join(SAID) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        entered(folder, patch)
        assert app.run(["import", "evil.txt", "--region", "antwerp", "--alias", f"R2={NAME}"]) == 0
        for turn in range(2, len(SAID) + 1):
            note = ["--note", "=cmd|' /C calc'!A0 \x1b[2J [b]noot[/b]"]
            assert app.run(["coding", "add", "evil", "coop.secrecy", "--turn", str(turn), *note]) == 0
        assert app.run(["coders", "add", "x", "--name", "=1+1 \x1b[31m[b]naam[/b]"]) == 0
        assert app.run(["transcripts", "tag", "evil", "--sector", "care"]) == 0
    return folder


@pytest.fixture
def here(evil: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(evil, monkeypatch)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("format", FORMATS)
def test_nothing_acts_on_a_terminal(line: str, format: str, run: Run) -> None:
    answer = run(*line.split(), "--format", format)
    if answer.status == 1 and "A .csv file holds one table" in answer.err:
        return
    assert answer.status == 0, answer.err
    assert ACTING.findall(answer.text.replace("\r\n", "\n")) == []
    assert ACTING.findall(answer.err) == []


@pytest.mark.usefixtures("here")
def test_nothing_is_swallowed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    for line in ("transcripts show evil", "quotes", "coding list"):
        data = run(*line.split(), "--format", "json").text.replace('\\"', '"').replace("\\\\", "\\")
        table = " ".join(run(*line.split()).text.split())
        for text in KEPT:
            assert text in data, line
            assert text in table, line
    assert "[b]R2[/b]" in run("transcripts", "show", "evil", "--speakers").text
    assert NAME in {row["speaker"] for row in run("quotes", "--format", "json").rows}


@pytest.mark.usefixtures("here")
def test_searching_takes_marks_as_words(run: Run) -> None:
    for words in (
        "[b]vet[/b]",
        "[lacht]",
        "<script>",
        '"{{7*7}}"',
        "\\input{",
        "a' OR 1=1 --",
        "NEAR(a b)",
        "text:vet",
        "*",
        "^vet",
        "a AND",
        "(((",
    ):
        answer = run("search", words, "--format", "json")
        assert answer.status in {0, 1}, words
        assert "Traceback" not in answer.err
        assert "unforeseen" not in answer.err, words
    found = run("search", "vet", "--format", "json").rows
    assert [row["match"] for row in found] == ["vet", "vet"]


@pytest.mark.usefixtures("here")
def test_errors_about_evil_names_are_harmless(run: Run) -> None:
    for line in (
        ["count", "--region", "\x1b[31m[b]x[/b]"],
        ["count", "--\x1b[31m"],
        ["\x1b]0;x\x07"],
        ["transcripts", "show", "[red]x[/red]\n\nError: y"],
        ["coding", "import", "\x1b[31m.csv"],
        ["codebook", "load", "\x9b31m.yaml"],
    ):
        answer = run(*line)
        assert answer.status in {1, 2}
        assert ACTING.findall(answer.err) == []
        assert len(answer.err.splitlines()) == 2
    assert "[b]x[/b]" in run("count", "--region", "[b]x[/b]").err


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("line", ["transcripts show evil", "quotes", "search dan", "coders list"])
def test_spreadsheets_get_no_formula(line: str, run: Run) -> None:
    with zipfile.ZipFile(io.BytesIO(run(*line.split(), "--format", "xlsx").out)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in book.read(name)
                assert b"<f " not in book.read(name)
                assert b"<hyperlink" not in book.read(name)
    answer = run(*line.split(), "--format", "csv")
    cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
    assert len(cells) > 5
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "-", "\t"))] == []
    assert line in {"search dan", "coders list"} or "'=1+1" in cells


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("line", ["transcripts show evil", "quotes"])
def test_a_word_document_gets_no_field(line: str, run: Run) -> None:
    with zipfile.ZipFile(io.BytesIO(run(*line.split(), "--format", "docx").out)) as package:
        text = package.read("word/document.xml").decode()
    assert "&lt;script&gt;" in text
    assert not re.search("<w:(fldChar|instrText|hyperlink|altChunk)[ />]", text)
    assert {field.split()[0] for field in re.findall('w:instr="([^"]*)"', text)} <= {"SEQ"}, "only captions are numbered by a field"


@pytest.mark.usefixtures("here")
def test_codings_for_reading_back_are_exact(run: Run) -> None:
    """`coding list --format csv` feeds `coding import`: its quotations are the text, unguarded."""
    rows = list(csv.DictReader(io.StringIO(run("coding", "list", "--format", "csv").text)))
    assert "=1+1" in [row["quote"] for row in rows]
    before = run("count", "--format", "csv").out
    Path("again.csv").write_bytes(run("coding", "list", "--format", "csv").out)
    answer = run("coding", "import", "again.csv")
    assert f"there already: {len(SAID) - 1}" in answer.err
    assert run("count", "--format", "csv").out == before


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("line", ["transcripts show evil", "quotes"])
def test_a_page_shows_marks_as_text(line: str, run: Run) -> None:
    page = run(*line.split(), "--format", "html").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&amp;amp;" in page
    assert "{{7*7}}" in page


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("line", ["transcripts show evil", "quotes"])
def test_a_typesetter_gets_no_command(line: str, run: Run) -> None:
    text = run(*line.split(), "--format", "latex").text
    assert "\\input{/etc" not in text
    assert "\\textbf{ja}" not in text
    assert "\\textbackslash" in text


@pytest.mark.usefixtures("here")
def test_markdown_gets_no_page_code(run: Run) -> None:
    text = run("quotes", "--format", "md").text
    assert "<script>" not in text
    assert re.search(r"(?<!\\)\]\(", text) is None


def on_a_terminal(folder: Path, line: str) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "qualcode", *line.split()],
        cwd=folder,
        env=environment(folder, QUALCODE_CODER=CODER, TERM="xterm-256color"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    try:
        while chunk := os.read(ours, 65536):
            said += chunk
    except OSError:  # how Linux says that the other side has been closed
        pass
    finally:
        os.close(ours)
    assert process.wait(30) == 0
    return said.decode()


def test_on_a_terminal_only_our_own_styling_remains(evil: Path) -> None:
    said = on_a_terminal(evil, "quotes")
    assert "\x1b[1m" in said
    assert ACTING.findall(re.sub(r"\x1b\[[0-9;]*m", "", said).replace("\r\n", "\n")) == []
    assert "[lacht]" in said
    assert "\x1b[31m" not in said
