"""The words of an utterance in TEI: text or tokens, what happens in brackets, and the languages that are marked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from qualcode.importers._languages import Named
from qualcode.importers._pieces import Plain
from qualcode.model import UNSURE, Stretch

if TYPE_CHECKING:
    from lxml import etree

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

HAPPENINGS = frozenset("pause vocal incident kinesic event writing gap note".split())
"""Elements for what is heard or seen beside the words, and for a transcriber's notes: they stand in brackets."""
ANNOTATIONS = frozenset("spanGrp span linkGrp link interpGrp interp fs f certainty alt altGrp standOff".split())
"""Elements that say something about the words: they are left out and counted."""
_MARKS = frozenset("shift pb cb gb milestone ptr delSpan addSpan damageSpan handShift".split())
_BLOCKS = frozenset("seg p ab l lg list item head q sp".split())
_TOKENS = frozenset("w pc".split())
_CLOSING = re.compile(r"[.,;:?!…)\]}»”%]+|-")
_OPENING = re.compile(r"[(\[{«“¿¡]+")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: etree._Element) -> str:
    """All text in an element, as it stands in the file."""
    return "".join(map(str, element.itertext()))


def bracketed(element: etree._Element, plain: Plain) -> str:
    """What happens, as a note in brackets: `[lacht]`, `[pause 2 s]`, `[gap, inaudible]`; empty for a note that says nothing."""
    name = local(element)
    words = plain.line(" ".join(map(text_of, element.iterchildren("{*}desc"))))
    if name == "note":
        words = plain.line(text_of(element))
        if not words:
            return ""
    elif not words:
        details = [element.get(key, "") for key in ("type", "subtype", "reason", "extent", "quantity", "unit", "n")]
        said = " ".join(filter(None, [*details, _duration(element.get("dur", ""))]))
        words = f"pause {said}".strip() if name == "pause" else f"gap, {said}" if name == "gap" and said else said or name
        words = plain.line(words)
    return f"[{words.replace('[', '(').replace(']', ')')}]"


def _duration(said: str) -> str:
    found = re.fullmatch(r"PT([\d.]+)S", said)
    return f"{found[1]} s" if found else said


class Words:
    """Reads the utterances of a document one by one; counts what is left out, and where words are marked as unclear."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.left_out: Counter[str] = Counter()
        self.unclear = 0
        self.named = Named()

    def language(self, element: etree._Element, outer: str) -> str:
        """The language that an element is said to be in, else that of the element around it; `und` when nothing is said."""
        said = element.get(LANGUAGE)
        return outer if said is None else self.named.code(said)

    def of(self, element: etree._Element, language: str) -> tuple[str, tuple[Stretch, ...], tuple[str, str]]:
        """The words of an utterance, the stretches of which it says the language, and the anchors at its beginning and end.

        `language` is what is said of the utterance as a whole, `und` for nothing.
        """
        writing = _Writing(tokens=any(True for _ in element.iter("{*}w")))
        blocks = _in_blocks(element)
        self._inside(element, writing, language, blocks=blocks)
        return (*writing.finished(self.plain), writing.ends())

    def _inside(self, element: etree._Element, writing: _Writing, language: str, *, blocks: bool = False) -> None:
        writing.add(element.text, language)
        for child in _chosen(element, self.left_out):
            self._child(child, writing, self.language(child, language), blocks=blocks)
            writing.add(child.tail, language)

    def _child(self, child: etree._Element, writing: _Writing, language: str, *, blocks: bool) -> None:
        name = local(child)
        if name in HAPPENINGS:
            writing.note(bracketed(child, self.plain))
        elif name in _TOKENS:
            writing.token(text_of(child), language, child.get("join", ""), punctuation=name == "pc")
        elif name in ANNOTATIONS:
            self.left_out[name] += 1
        elif name == "lb":
            writing.add(" ", language)
        elif name == "anchor":
            writing.anchor(child.get("synch", ""))
        elif name in _MARKS:
            self.left_out[name] += 1
        elif name != "speaker":
            self.unclear += name == "unclear"
            if blocks and name in _BLOCKS:
                writing.line()
            self._inside(child, writing, language, blocks=blocks and name in _BLOCKS and _in_blocks(child))


def _in_blocks(element: etree._Element) -> bool:
    """Whether an element holds nothing but segments or paragraphs, each on a line of its own, and what stands between them."""
    names = {local(child) for child in element}
    if names.isdisjoint(_BLOCKS) or (element.text or "").strip():
        return False
    return not any((child.tail or "").strip() for child in element)


_READINGS = {"choice": ("orig", "sic", "abbr", "unclear"), "app": ("lem", "rdg")}
"""Elements that give one place in several readings, and which of these is the text: what was said rather than what it was made into."""


def _chosen(element: etree._Element, left_out: Counter[str]) -> Iterator[etree._Element]:
    """The children of an element; of one that gives several readings, one of them."""
    preferred = _READINGS.get(local(element))
    children = list(element)
    if preferred is None or not children:
        yield from children
        return
    found = next((child for name in preferred for child in children if local(child) == name), children[0])
    left_out["other reading"] += len(children) - 1
    yield found


class _Writing:
    """A text that grows; white space between tokens follows from the tokens where the file has none that counts."""

    def __init__(self, *, tokens: bool) -> None:
        self.tokens = tokens
        self.anchors: list[tuple[str, int]] = []
        self.parts: list[tuple[str, str]] = []
        self.gap = ""
        self.joins = False
        self.last = ""

    def add(self, raw: str | None, language: str) -> None:
        """Text as it stands in the file."""
        if not raw:
            return
        if self.tokens and raw.isspace():
            self.gap += raw
            return
        self._space((bool(self.gap) and not self.joins) or (self.last == "note" and raw[:1].isalnum()))
        self._put(raw, language, "text")

    def token(self, raw: str, language: str, join: str, *, punctuation: bool) -> None:
        """A word or a punctuation mark."""
        text = " ".join(raw.split())
        if not text:
            return
        joined = self.joins or join in ("left", "both") or (self.last in ("w", "(") and self._closes(text, punctuation))
        self._space(not joined and (self.last not in ("", "text") or bool(self.gap)))
        kind = "(" if punctuation and _OPENING.fullmatch(text) else "w"
        self._put(text, language, kind)
        self.joins = join in ("right", "both")

    def _closes(self, text: str, punctuation: bool) -> bool:
        """Whether nothing stands between the last token and this one."""
        if self.gap and "\n" not in self.gap:
            return False
        if self.last == "(" or (punctuation and _CLOSING.fullmatch(text)):
            return True
        return not punctuation and not self.gap and self.parts[-1][0].endswith(("'", "’"))

    def anchor(self, point: str) -> None:
        """A point of time, at this place of the text."""
        if point:
            self.anchors.append((point, len(self.parts)))

    def ends(self) -> tuple[str, str]:
        """The points of time before the first words and after the last; empty where there is none."""
        first = next((point for point, place in self.anchors if place == 0), "")
        last = next((point for point, place in reversed(self.anchors) if 0 < place == len(self.parts)), "")
        return first, last

    def note(self, text: str) -> None:
        """A note in brackets, which stands apart from the words."""
        if text:
            self._space(True)
            self._put(text, UNSURE, "note")

    def line(self) -> None:
        """What follows stands on a line of its own."""
        if self.parts:
            self._put("\n", UNSURE, "")

    def _space(self, needed: bool) -> None:
        if needed and self.parts:
            self.parts.append((" ", UNSURE))

    def _put(self, text: str, language: str, kind: str) -> None:
        self.parts.append((text, language))
        self.last, self.gap, self.joins = kind, "", False

    def finished(self, plain: Plain) -> tuple[str, tuple[Stretch, ...]]:
        """The canonical text with single spaces, and the stretches whose language is said."""
        out: list[str] = []
        stretches: list[Stretch] = []
        length = 0
        between = ""
        for raw, language in self.parts:
            text = plain.line(raw)
            if raw[:1].isspace() and out:
                between = "\n" if "\n" in (raw if raw == "\n" else between) else " "
            if not text:
                continue
            if not between and out and not unicodedata.is_normalized("NFC", out[-1][-8:] + text[:8]):
                between = " "
            out += [between, text] if between else [text]
            length += len(between) + len(text)
            stretches.append(Stretch(length - len(text), length, language))
            between = " " if raw[-1].isspace() else ""
        return "".join(out), tuple(_merged(stretches))


def _merged(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Stretches in one language that follow one another, as one; those of which nothing is said are left out."""
    for language, run in groupby(stretches, key=lambda one: one.language):
        first, *others = run
        if language != UNSURE:
            yield Stretch(first.start, (others or [first])[-1].end, language)
