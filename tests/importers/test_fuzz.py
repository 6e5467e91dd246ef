"""Whatever happens to a file, it is read or refused by an error of our own; what means nothing changes nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from qualcode import plugins
from qualcode.errors import QualcodeError
from qualcode.importers import _choose
from qualcode.model import ImportOptions, Reading
from qualcode.text import is_canonical
from tests.importers.accounting import unaccounted
from tests.importers.inputs import is_golden, reading
from tests.importers.mutations import meaningless, mutant

MUTANTS = 150
"""For each form; benchmarks.fuzz makes ten times as many."""


def files(form: str) -> list[Path]:
    """The real files of a form."""
    suffixes = plugins.load("importers", form).SUFFIXES
    return sorted(path for path in (Path(__file__).parent / form).iterdir() if path.suffix in suffixes and not is_golden(path))


FORMS = [form for form in plugins.names("importers") if (Path(__file__).parent / form).is_dir()]
FILES = [path for form in FORMS for path in files(form)]


def outcome(name: str, data: bytes) -> Reading | QualcodeError:
    """What is read from a file, or the error that it is refused with."""
    try:
        return reading(name, data)
    except QualcodeError as error:
        return error


def check(found: Reading) -> None:
    """What holds for everything that is read: canonical text, and turns that are ordered stretches of it."""
    for draft in found.drafts:
        assert is_canonical(draft.text)
        assert all(turn.start < turn.end <= len(draft.text) for turn in draft.turns)
        assert all(one.end <= other.start for one, other in zip(draft.turns, draft.turns[1:], strict=False))
        assert {turn.speaker for turn in draft.turns} <= {person.label for person in draft.participants}


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_file_is_read_into_canonical_text_or_refused(form: str) -> None:
    chance = random.Random(form)
    originals = [(path.name, path.read_bytes()) for path in files(form)]
    for number in range(MUTANTS):
        name, original = originals[number % len(originals)]
        data = mutant(chance, original)
        found = outcome(name, data)
        if isinstance(found, QualcodeError):
            assert found.message.startswith(name)
            assert found.hint
            continue
        check(found)
        if form in ("docx", "odt", "xlsx"):
            assert unaccounted(data, found) == [], number


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_means_nothing_changes_nothing(path: Path) -> None:
    expected = _choose.read_file(path, ImportOptions())
    for what, data in meaningless(path.read_bytes()):
        found = reading(path.name, data)
        assert (found.drafts, found.problems) == (expected.drafts, expected.problems), what
