"""A worksheet that comes back: what was filled in, what of it fits the codebook as it is now, and the codebook with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.codebook.worksheet import CODE, FIELD, KEY, LISTS, MARK, Slot, check_language, slots
from qualcode.errors import Problem, Unreadable
from qualcode.model import Attribute, AttributeValue, Code, Codebook
from qualcode.opening.sheet import Sheet
from qualcode.text import beginning, canonical, fold

_FILL = re.compile(rf"(?:{MARK}|->|=>)\s*(\S+)")
_GUARDED = re.compile(r"'(?=[-=+@\t\r\n＝＋－＠])")
"""What .csv has before a text that a spreadsheet would take for a formula."""

_SHORT = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a worksheet: where it stands, what it is about, in which language, what the other languages said, and what was filled in."""

    where: str
    code: str
    field: str
    key: str
    language: str
    sources: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Conflict(Problem):
    """What was filled in and does not fit any more: `old` is what it was made of, `now` what stands there today."""

    old: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What becomes of a worksheet: the codebook with it, how many texts came into it, were there already or are empty still.

    `conflicts` do not fit the codebook any more and can be taken all the same, `problems` can not.
    """

    book: Codebook
    taken: int
    there: int
    empty: int
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]


def rows(name: str, sheets: Iterable[Sheet]) -> list[Row]:
    """The rows of a worksheet, from whatever file it stands in; `name` is the file's. Raises Unreadable when there are none."""
    found: list[Row] = []
    forms = 0
    for sheet in sheets:
        head = next((at for at, cells in enumerate(sheet.rows) if {CODE, FIELD} <= set(map(_heading, cells))), None)
        if head is None:
            continue
        forms += 1
        found += _rows(name, sheet, head)
    if not forms:
        raise Unreadable(
            f"{name} is no worksheet: no table in it has the columns {CODE} and {FIELD}.",
            "Make one with: qualcode codebook translate --to fr -o missing.xlsx",
        )
    return found


def _heading(cell: str) -> str:
    return " ".join(fold(cell).split())


def _rows(name: str, sheet: Sheet, head: int) -> Iterator[Row]:
    headings = [" ".join(cell.split()) for cell in sheet.rows[head]]
    plain = [_heading(cell) for cell in headings]
    fills = [(at, found[1]) for at, cell in enumerate(headings) if (found := _FILL.fullmatch(cell))]
    if len(fills) != 1:
        which = "no column" if not fills else "several columns"
        raise Unreadable(
            f"{name}: {which} to be filled in, whose heading is an arrow and a language.", f"Give it the heading it had, as in: {MARK} fr"
        )
    [(fill, language)] = fills
    own = {plain.index(CODE), plain.index(FIELD), fill, *([plain.index(KEY)] if KEY in plain else [])}
    title = f", {sheet.title}" if sheet.title else ""
    for number, cells in enumerate(sheet.rows[head + 1 :], head + 1):
        if not any(cell.strip() for cell in cells):
            continue
        row = [*cells, *[""] * (len(headings) - len(cells))]
        yield Row(
            f"{name}{title}, {sheet.where(number)}",
            " ".join(row[plain.index(CODE)].split()),
            " ".join(row[plain.index(FIELD)].split()),
            row[plain.index(KEY)].strip() if KEY in plain else "",
            language,
            {headings[at]: _unguarded(row[at]) for at in range(len(headings)) if at not in own and headings[at]},
            _unguarded(row[fill]),
        )


def _unguarded(cell: str) -> str:
    """A text of a cell in canonical form, each line without white space around it, and without the guard of .csv."""
    lines = (line.strip() for line in canonical(_GUARDED.sub("", cell, count=1) if _GUARDED.match(cell) else cell)[0].split("\n"))
    return "\n".join(lines).strip()


def settled(book: Codebook, found: Sequence[Row], *, anyway: bool = False) -> Filled:
    """What was filled in, put into the codebook where it fits; `anyway` also where it does not fit any more.

    A text does not fit when what it was translated from has changed since, and when another was filled in meanwhile.
    """
    known = _Known(book, {row.language for row in found})
    texts: dict[tuple[str, str, str], dict[str, str]] = {}
    taken = there = empty = 0
    conflicts: list[Conflict] = []
    problems: list[Problem] = []
    for row in found:
        slot = known.slot(row)
        if not row.text:
            empty += 1
            continue
        if slot is None:
            problems.append(known.problem(row))
            continue
        text = _laid(row.text, slot.field)
        said = texts.get(slot.place, {}).get(row.language, slot.texts.get(row.language, ""))
        if _same(text, said):
            there += 1
            continue
        conflict = _conflict(row, slot, said)
        if conflict is not None:
            conflicts.append(conflict)
        if conflict is None or anyway:
            taken += 1
            texts.setdefault(slot.place, {})[row.language] = text
    return Filled(_with(book, texts), taken, there, empty, tuple(conflicts), tuple(problems))


class _Known:
    """The slots of a codebook, by key and by name."""

    def __init__(self, book: Codebook, languages: Iterable[str]) -> None:
        self.book = book
        for language in languages:
            check_language(book, language)
        self.keys = {slot.key(language): slot for language in languages for slot in slots(book)}
        self.names = {(slot.name, slot.field): slot for slot in slots(book)}
        self.subjects = {slot.name for slot in slots(book)}
        self.retired = {code.id for code in book.codes if code.status == "retired"}

    def slot(self, row: Row) -> Slot | None:
        """What a row is about: by its key, which outlasts a new id; by its names where it has none."""
        return self.keys.get(row.key) if row.key else self.names.get((row.code, row.field))

    def problem(self, row: Row) -> Problem:
        """Why a row is about nothing."""
        what = f"{row.code} {row.field} ({row.language})".strip()
        if row.code in self.retired:
            return Problem(row.where, f"{what}: the code is retired", "take it into use again first: qualcode codebook restore")
        if row.code not in self.subjects:
            return Problem(row.where, f"{what}: there is no such code or attribute any more", "was it taken out, or joined with another?")
        if row.key and (row.code, row.field) in self.names:
            return Problem(row.where, f"{what}: the key is not that of the text", "leave the columns as they were, or empty the key")
        return Problem(row.where, f"{what}: it has no such field", "leave the columns as they were")


def _conflict(row: Row, slot: Slot, said: str) -> Conflict | None:
    what = f"{slot.name} {slot.field} ({row.language})"
    if said:
        message = f"{what} was filled in otherwise meanwhile: {beginning(said, _SHORT)}"
        return Conflict(row.where, message, f"the worksheet has: {beginning(row.text, _SHORT)}", row.text, said)
    sources = {language: text for language, text in row.sources.items() if text and language in {*slot.texts, *_languages(row)}}
    if not sources:
        return Conflict(row.where, f"{what}: the worksheet does not say any more what it was translated from", "put the column back")
    for language, text in sources.items():
        now = slot.texts.get(language, "")
        if not _same(text, now):
            message = f"{what}: the {language} has changed since: {beginning(now, _SHORT) or '(nothing)'}"
            return Conflict(row.where, message, f"it was: {beginning(text, _SHORT)}", text, now)
    return None


def _languages(row: Row) -> list[str]:
    """The columns of a row that are headed as languages are."""
    return [name for name in row.sources if name.isalpha() and name.islower() and len(name) <= 3]


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _laid(text: str, field: str) -> str:
    """A text as the codebook has it: labels on one line, keywords with one a line whatever parts them."""
    if field == "keywords":
        return "\n".join(dict.fromkeys(word for piece in re.split(r"[\n;,]", text) if (word := " ".join(piece.split()))))
    if field == "examples":
        return "\n".join(line for line in text.split("\n") if line)
    return text if field in {"definition", "include", "exclude"} else " ".join(text.split())


# --- putting it in ------------------------------------------------------------------------------------------------------------------


def _with(book: Codebook, texts: Mapping[tuple[str, str, str], Mapping[str, str]]) -> Codebook:
    """The codebook with texts in their places; a language that it has not is its last one then."""
    languages = tuple(dict.fromkeys([*book.languages, *(language for said in texts.values() for language in said)]))
    codes: dict[str, dict[str, Mapping[str, Any]]] = {}
    labels: dict[str, Mapping[str, str]] = {}
    for (noun, subject, field), said in texts.items():
        if noun == "code":
            parts = {language: tuple(text.split("\n")) if field in LISTS else text for language, text in said.items()}
            codes.setdefault(subject, {})[field] = parts
        else:
            labels[subject] = said

    def together(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        every = {**old, **new}
        return {language: every[language] for language in dict.fromkeys([*languages, *every]) if language in every}

    def code(old: Code) -> Code:
        fields: dict[str, Any] = {field: together(getattr(old, field), parts) for field, parts in codes[old.guid].items()}
        return replace(old, **fields)

    def value(attribute: str, old: AttributeValue) -> AttributeValue:
        return replace(old, label=together(old.label, labels.get(f"{attribute}\x1f{old.id}", {})))

    def attribute(old: Attribute) -> Attribute:
        values = tuple(value(old.id, each) for each in old.values)
        return replace(old, label=together(old.label, labels.get(old.id, {})), values=values)

    return replace(
        book,
        languages=languages,
        codes=tuple(code(old) if old.guid in codes else old for old in book.codes),
        attributes=tuple(map(attribute, book.attributes)),
    )
