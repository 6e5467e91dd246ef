"""Codebooks in tables as QualCoder, Taguette, MAXQDA and people write them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from qualcode.codebook.exchange import full, reading
from qualcode.codebook.exchange.reading import Foreigners, Wish
from qualcode.errors import QualcodeError, Unreadable
from qualcode.exporters import csv, xlsx
from qualcode.model import Code, Codebook, Source

NL = Wish("boek", ("nl",))


def read(text: str, name: str = "codes.csv", wish: Wish = NL) -> Foreigners:
    return reading.read([Source(Path(name), text.encode())], wish)


def tree(found: Foreigners) -> list[tuple[str, str, str]]:
    """Each code with what it stands under, and its Dutch definition."""
    return [(code.label["nl"], code.parent, code.definition.get("nl", "")) for code in found.book.codes]


def told(found: Foreigners) -> list[str]:
    return [str(problem) for problem in found.problems]


def workbook(rows: list[list[object]], title: str = "Codes") -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = title
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


# --- QualCoder --------------------------------------------------------------------------------------------------------------------------


QUALCODER = """Werkdruk
Samenwerking>>Overleg>>Casusoverleg,"Vast overleg
over een dossier"
Samenwerking>>Beroepsgeheim
Middelen>>>Personeel>>>Verloop,Wie vertrekt
"""


def test_qualcoders_codes_stand_under_categories_and_codes() -> None:
    found = read(QUALCODER)
    assert tree(found) == [
        ("Werkdruk", "", ""),
        ("Samenwerking", "", ""),
        ("Overleg", "samenwerking", ""),
        ("Casusoverleg", "samenwerking.overleg", "Vast overleg\nover een dossier"),
        ("Beroepsgeheim", "samenwerking", ""),
        ("Middelen", "", ""),
        ("Personeel", "middelen", ""),
        ("Verloop", "middelen.personeel", "Wie vertrekt"),
    ]
    assert [code.label["nl"] for code in found.book.codes if not code.codable] == ["Samenwerking", "Overleg"]
    assert found.notes[0] == "codes.csv: codes as QualCoder takes them, 4 codes, in nl"
    assert told(found) == []


def test_qualcoders_text_file_has_a_tab_before_the_memo() -> None:
    found = read("Werkdruk\tTe veel, te snel; altijd\nSamenwerking>>Overleg\tMet elkaar\n", "codes.txt")
    assert tree(found) == [
        ("Werkdruk", "", "Te veel, te snel; altijd"),
        ("Samenwerking", "", ""),
        ("Overleg", "samenwerking", "Met elkaar"),
    ]


# --- Taguette ---------------------------------------------------------------------------------------------------------------------------


TAGUETTE = """tag,parent,description,number of highlights
Coopération,,Qui travaille avec qui,12
Secret,Coopération,Ce qui se dit et ne se dit pas,7
Argent,,,3
"""


def test_taguettes_tags_stand_under_their_parents() -> None:
    found = read(TAGUETTE, wish=Wish("livre"))
    assert [(code.id, code.parent, code.definition) for code in found.book.codes] == [
        ("cooperation", "", {"fr": "Qui travaille avec qui"}),
        ("cooperation.secret", "cooperation", {"fr": "Ce qui se dit et ne se dit pas"}),
        ("argent", "", {}),
    ]
    assert found.notes[0].startswith("codes.csv: tags of Taguette, 3 codes, in fr by its words (")
    assert told(found) == ["codes.csv, column D: a column was left out: number of highlights"]


def test_taguettes_workbook_is_read_too_and_older_files_without_parents() -> None:
    rows: list[list[object]] = [[*line.split(",")] for line in TAGUETTE.splitlines()]
    data = workbook(rows, "codebook")
    assert reading.read([Source(Path("codes.xlsx"), data)], Wish("livre", ("fr",))).book == read(TAGUETTE, wish=Wish("livre", ("fr",))).book
    old = read("tag,description,number of highlights\nzorg.wacht,Wachten,1\nzorg.geld,Geld,0\n", wish=Wish("boek", ("nl",), split="."))
    assert tree(old) == [("zorg", "", ""), ("wacht", "zorg", "Wachten"), ("geld", "zorg", "Geld")]


# --- MAXQDA -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("between", [" > ", ">", "\\", " \\ "])
def test_maxqdas_codes_hold_the_names_above_them(between: str) -> None:
    rows: list[list[object]] = [
        ["Code", "Memo"],
        ["Zorg", "Wat er is"],
        [f"Zorg{between}Wachten", "Hoe lang"],
        [f"Geld{between}Wie{between}Wat", None],
    ]
    found = reading.read([Source(Path("codes.xlsx"), workbook(rows))], NL)
    assert tree(found) == [
        ("Zorg", "", "Wat er is"),
        ("Wachten", "zorg", "Hoe lang"),
        ("Geld", "", ""),
        ("Wie", "geld", ""),
        ("Wat", "geld.wie", ""),
    ]
    assert found.notes[0] == "codes.xlsx: codes of MAXQDA, 3 codes, in nl"
    assert "2 themes came in by the names that stand before those of others." in found.notes


def test_a_parent_code_of_maxqda_is_a_column_of_its_own() -> None:
    found = read("Parent code;Code;Code memo;Color\n;Zorg;;#36a\nZorg;Wachten;Hoe lang;red\nZorg\\Wachten;Lijst;;\n")
    assert [(code.id, code.parent, code.colour) for code in found.book.codes] == [
        ("zorg", "", "#3366aa"),
        ("zorg.wachten", "zorg", "#ff0000"),
        ("zorg.lijst", "zorg.wachten", ""),
    ]


# --- tables of people -------------------------------------------------------------------------------------------------------------------


OWN = """Thema;Code;Naam (nl);Nom (fr);Definitie nl;Définition fr;Trefwoorden nl;Voorbeelden nl;Kleur
Samenwerking;coop.secrecy;Beroepsgeheim;Secret professionnel;Wat men niet zegt.;Ce qu'on ne dit pas.;zwijgplicht, geheim;"Ik zwijg.
Wij zwijgen.";blauw
Samenwerking;coop.trust;Vertrouwen;Confiance;;;vertrouwen;;
Middelen;;Geld;Argent;;;;;
"""


def test_a_table_that_people_made_is_read_by_its_headings() -> None:
    found = read(OWN, wish=Wish("boek"))
    codes = {code.id: code for code in found.book.codes}
    assert list(codes) == ["samenwerking", "coop.secrecy", "coop.trust", "middelen", "middelen.geld"]
    secrecy = codes["coop.secrecy"]
    assert secrecy.label == {"nl": "Beroepsgeheim", "fr": "Secret professionnel"}
    assert secrecy.definition == {"nl": "Wat men niet zegt.", "fr": "Ce qu'on ne dit pas."}
    assert secrecy.keywords == {"nl": ("zwijgplicht", "geheim")}
    assert secrecy.examples == {"nl": ("Ik zwijg.", "Wij zwijgen.")}
    assert secrecy.colour == "#0000ff"
    assert (secrecy.parent, codes["samenwerking"].codable) == ("samenwerking", False)
    assert codes["samenwerking"].label == {"nl": "Samenwerking"}
    assert found.book.languages == ("nl", "fr")
    assert told(found) == []


def test_themes_may_be_named_in_each_language() -> None:
    found = read(
        "thème fr;thema nl;naam nl;nom fr\nCoopération;Samenwerking;Zwijgen;Silence\n;Samenwerking;Vertrouwen;Confiance\n", wish=Wish("b")
    )
    assert [(code.id, dict(code.label)) for code in found.book.codes] == [
        ("samenwerking", {"nl": "Samenwerking", "fr": "Coopération"}),
        ("samenwerking.zwijgen", {"nl": "Zwijgen", "fr": "Silence"}),
        ("samenwerking.vertrouwen", {"nl": "Vertrouwen", "fr": "Confiance"}),
    ]


def test_what_codebook_show_writes_can_be_read_back() -> None:
    show = "code,level,parent,label,definition,status\ncoop,1,,Samenwerking,,active\ncoop.secrecy,2,coop,Beroepsgeheim,Zwijgen,proposed\n"
    found = read(show)
    assert [(code.id, code.parent, code.label["nl"], code.status) for code in found.book.codes] == [
        ("coop", "", "Samenwerking", "active"),
        ("coop.secrecy", "coop", "Beroepsgeheim", "proposed"),
    ]


def test_levels_make_a_tree_where_no_column_does() -> None:
    found = read("level,name\n1,Zorg\n2,Wachten\n3,Lijst\n2,Overleg\n1,Geld\n")
    assert [(code.label["nl"], code.parent) for code in found.book.codes] == [
        ("Zorg", ""),
        ("Wachten", "zorg"),
        ("Lijst", "zorg.wachten"),
        ("Overleg", "zorg"),
        ("Geld", ""),
    ]


def test_numbers_of_a_database_are_no_ids_but_say_what_stands_under_what() -> None:
    found = read('code_id,parent_id,code_name,code_description,code_color\n7,,Zorg,Alles,"rgb(1,2,3)"\n9,7,Wachten,,\n')
    assert [(code.id, code.parent, code.colour) for code in found.book.codes] == [("zorg", "", "#010203"), ("zorg.wachten", "zorg", "")]


def test_what_is_left_out_or_not_understood_is_listed_with_its_place() -> None:
    rows = "Codeboek van het team,,,\nnaam,definitie,kleur,gemaakt door\n,Zonder naam,,\nZorg,Wat er is,paarsig,R. Ik\nZorg,Nog eens,,\n"
    found = read(rows)
    assert [(code.id, code.definition["nl"]) for code in found.book.codes] == [("zorg", "Wat er is"), ("zorg-2", "Nog eens")]
    assert told(found) == [
        "line 1: a row above the headings is left out: `Codeboek van het team`",
        "codes.csv, line 3: a row without a name was left out (give the code a name)",
        "codes.csv, line 4: Zorg has a colour that is not known: paarsig (it was left out)",
        "codes.csv, column D: a column was left out: gemaakt door",
    ]


def test_a_code_that_stands_under_itself_is_put_at_the_top() -> None:
    found = read("name,parent\nA,C\nB,A\nC,B\nD,D\n")
    assert [(code.id, code.parent) for code in found.book.codes] == [("a", ""), ("a.b", "a"), ("a.c", "a.b"), ("d", ""), ("d.d", "d")]
    assert told(found) == ["codes.csv, line 2: A stands under itself, and was put at the top (move it after the import)"]


def test_a_windows_file_with_semicolons_is_read() -> None:
    data = "naam;definitie\nCréé;Où ça ?\n".encode("cp1252")
    found = reading.read([Source(Path("codes.csv"), data)], NL)
    assert tree(found) == [("Créé", "", "Où ça ?")]
    assert any("read as Windows-1252" in note for note in found.notes)


def test_other_sheets_are_listed() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["naam", "definitie"], ["Zorg", "Wat er is"]):
        book.active.append(row)
    book.create_sheet("Uitleg").append(["Zo werkt het"])
    data = io.BytesIO()
    book.save(data)
    assert told(reading.read([Source(Path("c.xlsx"), data.getvalue())], NL)) == ["sheet Uitleg: a sheet was not read"]


# --- our own form -----------------------------------------------------------------------------------------------------------------------


FULL = """kind,id,parent,label.nl,label.fr,codable,status,ordered,languages,version,extra
codebook,boek,,,,,,,"nl
fr",0.2,
code,zorg,,Zorg,Soins,FAUX,,,,,ja
code,wacht,zorg,Wachten,,,later,,,,
code,los,nergens,Los,,,,,,,
attribute,stance,,Houding,,,,VRAI,,,
value,pro,stance,Voor,,,,,,,
value,pro,stance,Voor,,,,,,,
value,x,none,X,,,,,,,
attribute,note,,Nota,,,,,,,
iets,x,,,,,,,,,
"""


def test_our_form_as_a_spreadsheet_leaves_it_is_read_and_what_does_not_fit_listed() -> None:
    found = read(FULL)
    assert (found.book.id, found.book.version, found.book.languages) == ("boek", "0.2", ("nl", "fr"))
    assert [(code.id, code.parent, code.codable, code.status) for code in found.book.codes] == [
        ("zorg", "", False, "active"),
        ("wacht", "zorg", True, "active"),
        ("los", "", True, "active"),
    ]
    assert [(each.id, each.ordered, [value.id for value in each.values]) for each in found.book.attributes] == [("stance", True, ["pro"])]
    assert [problem.message for problem in found.problems] == [
        "a value of an attribute was left out: pro",
        "a value of an attribute was left out: x",
        "an attribute was left out: note",
        "a row of no known kind was left out: iets",
        "there is no code nergens to stand under",
        "wacht has a status that is not known: later",
        "the column extra was left out",
    ]
    assert found.problems[0].where == "codes.csv, line 9"


def test_texts_that_look_like_formulas_are_no_formulas_in_a_spreadsheet_and_come_back() -> None:
    book = Codebook("b", "", ("nl",), (Code("a", "", "", {"nl": "=1+1"}, {"nl": "- eerst\n- dan"}, {"nl": "'=x"}),))
    data = io.BytesIO()
    csv.write_exact(full.as_table(book, guarded=True), data)
    assert b",'=1+1," in data.getvalue()
    found = reading.read([Source(Path("b.csv"), data.getvalue())], Wish("b"))
    assert [(code.label, code.definition, code.include) for code in found.book.codes] == [
        (code.label, code.definition, code.include) for code in book.codes
    ]


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    book = Codebook("b", "", ("nl",), (Code("a", "", "", {"nl": "A"}, {"nl": "x" * 32_768}),))
    with pytest.raises(QualcodeError, match=r"definition.nl in row 3 is longer than a cell holds: 32768 characters"):
        xlsx.write_exact(full.as_table(book, guarded=False), io.BytesIO())


# --- bad files --------------------------------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 20_000_000)
    return data.getvalue()


BAD: dict[str, tuple[str, bytes, str]] = {
    "no names": ("codes.csv", b"kolom,nog een,derde\n1,2,3\n", "no column is known that names codes"),
    "only headings": ("codes.csv", b"naam,definitie,kleur\n", "holds no code"),
    "nothing": ("codes.csv", b"\n\n , \n", "holds no code"),
    "quotation marks": ("codes.csv", b'naam,definitie\n"a" b,c\nd\n', "cannot be read"),
    "picture": ("codes.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture, and no table"),
    "old Excel": ("codes.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "is an old Office file"),
    "bomb": ("codes.xlsx", bomb(), "is packed more than 200 times"),
    "damaged": ("codes.xlsx", workbook([["naam"], ["a"]])[:900], "is damaged or cut off"),
    "many": ("codes.csv", b"naam,definitie\n" + b"a,b\n" * 10_001, "more than 10000 codes"),
    "of another form": ("codes.docx", b"PK\x03\x04", "is of a form that cannot be read"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_holds_no_codebook_is_refused_in_two_lines(name: str) -> None:
    file, data, message = BAD[name]
    with pytest.raises(Unreadable) as caught:
        reading.read([Source(Path(file), data)], NL)
    assert caught.value.message.startswith(file)
    assert message in caught.value.message
    assert caught.value.hint


def test_a_codebook_of_ours_is_not_imported() -> None:
    with pytest.raises(QualcodeError, match=r"b.yaml is a codebook of qualcode already") as caught:
        read("id: b", "b.yaml")
    assert "codebook merge" in caught.value.hint
