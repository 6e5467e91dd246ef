"""The pieces of a codebook file: fields, texts and lists per language, as they are understood, with what is wrong with them."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping

from qualcode.codebook import tree
from qualcode.codebook.growing import Complaints
from qualcode.model import Texts
from qualcode.text import beginning

MOST_LANGUAGES = 60
"""No codebook is in more; each of them is looked for in every code."""

_LONGEST_ID = 100

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Pieces:
    """What reads pieces of a file; what is wrong with them goes to the complaints."""

    def __init__(self, complaints: Complaints) -> None:
        self.complaints = complaints

    def fields(self, node: tree.Tree, known: tuple[str, ...], what: str, *besides: str) -> dict[str, tree.Entry]:
        """The entries of a map by name; those without a value count as not written, those with an unknown name are complaints.

        `besides` are names of which the complaint is made elsewhere.
        """
        if not isinstance(node, tree.Mapping):
            self.complaints.add(node, f"{what} is a map of {', '.join(known[:3])} ...", "write each as name: value")
            return {}
        for entry in node.entries:
            if entry.key.text not in known and entry.key.text not in besides:
                close = difflib.get_close_matches(entry.key.text, known, n=1)
                fix = f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"
                self.complaints.add(entry.key, f"{what} has no {entry.key.text}", fix)
            elif entry.key.text == "colour" and self.is_empty(entry):
                self.complaints.add(entry.key, "the colour is empty", 'a # begins a comment unless it is in quotation marks: "#3366aa"')
        wanted = {*known, *besides}
        return {entry.key.text: entry for entry in node.entries if entry.key.text in wanted and not self.is_empty(entry)}

    def items(self, entry: tree.Entry, message: str, fix: str) -> tuple[tree.Tree, ...]:
        if isinstance(entry.value, tree.Sequence):
            return entry.value.items
        self.complaints.add(entry.key if self.is_empty(entry) else entry.value, message, fix)
        return ()

    def identifier(self, node: tree.Tree, what: str) -> str:
        """An id: any text on one line."""
        if not isinstance(node, tree.Scalar) or not node.text.strip():
            self.complaints.add(node, f"the id of {what} is not text", "write a short name, the same in every language")
            return ""
        if node.text != node.text.strip() or "\n" in node.text or "\t" in node.text:
            self.complaints.add(node, f"the id of {what} has white space around it or more than one line", "write it on one line")
        if len(node.text) > _LONGEST_ID:
            message = f"the id of {what} has more than {_LONGEST_ID} characters: {beginning(node.text, 20)}"
            self.complaints.add(node, message, "write a short name; what it says goes into its label")
        return node.text.strip()

    def text(self, entry: tree.Entry, *, one_line: bool = False) -> str:
        if not isinstance(entry.value, tree.Scalar):
            self.complaints.add(entry.value, f"{entry.key.text} is not text", "write it on one line, or in quotation marks")
            return ""
        return " ".join(entry.value.text.split()) if one_line else entry.value.text.strip()

    def texts(self, entry: tree.Entry | None, *, one_line: bool = False) -> Texts:
        """Text per language, without the languages that have none."""
        found = {}
        for nodes, language, at in self.by_language(entry):
            if nodes.kinds[at] > tree.BLOCK:
                self.complaints.add(nodes.node(at), f"{language} is not text", "write it on one line, or in quotation marks")
            elif not nodes.empty(at) and (text := _laid(nodes.said(at), one_line=one_line)):
                found[language] = text
        return found

    def lists(self, entry: tree.Entry | None, *, or_text: bool) -> Mapping[str, tuple[str, ...]]:
        """A list of texts per language; where `or_text`, one text may stand without being a list."""
        found: dict[str, tuple[str, ...]] = {}
        for nodes, language, at in self.by_language(entry):
            kind = nodes.kinds[at]
            fix = f"write {language}: [one, two]"
            if kind in {tree.LIST, tree.BRACKETS}:
                found[language] = tuple([self.item(nodes, item, fix, one_line=not or_text) for item in nodes.within(at)])
            elif nodes.empty(at):
                continue
            elif or_text and kind <= tree.BLOCK:
                found[language] = (nodes.said(at).strip(),)
            else:
                self.complaints.add(nodes.node(at), f"{language} is not a list", fix)
        return {language: texts for language, texts in found.items() if texts}

    def item(self, nodes: tree.Nodes, at: int, fix: str, *, one_line: bool) -> str:
        """A text of a list."""
        is_text = nodes.kinds[at] <= tree.BLOCK
        text = _laid(nodes.said(at), one_line=one_line) if is_text else ""
        if not text:
            self.complaints.add(nodes.node(at), "this is not a piece of text", fix if is_text else "put it in quotation marks")
        return text

    def by_language(self, entry: tree.Entry | None) -> Iterator[tuple[tree.Nodes, str, int]]:
        """What is given per language: each language, and the number of the node that stands with it.

        Most of a codebook is read here, so no more is made of it than its text.
        """
        if entry is None:
            return
        if not isinstance(entry.value, tree.Mapping):
            name = entry.key.text
            self.complaints.add(entry.value, f"{name} is not given per language", f"write {name}: {{nl: ..., fr: ...}}")
            return
        nodes = entry.value.nodes
        numbers = nodes.within(entry.value.number)
        for number, key in enumerate(numbers):
            if number == MOST_LANGUAGES:
                self.complaints.add(nodes.node(key), f"these are more than {MOST_LANGUAGES} languages", "is it the right file?")
                return
            yield nodes, nodes.said(key), next(numbers)

    def matching(self, entry: tree.Entry | None, form: re.Pattern[str], fix: str) -> str:
        if entry is None:
            return ""
        text = self.text(entry, one_line=True)
        if not form.fullmatch(text) and isinstance(entry.value, tree.Scalar):
            self.complaints.add(entry.value, f"{entry.key.text} cannot be {text}", fix)
        return text

    def since(self, entry: tree.Entry | None) -> str:
        """The version of the codebook or the date in which a code came; what looks like a date must be one."""
        if entry is None:
            return ""
        text = self.text(entry, one_line=True)
        if not can_be_since(text):
            self.complaints.add(entry.value, f"since cannot be {text}: there is no such day", "write a day as in 2026-03-31, or a version")
        return text

    def truth(self, entry: tree.Entry | None, *, otherwise: bool) -> bool:
        if entry is None:
            return otherwise
        value = entry.value
        if isinstance(value, tree.Scalar) and value.plain and value.text in _TRUTH:
            return _TRUTH[value.text]
        self.complaints.add(value, f"{entry.key.text} is neither true nor false", "write true or false, without quotation marks")
        return otherwise

    def has_text(self, entry: tree.Entry | None) -> bool:
        """Whether something was written, be it of the wrong form."""
        if entry is None:
            return False
        return not isinstance(entry.value, tree.Mapping) or any(not self.is_empty(part) for part in entry.value.entries)

    def is_empty(self, entry: tree.Entry) -> bool:
        return isinstance(entry.value, tree.Scalar) and entry.value.empty


def _laid(text: str, *, one_line: bool) -> str:
    return " ".join(text.split()) if one_line else text.strip()


def can_be_since(text: str) -> bool:
    """Whether this can be the version or the day since which a code is there: what looks like a day must be one."""
    if not _DATE.fullmatch(text):
        return True
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
