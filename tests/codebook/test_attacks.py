"""Files that mean harm, are broken or are something else: each is refused with a place, and none takes the program or the machine along."""

from __future__ import annotations

import pytest

from qualcode.codebook import reading
from qualcode.codebook._source import Source
from qualcode.codebook.changes import SetText
from qualcode.codebook.checking import MOST, check
from qualcode.codebook.mending import mended
from qualcode.codebook.writing import changed
from qualcode.errors import QualcodeError
from tests.codebook.remaking import SetVersion

HEAD = "id: small\nlanguages: [nl]\ncodes:\n"
CODE = "- id: a\n  label: {nl: x}\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def complaints(text: str) -> list[str]:
    """What is wrong with a text, each thing with its place."""
    with pytest.raises(QualcodeError) as caught:
        reading.parse(text, "codebooks/x.yaml")
    problems = caught.value.problems
    assert f" {len(problems)} problem" in caught.value.message
    assert all(problem.where.startswith("codebooks/x.yaml:") and problem.fix for problem in problems)
    return [str(problem).removeprefix("codebooks/x.yaml:").partition(" (")[0] for problem in problems]


def first(text: str) -> tuple[str, int]:
    """The first thing that is wrong with a text, and how many are listed."""
    found = complaints(text)
    return found[0], len(found)


# --- what YAML can be made to do ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (BOMB, "1:4: &a is an anchor, which a codebook cannot have"),
        (HEAD + "- &c {id: a, label: {nl: x}}\n- *c\n", "4:3: &c is an anchor, which a codebook cannot have"),
        (HEAD + "- {id: a, label: {nl: x}, <<: *c}\n", "4:31: *c is an alias, which a codebook cannot have"),
        (HEAD + "- !!python/object/apply:os.system ['x']\n", "4:3: !!python/object/apply:os.system is a tag, which a codebook cannot have"),
        (HEAD + "- id: !!binary aGk=\n  label: {nl: x}\n", "4:7: !!binary is a tag, which a codebook cannot have"),
        ("!<tag:example.org,2000:x>\n" + HEAD, "1:1: tag:example.org,2000:x is a tag, which a codebook cannot have"),
        ("%TAG ! tag:example.org,2000:\n---\n" + HEAD + "- !x {id: a}\n", "6:3: tag:example.org,2000:x is a tag, which a codebook cannot have"),
        (HEAD + CODE + "  id: b\n", "6:3: id stands here for the second time"),
        (HEAD + CODE + CODE, "6:7: code a stands here for the second time"),
        ("id: small\nlanguages: [nl]\nlanguages: [fr]\ncodes: []\n", "3:1: languages stands here for the second time"),
        ("[" * 20_000, "1:33: more than 32 lists and maps stand within each other here"),
        ("{" * 20_000, "1:33: more than 32 lists and maps stand within each other here"),
        ("- " * 20_000, "1:65: more than 32 lists and maps stand within each other here"),
        ("? " * 20_000, "1:65: more than 32 lists and maps stand within each other here"),
        (HEAD + "- id: a\n  label:\n" + "".join(f"{' ' * depth}k:\n" for depth in range(4, 60)), "34:33: more than 32 lists and maps"),
        (HEAD + CODE + "---\n" + HEAD, "6:1: a second document begins here"),
        (HEAD + '- id: "a\\u202Eb"\n  label: {nl: x}\n', "4:7: the text holds characters that cannot be seen: U+202E"),
        (HEAD + '- id: "a\\eb"\n  label: {nl: x}\n', "4:7: the text holds characters that cannot be seen: U+001B"),
        (HEAD + "\tx: y\n", "4:1: not valid YAML: found character '\\t' that cannot start any token"),
        (HEAD + "- id: a\n  label: {nl: 'x}\n", "6:1: not valid YAML: found unexpected end of stream"),
        ("<<<<<<< ours\nid: a\n=======\nid: b\n>>>>>>> theirs\n", "1:1: a conflict mark was left in: <<<<<<<"),
        (HEAD + CODE + "||||||| base\n" + CODE, "6:1: a conflict mark was left in: |||||||"),
        ("\ufeff" + HEAD + CODE + ">>>>>>> theirs\n", "6:1: a conflict mark was left in: >>>>>>>"),
    ],
)  # fmt: skip
def test_each_attack_is_refused_where_it_stands(text: str, place: str) -> None:
    found = complaints(text)
    assert any(each.startswith(place) for each in found), found
    assert len(found) <= 200


@pytest.mark.parametrize(
    ("text", "place", "listed"),
    [
        ("a: &a [x]\nb: [" + "*a," * 300_000 + "]\n", "1:4: &a is an anchor", 200),
        ("".join(f"- &a{number} x\n" for number in range(100_000)), "1:3: &a0 is an anchor", 200),
        ("a: b\n" * 200_000, "2:1: a stands here for the second time", 200),
        (HEAD + CODE * 2_000, "6:7: code a stands here for the second time", 200),
        ("<<<<<<< \n" * 300_000, "1:1: a conflict mark was left in", 200),
        (HEAD + "".join(f"- {{id: c{number}, parent: c{number + 1}}}\n" for number in range(5_000)), "4:3: code c0 has no label", 200),
        (
            HEAD + "".join(f"- {{id: c{number}, label: {{nl: x}}}}\n" for number in range(10_001)),
            "10004:3: these are more than 10,000 codes",
            1,
        ),
        ("- a\n" * 500_000, "300000:3: the file has more than 300,000 texts, lists and maps", 1),
        ("id: a\nlanguages: [" + "l, " * 5_000 + "]\ncodes: []\n", "2:16: language l stands", 60),
        (
            HEAD + "- id: a\n  label:\n" + "".join(f"    l{number}: x\n" for number in range(5_000)),
            "66:5: these are more than 60 languages",
            1,
        ),
        (HEAD + "- id: " + "k" * 1_000_000 + "\n  label: {nl: x}\n", "4:7: the id of a code has more than 100 characters: kkk", 1),
        ("\n" * 3_000_000, "1:1: the codebook is empty", 1),
        (HEAD + "# \u2028\n" + "# x\n" * 40_000 + CODE, "4:3: U+2028 cannot stand here in a file of this length", 1),
        (HEAD + CODE + "# x\n" * 40_000 + "...\n", "40006:1: ... cannot stand here in a file of this length", 1),
        ("%YAML 1.1\n---\n" + HEAD + "# x\n" * 40_000 + CODE, "1:1: % cannot stand here in a file of this length", 1),
        ("#" * 4_000_001, "1:1: the file has more than 4,000,000 characters", 1),
    ],
)
def test_what_is_too_much_is_left_at_once(text: str, place: str, listed: int) -> None:
    said, number = first(text)
    assert said.startswith(place)
    assert number == listed


def test_texts_of_millions_of_letters_are_read_checked_and_mended() -> None:
    for odd in ('"' + '\\"' * 500_000 + '"', "x " * 900_000, "'" + "→ " * 300_000 + "'", "[" + "z, " * 50_000 + "z]"):
        field = "keywords" if odd.startswith("[") else "exclude"
        text = HEAD + f"- id: a\n  label: {{nl: x}}\n  {field}: {{nl: {odd}}}\n"
        source = Source(text, "x.yaml")
        findings = check(source.book, "x.yaml", None, source)
        assert len(findings) <= MOST + 1
        assert len(mended(source, findings, "x.yaml")) <= len(text)


def test_more_findings_than_anybody_looks_at_are_counted_and_not_listed() -> None:
    text = HEAD + "".join(f"- {{id: c{number}, label: {{nl: x}}, exclude: {{nl: → zz{number}}}}}\n" for number in range(3_500))
    source = Source(text, "x.yaml")
    findings = check(source.book, "x.yaml", None, source)
    assert len(findings) == MOST + 1
    assert str(findings[-1]) == "x.yaml: these are the first 10,000 things that were found, there may be more (begin with these)"


# --- what is text, whatever it looks like ---------------------------------------------------------------------------------------------


def test_words_that_other_readers_take_for_something_else_are_text() -> None:
    words = ["on", "no", "12:30", "010", "1_000", "0x1F", "1e3", "2024-01-01", "y", ".nan", "=", "dépassé", "Ω", "çà et là", "事例", "é́"]
    text = "---\n" + HEAD + "".join(f"- {{id: {word}, label: {{nl: {word}}}, keywords: {{nl: [{word}]}}}}\n" for word in words)
    book = reading.parse(text, "x.yaml")
    assert [code.id for code in book.codes] == [code.label["nl"] for code in book.codes] == [code.keywords["nl"][0] for code in book.codes]
    assert [code.id for code in book.codes][:-1] == words[:-1]
    assert reading.parse(text.replace("---\n", ""), "x.yaml") == book
    fresh = changed(text, [SetText(id, "definition", "nl", id) for id in words[:-1]])
    assert [code.definition.get("nl") for code in reading.parse(fresh, "x.yaml").codes][:-1] == words[:-1]


# --- what is newer, or of another program ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "number"), [("2", "2"), ("'17'", "17"), ("9" * 30, "9" * 9)])
def test_a_file_of_a_newer_program_says_only_that(said: str, number: str) -> None:
    text = f"id: small\nformat: {said}\nweights: {{a: 1}}\ncodes:\n- id: a\n  since-when: x\n"
    assert first(text) == (f"2:9: this codebook is of format {number}, newer than this program, which reads format 1", 1)


def test_the_form_of_this_program_may_be_said_and_stays() -> None:
    text = "id: small\nformat: 1   # as agreed\n" + HEAD.partition("\n")[2] + CODE
    assert reading.parse(text, "x.yaml") == reading.parse(HEAD + CODE, "x.yaml")
    assert changed(text, [SetVersion("2.0")]) == text.replace("id: small\n", "id: small\nversion: '2.0'\n").replace("'2.0'", '"2.0"')
    for wrong in ("new", "0", "-1", "1.5", "[1]"):
        assert first(text.replace("format: 1 ", f"format: {wrong} "))[0].startswith("2:9: format ")
