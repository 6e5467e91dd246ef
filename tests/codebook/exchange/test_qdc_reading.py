"""REFI-QDA codebooks as other programs write them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from qualcode.codebook.exchange import reading
from qualcode.codebook.exchange.adopting import LEVELS
from qualcode.codebook.exchange.found import MOST_CODES
from qualcode.codebook.exchange.reading import Foreigners, Wish
from qualcode.codebook.reading import guid_of
from qualcode.errors import QualcodeError, Unreadable
from qualcode.model import Code, Source

A, B, C = (f"{number * 8}-0000-4000-8000-000000000000" for number in "abc")
NL = Wish("boek", ("nl",))


def source(xml: str | bytes, name: str = "boek.qdc") -> Source:
    return Source(Path(name), xml if isinstance(xml, bytes) else xml.encode())


def book(codes: str, namespace: str = "urn:QDA-XML:codebook:1.0", after: str = "") -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="{namespace}" origin="NVivo 14"><Codes>{codes}</Codes>{after}</CodeBook>'


def read(codes: str, wish: Wish = NL) -> Foreigners:
    return reading.read([source(book(codes))], wish)


def by_id(found: Foreigners) -> dict[str, Code]:
    return {code.id: code for code in found.book.codes}


def told(found: Foreigners) -> list[str]:
    return [str(problem) for problem in found.problems]


CODES = f"""<Code guid="{A}" name="Samenwerking" isCodable="false" color="#36A"><Description>Wie met wie.</Description>
    <Code guid="{B}" name="Beroepsgeheim" isCodable="true"/><Code guid="{C}" name="Overleg" isCodable="1"/></Code>"""


def test_the_tree_comes_in_with_themes_ids_and_descriptions() -> None:
    found = read(CODES)
    assert [(code.id, code.parent, code.codable, code.guid) for code in found.book.codes] == [
        ("samenwerking", "", False, A),
        ("samenwerking.beroepsgeheim", "samenwerking", True, B),
        ("samenwerking.overleg", "samenwerking", True, C),
    ]
    assert found.book.codes[0].definition == {"nl": "Wie met wie."}
    assert found.book.codes[0].colour == "#3366aa"
    assert found.notes == ("boek.qdc: a REFI-QDA codebook of NVivo 14, 3 codes, in nl",)
    assert found.problems == ()


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:1:0", "urn:QDA-XML:codebook:0:4", "urn:QDA-XML:project:1.0", "", "http://x"])
def test_whatever_the_namespace_is_called(namespace: str) -> None:
    assert reading.read([source(book(CODES, namespace))], NL).book == read(CODES).book


def test_prefixes_comments_and_utf_16_are_read_too() -> None:
    xml = book(CODES).replace("<CodeBook xmlns=", "<!-- by hand --><q:CodeBook xmlns:q=").replace("</CodeBook>", "</q:CodeBook>")
    for name in ("Codes", "Code ", "Code>", "Description"):
        xml = xml.replace(f"<{name}", f"<q:{name}").replace(f"</{name}", f"</q:{name}")
    assert reading.read([source(xml)], NL).book == read(CODES).book
    wide = book(CODES).replace("utf-8", "utf-16").encode("utf-16")
    assert reading.read([source(wide)], NL).book == read(CODES).book


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        ("#3366AA", "#3366AA"),
        ("#36a", "#3366aa"),
        ("#3366aa80", "#3366aa"),
        ("rgb(51, 102, 170)", "#3366aa"),
        ("rgba(51,102,170,0.5)", "#3366aa"),
        ("rgb(20% 40% 66.7%)", "#3366aa"),
        ("hsl(120, 100%, 50%)", "#00ff00"),
        ("SteelBlue", "#4682b4"),
        ("blauw", "#0000ff"),
        ("51;102;170", "#3366aa"),
    ],
)
def test_colours_of_any_form_are_kept(said: str, colour: str) -> None:
    found = read(f'<Code guid="{A}" name="a" isCodable="true" color="{said}"/>')
    assert found.book.codes[0].colour == colour
    assert found.problems == ()


@pytest.mark.parametrize("said", ["mauvish", "rgb(1,2)", "rgb(300,0,0)", "#12", "#ggg", "hsl(1,2,3)", "rgb()", "1,2", "()"])
def test_what_is_no_colour_is_listed_with_its_line(said: str) -> None:
    found = read(f'<Code guid="{A}" name="a" isCodable="true" color="{said}"/>')
    assert found.book.codes[0].colour == ""
    assert told(found) == [f"boek.qdc:1: a has a colour that is not known: {said} (it was left out)"]


@pytest.mark.parametrize("said", [A.upper(), f"{{{A}}}", f"{{{A.upper()}}}", A.replace("-", ""), f" {A} "])
def test_guids_of_any_form_are_the_same(said: str) -> None:
    assert read(f'<Code guid="{said}" name="a" isCodable="true"/>').book.codes[0].guid == A


def test_missing_attributes_have_defaults_and_what_had_to_be_made_is_listed() -> None:
    found = read('<Code name="Overleg"/><Code guid="x" name="Geld"/><Code><Description>Wat geld kost.</Description></Code><Code/>')
    assert [(code.id, code.label["nl"], code.codable, code.colour) for code in found.book.codes] == [
        ("overleg", "Overleg", True, ""),
        ("geld", "Geld", True, ""),
        ("wat-geld-kost", "Wat geld kost.", True, ""),
        ("code-4", "Code 4", True, ""),
    ]
    assert [code.guid for code in found.book.codes] == [guid_of("boek", code.id) for code in found.book.codes]
    assert told(found) == [
        "boek.qdc:1: Overleg has no GUID (it gets one)",
        "boek.qdc:1: Geld has a GUID that is none: x (it gets one)",
        "boek.qdc:1: a code without a name has no GUID (it gets one)",
        "boek.qdc:1: a code without a name has no GUID (it gets one)",
        "boek.qdc:1: a code has no name (it was called Wat geld kost.)",
        "boek.qdc:1: a code has no name (it was called Code 4)",
    ]


def test_of_two_codes_with_one_guid_the_second_gets_its_own() -> None:
    found = read(f'<Code guid="{A}" name="een"/><Code guid="{{{A.upper()}}}" name="twee"/>')
    assert by_id(found)["een"].guid == A
    assert by_id(found)["twee"].guid == guid_of("boek", "twee")
    assert told(found) == ["boek.qdc:1: twee has the GUID of a code before it (it got one of its own)"]


def test_ids_are_readable_and_each_stands_once() -> None:
    names = ["Œuvre & co", "Overleg", "overleg", "???", "Ελλάδα", "Een heel lange naam die veel langer is dan wat iemand intikt"]
    found = read("".join(f'<Code guid="{number}{A[1:]}" name="{name.replace("&", "&amp;")}"/>' for number, name in enumerate(names)))
    assert [code.id for code in found.book.codes] == [
        "oeuvre-co",
        "overleg",
        "overleg-2",
        "code",
        "ελλάδα",
        "een-heel-lange-naam-die-veel-langer-is",
    ]


def test_codes_below_codes_are_named_after_their_theme() -> None:
    found = read('<Code name="A"><Code name="B"><Code name="C"/></Code></Code><Code name="D"><Code name="B"/></Code>')
    assert [(code.id, code.parent) for code in found.book.codes] == [("a", ""), ("a.b", "a"), ("a.c", "a.b"), ("d", ""), ("d.b", "d")]


def test_codes_that_the_project_knows_keep_their_ids() -> None:
    assert list(by_id(read(CODES, Wish("boek", ("nl",), ids={B: "coop.secrecy"})))) == [
        "samenwerking",
        "coop.secrecy",
        "samenwerking.overleg",
    ]


def test_sets_and_notes_are_listed() -> None:
    sets = f'<Sets><Set guid="{C}" name="Kern"><MemberCode guid="{A}"/><MemberCode guid="{B}"/></Set></Sets>'
    found = reading.read([source(book(CODES.replace("</Description>", '</Description><NoteRef targetGUID="x"/>', 1), after=sets))], NL)
    assert told(found) == ["boek.qdc:2: a set of codes was left out: Kern (2 codes) (our codebooks have themes: move the codes under one)"]
    assert "NoteRef with codes: 1; what they refer to is not part of the codebook." in found.notes


# --- two languages --------------------------------------------------------------------------------------------------------------------


FR = CODES.replace("Samenwerking", "Coopération").replace("Wie met wie.", "Qui avec qui.").replace("Beroepsgeheim", "Secret professionnel")


def test_files_of_two_languages_are_joined_by_guid() -> None:
    found = reading.read([source(book(CODES), "boek.nl.qdc"), source(book(FR), "boek.fr.qdc")], Wish("boek"))
    assert found.book.languages == ("nl", "fr")
    assert [dict(code.label) for code in found.book.codes] == [
        {"nl": "Samenwerking", "fr": "Coopération"},
        {"nl": "Beroepsgeheim", "fr": "Secret professionnel"},
        {"nl": "Overleg", "fr": "Overleg"},
    ]
    assert found.book.codes[0].definition == {"nl": "Wie met wie.", "fr": "Qui avec qui."}
    assert [code.id for code in found.book.codes] == ["samenwerking", "samenwerking.beroepsgeheim", "samenwerking.overleg"]
    assert found.problems == ()
    assert [note.rpartition(", ")[2] for note in found.notes] == ["in nl by its name", "in fr by its name"]


def test_where_the_files_differ_the_first_holds_and_it_is_listed() -> None:
    other = f"""<Code guid="{B}" name="Secret" isCodable="false" color="red"/><Code guid="{A}" name="Coopération" isCodable="true">
        <Code guid="{"d" * 8}-0000-4000-8000-000000000000" name="Argent"/></Code>"""
    found = reading.read([source(book(CODES), "a.nl.qdc"), source(book(other), "a.fr.qdc")], Wish("a"))
    assert [(code.id, code.parent, code.codable) for code in found.book.codes] == [
        ("samenwerking", "", False),
        ("samenwerking.beroepsgeheim", "samenwerking", True),
        ("samenwerking.overleg", "samenwerking", True),
        ("samenwerking.argent", "samenwerking", True),
    ]
    assert by_id(found)["samenwerking.beroepsgeheim"].colour == "#ff0000"
    assert told(found) == [
        "a.fr.qdc:1: Beroepsgeheim: codable is false here, true before, which was kept",
        "a.fr.qdc:1: Beroepsgeheim stands under another code in a.fr.qdc (the first file's place was kept)",
        "a.fr.qdc:1: Samenwerking: codable is true here, false before, which was kept",
        "a.fr.qdc:2: Argent is in a.fr.qdc only (give it the texts of the other language)",
        "a.nl.qdc:2: Overleg is not in a.fr.qdc (give it the texts of that language)",
    ]


def test_files_without_a_code_in_common_are_not_joined() -> None:
    with pytest.raises(QualcodeError, match="no GUID and no id is the same") as caught:
        reading.read([source(book(CODES), "a.nl.qdc"), source(book('<Code name="Argent"/>'), "b.fr.qdc")], Wish("a"))
    assert "codebook merge --matches" in caught.value.hint


def test_languages_are_told_by_words_and_said_or_asked() -> None:
    found = reading.read([source(book(CODES), "a.qdc"), source(book(FR), "b.qdc")], Wish("a"))
    assert [note.partition(", in ")[2].partition(" by")[0] for note in found.notes] == ["nl", "fr"]
    assert all("--language says otherwise" in note for note in found.notes)
    with pytest.raises(QualcodeError, match="in which language the codes are cannot be told"):
        reading.read([source(book('<Code name="42"/>'))], Wish("a"))
    with pytest.raises(QualcodeError, match="is in nl, as is a file before it"):
        reading.read([source(book(CODES), "a.qdc"), source(book(CODES), "b.qdc")], Wish("a", ("nl", "nl")))
    with pytest.raises(QualcodeError, match="1 languages were said for 2 files"):
        reading.read([source(book(CODES), "a.qdc"), source(book(CODES), "b.qdc")], NL)


# --- names that hold a hierarchy --------------------------------------------------------------------------------------------------------


def test_names_are_taken_apart_where_that_is_asked() -> None:
    flat = "".join(f'<Code guid="{guid}" name="{name}"/>' for guid, name in ((A, "Zorg :: Wachtlijst"), (B, "Zorg::Overleg"), (C, "Geld")))
    whole = read(flat)
    assert [code.label["nl"] for code in whole.book.codes] == ["Zorg :: Wachtlijst", "Zorg::Overleg", "Geld"]
    assert "2 names hold `::`: --parted-by '::' puts these codes under those that they name." in whole.notes
    found = read(flat, Wish("boek", ("nl",), split="::"))
    assert [(code.id, code.parent, code.label["nl"], code.codable) for code in found.book.codes] == [
        ("zorg", "", "Zorg", False),
        ("zorg.wachtlijst", "zorg", "Wachtlijst", True),
        ("zorg.overleg", "zorg", "Overleg", True),
        ("geld", "", "Geld", True),
    ]
    assert found.book.codes[1].guid == A
    assert found.notes[1:] == ("1 theme came in by the names that stand before those of others.",)


def test_a_code_of_the_name_is_the_one_above_and_languages_are_taken_apart_alike() -> None:
    nl = f'<Code guid="{A}" name="Zorg"/><Code guid="{B}" name="Zorg &gt; Wachtlijst &gt; Duur"/>'
    fr = f'<Code guid="{A}" name="Soins"/><Code guid="{B}" name="Soins &gt; Attente &gt; Durée"/>'
    found = reading.read([source(book(nl), "a.nl.qdc"), source(book(fr), "a.fr.qdc")], Wish("a", split=">"))
    assert [(code.id, code.parent, dict(code.label)) for code in found.book.codes] == [
        ("zorg", "", {"nl": "Zorg", "fr": "Soins"}),
        ("zorg.wachtlijst", "zorg", {"nl": "Wachtlijst", "fr": "Attente"}),
        ("zorg.duur", "zorg.wachtlijst", {"nl": "Duur", "fr": "Durée"}),
    ]
    assert found.book.codes[0].codable


def test_codes_that_come_too_deep_for_a_file_of_ours_stand_at_its_last_level() -> None:
    found = read("".join(f'<Code name="n{number}">' for number in range(40)) + "</Code>" * 40)
    assert len(found.book.codes) == 40
    assert [code.parent for code in found.book.codes[LEVELS - 1 :]] == [found.book.codes[LEVELS - 2].id] * (41 - LEVELS)
    assert sum("stands more than 14 codes deep" in problem for problem in told(found)) == 40 - LEVELS
    assert reading.text_of(found.book, [], "x").count("- id: ") == 40


# --- projects ---------------------------------------------------------------------------------------------------------------------------


def packed(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return data.getvalue()


def test_the_codebook_of_a_project_is_read() -> None:
    project = f'<Project xmlns="urn:QDA-XML:project:1.0" origin="ATLAS.ti"><CodeBook><Codes>{CODES}</Codes></CodeBook></Project>'
    for name in ("project.qde", "Project.qde"):
        found = reading.read([source(packed({name: project.encode(), "sources/a.txt": b"x"}), "studie.qdpx")], NL)
        assert found.book == read(CODES).book
        assert found.notes[0].startswith("studie.qdpx: a REFI-QDA codebook of ATLAS.ti, 3 codes")


# --- bad files --------------------------------------------------------------------------------------------------------------------------


LAUGHS = '<!DOCTYPE CodeBook [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "it is not XML"),
    "text": (b"Samenwerking\nBeroepsgeheim\n", "it is not XML"),
    "cut off": (book(CODES).encode()[:200], "is damaged or cut off"),
    "page": (b"<html><body>Codes</body></html>", "it holds no codebook"),
    "no codes": (b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>', "its codebook has no codes"),
    "no code": (book("").encode(), "holds no code"),
    "entities": (book(CODES).replace("<CodeBook", LAUGHS + "<CodeBook").encode(), "declares a document type or entities"),
    "outside": (
        book(CODES).replace("<CodeBook", '<!DOCTYPE x SYSTEM "file:///etc/hostname"><CodeBook').encode(),
        "declares a document type",
    ),
    "deep": (book("<Code>" * 5_000 + "</Code>" * 5_000).encode(), "stand too deep within each other"),
    "many": (book("<Code/>" * (MOST_CODES + 1)).encode(), "more than 10000 codes"),
    "tags": (book("<Code><x/></Code>" * 200_000).encode(), "tags"),
    "zip": (packed({"a.txt": b"x"}), "holds 0 files .qde"),
    "bomb": (packed({"project.qde": b"<Project>" + b" " * 20_000_000}), "is packed more than 200 times"),
    "path": (book(f'<Code name="{"a::" * 200}b"/>').encode(), "a name has more than 100 parts"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_codebook_is_refused_in_two_lines(name: str) -> None:
    data, message = BAD[name]
    with pytest.raises(Unreadable) as caught:
        reading.read([source(data)], Wish("boek", ("nl",), split="::"))
    assert caught.value.message.startswith("boek.qdc")
    assert message in caught.value.message
    assert caught.value.hint
    assert "\n" not in caught.value.message + caught.value.hint
