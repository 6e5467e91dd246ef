"""Codes joined and split: where their codings, suggestions and decisions go, and that all of it comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import joining_codes as actions
from qualcode.actions import suggesting
from qualcode.actions.describing_codes import Said
from qualcode.errors import QualcodeError
from qualcode.model import Selection, Suggestion
from qualcode.store import anchors, checking, coders, codes, codings, corrections, history, questions, suggestions
from qualcode.store.changes import change
from qualcode.store.database import Store
from tests.actions.books import TEXT, both, with_book
from tests.store.projects import SCRIPT, Script, anna, bram, code, coded, place, remove
from tests.store.projects import Said as Spoken

SILENCE = Said(label=("nl=Zwijgen", "fr=Silence"))


def join(store: Store, *ids: str, into: str, said: Said = SILENCE, dry_run: bool = False) -> actions.Joined:
    return actions.join(store, anna(store), ids, into, said if codes.book(store).code(into) is None else Said(), dry_run=dry_run)


def held(store: Store) -> list[tuple[str, str, str, str, str, tuple[str, ...]]]:
    """The codings: coder, code, words, note, origin, and the codes that they had."""
    return [(each.coder, each.code, each.quotation, each.note, each.origin, each.was) for each in codings.all_of(store)]


def well(store: Store) -> None:
    """Asserts that every promise holds."""
    assert {promise: problems for promise, problems in checking.check(store).items() if problems} == {}


# --- join -------------------------------------------------------------------------------------------------------------------------------


def test_codings_of_all_coders_and_layers_follow_and_say_what_they_were(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig", "a", stance="pro"), coded(SCRIPT, "money", "Ja"))
        code(store, coded(SCRIPT, "coop.law", "hulp"), coder=bram(store), origin="imported")
        code(store, coded(SCRIPT, "coop.law", "geheim"), coder=bram(store), layer="consensus")
        before = both(store)
        done = join(store, "coop.secrecy", "coop.law", into="silence")
        assert done.by_code == {"coop.secrecy": 1, "coop.law": 2}
        assert (len(done.codings.made), done.codings.replaced, done.codings.joined, done.codings.apart) == (3, 3, 0, ())
        assert held(store) == [
            ("bram", "silence", "geheim", "", "manual", ("coop.law",)),
            ("anna", "silence", "heilig", "a", "manual", ("coop.secrecy",)),
            ("bram", "silence", "hulp", "", "imported", ("coop.law",)),
            ("anna", "money", "Ja", "", "manual", ()),
        ]
        assert codings.layers(store) == {"anna": 2, "bram": 1, "consensus": 1}
        assert [dict(each.attributes) for each in codings.all_of(store)][1] == {"stance": "pro"}
        times = "SELECT DISTINCT time FROM coding WHERE present = {} AND code IN (SELECT id FROM code WHERE slug IN ('silence', 'coop.secrecy', 'coop.law'))"
        assert {row[0] for row in store.rows(times.format(1))} == {row[0] for row in store.rows(times.format(0))}
        well(store)
        after = both(store)
        history.undo(store, anna(store).guid)
        assert both(store) == before
        well(store)
        history.redo(store, anna(store).guid)
        assert both(store) == after
        well(store)


def test_the_file_says_what_became_of_the_codes(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        guid = (codes.get(join(store, "coop.secrecy", "coop.law", into="silence").outcome.after, "silence")).guid
        new = (
            f"\n  - id: silence\n    guid: {guid}\n    label: {{nl: Zwijgen, fr: Silence}}\n    keywords:\n"
            '      nl: [zwijgplicht, gedeeld geheim, wet]\n      fr: [loi, code pénal]\n    since: "0.3"\n'
        )
        assert both(store)[0] == (
            TEXT.replace('"gedeeld geheim"]\n', '"gedeeld geheim"]\n    status: retired\n')
            .replace("      # examples come later\n", f"      # examples come later\n{new}")
            .replace('"code pénal"]}\n', '"code pénal"]}\n    status: retired\n')
        )


def test_one_of_them_can_be_the_one(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        stays, _ = code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coded(SCRIPT, "coop.law", "hulp"))
        done = join(store, "coop.secrecy", "coop.law", into="coop.secrecy")
        assert done.by_code == {"coop.law": 1}
        assert held(store) == [
            ("anna", "coop.secrecy", "heilig", "", "manual", ()),
            ("anna", "coop.secrecy", "hulp", "", "manual", ("coop.law",)),
        ]
        assert codings.find(store, stays).guid == stays
        text = both(store)[0]
        assert text.count("status: retired") == 1
        assert '[zwijgplicht, "gedeeld geheim", wet]' in text
        assert done.outcome.notes == ("coop.secrecy refers to itself now: exclude (nl)",)


def test_codings_on_the_same_words_become_one_with_all_notes_and_attributes(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        for id, note in (("coop.secrecy", "een"), ("coop.law", "twee"), ("money", "drie")):
            code(store, coded(SCRIPT, id, "heilig", note, **({"stance": "pro"} if id == "coop.law" else {})))
        code(store, coded(SCRIPT, "coop.law", "heilig", "van bram"), coder=bram(store))
        code(store, coded(SCRIPT, "coop.law", "is heilig", "langer"))
        before = both(store)
        done = join(store, "coop.secrecy", "coop.law", into="money")
        assert sorted(held(store)) == [
            ("anna", "money", "heilig", "drie\neen\ntwee", "manual", ("coop.secrecy", "coop.law")),
            ("anna", "money", "is heilig", "langer", "manual", ("coop.law",)),
            ("bram", "money", "heilig", "van bram", "manual", ("coop.law",)),
        ]
        assert [each.note for each in codings.all_of(store) if each.attributes] == ["drie\neen\ntwee"]
        assert (done.codings.joined, done.codings.replaced, done.codings.apart) == (1, 5, ())
        well(store)
        history.undo(store, anna(store).guid)
        assert both(store) == before
        well(store)


def test_codings_whose_attributes_contradict_each_other_stay_apart(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig", "voor", stance="pro"))
        code(store, coded(SCRIPT, "coop.law", "heilig", "tegen", stance="contra"))
        code(store, coded(SCRIPT, "money", "heilig", "er al", stance="pro"))
        code(store, coded(SCRIPT, "coop.law.old", "hulp", "oud", stance="pro"))
        (stays,) = code(store, coded(SCRIPT, "money", "hulp", "ook er al", stance="contra"))
        done = join(store, "coop.secrecy", "coop.law", "coop.law.old", into="money")
        assert {(note, was) for _, _, _, note, _, was in held(store)} == {
            ("er al\nvoor", ("coop.secrecy",)),
            ("tegen", ("coop.law",)),
            ("ook er al", ()),
            ("oud", ("coop.law.old",)),
        }
        assert [dict(each.attributes)["stance"] for each in codings.all_of(store) if each.note == "tegen"] == ["contra"]
        assert {*done.codings.apart, stays} == {each.guid for each in codings.all_of(store)}
        well(store)


def test_codings_join_twice_and_remember_both(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.law.old", "heilig"))
        join(store, "coop.law.old", into="coop.law")
        join(store, "coop.law", into="silence")
        assert held(store)[0][5] == ("coop.law", "coop.law.old")


def test_codings_in_transcripts_that_were_removed_follow_too(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.law", "heilig"))
        remove(store, "fg1", bram(store))
        join(store, "coop.law", into="silence")
        history.undo(store, bram(store).guid)
        assert [coding[1] for coding in held(store)] == ["silence"]
        well(store)


def test_places_go_along_through_corrections_before_and_after(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.law", "Zonder vertrouwen geen hulp"), coded(SCRIPT, "coop.law", "secret partagé"))
        before = both(store)
        turns = (SCRIPT.turns[0], Spoken("R1", "Het beroepsgeheim is heilig.", "nl"), *SCRIPT.turns[2:])
        with change(store, "transcripts correct fg1", coder=anna(store).guid) as made:
            corrections.correct(made, "fg1", Script("fg1", turns, roles={"M": "moderator"}, silent=("R3",)).draft())
        corrected = both(store)
        assert [one.state for one in anchors.waiting(store)] == ["missing"]
        join(store, "coop.law", into="silence")
        (one,) = anchors.waiting(store)
        assert (one.code, one.words) == ("silence", "Zonder vertrouwen geen hulp")
        assert [each[2] for each in held(store)] == ["secret partagé"]
        well(store)
        with change(store, "transcripts correct fg1", coder=anna(store).guid) as made:
            corrections.correct(made, "fg1", SCRIPT.draft())
        assert [each[1:3] for each in held(store)] == [("silence", "Zonder vertrouwen geen hulp"), ("silence", "secret partagé")]
        well(store)
        for wanted in (None, corrected, before):
            history.undo(store, anna(store).guid)
            assert wanted is None or both(store) == wanted
            well(store)


def test_codes_below_come_along_and_themes_join(tmp_path: Path) -> None:
    text = TEXT.replace(
        "- id: money\n",
        "- id: law\n  codable: false\n  label: {nl: Recht}\n  codes:\n  - id: law.new\n    label: {nl: Nieuw}\n- id: money\n",
    )
    with with_book(tmp_path, text=text) as store:
        after = join(store, "law", into="coop").outcome.after
        assert [(each.id, each.status) for each in after.codes if each.parent == "coop"][-1] == ("law.new", "active")
        assert codes.get(after, "law").status == "retired"


@pytest.mark.parametrize(
    ("ids", "into", "said", "message"),
    [
        (["coop.secrecy"], "coop.secrecy", Said(), "There is nothing to join with coop.secrecy."),
        (["coop.secrecy"], "silence", Said(), "The new code silence has no label."),
        (["coop.secrecy"], "money", SILENCE, "There is a code money already."),
        (["coop.secrecy", "cop.law"], "money", Said(), "Unknown code: cop.law"),
        (["coop.secrecy"], "coop", Said(), "coop is a theme, and 1 coding would stand on it."),
        (["coop"], "coop.law", Said(), "coop.law stands below coop, which is to become part of it."),
    ],
)
def test_what_cannot_be_joined_changes_nothing(ids: list[str], into: str, said: Said, message: str, tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        before = both(store)
        with pytest.raises(QualcodeError) as refused:
            actions.join(store, anna(store), ids, into, said)
        assert message in refused.value.message
        assert both(store) == before


def test_a_dry_run_counts_and_changes_nothing(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coded(SCRIPT, "coop.law", "heilig"))
        before = both(store)
        done = join(store, "coop.secrecy", "coop.law", into="silence", dry_run=True)
        assert (done.by_code, done.codings.joined) == ({"coop.secrecy": 1, "coop.law": 1}, 1)
        assert both(store) == before


def test_a_join_with_which_others_have_worked_is_not_undone(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.law", "heilig"), coder=bram(store))
        join(store, "coop.law", into="silence")
        with change(store, "coding note", coder=bram(store).guid) as made:
            made.set("coding", codings.all_of(store)[0].guid, "note", "let op")
        before = both(store)
        with pytest.raises(QualcodeError, match="bram has changed the coding since"):
            history.undo(store, anna(store).guid)
        assert both(store) == before


# --- suggestions and decisions ----------------------------------------------------------------------------------------------------------


def suggest(store: Store, *places: tuple[str, str]) -> None:
    """Suggestions of codes on words, by one suggester."""
    units = suggestions.units(store, Selection())
    made = []
    for id, words in places:
        start = SCRIPT.text.index(words)
        made.append(Suggestion("fg1", 1, start, start + len(words), id, 0.5, words, "test"))
    suggestions.replace(store, "test", units, made)


def waiting(store: Store, *, as_bram: bool = False) -> dict[tuple[str, str], str]:
    """The ids of what waits, by code and words."""
    return {(one.code, one.quotation): one.id for one in suggestions.waiting(store, bram(store) if as_bram else anna(store))}


def test_suggestions_and_decisions_follow(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        secrecy, law = "coop.secrecy", "coop.law"
        suggest(
            store,
            (secrecy, "heilig"),
            (law, "heilig"),
            (secrecy, "hulp"),
            (law, "hulp"),
            (secrecy, "geheim"),
            (law, "Ja"),
            ("money", "secret"),
        )
        ids = waiting(store)
        suggesting.reject(store, anna(store), [ids[secrecy, "heilig"], ids[law, "heilig"], ids[secrecy, "hulp"]])
        suggesting.accept(store, anna(store), [ids[secrecy, "geheim"]])
        before = both(store)
        done = join(store, secrecy, law, into="silence")
        # A no to both is a no; a no to one is none while the other waits; a yes stays one.
        assert (done.suggestions, done.decisions) == (4, 2)
        assert set(waiting(store)) == {("silence", "hulp"), ("silence", "Ja"), ("money", "secret")}
        assert set(waiting(store, as_bram=True)) == {
            ("silence", "heilig"),
            ("silence", "hulp"),
            ("silence", "geheim"),
            ("silence", "Ja"),
            ("money", "secret"),
        }
        assert [(each[1], each[4]) for each in held(store)] == [("silence", "suggested")]
        well(store)
        suggest(store, ("silence", "heilig"), ("silence", "hulp"))
        assert set(waiting(store)) == {("silence", "hulp")}
        history.undo(store, anna(store).guid)
        assert both(store) == before
        well(store)


def test_a_decision_holds_after_a_correction_of_the_text_too(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        suggest(store, ("coop.law", "heilig"))
        suggesting.reject(store, anna(store), list(waiting(store).values()))
        turns = (Spoken("M", "Wat denken jullie?", "nl"), *SCRIPT.turns[1:])
        with change(store, "transcripts correct fg1", coder=anna(store).guid) as made:
            corrections.correct(made, "fg1", Script("fg1", turns, roles={"M": "moderator"}, silent=("R3",)).draft())
        join(store, "coop.law", into="silence")
        assert waiting(store) == {}
        assert set(waiting(store, as_bram=True)) == {("silence", "heilig")}
        history.undo(store, anna(store).guid)
        history.undo(store, anna(store).guid)
        join(store, "coop.law", into="silence")
        assert waiting(store) == {}
        well(store)


def test_what_was_decided_of_a_place_before_and_after_a_correction_becomes_one(tmp_path: Path) -> None:
    """Nothing tells that the place in both texts is one but what was decided of the code that is joined with it."""
    with with_book(tmp_path, SCRIPT) as store:
        with change(store, "coders add carla", coder=anna(store).guid) as made:
            carla = coders.add(made, "carla", "Coder C", "", {})
        suggest(store, ("coop.law", "heilig"))
        suggesting.reject(store, anna(store), list(waiting(store).values()))
        turns = (Spoken("M", "Wat denken jullie?", "nl"), *SCRIPT.turns[1:])
        corrected = Script("fg1", turns, roles={"M": "moderator"}, silent=("R3",))
        with change(store, "transcripts correct fg1", coder=bram(store).guid) as made:
            corrections.correct(made, "fg1", corrected.draft())
        later = Suggestion("fg1", 2, *place(corrected, "heilig"), "coop.secrecy", 0.5, "heilig", "test")
        suggestions.replace(store, "test", suggestions.units(store, Selection()), [later])
        suggesting.reject(store, anna(store), list(waiting(store).values()))
        history.undo(store, bram(store).guid)
        suggest(store, ("coop.secrecy", "heilig"))
        suggesting.reject(store, carla, [one.id for one in suggestions.waiting(store, carla)])
        history.redo(store, bram(store).guid)
        suggestions.replace(store, "test", suggestions.units(store, Selection()), [later])
        assert [one.code for one in suggestions.waiting(store, carla)] == ["coop.secrecy"]
        join(store, "coop.law", into="coop.secrecy")
        assert suggestions.waiting(store, carla) == []
        assert [one.code for one in suggestions.waiting(store, bram(store))] == ["coop.secrecy"]
        well(store)


def test_suggestions_of_other_keywords_are_told(tmp_path: Path) -> None:
    from qualcode.actions import changing_codebooks

    with with_book(tmp_path, SCRIPT) as store:
        suggest(store, ("coop.law", "heilig"), ("money", "hulp"))
        notes = changing_codebooks.edit(store, anna(store), "coop.law", Said(keyword=("nl=strafwet",))).notes
        assert notes == ("1 suggestion of coop.law was made with other keywords. Made anew by: qualcode suggest --suggester test",)
        assert {one.code: one.stale for one in suggestions.waiting(store, anna(store))} == {"coop.law": True, "money": False}
        notes = changing_codebooks.retire(store, anna(store), "money").notes
        assert notes == ("1 suggestion of money will not be asked about any more.",)
        assert [one.code for one in suggestions.waiting(store, anna(store))] == ["coop.law"]
        with pytest.raises(QualcodeError, match="money is retired"):
            suggesting.accept(store, anna(store), [store.value("SELECT key FROM suggestion WHERE reason = 'hulp'")])
        suggest(store, ("coop.law", "heilig"))
        assert [one.stale for one in suggestions.waiting(store, anna(store))] == [False]


# --- split ------------------------------------------------------------------------------------------------------------------------------


def divide(store: Store, *into: str, id: str = "coop.secrecy", dry_run: bool = False) -> actions.Split:
    said = {name: Said(label=(f"nl={name}",)) for name in into if codes.book(store).code(name) is None}
    return actions.split(store, anna(store), id, into, said, dry_run=dry_run)


def ids(store: Store) -> dict[str, str]:
    """The codings that wait, by their words."""
    return {one.quotation: one.guid for one in questions.waiting(store)}


def test_codings_wait_for_their_coders_and_count_as_before(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig", "n"), coded(SCRIPT, "coop.secrecy", "hulp"), coded(SCRIPT, "money", "Ja"))
        code(store, coded(SCRIPT, "coop.secrecy", "geheim"), coder=bram(store))
        before = both(store)
        done = divide(store, "a", "coop.law")
        assert done.waiting == {"anna": 2, "bram": 1}
        assert [code for _, code, *_ in held(store)] == ["coop.secrecy", "coop.secrecy", "coop.secrecy", "money"]
        (one, _) = questions.waiting(store, anna(store))
        assert (one.quotation, one.note, one.code, one.choices, one.turn) == ("heilig", "n", "coop.secrecy", ("a", "coop.law"), 2)
        assert codes.get(codes.book(store), "coop.secrecy").status == "retired"
        assert "\n  - id: a\n" in both(store)[0]
        well(store)
        after = both(store)
        history.undo(store, anna(store).guid)
        assert both(store) == before
        history.redo(store, anna(store).guid)
        assert both(store) == after
        well(store)


def test_each_coding_gets_what_its_coder_says(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        words = ["geheim", "heilig", "vertrouwen", "hulp", "Ja"]
        code(store, *(coded(SCRIPT, "coop.secrecy", each, each) for each in words))
        code(store, coded(SCRIPT, "coop.law", "Ja", "er al"))
        divide(store, "a", "coop.law")
        before, wait = both(store), ids(store)
        actions.choose(store, anna(store), [wait["geheim"]], ["a"])
        actions.choose(store, anna(store), [wait["heilig"]], ["a", "coop.law"])
        actions.choose(store, anna(store), [wait["vertrouwen"]], ["coop.secrecy"])
        actions.take_off(store, anna(store), [wait["hulp"]])
        actions.choose(store, anna(store), [wait["Ja"]], ["coop.law"])
        assert held(store) == [
            ("anna", "a", "geheim", "geheim", "manual", ("coop.secrecy",)),
            ("anna", "a", "heilig", "heilig", "manual", ("coop.secrecy",)),
            ("anna", "coop.law", "heilig", "heilig", "manual", ("coop.secrecy",)),
            ("anna", "coop.secrecy", "vertrouwen", "vertrouwen", "manual", ()),
            ("anna", "coop.law", "Ja", "er al\nJa", "manual", ("coop.secrecy",)),
        ]
        assert ids(store) == {}
        well(store)
        after = both(store)
        for _ in range(5):
            history.undo(store, anna(store).guid)
            well(store)
        assert both(store) == before
        for _ in range(5):
            history.redo(store, anna(store).guid)
        assert both(store) == after


def test_the_old_code_can_be_one_of_them(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"), coded(SCRIPT, "coop.secrecy", "hulp"))
        divide(store, "coop.secrecy", "a")
        assert codes.get(codes.book(store), "coop.secrecy").status == "active"
        wait = ids(store)
        actions.choose(store, anna(store), [wait["heilig"]], ["coop.secrecy", "a"])
        actions.choose(store, anna(store), [wait["hulp"]], ["coop.secrecy"])
        assert [(code, words, was) for _, code, words, _, _, was in held(store)] == [
            ("coop.secrecy", "heilig", ()),
            ("a", "heilig", ("coop.secrecy",)),
            ("coop.secrecy", "hulp", ()),
        ]
        well(store)


def test_choices_follow_what_becomes_of_them(tmp_path: Path) -> None:
    from qualcode.actions import changing_codebooks

    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        divide(store, "a", "b", "coop.law")
        changing_codebooks.rename(store, anna(store), "a", "aa")
        join(store, "b", into="c")
        changing_codebooks.retire(store, anna(store), "coop.law")
        assert questions.waiting(store)[0].choices == ("aa", "c")
        history.undo(store, anna(store).guid)
        history.undo(store, anna(store).guid)
        assert questions.waiting(store)[0].choices == ("aa", "b", "coop.law")
        with change(store, "coding remove", coder=anna(store).guid) as made:
            made.set("coding", codings.all_of(store)[0].guid, "present", 0)
        assert questions.waiting(store) == []
        history.undo(store, anna(store).guid)
        assert len(questions.waiting(store)) == 1


def test_a_code_can_be_split_again(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        divide(store, "coop.secrecy", "a")
        actions.choose(store, anna(store), list(ids(store).values()), ["coop.secrecy"])
        before = both(store)
        divide(store, "coop.secrecy", "b")
        assert questions.waiting(store)[0].choices == ("coop.secrecy", "b")
        well(store)
        history.undo(store, anna(store).guid)
        assert both(store) == before


def test_what_cannot_be_split_or_chosen_changes_nothing(tmp_path: Path) -> None:
    with with_book(tmp_path, SCRIPT) as store:
        code(store, coded(SCRIPT, "coop.secrecy", "heilig"))
        code(store, coded(SCRIPT, "coop.secrecy", "hulp"), coder=bram(store))
        before = both(store)
        for into, message in (
            (["a"], "A code is split into two codes or more."),
            (["a", "a"], "A code is split into two codes or more."),
            (["a", "coop"], "coop is a theme"),
        ):
            with pytest.raises(QualcodeError, match=message):
                divide(store, *into)
            assert both(store) == before
        with pytest.raises(QualcodeError, match="The new code a has no label"):
            actions.split(store, anna(store), "coop.secrecy", ["a", "money"], {})
        with pytest.raises(QualcodeError, match="There is a code money already"):
            actions.split(store, anna(store), "coop.secrecy", ["coop.law", "money"], {"money": SILENCE})
        with pytest.raises(QualcodeError, match="Unknown code of this split: b"):
            actions.split(store, anna(store), "coop.secrecy", ["coop.law", "money"], {"b": SILENCE})
        assert both(store) == before
        divide(store, "coop.law", "money", dry_run=True)
        assert both(store) == before
        divide(store, "coop.law", "money")
        before, wait = both(store), ids(store)
        for chosen, to, message in (
            ([wait["heilig"], wait["hulp"]], ["money"], "is bram's"),
            ([wait["heilig"]], ["coop"], "Unknown choice for coding"),
            (["ffffffff"], ["money"], "No coding ffffffff waits to be re-coded"),
            (["ff"], ["money"], "ff is too short"),
        ):
            with pytest.raises(QualcodeError, match=message):
                actions.choose(store, anna(store), chosen, to)
            assert both(store) == before
        with pytest.raises(QualcodeError, match="is bram's"):
            actions.take_off(store, anna(store), [wait["hulp"]])
        assert both(store) == before


def test_codes_below_and_references_are_pointed_at(tmp_path: Path) -> None:
    with with_book(tmp_path) as store:
        assert divide(store, "a", "b").outcome.notes == (
            "These still refer to coop.secrecy: coop.law exclude (nl), coop.law exclude (fr); qualcode codebook edit changes them.",
        )
        assert divide(store, "c", "d", id="coop").outcome.notes == (
            "Below coop still stand: coop.secrecy, a, b, coop.law, coop.law.old; qualcode codebook move puts them elsewhere.",
        )
