"""Changes to the text of a codebook: what it says afterwards, and every byte that stays."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook._source import Source
from qualcode.codebook.changes import Add, Change, Move, Remove, Rename, SetList, SetText, SetValue
from qualcode.codebook.reading import guid_of, parse
from qualcode.codebook.writing import changed, written
from qualcode.errors import QualcodeError
from qualcode.model import Attribute, AttributeValue, Code
from tests.codebook.remaking import RemoveAttribute, SetAttribute, SetVersion

from . import making

pytestmark = pytest.mark.thorough


@making.few
@given(st.data())
def test_the_text_says_what_the_changes_made_and_keeps_all_else(data: st.DataObject) -> None:
    book = data.draw(making.codebooks())
    text = making.written(book, data.draw(making.manners))
    assert parse(text, "x") == book
    target = data.draw(making.changed(book))
    source = Source(text, "x")
    after = written(source, target)
    assert parse(after, "x") == target
    assert written(Source(after, "x"), target) == after
    _untouched_lines_stay(source, Source(after, "x"))


def _untouched_lines_stay(before: Source, after: Source) -> None:
    """The own lines of every code that says the same are the same, byte for byte; comments go only with the codes that go."""
    codes = {code.guid: code for code in before.book.codes}
    for guid, place in after.places.items():
        was = before.places.get(guid)
        if (
            was is not None
            and codes[guid] == place.code
            and not was.within.flow
            and not place.within.flow
            and was.within.column == place.within.column
        ):
            assert _own_lines(before, guid).strip() in after.text
    said = Counter(comment for _, comment in before.comments(0, len(before.text)))
    if all(guid in after.places for guid in codes):
        kept = Counter(comment for _, comment in after.comments(0, len(after.text)))
        gone = {comment for comment in said - kept if not any(name in comment for name in ("colour", "status", "since", "codable"))}
        assert not gone
    assert ("\r\n" in before.text) == ("\r\n" in after.text)
    assert before.text.count("\r") == before.text.count("\r\n")


def _own_lines(source: Source, guid: str) -> str:
    """The lines of a code without its last ones, which may be followed by other codes now than before."""
    place = source.places[guid]
    start = source.extent(place.within, place.number)[0]
    fields = [entry for entry in place.node.entries if entry.key.text != "codes"]
    return source.text[start : max(fields[-1].key.end, fields[-1].value.end)]


# --- single changes, seen byte by byte ----------------------------------------------------------------------------------------------

TEXT = """\
# Of the team in Antwerp
id: small   # never changed
languages: [nl, fr]

codes:
# About cooperation
- id: coop
  label: {nl: Samenwerking,   fr: 'Collaboration'}  # both agreed
  codable: false
  codes:

  # Of secrecy
  - id: coop.secrecy
    label: {nl: Beroepsgeheim, fr: Secret}
    definition:
      nl: >-
        Zwijgplicht
        en toestemming.
      fr: Discrétion.     # to be made longer
    keywords:
      nl: [zwijgplicht, "gedeeld geheim"]
      # examples come later

  - id: coop.other
    label: {nl: Ander}

- id: last
  label:
    nl: Laatste
    fr: "Dernier"
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (SetText("coop", "label", "nl", "Overleg"), "{nl: Samenwerking,   fr", "{nl: Overleg,   fr"),
        (SetText("coop", "label", "nl", "on"), "{nl: Samenwerking,   fr", '{nl: "on",   fr'),
        (SetText("coop", "label", "fr", "L'aide"), "'Collaboration'", "'L''aide'"),
        (SetText("coop", "label", "fr", ""), "{nl: Samenwerking,   fr: 'Collaboration'}", "{nl: Samenwerking}"),
        (SetText("coop", "label", "en", "Both, together"), "'Collaboration'}", "'Collaboration', en: \"Both, together\"}"),
        (SetText("last", "label", "nl", "Slot: einde"), "nl: Laatste", 'nl: "Slot: einde"'),
        (SetText("last", "label", "nl", "Slot, einde"), "nl: Laatste", "nl: Slot, einde"),
        (SetText("last", "label", "fr", "Fin"), '"Dernier"', '"Fin"'),
        (SetText("last", "label", "en", "12:30"), '"Dernier"\n', '"Dernier"\n    en: "12:30"\n'),
        (SetText("last", "label", "nl", ""), "    nl: Laatste\n", ""),
        (SetText("coop.secrecy", "definition", "fr", "Un\ndeux"), "fr: Discrétion.     #", 'fr: "Un\\ndeux"     #'),
        (SetText("coop.secrecy", "definition", "nl", "Kort."), ">-\n        Zwijgplicht\n        en toestemming.", ">\n        Kort."),
        (SetText("coop.secrecy", "definition", "nl", "A\nB"), ">-\n        Zwijgplicht\n        en toestemming.", "|\n        A\n        B"),
        (SetText("coop.other", "definition", "nl", "Wat rest."), "nl: Ander}\n", "nl: Ander}\n    definition:\n      nl: Wat rest.\n"),
        (SetText("coop.other", "include", "nl", "de rest"), "nl: Ander}\n", "nl: Ander}\n    include: {nl: de rest}\n"),
        (SetList("coop.secrecy", "keywords", "nl", ("gedeeld geheim",)), '[zwijgplicht, "gedeeld', '["gedeeld'),
        (SetList("coop.secrecy", "keywords", "nl", ("zwijgplicht", "a, b", "gedeeld geheim")), '[zwijgplicht, "', '[zwijgplicht, "a, b", "'),
        (SetList("coop.secrecy", "keywords", "fr", ("secret", "no")), 'geheim"]\n', 'geheim"]\n      fr: [secret, "no"]\n'),
        (SetValue("coop.other", "status", "retired"), "nl: Ander}\n", "nl: Ander}\n    status: retired\n"),
        (SetValue("coop.other", "colour", "#3366aa"), "nl: Ander}\n", 'nl: Ander}\n    colour: "#3366aa"\n'),
        (SetValue("coop", "since", "0.10"), "  codable: false\n", '  since: "0.10"\n  codable: false\n'),
        (SetValue("coop", "codable", True), "  codable: false\n", ""),
        (SetValue("last", "guid", "6f9619ff-8b86-d011-b42d-00c04fc964ff"), "id: last\n", "id: last\n  guid: 6f9619ff-8b86-d011-b42d-00c04fc964ff\n"),
        (Rename("last", "dépassé"), "id: last\n", f"id: dépassé\n  guid: {guid_of('small', 'last')}\n"),
        (SetVersion("0.2"), "languages", 'version: "0.2"\nlanguages'),
        (Remove("coop.other"), "\n  - id: coop.other\n    label: {nl: Ander}\n", ""),
        (Move("coop.other", ""), "\n  - id: coop.other\n    label: {nl: Ander}\n", ""),
    ],
)  # fmt: skip
def test_one_change_touches_its_own_lines_only(change: Change, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    expected = TEXT.replace(old, new)
    if isinstance(change, Move):
        expected += "\n- id: coop.other\n  label: {nl: Ander}\n"
    assert changed(TEXT, [change]) == expected
    assert changed(TEXT.replace("\n", "\r\n"), [change]) == expected.replace("\n", "\r\n")


def test_a_code_moves_with_its_comments_and_what_stands_below_it() -> None:
    after = changed(TEXT, [Move("coop", "last"), Remove("coop.other")])
    assert after == TEXT[: TEXT.index("# About")] + TEXT[TEXT.index("- id: last") :] + (
        "  codes:\n"
        + "".join(f"  {line}\n" if line else "\n" for line in TEXT[TEXT.index("# About") : TEXT.index("\n  - id: coop.other")].splitlines())
    )


def test_a_code_that_leaves_the_last_place_below_another_comes_right_behind_it() -> None:
    lines = "\n  - id: coop.other\n    label: {nl: Ander}\n"
    moved = lines.replace("\n  ", "\n")
    for end in ("\n", "\r\n"):
        after = changed(TEXT.replace("\n", end), [Move("coop.other", "", after="coop")])
        assert after == TEXT.replace(lines, moved).replace("\n", end)


def test_new_codes_come_where_they_are_put_in_the_style_of_the_file() -> None:
    first = Code(
        "a", guid_of("small", "a"), "coop", {"nl": "Een", "fr": "No"}, {"nl": "Wat: dit.", "fr": "- x"}, keywords={"nl": ("een", "no")}
    )
    below = Code("b", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "a", {"nl": "Twee"}, codable=False)
    after = changed(TEXT, [Add(first, after="coop.secrecy"), Add(below)])
    block = (
        '\n  - id: a\n    label: {nl: Een, fr: "No"}\n    definition:\n      nl: "Wat: dit."\n      fr: "- x"\n'
        '    keywords:\n      nl: [een, "no"]\n    codes:\n    - id: b\n      guid: 6f9619ff-8b86-d011-b42d-00c04fc964ff\n'
        "      label: {nl: Twee}\n      codable: false\n"
    )
    at = TEXT.index("\n  - id: coop.other")
    assert after == TEXT[:at] + block + TEXT[at:]


def test_attributes_change_where_they_stand() -> None:
    text = TEXT.replace(
        "\ncodes:\n#",
        "attributes:\n  stance:   # kept\n    values:\n      - {id: pro,  nl: voor}\n      - {id: contra, nl: tegen}\n\ncodes:\n#",
    )
    stance = Attribute(
        "stance", {"nl": "Houding"}, (AttributeValue("pro", {"nl": "voor", "fr": "no"}), AttributeValue("0", {})), ordered=True
    )
    after = changed(text, [SetAttribute(stance)])
    assert after == text.replace(
        "    values:\n      - {id: pro,  nl: voor}\n      - {id: contra, nl: tegen}\n",
        '    label: {nl: Houding}\n    ordered: true\n    values:\n      - {id: pro,  nl: voor, fr: "no"}\n      - {id: "0"}\n',
    )
    assert "attributes" not in changed(text, [RemoveAttribute("stance")]).replace("# kept", "")


def test_a_codebook_in_json_stays_json() -> None:
    import json

    text = json.dumps({"id": "b", "languages": ["nl"], "codes": [{"id": "a", "label": {"nl": "x"}}, {"id": "c", "label": {"nl": "y"}}]})
    after = changed(
        text, [SetText("a", "label", "fr", "no"), Move("a", "c"), Add(Code("d", guid_of("b", "d"), "", {"nl": "z"}, codable=False))]
    )
    assert json.loads(after)["codes"] == [
        {"id": "c", "label": {"nl": "y"}, "codes": [{"id": "a", "label": {"nl": "x", "fr": "no"}}]},
        {"id": "d", "label": {"nl": "z"}, "codable": False},
    ]


def test_what_could_not_be_read_again_is_not_written() -> None:
    with pytest.raises(QualcodeError) as caught:
        changed(TEXT, [SetText("coop.other", "label", "nl", "")], "codebooks/x.yaml")
    assert caught.value.message == "codebooks/x.yaml has 1 problem."
    with pytest.raises(QualcodeError, match=r"Unknown code: coop\.othr"):
        changed(TEXT, [Remove("coop.othr")])


def test_the_starter_codebook_keeps_every_other_byte(repository: Path) -> None:
    text = (repository / "codebooks" / "case-management.yaml").read_text(encoding="utf-8")
    assert changed(text, []) == text
    after = changed(text, [SetText("coop.secrecy", "exclude", "fr", "rien"), SetList("coop.secrecy", "keywords", "nl", ("zwijgplicht",))])
    lines, now = text.split("\n"), after.split("\n")
    different = [(old, new) for old, new in zip(lines, now, strict=True) if old != new]
    assert [new.strip().split(":")[0] for _, new in different] == ["exclude", "nl"]
    back = parse(text, "x").code("coop.secrecy")
    assert back is not None
    assert (
        changed(after, [SetList(back.id, "keywords", "nl", back.keywords["nl"]), SetText(back.id, "exclude", "fr", back.exclude["fr"])])
        == text
    )
