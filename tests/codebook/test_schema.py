"""The JSON Schema of codebook files: it takes what the reader takes, and refuses what can be told from the form alone."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft7Validator

from qualcode.codebook import reading, schema, tree
from qualcode.codebook.growing import Complaints, grow
from qualcode.codebook.reading import parse
from qualcode.errors import QualcodeError
from qualcode.model import CODING_COLUMNS, Codebook
from tests.codebook.making import Manner, codebooks, few, manners, written

HEAD = "id: small\nversion: '1'\nlanguages: [nl, fr]\n"
CODE = "codes:\n- id: a\n  label: {nl: x}\n"

_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*|0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)")


def seen(text: str) -> Any:
    """A file as an editor sees it: with the numbers, truths and nothings of YAML 1.2."""
    root = grow(text, Complaints())
    assert root is not None
    return _seen(root)


def _seen(node: tree.Tree) -> Any:
    if isinstance(node, tree.Mapping):
        return {entry.key.text: _seen(entry.value) for entry in node.entries}
    if isinstance(node, tree.Sequence):
        return [_seen(item) for item in node.items]
    if node.empty:
        return None
    if node.plain and node.text.lower() in {"true", "false"}:
        return node.text.lower() == "true"
    if node.plain and _NUMBER.fullmatch(node.text):
        return int(node.text) if node.text.isdecimal() else 1.5
    return node.text


def refused(text: str) -> list[str]:
    """What the schema says is wrong with a file."""
    return sorted(error.message for error in Draft7Validator(schema.schema()).iter_errors(seen(text)))


def test_it_is_a_schema_and_the_published_one_is_that_of_the_reader(repository: Path) -> None:
    """Run with QUALCODE_UPDATE=1 when the reader knows something new, and read what comes out."""
    Draft7Validator.check_schema(schema.schema())
    path = repository / "docs" / "codebook.schema.json"
    if os.environ.get("QUALCODE_UPDATE"):
        path.write_text(schema.text(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == schema.text()
    assert json.loads(schema.text()) == schema.schema()


def test_everything_in_it_is_described() -> None:
    parts = [schema.schema()["properties"], *(part["properties"] for part in schema.schema()["definitions"].values())]
    assert [name for part in parts[:-1] for name, field in part.items() if not field.get("description")] == []
    assert sorted(parts[1]) == sorted(reading.CODE_KEYS)


@few
@given(codebooks(), manners)
def test_every_codebook_that_can_be_read_is_taken(book: Codebook, manner: Manner) -> None:
    assert refused(written(book, manner)) == []


def test_the_starter_codebook_is_taken(repository: Path) -> None:
    assert refused((repository / "codebooks" / "case-management.yaml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "codes: []\n",
        HEAD.replace("'1'", "0.1") + "format: 1\nattributes:\n" + CODE,
        HEAD + "codes:\n- id: 12:30\n  guid: 6F9619FF8B86D011B42D00C04FC964FF\n  label: {no: 1, fr: }\n  status:\n  codes: ~\n",
        HEAD
        + "codes:\n- id: on\n  guid: '{6F9619FF-8B86-D011-B42D-00C04FC964FF}'\n  label: {nl: true}\n  codable: True\n  since: 2026-03-31\n",
        HEAD + CODE + "  examples: {nl: Ja., fr: [Oui., 12]}\n  keywords: {nl: [zwijg*, 1_000], fr: []}\n  colour: '#3366aA'\n",
        HEAD + "attributes: {degree: {values: [{id: 0, nl: niet}]}, empty: }\ncodes: []\n",
    ],
)
def test_what_the_reader_takes_the_schema_takes(text: str) -> None:
    parse(text, "x.yaml")
    assert refused(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "version: 1\n",
        HEAD + "title: x\ncodes: []\n",
        HEAD.replace("[nl, fr]", "nl") + "codes: []\n",
        HEAD.replace("[nl, fr]", "[nl, fr, nl]") + "codes: []\n",
        HEAD.replace("[nl, fr]", "[]") + "codes: []\n",
        HEAD + "codes: {a: b}\n",
        HEAD + "format: 2\ncodes: []\n",
        HEAD + "format: new\ncodes: []\n",
        HEAD + "codes:\n",
        HEAD + "codes: [a]\n",
        HEAD + "codes:\n- label: {nl: x}\n",
        HEAD + "codes:\n- id: a\n",
        HEAD + "codes:\n- id: [a]\n  label: {nl: x}\n",
        HEAD + "codes:\n- id: ' a'\n  label: {nl: x}\n",
        HEAD + 'codes:\n- id: "a\\nb"\n  label: {nl: x}\n',
        HEAD + "codes:\n- id: a\n  label: Geheim\n",
        HEAD + "codes:\n- id: a\n  label: {nl: [x]}\n",
        HEAD + "codes:\n- id: a\n  label: {nl: , fr: }\n",
        HEAD + CODE + "  lable: {nl: x}\n",
        HEAD + CODE + "  parent: b\n",
        HEAD + CODE + "  status: done\n",
        HEAD + CODE + "  codable: 'no'\n",
        HEAD + CODE + "  colour: #3366aa\n",
        HEAD + CODE + "  colour: red\n",
        HEAD + CODE + "  guid: not-one\n",
        HEAD + CODE + "  definition: Zwijgen.\n",
        HEAD + CODE + "  keywords: {nl: zwijgplicht}\n",
        HEAD + CODE + "  keywords: {nl: [{a: b}]}\n",
        HEAD + CODE + "  examples: {nl: ['']}\n",
        HEAD + CODE + "  codes: {a: b}\n",
        HEAD + "attributes: [stance]\ncodes: []\n",
        HEAD + "attributes: {stance: {label: Houding}}\ncodes: []\n",
        HEAD + "attributes: {stance: {ordered: 1}}\ncodes: []\n",
        HEAD + "attributes: {stance: {values: [pro]}}\ncodes: []\n",
        HEAD + "attributes: {stance: {values: [{nl: voor}]}}\ncodes: []\n",
        HEAD + "attributes: {stance: {order: a}}\ncodes: []\n",
        *(HEAD + f"attributes: {{{column}: {{values: []}}}}\ncodes: []\n" for column in CODING_COLUMNS),
    ],
)
def test_what_can_be_told_from_the_form_both_refuse(text: str) -> None:
    with pytest.raises(QualcodeError):
        parse(text, "x.yaml")
    assert refused(text)
