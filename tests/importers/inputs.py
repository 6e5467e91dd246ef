"""Files made in memory, and a reading written out for comparison."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qualcode.importers import _choose
from qualcode.model import UNSURE, Draft, DraftParticipant, DraftTurn, ImportOptions, Reading, Source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members, packed by this method."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def word_xml(body: str, before: str = "") -> str:
    """The main part of a Word document; `before` stands between the declaration and the root."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def paragraph(text: str, label: str = "") -> str:
    """A paragraph of a Word document, with a label in bold before its text."""
    bold = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{label}</w:t></w:r>' if label else ""
    return f'<w:p>{bold}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of a Word document, one paragraph to a cell."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(body: str, **parts: str) -> bytes:
    """A Word document with this body; `parts` are further parts of its folder by name (`comments="<w:comments ..."`)."""
    return zipped({"word/document.xml": word_xml(body)} | {f"word/{name}.xml": data for name, data in parts.items()})


def reading(name: str, data: bytes | str, options: ImportOptions | None = None) -> Reading:
    """What is read from a file of this name and content."""
    return _choose.read_source(Source(Path(name), data.encode() if isinstance(data, str) else data), options or ImportOptions())


def draft(name: str, data: bytes | str, options: ImportOptions | None = None) -> Draft:
    """The only draft of a file of this name and content."""
    (only,) = reading(name, data, options).drafts
    return only


def said(draft: Draft) -> list[tuple[str, str]]:
    """Who says what, turn by turn."""
    return [(turn.speaker, draft.text[turn.start : turn.end]) for turn in draft.turns]


def advised(reading: Reading) -> list[str]:
    """Why another option may read a file better, and the option."""
    return [f"{advice.why} {advice.option}" for advice in reading.advice]


def is_golden(path: Path) -> bool:
    """Whether a file says what comes out of the one beside it; inputs may be JSON too."""
    return path.suffix == ".json" and path.with_suffix("").is_file()


def written_out(reading: Reading) -> dict[str, Any]:
    """A reading as plain values for a golden file: turns are `start-end speaker: words`.

    With `@from-to` in milliseconds where there is a time, and `<language start-end>` where the file says the language.
    """
    beside = {
        "unplaced": [f"{line.line} {line.why}: {line.text}" for line in reading.unplaced],
        "advice": advised(reading),
    }
    return {
        "drafts": [
            {
                "part": draft.part,
                "name": draft.name,
                "kind": draft.kind,
                "variables": dict(draft.variables),
                "participants": [" / ".join(filter(None, _person(person))) for person in draft.participants],
                "text": draft.text.split("\n"),
                "turns": [_turn(draft, turn) for turn in draft.turns],
            }
            for draft in reading.drafts
        ],
        "problems": [str(problem) for problem in reading.problems],
        "notes": list(reading.notes),
    } | {name: found for name, found in beside.items() if found}


def _person(person: DraftParticipant) -> tuple[str, ...]:
    return (person.label, person.role, person.detail, *(f"{name}={value}" for name, value in person.variables.items()))


def _turn(draft: Draft, turn: DraftTurn) -> str:
    time = "" if turn.time_start is None else f"@{turn.time_start}-{'' if turn.time_end is None else turn.time_end} "
    said = [turn.language] if turn.language != UNSURE else []
    said += [f"{one.language} {one.start}-{one.end}" for one in turn.languages]
    languages = f" <{', '.join(said)}>" if said else ""
    return f"{turn.start}-{turn.end} {time}{turn.speaker}: {draft.text[turn.start : turn.end]}{languages}"
