"""transcripts correct, edit, diff, show --revision and tag --turn, as people type them."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from tests.cli.running import CODER, Run, differing, dump, process, refusal

FG1 = "antwerpen-zorg-fg1"
FILE = "transcripts/Antwerpen zorg FG1.txt"
SUPERVISION = "Omdat er geen supervisie achter zat."
PREACHING = "Een maand later stond iedereen weer te preken."


def corrected(project: Path, *changes: tuple[str, str], name: str = "fg1 nagelezen.txt") -> str:
    """The first transcript with other words in it, in a file of its own; returns its name."""
    text = (project / FILE).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (project / name).write_text(text, encoding="utf-8")
    return name


def figures(answer_rows: list[dict[str, object]]) -> dict[str, object]:
    return {str(row["what"]): row["number"] for row in answer_rows}


@pytest.fixture
def better(project: Path) -> str:
    """A corrected version: a word changed in a coding, another coding gone, a speaker called otherwise."""
    return corrected(project, ("weer te preken", "weer te prediken"), (SUPERVISION, "Neen."), ("R3:", "R9:"))


def test_a_correction_is_told_and_what_waits_with_it(better: str, run: Run) -> None:
    answer = run("transcripts", "correct", FG1, better, "--why", "heard again", "--format", "json")
    assert answer.status == 0
    told = figures(answer.rows)
    assert (told["turns before"], told["turns now"], told["speakers before"], told["speakers now"]) == (44, 44, 8, 8)
    assert (told["turns with other words"], told["turns put in"], told["turns taken out"]) == (1, 1, 1)
    assert told["codings whose words were changed"] == 1
    assert told["codings whose words are gone: wait"] == 1
    assert "R3 is R9 (" in answer.err
    assert f"{FG1} is at revision 2 now. See what differs with: qualcode transcripts diff {FG1}" in answer.err
    assert "1 coding waits for a decision on its place (1 of C1) and until then counts nowhere: qualcode review --kind anchor" in answer.err
    (event, *_) = run("history", "--format", "json").rows
    assert (event["command"], event["why"]) == (f"transcripts correct {FG1} {better}", "heard again")
    assert run("check").status == 0


def test_tables_say_that_codings_wait(better: str, run: Run) -> None:
    before = {
        line: run(*line.split(), "--format", "json").data["notes"] for line in ("count", "compare --by region", "quotes", "coding list")
    }
    assert run("transcripts", "correct", FG1, better).status == 0
    note = "1 coding waits for a decision on its place and is left out: qualcode review --kind anchor"
    for line, notes in before.items():
        assert note not in notes
        assert note in run(*line.split(), "--format", "json").data["notes"], line
    assert note in run("coding", "list", "--format", "csv").err
    assert note not in run("count", "--region", "brussels", "--format", "json").data["notes"]
    assert note not in run("count", "--code", "coop", "--format", "json").data["notes"]
    assert SUPERVISION not in {row["quotation"] for row in run("quotes", "--format", "json").rows}
    assert "Een maand later stond iedereen weer te prediken." in {row["quotation"] for row in run("quotes", "--format", "json").rows}


def test_a_dry_run_changes_nothing(project: Path, better: str, run: Run) -> None:
    before = dump(project)
    answer = run("transcripts", "correct", FG1, better, "--dry-run", "--format", "json")
    assert answer.status == 0
    assert answer.err.endswith("Dry run: nothing was changed.\n")
    assert differing(before, dump(project)) == []
    told = figures(answer.rows)
    assert told == figures(run("transcripts", "correct", FG1, better, "--format", "json").rows)


def test_the_same_again_says_so_and_undo_brings_the_old_text_back(project: Path, better: str, run: Run) -> None:
    def shown() -> str:
        return run("transcripts", "show", FG1, "--format", "csv").text

    before, quotes = shown(), run("quotes", "--format", "csv").text
    assert run("transcripts", "correct", FG1, better).status == 0
    after = dump(project)
    answer = run("transcripts", "correct", FG1, better)
    assert (answer.status, answer.text) == (0, "")
    assert answer.err.endswith(f"Nothing changed: {FG1} is so already.\n")
    assert differing(after, dump(project)) == []
    assert shown() != before
    assert run("transcripts", "show", FG1, "--revision", "1", "--format", "csv").text == before
    assert run("undo").err == f"Undone: transcripts correct {FG1} {better}\n"
    assert (shown(), run("quotes", "--format", "csv").text) == (before, quotes)
    assert run("redo").status == 0
    assert run("check").status == 0


def test_a_corrected_file_is_known_to_import(better: str, run: Run) -> None:
    message, hint = refusal(run("import", better, "--id", FG1))
    assert message == f"{better}: There is a transcript {FG1} already, with another content."
    assert f"qualcode transcripts correct {FG1} '{better}'" in hint
    assert run("transcripts", "correct", FG1, better).status == 0
    answer = run("import", better)
    assert answer.status == 0
    assert f"is in the project already, as {FG1}" in answer.err


def test_revisions_are_compared(better: str, run: Run) -> None:
    message, hint = refusal(run("transcripts", "diff", FG1))
    assert (message, hint) == (
        f"{FG1} was never corrected: it has one revision.",
        f"Correct it with: qualcode transcripts correct {FG1} FILE",
    )
    assert run("transcripts", "correct", FG1, better).status == 0
    shown = " ".join(run("transcripts", "diff", FG1).text.split())
    assert f"{FG1}: revision 1 and revision 2" in shown
    assert "weer te [-preken-]{+prediken+}" in shown
    assert "R3 is R9 now. Turns with no other difference, not listed:" in shown
    rows = list(csv.DictReader(io.StringIO(run("transcripts", "diff", FG1, "--format", "csv").text)))
    assert [row["before"] for row in rows if row["change"] == "removed"] == [SUPERVISION]
    assert [row["after"] for row in rows if row["change"] == "added"] == ["Neen."]
    assert {(row["speaker_before"], row["speaker"]) for row in rows if "speaker" in row["change"]} == {("R3", "R9")}
    assert run("transcripts", "diff", FG1, "--from", "2", "--to", "2").err.endswith("Nothing differs.\n")
    for format in ("json", "md", "html", "latex", "docx", "xlsx"):
        assert run("transcripts", "diff", FG1, "--format", format).status == 0


def test_how_the_file_is_read_can_be_said(project: Path, run: Run) -> None:
    text = (project / FILE).read_text(encoding="utf-8")
    strange = "\n".join(f"{line.partition(':')[0]}~{line.partition(':')[2]}" for line in text.splitlines())
    (project / "strange.txt").write_text(strange, encoding="utf-8")
    message, hint = refusal(run("transcripts", "correct", FG1, "strange.txt"))
    assert message.startswith(f"No speaker was recognised in the new version, while {FG1} has ")
    assert "--label REGEX" in hint
    answer = run("transcripts", "correct", FG1, "strange.txt", "--label", "(R\\d|Moderator)~", "--format", "json")
    assert figures(answer.rows)["codings on the same words"] == len(run("coding", "list", "--transcript", FG1, "--format", "json").rows)


def test_what_cannot_be_corrected_is_said_and_changes_nothing(project: Path, better: str, run: Run) -> None:
    before = dump(project)
    for line, said in (
        (["correct", "nope", better], "Unknown transcript: nope"),
        (["correct", FG1, "nowhere.txt"], "nowhere.txt cannot be opened"),
        (["correct", FG1, better, "--label", "("], "The pattern"),
        (["correct", FG1, better, "--as", "C9"], "Unknown coder: C9"),
        (["correct", FG1, better, "--format", "pdf"], "Unknown format: pdf"),
        (["show", FG1, "--revision", "3"], f"{FG1} has no revision 3."),
        (["show", FG1, "--revision", "1", "--speakers"], "--revision shows the turns"),
        (["tag", FG1, "--turn", "99", "--language", "fr"], f"{FG1} has no turn 99."),
        (["tag", FG1, "--turn", "9-3", "--language", "fr"], "9-3 is not a turn or a range of turns."),
        (["tag", FG1, "--turn", "3", "--language", "klingon"], "Unknown language: klingon"),
        (["tag", FG1, "--turn", "3"], "Of turns their --language and their --speaker are said"),
        (["tag", FG1, "--turn", "3", "--language", "fr", "--role", "observer"], "Of turns their --language and their --speaker are said"),
        (["tag", FG1, "--language", "fr"], "--language is of turns."),
        (["tag", FG1, "brussel-zorg-fg5", "--turn", "3", "--language", "fr"], "--turn is of one transcript."),
        (["edit", "nope"], "Unknown transcript: nope"),
    ):
        message, _ = refusal(run("transcripts", *line))
        assert said in message, line
    assert differing(before, dump(project)) == []


@pytest.mark.usefixtures("project")
def test_turns_are_tagged_with_their_language_and_given_to_their_speaker(run: Run) -> None:
    answer = run("transcripts", "tag", FG1, "--turn", "3-4", "--language", "fr")
    assert (answer.status, answer.text) == (0, "")
    assert answer.err == f"Tagged: {FG1}, turns 3 to 4: in fr\n"
    assert [row["turn"] for row in run("transcripts", "show", FG1, "--language", "fr", "--format", "json").rows] == [3, 4]
    assert run("transcripts", "tag", FG1, "--turn", "3", "--language", "fr").err == f"Tagged so already: {FG1}, turn 3: in fr\n"
    answer = run("transcripts", "tag", FG1, "--turn", "2", "--speaker", "R9")
    assert answer.err == f"Tagged: {FG1}, turn 2: of R9\n  R9 is new: 1 turn, 1 turn of R1.\n"
    assert run("transcripts", "show", FG1, "--turn", "2", "--format", "json").rows[0]["speaker"] == "R9"
    assert run("check").status == 0


EDITOR = """
import sys
from pathlib import Path
path, how = Path(sys.argv[-1]), sys.argv[1]
text = path.read_bytes().decode()
assert path.stat().st_mode & 0o077 == 0 and path.parent.stat().st_mode & 0o077 == 0
if how == "fail":
    path.write_text(text.replace("preken", "prediken"), encoding="utf-8")
    sys.exit(3)
if how == "away":
    path.unlink()
if how == "better":
    path.write_bytes(text.replace("preken", "prediken").replace("\\n", "\\r\\n").encode())
if how == "newline":
    path.write_bytes((text.rstrip("\\n") + "\\n").encode())
if how == "latin":
    path.write_bytes(text.replace("preken", "pr\\xe9diken").encode("latin-1", "replace"))
if how == "empty":
    path.write_text("", encoding="utf-8")
if how == "nobody":
    path.write_text("Er werd veel gezegd.", encoding="utf-8")
"""


@pytest.fixture
def editor(project: Path) -> str:
    """A program that edits as it is told by its first argument."""
    script = project.parent / "editor.py"
    script.write_text(EDITOR, encoding="utf-8")
    return f"'{sys.executable}' '{script}'"


def kept(hint: str) -> Path:
    """The file that an error says somebody's text is kept in."""
    path = Path(hint.partition("Your text is kept in ")[2])
    assert path.is_file(), hint
    return path


def test_a_transcript_is_corrected_in_an_editor(project: Path, editor: str, run: Run) -> None:
    answer = process("transcripts", "edit", FG1, "--why", "misheard", folder=project, QUALCODE_CODER=CODER, VISUAL=f"{editor} better")
    assert answer.status == 0, answer.err
    assert "turns with other words" in answer.text
    assert "For you to know" not in answer.err
    (event, *_) = run("history", "--format", "json").rows
    assert (event["command"], event["why"]) == (f"transcripts edit {FG1}", "misheard")
    assert "prediken" in run("transcripts", "show", FG1, "--format", "csv").text
    assert run("check").status == 0


def test_nothing_is_done_when_nothing_was_edited(project: Path, editor: str) -> None:
    before = dump(project)
    for how in ("not", "newline"):
        answer = process("transcripts", "edit", FG1, folder=project, QUALCODE_CODER=CODER, EDITOR=f"{editor} {how}")
        assert (answer.status, answer.text) == (0, "")
        assert answer.err == f"Nothing was changed in the editor; {FG1} stays as it is.\n"
    assert differing(before, dump(project)) == []


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("fail", "ended with status 3; nothing was changed."),
        ("latin", "The text is not in UTF-8"),
        ("empty", "has no text in it"),
        ("nobody", "No speaker was recognised in the new version"),
    ],
)
def test_what_was_edited_is_kept_when_it_cannot_be_taken(project: Path, editor: str, how: str, said: str) -> None:
    before = dump(project)
    message, hint = refusal(process("transcripts", "edit", FG1, folder=project, QUALCODE_CODER=CODER, EDITOR=f"{editor} {how}"))
    assert said in message
    text = kept(hint).read_bytes()
    assert b"di" in text or how in {"empty", "nobody"}
    assert differing(before, dump(project)) == []


def test_an_editor_that_takes_the_file_away_or_is_not_there_leaves_all_as_it_was(project: Path, editor: str) -> None:
    before = dump(project)
    message, _ = refusal(process("transcripts", "edit", FG1, folder=project, QUALCODE_CODER=CODER, EDITOR=f"{editor} away"))
    assert message == "The editor has taken the file away; nothing was changed."
    message, _ = refusal(process("transcripts", "edit", FG1, folder=project, QUALCODE_CODER=CODER, EDITOR="no-such-editor"))
    assert message.startswith("The editor no-such-editor cannot be run:")
    message, _ = refusal(process("transcripts", "edit", FG1, folder=project, QUALCODE_CODER=CODER, EDITOR="'"))
    assert message == "$EDITOR is no command: '"
    assert differing(before, dump(project)) == []


EVIL = "Hij zei [b]vet[/b] \x1b[31mrood\x1b[0m \u202enaar\u202c =1+1 <script>alert(1)</script> {{7*7}}"


def test_what_a_corrected_transcript_says_acts_on_nothing(project: Path, run: Run) -> None:
    name = corrected(project, (PREACHING, EVIL), (SUPERVISION, "=1+1"))
    told = run("transcripts", "correct", FG1, name)
    assert told.status == 0
    for line in (f"transcripts diff {FG1}", "review --kind anchor --list"):
        for format in ("table", "csv", "json", "md", "html", "latex"):
            answer = run(*line.split(), "--format", format)
            assert answer.status == 0
            assert "\x1b" not in answer.text.replace("\x1b[1m", "")
            assert "\u202e" not in answer.text
            assert "<script>" not in answer.text or format in {"table", "csv", "json", "latex"}
    cells = [cell for row in csv.reader(io.StringIO(run("transcripts", "diff", FG1, "--format", "csv").text)) for cell in row]
    assert "'=1+1" in cells
    assert "=1+1" not in cells
    assert "[b]vet[/b]" in run("transcripts", "diff", FG1).text
