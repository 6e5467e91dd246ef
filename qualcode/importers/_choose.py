"""Which importer reads a file."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from qualcode import plugins
from qualcode.errors import Unreadable
from qualcode.importers._patterns import Pattern
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening import guard

HEAD = 4096
"""How many bytes an importer sees when it is asked whether a file is of its form."""


@cache
def suffixes() -> frozenset[str]:
    """The suffixes of the files that can be read, each with its dot and in lower case."""
    return frozenset(suffix for name in plugins.names("importers") for suffix in plugins.load("importers", name).SUFFIXES)


def check(options: ImportOptions) -> None:
    """Raises Unusable for options that no file can be read with."""
    if options.label:
        Pattern("--label", options.label)
    if options.split not in ("auto", "never"):
        Pattern("--split", options.split)


def read_file(path: Path, options: ImportOptions) -> Reading:
    """What is in a file: its drafts, problems and notes. Raises Unreadable when nothing of it can be taken."""
    return read_source(open_source(path), options)


def read_source(source: Source, options: ImportOptions) -> Reading:
    """What is in a file as received: its drafts, problems and notes. Raises Unreadable when nothing of it can be taken."""
    path, data = source.path, source.data
    suffix = path.suffix.lower()
    best, name = max((_score(name, data, suffix), name) for name in plugins.names("importers"))
    if best <= 0:
        raise _of_no_form(path.name, suffix, data)
    module = plugins.load("importers", name)
    misnamed = suffix not in module.SUFFIXES
    try:
        reading = module.read(source, options)
    except Unreadable as error:
        form = guard.form(data)
        if not misnamed or not form or not suffix:
            raise
        raise Unreadable(f"{path.name} is {form}, not {suffix}, and could not be read as that.", error.hint) from error
    assert isinstance(reading, Reading)
    if misnamed:
        reading = replace(reading, notes=(f"Read as {module.SUFFIXES[0]}, which it is whatever its name says.", *reading.notes))
    return reading


def _score(name: str, data: bytes, suffix: str) -> float:
    return float(plugins.load("importers", name).sniff(data[:HEAD], suffix))


def open_source(path: Path) -> Source:
    """A file's bytes. Raises Unreadable for one that is empty, too large for a transcript, no file, or cannot be opened."""
    return guard.received(path, "transcript")


def _of_no_form(name: str, suffix: str, data: bytes) -> Unreadable:
    known = f"Files that can be read: {', '.join(sorted(suffixes()))}."
    form = guard.form(data)
    if form == "a document that is protected by a password":
        return guard.protected(name)
    if form:
        but = f", not {suffix}" if suffix in suffixes() else ""
        return Unreadable(f"{name} is {form}{but}.", f"Save its text as .docx, .odt or .txt. {known}")
    if suffix in suffixes():
        return Unreadable(f"{name} is not a {suffix} file, whatever its name says.", f"Save it again as what it should be. {known}")
    return Unreadable(f"{name} is of a form that cannot be read.", known)
