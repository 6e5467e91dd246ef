"""What a transcripts.csv says of the files beside it: their variables, ids and kinds, and of speakers in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode import study as studies
from qualcode.actions import selecting, sheets
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.model import KINDS, Draft, Study
from qualcode.text import canonical, slug

FILE_NAME = "transcripts.csv"

_OWN_COLUMNS = ("file", "part", "speaker", "id", "kind", "aliases")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of one file, or of one part of it.

    `aliases` maps a speaker's label to the one it stands for, `speakers` a label to that speaker's variables, `parts` the name of a part (as
    typed) to what is said of that part.
    """

    id: str = ""
    kind: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    parts: Mapping[str, Facts] = field(default_factory=dict)

    def part(self, draft: Draft) -> Facts:
        """What is said of the part that a draft is, by its name or its number from 1."""
        named = (facts for name, facts in self.parts.items() if _names(name, draft))
        return next(named, Facts())

    def unknown_parts(self, drafts: Sequence[Draft]) -> list[str]:
        """The parts of which something is said and that none of the drafts is."""
        return [name for name in self.parts if not any(_names(name, draft) for draft in drafts)]


def _names(part: str, draft: Draft) -> bool:
    return bool(draft.name) and (slug(part) == slug(draft.name) or part == str(draft.part + 1))


def read(study: Study, folder: Path) -> tuple[dict[str, Facts], list[Problem]]:
    """The facts by file name, and the files named that are not in the folder; nothing when there is no transcripts.csv.

    A row is about a file, with a `part` about one of its transcripts, with a `speaker` about one of its speakers; variables may be called by
    their labels. Raises QualcodeError for a column, variable or value that is not known, and for a variable, file, part or speaker that is
    named twice.
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
            if "part" in said:
                found[file] = _of_part(study, facts, said)
                continue
            if "speaker" in said:
                found[file] = _of_speaker(study, facts, said)
                continue
            if file in files:
                raise QualcodeError(f"{file} is named a second time.", "Give every file one row, besides those of its parts and speakers.")
            files.add(file)
            found[file] = _of_file(study, facts, said)
    there = {canonical(file.name)[0] for file in folder.iterdir()}
    return found, [Problem(str(path), f"{name} is not in this folder") for name in found if name not in there]


def _of_file(study: Study, facts: Facts, said: Mapping[str, str]) -> Facts:
    if said.get("kind", KINDS[0]) not in KINDS:
        raise unknown("kind", said["kind"], KINDS)
    aliases = selecting.aliases(filter(str.strip, said.get("aliases", "").split(";")), "aliases:")
    return replace(facts, id=said.get("id", ""), kind=said.get("kind", ""), aliases=aliases, variables=_values(study, said))


def _of_part(study: Study, facts: Facts, said: Mapping[str, str]) -> Facts:
    name = said["part"]
    part = facts.parts.get(name, Facts())
    if "speaker" in said:
        part = _of_speaker(study, part, said)
    else:
        if part.id or part.variables:
            raise QualcodeError(f"part {name} of {said['file']} is named a second time.", "Give every part one row, besides its speakers'.")
        wrong = [column for column in ("kind", "aliases") if column in said]
        if wrong:
            raise QualcodeError(f"{wrong[0]} belongs to a file, not to a part.", "Write it in the row of the file, which names no part.")
        part = replace(part, id=said.get("id", ""), variables=_values(study, said))
    return replace(facts, parts={**facts.parts, name: part})


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
