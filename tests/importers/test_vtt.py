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
    ("text", "message"), [("Ja.\n\n00:00:01.000 --> 00:00:02.000\nJa.\n", "does not begin with WEBVTT"), (HEAD, "has no cue")]
)
def test_what_is_no_webvtt_is_refused(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        reading("a.vtt", text)


def test_subrip_under_the_name_of_webvtt_is_read_as_what_it_is() -> None:
    found = reading("a.vtt", "1\n00:00:01,000 --> 00:00:02,000\nR1: Ja.\n\n2\n00:00:02,000 --> 00:00:03,000\nR2: Nee.\n")
    assert said(found.drafts[0]) == [("R1", "Ja."), ("R2", "Nee.")]
    assert found.notes[0] == "Read as .srt, which it is whatever its name says."


def test_a_cue_after_a_line_of_blanks_keeps_its_words_and_a_blank_line_within_a_cue_does_not_end_it() -> None:
    found = reading(
        "a.vtt", HEAD + "00:01.000 --> 00:02.000\n \n<v R1>Ja,\n\nhoor.\n\nNOTE klaar\n\nb7\n00:03.000 --> 00:04.000\n<v R2>Nee.\n"
    )
    assert said(found.drafts[0]) == [("R1", "Ja, hoor."), ("R2", "Nee.")]
    assert [str(problem) for problem in found.problems] == ["line 9: a note is not part of the text: `NOTE klaar`"]
    assert "Blank lines within a cue, which goes on after them: 1, the first before line 7." in found.notes


def test_the_name_in_the_id_of_a_cue_is_its_voice() -> None:
    text = '1 "Animatrice" (10249)\n' + cue("00:01.000", "00:02.000", "Oui ?") + '2 "R 2"\n' + cue("00:03.000", "00:04.000", "Non.")
    assert said(draft("a.vtt", HEAD + text)) == [("Animatrice", "Oui ?"), ("R 2", "Non.")]


def test_names_with_a_comma_and_of_somebody_who_speaks_once_are_labels_where_every_cue_has_one() -> None:
    names = ["Jansen, An", "R1", "Jansen, An", "Boei", "R1"]
    text = "".join(cue(f"00:0{at}.000", f"00:0{at}.500", f"{name}: Ik zei: {at}.") for at, name in enumerate(names))
    assert said(draft("a.vtt", HEAD + text)) == [(name, f"Ik zei: {at}.") for at, name in enumerate(names)]


def test_a_cue_that_names_nobody_among_others_that_do_is_said_to() -> None:
    lines = ["R1: Ja.", "R2: Nee.", "R1: Ja.", "R2: Nee.", "Ik zei: straks."]
    text = "".join(cue(f"00:0{at}.000", f"00:0{at}.500", line) for at, line in enumerate(lines))
    found = reading("a.vtt", HEAD + text)
    assert said(found.drafts[0])[-1] == ("R2", "Nee. Ik zei: straks.")
    assert "Cues that name nobody, and count as said by the speaker before them: 1 of 5." in found.notes


def test_who_speaks_while_another_does_is_who_is_named() -> None:
    text = (
        cue("00:01.000", "00:02.000", "<v S00>Wel,")
        + cue("00:01.500", "00:01.800", "<v //S01>Mm.")
        + cue("00:02.000", "00:03.000", "<v S01>Ja.")
    )
    found = reading("a.vtt", HEAD + text)
    assert said(found.drafts[0]) == [("S00", "Wel,"), ("S01", "Mm. Ja.")]
    assert "Said while another speaks, by the mark // before the name: 1 of 3." in found.notes


def test_notes_that_the_program_makes_for_every_cue_are_counted_and_not_listed() -> None:
    text = 'NOTE duration:"00:01:02"\n\nNOTE language:nl-be\n\n' + 3 * (
        "NOTE Confidence: 0.8\n\n" + cue("00:01.000", "00:02.000", "<v R1>Ja.")
    )
    found = reading("a.vtt", HEAD + text)
    assert found.problems == ()
    assert "Notes of the program that made the file (confidence, duration, language), left out: 5." in found.notes
    assert "The file says that its language is nl-be; turn by turn the words decide." in found.notes


def rolling(*shown: str) -> str:
    """Cues that follow one another at once, with `/` for line ends."""
    return HEAD + "".join(cue(f"00:{at:02}.000", f"00:{at + 1:02}.000", *text.split("/")) for at, text in enumerate(shown))


def test_captions_that_roll_over_the_screen_count_once() -> None:
    found = reading("a.vtt", rolling("een", "een/twee", "twee/drie", "drie", "drie/drie", "drie/vier"))
    assert [words for _, words in said(found.drafts[0])] == ["een", "twee", "drie", "drie", "vier"]
    assert "Captions roll over the screen in this file: what 5 of 6 cues repeat of the one before is kept once." in found.notes


def test_captions_that_grow_are_one_turn_with_all_their_words() -> None:
    found = draft("a.vtt", rolling("wij", "wij werken", "wij werken samen", "en", "en dan", "en dan niet"))
    assert said(found) == [("Narrator", "wij werken samen"), ("Narrator", "en dan niet")]
    assert [(turn.time_start, turn.time_end) for turn in found.turns] == [(0, 3000), (3000, 6000)]


def test_somebody_who_says_the_same_again_is_heard_again() -> None:
    found = reading("a.vtt", rolling("ja", "ja", "nee", "wij/zijn er", "zijn er/niet", "goed", "dag"))
    assert [words for _, words in said(found.drafts[0])] == ["ja", "ja", "nee", "wij zijn er", "zijn er niet", "goed", "dag"]
    assert not [note for note in found.notes if "roll" in note]


def test_words_that_come_again_and_again_are_said_to_and_kept() -> None:
    found = reading("a.vtt", rolling("ja", *["Ondertiteling"] * 5, "nee"))
    assert len(said(found.drafts[0])) == 7
    assert any(note.startswith("The same words in 5 cues in a row from 00:00:01 on: `Ondertiteling`.") for note in found.notes)


def test_long_runs_of_blanks_in_a_tag_are_read_at_once() -> None:
    """A pattern that tries each blank as the end of the name would take hours."""
    found = draft("a.vtt", HEAD + cue("00:01.000", "00:02.000", "<v" + " " * 300_000 + "Ja", "<v R1>Nee."))
    assert said(found)[-1] == ("R1", "Nee.")


def test_characters_that_are_written_as_entities_and_left_out_are_counted() -> None:
    found = reading("a.vtt", HEAD + cue("00:01.000", "00:02.000", "<v R1>&#x202e;Ja&shy;."))
    assert said(found.drafts[0]) == [("R1", "Ja.")]
    assert "Left out: 1 bidirectional mark, 1 soft hyphen." in found.notes
