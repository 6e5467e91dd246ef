"""What a codebook that can be read still lacks: translations, definitions, words and references that clash or lead nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from qualcode.codebook._references import FIELDS as REFERRING
from qualcode.codebook._references import Ids
from qualcode.codebook._scalars import scalar
from qualcode.codebook._source import Source
from qualcode.codebook.findings import At, Finding
from qualcode.codebook.mending import DropKeyword, Redirect
from qualcode.model import Code, Codebook, Texts
from qualcode.text import beginning, fold

MOST = 10_000
"""Nobody looks at more things at a time; who has mended these asks again."""

_LIKELY = 60
"""How much alike (0 to 100) an id must be to be proposed."""

_COMPARED = 5_000_000
"""So many comparisons of ids are made at most."""

_SHORT = 60


@dataclass(frozen=True)
class Known:
    """What a project knows of its codebook.

    `used` is how many codings each code has, by GUID; None in a project without codings, where no code can be called needless. `unsaid`
    are the examples that occur in no transcript.
    """

    used: Mapping[str, int] | None = None
    unsaid: Collection[str] = ()


def check(book: Codebook, where: str, known: Known | None = None, source: Source | None = None) -> list[Finding]:
    """What a person should look at in a codebook, each thing once; empty when there is nothing.

    With the `source` of the book every finding has its line and column, in their order, and texts that a comma has cut off are listed too;
    without it the code's id is the place.
    """
    at = At(where, source)
    ids = _Ids(book)
    known = known or Known()
    active = [code for code in book.codes if code.status != "retired"]
    of_the_book = (_cut_off(book, source, at), _attributes(book, at), _parents(book, ids, at))
    of_each = (part for code in active for part in _about(code, book, ids, known, at))
    between = (_same_ids(active, at), _same_labels(active, at), _same_definitions(active, at), _keywords(active, at))
    found = list(islice(chain(*of_the_book, chain.from_iterable(of_each), *between), MOST))
    found.sort(key=lambda finding: (finding.line, finding.column))
    if len(found) == MOST:
        found.append(Finding(where, f"these are the first {MOST:,} things that were found, there may be more", "begin with these", "more"))
    return found


def _about(code: Code, book: Codebook, ids: _Ids, known: Known, at: At) -> Iterator[Iterator[Finding]]:
    """What is to be looked at in one code."""
    yield _labels_and_definitions(code, book.languages, at)
    yield _translations(code, book.languages, at)
    yield _undeclared(code, book.languages, at)
    yield _references(code, ids, at)
    yield _evidence(code, known, at)


class _Ids(Ids):
    """The ids of a codebook, for looking up what a reference names."""

    def __init__(self, book: Codebook) -> None:
        super().__init__(code.id for code in book.codes)
        self._folded = {id: fold(id) for id in sorted(self.known)}
        self._found: dict[str, tuple[str, bool]] = {}

    def like(self, said: str) -> tuple[str, bool]:
        """The id that looks most like what was said, if one does; and whether no other is meant: it alone is a slip of a letter away."""
        if said not in self._found:
            # In a codebook of thousands of codes not every slip is given an answer: that would take minutes.
            able = (len(self._found) + 1) * len(self._folded) <= _COMPARED
            self._found[said] = self._looked_for(said) if able else ("", False)
        return self._found[said]

    def _looked_for(self, said: str) -> tuple[str, bool]:
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA

        folded = self._folded
        near = process.extract(fold(said), folded, scorer=OSA.distance, score_cutoff=1, limit=2)
        best = min(near, key=lambda one: one[1], default=None)
        if best is not None:
            return str(best[2]), len(said) > 3 and sum(score == best[1] for _, score, _ in near) == 1
        found = process.extractOne(fold(said), folded, scorer=fuzz.ratio, score_cutoff=_LIKELY)
        return (str(found[2]), False) if found else ("", False)


def _cut_off(book: Codebook, source: Source | None, at: At) -> Iterator[Finding]:
    """Between braces a comma ends a text, and what follows it is read as a key without a value."""
    if source is None:
        return
    for value, *keys in source.cut_off:
        lost = [key for key in keys if key.text not in book.languages]
        mend = None
        if value.plain and not value.empty and lost and lost == keys[: len(lost)]:
            mend = (value.start, lost[-1].end, scalar(source.text[value.start : lost[-1].end], flow=True))
        for key in lost:
            yield at.scalar("cut off", key, f"a comma has cut off: {key.text}", "put the whole text in quotation marks", mend)


# --- what is missing ----------------------------------------------------------------------------------------------------------------


def _attributes(book: Codebook, at: At) -> Iterator[Finding]:
    for attribute in book.attributes:
        id = attribute.id
        if not attribute.values:
            yield at.attribute("no values", (id, "", ""), f"attribute {id} has no values", "add values: or remove the attribute")
        for name, value, label in [(f"attribute {id}", "", attribute.label)] + [
            (f"value {value.id} of {id}", value.id, value.label) for value in attribute.values
        ]:
            for language in _missing(label, book.languages):
                message = f"{name} has no label in {language}"
                yield at.attribute("not translated", (id, value, language), message, f"add {language}: ...")
            for language in label:
                if language not in book.languages:
                    message = f"{name} has a label in {language}, which is not among the languages of the codebook"
                    yield at.attribute("undeclared language", (id, value, language), message, _declared(book.languages))


def _missing(texts: Mapping[str, object], languages: Iterable[str]) -> list[str]:
    return [language for language in languages if not texts.get(language)]


def _labels_and_definitions(code: Code, languages: tuple[str, ...], at: At) -> Iterator[Finding]:
    for language in _missing(code.label, languages):
        yield at.finding("not translated", (code.id, "label", language), f"{code.id} has no label in {language}", f"add {language}: ...")
    if code.codable and not code.definition:
        yield at.finding("no definition", (code.id,), f"{code.id} has no definition", "say in a sentence what belongs to it")
    for language, text in code.definition.items():
        if not any(map(str.isalnum, text)):
            message = f"the definition of {code.id} in {language} says nothing: {text}"
            yield at.finding("no definition", (code.id, "definition", language), message, "say in a sentence what belongs to it")
    for language, other in _pairs_alike(code.definition):
        message = f"{code.id} has the same definition in {language} and {other}"
        yield at.finding("same in two languages", (code.id, "definition", other), message, "translate it")


def _translations(code: Code, languages: tuple[str, ...], at: At) -> Iterator[Finding]:
    for name, texts in _parts(code):
        if texts and name not in {"label", "examples"}:
            for language in _missing(texts, languages):
                yield at.finding(
                    "not translated", (code.id, name, language), f"{code.id} has no {name} in {language}", f"add {language}: ..."
                )


def _undeclared(code: Code, languages: tuple[str, ...], at: At) -> Iterator[Finding]:
    for name, texts in _parts(code):
        for language in texts:
            if language not in languages:
                message = f"{code.id} has its {name} in {language}, which is not among the languages of the codebook"
                yield at.finding("undeclared language", (code.id, name, language), message, _declared(languages))


def _declared(languages: tuple[str, ...]) -> str:
    return f"add it to languages:, or take one of {', '.join(languages)}"


def _parts(code: Code) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """What a code has per language, by its name in the file."""
    return (
        ("label", code.label),
        ("definition", code.definition),
        ("include", code.include),
        ("exclude", code.exclude),
        ("examples", code.examples),
        ("keywords", code.keywords),
    )


def _pairs_alike(texts: Texts) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for language, text in texts.items():
        other = first.setdefault(_folded(text), language)
        if other != language:
            yield other, language


# --- what leads nowhere -------------------------------------------------------------------------------------------------------------


def _parents(book: Codebook, ids: _Ids, at: At) -> Iterator[Finding]:
    """Codes that stand under none that there is, or under themselves: no file can say so, but what was made elsewhere can."""
    above = {code.id: code.parent for code in book.codes}
    for code in book.codes:
        if code.parent and code.parent not in above:
            close, _ = ids.like(code.parent)
            fix = f"did you mean {close}?" if close else "put it under another code, or at the top"
            yield at.finding("parent", (code.id,), f"{code.id} stands under {code.parent}, which is not a code", fix)
        path = [code.id]
        while (parent := above.get(path[-1], "")) and parent not in path:
            path.append(parent)
        if parent == code.id:
            yield at.finding("parent", (code.id,), f"{code.id} stands under itself: {' → '.join([*path, parent])}", "put it elsewhere")


def _references(code: Code, ids: _Ids, at: At) -> Iterator[Finding]:
    """References `→ other.code` that lead to no code."""
    for name in REFERRING:
        for language, text in getattr(code, name).items():
            for said in dict.fromkeys(ids.dead(text)):
                close, sure = ids.like(said) if said else ("", False)
                if name == "definition" and not close:
                    # An arrow in a sentence may mean anything.
                    continue
                fix = f"did you mean {close}?" if close else "write the id of a code after the arrow"
                mend = Redirect(code.id, name, language, said, close) if sure else None
                message = f"{code.id} refers to {said or 'nothing'}, which is not a code"
                yield at.finding("dead reference", (code.id, name, language), message, fix, mend)


def _evidence(code: Code, known: Known, at: At) -> Iterator[Finding]:
    """What the project says of a code: that nobody codes with it, that nobody has said its examples."""
    if known.used is not None and code.codable and not known.used.get(code.guid):
        fix = "retire the code, or look whether another took its place"
        yield at.finding("never used", (code.id,), f"no coding uses {code.id}", fix)
    for language, examples in code.examples.items():
        for example in examples:
            if example in known.unsaid:
                message = f"an example of {code.id} occurs in no transcript: {beginning(example, _SHORT)}"
                yield at.finding("never said", (code.id, "examples", language), message, "quote a passage as it stands in its transcript")


# --- what clashes -------------------------------------------------------------------------------------------------------------------


def _same_ids(codes: list[Code], at: At) -> Iterator[Finding]:
    for _, (first, *others) in _grouped(("", _folded(code.id), code) for code in codes):
        for code in others:
            message = f"the ids {first.id} and {code.id} differ by case or accents at most"
            yield at.finding("same id", (code.id,), message, "rename one of them, or join the codes")


def _same_labels(codes: list[Code], at: At) -> Iterator[Finding]:
    for (language, _), alike in _grouped((language, _folded(text), code) for code in codes for language, text in code.label.items()):
        first, *others = alike
        for code in others:
            message = f"the labels of {first.id} and {code.id} in {language} differ by case or accents at most: {code.label[language]}"
            fix = "give one of them another label, or join the codes"
            yield at.finding("same label", (code.id, "label", language), message, fix)


def _same_definitions(codes: list[Code], at: At) -> Iterator[Finding]:
    for (language, _), alike in _grouped((language, _folded(text), code) for code in codes for language, text in code.definition.items()):
        first, *others = alike
        for code in others:
            message = f"{first.id} and {code.id} have the same definition in {language}"
            yield at.finding("same definition", (code.id, "definition", language), message, "say what sets them apart, or join the codes")


def _keywords(codes: list[Code], at: At) -> Iterator[Finding]:
    """Keywords without a word in them, and those that stand in several codes, or twice in one."""
    words = [(language, word, code) for code in codes for language, words in code.keywords.items() for word in words]
    for language, word, code in words:
        if not word.isalnum() and not any(map(str.isalnum, word)):
            mend = DropKeyword(code.id, language, word)
            yield at.finding(
                "no keyword", (code.id, "keywords", language), f"the keyword {word} of {code.id} has no letters", "remove it", mend
            )
        elif any("*" in piece.rstrip("*") for piece in word.split()):
            message = f"the keyword {word} of {code.id} has a * that does not end a word: it means nothing there"
            yield at.finding("idle star", (code.id, "keywords", language), message, "leave it out; * stands for any ending of a word")
    holders: defaultdict[tuple[str, str], list[tuple[Code, str]]] = defaultdict(list)
    for language, word, code in words:
        holders[language, _folded(word)].append((code, word))
    for (language, _), there in holders.items():
        if len(there) < 2:
            continue
        first = there[0][0]
        seen: set[str] = set()
        for code, word in there:
            key = (code.id, "keywords", language)
            if code.id in seen:
                message = f"the keyword {word} ({language}) stands twice in {code.id}"
                yield at.finding("same keyword", key, message, "keep it once", DropKeyword(code.id, language, word))
            elif code.id != first.id:
                message = f"the keyword {word} ({language}) stands in {first.id} and in {code.id}"
                yield at.finding("same keyword", key, message, "keep it where it says most")
            seen.add(code.id)


def _grouped(marked: Iterable[tuple[str, str, Code]]) -> Iterator[tuple[tuple[str, str], list[Code]]]:
    """The codes that share a (language, text), in order, where there are several; an id has no language."""
    groups: defaultdict[tuple[str, str], list[Code]] = defaultdict(list)
    for language, text, code in marked:
        groups[language, text].append(code)
    return ((key, codes) for key, codes in groups.items() if len(codes) > 1)


def _folded(text: str) -> str:
    return fold(text) if text.isalnum() else " ".join(fold(text).split())
