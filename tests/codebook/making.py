"""Codebooks of every style, and changes to them, for tests that hold for all."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from qualcode.codebook.changes import Add, Change, Move, Remove, Rename, SetList, SetText, SetValue, subtree
from qualcode.codebook.reading import guid_of
from qualcode.model import Attribute, AttributeValue, Code, Codebook
from tests.codebook.remaking import RemoveAttribute, SetAttribute, SetLanguages, SetVersion

few = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
"""Codebooks take long to make: some are enough in a test."""

LANGUAGES = ("nl", "fr", "en")
WORDS = ["zorg", "on", "no", "12:30", "- x", "a: b", "x # y", "a, b", "[x]", "{y}", "'t", 'zeg "ja"', "l'aide", "1_000", "~", "#1", "x:",
         "dépassé", "*", "zwijg*", "@a", "yes", "?", "|", ">", "a\\b", "% x", "2024-01-01", "→ a.b", "0x1F", "null", "&a", "<<"]  # fmt: skip

words = st.sampled_from(WORDS)
lines = st.lists(words, min_size=1, max_size=3).map(" ".join)
paragraphs = st.one_of(
    lines, st.lists(lines, min_size=2, max_size=3).map("\n".join), st.lists(lines, min_size=2, max_size=2).map("\n\n".join)
)
languages = st.sampled_from(LANGUAGES)


def per_language(texts: st.SearchStrategy[Any], *, least: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(languages, texts, min_size=least, max_size=2)


@st.composite
def codes(draw: st.DrawFn, id: str, parent: str = "", book: str = "b") -> Code:
    """A code with this id."""
    return Code(
        id=id,
        guid=guid_of(book, id),
        parent=parent,
        label=draw(per_language(lines, least=1)),
        definition=draw(per_language(paragraphs)),
        include=draw(per_language(lines)),
        examples=draw(per_language(st.lists(paragraphs, min_size=1, max_size=3).map(tuple))),
        keywords=draw(per_language(st.lists(words, min_size=1, max_size=3, unique=True).map(tuple))),
        colour=draw(st.sampled_from(["", "#3366aa"])),
        status=draw(st.sampled_from(["active", "proposed", "retired"])),
        codable=draw(st.booleans()),
        since=draw(st.sampled_from(["", "0.1", "2026-03-31"])),
    )


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """A small codebook, its codes in the order of a file."""
    ids = draw(st.lists(st.sampled_from(["a", "b", "c", "on", "12:30", "é.x"]), unique=True, max_size=4))
    parents = {id: draw(st.sampled_from(["", *ids[:number]])) for number, id in enumerate(ids)}
    made = [draw(codes(id, parents[id])) for id in ids]
    return Codebook("b", draw(st.sampled_from(["", "0.1"])), ("nl", "fr"), in_file_order(made), draw(attributes()))


@st.composite
def attributes(draw: st.DrawFn) -> tuple[Attribute, ...]:
    ids = draw(st.lists(st.sampled_from(["stance", "degree"]), unique=True, max_size=2))
    return tuple(draw(attribute(id)) for id in ids)


@st.composite
def attribute(draw: st.DrawFn, id: str) -> Attribute:
    values = draw(st.lists(st.sampled_from(["pro", "0", "no"]), unique=True, max_size=3))
    return Attribute(
        id, draw(per_language(lines)), tuple(AttributeValue(each, draw(per_language(lines))) for each in values), draw(st.booleans())
    )


def in_file_order(made: list[Code]) -> tuple[Code, ...]:
    def below(parent: str) -> list[Code]:
        return [each for code in made if code.parent == parent for each in (code, *below(code.id))]

    return tuple(below(""))


@dataclass(frozen=True)
class Manner:
    """How a file is written: with what line ends, how far in, between braces or not, with comments and blank lines."""

    newline: str = "\n"
    dash: int = 0
    step: int = 2
    flow: bool = True
    flow_codes: bool = False
    comments: bool = True
    blank: bool = False
    end: bool = True


manners = st.builds(
    Manner,
    newline=st.sampled_from(["\n", "\r\n"]),
    dash=st.sampled_from([0, 2]),
    step=st.sampled_from([2, 4]),
    flow=st.booleans(),
    flow_codes=st.sampled_from([False, False, True]),
    comments=st.booleans(),
    blank=st.booleans(),
    end=st.booleans(),
)


def written(book: Codebook, manner: Manner) -> str:
    """The text of a codebook, written by other means than those that are tested."""
    out = ["# Head of the file", f"id: {quoted(book.id)}"]
    if book.version:
        out.append(f"version: {quoted(book.version)}  # of the file")
    out.append(f"languages: [{', '.join(book.languages)}]")
    if book.attributes:
        out.append("attributes:")
        for each in book.attributes:
            fields = {"label": each.label, "ordered": each.ordered, "values": [{"id": value.id, **value.label} for value in each.values]}
            out.append(f"  {quoted(each.id)}: {quoted({name: value for name, value in fields.items() if value})}")
    out.append("codes:" if book.codes else "codes: []")
    _codes(book, "", manner, 0, out)
    out.append("# Foot of the file")
    return manner.newline.join(out) + manner.newline * manner.end


def quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=dict)


def fields_of(code: Code) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": code.id}
    if code.guid != guid_of("b", code.id):
        fields["guid"] = code.guid
    for name in ("label", "definition", "include", "exclude", "examples", "keywords", "colour"):
        if getattr(code, name):
            fields[name] = getattr(code, name)
    if code.status != "active":
        fields["status"] = code.status
    if code.since:
        fields["since"] = code.since
    if not code.codable:
        fields["codable"] = False
    return fields


def _codes(book: Codebook, parent: str, manner: Manner, column: int, out: list[str]) -> None:
    margin = " " * (column + manner.dash)
    for code in book.codes:
        if code.parent != parent:
            continue
        if manner.blank:
            out.append("")
        if manner.comments:
            out.append(f"{margin}# About {code.guid[:8]}")
        if manner.flow_codes:
            out.append(f"{margin}- {_braced(book, code)}" + "  # behind" * manner.comments)
            continue
        fields = fields_of(code)
        for number, (name, value) in enumerate(fields.items()):
            head = f"{margin}- " if not number else f"{margin}  "
            if manner.flow or not isinstance(value, dict):
                out.append(f"{head}{name}: {quoted(value)}" + f"  # {name} of {code.guid[:8]}" * manner.comments)
                continue
            out.append(f"{head}{name}:")
            out += [f"{margin}  {' ' * manner.step}{language}: {quoted(part)}" for language, part in value.items()]
        if manner.comments:
            out.append(f"{margin}    # Below the fields of {code.guid[:8]}")
        if any(other.parent == code.id for other in book.codes):
            out.append(f"{margin}  codes:")
            _codes(book, code.id, manner, column + manner.dash + 2, out)


def _braced(book: Codebook, code: Code) -> str:
    below = [_braced(book, other) for other in book.codes if other.parent == code.id]
    parts = [f"{name}: {quoted(value)}" for name, value in fields_of(code).items()]
    return "{" + ", ".join(parts + [f"codes: [{', '.join(below)}]"] * bool(below)) + "}"


@st.composite
def changes(draw: st.DrawFn, book: Codebook, *, prefix: str = "n") -> Change:
    """A change that can be made to a codebook; codes that it adds have ids that begin with the prefix."""
    ids = [code.id for code in book.codes]
    everywhere: list[st.SearchStrategy[Change]] = [
        st.builds(SetVersion, st.sampled_from(["", "0.1", "1_0"])),
        st.builds(SetLanguages, st.sampled_from([("nl", "fr"), ("nl", "fr", "en"), ("fr", "nl")])),
        st.sampled_from(["stance", "degree", "new"]).flatmap(attribute).map(SetAttribute),
        *([st.sampled_from([each.id for each in book.attributes]).map(RemoveAttribute)] if book.attributes else []),
        additions(book, prefix),
        additions(book, prefix),
    ]
    if not ids:
        return draw(st.one_of(everywhere))
    id = draw(st.sampled_from(ids))
    moved = {code.id for code in subtree(book, id)}
    parent = draw(st.sampled_from(["", *(each for each in ids if each not in moved)]))
    siblings = ["", *(code.id for code in book.codes if code.parent == parent and code.id != id)]
    fresh = next(f"{prefix}{number}" for number in range(99) if f"{prefix}{number}" not in ids)
    here: list[st.SearchStrategy[Change]] = [
        st.builds(SetText, st.just(id), st.sampled_from(["definition", "include", "exclude"]), languages, st.one_of(st.just(""), lines)),
        st.builds(SetText, st.just(id), st.just("definition"), languages, paragraphs),
        st.builds(SetText, st.just(id), st.just("label"), languages, lines),
        st.builds(SetList, st.just(id), st.just("keywords"), languages, st.lists(words, max_size=4, unique=True).map(tuple)),
        st.builds(SetList, st.just(id), st.just("examples"), languages, st.lists(paragraphs, max_size=3).map(tuple)),
        st.builds(SetValue, st.just(id), st.just("status"), st.sampled_from(["active", "proposed", "retired"])),
        st.builds(SetValue, st.just(id), st.just("since"), st.sampled_from(["", "0.2", "2026-04-01"])),
        st.builds(SetValue, st.just(id), st.just("colour"), st.sampled_from(["", "#112233"])),
        st.builds(SetValue, st.just(id), st.just("codable"), st.booleans()),
        st.just(Rename(id, fresh)),
        st.just(Remove(id)),
        st.just(Move(id, parent, draw(st.sampled_from(siblings)))),
    ]
    strategies: list[st.SearchStrategy[Change]] = [*here, *here, *everywhere]
    found: Change = draw(st.one_of(strategies))
    return found


@st.composite
def additions(draw: st.DrawFn, book: Codebook, prefix: str) -> Change:
    taken = {code.id for code in book.codes} | {code.guid for code in book.codes}
    id = next(
        f"{prefix}{number}" for number in range(99) if f"{prefix}{number}" not in taken and guid_of("b", f"{prefix}{number}") not in taken
    )
    parent = draw(st.sampled_from(["", *(code.id for code in book.codes)]))
    after = draw(st.sampled_from(["", *(code.id for code in book.codes if code.parent == parent)]))
    return Add(draw(codes(id, parent)), after)


@st.composite
def changed(draw: st.DrawFn, book: Codebook, *, most: int = 4, prefix: str = "n") -> Codebook:
    """The codebook after some changes."""
    for _ in range(draw(st.integers(0, most))):
        book = draw(changes(book, prefix=prefix)).applied(book)
    return replace(book)
