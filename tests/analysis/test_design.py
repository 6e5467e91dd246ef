"""What was planned, and what is held."""

from __future__ import annotations

from qualcode import study as studies
from qualcode.analysis.design import design, dimensions, held_cells
from qualcode.analysis.transcripts import transcripts
from qualcode.model import Study, Transcript, TranscriptKind
from tests.analysis.corpus import asked

VARIABLES = """
languages = ["nl", "fr"]
[variables.region]
label = { nl = "Arrondissement" }
values.antwerp = { nl = "Antwerpen" }
values.charleroi = {}
[variables.sector]
values.justice = { nl = "Justitie" }
values.care = {}
"""
PLANS = """
[[planned]]
kind = "focus-group"
phase = "single"
cross = ["region", "sector"]
per_cell = 1
[[planned]]
kind = "focus-group"
phase = "mixed"
cross = ["region"]
per_cell = 2
"""


def held(id: str, kind: TranscriptKind = "focus-group", **variables: str) -> Transcript:
    """A transcript of 300 words."""
    return Transcript(id, f"guid-{id}", kind, f"{id}.docx", 1, 20, 300, 7, variables)


TRANSCRIPTS = [
    held("c", region="charleroi", sector="care", phase="single"),
    held("a", region="antwerp", sector="justice", phase="single"),
    held("b", region="antwerp", sector="justice", phase="single"),
    held("m", region="antwerp", phase="mixed"),
    held("i", "interview", region="antwerp"),
]


def of(study: Study) -> dict[tuple[str | None, ...], int]:
    """What is held, by the cells of this study."""
    return held_cells(study, TRANSCRIPTS)


def test_every_planned_cell_has_a_row_and_what_is_held_beyond_the_plan_follows() -> None:
    study = studies.parse(VARIABLES + PLANS)
    table = design(study, of(study), asked=asked())
    assert [column.name for column in table.columns] == ["kind", "phase", "region", "sector", "held", "planned"]
    assert table.rows == (
        ("focus-group", "single", "antwerp", "justice", 2, 1),
        ("focus-group", "single", "antwerp", "care", 0, 1),
        ("focus-group", "single", "charleroi", "justice", 0, 1),
        ("focus-group", "single", "charleroi", "care", 1, 1),
        ("focus-group", "mixed", "antwerp", None, 1, 2),
        ("focus-group", "mixed", "charleroi", None, 0, 2),
        ("interview", None, "antwerp", None, 1, 0),
    )
    missing = "focus-group x single x antwerp x care (planned 1), focus-group x single x charleroi x justice (planned 1), "
    missing += "focus-group x mixed x charleroi (planned 2)"
    assert table.warnings == (
        f"No transcript held in: {missing}.",
        "Fewer than planned in: focus-group x mixed x antwerp (1 of 2).",
    )
    assert table.notes == ("5 held, 8 planned.",)
    assert table.columns[2].label == "Arrondissement"
    assert table.columns[3].labels["justice"] == "Justitie"


def test_a_cell_whose_plan_does_not_cross_a_variable_counts_all_its_values() -> None:
    study = studies.parse(VARIABLES + PLANS)
    cells: dict[tuple[str | None, ...], int] = {
        ("focus-group", "mixed", "antwerp", "care"): 1,
        ("focus-group", "mixed", "antwerp", None): 1,
    }
    rows = {row[:4]: row[4:] for row in design(study, cells, asked=asked()).rows}
    assert rows["focus-group", "mixed", "antwerp", None] == (2, 2)


def test_without_a_plan_what_is_planned_is_undefined() -> None:
    study = studies.parse(VARIABLES)
    table = design(study, of(study), asked=asked())
    assert dimensions(study) == ("kind", "phase", "region", "sector")
    assert [row[-2:] for row in table.rows] == [(1, None), (2, None), (1, None), (1, None)]
    assert table.warnings == ()
    assert "no plan" in table.notes[0]


def test_transcripts_are_listed_by_id_with_the_variables_of_the_study() -> None:
    study = studies.parse(VARIABLES)
    table = transcripts(TRANSCRIPTS, study, asked=asked())
    assert [row[0] for row in table.rows] == ["a", "b", "c", "i", "m"]
    assert table.records()[0] == {
        "transcript": "a",
        "kind": "focus-group",
        "phase": "single",
        "region": "antwerp",
        "sector": "justice",
        "turns": 20,
        "words": 300,
        "participants": 7,
        "revision": 1,
        "file": "a.docx",
    }
    assert table.records()[3]["phase"] is None
    assert table.notes == ("5 transcripts, 1500 words of participants.",)
