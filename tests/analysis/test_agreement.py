"""Tables of agreement: what stands with the figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.agreed import Coefficient, OfCode, Overall
from qualcode.analysis._agreement import Compared
from qualcode.analysis.agreement import codes, overall
from tests.analysis.corpus import BOOK, STUDY, asked

TO = Compared(
    coders=("anna", "bram"),
    region=("fg1", "fg2"),
    held=3,
    partial=False,
    missing={},
    unit="turn",
    longest=120,
    split=0,
    moderators=False,
    seed=1,
    draws=2000,
    drawn="turns",
)
MARKED = {"anna": 40, "bram": 30}
CODE = OfCode(
    key=(),
    code="value.need",
    marked=(30, 25),
    everyone=22,
    some=11,
    nobody=67,
    percent=0.89,
    f1=0.8,
    alpha=Coefficient(0.72, (0.5, 0.9), 2000, 2000),
    ac1=0.8,
    characters=0.7,
)


def flags(one: OfCode, to: Compared = TO) -> str:
    table = codes([one], BOOK, STUDY, asked=asked(), to=to, marked=MARKED, alone=True)
    (row,) = table.records()
    return str(row["flags"])


def test_what_a_figure_rests_on() -> None:
    high = replace(CODE, alpha=Coefficient(0.8))
    assert flags(CODE) == ""
    assert flags(replace(CODE, marked=(30, 9))) == "few"
    assert flags(replace(CODE, alpha=Coefficient(None))) == "no variation"
    assert flags(replace(CODE, nobody=298)) == "prevalence"
    assert flags(replace(CODE, nobody=297)) == ""
    assert flags(replace(high, characters=0.66)) == "boundary"
    assert flags(replace(high, characters=0.667)) == ""
    assert flags(replace(high, characters=None)) == ""
    assert flags(replace(CODE, characters=0.1)) == ""
    characters = replace(TO, unit="char")
    assert flags(replace(high, marked=(3, 3), characters=0.1), characters) == ""


def test_flags_are_read_in_the_language_of_the_table() -> None:
    one = replace(CODE, marked=(3, 3), nobody=2000)
    table = codes([one], BOOK, STUDY, asked=replace(asked(), words="nl"), to=TO, marked=MARKED, alone=True)
    column = table.columns[table.index("flags")]
    assert table.rows[0][-1] == "few, prevalence"
    assert column.labels["few, prevalence"] == "weinig, prevalentie"
    assert "weinig = minder dan 10 eenheden" in " ".join(table.notes)


def test_draws_that_were_left_out_are_said() -> None:
    table = codes(
        [replace(CODE, alpha=Coefficient(0.5, (0.1, 0.9), 1900, 2000))], BOOK, STUDY, asked=asked(), to=TO, marked=MARKED, alone=True
    )
    assert "Draws without variation, left out of the interval: value.need 100." in table.notes


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (TO, "of turns within their transcripts; it holds for these transcripts only."),
        (replace(TO, drawn="transcripts"), "2,000 draws (seed 1) of transcripts."),
        (replace(TO, drawn=""), "of transcripts where there are six or more"),
        (replace(TO, draws=0), "No intervals were drawn"),
        (replace(TO, moderators=True), "What moderators and observers say counts too."),
        (replace(TO, partial=True), "which two or more of them have finished"),
    ],
)
def test_it_is_said_how_figures_were_made(to: Compared, said: str) -> None:
    table = codes([CODE], BOOK, STUDY, asked=asked(), to=to, marked=MARKED, alone=True)
    assert said in " ".join(table.notes)


WHOLE = Overall(
    (), (0, 1), 2, 100, 100, Coefficient(0.6, (0.4, 0.7), 2000, 2000), {"value.need": 0.72, "coop.secrecy": 0.3, "coop.linking": None}, 0.7
)


def test_the_middle_and_the_ends_of_the_codes_alphas() -> None:
    row = overall([WHOLE], BOOK, STUDY, asked=asked(), to=TO, marked=MARKED).records()[0]
    assert [row[name] for name in ("alpha", "alpha_median", "alpha_range", "lowest", "codes_k", "codes_n")] == [
        0.6,
        pytest.approx(0.51),
        (0.3, 0.72),
        "coop.secrecy",
        2,
        3,
    ]


def test_little_is_warned_of() -> None:
    def warnings(one: Overall, to: Compared, marked: dict[str, int]) -> str:
        return " ".join(overall([one], BOOK, STUDY, asked=asked(), to=to, marked=marked).warnings)

    assert warnings(WHOLE, TO, MARKED) == ""
    assert "Few units are coded by several coders (99)" in warnings(replace(WHOLE, units=99), TO, MARKED)
    assert "2 of 21 transcripts: what agrees here may not agree elsewhere." in warnings(WHOLE, replace(TO, held=21), MARKED)
    assert "by: bram." in warnings(WHOLE, TO, {"anna": 4, "bram": 0})
    assert "Left out, as not finished by bram: fg3, fg4." in warnings(
        WHOLE, replace(TO, missing={"fg3": ("bram",), "fg4": ("bram",)}), MARKED
    )
    assert "too many different sets" in warnings(replace(WHOLE, sets=Coefficient(0.6, None, 0, 2000)), TO, MARKED)
    assert "too many different sets" not in warnings(replace(WHOLE, sets=Coefficient(None)), TO, MARKED)
