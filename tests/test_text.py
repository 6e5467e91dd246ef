"""The words of a text: the fast way finds what the plain pattern finds, wherever they begin."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode import text
from qualcode.model import Span

_PIECES = [
    *(
        "l'",
        "d’",
        "qu'",
        "jusqu’",
        "d'r",
        "m'n",
        "m'na",
        "L'",
        "aujourd'hui",
        "zo'n",
        "collega's",
        "CGG-team",
        "peut-être",
        "cœur",
        "e\u0301",
    ),
    *(
        " ",
        "\n",
        "\t",
        "\xa0",
        "\u202f",
        "\u2028",
        ",",
        ".",
        "?",
        "…",
        "!",
        ";",
        ":",
        "'",
        "’",
        "-",
        "–",
        "_",
        "½",
        "²",
        "३",
        "ſ'",
        "İ",
        "ß",
    ),
    *("[lacht]", "(rires)", "[", "]", "(", ")", "XX", "XXX", "xxx", "yyy", "www", "0", "&=", "@s:", "a", "n", "qu", "12"),
]
SPOKEN = st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=30).map("".join)


@given(SPOKEN)
@example("d'accord,qu'on…l’ d'.a m'n:m'na -a- a--b 'a' a_b _ l'1")
def test_words_are_what_the_plain_pattern_finds_outside_notes(said: str) -> None:
    spoken = text._note().sub(lambda found: " " * len(found[0]), said)
    plain = list(text._WORD.finditer(spoken))
    assert text.words(said) == [found[0] for found in plain]
    assert text.word_starts(said) == [found.start() for found in plain]
    assert text.count_words(said) == len(plain)


@given(SPOKEN)
def test_every_letter_and_digit_that_is_spoken_is_in_a_word(said: str) -> None:
    spoken = text._note().sub(lambda found: " " * len(found[0]), said)
    assert "".join(re.findall(r"\w", "".join(text.words(said)))) == "".join(re.findall(r"\w", spoken))


LONG = "Wij hebben dat in het begin allemaal samen gedaan met hen"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", []),
        ("... [lacht] (rires) –", []),
        ("Ja.Nee,toch", ["Ja", "Nee", "toch"]),
        ("L’ami d'Anvers", ["L’", "ami", "d'", "Anvers"]),
        ("d'r zo'n m'n", ["d'r", "zo'n", "m'n"]),
        ("40.000 euro's", ["40", "000", "euro's"]),
        ("&=laughs ja &=head:no (.) hoor xxx .", ["ja", "hoor"]),
        ("&-uh we &+sam werken [/] werken samen", ["uh", "we", "sam", "werken", "werken", "samen"]),
        ("yyy ja www . 0 .", ["ja"]),
        ("0 [=! lacht] .", []),
        (
            "Hoeveel? 0. Of 0 [lacht] om 0u30, zie www.voorbeeld.be",
            ["Hoeveel", "0", "Of", "0", "om", "0u30", "zie", "www", "voorbeeld", "be"],
        ),
        ("een suivi@s:fra van xxxx bij hen@s", ["een", "suivi", "van", "bij", "hen"]),
        ("ik zei &*R2:oui dat", ["ik", "zei", "dat"]),
        ("Ja. #00:01:02-3# Dan, #02:03-4#nummer #3", ["Ja", "Dan", "nummer", "3"]),
        ("Ja.\n00:12:30\nOm 9:15 of\n[0:03]\n 1:02 \n12:30", ["Ja", "Om", "9", "15", "of"]),
        ("(een twee drie ) (een twee drie vier) (een  twee)", ["een", "twee", "drie", "vier", "een", "twee"]),
        ("op www.vad.be of info@vad.be", ["op", "www", "vad", "be", "of", "info", "vad", "be"]),
    ],
)
def test_words_of_spoken_text(said: str, words: list[str]) -> None:
    assert text.words(said) == words


@pytest.mark.parametrize(
    ("said", "notes", "words"),
    [
        ("Ja [lacht] en dan (stilte) XXX.", ["[lacht]", "(stilte)", "XXX"], "Ja en dan"),
        ("Oui (rires) mais xxx, enfin xx.", ["(rires)", "xxx", "xx"], "Oui mais enfin"),
        (
            "Ja (...) nee […] en [onverstaanbaar 00:12:10] dan (inaudible)",
            ["(...)", "[…]", "[onverstaanbaar 00:12:10]", "(inaudible)"],
            "Ja nee en dan",
        ),
        (
            "Hij <lacht> zei *lacht* dat ((zucht diep, lang en luid)) {rit}",
            ["<lacht>", "*lacht*", "((zucht diep, lang en luid))", "{rit}"],
            "Hij zei dat",
        ),
        ("Ja (lacht en kijkt naar R2) zeker.", ["(lacht en kijkt naar R2)"], "Ja zeker"),
        ("Ja (R3 knikt en schrijft iets op), ja.", ["(R3 knikt en schrijft iets op)"], "Ja ja"),
        ("Bon (tout le monde rit en même temps) oui.", ["(tout le monde rit en même temps)"], "Bon oui"),
        ("Ja (onverstaanbaar, 00:12:10 - 00:12:14) ja", ["(onverstaanbaar, 00:12:10 - 00:12:14)"], "Ja ja"),
        ("Wij (lange stilte, niemand zegt iets meer) wachten", ["(lange stilte, niemand zegt iets meer)"], "Wij wachten"),
        # What another says in between is not what this speaker says.
        ("En toen (R2: ja) ging hij (ja) weg", ["(R2: ja)", "(ja)"], "En toen ging hij weg"),
        # What is said between signs, or beside the point, is said.
        (
            "Dat is *heel* belangrijk, <ja> en (wat ik daarnet ook al zei) waar",
            [],
            "Dat is heel belangrijk ja en wat ik daarnet ook al zei waar",
        ),
        ("De (toenmalige minister van Justitie) zei 2 < 3 en 4 > 3", [], "De toenmalige minister van Justitie zei 2 3 en 4 3"),
        ("In de XXe eeuw, hoofdstuk IX, exx", [], "In de XXe eeuw hoofdstuk IX exx"),
    ],
)
def test_notes_of_transcribers_are_known_and_no_words(said: str, notes: list[str], words: str) -> None:
    assert [said[span.start : span.end] for span in text.notes(said)] == notes
    assert " ".join(text.words(said)) == words
    assert len(text.without_notes(said)) == len(said)
    assert text.noted(f"{said} #00:01:02-3# [00:12] (0:05)") == len(notes)


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ("Nee. Ja!", ["Nee.", "Ja!"]),
        ("geen tijd\ngeen geld", ["geen tijd", "geen geld"]),
        (f"{LONG}\nen zij ook. Ja", [f"{LONG}\nen zij ook.", "Ja"]),
        (f"{LONG}\nEn zij ook", [LONG, "En zij ook"]),
        (f"{LONG}\n\nen zij ook", [LONG, "en zij ook"]),
        (f"{LONG}.\nen zij ook", [f"{LONG}.", "en zij ook"]),
        (f"{LONG}\n", [LONG]),
    ],
)
def test_a_line_end_closes_a_sentence_unless_it_wraps_a_line(said: str, sentences: list[str]) -> None:
    assert [said[span.start : span.end] for span in text.sentences(said)] == sentences


def test_long_runs_of_one_character_are_read_at_once() -> None:
    """Patterns that look again from every place would take hours for these."""
    assert text.words("(" + "a" * 300_000) == ["a" * 300_000]
    for begin in ("(", "((", "<lacht ", "*lacht ", "{rit ", "[", "(R1 lacht "):
        assert text.notes(begin * 50_000 + "a") == []
    assert len(text.sentences("." * 300_000 + "a")) == 1


@pytest.mark.parametrize(
    ("raw", "made", "changes"),
    [
        ("\ufeffJa,\tnee.\n", "Ja,\tnee.\n", {}),
        ("a\r\nb\rc\u2028d\x85e\x0cf", "a\nb\nc\nd\ne\nf", {"line end": 5}),
        ("be\xadroeps\xadge\u200bheim\u2060", "beroepsgeheim", {"soft hyphen": 2, "zero-width character": 2}),
        ("\x1b[31m\x9b\x00\ud800x", "[31mx", {"control character": 4}),
        ("\u202eab\u2066c\u200f", "abc", {"bidirectional mark": 3}),
        ("cafe\u0301 e\xad\u0301te\u0301", "café été", {"letter": 3, "soft hyphen": 1}),
        ("«\xa0Ça va\u202f?\xa0»", "«\xa0Ça va\u202f?\xa0»", {}),
        ("👩\u200d👧 क\u094d\u200dष", "👩\u200d👧 क\u094d\u200dष", {}),
        ("wa\u200dcht\u200c", "wacht", {"zero-width character": 2}),
        ("e\u200d\u0301\u200d👧", "é👧", {"zero-width character": 2, "letter": 1}),
    ],
)
def test_what_canonical_text_changes_is_counted_by_kind(raw: str, made: str, changes: dict[str, int]) -> None:
    assert text.counted(raw) == (made, changes)
    left_out = sum(count for kind, count in changes.items() if kind in text.LEFT_OUT)
    assert text.canonical(raw) == (made, left_out)


@given(st.lists(st.sampled_from("\u0301\u0323\u0327\u0f73\u0f71\u05b0-."), min_size=100, max_size=140))
def test_marks_piled_upon_a_letter_take_the_order_that_they_have_in_nfc(marks: list[str]) -> None:
    raw = f"e{''.join(marks)}e\u0301"
    assert text.canonical(raw) == (unicodedata.normalize("NFC", raw), 0)


def test_any_number_of_marks_upon_a_letter_is_put_in_order() -> None:
    assert text.canonical("x" + "\u0301\u0323" * 200_000) == ("x" + "\u0323" * 200_000 + "\u0301" * 200_000, 0)


@given(st.text(st.sampled_from("e\u0301\u0327\xad\u200b\u200c\u200d\r\n\u202e\ufeffक्\u094dİ👧\ufe0f\x1b ") | st.characters(), max_size=20))
def test_canonical_text_is_its_own_canonical_form(raw: str) -> None:
    made, _ = text.canonical(raw)
    assert text.counted(made) == (made, {})
    assert text.is_canonical(made)


@pytest.mark.parametrize("stored", ["R1: ja\x1b", "a\r\n", "e\u0301", "\u202ea", "\ufeffa", "a\ud800"])
def test_what_a_stored_text_may_not_hold_is_noticed(stored: str) -> None:
    assert not text.is_canonical(stored)
    assert text.is_canonical("Een be\xadroep dat vroeger zo werd opgeslagen.\n")


def test_a_quotation_is_found_whatever_unseen_characters_it_or_the_text_holds() -> None:
    stored = "Dat is het be\xadroeps\xadgeheim, zei hij."
    assert [stored[span.start : span.end] for span in text.find(stored, "beroepsgeheim")] == ["be\xadroeps\xadgeheim"]
    assert text.find("Dat is het beroepsgeheim.", "be\xadroeps\xadgeheim") == [Span(11, 24)]
