"""SubRip subtitles as people and programs really write them."""

from __future__ import annotations

import pytest
from hypothesis import given

from qualcode.errors import Unreadable
from tests.importers.inputs import draft, reading, said
from tests.importers.test_properties import conversations, plain

TWO = [("R1", "Ja."), ("R2", "Nee.")]


def cue(number: int | str, *lines: str, start: str = "00:00:01,000", end: str = "00:00:02,000") -> str:
    """One cue."""
    return "\n".join((str(number), f"{start} --> {end}", *lines, "", ""))


@pytest.mark.parametrize(
    "text",
    [
        cue(1, "R1: Ja.") + cue(2, "R2: Nee."),
        cue(0, "R1: Ja.") + cue(1, "R2: Nee."),
        cue(7, "R1: Ja.") + cue(7, "R2: Nee."),
        "00:00:01,000 --> 00:00:02,000\nR1: Ja.\n\n00:00:02,000 --> 00:00:03,000\nR2: Nee.\n",
        "1\n00:00:01,000 --> 00:00:02,000\nR1: Ja.\n2\n00:00:02,000 --> 00:00:03,000\nR2: Nee.",
        "\ufeff\n\n1\n00:00:01.000 --> 00:00:02.000\nR1: Ja.\n\n\n\n2\n0:00:02.5 --> 0:00:03\nR2: Nee.\n",
        "1\n00:00:01,000 –> 00:00:02,000\nR1: Ja.\n\n2\n00:00:02,000 → 00:00:03,000 X1:10 Y1:5\nR2: Nee.\n",
        cue(1, "<i>R1:</i> {\\\\an8}Ja.") + cue(2, "<FONT color='red'>R2: Nee.</FONT>"),
        cue(1, "- R1: Ja.", "- R2: Nee."),
        cue(1, "[R1]: Ja.") + cue(2, "[R2]: Nee."),
        cue(1, "R1: Ja.").replace("\n", "\r\n") + cue(2, "R2: Nee."),
    ],
)
def test_every_common_way_of_writing_cues_gives_the_same_turns(text: str) -> None:
    found = reading("a.srt", text)
    assert said(found.drafts[0]) == TWO
    assert found.problems == ()


def test_numbers_that_are_said_are_words_and_numbers_of_cues_are_not() -> None:
    text = cue(1, "R1: Hoeveel?", "", "12") + cue(2, "R2: Meer.", "400") + cue(3, "R1: Nee.", "2026")
    assert said(draft("a.srt", text)) == [("R1", "Hoeveel? 12"), ("R2", "Meer. 400"), ("R1", "Nee. 2026")]


def test_a_dash_without_a_name_is_somebody_else_and_nobody_known() -> None:
    found = reading("a.srt", cue(1, "R1: Ja?", "- Nee.") + cue(2, "R2: Toch."))
    assert said(found.drafts[0]) == [("R1", "Ja?"), ("Unknown", "Nee."), ("R2", "Toch.")]
    assert "Lines that begin with a dash, for somebody else, and name nobody: 1. Unknown says them." in found.notes


def test_dashes_without_any_name_part_turns_and_are_no_speech() -> None:
    found = draft("a.srt", cue(1, "- Ça va ?", "- Oui,", "merci.") + cue(2, "-5 graden"))
    assert said(found) == [("Narrator", "Ça va ?"), ("Narrator", "Oui, merci."), ("Narrator", "-5 graden")]


def test_a_label_that_is_not_believed_is_listed() -> None:
    text = (
        cue(1, "R1: Wel,")
        + cue(2, "dat is zo.")
        + cue(3, "Anker: en ik?", start="00:01:05,000", end="00:01:06,000")
        + cue(4, "R2: Ja.")
        + cue(5, "Nee.")
    )
    found = reading("a.srt", text)
    assert said(found.drafts[0])[0] == ("R1", "Wel, dat is zo. Anker: en ik?")
    assert [(line.line, line.text) for line in found.unplaced] == [(1, "Anker: en ik?")]
    assert "--label 'Anker|R\\d+'" in [advice.option for advice in found.advice]


def test_a_time_that_cannot_be_understood_and_text_before_the_first_are_listed() -> None:
    found = reading("a.srt", "vertaald door ons\n\n" + cue(1, "R1: Ja.", end="straks") + cue(2, "R2: Nee."))
    assert said(found.drafts[0]) == TWO
    assert [turn.time_start for turn in found.drafts[0].turns] == [None, 1000]
    assert [problem.where for problem in found.problems] == ["line 1", "line 4"]


def test_subrip_is_recognised_whatever_its_name_is() -> None:
    assert said(draft("a.txt", cue(1, "R1: Ja.") + cue(2, "R2: Nee."))) == TWO
    assert said(draft("a.srt", (cue(1, "R1: Ja.") + cue(2, "R2: Nee.")).encode("utf-16"))) == TWO


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Gewone tekst.\n", "is no SubRip: no line of it says a time"),
        (cue(1) + cue(2, "<i></i>"), "has no cue with words in it"),
        ("\n" * 50_001 + cue(1, "Ja."), "has more than 50000 lines"),
        (cue(1, "Ja. " * 2_200_000), "has more than 8 MB"),
        (cue(1, "<v R1>Ja." * 50_001), "has more than 50000 lines"),
    ],
    ids=range(5),
)
def test_what_is_no_subrip_is_refused(data: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        reading("a.srt", data)


@given(conversations)
def test_turns_written_as_cues_are_read_back_to_the_letter(turns: list[tuple[str, str]]) -> None:
    cues = [cue(number, f"{label}: {speech.replace('&', '&amp;').replace('<', '&lt;')}") for number, (label, speech) in enumerate(turns, 1)]
    expected: list[tuple[str, str]] = []
    for label, speech in turns:
        if expected and expected[-1][0] == plain(label):
            expected[-1] = (plain(label), f"{expected[-1][1]} {speech}")
        else:
            expected.append((plain(label), speech))
    assert said(draft("a.srt", "".join(cues))) == expected
