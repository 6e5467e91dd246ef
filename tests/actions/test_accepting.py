"""How suggestions were answered: by code, suggester, coder and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import accepting, adjudicating, asking, suggesting
from qualcode.actions.adjudicating import Decision
from qualcode.actions.asking import Question
from qualcode.actions.comparing import compare
from qualcode.actions.suggesting import Wish
from qualcode.errors import QualcodeError
from qualcode.model import Selection
from qualcode.store import coders, compared, history
from qualcode.store.changes import change
from qualcode.store.database import Store
from tests.actions.test_suggesting import suggested
from tests.store.projects import SCRIPT, Said, Script, anna, bram, code, coded, project

MORE = Script("in1", tuple(Said("R9", text, "nl") for text in ["Zonder vertrouwen geen hulp."] * 4))


def counts(store: Store, *by: str, selection: Selection = Selection()) -> dict[tuple[object, ...], tuple[object, ...]]:
    """The counts by cell: decided, accepted, elsewhere, other code, rejected, never, share."""
    rows = accepting.acceptance(store, selection, by).rows
    at = len(by) or 4
    return {row[:at]: row[at:] for row in rows}


def answered(store: Store) -> None:
    """anna takes one as it is, one on other words, one with another code; rejects one, bars one; bram accepts one."""
    first, second, third, *others = suggested(store)
    suggesting.accept(store, bram(store), [first.id])
    suggesting.accept(store, anna(store), [first.id])
    suggesting.instead(store, anna(store), third.id, third.code, (third.start, third.end - 1))
    suggesting.instead(store, anna(store), second.id, "secrecy", (second.start, second.end))
    suggesting.reject(store, anna(store), [others[0].id])
    suggesting.reject(store, anna(store), [others[1].id], never=True)


def test_every_answer_is_counted_where_it_belongs(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, MORE) as store:
        assert counts(store) == {}
        answered(store)
        assert counts(store) == {
            ("keywords", "secrecy", "anna", "fr"): (1, 1, 1, 0, 0, 0, None),
            ("keywords", "secrecy", "anna", "nl"): (1, 1, 0, 0, 0, 0, None),
            ("keywords", "secrecy", "bram", "nl"): (1, 1, 0, 0, 0, 0, None),
            ("keywords", "trust", "anna", "nl"): (3, 0, 0, 1, 1, 1, None),
        }
        assert counts(store, "suggester") == {("keywords",): (6, 3, 1, 1, 1, 1, 0.5)}
        assert counts(store, "coder") == {("anna",): (5, 2, 1, 1, 1, 1, 0.4), ("bram",): (1, 1, 0, 0, 0, 0, None)}
        assert counts(store, "coder", selection=Selection(codes=("secrecy",), languages=("fr",))) == {("anna",): (1, 1, 1, 0, 0, 0, None)}
        history.undo(store, anna(store).guid)
        assert counts(store, "suggester") == {("keywords",): (5, 3, 1, 1, 1, 0, 0.6)}


def test_of_one_that_two_suggesters_made_both_are_told(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        first, *_ = suggested(store)
        (again,) = [one for one in suggesting.suggest(store, anna(store), Selection(), Wish("learned", least=0.0)) if one.id == first.id]
        suggesting.accept(store, anna(store), [again.id])
        assert set(counts(store, "suggester")) == {("keywords",), ("learned",)}
        assert counts(store, "code") == {("secrecy",): (1, 1, 0, 0, 0, 0, None)}


def test_dimensions_that_there_are_not_are_told(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        with pytest.raises(QualcodeError, match="Unknown dimension of answers: langage"):
            accepting.acceptance(store, Selection(), ["langage"])
        with pytest.raises(QualcodeError, match="twice"):
            accepting.acceptance(store, Selection(), ["code", "code"])


def test_codes_by_origin_say_how_far_they_rest_on_suggestions(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT, MORE) as store:
        found = suggested(store)
        code(store, coded(SCRIPT, "trust", "Zonder vertrouwen"), coded(SCRIPT, "secrecy", "Oui"))
        question = Question(layer="anna")
        assert "No coding came from a suggestion." in asking.compare(store, question, ("origin",)).notes
        suggesting.accept(store, anna(store), [one.id for one in found if one.transcript == "in1"])
        table = asking.compare(store, question, ("origin",))
        assert [
            (row[table.index("code")], row[table.index("origin")], row[table.index("segments")])
            for row in table.rows
            if row[table.index("segments")]
        ] == [
            ("secrecy", "manual", 1),
            ("trust", "manual", 1),
            ("trust", "suggested", 4),
        ]
        assert "4 of 6 codings (67%) were accepted from suggestions." in table.notes
        assert any("came from suggestions: trust (4 of 5)." in note for note in table.notes)
        assert not any("suggestion" in note for note in asking.compare(store, question, ("region",)).notes)


def test_the_consensus_by_origin_says_what_was_agreed_and_what_rests_on_suggestions(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        found = suggested(store)
        suggesting.accept(store, anna(store), [found[0].id])
        first = compared.own(store)[0]
        same = coded(SCRIPT, first.code, first.quotation)
        code(store, same, coded(SCRIPT, "secrecy", "Oui"), coder=bram(store))
        with change(store, "finish") as made:
            for coder in (anna(store), bram(store)):
                coders.assign(made, coder, SCRIPT.id, "finished")
        comparison = compare(store)
        adjudicating.take_agreed(store, anna(store), comparison)
        adjudicating.decide(store, anna(store), comparison, [(spot, Decision("bram")) for spot in comparison.open], command="adjudicate")
        table = asking.compare(store, Question(), ("origin",))
        rows = [(row[table.index("code")], row[table.index("origin")]) for row in table.rows if row[table.index("segments")]]
        assert sorted(rows) == [("secrecy", "adjudicated"), (first.code, "agreed")]
        assert "1 of 2 codings (50%) rest on codings that were accepted from suggestions." in table.notes
        dutch = asking.compare(store, Question(label_language="nl"), ("origin",))
        assert dutch.columns[dutch.index("origin")].labels["adjudicated"] == "beslecht"
