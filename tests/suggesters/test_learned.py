"""Codes are suggested by what people have coded: from the codebook's words at first, then ever more from their own."""

from __future__ import annotations

import hashlib
import io
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qualcode.model import UNSURE, Code, Suggestion, Unit
from qualcode.suggesters import _saved
from qualcode.suggesters._knowledge import Example, Knowledge
from qualcode.suggesters.learned import scores, suggest
from qualcode.text import sentences

CODES = (
    Code(
        "waiting",
        "g1",
        "",
        {"nl": "Wachttijd", "fr": "Attente"},
        {"nl": "Hoe lang mensen op een plaats wachten.", "fr": "Combien de temps on attend une place."},
        keywords={"nl": ("wachtlijst*",), "fr": ("liste d'attente",)},
    ),
    Code(
        "secrecy",
        "g2",
        "",
        {"nl": "Geheim", "fr": "Secret"},
        {"nl": "Wat diensten elkaar niet mogen zeggen.", "fr": "Ce que les services ne peuvent pas se dire."},
        keywords={"nl": ("beroepsgeheim",), "fr": ("secret professionnel",)},
    ),
    Code("family", "g3", "", {"nl": "Gezin", "fr": "Famille"}, {"nl": "Ouders en kinderen.", "fr": "Parents et enfants."}),
)
SAID = {
    "waiting": (
        "Elf weken voor een opname, dat is te lang.",
        "Er is nergens plaats, ze blijven op de lijst staan.",
        "Tegen dat er een bed vrij is, zijn we maanden verder.",
        "De opname wordt altijd uitgesteld, weken aan een stuk.",
    ),
    "secrecy": (
        "Wij mogen van het parket niets vernemen.",
        "Ik zeg niets aan de rechter zonder dat hij het weet.",
        "Wat de cliënt mij zegt, blijft bij mij.",
        "Zonder toestemming gaat er geen verslag naar justitie.",
    ),
    "family": (
        "Zijn moeder belt elke dag naar de dienst.",
        "De kinderen zijn bij de grootouders.",
        "Haar zus neemt de kleine mee naar school.",
        "De vader wil er niets meer mee te maken hebben.",
    ),
}
EXAMPLES = tuple(
    Example(text, "nl", f"fg{at}", frozenset({code}), place=f"fg{at} {at + 1}")
    for code, texts in SAID.items()
    for at, text in enumerate(texts)
)
START = Knowledge(CODES, ("nl", "fr"))
CODED = replace(START, examples=EXAMPLES)


def unit(text: str, language: str = "nl", start: int = 0) -> Unit:
    return Unit("t", 2, start, text, language)


def best(text: str, knowledge: Knowledge, language: str = "nl") -> str:
    """The code with the highest chance."""
    chances, _ = scores([unit(text, language)], knowledge)
    return CODES[int(chances[0].argmax())].id


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Die wachtlijsten, dat is het probleem.", "nl", "waiting"),
        ("On a un secret professionnel, nous.", "fr", "secrecy"),
        ("De ouders en de kinderen lijden eronder.", "nl", "family"),
        ("Les services ne se disent rien.", "fr", "secrecy"),
        ("Er is geheimhouding.", "nl", "secrecy"),
    ],
)
def test_with_nothing_coded_the_codebook_is_learnt_from(text: str, language: str, code: str) -> None:
    assert best(text, START, language) == code


def test_words_that_stand_in_no_codebook_are_learnt() -> None:
    text = "Zijn grootmoeder belt de school."
    before, after = (scores([unit(text)], knowledge)[0][0][2] for knowledge in (START, CODED))
    assert best(text, CODED) == "family"
    assert after > before


def test_a_refused_suggestion_is_learnt_from() -> None:
    text = "De opname van dat gesprek is mislukt."
    no = Example(text, "nl", "fg9", frozenset(), frozenset({"waiting"}), whole=False)
    before, after = (scores([unit(text)], each)[0][0][0] for each in (CODED, replace(CODED, examples=(*EXAMPLES, no))))
    assert after < before


def test_what_coders_contradict_each_other_in_was_given() -> None:
    both = replace(EXAMPLES[0], refused=frozenset({"waiting"}))
    assert (scores([unit("Elf weken.")], replace(CODED, examples=(both, *EXAMPLES[1:])))[0] == scores([unit("Elf weken.")], CODED)[0]).all()


def test_the_reason_is_words_and_the_nearest_coded_text() -> None:
    found = suggest([unit("Zij wachten. Tien weken voor een opname, hè!", start=100)], replace(CODED, least=0.05))
    first = next(one for one in found if one.code == "waiting")
    assert (first.transcript, first.revision, first.suggester) == ("t", 2, "learned")
    assert "opname" in first.reason
    assert "as fg0 1: “Elf weken voor een opname, dat is te lang.”" in first.reason
    assert "Zij wachten. Tien weken voor een opname, hè!"[first.start - 100 : first.end - 100].endswith("hè!")


def test_spans_are_whole_sentences_and_scores_fall() -> None:
    text = "Ja. De vader is weg, met zijn kinderen.\nEr is geen plaats en geen bed. Punt."
    found = suggest([unit(text)], replace(CODED, least=0.0))
    assert len(found) == 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    places = sentences(text)
    assert all(one.start in {each.start for each in places} and one.end in {each.end for each in places} for one in found)


def test_nothing_is_suggested_below_the_least_score() -> None:
    assert suggest([unit("Ja.")], replace(CODED, least=0.9)) == []


@pytest.mark.parametrize("text", ["", "  \n", "…", "[lacht]", "\U0001f600", "x" * 5000])
def test_texts_without_words_or_sense(text: str) -> None:
    assert all(0 <= one.score <= 1 for one in suggest([unit(text)], replace(CODED, least=0.0)))


@pytest.mark.parametrize(
    "knowledge",
    [
        Knowledge((), ("nl",)),
        Knowledge((CODES[0],), ("nl",)),
        Knowledge((CODES[0],), ("nl",), EXAMPLES),
        Knowledge(CODES, ("nl",), EXAMPLES[:1]),
        Knowledge(CODES, ("nl",), (Example(" ", "nl", "fg1", frozenset({"family"})),)),
        Knowledge(CODES, ("nl",), (Example("Ja.", "nl", "fg1", frozenset({"gone"})),) * 3),
        Knowledge(tuple(Code(f"c{at}", f"c{at}", "", {"nl": f"Code {at}"}) for at in range(1000)), ("nl",), EXAMPLES),
    ],
    ids=["no code", "one code", "one code coded", "one example", "empty example", "unknown code", "a thousand codes"],
)
def test_little_to_learn_from_gives_sensible_suggestions(knowledge: Knowledge) -> None:
    found = suggest([unit("De kinderen staan op de wachtlijst.")], replace(knowledge, least=0.0))
    assert len(found) <= min(3, len(knowledge.codes))
    assert all(0 <= one.score <= 1 and one.reason for one in found)
    assert ("waiting" in {one.code for one in found}) == ("waiting" in {code.id for code in knowledge.codes})


def test_one_code_alone_is_suggested_where_something_speaks_for_it() -> None:
    coded = tuple(Example(f"De wachtlijst duurt {at} weken.", "nl", f"fg{at % 3}", frozenset({"waiting"})) for at in range(12))
    known = Knowledge((CODES[0],), ("nl",), coded, texts=(("Zijn moeder belt.", "nl"), ("Ja.", "nl")) * 10)
    assert [one.reason.partition(" ")[0] for one in suggest([unit("Ik sta op de wachtlijst."), unit("…"), unit("Zijn zus.")], known)] == [
        "wachtlijst"
    ]


def test_a_thousand_codes_are_learnt(tmp_path: Path) -> None:
    codes = tuple(Code(f"code{at}", f"g{at}", "", {"nl": f"Thema{at}"}) for at in range(1000))
    said = tuple(Example(f"Over thema{at} gaat het.", "nl", f"fg{at % 7}", frozenset({f"code{at}"})) for at in range(0, 1000, 5))
    known = Knowledge(codes, ("nl",), said, cache=tmp_path)
    asked = [unit("Weer over thema500."), unit("Niets daarvan.")]
    found = suggest(asked, replace(known, least=0.01))
    assert next(one for one in found if one.score == max(each.score for each in found)).code == "code500"
    _saved._last.clear()
    assert suggest(asked, replace(known, least=0.01)) == found


def test_the_order_of_what_is_known_makes_no_difference() -> None:
    turned = replace(CODED, examples=EXAMPLES[::-1])
    text = unit("Zijn moeder wacht op een bed.")
    _saved._last.clear()
    first = scores([text], CODED)[0]
    _saved._last.clear()
    assert (scores([text], turned)[0] == first).all()


FRENCH = tuple(
    (text, "fr")
    for at in range(10)
    for text in (
        f"Il y a une liste d'attente de {at} mois.",
        f"Le secret professionnel, numéro {at}, on ne peut rien dire.",
        f"Les parents et les {at} enfants sont là.",
    )
)


def test_what_is_coded_in_one_language_helps_in_the_other() -> None:
    dutch = tuple(replace(one, text=f"{one.text} {at}") for at in range(3) for one in EXAMPLES)
    known = replace(START, examples=dutch, texts=FRENCH)
    for text, code in (("La liste d'attente est longue.", "waiting"), ("Les enfants et la famille.", "family")):
        assert best(text, known, "fr") == code
    assert best("Er staan er veel op de lijst.", known) == "waiting"
    assert best("Les parents.", known, UNSURE) == "family"


def cached(folder: Path) -> list[Suggestion]:
    _saved._last.clear()
    dutch = tuple(replace(one, text=f"{one.text} {at}") for at in range(3) for one in EXAMPLES)
    return suggest(
        [unit("De opname is uitgesteld."), unit("Les enfants.", "fr")], Knowledge(CODES, ("nl", "fr"), dutch, FRENCH, cache=folder)
    )


def test_a_model_is_kept_and_read_again(tmp_path: Path) -> None:
    first = cached(tmp_path / "cache")
    (file,) = (tmp_path / "cache").glob("*.model")
    assert file.stat().st_mode & 0o777 == 0o600
    written = file.stat().st_mtime_ns
    assert cached(tmp_path / "cache") == first
    assert file.stat().st_mtime_ns == written


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "replaced"])
def test_a_damaged_cache_is_made_again(tmp_path: Path, damage: str) -> None:
    first = cached(tmp_path)
    (file,) = tmp_path.glob("*.model")
    whole = file.read_bytes()
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    file.write_bytes({"cut": whole[:middle], "changed": changed, "empty": b"", "replaced": b"0" * 64 + b"PK"}[damage])
    assert cached(tmp_path) == first
    assert file.read_bytes()[:64] == whole[:64]


class Trap:
    """What would leave a file behind if it were unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self._path,))


@pytest.mark.parametrize("what", ["pickle", "whole pickle", "sizes", "endless", "deep", "huge"])
def test_a_forged_cache_with_the_right_hash_is_made_again_and_never_unpickled(tmp_path: Path, what: str) -> None:
    first = cached(tmp_path / "cache")
    (file,) = (tmp_path / "cache").glob("*.model")
    whole = file.read_bytes()
    with np.load(io.BytesIO(whole[64:])) as packed:
        arrays = dict(packed)
    trap = np.array([Trap(tmp_path / "sprung")], dtype=object)
    forged: dict[str, dict[str, Any]] = {
        "pickle": {"learned": trap},
        "sizes": {"learned": arrays["learned"][:-1]},
        "endless": {"own": np.full(len(arrays["own"]), np.nan)},
        "deep": {"stems": np.frombuffer(b"[" * 100_000, dtype="uint8")},
    }
    stream = io.BytesIO()
    np.savez(stream, **(arrays | forged.get(what, {})))
    data = pickle.dumps(Trap(tmp_path / "sprung")) if what == "whole pickle" else stream.getvalue()
    if what == "huge":
        data = data.replace(b"'shape': (2,)", b"'shape': (9" + b"9" * 12 + b",)", 1)
    file.write_bytes(hashlib.sha256(file.stem.encode() + data).hexdigest().encode() + data)
    assert cached(tmp_path / "cache") == first
    assert file.read_bytes() == whole
    assert not (tmp_path / "sprung").exists()


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert cached(tmp_path / "file") == cached(tmp_path)


def test_another_coding_makes_another_model(tmp_path: Path) -> None:
    for knowledge in (CODED, replace(CODED, examples=EXAMPLES[:-1])):
        _saved._last.clear()
        suggest([unit("Ja.")], replace(knowledge, cache=tmp_path))
    assert len(list(tmp_path.glob("*.model"))) == 2
