"""Files that are not what they claim, and what is wrong with them is said in two lines; the project stays as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Run, differing, dump, refusal

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def word(body: str, declared: str = "") -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-8"?>{declared}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return packed({"[Content_Types].xml": types.encode(), "word/document.xml": text.encode()})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


SAID = ("M: Hoe gaat het hier op de dienst?", "R1: Goed, we werken veel samen met justitie.", "M: En met de zorg?", "R1: Minder.")
GOOD = word("".join(map(paragraph, SAID)))
ENTITY = '<!DOCTYPE w:document [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
BOMB = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<!-- -->" + b" " * 4_000_000})

BAD: dict[str, tuple[bytes, str, str]] = {
    "empty.txt": (b"", "is empty", "Save the transcript again"),
    "renamed.docx": (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "is a PDF file, not .docx, and could not be read as that",
        "Print it to a new PDF",
    ),
    "cut.docx": (GOOD[: len(GOOD) * 2 // 3], "is damaged or cut off", "save it again"),
    "garbled.docx": (GOOD[:40] + b"\xff" * 60 + GOOD[100:], "is damaged or cut off", "save it again"),
    "bomb.docx": (BOMB, "unpacks to more than can be read safely", "save it again as plain text"),
    "entity.docx": (word(paragraph("R1: &secret;"), ENTITY), "declares a document type or entities", "save it again"),
    "nul.txt": (b"R1: hallo\x00daar, hoe is het nu met u\n", "is no plain text: byte 10 is NUL", "--encoding"),
    "hollow.docx": (word(""), "has no text in its body", "Is it the right file?"),
    "picture.docx": (b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture, not .docx", "Save its text as .docx"),
    "notes.pages": (b"PK\x03\x04 whatever", "is a zip file", "Files that can be read"),
}


@pytest.fixture
def unchanged(empty: Path) -> Callable[[], list[str]]:
    before = dump(empty)
    return lambda: differing(before, dump(empty))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_two_lines(name: str, empty: Path, run: Run, unchanged: Callable[[], list[str]]) -> None:
    data, why, fix = BAD[name]
    (empty / name).write_bytes(data)
    message, hint = refusal(run("import", name))
    assert message.startswith(name)
    assert message.count(name) == 1
    assert why in message
    assert fix in hint
    assert unchanged() == []


def test_the_same_container_without_the_fault_comes_in(empty: Path, run: Run) -> None:
    (empty / "good.docx").write_bytes(GOOD)
    answer = run("import", "good.docx", "--format", "json")
    assert answer.status == 0
    assert [row["turns"] for row in answer.rows] == [4]


def test_a_secret_file_is_never_shown(empty: Path, run: Run) -> None:
    """An external entity would show the machine's own files in the transcript."""
    (empty / "secret.txt").write_text("geheim-van-de-machine")
    declared = f'<!DOCTYPE w:document [<!ENTITY secret SYSTEM "{(empty / "secret.txt").as_uri()}">]>'
    (empty / "entity.docx").write_bytes(word(paragraph("R1: &secret;"), declared))
    answer = run("import", "entity.docx")
    assert answer.status == 1
    assert "geheim-van-de-machine" not in answer.err + answer.text


def test_a_text_without_speakers_is_one_narrator_and_says_so(empty: Path, run: Run) -> None:
    (empty / "verhaal.txt").write_text("Dit is een verhaal zonder sprekers.\n\nHet gaat gewoon verder.\n", encoding="utf-8")
    answer = run("import", "verhaal.txt")
    assert answer.status == 0
    assert "No speaker was recognised" in answer.err
    speakers = run("transcripts", "show", "verhaal", "--speakers", "--format", "json").rows
    assert [(row["speaker"], row["turns"]) for row in speakers] == [("Narrator", 2)]


def test_of_several_files_the_good_ones_are_in_and_the_bad_ones_listed(empty: Path, run: Run) -> None:
    folder = empty / "transcripts"
    (folder / "good.docx").write_bytes(GOOD)
    (folder / "other.txt").write_text("M: Wat vindt u ervan?\nR1: Dat is wel nodig, denk ik.\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "renamed.docx").write_bytes(b"%PDF-1.7")
    (folder / "README.md").write_text("about")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    answer = run("import", "transcripts", "--format", "json")
    assert answer.status == 1
    assert [row["transcript"] for row in answer.rows] == ["good", "other"]
    lines = answer.err.splitlines()
    assert "transcripts/empty.txt: is empty. (Save the transcript again, and import that.)" in lines
    assert any(line.startswith("transcripts/renamed.docx: is a PDF file, not .docx, and could") for line in lines)
    assert any("README.md: is not a transcript by its name" in line for line in lines)
    assert any("photo.jpg: is of a form that is not read" in line for line in lines)
    assert lines[-2].startswith("Error: 2 of 6 files could not be imported")
    assert [row["transcript"] for row in run("transcripts", "list", "--format", "json").rows] == ["good", "other"]


def test_a_folder_again_adds_nothing(empty: Path, run: Run) -> None:
    (empty / "good.docx").write_bytes(GOOD)
    assert run("import", "good.docx").status == 0
    before = dump(empty)
    (empty / "copy.docx").write_bytes(GOOD)
    answer = run("import", "good.docx", "copy.docx")
    assert answer.status == 0
    assert answer.out == b""
    assert answer.err.count("is in the project already, as good") == 2
    assert differing(before, dump(empty)) == []


def test_another_file_of_the_same_name_is_refused(empty: Path, run: Run, unchanged: Callable[[], list[str]]) -> None:
    (empty / "good.docx").write_bytes(GOOD)
    assert run("import", "good.docx").status == 0
    before = dump(empty)
    (empty / "sub").mkdir()
    (empty / "sub" / "good.txt").write_text("M: Iets anders dan tevoren?\nR1: Ja, iets heel anders.\n")
    message, hint = refusal(run("import", "sub/good.txt"))
    assert "There is a transcript good already" in message
    assert "--id" in hint
    assert differing(before, dump(empty)) == []
    assert unchanged() != []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("file,regoin\nfg.txt,antwerp\n", "transcripts.csv:1: Unknown variable: regoin"),
        ("file,region\nfg.txt,Gent\n", "transcripts.csv:2: Unknown value of region: Gent"),
        ("file,region\nfg.txt\n", "transcripts.csv:2: 1 cell for 2 columns"),
        ("region\nantwerp\n", "has no column `file`"),
        ("file,region\nfg.txt,Li\xe8ge\n", "is not in UTF-8: byte 22"),
        ('file,region\n"fg.txt,antwerp\n', "transcripts.csv:2: this row cannot be read"),
        ("file,region\nfg.txt,antwerp\nfg.txt,brussels\n", "transcripts.csv:3: fg.txt is named a second time"),
        ("file,aliases\nfg.txt,R1=Jan; R1=Lies\n", "transcripts.csv:2: R1 is joined to two labels: Jan and Lies"),
        ("file,region\n,antwerp\n", "transcripts.csv:2: the row names no file"),
        ("file,region,region\nfg.txt,antwerp,antwerp\n", "has the column region twice"),
    ],
)
def test_variables_beside_the_files_that_cannot_be_understood_stop_the_import(
    text: str, why: str, empty: Path, run: Run, unchanged: Callable[[], list[str]]
) -> None:
    folder = empty / "transcripts"
    (folder / "fg.txt").write_text("M: Hoe gaat het daar?\nR1: Goed.\n")
    (folder / "transcripts.csv").write_bytes(text.encode("latin-1"))
    message, _ = refusal(run("import", "transcripts"))
    assert why in message
    assert unchanged() == []


@pytest.mark.parametrize(
    ("args", "why", "fix"),
    [
        (["nowhere.txt"], "There is no file or folder nowhere.txt.", "nothing was imported"),
        (["fg.txt", "--region", "Gent"], "Unknown value of region: Gent", "antwerp (Antwerpen, Anvers)"),
        (["fg.txt", "--tag", "regio=antwerp"], "Unknown variable: regio", "Did you mean region?"),
        (["fg.txt", "--tag", "antwerp"], "--tag antwerp is not of the form NAME=VALUE.", "region=antwerp"),
        (["fg.txt", "--alias", "R1"], "--alias R1 is not of the form NAME=VALUE.", "Write for example: --alias"),
        (["fg.txt", "--alias", "R1="], "--alias R1= joins R1 to nobody.", "Write for example: --alias INT=Interviewer"),
        (["fg.txt", "--alias", "R1=Jan", "--alias", "r1=Lies"], "r1 is joined to two labels: Jan and Lies", "another spelling"),
        (["fg.txt", "--alias", "R1=R2", "--alias", "R2=R3"], "R1 is joined to R2, and R2 to R3.", "in the end"),
        (["fg.txt", "--alias", "R1=R2", "--alias", "R2=R1"], "R1 is joined to R2, and R2 to R1.", "in the end"),
        (["fg.txt", "--region", "antwerp", "--tag", "region=brussels"], "region is given two values: antwerp and brussels", "Give it one."),
        (["fg.txt", "--id", "Groep 1"], "Groep 1 makes no id", "--id"),
        (["fg.txt", "--kind", "focusgroup"], "Unknown kind: focusgroup", "Did you mean focus-group?"),
        (["fg.txt", "--label", "("], "The pattern of --label cannot be understood", "--label '"),
        (["fg.txt", "--encoding", "klingon"], "klingon", "utf-8"),
        (["fg.txt", "two.txt", "--id", "both"], "--id names one transcript", "one by one"),
        (["fg.txt", "--format", "word"], "Unknown format: word", "Known: csv"),
        (["fg.txt", "-o", "missing/list.csv"], "There is no folder missing", "Make it first"),
        (["fg.txt", "-o", "list.doc"], "list.doc", "Use one of"),
        (["fg.txt", "--as", "C9"], "Unknown coder: C9", "coders add C9"),
    ],
)
def test_options_that_cannot_be_meant_stop_the_import(
    args: list[str], why: str, fix: str, empty: Path, run: Run, unchanged: Callable[[], list[str]]
) -> None:
    for name in ("fg.txt", "two.txt"):
        (empty / name).write_text(f"M: Hoe gaat het daar?\nR1: Goed, zegt {name}.\n")
    message, hint = refusal(run("import", *args))
    assert why in message
    assert fix in hint
    assert unchanged() == []
