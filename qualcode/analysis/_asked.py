"""What was asked of the corpus, as far as every analysis must know it, and the words for what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.model import Attribute, Code, Codebook, Selection, Study, Variable, in_language
from qualcode.table import Column, Described

ATTRIBUTE = "attribute:"
"""Before the name of an attribute of codings where it is a dimension: `attribute:stance`."""

_OTHER_DIMENSIONS: Mapping[str, Mapping[str, str]] = {
    "language": {"nl": "Taal", "fr": "Langue", "en": "Language"},
    "transcript": {"nl": "Transcript", "fr": "Transcription", "en": "Transcript"},
    "speaker": {"nl": "Spreker", "fr": "Locuteur", "en": "Speaker"},
    "kind": {"nl": "Soort", "fr": "Type", "en": "Kind"},
    "origin": {"nl": "Herkomst", "fr": "Origine", "en": "Origin"},
}
"""What cells can be split by without the study having declared it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the dimensions of the cells (`by`), the selection and the layer that were counted, and how to name things.

    `languages` are those that labels are wanted in, the best first. `all_codes` keeps rows for codes without codings. `labels` gives
    the words for the values of a dimension; notes name cells by these, and else by the ids that one types. `spoken` is the language that most of a transcript is in, by its id: with it, comparisons
    across languages are recognised where language is not a dimension. `coders` are the codings of the layer as (coder, language of the
    turn, how many). `words` is the language of our own words. `intervals` adds those of shares of groups, `brief` leaves out what a page has no room for: the rates of each group, the groups of each stance.
    `selected` are the words for the selection, of a name and of a `name=value`.
    """

    by: tuple[str, ...]
    selection: Selection
    layer: str
    languages: tuple[str, ...]
    all_codes: bool = False
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)
    coders: tuple[tuple[str, str, int], ...] = ()
    words: str = "en"
    intervals: bool = False
    brief: bool = False
    selected: Mapping[str, str] = field(default_factory=dict)

    def described(self) -> Described:
        """The selection for the head of a table."""
        return Described(self.selection.described(), self.selected)


def of_codings(dimension: str) -> bool:
    """Whether a dimension belongs to codings and not to what is said: then it has no denominators of its own."""
    return dimension == "origin" or dimension.startswith(ATTRIBUTE)


def heading(name: str, asked: Asked, study: Study | None = None, book: Codebook | None = None) -> str:
    """The label of a variable, attribute or other dimension in the wanted language, else its name."""
    declared = _declared(name, study, book)
    return in_language(declared.label if declared else _OTHER_DIMENSIONS.get(name, {}), asked.languages, name.removeprefix(ATTRIBUTE))


def value_labels(name: str, asked: Asked, study: Study | None = None, book: Codebook | None = None) -> Mapping[str, str]:
    """The words for the values of a dimension: those that were given with the question, else those of the study or the codebook."""
    if name in asked.labels:
        return asked.labels[name]
    declared = _declared(name, study, book)
    if isinstance(declared, Attribute):
        return {value.id: in_language(value.label, asked.languages, value.id) for value in declared.values}
    return {id: in_language(texts, asked.languages, id) for id, texts in declared.values.items()} if declared else {}


def columns_of(
    names: Iterable[str], asked: Asked, study: Study | None = None, book: Codebook | None = None, *, beside: Iterable[str] = ()
) -> list[Column]:
    """A column for each of these dimensions, headed and with its values in words.

    It has the dimension's name, with a `_` behind it where one in `beside` is called so: a study may call a variable `words`.
    """
    taken = set(beside)
    columns = []
    for name in names:
        free = name.removeprefix(ATTRIBUTE)
        while free in taken:
            free += "_"
        taken.add(free)
        columns.append(Column(free, heading(name, asked, study, book), "text", labels=value_labels(name, asked, study, book)))
    return columns


def _declared(name: str, study: Study | None, book: Codebook | None) -> Variable | Attribute | None:
    if name.startswith(ATTRIBUTE):
        return next((attribute for attribute in book.attributes if ATTRIBUTE + attribute.id == name), None) if book else None
    return study.variables.get(name) if study else None


def code_label(code: Code, asked: Asked) -> str:
    """The label of a code in the wanted language, else its id."""
    return in_language(code.label, asked.languages, code.id)


def code_names(ids: Iterable[str], book: Codebook, asked: Asked) -> str:
    """Codes for a sentence, as cells are named there: by their labels if these are wanted, else by the ids that one types."""
    known = {code.id: code_label(code, asked) for code in book.codes} if asked.labels else {}
    return ", ".join(known.get(id, id) for id in ids)


def chosen_codes(book: Codebook, asked: Asked) -> tuple[Code, ...]:
    """The codes that the selection asks for, in the order of the codebook: all of them, or those named and what stands under them."""
    wanted = set(asked.selection.codes)
    if not wanted:
        return book.codes
    for code in book.codes:
        if code.parent in wanted:
            wanted.add(code.id)
    return tuple(code for code in book.codes if code.id in wanted)


def selected_words(asked: Asked, study: Study, book: Codebook | None) -> dict[str, str]:
    """The words for a selection: of its variables and attributes, of their values, of languages and of codes."""
    where = {**asked.selection.where, **{ATTRIBUTE + name: values for name, values in asked.selection.attributes.items()}}
    words = {}
    for name in where:
        short = name.removeprefix(ATTRIBUTE)
        words[short] = heading(name, asked, study, book)
        words |= {f"{short}={value}": told for value, told in value_labels(name, asked, study, book).items()}
    words |= {f"language={value}": told for value, told in asked.labels.get("language", {}).items()}
    return words | {f"code={code.id}": code_label(code, asked) for code in (book.codes if book else ())}
