"""Codings as a table of text: written, and read back all or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode import text as texts
from qualcode.actions import acting, sheets
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.model import CODING_COLUMNS, IN_CONSENSUS, ORIGINS, Codebook, Coding, Origin
from qualcode.store import coders, codes, codings
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.store.places import Place, Places
from qualcode.table import Column, Table, without

_LAYERS: Mapping[str, str] = {"": "coder", "coder": "coder", codings.CONSENSUS: "consensus"}
_ORIGINS: Mapping[str, Origin] = {"": "imported", **{origin: origin for origin in ORIGINS}, "suggested": "imported"}


def table(found: Iterable[Coding], book: Codebook) -> Table:
    """Codings as a table that `coding import` reads: one row each, with a column per attribute of the codebook."""
    attributes = [attribute.id for attribute in book.attributes]
    rows = tuple(
        (
            coding.guid,
            coding.transcript,
            coding.code,
            coding.coder,
            coding.layer,
            coding.start,
            coding.end,
            coding.turn or None,
            coding.quotation,
            coding.origin,
            coding.note,
            ", ".join(coding.was),
            *(coding.attributes.get(name, "") for name in attributes),
        )
        for coding in found
    )
    numbers = {"start", "end", "turn"}
    columns = [Column(name, name, "number" if name in numbers else "code" if name == "code" else "text") for name in CODING_COLUMNS]
    labels = {attribute.id: {value.id: value.id for value in attribute.values} for attribute in book.attributes}
    columns += [Column(name, name, "text", labels=labels[name]) for name in attributes]
    return Table(title="Codings", unit="coding", columns=tuple(columns), rows=rows, exact=True)


_USUAL = {"layer": "coder", "origin": "manual"}


def for_people(found: Table) -> Table:
    """The table to be read: ids as short as commands take them, without places and without columns that say what is usual in every row."""
    silent = {
        column.name for at, column in enumerate(found.columns) if all(row[at] in ("", None, _USUAL.get(column.name)) for row in found.rows)
    }
    shown = without(found, (silent | {"start", "end"}) - {"id", "transcript", "code", "quote"})
    return replace(shown, rows=tuple((str(guid)[-8:], *cells) for guid, *cells in shown.rows))


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import of codings did: how many came in per coder, and how many were there already.

    `other` of those have a note or attributes in the file that differ from what they have here, where they stay as they are.
    """

    new: Mapping[str, int]
    already: int
    new_coders: tuple[str, ...]
    other: int = 0


def read_in(store: Store, path: Path, *, actor: str, finished: bool = False, dry_run: bool = False) -> Taken:
    """Import the codings of a CSV file as one change: all of them, or none when any row cannot be understood.

    Each row has transcript, code and coder, and either start and end, or a quote that stands exactly once in the transcript (in the turn,
    when one is given), or a turn that is coded whole. Coders that the project does not know are entered, codes may be retired. Raises
    QualcodeError with a Problem per row that is wrong.
    """
    sheet = sheets.read(path)
    header, rows = sheet.columns, [(line, dict(zip(sheet.columns, row, strict=True))) for line, row in sheet.rows]
    book = codes.book(store)
    attributes = [attribute.id for attribute in book.attributes]
    strange = [name for name in header if name not in {*CODING_COLUMNS, *attributes}]
    if strange:
        known = ", ".join(name for name in (*CODING_COLUMNS, *attributes) if name not in {"id", "was"})
        raise QualcodeError(f"{path} has columns that are not known: {', '.join(strange)}", f"Known: {known}.")
    missing = [name for name in ("transcript", "code", "coder") if name not in header]
    if missing:
        raise QualcodeError(f"{path} lacks the columns: {', '.join(missing)}", "See the columns with: qualcode coding list --format csv")
    reader = _Reader(store, book)
    problems: list[Problem] = []
    by_coder: dict[tuple[str, str, Origin], list[NewCoding]] = {}
    for number, row in rows:
        try:
            by_coder.setdefault(reader.whose(row), []).append(reader.coding(row))
        except QualcodeError as error:
            problems.append(Problem(f"{path}:{number}", error.message, error.hint))
    if problems:
        raise QualcodeError(
            f"{path}: {len(problems)} of {len(rows)} rows cannot be understood; nothing was imported.",
            "Correct these rows and try again.",
            tuple(problems),
        )
    with store.rehearsal() if dry_run else store.transaction():
        return _store(store, path, by_coder, reader.places, actor=actor, finished=finished)


def _store(
    store: Store,
    path: Path,
    by_coder: Mapping[tuple[str, str, Origin], list[NewCoding]],
    places: Places,
    *,
    actor: str,
    finished: bool,
) -> Taken:
    new: dict[str, int] = {}
    already = 0
    with change(store, f"coding import {path.name}", coder=coders.guid_of(actor)) as made:
        known = {coder.id: coder for coder in coders.all_of(store)}
        strangers = tuple(dict.fromkeys(name for name, _, _ in by_coder if name not in known))
        for name in strangers:
            known[name] = coders.add(made, name, name, "", {})
        for (name, layer, origin), rows in by_coder.items():
            guids, there = codings.add(made, known[name], rows, origin=origin, layer=layer, places=places, retired=True)
            new[name] = new.get(name, 0) + len(guids)
            already += there
            if finished:
                for transcript in dict.fromkeys(coding.transcript for coding in rows):
                    coders.assign(made, known[name], transcript, "finished")
    return Taken(new, already, strangers, _otherwise(store, by_coder) if already else 0)


def _otherwise(store: Store, by_coder: Mapping[tuple[str, str, Origin], list[NewCoding]]) -> int:
    """How many rows say something else of a coding than what is held of it."""
    held = {_where(each.coder, each.layer, each): _what(each) for each in codings.of_everybody(store)}
    return sum(held[_where(name, layer, row)] != _what(row) for (name, layer, _), rows in by_coder.items() for row in rows)


def _where(coder: str, layer: str, coding: Coding | NewCoding) -> tuple[object, ...]:
    """What two codings cannot have in common."""
    return coder, layer, coding.transcript, coding.code, coding.start, coding.end


def _what(coding: Coding | NewCoding) -> tuple[str, dict[str, str]]:
    """What is said with a coding."""
    return coding.note, dict(coding.attributes)


class _Reader:
    """Understands the rows, each name in them looked up once."""

    def __init__(self, store: Store, book: Codebook) -> None:
        self.places = Places(store)
        self._book = book
        self._attributes = [attribute.id for attribute in book.attributes]
        self._codes: dict[str, str] = {}
        self._coders: dict[str, str] = {}
        self._entered = {coder.id for coder in coders.all_of(store)}

    def whose(self, row: Mapping[str, str]) -> tuple[str, str, Origin]:
        """The coder, layer and origin of a row. What came from a suggestion elsewhere has no yes of a person here: it is `imported`.

        So is what was agreed or decided on elsewhere, where it comes in as a coder's own.
        """
        layer, origin = _LAYERS.get(row.get("layer", "")), _ORIGINS.get(row.get("origin", ""))
        if layer is None:
            raise unknown("layer", row["layer"], filter(None, _LAYERS))
        if origin is None:
            raise unknown("origin", row["origin"], filter(None, _ORIGINS))
        return self._coder(row["coder"]), layer, origin if layer == codings.CONSENSUS or origin not in IN_CONSENSUS else "imported"

    def _coder(self, said: str) -> str:
        if said not in self._coders:
            if not said.strip():
                raise QualcodeError("The row names no coder.", "Give the id of the coder.")
            id = acting.coder_id(said.strip())
            coders.check_apart(id, self._entered)
            self._entered.add(id)
            self._coders[said] = id
        return self._coders[said]

    def _code(self, said: str) -> str:
        if said not in self._codes:
            self._codes[said] = codes.codable(self._book, said.strip(), retired=True).id
        return self._codes[said]

    def coding(self, row: Mapping[str, str]) -> NewCoding:
        """The coding of a row. Raises QualcodeError for a name that is unknown and a place that is none."""
        place = self.places[row["transcript"].strip()]
        code = self._code(row["code"])
        start, end = _span(place, row)
        given = {name: row[name].strip() for name in self._attributes if row.get(name, "").strip()}
        codings.check_attributes(self._book, given)
        return NewCoding(place.slug, code, start, end, texts.canonical(row.get("note", ""))[0], given)


def _number(said: str, what: str) -> int:
    try:
        return int(said)
    except ValueError:
        raise QualcodeError(f"{what} is not a whole number: {said}", "Give digits only.") from None


def _span(place: Place, row: Mapping[str, str]) -> tuple[int, int]:
    """Where a row says that its coding stands. A quote is compared in canonical form: at the edge of a cell joiners join nothing."""
    quote, turn = row.get("quote", ""), row.get("turn", "").strip()
    if row.get("start", "").strip() or row.get("end", "").strip():
        start, end = _number(row.get("start", ""), "start"), _number(row.get("end", ""), "end")
        codings.check_span(start, end, place.text, place.slug)
        if quote and texts.canonical(place.text[start:end])[0] != texts.canonical(quote)[0]:
            raise QualcodeError(
                f"At {start}-{end} of {place.slug} stands another text than the quote.", "Leave start and end empty to look for the quote."
            )
        return start, end
    whole = place.turn(_number(turn, "turn")) if turn else (0, len(place.text))
    if quote:
        return _quoted(place, quote, whole)
    if not turn:
        raise QualcodeError("The row says no place.", "Give start and end, or a quote, or a turn.")
    codings.check_span(*whole, place.text, place.slug)
    return whole


def _quoted(place: Place, quote: str, within: tuple[int, int]) -> tuple[int, int]:
    found = texts.find(place.text, quote, *within)
    if not found:
        raise QualcodeError(f"The quote does not stand in {place.slug}: {quote[:60]!r}", "Copy it from the transcript as it is.")
    if len(found) > 1:
        raise QualcodeError(f"The quote stands {len(found)} times in {place.slug}: {quote[:60]!r}", "Give a longer one, or its turn too.")
    return found[0].start, found[0].end
