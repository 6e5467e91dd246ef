"""Whatever people say, it is found again where it was written."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers._times import milliseconds
from qualcode.text import canonical
from tests.importers.inputs import docx, draft, paragraph, said

pytestmark = pytest.mark.thorough

labels = st.sampled_from(["R1", "R2", "R3 (v, CGG)", "Moderator", "Deelnemer 4", "Modératrice"])
letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"))
words = st.text(letters, min_size=1, max_size=60).map(lambda text: " ".join(canonical(text)[0].split())).filter(bool)
speeches = st.lists(words, min_size=1, max_size=3).map(" en dan ".join).map(lambda text: f"Wel {text}".strip())
conversations = st.lists(st.tuples(labels, speeches), min_size=1, max_size=12)


def plain(label: str) -> str:
    """A label without its detail."""
    return label.partition(" (")[0]


@given(conversations)
def test_turns_written_as_text_are_read_back_to_the_letter(turns: list[tuple[str, str]]) -> None:
    text = "".join(f"{label}: {speech}\n" for label, speech in turns)
    found = draft("a.txt", text)
    assert found.text == canonical(text)[0]
    assert said(found) == [(plain(label), canonical(speech)[0]) for label, speech in turns]


@given(conversations)
def test_turns_written_in_word_are_read_back_to_the_letter(turns: list[tuple[str, str]]) -> None:
    escaped = [(label, speech.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")) for label, speech in turns]
    found = draft("a.docx", docx("".join(paragraph(f" {speech}", f"{label}:") for label, speech in escaped)))
    assert said(found) == [(plain(label), canonical(speech)[0]) for label, speech in turns]


@given(conversations)
def test_turns_written_in_a_page_are_read_back_to_the_letter(turns: list[tuple[str, str]]) -> None:
    page = "".join(f"<p><b>{label}</b>: {escape(speech)}" for label, speech in turns)
    assert said(draft("a.html", f"<html>{page}")) == [(plain(label), canonical(speech)[0]) for label, speech in turns]


def in_rich_text(text: str) -> str:
    """A text as Word writes it in rich text: letters beyond ASCII as numbers, with a question mark for old programs."""
    pairs = text.encode("utf-16-le")
    units = [int.from_bytes(pairs[at : at + 2], "little", signed=True) for at in range(0, len(pairs), 2)]
    return "".join(f"\\u{unit}?" if not 31 < unit < 127 or chr(unit) in "\\{}" else chr(unit) for unit in units)


@given(conversations)
def test_turns_written_in_rich_text_are_read_back_to_the_letter(turns: list[tuple[str, str]]) -> None:
    body = "".join(rf"{{\b {in_rich_text(label)}:}} {in_rich_text(speech)}\par " for label, speech in turns)
    found = draft("a.rtf", rf"{{\rtf1\ansi {body}}}")
    assert said(found) == [(plain(label), canonical(speech)[0]) for label, speech in turns]


@given(st.text(min_size=1, max_size=200).filter(lambda text: canonical(text)[0].strip() and "\0" not in text))
def test_any_text_is_kept_and_its_turns_do_not_overlap(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if not canonical(data.decode())[0].strip():
        return
    found = draft("a", b"\xef\xbb\xbf" + data)
    assert found.text == canonical(data.decode())[0]
    assert all(0 <= turn.start < turn.end <= len(found.text) for turn in found.turns)
    assert all(one.end <= other.start for one, other in zip(found.turns, found.turns[1:], strict=False))
    assert all("\n" not in found.text[turn.start] + found.text[turn.end - 1] for turn in found.turns)


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
def test_a_time_mark_says_its_milliseconds(hours: int, minutes: int, seconds: int, thousandths: int) -> None:
    expected = ((hours * 60 + minutes) * 60 + seconds) * 1000
    assert milliseconds(f"[{hours:02}:{minutes:02}:{seconds:02}]") == expected
    assert milliseconds(f"{hours}:{minutes:02}:{seconds:02}.{thousandths:03}") == expected + thousandths
