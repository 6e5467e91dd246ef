"""The fast reader of YAML and the careful one: what both read, they read alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import _events

PIECES = [
    "a", "nl", "é", "on", "12:30", ": ", ":", ", ", "- ", "{", "}", "[", "]", "\n", "\n  ", "\n    ", "\n- ", " # c", '"', "'", "|", ">", "|-\n  ",
    "\\", "\r\n", "k: {a: b}", '"q": 1', "~", "=", "<<", "no", "0o7", "1_000", "%", "@", "`", "\u00a0", "\\n", "//", '""',
]  # fmt: skip


def said(text: str, *, fast: bool) -> list[Any] | None:
    """The events with their places, those of what was not written and of the ends aside; None where the reader gives up."""
    found: list[Any] = []
    try:
        for event in _all(text, fast=fast):
            kind = type(event).__name__
            if kind.endswith("EndEvent") or kind.startswith(("Stream", "Document")):
                found.append(kind)
                continue
            mark = event.start_mark
            at = (mark.index, mark.line, mark.column) if kind != "ScalarEvent" or event.value or event.style else None
            end = event.end_mark.index if kind == "ScalarEvent" and event.value and event.style not in {"|", ">"} else None
            found.append((kind, getattr(event, "value", None), event.style if end else None, at, end, getattr(event, "flow_style", None)))
    except (_events.Careful, _events.Broken):
        return None
    return [tuple(part or None for part in each) if isinstance(each, tuple) else each for each in found]


def _all(text: str, *, fast: bool) -> list[Any]:
    with _events.explained(text, fast=fast):
        return list(_events.stream(text, fast=fast))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(["", "id: x\ncodes:\n- "]))
def test_what_the_fast_reader_takes_is_what_the_careful_one_takes(text: str, head: str) -> None:
    fast, careful = said(head + text + "\n", fast=True), said(head + text + "\n", fast=False)
    assert fast is None or careful is None or fast == careful


def test_nothing_is_a_number_or_a_truth_to_either(repository: Path) -> None:
    text = "[on, no, 12:30, 010, 1_000, 0x1F, 2024-01-01, ~, 1e3]"
    words = [event[1] for event in said(text, fast=True) or [] if event[0] == "ScalarEvent"]
    assert words == ["on", "no", "12:30", "010", "1_000", "0x1F", "2024-01-01", "~", "1e3"]
    starter = (repository / "codebooks" / "case-management.yaml").read_text(encoding="utf-8")
    assert said(starter, fast=True) == said(starter, fast=False) is not None


def test_line_ends_of_yaml_1_1_and_directives_go_to_the_careful_reader() -> None:
    for text in ("a: b\u2028c\n", "a: b\x85c\n", "%YAML 1.1\n---\na: no\n", "a: b\n---\nc: d\n"):
        assert said(text, fast=True) is None
