"""No document gets silently shorter: paragraphs, cells, text boxes, notes, comments and headers are in the text or listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.importers import _choose
from qualcode.model import ImportOptions
from tests.importers.accounting import unaccounted

HERE = Path(__file__).parent
STUDY = HERE.parent.parent / "transcripts"
FILES = sorted(path for form in ("docx", "odt", "xlsx") for folder in (HERE / form, STUDY) for path in folder.glob(f"*.{form}"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_piece_of_a_document_is_in_its_text_or_listed(path: Path) -> None:
    assert unaccounted(path.read_bytes(), _choose.read_file(path, ImportOptions())) == []


@pytest.mark.parametrize("form", ["docx", "odt", "xlsx"])
def test_a_piece_that_went_missing_would_be_noticed(form: str) -> None:
    paths = [path for path in FILES if path.suffix == f".{form}"]
    readings = [_choose.read_file(path, ImportOptions()) for path in paths]
    assert all(unaccounted(path.read_bytes(), type(reading)(reading.drafts[:0])) for path, reading in zip(paths, readings, strict=True))
