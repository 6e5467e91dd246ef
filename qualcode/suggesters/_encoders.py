"""Encoders of sentences in a folder of the user's: read from there, never fetched, and without running what lies in it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import QualcodeError
from qualcode.suggesters._matching import plain
from qualcode.text import words

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

Encoder = Callable[[Sequence[str]], "NDArray[float32]"]
"""Texts to a row of numbers each."""

_MOST = 4 * 1024**3  # bytes of a file of vectors
_HEADER = 16 * 1024 * 1024  # bytes that say what is in it
_KINDS = {"F32": "<f4", "F16": "<f2", "F64": "<f8"}
_HINT = (
    "Give the folder of a sentence-transformers model, of static embeddings (model.safetensors and tokenizer.json), or of a spaCy pipeline "
    "with vectors: --set folder=DIR"
)


def load(folder: Path) -> Encoder:
    """The encoder in a folder. Raises QualcodeError for a folder that holds none, or one that cannot be read."""
    if not folder.is_dir():
        raise QualcodeError(f"There is no folder {folder}.", _HINT)
    if (folder / "modules.json").is_file():
        return _sentence_transformers(folder)
    if (folder / "model.safetensors").is_file() and (folder / "tokenizer.json").is_file():
        return _static(folder)
    if (folder / "vocab").is_dir():
        return _spacy(folder)
    raise QualcodeError(f"{folder} holds no encoder that is known.", _HINT)


def _broken(folder: Path, why: object) -> QualcodeError:
    return QualcodeError(f"The encoder in {folder} cannot be read: {' '.join(str(why).split())[:200]}", _HINT)


def _sentence_transformers(folder: Path) -> Encoder:
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise QualcodeError(
            f"{folder} is a sentence-transformers model, and the package sentence-transformers is not installed.",
            "Install it: pip install sentence-transformers",
        ) from error
    try:
        model = SentenceTransformer(str(folder), local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise _broken(folder, error) from error

    def encode(texts: Sequence[str]) -> NDArray[float32]:
        import numpy as np

        return np.asarray(model.encode(list(texts), show_progress_bar=False), dtype="float32")

    return encode


def _static(folder: Path) -> Encoder:
    """The mean of the vectors of the pieces of words in a text."""
    try:
        vectors = _tensor(folder / "model.safetensors")
        tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
        pieces = _pieces(tokenizer["model"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise _broken(folder, error) from error
    if not all(0 <= at < len(vectors) for at in pieces.values()):
        raise _broken(folder, "it has no vector for some of its words")

    def encode(texts: Sequence[str]) -> NDArray[float32]:
        import numpy as np

        found = np.zeros((len(texts), vectors.shape[1]), dtype="float32")
        for row, text in enumerate(texts):
            at = [piece for word in words(text) for piece in _cut(word, pieces)]
            if at:
                found[row] = vectors[at].mean(axis=0)
        return found

    return encode


def _tensor(path: Path) -> NDArray[float32]:
    """The one table of numbers in a file of the form safetensors: the length of the head, the head in JSON, then numbers as they are."""
    import numpy as np

    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > _HEADER or path.stat().st_size > _MOST:
            raise ValueError("it is too large")
        head = json.loads(file.read(length))
        tables = {name: each for name, each in head.items() if name != "__metadata__"}
        if not tables:
            raise ValueError("it holds no vectors")
        about = tables.get("embeddings") or next(iter(tables.values()))
        rows, columns = (int(number) for number in about["shape"])
        begin, end = (int(number) for number in about["data_offsets"])
        kind = np.dtype(_KINDS[about["dtype"]])
        if min(rows, columns, begin) < 0 or end - begin != rows * columns * kind.itemsize:
            raise ValueError("its head does not fit its numbers")
        file.seek(8 + length + begin)
        data = file.read(end - begin)
    if len(data) != end - begin:
        raise ValueError("it ends too early")
    numbers: NDArray[float32] = np.nan_to_num(np.frombuffer(data, dtype=kind).reshape(rows, columns).astype("float32"))
    return numbers


def _pieces(model: Any) -> dict[str, int]:
    """The pieces of words that a tokenizer knows, in lower case without accents, those within words with `##` before them."""
    if model.get("type", "WordPiece") == "WordPiece":
        known = model["vocab"].items()
    elif model["type"] == "Unigram":
        listed = [(str(piece), at) for at, (piece, _) in enumerate(model["vocab"])]
        known = [(piece[1:], at) if piece.startswith("▁") else (f"##{piece}", at) for piece, at in listed]
    else:
        raise ValueError(f"its tokenizer is a {model['type']}, and WordPiece and Unigram are known")
    found: dict[str, int] = {}
    for piece, at in known:
        found.setdefault(plain(str(piece)), int(at))
    return found


def _cut(word: str, pieces: dict[str, int]) -> list[int]:
    """A word as its longest known pieces from the left; nothing for one that holds unknown letters."""
    rest, found, before = plain(word)[:100], [], ""
    while rest:
        for end in range(len(rest), 0, -1):
            if before + rest[:end] in pieces:
                found.append(pieces[before + rest[:end]])
                rest, before = rest[end:], "##"
                break
        else:
            return []
    return found


def _spacy(folder: Path) -> Encoder:
    """The mean of the vectors of the words in a text. Only the vectors are read: no component of the pipeline is run."""
    from spacy.vocab import Vocab

    try:
        vocabulary = Vocab().from_disk(folder / "vocab")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _broken(folder, error) from error
    if not vocabulary.vectors_length:
        raise QualcodeError(f"The spaCy pipeline in {folder} has no vectors.", "Take one that has: those of middle and large size.")

    def encode(texts: Sequence[str]) -> NDArray[float32]:
        import numpy as np

        found = np.zeros((len(texts), vocabulary.vectors_length), dtype="float32")
        for row, text in enumerate(texts):
            known = [form for word in words(text) for form in (word, word.lower()) if vocabulary.has_vector(form)]
            if known:
                found[row] = np.mean([np.asarray(vocabulary.get_vector(form)) for form in known], axis=0)
        return found

    return encode


def likeness(some: NDArray[float32], others: NDArray[float32]) -> NDArray[float32]:
    """The cosine of each row with each other one, not below 0; 0 with a row of zeros."""
    import numpy as np

    def normal(rows: NDArray[float32]) -> Any:
        length = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
        return rows / np.where(length > 0, length, 1)

    result: NDArray[float32] = np.clip(normal(some) @ normal(others).T, 0, 1)
    return result
