"""What was coded in a text is found again in an edited one, at its true place or not at all."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.alignment import align
from qualcode.model import Span
from qualcode.placing import Placing, place
from tests.edits import coded_at_random, edited, left_whole, study_text

SURE = ("placed", "changed")


def outcomes(text: str, number: int, codings: int, draw: random.Random) -> Counter[str]:
    """What becomes of codings when a text is edited: of those that nobody touched whether they are found at their true place, wait for a
    person, or stand at a wrong place for sure; and how many of the others stand for sure at a place that has nothing of them.
    """
    made = edited(text, number, draw)
    alignment, truth = align(text, made.text), made.truth()
    found: Counter[str] = Counter()
    for span in coded_at_random(text, codings, draw):
        placing = place(alignment, span)
        true = left_whole(made, truth, span)
        left = [truth[at] for at in range(span.start, span.end) if at in truth]
        if true is not None:
            exact = (placing.start, placing.end) == (true.start, true.end)
            found["exact" if placing.state == "placed" and exact else "wrong" if placing.state in SURE else "waits"] += 1
        elif placing.state in SURE and sum(placing.start <= at < placing.end for at in left) * 2 < max(1, len(left)):
            found["touched and wrong"] += 1
        else:
            found["touched"] += 1
    return found


def test_after_60_edits_in_40000_characters_99_in_100_are_exact_and_none_is_silently_wrong(repository: Path) -> None:
    text = study_text(repository)
    found: Counter[str] = Counter()
    for seed in range(4):
        found += outcomes(text, 60, 400, random.Random(seed))
    assert (found["wrong"], found["touched and wrong"]) == (0, 0)
    assert found["exact"] >= 0.99 * (found["exact"] + found["waits"])
    assert found["exact"] > 1200
    assert found["touched"] > 50


def test_a_text_edited_all_over_leaves_none_silently_wrong(repository: Path) -> None:
    found = outcomes(study_text(repository), 600, 400, random.Random(5))
    assert found["wrong"] == 0
    assert found["exact"] >= 0.97 * (found["exact"] + found["waits"])


SAID = ("Ja.", "Nee.", "Ja, dat klopt.", "Hm.", "Oui, voilà.", "Ja ja ja.", "Dat is waar, maar niet altijd.", "Het geheim is heilig.")


@pytest.mark.parametrize("sentences", [3, 5, 8])
def test_where_everybody_says_the_same_a_place_is_exact_or_waits(sentences: int) -> None:
    draw = random.Random(sentences)
    turns = [" ".join(draw.choices(SAID[:sentences], k=draw.randrange(1, 4))) for _ in range(400)]
    text = "".join(f"{draw.choice(('R1', 'R2', 'M'))}: {turn}\n" for turn in turns)
    found = outcomes(text, 20, 400, draw)
    assert found["wrong"] == 0
    assert found["exact"] > 0.9 * (found["exact"] + found["waits"])


TALK = """M: Wat denken jullie over het beroepsgeheim?
R1: Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp.
R2: Oui, mais le secret partagé existe aussi. On en parle souvent ici.
R1: Ja.
R2: Het dossier blijft bij ons in de kast.
R1: Ja.
"""


def placed(new: str, words: str, *, after: str = "", old: str = TALK) -> tuple[str, str]:
    """What becomes of words of the talk (the first after some others) in a new version of it: the state, and the words that stand there."""
    start = old.index(after + words) + len(after)
    found = place(align(old, new), Span(start, start + len(words)))
    return found.state, new[found.start : found.end]


def test_words_that_nobody_touched_are_placed_whatever_happens_around_them() -> None:
    assert placed(TALK, "heilig") == ("placed", "heilig")
    assert placed(TALK.replace("R1:", "Deelnemer 4:"), "heilig") == ("placed", "heilig")
    assert placed("Verslag\n\n" + TALK, "Het beroepsgeheim is heilig.") == ("placed", "Het beroepsgeheim is heilig.")
    assert placed(TALK.replace("heilig.", "heilig!"), "heilig") == ("placed", "heilig")
    assert placed(TALK.replace("is heilig", "is heel heilig"), "heilig") == ("placed", "heilig")
    assert placed(TALK.replace("geen hulp", "geen\nhulp"), "Zonder vertrouwen geen hulp.") == ("placed", "Zonder vertrouwen geen\nhulp.")


def test_white_space_at_the_ends_goes_along_where_it_stands() -> None:
    assert placed(TALK.replace("heilig", "heel heilig"), " Zonder vertrouwen geen hulp.\n") == ("placed", " Zonder vertrouwen geen hulp.\n")
    assert placed(TALK.replace("hulp.\n", "hulp. "), " Zonder vertrouwen geen hulp.\n") == ("placed", " Zonder vertrouwen geen hulp.")
    assert placed(TALK, "\nR1: Ja.\n", after="ici.") == ("placed", "\nR1: Ja.\n")


def test_words_that_were_changed_are_placed_where_they_stand_now() -> None:
    assert placed(TALK.replace("heilig", "heiliger"), "heilig") == ("changed", "heiliger")
    assert placed(TALK.replace("heilig", "onheilig"), "heilig") == ("changed", "onheilig")
    assert placed(TALK.replace("Het beroepsgeheim is", "Dat beroepsgeheim is"), "Het beroepsgeheim is heilig.") == (
        "changed",
        "Dat beroepsgeheim is heilig.",
    )
    split = TALK.replace("heilig. Zonder", "heilig.\nR5: Zonder")
    whole = "Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp."
    assert placed(split, whole) == ("changed", whole.replace(" Zonder", "\nR5: Zonder"))


def test_words_that_went_elsewhere_are_proposed_there() -> None:
    words = "Het dossier blijft bij ons in de kast."
    assert placed(TALK.replace(f"R2: {words}\n", "").replace("M: ", f"M: {words} "), words) == ("moved", words)


def test_words_of_which_little_is_left_are_not_sure() -> None:
    assert placed(TALK.replace(" is heilig. Zonder vertrouwen", ""), "Het beroepsgeheim is heilig. Zonder vertrouwen geen hulp.") == (
        "unsure",
        "Het beroepsgeheim geen hulp.",
    )


def test_of_words_of_which_only_a_full_stop_is_left_nothing_is_left() -> None:
    assert placed(TALK.replace("Het beroepsgeheim is heilig.", "Tja."), "Het beroepsgeheim is heilig.") == ("missing", "")


def test_words_that_are_gone_are_missing_at_the_place_where_they_stood() -> None:
    new = TALK.replace("R2: Oui, mais le secret partagé existe aussi. On en parle souvent ici.\n", "")
    assert placed(new, "secret partagé") == ("missing", "")
    old = TALK.index("secret partagé")
    found = place(align(TALK, new), Span(old, old + len("secret partagé")))
    assert abs(found.start - new.index("R1: Ja.")) <= 1


def test_of_two_alike_of_which_one_is_gone_nobody_knows_which() -> None:
    new = TALK.replace("R1: Ja.\nR2: Het dossier blijft bij ons in de kast.\n", "")
    assert placed(new, "Ja", after="ici.\nR1: ") == ("unsure", "Ja")
    assert placed(new, "Ja", after="kast.\nR1: ")[0] in {"unsure", "missing"}


def test_of_two_alike_each_is_placed_where_its_surroundings_are() -> None:
    new = TALK.replace("in de kast", "in een kast").replace("Oui, mais", "Oui mais")
    first, second = (Span(at, at + 2) for at in (TALK.index("R1: Ja.") + 4, TALK.rindex("Ja.")))
    alignment = align(TALK, new)
    assert place(alignment, first) == Placing("placed", new.index("R1: Ja.") + 4, new.index("R1: Ja.") + 6)
    assert place(alignment, second) == Placing("placed", new.rindex("Ja."), new.rindex("Ja.") + 2)


def test_words_replaced_by_their_like_elsewhere_do_not_follow_them() -> None:
    """Where the coded words were taken out, the same words in another turn are other words."""
    new = TALK.replace("Het beroepsgeheim is heilig. ", "")
    state, _ = placed(new, "beroepsgeheim", after="R1: Het ")
    assert state in {"unsure", "missing"}


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60), st.data())
def test_any_place_is_one_in_the_new_text(old: str, new: str, data: st.DataObject) -> None:
    spans = [(start, end) for start in range(len(old)) for end in range(start + 1, len(old) + 1) if old[start:end].strip()]
    if not spans:
        return
    start, end = data.draw(st.sampled_from(spans))
    found = place(align(old, new), Span(start, end))
    assert 0 <= found.start <= found.end <= len(new)
    assert (found.start == found.end) == (found.state == "missing")
    if found.state == "placed":
        assert new[found.start : found.end].split() == old[start:end].split()
    if found.state != "missing":
        assert new[found.start : found.end].strip()
