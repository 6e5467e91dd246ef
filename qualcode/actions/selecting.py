"""What people ask for, made a Selection: names and labels in any language become ids, unknown ones are refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from qualcode import study as studies
from qualcode.errors import QualcodeError, unknown
from qualcode.model import KINDS, UNSURE, Codebook, Selection, Study
from qualcode.store import codes, transcripts
from qualcode.store.database import Store
from qualcode.text import fold

_PAIRS = {"--attribute": "stance=pro", "--alias": "INT=Interviewer", "--text": "nl=TEXT"}
"""What a NAME=VALUE can look like, by option."""

_DIMENSIONS = ("language", "transcript", "speaker", "kind", "origin")


@dataclass(frozen=True, slots=True)
class Said:
    """A selection in the words of the command line."""

    where: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    attributes: tuple[str, ...] = field(default_factory=tuple)


def pairs(said: Iterable[str], option: str) -> list[tuple[str, str]]:
    """`NAME=VALUE` texts as pairs. Raises QualcodeError for one without `=`."""
    found = []
    for text in said:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise QualcodeError(
                f"{option} {text} is not of the form NAME=VALUE.", f"Write for example: {option} {_PAIRS.get(option, 'region=antwerp')}"
            )
        found.append((name.strip(), value.strip()))
    return found


def single(said: Iterable[str], option: str) -> dict[str, str]:
    """`NAME=VALUE` texts by name. Raises QualcodeError for one without `=`, and for a name with two values."""
    found: dict[str, str] = {}
    for name, value in pairs(said, option):
        _check_single(found, name, value)
        found[name] = value
    return found


def aliases(said: Iterable[str], option: str) -> dict[str, str]:
    """`A=B` texts, A being another spelling of the label B, by A.

    Raises QualcodeError for one without `=` or without B, and for those that contradict each other, cases and accents aside: a label joined
    to two others, or to one that is itself joined to another.
    """
    found: dict[str, str] = {}
    joined: dict[str, str] = {}
    for label, name in pairs(said, option):
        if not name:
            raise QualcodeError(f"{option} {label}= joins {label} to nobody.", f"Write for example: {option} {_PAIRS['--alias']}")
        before = joined.setdefault(fold(label), name)
        if before != name:
            raise QualcodeError(f"{label} is joined to two labels: {before} and {name}", "Say of which one it is another spelling.")
        found[label] = name
    for label, name in found.items():
        last = joined.get(fold(name), name)
        if last != name and fold(label) != fold(name):
            raise QualcodeError(
                f"{label} is joined to {name}, and {name} to {last}.",
                "Say of each which label it stands for in the end; that one is joined to none.",
            )
    return found


def _check_single(found: Mapping[str, str | None], name: str, value: str | None) -> None:
    if found.get(name, value) != value:
        raise QualcodeError(f"{name} is given two values: {found[name] or 'none'} and {value or 'none'}", "Give it one.")


def tags(study: Study, said: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """Variables and their values by id; an empty value becomes None, which takes the tag away.

    Raises QualcodeError for what is unknown, and for a variable with two values.
    """
    found: dict[str, str | None] = {}
    for name, value in said:
        declared = studies.variable(study, name)
        id = studies.value(declared, value) if value else None
        _check_single(found, declared.name, id)
        found[declared.name] = id
    return found


def values(study: Study, said: Mapping[str, str]) -> dict[str, str]:
    """Variables and their values by id; empty values are left out."""
    return {name: value for name, value in tags(study, said.items()).items() if value is not None}


def selection(store: Store, said: Said) -> Selection:
    """The Selection that is meant. Raises QualcodeError for every unknown name, with the known ones."""
    where: dict[str, tuple[str, ...]] = {}
    for name, value in pairs(said.where, "--where"):
        declared = studies.variable(store.study, name)
        where[declared.name] = (*where.get(declared.name, ()), *(studies.value(declared, part) for part in value.split(",")))
    for kind in said.kinds:
        if kind not in KINDS:
            raise unknown("kind", kind, KINDS)
    slugs = each_of(said.transcripts)
    for slug in slugs:
        transcripts.key(store, slug)
    speakers = _known_speakers(store, said.speakers)
    for language in said.languages:
        if language not in (*store.study.languages, UNSURE):
            raise unknown("language", language, (*store.study.languages, UNSURE))
    attributes: dict[str, tuple[str, ...]] = {}
    wanted: tuple[str, ...] = ()
    if said.codes or said.attributes:
        book = codes.book(store)
        wanted = each_of(said.codes, {code.id for code in book.codes})
        for code in wanted:
            codes.get(book, code)
        for name, value in pairs(said.attributes, "--attribute"):
            attributes[name] = (*attributes.get(name, ()), *(_attribute_value(book, name, part) for part in each_of([value])))
    return Selection(where, said.kinds, slugs, speakers, said.languages, wanted, attributes)


def each_of(said: Iterable[str], known: Collection[str] = ()) -> tuple[str, ...]:
    """Names of which several may have been given at once, with commas between; a known name that has a comma in it is one.

    >>> each_of(["R1,R2", "Peeters, An"], {"R1", "R2", "Peeters, An"})
    ('R1', 'R2', 'Peeters, An')
    """
    parts = ([text] if text in known else text.split(",") for text in said)
    return tuple(dict.fromkeys(part.strip() for several in parts for part in several))


def _known_speakers(store: Store, said: tuple[str, ...]) -> tuple[str, ...]:
    if not said:
        return ()
    known = transcripts.speakers(store)
    found = each_of(said, known)
    for speaker in found:
        if speaker not in known:
            raise unknown("speaker", speaker, known)
    return found


def _attribute_value(book: Codebook, name: str, value: str) -> str:
    declared = next((attribute for attribute in book.attributes if attribute.id == name), None)
    if declared is None:
        raise unknown("attribute", name, (attribute.id for attribute in book.attributes))
    known = [one.id for one in declared.values]
    if value not in known:
        raise unknown(f"value of {name}", value, known)
    return value


def dimensions(store: Store, said: str) -> tuple[str, ...]:
    """The dimensions of one `--by a,b`: variables by name or label, or language, transcript, speaker, kind, origin, or a coding attribute."""
    found = []
    for part in said.split(","):
        name = part.strip()
        if name in _DIMENSIONS:
            found.append(name)
            continue
        try:
            found.append(studies.variable(store.study, name).name)
        except QualcodeError:
            attributes = _attributes(store)
            if name not in attributes:
                raise unknown("dimension", name, (*store.study.variables, *_DIMENSIONS, *attributes)) from None
            found.append(f"attribute:{name}")
    if len(set(found)) < len(found):
        raise QualcodeError(f"--by {said} names a dimension twice.", "Name each one once.")
    return tuple(found)


def _attributes(store: Store) -> tuple[str, ...]:
    return tuple(attribute.id for attribute in codes.book(store).attributes) if codes.loaded(store) else ()
