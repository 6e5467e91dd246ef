"""Plain text in every encoding that is recognised, kept to the character."""

from __future__ import annotations

import pytest

from qualcode.errors import QualcodeError, Unreadable
from qualcode.model import ImportOptions
from tests.importers.inputs import reading

TEXT = "R1: Ik ben er, hé… enfin, « voilà ».\nR2: Ça va, maar €20 is veel.\n"
IF_WRONG = "If letters look wrong, say what it is with --encoding."
GUESS = f"The text is not UTF-8 and was read as Windows-1252. {IF_WRONG}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_are_recognised_and_line_ends_made_one(encoding: str, ends: str) -> None:
    found = reading("a.txt", TEXT.replace("\n", ends).encode(encoding))
    assert found.drafts[0].text == TEXT
    assert (GUESS in found.notes) == (encoding == "cp1252")


def test_another_encoding_is_read_when_it_is_said() -> None:
    assert reading("a.txt", TEXT.encode("mac-roman"), ImportOptions(encoding="mac-roman")).drafts[0].text == TEXT
    assert reading("a.txt", TEXT.encode("utf-16-le"), ImportOptions(encoding="utf-16-le")).drafts[0].text == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_letters_of_two_or_four_bytes_are_recognised_without_a_mark(encoding: str) -> None:
    found = reading("a.txt", TEXT.encode(encoding))
    assert found.drafts[0].text == TEXT
    assert f"The text has no byte-order mark, and was read as {encoding.upper()} by its zero bytes. {IF_WRONG}" in found.notes


FRENCH = "R1: C’était l’été, à l’hôpital : « ça va » … Même là-bas.\nR2: Ça dépend.\n"
DUTCH = "R1: Eén cliënt, drie ideeën… hè, ‘zo’n’ – coördinatie.\nR2: België is géén probleem.\n"


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Windows-1252"), ("mac-roman", "MacRoman"), ("latin-1", "Windows-1252"), ("iso8859-15", "Latin-9")]
)
@pytest.mark.parametrize("text", [FRENCH, DUTCH], ids=["fr", "nl"])
def test_encodings_of_one_byte_a_letter_are_told_by_the_letters_that_come_out(text: str, encoding: str, name: str) -> None:
    if name != "MacRoman":
        for quote in "‘’" if encoding != "cp1252" else "":
            text = text.replace(quote, "'")
        text = text.replace("…", "...").replace("–", "-") if encoding != "cp1252" else text
        text += "R1: Mon cœur, c'est 20 €.\n" if encoding == "iso8859-15" else ""
    found = reading("a.txt", text.encode(encoding))
    assert found.drafts[0].text == text
    assert f"The text is not UTF-8 and was read as {name}. {IF_WRONG}" in found.notes


def test_files_of_two_encodings_joined_are_read_each_in_its_own() -> None:
    found = reading("a.txt", "R1: Ça dépend, c’est compliqué.\n".encode() + "R2: À l'été.\n".encode("cp1252"))
    assert found.drafts[0].text == "R1: Ça dépend, c’est compliqué.\nR2: À l'été.\n"
    assert f"Not UTF-8 like the rest, and read as Windows-1252: 3 bytes, line 2. {IF_WRONG}" in found.notes


def test_letters_that_were_garbled_before_are_pointed_at() -> None:
    text = "R1: Ça dépend de l’été.\nR2: Voilà.\n".encode().decode("cp1252", "replace")
    found = reading("a.txt", text.replace("\ufffd", "\xa0"))
    assert [note for note in found.notes if note.startswith("Letters that look like `Ã‡`")]
    assert not [note for note in reading("a.txt", FRENCH + DUTCH).notes if note.startswith("Letters that look")]


def test_combined_letters_are_composed_and_control_characters_left_out_and_counted() -> None:
    found = reading("a.txt", "R1: he\u0301 \x1b[31mrood\x07.\nR2: ja\u202e.\n")
    assert found.drafts[0].text == "R1: hé [31mrood.\nR2: ja.\n"
    assert "Left out: 2 control characters, 1 bidirectional mark; letters composed (NFC): 1." in found.notes


def test_every_kind_of_change_is_counted() -> None:
    text = "\ufeffR1: be\xadroeps\xadge\u200bheim, cafe\u0301.\r\nR2: « Ça\xa0va\u202f? »\rR1: \u2067Ja\u2069\x07\n"
    found = reading("a.txt", text)
    assert found.drafts[0].text == "R1: beroepsgeheim, café.\nR2: « Ça\xa0va\u202f? »\nR1: Ja\n"
    assert found.notes[-1] == (
        "Left out: 1 control character, 2 bidirectional marks, 2 soft hyphens, 1 zero-width character; "
        "letters composed (NFC): 1; line ends made uniform: 2."
    )


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        (b"R1: Ja.\0\nR2: Nee.\n", ImportOptions(), "a.txt is no plain text: byte 8 is NUL."),
        (b"R1: Ja.\0\n", ImportOptions(encoding="latin-1"), "a.txt holds NUL characters"),
        ("R1: \xe9t\xe9 \x81 d\xe9j\xe0\n".encode("latin-1"), ImportOptions(), "a.txt is not text in cp1252: byte 9 does not fit."),
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
