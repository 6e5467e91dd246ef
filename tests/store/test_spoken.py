"""Which quotations nobody has said."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.store import database, spoken
from tests.store.projects import SCRIPT, Said, Script, lay_out, project, remove

OTHER = Script(
    "fg2",
    (
        Said("R1", "On dit «\xa0secret partagé\xa0», oui;\nmais l’avocat\xa0? Lui, il se tait.", "fr"),
        Said("R2", "De cliënt beslist - altijd.", "nl"),
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project to look in."""
    folder = tmp_path_factory.mktemp("spoken")
    with project(folder, SCRIPT, OTHER):
        return folder


@pytest.mark.parametrize(
    "quotation",
    [
        "Zonder vertrouwen geen hulp.",
        "zonder Vertrouwen geen hulp",
        "“Het beroepsgeheim is heilig.”",
        "On dit 'secret partagé', oui; mais l'avocat ?",
        "De client beslist – altijd",
        "Het beroepsgeheim [...] geen hulp.",
        "Het beroepsgeheim (…) le secret partagé",
        "R1: Ja.",
        "le secret partagé existe aussi.\nR1: Ja.",
        "…",
        "",
    ],
)
def test_what_was_said_is_found_however_it_is_quoted(folder: Path, quotation: str) -> None:
    with database.opened(folder) as store:
        assert spoken.unsaid(store, [quotation]) == frozenset()


@pytest.mark.parametrize(
    "quotation",
    [
        "Zonder vertrouwen wel hulp.",
        "vertrouwen Zonder",
        "Het beroepsgeheim [...] De cliënt beslist",
        "beroepsgeheim heilig",
        'AND "OR" NEAR(x)',
        "beroeps*",
    ],
)
def test_what_nobody_said_is_not(folder: Path, quotation: str) -> None:
    with database.opened(folder) as store:
        assert spoken.unsaid(store, ["Ja.", quotation]) == {quotation}


def test_transcripts_that_are_removed_say_nothing_and_without_any_nothing_is_known(tmp_path: Path) -> None:
    with project(tmp_path / "a", SCRIPT, OTHER) as store:
        remove(store, "fg2")
        assert spoken.unsaid(store, ["Ja.", "De cliënt beslist"]) == {"De cliënt beslist"}
    with database.opened(lay_out(tmp_path / "b")) as store:
        assert spoken.unsaid(store, ["De cliënt beslist"]) == frozenset()
