"""coding add, remove, list, note and import; suggest."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, differing, dump, refusal

FG1, FG4 = "antwerpen-zorg-fg1", "charleroi-justice-fg4"


def manual(run: Run) -> list[dict[str, Any]]:
    return [row for row in run("coding", "list", "--format", "json").rows if row["origin"] == "manual"]


@pytest.mark.usefixtures("project")
def test_a_code_goes_on_a_turn_a_sentence_words_or_a_span(run: Run) -> None:
    turn = run("transcripts", "show", FG1, "--turn", "31", "--format", "json").rows[0]
    begin, text = turn["start"], turn["text"]
    first = text.partition(".")[0] + "."
    wanted = [text, first, "Dus ge moogt dat met hen niet delen, punt.", text[3:20]]
    for options in (
        ["--turn", "31"],
        ["--turn", "31", "--sentence", "1"],
        ["--quote", wanted[2]],
        ["--at", f"{begin + 3}-{begin + 20}"],
    ):
        answer = run("coding", "add", FG1, "coop.image", *options)
        assert answer.status == 0, answer.err
        assert answer.out == b""
        assert answer.err.split()[1:2] == [FG1]
    rows = manual(run)
    assert sorted(row["quote"] for row in rows) == sorted(wanted)
    assert {(row["turn"], row["coder"], row["layer"], row["code"]) for row in rows} == {(31, "C1", "coder", "coop.image")}
    assert run("check").status == 0


@pytest.mark.usefixtures("project")
def test_a_quote_may_differ_in_white_space_and_quotation_marks(run: Run) -> None:
    rows = run("transcripts", "show", FG1, "--format", "json").rows
    turn = next(row for row in rows if "’" in row["text"] and len(row["text"]) > 40)
    at = turn["text"].index("’")
    wanted = turn["text"][max(0, at - 15) : at + 15].strip()
    assert (
        run("coding", "add", FG1, "coop.image", "--turn", str(turn["turn"]), "--quote", wanted.replace("’", "'").replace(" ", "  ")).status
        == 0
    )
    assert [row["quote"] for row in manual(run)] == [wanted]


@pytest.mark.usefixtures("project")
def test_attributes_and_notes_are_kept_and_changed(run: Run) -> None:
    made = run(
        "coding",
        "add",
        FG1,
        "coop.image",
        "--turn",
        "4",
        "--attribute",
        "stance=contra",
        "--attribute",
        "interaction=new",
        "--note",
        "nog te\nbespreken é",
    )
    id = made.err.split()[0]
    row = manual(run)[0]
    assert row["id"].endswith(id)
    assert (row["stance"], row["interaction"], row["realisation"], row["note"]) == ("contra", "new", "", "nog te\nbespreken é")
    assert run("coding", "note", id, "besproken").status == 0
    assert manual(run)[0]["note"] == "besproken"
    assert run("undo").status == 0
    assert manual(run)[0]["note"] == "nog te\nbespreken é"
    assert run("coding", "note", id, "").status == 0
    assert manual(run)[0]["note"] == ""


@pytest.mark.usefixtures("project")
def test_the_list_for_people_is_as_wide_as_what_it_says(run: Run) -> None:
    """Ids as commands take them, and no column that would be empty, or usual, in every row."""
    assert run("coding", "add", FG1, "implement.quality", "--turn", "4").status == 0
    assert run("coding", "add", FG1, "implement.quality", "--turn", "5", "--attribute", "stance=contra").status == 0
    shown = run("coding", "list", "--code", "implement.quality", "--transcript", FG1).text.splitlines()
    heads = next(line for line in shown if line.startswith("id "))
    assert heads.split() == ["id", "transcript", "code", "coder", "turn", "quote", "stance"]
    id = next(line for line in shown if FG1 in line).split()[0]
    assert run("coding", "remove", id).status == 0


@pytest.mark.usefixtures("project")
def test_codings_are_removed_all_or_none_and_come_back(run: Run) -> None:
    ids = [run("coding", "add", FG1, "coop.image", "--turn", str(turn)).err.split()[0] for turn in (4, 5)]
    answer = run("coding", "remove", *ids, "--why", "by mistake")
    assert answer.status == 0
    assert answer.err.count("Removed: ") == 2
    assert manual(run) == []
    assert run("undo").status == 0
    assert len(manual(run)) == 2
    refusal(run("coding", "remove", ids[0], "ffffffff"))
    assert len(manual(run)) == 2


@pytest.mark.usefixtures("project")
def test_the_same_code_at_the_same_place_is_refused_and_beside_it_not(run: Run) -> None:
    assert run("coding", "add", FG1, "coop.image", "--turn", "4").status == 0
    message, hint = refusal(run("coding", "add", FG1, "coop.image", "--turn", "4"))
    assert message == "You have put coop.image there already."
    assert "coding list" in hint
    assert run("coding", "add", FG1, "coop.legal", "--turn", "4").status == 0


@pytest.mark.usefixtures("shared")
def test_the_list_is_narrowed_like_every_table(run: Run) -> None:
    everything = run("coding", "list", "--format", "json").rows
    assert len(everything) == 49
    assert {row["coder"] for row in everything} == {"C1"}
    some = run("coding", "list", "--transcript", FG4, "--code", "coop", "--format", "json").rows
    assert 0 < len(some) < 14
    assert run("coding", "list", "--layer", "C1", "--format", "json").rows == everything


def test_what_is_listed_can_be_imported_and_gives_the_same_tables(
    project: Path, empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert run("coders", "add", "anna").status == 0
    assert run("coding", "add", FG1, "coop.image", "--turn", "4", "--note", 'a "b", c;\nd', "--as", "anna").status == 0
    assert run("coding", "list", "-o", "codings.csv").status == 0
    tables = ("count --layer C1", "compare --by region --layer C1", "count --by stance --layer C1", "quotes --layer anna")
    before = [run(*line.split(), "--format", "csv").out for line in tables]
    monkeypatch.chdir(empty)
    assert run("import", project / "transcripts").status == 0
    answer = run("coding", "import", project / "codings.csv", "--finished")
    assert answer.status == 0
    assert (
        answer.err.splitlines() == ["Entered as a coder: anna", "Codings that came in: 49 of C1, 1 of anna; there already: 0."]
        or "1 of anna" in answer.err
    )
    assert [run(*line.split(), "--format", "csv").out for line in tables] == before
    assert run("check").status == 0


def test_importing_codings_twice_adds_nothing(project: Path, run: Run) -> None:
    before = dump(project)
    answer = run("coding", "import", "transcripts/codings.csv", "--finished")
    assert (answer.status, answer.err) == (0, "Codings that came in: 0 of C1; there already: 49.\n")
    assert differing(before, dump(project)) == []


def test_a_dry_run_tells_and_changes_nothing(project: Path, run: Run) -> None:
    Path("new.csv").write_text(f"transcript;code;coder;turn;stance\n{FG1};coop.image;bram;4;pro\n{FG1};coop.image;bram;5;\n")
    before = dump(project)
    answer = run("coding", "import", "new.csv", "--dry-run")
    assert (answer.status, answer.err) == (0, "Entered as a coder: bram\nCodings that would come in: 2 of bram; there already: 0.\n")
    assert differing(before, dump(project)) == []
    assert run("coding", "import", "new.csv").status == 0
    assert run("undo").err == "Undone: coding import new.csv\n"
    assert [row["coder"] for row in run("coding", "list", "--format", "json").rows].count("bram") == 0


@pytest.mark.usefixtures("project")
def test_layers_of_imported_codings(run: Run) -> None:
    Path("new.csv").write_text(f"transcript,code,coder,layer,turn\n{FG1},coop.image,C1,consensus,4\n")
    assert run("coding", "import", "new.csv").status == 0
    assert run("count", "--format", "json").data["layer"] == "consensus"
    assert [row["code"] for row in run("count", "--format", "json").rows] == ["coop", "coop.image"]
    assert run("count", "--layer", "C1", "--format", "json").data["layer"] == "C1"


@pytest.mark.usefixtures("project")
def test_suggestions_come_with_their_reason_best_first(run: Run) -> None:
    answer = run("suggest", "--suggester", "keywords", "--coded", "--format", "json")
    assert answer.err == f"{len(answer.rows)} suggestions wait for you: qualcode review\n"
    scores = [row["score"] for row in answer.rows]
    assert scores == sorted(scores, reverse=True)
    assert all(row["reason"] and row["quotation"] for row in answer.rows)
    assert len({row["id"] for row in answer.rows}) == len(answer.rows)
    shown = run("suggest", "--suggester", "keywords", "--coded")
    assert shown.text.count("charleroi-justice-") + shown.text.count("antwerpen-zorg-fg1") + shown.text.count("brussel-zorg-fg5") == 20
    assert f"{len(answer.rows)} suggestions were made, of" in shown.text
    assert len(run("suggest", "--suggester", "keywords", "--coded", "--limit", "3", "--format", "json").rows) == 3
    french = run("suggest", "--suggester", "keywords", "--coded", "--language", "fr", "--code", "coop", "--format", "json").rows
    assert french
    assert all(row["code"].startswith("coop.") for row in french)
    assert run("suggest", "--suggester", "keywords", "--coded", "--format", "csv").text.count("\n") == len(
        list(csv.reader(io.StringIO(run("suggest", "--suggester", "keywords", "--coded", "--format", "csv").text)))
    )


def test_suggesting_leaves_no_event(project: Path, run: Run) -> None:
    before = dump(project)
    assert run("suggest").status == 0
    assert differing(before, dump(project)) == ["suggestion"]


@pytest.mark.usefixtures("project")
def test_a_coding_is_described_and_changed(run: Run) -> None:
    before = run("coding", "list", "--format", "json").rows
    own = [row for row in before if row["coder"] == "C1"]
    id = own[0]["id"]
    assert run("coding", "describe", id, "stance=ambivalent", "interaction=").status == 0
    changed = run("coding", "change", id, "--code", "function.outreach")
    assert changed.status == 0, changed.err
    assert "Was:" in changed.err
    (now,) = [row for row in run("coding", "list", "--format", "json").rows if row["was"] and own[0]["code"] in row["was"]]
    assert (now["code"], now["stance"], now["start"], now["end"]) == ("function.outreach", "ambivalent", own[0]["start"], own[0]["end"])
    again = run("coding", "change", now["id"], "--code", "function.outreach")
    assert refusal(again)[0].endswith("is so already.")
    assert run("undo").status == 0
    assert own[0]["code"] in [row["code"] for row in run("coding", "list", "--format", "json").rows if row["id"] == id]
    assert run("check").status == 0


@pytest.mark.usefixtures("project")
def test_turns_are_marked_as_read(run: Run) -> None:
    slug = run("transcripts", "list", "--format", "json").rows[0]["transcript"]
    assert ": 1 turn\n" in run("coders", "read", slug, "--turn", "2").err
    assert "3 turns" in run("coders", "read", slug, "--turn", "1-3").err
    assert "2 turns" in run("coders", "read", slug, "--turn", "2", "--unread").err
    for said in ("0", "3-1", "x", "99999"):
        assert refusal(run("coders", "read", slug, "--turn", said))[0] == f"{slug} has no turns {said}."
    assert run("coders", "read", slug).status == 0
    assert run("undo").status == 0
    assert run("check").status == 0
