"""Codebook files merged: whose bytes stay, which comments come along, and what stands between marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook._source import Source
from qualcode.codebook.conflicts import BASE, by_name, nobody
from qualcode.codebook.marks import Hunk, about, label_behind, linked, marked, read_marks, settled, unread
from qualcode.codebook.merging_files import MergedFile, merge_files
from qualcode.codebook.reading import parse
from qualcode.errors import QualcodeError

from . import making

pytestmark = pytest.mark.thorough

TEXT = """\
# Of the team
id: small
languages: [nl, fr]
codes:
# About cooperation
- id: coop
  label: {nl: Samenwerking, fr: 'Coopération'}
  codes:
  - id: coop.a
    label: {nl: Een, fr: Un}
    definition:
      nl: Het eerste.
      fr: Le premier.
    keywords: {nl: [een], fr: [un]}

  - id: coop.b
    label: {nl: Twee, fr: Deux}
- id: last
  label: {nl: Laatste}
"""


def changed(*pairs: tuple[str, str]) -> str:
    text = TEXT
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def merged(ours: str, theirs: str, base: str | None = TEXT) -> MergedFile:
    return merge_files(Source(base, "base") if base else None, {"ours": Source(ours, "ours"), "theirs": Source(theirs, "theirs")}, "ours")


def test_our_text_is_kept_and_their_changes_come_into_its_lines() -> None:
    ours = changed(("# Of the team", "# Of the whole team"), ("nl: Het eerste.", "nl:   'Het allereerste.'  # sure?"))
    theirs = changed(("fr: Le premier.", "fr: Le tout premier.  # à voir"), ("{nl: [een], fr: [un]}", "{nl: [een, eerste], fr: [un]}"))
    found = merged(ours, theirs)
    assert found.merged.conflicts == ()
    assert found.text == (
        ours.replace("      fr: Le premier.", "      fr: Le tout premier.")
        .replace("    definition:\n", "    # à voir\n    definition:\n")
        .replace("[een]", "[een, eerste]")
    )


def test_codes_of_theirs_come_with_their_comments_to_their_place() -> None:
    block = "\n  # Pas encore discuté\n  - id: coop.c\n    label: {nl: Drie,   fr: Trois}  # trois\n    # à compléter\n"
    theirs = changed(("fr: Deux}\n", "fr: Deux}\n" + block), ("# About cooperation\n", "# About cooperation\n# et de confiance\n"))
    ours = changed(("{nl: Laatste}", "{nl: Einde}"), ("- id: coop\n", '- id: coop\n  colour: "#112233"\n'))
    assert merged(ours, theirs).text == ours.replace("fr: Deux}\n", "fr: Deux}\n" + block).replace(
        "- id: coop\n", "- id: coop\n  # et de confiance\n"
    )


def test_a_rename_here_and_a_change_there_are_both_made() -> None:
    ours = changed(("id: coop.a\n", f"id: eerste\n    guid: {parse(TEXT, 'x').codes[1].guid}\n"))
    theirs = changed(("Le premier.", "Ceci."))
    assert merged(ours, theirs).text == ours.replace("Le premier.", "Ceci.")


def test_conflicts_stand_between_marks_that_the_reader_refuses() -> None:
    ours = changed(("Het eerste.", "Dit."), ("fr: Deux", "fr: Second"))
    theirs = changed(("Het eerste.", "Dat."), ("{nl: Laatste}", "{nl: Einde}"))
    found = merged(ours, theirs)
    marks = "<<<<<<< ours\n      nl: Dit.\n||||||| base\n      nl: Het eerste.\n=======\n      nl: Dat.\n>>>>>>> theirs\n"
    assert found.text == ours.replace("      nl: Dit.\n", marks).replace("{nl: Laatste}", "{nl: Einde}")
    with pytest.raises(QualcodeError) as caught:
        parse(found.text, "codebooks/x.yaml")
    assert [problem.where for problem in caught.value.problems] == ["codebooks/x.yaml:12:1"]
    parts = read_marks(found.text)
    assert unread(parts) == found.text
    (hunk,) = [part for part in parts if isinstance(part, Hunk)]
    assert (hunk.code, hunk.sides, hunk.base) == (
        "coop.a",
        (("ours", "      nl: Dit.\n"), ("theirs", "      nl: Dat.\n")),
        "      nl: Het eerste.\n",
    )
    for name, text in (("ours", "Dit."), ("theirs", "Dat."), (BASE, "Het eerste.")):
        assert unread(settled(parts, [1], name)) == ours.replace("Dit.", text).replace("{nl: Laatste}", "{nl: Einde}")


def test_a_code_moved_apart_is_one_question_in_two_places() -> None:
    block = "- id: last\n  label: {nl: Laatste}\n"
    under = "  codes:\n  - id: last\n    label: {nl: Laatste}\n"
    other = "- id: other\n  label: {nl: Ander}\n"
    base = TEXT + other
    ours, theirs = (
        TEXT.replace(block, "") + other + under,
        TEXT.replace(block, "").replace("fr: Deux}\n", "fr: Deux}\n" + under[9:]) + other,
    )
    found = merged(ours, theirs, base)
    assert [conflict.kind for conflict in found.merged.conflicts] == ["moved apart"]
    parts = read_marks(found.text)
    groups = linked(parts)
    assert len(groups) == 1
    assert len(groups[0]) > 1
    for name, text in (("ours", ours), ("theirs", theirs), (BASE, base)):
        assert parse(unread(settled(parts, groups[0], name)), "x") == parse(text, "x")


def test_many_files_are_merged_at_once_in_any_order() -> None:
    texts = [
        changed(("nl: Een", "nl: Eén"), ("# Of the team", "# Of the team\n# a")),
        changed(("Le premier.", "Ceci.  # b")),
        changed(("- id: last", "# c\n- id: last")),
    ]
    results = set()
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        results.add(merge_files(Source(TEXT, "base"), {f"{at}.yaml": Source(texts[at], "x") for at in order}, BASE).text)
    (text,) = results
    assert all(part in text for part in ("nl: Eén", "Ceci.", "# a\n", "# b\n", "# c\n"))
    with_conflict = {f"{at}.yaml": Source(changed(("Het eerste.", word)), "x") for at, word in enumerate(("Dit.", "Dat.", "Zo."))}
    hunks = [part for part in read_marks(merge_files(Source(TEXT, "base"), with_conflict, BASE).text) if isinstance(part, Hunk)]
    assert [name for name, _ in hunks[0].sides] == ["0.yaml", "1.yaml", "2.yaml"]


def test_without_a_base_there_are_two_sides_to_each_question() -> None:
    found = merged(changed(("Het eerste.", "Dit.")), changed(("- id: last\n  label: {nl: Laatste}\n", "")), None)
    hunks = [part for part in read_marks(found.text) if isinstance(part, Hunk)]
    assert [hunk.base for hunk in hunks] == [None, None]
    assert [dict(hunk.sides)["theirs"] for hunk in hunks] == ["      nl: Het eerste.\n", ""]


def test_languages_on_lines_of_their_own_are_questions_of_their_own() -> None:
    found = merged(changed(("Het eerste.", "Dit."), ("Le premier.", "Ceci.")), changed(("Het eerste.", "Dat."), ("Le premier.", "Cela.")))
    parts = read_marks(found.text)
    assert linked(parts) == [[1], [3]]
    assert unread(settled(settled(parts, [1], "ours"), [3], "theirs")) == changed(("Het eerste.", "Dit."), ("Le premier.", "Cela."))


def test_codes_on_lines_that_touch_are_questions_of_their_own() -> None:
    more = "# of money\n- id: money\n  label: {nl: Geld}\n  codes:\n  - id: money.more\n    label: {nl: Meer}\n- id: end\n  label: {nl: Einde}\n"
    base = TEXT + more
    ours = base.replace("{nl: Laatste}", "{nl: Laatst}").replace(more, "# of money\n- id: end\n  label: {nl: Slot}\n")
    theirs = base.replace("{nl: Laatste}", "{nl: Laatste van al}").replace("nl: Meer", "nl: Veel").replace("nl: Einde", "nl: Uit")
    found = merged(ours, theirs, base)
    parts = read_marks(found.text)
    groups = linked(parts)
    assert [[part.code for number in group if isinstance(part := parts[number], Hunk)] for group in groups] == [["last"], ["last"], ["end"]]
    for who in ("ours", "theirs", BASE):
        for number, group in enumerate(groups):
            others = [other for other in groups if other is not group]
            settled_one = settled(parts, group, who)
            for other in others:
                settled_one = settled(settled_one, other, BASE)
            book = parse(unread(settled_one), "x")
            labels = {code.id: code.label["nl"] for code in book.codes}
            one, two, three = (
                {"ours": text[0], "theirs": text[1], BASE: text[2]}
                for text in (("Laatst", "Laatste van al", "Laatste"), (None, "Veel", "Meer"), ("Slot", "Uit", "Einde"))
            )
            expected = [one[BASE], two[BASE], three[BASE]]
            expected[number] = (one, two, three)[number][who]
            assert [labels.get(id) for id in ("last", "money.more", "end")] == expected


def test_a_question_says_what_it_is_about() -> None:
    ours = changed(
        ("Het eerste.", "Dit."), ("{nl: Twee, fr: Deux}", "{nl: Twee, fr: Second}"), ("- id: last\n  label: {nl: Laatste}\n", "")
    )
    theirs = changed(("Het eerste.", "Dat."), ("{nl: Twee, fr: Deux}", "{nl: Twee, fr: L'autre}"), ("{nl: Laatste}", "{nl: Einde}"))
    parts = read_marks(merged(ours, theirs).text)
    assert [about(parts, group) for group in linked(parts)] == ["coop.a nl", "coop.b label", "last"]
    assert [label_behind(parts, group[0]) for group in linked(parts)] == ["", "", ""]
    one, other = ("- id: x\n  # of money\n  label:\n    nl: Geld\n  colour: '#112233'\n", "- id: x\n  label: {nl: Werk}\n")
    parts = read_marks(merged(TEXT + one, TEXT + other).text)
    (group,) = linked(parts)
    assert about(parts, group) == "x, x-2"
    assert [label_behind(parts, number) for number in group] == ["  label:\n    nl: Geld", "  label: {nl: Werk}"]


def test_values_of_an_attribute_on_lines_that_touch_are_questions_of_their_own() -> None:
    base = "attributes: \n  stance:\n    label: {nl: Houding}\n    values:\n    - {id: pro, nl: voor}\n    - {id: contra, nl: tegen}\n"
    texts = [
        f"{TEXT}{base}",
        *(f"{TEXT}{base.replace('voor', one).replace('tegen', two)}" for one, two in (("ja", "nee"), ("eens", "oneens"))),
    ]
    parts = read_marks(merged(texts[1], texts[2], texts[0]).text)
    assert len(linked(parts)) == 2
    mixed = unread(settled(settled(parts, linked(parts)[0], "ours"), linked(parts)[1], "theirs"))
    assert [value.label["nl"] for value in parse(mixed, "x").attributes[0].values] == ["ja", "oneens"]


def test_a_version_without_codes_is_a_version() -> None:
    nothing = "id: small\nlanguages: [nl, fr]\ncodes: []\n"
    ours = changed(("{nl: Laatste}", "{nl: Einde}"))
    found = merged(ours, nothing)
    assert [conflict.code for conflict in found.merged.conflicts] == ["last"]
    for name, labels in (("ours", ["Einde"]), ("theirs", []), (BASE, ["Laatste"])):
        sources = {"ours": Source(ours, "ours"), "theirs": Source(nothing, "theirs")}
        book = parse(merge_files(Source(TEXT, "base"), sources, "ours", by_name(name)).text, "x")
        assert [code.label["nl"] for code in book.codes] == labels
    assert merged(nothing, nothing).text == nothing
    assert parse(merged(nothing, TEXT, nothing).text, "x") == parse(TEXT, "x")


def test_when_the_last_code_goes_the_text_says_that_there_is_none() -> None:
    begin = "id: small\nlanguages: [nl]\ncodes:\n\n- id: a\n  label: {nl: Zorg}\n"
    ours, theirs = begin.replace("Zorg", "Hulp") + "# Foot\n", "id: small\nlanguages: [nl]\ncodes: []\n"
    parts = read_marks(merge_files(Source(begin, "base"), {"ours": Source(ours, "ours"), "theirs": Source(theirs, "theirs")}, "ours").text)
    heading, entry = linked(parts)
    for first, second, codes in (("theirs", "theirs", []), ("ours", "theirs", []), ("theirs", "ours", ["a"]), ("ours", "ours", ["a"])):
        text = unread(settled(settled(parts, heading, first), entry, second))
        assert [code.id for code in parse(text, "x").codes] == codes


@making.few
@given(st.data())
def test_questions_can_be_answered_each_by_another(data: st.DataObject) -> None:
    base = data.draw(making.codebooks())
    manner = data.draw(making.manners)
    x, y = (data.draw(making.changed(base, most=4, prefix=prefix)) for prefix in "nm")
    sources = {name: Source(making.written(book, manner), name) for name, book in (("ours", x), ("theirs", y))}
    parts = read_marks(merge_files(Source(making.written(base, manner), "base"), sources, "ours").text)
    for group in linked(parts):
        parts = settled(parts, group, data.draw(st.sampled_from(["ours", "theirs", BASE])))
    assert {code.guid for code in parse(unread(parts), "x").codes} <= {code.guid for book in (base, x, y) for code in book.codes}


@making.few
@given(st.data())
def test_settled_by_hand_or_by_choice_it_says_the_same(data: st.DataObject) -> None:
    base = data.draw(making.codebooks())
    manner = data.draw(making.manners)
    x, y = (data.draw(making.changed(base, most=3, prefix=prefix)) for prefix in "nm")
    sources = {name: Source(making.written(book, manner), name) for name, book in (("ours", x), ("theirs", y))}
    before = Source(making.written(base, manner), "base")
    found = merge_files(before, sources, "ours")
    parts = read_marks(found.text)
    hunks = [number for number, part in enumerate(parts) if isinstance(part, Hunk)]
    assert bool(hunks) <= bool(found.merged.conflicts)
    for name in ("ours", "theirs"):
        chosen = merge_files(before, sources, "ours", by_name(name))
        assert unread(settled(parts, hunks, name)) == chosen.text
        assert parse(chosen.text, "x") == chosen.merged.book
    assert merge_files(before, sources, "ours", nobody).text == found.text


@making.few
@given(st.data())
def test_the_comments_of_both_are_kept(data: st.DataObject) -> None:
    base = data.draw(making.codebooks())
    manner = making.Manner(flow=data.draw(st.booleans()), dash=data.draw(st.sampled_from([0, 2])))
    y = data.draw(making.changed(base, most=3))
    text = making.written(base, manner)
    ours = "\n".join(f"{line}  # ours {number}" if line.startswith("id:") else line for number, line in enumerate(text.split("\n")))
    theirs = "# theirs\n" + making.written(y, manner)
    found = merge_files(Source(text, "base"), {"ours": Source(ours, "ours"), "theirs": Source(theirs, "theirs")}, "ours", by_name("theirs"))
    assert "# ours 1" in found.text
    assert "# theirs\n" in found.text
    said = {comment for _, comment in Source(theirs, "x").comments(0, len(theirs))}
    there = {comment for _, comment in Source(found.text, "x").comments(0, len(found.text))}
    assert said - there == set()


def test_marks_that_do_not_belong_together_are_text() -> None:
    for text in ("<<<<<<< a\nx\n>>>>>>> b\n", "<<<<<<< a\nx\n", "=======\nx\n"):
        assert [part for part in read_marks(text) if part] == [text]
    assert unread(read_marks("<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n")) == "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n"
    assert marked({"a": "x\n", "b": "x\n"}, "x\n") == "x\n"
    assert marked({"a": "x", "b": "y"}, None) == "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"
