"""Cues become turns with a speaker and times."""

from __future__ import annotations

import pytest

from qualcode.errors import Unreadable
from tests.importers.inputs import draft, reading, said

HEAD = "WEBVTT\n\n"


def cue(start: str, end: str, *lines: str) -> str:
    """One cue."""
    return "\n".join((f"{start} --> {end}", *lines, "", ""))


def test_cues_of_one_voice_that_follow_one_another_are_one_turn() -> None:
    text = (
        cue("00:01.000", "00:02.000", "<v R1>Ja,")
        + cue("00:02.000", "00:03.500", "<v R1>dat is zo.")
        + cue("00:04.000", "00:05.000", "<v R2>Nee.")
    )
    found = draft("a.vtt", HEAD + text)
    assert found.text == "R1: Ja, dat is zo.\nR2: Nee."
    assert [(turn.speaker, turn.time_start, turn.time_end) for turn in found.turns] == [("R1", 1000, 3500), ("R2", 4000, 5000)]


def test_names_before_a_colon_are_labels_too() -> None:
    text = (
        cue("1:00:01.000", "1:00:02.000", "R1: Ja,")
        + cue("1:00:02.000", "1:00:03.000", "R1: hoor.")
        + cue("1:00:03.000", "1:00:04.000", "R2: Nee.")
    )
    found = draft("a.vtt", HEAD + text)
    assert said(found) == [("R1", "Ja, hoor."), ("R2", "Nee.")]
    assert found.turns[0].time_start == 3_601_000


def test_cues_without_any_name_are_turns_of_a_narrator_with_their_times() -> None:
    found = draft("a.vtt", HEAD + cue("00:01.000", "00:02.000", "Ja,", "hoor.") + cue("00:02.000", "00:03.000", "Nee."))
    assert said(found) == [("Narrator", "Ja, hoor."), ("Narrator", "Nee.")]
    assert [(turn.time_start, turn.time_end) for turn in found.turns] == [(1000, 2000), (2000, 3000)]


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("<v R1><i>Ja</i>, <c.rood.groot>hoor</c>.", "Ja, hoor."),
        ("<v R1>Ja<00:00:01.500>, hoor.</v>", "Ja, hoor."),
        ("<v.luid R1>1 &lt; 2 &amp;&nbsp;3", "1 < 2 &\xa03"),
        ("<v R1><lang nl>Ja</lang> <ruby>a<rt>b</rt></ruby>", "Ja ab"),
        ("<v R1>a <b c> d<e>f", "a d<e>f"),
        ("<v R1>&#x202e;Ja&#27;", "Ja"),
    ],
)
def test_tags_are_taken_out_and_entities_are_letters(payload: str, text: str) -> None:
    assert said(draft("a.vtt", HEAD + cue("00:01.000", "00:02.000", payload)))[0] == ("R1", text)


def test_headers_ids_and_styles_are_no_text_and_notes_are_listed() -> None:
    text = "\ufeffWEBVTT - titel\nKind: captions\n\nNOTE\nterzijde\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n42\n" + cue(
        "00:01.000", "00:02.000", "<v R1>Ja."
    )
    found = reading("a.vtt", text)
    assert found.drafts[0].text == "R1: Ja."
    assert [str(problem) for problem in found.problems] == ["line 4: a note is not part of the text: `NOTE terzijde`"]


def test_a_cue_with_a_broken_time_keeps_its_words_and_is_listed() -> None:
    found = reading("a.vtt", HEAD + cue("00:01", "straks", "<v R1>Ja.") + cue("00:05.000", "00:04.000", "<v R2>Nee."))
    assert said(found.drafts[0]) == [("R1", "Ja."), ("R2", "Nee.")]
    assert [turn.time_start for turn in found.drafts[0].turns] == [None, None]
    assert [problem.where for problem in found.problems] == ["line 3", "line 6"]


@pytest.mark.parametrize(
    ("text", "message"), [("1\n00:00:01,000 --> 00:00:02,000\nJa.\n", "does not begin with WEBVTT"), (HEAD, "has no cue")]
)
def test_what_is_no_webvtt_is_refused(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        reading("a.vtt", text)
