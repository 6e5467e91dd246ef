"""Findings that need nobody's judgement taken away: the changes that do it, and the text of a file after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.codebook._references import ARROW
from qualcode.codebook._source import Source
from qualcode.codebook.changes import SetList, SetText, TextField
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
        items = list(_code(book, self.code).keywords.get(self.language, ()))
        del items[len(items) - 1 - items[::-1].index(self.keyword)]
        return SetList(self.code, "keywords", self.language, tuple(items)).applied(book)


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
    for finding in findings:
        if finding.mend is not None and not isinstance(finding.mend, tuple):
            target = finding.mend.applied(target)
    return written(whole, target, where=where)
