"""What a report is wished to hold: report.toml read and understood."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import KINDS, Texts
from qualcode.saying import LANGUAGES

PARTS = (
    *("design", "participants", "codebook", "frequencies", "comparisons", "stance", "cooccurrence", "quotations"),
    *("findings", "agreement", "method", "coreq"),
)
"""The parts of a report, in the order in which they stand if nothing else is said."""

ITEMS = 32
"""How many items COREQ has."""

EXAMPLE = """\
# What `qualcode export report --config report.toml` takes. Everything may be left out.
title = { nl = "Tussen droom en daad", fr = "Entre rêve et action" }   # or one text; else the name in study.toml
authors = ["An Auteur", "Un Auteur"]
date = "2026-11-22"                   # else the day of the last change to the project
language = "nl"                       # nl, fr or en; --language goes before it
sections = ["design", "participants", "codebook", "frequencies", "comparisons", "stance",
            "cooccurrence", "quotations", "findings", "agreement", "method", "coreq"]   # those wanted, in this order
kind = ["focus-group"]                # which transcripts are counted as groups; [] for all; else the kinds that are planned
codes = []                            # only these codes and those below them
by = ["region", "sector", "language", "region,sector"]   # comparisons; else what the design crosses, the languages, the phases
stance_by = ["language"]              # for and against by these too
pairs = 20                            # of themes that go together; 0 for all
quotations = 2                        # how many for each theme and cell; 0 for all
quotations_by = "language"            # what the cells are; "" for none
pictures = true                       # false for tables only

[coreq]                               # answers that only you can give, by number; a text, or one for each language
1 = "The focus groups were moderated by two of the authors."
10 = { nl = "Doelgericht, via de diensten.", fr = "Choix raisonné, par les services." }
"""
"""A report.toml with every key that there is."""


@dataclass(frozen=True)
class Wish:
    """What a report is to hold. None: what suits the study. `coreq` has answers of authors by the number of the item."""

    title: Texts = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    sections: tuple[str, ...] = PARTS
    kind: tuple[str, ...] | None = None
    codes: tuple[str, ...] = ()
    by: tuple[str, ...] | None = None
    stance_by: tuple[str, ...] | None = None
    pairs: int = 20
    quotations: int = 2
    quotations_by: str | None = None
    pictures: bool = True
    coreq: Mapping[int, Texts] = field(default_factory=dict)


def read(path: Path) -> Wish:
    """The wish in a file. Raises QualcodeError for what cannot be read or understood."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise QualcodeError(f"There is no {path}.", "See what it may hold: qualcode export report --config-example") from None
    except (OSError, UnicodeDecodeError) as error:
        raise QualcodeError(f"{path} cannot be read: {error}", "Save it as UTF-8 text that you may read.") from error
    return parse(text, str(path))


def parse(text: str, where: str = "report.toml") -> Wish:
    """The wish in a text; `where` names it in errors. Raises QualcodeError for a key that is not known, and a value of another form."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QualcodeError(f"{where} is not valid TOML: {error}", "Correct that line.") from error
    for key in data:
        if key not in _READERS:
            raise _unknown(where, key, _READERS)
    return Wish(**{key: _READERS[key](value, f"{where}: {key}") for key, value in data.items()})


def _unknown(where: str, said: str, known: Iterable[str]) -> QualcodeError:
    listed = list(known)
    close = difflib.get_close_matches(said, listed, n=1)
    near = f"Did you mean {close[0]}? " if close else ""
    return QualcodeError(f"{where}: {said} means nothing there.", f"{near}Known: {', '.join(listed)}.")


def _texts(value: Any, where: str) -> Texts:
    texts = value if isinstance(value, dict) else {"": value}
    if not all(isinstance(text, str) for text in texts.values()):
        raise QualcodeError(f"{where} is not a text.", 'Write "a text", or one for each language: { nl = "...", fr = "..." }')
    if unknown := sorted(set(texts) - {"", *LANGUAGES}):
        raise QualcodeError(f"{where}: no report is in {', '.join(unknown)}.", f"Give it in: {', '.join(LANGUAGES)}.")
    return {str(language): text for language, text in texts.items() if text.strip()}


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise QualcodeError(f"{where} is not a text.", "Put it between quotation marks.")
    return value


def _day(value: Any, where: str) -> str:
    text = str(value)
    try:
        known = date.fromisoformat(text)
    except ValueError:
        known = None
    if known is None or text != known.isoformat():
        raise QualcodeError(f"{where} is no day.", 'Write it as "2026-11-22".')
    return text


def _list(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise QualcodeError(f"{where} is not a list of texts.", 'Write it so: ["one", "another"], or ["one"]')
    return tuple(value)


def _chosen(known: tuple[str, ...]) -> Any:
    def read(value: Any, where: str) -> tuple[str, ...]:
        for item in _list(value, where):
            if item not in known:
                raise _unknown(where, item, known)
        return tuple(value)

    return read


def _parts(value: Any, where: str) -> tuple[str, ...]:
    found: tuple[str, ...] = _chosen(PARTS)(value, where)
    if not found:
        raise QualcodeError(f"{where} leaves nothing to write.", "Name some, or leave the key out for all of them.")
    return tuple(dict.fromkeys(found))


def _number(value: Any, where: str) -> int:
    if type(value) is not int or value < 0:
        raise QualcodeError(f"{where} is not a whole number.", "Write 0 for all, or how many.")
    return value


def _yes_or_no(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise QualcodeError(f"{where} is neither true nor false.", "Write one of them, without quotation marks.")
    return value


def _answers(value: Any, where: str) -> dict[int, Texts]:
    if not isinstance(value, dict):
        raise QualcodeError(f"{where} is not a table.", 'Write [coreq], and below it for example: 1 = "..."')
    found = {}
    for key, answer in value.items():
        if not key.isdecimal() or not 1 <= int(key) <= ITEMS:
            raise QualcodeError(f"{where}: {key} is no item of COREQ.", f"They are numbered 1 to {ITEMS}.")
        found[int(key)] = _texts(answer, f"{where}: {key}")
    return found


_READERS: Mapping[str, Any] = {
    "title": _texts,
    "authors": _list,
    "date": _day,
    "language": _text,
    "sections": _parts,
    "kind": _chosen(KINDS),
    "codes": _list,
    "by": _list,
    "stance_by": _list,
    "pairs": _number,
    "quotations": _number,
    "quotations_by": _text,
    "pictures": _yes_or_no,
    "coreq": _answers,
}
"""How each key is read."""
