"""What is written of cases in the framework matrix, and translations of quotations."""

from __future__ import annotations

from pathlib import Path

from qualcode.model import Selection
from qualcode.store import checking, codings, history, summaries, translations
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.store.summaries import NOTHING, Evidence
from tests.store.projects import anna, code, coded, guid, project
from tests.store.test_together import GROUP, turn

CARE = {"region": "antwerp", "sector": "care"}


def there(store: Store, *by: str) -> dict[tuple[tuple[str | None, ...], str], Evidence]:
    return summaries.evidence(store, Selection(), codings.layer(store, "anna"), by)


def write(store: Store, text: str, evidence: Evidence, case: dict[str, str] | None = None) -> bool:
    with change(store, "summaries write", coder=anna(store).guid) as made:
        return summaries.put(made, guid("coop"), case or CARE, text, layer="anna", evidence=evidence)


def test_a_case_has_the_codings_of_a_code_and_those_below_it_once(tmp_path: Path) -> None:
    """R1 (care) has secrecy and linking on turn 2, R2 (justice) secrecy on turn 3, the moderator what counts not."""
    with project(tmp_path, GROUP) as store:
        (first,) = code(store, turn(2, "coop.secrecy"))
        (second,) = code(store, coded(GROUP, "coop.linking", "vertrouwen"))
        (third,) = code(store, turn(3, "coop.secrecy"))
        code(store, turn(1, "coop.secrecy"))
        found = {place: each.codings for place, each in there(store, "sector").items()}
        assert found[("care",), "coop"] == (first, second)
        assert found[("care",), "coop.secrecy"] == (first,)
        assert found[("justice",), "coop"] == (third,)


def test_the_basis_changes_with_the_codings_and_comes_back_with_them(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        code(store, turn(2, "coop.secrecy"))
        before = there(store, "sector")[("care",), "coop"].basis
        code(store, turn(3, "coop.secrecy"))
        assert there(store, "sector")[("care",), "coop"].basis == before
        code(store, turn(4, "coop.linking"))
        assert there(store, "sector")[("care",), "coop"].basis != before
        history.undo(store, anna(store).guid)
        assert there(store, "sector")[("care",), "coop"].basis == before


def test_a_summary_is_kept_changed_taken_away_and_undone(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        assert write(store, "Ça marche", Evidence(("x",), "b1"))
        assert not write(store, "Ça marche", Evidence(("x",), "b1"))
        (kept,) = summaries.all_of(store)
        assert (kept.code, kept.layer, kept.case, kept.text, kept.basis) == ("coop", "anna", CARE, "Ça marche", "b1")
        assert write(store, "Anders", NOTHING, {"sector": "care", "region": "antwerp"})
        assert [each.text for each in summaries.all_of(store)] == ["Anders"]
        assert write(store, "", NOTHING)
        assert summaries.all_of(store) == []
        history.undo(store, anna(store).guid)
        assert [each.text for each in summaries.all_of(store)] == ["Anders"]
        assert not any(checking.check(store).values())


def test_a_case_that_is_a_transcript_keeps_to_it_whatever_its_id_becomes(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        write(store, "Een groep", NOTHING, {"transcript": "fg1"})
        write(store, "Een spreker", NOTHING, {"speaker": "fg1/R1"})
        transcript = store.value("SELECT guid FROM transcript")
        with change(store, "rename", coder=anna(store).guid) as made:
            made.set("transcript", transcript, "slug", "eerste-groep")
        assert [dict(each.case) for each in summaries.all_of(store)] == [{"speaker": "eerste-groep/R1"}, {"transcript": "eerste-groep"}]


def test_a_translation_goes_with_the_coding_that_takes_its_place(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        (first,) = code(store, turn(2, "coop.secrecy"))
        (other,) = code(store, turn(3, "coop.secrecy"))
        with change(store, "translations write", coder=anna(store).guid) as made:
            assert translations.put(made, first, "fr", "Sans confiance")
            assert not translations.put(made, other, "fr", "")
        (new,) = code(store, turn(2, "coop.linking"))
        (elsewhere,) = code(store, turn(4, "coop.linking"))
        with change(store, "codebook join", coder=anna(store).guid) as made:
            made.set("coding", new, "replaces", first)
            made.set("coding", elsewhere, "replaces", first)
        assert translations.all_of(store) == {first: {"fr": "Sans confiance"}, new: {"fr": "Sans confiance"}}
        assert not any(checking.check(store).values())
