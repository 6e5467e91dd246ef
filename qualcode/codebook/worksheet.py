"""What of a codebook is not translated yet, as a table that people fill in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.errors import QualcodeError, unknown
from qualcode.model import Codebook, Texts
from qualcode.saying import Three, said
from qualcode.table import Column, Report, Section, Spoken, Table

FIELDS = ("label", "definition", "include", "exclude", "examples", "keywords")
"""What is translated of a code; of an attribute and of its values it is the label."""

LISTS = frozenset({"examples", "keywords"})
"""The fields that hold several texts: in a cell they stand on lines of their own."""

MARK = "→"
"""What the heading of the column begins with that is to be filled in; the language stands behind it."""

CODE, FIELD, KEY = "code", "field", "key"

_HOW: Three = (
    (
        "Fill in the column {fill} and leave the other columns as they are; what stays empty is not translated yet. Where examples or "
        "keywords stand on lines of their own in a column beside it, yours do too."
    ),
    (
        "Vul de kolom {fill} in en laat de andere kolommen zoals ze zijn; wat leeg blijft, blijft onvertaald. Waar in een kolom ernaast "
        "elk voorbeeld of trefwoord op een eigen regel staat, doet u dat ook."
    ),
    (
        "Remplissez la colonne {fill} sans toucher aux autres ; ce qui reste vide n'est pas encore traduit. Là où, dans une colonne voisine, "
        "chaque exemple ou mot-clé est sur sa propre ligne, faites de même."
    ),
)

Noun = Literal["code", "attribute", "value"]


@dataclass(frozen=True, slots=True)
class Slot:
    """What is said in each language about one thing: a field of a code, or the label of an attribute or of a value of one.

    `subject` is what it is known by for good (a GUID, or ids), `name` what it is called now: `coop.secrecy`, `attribute stance`.
    """

    noun: Noun
    subject: str
    name: str
    field: str
    texts: Texts

    @property
    def place(self) -> tuple[Noun, str, str]:
        """What tells it from every other."""
        return self.noun, self.subject, self.field

    def key(self, language: str) -> str:
        """A short name for it in a language, the same whatever it is called and whatever it says."""
        said = "\x1f".join((*self.place, language))
        return hashlib.sha256(said.encode()).hexdigest()[:10]


def slots(book: Codebook, fields: Sequence[str] = FIELDS) -> Iterator[Slot]:
    """Everything in a codebook that is said per language, but for retired codes; lists with an item a line."""
    if "label" in fields:
        for attribute in book.attributes:
            yield Slot("attribute", attribute.id, f"attribute {attribute.id}", "label", attribute.label)
            for value in attribute.values:
                yield Slot("value", f"{attribute.id}\x1f{value.id}", f"attribute {attribute.id}", f"value {value.id}", value.label)
    for code in book.codes:
        for field in fields if code.status != "retired" else ():
            texts = getattr(code, field)
            if field in LISTS:
                texts = {language: "\n".join(items) for language, items in texts.items()}
            yield Slot("code", code.guid, code.id, field, texts)


def gaps(book: Codebook, language: str, fields: Sequence[str] = FIELDS) -> list[Slot]:
    """What is said in another language and not in this one, in the order of the file."""
    return [slot for slot in slots(book, fields) if not slot.texts.get(language) and any(slot.texts.values())]


def incomplete(book: Codebook) -> list[str]:
    """The languages of the codebook in which something is missing."""
    return [language for language in book.languages if gaps(book, language)]


def report(book: Codebook, languages: Sequence[str], fields: Sequence[str] = ()) -> Report:
    """A worksheet: for each language a table of what is missing, the other languages beside an empty cell.

    Raises QualcodeError for a field that is not translated.
    """
    strange = [field for field in fields if field not in FIELDS]
    if strange:
        raise unknown("field", strange[0], FIELDS)
    made = [_table(book, language, gaps(book, language, fields or FIELDS)) for language in languages]
    sections = tuple(Section("", (Spoken(_how(language), language), table)) for language, table in zip(languages, made, strict=True))
    return Report(f"{book.id} {book.version}".strip(), sections)


def _how(language: str) -> str:
    return said(_HOW, language).format(fill=f"{MARK} {language}")


def _table(book: Codebook, language: str, missing: Iterable[Slot]) -> Table:
    rows = list(missing)
    known = dict.fromkeys([*book.languages, *(other for slot in rows for other in slot.texts)])
    sources = [other for other in known if other != language and any(slot.texts.get(other) for slot in rows)]
    columns = (
        Column(CODE, CODE, "code"),
        Column(FIELD, FIELD, "code"),
        *(Column(source, source, "text", language=source) for source in sources),
        Column(f"{MARK} {language}", f"{MARK} {language}", "text", language=language, fill=True),
        Column(KEY, KEY, "code"),
    )
    return Table(
        f"{book.id} {MARK} {language}",
        "",
        columns,
        tuple((slot.name, slot.field, *(slot.texts.get(source, "") for source in sources), "", slot.key(language)) for slot in rows),
    )


def check_language(book: Codebook, language: str) -> None:
    """Raises QualcodeError for what cannot be the code of a language."""
    if language not in book.languages and not (
        language.isascii() and language.isalpha() and language.islower() and 2 <= len(language) <= 3
    ):
        raise QualcodeError(
            f"{language} is not the code of a language.",
            f"The codebook has {', '.join(book.languages)}; another has two or three small letters.",
        )
