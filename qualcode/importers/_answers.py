"""Written interviews in a table: a row per respondent, a column per question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode import study as studies
from qualcode.errors import Problem, Unreadable
from qualcode.importers._parts import free
from qualcode.importers._sheet import Sheet, heading, letters, shown, wide
from qualcode.model import Draft, DraftParticipant, DraftTurn, ImportOptions, Reading
from qualcode.opening.guard import short

IDENTIFIERS = frozenset(
    "id nr no n° nummer numero number respondent respondente repondant repondante participant participante deelnemer deelneemster naam nom name code".split()
)
VARIABLES = frozenset("region regio arrondissement district province provincie sector secteur phase fase".split())
"""Headings of columns with variables, where the study says nothing."""
_HINT = "Put one respondent in each row and one question in each column, or one turn in each row with columns for speaker and text."


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a sheet are: the one that names respondents, those of variables, and (number, question) for the others."""

    header: tuple[str, ...]
    identifier: int | None
    variables: tuple[int, ...]
    questions: tuple[tuple[int, str], ...]


def _columns(sheet: Sheet, head: int, options: ImportOptions) -> _Columns:
    width = max(map(len, sheet.rows))
    header = tuple(" ".join(title.split()) for title in wide(sheet.rows[head], width))
    used = [column for column in range(width) if any(len(row) > column and row[column] for row in sheet.rows[head:])]
    identifier = next((column for column in used if heading(header[column]) in IDENTIFIERS), None)
    variables = tuple(column for column in used if studies.alike(header[column], options.variables or VARIABLES))
    asked = [column for column in used if column not in {identifier, *variables}]
    return _Columns(header, identifier, variables, tuple((column, header[column] or f"(column {letters(column)})") for column in asked))


def respondents(name: str, sheet: Sheet, options: ImportOptions) -> Reading:
    """A draft for each row with an answer: each question is a line of a moderator `Q1`, `Q2` ..., each answer a turn.

    `name` is the file's, for errors. Raises Unreadable for a sheet without a row of questions and a row of answers.
    """
    head = sheet.header()
    if head is None:
        raise Unreadable(f"{name} has no table with a row of headings and rows below it.", _HINT)
    columns = _columns(sheet, head, options)
    drafts: list[Draft] = []
    silent: list[Problem] = []
    taken = {label.lower(): 1 for label in _labels(columns)}
    counts: Counter[str] = Counter()
    answered: set[str] = set()
    written = [(place, row) for place, row in enumerate(sheet.rows[head + 1 :], head + 1) if any(row)]
    for number, (place, row) in enumerate(written, 1):
        cells = wide(row, len(columns.header))
        answers = [(label, question, cells[column]) for label, (column, question) in zip(_labels(columns), columns.questions, strict=True)]
        given = [answer for answer in answers if answer[2]]
        if not given:
            silent.append(Problem(sheet.where(place), f"a row without any answer was left out: `{shown(row)}`"))
            continue
        counts["empty"] += len(answers) - len(given)
        said = " ".join(cells[columns.identifier].split()) if columns.identifier is not None else ""
        called = free(said or f"r{number}", taken)
        counts["renamed"] += bool(said) and called != said
        variables = {columns.header[column]: cells[column] for column in columns.variables if cells[column]}
        answered.update(question for _, question, _ in given)
        drafts.append(_draft(called, given, variables, len(drafts), options))
    if not drafts:
        where = f" in its sheet {sheet.title}" if sheet.title else ""
        raise Unreadable(f"{name} has no answers{where}.", _HINT)
    unanswered = [f"`{short(question, 60)}`" for _, question in columns.questions if question not in answered]
    notes = [f"Questions that nobody answered: {', '.join(unanswered)}."] if unanswered else []
    return Reading(tuple(drafts), (*sheet.above(head), *silent), (*_notes(columns, counts), *notes))


def _labels(columns: _Columns) -> list[str]:
    return [f"Q{number}" for number in range(1, len(columns.questions) + 1)]


def _draft(name: str, answers: Sequence[tuple[str, str, str]], variables: dict[str, str], part: int, options: ImportOptions) -> Draft:
    text = ""
    turns: list[DraftTurn] = []
    for label, question, answer in answers:
        for speaker, words in ((label, question), (name, answer)):
            text += f"{speaker}: "
            turns.append(DraftTurn(speaker, len(text), len(text) + len(words)))
            text += f"{words}\n"
    participants = [DraftParticipant(name)]
    participants += [DraftParticipant(label, role="moderator") for label, _, _ in answers]
    kind = options.kind or "written-interview"
    return Draft(text.removesuffix("\n"), tuple(turns), tuple(participants), kind, part, name, variables)


def _notes(columns: _Columns, counts: Counter[str]) -> list[str]:
    if columns.identifier is None:
        notes = ["No column names the respondents: they are r1, r2 and so on, by row."]
    else:
        notes = [f"Respondents are named by the column {columns.header[columns.identifier]}."]
    if columns.variables:
        notes.append(f"Read as variables, not as answers: {', '.join(columns.header[column] for column in columns.variables)}.")
    if counts["empty"]:
        notes.append(f"Questions without an answer, left out: {counts['empty']}.")
    if counts["renamed"]:
        notes.append(f"Respondents of the same name as one before them, who got a number: {counts['renamed']}.")
    return notes
