"""What is taken for a speaker's label, and what is not."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import Unreadable, Unusable
from qualcode.importers import _forms
from qualcode.importers._lines import Line
from qualcode.model import ImportOptions
from qualcode.text import words
from tests.importers.inputs import advised, docx, draft, paragraph, reading, said, table

R1_R2 = [("R1", "Ja."), ("R2", "Nee."), ("R1", "Toch.")]


@pytest.mark.parametrize(
    "lines",
    [
        ("R1: Ja.", "R2: Nee.", "R1: Toch."),
        ("R1 : Ja.", "R2\xa0: Nee.", "R1\u202f:\xa0Toch."),
        ("R1:Ja.", "R2:Nee.", "R1:Toch."),
        ("R1 (v, CGG): Ja.", "R2 [m]: Nee.", "R1: Toch."),
        ("R1\tJa.", "R2\tNee.", "R1\tToch."),
        ("R1:\tJa.", "R2:\tNee.", "R1:\tToch."),
        ("R1 - Ja.", "R2 – Nee.", "R1 — Toch."),
        ("R1", "Ja.", "R2", "Nee.", "R1", "Toch."),
        ("R1:", "Ja.", "R2:", "", "Nee.", "R1:", "Toch."),
        ("R1 Ja.", "R2 Nee.", "R1 Toch."),
        ("R1. Ja.", "R2. Nee.", "R1. Toch."),
        ("[R1] Ja.", "[R2] Nee.", "[R1]: Toch."),
        ("1. R1: Ja.", "2. R2: Nee.", "3. R1: Toch."),
        ("001 R1: Ja.", "002 R2: Nee.", "003 R1: Toch."),
        ("[1] R1: Ja.", "[2] R2: Nee.", "[3] R1: Toch."),
        ("[00:00:01] R1: Ja.", "00:00:02 R2: Nee.", "#00:00:03-4# R1: Toch."),
        ("R1 [00:00:01]: Ja.", "R2 (00:02): Nee.", "R1: [00:03] Toch."),
        ("  R1: Ja.  ", "\tR2: Nee.", "R1:    Toch.\t"),
        ("Verslag van het gesprek", "", "R1: Ja.", "R2: Nee.", "R1: Toch."),
    ],
)
def test_every_common_form_of_a_label_gives_the_same_turns(lines: tuple[str, ...]) -> None:
    found = draft("a.txt", "\n".join(lines))
    assert said(found) == R1_R2
    assert found.text == "\n".join(lines)


@pytest.mark.parametrize(
    "label",
    [
        "Deelnemer 2",
        "Spreker A",
        "Participante 3",
        "Intervenant 1",
        "Speaker 4",
        "P12",
        "S1",
        "d2",
        "Respondent",
        "Man 1",
        "R3?",
        "Speaker undefined",
        "Unknown Speaker",
        "Onbekende spreker",
        "Locutrice inconnue",
    ],
)
def test_words_for_speakers_count_even_when_they_occur_once(label: str) -> None:
    assert said(draft("a.txt", f"Moderator: Wie nog?\n{label}: Ik.\n")) == [("Moderator", "Wie nog?"), (label, "Ik.")]


def test_names_count_when_they_recur() -> None:
    text = "Anker: Hallo.\nBuur van Boven: Dag.\nAnker: Alles goed?\nBuur van Boven: Ja.\n"
    assert [speaker for speaker, _ in said(draft("a.txt", text))] == ["Anker", "Buur van Boven"] * 2


def test_a_name_that_occurs_once_is_speech_and_said_to_look_like_a_label() -> None:
    found = reading("a.txt", "Moderator: Wie nog?\nR1: Ik.\nAnker: En ik ook.\nModerator: Goed.\n")
    assert said(found.drafts[0])[1] == ("R1", "Ik.\nAnker: En ik ook.")
    assert advised(found) == [
        "Taken for speech, though it begins like a label: `Anker` (line 3). If these are speakers, say so. --label 'Moderator|Anker|R\\d+'"
    ]
    assert [(line.line, line.text) for line in found.unplaced] == [(3, "Anker: En ik ook.")]


@pytest.mark.parametrize(("asks", "answers"), [("Vraag", "Antwoord"), ("VRAAG", "ANTWOORD"), ("Question", "Réponse"), ("V", "A")])
def test_questions_and_answers_written_out_are_labels(asks: str, answers: str) -> None:
    found = draft("a.txt", f"{asks} : Hoe gaat dat?\n{answers} : Goed.\n" * 3)
    assert said(found) == [(asks, "Hoe gaat dat?"), (answers, "Goed.")] * 3
    assert [participant.role for participant in found.participants] == ["moderator", "participant"]


@pytest.mark.parametrize("word", ["Vraag", "Question"])
def test_the_word_question_that_occurs_once_is_speech_and_said_to_look_like_a_label(word: str) -> None:
    line = f"{word}: en dan nu?"
    found = reading("a.txt", f"Moderator: Wie nog?\nR1: Ik.\n{line}\n{line.lower()}\nR1: Ja.\n")
    assert said(found.drafts[0])[1] == ("R1", f"Ik.\n{line}\n{line.lower()}")
    assert [(each.line, each.text) for each in found.unplaced] == [(3, line)]


@pytest.mark.parametrize(
    "speech",
    [
        "Ik zei: nee.",
        "Hij vroeg: en wat nu? Ik dacht: laat maar.",
        "Je me disais : pourquoi pas ?",
        "Bijvoorbeeld: een huisbezoek.",
        "Voilà : c’est tout.",
        "Om 10:30 was hij daar.",
        "Dus: ja.",
        "[lacht] Ja, dat was het.",
        "Ja - en dan nog iets.",
    ],
)
def test_ordinary_speech_with_a_colon_is_no_label_even_when_it_recurs(speech: str) -> None:
    found = draft("a.txt", f"R1: Wel.\n{speech}\n{speech}\n{speech}\nR2: Ja.\n{speech}\n")
    assert said(found) == [("R1", f"Wel.\n{speech}\n{speech}\n{speech}"), ("R2", f"Ja.\n{speech}")]


def test_speech_with_colons_and_no_label_at_all_has_no_speakers() -> None:
    found = draft("a.txt", "Ik zei: nee.\nHij zei: ja.\nIk zei: toch niet.\nHet besluit: niets.\n")
    assert [participant.label for participant in found.participants] == ["Narrator"]


def test_among_known_labels_a_word_that_recurs_a_little_is_speech() -> None:
    talk = ("Moderator: Wel?\nR1: Ja.\nR2: Nee.\n" * 2 + "Besluit: niets.\n") * 3
    found = reading("a.txt", talk)
    assert {speaker for speaker, _ in said(found.drafts[0])} == {"Moderator", "R1", "R2"}
    assert advised(found)[0].startswith("Taken for speech, though it begins like a label: `Besluit` (3 times, first in line 7).")
    assert [line.line for line in found.unplaced] == [7, 14, 21]


def test_brackets_with_notes_are_no_labels() -> None:
    text = "[Lacht] Ja.\n[Lacht] Nee.\n[Stilte]\n[Lacht] Misschien.\n"
    assert [participant.label for participant in draft("a.txt", text).participants] == ["Narrator"]


def test_short_answers_on_lines_of_their_own_are_no_labels() -> None:
    text = "Moderator: Was het zo?\nR1: Eerst wel.\nJa\nNee\nJa\nNee\nModerator: Goed.\n"
    assert said(draft("a.txt", text))[1] == ("R1", "Eerst wel.\nJa\nNee\nJa\nNee")


def test_a_heading_with_a_moderator_in_it_is_no_turn() -> None:
    text = "Datum: 12 mei\nPlaats: een dagcentrum\nModerator: M1\nR1: vrouw, CGG\nDuur: 62 minuten\n\nModerator: Welkom.\nR1: Dag.\n"
    found = reading("a.txt", text)
    assert said(found.drafts[0]) == [("Moderator", "Welkom."), ("R1", "Dag.")]
    assert "Outside every turn: 5 lines, beginning with `Datum: 12 mei`." in found.notes


def test_text_before_the_first_label_stays_in_the_text_outside_every_turn() -> None:
    found = reading("a.txt", "Een titel\nEen ondertitel\nR1: Ja.\nR2: Nee.\n")
    assert found.drafts[0].turns[0].start == len("Een titel\nEen ondertitel\nR1: ")
    assert "Outside every turn: 2 lines, beginning with `Een titel`." in found.notes


def test_paragraphs_without_a_label_go_on_with_the_turn_and_a_new_label_begins_one() -> None:
    text = "R1: Eerst.\n\nDan dit.\n\nR1: En weer ik.\nR2: Ja.\n"
    assert said(draft("a.txt", text)) == [("R1", "Eerst.\n\nDan dit."), ("R1", "En weer ik."), ("R2", "Ja.")]


def test_what_stands_in_brackets_is_a_detail_and_no_part_of_the_label() -> None:
    found = reading("a.txt", "R1 (v, CGG): Ja.\nR2: Nee.\nR1: Toch.\nR2 (m): Goed.\nR2 (v): Wel.\n")
    assert [(participant.label, participant.detail) for participant in found.drafts[0].participants] == [("R1", "v, CGG"), ("R2", "m")]
    assert "R2 comes with different details: m; v. The first is kept." in found.notes


@pytest.mark.parametrize(
    "word", ["Moderator", "Modératrice", "Animateur", "INT.", "Mod.", "Gespreksleider", "Interviewer 1", "MODERATOR", "moderatrice"]
)
def test_words_for_a_moderator_give_the_role(word: str) -> None:
    found = draft("a.txt", f"{word}: Welkom.\nR1: Dag.\nR2: Dag.\nObservator: Stilte.\n")
    assert [participant.role for participant in found.participants] == ["moderator", "participant", "participant", "observer"]
    assert found.kind == "focus-group"


def test_a_moderator_and_one_participant_make_an_interview_unless_said_otherwise() -> None:
    text = "INT: Dag.\nR: Dag.\nINT: Wel?\nR: Goed.\n"
    assert draft("a.txt", text).kind == "interview"
    assert draft("a.txt", text, ImportOptions(kind="focus-group")).kind == "focus-group"


def test_a_letter_may_stand_for_the_moderator_and_that_is_said() -> None:
    found = reading("a.txt", "I: Dag.\nR: Dag.\nI: Wel?\nR: Goed.\n")
    assert [participant.role for participant in found.drafts[0].participants] == ["moderator", "participant"]
    assert "I is taken for the moderator. If that is wrong, say who it is. --moderator LABEL" in advised(found)


def test_moderators_who_are_named_are_the_only_ones() -> None:
    options = ImportOptions(moderators=("r2", "Zoek"))
    found = reading("a.txt", "Moderator: Dag.\nR2: Dag.\nModerator: Wel?\n", options)
    assert [participant.role for participant in found.drafts[0].participants] == ["participant", "moderator"]
    assert "Nobody here is labelled Zoek, who was said to be the moderator." in found.notes


def test_a_session_without_a_moderator_says_so() -> None:
    assert any(said.startswith("No moderator was recognised") for said in advised(reading("a.txt", "R1: Ja.\nR2: Nee.\n")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("R1", "r1"),
        ("R1", "R 1"),
        ("Moderator", "Moderatör"),
        ("Mod", "Moderator"),
        ("Deelnemer 2", "Deelnmeer 2"),
        ("R3", "R3?"),
        ("Lies", "Lies Wouters"),
        ("Wouters Lies", "Lies Wouters"),
    ],
)
def test_a_speaker_who_is_spelt_in_two_ways_is_proposed_and_never_joined(one: str, other: str) -> None:
    found = reading("a.txt", f"{one}: Ja.\n{other}: Nee.\n{one}: Toch.\n{other}: Wel.\n")
    assert [participant.label for participant in found.drafts[0].participants] == [one, other]
    option = f"{other}={one}"
    assert f"Perhaps one speaker: {one} and {other}. If so, join them. --alias {shlex.quote(option)}" in advised(found)


def test_labels_without_a_letter_or_digit_are_proposed_for_nothing() -> None:
    said = "<TEI><text><body><u who=',,'>Ja.</u><u who='??'>Nee.</u><u who='?'>Wel.</u><u who='Lies'>Goed.</u></body></text></TEI>"
    found = reading("a.xml", said)
    assert [participant.label for participant in found.drafts[0].participants] == [",,", "??", "?", "Lies"]
    assert not [line for line in advised(found) if "Perhaps one speaker" in line]


def test_names_that_share_a_word_are_two_speakers() -> None:
    labels = ("An Peeters", "An Wouters", "M. Lambert", "M. Dubois", "Jan", "Janne")
    text = "".join(f"{label}: Ja.\n{label}: Nee.\n" for label in labels)
    assert not [said for said in advised(reading("a.txt", text)) if said.startswith("Perhaps")]


def test_speakers_with_other_numbers_are_never_proposed_for_joining() -> None:
    text = "".join(f"{label} {number}: Ja.\n" for label in ("Deelnemer", "Participant") for number in range(1, 13))
    assert not [said for said in advised(reading("a.txt", text)) if said.startswith("Perhaps")]


def test_hundreds_of_labels_are_doubted_instead_of_compared() -> None:
    text = "".join(f"Woord{number}: Ja.\nWoord{number}: Nee.\n" for number in range(101))
    assert "There are 101 different labels: if some are no speakers, say what labels look like. --label REGEX" in advised(
        reading("a.txt", text)
    )


def test_more_lines_than_any_transcript_has_are_refused() -> None:
    with pytest.raises(Unreadable, match=r"a\.txt has more than 50000 lines"):
        reading("a.txt", "Ja.\n" * 50_001)


def test_aliases_join_speakers_and_leave_the_text_as_it_is() -> None:
    text = "Mod: Dag.\nr1: Ja.\nR1 (v): Nee.\nModerator: Goed.\n"
    found = draft("a.txt", text, ImportOptions(aliases={"r1": "R1", "Mod": "Moderator"}))
    assert [(participant.label, participant.detail) for participant in found.participants] == [("Moderator", ""), ("R1", "v")]
    assert found.text == text


def test_a_pattern_says_what_labels_look_like() -> None:
    text = "<<een>> Ja.\nR1: is geen spreker.\n<<twee>> Nee.\n00:00:05 <<een>>: Toch.\n"
    found = draft("a.txt", text, ImportOptions(label=r"<<(\w+)>>"))
    assert said(found) == [("een", "Ja.\nR1: is geen spreker."), ("twee", "Nee."), ("een", "Toch.")]
    assert found.turns[2].time_start == 5000


@pytest.mark.parametrize(
    ("line", "label", "detail", "words", "time"),
    [
        ("R1: ja", "R1", "", "ja", None),
        ("R1 ja", "R1", "", "ja", None),
        ("R1\tja", "R1", "", "ja", None),
        ("R1 (v, CGG): ja", "R1", "v, CGG", "ja", None),
        ("R1 (lacht) ja", "R1", "", "(lacht) ja", None),
        ("12. R1: ja", "R1", "", "ja", None),
        ("- R1 – ja", "R1", "", "ja", None),
        ("[00:00:05] R1: ja", "R1", "", "ja", 5_000),
        ("R1 [00:05]: ja", "R1", "", "ja", 5_000),
        ("[R1] ja", "R1", "", "ja", None),
        ("R12: ja", "R12", "", "ja", None),
        ("Q3 ja", "Q", "", "ja", None),
        ("4: ja", "4", "", "ja", None),
    ],
)
def test_a_pattern_finds_labels_with_all_that_may_stand_around_them(
    line: str, label: str, detail: str, words: str, time: int | None
) -> None:
    found = draft("a.txt", f"Verslag\n{line}\n", ImportOptions(label=r"R\d|R\d\d|(Q)\d|\d"))
    assert [(one.label, one.detail) for one in found.participants] == [(label, detail)]
    assert said(found) == [(label, words)]
    assert found.turns[0].time_start == time


@pytest.mark.parametrize("line", ["R1x: ja", "Ja, R1: ja", "Verslag"])
def test_a_pattern_fits_whole_words_at_the_beginning_of_a_line_only(line: str) -> None:
    assert said(draft("a.txt", f"R2: ja\n{line}\n", ImportOptions(label=r"R\d"))) == [("R2", f"ja\n{line}")]


def test_a_pattern_is_used_in_documents_with_tables_too() -> None:
    rows = table(("Zorg", "R1: Wij zien dat anders."), ("Zorg", "R2: Dat is waar, helaas."))
    found = draft("a.docx", docx(rows), ImportOptions(label=r"R\d"))
    assert said(found) == [("R1", "Wij zien dat anders.\nZorg"), ("R2", "Dat is waar, helaas.")]


def test_a_pattern_that_fits_no_line_is_told() -> None:
    found = reading("a.txt", "R1: Ja.\nR2: Nee.\n", ImportOptions(label="Spreker"))
    assert advised(found) == [
        "No line begins with what --label says: the text is one participant, Narrator. Say it otherwise, or leave it out. --label REGEX"
    ]


@pytest.mark.parametrize("pattern", ["(", "x" * 201])
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(Unusable, match="The pattern of --label"):
        draft("a.txt", "R1: Ja.\n", ImportOptions(label=pattern))


def test_a_pattern_that_would_take_for_ever_is_stopped_and_refused() -> None:
    with pytest.raises(Unusable, match="The pattern of --label takes too long: it was stopped after 2 seconds") as refused:
        draft("a.txt", f"{'a' * 60}: Ja.\n" * 50, ImportOptions(label=r"(a|aa)+\d"))
    assert "no repetition within a repetition" in refused.value.hint


def test_a_text_without_speakers_is_one_narrator_with_a_turn_for_each_paragraph() -> None:
    found = reading("a.txt", "Een eerste alinea,\ndie doorloopt.\n\nEen tweede.\n")
    assert said(found.drafts[0]) == [("Narrator", "Een eerste alinea,\ndie doorloopt."), ("Narrator", "Een tweede.")]
    assert advised(found)[0].startswith("No speaker was recognised: the text is one participant, Narrator, of 2 turns.")


def test_lines_are_the_paragraphs_of_a_text_without_blank_lines() -> None:
    assert said(draft("a.txt", "Een.\nTwee.\n")) == [("Narrator", "Een."), ("Narrator", "Twee.")]


def test_a_speaker_without_a_word_is_a_participant_all_the_same() -> None:
    found = reading("a.txt", "R1: Ja.\nR2:\nR1: Nee.\n")
    assert [participant.label for participant in found.drafts[0].participants] == ["R1", "R2"]
    assert said(found.drafts[0]) == [("R1", "Ja."), ("R1", "Nee.")]
    assert "Labelled but without a word: R2." in found.notes


@pytest.mark.parametrize(
    ("mark", "milliseconds"),
    [("[00:12:30]", 750_000), ("00:12:30", 750_000), ("#00:12:30-3#", 750_300), ("(12:30)", 750_000), ("[1:02:03.250]", 3_723_250)],
)
def test_time_marks_before_a_label_or_on_the_line_before_are_the_time_of_the_turn(mark: str, milliseconds: int) -> None:
    for text in (f"{mark} R1: Ja.\nR2: Nee.\n", f"{mark}\nR1: Ja.\nR2: Nee.\n"):
        found = draft("a.txt", text)
        assert [(turn.time_start, turn.time_end) for turn in found.turns] == [(milliseconds, None), (None, None)]
        assert said(found) == [("R1", "Ja."), ("R2", "Nee.")]


def test_f4_marks_at_the_end_of_a_turn_are_its_end_and_the_beginning_of_the_next() -> None:
    text = "I: Hoe gaat het? #00:00:05-1#\nR1: Goed. #00:00:07-0#\n#00:00:08-0# I: En nu? #00:00:09-0#\nR1: Ook.\nI: Ah.\n"
    found = draft("a.txt", text)
    assert said(found) == [("I", "Hoe gaat het?"), ("R1", "Goed."), ("I", "En nu?"), ("R1", "Ook."), ("I", "Ah.")]
    times = [(turn.time_start, turn.time_end) for turn in found.turns]
    assert times == [(None, 5100), (5100, 7000), (8000, 9000), (9000, None), (None, None)]


def test_a_mark_within_a_turn_stays_in_it_and_is_no_word() -> None:
    found = draft("a.txt", "I: Ja?\nR1: Eerst dit. #00:00:05-1#\nDan dat. #00:00:09-0#\nI: Goed. (12:10) Dank.\n")
    assert said(found)[1] == ("R1", "Eerst dit. #00:00:05-1#\nDan dat.")
    assert (found.turns[1].time_end, found.turns[2].time_start, found.turns[2].time_end) == (9000, 9000, None)
    assert [len(words(speech)) for _, speech in said(found)] == [1, 4, 2]


def test_a_time_in_the_last_words_of_a_turn_is_no_mark() -> None:
    found = draft("a.txt", "R1: Ik kwam om 12:30\nR2: Ja.\n")
    assert said(found) == [("R1", "Ik kwam om 12:30"), ("R2", "Ja.")]
    assert [turn.time_end for turn in found.turns] == [None, None]


def test_marks_that_go_back_are_said_and_never_make_a_turn_end_before_it_begins() -> None:
    found = reading("a.txt", "I: Ja? #00:00:05-0#\nR1: Nee. #00:00:03-0#\nI: Toch.\n")
    assert [(turn.time_start, turn.time_end) for turn in found.drafts[0].turns] == [(None, 5000), (5000, None), (3000, None)]
    assert "Turns that begin earlier than the one before them, by their times: 1, the first is turn 3." in found.notes


def test_paragraphs_of_nobody_have_the_times_of_the_marks_at_their_ends() -> None:
    found = draft("a.txt", "Eerst dit. #00:00:05-1#\nDan dat. #00:00:09-0#\n")
    assert said(found) == [("Narrator", "Eerst dit."), ("Narrator", "Dan dat.")]
    assert [(turn.time_start, turn.time_end) for turn in found.turns] == [(None, 5100), (5100, 9000)]


def test_the_first_questions_are_no_heading_when_they_end_in_a_time_mark() -> None:
    text = "Datum: 12 mei\nI: Hoe gaat het nu #00:00:05-1#\nR1: Goed #00:00:07-0#\nI: Ah #00:00:09-0#\n"
    assert said(draft("a.txt", text))[0] == ("I", "Hoe gaat het nu")


def test_a_time_mark_on_the_line_under_a_label_is_the_time_of_the_turn() -> None:
    """As aTrain writes it."""
    found = draft("a.txt", "SPEAKER_00\n[00:00:02] - Ja.\n[00:00:04] - Nee.\n\nSPEAKER_01\n[00:00:06] - Toch.\n")
    assert said(found) == [("SPEAKER_00", "Ja.\n[00:00:04] - Nee."), ("SPEAKER_01", "Toch.")]
    assert [turn.time_start for turn in found.turns] == [2000, 6000]


def test_f4_marks_are_known_in_word_documents_too() -> None:
    body = paragraph(" Hoe gaat het? #00:00:05-1#", "I:") + paragraph(" Goed. #00:00:07-0#", "R1:") + paragraph(" Mooi. #00:00:08-0#", "I:")
    found = draft("a.docx", docx(body))
    assert said(found) == [("I", "Hoe gaat het?"), ("R1", "Goed."), ("I", "Mooi.")]
    assert [(turn.time_start, turn.time_end) for turn in found.turns] == [(None, 5100), (5100, 7000), (7000, 8000)]


@pytest.mark.parametrize(
    "line",
    [
        "R1" + " " * 100_000 + "x",
        " " * 100_000 + "x",
        "R1\t" + "\t" * 100_000,
        "A b " * 50_000,
        "[ " * 50_000,
        "R1, " * 50_000 + ":",
        "=" * 100_000,
    ],
)
def test_a_line_of_any_length_is_looked_at_by_its_beginning(line: str) -> None:
    """Patterns that walk a long line from every place would take minutes for these."""
    assert draft("a.txt", f"R1: Ja.\n{line}\nR2: Nee.\n").text.count("\n") == 3


def test_thousands_of_labels_that_occur_once_are_doubted_at_once() -> None:
    found = reading("a.txt", "".join(f"Naam{number}: Ja.\n" for number in range(10_000)))
    assert len(found.unplaced) == 10_000
    assert advised(found)[1].startswith("Taken for speech, though it begins like a label: `Naam0` (line 1), `Naam1` (line 2)")


@settings(max_examples=300)
@given(st.sampled_from("RéÇß"), st.text("Rr1é ab0", max_size=45), st.sampled_from([": ", " : "]), st.text("aR1é :.*[]()#-?\t", max_size=14))
def test_plain_labels_are_seen_as_all_labels_are(first: str, rest: str, colon: str, words: str) -> None:
    """The short way that most lines take says the same as the pattern of all labels with a colon."""
    line = first + rest + colon + words
    assert _forms.colon(Line(line)) == _forms.by_colon(line)
