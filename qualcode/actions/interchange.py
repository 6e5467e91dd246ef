"""Codings as a table of text: written, and read back all or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode import text as texts
from qualcode.errors import Problem, QualcodeError
from qualcode.model import Codebook, Coding
from qualcode.store import coders, codes, codings, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.table import Column, Table

COLUMNS = ("transcript", "code", "coder", "layer", "start", "end", "turn", "quote", "origin", "note")


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
            *(coding.attributes.get(name, "") for name in attributes),
        )
        for coding in found
    )
    numbers = {"start", "end", "turn"}
    columns = [Column("id", "id", "text")]
    columns += [Column(name, name, "number" if name in numbers else "code" if name == "code" else "text") for name in COLUMNS]
    labels = {attribute.id: {value.id: value.id for value in attribute.values} for attribute in book.attributes}
    columns += [Column(name, name, "text", labels=labels[name]) for name in attributes]
    return Table(title="Codings", unit="coding", columns=tuple(columns), rows=rows, exact=True)


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import of codings did: how many came in per coder, and how many were there already."""

    new: Mapping[str, int]
    already: int
    new_coders: tuple[str, ...]


def read_in(store: Store, path: Path, *, actor: str, finished: bool = False, dry_run: bool = False) -> Taken:
    """Import the codings of a CSV file as one change: all of them, or none when any row cannot be understood.

    Each row has transcript, code and coder, and either start and end, or a quote that stands exactly once in the transcript (in the turn,
    when one is given), or a turn that is coded whole. Coders that the project does not know are entered. Raises QualcodeError with a
    Problem per row that is wrong.
    """
    header, rows = _parsed(path)
    book = codes.book(store)
    attributes = [attribute.id for attribute in book.attributes]
    unknown = [name for name in header if name not in {*COLUMNS, *attributes, "id"}]
    if unknown:
        known = ", ".join((*COLUMNS, *attributes))
        raise QualcodeError(f"{path} has columns that are not known: {', '.join(unknown)}", f"Known: {known}.")
    missing = [name for name in ("transcript", "code", "coder") if name not in header]
    if missing:
        raise QualcodeError(f"{path} lacks the columns: {', '.join(missing)}", "See the columns with: qualcode coding list --format csv")
    place = _Places(store)
    problems: list[Problem] = []
    by_coder: dict[tuple[str, str, str], list[NewCoding]] = {}
    for number, row in rows:
        try:
            coding = _coding(place, book, row, attributes)
        except QualcodeError as error:
            problems.append(Problem(f"{path}:{number}", error.message, error.hint))
            continue
        layer, origin = row.get("layer") or "coder", row.get("origin") or "imported"
        by_coder.setdefault((row["coder"], layer, "imported" if origin == "suggested" else origin), []).append(coding)
    if problems:
        raise QualcodeError(
            f"{path}: {len(problems)} of {len(rows)} rows cannot be understood; nothing was imported.",
            "Correct these rows and try again.",
            tuple(problems),
        )
    if dry_run:
        return Taken({coder: len(new) for (coder, _, _), new in by_coder.items()}, 0, ())
    return _store(store, path, by_coder, actor=actor, finished=finished)


def _store(store: Store, path: Path, by_coder: Mapping[tuple[str, str, str], list[NewCoding]], *, actor: str, finished: bool) -> Taken:
    new: dict[str, int] = {}
    already = 0
    with change(store, f"coding import {path.name}", coder=coders.guid_of(actor)) as made:
        known = {coder.id: coder for coder in coders.all_of(store)}
        strangers = tuple(dict.fromkeys(name for name, _, _ in by_coder if name not in known))
        for name in strangers:
            known[name] = coders.add(made, name, name, "", {})
        for (name, layer, origin), rows in by_coder.items():
            guids, there = codings.add(made, known[name], rows, origin=origin, layer=layer)  # type: ignore[arg-type]
            new[name] = new.get(name, 0) + len(guids)
            already += there
            if finished:
                for transcript in {coding.transcript for coding in rows}:
                    coders.assign(made, known[name], transcript, "finished")
    return Taken(new, already, strangers)


def _parsed(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise QualcodeError(f"There is no file {path}.", "Check the name.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise QualcodeError(f"{path} cannot be read: {error}", "Save it as CSV in UTF-8.") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                raise QualcodeError(
                    f"{path}:{reader.line_num}: {len(row)} cells for {len(header)} columns.", "Put quotation marks around text with commas."
                )
            rows.append((reader.line_num, dict(zip(header, row, strict=True))))
    except csv.Error as error:
        raise QualcodeError(f"{path}:{reader.line_num}: {error}", "Save it as CSV in UTF-8, with a comma between columns.") from error
    return header, rows


class _Places:
    """The texts and turns of the transcripts that rows name, each read once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._texts: dict[str, str] = {}
        self._turns: dict[str, list[tuple[int, int]]] = {}

    def text(self, slug: str) -> str:
        if slug not in self._texts:
            key, _ = transcripts.key(self.store, slug)
            self._texts[slug] = transcripts.text(self.store, key)[1]
        return self._texts[slug]

    def turn(self, slug: str, said: str) -> tuple[int, int]:
        if slug not in self._turns:
            self._turns[slug] = [(turn.start, turn.end) for turn in transcripts.turns(self.store, slug)]
        turns = self._turns[slug]
        number = _number(said, "turn")
        if not 1 <= number <= len(turns):
            raise QualcodeError(f"{slug} has no turn {number}.", f"Its turns are 1 to {len(turns)}.")
        return turns[number - 1]


def _number(said: str, what: str) -> int:
    try:
        return int(said)
    except ValueError:
        raise QualcodeError(f"{what} is not a whole number: {said}", "Give digits only.") from None


def _coding(place: _Places, book: Codebook, row: Mapping[str, str], attributes: list[str]) -> NewCoding:
    transcript = row["transcript"].strip()
    text = place.text(transcript)
    code = codes.codable(book, row["code"].strip())
    if not row["coder"].strip() or texts.slug(row["coder"]).replace("-", "") == "":
        raise QualcodeError("The row names no coder.", "Give the id of the coder.")
    if (row.get("layer") or "coder") not in ("coder", codings.CONSENSUS):
        raise QualcodeError(f"Unknown layer: {row['layer']}", f"Known: coder, {codings.CONSENSUS}.")
    if (row.get("origin") or "imported") not in ("manual", "suggested", "search", "imported"):
        raise QualcodeError(f"Unknown origin: {row['origin']}", "Known: manual, suggested, search, imported.")
    start, end = _span(place, transcript, text, row)
    codings.check_span(start, end, text, transcript)
    given = {name: row[name].strip() for name in attributes if row.get(name, "").strip()}
    codings.check_attributes(book, given)
    return NewCoding(transcript, code.id, start, end, texts.canonical(row.get("note", ""))[0], given)


def _span(place: _Places, transcript: str, text: str, row: Mapping[str, str]) -> tuple[int, int]:
    said_start, said_end, quote, turn = (row.get(name, "") for name in ("start", "end", "quote", "turn"))
    if said_start.strip() or said_end.strip():
        start, end = _number(said_start, "start"), _number(said_end, "end")
        codings.check_span(start, end, text, transcript)
        if quote and text[start:end] != quote:
            raise QualcodeError(
                f"At {start}-{end} of {transcript} stands another text than the quote.", "Leave start and end empty to look for the quote."
            )
        return start, end
    if quote:
        return _quoted(transcript, text, quote, place.turn(transcript, turn) if turn.strip() else (0, len(text)))
    if turn.strip():
        return place.turn(transcript, turn)
    raise QualcodeError("The row says no place.", "Give start and end, or a quote, or a turn.")


def _quoted(transcript: str, text: str, quote: str, within: tuple[int, int]) -> tuple[int, int]:
    found = texts.find(text, quote, *within)
    if not found:
        raise QualcodeError(f"The quote does not stand in {transcript}: {quote[:60]!r}", "Copy it from the transcript as it is.")
    if len(found) > 1:
        raise QualcodeError(f"The quote stands {len(found)} times in {transcript}: {quote[:60]!r}", "Give a longer one, or its turn too.")
    return found[0].start, found[0].end
