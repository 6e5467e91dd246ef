"""Whatever cannot be done is said in two lines, what happened and what to do, and changes nothing."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Run, differing, dump, refusal

FG1 = "antwerpen-zorg-fg1"

REFUSED: dict[str, tuple[str, str]] = {
    # names
    f"coding add {FG1} coop.secrey --turn 4": ("Unknown code: coop.secrey", "Did you mean coop.secrecy?"),
    f"coding add {FG1} zzz --turn 4": ("Unknown code: zzz", "Known: client, "),
    f"coding add {FG1} coop --turn 4": ("coop is a theme", "coop.secrecy"),
    "coding add antwerpen-zorg-fg2 coop.secrecy --turn 4": ("Unknown transcript: antwerpen-zorg-fg2", f"Did you mean {FG1}"),
    f"coding add {FG1} coop.secrecy --turn 4 --attribute stanc=pro": ("Unknown attribute: stanc", "Did you mean stance?"),
    f"coding add {FG1} coop.secrecy --turn 4 --attribute stance=proo": ("Unknown value of stance: proo", "Did you mean pro?"),
    f"coding add {FG1} coop.secrecy --turn 4 --attribute pro": ("--attribute pro is not of the form NAME=VALUE.", "--attribute stance=pro"),
    f"coding add {FG1} coop.secrecy --turn 4 --as C7": ("Unknown coder: C7", "qualcode coders add C7"),
    "transcripts show antwerpen": ("Unknown transcript: antwerpen", f"Did you mean {FG1}"),
    "transcripts remove antwerpen": ("Unknown transcript: antwerpen", f"Did you mean {FG1}"),
    f"transcripts remove {FG1} nope": ("Unknown transcript: nope", "Known: "),
    f"transcripts tag {FG1} --region Gent": ("Unknown value of region: Gent", "brussels (Brussel, Bruxelles), charleroi"),
    f"transcripts tag {FG1} --tag regio=antwerp": ("Unknown variable: regio", "Did you mean region?"),
    f"transcripts tag {FG1} nope --region antwerp": ("Unknown transcript: nope", "Known: antwerpen-zorg-fg1"),
    f"transcripts tag {FG1} --speaker R99 --region antwerp": (f"Unknown speaker in {FG1}: R99", "R1"),
    f"transcripts tag {FG1} --speaker R1 --role chef": ("Unknown role: chef", "participant, moderator, observer"),
    f"transcripts tag {FG1} --role observer": ("--role needs a speaker.", "--speaker LABEL"),
    f"transcripts tag {FG1}": ("Nothing to tag with", "--region antwerp"),
    f"coders assign {FG1} --to bob": ("Unknown coder: bob", "coders add bob"),
    "coders assign nope --to C1": ("Unknown transcript: nope", "Known: antwerpen-zorg-fg1"),
    "coders finish nope": ("Unknown transcript: nope", "Known: antwerpen-zorg-fg1"),
    "coders add C1": ("There is a coder C1 already.", "qualcode coders list"),
    "coders add 'Ann A'": ("Ann A cannot be a coder's id.", "as in: anna"),
    "coders add ''": ("cannot be a coder's id.", "as in: anna"),
    "coders add d --sector zorgg": ("Unknown value of sector: zorgg", "care (Hulpverlening, Soins)"),
    "history --coder bob": ("Unknown coder: bob", "Known: C1"),
    "codebook show cop": ("Unknown code: cop", "Did you mean coop"),
    "codebook load nowhere.yaml": ("There is no codebook nowhere.yaml", "Look at the name"),
    "codebook check nowhere.yaml": ("There is no codebook nowhere.yaml", "Look at the name"),
    # places
    f"coding add {FG1} coop.secrecy --at 10-99999999": ("The span 10-99999999 lies beyond the end", "Its text ends at "),
    f"coding add {FG1} coop.secrecy --at 20-10": ("The span 20-10 is empty.", "as in 120-164"),
    f"coding add {FG1} coop.secrecy --at 20-20": ("The span 20-20 is empty.", "as in 120-164"),
    f"coding add {FG1} coop.secrecy --at twenty": ("twenty is not a span.", "as in 120-164"),
    f"coding add {FG1} coop.secrecy --turn 9999": (f"{FG1} has no turn 9999.", "Its turns are 1 to 44"),
    f"coding add {FG1} coop.secrecy --turn 4 --sentence 99": (f"Turn 4 of {FG1} has no sentence 99.", "It has "),
    f"coding add {FG1} coop.secrecy --sentence 2": ("A sentence needs its turn.", "--turn N"),
    f"coding add {FG1} coop.secrecy --at 5-9 --turn 2": ("Several places are said at once.", "--at alone"),
    f"coding add {FG1} coop.secrecy": ("Nothing says what is to be coded.", "--turn N"),
    f"coding add {FG1} coop.secrecy --quote beroepsgeheim": ("The quote stands 2 times", "--turn N"),
    f"coding add {FG1} coop.secrecy --quote 'nooit gezegd'": ("The quote does not stand in", "qualcode transcripts show"),
    f"transcripts show {FG1} --turn four": ("four is not a turn", "--turn 12-20"),
    # codings
    "coding remove abcdef01": ("There is no coding abcdef01.", "qualcode coding list"),
    "coding remove ab": ("ab is too short", "last 4 characters"),
    "coding note abcdef01 hello": ("There is no coding abcdef01.", "qualcode coding list"),
    "coding import nowhere.csv": ("There is no file nowhere.csv.", "Check the name"),
    "redo": ("There is nothing of yours to redo.", "qualcode history"),
    # selections
    "count --region Gent": ("Unknown value of region: Gent", "antwerp (Antwerpen, Anvers)"),
    "count --where region": ("--where region is not of the form NAME=VALUE.", "--where region=antwerp"),
    "count --where regoin=antwerp": ("Unknown variable: regoin", "Did you mean region?"),
    "count --kind group": ("Unknown kind: group", "Did you mean focus-group?"),
    "count --language klingon": ("Unknown language: klingon", "Known: fr, nl"),
    "count --speaker Nobody": ("Unknown speaker: Nobody", "Mod"),
    "count --transcript fg1": ("Unknown transcript: fg1", f"Did you mean {FG1}"),
    "count --code nothing": ("Unknown code: nothing", "Known: client, "),
    "count --attribute mood=bad": ("Unknown attribute: mood", "Known: interaction, realisation, stance"),
    "count --attribute stance=bad": ("Unknown value of stance: bad", "Known: ambivalent"),
    "count --layer anna": ("Unknown coder: anna", "Known: C1"),
    "count --by mood": ("Unknown dimension: mood", "region"),
    "compare --by regio": ("Unknown dimension: regio", "Did you mean region?"),
    "compare --by region,region": ("names a dimension twice", "once"),
    "compare": ("Nothing says what to compare by.", "--by region"),
    "transcripts list --design --region antwerp": ("The design is shown whole", "--design"),
    "search": ("Say what to search for", "qualcode search"),
    "search '\"'": ("There is no word to look for", "qualcode search"),
    "suggest --suggester oracle": ("Unknown suggester: oracle", "Known: blend, encoder, keywords, learned, llm, similar."),
    # reviews
    "review --accept nothing": ("nothing", "qualcode"),
    "review --reject nothing": ("nothing", "qualcode"),
    "review --accept - --reject -": ("The ids on stdin cannot be for both", "one of --accept, --reject and --never"),
    "review --accept a --reject a": ("Several answers to a.", "Give one"),
    # output
    "count --format word": ("Unknown format: word", "Known: csv, docx, html, json, latex, md, table, xlsx."),
    "count --format jsn": ("Unknown format: jsn", "Did you mean json?"),
    "suggest --format jsn": ("Unknown format: jsn", "Did you mean json?"),
    "count -o missing/table.csv": ("There is no folder missing.", "Make it first"),
    "count -o table.doc": ("table.doc: .doc is no format", "Use one of .csv"),
    "count -o table": ("table: the name has no suffix", "--format"),
    "count -o transcripts --format csv": ("transcripts cannot be written", "Give the name of a file"),
    "backup -o study.toml": ("study.toml is there already.", "another name"),
    "compare --by region --by sector --format csv": ("A .csv file holds one table, this is 2.", ".xlsx"),
    "demo transcripts": ("transcripts is not empty, and is not the example study", "qualcode demo my-demo"),
    "init": ("is a project already.", "another folder"),
}

WRONG_USAGE = {
    "count --colour red": ("No such option: --colour", "See: qualcode count --help"),
    "count --regio antwerp": ("No such option: --regio", "Did you mean --region? See: qualcode count --help"),
    "search wacht --limit many": ("Invalid value for '--limit'", "See: qualcode search --help"),
    "search wacht --limit -1": ("Invalid value for '--limit'", "See: qualcode search --help"),
    f"coding add {FG1}": ("Missing argument 'CODE'", "See: qualcode coding add --help"),
    f"coding add {FG1} coop.secrecy --turn 0": ("Invalid value for '--turn'", "See: qualcode coding add --help"),
    "coding ad": ("No such command 'ad'. Did you mean 'add'", "See: qualcode coding --help"),
    "cont": ("No such command 'cont'. Did you mean 'count'", "See: qualcode --help"),
    "--colour": ("No such option: --colour", "See: qualcode --help"),
    "count extra": ("Got unexpected extra argument", "See: qualcode count --help"),
    "review --kind mood": ("Invalid value for '--kind'", "See: qualcode review --help"),
    "count --by": ("Option '--by' requires an argument", "See: qualcode count --help"),
    "count --region": ("No such option: --region", "See: qualcode count --help"),
}


@pytest.mark.parametrize("line", REFUSED)
def test_it_is_refused_in_two_lines_and_nothing_changes(line: str, shared: Path, run: Run) -> None:
    before, files = dump(shared), sorted(shared.rglob("*"))
    message, hint = refusal(run(*shlex.split(line)))
    what, fix = REFUSED[line]
    assert what in message
    assert fix in hint
    assert differing(before, dump(shared)) == []
    assert [path for path in sorted(shared.rglob("*")) if path not in files and "qualcode.db-" not in path.name] == []


@pytest.mark.parametrize("line", WRONG_USAGE)
def test_wrong_usage_names_the_help_page(line: str, shared: Path, run: Run) -> None:
    before = dump(shared)
    message, hint = refusal(run(*shlex.split(line)), status=2)
    what, fix = WRONG_USAGE[line]
    assert what in message
    assert fix in hint
    assert differing(before, dump(shared)) == []


def test_nobody_says_who_acts(shared: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALCODE_CODER")
    before = dump(shared)
    for line in (
        "suggest --next",
        "undo",
        f"coding add {FG1} coop.secrecy --turn 4",
        "codebook load",
        "review",
        f"transcripts tag {FG1} --region antwerp",
    ):
        message, hint = refusal(run(*line.split()))
        assert message == "Nobody says who acts."
        assert "--as CODER" in hint
    assert differing(before, dump(shared)) == []
    assert run("count").status == 0


@pytest.mark.usefixtures("project")
def test_who_acts_can_stand_in_the_configuration(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QUALCODE_CODER")
    settings = tmp_path / "config" / "qualcode" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('coder = "C1"\n')
    assert run("coding", "add", FG1, "coop.secrecy", "--turn", "4").status == 0
    settings.write_text("coder = \n")
    message, hint = refusal(run("undo"))
    assert "config.toml cannot be read" in message
    assert 'coder = "anna"' in hint


@pytest.mark.usefixtures("project")
def test_a_quote_that_stands_once_in_its_turn_is_taken(run: Run) -> None:
    assert run("coding", "add", FG1, "coop.secrecy", "--quote", "beroepsgeheim", "--turn", "31").status == 0


def test_a_folder_without_a_project(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for line in ("count", "transcripts list", "undo", "check", "history", "backup", "import ."):
        message, hint = refusal(run(*line.split()))
        assert message == f"There is no project in {tmp_path}."
        assert "qualcode init" in hint
    message, _ = refusal(run("count", "--project", "elsewhere"))
    assert message == "There is no project in elsewhere."
    assert list(tmp_path.iterdir()) == []


def test_a_design_without_a_database(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(repository / "study.toml", "study.toml")
    message, hint = refusal(run("count"))
    assert "has a study.toml but no qualcode.db yet" in message
    assert "qualcode init" in hint


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ("name = ", "is not valid TOML"),
        ("languages = 3", "languages is not a list"),
        ("[variables.region]\nlabel = 'x'", "variable region has no values"),
        ("[[planned]]\nper_cell = 1", "a [[planned]] part cannot be understood"),
        ("[[planned]]\ncross = ['mood']", "Unknown variable: mood"),
    ],
)
def test_a_design_that_cannot_be_understood(toml: str, why: str, project: Path, run: Run) -> None:
    before = dump(project)
    (project / "study.toml").write_text(toml)
    for line in ("count", "undo"):
        message, _ = refusal(run(line))
        assert why in message
    assert differing(before, dump(project)) == []


@pytest.mark.usefixtures("project")
def test_an_option_that_only_a_design_could_explain(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("study.toml").write_text("name = \n")
    assert "is not valid TOML" in refusal(run("count", "--region", "antwerp"))[0]
    assert run("count", "--help").status == 0
    monkeypatch.chdir(tmp_path)
    assert "is not a project" in refusal(run("count", "--region", "antwerp"))[0]
    refusal(run("backup", "--region", "antwerp"), status=2)


def test_a_design_that_is_no_text(project: Path, run: Run) -> None:
    (project / "study.toml").write_bytes(b'name = "Li\xe8ge"\n')
    message, hint = refusal(run("count"))
    assert "study.toml cannot be read" in message
    assert "UTF-8" in hint


def test_a_codebook_with_an_id_twice_is_refused_with_its_place(project: Path, run: Run) -> None:
    path = project / "codebooks" / "case-management.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "id: coop.legal" in line)
    lines[at - 1] = lines[at - 1].replace("coop.legal", "coop.secrecy")
    path.write_text("\n".join(lines), encoding="utf-8")
    before = dump(project)
    answer = run("codebook", "load")
    refusal(answer)
    assert re.search(rf"case-management\.yaml:{at}:\d+: ", answer.err)
    assert "coop.secrecy" in answer.err
    assert differing(before, dump(project)) == []
    assert refusal(run("codebook", "check"))
    counted = run("count", "--format", "csv")
    assert counted.status == 0
    assert "has changed since it was loaded: qualcode codebook load" in counted.err


def test_a_codebook_that_lost_a_code_with_codings_is_refused(project: Path, run: Run) -> None:
    path = project / "codebooks" / "case-management.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: coop.secrecy", "id: coop.silence"), encoding="utf-8")
    before = dump(project)
    message, _ = refusal(run("codebook", "load"))
    assert "coop.secrecy" in message
    assert differing(before, dump(project)) == []


def test_a_database_of_a_newer_version(project: Path, run: Run) -> None:
    with closing(sqlite3.connect("qualcode.db")) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('qualcode', '9999_better', '2099-01-01')"
        )
    before = dump(project)
    for line in ("count", "undo", "check", "backup"):
        message, hint = refusal(run(line))
        assert "was written by a newer version of qualcode (9999_better)" in message
        assert "Install" in hint
    assert differing(before, dump(project)) == []


@pytest.mark.parametrize("data", [b"", b"no database at all", b"SQLite format 3\x00" + b"x" * 5000])
def test_a_database_that_is_none(data: bytes, project: Path, run: Run) -> None:
    (project / "qualcode.db").write_bytes(data)
    for line in ("count", "undo"):
        _, hint = refusal(run(line))
        assert "backups/" in hint
    assert (project / "qualcode.db").read_bytes() == data


def test_a_database_of_another_program(project: Path, run: Run) -> None:
    (project / "qualcode.db").unlink()
    with closing(sqlite3.connect("qualcode.db")) as connection, connection:
        connection.execute("CREATE TABLE mine (x)")
    message, _ = refusal(run("count"))
    assert message.endswith("qualcode.db is not a qualcode project.")


def test_a_decided_suggestion_is_not_decided_again(project: Path, run: Run) -> None:
    first, second = [row["id"] for row in run("suggest", "--format", "json").rows][:2]
    assert run("review", "--accept", first).status == 0
    before = dump(project)
    for option in ("--accept", "--reject"):
        message, _ = refusal(run("review", option, second, option, first))
        assert first in message
    assert differing(before, dump(project)) == []


def test_a_coding_of_another_coder_is_left_alone(project: Path, run: Run) -> None:
    assert run("coders", "add", "anna").status == 0
    coding = run("coding", "list", "--format", "json").rows[0]["id"]
    before = dump(project)
    for line in (f"coding remove {coding} --as anna", f"coding note {coding} mine --as anna"):
        message, hint = refusal(run(*line.split()))
        assert message == f"Coding {coding} is C1's."
        assert "--as C1" in hint
    assert differing(before, dump(project)) == []


@pytest.mark.usefixtures("project")
def test_tables_of_several_coders_want_a_layer(run: Run) -> None:
    assert run("coders", "add", "anna").status == 0
    assert run("coding", "add", FG1, "coop.secrecy", "--turn", "4", "--as", "anna").status == 0
    for line in ("count", "compare --by region", "quotes"):
        message, hint = refusal(run(*line.split()))
        assert "Several coders have codings: C1 (" in message
        assert "anna (1)" in message
        assert "--layer" in hint
    assert run("count", "--layer", "anna", "--format", "json").data["layer"] == "anna"


@pytest.mark.usefixtures("empty")
def test_questions_to_a_project_without_anything(run: Run) -> None:
    for line in ("count", "compare --by region", "quotes"):
        message, hint = refusal(run(*line.split()))
        assert message == "There are no codings yet."
        assert "qualcode coding add" in hint
    assert run("transcripts", "list").err == "Bring transcripts in with: qualcode import PATH\n"
    assert run("transcripts", "list", "--design").err == ""
    assert run("suggest").err.startswith("Nothing is left to suggest in what you have asked about.")
    assert run("coding", "list", "--format", "json").rows == []
    assert run("search", "iets").status == 0


@pytest.mark.usefixtures("empty")
def test_commands_that_need_a_codebook_say_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    assert run("init", other).status == 0
    monkeypatch.chdir(other)
    assert run("coders", "add", "C1").status == 0
    for line in ("codebook show", "suggest", "coding add x y --turn 1"):
        _, hint = refusal(run(*line.split()))
        assert "qualcode codebook load" in hint or "qualcode import" in hint, line
    message, hint = refusal(run("codebook", "load"))
    assert "codebook.yaml" in message
    assert "study.toml" in hint


ROWS = {
    "unknown transcript": "fg9,coop.secrecy,C1,4,,,",
    "unknown code": f"{FG1},coop.secrey,C1,4,,,",
    "no coder": f"{FG1},coop.secrecy,,4,,,",
    "no place": f"{FG1},coop.secrecy,C1,,,,",
    "no such turn": f"{FG1},coop.secrecy,C1,999,,,",
    "quote not there": f"{FG1},coop.secrecy,C1,,nooit gezegd,,",
    "quote there twice": f"{FG1},coop.secrecy,C1,,beroepsgeheim,,",
    "turn is no number": f"{FG1},coop.secrecy,C1,four,,,",
    "unknown attribute value": f"{FG1},coop.secrecy,C1,4,,maybe,",
    "a theme": f"{FG1},coop,C1,4,,,",
}


def test_bad_rows_of_codings_are_all_listed_and_nothing_is_imported(shared: Path, run: Run) -> None:
    good = f"{FG1},coop.secrecy,C1,4,,pro,fine"
    Path("new.csv").write_text("\n".join(["transcript,code,coder,turn,quote,stance,note", good, *ROWS.values(), good]) + "\n")
    before = dump(shared)
    answer = run("coding", "import", "new.csv")
    message, _ = refusal(answer)
    assert message == f"new.csv: {len(ROWS)} of {len(ROWS) + 2} rows cannot be understood; nothing was imported."
    listed = answer.err.splitlines()[:-2]
    assert [line.split(": ")[0] for line in listed] == [f"new.csv:{number}" for number in range(3, 3 + len(ROWS))]
    assert "Did you mean coop.secrecy?" in listed[1]
    assert "stands 2 times" in listed[6]
    assert differing(before, dump(shared)) == []


@pytest.mark.parametrize(
    ("data", "why", "fix"),
    [
        (b"", "lacks the columns: transcript, code, coder", "qualcode coding list --format csv"),
        (b"transcript,code\nx,y\n", "lacks the columns: coder", "qualcode coding list --format csv"),
        (b"transcript,code,coder,mood\n", "has columns that are not known: mood", "Known: transcript, code"),
        (b"transcript,code,coder,turn\na,b\n", "new.csv:2: 2 cells for 4 columns", "quotation marks"),
        (b'transcript,code,coder,quote\na,b,C1,"open\n', "new.csv:2: this row cannot be read", "quotation marks"),
        ("transcript,code,coder,quote\na,b,C1,é\n".encode("latin-1"), "is not in UTF-8: byte 36", "CSV UTF-8"),
        (b"\xff\xfet\x00r\x00", "is not in UTF-8: byte 1", "CSV UTF-8"),
        (b"transcript\tcode\tcoder\tturn\na\tb\tC1\t4\n", "has columns that are not known", "Known: transcript, code"),
        (b"transcript,code,coder,turn,turn\na,b,C1,4,5\n", "has the column turn twice", "once"),
    ],
)
def test_a_file_of_codings_that_cannot_be_read(data: bytes, why: str, fix: str, shared: Path, run: Run) -> None:
    Path("new.csv").write_bytes(data)
    before = dump(shared)
    message, hint = refusal(run("coding", "import", "new.csv"))
    assert why in message
    assert fix in hint
    assert differing(before, dump(shared)) == []


@pytest.mark.parametrize(
    ("start", "end", "quote", "why"),
    [
        ("10", "99999999", "", "lies beyond the end"),
        ("20", "10", "", "is empty"),
        ("x", "10", "", "start is not a whole number: x"),
        ("10", "", "", "end is not a whole number"),
        ("0", "10", "something else", "stands another text than the quote"),
        ("-5", "10", "", "-5"),
    ],
)
def test_spans_of_imported_codings_are_checked(start: str, end: str, quote: str, why: str, shared: Path, run: Run) -> None:
    Path("new.csv").write_text(f"transcript,code,coder,start,end,quote\n{FG1},coop.secrecy,C1,{start},{end},{quote}\n")
    before = dump(shared)
    answer = run("coding", "import", "new.csv")
    refusal(answer)
    assert why in answer.err.splitlines()[0]
    assert differing(before, dump(shared)) == []
