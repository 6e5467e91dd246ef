"""study.toml read and understood, and what it says of variables and values."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qualcode import study
from qualcode.errors import QualcodeError
from qualcode.model import Planned

TEXT = """
name = "Proef"
languages = ["nl", "fr"]
codebook = "codebooks/b.yaml"

[variables.region]
label = { nl = "Arrondissement", fr = "Arrondissement", en = "District" }
values.antwerp = { nl = "Antwerpen", fr = "Anvers", en = "Antwerp" }
values.liege = { nl = "Luik", fr = "Liège" }

[variables.wave]
label = "Golf"
values = ["first", 2]

[[planned]]
cross = ["region", "wave"]

[[planned]]
kind = "interview"
phase = "mixed"
cross = ["Arrondissement"]
per_cell = 3
"""


def test_a_design_is_read_whole() -> None:
    made = study.parse(TEXT)
    assert (made.name, made.languages, made.codebook) == ("Proef", ("nl", "fr"), "codebooks/b.yaml")
    assert list(made.variables) == ["phase", "region", "wave"]
    assert list(made.variables["region"].values) == ["antwerp", "liege"]
    assert made.variables["wave"].values == {"first": {}, "2": {}}
    assert made.planned == (Planned("focus-group", "single", ("region", "wave"), 1), Planned("interview", "mixed", ("region",), 3))
    assert made.hash == hashlib.sha256(TEXT.encode()).hexdigest()
    assert made.text == TEXT


def test_what_is_not_said_has_its_default() -> None:
    made = study.parse("")
    assert (made.name, made.languages, made.codebook, made.planned) == ("", ("nl", "fr"), "", ())
    assert list(made.variables) == ["phase"]


def test_a_label_without_words_is_none() -> None:
    mood = study.parse("[variables.mood.values]\nlow = {fr = ''}\nhigh = {fr = ' '}\n").variables["mood"]
    assert mood.values == {"low": {}, "high": {}}
    with pytest.raises(QualcodeError, match="Unknown value of mood"):
        study.value(mood, "")


def test_phase_can_be_declared_anew() -> None:
    made = study.parse('[variables.phase]\nvalues = ["one", "two"]\n')
    assert list(made.variables["phase"].values) == ["one", "two"]


@pytest.mark.parametrize("said", ["region", "REGION", "Arrondissement", "district", "Dïstrict"])
def test_a_variable_by_its_name_or_label(said: str) -> None:
    assert study.variable(study.parse(TEXT), said).name == "region"


def test_a_variable_of_this_name_comes_before_one_of_this_label() -> None:
    made = study.parse("[variables.fase]\nvalues = ['x']\n[variables.moment]\nlabel = 'fase'\nvalues = ['y']\n")
    assert study.variable(made, "fase").name == "fase"
    assert study.variable(made, "Fase").name == "fase"
    assert study.headings(made)["fase"] == "fase"


@pytest.mark.parametrize(
    ("said", "id"),
    [("antwerp", "antwerp"), ("ANVERS", "antwerp"), (" Antwerpen ", "antwerp"), ("Liege", "liege"), ("Liège", "liege"), ("luik", "liege")],
)
def test_a_value_by_its_id_or_label_in_any_language(said: str, id: str) -> None:
    assert study.value(study.parse(TEXT).variables["region"], said) == id


def test_an_unknown_value_is_told_the_known_ones_with_their_labels() -> None:
    with pytest.raises(QualcodeError) as caught:
        study.value(study.parse(TEXT).variables["region"], "Gent")
    assert caught.value.message == "Unknown value of region: Gent"
    assert caught.value.hint == "Known: antwerp (Antwerpen, Anvers), liege (Luik). More are declared in study.toml."


def test_an_unknown_variable_is_told_the_known_ones() -> None:
    with pytest.raises(QualcodeError) as caught:
        study.variable(study.parse(TEXT), "regoin")
    assert caught.value.hint == "Did you mean region?"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = ", "is not valid TOML"),
        ("languages = 'nl'", "languages is not a list"),
        ("languages = []", "languages is not a list"),
        ("languages = ['nl', 'Français']", "Français is not a language code"),
        ("languages = [1]", "languages is not a list"),
        ("variables = 3", "variables is not made of tables"),
        ("[variables]\nregion = 3", "variables is not made of tables"),
        ("[variables.region]\nlabel = 'x'", "variable region has no values"),
        ("[variables.region]\nvalues = 3", "variable region has no values"),
        ("planned = [3]", "a [[planned]] part cannot be understood"),
        ("planned = 3", "planned is not made of [[planned]] parts"),
        ("[planned]\ncross = ['region']", "planned is not made of [[planned]] parts"),
        ("[variables.speaker]\nvalues = ['x']", "a variable cannot be called speaker"),
        ("[[planned]]\nkind = 'interview'", "a [[planned]] part cannot be understood"),
        ("[[planned]]\ncross = ['phase']\nper_cell = 'two'", "a [[planned]] part cannot be understood"),
        ("[[planned]]\ncross = ['region']", "Unknown variable: region"),
        ("[[planned]]\ncross = ['phase']\nper_cell = true", "a [[planned]] part cannot be understood"),
        ("[[planned]]\ncross = ['phase']\nper_cell = -1", "a [[planned]] part cannot be understood"),
        ("[[planned]]\ncross = ['phase', 'Fase']", "cross names a variable twice"),
        ("[[planned]]\ncross = []\nkind = 'focusgroup'", "here/study.toml: [[planned]]: Unknown kind: focusgroup"),
        ("[[planned]]\ncross = []\nphase = 'both'", "Unknown value of phase: both"),
        ("[[planned]]\ncross = []\nper_cel = 2", "here/study.toml: [[planned]]: per_cel means nothing there"),
        ("[variabels.region]\nvalues = ['x']", "variabels means nothing there"),
        ("[variables.region]\nvalues = ['x']\nlabels = 'R'", "variable region: labels means nothing there"),
        ("[variables.'a,b']\nvalues = ['x']", 'a variable cannot be called "a,b"'),
        ("[variables.'']\nvalues = ['x']", 'a variable cannot be called ""'),
        ("[variables.mood]\nvalues = ['x', ' ']", "a value of mood has no name"),
        ("[variables.mood]\nvalues = ['low', 'Low']", "of mood both low and Low are called Low"),
        ("[variables.mood.values]\nlow = {fr = 'bas'}\nbas = {}", "of mood both low and bas are called bas"),
    ],
)
def test_a_design_that_cannot_be_understood(text: str, why: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        study.parse(text, "here/study.toml")
    assert why in caught.value.message
    assert caught.value.hint


def test_a_folder_without_a_design(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="is not a project: it has no study"):
        study.read(tmp_path)
    (tmp_path / "study.toml").write_bytes(b"\xff")
    with pytest.raises(QualcodeError, match="cannot be read"):
        study.read(tmp_path)
    (tmp_path / "study.toml").write_text(TEXT, encoding="utf-8")
    assert study.read(tmp_path).hash == study.parse(TEXT).hash


def test_the_example_is_a_study() -> None:
    made = study.read(study.example())
    assert {"region", "sector", "phase"} <= set(made.variables)
    assert made.planned
    assert (study.example() / made.codebook).is_file()
