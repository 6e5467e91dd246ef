"""check: a sound project is found sound, and every kind of damage is told."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import Selection, Stretch, Suggestion
from qualcode.store import anchors, checking, coders, codings, corrections, database, decisions, history, suggestions, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from tests.store.projects import SCRIPT, Said, Script, anna, book, bram, code, coded, load, project, remove
from tests.store.state import state

SWITCHING = Script(
    "in1",
    (
        Said("R9", "Zeker nodig. Absolument nécessaire.", "nl", (Stretch(0, 13, "nl"), Stretch(13, 35, "fr"))),
        Said("R9", "Ja.", "nl", time=1500),
    ),
    kind="interview",
)


def fill(store: Store) -> None:
    """Something of everything, with things removed and undone."""
    code(store, coded(SCRIPT, "coop.secrecy", "heilig", "noot", stance="pro"), coded(SCRIPT, "value.need", "secret partagé"))
    code(store, coded(SCRIPT, "coop.linking", "Ja."), coder=bram(store))
    (gone,) = code(store, coded(SWITCHING, "coop.linking", "Absolument"))
    with change(store, "coding remove", coder=anna(store).guid) as made:
        made.set("coding", gone, "present", 0)
    units = suggestions.units(store, Selection())
    found = [Suggestion(unit.transcript, unit.revision, unit.start, unit.start + 3, "coop.secrecy", 0.5, "x", "test") for unit in units]
    suggestions.replace(store, "test", units, found)
    yes, no, *_ = suggestions.waiting(store, anna(store))
    with change(store, "review", coder=anna(store).guid) as made:
        decisions.decide(made, anna(store), yes.id, said=1)
        codings.add(made, anna(store), [NewCoding(yes.transcript, yes.code, yes.start, yes.end)], origin="suggested")
        decisions.decide(made, anna(store), no.id, said=0)
    with change(store, "transcripts tag", coder=bram(store).guid) as made:
        transcripts.tag(made, "in1", {"region": "charleroi"})
        coders.assign(made, bram(store), "in1", "to do")
    history.undo(store, bram(store).guid)
    history.redo(store, bram(store).guid)
    load(store, anna(store), book(version="2", labels={"coop": "Samen"}))
    corrected(store)


def corrected(store: Store) -> None:
    """Something said is taken out of in1, with a coding that is lost by that and one that waits; and something put in."""
    code(store, coded(SWITCHING, "coop.linking", "Absolument"), coded(SWITCHING, "value.need", "nécessaire"))
    turns = (Said("R9", "Zeker nodig, mevrouw."), Said("R9", "Ja.", "nl", time=1500), Said("R8", "Neen."))
    with change(store, "transcripts correct in1", coder=anna(store).guid) as made:
        corrections.correct(made, "in1", Script("in1", turns).draft(), ("in1-bis.txt", "sha of in1-bis"))
    with change(store, "review", coder=anna(store).guid) as made:
        anchors.lose(made, anchors.waiting(store, anna(store))[0])


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with something of everything, closed."""
    folder = tmp_path_factory.mktemp("sound")
    with project(folder, SCRIPT, SWITCHING) as store:
        fill(store)
    return folder


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    return Path(shutil.copytree(sound, tmp_path / "copy"))


def problems(folder: Path) -> dict[str, list[str]]:
    """What check finds, by promise."""
    with database.opened(folder) as store:
        return {promise: [str(problem) for problem in found] for promise, found in checking.check(store).items() if found}


def damage(folder: Path, sql: str) -> None:
    """Do to the file what the program never does."""
    with closing(sqlite3.connect(folder / database.FILE_NAME)) as connection:
        connection.executescript(sql)


def test_a_sound_project_has_no_problems(sound: Path) -> None:
    assert problems(sound) == {}
    with database.opened(sound) as store:
        assert list(checking.check(store)) == list(checking.CHECKS)


def test_a_sound_project_stays_so_whatever_is_removed(copy: Path) -> None:
    with database.opened(copy, write=True) as store:
        remove(store, "fg1")
        assert problems(copy) == {}
        history.undo(store, anna(store).guid)
    assert problems(copy) == {}


TEXTS = "texts are those that were imported"
NAMES = "transcripts, speakers and coders are those that were entered"
TURNS = "turns are what stands in the text"
QUOTATIONS = "a quotation is the text at its place"
PLACES = "codings are counted at their place"
CODES = "codes are those of the codebook"
INDEX = "the search index agrees with the turns"
LOG = "the log tells what the project holds"
SUGGESTED = "suggestions count only once accepted"
REFERENCES = "every row points to one that is there"

DAMAGES = [
    (TEXTS, "UPDATE revision SET text = replace(text, 'heilig', 'heilzaam')"),
    (TEXTS, "UPDATE revision SET sha256 = 'x' WHERE id = 1"),
    (TEXTS, "UPDATE codebook_version SET text = text || ' '"),
    (TEXTS, "UPDATE study_version SET text = text || ' '"),
    (NAMES, "UPDATE transcript SET file_sha256 = 'x'"),
    (NAMES, "UPDATE participant SET label = 'R7' WHERE label = 'R2'"),
    (NAMES, "UPDATE coder SET slug = 'carla' WHERE slug = 'bram'"),
    (NAMES, 'UPDATE suggestion_key SET "end" = "end" + 1'),
    (TEXTS, "UPDATE revision SET text = replace(text, 'mevrouw', 'meneer') WHERE number = 2"),
    (TEXTS, "UPDATE revision SET text = replace(text, 'nécessaire', 'utile') WHERE number = 1"),
    (TURNS, "UPDATE turn SET text = 'Nee.' WHERE text = 'Ja.'"),
    (TURNS, "UPDATE turn SET words = words + 1 WHERE id = 2"),
    (TURNS, 'UPDATE turn SET "start" = "start" + 1, text = substr(text, 2) WHERE id = 2'),
    (TURNS, "UPDATE turn SET language = 'fr' WHERE id = 2"),
    (TURNS, "UPDATE turn SET time_start = 2500 WHERE time_start = 1500"),
    (TURNS, "UPDATE turn SET participant = (SELECT id FROM participant WHERE label = 'R2') WHERE id = 2"),
    (TURNS, "DELETE FROM coding_turn WHERE turn = 4; DELETE FROM turn WHERE id = 4"),
    (TURNS, """INSERT INTO stretch (turn, "start", "end", language) VALUES (2, 0, 3, 'fr')"""),
    (QUOTATIONS, "UPDATE anchor SET quotation = 'zalig' WHERE quotation = 'heilig'"),
    (QUOTATIONS, 'UPDATE anchor SET "end" = "end" + 1 WHERE quotation = \'heilig\''),
    (QUOTATIONS, "UPDATE anchor SET \"end\" = 99999 WHERE quotation = 'heilig'"),
    (QUOTATIONS, "UPDATE anchor SET prefix = 'x' || prefix WHERE quotation = 'heilig'"),
    (QUOTATIONS, "UPDATE anchor SET suffix = suffix || 'x' WHERE quotation = 'heilig'"),
    (QUOTATIONS, "UPDATE anchor SET quotation = 'Nu.' WHERE quotation = 'nécessaire'"),
    (QUOTATIONS, "UPDATE anchor SET state = 'somewhere' WHERE state = 'lost'"),
    (QUOTATIONS, "UPDATE anchor SET state = 'changed' WHERE state = 'missing'"),
    (PLACES, "DELETE FROM anchor WHERE quotation = 'heilig'"),
    (PLACES, "DELETE FROM coding_turn WHERE coding = 1"),
    (PLACES, "UPDATE coding_turn SET span_end = span_end + 1 WHERE coding = 1"),
    (PLACES, "UPDATE coding_turn SET word_end = word_end + 1 WHERE coding = 1"),
    (PLACES, "UPDATE coding_turn SET turn = 1 WHERE coding = 1"),
    (PLACES, "INSERT INTO coding_turn SELECT coding, 1, span_start, span_end, word_start, word_end FROM coding_turn WHERE coding = 1"),
    (PLACES, "UPDATE transcript SET revision = 7 WHERE slug = 'fg1'"),
    (CODES, "UPDATE code SET present = 0 WHERE slug = 'value.need'"),
    (CODES, "UPDATE code SET parent = NULL WHERE slug = 'coop.linking'"),
    (CODES, "UPDATE code SET codable = 1 WHERE slug = 'coop'"),
    (CODES, "UPDATE code_text SET text = 'x' WHERE text = 'Samen'"),
    (CODES, "DELETE FROM code_ancestor WHERE code <> ancestor"),
    (CODES, "UPDATE codebook_version SET content = 'x'"),
    (CODES, "UPDATE project SET value = 'x' WHERE key = 'codebook'"),
    (INDEX, "INSERT INTO turn_index (turn_index, rowid, text) SELECT 'delete', id, text FROM turn WHERE id = 2"),
    (INDEX, "INSERT INTO turn_index (rowid, text) VALUES (1, 'ongehoord')"),
    (LOG, "UPDATE coding SET present = 0 WHERE id = 1"),
    (LOG, "UPDATE coding SET note = 'anders' WHERE id = 1"),
    (LOG, "UPDATE coding SET note = 'anders' WHERE note = '' AND present = 1"),
    (LOG, "UPDATE anchor SET state = 'missing' WHERE state = 'lost'"),
    (LOG, "UPDATE anchor SET state = 'changed' WHERE quotation = 'heilig'"),
    (LOG, "UPDATE coding_attribute SET value = 'contra'"),
    (LOG, "DELETE FROM coding_attribute"),
    (LOG, "INSERT INTO coding_attribute VALUES (2, 'stance', 'pro')"),
    (LOG, "UPDATE transcript SET kind = 'interview'"),
    (LOG, "UPDATE transcript_tag SET value = 'charleroi' WHERE value = 'antwerp'"),
    (LOG, "INSERT INTO transcript_tag VALUES (1, 'phase', 'mixed')"),
    (LOG, "INSERT INTO participant_tag VALUES (2, 'phase', 'mixed')"),
    (LOG, "UPDATE participant SET role = 'participant'"),
    (LOG, "UPDATE coder SET name = 'x'"),
    (LOG, "INSERT INTO coder_tag VALUES (1, 'region', 'antwerp')"),
    (LOG, "UPDATE assignment SET state = 'finished'"),
    (LOG, "INSERT INTO assignment VALUES (2, 2, 'finished') ON CONFLICT DO UPDATE SET state = 'finished'"),
    (LOG, "UPDATE decision SET accepted = 1 - accepted"),
    (LOG, "INSERT INTO decision VALUES (2, 'abcdef', 1)"),
    (LOG, "UPDATE project SET value = (SELECT min(hash) FROM codebook_version WHERE hash <> value) WHERE key = 'codebook'"),
    (LOG, "DELETE FROM change WHERE noun = 'coding'"),
    (LOG, "UPDATE change SET field = 'no such field' WHERE noun = 'coding'"),
    (LOG, "UPDATE change SET after = '{' WHERE field = 'note'"),
    (SUGGESTED, "UPDATE coding SET origin = 'suggested' WHERE id = 1"),
    (SUGGESTED, "UPDATE change SET after = '0' WHERE field LIKE 'decision:%'"),
    (SUGGESTED, "UPDATE coding SET code = (SELECT id FROM code WHERE slug = 'value.need') WHERE origin = 'suggested'"),
    (REFERENCES, "DELETE FROM coder WHERE slug = 'bram'"),
    (REFERENCES, "DELETE FROM turn WHERE id = 2"),
]


@pytest.mark.parametrize(("promise", "sql"), DAMAGES, ids=[f"{at}-{promise[:12]}" for at, (promise, _) in enumerate(DAMAGES)])
def test_every_damage_is_told_under_the_promise_it_breaks(copy: Path, promise: str, sql: str) -> None:
    damage(copy, sql)
    assert promise in problems(copy)


def test_a_problem_says_where_it_is_and_what_to_do(copy: Path) -> None:
    damage(copy, "UPDATE turn SET text = 'Nee.' WHERE text = 'Ja.'")
    assert problems(copy)[TURNS][0] == "fg1, turn 4: is not what stands in the text (restore the newest file from backups/)"


def test_a_coding_from_nowhere_is_told(copy: Path) -> None:
    damage(
        copy,
        """INSERT INTO coding SELECT 900, 'foreign', transcript, code, coder, layer, origin, '', time, NULL, 1 FROM coding WHERE id = 1;
        INSERT INTO anchor SELECT 900, revision, "start", "end", quotation, prefix, suffix, state FROM anchor WHERE coding = 1;
        INSERT INTO coding_turn SELECT 900, turn, span_start, span_end, word_start, word_end FROM coding_turn WHERE coding = 1""",
    )
    assert problems(copy) == {LOG: ["coding foreign: present has no entry in the log (somebody changed the file by other means)"]}


def pages(path: Path) -> Iterator[int]:
    """Where the pages of a database begin, after the first."""
    yield from range(4096, path.stat().st_size, 4096)


def test_a_damaged_file_is_told_before_anything_else(copy: Path) -> None:
    path = copy / database.FILE_NAME
    data = bytearray(path.read_bytes())
    for at in list(pages(path))[3:12]:
        data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    assert list(problems(copy)) == ["the file is whole"]


def test_whatever_bit_flips_check_answers_and_misses_no_change_of_what_is_analysed(sound: Path, tmp_path: Path) -> None:
    draw = random.Random(7)
    whole = (sound / database.FILE_NAME).read_bytes()
    with database.opened(sound) as store:
        right = state(store)
    folder = tmp_path / "flipped"
    folder.mkdir()
    shutil.copy(sound / "study.toml", folder)
    told = 0
    for _ in range(150):
        data = bytearray(whole)
        data[draw.randrange(100, len(data))] ^= 1 << draw.randrange(8)
        (folder / database.FILE_NAME).write_bytes(data)
        try:
            found = problems(folder)
        except QualcodeError:
            told += 1
            continue
        told += bool(found)
        if not found:
            with database.opened(folder) as store:
                assert state(store) == right
    assert told > 10


def test_checking_changes_nothing(copy: Path) -> None:
    path = copy / database.FILE_NAME
    before = path.read_bytes()
    problems(copy)
    assert path.read_bytes() == before
