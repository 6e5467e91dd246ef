"""The codebook in a report: its tables and what stands in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.codebook import reading
from qualcode.codebook.annex import Counted, Said, Shown, annex
from qualcode.codebook.quoting import chosen
from qualcode.model import Code, Codebook
from qualcode.table import Report, Spoken, Table

BOOK = """\
id: klein
version: "0.3"
languages: [nl, fr]
attributes:
  degree:
    label: {nl: Mate, fr: Degré}
    ordered: true
    values: [{id: "0", nl: niet, fr: pas}, {id: "1", nl: wel, fr: oui}]
codes:
- id: coop
  label: {nl: Samenwerking, fr: Coopération}
  codable: false
  definition: {nl: Wie met wie., fr: Qui avec qui.}
  codes:
  - id: coop.secrecy
    label: {nl: Beroepsgeheim, fr: Secret}
    definition: {nl: Wat men niet zegt., fr: Ce qu'on ne dit pas.}
    include: {nl: zwijgen}
    examples: {nl: [Ik zwijg., Wij zwijgen., Zij zwijgt.]}
    keywords: {nl: [zwijgplicht], fr: [secret]}
    codes:
    - id: coop.shared
      label: {nl: Gedeeld geheim}
      status: proposed
- id: other
  label: {nl: Iets anders, fr: Autre chose}
"""


@pytest.fixture(scope="module")
def book() -> Codebook:
    return reading.parse(BOOK, "klein.yaml")


def tables(report: Report) -> list[Table]:
    return report.tables()


def test_a_theme_is_a_table_whose_codes_stand_under_their_labels(book: Codebook) -> None:
    report = annex(book, Shown(("nl", "fr")))
    assert (report.title, report.language) == ("Codeboek / Livre de codes – klein 0.3", "nl")
    assert [section.heading for section in report.sections] == [
        "Samenwerking / Coopération",
        "Andere codes / Autres codes",
        "Kenmerken van coderingen / Attributs des codages",
    ]
    theme, apart, attributes = tables(report)
    assert theme.title == "Samenwerking / Coopération (coop)"
    assert [(column.label, column.language) for column in theme.columns] == [
        ("Code", ""),
        ("Onderdeel / Rubrique", ""),
        ("Nederlands", "nl"),
        ("Français", "fr"),
    ]
    assert theme.rows == (
        ("Het thema als geheel / Le thème dans son ensemble", "Definitie / Définition", "Wie met wie.", "Qui avec qui."),
        ("Beroepsgeheim / Secret (coop.secrecy)", "Definitie / Définition", "Wat men niet zegt.", "Ce qu'on ne dit pas."),
        ("Beroepsgeheim / Secret (coop.secrecy)", "Wel / Inclure", "zwijgen", ""),
        ("Beroepsgeheim / Secret (coop.secrecy)", "Voorbeelden / Exemples", "“Ik zwijg.”\n“Wij zwijgen.”\n“Zij zwijgt.”", ""),
        ("Gedeeld geheim (coop.shared)", "Status / Statut", "voorgesteld", "proposé"),
    )
    assert apart.rows == (("Iets anders / Autre chose (other)", "", "", ""),)
    assert attributes.rows == (("Mate / Degré (degree)", "0", "niet", "pas"), ("Mate / Degré (degree)", "1", "wel", "oui"))
    assert attributes.notes == ("degree: de waarden gaan van minder naar meer / les valeurs vont du moins au plus.",)


def test_one_language_alone_is_that_of_every_word(book: Codebook) -> None:
    report = annex(book, Shown(("fr",), keywords=True))
    assert (report.title, report.language) == ("Livre de codes – klein 0.3", "fr")
    assert [row[1:] for row in tables(report)[0].rows] == [
        ("Définition", "Qui avec qui."),
        ("Définition", "Ce qu'on ne dit pas."),
        ("Mots-clés", "secret"),
        ("Statut", "proposé"),
    ]
    assert tables(report)[0].rows[-1][0] == "Gedeeld geheim (coop.shared)"


def test_counts_and_quotations_say_whose_they_are(book: Codebook) -> None:
    said = (Said("Ik zeg niets.", "nl", "R2", "fg1", 7), Said("Rien.", "fr", "P1", "fg2", 9), Said("Nada.", "es", "P3", "fg2", 4))
    shown = Shown(
        ("nl", "fr"),
        examples=1,
        quotations={"coop.secrecy": said},
        counts={"coop": Counted(1, 1, 20, 1, 3), "coop.secrecy": Counted(4, 2, 20, 2, 3)},
        layer="C1",
        selection={"where": {"region": ["antwerp"]}},
        remarks=("2 codings wait.",),
    )
    report = annex(book, shown)
    dutch, french, remark = report.sections[0].blocks
    assert isinstance(dutch, Spoken)
    assert isinstance(french, Spoken)
    assert dutch.startswith("Geteld in de laag C1: ")
    assert dutch.endswith("De citaten komen uit de laag C1; achter elk staan spreker, transcript en beurt.")
    assert french.startswith("Compté dans la couche C1\xa0: ")
    assert (dutch.language, french.language, remark) == ("nl", "fr", "2 codings wait.")
    theme = tables(report)[0]
    assert (theme.layer, theme.selection) == ("C1", {"where": {"region": ["antwerp"]}})
    rows = {(row[0], row[1]): row[2:] for row in theme.rows}
    whole, secrecy = "Het thema als geheel / Le thème dans son ensemble", "Beroepsgeheim / Secret (coop.secrecy)"
    assert rows[whole, "Telling / Comptage"] == (
        "1 fragment · 1 van 20 deelnemers · 1 van 3 groepen",
        "1 segment · 1 participants sur 20 · 1 groupes sur 3",
    )
    assert rows[secrecy, "Telling / Comptage"][0] == "4 fragmenten · 2 van 20 deelnemers · 2 van 3 groepen"
    assert rows[secrecy, "Voorbeelden / Exemples"] == ("“Ik zwijg.”", "")
    assert rows[secrecy, "Citaten / Citations"] == (
        "“Ik zeg niets.” (R2, fg1, 7)\n“Nada.” (P3, fg2, 4, es)",
        "«\u00a0Rien.\u00a0» (P1, fg2, 9)",
    )


def test_every_code_of_the_starter_codebook_stands_in_one_table(repository: Path) -> None:
    starter = reading.read(repository / "codebooks" / "case-management.yaml")[0]
    report = annex(starter, Shown(("nl", "fr", "en")))
    assert len(tables(report)) == 8 + 1
    headings = [row[0] for table in tables(report) for row in table.rows]
    for code in starter.codes:
        if code.codable:
            assert sum(str(heading).endswith(f"({code.id})") for heading in dict.fromkeys(headings)) == 1


def test_codes_that_nothing_is_said_of_and_codebooks_without_themes_are_shown() -> None:
    flat = Codebook("b", "", ("xx",), (Code("a", "", "", {"xx": "A"}), Code("b", "", "", {})))
    report = annex(flat, Shown(("xx",)))
    assert [section.heading for section in report.sections] == ["Codes under no theme"]
    assert tables(report)[0].rows == (("A (a)", "", ""), ("b (b)", "", ""))


# --- which quotations -----------------------------------------------------------------------------------------------------------------


def said(text: str, speaker: str, transcript: str, language: str = "nl") -> Said:
    return Said(text, language, speaker, transcript, 1)


EASY = "Dat is een zin die lang genoeg is om iets te zeggen, en kort genoeg."


def test_quotations_come_from_different_sessions_then_speakers() -> None:
    found = chosen([said(EASY, "R1", "a"), said(EASY + "!", "R1", "a"), said(EASY, "R2", "a"), said(EASY, "R1", "b")], 3, ("nl",))
    assert [(each.transcript, each.speaker) for each in found] == [("a", "R1"), ("a", "R2"), ("b", "R1")]


def test_those_that_are_read_at_a_glance_come_first_and_none_is_shortened() -> None:
    long = "woord " * 200
    found = chosen([said("Ja.", "R1", "a"), said(long, "R2", "a"), said(EASY, "R3", "a")], 1, ("nl",))
    assert [each.text for each in found] == [EASY]
    assert [each.text for each in chosen([said(long, "R2", "a")], 1, ("nl",))] == [long]


def test_each_language_gets_as_many() -> None:
    pool = [said(EASY, f"R{number}", "a", language) for number in range(3) for language in ("nl", "fr", "en", "und")]
    found = chosen(pool, 2, ("nl", "fr"))
    assert [each.language for each in found].count("nl") == 2
    assert [each.language for each in found].count("fr") == 2
    assert len(found) == 6
    assert chosen(pool, 0, ("nl",)) == ()
