"""search, quotes, count and compare as a report writer uses them: selections, dimensions, layers and languages of labels."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import Run

pytestmark = pytest.mark.usefixtures("shared")


@pytest.mark.parametrize("command", ["count", "compare --by sector", "quotes", "coding list", "search justi*", "transcripts list"])
@pytest.mark.parametrize("said", ["antwerp", "Antwerpen", "Anvers", "ANVERS", "antwerpen"])
def test_a_variable_is_an_option_and_takes_labels_of_any_language(command: str, said: str, run: Run) -> None:
    wanted = run(*command.split(), "--where", "region=antwerp", "--format", "json")
    assert wanted.status == 0
    assert run(*command.split(), "--region", said, "--format", "json").data == wanted.data
    assert run(*command.split(), f"--region={said}", "--format", "json").data == wanted.data
    assert run(*command.split(), "--where", f"Arrondissement={said}", "--format", "json").data == wanted.data
    assert wanted.data["rows"] != run(*command.split(), "--format", "json").rows


def test_values_are_alternatives_and_variables_restrict_each_other(run: Run) -> None:
    def held(*args: str) -> list[str]:
        return [row["transcript"] for row in run("transcripts", "list", *args, "--format", "json").rows]

    assert held("--region", "antwerp", "--region", "Bruxelles") == ["antwerpen-zorg-fg1", "brussel-zorg-fg5"]
    assert held("--region", "antwerp,charleroi") == ["antwerpen-zorg-fg1", "charleroi-justice-fg4"]
    assert held("--region", "antwerp", "--sector", "justice") == []
    assert held("--phase", "single", "--sector", "Soins", "--kind", "focus-group") == ["antwerpen-zorg-fg1", "brussel-zorg-fg5"]
    assert held("--kind", "interview") == []
    assert held("--transcript", "charleroi-justice-fg4") == ["charleroi-justice-fg4"]


def test_the_selection_stands_with_the_table(run: Run) -> None:
    data = run(
        "count",
        "--region",
        "Anvers",
        "--code",
        "coop",
        "--language",
        "nl",
        "--speaker",
        "R1",
        "--attribute",
        "stance=pro",
        "--format",
        "json",
    ).data
    assert data["selection"] == {
        "where": {"region": ["antwerp"]},
        "code": ["coop"],
        "language": ["nl"],
        "speaker": ["R1"],
        "attributes": {"stance": ["pro"]},
    }
    assert data["layer"] == "C1"
    assert data["unit"] == "participant"


def test_each_part_of_a_selection_narrows(run: Run) -> None:
    def segments(*args: str) -> int:
        return sum(row["segments"] for row in run("count", *args, "--format", "json").rows)

    everything = segments()
    parts = [
        ("--region", "antwerp"),
        ("--kind", "focus-group"),
        ("--transcript", "brussel-zorg-fg5"),
        ("--speaker", "D1"),
        ("--language", "fr"),
        ("--code", "coop.secrecy"),
        ("--attribute", "stance=pro"),
    ]
    counted = {part: segments(*part) for part in parts}
    assert counted.pop(("--kind", "focus-group")) == everything
    assert all(0 < number < everything for number in counted.values()), counted


def test_a_theme_selects_what_stands_under_it(run: Run) -> None:
    codes = {row["code"] for row in run("quotes", "--code", "coop", "--format", "json").rows}
    assert {"coop.secrecy", "coop.image"} <= codes
    assert all(code.startswith("coop.") for code in codes)
    rows = run("count", "--code", "coop", "--format", "json").rows
    assert rows[0]["code"] == "coop"


def test_two_tables_and_a_crossed_one(run: Run) -> None:
    tables = run("compare", "--by", "region", "--by", "sector", "--format", "json").data
    assert isinstance(tables, dict)
    assert "report" in tables["schema"]
    text = run("compare", "--by", "region", "--by", "sector").text
    assert text.count("Unit counted") == 2
    data = run("compare", "--by", "region,sector", "--format", "json").data
    cells = {(row["region"], row["sector"]) for row in data["rows"]}
    assert cells == {(region, sector) for region in ("antwerp", "brussels", "charleroi") for sector in ("justice", "care")}


def test_empty_cells_of_the_design_are_shown_as_undefined(run: Run) -> None:
    rows = run("compare", "--by", "region,sector", "--code", "coop.secrecy", "--format", "json").rows
    cell = next(row for row in rows if (row["region"], row["sector"]) == ("antwerp", "justice"))
    assert (cell["groups_k"], cell["groups_n"], cell["participants_n"]) == (0, 0, None)
    assert cell["rate"] is None


def test_dimensions_beyond_variables(run: Run) -> None:
    for by in ("language", "transcript", "speaker", "kind", "origin", "stance", "phase", "Secteur"):
        answer = run("count", "--by", by, "--code", "coop.secrecy", "--format", "json")
        assert answer.status == 0, (by, answer.err)
        assert answer.rows, by
    assert {row["language"] for row in run("compare", "--by", "language", "--code", "coop", "--format", "json").rows} == {"nl", "fr"}


def test_codes_without_codings_only_on_request(run: Run) -> None:
    some = run("count", "--format", "json").rows
    everything = run("count", "--all-codes", "--format", "json").rows
    assert "justice.measures" not in [row["code"] for row in some]
    row = next(row for row in everything if row["code"] == "justice.measures")
    assert (row["segments"], row["groups_k"], row["groups_n"]) == (0, 0, 3)


@pytest.mark.parametrize(
    ("language", "label", "value"),
    [("nl", "Beroepsgeheim", "Antwerpen"), ("fr", "Secret professionnel", "Anvers"), ("en", "Professional secrecy", "Antwerp")],
)
def test_labels_in_every_language(language: str, label: str, value: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    text = run("compare", "--by", "region", "--code", "coop.secrecy", "--label-language", language).text
    assert label in text
    assert value in text
    assert label in run("codebook", "show", "coop.secrecy", "--label-language", language).text
    assert value in run("transcripts", "list", "--label-language", language).text


def flat(text: str) -> str:
    """The text on one line, with plain spaces."""
    return " ".join(text.split())


def test_what_is_selected_is_named_in_the_language_of_labels(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    part = ["--region", "antwerp", "--code", "coop.secrecy", "--language", "nl", "--attribute", "stance=pro"]
    text = run("count", *part, "--label-language", "fr").text
    assert "Sélection : Arrondissement = Anvers; langue = néerlandais; code = Secret professionnel; Position = favorable" in flat(text)
    assert "Selection: region = antwerp; language = nl; code = coop.secrecy; stance = pro" in flat(run("count", *part).text)
    assert run("count", *part, "--label-language", "fr", "--format", "json").data["selection"] == {
        "where": {"region": ["antwerp"]},
        "language": ["nl"],
        "code": ["coop.secrecy"],
        "attributes": {"stance": ["pro"]},
    }


def test_codes_in_a_note_are_named_in_the_language_of_labels(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    part = ["--region", "charleroi", "--language", "nl", "--code", "coop.secrecy"]
    assert "(aucune ligne) : Secret professionnel." in flat(run("count", *part, "--label-language", "fr").text)
    assert "(no row): coop.secrecy." in flat(run("count", *part).text)


@pytest.mark.parametrize("command", ["count", "transcripts list", "coders list", "codebook show", "search wacht", "quotes"])
def test_labels_in_a_language_that_nothing_has_them_in_are_refused(command: str, run: Run) -> None:
    answer = run(*command.split(), "--label-language", "de")
    assert answer.status == 1
    assert answer.err == "Error: Unknown language of labels: de\nKnown: en, fr, nl.\n"
    assert not answer.text


def test_data_formats_hold_ids_whatever_the_language_of_labels(run: Run) -> None:
    for format in ("csv", "json"):
        answer = run("compare", "--by", "region", "--format", format, "--label-language", "fr")
        rows = answer.rows if format == "json" else csv.DictReader(io.StringIO(answer.text))
        assert {row["region"] for row in rows} == {"antwerp", "brussels", "charleroi"}


def test_search_finds_words_phrases_and_beginnings(run: Run) -> None:
    def found(*words: str) -> list[str]:
        return [row["match"] for row in run("search", *words, "--format", "json").rows]

    assert len(found("beroepsgeheim")) == 3
    assert found("BEROEPSGEHEIM") == found("beroepsgeheim")
    assert set(map(str.casefold, found("reunion*"))) >= {"réunions"}
    assert found("maison de justice")
    assert all(match.casefold() == "maison de justice" for match in found("maison de justice"))
    assert len(found("beroepsgeheim", "OR", "zwijgplicht")) > 3
    assert len(found("beroepsgeheim", "NOT", "gedeeld")) < 3
    assert run("search", "beroepsgeheim", "--limit", "2", "--format", "json").data["warnings"] == [
        "Only the first 2 matches are listed, of those in 3 turns (--limit 0 lists all)."
    ]
    frequent = ("search", "de", "OR", "le", "OR", "en", "OR", "ja", "OR", "que")
    assert len(run(*frequent, "--format", "json").rows) > 100
    assert "Only the first 100 matches are listed" in run(*frequent).text.replace("\n", " ")
    assert "Only the first" not in run(*frequent, "--limit", "0").text
    answer = run("search", "beroepsgehiem")
    assert answer.status == 0
    assert answer.err == "Nothing found.\n"
    assert "Words that look like it: beroepsgeheim." in answer.text


def test_quotations_say_who_where_and_what(run: Run) -> None:
    rows = run("quotes", "--code", "coop.secrecy", "--region", "charleroi", "--format", "json").rows
    assert rows
    for row in rows:
        turn = run("transcripts", "show", row["transcript"], "--turn", str(row["turn"]), "--format", "json").rows[0]
        assert row["quotation"] in turn["text"]
        assert row["speaker"] == turn["speaker"]


def test_whose_codings_can_be_said(run: Run) -> None:
    assert run("count", "--layer", "C1", "--format", "json").data == run("count", "--format", "json").data
    answer = run("count", "--layer", "consensus", "--format", "json")
    assert answer.status == 0
    assert answer.rows == []


def test_a_project_is_found_from_below_and_by_name(shared: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted = run("count", "--format", "json").data
    monkeypatch.chdir(shared / "transcripts")
    assert run("count", "--format", "json").data == wanted
    monkeypatch.chdir(tmp_path)
    assert run("count", "--project", shared, "--format", "json").data == wanted
    assert run("count", f"--project={shared}", "--region", "Anvers", "--format", "json").status == 0
    assert run("count", "--region", "Anvers", "--project", shared, "--format", "json").status == 0


def test_count_says_as_compare_does_when_cells_differ_in_language(run: Run) -> None:
    for command in ("count", "compare"):
        (caution,) = [each for each in run(command, "--by", "region", "--format", "json").data["warnings"] if "differ in language" in each]
        assert "(fr, nl)" in caution
    assert not run("count", "--format", "json").data["warnings"]


def test_a_few_telling_quotations_for_each_cell_with_their_balance(run: Run) -> None:
    tables = run("quotes", "--best", "1", "--by", "sector", "--balance", "--format", "json").data["tables"]
    chosen = [(row["code"], row["sector"]) for row in tables[0]["rows"]]
    assert len(chosen) == len(set(chosen)) > 10
    everything = run("quotes", "--format", "json").rows
    assert {(row["code"], row["sector"]) for row in everything if row["speaker"] != "Moderator"} == set(chosen)
    assert all(row in everything for row in tables[0]["rows"])
    assert sum(row["passages_share"] for row in tables[1]["rows"] if row["level"] == "group") == pytest.approx(1)
    assert run("quotes", "--by", "sector").status == 1
