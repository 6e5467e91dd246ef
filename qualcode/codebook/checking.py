"""What a codebook that can be read still lacks: translations, definitions, words and references that clash or lead nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualcode.codebook.reading import Places, locate
from qualcode.errors import Problem
from qualcode.model import Code, Codebook, Texts
from qualcode.text import fold

_ARROW = re.compile(r"(?:->|→)\s*")
_GOES_ON = re.compile(r"[\w-]|[.:]\w")
_NAME = re.compile(r"[^\s;,()]*")


def check(book: Codebook, where: str, used: Mapping[str, int] | None = None, text: str | None = None) -> list[Problem]:
    """What a person should look at in a codebook, each thing once; empty when there is nothing.

    `used` is how many codings each code id has: when it is given, active codes without any are listed. `text` is the file's text:
    with it every problem has its line and column, without it the code's id, and texts that a comma has cut off are listed too.
    """
    places, doubts = locate(text, where) if text is not None else ({}, ())
    at = _At(where, places)
    ids = _Ids(book)
    active = [code for code in book.codes if code.status != "retired"]
    found = [*doubts, *_attributes(book, at)]
    for code in active:
        found += [*_translations(code, book.languages, at), *_undeclared(code, book.languages, at), *_references(code, ids, at)]
        if used is not None and code.codable and not used.get(code.id):
            found.append(Problem(at(code.id), f"no coding uses {code.id}", "retire the code, or look whether another took its place"))
    return [*found, *_same_labels(active, at), *_same_definitions(active, at), *_same_keywords(active, at)]


@dataclass(frozen=True, slots=True)
class _At:
    """The place of a code or of a part of it, as near as it is known."""

    where: str
    places: Places

    def __call__(self, *key: str) -> str:
        for length in range(len(key), 0, -1):
            if key[:length] in self.places:
                return self.places[key[:length]]
        return f"{self.where}: {next(part for part in key if part)}"


class _Ids:
    """The ids of a codebook, for looking up what a reference names."""

    def __init__(self, book: Codebook) -> None:
        self.known = {code.id for code in book.codes}
        self.longest = max(map(len, self.known), default=0)
        self.sorted = sorted(self.known)

    def begin(self, text: str) -> bool:
        """Whether a text begins with one of the ids, which may hold blanks and dots, and not with a longer word."""
        lengths = range(1, min(len(text), self.longest) + 1)
        return any(text[:length] in self.known and not _GOES_ON.match(text, length) for length in lengths)

    def like(self, said: str) -> str:
        """The id that looks most like what was said, if one does."""
        from rapidfuzz import fuzz, process

        found = process.extractOne(said, self.sorted, scorer=fuzz.ratio, score_cutoff=60)
        return str(found[0]) if found else ""


def _attributes(book: Codebook, at: _At) -> Iterator[Problem]:
    for attribute in book.attributes:
        place = at("", attribute.id)
        if not attribute.values:
            yield Problem(place, f"attribute {attribute.id} has no values", "add values: or remove the attribute")
        for name, label in [(f"attribute {attribute.id}", attribute.label)] + [
            (f"value {value.id} of {attribute.id}", value.label) for value in attribute.values
        ]:
            for language in _missing(label, book.languages):
                yield Problem(place, f"{name} has no label in {language}", f"add {language}: ...")


def _missing(texts: Mapping[str, object], languages: Iterable[str]) -> list[str]:
    return [language for language in languages if not texts.get(language)]


def _translations(code: Code, languages: tuple[str, ...], at: _At) -> Iterator[Problem]:
    for language in _missing(code.label, languages):
        yield Problem(at(code.id, "label"), f"{code.id} has no label in {language}", f"add {language}: ...")
    if code.codable and not code.definition:
        yield Problem(at(code.id), f"{code.id} has no definition", "say in a sentence what belongs to it")
    for name, texts in _parts(code):
        if texts and name not in {"label", "examples"}:
            for language in _missing(texts, languages):
                yield Problem(at(code.id, name), f"{code.id} has no {name} in {language}", f"add {language}: ...")
    for language, other in _pairs_alike(code.definition):
        yield Problem(at(code.id, "definition", other), f"{code.id} has the same definition in {language} and {other}", "translate it")


def _undeclared(code: Code, languages: tuple[str, ...], at: _At) -> Iterator[Problem]:
    for name, texts in _parts(code):
        for language in texts:
            if language not in languages:
                message = f"{code.id} has its {name} in {language}, which is not among the languages of the codebook"
                yield Problem(at(code.id, name, language), message, f"known: {', '.join(languages)}")


def _parts(code: Code) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """What a code has per language, by its name in the file."""
    return (
        ("label", code.label),
        ("definition", code.definition),
        ("include", code.include),
        ("exclude", code.exclude),
        ("examples", code.examples),
        ("keywords", code.keywords),
    )


def _pairs_alike(texts: Texts) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for language, text in texts.items():
        other = first.setdefault(_folded(text), language)
        if other != language:
            yield other, language


def _references(code: Code, ids: _Ids, at: _At) -> Iterator[Problem]:
    """References `→ other.code` that lead to no code."""
    for name, texts in (("include", code.include), ("exclude", code.exclude)):
        for language, text in texts.items():
            for arrow in _ARROW.finditer(text):
                rest = text[arrow.end() :]
                if ids.begin(rest):
                    continue
                said = (_NAME.match(rest) or [""])[0].rstrip(".:!?")
                close = ids.like(said)
                fix = f"did you mean {close}?" if close else "write the id of a code after the arrow"
                yield Problem(at(code.id, name, language), f"{code.id} refers to {said or 'nothing'}, which is not a code", fix)


def _same_labels(codes: list[Code], at: _At) -> Iterator[Problem]:
    for (language, _), alike in _grouped((language, _folded(text), code) for code in codes for language, text in code.label.items()):
        first, *others = alike
        for code in others:
            yield Problem(
                at(code.id, "label", language),
                f"the labels of {first.id} and {code.id} in {language} differ by case or accents at most: {code.label[language]}",
                "give one of them another label, or join the codes",
            )


def _same_definitions(codes: list[Code], at: _At) -> Iterator[Problem]:
    for (language, _), alike in _grouped((language, _folded(text), code) for code in codes for language, text in code.definition.items()):
        first, *others = alike
        for code in others:
            yield Problem(
                at(code.id, "definition", language),
                f"{first.id} and {code.id} have the same definition in {language}",
                "say what sets them apart, or join the codes",
            )


def _same_keywords(codes: list[Code], at: _At) -> Iterator[Problem]:
    words = [(language, word, code) for code in codes for language, words in code.keywords.items() for word in words]
    for language, word, code in words:
        if not any(char.isalnum() for char in word):
            yield Problem(at(code.id, "keywords", language), f"the keyword {word} of {code.id} has no letters", "remove it")
    for (language, word), holders in _grouped((language, _folded(word), code) for language, word, code in words):
        first, *others = holders
        for code in others:
            message = f"the keyword {word} ({language}) stands twice in {code.id}"
            if code.id != first.id:
                message = f"the keyword {word} ({language}) stands in {first.id} and in {code.id}"
            yield Problem(at(code.id, "keywords", language), message, "keep it where it says most")


def _grouped(marked: Iterable[tuple[str, str, Code]]) -> Iterator[tuple[tuple[str, str], list[Code]]]:
    """The codes that share a (language, text), in order, where there are several."""
    groups: defaultdict[tuple[str, str], list[Code]] = defaultdict(list)
    for language, text, code in marked:
        groups[language, text].append(code)
    return ((key, codes) for key, codes in groups.items() if len(codes) > 1)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
