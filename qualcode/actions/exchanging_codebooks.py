"""Codebooks written for other programs and for reports, and read from files of other programs."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.actions import asking, selecting
from qualcode.actions.selecting import Said
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.model import Codebook, Selection
from qualcode.store import codes, codings, tallies
from qualcode.store.database import Store
from qualcode.table import Table
from qualcode.text import slug

if TYPE_CHECKING:
    from qualcode.codebook.annex import Counted
    from qualcode.codebook.annex import Said as Quotation
    from qualcode.codebook.exchange.reading import Foreigners
    from qualcode.store.codings import Layer
    from qualcode.table import Report

FULL = "full"
DATA = (".qdc", ".csv", ".xlsx", ".yaml")
"""The suffixes of files for other programs; other formats that tables are written in are for reports."""


@dataclass(frozen=True)
class InUse:
    """A codebook with the text of its file."""

    book: Codebook
    text: str


def in_use(store: Store) -> InUse:
    """The codebook that is loaded. Raises QualcodeError when none is."""
    book = codes.book(store)
    version = codes.loaded(store)
    assert version is not None, "a codebook that is in use was loaded"
    return InUse(book, codes.text_of(store, version[0]))


def in_file(path: Path) -> InUse:
    """The codebook in a file of ours. Raises QualcodeError for what is none."""
    from qualcode.codebook import reading

    return InUse(*reading.read(path))


def is_data(path: Path) -> bool:
    """Whether a file of this suffix is for other programs; else it is for a report. Raises QualcodeError for one that is for neither."""
    from qualcode.exporters import _choose as exporters

    if path.suffix.lower() in DATA:
        return True
    try:
        exporters.by_suffix(path)
    except QualcodeError as error:
        raise QualcodeError(error.message, f"Use one of {', '.join(DATA)}, or for a report .docx, .html, .md, .tex.") from error
    return False


# --- for other programs -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Data:
    """What is to be written for other programs. `languages` empty: all; `others`: descriptions hold the texts in all other languages too.

    `counts` is how many codings each code has, for the form that says it.
    """

    form: str = FULL
    languages: Sequence[str] = ()
    others: bool = False
    counts: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Files:
    """The files that are to be written, and what they do not say of the codebook."""

    files: tuple[tuple[Path, bytes], ...]
    problems: tuple[Problem, ...]


def as_data(codebook: InUse, path: Path, data: Data) -> Files:
    """The files that `path` asks for by its suffix: one, or `FILE.nl.qdc`, `FILE.fr.qdc` ... for a form that has no languages."""
    suffix, book = path.suffix.lower(), codebook.book
    if suffix == ".yaml":
        return Files(((path, codebook.text.encode()),), ())
    if suffix != ".qdc" and data.form == FULL:
        from qualcode.codebook.exchange import full

        return Files(((path, _table(full.as_table(book, guarded=suffix == ".csv"), suffix)),), ())
    languages = _languages(book, data.languages)
    paths = [path if len(languages) == 1 else path.with_name(f"{path.stem}.{language}{path.suffix}") for language in languages]
    if suffix == ".qdc":
        from qualcode.codebook.exchange import qdc

        others = book.languages if data.others else ()
        files = tuple((each, qdc.written(book, language, others)) for each, language in zip(paths, languages, strict=True))
        return Files(files, qdc.losses(book, languages, others))
    return _for_peers(book, list(zip(paths, languages, strict=True)), data)


def _languages(book: Codebook, said: Sequence[str]) -> tuple[str, ...]:
    """The languages to write in: those said, else all that the codebook declares and has a label in."""
    for language in said:
        if language not in book.languages:
            raise unknown("language of the codebook", language, book.languages)
    labelled = {language for code in book.codes for language in code.label}
    return tuple(dict.fromkeys(said)) or tuple(language for language in book.languages if language in labelled) or book.languages[:1]


def _for_peers(book: Codebook, files: Sequence[tuple[Path, str]], data: Data) -> Files:
    from qualcode.codebook.exchange import peers
    from qualcode.codebook.exchange.losses import Losses

    if data.form not in peers.FORMS:
        raise unknown("form", data.form, (FULL, *peers.FORMS))
    written = [(path, peers.written(book, data.form, language, data.counts)) for path, language in files]
    losses = Losses(book)
    losses.of_languages([language for _, language in files])
    problems = dict.fromkeys([*(problem for _, each in written for problem in each.problems), *losses.problems()])
    suffix = files[0][0].suffix.lower()
    return Files(
        tuple((path, _table(each.table, suffix, headings=each.headings)) for path, each in written),
        (*problems, *(Problem(suffix, taken) for taken in [peers.taken(data.form, suffix)] if taken)),
    )


def _table(table: Table, suffix: str, *, headings: bool = True) -> bytes:
    from qualcode.exporters import csv, xlsx

    data = io.BytesIO()
    if suffix == ".csv":
        csv.write_exact(table, data, headings=headings)
    else:
        xlsx.write_exact(table, data)
    return data.getvalue()


def written_down(files: Files) -> None:
    """Writes the files, each whole or not at all. Raises QualcodeError when one cannot be written."""
    from qualcode.exporters import _choose as exporters

    for path, data in files.files:
        exporters.put(data, path)


def number_of_codings(store: Store, layer: str, said: Said) -> dict[str, int]:
    """How many codings each code has in a layer, under a selection."""
    selection = selecting.selection(store, said)
    return dict(Counter(coding.code for coding in codings.all_of(store, selection, codings.layer(store, layer))))


# --- for reports ------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What stands in the annex of a report. `languages` empty: the first of the codebook.

    `examples`: at most so many of the codebook's own and so many quotations for each code and language; None: all of its own, no quotations.
    """

    languages: Sequence[str] = ()
    examples: int | None = None
    keywords: bool = False
    counts: bool = False
    layer: str = ""
    said: Said = field(default_factory=Said)

    @property
    def asks_the_corpus(self) -> bool:
        """Whether codings are needed."""
        return self.counts or bool(self.examples)


def as_report(book: Codebook, path: Path, wanted: Wanted, store: Store | None) -> Files:
    """The file for a report, in the form that `path` asks for; without a project (`store`) it has no quotations and no counts."""
    from qualcode import plugins
    from qualcode.exporters import _choose as exporters

    data = io.BytesIO()
    plugins.load("exporters", exporters.by_suffix(path)).write(_annex(book, wanted, store), data)
    return Files(((path, data.getvalue()),), ())


def _annex(book: Codebook, wanted: Wanted, store: Store | None) -> Report:
    from qualcode.codebook.annex import Shown
    from qualcode.codebook.annex import annex as made

    known = {*book.languages, *(language for code in book.codes for language in code.label)}
    for language in wanted.languages:
        if language not in known:
            raise unknown("language of labels", language, known)
    languages = tuple(dict.fromkeys(wanted.languages)) or book.languages[:1]
    if store is None or not wanted.asks_the_corpus:
        return made(book, Shown(languages, wanted.examples, wanted.keywords))
    layer = codings.layer(store, wanted.layer)
    selection = selecting.selection(store, wanted.said)
    remarks = asking.with_waiting(store, Table("", "", (), ()), layer, selection).notes
    shown = Shown(
        languages,
        wanted.examples,
        wanted.keywords,
        _quotations(store, selection, layer, wanted.examples, languages) if wanted.examples else {},
        _counts(store, selection, layer, book) if wanted.counts else {},
        layer.name,
        selection.described(),
        remarks,
    )
    return made(book, shown)


def _quotations(store: Store, selection: Selection, layer: Layer, most: int, languages: Sequence[str]) -> dict[str, tuple[Quotation, ...]]:
    from qualcode.codebook.annex import Said as Quotation
    from qualcode.codebook.quoting import chosen

    by_code: dict[str, list[Quotation]] = {}
    for each in codings.quoted(store, selection, layer):
        if each.role == "participant" and each.turn:
            said = Quotation(each.coding.quotation, each.language, each.speaker, each.coding.transcript, each.turn)
            by_code.setdefault(each.coding.code, []).append(said)
    return {code: chosen(said, most, languages) for code, said in by_code.items()}


def _counts(store: Store, selection: Selection, layer: Layer, book: Codebook) -> dict[str, Counted]:
    from qualcode.codebook.annex import Counted

    bases = tallies.bases(store, selection)
    people, groups = (bases[0].participants, bases[0].transcripts) if bases else (0, 0)
    found = {each.code: each for each in tallies.tallies(store, selection, layer)}
    counts = {code.id: Counted(0, 0, people, 0, groups) for code in book.codes}
    return counts | {
        id: Counted(each.segments, each.participants, people, each.transcripts, groups) for id, each in found.items() if id in counts
    }


# --- from other programs ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Strange:
    """How files of other programs are to be read; what is empty is found out. `id` is that of the codebook."""

    id: str = ""
    languages: Sequence[str] = ()
    encoding: str = ""
    split: str | None = None


def read(paths: Sequence[Path], how: Strange, target: Path | None, store: Store | None) -> tuple[Foreigners, str]:
    """The codebook in files of other programs, and the text of a file of ours with it.

    Codes that the codebook in use of the project (`store`) knows by their GUID get the ids that they have there.
    """
    from qualcode.codebook.exchange import reading
    from qualcode.opening import guard

    sources = [guard.received(path, "codebook") for path in paths]
    id = how.id or slug((target or paths[0]).name.split(".")[0]) or "codebook"
    known: dict[str, str] = {}
    likely: tuple[str, ...] = ("nl", "fr", "en")
    if store is not None:
        likely = tuple(dict.fromkeys([*store.study.languages, *likely]))
        if codes.loaded(store) is not None:
            known = {code.guid: code.id for code in codes.book(store).codes}
    found = reading.read(sources, reading.Wish(id, how.languages, likely, how.encoding, how.split, known, insist=bool(how.id)))
    comments = [f"Imported from {note}." for note in found.notes[: len(paths)]]
    return found, reading.text_of(found.book, comments, str(target or "the codebook"))


def check_new(path: Path) -> None:
    """Raises QualcodeError where there is a file already, or no folder: nothing of a team's work is written over."""
    if path.exists():
        raise QualcodeError(f"{path} exists already.", "Give another name, and bring the two together with: qualcode codebook merge")
    if not path.parent.is_dir():
        raise QualcodeError(f"There is no folder {path.parent}.", "Make it first, or give another FILE after -o.")


def put_new(text: str, path: Path) -> None:
    """Writes a codebook file where there is none. Raises QualcodeError when it cannot be written."""
    from qualcode import files

    check_new(path)
    try:
        files.put(path, text)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise QualcodeError(message, "Write where you may write, and where there is room.") from error
