"""The codebook changes: suggestions follow their code, or say that they are of another time."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import changing_codebooks, joining_codes, suggesting
from qualcode.actions.describing_codes import Said
from qualcode.cli import suggestion_queue
from qualcode.model import Selection, Suggestion
from qualcode.store import history, suggestions
from qualcode.store.database import Store
from tests.actions.books import with_book
from tests.store.projects import SCRIPT, anna, code, coded, place

SECRECY = "coop.secrecy"


def suggest(store: Store, *made: tuple[str, str], suggester: str = "keywords") -> None:
    """Have codes suggested on words."""
    found = [Suggestion("fg1", 1, *place(SCRIPT, words), code, 0.5, words, suggester) for code, words in made]
    suggestions.replace(store, suggester, suggestions.units(store, Selection()), found)


def stale(store: Store) -> dict[tuple[str, str], bool]:
    """Of what waits for anna, by code and words, what is of another time."""
    return {(one.code, one.quotation): one.stale for one in suggestions.waiting(store, anna(store))}


def notes(store: Store) -> tuple[str, ...]:
    """What stands under the list of what waits."""
    return suggestion_queue.table(store, anna(store), Selection()).notes


def test_a_code_that_is_renamed_keeps_its_suggestions_and_decisions(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        suggest(store, (SECRECY, "heilig"), (SECRECY, "geheim"))
        suggesting.reject(store, anna(store), [suggestions.waiting(store, anna(store))[0].id])
        changing_codebooks.rename(store, anna(store), SECRECY, "coop.silence")
        assert stale(store) == {("coop.silence", "heilig"): False} or stale(store) == {("coop.silence", "geheim"): False}
        assert notes(store) == ()


@pytest.mark.parametrize(("suggester", "outdated"), [("keywords", False), ("learned", True)])
def test_who_reads_the_definition_is_outdated_by_another_one(suggester: str, outdated: bool, tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        suggest(store, (SECRECY, "heilig"), ("money", "hulp"), suggester=suggester)
        changing_codebooks.edit(store, anna(store), SECRECY, Said(definition=("nl=Wat men niet zegt.",)))
        assert stale(store) == {(SECRECY, "heilig"): outdated, ("money", "hulp"): False}
        assert [("than the codebook has now" in note) for note in notes(store)] == [True] * outdated
        suggest(store, (SECRECY, "heilig"), suggester=suggester)
        assert stale(store) == {(SECRECY, "heilig"): False}


def test_a_code_that_is_split_and_stays_has_outdated_suggestions(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        suggest(store, (SECRECY, "heilig"), ("money", "hulp"))
        joining_codes.split(
            store, anna(store), SECRECY, [SECRECY, "coop.silence"], {"coop.silence": Said(label=("nl=Zwijgen",))}, dry_run=True
        )
        assert stale(store) == {(SECRECY, "heilig"): False, ("money", "hulp"): False}
        joining_codes.split(store, anna(store), SECRECY, [SECRECY, "coop.silence"], {"coop.silence": Said(label=("nl=Zwijgen",))})
        assert stale(store) == {(SECRECY, "heilig"): True, ("money", "hulp"): False}


def test_those_of_a_code_that_went_are_told_of_and_wait_again_once_it_is_back(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        suggest(store, (SECRECY, "heilig"), (SECRECY, "geheim"), ("money", "hulp"))
        new = {name: Said(label=(f"nl={name}",)) for name in ("a", "b")}
        joining_codes.split(store, anna(store), SECRECY, ["a", "b"], new)
        changing_codebooks.retire(store, anna(store), "money")
        assert stale(store) == {}
        assert notes(store) == (
            "3 suggestions wait no more, as codes were retired, split or taken out: coop.secrecy (2), money (1). qualcode suggest makes others.",
        )
        history.undo(store, anna(store).guid)
        assert set(stale(store)) == {("money", "hulp")}
        history.undo(store, anna(store).guid)
        assert set(stale(store)) == {(SECRECY, "heilig"), (SECRECY, "geheim"), ("money", "hulp")}
        assert not any("wait no more" in note for note in notes(store))


@pytest.mark.parametrize(("keyword", "waits"), [("nl=vertrouwen", {(SECRECY, "Zonder vertrouwen geen hulp."): False}), ("nl=zwijgen", {})])
def test_outdated_ones_on_what_is_coded_by_now_are_made_anew_too(keyword: str, waits: dict[tuple[str, str], bool], tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        suggest(store, (SECRECY, "Zonder vertrouwen geen hulp."))
        code(store, coded(SCRIPT, "money", "geen hulp"))
        suggesting.suggest(store, anna(store), Selection(), suggesting.Wish("keywords"))
        assert stale(store) == {(SECRECY, "Zonder vertrouwen geen hulp."): False}
        changing_codebooks.edit(store, anna(store), SECRECY, Said(keyword=(keyword,)))
        suggesting.suggest(store, anna(store), Selection(), suggesting.Wish("keywords"))
        assert stale(store) == waits
