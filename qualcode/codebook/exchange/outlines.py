"""The codebook that QualCoder writes for people, as .odt or .txt: a line for each category and code, deeper ones behind dots or dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.codebook.exchange.details import understood
from qualcode.codebook.exchange.found import MOST_LETTERS, UNSAID, Foreign, Found, called, check_number
from qualcode.codebook.exchange.splitting import Marked, as_it_is, hints
from qualcode.codebook.exchange.values import Values
from qualcode.errors import Problem, Unreadable
from qualcode.model import Code, Source
from qualcode.opening import guard
from qualcode.opening.encodings import decoded
from qualcode.text import canonical

if TYPE_CHECKING:
    from lxml import etree

DOCUMENT = ".odt"
_FORM = "a codebook of QualCoder"
_CONTENT = "content.xml"
_BLOCK = "█"
"""What QualCoder shows a code's colour by."""

_HEAD = re.compile(r"Codebook(?: for |: )")
_ENTRY = re.compile(rf"((?:\.\.\.)*|(?:--)*){_BLOCK}?(Category|Code): ?(.+)")
_COUNTED = re.compile(r", Count: \d+$")
_NUMBERED = re.compile(r", (?:cat|c)id:\d+(?:, Frq: \d*)?, Owner:[^,]*$")
_MEMO = re.compile(r"(?:--)*(?:MEMO|Memo): ?(.*)", re.DOTALL)
_RULE = re.compile(r"={4,}")
_MOST_SPACES = 1000


def is_outline(source: Source) -> bool:
    """Whether a text file begins as such a codebook does, and not as a table."""
    head = source.data[:4096].decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    return len(head) > 1 and bool(_HEAD.match(head[0]) and _RULE.fullmatch(head[1].strip()))


def read(source: Source, encoding: str = "", marked: Marked = as_it_is) -> Found:
    """The codes of such a codebook; `marked` finds the codes above in names. Raises Unreadable for what is none."""
    name = source.path.name
    notes: tuple[str, ...] = ()
    if source.path.suffix.lower() == DOCUMENT:
        lines = list(_in_document(source))
    else:
        text, notes = decoded(source, encoding)
        lines = [_Line(line) for line in canonical(text)[0].split("\n")]
    guard.check_letters(name, sum(len(line.text) for line in lines), MOST_LETTERS)
    reader = _Reader(name, marked)
    for number, line in enumerate(lines, 1):
        reader.take(number, line)
    return reader.found(notes)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text, and the colour of the block in it."""

    text: str
    colour: str = ""


@dataclass
class _Entry:
    """A category or code as its lines come."""

    where: str
    depth: int
    code: Code
    colour: str
    memo: list[str]


class _Reader:
    """The entries that were found so far; `waiting` are lines that belong to none."""

    def __init__(self, file: str, marked: Marked) -> None:
        self.file = file
        self.marked = marked
        self.entries: list[_Entry] = []
        self.problems: list[Problem] = []
        self.values = Values()

    def take(self, number: int, line: _Line) -> None:
        """Take the next line."""
        text = line.text.strip()
        entry = _ENTRY.fullmatch(text)
        memo = _MEMO.fullmatch(text)
        last = self.entries[-1] if self.entries else None
        if entry is not None:
            said = _NUMBERED.sub("", _COUNTED.sub("", entry[3]) if entry[2] == "Code" else entry[3]).strip()
            label = self.marked(" ".join(said.split()))
            code = Code(id="", guid="", parent="", label={UNSAID: label} if label else {}, codable=entry[2] == "Code")
            self.entries.append(_Entry(f"{self.file}, line {number}", len(entry[1].replace("--", "...")) // 3, code, line.colour, []))
            check_number(self.file, len(self.entries))
        elif last is not None and memo is not None and not last.memo:
            last.memo.append(memo[1].strip())
        elif last is not None and last.memo:
            last.memo.append(text)
        elif text and not (last is None and (_HEAD.match(text) or _RULE.fullmatch(text))):
            self.problems.append(Problem(f"{self.file}, line {number}", f"a line was left out: `{guard.short(text)}`"))

    def found(self, notes: tuple[str, ...]) -> Found:
        """All of it. Raises Unreadable when there was nothing."""
        if not self.entries:
            raise Unreadable(
                f"{self.file} holds no codebook of QualCoder: no line begins with `Category:` or `Code:`.",
                "Export the codebook as .qdc, or its codes as .csv, and import that.",
            )
        codes: list[Foreign] = []
        above: list[int] = []
        for at, entry in enumerate(self.entries):
            del above[entry.depth :]
            codes.append(Foreign(self._code(entry), entry.where, above[-1] if above else -1))
            above.append(at)
        memos = () if any(entry.memo for entry in self.entries) else ("It holds no memos: QualCoder can export it with them.",)
        counts = "How often codes occur is left out, and who made them."
        return Found(
            self.file,
            _FORM,
            tuple(codes),
            problems=(*self.problems, *self.values.problems),
            notes=(*notes, *memos, counts, *self.values.notes(), *hints(codes)),
        )

    def _code(self, entry: _Entry) -> Code:
        code = understood("\n".join(entry.memo).strip()).added_to(entry.code)
        colour = self.values.colour(entry.colour, entry.where, called(code))
        return replace(code, colour=colour, codable=entry.code.codable and code.codable)


# --- the text of a document --------------------------------------------------------------------------------------------------------------


def _in_document(source: Source) -> Iterator[_Line]:
    """The lines of an OpenDocument text, each with the colour that its block is written in."""
    name = source.path.name
    form = guard.form(source.data[:4096])
    if form != "a zip file":
        raise Unreadable(
            f"{name} is {form or 'plain text'}, and no OpenDocument text.", "Export the codebook as .odt again, and import that."
        )
    package = guard.unpack(source, lambda member: member == _CONTENT)
    if _CONTENT not in package.parts:
        raise Unreadable(f"{name} is no OpenDocument text.", "Save it again as .odt, and import that.")
    root = guard.parse(name, _CONTENT, package.parts[_CONTENT])
    colours = dict(_colours(root))
    for paragraph in root.iter("{*}p", "{*}h"):
        if any(_local(above) in {"tracked-changes", "annotation"} for above in paragraph.iterancestors()):
            continue
        text, marks = "", []
        for piece, style in _pieces(paragraph, ""):
            marks += [(len(text) + at, colours.get(style, "")) for at, sign in enumerate(piece) if sign == _BLOCK]
            text += piece
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            yield _Line(canonical(line)[0], next((colour for at, colour in marks if start <= at < end), ""))
            start = end + 1


def _colours(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The colour of letters in each style that has one."""
    for style in root.iter("{*}style"):
        for properties in style.iterchildren("{*}text-properties"):
            said = {_named(key): value for key, value in properties.attrib.items()}
            names = [value for key, value in style.attrib.items() if _named(key) == "name"]
            if names and "color" in said:
                yield str(names[0]), str(said["color"])


def _pieces(node: etree._Element, style: str) -> Iterator[tuple[str, str]]:
    """What a paragraph says, piece by piece, each with the style that it is in."""
    if node.text:
        yield _plain(node.text), style
    for child in node.iterchildren():
        name = _local(child)
        if name == "line-break":
            yield "\n", style
        elif name in {"s", "tab"}:
            said = next((value for key, value in child.attrib.items() if _named(key) == "c"), "1")
            yield " " * (min(int(said), _MOST_SPACES) if str(said).isdecimal() else 1), style
        elif name in {"span", "a"}:
            yield from _pieces(child, next((str(value) for key, value in child.attrib.items() if _named(key) == "style-name"), style))
        if child.tail:
            yield _plain(child.tail), style


def _plain(text: str) -> str:
    """Text without the line ends of the file itself; those of Qt are lines."""
    return re.sub(r"[\t\r\n ]+", " ", text).replace("\u2028", "\n")


def _local(node: etree._Element) -> str:
    return _named(node.tag)


def _named(name: object) -> str:
    return str(name).rpartition("}")[2]
