"""Codebooks that grew apart, merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.changes import Add, Change, Move, Remove, Rename, SetList, SetText, SetValue
from qualcode.codebook.conflicts import Conflict, by_name
from qualcode.codebook.merging import Merged, merge
from qualcode.codebook.reading import guid_of, parse
from qualcode.model import Attribute, AttributeValue, Code, Codebook
from tests.codebook.remaking import RemoveAttribute, SetAttribute, SetVersion

from . import making

pytestmark = pytest.mark.thorough

BASE = parse(
    """\
id: small
version: '1'
languages: [nl, fr]
attributes: {stance: {label: {nl: Houding}, values: [{id: pro, nl: voor}, {id: contra, nl: tegen}]}}
codes:
- id: coop
  label: {nl: Samenwerking, fr: Coopération}
  codes:
  - {id: coop.a, label: {nl: Een, fr: Un}, definition: {nl: Het eerste., fr: Le premier.}, keywords: {nl: [een, eerste]}}
  - {id: coop.b, label: {nl: Twee, fr: Deux}}
- id: other
  label: {nl: Ander}
- {id: last, label: {nl: Laatste}}
""",
    "x",
)


def after(*changes: Change, book: Codebook = BASE) -> Codebook:
    for change in changes:
        book = change.applied(book)
    return book


def merged(ours: Sequence[Change], theirs: Sequence[Change]) -> Merged:
    return merge(BASE, {"ours": after(*ours), "theirs": after(*theirs)})


def said(conflicts: Iterable[Conflict]) -> list[str]:
    return [f"{each.kind}: {each.subject}: {each.base} | {' | '.join(text for _, text in each.texts)}" for each in conflicts]


def new(id: str, parent: str = "", **fields: object) -> Add:
    return Add(Code(id, guid_of("small", id), parent, **{"label": {"nl": id}, **fields}))  # type: ignore[arg-type]


# --- what each side did is there ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ([SetText("coop.a", "definition", "nl", "Dit.")], [SetText("coop.a", "definition", "fr", "Ceci.")], None),
        ([SetText("coop.a", "label", "nl", "Dit")], [SetText("coop.a", "definition", "nl", "Dit.")], None),
        ([SetText("coop.a", "definition", "fr", "Ceci.")], [Rename("coop.a", "eerste")], None),
        ([new("coop.c", "coop"), Move("other", "coop")], [Rename("coop", "samen")], None),
        ([Move("coop.a", "other")], [SetValue("coop.a", "status", "retired")], None),
        ([Remove("last")], [SetText("other", "label", "fr", "Autre")], None),
        ([Remove("last")], [Remove("last")], [Remove("last")]),
        ([SetText("last", "label", "fr", "Fin")], [SetText("last", "label", "fr", "Fin")], None),
        ([SetVersion("2")], [SetVersion("2"), SetText("last", "label", "fr", "Fin")], None),
        ([SetValue("last", "since", "0.2")], [SetValue("last", "status", "retired")], None),
        ([RemoveAttribute("stance")], [SetText("last", "label", "fr", "Fin")], None),
        ([new("x")], [new("y", "coop")], None),
        (
            [SetText("coop.a", "label", "nl", "Dit")],
            [Move("coop.a", "other"), Remove("coop")],
            [SetText("coop.a", "label", "nl", "Dit"), Move("coop.a", "other"), Remove("coop")],
        ),
    ],
)  # fmt: skip
def test_changes_to_different_things_are_both_made(ours: list[Change], theirs: list[Change], both: list[Change] | None) -> None:
    expected = after(*(both or [*ours, *theirs]))
    for found in (merged(ours, theirs), merged(theirs, ours)):
        assert found.conflicts == ()
        assert found.book == expected


def test_lists_are_merged_as_sets_in_order() -> None:
    both = merged(
        [SetList("coop.a", "keywords", "nl", ("een", "zwijg*", "eerste"))], [SetList("coop.a", "keywords", "nl", ("eerste", "anders"))]
    )
    assert both.conflicts == ()
    assert both.book.codes[1].keywords["nl"] == ("zwijg*", "eerste", "anders")


def test_attributes_are_merged_by_their_values() -> None:
    pro, contra = AttributeValue("pro", {"nl": "vóór"}), AttributeValue("contra", {"nl": "tegen"})
    ours = SetAttribute(Attribute("stance", {"nl": "Houding", "fr": "Position"}, (AttributeValue("pro", {"nl": "voor"}), contra)))
    theirs = SetAttribute(Attribute("stance", {"nl": "Houding"}, (pro, contra, AttributeValue("0", {})), ordered=True))
    both = merged([ours], [theirs])
    assert both.conflicts == ()
    assert both.book.attributes == (
        Attribute("stance", {"nl": "Houding", "fr": "Position"}, (pro, contra, AttributeValue("0", {})), ordered=True),
    )
    assert said(merged([RemoveAttribute("stance")], [theirs]).conflicts) == [
        "removed and changed: attribute stance: stance / nl: Houding / pro: voor / contra: tegen |  | stance / nl: Houding / pro: vóór / contra: tegen / 0: "
    ]


def test_a_code_that_both_added_is_one_code() -> None:
    both = merged([new("x", definition={"nl": "Dit."})], [new("x", definition={"fr": "Ceci."})])
    assert both.conflicts == ()
    assert both.book.codes[-1].definition == {"nl": "Dit.", "fr": "Ceci."}


# --- what a person must decide ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (
            [SetText("coop.a", "definition", "nl", "Dit.")],
            [SetText("coop.a", "definition", "nl", "Dat.")],
            ["both changed: coop.a definition (nl): Het eerste. | Dit. | Dat."],
        ),
        ([Rename("last", "x")], [Rename("last", "y")], ["both changed: last id: last | x | y"]),
        ([SetVersion("2")], [SetVersion("3")], ["both changed: version: 1 | 2 | 3"]),
        (
            [Remove("last")],
            [SetText("last", "definition", "nl", "Het einde.")],
            ["removed and changed: last: last; Laatste |  | last; Laatste; definition nl: Het einde."],
        ),
        (
            [Remove("coop.b")],
            [Move("coop.b", ""), SetList("coop.b", "keywords", "fr", ("deux",)), SetText("coop.b", "label", "fr", "")],
            ["removed and changed: coop.b: coop.b; Twee; Deux |  | coop.b; Twee; label fr: -Deux; keywords fr: deux; at the top"],
        ),
        ([Remove("other")], [new("x", "other")], ["removed and changed: other: other; Ander |  | other; Ander; above x"]),
        ([Move("last", "coop")], [Move("last", "other")], ["moved apart: last parent: at the top | under coop | under other"]),
        (
            [Move("last", "other")],
            [Move("other", "last")],
            ["moved under each other: last parent: last at the top; other at the top | last under other; other at the top | last at the top; other under last"],
        ),
        ([new("x", label={"nl": "Zorg"})], [new("x", label={"nl": "Werk"})], ["same id: x id:  | Zorg | Werk"]),
        ([Rename("last", "x")], [new("x", label={"nl": "Werk"})], ["same id: x id:  | Laatste | Werk"]),
        (
            [SetText("coop.b", "label", "nl", "")],
            [SetText("coop.b", "label", "fr", "")],
            ["both changed: coop.b label: nl: Twee; fr: Deux | fr: Deux | nl: Twee"],
        ),
        (
            [new("x", definition={"nl": "Dit."})],
            [new("x", definition={"nl": "Dat."})],
            ["both changed: x definition (nl):  | Dit. | Dat."],
        ),
    ],
)  # fmt: skip
def test_conflicts_are_listed_with_all_texts_and_settled_by_a_choice(ours: list[Change], theirs: list[Change], expected: list[str]) -> None:
    books = {"ours": after(*ours), "theirs": after(*theirs)}
    both = merge(BASE, books)
    assert said(both.conflicts) == expected
    for name, book in books.items():
        settled = merge(BASE, books, by_name(name))
        assert settled.conflicts == ()
        assert [choice for _, choice in settled.settled] == [name]
        mine = {code.id: replace(code, guid="") for code in book.codes}
        for id, code in mine.items():
            found = settled.book.code(id)
            if found is None and "same id" in expected[0]:
                continue
            assert found is not None
            assert replace(found, guid="") == code
    assert merge(BASE, books, by_name("base")).conflicts == ()


def test_of_codes_of_one_id_and_two_meanings_the_one_that_keeps_the_id_keeps_the_guid() -> None:
    books = {"ours": after(new("x", label={"nl": "Zorg"})), "theirs": after(new("x", label={"nl": "Werk"}))}
    for name, label, other in (("ours", "Zorg", "Werk"), ("theirs", "Werk", "Zorg")):
        settled = merge(BASE, books, by_name(name)).book
        kept, second = settled.code("x"), settled.code("x-2")
        assert kept is not None
        assert second is not None
        assert (kept.label["nl"], second.label["nl"]) == (label, other)
        assert kept.guid == guid_of("small", "x") != second.guid


def test_a_code_removed_here_and_changed_there_can_be_what_it_was() -> None:
    changes: list[list[Change]] = [
        [SetText("last", "definition", "nl", "Het einde."), Rename("last", "end")],
        [Move("last", "coop"), SetList("last", "keywords", "nl", ("einde",))],
    ]
    for theirs in changes:
        assert merge(BASE, {"ours": after(Remove("last")), "theirs": after(*theirs)}, by_name("base")).book == BASE
    three = {"a": after(Remove("last")), "b": after(*changes[0]), "c": after(*changes[1])}
    assert merge(BASE, three, by_name("base")).book == BASE
    kept = merge(BASE, three, by_name("b")).book.code("end")
    assert kept is not None
    assert (kept.definition, kept.keywords, kept.parent) == ({"nl": "Het einde."}, {"nl": ("einde",)}, "coop")


def test_a_code_that_loses_its_id_to_another_is_named() -> None:
    books = {"ours": after(new("x", label={"nl": "Zorg"})), "theirs": after(new("x", label={"nl": "Werk"}))}
    assert merge(BASE, books, by_name("ours")).renamed == (("x", ("theirs",), "x-2"),)
    assert merge(BASE, books, by_name("theirs")).renamed == (("x", ("ours",), "x-2"),)
    assert merge(BASE, {"ours": after(Rename("last", "x")), "theirs": BASE}).renamed == ()


def test_what_stands_below_a_removed_code_moves_up() -> None:
    books = {"ours": after(Move("other", "coop"), Remove("coop")), "theirs": after(new("x", "coop"))}
    books["ours"] = after(Remove("coop"))
    settled = merge(BASE, books, by_name("ours"))
    assert [(code.id, code.parent) for code in settled.book.codes] == [("other", ""), ("last", ""), ("x", "")]
    kept = merge(BASE, books).book
    assert [code.id for code in kept.codes] == ["coop", "x", "other", "last"]


def test_without_a_base_everything_that_differs_is_a_question() -> None:
    ours = after(SetText("coop.a", "definition", "nl", "Dit."), Remove("last"), SetList("coop.a", "keywords", "nl", ("een",)))
    both = merge(None, {"ours": ours, "theirs": BASE})
    assert said(both.conflicts) == [
        "only in one: last:  |  | last; Laatste",
        "not the same: coop.a definition (nl):  | Dit. | Het eerste.",
        "not the same: coop.a keywords (nl):  | een | een, eerste",
    ]
    for name, book in (("ours", ours), ("theirs", BASE)):
        assert merge(None, {"ours": ours, "theirs": BASE}, by_name(name)).book == book
    assert merge(None, {"ours": BASE, "theirs": BASE}).book == BASE


def test_codes_that_a_person_says_are_the_same_are_one() -> None:
    ours, theirs = after(new("x", definition={"nl": "Dit."})), after(new("y", label={"nl": "x"}, definition={"fr": "Ceci."}))
    both = merge(BASE, {"ours": ours, "theirs": theirs}, by_name("ours"), [(("ours", "x"), ("theirs", "y"))])
    assert both.book.codes[-1].id == "x"
    assert both.book.codes[-1].definition == {"nl": "Dit.", "fr": "Ceci."}


# --- what holds for all -------------------------------------------------------------------------------------------------------------


def versions(data: st.DataObject, count: int) -> tuple[Codebook, list[Codebook]]:
    base = data.draw(making.codebooks())
    return base, [data.draw(making.changed(base, most=3, prefix=prefix)) for prefix in ("n", "m", "n")[:count]]


@making.few
@given(st.data())
def test_what_one_side_alone_did_is_the_result(data: st.DataObject) -> None:
    base, (x,) = versions(data, 1)
    for books in ({"ours": x, "theirs": x}, {"ours": base, "theirs": x}, {"ours": x, "theirs": base}, {"a": x, "b": base, "c": x}):
        found = merge(base, books)
        assert found.conflicts == ()
        assert found.book == x


@making.few
@given(st.data())
def test_the_names_of_the_sides_do_not_matter(data: st.DataObject) -> None:
    base, (x, y) = versions(data, 2)
    one, other = merge(base, {"ours": x, "theirs": y}), merge(base, {"ours": y, "theirs": x})
    assert one.book == other.book
    swapped = {"ours": "theirs", "theirs": "ours"}
    turned = {(each.key, tuple(sorted((swapped[name], text) for name, text in each.texts))) for each in other.conflicts}
    assert {(each.key, tuple(sorted(each.texts))) for each in one.conflicts} == turned


@making.few
@given(st.data())
def test_nothing_of_either_side_is_missing_from_the_result_and_the_conflicts(data: st.DataObject) -> None:
    base, (x, y) = versions(data, 2)
    found = merge(base, {"ours": x, "theirs": y})
    asked = {text for each in found.conflicts for _, text in each.texts} | {each.base for each in found.conflicts}
    for name, book in (("ours", x), ("theirs", y)):
        was = {text for code in base.codes for text in texts_of(code)}
        back = {there: guid for guid, there in found.origins[name].items()}
        results = {code.guid: code for code in found.book.codes}
        for code in book.codes:
            if code.guid not in back:
                assert code in base.codes or base.code(code.id) is not None
                continue
            result = results[back[code.guid]]
            for text in texts_of(code):
                assert text in texts_of(result) or text in was or any(text in each for each in asked)
    parse(making.written(found.book, making.Manner()), "x")


def texts_of(code: Code) -> set[str]:
    texts = {text for part in (code.label, code.definition, code.include, code.exclude) for text in part.values()}
    return texts | {item for part in (code.examples, code.keywords) for items in part.values() for item in items}


@making.few
@given(st.data())
def test_three_merge_to_the_same_in_any_order(data: st.DataObject) -> None:
    base, (x, y, z) = versions(data, 3)
    together = merge(base, {"x": x, "y": y, "z": z})
    assert merge(base, {"z": z, "x": x, "y": y}).book == together.book
    if together.conflicts:
        return
    for first, second, third in ((x, y, z), (z, x, y), (y, z, x)):
        pair = merge(base, {"ours": first, "theirs": second})
        assert pair.conflicts == ()
        last = merge(base, {"ours": pair.book, "theirs": third})
        assert last.conflicts == ()
        assert set_of(last.book) == set_of(together.book)


def test_codes_of_one_guid_get_theirs_whoever_is_merged_first() -> None:
    """Two people began a code from one and made other things of it, while a third renamed the theme that one of them stands under."""
    shared = guid_of("b", "n")
    theme = Code("a", guid_of("b", "a"), "", {"nl": "zorg"})
    ours, theirs = Code("n0", shared, "a", {"nl": "zorg"}), Code("n1", shared, "", {"nl": "no"})
    base, x, y, z = (
        Codebook("b", "", ("nl",), codes, ()) for codes in ((theme,), (theme, ours), (replace(theme, id="m0"),), (theme, theirs))
    )
    together = merge(base, {"x": x, "y": y, "z": z})
    assert [each.guid == shared for each in together.book.codes] == [False, True, False]
    for first, second, third in ((x, y, z), (z, x, y), (y, z, x)):
        pair = merge(base, {"ours": first, "theirs": second})
        assert set_of(merge(base, {"ours": pair.book, "theirs": third}).book) == set_of(together.book)


def set_of(book: Codebook) -> Codebook:
    """A codebook with its codes and lists in one order."""
    codes = [replace(code, keywords=sorted_lists(code.keywords), examples=sorted_lists(code.examples)) for code in book.codes]
    attributes = [replace(each, values=tuple(sorted(each.values, key=lambda value: value.id))) for each in book.attributes]
    return replace(
        book,
        languages=tuple(sorted(book.languages)),
        codes=tuple(sorted(codes, key=lambda code: code.guid)),
        attributes=tuple(sorted(attributes, key=lambda each: each.id)),
    )


def sorted_lists(lists: object) -> dict[str, tuple[str, ...]]:
    assert isinstance(lists, dict)
    return {language: tuple(sorted(set(items))) for language, items in lists.items()}
