"""Agreement in the course of coding and by version, and codes that are taken for each other: counted by hand."""

from __future__ import annotations

from qualcode.analysis import confusions, drift
from qualcode.analysis._aligning import Spot, align
from qualcode.analysis.drift import Coded
from qualcode.model import Code, Codebook, Coding

TEXT = "Wij weten niets van hen. Zij zwijgen, en dat mag. Niemand belt terug. Het geld is op in maart."


def put(coder: str, code: str, words: str) -> Coding:
    start = TEXT.index(words)
    guid = f"{coder}/{code}/{start}"
    return Coding(guid, "fg1", code, coder, "coder", start, start + len(words), words, 1, "manual")


def spots() -> list[Spot]:
    """Twice x taken for y, once y for z; and codes that stand alone."""
    return align(
        [
            *(put("A", "x", "Zij zwijgen"), put("B", "y", "Zij zwijgen")),
            *(put("A", "x", "Niemand belt"), put("B", "y", "Niemand belt terug")),
            *(put("A", "y", "Het geld"), put("B", "z", "Het geld")),
            *(put("A", "x", "niets van hen"), put("A", "z", "maart"), put("B", "z", "maart")),
        ],
        TEXT,
        "AB",
    )


def code(id: str, definition: str, include: str = "", exclude: str = "") -> Code:
    texts = ({"nl": text} if text else {} for text in (definition, include, exclude))
    return Code(id, f"guid {id}", "", {"nl": f"Code {id}"}, next(texts), next(texts), next(texts))


BOOK = Codebook(
    "book",
    "1",
    ("nl",),
    (
        code("x", "Niet terugbellen of zonder elkaar zwijgen", exclude="over geld → code z"),
        code("y", "Zwijgen zonder elkaar, omdat het moet", "Zwijgplicht", exclude="wie niet terugbelt → x"),
        code("z", "Geld en middelen"),
    ),
)


def test_pairs_are_those_of_different_coders_the_most_frequent_first() -> None:
    assert {pair: len(found) for pair, found in confusions.pairs(spots()).items()} == {("x", "y"): 2, ("y", "z"): 1}


def test_what_to_look_at_in_the_codebook() -> None:
    summary, beside, split = confusions.confusions(spots(), BOOK, turns={}, languages=("nl",), selection={})
    rows = summary.records()
    assert [(row["code"], row["other"], row["times"]) for row in rows] == [("x", "y", 2), ("y", "z", 1)]
    assert rows[0]["share"] == 2 / 3, "x stands on three passages"
    assert rows[0]["ways"] == "A: x, B: y (2)"
    look = {(row["codes"], row["field"]): row["look"] for row in beside.records()}
    assert look["x · y", "definition"] == "both say: zwijgen"
    assert look["x · y", "include"] == "x has none"
    assert look["x · y", "exclude"] == "x does not name y: add when it is that; y names x: is it clear enough?"
    assert look["y · z", "exclude"] == "y does not name z: add when it is that; z has none: say where y begins"
    assert [row["quotation"] for row in split.records()] == ["Zij zwijgen", "Niemand belt terug", "Het geld"]


def test_a_code_is_named_by_its_label_too() -> None:
    one, other = BOOK.codes[0], BOOK.codes[2]
    (summary, beside, _) = confusions.confusions(
        align([put("A", "x", "Het geld"), put("B", "z", "Het geld")], TEXT, "AB"), BOOK, turns={}, languages=("nl",), selection={}
    )
    assert len(summary.rows) == 1
    assert f"{one.id} names {other.id}" in str(beside.records()[2]["look"])


def coded(transcript: str, time: str, *kinds: str, version: str = "1") -> list[Coded]:
    return [Coded(transcript, kind, f"2026-01-{time}T10:00:00.000Z", version) for kind in kinds]


def alpha(there: frozenset[str]) -> float | None:
    """An agreement that tells which transcripts it was asked for."""
    return len(there) / 10 if "c" not in there else None


def test_slices_are_of_whole_transcripts_in_the_order_in_which_they_were_done() -> None:
    found = [
        *coded("c", "03", "agreed", "boundary", "missed", "agreed"),
        *coded("a", "01", "extra", "missed", "agreed", "other-code"),
        *coded("b", "02", "agreed", "attribute"),
    ]
    rows = drift.by_time(found, alpha, 2).records()
    assert [(row["transcripts"], row["passages"], row["agreed"], row["share"]) for row in rows] == [(2, 6, 2, 2 / 6), (1, 4, 2, 0.5)]
    assert rows[0]["time"] == "2026-01-01 10:00 to 2026-01-02 10:00"
    assert [row["share_found"] for row in rows] == [3 / 6, 3 / 4]
    assert [row["alpha_median"] for row in rows] == [0.2, None]


def test_of_one_moment_nothing_can_be_said() -> None:
    table = drift.by_time(coded("a", "01", "agreed", "missed"), alpha)
    assert len(table.rows) == 1
    assert "nothing can be said of a course" in table.notes[-1]
    assert drift.by_time([], alpha).rows == ()


def test_versions_stand_in_their_order_and_only_those_under_which_something_was_coded() -> None:
    found = [*coded("a", "01", "agreed", version="old"), *coded("b", "02", "missed", "agreed", version="new")]
    rows = drift.by_version(found, ["oldest", "old", "new"], alpha).records()
    assert [(row["version"], row["passages"], row["share"]) for row in rows] == [("old", 1, 1), ("new", 2, 0.5)]
