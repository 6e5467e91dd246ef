"""A codebook's text brought to say something else: only the lines of what changes are touched, every other byte stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode.codebook import reading, tree
from qualcode.codebook._edits import ATTRIBUTE, KEEP, Editor
from qualcode.codebook._proof import says
from qualcode.codebook._rendering import Fields, style_of
from qualcode.codebook._sequences import in_order
from qualcode.codebook._source import Edit, Place, Source, entry_of, indented
from qualcode.codebook.changes import Change
from qualcode.codebook.matching import same_codes
from qualcode.errors import QualcodeError
from qualcode.model import Attribute, Code, Codebook

Comments = Mapping[tuple[str, str], Sequence[str]]
"""Comments to be added, by the GUID of the code (empty: the codebook itself) and the field that they stand at (empty: the code)."""

_BOOK_ORDER = reading.BOOK_KEYS
_CODE_ORDER = reading.CODE_KEYS


def changed(text: str, changes: Iterable[Change], where: str = "codebook") -> str:
    """The text of a codebook file with changes made in it, one after the other. Raises QualcodeError for one that cannot be made."""
    source = Source(text, where)
    target = source.book
    for change in changes:
        target = change.applied(target)
    return written(source, target, where=where)


def written(
    source: Source,
    target: Codebook,
    donors: Sequence[Source] = (),
    comments: Comments | None = None,
    *,
    origins: Sequence[Mapping[str, str]] | None = None,
    where: str = "codebook",
    proved: bool = True,
) -> str:
    """The text of `source` brought to say what `target` says, with `comments` added.

    The codes that it has not are taken as they stand in the first of `donors` that has them, with their comments. `origins` says for the
    source and each donor which of its codes a code of the target is, by GUID; else they are known by GUID, then by id. Raises QualcodeError
    when the target is not a codebook that could be read again: with a problem for each thing that is wrong with it. `proved`: what was
    written is read again.
    """
    if source.book == target and not comments:
        return source.text
    sources = (source, *donors)
    text = _Writer(sources, target, comments or {}, origins or [same_codes(each.book, target) for each in sources]).text()
    if proved and not says(text, target, sources) and reading.grown(text, where, source.shelf).book != target:
        raise QualcodeError(f"The change cannot be written into {where} as it stands.", "Make it in an editor; nothing was changed.")
    return text


class _Writer:
    """One writing of a codebook; codes are known by their GUID in the target."""

    def __init__(self, sources: tuple[Source, ...], target: Codebook, comments: Comments, origins: Sequence[Mapping[str, str]]) -> None:
        self.sources = sources
        self.target = target
        self.comments = comments
        self.style = style_of(sources[0])
        self.editors = {id(source): Editor(source, self.style) for source in sources}
        self.codes = {code.guid: code for code in target.codes}
        self.same_book = all(source.book.id == target.id for source in sources)
        self.homes: dict[str, tuple[Source, Place]] = {}
        self.known: dict[tuple[int, str], str] = {}
        for source, there_by_guid in zip(sources, origins, strict=True):
            for guid, there in there_by_guid.items():
                if guid in self.codes and guid not in self.homes:
                    self.homes[guid] = source, source.places[there]
                    self.known[id(source), there] = guid
        ids = {code.id: code.guid for code in target.codes}
        self.below: dict[str, list[str]] = {}
        for code in target.codes:
            self.below.setdefault(ids[code.parent] if code.parent else "", []).append(code.guid)

    def text(self) -> str:
        """The whole text."""
        main = self.sources[0]
        book = self.target
        attributes: Fields = {each.id: attribute_fields(each) for each in book.attributes}
        wanted: Fields = {
            "id": book.id, "version": book.version or None, "format": KEEP, "languages": list(book.languages), "attributes": attributes or None, "codes": KEEP,
        }  # fmt: skip
        old = entry_of(main.root, "attributes")
        edits: list[Edit] = []
        if old is not None and isinstance(old.value, tree.Mapping) and attributes:
            edits += self.editors[id(main)].map(old.value, attributes, list(attributes), ATTRIBUTE, strict=True)
            wanted["attributes"] = KEEP
        edits += self.editors[id(main)].map(main.root, wanted, _BOOK_ORDER)
        edits += self._listed(main, main.root, "")
        edits += self._commented(main, main.root, "")
        return main.changed(0, len(main.text), edits)

    # --- codes --------------------------------------------------------------------------------------------------------------------------

    def _code(self, guid: str) -> list[Edit]:
        """The edits to a code where it stands, and to those below it that stay there."""
        source, place = self.homes[guid]
        code = self.codes[guid]
        wanted = self._fields(code)
        if entry_of(place.node, "guid") is not None:
            wanted["guid"] = code.guid
        edits = list(self.editors[id(source)].map(place.node, {**wanted, "codes": KEEP}, _CODE_ORDER)) if self._differs(place, code) else []
        edits += self._listed(source, place.node, guid)
        return edits + list(self._commented(source, place.node, guid))

    def _differs(self, place: Place, code: Code) -> bool:
        """Whether more than the place of a code changes: most codes of a book are left as they are."""
        was = place.code
        if was == code and self.same_book:
            return False
        needed = self._fields(code)["guid"] is not None and entry_of(place.node, "guid") is None
        return needed or (was.id, was.guid, code_fields(was)) != (code.id, code.guid, code_fields(code))

    def _fields(self, code: Code) -> Fields:
        derived = code.guid == reading.guid_of(self.target.id, code.id)
        return {"id": code.id, "guid": None if derived else code.guid, **code_fields(code)}

    def _listed(self, source: Source, node: tree.Mapping, guid: str) -> Iterator[Edit]:
        """The edits to the list of codes below a code, or of the book."""
        entry = entry_of(node, "codes")
        wanted = self.below.get(guid, [])
        if entry is None or not isinstance(entry.value, tree.Sequence) or not entry.value.items:
            if wanted:
                yield self._begun(source, node, entry, wanted)
            return
        there = entry.value
        standing = [self._standing(source, item) for item in there.items]
        stay = _in_order(standing, wanted)
        for at in stay:
            yield from self._code(wanted[at])
        kept = {standing.index(wanted[at]) for at in stay}
        if there.flow:
            final: list[int | str] = [standing.index(each) if at in stay else self._braced(each) for at, each in enumerate(wanted)]
            yield from self.editors[id(source)].braced(there, [(item.start, item.end) for item in there.items], final)
            return
        if not wanted and guid:
            yield source.line_start(entry.key.start), source.next_line(entry.key.start), ""
        elif not wanted:
            yield entry.key.end + 1, entry.key.end + 1, " []"
        yield from self._put_between(source, there, wanted, stay, standing)
        for number in range(len(there.items)):
            if number not in kept:
                yield source.removed(there, number)

    def _standing(self, source: Source, item: tree.Tree) -> str:
        """The GUID in the target of the code that stands here, if this is where it is taken from."""
        assert isinstance(item, tree.Mapping), "a code that is understood is a map"
        return self.known.get((id(source), source.code_at[item.start].guid), "")

    def _put_between(self, source: Source, there: tree.Sequence, wanted: list[str], stay: set[int], standing: list[str]) -> Iterator[Edit]:
        """The codes that come new into a list with dashes."""
        between = "\n" * (source.gap(there) + 1)
        before = -1
        for at, guid in enumerate(wanted):
            if at in stay:
                before = standing.index(guid)
            elif before < 0:
                start = source.extent(there, 0)[0]
                yield start, start, self._block(guid, there.column - 1) + between
            else:
                end = source.extent(there, before)[1]
                yield end, end, between + self._block(guid, there.column - 1)

    def _begun(self, source: Source, node: tree.Mapping, entry: tree.Entry | None, wanted: list[str]) -> Edit:
        """The first codes in a place that had none."""
        if node.flow:
            text = f"[{', '.join(self._braced(guid) for guid in wanted)}]"
            if entry is None:
                return node.end - 1, node.end - 1, f", {self.style.braced('codes')}: {text}"
            return self._colon(source, entry), max(entry.value.end, self._colon(source, entry)), f" {text}"
        column = node.column - 1
        blocks = "".join(f"\n{self._block(guid, column + self.style.dash)}" for guid in wanted)
        if entry is None:
            last = node.entries[-1]
            at = source.line_end(max(last.key.end, last.value.end))
            return at, at, f"\n{' ' * column}codes:{blocks}"
        colon, end = self._colon(source, entry), source.line_end(entry.value.end)
        rest = source.text[max(entry.value.end, colon) : end].rstrip()
        return colon, end, rest + blocks

    def _colon(self, source: Source, entry: tree.Entry) -> int:
        return source.text.index(":", entry.key.end) + 1

    # --- pieces -------------------------------------------------------------------------------------------------------------------------

    def _block(self, guid: str, column: int) -> str:
        """A code with those below it as an item of a list with dashes at a column (from 0)."""
        if guid not in self.homes:
            return self._made(guid, column)
        source, place = self.homes[guid]
        edits = self._code(guid)
        if not place.within.flow:
            piece = source.piece(*source.extent(place.within, place.number), edits).rstrip("\n")
            return indented(piece, column - place.within.column + 1)
        first, *rest = source.piece(place.node.start, place.node.end, edits).split("\n")
        depth = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
        below = indented("\n".join(rest), column + 2 - depth) if rest else ""
        return "\n".join([f"{' ' * column}- {first}", *([below] if rest else [])])

    def _made(self, guid: str, column: int) -> str:
        """A code that stands nowhere yet, as lines."""
        fields = self._fields(self.codes[guid])
        lines = [self.style.entry(name, value, column + 2) for name, value in fields.items() if value is not None]
        below = self.below.get(guid, [])
        if below:
            lines.append("\n".join(["codes:", *(self._block(each, column + 2 + self.style.dash) for each in below)]))
        margin = " " * column
        return f"{margin}- " + f"\n{margin}  ".join(lines)

    def _braced(self, guid: str) -> str:
        """A code with those below it between braces; comments that it had come before it, on lines of their own."""
        home = self.homes.get(guid)
        if home is not None and home[1].within.flow:
            source, place = home
            return source.piece(place.node.start, place.node.end, self._code(guid))
        fields = [self.style.braced_entry(name, value) for name, value in self._fields(self.codes[guid]).items() if value is not None]
        below = self.below.get(guid, [])
        if below:
            fields.append(f"{self.style.braced('codes')}: [{', '.join(self._braced(each) for each in below)}]")
        said = [comment for _, comment in home[0].comments(*home[0].extent(home[1].within, home[1].number))] if home else []
        return "".join(f"\n{comment}" for comment in said) + ("\n" if said else "") + "{" + ", ".join(fields) + "}"

    def _commented(self, source: Source, node: tree.Mapping, guid: str) -> Iterator[Edit]:
        """The comments that come to a code, or to the book, from elsewhere."""
        for (owner, name), said in self.comments.items():
            if owner != guid:
                continue
            entry = entry_of(node, name)
            first = node.entries[0]
            if node.flow or (entry is not None and entry is not first) or not guid:
                at = source.line_start((entry or first).key.start)
                margin = " " * (len(source.line(at)) - len(source.line(at).lstrip(" ")))
                yield at, at, "".join(f"{margin}{comment}\n" for comment in said)
            else:
                at = source.line_end(max(first.key.end, first.value.end))
                yield at, at, "".join(f"\n{' ' * (node.column - 1)}{comment}" for comment in said)


def code_fields(code: Code) -> Fields:
    """What a code says besides its ids and its place, as it is written; None for what it has not, and for what goes without saying."""
    return {
        "label": dict(code.label) or None,
        "definition": dict(code.definition) or None,
        "include": dict(code.include) or None,
        "exclude": dict(code.exclude) or None,
        "examples": {language: list(items) for language, items in code.examples.items()} or None,
        "keywords": {language: list(items) for language, items in code.keywords.items()} or None,
        "colour": code.colour or None,
        "status": code.status if code.status != "active" else None,
        "since": code.since or None,
        "codable": None if code.codable else False,
    }


def attribute_fields(attribute: Attribute) -> Fields:
    """What an attribute says, as it is written."""
    values: list[Fields] = [{"id": value.id, **value.label} for value in attribute.values]
    return {"label": dict(attribute.label) or None, "ordered": attribute.ordered or None, "values": values or None}


def _in_order(standing: list[str], wanted: list[str]) -> set[int]:
    """The numbers of the wanted codes that can stay where they stand: the most that are in order already."""
    where = {guid: number for number, guid in enumerate(standing) if guid}
    there = [at for at, guid in enumerate(wanted) if guid in where]
    return {there[number] for number in in_order([where[wanted[at]] for at in there])}
