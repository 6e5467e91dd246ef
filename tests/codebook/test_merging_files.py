"""Codebook files merged: whose bytes stay, which comments come along, and what stands between marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook._source import Source
from qualcode.codebook.conflicts import BASE, by_name, nobody
from qualcode.codebook.marks import Hunk, linked, marked, read_marks, settled, unread
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
