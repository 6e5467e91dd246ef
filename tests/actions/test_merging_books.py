"""Codebooks and study.toml of copies brought together: what each has changed comes in, and what they do not agree on is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qualcode.actions import changing_codebooks
from qualcode.actions.describing_codes import Said as Described
from qualcode.errors import QualcodeError
from qualcode.model import Codebook
from qualcode.store import codes, database
from qualcode.store.changes import change
from tests.actions.books import path_of, take_out
from tests.actions.copies import answered, at_work, held, lay_out, merge, questions, there
from tests.store.projects import SCRIPT, bram, code, coded


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of one project."""
    ours, theirs = lay_out(tmp_path, "ours", "theirs")
    return ours, theirs


def say(folder: Path, id: str, **texts: tuple[str, ...]) -> None:
    with at_work(folder) as (store, coder):
        changing_codebooks.edit(store, coder, id, Described(**texts))  # type: ignore[arg-type]


def book_of(folder: Path) -> Codebook:
    """The codebook in use, once its file is proved to say the same."""
    with database.opened(folder) as store:
        loaded = codes.loaded(store)
        assert loaded is not None
        assert codes.hash_of(path_of(folder).read_text(encoding="utf-8")) == loaded[0]
        return codes.book(store)


def test_the_codebook_gets_what_both_have_changed(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    say(ours, "coop.secrecy", definition=("nl=Zwijgen",))
    say(theirs, "coop.secrecy", definition=("fr=Se taire",))
    with at_work(theirs) as (store, coder):
        changing_codebooks.add(store, coder, "money.debt", Described(label=("nl=Schuld",)), under="money")
        (guid,) = code(store, coded(SCRIPT, "money.debt", "Zonder vertrouwen"))
    assert merge(ours, theirs).codebook
    book = book_of(ours)
    secrecy = book.code("coop.secrecy")
    assert secrecy is not None
    assert dict(secrecy.definition) == {"nl": "Zwijgen", "fr": "Se taire"}
    assert there(ours)[guid][0] == "money.debt"
    assert questions(ours) == []
    assert "# Of the team in Antwerp" in path_of(ours).read_text(encoding="utf-8")
    merge(theirs, ours)
    assert held(theirs) == held(ours)


@pytest.mark.parametrize(("choice", "said"), [("anna", "Dit"), ("bram", "Dat"), ("base", "Zwijgplicht en toestemming.")])
def test_a_conflicting_definition_is_not_lost(choice: str, said: str, copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    say(ours, "coop.secrecy", definition=("nl=Dit",))
    with at_work(theirs) as (store, _):
        changing_codebooks.edit(store, bram(store), "coop.secrecy", Described(definition=("nl=Dat",)))
    merge(ours, theirs)
    merge(theirs, ours)
    assert held(ours) == held(theirs)
    (question,) = questions(ours)
    assert dict(question.choices) == {"base": "Zwijgplicht en toestemming.", "anna": "Dit", "bram": "Dat"}
    # Until somebody decides, what both come from holds; what was not asked about goes on.
    say(ours, "money", definition=("nl=Euro",))
    answered(ours, choice)
    secrecy, money = book_of(ours).code("coop.secrecy"), book_of(ours).code("money")
    assert secrecy is not None
    assert money is not None
    assert (secrecy.definition["nl"], money.definition["nl"]) == (said, "Euro")
    merge(theirs, ours)
    assert questions(theirs) == []
    assert held(ours) == held(theirs)


def test_who_has_not_changed_a_definition_is_no_answer_to_a_question_about_it(tmp_path: Path) -> None:
    ours, theirs, third = lay_out(tmp_path, "ours", "theirs", "third")
    say(ours, "money", definition=("nl=Dit",))
    with at_work(theirs) as (store, _):
        changing_codebooks.edit(store, bram(store), "money", Described(definition=("nl=Dat",)))
    say(third, "coop.law", definition=("nl=De wet",))
    merge(ours, theirs, third)
    (question,) = questions(ours)
    assert dict(question.choices) == {"base": "", "anna": "Dit", "bram": "Dat"}


@pytest.mark.parametrize("edited", [True, False])
@pytest.mark.parametrize(("choice", "status"), [("keep", "active"), ("retire", "retired")])
def test_a_code_that_one_has_removed_and_another_coded_with_stays_and_is_asked_about(
    choice: str, status: str, edited: bool, copies: tuple[Path, Path]
) -> None:
    ours, theirs = copies
    take_out(ours, "coop.law.old")
    if edited:
        say(ours, "money", definition=("nl=Euro",))
    with at_work(theirs) as (store, _):
        (guid,) = code(store, coded(SCRIPT, "coop.law.old", "Zonder vertrouwen"))
    merge(ours, theirs)
    merge(theirs, ours)
    assert held(ours) == held(theirs)
    assert there(ours)[guid][0] == "coop.law.old"
    (question,) = questions(ours)
    assert question.what == "coded"
    answered(ours, choice)
    left = book_of(ours).code("coop.law.old")
    assert left is not None
    assert left.status == status
    assert there(ours)[guid][0] == "coop.law.old"
    merge(theirs, ours)
    assert questions(theirs) == []
    assert held(ours) == held(theirs)


@pytest.mark.parametrize("choice", ["join", "apart"])
@pytest.mark.parametrize(("one", "other"), [("Samenwerking", "samenwerking"), ("samenwerking", "samenwerking")])
def test_codes_whose_ids_differ_by_case_only_or_not_at_all_are_asked_about(
    one: str, other: str, choice: str, copies: tuple[Path, Path]
) -> None:
    guids = []
    for folder, id in zip(copies, (one, other), strict=True):
        with at_work(folder) as (store, coder):
            changing_codebooks.add(store, coder, id, Described(label=("nl=Samen werken",)))
            guids += code(store, coded(SCRIPT, id, "Zonder vertrouwen"))
    ours, theirs = copies
    merge(ours, theirs)
    merge(theirs, ours)
    assert held(ours) == held(theirs)
    (question,) = questions(ours)
    assert question.what == "alike"
    assert len({there(ours)[guid][0] for guid in guids}) == 2
    answered(ours, choice)
    assert held(ours)
    left = {coding for coding, _ in there(ours).values()} & {one, other}
    assert len(left) >= 1
    merge(theirs, ours)
    assert questions(theirs) == []
    assert held(ours) == held(theirs)


def test_a_codebook_comes_to_a_project_that_has_none(tmp_path: Path) -> None:
    from qualcode.actions import initialising
    from qualcode.store import coders

    (theirs,) = lay_out(tmp_path, "theirs")
    ours = tmp_path / "new"
    initialising.run(ours)
    with database.opened(ours, write=True) as store, change(store, "coders add", coder=coders.guid_of("anna")) as made:
        coders.add(made, "anna", "Coder A", "nl", {})
    merge(ours, theirs)
    assert book_of(ours) == book_of(theirs)
    assert there(ours) == there(theirs)


def test_a_codebook_file_that_was_changed_meanwhile_is_left_alone(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    say(theirs, "money", definition=("nl=Euro",))
    path_of(ours).write_text(path_of(ours).read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = (held(ours), path_of(ours).read_bytes())
    with pytest.raises(QualcodeError, match="has been changed since it was loaded"):
        merge(ours, theirs)
    shutil.rmtree(ours / "backups", ignore_errors=True)
    assert (held(ours), path_of(ours).read_bytes()) == before


# --- study.toml -------------------------------------------------------------------------------------------------------------------------


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_study_gets_what_both_have_changed(copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    rewrite(ours, 'name = "A small study"', 'name = "A larger study"')
    rewrite(theirs, "values.care =", 'values.police = { nl = "Politie", fr = "Police" }\nvalues.care =')
    assert merge(ours, theirs).study
    text = (ours / "study.toml").read_text(encoding="utf-8")
    assert "A larger study" in text
    assert "values.police" in text
    assert merge(ours, theirs).nothing
    merge(theirs, ours)
    assert (theirs / "study.toml").read_text(encoding="utf-8") == text
    assert questions(ours) == []


def test_what_a_merge_writes_into_the_study_is_not_entered_as_what_a_person_wrote(copies: tuple[Path, Path]) -> None:
    """Also when nothing else came: the text is entered with the merge, so that the next one does not take it for somebody's."""
    ours, theirs = copies
    rewrite(ours, "A small study", "A larger study")
    rewrite(theirs, "values.care =", 'values.police = { nl = "Politie", fr = "Police" }\nvalues.care =')
    merge(ours, theirs)
    with at_work(theirs) as (store, _):
        code(store, coded(SCRIPT, "coop.law", "Ja"))
    merge(ours, theirs)
    with database.opened(ours) as store:
        entered = [row["command"] for row in store.rows("SELECT command FROM event WHERE command = 'study.toml'")]
    assert len(entered) == 2


@pytest.mark.parametrize("which", [0, 1])
def test_a_study_that_both_have_changed_otherwise_is_asked_about(which: int, copies: tuple[Path, Path]) -> None:
    ours, theirs = copies
    for folder in copies:
        rewrite(folder, "A small study", f"The study of {folder.name}")
    merge(ours, theirs)
    merge(theirs, ours)
    texts = [(folder / "study.toml").read_text(encoding="utf-8") for folder in copies]
    assert texts[0] == texts[1]
    # Working on does not answer it.
    for folder in copies:
        with at_work(folder) as (store, _):
            code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen"))
    merge(ours, theirs)
    merge(theirs, ours)
    assert questions(theirs) == questions(ours)
    (question,) = questions(ours)
    name, text = question.choices[which]
    answered(ours, name)
    assert (ours / "study.toml").read_text(encoding="utf-8") == text
    merge(theirs, ours)
    assert (theirs / "study.toml").read_text(encoding="utf-8") == text
    assert questions(theirs) == []
