"""The filter of the workbench, typed as in a mail reader: `sector:justice speaker:R3 code:- language:fr wacht`."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qualcode import study as studies
from qualcode.errors import QualcodeError, unknown
from qualcode.model import UNSURE, Codebook, Study
from qualcode.store import codes
from qualcode.text import fold
from qualcode.workbench.document import Document

_NAMES = {
    "speaker": ("speaker", "spreker", "locuteur", "who"),
    "language": ("language", "taal", "langue", "lang"),
    "code": ("code", "thema"),
}
NONE = "-"
"""A code in a filter: turns without any coding of one's own."""


@dataclass(frozen=True)
class Limit:
    """Which turns are shown: of all parts that say anything, each must hold. Several values of a part are alternatives."""

    text: str = ""
    speakers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()


NOTHING = Limit()


def parsed(text: str, study: Study, book: Codebook, speakers: set[str]) -> Limit:
    """The filter that is meant. Raises QualcodeError for every name or value that is unknown, with the known ones."""
    try:
        parts = shlex.split(text)
    except ValueError:
        raise QualcodeError(f"A quotation mark is open in: {text}", 'Close it, as in: speaker:"R 3"') from None
    found: dict[str, list[str]] = {"speaker": [], "language": [], "code": []}
    where: dict[str, tuple[str, ...]] = {}
    words: list[str] = []
    for part in parts:
        name, colon, value = part.partition(":")
        if not colon:
            words.append(fold(part))
            continue
        kind = next((kind for kind, names in _NAMES.items() if name.casefold() in names), "")
        if kind:
            found[kind] += value.split(",")
            continue
        declared = studies.variable(study, name)
        where[declared.name] = (*where.get(declared.name, ()), *(studies.value(declared, one) for one in value.split(",")))
    said = Limit(text.strip(), tuple(found["speaker"]), tuple(found["language"]), tuple(found["code"]), where, tuple(words))
    _check(said, study, book, speakers)
    return replace(said, codes=tuple(_below(book, said.codes)))


def _below(book: Codebook, wanted: tuple[str, ...]) -> list[str]:
    """Codes and all that stand under them; a code stands before those under it in the codebook."""
    found = list(wanted)
    for code in book.codes:
        if code.parent in found and code.id not in found:
            found.append(code.id)
    return found


def _check(said: Limit, study: Study, book: Codebook, speakers: set[str]) -> None:
    for speaker in said.speakers:
        if speaker not in speakers:
            raise unknown("speaker", speaker, speakers)
    for language in said.languages:
        if language not in (*study.languages, UNSURE):
            raise unknown("language", language, (*study.languages, UNSURE))
    for code in said.codes:
        if code != NONE:
            codes.get(book, code)


def passing(limit: Limit, document: Document, tags: Mapping[str, Mapping[str, str]]) -> list[int]:
    """The turns of a document that a filter lets through, ascending; `tags` are the variables of each speaker."""
    if limit == NOTHING:
        return list(range(len(document.turns)))
    found = []
    for at, turn in enumerate(document.turns):
        if limit.speakers and turn.speaker not in limit.speakers:
            continue
        if limit.languages and turn.language not in limit.languages:
            continue
        own = tags.get(turn.speaker, {})
        if any(own.get(name) not in accepted for name, accepted in limit.where.items()):
            continue
        if limit.codes and not _has_code(document, at, limit.codes):
            continue
        text = fold(turn.text) if limit.words else ""
        if any(word not in text for word in limit.words):
            continue
        found.append(at)
    return found


def _has_code(document: Document, at: int, wanted: tuple[str, ...]) -> bool:
    if NONE in wanted and not document.coded(at):
        return True
    return any(mark.code in wanted for mark in document.on(at))
