"""What a Word document holds beside the text of its body: taken out of the tree, counted, and listed with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import Problem
from qualcode.importers._document import is_page_number
from qualcode.importers._lines import changes_note, many
from qualcode.opening.guard import parse, short

if TYPE_CHECKING:
    from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def word(name: str) -> str:
    """The tag of a WordprocessingML element."""
    return f"{{{W}}}{name}"


P, R, T, TR, TC, RPR, PPR, VAL = (word(name) for name in ("p", "r", "t", "tr", "tc", "rPr", "pPr", "val"))
DEL, INS, MOVE_FROM, MOVE_TO, CELL_DEL = (word(name) for name in ("del", "ins", "moveFrom", "moveTo", "cellDel"))
BOX, VANISH, NUMBERED, SYMBOL = (word(name) for name in ("txbxContent", "vanish", "numPr", "sym"))
_TR_PR, _TC_PR = word("trPr"), word("tcPr")
_ALTERNATE, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_DRAWN = frozenset(word(name) for name in ("drawing", "pict", "object", "txbxContent"))
_EMBEDDED = frozenset(word(name) for name in ("altChunk", "subDoc", "contentPart"))
_REFERENCES = {word("footnoteReference"): "footnote", word("endnoteReference"): "endnote", word("commentReference"): "comment"}
_SPECIAL = (DEL, INS, MOVE_FROM, MOVE_TO, CELL_DEL, VANISH, NUMBERED, SYMBOL, _ALTERNATE, *_DRAWN, *_EMBEDDED, *_REFERENCES)
_PICTURES = frozenset({"imagedata", "blip", "OLEObject", "chart", "relIds"})
_INTO_BODY = "put it into the body of the text if it was said"


class Rest:
    """Collects what is taken out of one document; `problems` and `notes` say it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.counts: Counter[str] = Counter()
        self.references: dict[tuple[str, str], etree._Element | None] = {}
        self.found: list[tuple[etree._Element | None, str, str]] = []
        self.hidden: dict[etree._Element | None, str] = {}
        self._gone: set[etree._Element] = set()

    def prune(self, body: etree._Element) -> None:
        """Take out of the tree what is not text of the body as a reader sees it with all changes accepted."""
        special = list(body.iter(*_SPECIAL))
        if not special:
            return
        for element in special:
            if element.tag == _ALTERNATE:
                self._one_branch(element)
        marks = [paragraph for element in special if element not in self._gone and (paragraph := self._take(element)) is not None]
        _join(marks)

    def _one_branch(self, element: etree._Element) -> None:
        branches = [child for child in element if child.tag == _CHOICE and any(True for _ in child.iter(T, *_DRAWN))]
        branches = branches or [child for child in element if child.tag == _FALLBACK]
        for child in list(element):
            if child is not (branches[0] if branches else None):
                self._remove(child)

    def _take(self, element: etree._Element) -> etree._Element | None:
        """Deal with one special element. A paragraph comes back whose end is deleted."""
        tag = element.tag
        parent = element.getparent()
        assert parent is not None
        if tag in (DEL, MOVE_FROM, CELL_DEL):
            return self._deletion(element, parent)
        if tag in (INS, MOVE_TO):
            if parent.tag not in (RPR, NUMBERED):
                self.counts["move" if tag == MOVE_TO else "insertion"] += 1
        elif tag == VANISH:
            self._vanished(element, parent)
        elif tag == NUMBERED:
            self.counts["numbered"] += parent.tag == PPR
        elif tag == SYMBOL:
            self._symbol(element)
        elif tag in _REFERENCES:
            self.references.setdefault((_REFERENCES[tag], element.get(word("id"), "")), _paragraph_of(element))
        elif tag in _DRAWN:
            self._drawn(element)
        elif tag in _EMBEDDED:
            self._say(element, "another document that is built in was not read", "import that document too")
        return None

    def _deletion(self, element: etree._Element, parent: etree._Element) -> etree._Element | None:
        self.counts["deletion"] += element.tag != MOVE_FROM
        if parent.tag == RPR:
            return _paragraph_of(element)
        if parent.tag in (_TR_PR, _TC_PR):
            row = parent.getparent()
            if row is not None:
                self._remove(row)
        else:
            self._remove(element)
        return None

    def _vanished(self, element: etree._Element, properties: etree._Element) -> None:
        run = properties.getparent()
        if run is None or run.tag != R or element.get(VAL, "1") in ("0", "false", "off"):
            return
        words = text_of(run)
        if words:
            place = _paragraph_of(run)
            self.hidden[place] = self.hidden.get(place, "") + words
        self._remove(run)

    def _symbol(self, element: etree._Element) -> None:
        which = f"{element.get(word('char'), '?')} of the font {element.get(word('font'), '?')}"
        self._say(element, f"a symbol ({short(which, 60)}) stands as � in the text", "type it as a letter or a word")

    def _drawn(self, element: etree._Element) -> None:
        boxes = [element] if element.tag == BOX else element.iter(BOX)
        words = " / ".join(text for box in boxes if (text := text_of(box)))
        if not words:
            words = " ".join(node.text for node in element.iter("{*}t") if node.text)
        if words:
            self._say(element, f"a text box is not part of the text: `{short(words)}`", _INTO_BODY)
        elif any(_local(node) in _PICTURES for node in element.iter()):
            alt = next((node.get("descr", "") for node in element.iter("{*}docPr") if node.get("descr")), "")
            self._say(element, f"a picture or object is left out{f': `{short(alt)}`' if alt else ''}", "")
        self._remove(element)

    def _say(self, element: etree._Element, message: str, fix: str) -> None:
        self.found.append((_paragraph_of(element), message, fix))

    def _remove(self, element: etree._Element) -> None:
        self._gone.update(element.iter())
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    def beside(self, parts: Mapping[str, bytes], main: str) -> None:
        """List the notes, comments, headers and footers, which are parts of their own."""
        seen: set[str] = set()
        for member in sorted(parts):
            kind = next((kind for kind in ("footnote", "endnote", "comment", "header", "footer") if f"/{kind}" in member), "")
            if not kind or member == main:
                continue
            root = parse(self.name, member, parts[member])
            if kind in ("header", "footer"):
                words = text_of(root)
                if not is_page_number(words) and words not in seen:
                    self.found.append((None, f"a {kind} is not part of the text: `{short(words)}`", _INTO_BODY))
                seen.add(words)
                continue
            for note in root.iter(word(kind)):
                words = text_of(note)
                if words:
                    place = self.references.get((kind, note.get(word("id"), "")))
                    self.found.append(
                        (place, f"{_a(kind)} is not part of the text: `{short(words)}`", "" if kind == "comment" else _INTO_BODY)
                    )

    def problems(self, body: etree._Element) -> tuple[Problem, ...]:
        """What was left out, with the number of its paragraph in the body."""
        found = self.found + [(place, f"hidden text is left out: `{short(words)}`", "") for place, words in self.hidden.items()]
        if not found:
            return ()
        numbers: dict[etree._Element | None, int] = {paragraph: number for number, paragraph in enumerate(body.iter(P), 1)}
        placed = sorted(((numbers.get(place, 0), message, fix) for place, message, fix in found), key=lambda problem: problem[0])
        return tuple(Problem(f"paragraph {number}" if number else "", message, fix) for number, message, fix in placed)

    def notes(self) -> tuple[str, ...]:
        """What was done with tracked changes and automatic numbers."""
        counts = self.counts
        said = changes_note(counts["insertion"], counts["deletion"], counts["move"])
        if counts["numbered"]:
            said.append(f"The automatic number or bullet of {many(counts['numbered'], 'paragraph')} is not part of the text.")
        return tuple(said)


def text_of(element: etree._Element) -> str:
    """The words below an element, on one line."""
    paragraphs: Iterable[etree._Element] = [element] if element.tag in (P, R) else element.iter(P)
    return " ".join(" ".join("".join(node.text or "" for node in paragraph.iter(T)) for paragraph in paragraphs).split())


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _paragraph_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(P), None)


def _join(ended: Sequence[etree._Element]) -> None:
    """Join each paragraph whose end is deleted with the one after it; `ended` are in the order of the document."""
    open_ended = set(ended)
    for paragraph in ended:
        last = paragraph
        while last in open_ended:
            open_ended.discard(last)
            after = paragraph.getnext()
            parent = paragraph.getparent()
            if after is None or after.tag != P or parent is None:
                break
            for child in list(after):
                if child.tag != PPR:
                    paragraph.append(child)
            parent.remove(after)
            last = after
