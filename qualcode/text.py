"""Canonical text, the words, notes and sentences in it, and quotations found in it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from itertools import filterfalse
from typing import NamedTuple

from qualcode.model import Draft, Span

_LINE_ENDS = "\r\u2028\u2029\x85\x0b\x0c"
"""What ends a line besides `\\n`; `\\r\\n` is one end."""
_TO_LINE_END = dict.fromkeys(map(ord, _LINE_ENDS), "\n")
LEFT_OUT = {
    "control character": "\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe-\uffff\ud800-\udfff",
    "bidirectional mark": "\u061c-\u061c\u200e-\u200f\u202a-\u202e\u2066-\u2069",
    "soft hyphen": "\xad-\xad",
    "zero-width character": "\u180e-\u180e\u200b-\u200b\u2060-\u2064\u206a-\u206f\ufeff-\ufeff\ufff9-\ufffb\U000e0000-\U000e007f",
}
"""What canonical text is made without, by what it is called: ranges of characters."""

_ACTING = re.compile(f"[{LEFT_OUT['control character']}{LEFT_OUT['bidirectional mark']}\ufeff]")
_UNSEEN = re.compile(f"[{''.join(LEFT_OUT.values())}]")
_NOT_WRITTEN = re.compile(f"[{LEFT_OUT['soft hyphen']}{LEFT_OUT['zero-width character']}]")
_PILED = re.compile(r"[^\w\s]{100,}")
_JOINERS = re.compile("[\u200c\u200d]+")
_BLANKS = dict.fromkeys(map(ord, "\t\xa0\u202f"))
"""The characters of canonical text that are not printable, but for the line end."""
_SCRIPTS_THAT_JOIN = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})
LINE_ENDS, COMPOSED = "line end", "letter"
"""What canonical text is made with in another form: line ends that are uniform, letters that are one character."""

_NOTED = """
    lacht|lachen|lachend|gelach|gelachen|zucht|zuchten|zuchtend|hoest|hoesten|kucht|aarzelt|aarzelen|aarzeling|knikt|knikken|schudt|
    kijkt|wijst|toont|gebaart|klopt|tikt|fluistert|fluisterend|roept|huilt|weent|snikt|snuift|drinkt|stilte|pauze|onverstaanbaar|
    onhoorbaar|onduidelijk|applaus|geroezemoes|rumoer|lawaai|gestommel|onderbreking|telefoon|gsm|rit|rient|rire|rires|riant|sourit|
    sourires|soupir|soupirs|soupire|silence|silences|pause|hésite|hésitation|hésitations|inaudible|inaudibles|incompréhensible|
    inintelligible|tousse|toux|pleure|pleurs|murmure|chuchote|applaudissements|brouhaha|bruit|bruits|regarde|montre|hoche|
    acquiesce|interruption|sonnerie|téléphone|laughs|laughing|laughter|sighs|coughs|nods|whispers|unintelligible|unclear|
    crosstalk|applause|noise
"""
"""Words by which a transcriber's note is known that is longer than three words, or stands in signs that also set off what is said."""

_WHOM = r"""
    (?:(?:[A-Z]{1,3}\d{1,3}|[Ii]edereen|[Aa]llen|[Aa]llemaal|[Ii]emand|de\ groep|[Dd]e\ anderen|lange?|korte?|even|lichte?|luide?
    |[Tt]ous|[Tt]out\ le\ monde|[Qq]uelqu['’]un|le\ groupe|[Ll]es\ autres|longue?|courte?|petite?s?|légers?|grands?
    |[Ee]veryone|all|[Ss]omeone|long|short)\ )?
"""
_UNSAID = r"(?<!\S)0(?=[ \t]+(?:\[[=%+]|[.!?](?:\s|\Z)))"
"""CHAT's mark of an utterance without words: `0 .`, `0 [=! laughs] .`"""
_ZERO = re.compile(_UNSAID)
_NOTICED = rf"{_WHOM}(?i:{_NOTED})\b"
_NOTE = rf"""\[[^\]\n]{{0,200}}\]
    | \(\([^()\n]{{1,200}}\)\)
    | \([^()\s]+(?:[\ \t][^()\s]+){{0,2}}[\ \t]?\)
    | \({_NOTICED}[^()\n]{{0,200}}\)
    | <{_NOTICED}[^<>\n]{{0,100}}>
    | \*{_NOTICED}[^*\n]{{0,100}}(?<!\s)\*
    | \{{{_NOTICED}[^{{}}\n]{{0,100}}\}}
    | \b(?:X{{2,}}|x{{2,}})\b
    | (?<![\w.@/-])(?:yyy|www)(?!\.?[\w-])             # of CHAT: sounds, and what is not written out; no address
    | {_UNSAID}
    | \#(?:\d{{1,2}}:)?\d{{1,2}}:\d{{2}}(?:[-.,]\d{{1,3}})?\# # the time marks of f4
    | (?<=\n)[ \t]*<?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d{{1,3}})?>?[ \t]*(?=\n|\Z) # a line with a time and nothing else
    | &[=*]\S+                                       # this and what follows is of CHAT: what happens, what another says meanwhile
    | (?<=\w)@[a-z]{{1,3}}(?:[:$][a-z+&]+)?(?![\w.@-]) # which kind of word, or of which language; no address
"""
"""What a transcriber's note looks like. It is compiled when it is first needed: that takes a tenth of the time in which a command starts."""
_WORD = re.compile(
    r"""(?:(?:[ljtnsc]|m(?!['’]n\b)|d(?!['’]r\b)|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w))
    | \w+(?:[-'’]\w+)*""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[\n.!?…](?:(?<=\n)|(?<![.!?…]{2})[.!?…]*[\"'”»)\]]*(?=\s))")
"""A line end, or such marks in a row and white space after them. A pattern that begins with letters to choose from is found twice as fast."""
_WRAPPED = 50  # characters: a shorter line was ended by hand, as those of a list are


def canonical(raw: str) -> tuple[str, int]:
    r"""The canonical form of a text, and how many characters had to be left out.

    Canonical text is NFC, has `\n` line ends, no byte-order mark, and no control characters but `\n` and `\t` (nor bidirectional
    controls and lone surrogates, which act on a terminal or cannot be stored). It is made without soft hyphens and zero-width characters:
    nobody sees them, and a word that holds one is found by no search and no keyword.
    """
    if raw.isprintable() and (raw.isascii() or unicodedata.is_normalized("NFC", raw)):
        return raw, 0
    text, changes = counted(raw)
    return text, sum(changes[kind] for kind in LEFT_OUT)


def counted(raw: str) -> tuple[str, Counter[str]]:
    """The canonical form of a text, and what had to be changed by kind: those of LEFT_OUT, LINE_ENDS and COMPOSED.

    A byte-order mark at the beginning is not counted.
    """
    changes: Counter[str] = Counter()
    if _is_canonical(raw):
        return raw, changes
    text = raw.removeprefix("\ufeff")
    changes[LINE_ENDS] = sum(map(text.count, _LINE_ENDS))
    if changes[LINE_ENDS]:
        text = text.replace("\r\n", "\n").translate(_TO_LINE_END)
    if _UNSEEN.search(text):
        for kind in LEFT_OUT:
            text, changes[kind] = _without(kind, text)
    while True:
        composed = unicodedata.normalize("NFC", _PILED.sub(_in_order, text))
        # A letter and its accent become one; the few signs that become another sign are counted as one in all.
        changes[COMPOSED] += max(len(text) - len(composed), 1) if composed != text else 0
        text, joiners = _without_joiners(composed)
        changes["zero-width character"] += joiners
        if not joiners:
            return text, +changes


def _in_order(piled: re.Match[str]) -> str:
    """Marks upon one letter in the order that normalizing brings them into; it would move them one by one, for minutes when there are thousands."""
    apart = "".join(map(partial(unicodedata.normalize, "NFD"), piled[0]))
    classes = bytes(map(unicodedata.combining, apart))
    if not any(classes):
        return apart
    parts = []
    at = 0
    # What is of class 0 stays where it is, and what stands before it stays before it.
    for marks in classes.split(b"\0"):
        end = at + len(marks)
        parts += [*sorted(apart[at:end], key=unicodedata.combining), apart[end : end + 1]]
        at = end + 1
    return "".join(parts)


def _is_canonical(raw: str) -> bool:
    """Whether it is sure that a text is canonical, which is seen faster than it is made so."""
    return all(line.translate(_BLANKS).isprintable() for line in unprintable(raw)) and (
        raw.isascii() or unicodedata.is_normalized("NFC", raw)
    )


def unprintable(text: str) -> list[str]:
    """The lines of a text that hold something that is not printable, such as a tab; a line end is none. Seen faster than a pattern sees it."""
    return [] if text.replace("\n", "").isprintable() else [line for line in text.split("\n") if not line.isprintable()]


@cache
def _kind(kind: str) -> tuple[re.Pattern[str], dict[int, None]]:
    """What finds the characters of a kind, and what `translate` needs to leave them out."""
    ranges = LEFT_OUT[kind]
    codes = (code for first, last in zip(ranges[::3], ranges[2::3], strict=True) for code in range(ord(first), ord(last) + 1))
    return re.compile(f"[{ranges}]"), dict.fromkeys(codes)


def _without(kind: str, text: str) -> tuple[str, int]:
    """A text without the characters of a kind, and how many there were. Not by `re.sub`, which takes memory for each of millions."""
    pattern, table = _kind(kind)
    without = text.translate(table) if pattern.search(text) else text
    return without, len(text) - len(without)


def _without_joiners(text: str) -> tuple[str, int]:
    """A text without the joiners that join nothing, and how many; Arabic, Hindi and emoji need theirs."""
    found = _JOINERS.search(text)
    if not found:
        return text, 0

    def kept(joiners: re.Match[str]) -> str:
        beside = (text[joiners.start() - 1 : joiners.start()], text[joiners.end() : joiners.end() + 1])
        joins = all(char and unicodedata.category(char) in _SCRIPTS_THAT_JOIN for char in beside)
        return joiners[0] if joins else ""

    without = _JOINERS.sub(kept, text)
    return without, len(text) - len(without)


def is_canonical(text: str) -> bool:
    r"""Whether a stored text keeps what every revision promises: NFC, `\n` line ends, and nothing that acts on a terminal.

    Texts that were stored before soft hyphens were left out may hold some: a stored text never changes.
    """
    return not _ACTING.search(text) and not any(end in text for end in _LINE_ENDS) and unicodedata.is_normalized("NFC", text)


@cache
def _note() -> re.Pattern[str]:
    return re.compile(_NOTE, re.VERBOSE)


def notes(text: str) -> list[Span]:
    """Where a transcriber's notes stand.

    `[lacht]`, `(rires)` (at most three words in parentheses, more when a word says that it is a note: `(lacht en kijkt naar R2)`),
    `((zucht))`, `<lacht>`, `*rit*`, `XXX`, f4's `#00:01:02-3#`, CHAT's `&=laughs`, `@s:fra`, `yyy`, `www` and `0`, a line with a time.
    """
    return [Span(*found.span()) for found in _note().finditer(text)]


def noted(text: str) -> int:
    """How many notes a transcriber made in a text; marks of the time are none."""
    found = (text[span.start : span.end] for span in notes(text))
    return sum(any(map(str.isalpha, note)) or not any(map(str.isdigit, note)) for note in found)


def without_notes(text: str) -> str:
    """A text of the same length with blanks for the transcriber's notes."""
    # One letter is looked for ten times as fast as several.
    if (
        any(map(text.__contains__, "[(X&@#<*{"))
        or ("x" in text and "xx" in text)
        or ("\n" in text and ":" in text)
        or "yyy" in text
        or "www" in text
        or ("0" in text and _ZERO.search(text))
    ):
        return _note().sub(lambda found: " " * len(found[0]), text)
    return text


def words(text: str) -> list[str]:
    """The words that are spoken, in order; notes are none. `l'`, `d'`, `qu'` are words of their own, `aujourd'hui`, `zo'n` are one.

    >>> words("Oui, d'accord [rit] qu'on parle d'aujourd'hui.")
    ['Oui', "d'", 'accord', "qu'", 'on', 'parle', "d'", "aujourd'hui"]
    >>> words("Ja, zo'n CGG-team heeft m'n collega's (lacht) gezien.")
    ['Ja', "zo'n", 'CGG-team', 'heeft', "m'n", "collega's", 'gezien']
    """
    found: list[str] = []
    for piece in _spaced(without_notes(text)).split():
        if piece.isalnum():
            found.append(piece)
        else:
            found += _WORD.findall(piece)
    return found


class Pieces(NamedTuple):
    """A text without notes, taken apart at blanks and at punctuation that stands in no word: all pieces, and those not only of letters and digits.

    Words are counted and languages told by them, in a third of the time that finding the words takes.
    """

    all: list[str]
    mixed: list[str]

    @property
    def words(self) -> int:
        """How many words the text has, as `words` finds them."""
        return len(self.all) - len(self.mixed) + sum(len(_WORD.findall(piece)) for piece in self.mixed)


def pieces(text: str) -> Pieces:
    """The pieces of a text."""
    spaced = _spaced(without_notes(text))
    found = spaced.split()
    return Pieces(found, [] if spaced.replace(" ", "").isalnum() else list(filterfalse(str.isalnum, found)))


def pieces_by_turn(draft: Draft) -> list[Pieces]:
    """The pieces of each turn of a draft."""
    return [pieces(draft.text[turn.start : turn.end]) for turn in draft.turns]


def count_words(text: str) -> int:
    """How many words `words(text)` has."""
    return pieces(text).words


def words_by_turn(draft: Draft) -> tuple[int, ...]:
    """How many words each turn of a draft has."""
    return tuple(one.words for one in pieces_by_turn(draft))


def placed_words(text: str) -> list[tuple[str, int]]:
    """Each word of `words(text)` and where it begins, ascending."""
    placed: list[tuple[str, int]] = []
    at = 0
    for piece in _spaced(without_notes(text)).split(" "):
        if piece.isalnum():
            placed.append((piece, at))
        elif piece:
            placed += [(found[0], at + found.start()) for found in _WORD.finditer(piece)]
        at += len(piece) + 1
    return placed


def word_starts(text: str) -> list[int]:
    """Where each word of `words(text)` begins, ascending."""
    return [start for _, start in placed_words(text)]


def _spaced(text: str) -> str:
    """The text with spaces for punctuation that stands in no word and decides on none, so that it can be taken apart there.

    `_WORD` takes long, and is needed only for pieces that are not letters and digits alone.
    """
    for mark in ",.?…!;:":
        text = text.replace(mark, " ")
    return text


def words_before(starts: list[int], position: int) -> int:
    """How many of the words that begin at `starts` begin before `position`."""
    return bisect_left(starts, position)


def sentences(text: str) -> list[Span]:
    """The sentences of a text, without the white space around them. A line end closes a sentence, unless it wraps a line."""
    spans = []
    start = 0
    ends = [found.end() for found in _SENTENCE_END.finditer(text) if found[0] != "\n" or not wraps(text, found.start())]
    for end in [*ends, len(text)]:
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append(Span(left, left + len(piece.strip())))
        start = end
    return spans


def wraps(text: str, at: int) -> bool:
    """Whether the line end at a place only keeps the line to its width: after a long line, before a small letter."""
    return text[at + 1 : at + 2].islower() and at - text.rfind("\n", 0, at) > _WRAPPED


def fold(text: str) -> str:
    """A text for comparing without regard to case and accents; its length may differ from the text's."""
    if text.isascii():
        return text.lower()
    return "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))


def slug(name: str) -> str:
    """A name as an id: lower case, no accents, `-` between its words. Empty when nothing of the name is a letter or digit.

    >>> slug("Antwerpen zorg FG1")
    'antwerpen-zorg-fg1'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name).replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ł", "l")).strip("-")


def find(text: str, quotation: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Every place of a quotation within `text[start:end]`, overlapping ones too.

    Exact places when there are any; else those that differ only in white space, in the form of quotation marks and dashes, or in soft
    hyphens and zero-width characters, which a text may hold that was stored before these were left out.
    """
    stop = len(text) if end is None else end
    wanted = canonical(quotation)[0].strip()
    if not wanted:
        return []
    if found := list(_exactly(text, wanted, start, stop)):
        return found
    between = f"{_NOT_WRITTEN.pattern}*" if _NOT_WRITTEN.search(text) else ""
    loose = between.join(_loosely(piece) for piece in re.findall(r"\s+|.", wanted, re.DOTALL))
    return [Span(*place.span()) for place in re.compile(loose).finditer(text, start, stop)]


def _exactly(text: str, wanted: str, start: int, stop: int) -> Iterator[Span]:
    at = text.find(wanted, start, stop)
    while at >= 0:
        yield Span(at, at + len(wanted))
        at = text.find(wanted, at + 1, stop)


def _loosely(piece: str) -> str:
    if piece.isspace():
        return r"\s+"
    for same in ("'’‘ʼ", '"“”„«»', "-–—‐‑"):
        if piece in same:
            return f"[{same}]"
    return re.escape(piece)


def beginning(text: str, length: int) -> str:
    """The beginning of a text on one line of at most `length` characters, with `…` where it goes on."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def one_line(text: str) -> str:
    """A text, as the name of a file, in canonical form on one line; a name may hold line ends and bytes that are no letters."""
    return canonical(text)[0].replace("\n", " ").replace("\t", " ")


def visible(text: str) -> str:
    """A text fit for a terminal: whatever could act on it is left out."""
    return _ACTING.sub("", text)
