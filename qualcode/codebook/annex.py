"""The codebook as it stands in a report's annex: a table per theme, languages side by side, with examples, quotations and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.codebook._annex_words import named, quoted, word, words
from qualcode.model import Attribute, Code, Codebook, in_language
from qualcode.table import Column, Report, Section, Spoken, Table


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation, in a language, and who said it where."""

    text: str
    language: str
    speaker: str
    transcript: str
    turn: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a code occurs, and of how many."""

    segments: int
    participants: int
    participants_n: int
    groups: int
    groups_n: int


@dataclass(frozen=True)
class Shown:
    """What an annex shows. `languages` stand side by side, the first is that of the report.

    `examples`: at most so many of the codebook's own for each code and language (None: all). `quotations` and `counts` are by code, from
    `layer`, under `selection`; a code without counts gets none. `remarks` stand before all tables.
    """

    languages: tuple[str, ...]
    examples: int | None = None
    keywords: bool = False
    quotations: Mapping[str, Sequence[Said]] = field(default_factory=dict)
    counts: Mapping[str, Counted] = field(default_factory=dict)
    layer: str = ""
    selection: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def annex(book: Codebook, shown: Shown) -> Report:
    """A report with a section for each theme, one for codes under none, and one for the attributes of codings."""
    sections = [Section("", tuple(_explained(shown)))]
    apart: list[Code] = []
    for top in (code for code in book.codes if not code.parent):
        below = _below(book, top)
        if below:
            sections.append(_theme(top, below, shown))
        else:
            apart.append(top)
    if apart:
        heading = words("apart" if len(sections) == 1 else "other codes", shown.languages)
        sections.append(Section(heading, (_table(heading, apart, shown),)))
    if book.attributes:
        heading = words("attributes", shown.languages)
        sections.append(Section(heading, (_attributes(heading, book.attributes, shown.languages),)))
    title = f"{words('codebook', shown.languages)} – {book.id} {book.version}".strip()
    return Report(title, tuple(section for section in sections if section.blocks), shown.languages[0])


def _below(book: Codebook, top: Code) -> list[Code]:
    inside = {top.id}
    found = []
    for code in book.codes:
        if code.parent in inside:
            inside.add(code.id)
            found.append(code)
    return found


def _explained(shown: Shown) -> Iterator[str]:
    """What the figures count, and where quotations are from, in each language."""
    for language in dict.fromkeys(shown.languages):
        parts = [word("counted", language)] if shown.counts else []
        parts += [word("quoted", language)] if shown.quotations else []
        if parts:
            yield Spoken(" ".join(parts).format(layer=shown.layer), language)
    yield from shown.remarks


def _theme(top: Code, below: Sequence[Code], shown: Shown) -> Section:
    label = _label(top, shown.languages)
    return Section(label, (_table(f"{label} ({top.id})", [top, *below], shown, whole="" if top.codable else top.id),))


def _label(code: Code, languages: tuple[str, ...]) -> str:
    labels = dict.fromkeys(code.label[language] for language in languages if language in code.label)
    return " / ".join(labels) or in_language(code.label, languages, code.id)


def _table(title: str, codes: Iterable[Code], shown: Shown, whole: str = "") -> Table:
    """The table of these codes; what the theme `whole` says stands in it as said of all of them, and only if it says anything."""
    rows: list[tuple[str, ...]] = []
    for code in codes:
        heading = words("whole", shown.languages) if code.id == whole else f"{_label(code, shown.languages)} ({code.id})"
        parts = list(_parts(code, shown))
        if not parts and code.id != whole:
            parts = [("", *("" for _ in shown.languages))]
        rows += [(heading, *part) for part in parts]
    return Table(
        title=title,
        unit="",
        columns=(
            Column("code", "Code", "code"),
            Column("part", words("part", shown.languages), "text"),
            *(Column(language, named(language), "text", language=language) for language in shown.languages),
        ),
        rows=tuple(rows),
        layer=shown.layer,
        selection=shown.selection,
        group_by=1,
    )


def _parts(code: Code, shown: Shown) -> Iterator[tuple[str, ...]]:
    """What a code says, a row for each part: its name, and its text in each language; parts that say nothing are left out."""
    own = slice(shown.examples)
    texts: list[tuple[str, dict[str, str]]] = [
        ("definition", dict(code.definition)),
        ("include", dict(code.include)),
        ("exclude", dict(code.exclude)),
        ("examples", {language: _quotes(items[own], language) for language, items in code.examples.items()}),
        ("keywords", {language: ", ".join(items) for language, items in code.keywords.items()} if shown.keywords else {}),
        ("quotes", _quotations(shown.quotations.get(code.id, ()), shown.languages)),
    ]
    if code.id in shown.counts:
        texts.append(("count", {language: _count(shown.counts[code.id], language) for language in shown.languages}))
    if code.status != "active":
        texts.append(("status", {language: word(code.status, language) for language in shown.languages}))
    for name, found in texts:
        if any(found.get(language) for language in shown.languages):
            yield words(name, shown.languages), *(found.get(language, "") for language in shown.languages)


def _quotes(items: Iterable[str], language: str) -> str:
    return "\n".join(quoted(item, language) for item in items)


def _quotations(said: Sequence[Said], languages: tuple[str, ...]) -> dict[str, str]:
    """Quotations in the column of their language; those in a language that has none in the first, which says so."""
    found: dict[str, list[str]] = {}
    for each in said:
        there = each.language in languages
        source = ", ".join((each.speaker, each.transcript, str(each.turn), *(() if there else (each.language,))))
        found.setdefault(each.language if there else languages[0], []).append(f"{quoted(each.text, each.language)} ({source})")
    return {language: "\n".join(items) for language, items in found.items()}


def _count(counted: Counted, language: str) -> str:
    return " · ".join(
        (
            f"{counted.segments} {word('segment' if counted.segments == 1 else 'segments', language)}",
            word("participants", language).format(k=counted.participants, n=counted.participants_n),
            word("groups", language).format(k=counted.groups, n=counted.groups_n),
        )
    )


def _attributes(title: str, attributes: Iterable[Attribute], languages: tuple[str, ...]) -> Table:
    """The attributes with their values, each label in its language."""
    rows: list[tuple[str, ...]] = []
    notes = []
    for attribute in attributes:
        labels = " / ".join(dict.fromkeys(attribute.label[language] for language in languages if language in attribute.label))
        name = f"{labels} ({attribute.id})" if labels else attribute.id
        rows += [(name, value.id, *(value.label.get(language, "") for language in languages)) for value in attribute.values]
        if attribute.ordered:
            notes.append(f"{attribute.id}: {words('less to more', languages)}.")
    return Table(
        title=title,
        unit="",
        columns=(
            Column("attribute", words("attribute", languages), "text"),
            Column("value", words("value", languages), "text"),
            *(Column(language, named(language), "text", language=language) for language in languages),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        group_by=1,
    )
