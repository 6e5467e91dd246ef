"""`--chart FILE` on the commands: the picture that belongs to each answer, and what is said when there is none."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.cli.running import Run

DRAWN = {
    "count --intervals": "How often each code is voiced",
    "count --by region": "Participants who voice each code",
    "compare --by sector": "Participants who voice each code, by Sector",
    "stance": "For and against",
    "cooccur": "Codes that stand together in turns",
    "saturation": "Codes that more and more groups show",
    "participation": "Who talks how much",
    "participation --speakers": "Who talks how much",
    "participation --follows": "Who follows whom",
    "timeline": "Where in the session each code stands",
    "interaction": "How participants voice each code",
    "interaction --consensus": "What each participant says of each code",
    "matrix": "Codes by cases",
    "words --language nl": "The words that are used most",
    "words --language nl --by transcript --least 1": "Words that each part uses more than all others",
    "words --language nl --collocations --least 1": "Words that stand side by side",
    "inventory --kind focus-group --code coop": "How far each code is applied",
    "functions --code coop.secrecy --actor coop": "Whose work each function is",
    "mirror": "Participants who voice each code",
    "quotes --balance": "Who is quoted, and who talks",
    "transcripts list --design": "The design: what was planned and what is held",
}
"""Lines of every question that can be drawn, with the beginning of the title of its picture."""


@pytest.mark.parametrize(("line", "title"), DRAWN.items())
def test_every_question_has_its_picture(line: str, title: str, shared: Path, run: Run) -> None:
    assert shared.is_dir()
    answer = run(*line.split(), "--label-language", "en", "--chart", "drawn.vl.json")
    assert answer.status == 0, answer.err
    assert "Drawn: drawn.vl.json" in answer.err
    assert answer.out
    spec = json.loads(Path("drawn.vl.json").read_text(encoding="utf-8"))
    assert " ".join(spec["title"]["text"]).startswith(title)


@pytest.mark.usefixtures("shared")
def test_two_tables_are_two_files_and_what_has_no_picture_is_said(run: Run) -> None:
    answer = run("compare", "--by", "region", "--by", "sector", "--code", "coop", "--chart", "two.svg")
    assert answer.status == 0
    assert [line for line in answer.err.splitlines() if line.startswith("Drawn")] == ["Drawn: two.svg", "Drawn: two-2.svg"]
    assert Path("two.svg").read_bytes() != Path("two-2.svg").read_bytes()
    answer = run("quotes", "--balance", "--chart", "quoted.svg", "--label-language", "en")
    assert "Not drawn: Quotations (there is no picture of it)" in answer.err


@pytest.mark.usefixtures("shared")
def test_another_picture_can_be_chosen(run: Run) -> None:
    for name in ("heatmap", "dumbbell"):
        answer = run("compare", "--by", "region", "--code", "coop", "--chart", f"{name}.svg", "--picture", name)
        assert answer.status == 0, answer.err
    assert Path("heatmap.svg").read_bytes() != Path("dumbbell.svg").read_bytes()


@pytest.mark.usefixtures("shared")
def test_the_language_of_a_picture_is_that_of_the_labels(run: Run) -> None:
    for language, word in (("nl", "Geteld"), ("fr", "Unité comptée"), ("en", "Unit counted")):
        assert run("compare", "--by", "sector", "--code", "coop", "--chart", "said.svg", "--label-language", language).status == 0
        assert word in Path("said.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("line", "what", "todo"),
    [
        ("count --chart x.pdf", "x.pdf: no picture can be drawn in that form.", "End the name in one of .svg, .png, .vl.json"),
        ("count --chart .svg", ".svg: no picture can be drawn in that form.", "End the name in one of .svg, .png, .vl.json"),
        ("count --chart nowhere/x.svg", "There is no folder nowhere.", "Make it first, or give another FILE after --chart."),
        ("count --picture heatmap", "Nothing says where the heatmap is to be drawn.", "Give a file: --chart heatmap.svg"),
        ("count --chart x.svg --picture heatmpa", "Unknown picture: heatmpa", "Did you mean heatmap"),
        ("count --chart x.svg --picture talk", "cannot be drawn as talk.", "It can as dots."),
        ("count --speaker R1 --code client.childsafety --chart x.svg", "There is nothing to draw:", "Ask for more"),
        ("quotes --chart x.svg", "There is no picture of", "Write it as a table: -o FILE.xlsx"),
        ("transcripts list --chart x.svg", "There is no picture of", "Write it as a table: -o FILE.xlsx"),
        ("suggest --chart x.svg", "Suggestions are read one by one", "Draw what they are worth: --evaluate --chart FILE.svg"),
        ("words --language nl --least 1 --limit 0 --chart x.svg", "could not be read: 200 at most.", "Draw fewer"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_two_lines(line: str, what: str, todo: str, run: Run) -> None:
    answer = run(*line.split())
    assert answer.status == 1
    assert answer.out == b""
    first, second = answer.err.splitlines()[-2:]
    assert what in first
    assert todo in second
    assert not Path("x.svg").exists()


@pytest.mark.usefixtures("shared")
def test_what_suggestions_are_worth_is_drawn_by_code(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "worth.vl.json"
    answer = run("suggest", "--evaluate", "--suggester", "keywords", "--label-language", "en", "--chart", path)
    assert (answer.status, f"Drawn: {path}" in answer.err) == (0, True)
    assert "F1 of suggestions, by code" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("shared")
def test_a_picture_is_whole_or_not_there(run: Run, tmp_path: Path) -> None:
    there = tmp_path / "there.svg"
    there.mkdir()
    answer = run("compare", "--by", "sector", "--code", "coop", "--chart", there)
    assert answer.status == 1
    assert "there.svg cannot be written" in answer.err
    assert list(tmp_path.glob(".*part")) == []
    assert run("compare", "--by", "sector", "--code", "coop", "--chart", tmp_path / "mine.svg").status == 0
    assert stat.S_IMODE((tmp_path / "mine.svg").stat().st_mode) == 0o600


def test_a_specification_cannot_fetch_anything() -> None:
    import vl_convert

    spec = {
        "data": {"url": "https://data.example/x.csv"},
        "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
    }
    with pytest.raises(ValueError, match=r"[Aa]llowed"):
        vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
