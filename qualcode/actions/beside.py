"""What a transcripts.csv says of the files beside it: their variables, ids and kinds, and of speakers in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode import study as studies
from qualcode.actions import selecting, sheets
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.model import KINDS, Study
from qualcode.text import canonical

FILE_NAME = "transcripts.csv"

_OWN_COLUMNS = ("file", "speaker", "id", "kind", "aliases")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of one file. `aliases` maps a speaker's label to the one it stands for, `speakers` a label to that speaker's variables."""

    id: str = ""
    kind: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read(study: Study, folder: Path) -> tuple[dict[str, Facts], list[Problem]]:
    """The facts by file name, and the files named that are not in the folder; nothing when there is no transcripts.csv.

    A row is about a file, or with a `speaker` about one of its speakers; variables may be called by their labels. Raises QualcodeError
    for a column, variable or value that is not known, and for a variable, file or speaker that is named twice.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return {}, []
    sheet = sheets.read(path)
    if "file" not in sheet.columns:
        raise QualcodeError(f"{path} has no column `file`.", "Its first line names the columns: file,region,sector,phase")
    with _at(f"{path}:1"):
        columns = [name if name in _OWN_COLUMNS else studies.variable(study, name).name for name in sheet.columns]
        twice = [name for at, name in enumerate(columns) if name in columns[:at]]
        if twice:
            raise QualcodeError(f"two columns are about {twice[0]}.", "Keep one of them.")
    found: dict[str, Facts] = {}
    files: set[str] = set()
    for number, row in sheet.rows:
        said = {name: cell.strip() for name, cell in zip(columns, row, strict=True) if cell.strip()}
        with _at(f"{path}:{number}"):
            file = said.get("file", "")
            if not file:
                raise QualcodeError("the row names no file.", "Give every row the name of a file.")
            facts = found.get(file, Facts())
            if "speaker" in said:
                found[file] = _of_speaker(study, facts, said)
                continue
            if file in files:
                raise QualcodeError(f"{file} is named a second time.", "Give every file one row, besides those of its speakers.")
            files.add(file)
            found[file] = _of_file(study, facts, said)
    there = {canonical(file.name)[0] for file in folder.iterdir()}
    return found, [Problem(str(path), f"{name} is not in this folder") for name in found if name not in there]


def _of_file(study: Study, facts: Facts, said: Mapping[str, str]) -> Facts:
    if said.get("kind", KINDS[0]) not in KINDS:
        raise unknown("kind", said["kind"], KINDS)
    aliases = dict(selecting.pairs(filter(str.strip, said.get("aliases", "").split(";")), "aliases:"))
    return replace(facts, id=said.get("id", ""), kind=said.get("kind", ""), aliases=aliases, variables=_values(study, said))


def _of_speaker(study: Study, facts: Facts, said: Mapping[str, str]) -> Facts:
    label = said["speaker"]
    if label in facts.speakers:
        raise QualcodeError(f"speaker {label} of {said['file']} is named a second time.", "Give every speaker one row.")
    wrong = [name for name in ("id", "kind", "aliases") if name in said]
    if wrong:
        raise QualcodeError(f"{wrong[0]} belongs to a file, not to a speaker.", "Write it in the row of the file, which names no speaker.")
    return replace(facts, speakers={**facts.speakers, label: _values(study, said)})


def _values(study: Study, said: Mapping[str, str]) -> dict[str, str]:
    return selecting.values(study, {name: value for name, value in said.items() if name not in _OWN_COLUMNS})


@contextmanager
def _at(where: str) -> Iterator[None]:
    """Errors get their place before them."""
    try:
        yield
    except QualcodeError as error:
        raise QualcodeError(f"{where}: {error.message}", error.hint) from error
