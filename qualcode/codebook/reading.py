"""Codebooks read from YAML: every code with its texts, and every error with its line and column."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from qualcode.codebook import tree
from qualcode.codebook._pieces import MOST_LANGUAGES, Pieces
from qualcode.codebook.growing import FROM_OTHERS, Complaints, Enough, grow
from qualcode.codebook.shelf import Grown, Shelf
from qualcode.errors import Problem, QualcodeError
from qualcode.model import CODING_COLUMNS, Attribute, AttributeValue, Code, Codebook

NOTHING_TAKEN = "Correct the places listed above; nothing was taken from it."

GUIDS = uuid.UUID("b04c3ae6-52c1-5c0f-9d0e-6a7a4be1f1d3")
"""The namespace of the GUIDs of codes that have none of their own in the file."""

FORMAT = 1
"""The form of codebook files that this program reads and writes; a file may say it, and who knows more will write more."""

OTHERS = frozenset({".qdc", ".qdpx", ".qde", ".xml", ".csv", ".tsv", ".xlsx", ".xls", ".ods", ".docx", ".pdf"})
"""What files end in that are codebooks of other programs, if they are any."""

MOST_CODES = 10_000
"""Five times as many as the largest codebooks have."""

STATUSES = ("active", "proposed", "retired")

# What a codebook, a code and an attribute may say, in the order that they are written in.
BOOK_KEYS = ("id", "version", "languages", "format", "attributes", "codes")
CODE_KEYS = (
    "id", "guid", "label", "definition", "include", "exclude", "examples", "keywords", "colour", "status", "since", "codable", "codes",
)  # fmt: skip
ATTRIBUTE_KEYS = ("label", "ordered", "values")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def guid_of(codebook: str, code: str) -> str:
    """The GUID of a code whose file gives none: the same wherever a codebook and a code with these ids are loaded."""
    # What uuid.uuid5 gives, in a third of the time: a large codebook has thousands.
    said = hashlib.sha1(GUIDS.bytes + f"{codebook}\n{code}".encode(), usedforsecurity=False).hexdigest()
    return f"{said[:8]}-{said[8:12]}-5{said[13:16]}-{int(said[16], 16) & 3 | 8:x}{said[17:20]}-{said[20:32]}"


def read(path: Path, where: str = "") -> tuple[Codebook, str]:
    """The codebook in a file, and the file's text as it stands; `where` names the file in errors, else its path does.

    Raises QualcodeError with a problem for each thing that is wrong.
    """
    text = text_of(path, where)
    return parse(text, where or str(path)), text


def text_of(path: Path, where: str = "") -> str:
    """The text of a codebook file, which nobody has looked at yet. Raises QualcodeError for what cannot be one."""
    from qualcode.opening import guard

    name = where or str(path)
    try:
        if path.stat().st_size > 4 * tree.MOST_CHARACTERS:
            raise QualcodeError(f"{name} is too large for a codebook.", "Is it the right file?")
        data = path.read_bytes()
        said = guard.form(data) or (f"a {path.suffix.lower()} file" if path.suffix.lower() in OTHERS else "")
        if said:
            problem = Problem(f"{name}:1:1", f"this is {said}, not YAML", FROM_OTHERS)
            raise QualcodeError(f"{name} has 1 problem.", NOTHING_TAKEN, (problem,))
        return data.decode("utf-8")
    except FileNotFoundError:
        raise QualcodeError(f"There is no codebook {name}.", "Look at the name, or at `codebook` in study.toml.") from None
    except UnicodeDecodeError as error:
        raise QualcodeError(f"{name} is not UTF-8 text (byte {error.start + 1}).", "Save it as UTF-8 in your editor.") from error
    except OSError as error:
        raise QualcodeError(f"{name} cannot be read: {error.strerror}.", "Is it a file that you may read?") from error


def parse(text: str, where: str) -> Codebook:
    """The codebook in a YAML text; `where` names it in errors. Raises QualcodeError with a problem for each thing that is wrong."""
    return grown(text, where).book


def grown(text: str, where: str, shelf: Shelf | None = None) -> Grown:
    """The codebook in a YAML text, with the tree of the text: from the shelf, if it was read before. Raises as `parse` does."""
    found, complaints = _understood(text, shelf)
    if found is None:
        problems = complaints.problems(where)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems{' or more' if complaints.many else ''}"
        raise QualcodeError(f"{where} has {count}.", NOTHING_TAKEN, problems)
    return found


@lru_cache(maxsize=4)
def _understood(text: str, shelf: Shelf | None) -> tuple[Grown | None, Complaints]:
    """A text understood, or None and what is wrong with it."""
    complaints = Complaints()
    kept = shelf.get(text) if shelf is not None else None
    if kept is not None:
        return kept, complaints
    root = grow(text, complaints)
    if root is None and not complaints.found:
        complaints.add_at(1, 1, "the codebook is empty", "it needs id, languages and codes")
    book = Codebook("", "", (), ())
    with suppress(Enough):
        book = _Reader(complaints).book(root) if root is not None else book
    if complaints.found:
        return None, complaints
    assert isinstance(root, tree.Mapping), "a codebook that is understood is a map"
    found = Grown(book, root, tuple(map(tuple, complaints.cut_off)))
    if shelf is not None:
        shelf.put(text, found)
    return found, complaints


def forget() -> None:
    """What was read in this process is not known any more, as in another process."""
    _understood.cache_clear()


def alone(text: str, codebook: str) -> Code | None:
    """The code that a text holds as the only item of a list, as if it stood at the top of a codebook; None when it holds anything else."""
    complaints = Complaints()
    root = grow(text, complaints)
    reader = _Reader(complaints)
    reader.codebook = codebook
    with suppress(Enough):
        if isinstance(root, tree.Sequence) and len(root.items) == 1:
            reader.code(root.items[0], "")
    return reader.codes[0] if len(reader.codes) == 1 and not complaints.found else None


class _Reader(Pieces):
    """One reading: what has been found so far, and what is wrong with it."""

    def __init__(self, complaints: Complaints) -> None:
        super().__init__(complaints)
        self.codebook = ""
        self.codes: list[Code] = []
        self.ids: dict[str, tree.Scalar] = {}
        self.guids: dict[str, tree.Tree] = {}
        self.derived: dict[str, str] = {}
        self.said_parents: dict[str, tree.Entry] = {}

    def book(self, root: tree.Tree) -> Codebook:
        """The whole codebook, as far as it can be understood."""
        if not isinstance(root, tree.Mapping):
            self.complaints.add(root, f"a codebook is a map of {', '.join(BOOK_KEYS[:3])} ...", FROM_OTHERS)
            return Codebook("", "", (), ())
        if self.is_newer(root):
            return Codebook("", "", (), ())
        fields = self.fields(root, BOOK_KEYS, "a codebook")
        for name, fix in (("id", "id: my-study"), ("languages", "languages: [nl, fr]"), ("codes", "codes: []")):
            if name not in fields:
                self.complaints.add(root, f"the codebook has no {name}", f"write for example {fix}")
        self.codebook = self.identifier(fields["id"].value, "the codebook") if "id" in fields else ""
        version = self.text(fields["version"], one_line=True) if "version" in fields else ""
        languages = self.languages(fields["languages"]) if "languages" in fields else ()
        attributes = self.attributes(fields["attributes"].value) if "attributes" in fields else ()
        if "codes" in fields:
            self.read_codes(fields["codes"], "")
        self.check_derived()
        self.check_parents()
        return Codebook(self.codebook, version, languages, tuple(self.codes), attributes)

    def is_newer(self, root: tree.Mapping) -> bool:
        """Whether the file says that it is of a form that this program cannot know; then nothing else in it is called out."""
        entry = next((entry for entry in root.entries if entry.key.text == "format"), None)
        if entry is None or self.is_empty(entry):
            return False
        said = self.text(entry, one_line=True)
        if not said.isascii() or not said.isdecimal() or not int(said[:9]):
            self.complaints.add(entry.value, f"format cannot be {said}", f"write format: {FORMAT}, or leave it away")
            return False
        if int(said[:9]) > FORMAT:
            message = f"this codebook is of format {said[:9]}, newer than this program, which reads format {FORMAT}"
            self.complaints.add(entry.value, message, "update qualcode")
            return True
        return False

    # --- codes ----------------------------------------------------------------------------------------------------------------------

    def read_codes(self, entry: tree.Entry, parent: str) -> None:
        """Adds the codes of a list, and those below them."""
        for item in self.items(entry, "codes is not a list", "write each code as `- id: ...`"):
            self.code(item, parent)

    def code(self, node: tree.Tree, parent: str) -> None:
        """Adds a code, then those below it."""
        fields = self.fields(node, CODE_KEYS, "a code", "parent")
        if not isinstance(node, tree.Mapping):
            return
        if len(self.codes) == MOST_CODES:
            self.complaints.add(node, f"these are more than {MOST_CODES:,} codes", "is it the right file?")
            raise Enough
        id = self.code_id(node, fields)
        if "parent" in fields:
            self.said_parents[id] = fields["parent"]
        if not self.has_text(fields.get("label")):
            self.complaints.add(node, f"code {id} has no label" if id else "a code has no label", "write label: {nl: ..., fr: ...}")
        self.codes.append(
            Code(
                id=id,
                guid=self.guid(fields, id),
                parent=parent,
                label=self.texts(fields.get("label"), one_line=True),
                definition=self.texts(fields.get("definition")),
                include=self.texts(fields.get("include")),
                exclude=self.texts(fields.get("exclude")),
                examples=self.lists(fields.get("examples"), or_text=True),
                keywords=self.lists(fields.get("keywords"), or_text=False),
                colour=self.matching(fields.get("colour"), COLOUR, 'write six hexadecimal digits: colour: "#3366aa"'),
                status=self.matching(fields.get("status"), re.compile("|".join(STATUSES)), f"known: {', '.join(STATUSES)}") or "active",
                codable=self.truth(fields.get("codable"), otherwise=True),
                since=self.since(fields.get("since")),
            )
        )
        if "codes" in fields:
            self.read_codes(fields["codes"], id)

    def code_id(self, node: tree.Mapping, fields: Mapping[str, tree.Entry]) -> str:
        if "id" not in fields:
            self.complaints.add(node, "a code has no id", "write id: and a short name, the same in every language")
            return ""
        value = fields["id"].value
        id = self.identifier(value, "a code")
        first = self.ids.get(id)
        if id and isinstance(value, tree.Scalar):
            if first is not None:
                self.complaints.add(value, f"code {id} stands here for the second time", f"it stands on line {first.line} already")
            else:
                self.ids[id] = value
        return id

    def guid(self, fields: Mapping[str, tree.Entry], id: str) -> str:
        entry = fields.get("guid")
        if entry is None:
            self.derived[id] = guid_of(self.codebook, id)
            return self.derived[id]
        try:
            guid = str(uuid.UUID(self.text(entry, one_line=True)))
        except ValueError:
            if isinstance(entry.value, tree.Scalar):
                self.complaints.add(entry.value, "this is not a GUID", "remove the line: the program makes one")
            return ""
        first = self.guids.setdefault(guid, entry.value)
        if first is not entry.value:
            self.complaints.add(
                entry.value, "this GUID stands here for the second time", f"it stands on line {first.line} already; remove it"
            )
        return guid

    def check_derived(self) -> None:
        """A code whose GUID comes from its id may meet the code that once had this id and kept the GUID."""
        for id, guid in self.derived.items():
            taken = self.guids.get(guid)
            if taken is not None and id in self.ids:
                fresh = guid_of(self.codebook, f"{id}\n{taken.line}")
                self.complaints.add(self.ids[id], f"the code on line {taken.line} has kept the GUID of the id {id}", f"write guid: {fresh}")

    def check_parents(self) -> None:
        """What a code stands under is where it stands; who writes it as in a flat list is told where that leads."""
        said = {id: self.text(entry, one_line=True) for id, entry in self.said_parents.items()}
        for id, parent in said.items():
            path = {id: None, parent: None}
            above = parent
            while above in said and said[above] not in path:
                above = said[above]
                path[above] = None
            if parent not in self.ids:
                close = _nearest(parent, self.ids)
                message = f"the parent of {id} is not a code: {parent}"
                fix = f"did you mean {close}?" if close else "a code stands below another in its list codes:"
            elif id in (parent, said.get(above)):
                message = f"{id} stands under itself: {' → '.join([*path, id])}"
                fix = "a code stands below another in its list codes:"
            else:
                message = f"a code does not say its parent: {parent}"
                fix = f"put {id} into the list codes: of {parent}, and take this line away"
            self.complaints.add(self.said_parents[id].key, message, fix)

    # --- attributes and languages ---------------------------------------------------------------------------------------------------

    def languages(self, entry: tree.Entry) -> tuple[str, ...]:
        found: list[str] = []
        items = self.items(entry, "languages is not a list", "write for example languages: [nl, fr]")
        if len(items) > MOST_LANGUAGES:
            self.complaints.add(items[MOST_LANGUAGES], f"these are more than {MOST_LANGUAGES} languages", "is it the right file?")
        for item in items[:MOST_LANGUAGES]:
            language = self.identifier(item, "a language")
            if language in found:
                self.complaints.add(item, f"language {language} stands here for the second time", "remove it")
            found.append(language)
        if not found and isinstance(entry.value, tree.Sequence):
            self.complaints.add(entry.value, "no language is declared", "write for example languages: [nl, fr]")
        return tuple(found)

    def attributes(self, node: tree.Tree) -> tuple[Attribute, ...]:
        if not isinstance(node, tree.Mapping):
            self.complaints.add(
                node, "attributes is not a map", "write the id of each attribute with a colon, its label and values below it"
            )
            return ()
        return tuple(self.attribute(entry) for entry in node.entries)

    def attribute(self, entry: tree.Entry) -> Attribute:
        id = self.identifier(entry.key, "an attribute")
        if id in CODING_COLUMNS:
            self.complaints.add(entry.key, f"an attribute cannot be called {id}, as a column of coding files is", "give it another id")
        fields = {} if self.is_empty(entry) else self.fields(entry.value, ATTRIBUTE_KEYS, "an attribute")
        values: dict[str, AttributeValue] = {}
        if "values" in fields:
            for item in self.items(fields["values"], "values is not a list", "write each as `- {id: ..., nl: ..., fr: ...}`"):
                value = self.value(item)
                if value.id in values:
                    self.complaints.add(item, f"value {value.id} of {id} stands here for the second time", "remove it")
                if value.id:
                    values[value.id] = value
        ordered = self.truth(fields.get("ordered"), otherwise=False)
        return Attribute(id, self.texts(fields.get("label"), one_line=True), tuple(values.values()), ordered)

    def value(self, node: tree.Tree) -> AttributeValue:
        """One value of an attribute: a map of its id and its label per language."""
        if not isinstance(node, tree.Mapping):
            self.complaints.add(node, "a value of an attribute is a map", "write for example - {id: pro, nl: voorstander, fr: favorable}")
            return AttributeValue("", {})
        id = next((entry for entry in node.entries if entry.key.text == "id"), None)
        if id is None:
            self.complaints.add(node, "a value of an attribute has no id", "write for example - {id: pro, nl: voorstander, fr: favorable}")
        label = {part.key.text: self.text(part, one_line=True) for part in node.entries if part is not id and not self.is_empty(part)}
        return AttributeValue(
            self.identifier(id.value, "a value") if id else "", {language: text for language, text in label.items() if text}
        )


def _nearest(said: str, known: Iterable[str]) -> str:
    """The one of the known ids that looks most like what was said, if one does."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(said, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return str(found[0]) if found else ""
