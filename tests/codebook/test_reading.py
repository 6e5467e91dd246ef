"""Codebooks as people write them: what is understood, and where errors are said to be."""

from __future__ import annotations

import re
import unicodedata
import uuid
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.actions import interchange
from qualcode.codebook.reading import GUIDS, guid_of, parse, read
from qualcode.errors import Problem, QualcodeError
from qualcode.model import Codebook

HEAD = "id: small\nversion: '1'\nlanguages: [nl, fr]\n"


def book(codes: str) -> Codebook:
    return parse(HEAD + codes, "x.yaml")


def complaints(folder: Path, text: str) -> list[str]:
    """What is wrong with a file of this text, each as `line:column: message`."""
    path = folder / "x.yaml"
    path.write_bytes(text.encode())
    with pytest.raises(QualcodeError) as caught:
        read(path, "codebooks/x.yaml")
    found = caught.value.problems
    assert caught.value.message == f"codebooks/x.yaml has {'1 problem' if len(found) == 1 else f'{len(found)} problems'}."
    assert all(problem.where.startswith("codebooks/x.yaml:") for problem in found)
    return [f"{problem.where.removeprefix('codebooks/x.yaml:')}: {problem.message}" for problem in found]


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(QualcodeError) as caught:
        parse(text, "x.yaml")
    return caught.value.problems


# --- what is understood -------------------------------------------------------------------------------------------------------------


def test_a_code_has_all_its_parts(tmp_path: Path) -> None:
    text = HEAD + (
        "attributes:\n"
        "  degree:\n"
        "    label: {nl: Mate, fr: Degré}\n"
        "    ordered: true\n"
        "    values:\n"
        "      - {id: 0, nl: niet, fr: pas}\n"
        "      - {id: on, nl: wel, fr: oui}\n"
        "codes:\n"
        "- id: coop\n"
        "  label: {nl: Samenwerking, fr: Collaboration}\n"
        "  codable: false\n"
        "  codes:\n"
        "  - id: coop.secrecy\n"
        "    guid: 6F9619FF-8B86-D011-B42D-00C04FC964FF\n"
        "    label: {nl: Beroepsgeheim, fr: Secret professionnel}\n"
        "    definition:\n"
        "      nl: >\n"
        "        Zwijgplicht\n"
        "        en toestemming.\n"
        "      fr: Discrétion.\n"
        "    include: {nl: toestemming}\n"
        "    exclude: {nl: 'wet → coop'}\n"
        "    examples:\n"
        "      nl: Dat mag ik niet zeggen.\n"
        "      fr: [Je ne peux rien dire., 'Non, rien.']\n"
        "    keywords:\n"
        "      nl: [zwijg*, 'gedeeld  geheim', no, 12:30]\n"
        '    colour: "#3366AA"\n'
        "    status: proposed\n"
        "    since: 2026-03-31\n"
    )
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    found, said = read(path)
    assert said == text
    assert (found.id, found.version, found.languages) == ("small", "1", ("nl", "fr"))
    theme, code = found.codes
    assert (theme.id, theme.parent, theme.codable, theme.status) == ("coop", "", False, "active")
    assert (code.id, code.parent, code.codable, code.status) == ("coop.secrecy", "coop", True, "proposed")
    assert (theme.since, code.since) == ("", "2026-03-31")
    assert code.guid == "6f9619ff-8b86-d011-b42d-00c04fc964ff"
    assert code.label == {"nl": "Beroepsgeheim", "fr": "Secret professionnel"}
    assert code.definition == {"nl": "Zwijgplicht en toestemming.", "fr": "Discrétion."}
    assert code.examples == {"nl": ("Dat mag ik niet zeggen.",), "fr": ("Je ne peux rien dire.", "Non, rien.")}
    assert code.keywords == {"nl": ("zwijg*", "gedeeld geheim", "no", "12:30")}
    assert code.colour == "#3366AA"
    (attribute,) = found.attributes
    assert attribute.ordered
    assert [(value.id, dict(value.label)) for value in attribute.values] == [
        ("0", {"nl": "niet", "fr": "pas"}),
        ("on", {"nl": "wel", "fr": "oui"}),
    ]


@pytest.mark.parametrize(
    "id", ["on", "no", "12:30", "0", "010", "1_000", "1e3", "0x1F", "true", "2024-01-01", "dépassé", "a.b", "çà et là"]
)
def test_ids_are_the_text_that_was_written(id: str) -> None:
    found = book(f"codes:\n- id: {id}\n  label: {{no: {id}}}\n")
    assert found.codes[0].id == id
    assert found.codes[0].label == {"no": id}


@given(st.text(st.characters(categories=("L", "M", "N", "Pd", "Po", "Sm", "So")), min_size=1, max_size=30))
def test_ids_may_be_of_any_letters(id: str) -> None:
    written = id.replace("\\", "\\\\").replace('"', '\\"')
    found = book(f'codes:\n- id: "{written}"\n  label: {{nl: x}}\n')
    assert found.codes[0].id == unicodedata.normalize("NFC", id)
    assert found.codes[0].guid == guid_of("small", found.codes[0].id)


def test_two_teams_get_the_same_guids_and_different_codebooks_different_ones() -> None:
    codes = "codes:\n- id: a\n  label: {nl: x}\n- id: b\n  label: {nl: y}\n"
    ours, theirs, other = book(codes), book("# of another team\n" + codes), parse(HEAD.replace("small", "other") + codes, "x.yaml")
    assert [code.guid for code in ours.codes] == [code.guid for code in theirs.codes]
    guids = {code.guid for found in (ours, other) for code in found.codes}
    assert len(guids) == 4
    assert all(uuid.UUID(guid).version == 5 for guid in guids)
    assert all(guid_of("small", id) == str(uuid.uuid5(GUIDS, f"small\n{id}")) for id in ("a", "dépassé", "", *map(str, range(99))))


def test_decomposed_and_composed_ids_are_the_same_code() -> None:
    composed = book("codes:\n- id: d\u00e9pass\u00e9\n  label: {nl: x}\n")
    decomposed = book("codes:\n- id: de\u0301passe\u0301\n  label: {nl: x}\n")
    assert composed == decomposed


def test_what_has_no_value_counts_as_not_written() -> None:
    (code,) = book(
        "codes:\n- id: a\n  guid:\n  label: {nl: x, fr: }\n  definition:\n  keywords: {nl: , fr: []}\n  colour: ''\n  codes: ~\n"
        .replace("  colour: ''\n", "")
    ).codes  # fmt: skip
    assert code.label == {"nl": "x"}
    assert code.definition == {}
    assert code.keywords == {}


def test_json_windows_line_ends_and_a_byte_order_mark_are_yaml_too() -> None:
    json = '{"id": "j", "languages": ["nl"], "codes": [{"id": "a", "label": {"nl": "x"}}]}'
    assert parse(json, "x.yaml").codes[0].label == {"nl": "x"}
    codes = "codes:\n- id: a\n  label: {nl: x}\n"
    assert parse("\ufeff" + (HEAD + codes).replace("\n", "\r\n"), "x.yaml") == book(codes)


def test_the_starter_codebook_says_what_another_reader_of_yaml_finds(repository: Path) -> None:
    from ruamel.yaml import YAML

    path = repository / "codebooks" / "case-management.yaml"
    found, text = read(path, "codebooks/case-management.yaml")
    other = YAML(typ="safe", pure=True).load(text)

    def flat(codes: list[dict[str, Any]], parent: str) -> list[tuple[str, str, dict[str, Any]]]:
        return [row for code in codes for row in [(code["id"], parent, code), *flat(code.get("codes", []), code["id"])]]

    expected = flat(other["codes"], "")
    assert [(code.id, code.parent) for code in found.codes] == [(id, parent) for id, parent, _ in expected]
    for code, (_, _, fields) in zip(found.codes, expected, strict=True):
        assert code.label == {language: text for language, text in fields["label"].items() if text is not None}
        assert code.definition == fields.get("definition", {})
        assert (code.include, code.exclude) == (fields.get("include", {}), fields.get("exclude", {}))
        assert code.codable == fields.get("codable", True)
        assert {language: list(words) for language, words in code.keywords.items()} == fields.get("keywords", {})
    assert [attribute.id for attribute in found.attributes] == list(other["attributes"])
    assert [value.id for value in found.attributes[2].values] == ["0", "1", "2"]


# --- what is wrong, and where -------------------------------------------------------------------------------------------------------


def test_every_error_is_listed_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = HEAD + (
        "codes:\n"  # 4
        "- id: a\n"  # 5
        "  lable: {nl: x}\n"  # 6
        "  status: done\n"  # 7
        "- id: b\n"  # 8
        "  label: {nl: y}\n"  # 9
        "  codable: 'no'\n"  # 10
        "  codes:\n"  # 11
        "  - id: a\n"  # 12
        "    label: Geheim\n"  # 13
        "  - label: {nl: z, nl: zz}\n"  # 14
        "    keywords: {nl: zwijgplicht, fr: [secret, {a: b}, '']}\n"  # 15
        "    since: 2026-02-30\n"  # 16
        "- {id: c, label: {nl: c}, since: {nl: 1}}\n"  # 17
    )
    assert complaints(tmp_path, text) == [
        "5:3: code a has no label",
        "6:3: a code has no lable",
        "7:11: status cannot be done",
        "10:12: codable is neither true nor false",
        "12:9: code a stands here for the second time",
        "13:12: label is not given per language",
        "14:5: a code has no id",
        "14:20: nl stands here for the second time",
        "15:20: nl is not a list",
        "15:46: this is not a piece of text",
        "15:54: this is not a piece of text",
        "16:12: since cannot be 2026-02-30: there is no such day",
        "17:34: since is not text",
    ]


def test_the_head_needs_an_id_languages_and_codes(tmp_path: Path) -> None:
    assert complaints(tmp_path, "version: 1\ntitle: x\n") == [
        "1:1: the codebook has no id",
        "1:1: the codebook has no languages",
        "1:1: the codebook has no codes",
        "2:1: a codebook has no title",
    ]
    assert complaints(tmp_path, "id: [a]\nlanguages: nl\ncodes: {a: b}\n") == [
        "1:5: the id of the codebook is not text",
        "2:12: languages is not a list",
        "3:8: codes is not a list",
    ]
    assert complaints(tmp_path, "id: a\nlanguages: [nl, fr, nl]\ncodes: [a]\n") == [
        "2:21: language nl stands here for the second time",
        "3:9: a code is a map of id, guid, label ...",
    ]
    assert complaints(tmp_path, "id: a\nlanguages: []\ncodes: []\n") == ["2:12: no language is declared"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n...\n", "~"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, text: str) -> None:
    assert complaints(tmp_path, text) == ["1:1: the codebook is empty"]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    assert complaints(tmp_path, '<?xml version="1.0"?>\n<CodeBook/>\n') == ["1:1: this is XML, not YAML"]


def test_guids_are_made_once(tmp_path: Path) -> None:
    guid = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
    text = HEAD + (
        "codes:\n"
        f"- {{id: a, guid: {guid}, label: {{nl: x}}}}\n"
        f"- {{id: b, label: {{nl: y}}, guid: '{{{guid.upper()}}}'}}\n"
        "- {id: c, label: {nl: z}, guid: not-one}\n"
    )
    assert complaints(tmp_path, text) == ["6:33: this GUID stands here for the second time", "7:33: this is not a GUID"]


def test_a_new_code_cannot_take_the_guid_of_the_code_that_had_its_id(tmp_path: Path) -> None:
    text = HEAD + f"codes:\n- {{id: a, label: {{nl: x}}}}\n- {{id: renamed, guid: {guid_of('small', 'a')}, label: {{nl: y}}}}\n"
    assert complaints(tmp_path, text) == ["5:8: the code on line 6 has kept the GUID of the id a"]
    with pytest.raises(QualcodeError) as caught:
        parse(text, "x.yaml")
    fresh = caught.value.problems[0].fix.removeprefix("write ")
    assert len({code.guid for code in parse(text.replace("{id: a,", f"{{id: a, {fresh},"), "x.yaml").codes}) == 2


def test_no_attribute_is_called_like_a_column_of_coding_files(tmp_path: Path) -> None:
    columns = interchange.table([], Codebook("small", "1", ("nl",), ())).columns
    for column in columns:
        text = HEAD + f"attributes:\n  {column.name}: {{label: {{nl: x}}, values: []}}\ncodes: []\n"
        assert complaints(tmp_path, text) == [f"5:3: an attribute cannot be called {column.name}, as a column of coding files is"]
    assert {"id", "turn", "note", "layer", "origin"} <= {column.name for column in columns}


def test_a_parent_that_is_written_down_is_told_where_it_leads(tmp_path: Path) -> None:
    text = HEAD + (
        "codes:\n"  # 4
        "- {id: a, label: {nl: x}, parent: b}\n"  # 5
        "- {id: b, label: {nl: x}, parent: c}\n"  # 6
        "- {id: c, label: {nl: x}, parent: b}\n"  # 7
        "- {id: theme, label: {nl: x}}\n"  # 8
        "- {id: d, label: {nl: x}, parent: theme}\n"  # 9
        "- {id: e, label: {nl: x}, parent: themes}\n"  # 10
        "- {id: f, label: {nl: x}, parent: f}\n"  # 11
        "- {id: g, label: {nl: x}, parent: }\n"  # 12
    )
    assert complaints(tmp_path, text) == [
        "5:27: a code does not say its parent: b",
        "6:27: b stands under itself: b → c → b",
        "7:27: c stands under itself: c → b → c",
        "9:27: a code does not say its parent: theme",
        "10:27: the parent of e is not a code: themes",
        "11:27: f stands under itself: f → f",
    ]
    fixes = [problem.fix for problem in problems_of(text)]
    assert fixes[3:5] == ["put d into the list codes: of theme, and take this line away", "did you mean theme?"]


def test_attributes_have_one_form(tmp_path: Path) -> None:
    text = HEAD + (
        "attributes:\n"  # 4
        "  stance:\n"  # 5
        "    label: Houding\n"  # 6
        "    ordered: 1\n"  # 7
        "    values: [pro, {nl: tegen}, {id: x, label: {nl: x}}, {id: x}]\n"  # 8
        "    order: a\n"  # 9
        "  empty:\n"  # 10
        "  listed: {values: pro}\n"  # 11
        "codes: []\n"
    )
    assert complaints(tmp_path, text) == [
        "6:12: label is not given per language",
        "7:14: ordered is neither true nor false",
        "8:14: a value of an attribute is a map",
        "8:19: a value of an attribute has no id",
        "8:47: label is not text",
        "8:57: value x of stance stands here for the second time",
        "9:5: an attribute has no order",
        "11:20: values is not a list",
    ]
    assert complaints(tmp_path, HEAD + "attributes: [stance]\ncodes: []\n") == ["4:13: attributes is not a map"]


def test_a_colour_without_quotes_is_a_comment(tmp_path: Path) -> None:
    assert complaints(tmp_path, HEAD + "codes:\n- id: a\n  label: {nl: x}\n  colour: #3366aa\n") == ["7:3: the colour is empty"]
    assert complaints(tmp_path, HEAD + "codes:\n- id: a\n  label: {nl: x}\n  colour: red\n") == ["7:11: colour cannot be red"]


def test_a_label_of_another_type_is_one_error(tmp_path: Path) -> None:
    assert complaints(tmp_path, HEAD + "codes:\n- id: a\n  label: {nl: [x]}\n") == ["6:15: nl is not text"]
    assert complaints(tmp_path, HEAD + "codes:\n- id: a\n  label: {nl: , fr: }\n") == ["5:3: code a has no label"]


def test_ids_stand_on_one_line(tmp_path: Path) -> None:
    assert complaints(tmp_path, HEAD + "codes:\n- id: ' a'\n  label: {nl: x}\n- id: |\n    a\n    b\n  label: {nl: y}\n") == [
        "5:7: the id of a code has white space around it or more than one line",
        "7:7: the id of a code has white space around it or more than one line",
    ]


# --- what YAML can do and a codebook must not ---------------------------------------------------------------------------------------


def test_aliases_anchors_and_tags_are_refused(tmp_path: Path) -> None:
    text = HEAD + "codes:\n- &c\n  id: a\n  label: {nl: !!str x, fr: *c}\n  keywords: {nl: [*zorg, ok]}\n"
    assert complaints(tmp_path, text) == [
        "5:3: &c is an anchor, which a codebook cannot have",
        "7:15: !!str is a tag, which a codebook cannot have",
        "7:28: *c is an alias, which a codebook cannot have",
        "8:19: *zorg is an alias, which a codebook cannot have",
    ]
    assert 'as text it is written "*zorg"' in [problem.fix for problem in problems_of(text)]


def test_an_alias_bomb_stays_small() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    problems = problems_of(bomb)
    assert sum("is an alias" in problem.message for problem in problems) == 72


def test_depth_and_length_have_a_limit(tmp_path: Path) -> None:
    assert complaints(tmp_path, "[" * 20_000) == ["1:33: more than 32 lists and maps stand within each other here"]
    nested = HEAD + "".join(
        f"{'  ' * depth}codes:\n{'  ' * depth}- id: c{depth}\n{'  ' * (depth + 1)}label: {{nl: x}}\n" for depth in range(14)
    )
    assert [code.parent for code in parse(nested, "x.yaml").codes] == ["", *(f"c{depth}" for depth in range(13))]
    assert complaints(tmp_path, "#" * 4_000_001) == ["1:1: the file has more than 4,000,000 characters"]


@pytest.mark.parametrize(
    ("text", "expected", "fix"),
    [
        ("id: a\n\tcodes: []\n", "2:1: not valid YAML: found character '\\t' that cannot start any token", "not with tabs"),
        ("id: a: b\n", "1:6: not valid YAML: mapping values are not allowed here", "holds a colon"),
        ("id: @a\n", "1:5: not valid YAML: found character '@' that cannot start any token", "quotation marks"),
        ('id: "a\n', "2:1: not valid YAML: found unexpected end of stream", "quotation marks"),
        ("codes: [a, b\n", "2:1: not valid YAML: expected ',' or ']', but got '<stream end>'", "brackets"),
        ("id: a\n---\nid: b\n", "2:1: a second document begins here", "one codebook in a file"),
        ("id: a\nversion: \x00\n", "2:10: the character U+0000 cannot stand in YAML", "remove it"),
        ('id: a\nversion: "\\e[2J"\n', "2:10: the text holds characters that cannot be seen: U+001B", "remove them"),
        ("? [a]\n: b\n", "1:3: a key must be text", "quotation marks"),
    ],
)
def test_broken_yaml_is_an_error_with_a_place(tmp_path: Path, text: str, expected: str, fix: str) -> None:
    assert complaints(tmp_path, text)[-1] == expected
    assert fix in problems_of(text)[-1].fix


def test_conflict_marks_are_found_before_anything_else(tmp_path: Path) -> None:
    text = HEAD + "codes:\n<<<<<<< ours\n- id: a\n=======\n- id: b\n>>>>>>> theirs\n"
    assert complaints(tmp_path, text) == ["5:1: a conflict mark was left in: <<<<<<<"]
    assert complaints(tmp_path, text.replace("<<<<<<< ours\n", "")) == [
        "6:1: a conflict mark was left in: =======",
        "8:1: a conflict mark was left in: >>>>>>>",
    ]


def test_files_that_are_not_there_or_not_text_are_errors(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match=re.escape("There is no codebook codebooks/none.yaml.")):
        read(tmp_path / "none.yaml", "codebooks/none.yaml")
    (tmp_path / "latin.yaml").write_bytes("id: café".encode("latin-1"))
    with pytest.raises(QualcodeError, match=re.escape("latin.yaml is not UTF-8 text (byte 8).")):
        read(tmp_path / "latin.yaml")
    with pytest.raises(QualcodeError, match="cannot be read"):
        read(tmp_path)


@given(st.text(st.sampled_from("ab:-[]{}#&*!|>'\"%@`? \n\t,") | st.characters(), max_size=60))
def test_any_text_is_understood_or_refused_with_a_place(text: str) -> None:
    error = None
    try:
        found = parse(text, "x.yaml")
    except QualcodeError as caught:
        error = caught
    if error is None:
        assert found.id
    else:
        assert error.problems
        assert all(re.match(r"x\.yaml:\d+:\d+$", problem.where) for problem in error.problems)
