"""Transcriptions of speech in TEI (.xml, .tei): utterances with their speakers, times and languages as the file says them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import Problem, Unreadable
from qualcode.importers import _labels
from qualcode.importers._lines import check_lines, many
from qualcode.importers._parts import check_parts, together
from qualcode.importers._pieces import UNKNOWN, Piece, Plain, lines_of
from qualcode.importers._speakers import spoken
from qualcode.importers.tei.people import People, listed_in
from qualcode.importers.tei.times import ID, Timeline
from qualcode.importers.tei.words import ANNOTATIONS, HAPPENINGS, LANGUAGE, Words, bracketed, local, text_of
from qualcode.model import UNSURE, DraftParticipant, ImportOptions, Reading, Source
from qualcode.opening import guard
from qualcode.opening.guard import short

if TYPE_CHECKING:
    from lxml import etree


_DOCUMENT = ("TEI", "TEI.2")
_CORPUS = ("teiCorpus", "teiCorpus.2")
_ALL = tuple(f"{{*}}{tag}" for tag in _DOCUMENT)
_SPEECH = frozenset(["u", "sp"])
_NO_TEXT = frozenset(["teiHeader", "timeline", "listPerson", "particDesc", "facsimile", "sourceDoc", "idno", *ANNOTATIONS])


def read(source: Source, options: ImportOptions) -> Reading:
    """The drafts of a TEI file, one for each TEI document in it; consecutive utterances of a speaker are one turn. Raises Unreadable."""
    name = source.path.name
    root = guard.document(source)
    if local(root) not in (*_DOCUMENT, *_CORPUS):
        raise Unreadable(f"{name} is no TEI file: it holds {short(local(root), 40)}.", "Save the transcript again, and import that.")
    check_lines(name, sum(1 for _ in root.iter("{*}u", "{*}seg", "{*}sp")))
    check_parts(name, sum(1 for _ in root.iter(*_ALL)))
    documents = [_Document(each, People(each, shared)) for each, shared in _documents(root)]
    with_speech = [document for document in documents if document.utterances]
    if not with_speech:
        raise Unreadable(f"{name} has no utterance with words in it (<u> or <sp>).", "Is it the right file? Speech in TEI stands in <u>.")
    silent = [
        Problem(document.name or f"document {number}", "no utterance stands in it, and it is left out")
        for number, document in enumerate(documents, 1)
        if not document.utterances
    ]
    result = together([(document.name, document.reading(name, options)) for document in with_speech])
    return replace(result, problems=(*result.problems, *silent))


def _documents(root: etree._Element) -> Iterator[tuple[etree._Element, Mapping[str, DraftParticipant]]]:
    """The documents of a file, each with the people whom the corpus around it lists."""
    if local(root) in _DOCUMENT:
        yield root, {}
        return
    header = root.find("{*}teiHeader")
    shared = listed_in(header) if header is not None else {}
    for document in root.iter(*_ALL):
        above = document.getparent()
        if above is not None and local(above) in _CORPUS:
            yield document, shared


class _Around(NamedTuple):
    """What elements around an utterance say of it: who speaks, from when to when, in which language."""

    who: str = ""
    start: str | None = None
    end: str | None = None
    language: str = UNSURE

    def inside(self, element: etree._Element, words: Words) -> _Around:
        """What holds within this element. A language that is said of the whole text is not said of each utterance in it."""
        whole = local(element) in ("text", "body", "group", *_DOCUMENT)
        language = self.language if whole else words.language(element, self.language)
        return _Around(element.get("who", self.who).strip(), element.get("start", self.start), element.get("end", self.end), language)


class _Document:
    """One TEI document: its pieces in their order, and what of it is no text."""

    def __init__(self, root: etree._Element, people: People) -> None:
        self.plain = Plain()
        self.people = people
        self.name = _name(root)
        self.timeline = Timeline(root)
        self.words = Words(self.plain)
        self.holds_speech = _above(root)
        self.general = _general_language(root)
        self.several: list[str] = []
        self.utterances = 0
        self.unnamed = 0
        self.unsaid = 0
        self.pieces: list[Piece] = []
        self._walk(root, _Around())
        if self.unnamed < self.utterances:
            self.pieces = [replace(piece, voice=piece.voice or UNKNOWN) if not piece.outside else piece for piece in self.pieces]

    def _walk(self, element: etree._Element, around: _Around) -> None:
        for child in element:
            name = local(child)
            if name in _SPEECH:
                self._utterance(child, around.inside(child, self.words))
            elif name in _NO_TEXT:
                self.words.left_out[name] += name in ANNOTATIONS
            elif name in HAPPENINGS:
                self._outside(bracketed(child, self.plain))
            elif child in self.holds_speech:
                self._outside(self.plain.line(child.text or ""))
                self._walk(child, around.inside(child, self.words))
            else:
                self._outside(self.words.of(child, UNSURE)[0])
            self._outside(self.plain.line(child.tail or ""))

    def _outside(self, text: str) -> None:
        """Text that nobody says: a title, what happens between two utterances."""
        self.pieces += [Piece("", line, outside=True) for line in text.split("\n") if line]

    def _utterance(self, element: etree._Element, around: _Around) -> None:
        text, languages, anchors = self.words.of(element, around.language)
        if not text:
            return
        who, *others = around.who.split() or [""]
        if others:
            self.several.append(short(around.who, 60))
        voice = self.people.label(who, element.get("ana", "")) if who else self._spoken_by(element)
        start, end = self._times(element, around, anchors)
        self.utterances += 1
        self.unnamed += not voice
        self.unsaid += not languages
        self.pieces.append(Piece(voice, text, start, end, languages=languages))

    def _spoken_by(self, element: etree._Element) -> str:
        """The label that stands before a speech as text."""
        speaker = element.find("{*}speaker")
        label = self.plain.line(text_of(speaker)) if speaker is not None else ""
        return _labels.split(label)[0] or label

    def _times(self, element: etree._Element, around: _Around, anchors: tuple[str, str]) -> tuple[int | None, int | None]:
        """From when to when: as the utterance says it, else its first and last segment, else its first and last anchor."""
        start, end = self.timeline.at(around.start), self.timeline.at(around.end)
        if start is None or end is None:
            segments = [one for one in element.iter("{*}seg") if one is not element] if len(element) else []
            starts = (*(_begin(one, "start", "begin") for one in (element, *segments[:1])), anchors[0])
            ends = (*(_begin(one, "end") for one in (element, *segments[-1:])), anchors[1])
            start = start if start is not None else next((time for said in starts if (time := self.timeline.at(said)) is not None), None)
            end = end if end is not None else next((time for said in ends if (time := self.timeline.at(said)) is not None), None)
        return (start, end) if start is None or end is None or start <= end else (None, None)

    def reading(self, name: str, options: ImportOptions) -> Reading:
        """The draft of this document, with what is to be said of it."""
        lines, voices = lines_of(self.pieces, options, glue="\n")
        result = spoken(name, lines, options, self.people.listed())
        return replace(result, problems=tuple(self._problems()), notes=(*self._notes(), *voices, *result.notes, *self.plain.notes()))

    def _problems(self) -> Iterator[Problem]:
        for who, count in Counter(self.several).items():
            yield Problem("", f"{many(count, 'utterance')} by several speakers, {who}", "kept as said by the first of them")
        left_out = ", ".join(f"{count} {name}" for name, count in self.words.left_out.items() if count)
        if left_out:
            yield Problem("", f"what is said about the words is left out: {left_out}")
        yield from self.words.named.problems()

    def _notes(self) -> Iterator[str]:
        if 0 < self.unnamed < self.utterances:
            yield f"Utterances that do not say who speaks: {self.unnamed} of {self.utterances}. They are said by {UNKNOWN}."
        if self.words.unclear:
            yield f"Passages marked as unclear, kept as they are: {self.words.unclear}."
        if self.general and self.unsaid:
            yield (
                f"The words decide on the language of {many(self.unsaid, 'utterance')}: "
                f"the file as a whole is said to be in {self.general}, which says nothing of each."
            )


def _begin(element: etree._Element, *names: str) -> str | None:
    """An attribute of one of these names, in whatever namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] in names), None)


def _above(root: etree._Element) -> set[etree._Element]:
    """The elements that hold an utterance."""
    found: set[etree._Element] = set()
    for utterance in root.iter("{*}u", "{*}sp"):
        above = utterance.getparent()
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return found


def _name(root: etree._Element) -> str:
    title = root.find("{*}teiHeader/{*}fileDesc/{*}titleStmt/{*}title")
    return short(Plain().line((text_of(title) if title is not None else "").strip() or root.get(ID, "")), 60)


def _general_language(root: etree._Element) -> str:
    said = (each.get(LANGUAGE, "") for each in (*root.iter("{*}text"), *root.iter("{*}body"), root))
    return next((short(language, 40) for language in said if language), "")
