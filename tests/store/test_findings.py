"""What the study says, what carries it, and what sessions think of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qualcode.conclusions import Judged, Verdict
from qualcode.errors import QualcodeError
from qualcode.store import checking, findings, history
from qualcode.store.changes import Change, change
from qualcode.store.database import Store
from tests.store.projects import anna, code, guid, project, remove
from tests.store.test_together import GROUP, turn

CARE = {"sector": "care"}


@contextmanager
def stated(store: Store) -> Iterator[Change]:
    with change(store, "findings", coder=anna(store).guid) as made:
        yield made


def enter(store: Store, id: str, **texts: str) -> str:
    with stated(store) as made:
        finding = findings.add(made, id)
        for language, text in texts.items():
            findings.say(made, finding, language, text)
    return finding


def judge(store: Store, finding: str, verdict: Verdict, side: dict[str, str] | None = None) -> None:
    with stated(store) as made:
        group = store.value("SELECT guid FROM transcript")
        findings.judge(made, finding, group, side or {}, verdict, note="zo gezegd")


def test_a_finding_has_its_texts_codes_codings_and_verdicts(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        (coding,) = code(store, turn(2, "coop.secrecy"))
        finding = enter(store, "1", nl="Zwijgen.", fr="Se taire.")
        with stated(store) as made:
            assert findings.link(made, finding, "code", guid("coop.secrecy"))
            assert findings.link(made, finding, "code", guid("coop"))
            assert findings.link(made, finding, "coding", coding)
            assert not findings.link(made, finding, "coding", coding)
        judge(store, finding, "qualified", CARE)
        judge(store, finding, "confirmed")
        (kept,) = findings.all_of(store)
        assert (kept.id, kept.text, kept.codes, kept.codings) == (
            "1",
            {"fr": "Se taire.", "nl": "Zwijgen."},
            ("coop", "coop.secrecy"),
            (coding,),
        )
        assert kept.verdicts == (Judged("fg1", {}, "confirmed", "zo gezegd"), Judged("fg1", CARE, "qualified", "zo gezegd"))
        assert not any(checking.check(store).values())


def test_what_carries_a_finding_goes_with_what_is_removed_and_comes_back(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        (coding,) = code(store, turn(2, "coop.secrecy"))
        finding = enter(store, "1", nl="Zwijgen.")
        with stated(store) as made:
            findings.link(made, finding, "coding", coding)
        judge(store, finding, "confirmed")
        remove(store, "fg1")
        (kept,) = findings.all_of(store)
        assert (kept.codings, kept.verdicts) == ((), ())
        history.undo(store, anna(store).guid)
        (kept,) = findings.all_of(store)
        assert (kept.codings, len(kept.verdicts)) == ((coding,), 1)


def test_a_text_changed_after_the_first_verdict_is_remembered(tmp_path: Path) -> None:
    with project(tmp_path, GROUP) as store:
        finding = enter(store, "1", nl="Eerst.")
        with stated(store) as made:
            findings.say(made, finding, "nl", "Zwijgen is nodig.")
        judge(store, finding, "contested")
        assert findings.get(store, "1").before == {}
        with stated(store) as made:
            findings.say(made, finding, "nl", "Zwijgen is soms nodig.")
            findings.say(made, finding, "fr", "Se taire est parfois nécessaire.")
        assert findings.get(store, "1").before == {"nl": "Zwijgen is nodig."}
        history.undo(store, anna(store).guid)
        assert findings.get(store, "1").before == {}


def test_findings_stand_in_the_order_of_their_numbers_and_what_is_removed_comes_back_as_it_was(tmp_path: Path) -> None:
    with project(tmp_path) as store:
        for id in ("10", "9", "b", "a2", "a10"):
            enter(store, id, nl=id)
        assert [each.id for each in findings.all_of(store)] == ["9", "10", "a2", "a10", "b"]
        with stated(store) as made:
            made.set("finding", findings.guid_of("9"), "present", 0)
        with pytest.raises(QualcodeError, match="Unknown finding: 9"):
            findings.get(store, "9")
        enter(store, "9")
        assert findings.get(store, "9").text == {"nl": "9"}
