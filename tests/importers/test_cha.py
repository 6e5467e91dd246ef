"""Utterances of CHAT become turns with their codes as typed, and what stands beside them is listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Unreadable
from qualcode.languages.detect import assign
from qualcode.model import Stretch
from qualcode.text import words
from tests.importers.inputs import draft, reading, said

HEAD = "@UTF8\n@Begin\n@Participants:\tINV Investigator, R1 Participant, R2 Participant\n"


def cha(*lines: str, head: str = HEAD) -> str:
    """A CHAT file of these lines; `•` stands for the character around times."""
    return (head + "".join(f"{line}\n" for line in lines) + "@End\n").replace("•", "\x15")


def test_utterances_of_a_speaker_that_follow_one_another_are_one_turn() -> None:
    found = draft("a.cha", cha("*R1:\tja . •0_900•", "*R1:\tdat wel . •950_1800•", "*R2:\tnee . •2000_2500•"))
    assert found.text == "R1: ja . dat wel .\nR2: nee ."
    assert [(turn.speaker, turn.time_start, turn.time_end) for turn in found.turns] == [("R1", 0, 1800), ("R2", 2000, 2500)]


def test_lines_that_begin_with_a_tab_go_on_with_the_line_before() -> None:
    assert said(draft("a.cha", cha("*R1:\tiemand die", "\tblijft , ook", "\tdan .")))[0] == ("R1", "iemand die blijft , ook dan .")


@pytest.mark.parametrize(
    "typed",
    [
        "&-uh we werken [/] werken samen .",
        "<met de> [//] met het CGG [=! lacht] (.) +...",
        "+< ja (2.) &=rit hè ?",
        "wan(t) (h)et is zo +/.",
    ],
)
def test_codes_stay_as_they_are_typed(typed: str) -> None:
    assert said(draft("a.cha", cha(f"*R1:\t{typed}")))[0] == ("R1", typed)


def test_what_happens_and_what_cannot_be_heard_are_no_words() -> None:
    ((_, text),) = said(draft("a.cha", cha("*R1:\t&=laughs ja [=! lacht] xxx een suivi@s:fra (.) .")))
    assert words(text) == ["ja", "een", "suivi"]


@pytest.mark.parametrize(
    ("bullet", "times"),
    [
        ("•1200_3400•", (1200, 3400)),
        ('•%snd:"opname"_1200_3400•', (1200, 3400)),
        ('•%mov:"opname.mp4"_1200_3400•', (1200, 3400)),
        ("•1200_3400-•", (1200, 3400)),
        ("•1200_2000• en •2100_3400•", (1200, 3400)),
    ],
)
def test_times_are_read_in_every_form(bullet: str, times: tuple[int, int]) -> None:
    (turn,) = draft("a.cha", cha(f"*R1:\tja . {bullet}")).turns
    assert (turn.time_start, turn.time_end) == times


def test_a_time_that_is_turned_round_and_a_reference_that_is_no_time_are_listed() -> None:
    found = reading("a.cha", cha("*R1:\tja . •3000_2000•", '*R2:\tkijk •%pic:"bord.jpg"• .'))
    assert said(found.drafts[0]) == [("R1", "ja ."), ("R2", "kijk .")]
    assert [problem.where for problem in found.problems] == ["line 4", "line 5"]


def test_those_who_are_listed_have_their_roles_and_details_silent_ones_too() -> None:
    head = (
        "@UTF8\n@Begin\n@Participants:\tINV Gespreksleider Investigator, R1 Deelnemer_een Participant,\n\tWAA Observer, R2 Participant\n"
        "@ID:\tnld|zorg|R1|41;|female|CGG||Participant||casemanager|\n"
    )
    found = reading("a.cha", cha("*R1:\tja .", "*INV:\tgoed .", "*R9:\tmm .", head=head))
    assert [(one.label, one.role, one.detail) for one in found.drafts[0].participants] == [
        ("R1", "participant", "Deelnemer een, Participant, female, 41;, CGG, casemanager"),
        ("INV", "moderator", "Gespreksleider, Investigator"),
        ("R9", "participant", ""),
        ("WAA", "observer", "Observer"),
        ("R2", "participant", "Participant"),
    ]
    assert "Speakers whom @Participants does not list: R9." in found.notes
    assert "Labelled but without a word: R2, WAA." in found.notes


def test_what_depends_on_utterances_is_listed_by_kind_and_count() -> None:
    found = reading("a.cha", cha("*R1:\tja .", "%mor:\tco|ja .", "%com:\twijst", "\tnaar R2", "*R2:\tnee .", "%mor:\tco|nee ."))
    assert [str(problem) for problem in found.problems] == [
        "line 5: what depends on an utterance is left out, 2 lines %mor, beginning with `co|ja .`",
        "line 6: what depends on an utterance is left out, 1 line %com, beginning with `wijst naar R2`",
    ]


def test_headers_are_listed_those_about_the_session_with_what_they_say() -> None:
    found = reading("a.cha", cha("@Date:\t04-MAR-2025", "@Comment:\tdeur open", "*R1:\tja .", "@New Episode", "*R2:\tnee ."))
    assert [str(problem) for problem in found.problems] == [
        "line 5: a header @Comment is not part of the text: `deur open`",
        "line 7: a header @New Episode is not part of the text",
    ]
    assert "Headers that are not kept: Date." in found.notes


def test_a_line_that_is_none_of_chat_keeps_its_words_where_it_goes_on_with_an_utterance() -> None:
    found = reading("a.cha", cha("*R1:\teerst .", "en dan .", "%com:\twijst", "naar R2", "*R2:\tja ."))
    assert said(found.drafts[0]) == [("R1", "eerst . en dan ."), ("R2", "ja .")]
    assert [(problem.where, problem.fix) for problem in found.problems[:2]] == [
        ("line 5", "its words are kept with those of R1 before it"),
        ("line 7", "it is left out"),
    ]


BILINGUAL = "@UTF8\n@Begin\n@Languages:\tnld, fra\n@Participants:\tR1 Participant, R2 Participant\n"


def test_marks_of_languages_are_kept_and_the_rest_of_the_file_is_in_its_first() -> None:
    found = draft("a.cha", cha("*R1:\tja hoor .", "*R2:\t[- fra] oui enfin@s .", "*R1:\teen suivi@s dan", head=BILINGUAL))
    assert [turn.languages for turn in found.turns] == [
        (Stretch(4, 13, "nl"),),
        (Stretch(18, 30, "fr"), Stretch(30, 37, "nl"), Stretch(37, 39, "fr")),
        (Stretch(44, 48, "nl"), Stretch(48, 55, "fr"), Stretch(55, 59, "nl")),
    ]


def test_words_of_another_language_are_stretches_and_the_words_decide_on_the_others() -> None:
    found = draft("a.cha", cha("*R1:\tdat is dus een suivi@s:fra voor ons .", head=BILINGUAL))
    assert found.turns[0].languages == (Stretch(19, 30, "fr"),)
    assert [(one.language, found.text[one.start : one.end]) for one in assign(found, ("nl", "fr")).turns[0].languages] == [
        ("nl", "dat is dus een "),
        ("fr", "suivi@s:fra "),
        ("nl", "voor ons ."),
    ]


def test_languages_of_the_whole_file_leave_the_turns_to_their_words() -> None:
    assert draft("a.cha", cha("*R1:\tja .", head=BILINGUAL)).turns[0].languages == ()


@pytest.mark.parametrize("text", ["@UTF8\n@Begin\n@End\n", "@UTF8\n@Begin\n*R1:\t•0_100•\n".replace("•", "\x15"), "R1: ja\n"])
def test_a_file_without_an_utterance_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"a\.cha has no line of CHAT with words in it"):
        reading("a.cha", text)


def test_a_file_is_known_by_its_first_line_whatever_its_name() -> None:
    found = reading("a.txt", cha("*R1:\tja .", "*R2:\tnee ."))
    assert "Read as .cha, which it is whatever its name says." in found.notes


utterance = st.lists(
    st.sampled_from(["ja", "hoor", "&-uh", "[/]", "(.)", "CGG", "c’est", "+...", "xxx", "12"]), min_size=1, max_size=8
).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["R1", "R2", "INV"]), utterance), min_size=1, max_size=10))
def test_every_utterance_is_read_back_in_its_order(spoken: list[tuple[str, str]]) -> None:
    found = draft("a.cha", cha(*(f"*{speaker}:\t{text}" for speaker, text in spoken)))
    joined: list[tuple[str, str]] = []
    for speaker, text in spoken:
        if joined and joined[-1][0] == speaker:
            joined[-1] = (speaker, f"{joined[-1][1]} {text}")
        else:
            joined.append((speaker, text))
    assert said(found) == joined
