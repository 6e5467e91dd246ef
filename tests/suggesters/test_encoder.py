"""Codes are suggested by an encoder in a folder of the user's: tiny ones, made here."""

from __future__ import annotations

import importlib.util
import json
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qualcode.errors import QualcodeError
from qualcode.suggesters._encoders import load
from qualcode.suggesters.encoder import suggest
from tests.suggesters.test_learned import CODED, START, unit

WORDS = {
    "wachten": (1, 0, 0),
    "weken": (0.9, 0.1, 0),
    "geduld": (0.95, 0, 0.05),
    "geheim": (0, 1, 0),
    "zwijgen": (0, 0.9, 0.1),
    "moeder": (0, 0, 1),
    "##s": (0, 0, 0),
}


def static(folder: Path, kind: str = "F32", model: dict[str, object] | None = None) -> Path:
    """A folder with static embeddings of WORDS."""
    folder.mkdir(exist_ok=True)
    numbers = np.array(list(WORDS.values()), dtype={"F32": "<f4", "F16": "<f2"}[kind])
    head = json.dumps({"embeddings": {"dtype": kind, "shape": list(numbers.shape), "data_offsets": [0, numbers.nbytes]}}).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + numbers.tobytes())
    known = model or {"type": "WordPiece", "vocab": {word: at for at, word in enumerate(WORDS)}}
    (folder / "tokenizer.json").write_text(json.dumps({"model": known}), encoding="utf-8")
    return folder


def pipeline(folder: Path) -> Path:
    """A spaCy pipeline with vectors of WORDS."""
    import spacy

    made = spacy.blank("nl")
    for word, vector in WORDS.items():
        made.vocab.set_vector(word, np.array(vector, dtype="float32"))  # type: ignore[arg-type]
    made.to_disk(folder)
    return folder


@pytest.mark.parametrize("kind", ["F32", "F16"])
def test_static_embeddings_are_the_mean_of_the_pieces_of_words(tmp_path: Path, kind: str) -> None:
    rows = load(static(tmp_path, kind))(["Geheim, wachten!", "moeders", "onbekend", ""])
    assert rows[0] == pytest.approx([0.5, 0.5, 0], abs=1e-3)
    assert rows[1] == pytest.approx([0, 0, 0.5], abs=1e-3)
    assert not rows[2:].any()


def test_the_pieces_of_a_unigram_tokenizer_are_known(tmp_path: Path) -> None:
    vocab = [[word.replace("##", "") if word.startswith("##") else f"▁{word}", -1.0] for word in WORDS]
    rows = load(static(tmp_path, model={"type": "Unigram", "vocab": vocab}))(["moeders geheim"])
    assert rows[0] == pytest.approx([0, 1 / 3, 1 / 3], abs=1e-3)


def test_a_spacy_pipeline_gives_its_vectors(tmp_path: Path) -> None:
    assert load(pipeline(tmp_path))(["Zwijgen, zei hij."])[0] == pytest.approx([0, 0.9, 0.1])


@pytest.mark.parametrize("make", [static, pipeline])
def test_what_means_the_same_is_suggested_without_a_word_in_common(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    settings = {"folder": str(make(tmp_path / "model"))}
    first = suggest([unit("Veel geduld.", start=5)], replace(CODED, settings=settings))[0]
    assert (first.code, first.suggester, first.start) == ("waiting", "encoder", 5)
    assert "Elf weken" in first.reason or "codebook" in first.reason
    assert suggest([unit("Onbekend."), unit("")], replace(CODED, settings=settings)) == []


def test_with_nothing_coded_the_codebook_is_compared_with(tmp_path: Path) -> None:
    found = suggest([unit("Ze zwijgen.")], replace(START, settings={"folder": str(static(tmp_path))}))
    assert [(one.code, one.reason[:24]) for one in found] == [("secrecy", "as the codebook’s secrec")]


def damaged(folder: Path, how: str) -> Path:
    """A folder that is no good in one way."""
    static(folder)
    file, tokenizer = folder / "model.safetensors", folder / "tokenizer.json"
    data = file.read_bytes()
    changes: dict[str, Callable[[], object]] = {
        "cut": lambda: file.write_bytes(data[:-4]),
        "empty": lambda: file.write_bytes(b""),
        "huge head": lambda: file.write_bytes(struct.pack("<Q", 2**60) + data[8:]),
        "wrong head": lambda: file.write_bytes(data.replace(b"[7, 3]", b"[9, 9]")),
        "negative": lambda: file.write_bytes(data.replace(b"[7, 3]", b"[-7,3]")),
        "other numbers": lambda: file.write_bytes(data.replace(b'"F32"', b'"I64"')),
        "no json": lambda: tokenizer.write_text("{"),
        "other tokenizer": lambda: tokenizer.write_text('{"model": {"type": "BPE", "vocab": {}}}'),
        "too many words": lambda: tokenizer.write_text('{"model": {"vocab": {"een": 7}}}'),
        "list": lambda: tokenizer.write_text("[]"),
        "no vectors": lambda: file.write_bytes(struct.pack("<Q", 2) + b"{}"),
        "endless": lambda: file.write_bytes(data.replace(b"[7, 3]", b"[1e999, 3]")),
        "endless word": lambda: tokenizer.write_text('{"model": {"vocab": {"een": Infinity}}}'),
        "negative word": lambda: tokenizer.write_text('{"model": {"vocab": {"een": -9}}}'),
        "neither": file.unlink,
    }
    changes[how]()
    return folder


@pytest.mark.parametrize(
    "how",
    [
        "cut",
        "empty",
        "huge head",
        "wrong head",
        "negative",
        "other numbers",
        "no json",
        "other tokenizer",
        "too many words",
        "list",
        "no vectors",
        "endless",
        "endless word",
        "negative word",
        "neither",
    ],
)
def test_a_folder_that_is_no_encoder_is_told(tmp_path: Path, how: str) -> None:
    with pytest.raises(QualcodeError):
        load(damaged(tmp_path, how))


def test_no_folder_and_no_vectors_are_told(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="encoder needs the folder"):
        suggest([unit("Ja.")], CODED)
    with pytest.raises(QualcodeError, match="There is no folder"):
        suggest([unit("Ja.")], replace(CODED, settings={"folder": str(tmp_path / "none")}))
    import spacy

    spacy.blank("nl").to_disk(tmp_path / "blank")
    with pytest.raises(QualcodeError, match="has no vectors"):
        load(tmp_path / "blank")


@pytest.mark.skipif(importlib.util.find_spec("sentence_transformers") is not None, reason="it is installed here")
def test_a_package_that_is_not_installed_is_named(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(QualcodeError, match="the package sentence-transformers is not installed"):
        load(tmp_path)
