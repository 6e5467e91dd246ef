"""Written interviews: a row per respondent, a column per question."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from qualcode.errors import Unreadable
from qualcode.model import ImportOptions
from tests.importers.inputs import reading, said, zipped
from tests.importers.mutations import parts


def xlsx(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets, each of rows of cells."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_each_respondent_is_a_written_interview_of_questions_and_answers() -> None:
    found = reading(
        "a.xlsx", xlsx([["Code", "Regio", "Wat?", "Waarom?"], ["C1", "Anvers", "Dit.", "Daarom.\nEcht."], ["C2", None, None, "Zomaar."]])
    )
    assert [(draft.part, draft.name, draft.kind, dict(draft.variables)) for draft in found.drafts] == [
        (0, "C1", "written-interview", {"Regio": "Anvers"}),
        (1, "C2", "written-interview", {}),
    ]
    assert found.drafts[0].text == "Q1: Wat?\nC1: Dit.\nQ2: Waarom?\nC1: Daarom.\nEcht."
    assert said(found.drafts[1]) == [("Q2", "Waarom?"), ("C2", "Zomaar.")]
    assert [(person.label, person.role) for person in found.drafts[0].participants] == [
        ("C1", "participant"),
        ("Q1", "moderator"),
        ("Q2", "moderator"),
    ]
    assert "Questions without an answer, left out: 1." in found.notes


def test_respondents_without_a_name_are_numbered() -> None:
    found = reading("a.xlsx", xlsx([["Wat?", "Waarom?"], ["Dit.", "Daarom."], ["Dat.", "Zomaar."]]))
    assert [draft.name for draft in found.drafts] == ["r1", "r2"]


def test_names_that_would_give_the_same_id_get_a_number() -> None:
    found = reading("a.xlsx", xlsx([["id", "Wat?"], ["C 1", "a"], ["c-1", "b"], ["Q1", "c"]]))
    assert [draft.name for draft in found.drafts] == ["C 1", "c-1 (2)", "Q1 (2)"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (12.0, "12"),
        (7.5, "7.5"),
        (True, "TRUE"),
        (dt.date(2005, 3, 1), "2005-03-01"),
        (dt.datetime.fromisoformat("2005-03-01 09:30"), "2005-03-01 09:30"),
        ("  veel   spaties ", "veel spaties"),
        ("e\u0301", "é"),
        (dt.time(9, 30), "09:30:00"),
    ],
)
def test_numbers_and_dates_are_written_as_people_do(value: object, text: str) -> None:
    assert said(reading("a.xlsx", xlsx([["id", "Wat?"], ["C1", value]])).drafts[0])[1] == ("C1", text)


def test_other_sheets_rows_above_and_formulas_without_a_value_are_listed() -> None:
    found = reading("a.xlsx", xlsx([["Bevraging"], ["id", "Wat?", "Hoeveel?"], ["C1", "Dit.", "=2*3"]], [["los", "blad"]]))
    assert [str(problem) for problem in found.problems] == [
        "sheet Sheet1: a sheet was not read (import it as a file of its own)",
        "row 1: a row above the headings is left out: `Bevraging`",
        "sheet Sheet, cell C3: a formula has no value in the file and was left out (open the file in a spreadsheet program and save it again)",
    ]
    assert said(found.drafts[0]) == [("Q1", "Wat?"), ("C1", "Dit.")]


def test_answers_below_no_question_are_kept_under_the_letter_of_their_column() -> None:
    found = reading("a.xlsx", xlsx([["id", "Wat?"], ["C1", "Dit.", "en dit"]]))
    assert said(found.drafts[0])[2:] == [("Q2", "(column C)"), ("C1", "en dit")]


def test_the_kind_may_be_said() -> None:
    assert reading("a.xlsx", xlsx([["id", "Wat?"], ["C1", "a"]]), ImportOptions(kind="interview")).drafts[0].kind == "interview"


@pytest.mark.parametrize("data", [xlsx([["alleen", "vragen"]]), xlsx([]), xlsx([["een"], ["kolom"]]), xlsx([["id", "Wat?"], ["C1", None]])])
def test_a_workbook_without_answers_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"a\.xlsx has no"):
        reading("a.xlsx", data)


def test_a_container_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"a\.xlsx is no Excel workbook"):
        reading("a.xlsx", zipped({"iets.xml": "<x/>"}))
    with pytest.raises(Unreadable, match=r"a\.xlsx is damaged"):
        reading("a.xlsx", zipped({"xl/workbook.xml": "<x/>"}))


def test_a_far_away_cell_does_not_cost_a_sheet_of_empty_ones() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("id", "Wat?"), ("C1", "Dit.")):
        sheet.append(row)
    for row_number in range(3, 203):
        sheet.cell(row_number, 16_384, "ver")
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(Unreadable, match="has more than 500000 cells"):
        reading("a.xlsx", buffer.getvalue())


def test_columns_called_like_a_variable_of_the_study_are_no_answers() -> None:
    """`regio` is near enough to `region`; `model` is no variable of this study, so it is a question."""
    rows = [["id", "regio", "model", "Wat?"], ["C1", "Gent", "krachtgericht", "Dit."]]
    found = reading("a.xlsx", xlsx(rows), ImportOptions(variables=("region", "Arrondissement", "sector")))
    assert dict(found.drafts[0].variables) == {"regio": "Gent"}
    assert said(found.drafts[0]) == [("Q1", "model"), ("C1", "krachtgericht"), ("Q2", "Wat?"), ("C1", "Dit.")]


def test_sheets_with_a_row_for_each_turn_are_transcripts_called_like_the_sheets() -> None:
    turns: list[list[object]] = [
        ["Tijd", "Spreker", "Tekst"],
        [dt.time(0, 0, 5), "R1", "Ja,\ndat wel."],
        [dt.time(0, 1, 2), "R2", "Nee."],
        [None, None, "Echt niet."],
    ]
    found = reading(
        "a.xlsx", xlsx([["Afkorting", "Uitleg"], ["CGG", "centrum"]], turns, [["Speaker", "Text"], ["INT", "Wel?"], ["R1", "Goed."]])
    )
    assert [(each.part, each.name, said(each)) for each in found.drafts] == [
        (0, "Sheet1", [("R1", "Ja,\ndat wel."), ("R2", "Nee.\nEcht niet.")]),
        (1, "Sheet2", [("INT", "Wel?"), ("R1", "Goed.")]),
    ]
    assert [turn.time_start for turn in found.drafts[0].turns] == [5000, 62_000]
    assert [str(problem) for problem in found.problems] == ["sheet Sheet: a sheet was not read (import it as a file of its own)"]


def test_a_workbook_of_turns_in_one_sheet_is_one_transcript() -> None:
    found = reading("a.xlsx", xlsx([["Gesprek 1"], ["Intervenant", "Propos"], ["A", "Oui."], ["B", "=1+1"], ["A", "Non."]]))
    assert [(each.name, said(each)) for each in found.drafts] == [("", [("A", "Oui."), ("A", "Non.")])]
    assert [problem.where for problem in found.problems] == ["row 1", "row 4", "sheet Sheet, cell B4"]
    assert found.advice[0].option == "--kind written-interview"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'<row r="2">', b'<row r="1">'),
        (b'<row r="2">', b'<row r="-2">'),
        (b'<row r="2">', b'<row r="x">'),
        (b'r="B2"', b'r="A2"'),
        (b'r="B2"', b'r="1"'),
        (b"<is><t>", b"<is><t></t><t>"),
        (b"<is><t>", b"<is></is><is><t>"),
        (b"</t></is>", b"</t><x><t>nog</t></x></is>"),
        (b"</is></c>", b"</is><v>1</v><v>2</v></c>"),
        (b't="inlineStr"', b't="str"'),
    ],
)
def test_a_sheet_that_would_be_read_with_words_missing_is_refused(before: bytes, after: bytes) -> None:
    members = parts((Path(__file__).parent / "xlsx" / "unnamed.xlsx").read_bytes())
    sheet = members["xl/worksheets/sheet1.xml"]
    assert before in sheet
    with pytest.raises(Unreadable, match="is damaged or cut off"):
        reading("a.xlsx", zipped(members | {"xl/worksheets/sheet1.xml": sheet.replace(before, after, 1)}))
