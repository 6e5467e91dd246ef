"""Findings that need nobody's judgement taken away: the changes that do it, and the text of a file after them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.codebook._references import ARROW
from qualcode.codebook._source import Source
from qualcode.codebook.changes import SetText, TextField
from qualcode.codebook.findings import Finding
from qualcode.codebook.writing import written
from qualcode.errors import unknown
from qualcode.model import Code, Codebook


@dataclass(frozen=True)
class DropKeyword:
    """A keyword of a code taken out: the last that is written so."""

    code: str
    language: str
    keyword: str

    def applied(self, book: Codebook) -> Codebook:
        """The codebook without it."""
        _code(book, self.code)
        return _without(book, {(self.code, self.language): [self.keyword]})


@dataclass(frozen=True)
class Redirect:
    """References of a text that lead nowhere led to a code."""

    code: str
    field: TextField
    language: str
    said: str
    id: str

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with the id in their place."""
        text = getattr(_code(book, self.code), self.field)[self.language]
        there = re.compile(rf"({ARROW.pattern}){re.escape(self.said)}(?![\w-])")
        return SetText(self.code, self.field, self.language, there.sub(lambda found: found[1] + self.id, text)).applied(book)


def _code(book: Codebook, id: str) -> Code:
    found = book.code(id)
    if found is None:
        raise unknown("code", id, (code.id for code in book.codes))
    return found


def mended(source: Source, findings: Sequence[Finding], where: str) -> str:
    """The text of a codebook file after the mends of these findings; only the lines that they are about are touched.

    Texts that a comma has cut are put together first. Raises QualcodeError when the result could not be read as what it should say.
    """
    edits = {finding.mend for finding in findings if isinstance(finding.mend, tuple)}
    text = source.changed(0, len(source.text), edits) if edits else source.text
    whole = Source(text, where)
    target = whole.book
    drops: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        if isinstance(finding.mend, DropKeyword):
            drops.setdefault((finding.mend.code, finding.mend.language), []).append(finding.mend.keyword)
        elif finding.mend is not None and not isinstance(finding.mend, tuple):
            target = finding.mend.applied(target)
    return written(whole, _without(target, drops), where=where)


def _without(book: Codebook, drops: Mapping[tuple[str, str], Sequence[str]]) -> Codebook:
    """The codebook without keywords, by code and language: all at once, for there may be thousands."""
    by_code: dict[str, dict[str, Counter[str]]] = {}
    for (id, language), words in drops.items():
        by_code.setdefault(id, {})[language] = Counter(words)

    def left(items: tuple[str, ...], gone: Counter[str]) -> tuple[str, ...]:
        kept = []
        for item in reversed(items):
            gone[item] -= 1
            if gone[item] < 0:
                kept.append(item)
        return tuple(reversed(kept))

    def code(old: Code) -> Code:
        if old.id not in by_code:
            return old
        words = {language: left(items, by_code[old.id].get(language, Counter())) for language, items in old.keywords.items()}
        return replace(old, keywords={language: items for language, items in words.items() if items})

    return replace(book, codes=tuple(map(code, book.codes)))
