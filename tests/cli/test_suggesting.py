"""The command suggest: what it proposes, and what is asked of suggestions instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import Run, differing, dump, refusal


@pytest.mark.usefixtures("project")
def test_some_codes_sentence_by_sentence(run: Run) -> None:
    rows = run(
        "suggest", "--suggester", "keywords", "--coded", "--codes", "coop.secrecy,coop.legal", "--unit", "sentence", "--format", "json"
    ).rows
    assert {row["code"] for row in rows} == {"coop.secrecy", "coop.legal"}
    message, hint = refusal(run("suggest", "--codes", "coop.secrecy,coop.legel"))
    assert message == "Unknown code: coop.legel"
    assert "coop.legal" in hint
    turns = run("suggest", "--suggester", "keywords", "--coded", "--code", "coop.secrecy", "--format", "json").rows
    assert max(len(row["quotation"]) for row in rows if row["code"] == "coop.secrecy") <= max(len(row["quotation"]) for row in turns)


def test_how_suggestions_were_answered(project: Path, run: Run) -> None:
    assert run("suggest", "--acceptance").err == "Nobody has decided on a suggestion there: qualcode review\n"
    ids = [row["id"] for row in run("suggest", "--suggester", "keywords", "--coded", "--code", "coop", "--format", "json").rows]
    answers = [part for option, id in zip(("--accept", "--accept", "--reject", "--never"), ids, strict=False) for part in (option, id)]
    assert run("review", *answers).status == 0
    before = dump(project)
    (row,) = run("suggest", "--acceptance", "--by", "suggester,coder", "--format", "json").rows
    wanted = {"suggester": "keywords", "coder": "C1", "decided": 4, "accepted": 2, "rejected": 1, "never": 1, "share": None}
    assert {name: row[name] for name in wanted} == wanted
    assert len(run("suggest", "--acceptance", "--by", "code", "--by", "language").text.split("share accepted")) > 2
    assert run("suggest", "--acceptance", "--code", "value", "--format", "json").rows == []
    assert differing(before, dump(project)) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--acceptance --evaluate", "two questions"),
        ("--acceptance --coded", "whoever suggested it"),
        ("--by code", "how suggestions are evaluated"),
        ("--curve --acceptance", "how suggestions are evaluated"),
        ("--precision 0.7", "how often suggestions are to be right"),
        ("--calibrate --code coop", "everything that you have coded"),
        ("--evaluate --format csv", "answers with several tables"),
        ("--set folder=/tmp", "learned has no use for folder."),
        ("--calibrate --set model=x", "learned has no use for model."),
        ("--suggester llm --set server=http://127.0.0.1:9 --set model=x --set seconds=soon", "seconds=soon is not how long"),
        ("--acceptance --by colour", "Unknown dimension of answers: colour"),
        ("--calibrate --precision 0.99 --suggester similar", "From no score on is a share of 99%"),
    ],
)
def test_what_does_not_go_together_is_told_in_two_lines(line: str, words: str, shared: Path, run: Run) -> None:
    before = dump(shared)
    message, _ = refusal(run("suggest", *line.split()))
    assert words in message
    assert differing(before, dump(shared)) == []


def test_what_was_calibrated_is_said_and_taken_back(project: Path, run: Run) -> None:
    assert project.is_dir()
    assert run("suggest", "--calibrate", "--suggester", "keywords", "--precision", "0.1").status == 0
    said = run("suggest", "--suggester", "keywords", "--coded", "--format", "json").data["notes"]
    assert any("found by suggest --calibrate" in note for note in said)
    assert run("history", "--format", "json").rows[0]["command"] == "suggest --calibrate --precision 0.1 --suggester keywords --unit turn"
    assert run("undo").status == 0
    assert run("suggest", "--suggester", "keywords", "--coded", "--format", "json").data["notes"] == []
    assert run("suggest", "--calibrate", "--precision", "0").err == "learned decides already from which score on it suggests.\n"


def test_what_to_code_next_is_chosen_for_who_has_not_coded(project: Path, run: Run) -> None:
    assert project.is_dir()
    assert run("suggest", "--next").err == "You have looked at everything there already.\n"
    assert run("coders", "add", "eva").status == 0
    answer = run("suggest", "--next", "--limit", "3", "--as", "eva", "--format", "json")
    assert [0 < row["worth"] <= 1 for row in answer.rows] == [True] * 3
    assert answer.data["warnings"] == ["These turns were chosen because they teach most: frequencies among them say nothing of the rest."]
    first = answer.rows[0]
    assert run("coding", "add", first["transcript"], "coop.legal", "--turn", str(first["turn"]), "--as", "eva").status == 0
    (said,) = [line for line in run("count", "--layer", "eva", "--format", "json").data["warnings"] if "--next" in line]
    assert said.startswith("1 coding stands on turns that suggest --next chose")
    assert not [line for line in run("count", "--layer", "C1", "--format", "json").data["warnings"] if "--next" in line]
    for line in ("cooccur", "stance", "matrix --by region", "saturation", "timeline", "compare --by sector --differences"):
        assert "1 coding stands on turns that suggest --next chose" in run(*line.split(), "--layer", "eva", "--format", "json").text, line
    assert "--next" not in run("participation", "--format", "json").text
    for line in ("--next --suggester similar", "--next --code coop", "--next --evaluate", "--next --min-score 0.5"):
        refusal(run("suggest", *line.split()))


def test_what_suggestions_are_worth_is_tried_on_the_own_codings(shared: Path, run: Run) -> None:
    before = dump(shared)
    worth, scores, by_code = run("suggest", "--evaluate", "--by", "code", "--format", "json").data["tables"]
    assert [row["suggester"] for row in worth["rows"]] == ["most frequent", "keywords", "learned"]
    assert len({(row["turns"], row["given"]) for row in worth["rows"]}) == 1
    for row in worth["rows"]:
        assert 0 <= row["right"] <= min(row["given"], row["shown"])
        assert row["micro_f1"] == pytest.approx(2 * row["right"] / (row["given"] + row["shown"]))
        assert row["precision_1"] <= 1
    learned = worth["rows"][2]
    assert sum(row["given"] for row in by_code["rows"]) == learned["given"]
    assert sum(row["right"] for row in by_code["rows"]) == learned["right"]
    assert {row["f1"] is None for row in by_code["rows"] if row["given"] < 5} <= {True}
    assert sum(row["right"] for row in scores["rows"]) <= learned["given"]
    bars = run("suggest", "--evaluate", "--suggester", "keywords").err.splitlines()
    assert [line.split("█")[0].strip() for line in bars if "█" in line] == ["most frequent", "keywords"]
    of_some = run("suggest", "--evaluate", "--suggester", "keywords", "--codes", "coop", "--by", "code", "--format", "json").data["tables"]
    assert {row["code"].partition(".")[0] for row in of_some[2]["rows"]} == {"coop"}
    given = {row["code"]: row["given"] for row in by_code["rows"]}
    assert {row["code"]: row["given"] for row in of_some[2]["rows"]} == {
        code: n for code, n in given.items() if code in {row["code"] for row in of_some[2]["rows"]}
    }
    assert differing(before, dump(shared)) == []


def test_who_is_not_said_is_shown_what_the_codebook_suggests(shared: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALCODE_CODER")
    before = dump(shared)
    answer = run("suggest", "--limit", "5", "--format", "json")
    assert answer.err.startswith("Nobody says who acts, so that nothing is kept")
    assert len(answer.rows) == 5
    assert "id" not in answer.rows[0]
    others = run("suggest", "--coded", "--suggester", "keywords", "--format", "json").rows
    assert all(row["suggester"] == "keywords" for row in others)
    assert differing(before, dump(shared)) == []


@pytest.mark.usefixtures("project")
def test_the_reason_has_its_place_in_the_text(run: Run) -> None:
    row = next(one for one in run("suggest", "--suggester", "keywords", "--coded", "--code", "coop.secrecy", "--format", "json").rows)
    turns = run("transcripts", "show", row["transcript"], "--format", "json").rows
    turn = turns[row["turn"] - 1]
    for said in row["evidence"].split("; "):
        words, _, place = said.rpartition(" ")
        start, _, end = place.partition("-")
        assert turn["text"][int(start) - turn["start"] : int(end) - turn["start"]] == words.strip("“”")
        assert words.strip("“”") in row["quotation"]


@pytest.mark.usefixtures("project")
def test_why_nothing_is_suggested(run: Run) -> None:
    assert run("suggest", "--min-score", "1").err == "Nothing there has a score of 1 or more.\n"
    assert run("suggest", "--speaker", "Moderator").err.startswith("Nothing is left to suggest")
    assert run("coders", "add", "eva").status == 0
    told = run("suggest", "--suggester", "similar", "--transcript", "antwerpen-zorg-fg1", "--as", "eva").err
    assert re.fullmatch(r"Nothing speaks enough for a code in the \d+ turns looked at\.\n", told)


@pytest.mark.usefixtures("project")
def test_only_the_best_are_made(run: Run) -> None:
    every = run("suggest", "--coded", "--format", "json").rows
    best = run("suggest", "--coded", "--limit", "3", "--format", "json")
    assert [row["id"] for row in best.rows] == [row["id"] for row in every[:3]]
    assert best.err == "3 suggestions wait for you: qualcode review\n"
    assert {row["id"] for row in run("review", "--list", "--format", "json").rows} == {row["id"] for row in best.rows}


@pytest.mark.parametrize("said", ["what=1", "server"])
def test_a_setting_that_no_suggester_has_is_refused(said: str, shared: Path, run: Run) -> None:
    before = dump(shared)
    message, hint = refusal(run("suggest", "--set", said))
    assert message == f"--set {said} says nothing."
    assert "server=VALUE, model=VALUE, seconds=VALUE, folder=VALUE" in hint
    assert differing(before, dump(shared)) == []
