"""Models kept in a file of the project, so that nothing is learnt twice from the same codings.

The file holds numbers and words only, under the hash of what was learnt from, with a hash of its own: what does not fit is learnt anew.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from qualcode.suggesters import _material, _model, _signs, _weighing
from qualcode.suggesters._across import Across
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters._model import Model
from qualcode.suggesters._vectors import Vectors
from qualcode.suggesters.keywords import Finder

_FORM = "qualcode model 6"  # changes with whatever changes what is learnt
_MOST = 256 * 1024 * 1024  # bytes of a file that are read
_KEPT = 3  # models in a folder: of a few coders or layers
_SUFFIX = ".model"
_HASH = 64

_last: dict[str, Model] = {}


def model(knowledge: Knowledge) -> Model:
    """The model of what a project knows: from memory or the cache where it is there and whole, else learnt, and kept when there is a cache."""
    key = hashlib.sha256(f"{_FORM} {_material.content(knowledge)}".encode()).hexdigest()
    if key not in _last:
        found = _read(knowledge, key)
        if found is None:
            found = _model.learn(knowledge)
            if knowledge.cache is not None:
                _write(knowledge.cache, key, found)
        _last.clear()
        _last[key] = found
    return _last[key]


def _write(folder: Path, key: str, made: Model) -> None:
    """Keep a model; a folder that cannot be written only means that it is learnt again."""
    import numpy as np

    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **_arrays(made))
    data = stream.getvalue()
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="ascii")
        handle, name = tempfile.mkstemp(dir=folder)  # only its owner may read it
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(key.encode() + data).hexdigest().encode() + data)
        Path(name).replace(folder / (key + _SUFFIX))
        for old in sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: -path.stat().st_mtime)[_KEPT:]:
            old.unlink()


def _read(knowledge: Knowledge, key: str) -> Model | None:
    import zipfile

    import numpy as np

    if knowledge.cache is None:
        return None
    path = knowledge.cache / (key + _SUFFIX)
    try:
        if path.stat().st_size > _MOST:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(key.encode() + data[_HASH:]).hexdigest().encode() != data[:_HASH]:
        return None
    # A project comes from others too: whoever knows what was learnt from can write a file with its hash.
    try:
        with zipfile.ZipFile(io.BytesIO(data[_HASH:])) as packed:
            if any(each.compress_type != zipfile.ZIP_STORED for each in packed.infolist()):
                return None
        with np.load(io.BytesIO(data[_HASH:]), allow_pickle=False) as arrays:
            found = _of(knowledge, dict(arrays))
        return found if _fits(found) else None
    except (ValueError, KeyError, IndexError, TypeError, EOFError, RecursionError, MemoryError, OverflowError, zipfile.BadZipFile):
        return None


def _fits(made: Model) -> bool:
    """Whether all tables are of numbers, and of the sizes that codes and words ask for."""
    import numpy as np

    codes, columns, signs = len(made.codes), len(made.vectors), len(_weighing.SIGNS)
    wanted = [
        (made.vectors.weights[0], (len(made.vectors.stems),)),
        (made.vectors.weights[1], (len(made.vectors.pieces),)),
        (made.learned, (columns, codes)),
        (made.frequency, (codes,)),
        (made.weights, (signs + 1,)),
        (made.own, (codes,)),
        (made.knots, (2, max(1, made.knots.shape[1]))),
        *((part, made.seen[0].shape) for part in made.seen),
        *((part, (codes,)) for usual in made.book.usual.values() for part in usual),
    ]
    for each in made.across.values():
        wanted += [(each.written, (columns, codes)), (each.touched, (2 * codes, codes)), *((part, (signs + 1,)) for part in each.weights)]
        wanted += [(each.direct, (2 * codes + 1, codes)), *((part, (columns, codes)) for part in each.own)]
    same = all(np.shape(part) == shape and np.asarray(part).dtype.kind in "fiu" and np.isfinite(part).all() for part, shape in wanted)
    place = made.seen[2]
    return same and (not len(place) or 0 <= place.min() <= place.max() < codes)


def _arrays(made: Model) -> dict[str, Any]:
    import numpy as np

    found: dict[str, Any] = {
        "stems": _words(made.vectors.stems),
        "pieces": _words(made.vectors.pieces),
        "stem weights": made.vectors.weights[0],
        "piece weights": made.vectors.weights[1],
        "learned": made.learned,
        "frequency": made.frequency,
        "weights": made.weights,
        "own": made.own,
        "knots": made.knots,
        "numbers": np.array([made.scale, made.shown]),
        "seen": np.stack(made.seen),
        "languages": _words(made.book.usual),
        "across": _words(made.across),
    }
    for language, usual in made.book.usual.items():
        found[f"usual {language}"] = np.stack(usual)
    for language, each in made.across.items():
        parts = (each.written, each.touched, np.stack(each.weights), each.direct, np.stack(each.own), (*each.scales, *each.shift))
        found |= {f"across {language} {number}": np.asarray(part) for number, part in enumerate(parts)}
    return found


def _of(knowledge: Knowledge, arrays: Mapping[str, Any]) -> Model:
    import numpy as np

    codes = knowledge.usable()
    stems, pieces = ({word: at for at, word in enumerate(_listed(arrays[name]))} for name in ("stems", "pieces"))
    vectors = Vectors(stems, pieces, (arrays["stem weights"], arrays["piece weights"]))
    written = _material.books(codes)
    usual = {language: tuple(arrays[f"usual {language}"]) for language in _listed(arrays["languages"])}
    book = _signs.Book(vectors.rows([said for _, said in written]), np.array([code for code, _ in written], dtype=int), usual)
    across = {}
    for language in _listed(arrays["across"]):
        written_, touched, weights, direct, own, numbers = (arrays[f"across {language} {number}"] for number in range(6))
        scales, shift = tuple(map(float, numbers[:2])), tuple(map(float, numbers[2:]))
        across[language] = Across(written_, scales, touched, tuple(weights), direct, tuple(own), shift)  # type: ignore[arg-type]
    return Model(
        codes=tuple(code.id for code in codes),
        finder=Finder(knowledge),
        vectors=vectors,
        book=book,
        learned=arrays["learned"],
        scale=float(arrays["numbers"][0]),
        frequency=arrays["frequency"],
        weights=arrays["weights"],
        own=arrays["own"],
        knots=arrays["knots"],
        shown=float(arrays["numbers"][1]),
        seen=(arrays["seen"][0], arrays["seen"][1], np.nan_to_num(arrays["seen"][2]).astype(int)),
        across=across,
    )


def _words(words: Any) -> Any:
    """Words as an array of bytes."""
    import numpy as np

    return np.frombuffer(json.dumps(list(words)).encode(), dtype="uint8")


def _listed(array: Any) -> list[str]:
    found = json.loads(array.tobytes().decode())
    return [str(word) for word in found]
