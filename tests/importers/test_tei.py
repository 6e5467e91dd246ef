"""Utterances of TEI become turns, with speakers, times and languages as the file says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Unreadable
from qualcode.importers.tei.times import Timeline, milliseconds
from qualcode.languages.detect import assign
from qualcode.model import DraftParticipant, Stretch
from qualcode.text import canonical
from tests.importers.inputs import draft, reading, said

SPACE = ' xmlns="http://www.tei-c.org/ns/1.0"'


def tei(body: str, header: str = "", space: str = SPACE) -> str:
    """A TEI document with this body; `header` stands in its header."""
    return f"<TEI{space}><teiHeader>{header}</teiHeader><text><body>{body}</body></text></TEI>"


def utterance(inner: str, more: str = "") -> str:
    """An utterance of R1."""
    return f'<u who="#R1"{more}>{inner}</u>'


def words(inner: str) -> str:
    """What R1 says in an utterance that holds this markup."""
    return said(draft("a.xml", tei(utterance(inner))))[0][1]


@pytest.mark.parametrize("space", [SPACE, "", ' xmlns="http://example.org/eigen"'])
def test_documents_are_read_with_and_without_a_namespace(space: str) -> None:
    found = draft("a.xml", tei(utterance("Ja.") + '<u who="#R2">Nee.</u>', space=space))
    assert said(found) == [("R1", "Ja."), ("R2", "Nee.")]


def test_any_number_of_comments_may_stand_before_the_text() -> None:
    """No importer that looks at the beginning of a file may try every way to take them apart."""
    assert said(draft("a.xml", "<!-- verzonnen -->\n" * 150 + tei(utterance("Ja.")))) == [("R1", "Ja.")]


def test_a_prefix_for_the_namespace_is_known_too() -> None:
    text = (
        '<tei:TEI xmlns:tei="http://www.tei-c.org/ns/1.0"><tei:text><tei:body><tei:u who="R1">Ja.</tei:u></tei:body></tei:text></tei:TEI>'
    )
    assert said(draft("a.txt", text)) == [("R1", "Ja.")]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("een\n     twee", "een twee"),
        ("een<pause/>twee", "een [pause] twee"),
        ('een <pause dur="PT2S"/> twee', "een [pause 2 s] twee"),
        ("ja <vocal><desc>lacht</desc></vocal>.", "ja [lacht]."),
        ('ja <vocal type="laugh"/>', "ja [laugh]"),
        ("ja <incident><desc>deur [open]</desc></incident> nee", "ja [deur (open)] nee"),
        ('<gap reason="inaudible" extent="2" unit="words"/>', "[gap, inaudible 2 words]"),
        ("ja<note>wijst <hi>daar</hi></note>, ja<note/>", "ja [wijst daar], ja"),
        ("<unclear>misschien</unclear> niet", "misschien niet"),
        ("ik <del type='truncation'>verant</del> ben verantwoordelijk", "ik verant ben verantwoordelijk"),
        ("<choice><sic>nie</sic><corr>niet</corr></choice> zo", "nie zo"),
        ("<choice><expan>bijvoorbeeld</expan><abbr>bv.</abbr></choice> zo", "bv. zo"),
        ("een<lb/>twee", "een twee"),
        ("een<anchor synch='#T1'/>twee", "eentwee"),
        ("het <name>CGG</name> en <emph>niemand</emph> anders", "het CGG en niemand anders"),
        ("<seg>Ja.</seg><seg>Nee.</seg>", "Ja.\nNee."),
        ("<seg>Ja. <seg>Nee.</seg></seg>", "Ja. Nee."),
        ("ja <seg>dat</seg> is", "ja dat is"),
        ("<note>R1:</note>\n<seg>Ja.</seg>", "[R1:]\nJa."),
    ],
)
def test_the_text_is_what_is_said_and_what_happens_stands_in_brackets(inner: str, text: str) -> None:
    assert words(inner) == text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w>On</w><w>se</w><w>parle</w><pc>.</pc>", "On se parle."),
        ("<w>On</w>\n  <w>se</w>\n  <pc>,</pc>\n  <w>parle</w>", "On se, parle"),
        ("<w>parle</w> <pc>?</pc>", "parle ?"),
        ("<w>l’</w><w>ami</w> <w>d'</w> <w>ici</w>", "l’ami d' ici"),
        ('<w>c</w><pc join="both">-</pc><w>ami</w> <w join="right">x</w> <w>y</w>', "c-ami xy"),
        ("<pc>(</pc><w>ja</w><pc>)</pc>", "(ja)"),
        ("<w>ja</w><pause/><w>nee</w>", "ja [pause] nee"),
        ("<s><w>ja</w></s>\n<s><w>nee</w></s>", "ja nee"),
        ("<w>zo<w norm='zo'/><w norm='een'/>'n</w> <w>ding</w>", "zo'n ding"),
        ("dus <w>ja</w> hoor", "dus ja hoor"),
    ],
)
def test_words_that_are_tokens_are_put_together_as_they_are_written(inner: str, text: str) -> None:
    assert words(inner) == text


def test_letters_that_would_melt_into_one_between_two_elements_stay_apart() -> None:
    found = draft("a.xml", tei(utterance("<hi>e</hi>\u0301t")))
    assert canonical(found.text) == (found.text, 0)


def test_utterances_of_a_speaker_that_follow_one_another_are_one_turn_on_several_lines() -> None:
    found = draft("a.xml", tei(utterance("Ja.") + utterance("Dat wel.") + '<u who="#R2">Nee.</u>'))
    assert found.text == "R1: Ja.\nDat wel.\nR2: Nee."
    assert said(found) == [("R1", "Ja.\nDat wel."), ("R2", "Nee.")]


def test_titles_and_what_happens_between_utterances_belong_to_nobody() -> None:
    body = (
        "<head>Deel 1</head>"
        + utterance("Ja.")
        + "<incident><desc>deur</desc></incident><div><p>Tussentekst.</p>"
        + utterance("Nee.")
        + "</div>"
    )
    found = reading("a.xml", tei(body))
    assert found.drafts[0].text == "Deel 1\nR1: Ja.\n[deur]\nTussentekst.\nR1: Nee."
    assert [line.text for line in found.unplaced] == ["Deel 1", "[deur]", "Tussentekst."]


LISTED = (
    '<particDesc><listPerson><person xml:id="INT" role="interviewer"><persName>Leider</persName></person>'
    '<person xml:id="R1" sex="F" age="41"><occupation>casemanager</occupation></person>'
    '<person xml:id="SPK2"><persName><abbr>R2</abbr></persName></person><person xml:id="WAA" role="observer"/></listPerson></particDesc>'
)


def test_those_whom_the_header_lists_have_their_roles_and_details_silent_ones_too() -> None:
    body = '<u who="#SPK2">Ja.</u><u who="#INT">Goed.</u><u who="#R9">Mm.</u>'
    assert draft("a.xml", tei(body, LISTED)).participants == (
        DraftParticipant("R2"),
        DraftParticipant("INT", "moderator", "Leider, interviewer"),
        DraftParticipant("R9"),
        DraftParticipant("R1", detail="F, 41, casemanager"),
        DraftParticipant("WAA", "observer"),
    )


def test_the_part_of_the_chair_makes_a_moderator() -> None:
    found = draft("a.xml", tei('<u who="#V" ana="#chair #reference">Ja.</u><u who="#W" ana="#regular">Nee.</u>'))
    assert [person.role for person in found.participants] == ["moderator", "participant"]


def test_speeches_with_a_speaker_in_words_are_read_like_utterances() -> None:
    body = "<sp><speaker>INT :</speaker><p>Wel?</p></sp><sp who='#R1'><speaker>Deelnemer</speaker><p>Ja.</p><p>Toch.</p></sp>"
    assert said(draft("a.xml", tei(body))) == [("INT", "Wel?"), ("R1", "Ja.\nToch.")]


def test_who_is_not_said_is_unknown_where_others_are_named() -> None:
    found = reading("a.xml", tei(utterance("Ja.") + "<u>Nee.</u>"))
    assert said(found.drafts[0]) == [("R1", "Ja."), ("Unknown", "Nee.")]
    assert "Utterances that do not say who speaks: 1 of 2. They are said by Unknown." in found.notes


def test_where_nobody_is_named_labels_are_looked_for_in_the_words() -> None:
    assert said(draft("a.xml", tei("<u>INT: Wel?</u><u>R1: Ja.</u><u>R2: Nee.</u>"))) == [("INT", "Wel?"), ("R1", "Ja."), ("R2", "Nee.")]


def test_an_utterance_of_several_is_of_the_first_and_listed() -> None:
    found = reading("a.xml", tei('<u who="#R1 #R2">Ja.</u><u who="#R2">Nee.</u>'))
    assert said(found.drafts[0]) == [("R1", "Ja."), ("R2", "Nee.")]
    assert found.problems[0].message == "1 utterance by several speakers, #R1 #R2"


@pytest.mark.parametrize(
    ("body", "languages"),
    [
        (utterance("Ja.", ' xml:lang="nl-BE"'), (Stretch(4, 7, "nl"),)),
        (utterance("Ja, <foreign xml:lang='fra'>voilà</foreign>."), (Stretch(8, 13, "fr"),)),
        (
            utterance("Ja, <foreign xml:lang='fr'>voilà</foreign>.", ' xml:lang="nld"'),
            (Stretch(4, 7, "nl"), Stretch(8, 13, "fr"), Stretch(13, 14, "nl")),
        ),
        (
            utterance("<seg xml:lang='nl'>Ja.</seg><seg xml:lang='fr'>Oui.</seg>", ' xml:lang="fr"'),
            (Stretch(4, 7, "nl"), Stretch(8, 12, "fr")),
        ),
        (f'<annotationBlock who="#R1" xml:lang="fra">{"<u>Oui.</u>"}</annotationBlock>', (Stretch(4, 8, "fr"),)),
        (f'<div xml:lang="fr">{utterance("Oui.")}</div>', (Stretch(4, 8, "fr"),)),
        (utterance("Ja.", ' xml:lang="und"'), ()),
        (
            utterance("<foreign xml:lang='fr'>Oui.</foreign> Ja. <foreign xml:lang='fr'>Non.</foreign>"),
            (Stretch(4, 8, "fr"), Stretch(13, 17, "fr")),
        ),
    ],
)
def test_languages_are_kept_as_they_are_said_of_an_utterance_or_a_part_of_it(body: str, languages: tuple[Stretch, ...]) -> None:
    assert draft("a.xml", tei(body)).turns[0].languages == languages


def test_the_language_of_the_whole_text_is_not_that_of_each_utterance() -> None:
    text = tei(utterance("Oui, c’est une question de confiance.") + utterance("Ja.", ' xml:lang="nl"')).replace(
        "<text>", '<text xml:lang="nl">'
    )
    found = reading("a.xml", text)
    assert found.drafts[0].turns[0].languages == (Stretch(42, 45, "nl"),)
    assert [one.language for one in assign(found.drafts[0], ("nl", "fr")).turns[0].languages] == ["fr", "nl"]
    assert (
        "The words decide on the language of 1 utterance: the file as a whole is said to be in nl, which says nothing of each."
        in found.notes
    )


TIMELINE = (
    '<timeline unit="s" origin="#T0"><when xml:id="T0" absolute="14:00:00"/><when xml:id="T1" interval="2.5" since="#T0"/>'
    '<when xml:id="T2" interval="00:00:02" since="T1"/><when xml:id="T3" absolute="14:01:00"/><when xml:id="T4"/></timeline>'
)


@pytest.mark.parametrize(
    ("markup", "times"),
    [
        ('<u who="#R1" start="#T0" end="#T2">Ja.</u>', (0, 4500)),
        ('<u who="#R1" start="T1" end="#T3">Ja.</u>', (2500, 60_000)),
        ('<annotationBlock who="#R1" start="#T1" end="#T2"><u>Ja.</u></annotationBlock>', (2500, 4500)),
        ('<u who="#R1"><anchor synch="#T1"/>Ja.<anchor synch="#T2"/></u>', (2500, 4500)),
        ('<u who="#R1">Ja<anchor synch="#T1"/>.</u>', (None, None)),
        ('<u who="#R1"><seg start="#T1">Ja.</seg><seg end="#T2">Nee.</seg></u>', (2500, 4500)),
        ('<u who="#R1" start="1.5" end="00:00:02.25">Ja.</u>', (1500, 2250)),
        ('<u who="#R1" start="#T4" end="#weg">Ja.</u>', (None, None)),
        ('<u who="#R1" start="#T2" end="#T1">Ja.</u>', (None, None)),
    ],
)
def test_times_are_those_of_the_timeline_or_said_as_they_are(markup: str, times: tuple[int | None, int | None]) -> None:
    (turn,) = draft("a.xml", tei(TIMELINE + markup)).turns
    assert (turn.time_start, turn.time_end) == times


def test_points_that_are_counted_from_each_other_in_a_ring_come_to_an_end() -> None:
    from lxml import etree

    ring = etree.fromstring('<t><timeline><when id="a" interval="1" since="b"/><when id="b" interval="1" since="a"/></timeline></t>')
    assert Timeline(ring).at("#a") == 2000


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
def test_a_clock_and_a_duration_say_the_same_milliseconds(hours: int, minutes: int, seconds: int, thousandths: int) -> None:
    expected = ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
    assert milliseconds(f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}") == expected
    assert milliseconds(f"PT{hours}H{minutes}M{seconds}.{thousandths:03}S") == expected
    assert milliseconds(str(expected), "ms") == expected


def test_annotations_other_readings_and_languages_that_nobody_knows_are_listed() -> None:
    body = (
        '<annotationBlock who="#R1"><u>Ja <choice><orig>da</orig><reg>dat</reg></choice><shift feature="loud"/></u>'
        '<spanGrp type="pos"><span>X</span></spanGrp></annotationBlock>' + utterance("Awel.", ' xml:lang="streektaal"')
    )
    assert [problem.message for problem in reading("a.xml", tei(body)).problems] == [
        "what is said about the words is left out: 1 other reading, 1 shift, 1 spanGrp",
        "no language that is known is meant by `streektaal`, said 1 time",
    ]


def test_each_document_of_a_corpus_is_a_transcript_with_the_people_of_both() -> None:
    one, two = (
        tei(f'<u who="#R1">{text}</u>', "<fileDesc><titleStmt><title>Groep 1</title></titleStmt></fileDesc>", "")
        for text in ("Ja.", "Nee.")
    )
    header = '<teiHeader><person id="R1" sex="F"/><person id="R2"/></teiHeader>'
    found = reading("a.xml", f"<teiCorpus>{header}{one}{two}{tei('<p>Niets.</p>', space='')}</teiCorpus>")
    assert [(each.part, each.name, said(each)) for each in found.drafts] == [
        (0, "Groep 1", [("R1", "Ja.")]),
        (1, "Groep 1 (2)", [("R1", "Nee.")]),
    ]
    assert found.drafts[0].participants == (DraftParticipant("R1", detail="F"),)
    assert [str(problem) for problem in found.problems] == ["document 3: no utterance stands in it, and it is left out"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<TEI><text><body><p>Ja.</p></body></text></TEI>", "has no utterance with words in it"),
        ("<TEI><text><body><u who='#R1'> </u></body></text></TEI>", "has no utterance with words in it"),
        ("<TEI><text><body><u who='#R1'>Ja.", "is damaged or cut off"),
        ("<!DOCTYPE TEI SYSTEM 'tei.dtd'><TEI><text><u>Ja.</u></text></TEI>", "document type or entities"),
        ("<instellingen><taal>nl</taal></instellingen>", "a.xml is no TEI file: it holds instellingen."),
    ],
)
def test_what_holds_no_speech_is_refused(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        reading("a.xml", text)


letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp", "Zs", "Mn", "Mc", "Lm"))
spoken_words = st.lists(st.text(letters, min_size=1, max_size=12), min_size=1, max_size=6)


@given(st.lists(st.tuples(st.sampled_from(["R1", "R2", "INT"]), spoken_words), min_size=1, max_size=8))
def test_words_are_read_back_to_the_letter_as_text_and_as_tokens(turns: list[tuple[str, list[str]]]) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    as_text = "".join(f'<u who="#{who}">{escaped(" ".join(each))}</u>' for who, each in turns)
    as_tokens = "".join(f'<u who="#{who}">{" ".join(f"<w>{escaped(word)}</w>" for word in each)}</u>' for who, each in turns)
    expected = canonical(" ".join(" ".join(each) for _, each in turns))[0].split()
    for body in (as_text, as_tokens):
        found = draft("a.xml", tei(body))
        assert " ".join(text for _, text in said(found)).split() == expected


@pytest.mark.parametrize("who", ["#", "# ", " "])
def test_an_utterance_of_nobody_names_nobody(who: str) -> None:
    found = draft("a.xml", tei(utterance("Ja.") + f"<u who='{who}'>Nee.</u>"))
    assert [participant.label for participant in found.participants] == ["R1", "Unknown"]
