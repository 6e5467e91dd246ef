"""A transcript may say anything: nothing of it acts on a terminal, a spreadsheet, a browser or a typesetter, and nothing is swallowed."""

from __future__ import annotations

import csv
import io
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from qualcode import plugins
from qualcode.cli import app
from qualcode.cli.app import COMMANDS, load
from tests.cli.running import CODER, Answer, Run, entered, environment, made

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
    "R2: </script><!-- {{ x }} --> \x1b]8;;https://example.org\x1b\\klik\x1b]8;;\x1b\\ \x1bP1$r\x1b\\ \x9d52;c;Zm9v\x9c \r weg \x08\x08 overlegmoment",
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
LABEL = "{nl: Beroepsgeheim, fr: Secret professionnel, en: Professional secrecy}"
"""The label of a code, in whose place an evil one comes."""

OTHER = "M: En \x1b[31mdan[/b]?\n[b]R1[/b]: <script> \x9b2J =1+1\nM: Ja.\n[b]R1[/b]: [/] {{7*7}}\nM: {% raw %}\n[b]R1[/b]: \x1b]0;x\x07\n"
"""A second transcript, whose speaker has an evil label."""

CORRECT = "transcripts correct evil other.txt --why \x1b[31m[b]x[/b]"
"""The first transcript becomes the second one, with codings that wait after that."""

SPLIT = "codebook split coop.secrecy --into [b] --into coop.legal --label [b]:nl=\x1b[31m[b]y[/b]"

DOUBLE = (
    *("coders finish evil", "coding add evil coop.secrecy --turn 2 --attribute stance=pro --as x", "coders finish evil --as x"),
    *("coding add evil coop.legal --turn 3 --note =1+1 --as x", "coding add evil coop.secrecy --turn 4 --as x"),
)
"""Lines after which a second coder has coded the evil transcript too."""

LINES = {
    "init": ("init",),
    "code": (),  # the workbench's own tests feed it to its screen
    "demo": (),  # shows the example study, whatever project one is in
    "import": ("import other.txt", "import other.txt --dry-run", "import . --label R\\d"),
    "transcripts list": ("transcripts list", "transcripts list --languages", "transcripts list --design"),
    "transcripts show": (
        "transcripts show evil",
        "transcripts show evil --speakers",
        "transcripts show evil --languages",
        "transcripts show evil --filter code:-",
        "transcripts show evil --original",
        "transcripts show evil --revision 1",
    ),
    "transcripts tag": (
        "transcripts tag evil --speaker R1 --role observer",
        "transcripts tag evil --turn 2 --speaker \x1b[31m[b]x[/b]",
    ),
    "transcripts correct": (f"{CORRECT} --dry-run", CORRECT),
    "transcripts edit": ("transcripts edit evil --why \x1b[31m[b]x[/b]",),
    "transcripts diff": ("transcripts diff evil", "transcripts diff evil --from 2 --to 1"),
    "transcripts remove": ("transcripts remove evil --why \x1b[31m[b]x[/b]",),
    "coders list": ("coders list",),
    "coders add": ("coders add y --name \x1b[31m[b]y[/b]",),
    "coders assign": (
        "coders assign evil --to x",
        "coders assign evil --to x --no-suggestions",
        "coders assign --share 0.5 --seed 7 --over region,language --to x --rest",
    ),
    "coders finish": ("coders finish evil", "coders finish evil --reopen"),
    "coders read": ("coders read evil --turn 1", "coders read evil --turn 1 --unread"),
    "codebook check": ("codebook check", "codebook check --fix --dry-run"),
    "codebook schema": ("codebook schema",),
    "codebook translate": ("codebook translate --to de", "codebook translate --from missing.csv --anyway --dry-run"),
    "codebook load": ("codebook load",),
    "codebook show": ("codebook show", "codebook show coop.secrecy"),
    "codebook add": (
        "codebook add theme --theme --label fr=\x1b[31m[b]y[/b] --dry-run",
        "codebook add new --under coop --label nl=\x1b[31m[b]y[/b] --why \x1b[31m[b]x[/b]",
        "codebook log",
    ),
    "codebook edit": (
        "codebook edit coop.secrecy --definition fr=\x1b[31m[b]x[/b] --dry-run",
        "codebook edit coop --theme --definition fr=\x1b[31m[b]x[/b]",
        "codebook edit coop.secrecy --definition fr=\x1b[31m[b]x[/b]",
    ),
    "codebook rename": ("codebook rename coop.secrecy [b]new[/b] --dry-run", "codebook rename coop.secrecy [b]new[/b]"),
    "codebook move": ("codebook move coop.secrecy --top --dry-run", "codebook move coop.secrecy --before function"),
    "codebook join": ("codebook join coop.secrecy coop.legal --into coop.legal --dry-run", "codebook join coop.secrecy --into coop.legal"),
    "codebook split": (f"{SPLIT} --dry-run", SPLIT),
    "codebook retire": ("codebook retire coop.secrecy --dry-run", "codebook retire coop.secrecy"),
    "codebook restore": ("codebook restore coop.secrecy --dry-run", "codebook restore coop.secrecy"),
    "codebook log": ("codebook log", "codebook log coop.secrecy"),
    "codebook diff": ("codebook diff tamer.yaml", "codebook diff tamer.yaml codebooks/case-management.yaml"),
    "codebook merge": (
        "codebook merge tamer.yaml codebooks/case-management.yaml -o merged.yaml",
        "codebook merge --all tamer.yaml codebooks/case-management.yaml -o all.yaml --dry-run",
    ),
    "codebook resolve": ("codebook resolve merged.yaml --take theirs",),
    "codebook git-driver": ("codebook git-driver empty.yaml codebooks/case-management.yaml tamer.yaml",),
    "codebook export": (
        "codebook export -o book.qdc --language nl --append-languages",
        "codebook export -o codes.csv",
        "codebook export -o book.md --counts --keywords --examples 1",
    ),
    "codebook import": ("codebook import book.qdc --dry-run", "codebook import book.qdc -o codebooks/other.yaml"),
    "coding add": ("coding add evil coop.secrecy --turn 1 --note \x1b[31m[b]y[/b]",),
    "coding remove": ("coding remove {coding}",),
    "coding list": ("coding list",),
    "coding change": ("coding change {coding} --turn 1",),
    "coding describe": ("coding describe {coding} stance=pro",),
    "coding note": ("coding note {coding} \x1b[31m[b]y[/b]",),
    "coding import": ("coding import codings.csv --finished --dry-run", "coding import codings.csv"),
    "suggest": (
        *("suggest --coded", "suggest --suggester keywords --coded"),
        "suggest --evaluate --curve --by code",
        "suggest --suggester similar --calibrate --precision 0.1",
        "suggest --acceptance",
        "suggest --next",
    ),
    "review": (
        *("review --accept {suggestion} --to coop.secrecy", "review --list"),
        *(SPLIT, "review --kind split --list", "review --kind split --accept {split} --to [b]"),
        *(CORRECT, "review --kind anchor --list", "review --kind anchor --list --changed"),
    ),
    "search": ("search dan", "search script", "search vet*", "search --like {coding}"),
    "quotes": ("quotes", "quotes --best 1 --balance"),
    "count": ("count", "count --by speaker --all-codes --intervals"),
    "compare": ("compare --by region --all-codes --intervals", "compare --by speaker --differences"),
    "cooccur": ("cooccur --within 2",),
    "stance": ("stance --all-codes",),
    "matrix": ("matrix --by speaker --all-codes", "matrix --by speaker --codes-as-rows", "matrix --by region --framework"),
    "saturation": ("saturation",),
    "participation": ("participation --speakers --follows --by speaker",),
    "interaction": ("interaction --all-codes", "interaction --replies", "interaction --consensus"),
    "timeline": ("timeline --by speaker",),
    "words": ("words --language nl --least 1 --by speaker", "words --language nl --least 1 --collocations --forms --all-words"),
    "inventory": ("inventory --kind focus-group --code coop --by sector",),
    "functions": ("functions --code coop.secrecy --actor coop",),
    "mirror": ("mirror",),
    "disagreements": (
        *("disagreements --open", "disagreements --brief", "disagreements --worksheet", "disagreements --summary", "disagreements --drift"),
        *("disagreements --progress", "disagreements --layers", "disagreements --confused", "disagreements --stale"),
    ),
    "adjudicate": (
        *("adjudicate --agreed --dry-run", "adjudicate --agreed", "adjudicate --import meeting.csv", "adjudicate --alone"),
        "adjudicate --all --stale --take both",
        "adjudicate --all --take both --attribute stance=pro --why \x1b[31m[b]y[/b]",
        "disagreements",
    ),
    "agree": (
        "agree --by speaker --pairs --spans --of stance --partial --moderators --all-codes --draws 50",
        "agree --only codes --draws 0",
    ),
    "findings list": ("findings list",),
    "findings add": ("findings add 1 --text nl=\x1b[31m[b]y[/b] --code coop",),
    "findings edit": ("findings edit 1 --text fr=\x1b[31m[b]y[/b]",),
    "findings link": ("findings link 1 --coding {coding}", "findings show 1", "findings link 1 --coding {coding} --remove"),
    "findings verdict": ("findings verdict 1 evil contested --sector care --note \x1b[31m[b]y[/b]", "findings show 1"),
    "findings verdicts": ("findings verdicts",),
    "findings show": ("findings show 1",),
    "findings import": ("findings import findings.csv --dry-run", "findings import findings.csv"),
    "findings remove": ("findings remove 1",),
    "summaries write": ("summaries write coop \x1b[31m[b]y[/b] --case region=antwerp", "matrix --framework --by region"),
    "summaries list": ("summaries list",),
    "summaries remove": ("summaries remove coop --case region=antwerp",),
    "translations write": ("translations write {coding} \x1b[31m[b]y[/b] --to fr", "quotes"),
    "translations remove": ("translations write {coding} x --to fr", "translations remove {coding} --to fr"),
    "export report": ("export report -o report.html --language fr", "export report -o report.docx", "export report --config-example"),
    "share": ("share -o copy.qualcode",),
    "merge": ("share -o copy.qualcode", "coding remove {coding}", "merge copy.qualcode --dry-run", "merge copy.qualcode --yes"),
    "export tables": ("export tables -o tables.xlsx", "export tables -o tables --latex --language fr"),
    "undo": ("undo --skip",),
    "redo": ("undo", "redo"),
    "history": ("history",),
    "backup": ("backup",),
    "check": ("check",),
}
"""Lines for every command, one after the other, which make it say what the transcripts, names, notes and codes hold."""

FOUND_WANTING = {"init", *LINES["codebook check"], *LINES["codebook merge"], *LINES["codebook git-driver"]}
"""Lines with the status 1: there is a project already, an unlikely label is pointed at, codebooks differ."""

ENTERED = ("findings add 1 --text nl=[b]x[/b]", "findings verdict 1 evil qualified --sector care --note =1+1")

FIRST = {
    **dict.fromkeys(("findings list", "findings verdicts", "findings show", "findings remove"), ENTERED),
    **dict.fromkeys(("findings edit", "findings link", "findings verdict"), ENTERED[:1]),
    "transcripts diff": (CORRECT,),
    "codebook resolve": LINES["codebook merge"][:1],
    "codebook translate": ("codebook translate --to de -o missing.csv",),
    "codebook import": ("codebook export -o book.qdc --language nl",),
    "codebook log": (SPLIT,),
    "codebook restore": ("codebook retire coop.secrecy",),
    "coding import": ("coding list --format csv -o codings.csv",),
    "summaries list": LINES["summaries write"],
    "summaries remove": LINES["summaries write"],
    "mirror": ("transcripts tag evil --speaker R1 --sector justice",),
    "disagreements": DOUBLE,
    "adjudicate": (*DOUBLE, "disagreements --worksheet -o meeting.csv"),
    "agree": (
        "coders finish evil",
        "coding add evil coop.secrecy --turn 2 --attribute stance=pro --as x",
        "coders finish evil --as x",
    ),
}
"""Lines that must have been run before those of a command."""

UNTRIED = {"codebook join --theme", "codebook merge --interactive", "code --alone", "code --read-only", "demo --no-exports"}
"""Flags without a line: of codes that are not there, of questions that are asked at a terminal, of the workbench and of the demo."""

FORMATS = tuple(name for name in plugins.names("exporters"))
ALL = {f"{name} {part}" if part else name for name, entry in COMMANDS.items() for part in (entry.group or ("",))}


@pytest.fixture(scope="module")
def evil(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the evil transcript, every turn coded, with evil notes, reasons and names."""
    folder = tmp_path_factory.mktemp("evil") / "study"
    made(folder, repository)
    file = folder / "evil [b]naam \x1b[31m =1+1.txt"
    file.write_bytes("\n".join(SAID).encode() + b"\n")
    (folder / "other.txt").write_bytes(OTHER.encode())
    book = folder / "codebooks" / "case-management.yaml"
    text = book.read_text(encoding="utf-8")
    assert LABEL in text
    (folder / "tamer.yaml").write_text(text, encoding="utf-8")
    (folder / "empty.yaml").write_text("", encoding="utf-8")
    (folder / "findings.csv").write_text("finding,text_nl\n9,=1+1 [b]\x1b[31mx[/b]\n", encoding="utf-8")
    book.write_text(text.replace(LABEL, "{nl: '=1+1 [b]code[/b] <script>', fr: '[/] {{7*7}} </script>', en: '@SUM(1)'}"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        entered(folder, patch)
        assert app.run(["codebook", "load"]) == 0
        assert app.run(["import", file.name, "--id", "evil", "--region", "antwerp", "--alias", f"R2={NAME}"]) == 0
        for turn in range(2, len(SAID) + 1):
            note = ["--note", "=cmd|' /C calc'!A0 \x1b[2J [b]noot[/b]"]
            assert app.run(["coding", "add", "evil", "coop.secrecy", "--turn", str(turn), *note]) == 0
        assert app.run(["coders", "add", "x", "--name", "=1+1 \x1b[31m[b]naam[/b]"]) == 0
        assert app.run(["transcripts", "tag", "evil", "--sector", "care"]) == 0
    return folder


def parameters(line: str) -> list[Any]:
    """The parameters of the command that a line begins with."""
    name, part = [*line.split(), ""][:2]
    command = load(name)
    found: list[Any] = (command.commands[part] if COMMANDS[name].group else command).params
    return found


def options(line: str) -> set[str]:
    """The options of the command that a line begins with."""
    return {option for parameter in parameters(line) for option in parameter.opts}


@pytest.fixture
def here(evil: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(evil, monkeypatch)


def test_every_command_is_fed_the_evil_transcript() -> None:
    assert set(LINES) == ALL


def test_every_flag_makes_a_command_say_it_too() -> None:
    flags = {
        f"{command} {parameter.opts[0]}"
        for command in ALL
        for parameter in parameters(command)
        if getattr(parameter, "is_flag", False) and not {*parameter.opts, *parameter.secondary_opts} & set(" ".join(LINES[command]).split())
    }
    assert flags == UNTRIED


def filled(line: str, run: Run) -> list[str]:
    """The words of a line, with the ids that it needs."""
    for what, listing in (
        ("{coding}", "coding list"),
        ("{suggestion}", "suggest --suggester keywords --coded"),
        ("{split}", "review --kind split --list"),
    ):
        if what in line:
            line = line.replace(what, run(*listing.split(), "--format", "json").rows[0]["id"])
    return line.split()


def said(answer: Answer) -> str:
    """All that a command wrote, the members of a package too."""
    if not answer.out.startswith(b"PK"):
        return answer.text.replace("\r\n", "\n") + answer.err
    with zipfile.ZipFile(io.BytesIO(answer.out)) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml")) + answer.err


@pytest.mark.parametrize("command", [command for command, lines in LINES.items() if lines])
def test_nothing_acts_on_a_terminal(command: str, evil: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(shutil.copytree(evil, tmp_path / "study"), monkeypatch)
    monkeypatch.setenv("VISUAL", "cp other.txt")
    for line in FIRST.get(command, ()):
        run(*line.split())
    for line in LINES[command]:
        words = filled(line, run)
        reads = "--format" in options(line) and "--as" not in options(line) and "-o" not in words
        for format in FORMATS if reads else ("",):
            answer = run(*words, *(("--format", format) if format else ()))
            if answer.status == 1 and "A .csv file holds one table" in answer.err:
                continue
            assert answer.status == (line in FOUND_WANTING), answer.err
            assert ACTING.findall(said(answer)) == [], (line, format)


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
def test_a_picture_shows_marks_as_text(run: Run) -> None:
    for line in ("compare --by speaker --code coop --chart drawn.svg", "compare --by region --code coop --chart drawn.vl.json"):
        answer = run(*line.split())
        assert answer.status == 0, answer.err
    page = Path("drawn.svg").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert ACTING.findall(page + Path("drawn.vl.json").read_text(encoding="utf-8")) == []


@pytest.mark.usefixtures("here")
def test_markdown_gets_no_page_code(run: Run) -> None:
    text = run("quotes", "--format", "md").text
    assert "<script>" not in text
    assert re.search(r"(?<!\\)\]\(", text) is None


def on_a_terminal(folder: Path, line: str, keys: bytes = b"") -> str:
    """What a command writes to a terminal where these keys are pressed."""
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
            os.write(ours, keys)
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


def test_on_a_terminal_review_shows_the_turn_and_does_not_act(evil: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(evil, tmp_path / "study")
    on_a_terminal(folder, "suggest --suggester keywords --coded")
    said = on_a_terminal(folder, "review", b"q")
    assert "</script><!-- {{ x }}" in said
    assert ACTING.findall(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said).replace("\r\n", "\n").replace("\r", "")) == []
    assert "\x1b]" not in said


@pytest.mark.parametrize(("kind", "before"), [("anchor", CORRECT), ("split", SPLIT)])
def test_on_a_terminal_the_queues_show_what_waits_and_do_not_act(kind: str, before: str, evil: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(evil, tmp_path / "study")
    on_a_terminal(folder, before)
    said = on_a_terminal(folder, f"review --kind {kind}", b"q")
    assert "[b]vet[/b]" in said or "[lacht]" in said
    assert ACTING.findall(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said).replace("\r\n", "\n").replace("\r", "")) == []
    assert "\x1b]" not in said
