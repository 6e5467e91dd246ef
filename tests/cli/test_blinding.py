"""A coder sees no codings of others in transcripts that she has not finished; who leads the team sees all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run, refusal

FG1, FG2 = "antwerpen-zorg-fg1", "charleroi-justice-fg4"


@pytest.fixture
def double(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The study, in which bram codes what C1 has coded; he acts."""
    for line in ("coders add bram", f"coders assign {FG1} {FG2} --to bram"):
        assert run(*line.split()).status == 0
    monkeypatch.setenv("QUALCODE_CODER", "bram")
    assert run("coding", "add", FG1, "coop.secrecy", "--turn", "2", "--note", "van bram").status == 0
    return project


@pytest.mark.usefixtures("double")
def test_lists_leave_the_codings_of_others_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def there() -> set[tuple[str, str]]:
        rows = run("coding", "list", "--format", "json").rows
        return {(row["transcript"], row["coder"]) for row in rows if row["transcript"] in {FG1, FG2}}

    assert there() == {(FG1, "bram")}
    assert run("coders", "finish", FG1).status == 0
    assert there() == {(FG1, "bram"), (FG1, "C1")}
    monkeypatch.delenv("QUALCODE_CODER")
    assert there() == {(FG1, "bram"), (FG1, "C1"), (FG2, "C1")}
    monkeypatch.setenv("QUALCODE_CODER", "C1")
    assert there() == {(FG1, "bram"), (FG1, "C1"), (FG2, "C1")}


@pytest.mark.parametrize("command", ["count", "quotes", "compare --by region", "cooccur", "matrix", "coding list"])
@pytest.mark.usefixtures("double")
def test_tables_of_another_layer_are_refused_in_two_lines(command: str, run: Run) -> None:
    message, hint = refusal(run(*command.split(), "--layer", "C1"))
    assert message.startswith(f"{FG1}, {FG2}: bram sees only her own codings there")
    assert hint == f"Finish with: qualcode coders finish {FG1}; her own are counted with: --layer bram"
    assert run(*command.split(), "--layer", "bram").status == 0
    run("coders", "finish", FG1)
    assert refusal(run(*command.split(), "--layer", "C1"))[0].startswith(f"{FG2}: bram sees only")
    assert run(*command.split(), "--layer", "C1", "--transcript", FG1).status == 0
    run("coders", "finish", FG2)
    assert run(*command.split(), "--layer", "C1").status == 0


@pytest.mark.usefixtures("double")
def test_agreement_of_others_leaves_out_what_she_has_still_to_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its numbers by code would say what they have put there."""
    for coder in ("eva", "chloe"):
        run("coders", "add", coder)
        run("coders", "assign", FG1, FG2, "--to", coder)
        run("coders", "finish", FG1, FG2, "--as", coder)
    agree = ("agree", "--coders", "eva,chloe", "--only", "overall", "--draws", "0")
    message, _ = refusal(run(*agree))
    assert message.startswith("There is no transcript in the selection that all of eva, chloe have finished")
    run("coders", "finish", FG1)
    found = run(*agree)
    assert found.status == 0
    assert f"Left out, as not finished by bram: {FG2}." in " ".join(found.text.split())
    monkeypatch.setenv("QUALCODE_CODER", "C1")
    assert "Left out" not in run(*agree).text


@pytest.mark.usefixtures("double")
def test_of_several_layers_the_one_that_may_be_counted_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(run("count"))[1] == "Say whose to count: --layer bram"
    monkeypatch.delenv("QUALCODE_CODER")
    assert refusal(run("count"))[1] == "Say whose to count: --layer C1"


@pytest.mark.usefixtures("double")
def test_a_coding_of_another_is_no_pattern_and_cannot_be_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_CODER", "C1")
    rows = run("coding", "list", "--layer", "C1", "--format", "json").rows
    theirs = next(row["coding"] if "coding" in row else row["id"] for row in rows if row["transcript"] == FG1)
    assert run("search", "--like", theirs).status == 0
    monkeypatch.setenv("QUALCODE_CODER", "bram")
    message, _ = refusal(run("search", "--like", theirs))
    assert "is another's" in message
    assert FG1 in message


@pytest.mark.usefixtures("double")
def test_the_log_does_not_say_where_others_have_put_what(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_CODER", "C1")
    assert run("coding", "add", FG2, "coop.legal", "--turn", "3").status == 0
    assert f"coding add {FG2} coop.legal" in run("history").text
    monkeypatch.setenv("QUALCODE_CODER", "bram")
    text = run("history").text
    assert f"coding add {FG1} coop.secrecy" in text
    assert "coop.legal" not in text


@pytest.mark.usefixtures("double")
def test_a_draw_is_shown_with_how_it_is_balanced(run: Run) -> None:
    answer = run("coders", "assign", "--share", "0.5", "--seed", "7", "--to", "bram", "--format", "json")
    assert answer.status == 0
    assert "Drawn with --seed 7: " in answer.err
    assert "balanced over region, sector, language." in answer.err
    assert "belong to a draw" in run("coders", "assign", FG1, "--to", "bram", "--seed", "7").err
    assert "Nothing says which transcripts" in run("coders", "assign", "--to", "bram").err
