"""Agreement of coders, from the codings in a project to tables: figures counted by hand, and who may be compared on what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.actions import agreeing
from qualcode.actions.agreeing import Wish
from qualcode.actions.asking import Question
from qualcode.actions.selecting import Said as Selected
from qualcode.errors import QualcodeError
from qualcode.model import AssignmentState
from qualcode.store import coders
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.table import Cell, Table
from tests.store.projects import BOOK, SCRIPT, Said, Script, anna, bram, code, coded, load, project

OTHER = Script(
    "fg2",
    (
        Said("R1", "Wij doen dat nooit samen.", "nl"),
        Said("R2", "Nous, toujours.", "fr"),
        Said("R3", "Dat is waar.", "nl"),
    ),
    variables={"region": "charleroi"},
)
LONG = Script("fg3", (Said("R1", " ".join(["Dit is een zin van zeven woorden."] * 20), "nl"), Said("R2", "Ja.", "nl")))
QUICK = Wish(draws=200)


def stand(store: Store, transcript: str, state: AssignmentState, *who: str) -> None:
    for id in who:
        coder = coders.get(store, id)
        with change(store, "coders assign", coder=coder.guid) as made:
            coders.assign(made, coder, transcript, state)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two coders who have finished fg1 and fg2; in fg3 only anna has.

    On participants' turns (fg1 three, fg2 three): secrecy by anna on fg1/2 and fg1/3, by bram on fg1/2 and fg2/1; need by both on fg2/2.
    """
    with project(tmp_path, SCRIPT, OTHER, LONG) as store:
        code(
            store,
            coded(SCRIPT, "coop.secrecy", "Het beroepsgeheim is heilig.", stance="pro"),
            coded(SCRIPT, "coop.secrecy", "le secret partagé"),
            coded(SCRIPT, "value.need", "Wat denken jullie"),
            coded(OTHER, "value.need", "Nous, toujours.", stance="contra"),
            coded(LONG, "value.need", "Ja."),
        )
        code(
            store,
            coded(SCRIPT, "coop.secrecy", "heilig", stance="pro"),
            coded(OTHER, "coop.secrecy", "nooit"),
            coded(OTHER, "value.need", "toujours", stance="pro"),
            coder=bram(store),
        )
        for transcript in ("fg1", "fg2"):
            stand(store, transcript, "finished", "anna", "bram")
        stand(store, "fg3", "finished", "anna")
        yield store


def tables(store: Store, wish: Wish = QUICK, *by: str, said: Selected | None = None, all_codes: bool = False) -> list[Table]:
    return agreeing.agree(store, Question(said or Selected(), all_codes=all_codes), by, wish)


def row(table: Table, **wanted: Cell) -> dict[str, Cell]:
    (found,) = [each for each in table.records() if all(each[name] == value for name, value in wanted.items())]
    return found


def test_figures_by_hand(store: Store) -> None:
    """Secrecy: 6 units, both on 1, one on 2: 12 ratings, 4 marks; alpha 1 - 11 x 2 / (8 x 4). Need: both on the same unit."""
    overall, codes = tables(store)
    secrecy = row(codes, code="coop.secrecy")
    assert [secrecy[name] for name in ("n_anna", "n_bram", "everyone", "some", "nobody")] == [2, 2, 1, 2, 3]
    assert secrecy["percent"] == pytest.approx(4 / 6)
    assert secrecy["f1"] == pytest.approx(0.5)
    assert secrecy["alpha"] == pytest.approx(1 - 11 * 2 / (8 * 4))
    assert secrecy["ac1"] == pytest.approx((4 / 6 - 4 / 9) / (1 - 4 / 9))
    assert secrecy["flags"] == "few"
    need = row(codes, code="value.need")
    assert [need[name] for name in ("n_anna", "n_bram", "everyone", "some", "nobody", "alpha", "f1")] == [1, 1, 1, 0, 5, 1, 1]
    assert [each["code"] for each in codes.records()] == ["coop.secrecy", "value.need"]
    whole = overall.records()[0]
    assert [whole[name] for name in ("transcripts", "units", "codes_k", "codes_n")] == [2, 6, 2, 2]
    assert whole["alpha_range"] == pytest.approx((0.3125, 1))
    assert whole["f1"] == pytest.approx(4 / 6)
    # Of 12 sets 6 are empty, 4 secrecy, 2 need; no two of these are alike, and two units have two of them.
    assert whole["alpha"] == pytest.approx(1 - 11 * (2 + 2) / (2 * (6 * 4 + 6 * 2 + 4 * 2)))


def test_what_moderators_say_counts_when_it_is_asked_for(store: Store) -> None:
    (codes,) = tables(store, replace(QUICK, tables=("codes",), moderators=True))
    need = row(codes, code="value.need")
    assert [need[name] for name in ("n_anna", "n_bram", "everyone", "some", "nobody")] == [2, 1, 1, 1, 5]


def test_cells(store: Store) -> None:
    _, codes = tables(store, QUICK, "language")
    assert [(each["code"], each["language"], each["n_anna"], each["n_bram"], each["nobody"]) for each in codes.records()] == [
        ("coop.secrecy", "nl", 1, 2, 2),
        ("coop.secrecy", "fr", 1, 0, 1),
        ("value.need", "nl", 0, 0, 4),
        ("value.need", "fr", 1, 1, 1),
    ]
    dutch = row(codes, code="value.need", language="nl")
    assert (dutch["alpha"], dutch["alpha_interval"], dutch["ac1"], dutch["flags"]) == (None, None, None, "few, no variation, prevalence")


def test_a_selection_restricts_turns_and_codes(store: Store) -> None:
    overall, codes = tables(store, said=Selected(where=("region=charleroi",), codes=("value",)))
    assert overall.records()[0]["units"] == 3
    assert [(each["code"], each["everyone"], each["nobody"]) for each in codes.records()] == [("value.need", 1, 2)]


def test_all_codes_have_rows_when_it_is_asked_for(store: Store) -> None:
    _, codes = tables(store, all_codes=True)
    assert [each["code"] for each in codes.records()] == ["coop.secrecy", "coop.linking", "coop.linking.formal", "value.need"]
    assert row(codes, code="coop.linking")["alpha"] is None
    assert row(codes, code="coop.linking")["flags"] == "few, no variation, prevalence"


def test_sentences_of_long_turns(store: Store) -> None:
    stand(store, "fg3", "finished", "bram")
    overall, codes = tables(store, said=Selected(transcripts=("fg3",)))
    assert overall.records()[0]["units"] == 21
    assert "turns of more than 120 words (1) their sentences" in overall.notes[0]
    assert row(codes, code="value.need")["nobody"] == 20
    whole, _ = tables(store, replace(QUICK, unit="turn"), said=Selected(transcripts=("fg3",)))
    assert whole.records()[0]["units"] == 2
    assert "No code was put on these transcripts, though they are finished, by: bram." in " ".join(overall.warnings)


def test_only_what_all_have_finished_is_compared(store: Store) -> None:
    overall, _ = tables(store)
    assert "in 2 of 3 transcripts, which all of them have finished: fg1, fg2" in overall.notes[0]
    assert any("Left out, as not finished by bram: fg3." in warning for warning in overall.warnings)
    stand(store, "fg2", "in progress", "bram")
    overall, codes = tables(store)
    assert overall.records()[0]["units"] == 3
    assert [each["code"] for each in codes.records()] == ["coop.secrecy"]


def test_it_is_refused_with_who_has_to_finish_what(store: Store) -> None:
    """What a coder has done before finishing is told to nobody."""
    for transcript in ("fg1", "fg2"):
        stand(store, transcript, "in progress", "bram")
    with pytest.raises(QualcodeError) as caught:
        tables(store, replace(QUICK, coders=("anna", "bram")))
    assert caught.value.message == "There is no transcript in the selection that all of anna, bram have finished."
    assert [str(problem) for problem in caught.value.problems] == [
        "fg1: not finished by bram (in progress)",
        "fg2: not finished by bram (in progress)",
        "fg3: not finished by bram (not assigned)",
    ]
    with pytest.raises(QualcodeError, match="only anna has finished a transcript"):
        tables(store)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(coders=("anna",)), "only anna is named"),
        (Wish(coders=("anna", "anna")), "only anna is named"),
        (Wish(coders=("anna", "eva")), "Unknown coder: eva"),
        (Wish(also=("kapa",)), "Unknown coefficient: kapa"),
        (Wish(also=("masi",)), "Unknown coefficient: masi"),
        (Wish(tables=("code",)), "Unknown table: code"),
        (Wish(tables=("attributes",)), "Nothing says which attribute"),
        (Wish(attributes=("mood",)), "Unknown attribute: mood"),
    ],
)
def test_what_cannot_be_meant_is_refused(store: Store, wish: Wish, said: str) -> None:
    with pytest.raises(QualcodeError, match=said):
        tables(store, wish)


def test_more_coders_than_ten_are_too_many(store: Store) -> None:
    for number in range(11):
        with change(store, "coders add", coder=anna(store).guid) as made:
            coders.add(made, f"c{number}", "", "", {})
        stand(store, "fg1", "finished", f"c{number}")
    with pytest.raises(QualcodeError, match="13 coders are too many"):
        tables(store)


def test_three_coders_one_of_whom_has_not_finished_everything(store: Store) -> None:
    with change(store, "coders add", coder=anna(store).guid) as made:
        eva = coders.add(made, "eva", "", "", {})
    code(store, coded(OTHER, "value.need", "Nous"), coder=eva)
    stand(store, "fg2", "finished", "eva")
    overall, _ = tables(store)
    assert (overall.records()[0]["transcripts"], overall.records()[0]["units"]) == (1, 3)
    overall, codes, pairs, matrix = tables(store, replace(QUICK, partial=True, tables=("overall", "codes", "pairs", "matrix")))
    assert overall.records()[0]["units"] == 6
    need = row(codes, code="value.need")
    assert [need[name] for name in ("n_anna", "n_bram", "n_eva", "everyone", "some", "nobody")] == [1, 1, 1, 1, 0, 5]
    assert [(each["coder"], each["with"], each["units"]) for each in pairs.records()] == [
        ("anna", "bram", 6),
        ("anna", "eva", 3),
        ("bram", "eva", 3),
    ]
    assert pairs.records()[1]["alpha"] == 1
    alphas = [each["alpha"] for each in pairs.records()]
    assert matrix.rows == (
        ("anna", None, *alphas[:2]),
        ("bram", alphas[0], None, alphas[2]),
        ("eva", alphas[1], alphas[2], None),
    )


def test_what_one_still_codes_is_not_told_even_of_the_others(store: Store) -> None:
    with change(store, "coders add", coder=anna(store).guid) as made:
        coders.add(made, "eva", "", "", {})
    stand(store, "fg1", "finished", "eva")
    stand(store, "fg2", "to do", "eva")
    overall, _ = tables(store, replace(QUICK, partial=True))
    assert overall.records()[0]["transcripts"] == 1
    assert any("Left out, as not finished by eva: fg2." in warning for warning in overall.warnings)


def test_spans_and_attributes(store: Store) -> None:
    wish = replace(QUICK, tables=("spans", "attributes"), attributes=("stance",))
    spans, themes, stance = tables(store, wish)
    secrecy = row(spans, code="coop.secrecy")
    assert [secrecy[name] for name in ("spans_anna", "spans_bram", "matched")] == [2, 2, 1]
    assert (secrecy["start_shift"], secrecy["end_shift"]) == (3, 0)
    one, other = len("Het beroepsgeheim is heilig.") + len("le secret partagé"), len("heilig") + len("nooit")
    assert secrecy["character_f1"] == pytest.approx(2 * len("heilig") / (one + other))
    assert themes.rows == ()
    every = row(stance, code="")
    assert [every[name] for name in ("units", "without", "percent")] == [2, 0, 0.5]
    assert every["alpha"] == pytest.approx(1 - 3 * 1 / (3 * 1))


def test_who_has_put_no_code_is_told(tmp_path: Path) -> None:
    with project(tmp_path, SCRIPT) as store:
        stand(store, "fg1", "finished", "anna", "bram")
        overall, codes = tables(store)
        assert (overall.records()[0]["alpha"], overall.records()[0]["codes_n"], codes.rows) == (None, 0, ())
        assert any("by: anna, bram." in warning for warning in overall.warnings)
        assert any(warning.startswith("Few units are coded by several coders (3)") for warning in overall.warnings)


def test_coefficients_that_are_there_anyway_stand_once(store: Store) -> None:
    (codes,) = tables(store, replace(QUICK, tables=("codes",), also=("alpha", "f1", "kappa")))
    names = [column.name for column in codes.columns]
    assert len(names) == len(set(names))
    assert "kappa" in names


def test_a_value_that_the_codebook_has_no_more_is_one_of_its_own(store: Store) -> None:
    smaller = replace(BOOK, attributes=(replace(BOOK.attributes[0], values=BOOK.attributes[0].values[:1]),))
    load(store, anna(store), smaller)
    (stance,) = tables(store, replace(QUICK, tables=("attributes",), attributes=("stance",)))
    assert [row(stance, code="")[name] for name in ("units", "percent")] == [2, 0.5]


def test_other_coefficients(store: Store) -> None:
    (codes,) = tables(store, replace(QUICK, tables=("codes",), also=("kappa", "jaccard", "s")))
    secrecy = row(codes, code="coop.secrecy")
    assert secrecy["kappa"] == pytest.approx((4 / 6 - 5 / 9) / (1 - 5 / 9))
    assert [secrecy["jaccard"], secrecy["s"]] == pytest.approx([1 / 3, 1 / 3])
