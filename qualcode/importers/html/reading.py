"""Web pages (.html) as Word, LibreOffice, Google Docs or noScribe save them: what a reader sees; what is not part of it is listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass

from qualcode.errors import Problem
from qualcode.importers import _document
from qualcode.importers._encodings import decoded
from qualcode.importers._lines import changes_note
from qualcode.importers.html import MARKS
from qualcode.importers.html.blocks import Body
from qualcode.importers.html.tokens import Look, Styles, Token, declarations, tokens
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening.guard import MAX_MEMBER

MAX_DEPTH = 100
"""Elements within elements; those that are deeper are read as if they were not there, their text as any."""

_DECLARED = re.compile(
    rb"<meta\s[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,80}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_ENCODINGS = re.compile(
    r"utf-?8|(?:windows-?|cp)\d{3,4}|iso-?8859-?\d{1,2}|latin-?\d|us-ascii|ascii|mac-?roman|macintosh|x-mac-roman|koi8-\w"
)

_VOID = frozenset("area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split())
_HEAD = frozenset("base link meta script style title noscript template object xml".split())
_SKIPPED = frozenset("script style title xml noembed noframes xmp".split())
_HIDDEN = frozenset({"noscript", "template"})
_PICTURES = frozenset("img object embed svg canvas video audio iframe applet".split())
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead tr ul
    """.split()
)
_CLOSES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"table"}))),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}), frozenset({"table"}))),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "table", "td", "th"})),
    **dict.fromkeys(("dd", "dt"), (frozenset({"dd", "dt"}), frozenset({"dl", "table", "td", "th"}))),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""Elements whose beginning ends others of these names, if these stand in none of those."""
_P = (frozenset({"p"}), frozenset({"table", "td", "th", "caption", "button"}))

_REFERENCE = re.compile(r"#(?:_ftn|_edn|_msocom_|sdfootnote|sdendnote|ftnt|cmnt)(\d{1,6})(?:sym)?")
_BACK = re.compile(r"#(_ftnref|_ednref|_msoanchor_|sdfootnote|sdendnote|ftnt_ref|cmnt_ref)(\d{1,6})(?:anc)?")
_NOTE = re.compile(r"(ftn|edn|sdfootnote|sdendnote)(\d{1,6})")
_TIMES = re.compile(r"ts_(\d{1,9})_(\d{1,9})_")
_HEADING = re.compile(r"h[1-6]")
_SILENT_COMMENT = re.compile(r"\s*(?:\[|<!|StartFragment|EndFragment|\W*\Z)")


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of a web page, with tracked changes as if accepted. Raises Unreadable for what is cut off, or larger than a transcript."""
    name = source.path.name
    text, notes = _letters(source, options)
    page = _Page(name)
    for token in tokens(name, text):
        page.take(token)
    page.end()
    return _document.reading(name, page.body.blocks, options, page.listed(), (*notes, *page.notes()))


def _letters(source: Source, options: ImportOptions) -> tuple[str, tuple[str, ...]]:
    """The characters of a page: in the encoding that it declares, if it fits."""
    found = None if options.encoding or source.data.startswith(MARKS) else _DECLARED.search(source.data[:4096])
    declared = (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""
    if _ENCODINGS.fullmatch(declared) and b"\x00" not in source.data:
        western = declared in ("ascii", "us-ascii", "latin1", "latin-1", "iso-8859-1", "iso8859-1")
        try:
            return source.data.decode("cp1252" if western else declared), ()
        except (UnicodeError, LookupError):
            pass
    return decoded(source, options, MAX_MEMBER)


class _Aside:
    """Text that is not part of the body while it is read: what it is, and the paragraph of the body at which it stands."""

    def __init__(self, kind: str, paragraph: int) -> None:
        self.kind = kind
        self.paragraph = paragraph
        self.pieces: list[str] = []

    def problem(self) -> Problem | None:
        """What is said of it; nothing when it has no words."""
        words = " ".join("".join(self.pieces).split())
        if not words or (self.kind in _MARGINS and _document.is_page_number(words)):
            return None
        return _document.hidden(self.paragraph, words) if self.kind == "hidden" else _document.beside(self.paragraph, self.kind, words)


@dataclass(slots=True)
class _Change:
    """An insertion or a deletion; it counts when it has words."""

    kind: str
    counted: bool = False


@dataclass(slots=True)
class _Element:
    """What holds within an element. `written` is how much text came before it."""

    name: str = ""
    written: int = 0
    aside: _Aside | None = None
    change: _Change | None = None
    _: KW_ONLY
    skipped: bool = False
    bold: bool = False
    spaces_kept: bool = False
    heading: int = 0
    is_block: bool = False
    is_table: bool = False


_MARGINS = frozenset({"header", "footer"})
_KINDS = {"ftn": "footnote", "edn": "endnote", "sdfootnote": "footnote", "sdendnote": "endnote"}
_BACK_KINDS = {"_ednref": "endnote", "sdendnote": "endnote", "_msoanchor_": "comment", "cmnt_ref": "comment"}
_ELEMENTS_OF_WORD = {"footnote": "footnote", "endnote": "endnote", "comment": "comment", "header": "header", "footer": "footer"}
_NOTE_BLOCKS = frozenset("p div li aside section dd".split())
_CELLS = frozenset({"td", "th", "caption", "table"})
_OF_TABLES = frozenset("table thead tbody tfoot tr td th caption".split())


class _Page:
    """Goes through the pieces of a page in order, and keeps what is not part of the text."""

    def __init__(self, name: str) -> None:
        self.body = Body(name)
        self.styles = Styles(name)
        self.stack = [_Element()]
        self.open: Counter[str] = Counter()
        self.written = 0
        self.counts: Counter[str] = Counter()
        self.problems: list[tuple[int, Problem]] = []
        self.references: dict[tuple[str, str], int] = {}

    def take(self, token: Token) -> None:
        """One piece of the page."""
        kind = token.kind
        if kind == "text":
            self._text(token.text)
        elif kind == "start":
            self._start(token.text, token.attributes)
        elif kind == "end":
            self._end(token.text)
        elif kind == "style":
            self.styles.add(token.text)
        elif not self.stack[-1].skipped and not _SILENT_COMMENT.match(token.text):
            self._say(_document.beside(self.body.number, "comment", token.text))

    def end(self) -> None:
        """The page is at its end."""
        while len(self.stack) > 1:
            self._pop()
        self.body.end()

    def listed(self) -> list[Problem]:
        """What was left out, by its place."""
        return [problem for _, problem in sorted(self.problems, key=lambda placed: placed[0])]

    def notes(self) -> list[str]:
        """What was done with tracked changes and automatic numbers."""
        return changes_note(self.counts["inserted"], self.counts["deleted"]) + _document.numbered_note(self.counts["numbered"])

    def _say(self, problem: Problem, paragraph: int | None = None) -> None:
        self.problems.append((self.body.number if paragraph is None else paragraph, problem))

    # --- text ---

    def _text(self, text: str) -> None:
        top = self.stack[-1]
        if top.name == "head" and text.strip():
            self._pop()
            top = self.stack[-1]
        if top.skipped:
            return
        if top.change and not top.change.counted and text.strip():
            top.change.counted = True
            self.counts[top.change.kind] += 1
        if top.change and top.change.kind == "deleted":
            return
        if top.aside:
            top.aside.pieces.append(text)
            return
        self.written += not text.isspace()
        if not top.spaces_kept:
            self.body.writing.add(text, top.bold)
            return
        first, *others = text.split("\n")
        self._put(first, top.bold)
        for line in others:
            self.body.end_line()
            self._put(line, top.bold)

    def _put(self, text: str, bold: bool) -> None:
        if text:
            self.body.writing.put(text, bold)
            self.body.writing.spaced = False

    # --- elements ---

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.stack[-1].name == "head" and name not in _HEAD and ":" not in name:
            self._pop()
        closed, within = _CLOSES.get(name, (None, None))
        if closed is not None and within is not None:
            self._close(closed, within)
        elif name in _BLOCKS:
            self._close(*_P)
        outer = self.stack[-1]
        if outer.skipped:
            if name not in _VOID:
                self._push(_Element(name, self.written, skipped=True))
        elif name in _VOID:
            self._void(name, attributes, outer)
        else:
            self._open(name, attributes, outer)

    def _void(self, name: str, attributes: Mapping[str, str], outer: _Element) -> None:
        if outer.aside:
            outer.aside.pieces.append(" " if name in ("br", "hr") else "")
        elif name == "br":
            self.body.end_line()
        elif name == "hr":
            self.body.end_paragraph(outer.heading)
        elif name in _PICTURES:
            self._say(_document.picture(self.body.number, attributes.get("alt", "") or attributes.get("title", "")))
        elif (
            name == "input"
            and attributes.get("value")
            and attributes.get("type", "text").lower() in ("text", "search", "email", "tel", "number")
        ):
            self._say(_document.beside(self.body.number, "form field", attributes["value"]))

    def _open(self, name: str, attributes: Mapping[str, str], outer: _Element) -> None:
        style = declarations(attributes["style"]) if "style" in attributes else {}
        look = self.styles.of(name, attributes, style)
        element = _Element(
            name,
            self.written,
            outer.aside,
            outer.change,
            skipped=name in _SKIPPED or name == "head",
            bold=look.bold if look.bold is not None else outer.bold or name in ("b", "strong"),
            spaces_kept=look.spaces_kept if look.spaces_kept is not None else outer.spaces_kept or name in ("pre", "textarea"),
            heading=int(name[1]) if _HEADING.fullmatch(name) else outer.heading,
            is_block=name in _BLOCKS,
        )
        if element.is_block:
            self._block(name, attributes, element, outer)
        if name in ("del", "ins"):
            element.change = _Change("deleted" if name == "del" else "inserted")
        if not outer.aside:
            self._leave_out(name, attributes, style, look, element)
        self._push(element)
        if name == "a":
            self._anchor(attributes, element)

    def _block(self, name: str, attributes: Mapping[str, str], element: _Element, outer: _Element) -> None:
        if outer.aside:
            outer.aside.pieces.append(" ")
            return
        self.body.end_paragraph(outer.heading)
        if name == "table":
            element.is_table = True
            self.body.begin_table()
        elif name == "tr":
            self.body.begin_row(head=self.open["thead"] > 0)
        elif name in ("td", "th"):
            self.body.begin_cell(header=name == "th", rows=attributes.get("rowspan", "1"))
        elif name == "li":
            self.counts["numbered"] += 1

    def _leave_out(self, name: str, attributes: Mapping[str, str], style: Mapping[str, str], look: Look, element: _Element) -> None:
        """See whether an element is not part of the body: hidden, a note, a picture, or something that Word wrote for itself."""
        number = self.body.number
        note = _NOTE.fullmatch(attributes.get("id", "")) if element.is_block else None
        of_word = _ELEMENTS_OF_WORD.get(style.get("mso-element", ""), "")
        if look.hidden or "hidden" in attributes or name in _HIDDEN:
            element.aside = _Aside("hidden", number)
        elif note:
            element.aside = _Aside(_KINDS[note[1]], number)
        elif of_word or (name == "div" and attributes.get("title") in _MARGINS):
            kind = of_word or attributes["title"]
            element.aside = _Aside(kind, 0 if kind in _MARGINS else number)
        elif name in ("select", "datalist"):
            element.aside = _Aside("list of choices", number)
        elif name in _PICTURES:
            element.skipped = True
            self._say(_document.picture(number, attributes.get("title", "") or attributes.get("aria-label", "")))
        elif "mso-special-character" in style:
            element.skipped = True
        elif style.get("mso-list") == "ignore":
            element.skipped = True
            self.counts["numbered"] += 1
        elif "mso-tab-count" in style:
            element.skipped = True
            count = style["mso-tab-count"]
            self.body.writing.put("\t" * (int(count) if count in "123456789" else 1), element.bold)

    def _anchor(self, attributes: Mapping[str, str], element: _Element) -> None:
        times = _TIMES.match(attributes.get("name", ""))
        target = attributes.get("href", "")
        if times and not element.aside:
            self.body.times.append((int(times[1]), int(times[2])))
        elif found := _REFERENCE.fullmatch(target):
            element.skipped = True
            kind = "comment" if "com" in target or "cm" in target else "endnote" if "end" in target or "edn" in target else "footnote"
            self.references.setdefault((kind, found[1]), self.body.number)
        elif found := _BACK.fullmatch(target):
            element.skipped = True
            kind = _BACK_KINDS.get(found[1], "footnote")
            paragraph = self.references.get((kind, found[2]), self.body.number)
            if not element.aside:
                self._becomes_note(_Aside(kind, paragraph))
            elif element.aside.kind == kind:
                element.aside.paragraph = paragraph

    def _becomes_note(self, aside: _Aside) -> None:
        """The blocks that have just begun are a note: its number stands first in it."""
        within: list[_Element] = []
        outermost = 0
        for element in reversed(self.stack[1:]):
            if element.written != self.written or element.name in ("body", "html") or element.name in _OF_TABLES:
                break
            within.append(element)
            outermost = len(within) if element.name in _NOTE_BLOCKS else outermost
        for element in within[:outermost]:
            element.aside = aside

    def _push(self, element: _Element) -> None:
        if len(self.stack) <= MAX_DEPTH:
            self.stack.append(element)
            self.open[element.name] += 1
        elif element.is_table:
            self.body.end_table()

    def _end(self, name: str) -> None:
        if name == "br":
            self._start(name, {})
        elif self.open[name]:
            self._close(frozenset({name}), frozenset({"table"}) - {name} if name in _OF_TABLES else _CELLS, innermost=True)

    def _close(self, names: frozenset[str], within: frozenset[str], *, innermost: bool = False) -> None:
        """End the outermost element of these names that stands in none of those, or the innermost, and whatever is open in it."""
        if not any(self.open[name] for name in names):
            return
        found = 0
        for depth in range(len(self.stack) - 1, 0, -1):
            name = self.stack[depth].name
            if name in names:
                found = depth
            if name in within or (found and innermost):
                break
        while found and len(self.stack) > found:
            self._pop()

    def _pop(self) -> None:
        element = self.stack.pop()
        self.open[element.name] -= 1
        outer = self.stack[-1]
        if element.aside and element.aside is not outer.aside:
            problem = element.aside.problem()
            if problem:
                self._say(problem, element.aside.paragraph)
        elif element.aside and element.is_block:
            element.aside.pieces.append(" ")
        elif element.is_block and not element.skipped:
            self.body.end_paragraph(element.heading)
        if element.is_table:
            self.body.end_table()
