"""Copies that somebody has been at by other means: refused in two lines, at a merge and as the beginning of a project, and nothing of them comes in."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.actions import sharing
from qualcode.errors import QualcodeError
from qualcode.store import coders, database
from qualcode.store.changes import change
from qualcode.store.merging import log
from tests.actions.copies import held, lay_out, merge
from tests.store.normalised import Normalised
from tests.store.projects import SCRIPT, Said, Script, anna, bring_in, code, coded, scratch


@pytest.fixture(scope="module")
def template() -> Iterator[tuple[Path, Normalised]]:
    """A folder with two copies of one project, of which the other has more of everything; and what ours holds."""
    with scratch() as folder:
        ours, theirs = lay_out(folder, "ours", "theirs")
        with database.opened(theirs, write=True) as store:
            bring_in(store, Script("fg2", (Said("R1", "Over geld.", "nl"),)))
            with change(store, "coders add new", coder=anna(store).guid) as made:
                coders.add(made, "new", "New", "nl", {})
                coders.assign(made, anna(store), "fg1", "in progress")
            code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen", "nieuw", stance="pro"))
        yield folder, held(ours)


@pytest.fixture
def copies(template: tuple[Path, Normalised]) -> Iterator[tuple[Path, Path, Normalised]]:
    """The two copies, for one test, and what ours holds."""
    with scratch() as folder:
        shutil.copytree(template[0], folder / "both")
        yield folder / "both" / "ours", folder / "both" / "theirs", template[1]


def spoil(folder: Path, statements: str) -> None:
    with closing(sqlite3.connect(folder / "qualcode.db", isolation_level=None)) as connection:
        for statement in statements.split(";"):
            connection.execute(statement)


_LAST = "(SELECT id FROM event ORDER BY lamport DESC LIMIT 1)"
_NEWEST = "(SELECT max(id) FROM coding)"

ROWS = [
    f"UPDATE anchor SET quotation = 'iets anders' WHERE coding = {_NEWEST}",
    f'UPDATE anchor SET "end" = 100000 WHERE coding = {_NEWEST}',
    f"DELETE FROM anchor WHERE coding = {_NEWEST}",
    f"UPDATE coding SET guid = 'x' || guid WHERE id = {_NEWEST}",
    "UPDATE coder SET slug = 'evil' WHERE slug = 'new'",
    "UPDATE coder SET name = CAST(x'ff41' AS TEXT) WHERE slug = 'new'",
    "UPDATE revision SET text = text || 'x' WHERE id = (SELECT max(id) FROM revision)",
    "UPDATE revision SET text = CAST(x'ff41' AS TEXT) WHERE id = (SELECT max(id) FROM revision)",
    "UPDATE turn SET words = 99 WHERE id = (SELECT max(id) FROM turn)",
    "UPDATE participant SET role = 'evil' WHERE id = (SELECT max(id) FROM participant); DELETE FROM change WHERE noun = 'participant'",
    "UPDATE change SET entity = 'x' || entity WHERE noun = 'coding'",
    f"UPDATE change SET field = 'evil' WHERE field = 'present' AND event = {_LAST}",
    f"UPDATE change SET after = '[[[' WHERE event = {_LAST}",
    f"UPDATE anchor SET state = CAST(x'ff41' AS TEXT) WHERE coding = {_NEWEST}",
    "DELETE FROM project WHERE key = 'copy'",
    "DELETE FROM project WHERE key = 'lamport'",
    "UPDATE project SET value = 'x' WHERE key = 'lamport'",
    "INSERT INTO project VALUES ('codebook pending', '{')",
    """INSERT INTO project VALUES ('codebook pending', '{"before": null, "after": "evil"}')""",
    "INSERT INTO project VALUES ('study pending', '[]')",
    """INSERT INTO project VALUES ('study pending', '{"before": 7, "after": ["evil"]}')""",
]
"""What neither a merge nor the beginning of a project takes."""

MERGES = [
    "UPDATE transcript SET kind = 'evil' WHERE slug = 'fg2'; DELETE FROM change WHERE noun = 'transcript' AND field = 'kind'",
    f"UPDATE event SET lamport = lamport + {2**41}",
    f"UPDATE coding SET layer = 'evil' WHERE id = {_NEWEST}",
    "UPDATE coding SET code = (SELECT id FROM code WHERE slug = 'coop.law') WHERE id = (SELECT min(id) FROM coding)",
    f"UPDATE event SET coder = 'somebody' WHERE id = {_LAST}",
    f"UPDATE change SET after = '7' WHERE field = 'present' AND event = {_LAST}",
    "UPDATE project SET value = 'x' WHERE key = 'heads'",
    "INSERT INTO question (guid, kind, choices, present, about) VALUES ('x', 'merge', '[[', 1, '{')",
]
"""What a merge does not take besides."""

VALUES = ["99999999999999999999", "9" * 5000, "1.5", "true", "[1]", '{"a": 1}', r'"\ud800"', "[" * 900 + "]" * 900]
"""What no register can hold; each was once taken, or ended in a traceback."""

FIELDS = ["note", "attribute:stance", "name", "slug"]


FRESH = "Ask for a fresh one: qualcode share"


def refusal(copies: tuple[Path, Path, Normalised]) -> str:
    """What a merge that is refused says is to be done, once it is proved that nothing came in."""
    ours, theirs, before = copies
    with pytest.raises(QualcodeError) as error:
        merge(ours, theirs)
    assert held(ours) == before
    return error.value.hint


@pytest.mark.parametrize("evil", [*ROWS, *MERGES])
def test_a_spoilt_copy_is_refused_and_nothing_of_it_comes_in(evil: str, copies: tuple[Path, Path, Normalised]) -> None:
    spoil(copies[1], evil)
    assert FRESH in refusal(copies)
    assert log.FARTHEST == 2**40


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", VALUES)
def test_a_log_with_values_that_no_register_holds_is_refused(value: str, field: str, copies: tuple[Path, Path, Normalised]) -> None:
    spoil(copies[1], f"UPDATE change SET after = '{value}' WHERE field = '{field}'")
    assert FRESH in refusal(copies)


@pytest.mark.parametrize("value", VALUES)
def test_neither_may_what_was_there_before_be_what_no_register_holds(value: str, copies: tuple[Path, Path, Normalised]) -> None:
    """Undo would put it back."""
    spoil(copies[1], f"UPDATE change SET before = '{value}' WHERE field = 'note'")
    assert FRESH in refusal(copies)


@pytest.mark.parametrize("id", ["fg 2", r"fg\u001b[31m2", "", "x" * 201])
def test_a_transcript_whose_id_would_be_none_is_refused(id: str, copies: tuple[Path, Path, Normalised]) -> None:
    spoil(copies[1], f"""UPDATE change SET after = '"{id}"' WHERE noun = 'transcript' AND field = 'slug'""")
    assert FRESH in refusal(copies)


@pytest.mark.parametrize("evil", ROWS)
def test_no_project_begins_with_a_spoilt_copy(evil: str, copies: tuple[Path, Path, Normalised]) -> None:
    _, theirs, _ = copies
    spoil(theirs, evil)
    (theirs / "qualcode.db").rename(theirs.parent / "their.qualcode")
    with pytest.raises(QualcodeError) as error:
        sharing.begin(theirs.parent / "their.qualcode", theirs.parent / "new")
    assert FRESH in error.value.hint
    assert not (theirs.parent / "new").exists()
