"""Worksheets of what is not translated, and what comes back of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import filled, worksheet
from qualcode.codebook._source import Source
from qualcode.codebook.reading import parse
from qualcode.codebook.writing import written as rewritten
from qualcode.errors import QualcodeError, Unreadable
from qualcode.model import Codebook
from qualcode.opening.sheet import Sheet
from tests.codebook.making import Manner, codebooks, few, manners, written

TEXT = """\
id: small
languages: [nl, fr]
attributes:
  stance: {label: {nl: Houding}, values: [{id: pro, nl: voor, fr: pour}, {id: contra, nl: tegen}]}
codes:
- id: theme   # bovenaan
  label: {nl: Thema, fr: Thème}
  codable: false
  codes:
  - id: theme.one
    label: {nl: Beroepsgeheim}
    definition:
      nl: Zwijgplicht.   # blijft
    examples: {nl: ['Ja, zeker.', Nee.]}
    keywords: {nl: [zwijgplicht, zwijg*]}
  - id: theme.two
    label: {fr: Concertation}
    status: proposed
  - {id: theme.old, label: {nl: Oud}, status: retired}
"""


def sheets(book: Codebook, *languages: str, filled_in: Mapping[tuple[str, str], str] = {}, without: str = "") -> list[Sheet]:
    """A worksheet as it comes back: with texts by (code, field), and without a column."""
    found = []
    for table in worksheet.report(book, languages).tables():
        head = tuple(column.name for column in table.columns)
        fill = next(at for at, column in enumerate(table.columns) if column.fill)
        rows = [
            (*(str(cell) for cell in row[:fill]), filled_in.get((str(row[0]), str(row[1])), ""), *(str(cell) for cell in row[fill + 1 :]))
            for row in table.rows
        ]
        left = [at for at, name in enumerate(head) if name != without]
        found.append(Sheet("", tuple(tuple(row[at] for at in left) for row in (head, *rows))))
    return found


def back(text: str, now: str = "", *, anyway: bool = False, without: str = "", **filled_in: str) -> filled.Filled:
    """What becomes of a worksheet for French made of one text and filled in, in another text of the codebook; names are `code__field`."""
    texts = {(code.replace("_", "."), field): said for name, said in filled_in.items() for code, _, field in [name.partition("__")]}
    rows = filled.rows("m.xlsx", sheets(parse(text, "x"), "fr", filled_in=texts, without=without))
    return filled.settled(parse(now or text, "x"), rows, anyway=anyway)


# --- what is given ------------------------------------------------------------------------------------------------------------------


def test_what_is_missing_stands_beside_the_other_languages() -> None:
    (table,) = worksheet.report(parse(TEXT, "x"), ["fr"]).tables()
    assert [column.name for column in table.columns] == ["code", "field", "nl", "→ fr", "key"]
    assert [row[:4] for row in table.rows] == [
        ("attribute stance", "label", "Houding", ""),
        ("attribute stance", "value contra", "tegen", ""),
        ("theme.one", "label", "Beroepsgeheim", ""),
        ("theme.one", "definition", "Zwijgplicht.", ""),
        ("theme.one", "examples", "Ja, zeker.\nNee.", ""),
        ("theme.one", "keywords", "zwijgplicht\nzwijg*", ""),
    ]
    assert len({row[4] for row in table.rows}) == 6


def test_each_language_has_a_table_with_what_it_says_above() -> None:
    book = parse(TEXT, "x")
    assert worksheet.incomplete(book) == ["nl", "fr"]
    report = worksheet.report(book, ["nl", "de"], ["label"])
    assert [len(table.rows) for table in report.tables()] == [1, 6]
    assert [row[2:4] for row in report.tables()[1].rows][-2:] == [("Beroepsgeheim", ""), ("", "Concertation")]
    assert [str(section.blocks[0])[:13] for section in report.sections] == ["Vul de kolom ", "Fill in the c"]
    with pytest.raises(QualcodeError, match="Unknown field: title"):
        worksheet.report(book, ["nl"], ["title"])
    for wrong in ("Frans", "f", "fr-BE", ""):
        with pytest.raises(QualcodeError, match="is not the code of a language"):
            worksheet.check_language(book, wrong)


# --- what comes back ----------------------------------------------------------------------------------------------------------------


def test_what_was_filled_in_goes_to_its_place_and_every_other_byte_stays() -> None:
    found = back(
        TEXT,
        theme_one__label="Secret\nprofessionnel",
        theme_one__definition="Se taire.\n\nToujours: oui.",
        theme_one__keywords="secret; se taire,\nse taire",
        theme_one__examples="Oui, bien sûr.\nNon.",
    )
    assert (found.taken, found.there, found.empty, found.conflicts, found.problems) == (4, 0, 2, (), ())
    text = rewritten(Source(TEXT, "x"), found.book)
    assert text == (
        TEXT.replace("{nl: Beroepsgeheim}", "{nl: Beroepsgeheim, fr: Secret professionnel}")
        .replace("# blijft\n", "# blijft\n      fr: |\n        Se taire.\n\n        Toujours: oui.\n")
        .replace("Nee.]}", 'Nee.], fr: ["Oui, bien sûr.", Non.]}')
        .replace("zwijg*]}", "zwijg*], fr: [secret, se taire]}")
    )


def test_labels_of_attributes_and_a_new_language_come_in_too() -> None:
    book = parse(TEXT, "x")
    texts = {("attribute stance", "label"): "Haltung", ("attribute stance", "value pro"): "dafür", ("theme", "label"): "Thema"}
    found = filled.settled(book, filled.rows("m", sheets(book, "de", filled_in=texts)))
    assert found.book.languages == ("nl", "fr", "de")
    text = rewritten(Source(TEXT, "x"), found.book)
    assert text == (
        TEXT.replace("[nl, fr]", "[nl, fr, de]")
        .replace("{nl: Houding}", "{nl: Houding, de: Haltung}")
        .replace("fr: pour}", "fr: pour, de: dafür}")
        .replace("fr: Thème}", "fr: Thème, de: Thema}")
    )


def test_a_language_goes_where_the_codebook_has_it() -> None:
    book = parse(TEXT, "x")
    found = filled.settled(book, filled.rows("m", sheets(book, "nl", filled_in={("theme.two", "label"): "Overleg"})))
    assert rewritten(Source(TEXT, "x"), found.book) == TEXT.replace("{fr: Concertation}", "{nl: Overleg, fr: Concertation}")


def test_what_was_translated_from_another_text_waits_for_a_person() -> None:
    now = TEXT.replace("nl: Zwijgplicht.", "nl: Zwijgrecht.")
    found = back(TEXT, now, theme_one__definition="Se taire.", theme_one__label="Secret")
    assert (found.taken, len(found.conflicts)) == (1, 1)
    assert str(found.conflicts[0]) == (
        "m.xlsx, row 5: theme.one definition (fr): the nl has changed since: Zwijgrecht. (it was: Zwijgplicht.)"
    )
    assert (found.conflicts[0].old, found.conflicts[0].now) == ("Zwijgplicht.", "Zwijgrecht.")
    assert found.book.codes[1].definition == {"nl": "Zwijgrecht."}
    taken = back(TEXT, now, anyway=True, theme_one__definition="Se taire.")
    assert taken.taken == len(taken.conflicts) == 1
    assert taken.book.codes[1].definition == {"nl": "Zwijgrecht.", "fr": "Se taire."}


def test_what_somebody_else_filled_in_is_never_overwritten_unasked() -> None:
    now = TEXT.replace("{nl: Beroepsgeheim}", "{nl: Beroepsgeheim, fr: Secret}")
    found = back(TEXT, now, theme_one__label="Discrétion")
    assert (found.taken, found.book) == (0, parse(now, "x"))
    assert "was filled in otherwise meanwhile: Secret (the worksheet has: Discrétion)" in str(found.conflicts[0])
    assert back(TEXT, now, anyway=True, theme_one__label="Discrétion").book.codes[1].label["fr"] == "Discrétion"
    same = back(TEXT, now, theme_one__label="  Secret ")
    assert (same.taken, same.there, same.conflicts) == (0, 1, ())


def test_two_worksheets_that_say_otherwise_are_a_conflict() -> None:
    book = parse(TEXT, "x")
    both = [
        row
        for said in ("Secret", "Silence", "Secret")
        for row in filled.rows("m", sheets(book, "fr", filled_in={("theme.one", "label"): said}))
    ]
    found = filled.settled(book, both)
    assert (found.taken, found.there, len(found.conflicts), found.book.codes[1].label["fr"]) == (1, 1, 1, "Secret")


def test_a_new_translation_elsewhere_or_another_id_is_no_conflict() -> None:
    book = parse(TEXT, "x")
    guid = book.codes[1].guid
    now = TEXT.replace("id: theme.one\n", f"id: other\n    guid: {guid}\n").replace(
        "{nl: Beroepsgeheim}", "{nl: Beroepsgeheim, en: Secrecy}"
    )
    found = back(TEXT, now.replace("[nl, fr]", "[nl, fr, en]"), theme_one__label="Secret")
    assert (found.taken, found.book.codes[1].id, found.book.codes[1].label["fr"]) == (1, "other", "Secret")


def test_what_nothing_is_meant_by_is_listed_with_its_place() -> None:
    now = TEXT.replace("id: theme.one", "id: theme.1").replace(
        "{nl: Houding}, values: [{id: pro, nl: voor, fr: pour}, {id: contra, nl: tegen}]", "{nl: H}"
    )
    found = back(TEXT, now, theme_one__label="Secret", attribute_stance__label="x")
    assert [str(each).partition(" (was")[0] for each in found.problems] == [
        "m.xlsx, row 4: theme.one label (fr): there is no such code or attribute any more"
    ]
    retired = TEXT.replace("    label: {nl: Beroepsgeheim}", "    status: retired\n    label: {nl: Beroepsgeheim}")
    assert "the code is retired" in str(back(TEXT, retired, theme_one__label="Secret").problems[0])


def test_without_its_key_a_row_is_known_by_its_names_and_without_its_source_it_waits() -> None:
    assert back(TEXT, without="key", theme_one__label="Secret").book.codes[1].label["fr"] == "Secret"
    found = back(TEXT, without="nl", theme_one__label="Secret")
    assert (found.taken, len(found.conflicts)) == (0, 1)
    assert "does not say any more what it was translated from" in str(found.conflicts[0])


def test_a_table_of_another_kind_is_no_worksheet() -> None:
    for rows in ([("code", "label"), ("a", "b")], []):
        with pytest.raises(Unreadable, match="is no worksheet"):
            filled.rows("m.xlsx", [Sheet("", tuple(rows))])
    for head in (("code", "field", "nl"), ("code", "field", "→ fr", "-> nl")):
        with pytest.raises(Unreadable, match="to be filled in"):
            filled.rows("m.xlsx", [Sheet("", (head, ("a", "label", "x", "y")))])
    with pytest.raises(QualcodeError, match="FR is not the code of a language"):
        filled.settled(parse(TEXT, "x"), filled.rows("m", [Sheet("", (("code", "field", "→ FR"), ("theme", "label", "x")))]))


@few
@given(st.data(), codebooks(), manners)
def test_whatever_is_filled_in_comes_into_the_file_and_nothing_is_missing_then(data: st.DataObject, book: Codebook, manner: Manner) -> None:
    source = Source(written(book, manner), "x.yaml")
    language = data.draw(st.sampled_from(["nl", "fr", "de"]))
    wanted = worksheet.gaps(source.book, language)
    words = st.sampled_from(["wel", "a: b", "- x", "# y", "'", '"ja"', "no", "12:30", "*", "{z}", "een\ntwee"])
    texts = {(slot.name, slot.field): data.draw(words) for slot in wanted}
    found = filled.settled(source.book, filled.rows("m", sheets(source.book, language, filled_in=texts)))
    assert (found.taken, found.conflicts, found.problems) == (len(wanted), (), ())
    text = rewritten(source, found.book)
    assert parse(text, "x.yaml") == found.book
    assert worksheet.gaps(found.book, language) == []
