"""Conflicts marked in a text as git marks them, and such marks read again and settled."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.codebook._sequences import in_order
from qualcode.codebook.conflicts import BASE

_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: (.*?))?[ \t]*\r?\n?")
_KEY = re.compile(r"\s*(?:-\s+)?[^\s:#\"'{\[]+:(?= +[^\s|>#])")
_CODES = re.compile(r"codes:(?: *\[ *\])?(?=\s*(?:#.*)?\s*\Z)")
_ENTRY = re.compile(r"( *)-\s+\{?\s*\"?id\"?:")
_ID = re.compile(r"\s*(?:-\s+)?\{?\s*\"?id\"?:\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s,}#]+))")


@dataclass(frozen=True)
class Hunk:
    """Lines that stand otherwise in each version: by the name of the version; `base` is None where nobody knows it."""

    sides: tuple[tuple[str, str], ...]
    base: str | None
    code: str
    """The id of the code that it stands in, empty before the first."""

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the codes that begin in it, in whatever version."""
        texts = [*(text for _, text in self.sides), self.base or ""]
        return frozenset(id for text in texts for line in text.splitlines() if (id := _id_of(line)))

    def text(self, name: str) -> str:
        """The lines of one version, or of the base."""
        return (self.base or "") if name == BASE else dict(self.sides)[name]


def marked(sides: Mapping[str, str], base: str | None) -> str:
    """A text that holds the lines common to all, and between marks those in which they differ."""
    names = list(sides)
    texts = [*([base] if base is not None else []), *sides.values()]
    rows = [text.splitlines(keepends=True) for text in texts]
    newline = "\r\n" if "\r\n" in texts[-1] else "\n"
    maps = [matched(rows[0], other) for other in rows[1:]]
    stable = [(at, *(there[at] for there in maps)) for at in range(len(rows[0])) if all(at in there for there in maps)]
    out: list[str] = []
    before = tuple(-1 for _ in rows)
    for point in [*stable, tuple(len(row) for row in rows)]:
        parts = [row[first + 1 : last] for row, first, last in zip(rows, before, point, strict=True)]
        for piece in _split(parts) if any(parts) else ():
            out += piece[0] if all(part == piece[0] for part in piece) else _hunk(names, piece, newline, based=base is not None)
        if point[0] < len(rows[0]):
            out.append(rows[0][point[0]])
        before = point
    return "".join(out)


def _split(parts: list[list[str]]) -> list[list[list[str]]]:
    """Lines that differ, in as many pieces as can be settled apart."""
    return [piece for part in _by_entry(parts) for piece in _by_key(part)]


def _by_entry(parts: list[list[str]]) -> list[list[list[str]]]:
    """The lines by the codes (or values of an attribute) that begin in them: what becomes of each is a question of its own.

    Those below a code go with it. Where they are not in one order in every version all stay together.
    """
    depths = [len(found[1]) for part in parts for line in part if (found := _ENTRY.match(line))]
    if not depths:
        return [parts]
    cut = [_entries(part, min(depths)) for part in parts]
    order = max((list(entries) for _, entries in cut), key=len)
    if any([id for id in order if id in entries] != list(entries) for _, entries in cut) or any(_opens(head) for head, _ in cut):
        return [parts]
    pieces = [[head for head, _ in cut], *([entries.get(id, []) for _, entries in cut] for id in order)]
    whole = all(sum(len(piece[number]) for piece in pieces) == len(part) for number, part in enumerate(parts))
    return pieces if whole else [parts]


def _entries(lines: list[str], depth: int) -> tuple[list[str], dict[str, list[str]]]:
    """The lines before the first entry at a depth, and those of each entry by its id, with the comments above it."""
    head: list[str] = []
    found: dict[str, list[str]] = {}
    into = head
    for line in lines:
        begins = _ENTRY.match(line)
        if begins and len(begins[1]) == depth:
            above = len(into)
            while above and into[above - 1].strip()[:1] in {"", "#"}:
                above -= 1
            own = into[above:]
            del into[above:]
            into = found[_id_of(line)] = own
        into.append(line)
    return head, found


def _opens(lines: list[str]) -> bool:
    """Whether the lines end in a key whose entries follow: without any of them it says nothing."""
    said = [line for line in lines if line.strip()[:1] not in {"", "#"}]
    return bool(said) and said[-1].split(" #")[0].rstrip().endswith(":")


def _by_key(parts: list[list[str]]) -> list[list[list[str]]]:
    """Lines that have the same keys in every version, one by one: `nl` and `fr` of a text are questions of their own."""
    keys = [[_KEY.match(line) for line in part] for part in parts]
    named = [[key and key[0] for key in part] for part in keys]
    if not named[0] or None in named[0] or any(part != named[0] for part in named):
        return [parts]
    return [[[part[number]] for part in parts] for number in range(len(parts[0]))]


def _hunk(names: Sequence[str], parts: list[list[str]], newline: str, *, based: bool) -> list[str]:
    """The first side, the base, the other sides: as git has it, and with more than two sides each further one after its name."""
    sides = parts[1:] if based else parts
    whole = [[line if line.endswith("\n") else line + newline for line in side] for side in sides]
    out = [f"<<<<<<< {names[0]}{newline}", *whole[0]]
    if based:
        out += [f"||||||| {BASE}{newline}", *(line if line.endswith("\n") else line + newline for line in parts[0])]
    for name, side in zip(names[1:], whole[1:], strict=True):
        out += [f"======={newline}" if name == names[-1] else f"======= {name}{newline}", *side]
    return [*out, f">>>>>>> {names[-1]}{newline}"]


def matched(a: Sequence[str], b: Sequence[str]) -> dict[int, int]:
    """Which line of `b` each line of `a` is, as far as they are the same in the same order."""
    found: dict[int, int] = {}
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        low_a, high_a, low_b, high_b = waiting.pop()
        while low_a < high_a and low_b < high_b and a[low_a] == b[low_b]:
            found[low_a] = low_b
            low_a, low_b = low_a + 1, low_b + 1
        while low_a < high_a and low_b < high_b and a[high_a - 1] == b[high_b - 1]:
            high_a, high_b = high_a - 1, high_b - 1
            found[high_a] = high_b
        if low_a == high_a or low_b == high_b:
            continue
        anchors = [(low_a + at, low_b + there) for at, there in _unique(a[low_a:high_a], b[low_b:high_b])]
        if not anchors:
            for block in difflib.SequenceMatcher(None, a[low_a:high_a], b[low_b:high_b], autojunk=False).get_matching_blocks():
                found.update({low_a + block.a + step: low_b + block.b + step for step in range(block.size)})
            continue
        for at, there in [*anchors, (high_a, high_b)]:
            waiting.append((low_a, at, low_b, there))
            if at < high_a:
                found[at] = there
            low_a, low_b = at + 1, there + 1
    return found


def _unique(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The lines that stand once in each of the two, as many as are in the same order in both."""
    once_a, once_b = Counter(a), Counter(b)
    where = {line: at for at, line in enumerate(b) if once_b[line] == 1}
    pairs = [(at, where[line]) for at, line in enumerate(a) if once_a[line] == 1 and line in where]
    return [pairs[number] for number in in_order([there for _, there in pairs])]


# --- settling -----------------------------------------------------------------------------------------------------------------------


def read_marks(text: str) -> list[str | Hunk]:
    """A text in pieces: what is settled, and what stands between marks. Marks that do not belong together are left as text."""
    parts: list[str | Hunk] = []
    code = ""
    plain: list[str] = []
    lines = text.splitlines(keepends=True)
    at = 0
    while at < len(lines):
        read = _hunk_at(lines, at, code) if lines[at].startswith("<<<<<<<") else None
        if read is None:
            plain.append(lines[at])
            code = _id_of(lines[at]) or code
            at += 1
            continue
        parts += ["".join(plain), read[0]]
        plain = []
        at = read[1]
        code = next((id for line in reversed(read[0].sides[0][1].splitlines()) if (id := _id_of(line))), code)
    return [*parts, "".join(plain)]


def _hunk_at(lines: Sequence[str], start: int, code: str) -> tuple[Hunk, int] | None:
    """The hunk that begins on a line, and the line behind it."""
    sides: list[tuple[str, list[str]]] = []
    base: list[str] | None = None
    into: list[str] = []
    for at in range(start, len(lines)):
        mark = _MARK.fullmatch(lines[at])
        if mark is None:
            into.append(lines[at])
        elif mark[1] == "<<<<<<<":
            if sides:
                return None
            into = []
            sides.append((mark[2] or "ours", into))
        elif mark[1] == "|||||||":
            base = into = []
        elif mark[1] == "=======":
            into = []
            sides.append((mark[2] or "", into))
        else:
            if len(sides) < 2:
                return None
            named = [*sides[:-1], (mark[2] or "theirs", sides[-1][1])]
            return Hunk(tuple((name, "".join(side)) for name, side in named), None if base is None else "".join(base), code), at + 1
    return None


def linked(parts: Sequence[str | Hunk]) -> list[list[int]]:
    """The numbers of the hunks that must be settled alike: those in which the same code begins, which stands elsewhere in each."""
    groups: list[list[int]] = []
    for number, part in enumerate(parts):
        if isinstance(part, str):
            continue
        group = next((each for each in groups if any(_shared(parts[other], part) for other in each)), None)
        if group is None:
            groups.append([number])
        else:
            group.append(number)
    return groups


def _shared(one: str | Hunk, other: Hunk) -> bool:
    return isinstance(one, Hunk) and bool(one.ids & other.ids) and [name for name, _ in one.sides] == [name for name, _ in other.sides]


def about(parts: Sequence[str | Hunk], numbers: Sequence[int]) -> str:
    """What some hunks are about: the ids of the codes that begin in them, else the code that they stand in, with the key of their line."""
    hunks = [part for part in parts if isinstance(part, Hunk) and any(part is parts[number] for number in numbers)]
    ids = sorted({id for hunk in hunks for id in hunk.ids})
    if ids:
        return ", ".join(ids)
    said = {_KEY.match(line) for hunk in hunks for _, text in hunk.sides for line in text.splitlines()}
    keys = {found[0].strip(" -:") if found else "" for found in said}
    return " ".join(filter(None, [hunks[0].code, keys.pop() if len(keys) == 1 else ""]))


def label_behind(parts: Sequence[str | Hunk], number: int) -> str:
    """The label of the code of which a hunk holds only id and GUID: the lines that give it, behind the hunk; empty for other hunks."""
    hunk, behind = parts[number], parts[number + 1] if number + 1 < len(parts) else ""
    if isinstance(hunk, str) or not isinstance(behind, str) or not all(_only_named(text) for _, text in hunk.sides):
        return ""
    lines = behind.splitlines()
    at = next((at for at, line in enumerate(lines) if line.strip().startswith("label:") or _ENTRY.match(line)), len(lines))
    if at == len(lines) or _ENTRY.match(lines[at]):
        return ""
    depth = len(lines[at]) - len(lines[at].lstrip())
    rest = next((below for below in range(at + 1, len(lines)) if len(lines[below]) - len(lines[below].lstrip()) <= depth), len(lines))
    return "\n".join(lines[at:rest])


def _only_named(text: str) -> bool:
    """Whether lines begin a code and say no more than which it is."""
    first, *others = text.splitlines() or [""]
    return bool(_ENTRY.match(first)) and "{" not in first and all(line.strip().startswith("guid:") for line in others)


def settled(parts: Sequence[str | Hunk], numbers: Sequence[int], name: str) -> list[str | Hunk]:
    """The pieces with some hunks settled by the lines of one version."""
    return [part.text(name) if isinstance(part, Hunk) and number in numbers else part for number, part in enumerate(parts)]


def unread(parts: Sequence[str | Hunk]) -> str:
    """The pieces as text again, what is not settled between its marks."""
    text = "".join(part if isinstance(part, str) else _between_marks(part) for part in parts)
    return text if any(isinstance(part, Hunk) for part in parts) else _with_codes(text)


def _with_codes(text: str) -> str:
    """The text of a codebook says that it has no codes when all have gone, and only then: who settles that is asked of each code apart."""
    lines = text.splitlines(keepends=True)
    at = next((number for number, line in enumerate(lines) if _CODES.match(line)), len(lines))
    below = next((line for line in lines[at + 1 :] if line.strip() and not line.lstrip().startswith("#")), "")
    if at < len(lines):
        lines[at] = _CODES.sub("codes:" if below.startswith((" ", "-")) else "codes: []", lines[at], count=1)
    return "".join(lines)


def _between_marks(hunk: Hunk) -> str:
    sides = [text.splitlines(keepends=True) for _, text in hunk.sides]
    newline = "\r\n" if any("\r\n" in text for _, text in hunk.sides) else "\n"
    parts = sides if hunk.base is None else [hunk.base.splitlines(keepends=True), *sides]
    return "".join(_hunk([name for name, _ in hunk.sides], parts, newline, based=hunk.base is not None))


def _id_of(line: str) -> str:
    found = _ID.match(line)
    return next((part for part in found.groups() if part), "") if found else ""
