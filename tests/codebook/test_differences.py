"""What differs between two codebooks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.changes import Add, Change, Move, Remove, Rename, SetList, SetText, SetValue
from qualcode.codebook.differences import as_table, differences, marked_words
from qualcode.codebook.reading import guid_of, parse
from qualcode.model import Attribute, AttributeValue, Code
from tests.codebook.remaking import RemoveAttribute, SetAttribute, SetLanguages, SetVersion

from . import making

BOOK = parse(
    """\
id: small
languages: [nl, fr]
attributes: {stance: {label: {nl: Houding}, values: [{id: pro, nl: voor}, {id: contra}]}}
codes:
- id: coop
  label: {nl: Samenwerking}
  codes:
  - {id: coop.a, label: {nl: Een, fr: Un}, definition: {nl: Het eerste.}, keywords: {nl: [een, eerste]}}
  - {id: coop.b, label: {nl: Twee}}
  - {id: coop.c, label: {nl: Drie}}
- {id: last, label: {nl: Laatste}}
""",
    "x",
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (SetText("coop.a", "definition", "nl", "Het tweede."), ["coop.a changed definition nl: Het eerste. > Het tweede."]),
        (SetText("coop.a", "label", "fr", ""), ["coop.a changed label fr: Un > "]),
        (SetText("coop.a", "include", "fr", "tout"), ["coop.a changed include fr:  > tout"]),
        (SetList("coop.a", "keywords", "nl", ("eerste", "één")), ["coop.a item removed keywords nl: een > ", "coop.a item added keywords nl:  > één"]),
        (SetList("coop.a", "keywords", "nl", ("eerste", "een")), ["coop.a reordered keywords nl: een, eerste > eerste, een"]),
        (SetValue("coop.b", "codable", False), ["coop.b changed codable : true > false"]),
        (SetValue("coop.b", "since", "1.0"), ["coop.b changed since :  > 1.0"]),
        (SetValue("coop.b", "colour", "#112233"), ["coop.b changed colour :  > #112233"]),
        (SetValue("coop.b", "guid", guid_of("small", "x")), [f"coop.b changed guid : {guid_of('small', 'coop.b')} > {guid_of('small', 'x')}"]),
        (Rename("coop.b", "b"), ["b renamed id : coop.b > b"]),
        (Rename("coop", "samen"), ["samen renamed id : coop > samen"]),
        (Move("coop.b", "last"), ["coop.b moved parent : coop > last"]),
        (Move("coop.b", ""), ["coop.b moved parent : coop > "]),
        (Move("coop.a", "coop", "coop.c"), ["coop.a reordered  :  > "]),
        (Remove("coop.b"), ["coop.b removed  : Twee > "]),
        (Add(Code("new", "", "coop", {"nl": "Nieuw"})), ["new added  :  > Nieuw", "new changed label nl:  > Nieuw"]),
        (SetVersion("2"), [" changed version :  > 2"]),
        (SetLanguages(("nl", "en")), [" item removed languages : fr > ", " item added languages :  > en"]),
        (RemoveAttribute("stance"), [" removed attribute stance : pro, contra > "]),
        (
            SetAttribute(Attribute("stance", {"nl": "Houding"}, (AttributeValue("contra", {}), AttributeValue("pro", {"nl": "vóór"})), ordered=True)),
            [
                " changed attribute stance ordered : false > true",
                " reordered attribute stance values : pro, contra > contra, pro",
                " changed attribute stance value pro nl: voor > vóór",
            ],
        ),
    ],
)  # fmt: skip
def test_each_change_is_one_difference(change: Change, expected: list[str]) -> None:
    found = differences(BOOK, change.applied(BOOK))
    assert [f"{each.code} {each.what} {each.field} {each.language}: {each.old} > {each.new}" for each in found] == expected


@making.few
@given(st.data())
def test_codebooks_differ_where_they_are_not_the_same(data: st.DataObject) -> None:
    book = data.draw(making.codebooks())
    other = data.draw(making.changed(book))
    assert differences(book, book) == ()
    assert bool(differences(book, other)) == (book != other)


def test_words_of_one_side_only_are_marked_for_people() -> None:
    found = differences(BOOK, SetText("coop.a", "definition", "nl", "Het  tweede.").applied(BOOK))
    assert marked_words("a b c", "a c d") == ("a [-b-] c", "a c {+d+}")
    assert as_table(found, "A", "B").rows == (("coop.a", "changed", "definition", "nl", "Het eerste.", "Het  tweede."),)
    assert as_table(found, "A", "B", marked=True).rows[0][4:] == ("Het [-eerste.-]", "Het {+tweede.+}")
