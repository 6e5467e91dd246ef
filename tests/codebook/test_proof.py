"""Texts that are proved code by code: what is proved is what reading them as a whole says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import _proof, reading
from qualcode.codebook._source import Source
from qualcode.codebook.changes import Rename, SetText
from qualcode.codebook.writing import written as rewritten
from qualcode.errors import QualcodeError
from qualcode.model import Codebook
from tests.codebook.making import Manner, changes, codebooks, few, manners, written

PIECES = [
    "- ", "- id: z\n", "  - id: z\n", "codes:\n", "  codes:\n", "    codes: # x\n", "label: {nl: x}\n", "  label: {nl: x}\n", '"', "'", "[", "}", "|\n", ">-\n",
    "# x\n", "\n", "\r\n", "  ", "x", ": ", "&a ", "---\n", "<<<<<<< ours\n", "guid: 6f9619ff-8b86-d011-b42d-00c04fc964ff\n", "\t", "\u2028", "? ",
]  # fmt: skip


def read(text: str) -> Codebook | None:
    try:
        return reading.parse(text, "x.yaml")
    except QualcodeError:
        return None


@few
@given(st.data(), codebooks(), manners)
def test_what_a_change_has_written_is_proved_only_if_it_says_so(data: st.DataObject, book: Codebook, manner: Manner) -> None:
    source = Source(written(book, manner), "x.yaml")
    target = data.draw(changes(book)).applied(book)
    try:
        text = rewritten(source, target, proved=False)
    except QualcodeError:
        return
    assert not _proof.says(text, target, [source]) or read(text) == target


@few
@given(st.data(), codebooks(), manners)
def test_no_damage_is_proved(data: st.DataObject, book: Codebook, manner: Manner) -> None:
    text = written(book, manner)
    source = Source(text, "x.yaml")
    for _ in range(data.draw(st.integers(1, 3))):
        lines = text.splitlines(keepends=True)
        at = data.draw(st.integers(0, len(lines)))
        inside = data.draw(st.integers(0, len(lines[at]))) if at < len(lines) and data.draw(st.booleans()) else 0
        start = sum(map(len, lines[:at])) + inside
        gone = data.draw(st.sampled_from([0, 0, 1, 5, 40]))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[start + gone :]
    assert not _proof.says(text, source.book, [source]) or read(text) == source.book


def test_most_files_are_proved_without_being_read_as_a_whole() -> None:
    text = (
        "id: b  # of the team\nlanguages: [nl, fr]\nattributes:\n  stance:\n    values:\n    - {id: pro, nl: voor}\ncodes:\n"
        "\n# first\n- id: a\n  label: {nl: Een}\n  keywords:\n    nl:\n    - x\n  codes:   # below\n  # second\n"
        "  - id: a.b\n    label:\n      nl: |\n        - id: c\n        codes:\n    codes:\n\n"
        "    -   id: a.b.c\n        label: {nl: Drie}\n  - id: a.d\n    label: {nl: Vier}\n    codes: []\n"
        "- id: e\n  label: {nl: Vijf}\n# foot\n"
    )
    for source in (Source(text, "x.yaml"), Source(text.replace("\n", "\r\n"), "x.yaml")):
        assert [part.above for part in _proof._parts(source.text)] == [-1, 0, 1, 0, -1]
        for change in (SetText("a.b.c", "definition", "nl", "Anders."), Rename("a.b", "f")):
            target = change.applied(source.book)
            fresh = rewritten(source, target, proved=False)
            assert _proof.says(fresh, target, [source])
            assert not _proof.says(source.text, target, [source])
            assert not _proof.says(fresh, source.book, [source])
