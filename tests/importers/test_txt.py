"""Plain text in every encoding that is recognised, kept to the character."""

from __future__ import annotations

import pytest

from qualcode.errors import QualcodeError, Unreadable
from qualcode.model import ImportOptions
from tests.importers.inputs import reading

TEXT = "R1: Ik ben er, hé… enfin, « voilà ».\nR2: Ça va, maar €20 is veel.\n"
GUESS = "The text is not UTF-8 and was read as Windows-1252. If letters look wrong, say what it is with --encoding."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_are_recognised_and_line_ends_made_one(encoding: str, ends: str) -> None:
    found = reading("a.txt", TEXT.replace("\n", ends).encode(encoding))
    assert found.drafts[0].text == TEXT
    assert (GUESS in found.notes) == (encoding == "cp1252")


def test_another_encoding_is_read_when_it_is_said() -> None:
    assert reading("a.txt", TEXT.encode("mac-roman"), ImportOptions(encoding="mac-roman")).drafts[0].text == TEXT
    assert reading("a.txt", TEXT.encode("utf-16-le"), ImportOptions(encoding="utf-16-le")).drafts[0].text == TEXT


def test_combined_letters_are_composed_and_control_characters_left_out_and_counted() -> None:
    found = reading("a.txt", "R1: he\u0301 \x1b[31mrood\x07.\nR2: ja\u202e.\n")
    assert found.drafts[0].text == "R1: hé [31mrood.\nR2: ja.\n"
    assert "Control characters left out: 3." in found.notes


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        (b"R1: Ja.\0\nR2: Nee.\n", ImportOptions(), "a.txt is no plain text: byte 8 is NUL."),
        (TEXT.encode("utf-16-le"), ImportOptions(), "a.txt is no plain text: byte 2 is NUL."),
        (b"R1: Ja.\0\n", ImportOptions(encoding="latin-1"), "a.txt holds NUL characters"),
        (b"R1: \x81\x8d\n", ImportOptions(), "a.txt is not text in cp1252: byte 5 does not fit."),
        (b"R1: \xff\n", ImportOptions(encoding="utf-8"), "a.txt is not text in utf-8: byte 5 does not fit."),
        (b"\xff\xfeR", ImportOptions(), "a.txt is not text in utf-16"),
        (b" \n\n\t\r\n", ImportOptions(), "a.txt has no text in it."),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, options: ImportOptions, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        reading("a.txt", data, options)
    assert caught.value.message.startswith(message)
    assert caught.value.hint


@pytest.mark.parametrize("encoding", ["geen", "hex", "zip", "rot13"])
def test_an_encoding_that_is_none_is_refused(encoding: str) -> None:
    with pytest.raises(QualcodeError, match="Unknown encoding"):
        reading("a.txt", "R1: Ja.\n", ImportOptions(encoding=encoding))
