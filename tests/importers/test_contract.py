"""Every importer reads real files into what stands in the golden file beside them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from qualcode import plugins
from qualcode.importers import _choose
from qualcode.model import ImportOptions
from qualcode.text import canonical
from tests.importers.inputs import is_golden, written_out

HERE = Path(__file__).parent
INPUTS = sorted(path for path in HERE.glob("*/*") if path.suffix != ".pyc" and not is_golden(path))


@pytest.mark.parametrize("name", plugins.names("importers"))
def test_every_importer_has_a_real_file_and_its_golden_one(name: str) -> None:
    suffixes = plugins.load("importers", name).SUFFIXES
    files = [path for path in INPUTS if path.parent.name == name and path.suffix in suffixes]
    assert files, f"tests/importers/{name}/ has no file with one of the suffixes {suffixes}"
    assert all(golden(path).is_file() or os.environ.get("QUALCODE_UPDATE") for path in files)


def golden(path: Path) -> Path:
    """Where the expected reading of an input file stands."""
    return path.with_name(f"{path.name}.json")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_is_read_into_just_what_its_golden_file_says(path: Path) -> None:
    """With QUALCODE_UPDATE=1 the golden files are written instead: look at what changed in them."""
    found = json.dumps(written_out(_choose.read_file(path, ImportOptions())), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("QUALCODE_UPDATE"):
        golden(path).write_text(found, encoding="utf-8")
    assert found == golden(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_texts_are_canonical_and_turns_are_ordered_stretches_of_them(path: Path) -> None:
    for draft in _choose.read_file(path, ImportOptions()).drafts:
        assert canonical(draft.text) == (draft.text, 0)
        ends = [0]
        for turn in draft.turns:
            assert ends[-1] <= turn.start < turn.end <= len(draft.text)
            assert draft.text[turn.start : turn.end] == draft.text[turn.start : turn.end].strip()
            ends.append(turn.end)
        labels = [participant.label for participant in draft.participants]
        assert len(set(labels)) == len(labels)
        assert {turn.speaker for turn in draft.turns} <= set(labels)


def test_the_same_document_reads_the_same_from_word_and_from_opendocument() -> None:
    word, opendocument = (_choose.read_file(HERE / form / f"libreoffice.{form}", ImportOptions()) for form in ("docx", "odt"))
    assert word.drafts == opendocument.drafts
    assert sorted(map(str, word.problems)) == sorted(map(str, opendocument.problems))
