"""The command agree: whom it compares, what it shows, in which forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Answer, Run, refusal

ONE = "antwerpen-zorg-fg1"
QUICK = ("--draws", "100")


@pytest.fixture
def double(project: Path, run: Run) -> Path:
    """The example project after a second coder has coded a transcript with three codings like the first one's, and one of his own."""
    given = [row for row in run("coding", "list", "--format", "json").rows if row["transcript"] == ONE]
    assert run("coders", "add", "C2").status == 0
    first, second, third, *_ = given
    for row, code in ((first, first["code"]), (second, second["code"]), (third, "coop.legal")):
        answer = run("coding", "add", ONE, code, "--turn", str(row["turn"]), "--attribute", "stance=pro", "--as", "C2")
        assert answer.status == 0, answer.err
    return project


@pytest.fixture
def finished(double: Path, run: Run) -> Path:
    """As above, and he has finished it."""
    assert run("coders", "finish", ONE, "--as", "C2").status == 0
    return double


def tables(answer: Answer) -> list[str]:
    """The titles of the tables that were shown as JSON."""
    assert answer.status == 0, answer.err
    data = answer.data
    return [one["title"] for one in data.get("tables", [data])]


@pytest.mark.usefixtures("double")
def test_nothing_is_told_before_both_have_finished(run: Run) -> None:
    happened, todo = refusal(run("agree", "--coders", "C1,C2"))
    assert happened == "There is no transcript in the selection that all of C1, C2 have finished."
    assert "qualcode coders finish" in todo
    said = run("agree", "--coders", "C1,C2").err
    assert f"{ONE}: not finished by C2 (in progress)" in said
    assert "charleroi-justice-fg4: not finished by C2 (not assigned)" in said
    assert refusal(run("agree"))[0] == "Agreement is of two coders or more, and only C1 has finished a transcript."


@pytest.mark.usefixtures("finished")
def test_the_table_that_people_read(run: Run) -> None:
    answer = run("agree", *QUICK)
    assert answer.status == 0
    text = answer.text
    assert text.index("Agreement of C1, C2") < text.index("Agreement by code")
    assert "few" in text
    assert f"in 1 of 3 transcripts, which all of them have finished: {ONE}" in " ".join(text.split())
    assert "“rely only on variables with reliabilities above α = .800”" in " ".join(text.split())
    assert "Left out, as not finished by C2" in text
    for adjective in ("substantial", "moderate", "almost perfect", "good agreement"):
        assert adjective not in text


@pytest.mark.usefixtures("finished")
def test_one_table_as_csv_and_labels_in_a_language(run: Run) -> None:
    answer = run("agree", "--only", "codes", "--format", "csv", *QUICK)
    header, *rows = answer.text.splitlines()
    assert header == "code,label,n_C1,n_C2,everyone,some,nobody,percent,f1,alpha,alpha_interval,ac1,flags"
    assert rows
    assert "one table" in refusal(run("agree", "--format", "csv", *QUICK))[0]
    assert "geen van beide" in run("agree", "--only", "codes", "--label-language", "nl", "--format", "md", *QUICK).text
    french = run("agree", "--only", "codes", "--label-language", "fr", "--format", "md", *QUICK).text
    assert "aucun des deux" in french
    assert "peu, prévalence" in french


@pytest.mark.usefixtures("finished")
def test_which_tables_are_shown(run: Run) -> None:
    both = ["Agreement of C1, C2", "Agreement by code"]
    assert tables(run("agree", *QUICK, "--format", "json")) == both
    assert tables(run("agree", *QUICK, "--format", "json", "--only", "overall")) == both[:1]
    more = run("agree", *QUICK, "--format", "json", "--pairs", "--spans", "--of", "stance")
    assert len(tables(more)) == 7
    apart = run("agree", *QUICK, "--format", "json", "--only", "overall", "--by", "code,language", "--by", "region")
    assert len(tables(apart)) == 2
    assert tables(run("agree", *QUICK, "--format", "json", "--only", "codes", "--by", "code")) == both[1:]


@pytest.mark.usefixtures("finished")
def test_the_same_seed_draws_the_same(run: Run) -> None:
    line = ("agree", "--only", "overall", "--format", "csv", "--draws", "200")
    assert run(*line).text == run(*line).text != run(*line, "--seed", "2").text
    assert run("agree", "--only", "overall", "--format", "json", "--draws", "0").rows[0]["alpha_interval"] is None


@pytest.mark.usefixtures("finished")
def test_agreement_is_drawn(run: Run, tmp_path: Path) -> None:
    picture = tmp_path / "agreement.svg"
    answer = run("agree", "--only", "codes", *QUICK, "--chart", str(picture))
    assert answer.status == 0, answer.err
    assert picture.read_bytes().startswith(b"<svg")


@pytest.mark.usefixtures("finished")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("--coders", "C1"), "only C1 is named"),
        (("--coders", "C1,C9"), "Unknown coder: C9"),
        (("--only", "attributes"), "Nothing says which attribute to compare."),
        (("--also", "kappas"), "Unknown coefficient: kappas"),
        (("--by", "stance"), "stance belongs to a coding"),
        (("--of", "stanse"), "Unknown attribute: stanse"),
        (("--transcript", "charleroi-justice-fg4", "--coders", "C1,C2"), "There is no transcript in the selection"),
        (("--language", "fr"), "No turn of these transcripts is in the selection."),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, line: tuple[str, ...], said: str) -> None:
    assert said in refusal(run("agree", *line, *QUICK))[0]


def test_a_unit_or_table_that_there_is_not_is_refused_with_those_there_are(run: Run) -> None:
    answer = run("agree", "--unit", "zin")
    assert answer.status == 2
    assert answer.err.splitlines()[0] == "Error: Invalid value for '--unit': 'zin' is not one of 'turn', 'sentence', 'char'."
    assert run("agree", "--only", "all").err.splitlines()[0].endswith("'matrix', 'spans', 'attributes'.")
