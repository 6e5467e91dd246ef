"""Bringing transcripts in: each file whole or not at all, with the variables that are said of it."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from qualcode.actions import importing, originals
from qualcode.actions.importing import Outcome
from qualcode.errors import QualcodeError
from qualcode.model import ImportOptions
from qualcode.store import checking, history, transcripts
from qualcode.store.database import Store
from tests.store.projects import anna, project
from tests.store.state import state

DUTCH = (
    "Moderator: Wat denken jullie daarvan, over het beroepsgeheim?\n\nR1: Dat is heilig, zonder vertrouwen is er geen hulp.\n\nR2: Ja.\n"
)
FRENCH = "Modérateur : Et le secret partagé, alors ?\n\nR1 : Oui, mais le secret partagé existe aussi chez nous.\n\nR2 : Oui.\n"


def file(folder: Path, name: str, text: str = DUTCH) -> Path:
    """A transcript as a text file."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def bring(store: Store, *paths: Path, options: ImportOptions | None = None, dry_run: bool = False, **tags: str) -> Outcome:
    """Import as anna."""
    return importing.run(store, anna(store), paths, options or ImportOptions(), tags=tags.items(), dry_run=dry_run)


def variables(store: Store) -> dict[str, dict[str, str]]:
    """The variables of the transcripts by id."""
    return {transcript.id: dict(transcript.variables) for transcript in transcripts.all_of(store)}


def test_a_file_comes_in_with_its_turns_speakers_and_languages(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        outcome = bring(store, file(tmp_path / "in", "Antwerpen zorg FG1.txt"), region="Anvers", sector="hulpverlening")
        assert [arrival.id for arrival in outcome.arrived] == ["antwerpen-zorg-fg1"]
        assert not outcome.failed
        assert variables(store) == {"antwerpen-zorg-fg1": {"region": "antwerp", "sector": "care"}}
        turns = transcripts.turns(store, "antwerpen-zorg-fg1")
        assert [(turn.speaker, turn.role, turn.language) for turn in turns] == [
            ("Moderator", "moderator", "nl"),
            ("R1", "participant", "nl"),
            ("R2", "participant", "nl"),
        ]
        assert not any(checking.check(store).values())


def test_labels_of_any_language_in_transcripts_csv_are_understood(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, "a.txt")
    file(folder, "b.txt", FRENCH)
    (folder / "transcripts.csv").write_text(
        "file,region,sector,kind,id\na.txt,ANTWERPEN,Soins,,\nb.txt,charleroi,Justice,interview,fr-1\n", encoding="utf-8"
    )
    with project(tmp_path) as store:
        outcome = bring(store, folder)
        assert not outcome.failed
        assert variables(store) == {
            "a": {"region": "antwerp", "sector": "care"},
            "fr-1": {"region": "charleroi", "sector": "justice"},
        }
        assert [transcript.kind for transcript in transcripts.all_of(store)] == ["focus-group", "interview"]
        assert [problem.where.rpartition("/")[2] for problem in outcome.skipped] == ["transcripts.csv"]


def test_what_the_command_says_holds_before_what_stands_beside(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, "a.txt")
    (folder / "transcripts.csv").write_text("file,region,sector,kind,id\na.txt,antwerp,care,interview,beside\n", encoding="utf-8")
    with project(tmp_path) as store:
        bring(store, folder / "a.txt", options=ImportOptions(kind="written-interview", identifier="said"), region="charleroi")
        assert variables(store) == {"said": {"region": "charleroi", "sector": "care"}}
        assert transcripts.all_of(store)[0].kind == "written-interview"


@pytest.mark.parametrize(
    ("sheet", "why", "hint"),
    [
        ("name,region\na.txt,antwerp\n", "has no column `file`", "file,region"),
        ("file,regio\na.txt,antwerp\n", "transcripts.csv:1: Unknown variable: regio", "region"),
        ("file,region,Arrondissement\na.txt,antwerp,charleroi\n", "transcripts.csv:1: two columns are about region", "Keep one"),
        ("file,region\na.txt,ghent\n", "transcripts.csv:2: Unknown value of region: ghent", "antwerp (Antwerpen, Anvers), charleroi"),
        ("file,kind\na.txt,talk\n", "transcripts.csv:2: Unknown kind: talk", "focus-group"),
        ("file,region\na.txt,antwerp\na.txt,charleroi\n", "named a second time", ""),
        ("file,region\n,antwerp\n", "names no file", ""),
        ("file,region\na.txt\n", "1 cell for 2 columns", ""),
        ("file,part,kind\na.txt,1,interview\n", "kind belongs to a file, not to a part", "names no part"),
        ("file,part,region\na.txt,1,antwerp\na.txt,1,charleroi\n", "part 1 of a.txt is named a second time", "one row"),
    ],
)
def test_a_transcripts_csv_that_cannot_be_understood_stops_everything(tmp_path: Path, sheet: str, why: str, hint: str) -> None:
    folder = tmp_path / "in"
    file(folder, "a.txt")
    (folder / "transcripts.csv").write_text(sheet, encoding="utf-8")
    with project(tmp_path) as store:
        before = state(store)
        with pytest.raises(QualcodeError) as refused:
            bring(store, folder)
        assert why in refused.value.message
        assert hint in refused.value.hint
        assert state(store) == before


def test_names_are_found_however_the_system_writes_accents(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, unicodedata.normalize("NFD", "interview été.txt"))
    (folder / "transcripts.csv").write_text(unicodedata.normalize("NFC", "file,region\ninterview été.txt,antwerp\n"), encoding="utf-8")
    with project(tmp_path) as store:
        outcome = bring(store, folder)
        assert variables(store) == {"interview-ete": {"region": "antwerp"}}
        assert not outcome.notes


def test_a_row_for_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, "a.txt")
    (folder / "transcripts.csv").write_text("file,region\nb.txt,antwerp\n", encoding="utf-8")
    with project(tmp_path) as store:
        outcome = bring(store, folder)
        assert "b.txt is not in this folder" in [note.message for note in outcome.notes]


def test_of_a_folder_the_good_files_are_in_and_the_bad_ones_listed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, "a.txt")
    file(folder, "README.md", "about")
    file(folder, "notes.ppt", "x")
    file(folder, ".hidden.txt")
    (folder / "broken.docx").write_bytes(b"no zip file at all")
    (folder / "empty.txt").touch()
    (folder / "deeper").mkdir()
    file(folder, "z.txt", FRENCH)
    with project(tmp_path) as store:
        outcome = bring(store, folder)
        assert transcripts.slugs(store) == ["a", "z"] == [arrival.id for arrival in outcome.arrived]
        assert [problem.where.rpartition("/")[2] for problem in outcome.failed] == ["broken.docx", "empty.txt"]
        assert [problem.where.rpartition("/")[2] for problem in outcome.skipped] == ["README.md", "notes.ppt"]
        assert len(history.events(store)) == 2 + 2
        assert not any(checking.check(store).values())


def test_the_same_content_is_known_by_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    with project(tmp_path) as store:
        bring(store, file(folder, "a.txt"))
        before = state(store)
        outcome = bring(store, file(folder, "other name.txt"), file(folder, "a.txt"))
        assert [problem.message for problem in outcome.skipped] == ["is in the project already, as a"] * 2
        assert state(store) == before
        twice = bring(store, file(folder, "one.txt", FRENCH), file(folder, "two.txt", FRENCH))
        assert ([arrival.id for arrival in twice.arrived], [problem.message for problem in twice.skipped]) == (
            ["one"],
            ["is in the project already, as one"],
        )


def test_two_files_of_one_name_in_a_folder_are_told_apart_by_a_person(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, "FG1.srt", "1\n00:00:01,000 --> 00:00:02,000\nM: Ja?\n\n2\n00:00:03,000 --> 00:00:04,000\nR1: Nee.\n")
    other = file(folder, "FG1.txt")
    with project(tmp_path) as store:
        (problem,) = bring(store, folder).failed
        assert problem.message == "would be called fg1 as FG1.srt is, which was read just before."
        assert problem.fix == f"If both are the same session, keep one of them out. If not: qualcode import {other} --id fg1-txt"
        bring(store, other, options=ImportOptions(identifier="fg1-txt"))
        assert transcripts.slugs(store) == ["fg1", "fg1-txt"]


def test_another_content_under_a_known_name_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    with project(tmp_path) as store:
        bring(store, file(folder, "a.txt"))
        before = state(store)
        outcome = bring(store, file(folder, "a.txt", FRENCH))
        assert [problem.message for problem in outcome.failed] == ["There is a transcript a already, with another content."]
        assert state(store) == before
        assert not bring(store, file(folder, "a.txt", FRENCH), options=ImportOptions(identifier="a-2")).failed
        assert transcripts.slugs(store) == ["a", "a-2"]


def test_a_dry_run_says_exactly_what_an_import_does_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, "a.txt")
    file(folder, "b.txt")
    file(folder, "c.txt", FRENCH)
    (folder / "d.docx").write_bytes(b"broken")
    with project(tmp_path) as store:
        before = state(store), len(history.events(store))
        told = bring(store, folder, dry_run=True, region="antwerp")
        assert (state(store), len(history.events(store))) == before
        assert not store.in_transaction()
        assert replace(told, previews=[]) == bring(store, folder, region="antwerp")
        assert [preview.file.name for preview in told.previews] == ["a.txt", "b.txt", "c.txt"]
        assert [arrival.id for arrival in told.arrived] == ["a", "c"]
        assert dict(told.arrived[0].variables) == {"region": "antwerp"}


def test_what_is_wrong_with_the_command_stops_before_anything_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    path = file(folder, "a.txt")
    with project(tmp_path) as store:
        with pytest.raises(QualcodeError, match="There is no file or folder"):
            bring(store, path, folder / "none.txt")
        with pytest.raises(QualcodeError, match="Unknown value of region"):
            bring(store, path, region="ghent")
        with pytest.raises(QualcodeError, match="Unknown variable"):
            bring(store, path, regio="x")
        with pytest.raises(QualcodeError, match="--id names one transcript"):
            bring(store, path, file(folder, "b.txt", FRENCH), options=ImportOptions(identifier="x"))
        assert transcripts.slugs(store) == []


@pytest.mark.parametrize("id", ["Fg1", "fg 1", "../fg1", "é", "-fg1"])
def test_an_id_is_a_slug(tmp_path: Path, id: str) -> None:
    with project(tmp_path) as store:
        outcome = bring(store, file(tmp_path / "in", "a.txt"), options=ImportOptions(identifier=id))
        assert [f"{id} makes no id." == problem.message for problem in outcome.failed] == [True]


def test_a_file_imported_again_with_other_speakers_is_read_anew(tmp_path: Path) -> None:
    path = file(tmp_path / "in", "a.txt")
    with project(tmp_path) as store:
        bring(store, path)
        first = state(store)
        history.undo(store, anna(store).guid)
        bring(store, path, options=ImportOptions(moderators=("R1",), aliases={"R2": "R1"}))
        assert transcripts.participant(store, "a", "R1").role == "moderator"
        assert transcripts.speakers(store) == {"Moderator", "R1"}
        history.undo(store, anna(store).guid)
        bring(store, path)
        assert state(store) == first
        assert not any(checking.check(store).values())


def test_parts_of_a_file_whose_names_make_the_same_id_get_ids_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "answers.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("Naam", "Wat denkt u over het beroepsgeheim?"), ("2", "Heilig."), ("漢字", "Dat hangt ervan af."), ("R2", "Nodig.")):
        book.active.append(row)
    book.save(path)
    with project(tmp_path / "p") as store:
        outcome = bring(store, path)
        assert not outcome.failed
        assert [arrival.id for arrival in outcome.arrived] == ["answers-2", "answers-2-2", "answers-r2"]
        assert transcripts.known_file(store, hashlib.sha256(path.read_bytes()).hexdigest()) == [
            "answers-2",
            "answers-2-2",
            "answers-r2",
        ]


def test_progress_is_told_for_each_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, "a.txt")
    file(folder, "b.txt", FRENCH)
    steps: list[tuple[int, int, str]] = []
    with project(tmp_path) as store:
        importing.run(store, anna(store), [folder], ImportOptions(), progress=lambda done, total, what: steps.append((done, total, what)))
    assert steps == [(0, 2, "a.txt"), (1, 2, "b.txt"), (2, 2, "")]


def test_languages_that_a_file_says_come_in_as_they_are_and_those_of_no_study_are_told(tmp_path: Path) -> None:
    said = '<u who="#R1" xml:lang="fr">Ja, dat is zo voor ons.</u><u who="#R2" xml:lang="ar">Kif kif.</u><u who="#R3">Dat is voor mij hetzelfde.</u>'
    path = file(tmp_path, "fg1.xml", f"<TEI><text><body>{said}</body></text></TEI>")
    with project(tmp_path / "p") as store:
        notes = [str(note) for note in bring(store, path).notes]
        assert [turn.language for turn in transcripts.turns(store, "fg1")] == ["fr", "ar", "nl"]
    assert "fg1.xml: Languages that the file says are kept, of 2 of 3 turns." in notes
    assert "fg1.xml: Turns in languages that study.toml does not declare: ar (1)." in notes


def test_variables_of_speakers_that_a_table_says_come_in_with_them(tmp_path: Path) -> None:
    rows = "spreker;arrondissement;secteur;tekst\nR1;Gand;soins;Ja.\nR2;Gand;Justice;Nee.\nR1;;;Wel.\nR2;;;Toch.\nR3;;kunst;Mm.\n"
    with project(tmp_path / "p") as store:
        outcome = bring(store, file(tmp_path, "fg1.csv", rows.replace("Gand", "Anvers")))
        people = {one.label: dict(one.variables) for one in transcripts.participants(store, "fg1")}
        assert variables(store) == {"fg1": {"region": "antwerp"}}
    assert people == {"R1": {"sector": "care"}, "R2": {"sector": "justice"}, "R3": {}}
    assert [(problem.where, problem.message) for problem in outcome.problems] == [
        ("fg1.csv, speaker R3", "secteur is not taken as a variable: Unknown value of sector: kunst")
    ]


def test_what_stands_beside_transcripts_is_none_also_when_it_is_named(tmp_path: Path) -> None:
    path = file(tmp_path, "transcripts.csv", "file,region\n")
    with project(tmp_path / "p") as store:
        outcome = bring(store, path)
    assert [str(skipped) for skipped in outcome.skipped] == [f"{path}: is not a transcript by its name"]
    assert not outcome.arrived


def test_links_that_lead_out_of_a_folder_are_left_aside_and_others_followed(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(FRENCH, encoding="utf-8")
    file(folder, "fg1.txt")
    (folder / "out.txt").symlink_to("../secret.txt")
    (folder / "absolute.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "round.txt").symlink_to("round.txt")
    (folder / "same.txt").symlink_to("fg1.txt")
    with project(tmp_path / "study") as store:
        outcome = bring(store, folder)
        assert [arrival.id for arrival in outcome.arrived] == ["fg1"]
        told = {Path(problem.where).name: problem.message for problem in (*outcome.skipped, *outcome.failed)}
        assert told == {
            "absolute.txt": "is a link that leads out of the folder",
            "out.txt": "is a link that leads out of the folder",
            "round.txt": "cannot be opened: Too many levels of symbolic links.",
            "same.txt": "is in the project already, as fg1",
        }
        assert [arrival.id for arrival in bring(store, folder / "out.txt").arrived] == ["out"], "who names a link means what it leads to"


@pytest.mark.parametrize(
    ("name", "id", "kept"),
    [
        ("a\nError: all\tlost\x1b[31m\u202e.txt", "a-error-all-lost-31m", "a Error: all lost[31m.txt"),
        ("Con.txt", "con-file", "Con.txt"),
        (os.fsdecode(b"groep \xff\xe9.txt"), "groep", "groep .txt"),
        (f"{'lang' * 60}.txt", "lang" * 60, f"{'lang' * 60}.txt"),
        ("-rf =1+1.txt", "rf-1-1", "-rf =1+1.txt"),
    ],
)
def test_strange_names_of_files_are_kept_on_one_line(tmp_path: Path, name: str, id: str, kept: str) -> None:
    (tmp_path / "given").mkdir()
    file(tmp_path / "given", name)
    with project(tmp_path / "study") as store:
        outcome = bring(store, tmp_path / "given")
        assert [arrival.id for arrival in outcome.arrived] == [id]
        assert [transcript.file_name for transcript in transcripts.all_of(store)] == [kept]
        assert all("\n" not in str(problem) for problem in (*outcome.notes, *outcome.problems))
        assert history.events(store)[0].command == f"import {kept}"
        assert originals.originals(store, id, tmp_path / "given")[0].state == "there"
        assert not any(checking.check(store).values())


PARTS = f"Focusgroep 1\n\n{DUTCH}\nFocusgroep 2 - Charleroi\n\n{FRENCH}"


def test_the_transcripts_of_one_file_have_ids_and_variables_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, "alles.txt", PARTS)
    rows = "alles.txt,,,,,care", "alles.txt,Focusgroep 1,,,antwerp,", "alles.txt,2,,fr,charleroi,justice", "alles.txt,2,R2,,,care"
    (folder / "transcripts.csv").write_text("file,part,speaker,id,region,sector\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with project(tmp_path) as store:
        outcome = bring(store, folder)
        assert not outcome.failed
        assert not outcome.problems
        assert variables(store) == {
            "alles-focusgroep-1": {"region": "antwerp", "sector": "care"},
            "fr": {"region": "charleroi", "sector": "justice"},
        }
        people = {one.label: dict(one.variables) for one in transcripts.participants(store, "fr")}
        assert people["R2"] == {"sector": "care"}
        assert people["R1"] == {}
        assert [turn.language for turn in transcripts.turns(store, "fr")] == ["fr", "fr", "fr"]
        assert not any(checking.check(store).values())
        assert "is in the project already, as alles-focusgroep-1, fr" in [problem.message for problem in bring(store, folder).skipped]


def test_parts_and_speakers_that_a_file_does_not_have_are_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    file(folder, "alles.txt", PARTS)
    rows = "alles.txt,Focusgroep 3,,antwerp", "alles.txt,,R9,antwerp", "alles.txt,1,R8,antwerp"
    (folder / "transcripts.csv").write_text("file,part,speaker,region\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with project(tmp_path) as store:
        assert [problem.message for problem in bring(store, folder).problems] == [
            "part Focusgroep 3 is not in this file",
            "speaker R9 is not in this file",
            "speaker R8 is not in this part",
        ]
