"""Transcripts in a table with a row per turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qualcode.errors import Problem, Unreadable
from qualcode.importers import _labels
from qualcode.importers._languages import Named
from qualcode.importers._lines import many
from qualcode.importers._parts import check_parts, together
from qualcode.importers._pieces import Piece, called, lines_of, stated
from qualcode.importers._sheet import Sheet, shown, wide
from qualcode.importers._speakers import spoken
from qualcode.importers._turn_columns import Columns
from qualcode.importers._turn_times import Row, both, milliseconds, unit_told_by
from qualcode.model import Advice, DraftParticipant, ImportOptions, Reading, Role
from qualcode.opening.guard import short

_UNNAMED = "Rows that name no speaker, and count as said by the speaker"


def turns(name: str, sheets: Sequence[tuple[Sheet, Columns]], options: ImportOptions) -> Reading:
    """The drafts of sheets whose rows are turns: one for each transcript that a column names, else one for each sheet.

    Where rows say both when they begin and when they end, what a speaker goes on to say in the next of them is one turn. `name` is the
    file's, for errors. Raises Unreadable when no row has words.
    """
    tables = [_Table(sheet, columns) for sheet, columns in sheets]
    transcripts = [one for table in tables for one in table.transcripts(table.sheet.title if len(tables) > 1 else "")]
    check_parts(name, len(transcripts))
    spoken_ones = [one for one in transcripts if one.pieces]
    if not spoken_ones:
        raise Unreadable(f"{name} has no words in its column of text.", "Put the words of a turn into each row.")
    result = together([(one.name, one.reading(name, options)) for one in spoken_ones])
    problems = [*(problem for table in tables for problem in table.problems()), *(lost for one in transcripts for lost in one.lost)]
    notes = [note for table in tables for note in table.notes()]
    advice = (tables[0].advice(), *result.advice)
    return replace(result, problems=(*problems, *result.problems), notes=(*dict.fromkeys(notes), *result.notes), advice=advice)


class _Table:
    """A sheet with a row per turn."""

    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self.sheet = sheet
        self.columns = columns
        self.begin = 0 if columns.head is None else columns.head + 1
        rows = (wide(row, len(columns.titles)) for row in sheet.rows[self.begin :])
        said = columns.units.get("start") or columns.units.get("end")
        self.told = "" if said else unit_told_by(Row(*self.times(row), len(self.cell(row, "text").split())) for row in rows)
        self.unit = said or self.told
        self.segments = "end" in columns.of

    def cell(self, row: Sequence[str], meaning: str) -> str:
        """What a row says of this; empty when there is no such column."""
        column = self.columns.of.get(meaning)
        return "" if column is None else row[column]

    def times(self, row: Sequence[str]) -> tuple[str, str]:
        """When a row begins and ends, as it says it."""
        start, end = both(self.cell(row, "start"))
        return start, self.cell(row, "end") or end

    def transcripts(self, title: str) -> list[_Transcript]:
        """The transcripts of the sheet: those that a column names, a row without a name being of the one above, else one of this title."""
        found: dict[str, _Transcript] = {}
        name = ""
        for number, row in enumerate(self.sheet.rows[self.begin :], self.begin):
            if any(row):
                cells = wide(row, len(self.columns.titles))
                name = " ".join(self.cell(cells, "transcript").split()) or name
                found.setdefault(name, _Transcript(name or title, self)).take(number, cells)
        return list(found.values())

    def problems(self) -> Iterator[Problem]:
        """What stands above the headings and in columns that mean nothing here."""
        yield from self.sheet.above(self.columns.head or 0)
        for column in self.columns.others:
            cells = [row[column] for row in self.sheet.rows[self.begin :] if column < len(row) and row[column]]
            where = f"column {self.columns.title(column)}"
            yield Problem(
                where,
                f"{many(len(cells), 'cell')} left out, beginning with `{short(cells[0])}`",
                "if it is a variable, declare it in study.toml",
            )

    def notes(self) -> Iterator[str]:
        """How the columns were understood, where that is not plain."""
        if self.columns.counted:
            yield f"Counted by the program and taken anew: {', '.join(map(self.columns.title, self.columns.counted))}."
        if self.told:
            yield f"Numbers in the column {self.columns.title(self.columns.of['start'])} are taken for {self.told}."
        if self.segments:
            yield "Rows say when they begin and end: what a speaker goes on to say in the next row is one turn."

    def advice(self) -> Advice:
        """How to have rows read as respondents."""
        by = ", ".join(filter(None, (self.columns.titles[column] for column in sorted(self.columns.of.values()))))
        why = f"Read as one row per turn, by {f'the headings {by}' if by else 'the labels in its rows'}. If a row is a respondent, say so."
        return Advice("--kind written-interview", why)


class _Transcript:
    """The rows of one transcript."""

    def __init__(self, name: str, table: _Table) -> None:
        self.name = name
        self.table = table
        self.pieces: list[Piece] = []
        self.lost: list[Problem] = []
        self.named = Named()
        self.roles: dict[str, Role] = {}
        self.values: dict[int, dict[str, dict[str, None]]] = {column: {} for column in table.columns.variables}
        self.voice = ""
        self.labels: dict[str, None] = {}

    def take(self, number: int, row: Sequence[str]) -> None:
        """A row belongs to this transcript."""
        table = self.table
        where = table.sheet.where(number)
        voice = " ".join(table.cell(row, "speaker").split()).rstrip(":： ")
        text = table.cell(row, "text")
        self.voice = called(voice)[0] or self.voice
        if voice:
            self.labels[self.voice] = None
        if not text:
            self.lost.append(Problem(where, f"a row without words was left out: `{shown(row)}`"))
            return
        start, end = self._times(where, *table.times(row))
        language = self.named.code(table.cell(row, "language"))
        self.pieces.append(Piece(voice, text, start, end, languages=stated(text, language)))
        role = _role(table.cell(row, "role"))
        if role and self.voice:
            self.roles.setdefault(self.voice, role)
        for column, values in self.values.items():
            if row[column]:
                values.setdefault(self.voice, {})[row[column]] = None

    def _times(self, where: str, start: str, end: str) -> tuple[int | None, int | None]:
        found = [milliseconds(said, self.table.unit) if said else None for said in (start, end)]
        wrong = [said for said, time in zip((start, end), found, strict=True) if said and time is None]
        if found[0] is not None and found[1] is not None and found[1] < found[0]:
            wrong = [f"{start} - {end}"]
        if wrong:
            self.lost.append(
                Problem(where, f"a time cannot be understood: `{short(' '.join(wrong))}`", "its words are kept without a time")
            )
            return None, None
        return found[0], found[1]

    def reading(self, name: str, options: ImportOptions) -> Reading:
        """The draft, with the roles and variables that its rows say."""
        glue = " " if self.table.segments else "\n"
        lines, voices = lines_of(self.pieces, options, glue=glue, unnamed=_UNNAMED, apart=not self.table.segments)
        of_all, of_speakers, problems = self._variables()
        people = [DraftParticipant(label, self.roles.get(label, "participant"), "", of_speakers.get(label, {})) for label in self.labels]
        result = spoken(name, lines, options, people)
        return replace(
            result,
            drafts=tuple(replace(draft, variables=of_all) for draft in result.drafts),
            problems=(*problems, *self.named.problems(), *result.problems),
            notes=(*voices, *result.notes),
        )

    def _variables(self) -> tuple[Mapping[str, str], Mapping[str, Mapping[str, str]], list[Problem]]:
        """The variables of the transcript, those of its speakers, and what is neither: a variable that is one of all rows, or of all of a speaker's."""
        of_all: dict[str, str] = {}
        of_speakers: dict[str, dict[str, str]] = {}
        problems = []
        for column, by_speaker in self.values.items():
            title = self.table.columns.titles[column]
            values = dict.fromkeys(value for found in by_speaker.values() for value in found)
            if len(values) == 1:
                of_all[title] = next(iter(values))
            elif all(label and len(found) == 1 for label, found in by_speaker.items()):
                for label, found in by_speaker.items():
                    of_speakers.setdefault(label, {})[title] = next(iter(found))
            else:
                message = f"several values for one speaker are none: `{short(', '.join(values))}`"
                problems.append(Problem(f"column {title}", message, "give every speaker one value"))
        return of_all, of_speakers, problems


def _role(said: str) -> Role | None:
    if not said:
        return None
    if _labels.is_moderator(said):
        return "moderator"
    return "observer" if _labels.is_observer(said) else "participant"
