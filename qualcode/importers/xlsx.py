"""Written interviews in a spreadsheet (.xlsx): a row per respondent, a column per question."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode import study as studies
from qualcode.errors import Problem, Unreadable
from qualcode.importers import _guard
from qualcode.importers._guard import short
from qualcode.importers._lines import character_notes, private_characters
from qualcode.model import Draft, DraftParticipant, DraftTurn, ImportOptions, Reading, Source
from qualcode.text import counted, fold, slug

SUFFIXES = (".xlsx",)

MAX_CELLS = 2_000_000
_SPACES = re.compile(r"[^\S\xa0\u202f]+")

_IDENTIFIERS = frozenset(
    "id nr no n° nummer numero number respondent respondente repondant repondante participant participante deelnemer deelneemster naam nom name code".split()
)
_VARIABLES = frozenset("region regio arrondissement district province provincie sector secteur phase fase".split())
_MADE_BY_OTHERS = (
    *(OSError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, SyntaxError, RuntimeError, EOFError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What openpyxl lets through when a workbook is not as it should be."""


def sniff(head: bytes, suffix: str) -> float:
    """How sure it is that a file is an Excel workbook, from 0 to 1."""
    if not head.startswith(b"PK\x03\x04") or b"word/" in head or b"opendocument" in head:
        return 0
    if b"xl/" in head:
        return 0.95
    return 0.8 if suffix in SUFFIXES else 0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The cells of a sheet as text, and what it is called."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool


def read(source: Source, options: ImportOptions) -> Reading:
    """A draft per respondent: each question is a line of a moderator `Q1`, `Q2` ..., each answer a turn. Raises Unreadable."""
    name = source.path.name
    package = _guard.unpack(source, lambda member: member.startswith(("xl/comments", "xl/worksheets/")))
    if not any(member.startswith("xl/") for member in package.names):
        raise Unreadable(f"{name} is no Excel workbook.", "Save it again as .xlsx, and import that.")
    _check_order(name, package)
    spent: Counter[str] = Counter()
    sheets = _sheets(source, spent)
    chosen = next((sheet for sheet in sheets if not sheet.hidden and _header(sheet) is not None), None)
    if chosen is None:
        raise Unreadable(
            f"{name} has no sheet with a row of questions and a row of answers.",
            "Put one respondent in each row, one question in each column.",
        )
    drafts, notes, silent = _respondents(chosen, options)
    if not drafts:
        raise Unreadable(
            f"{name} has no answers in its sheet {chosen.title}.", "Put one respondent in each row, one question in each column."
        )
    problems = [
        Problem(
            f"sheet {sheet.title}",
            f"{'a hidden sheet' if sheet.hidden else 'a sheet'} was not read",
            "import it as a file of its own",
        )
        for sheet in sheets
        if sheet is not chosen and any(any(row) for row in sheet.rows)
    ]
    problems += _head_problems(chosen) + silent
    problems += _comments(name, package)
    if any(b"<f>" in part or b"<f " in part for part in package.parts.values()):
        problems += _unknown_values(source)
    private = sum(private_characters(draft.text) for draft in drafts)
    return Reading(tuple(drafts), tuple(problems), (*notes, *character_notes(spent, private)))


def _check_order(name: str, package: _guard.Package) -> None:
    """Raises Unreadable for rows and cells that are not in order: openpyxl leaves those out that come too late."""
    from openpyxl.utils.cell import coordinate_to_tuple

    for member, part in package.parts.items():
        if not (member.startswith("xl/worksheets/") and member.endswith(".xml")):
            continue
        number = 0
        for row in _guard.parse(name, member, part).iter("{*}row"):
            above, number, column = number, number + 1, 0
            try:
                number = int(float(row.get("r", number)))
                for cell in row:
                    before, place = column, cell.get("r")
                    column = coordinate_to_tuple(place)[1] if place else column + 1
                    if column <= before:
                        raise _guard.damaged(name)
            except (ValueError, OverflowError, TypeError) as error:
                raise _guard.damaged(name) from error
            if number <= above:
                raise _guard.damaged(name)


def _workbook(source: Source, *, values: bool) -> Any:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=values, keep_links=False)


def _sheets(source: Source, spent: Counter[str]) -> list[_Sheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which no text depends on
            book = _workbook(source, values=True)
            return [_Sheet(sheet.title, tuple(_rows(sheet, source, spent)), sheet.sheet_state != "visible") for sheet in book.worksheets]
    except _MADE_BY_OTHERS as error:
        raise _guard.damaged(source.path.name) from error


def _rows(sheet: Any, source: Source, spent: Counter[str]) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet as text; `spent` counts what canonical text changes, and cells, empty ones that a far-away cell asks for too."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        spent["cells"] += len(row) + 1
        if spent["cells"] > MAX_CELLS:
            raise Unreadable(f"{source.path.name} has more than {MAX_CELLS} cells.", "Keep only the rows and columns of the interviews.")
        yield tuple(_text(value, spent) for value in row)


def _text(value: object, changes: Counter[str]) -> str:
    """A cell's value as a person would type it; line ends stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text, changed = counted(str(value))
    changes.update(changed)
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in text.split("\n")) if line)


def _header(sheet: _Sheet) -> int | None:
    """The row of the questions: the first with two filled cells or more that is followed by another row."""
    for number, row in enumerate(sheet.rows):
        if sum(map(bool, row)) >= 2:
            return number if any(any(later) for later in sheet.rows[number + 1 :]) else None
    return None


def _head_problems(sheet: _Sheet) -> list[Problem]:
    return [
        Problem(f"row {number + 1}", f"a row above the questions is not part of any interview: `{short(' '.join(filter(None, row)))}`")
        for number, row in enumerate(sheet.rows[: _header(sheet)])
        if any(row)
    ]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a sheet are: the one that names respondents, those of variables, and (number, question) for the others."""

    header: tuple[str, ...]
    identifier: int | None
    variables: tuple[int, ...]
    questions: tuple[tuple[int, str], ...]


def _columns(sheet: _Sheet, head: int, options: ImportOptions) -> _Columns:
    width = max(map(len, sheet.rows))
    header = tuple(" ".join(title.split()) for title in _wide(sheet.rows[head], width))
    used = [column for column in range(width) if any(len(row) > column and row[column] for row in sheet.rows[head:])]
    identifier = next((column for column in used if _key(header[column]) in _IDENTIFIERS), None)
    variables = tuple(column for column in used if studies.alike(header[column], options.variables or _VARIABLES))
    asked = [column for column in used if column not in {identifier, *variables}]
    return _Columns(header, identifier, variables, tuple((column, header[column] or f"(column {_letters(column)})") for column in asked))


def _wide(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _respondents(sheet: _Sheet, options: ImportOptions) -> tuple[list[Draft], list[str], list[Problem]]:
    head = _header(sheet)
    assert head is not None
    columns = _columns(sheet, head, options)
    drafts: list[Draft] = []
    silent: list[Problem] = []
    taken = {label.lower() for label in _labels(columns)}
    counts: Counter[str] = Counter()
    answered: set[str] = set()
    written = [(place, row) for place, row in enumerate(sheet.rows[head + 1 :], head + 2) if any(row)]
    for number, (place, row) in enumerate(written, 1):
        cells = _wide(row, len(columns.header))
        answers = [(label, question, cells[column]) for label, (column, question) in zip(_labels(columns), columns.questions, strict=True)]
        given = [answer for answer in answers if answer[2]]
        if not given:
            silent.append(Problem(f"row {place}", f"a row without any answer was left out: `{short(' '.join(filter(None, row)))}`"))
            continue
        counts["empty"] += len(answers) - len(given)
        said = " ".join(cells[columns.identifier].split()) if columns.identifier is not None else ""
        name = _free(said or f"r{number}", taken)
        counts["renamed"] += bool(said) and name != said
        variables = {columns.header[column]: cells[column] for column in columns.variables if cells[column]}
        answered.update(question for _, question, _ in given)
        drafts.append(_draft(name, given, variables, len(drafts), options))
    unanswered = [f"`{short(question, 60)}`" for _, question in columns.questions if question not in answered]
    notes = [f"Questions that nobody answered: {', '.join(unanswered)}."] if drafts and unanswered else []
    return drafts, [*_notes(columns, counts), *notes], silent


def _labels(columns: _Columns) -> list[str]:
    return [f"Q{number}" for number in range(1, len(columns.questions) + 1)]


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number when another respondent has the same slug."""
    number = 1
    free = name
    while (key := slug(free) or free) in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(key)
    return free


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


def _key(title: str) -> str:
    return re.sub(r"[\s.:#]+$", "", fold(title).strip())


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _comments(name: str, package: _guard.Package) -> list[Problem]:
    found = []
    for member in sorted(package.parts):
        if member.startswith("xl/comments") and member.endswith(".xml"):
            for comment in _guard.parse(name, member, package.parts[member]).iter("{*}comment"):
                words = "".join(node.text or "" for node in comment.iter("{*}t"))
                found.append(Problem(f"cell {comment.get('ref', '?')}", f"a comment is not part of the text: `{short(words)}`"))
    return found


def _unknown_values(source: Source) -> list[Problem]:
    """Formulas whose value the file does not hold."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values, formulas = (_workbook(source, values=values) for values in (True, False))
            return [
                Problem(
                    f"sheet {sheet.title}, cell {_letters(column)}{number}",
                    "a formula has no value in the file and was left out",
                    "open the file in a spreadsheet program and save it again",
                )
                for sheet in values.worksheets
                for number, (row, with_formulas) in enumerate(zip(_raw(sheet), _raw(formulas[sheet.title]), strict=False), 1)
                for column, (value, formula) in enumerate(zip(row, with_formulas, strict=False))
                if value is None and formula is not None
            ]
    except _MADE_BY_OTHERS as error:
        raise _guard.damaged(source.path.name) from error


def _raw(sheet: Any) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)
