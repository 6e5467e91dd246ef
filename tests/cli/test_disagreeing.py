"""The commands disagreements and adjudicate: tables, worksheets that come back, ids, and one by one at a terminal."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.cli.running import Run, dump, process, refusal
from tests.cli.terminals import PATIENCE_SECONDS, terminal

SLUG = "antwerpen-zorg-fg1"
PROMPT = "[1] C1  [2] C2  [b] both  [n] neither  [c] code  [w] words  [u] undo  [space] skip  [q] quit"

Rows = list[dict[str, Any]]


@pytest.fixture
def team(project: Path, run: Run) -> Path:
    """C1 has finished, and C2 the first group: she has taken over all but three of C1's codings there, changed others, and added one."""
    assert run("coders", "add", "C2", "--language", "fr").status == 0
    rows = list(csv.DictReader(io.StringIO(run("coding", "list", "--transcript", SLUG, "--format", "csv").text)))
    kept = [{**row, "id": "", "coder": "C2"} for row in rows[3:]]
    kept[0]["code"] = "coop.secrecy" if kept[0]["code"] != "coop.secrecy" else "coop.legal"
    kept[1]["start"], kept[1]["quote"] = str(int(kept[1]["start"]) + 8), kept[1]["quote"][8:]
    kept[2]["stance"] = "contra" if kept[2].get("stance") != "contra" else "pro"
    with Path("c2.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(kept)
    assert run("coding", "import", "c2.csv").status == 0
    coded = {int(row["turn"]) for row in rows}
    free = next(
        row["turn"]
        for row in run("transcripts", "show", SLUG, "--format", "json").rows
        if row["role"] == "participant" and row["turn"] not in coded
    )
    assert run("coding", "add", SLUG, "value.need", "--turn", str(free), "--as", "C2").status == 0
    assert run("coders", "finish", SLUG, "--as", "C2").status == 0
    return project


def listed(run: Run, *more: str) -> Rows:
    rows: Rows = run("disagreements", "--format", "json", *more).rows
    return rows


def test_each_disagreement_with_both_sides(team: Path, run: Run) -> None:
    assert team.is_dir()
    rows = listed(run)
    kinds = [row["kind"] for row in rows]
    assert sorted(kinds) == ["attribute", "boundary", "extra", "extra", "extra", "missed", "other-code"]
    assert [row["cost"] for row in rows] == sorted((row["cost"] for row in rows), reverse=True)
    boundary = next(row for row in rows if row["kind"] == "boundary")
    assert boundary["says_C2"].count("“") == 1
    assert boundary["says_C1"].count("“") == 0
    assert boundary["passage"].count("⟦") == 1
    other = next(row for row in rows if row["kind"] == "other-code")
    assert other["codes"] == " · ".join(sorted((other["says_C1"].split()[0], other["says_C2"].split()[0])))
    missed = next(row for row in rows if row["kind"] == "missed")
    assert (missed["says_C1"], missed["codes"]) == ("nothing", "value.need")
    turned = listed(run, "--coders", "C2,C1")
    assert [row["id"] for row in turned] == [row["id"] for row in rows]
    assert sorted(row["kind"] for row in turned) == ["attribute", "boundary", "extra", "missed", "missed", "missed", "other-code"]


@pytest.mark.usefixtures("team")
def test_some_of_them(run: Run) -> None:
    rows = listed(run)
    assert listed(run, "--kind", "missed,boundary") == [row for row in rows if row["kind"] in {"missed", "boundary"}]
    assert listed(run, "--limit", "2") == rows[:2]
    assert [row["kind"] for row in listed(run, "--code", "value.need", "--kind", "missed")] == ["missed"]
    assert listed(run, "--transcript", "charleroi-justice-fg4") == []
    summary = {row["kind"]: row["disagreements"] for row in run("disagreements", "--summary", "--format", "json").rows}
    assert summary == {"missed": 1, "extra": 3, "other-code": 1, "boundary": 1, "attribute": 1}
    assert "kind of disagreement: wrong" in refusal(run("disagreements", "--kind", "wrong"))[0]
    assert "two different tables" in refusal(run("disagreements", "--drift", "--confused"))[0]


@pytest.mark.usefixtures("team")
def test_confused_codes_and_drift(run: Run) -> None:
    tables = run("disagreements", "--confused", "--format", "md").text
    for said in ("Codes taken for each other", "What the codebook says of them", "The words they were split on", "does not name"):
        assert said in tables
    drift = run("disagreements", "--drift", "--format", "md").text
    assert "Agreement in the course of coding" in drift
    assert "Agreement by version of the codebook" in drift


@pytest.mark.usefixtures("team")
def test_deciding_by_ids(run: Run) -> None:
    rows = listed(run)
    of = {row["kind"]: row["id"] for row in rows}
    answer = run("adjudicate", of["boundary"][:6], "--take", "C2", "--why", "korter")
    assert answer.status == 0
    assert "passages that all agree on are in the consensus now." in answer.err
    assert "1 disagreement settled: 1 coding came into the consensus." in answer.err
    assert "Settled: 1 of 7 disagreements." in answer.err
    assert run("adjudicate", of["other-code"], "--to", "coop.legal").status == 0
    assert run("adjudicate", of["missed"], "--take", "neither").status == 0
    told = {row["id"]: row for row in listed(run)}
    assert [told[of[kind]]["state"] for kind in ("boundary", "other-code", "missed", "attribute")] == ["settled"] * 3 + ["open"]
    assert (told[of["boundary"]]["took"], told[of["boundary"]]["why"]) == ("C2", "korter")
    assert len(listed(run, "--open")) == 4
    assert run("count").text.count("Layer: consensus") == 1
    settled = {row["code"]: row["settled"] for row in run("disagreements", "--progress", "--format", "json").rows}
    assert settled["value.need"] == 1
    assert run("check").status == 0
    assert "adjudicate" in run("history", "--format", "md").text
    assert run("undo").status == 0
    assert len(listed(run, "--open")) == 5


@pytest.mark.usefixtures("team")
def test_deciding_on_all_of_a_kind(run: Run, project: Path) -> None:
    before = dump(project)
    assert "Would be so: 3 disagreements settled" in run("adjudicate", "--all", "--kind", "extra", "--take", "C1", "--dry-run").err
    assert dump(project) == before
    assert "3 disagreements settled: 3 codings" in run("adjudicate", "--all", "--kind", "extra", "--take", "C1").err
    answer = run("adjudicate", "--all", "--take", "both")
    assert answer.status == 1
    assert "Left open, as it cannot be so:" in answer.err
    assert "3 disagreements settled" in answer.err
    assert [row["kind"] for row in listed(run, "--open")] == ["attribute"]
    assert run("adjudicate", "--all", "--take", "both", "--attribute", "stance=pro").status == 0
    assert "Nothing is open there" in run("adjudicate", "--all", "--take", "both").err
    assert run("adjudicate").status == 1


@pytest.mark.usefixtures("team")
def test_only_what_all_agree_on(run: Run) -> None:
    assert "All agree on" in run("adjudicate", "--agreed", "--dry-run").err
    assert "in the consensus now." in run("adjudicate", "--agreed").err
    assert run("adjudicate", "--agreed").err.startswith("Nothing new is agreed on by all.\nSettled: 0 of 7 disagreements.")


@pytest.mark.usefixtures("team")
def test_what_does_not_go_together_is_refused(run: Run) -> None:
    for line, said in (
        ("adjudicate --take C1", "A decision needs what it is on"),
        ("adjudicate abcd", "A decision needs what it is on"),
        ("adjudicate abcd --agreed --take C1", "Several ways of deciding"),
        ("adjudicate --all --quote x", "--quote says on which words"),
        ("adjudicate --agreed --turn 3", "belong to a decision"),
        ("adjudicate abcdef --take C1", "There is no disagreement abcdef"),
        ("adjudicate ab --take C1", "too short"),
        ("disagreements --coders C1", "alone cannot be compared"),
    ):
        assert said in refusal(run(*line.split()))[0], line


def test_a_pipe_is_told_how_to_decide(team: Path) -> None:
    message, hint = refusal(process("adjudicate", "--as", "C1", folder=team))
    assert message == "7 disagreements wait, but there is no terminal to ask at."
    assert "--import" in hint


def test_ids_come_on_stdin(team: Path, run: Run) -> None:
    ids = "\n".join(row["id"] for row in listed(run, "--kind", "extra"))
    answer = process("adjudicate", "-", "--take", "C1", "--as", "C1", folder=team, stdin=ids)
    assert answer.status == 0
    assert "3 disagreements settled" in answer.err


# --- one by one ---------------------------------------------------------------------------------------------------------------------


def test_each_key_does_what_the_screen_says(team: Path, run: Run) -> None:
    order = [row["kind"] for row in listed(run)]
    with terminal(team, "adjudicate") as (screen, program):
        first = screen.until(PROMPT)
        assert "passages that all agree on are in the consensus now." in first
        assert "1 of 7" in first
        assert "⟦" in first
        screen.press("1")
        screen.until("Why (kept; nothing: no reason): ")
        screen.press("omdat het er staat\n")
        assert "2 of 7" in screen.until(PROMPT)
        screen.press("u")
        again = screen.until(PROMPT)
        assert "Taken back: adjudicate" in again
        assert "1 of 7" in again
        screen.press("n")
        screen.until("Why")
        screen.press("\n")
        screen.until(PROMPT)
        screen.press(" ")
        assert "3 of 7" in screen.until(PROMPT)
        screen.press("c")
        screen.until("The code instead")
        screen.press("coop.legal\n")
        screen.until("Its words")
        screen.press("\n")
        screen.until("Why")
        screen.press("\n")
        screen.until(PROMPT)
        screen.press("q")
        end = screen.until("qualcode undo")
        assert "Settled: 2 of 7 disagreements." in end
        assert program.wait(PATIENCE_SECONDS) == 0
    assert len(order) == 7
    left = listed(run, "--open")
    assert len(left) == 5
    assert run("check").status == 0
    with terminal(team, "adjudicate") as (screen, program):
        assert "1 of 5" in screen.until(PROMPT)
        screen.press("w")
        screen.until("Its words")
        screen.press("dit staat er niet\n")
        again = screen.until(PROMPT)
        assert "The quote does not stand in" in again
        assert "1 of 5" in again
        screen.press("q")
        screen.until("qualcode undo")
        assert program.wait(PATIENCE_SECONDS) == 0
    assert listed(run, "--open") == left


# --- worksheets ---------------------------------------------------------------------------------------------------------------------


def fill(path: Path, said: dict[str, tuple[str, str, str]]) -> None:
    """Write a decision, what comes instead and a reason into the rows of a worksheet, by id."""
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        for row in rows[1:]:
            row[-3:] = said.get(row[0], ("", "", ""))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    elif path.suffix == ".xlsx":
        from openpyxl import load_workbook

        book = load_workbook(path)
        sheet = book.worksheets[0]
        for cells in sheet.iter_rows(min_row=2):
            for cell, text in zip(cells[-3:], said.get(str(cells[0].value), ("", "", "")), strict=True):
                cell.value = text or None
                cell.data_type = "s" if text else "n"
        book.save(path)
    else:
        import docx

        document = docx.Document(str(path))
        for line in document.tables[0].rows[1:]:
            for place, text in zip((-3, -2, -1), said.get(line.cells[0].text, ("", "", "")), strict=True):
                line.cells[place].text = text
        document.save(str(path))


@pytest.mark.parametrize(("suffix", "language"), [(".xlsx", "nl"), (".docx", "fr"), (".csv", "en")])
@pytest.mark.usefixtures("team")
def test_a_worksheet_goes_out_and_comes_back(suffix: str, language: str, run: Run) -> None:
    words = {
        "en": ("both", "neither", "another code"),
        "nl": ("Beide", "geen van beide", "andere code"),
        "fr": ("les deux", "aucun des deux", "Autre code"),
    }
    both, neither, other = words[language]
    path = Path(f"meeting{suffix}")
    answer = run("disagreements", "--worksheet", "-o", path, "--label-language", language)
    assert "7 disagreements are on the worksheet." in answer.err
    if suffix == ".docx":
        import docx

        assert any("Désaccords" in paragraph.text and "Tableau" in paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert answer.err.splitlines()[-1] == f"When it is filled in: qualcode adjudicate --import {path}"
    if suffix == ".csv":
        assert (
            Path("meeting.csv.notes.txt").read_text(encoding="utf-8").startswith("Fill in the column decision with one of: C1, C2, both,")
        )
    of = {row["kind"]: row["id"] for row in listed(run)}
    said = {
        of["boundary"]: (both, "", "het langste"),
        of["missed"]: (neither, "", "=1+1"),
        of["other-code"]: (other, "coop.legal", ""),
        of["attribute"]: ("c2", "", ""),
    }
    fill(path, said)
    answer = run("adjudicate", "--import", path, "--dry-run")
    assert (answer.status, len(listed(run, "--open"))) == (0, 7), answer.err
    answer = run("adjudicate", "--import", path)
    assert answer.status == 0, answer.err
    assert "4 decisions, 0 were taken before, 3 rows are empty." in answer.err
    told = {row["id"]: row for row in listed(run)}
    assert [told[of[kind]]["took"] for kind in ("boundary", "missed", "other-code", "attribute")] == ["both", "neither", "other", "C2"]
    assert (told[of["boundary"]]["why"], told[of["missed"]]["why"]) == ("het langste", "=1+1")
    answer = run("adjudicate", "--import", path)
    assert "0 decisions, 4 were taken before, 3 rows are empty." in answer.err
    assert run("check").status == 0
    assert run("undo").status == 0
    assert len(listed(run, "--open")) == 7


@pytest.mark.usefixtures("team")
def test_rows_that_cannot_be_taken_are_listed_and_nothing_is_taken(run: Run, project: Path) -> None:
    of = {row["kind"]: row["id"] for row in listed(run)}
    assert run("disagreements", "--worksheet", "-o", "meeting.csv").status == 0
    rows = list(csv.reader(io.StringIO(Path("meeting.csv").read_text(encoding="utf-8-sig"))))
    decided = {
        "boundary": ("C1", "", ""),
        "missed": ("perhaps", "", ""),
        "other-code": ("another code", "no.such", ""),
        "attribute": ("both", "", ""),
    }
    by_id = {of[kind]: said for kind, said in decided.items()}
    for row in rows[1:]:
        row[-3:] = by_id.get(row[0], ("", "", ""))
    same = next(row for row in rows if row[0] == of["boundary"])
    rows += [[*same[:-3], "C2", "", ""], ["0123456789ab", *same[1:]], [*same[:-3], "", "", "a reason"], [*same[:-3], "other words", "", ""]]
    with Path("meeting.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    before = dump(project)
    answer = run("adjudicate", "--import", "meeting.csv")
    assert answer.status == 1
    for said in (
        "perhaps is no decision",
        "Unknown code: no.such",
        "Both cannot hold: stance is",
        f"{of['boundary']}: it is decided otherwise in meeting.csv",
        "0123456789ab: there is no such disagreement",
        "no decision. (fill in the column decision",
        "other words: nothing says which",
        "Nothing was taken",
    ):
        assert said in answer.err, said
    assert answer.err.count("meeting.csv, line") >= 7
    assert dump(project) == before


@pytest.mark.usefixtures("team")
def test_a_row_is_stale_once_codings_have_changed(run: Run) -> None:
    row = next(row for row in listed(run) if row["kind"] == "boundary")
    assert run("disagreements", "--worksheet", "-o", "meeting.xlsx").status == 0
    fill(Path("meeting.xlsx"), {row["id"]: ("C1", "", "")})
    coding = next(
        each
        for each in run("coding", "list", "--layer", "C2", "--format", "json").rows
        if each["code"] == row["codes"] and each["turn"] == row["turn"]
    )
    assert run("coding", "change", coding["id"], "--turn", str(row["turn"]), "--as", "C2").status == 0
    answer = run("adjudicate", "--import", "meeting.xlsx")
    assert answer.status == 1
    assert f"{row['id']}: there is no such disagreement: its codings have changed since" in answer.err


@pytest.mark.usefixtures("team")
def test_a_file_that_is_no_worksheet_is_refused(run: Run) -> None:
    Path("other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "is no worksheet" in refusal(run("adjudicate", "--import", "other.csv"))[0]
    assert refusal(run("adjudicate", "--import", "nothing.csv"))[0]


@pytest.mark.usefixtures("team")
def test_alpha_is_that_of_agree_and_costs_make_what_it_lacks(run: Run) -> None:
    agreed = {row["code"]: row["alpha"] for row in run("agree", "--only", "codes", "--draws", "0", "--format", "json").rows}
    progress = {row["code"]: row["alpha"] for row in run("disagreements", "--progress", "--format", "json").rows}
    assert progress == {code: None if alpha is None else round(alpha, 3) for code, alpha in agreed.items()}
    by_time, _ = run("disagreements", "--drift", "--format", "json").data["tables"]
    assert by_time["rows"][0]["alpha_median"] == round(median(alpha for alpha in agreed.values() if alpha is not None), 3)
    lacks = sum(1 - alpha for alpha in agreed.values() if alpha is not None)
    assert sum(row["cost"] for row in listed(run)) == pytest.approx(lacks, abs=0.001)


@pytest.mark.usefixtures("team")
def test_frequencies_by_layer(run: Run) -> None:
    assert run("adjudicate", "--all", "--take", "C1").status == 0
    table = run("disagreements", "--layers", "--format", "json").data
    assert "All disagreements are settled." in table["notes"]
    rows = {row["code"]: row for row in table["rows"]}
    assert [row["segments_consensus"] for row in rows.values()] == [row["segments_C1"] for row in rows.values()]
    counted = run("count", "--layer", "C2", "--transcript", SLUG, "--format", "json").rows
    assert {row["code"]: row["segments"] for row in counted if row["segments"]} == {
        code: row["segments_C2"] for code, row in rows.items() if row["segments_C2"]
    }


@pytest.mark.usefixtures("team")
def test_what_is_counted_of_all_chooses_no_disagreements_and_says_its_selection(run: Run) -> None:
    for view in ("--progress", "--layers", "--confused", "--drift"):
        for chosen in (("--kind", "missed"), ("--limit", "1"), ("--open",), ("--stale",)):
            assert refusal(run("disagreements", view, *chosen))[1] == f"Leave {chosen[0]} away."
    assert refusal(run("disagreements", "--progress", "--language", "nl"))[1] == "Select by --code or --transcript."
    for view in ("--summary", "--progress", "--drift"):
        for table in tables(run("disagreements", view, "--code", "coop", "--format", "json").data):
            assert table["selection"]["code"] == ["coop"], view
    other = run("disagreements", "--progress", "--transcript", "charleroi-justice-fg4", "--format", "json").data
    assert other["rows"] == []


VIEWS = ("--brief", "--summary", "--progress", "--layers", "--confused", "--drift")


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(("language", "said"), [("nl", ("Verschillen", "verschillen")), ("fr", ("Désaccords", "désaccords"))])
def test_every_table_is_in_the_language_that_is_asked_for(language: str, said: tuple[str, str], run: Run) -> None:
    assert run("adjudicate", "--all", "--kind", "missed,other-code", "--take", "both").status == 0
    for view in VIEWS:
        english, other = (
            tables(run("disagreements", view, "--label-language", asked, "--format", "json").data) for asked in ("en", language)
        )
        for one, two in zip(english, other, strict=True):
            assert one["title"] != two["title"], view
            assert [column["name"] for column in one["columns"]] == [column["name"] for column in two["columns"]]
            assert not set(one["notes"]) & set(two["notes"]), view
            assert one["rows"] == two["rows"] or view == "--confused"
    first = run("disagreements", "--label-language", language).text
    assert first.startswith(said[0])
    assert said[1] in first


def tables(data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data.get("tables", [data])
    return found


@pytest.mark.usefixtures("team")
def test_decisions_that_went_stale_are_asked_alone(run: Run) -> None:
    assert run("adjudicate", "--all", "--take", "both", "--kind", "boundary,missed", "--why", "het langste").status == 0
    row = next(row for row in listed(run) if row["kind"] == "boundary")
    mine = next(
        each["id"]
        for each in run("coding", "list", "--layer", "C2", "--format", "json").rows
        if each["code"] == row["codes"] and each["turn"] == row["turn"]
    )
    assert run("coding", "change", mine, "--turn", str(row["turn"]), "--as", "C2").status == 0
    (again,) = listed(run, "--stale")
    assert (again["state"], again["took"]) == ("stale", "both")
    assert run("disagreements", "--stale", "--worksheet", "-o", "again.csv", "--label-language", "nl").status == 0
    (sheet,) = csv.DictReader(io.StringIO(Path("again.csv").read_text(encoding="utf-8-sig")))
    assert sheet["where"].splitlines()[-1] == "verouderd, eerder beslist: beide (het langste)"
    counted = run("count", "--layer", "consensus", "--format", "json").data
    assert any("qualcode disagreements --stale" in note for note in counted["notes"])
    answer = run("adjudicate", "--stale", "--all", "--take", "C1")
    assert "1 disagreement settled" in answer.err
    assert listed(run, "--stale") == []


@pytest.mark.usefixtures("team")
def test_a_line_for_each(run: Run) -> None:
    rows = run("disagreements", "--brief", "--format", "json").rows
    assert [row["id"] for row in rows] == [row["id"] for row in listed(run)]
    assert set(rows[0]) == {"id", "transcript", "turn", "kind", "codes", "cost"}


@pytest.mark.usefixtures("team")
def test_what_one_has_coded_alone_is_taken_as_it_is(run: Run) -> None:
    answer = run("adjudicate", "--all", "--take", "C1")
    assert "one coder alone has coded are not in the consensus" in answer.err
    assert "in 2 transcripts, are not in the consensus yet" in run("adjudicate", "--alone", "--dry-run").err
    assert "in 2 transcripts, are in the consensus now." in run("adjudicate", "--alone").err
    mine = run("coding", "list", "--layer", "C1", "--format", "json").rows
    assert len(run("coding", "list", "--layer", "consensus", "--format", "json").rows) == len(mine)
    assert "Nothing new" in run("adjudicate", "--alone").err
    elsewhere = [row for row in mine if row["transcript"] != SLUG]
    assert run("coding", "remove", elsewhere[0]["id"]).status == 0
    assert run("adjudicate", "--alone").status == 0
    assert len(run("coding", "list", "--layer", "consensus", "--format", "json").rows) == len(mine) - 1
    other = elsewhere[-1]["transcript"]
    assert run("coders", "finish", other, "--as", "C2").status == 0
    asked = run("disagreements", "--transcript", other, "--format", "json").rows
    assert {row["kind"] for row in asked} == {"extra"}, "what one alone had is asked once another has coded it too"
    assert "state" not in asked[0], "nothing was decided between the two"
    assert run("check").status == 0


@pytest.mark.usefixtures("team")
def test_who_has_still_to_code_a_transcript_sees_nothing_of_it(run: Run) -> None:
    assert run("coders", "add", "C3").status == 0
    assert run("coders", "assign", SLUG, "--to", "C3").status == 0
    other = "charleroi-justice-fg4"
    assert run("coders", "finish", other, "--as", "C2").status == 0
    before = run("disagreements", "--format", "json").data
    assert {row["transcript"] for row in before["rows"]} == {SLUG, other}
    assert run("adjudicate", "--all", "--take", "C1", "--transcript", other, "--as", "C3").status == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALCODE_CODER", "C3")
        table = run("disagreements", "--format", "json").data
        assert {row["transcript"] for row in table["rows"]} == {other}
        assert f"Not shown until C3 has finished them: {SLUG}." in table["notes"]
        assert run("coders", "finish", SLUG).status == 0
        assert len(run("disagreements", "--format", "json").rows) > 0
