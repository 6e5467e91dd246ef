"""All that a code says in one language as one text, for programs that have one description per code; and that text taken apart again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.codebook._pieces import can_be_since
from qualcode.codebook.exchange.items import one_line, parted
from qualcode.codebook.reading import STATUSES
from qualcode.model import Code

_MARKS = ("id", "name", "status", "since", "codable", "include", "exclude", "example", "keywords", "label", "definition")
_PER_LANGUAGE = frozenset({"label", "definition", "include", "exclude", "example", "keywords"})
_LONGEST = 100
"""Characters of a status or since, and more."""

_MARK = re.compile(rf"^(\\*)\[({'|'.join(_MARKS)})(?: ([^\]\s]+))?\](?: |$)", re.MULTILINE)
"""What begins a part: `[include] ...`, in another language `[include fr] ...`. Lines of a text that begin so have a backslash before it."""


def named(code: Code, language: str, languages: Sequence[str]) -> tuple[str, str]:
    """What a code is called in a language, and that language; where it has no label in it, its first label and the language of that."""
    spoken = next((each for each in (language, *languages, *code.label) if code.label.get(each)), "")
    return code.label.get(spoken, code.id), spoken


def described(code: Code, language: str, others: Collection[str] = (), *, spoken: str, theme: bool = False) -> str:
    """The definition of a code in a language, and below it whatever else the code says in it, each part on lines that begin with its name.

    `others` are further languages whose label and other texts follow. What a code says in no language (status, since, id) comes last, with
    the language that its name is in (`spoken`) if it is another one. `theme`: the form has no place for it that a theme is no code.
    """
    parts = [f"[{name}] {text}" for name, text in _texts(code, language) if name != "definition"]
    for other in others:
        if other != language:
            label = [f"[label {other}] {_escaped(code.label[other])}"] if other in code.label else []
            parts += [*label, *(f"[{name} {other}] {text}" for name, text in _texts(code, other))]
    if spoken != language:
        parts.append(f"[name] {spoken}")
    if code.status != "active":
        parts.append(f"[status] {code.status}")
    if code.since:
        parts.append(f"[since] {code.since}")
    if theme and not code.codable:
        parts.append("[codable] false")
    parts.append(f"[id] {code.id}")
    return "\n\n".join(filter(None, (_escaped(code.definition.get(language, "")), "\n".join(parts))))


def _texts(code: Code, language: str) -> Iterator[tuple[str, str]]:
    for name, texts in (("definition", code.definition), ("include", code.include), ("exclude", code.exclude)):
        if language in texts:
            yield name, _escaped(texts[language])
    for example in code.examples.get(language, ()):
        yield "example", _escaped(example)
    if language in code.keywords:
        yield "keywords", _escaped(one_line(code.keywords[language]))


def _escaped(text: str) -> str:
    return _MARK.sub(lambda found: "\\" + found[0], text)


def _plain(text: str) -> str:
    return _MARK.sub(lambda found: found[0][1:] if found[1] else found[0], text).strip()


@dataclass(frozen=True)
class Details:
    """What a description says, by language (`spoken` for what is in that of the description itself); fields that it has not are empty.

    `name` is the language that the code's name is in, if another one.
    """

    label: Mapping[str, str] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)
    include: Mapping[str, str] = field(default_factory=dict)
    exclude: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    id: str = ""
    name: str = ""
    status: str = "active"
    since: str = ""
    codable: bool = True

    def added_to(self, code: Code) -> Code:
        """The code with what the description says; its label and id stay where it has some."""
        return replace(
            code,
            id=code.id or self.id,
            label={
                **self.label,
                **(dict.fromkeys([self.name], next(iter(code.label.values()))) if self.name and code.label else code.label),
            },
            definition=self.definition,
            include=self.include,
            exclude=self.exclude,
            examples=self.examples,
            keywords=self.keywords,
            status=self.status,
            since=self.since,
            codable=self.codable and code.codable,
        )


def understood(description: str, spoken: str = "") -> Details:
    """What a description says: as `described` writes it, or all of it the definition. A status that is none of ours is left as text."""
    found: dict[str, dict[str, list[str]]] = {name: {} for name in _MARKS}
    marks = [mark for mark in _MARK.finditer(description) if not mark[1] and _fits(mark[2], description, mark.end())]
    ends = [*(mark.start() for mark in marks[1:]), len(description)][: len(marks)]
    first = _plain(description[: marks[0].start()] if marks else description)
    if first:
        found["definition"][spoken] = [first]
    for mark, end in zip(marks, ends, strict=True):
        text = _plain(description[mark.end() : end])
        if text:
            found[mark[2]].setdefault(mark[3] or spoken, []).append(text)

    def texts(name: str) -> dict[str, str]:
        return {language: "\n\n".join(pieces) for language, pieces in found[name].items()}

    return Details(
        label={language: " ".join(text.split()) for language, text in texts("label").items()},
        definition=texts("definition"),
        include=texts("include"),
        exclude=texts("exclude"),
        examples={language: tuple(pieces) for language, pieces in found["example"].items()},
        keywords={language: parted("; ".join(pieces)) for language, pieces in found["keywords"].items()},
        id=" ".join(texts("id").get(spoken, "").split()),
        name="".join(texts("name").get(spoken, "").split()),
        status=texts("status").get(spoken, "active"),
        since=" ".join(texts("since").get(spoken, "").split()),
        codable=texts("codable").get(spoken) != "false",
    )


def _fits(name: str, description: str, at: int) -> bool:
    """Whether what follows the mark of a part can be that part."""
    said = description[at : at + _LONGEST].partition("\n")[0].strip()
    known = {"status": STATUSES, "codable": ("false",)}
    return said in known.get(name, (said,)) and (name != "since" or can_be_since(said))
