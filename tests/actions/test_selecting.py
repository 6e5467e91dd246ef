"""What people ask for, in any language, made a selection."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import selecting
from qualcode.actions.selecting import Said
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import codes, database
from tests.store.projects import SCRIPT, lay_out, project, remove


def test_labels_and_ids_of_any_language_are_understood(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        said = Said(
            where=("Arrondissement=Anvers,charleroi", "SECTOR=justitie", "sector=soins"),
            kinds=("focus-group",),
            transcripts=("fg1",),
            speakers=("R3",),
            languages=("fr", "und"),
            codes=("coop", "value.need"),
            attributes=("stance=pro", "stance=contra", "tone=calm"),
        )
        assert selecting.selection(store, said) == Selection(
            where={"region": ("antwerp", "charleroi"), "sector": ("justice", "care")},
            kinds=("focus-group",),
            transcripts=("fg1",),
            speakers=("R3",),
            languages=("fr", "und"),
            codes=("coop", "value.need"),
            attributes={"stance": ("pro", "contra"), "tone": ("calm",)},
        )
        assert selecting.selection(store, Said()) == Selection()


def test_several_may_be_given_with_commas_between(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        said = Said(transcripts=("fg1,fg1",), speakers=("R1, R3",), codes=("coop,value.need", "coop"), attributes=("stance=pro,contra",))
        assert selecting.selection(store, said) == Selection(
            {}, (), ("fg1",), ("R1", "R3"), codes=("coop", "value.need"), attributes={"stance": ("pro", "contra")}
        )


@pytest.mark.parametrize(
    ("said", "why", "hint"),
    [
        (Said(where=("regio=x",)), "Unknown variable: regio", "region"),
        (Said(where=("region=ghent",)), "Unknown value of region: ghent", "antwerp"),
        (Said(where=("region",)), "not of the form NAME=VALUE", "region=antwerp"),
        (Said(where=("=x",)), "not of the form NAME=VALUE", ""),
        (Said(kinds=("talk",)), "Unknown kind: talk", "focus-group"),
        (Said(transcripts=("fg2",)), "Unknown transcript: fg2", "fg1"),
        (Said(speakers=("R9",)), "Unknown speaker: R9", "R1"),
        (Said(speakers=("R1,R9",)), "Unknown speaker: R9", "R1"),
        (Said(languages=("de",)), "Unknown language: de", "nl"),
        (Said(codes=("coop.secret",)), "Unknown code: coop.secret", "coop.secrecy"),
        (Said(attributes=("mood=x",)), "Unknown attribute: mood", "stance"),
        (Said(attributes=("stance=x",)), "Unknown value of stance: x", "contra"),
    ],
)
def test_what_is_unknown_is_answered_with_what_is_known(tmp_path: Path, said: Said, why: str, hint: str) -> None:
    with project(tmp_path, SCRIPT) as store, pytest.raises(QualcodeError) as refused:
        selecting.selection(store, said)
    assert why in refused.value.message
    assert hint in refused.value.hint


def test_speakers_of_removed_transcripts_are_not_known(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        remove(store, "fg1")
        with pytest.raises(QualcodeError, match="Unknown speaker: R1"):
            selecting.selection(store, Said(speakers=("R1",)))


def test_tags_are_set_and_taken_away(tmp_path: Path) -> None:
    with database.opened(lay_out(tmp_path)) as store:
        assert selecting.tags(store.study, [("Secteur", "Hulpverlening"), ("region", "")]) == {"sector": "care", "region": None}
        assert selecting.values(store.study, {"sector": "soins", "region": ""}) == {"sector": "care"}


def test_two_values_for_what_can_have_one_are_refused(tmp_path: Path) -> None:
    with database.opened(lay_out(tmp_path)) as store:
        assert selecting.tags(store.study, [("sector", "soins"), ("Secteur", "care")]) == {"sector": "care"}
        with pytest.raises(QualcodeError, match="sector is given two values: care and justice"):
            selecting.tags(store.study, [("sector", "care"), ("Secteur", "Justitie")])
        with pytest.raises(QualcodeError, match="sector is given two values: care and none"):
            selecting.tags(store.study, [("sector", "care"), ("sector", "")])
    assert selecting.single(["stance=pro", "tone=calm", "stance=pro"], "--attribute") == {"stance": "pro", "tone": "calm"}
    with pytest.raises(QualcodeError, match="stance is given two values: pro and contra"):
        selecting.single(["stance=pro", "stance=contra"], "--attribute")


def test_dimensions_are_variables_fixed_ones_and_attributes(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        assert selecting.dimensions(store, "Arrondissement, sector") == ("region", "sector")
        assert selecting.dimensions(store, "language,speaker,transcript,kind,origin") == (
            "language",
            "speaker",
            "transcript",
            "kind",
            "origin",
        )
        assert selecting.dimensions(store, "stance") == ("attribute:stance",)
        with pytest.raises(QualcodeError, match="Unknown dimension: moon"):
            selecting.dimensions(store, "region,moon")
        with pytest.raises(QualcodeError, match="names a dimension twice"):
            selecting.dimensions(store, "region,Arrondissement")
        with store.transaction():
            codes.activate(store.connection, None)
        with pytest.raises(QualcodeError, match="Unknown dimension: stance"):
            selecting.dimensions(store, "stance")


def test_aliases_may_be_said_twice_and_change_how_a_label_is_written() -> None:
    said = ["r1=R1", "R 1=R1", "R1=R1", "r1=R1", "Mod=Moderator"]
    assert selecting.aliases(said, "--alias") == {"r1": "R1", "R 1": "R1", "R1": "R1", "Mod": "Moderator"}
