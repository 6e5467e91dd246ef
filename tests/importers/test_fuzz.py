"""Whatever happens to a file, it is read or refused by an error of our own; what means nothing changes nothing."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from qualcode import plugins
from qualcode.errors import QualcodeError
from qualcode.importers import _choose
from qualcode.model import ImportOptions, Reading
from qualcode.text import is_canonical, words
from tests.importers.accounting import unaccounted
from tests.importers.inputs import is_golden, reading, zipped
from tests.importers.mutations import is_utf8, meaningless, mutant, parts

pytestmark = pytest.mark.thorough

MUTANTS = 60
"""For each form; benchmarks.fuzz makes many more."""


def files(form: str) -> list[Path]:
    """The real files of a form."""
    suffixes = plugins.load("importers", form).SUFFIXES
    return sorted(path for path in (Path(__file__).parent / form).iterdir() if path.suffix in suffixes and not is_golden(path))


WITHOUT_UNICODE = ("pdf", "rtf")
"""Forms in whose files letters do not stand as such."""

FORMS = [form for form in plugins.names("importers") if (Path(__file__).parent / form).is_dir()]
FILES = [path for form in FORMS for path in files(form)]


def outcome(name: str, data: bytes) -> Reading | QualcodeError:
    """What is read from a file, or the error that it is refused with."""
    try:
        return reading(name, data)
    except QualcodeError as error:
        return error


def check(found: Reading) -> None:
    """What holds for everything that is read: canonical text, and turns that are ordered stretches of it, of speakers who are called something."""
    for draft in found.drafts:
        assert is_canonical(draft.text)
        assert all(turn.start < turn.end <= len(draft.text) for turn in draft.turns)
        assert all(one.end <= other.start for one, other in zip(draft.turns, draft.turns[1:], strict=False))
        labels = [person.label for person in draft.participants]
        assert all(labels)
        assert len(set(labels)) == len(labels)
        assert {turn.speaker for turn in draft.turns} <= set(labels)


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


def with_unseen(data: bytes, word: str) -> bytes:
    """A file with soft hyphens and bidirectional marks in a word; as it is where the word does not stand in it in UTF-8."""
    members = parts(data)
    unseen = f"{word[:2]}\xad{word[2:4]}\u202e{word[4:]}".encode()
    if not members:
        return data.replace(word.encode(), unseen) if is_utf8(data) else data
    for name, member in members.items():
        if word.encode() in member:
            return zipped(members | {name: member.replace(word.encode(), unseen)})
    return data


@pytest.mark.parametrize("form", [form for form in FORMS if form not in WITHOUT_UNICODE])
def test_what_nobody_sees_is_left_out_and_counted_by_every_importer(form: str) -> None:
    changed = 0
    for path in files(form):
        expected = _choose.read_file(path, ImportOptions())
        spoken = [word for draft in expected.drafts for turn in draft.turns for word in words(draft.text[turn.start : turn.end])]
        word = next((word for word in spoken if len(word) > 6 and word.isalpha()), "")
        data = with_unseen(path.read_bytes(), word) if word else path.read_bytes()
        if data == path.read_bytes():
            continue
        changed += 1
        found = reading(path.name, data)
        assert [draft.text for draft in found.drafts] == [draft.text for draft in expected.drafts]
        assert [note for note in found.notes if re.search("Left out: .*bidirectional marks?, .*soft hyphens?", note)], path.name
    assert changed
