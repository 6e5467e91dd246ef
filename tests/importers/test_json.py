"""What speech recognition writes as JSON, by every program's shape, and JSON that is no transcript."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Unreadable
from qualcode.model import Reading
from qualcode.text import is_canonical
from tests.importers.inputs import draft, reading, said
from tests.importers.test_properties import conversations, plain


def segment(text: object, start: object = 0.0, end: object = 1.0, **others: object) -> dict[str, object]:
    """A segment as Whisper writes it."""
    return {"start": start, "end": end, "text": text, **others}


def read(value: object) -> Reading:
    """What is read from this value as a file."""
    return reading("a.json", json.dumps(value))


@pytest.mark.parametrize(
    "value",
    [
        {"segments": [segment(" Ja.", 0, 1.5, speaker="A"), segment("Nee.", 1.5, 2, speaker="B")]},
        [segment("Ja.", 0, 1.5, speaker="A"), segment("Nee.", "1.5", "2", speaker="B")],
        {"transcription": [{"offsets": {"from": 0, "to": 1500}, "text": "Ja.", "speaker": "A"}, {"offsets": {"from": 1500, "to": 2000}, "text": "Nee.", "speaker": "B"}]},
        {"speakers": [{"speaker": "A", "timestamp": [0, 1.5], "text": "Ja."}, {"speaker": "B", "timestamp": [1.5, 2], "text": "Nee."}]},
        {
            "results": {
                "items": [
                    {"type": "pronunciation", "start_time": "0", "end_time": "1.5", "alternatives": [{"content": "Ja"}], "speaker_label": "Speaker A"},
                    {"type": "punctuation", "alternatives": [{"content": "."}]},
                    {"type": "pronunciation", "start_time": "1.5", "end_time": "2", "alternatives": [{"content": "Nee."}], "speaker_label": "Speaker B"},
                ]
            }
        },
    ],
)  # fmt: skip
def test_every_shape_gives_the_same_turns(value: object) -> None:
    found = read(value)
    assert said(found.drafts[0]) == [("Speaker A", "Ja."), ("Speaker B", "Nee.")]
    assert [(turn.time_start, turn.time_end) for turn in found.drafts[0].turns] == [(0, 1500), (1500, 2000)]
    assert found.problems == ()


def test_segments_of_one_speaker_that_follow_one_another_are_one_turn_from_the_first_to_the_last() -> None:
    segments = [segment(" Ja,", 0, 1, speaker="S1"), segment(" hoor.", 1, 2, speaker="S1"), segment(" Nee.", 3, 4, speaker="S2")]
    found = read({"segments": segments, "text": " Ja, hoor. Nee.", "language": "nl"}).drafts[0]
    assert found.text == "S1: Ja, hoor.\nS2: Nee."
    assert [(turn.time_start, turn.time_end) for turn in found.turns] == [(0, 2000), (3000, 4000)]


def test_segments_without_a_speaker_among_others_are_said_by_somebody_unknown() -> None:
    found = read([segment("Ja.", speaker="S1"), segment("Nee.", 65, 66), segment("Toch.", speaker="S1")])
    assert said(found.drafts[0]) == [("S1", "Ja."), ("Unknown", "Nee."), ("S1", "Toch.")]
    assert "Segments without a speaker, said by Unknown: 1 of 3, the first from 00:01:05 on." in found.notes


def test_segments_without_any_speaker_are_a_turn_each_unless_their_words_name_one() -> None:
    assert said(read([segment("Ja."), segment("Nee.")]).drafts[0]) == [("Narrator", "Ja."), ("Narrator", "Nee.")]
    assert said(read([segment("R1: Ja."), segment("Nee."), segment("R2: Toch.")]).drafts[0]) == [("R1", "Ja. Nee."), ("R2", "Toch.")]


@pytest.mark.parametrize("start", [None, "straks", float("nan"), float("inf"), -1, 1e300, 10**400, True, [], "1e999"])
def test_a_time_that_is_none_is_said_to_be_lacking(start: object) -> None:
    found = read([segment("Ja.", start, 2, speaker="S1"), segment("Nee.", 3, 4, speaker="S2")])
    assert [turn.time_start for turn in found.drafts[0].turns] == [None, 3000]
    assert "Segments without a time: 1 of 2." in found.notes


def test_entries_without_text_are_listed_and_empty_ones_are_not() -> None:
    found = read({"segments": [segment("Ja."), segment(" "), segment(7), {"start": 1}, "los", segment("Nee.")]})
    assert [words for _, words in said(found.drafts[0])] == ["Ja.", "Nee."]
    assert [str(problem) for problem in found.problems] == ["segment 3: it has no text that can be read and was left out, and so 2 others"]


def test_a_text_that_has_more_than_its_segments_is_a_problem() -> None:
    found = read({"text": "Ja. Nee, dat niet.", "segments": [segment("Ja.")]})
    problem = "text: the text of the whole has 4 words, its segments, which were read, have 1 (see whether something is missing)"
    assert [str(problem) for problem in found.problems] == [problem]


def test_words_that_the_program_gives_to_another_speaker_are_counted() -> None:
    words = [{"word": "Ja", "speaker": "S2"}, {"word": "hoor", "speaker": "S1"}]
    found = read([segment("Ja hoor.", speaker="S1", words=words), segment("Nee.", speaker="S2")])
    assert "Segments of which the program gives some words to another speaker, kept with their own: 1 of 2." in found.notes


def test_the_shortest_answer_is_a_text_of_one_turn() -> None:
    assert said(read({"text": "Ja, dat is zo.", "usage": {"type": "duration"}}).drafts[0]) == [("Narrator", "Ja, dat is zo.")]


def test_control_characters_in_names_and_words_are_left_out_and_counted() -> None:
    found = read([segment("Ja\u001b[31m.", speaker="S\u0007 1\n"), segment("Ne\u0301e\u202e.", speaker="S2")])
    assert said(found.drafts[0]) == [("S 1", "Ja[31m."), ("S2", "Née.")]
    assert "Left out: 2 control characters, 1 bidirectional mark; letters composed (NFC): 1." in found.notes


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{}", "is JSON, but not of a form that is known"),
        ("[]", "is JSON, but not of a form that is known"),
        ('{"text": "Een bericht.", "user": 7}', "is JSON, but not of a form that is known"),
        ('[{"text": "Een bericht."}]', "is JSON, but not of a form that is known"),
        ('{"segments": [{"start": 1, "text": "\\u0007"}]}', "has no segment with words in it"),
        ('{"segments": [', "is damaged or cut off"),
        ("{segments: 1}", "is damaged or cut off"),
        ('{"start": ' + "9" * 5000 + "}", "is damaged or cut off"),
        ("[" * 200_000, "is nested deeper than any transcript"),
        ('{"a":' * 200_000, "is nested deeper than any transcript"),
        ('{"segments": [], "segments": [{"start": 1, "text": "Ja."}]}', "says `segments` twice in one place"),
        ("[" + "1," * 2_000_001 + "1]", "has more than 32 MB or 2000000 values"),
        ('["' + "a" * 32 * 1024 * 1024 + '"]', "has more than 32 MB or 2000000 values"),
        (json.dumps([segment("Ja.")] * 50_001), "has more than 50000 lines"),
        (json.dumps([segment("Ja. " * 2_000_001)]), "has more than 8000000 characters of speech"),
    ],
    ids=range(15),
)
def test_what_is_no_transcript_is_refused(data: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message) as caught:
        reading("a.json", data)
    assert caught.value.message.startswith("a.json ")


def test_an_unknown_form_is_told_which_are_known() -> None:
    with pytest.raises(Unreadable) as caught:
        read({"utterances": []})
    assert all(name in caught.value.hint for name in ("Whisper", "WhisperX", "aTrain", "whisper.cpp", "Amazon Transcribe"))


@given(conversations)
def test_turns_written_as_segments_are_read_back_to_the_letter(turns: list[tuple[str, str]]) -> None:
    segments = [segment(f" {speech}", number, number + 0.5, speaker=label) for number, (label, speech) in enumerate(turns)]
    expected: list[tuple[str, str]] = []
    for label, speech in turns:
        if expected and expected[-1][0] == plain(label):
            expected[-1] = (plain(label), f"{expected[-1][1]} {speech}")
        else:
            expected.append((plain(label), speech))
    assert said(draft("a.json", json.dumps({"segments": segments}))) == expected


NAMES = """
text segments start end speaker words transcription offsets from to chunks timestamp speakers results items alternatives content
speaker_labels type language result transcripts start_time
"""
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES.split()), inner, max_size=5),
    max_leaves=30,
)


@given(anything)
def test_whatever_stands_where_is_read_or_refused(value: object) -> None:
    try:
        found = read([value] if not isinstance(value, dict | list) else value)
    except Unreadable:
        return
    assert all(is_canonical(draft.text) and draft.turns for draft in found.drafts)
