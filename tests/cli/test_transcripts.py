"""transcripts list, show, tag and remove."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.running import Run, differing, dump

FG1 = "antwerpen-zorg-fg1"


@pytest.mark.usefixtures("shared")
def test_the_list_says_what_transcripts_are_compared_by(run: Run) -> None:
    rows = run("transcripts", "list", "--format", "json").rows
    assert [row["transcript"] for row in rows] == [FG1, "brussel-zorg-fg5", "charleroi-justice-fg4"]
    assert [row["region"] for row in rows] == ["antwerp", "brussels", "charleroi"]
    assert all(row["turns"] > 40 and row["words"] > 700 and row["participants"] > 5 for row in rows)


@pytest.mark.usefixtures("shared")
def test_the_design_against_what_is_held(run: Run) -> None:
    rows = run("transcripts", "list", "--design", "--format", "json").rows
    assert len(rows) == 6
    assert sum(row["held"] for row in rows) == 3
    assert [row["planned"] for row in rows] == [1] * 6


@pytest.mark.usefixtures("shared")
def test_turns_of_a_range(run: Run) -> None:
    def numbers(said: str) -> list[int]:
        return [row["turn"] for row in run("transcripts", "show", FG1, "--turn", said, "--format", "json").rows]

    assert numbers("12") == [12]
    assert numbers("12-14") == [12, 13, 14]
    assert numbers("9999") == []
    everything = run("transcripts", "show", FG1, "--format", "json").rows
    assert [row["turn"] for row in everything] == list(range(1, len(everything) + 1))
    assert all(row["end"] - row["start"] == len(row["text"]) for row in everything)
    assert {row["role"] for row in everything} == {"participant", "moderator"}


@pytest.mark.usefixtures("shared")
def test_people_at_a_terminal_are_spared_the_offsets(run: Run) -> None:
    assert "start" not in run("transcripts", "show", FG1, "--turn", "1").text.splitlines()[2]
    assert "[lacht]" in run("transcripts", "show", FG1).text


@pytest.mark.usefixtures("project")
def test_tags_of_transcripts_are_set_changed_and_taken_away(run: Run) -> None:
    def tags() -> list[tuple[object, object]]:
        return [(row["region"], row["phase"]) for row in run("transcripts", "list", "--format", "json").rows]

    answer = run("transcripts", "tag", FG1, "brussel-zorg-fg5", "--region", "Charleroi", "--phase", "mixte")
    assert answer.err == f"Tagged: {FG1}, brussel-zorg-fg5: region charleroi, phase mixed\n"
    assert tags() == [("charleroi", "mixed"), ("charleroi", "mixed"), ("charleroi", "single")]
    assert run("transcripts", "tag", FG1, "--region", "").err == f"Tagged: {FG1}: region taken away\n"
    assert tags()[0] == (None, "mixed")
    assert run("transcripts", "tag", FG1, "--region=").err.startswith("Tagged so already: ")
    newest = run("history", "--limit", "2", "--format", "json").rows
    assert [row["command"] for row in newest] == [
        f"transcripts tag {FG1} --region ''",
        f"transcripts tag {FG1} brussel-zorg-fg5 --region charleroi --phase mixed",
    ]
    assert run("undo", "2").status == 0
    assert tags() == [("antwerp", "single"), ("brussels", "single"), ("charleroi", "single")]


@pytest.mark.usefixtures("project")
def test_a_speaker_can_differ_from_the_session(run: Run) -> None:
    """In mixed groups a participant's value holds before the transcript's."""
    before = {row["sector"]: row["participants_n"] for row in run("compare", "--by", "sector", "--code", "coop", "--format", "json").rows}
    answer = run("transcripts", "tag", FG1, "--speaker", "R1", "--sector", "Justice")
    assert answer.err == f"Tagged: {FG1}, R1: sector justice\n"
    after = {row["sector"]: row["participants_n"] for row in run("compare", "--by", "sector", "--code", "coop", "--format", "json").rows}
    assert (after["justice"], after["care"]) == (before["justice"] + 1, before["care"] - 1)
    assert run("transcripts", "tag", FG1, "--speaker", "R2", "--role", "observer").status == 0
    roles = {row["speaker"]: row["role"] for row in run("transcripts", "show", FG1, "--speakers", "--format", "json").rows}
    assert roles["R2"] == "observer"
    assert run("undo", "2").status == 0
    assert {
        row["sector"]: row["participants_n"] for row in run("compare", "--by", "sector", "--code", "coop", "--format", "json").rows
    } == before


def test_notes_are_counted_by_speaker_and_are_no_words(empty: Path, run: Run) -> None:
    path = empty / "fg.txt"
    path.write_text("INT: Wel? [stilte]\nR1: Ja (lacht en kijkt naar R2) zeker. XXX\nR2: Nee.\nINT: Goed.\n", encoding="utf-8")
    assert run("import", path).status == 0
    rows = run("transcripts", "show", "fg", "--speakers", "--format", "json").rows
    assert [(row["speaker"], row["words"], row["notes"]) for row in rows] == [("INT", 2, 1), ("R1", 2, 2), ("R2", 1, 0)]
    assert run("search", "lacht", "--format", "json").rows


def test_what_is_removed_comes_back_as_it_was(project: Path, run: Run) -> None:
    tables = {
        line: run(*line.split(), "--format", "json").out for line in ("count", "quotes", "transcripts list", "coding list", "search justi*")
    }
    answer = run("transcripts", "remove", FG1, "--why", "no consent")
    assert answer.err == f"Removed: {FG1}, with 18 codings. Bring back with: qualcode undo\n"
    assert [row["transcript"] for row in run("transcripts", "list", "--format", "json").rows] == [
        "brussel-zorg-fg5",
        "charleroi-justice-fg4",
    ]
    assert all(row["transcript"] != FG1 for row in run("search", "justi*", "--format", "json").rows)
    assert run("count", "--format", "json").out != tables["count"]
    assert run("history", "--limit", "1", "--format", "json").rows[0]["why"] == "no consent"
    assert run("undo").err == f"Undone: transcripts remove {FG1}\n"
    assert {line: run(*line.split(), "--format", "json").out for line in tables} == tables
    assert run("check").status == 0
    assert project.is_dir()


def test_removing_several_is_one_change(project: Path, run: Run) -> None:
    before = dump(project)
    assert run("transcripts", "remove", FG1, "brussel-zorg-fg5").status == 0
    assert len(run("transcripts", "list", "--format", "json").rows) == 1
    assert run("undo").status == 0
    assert len(run("transcripts", "list", "--format", "json").rows) == 3
    assert differing(before, dump(project)) == ["change", "event", "project"]


@pytest.mark.usefixtures("shared")
def test_languages_by_transcript_and_by_speaker(run: Run) -> None:
    rows = run("transcripts", "list", "--languages", "--format", "json").rows
    bilingual = [row for row in rows if row["transcript"] == "brussel-zorg-fg5"]
    assert [row["language"] for row in bilingual] == ["nl", "fr"]
    assert sum(row["turns_k"] for row in bilingual) == bilingual[0]["turns_n"]
    assert sum(row["words_share"] for row in bilingual) == pytest.approx(1)
    whole = {row["transcript"]: row["words"] for row in run("transcripts", "list", "--format", "json").rows}
    assert {row["transcript"]: row["words_n"] for row in rows} == whole
    speakers = run("transcripts", "show", "brussel-zorg-fg5", "--languages", "--format", "json").rows
    by_speaker = {
        row["speaker"]: row["words"] for row in run("transcripts", "show", "brussel-zorg-fg5", "--speakers", "--format", "json").rows
    }
    assert {row["speaker"]: row["words_n"] for row in speakers} == by_speaker
    assert len(run("transcripts", "list", "--languages", "--region", "antwerp", "--format", "json").rows) == 1
    assert run("transcripts", "show", "fg9", "--languages").err.startswith("Error: Unknown transcript: fg9")
    assert run("transcripts", "list", "--languages", "--design").status == 1


@pytest.mark.usefixtures("shared")
def test_turns_of_a_language(run: Run) -> None:
    rows = run("transcripts", "show", "brussel-zorg-fg5", "--format", "json").rows
    for code in ("nl", "fr", "und"):
        answer = run("transcripts", "show", "brussel-zorg-fg5", "--language", code, "--format", "json")
        assert answer.rows == [row for row in rows if row["language"] == code]


@pytest.mark.usefixtures("project")
def test_where_the_original_lies(run: Run, project: Path) -> None:
    def original() -> dict[str, object]:
        (row,) = run("transcripts", "show", FG1, "--original", "--format", "json").rows
        return row

    before = original()
    assert (before["state"], before["path"]) == ("there", "transcripts/Antwerpen zorg FG1.txt")
    path = project / "transcripts" / "Antwerpen zorg FG1.txt"
    assert before["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    path.rename(project / "elders.txt")
    assert original() == before | {"state": "renamed", "path": "elders.txt"}
    (project / "elders.txt").unlink()
    assert original() == before | {"state": "missing", "path": None}
    assert "The text in the project is whole." in " ".join(run("transcripts", "show", FG1, "--original").text.split())


@pytest.mark.usefixtures("empty")
def test_turns_of_no_known_language_are_pointed_at(run: Run) -> None:
    Path("fg.txt").write_text("M: 2017?\nR1: Mm.\nM: …\nR1: Ok ok.\n", encoding="utf-8")
    told = (
        "  fg: 4 of 4 turns could be of any language (und): 1, 2, 3, 4 (say which: qualcode transcripts tag fg --turn 1 --language CODE)\n"
    )
    assert told in run("import", "fg.txt").err
