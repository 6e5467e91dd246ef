"""What was read of codebooks, kept for the next command."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from qualcode.codebook import reading, shelf, tree
from qualcode.codebook._source import Source, entry_of
from qualcode.codebook.growing import Complaints, grow
from qualcode.codebook.reading import parse
from qualcode.codebook.shelf import Grown, Shelf
from qualcode.model import Codebook
from tests.codebook.making import Manner, codebooks, few, manners, written

KEY = b"k" * 32
LARGE = (
    "id: b\nlanguages: [nl, fr]\nattributes:\n  stance: {label: {nl: Houding}, values: [{id: '0', nl: \"v\\u00e9\"}]}\ncodes:\n"
    "- id: a\n  label: {nl: Een, of twee, fr: Un}\n  examples: {nl: ['Ja, zeker.', \"Nee\\nhoor\"]}\n  keywords: {nl: [zwijg*]}\n"
    "  definition:\n    nl: >\n      Zwijgen\n      en delen.\n" + f"# {'x' * 100_000}\n"
)


@pytest.fixture
def kept(tmp_path: Path) -> Shelf:
    """A shelf on which LARGE lies."""
    made = Shelf(tmp_path / "shelf", KEY)
    reading.grown(LARGE, "x.yaml", made)
    return made


def flat(node: tree.Tree) -> object:
    """Everything that a tree says."""
    if isinstance(node, tree.Scalar):
        return node
    place = (node.line, node.column, node.start, node.end, node.flow)
    if isinstance(node, tree.Sequence):
        return place, [flat(item) for item in node.items]
    return place, [(entry.key, flat(entry.value)) for entry in node.entries]


def only(kept: Shelf) -> Path:
    (path,) = kept.folder.glob("*.codebook")
    return path


def test_what_is_kept_is_what_was_read(kept: Shelf) -> None:
    read, found = reading.grown(LARGE, "x.yaml"), kept.get(LARGE)
    assert found is not None
    assert found.book == read.book
    assert found.cut_off == read.cut_off != ()
    assert flat(found.root) == flat(read.root)
    assert kept.get(LARGE + "\n") is None


@few
@given(codebooks(), manners)
def test_any_codebook_comes_back_as_it_was_read(tmp_path_factory: pytest.TempPathFactory, book: Codebook, manner: Manner) -> None:
    text = written(book, manner) + f"# {'x' * shelf.WORTH_IT}"
    made = Shelf(tmp_path_factory.mktemp("shelf"), KEY)
    read = reading.grown(text, "x.yaml", made)
    found = made.get(text)
    assert found is not None
    assert (found.book, flat(found.root)) == (read.book, flat(read.root))


def test_a_codebook_from_the_shelf_is_changed_as_one_that_was_read(kept: Shelf) -> None:
    reading.forget()
    source = Source(LARGE, "x.yaml", kept)
    (place,) = source.places.values()
    label = entry_of(place.node, "label")
    assert label is not None
    assert LARGE[label.value.start : label.value.end] == "{nl: Een, of twee, fr: Un}"


def test_it_is_private(kept: Shelf) -> None:
    assert stat.S_IMODE(only(kept).stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700
    assert (kept.folder / ".gitignore").read_text(encoding="ascii") == "*\n"


def test_what_others_can_write_is_not_read(kept: Shelf, tmp_path: Path) -> None:
    path = only(kept)
    path.chmod(0o620)
    assert kept.get(LARGE) is None
    path.chmod(0o600)
    assert kept.get(LARGE) is not None
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert kept.get(LARGE) is None


def test_what_was_sealed_with_another_key_is_not_read(kept: Shelf) -> None:
    assert Shelf(kept.folder, b"o" * 32).get(LARGE) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:10],
        lambda data: data[:0],
        lambda data: data.replace(b"Een", b"Twee"[:3]),
        lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
        lambda data: b"\xff" * len(data),
    ],
)
def test_what_is_damaged_is_read_anew_and_kept_again(kept: Shelf, spoil: Callable[[bytes], bytes]) -> None:
    path = only(kept)
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    assert kept.get(LARGE) is None
    reading.forget()
    assert reading.grown(LARGE, "x.yaml", kept).book == parse(LARGE, "x.yaml")
    assert path.read_bytes() == whole


def test_another_version_of_the_program_reads_anew(kept: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.get(LARGE) is not None
    monkeypatch.setattr("qualcode.__version__", "99")
    shelf._version.cache_clear()
    try:
        assert kept.get(LARGE) is None
    finally:
        monkeypatch.undo()
        shelf._version.cache_clear()


def test_the_shelf_does_not_grow_without_limit(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "shelf", KEY)
    texts = [LARGE + f"# {number}\n" for number in range(20)]
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "left.1.part").write_bytes(b"")
    for number, text in enumerate(texts):
        reading.grown(text, "x.yaml", made)
        for path in made.folder.glob("*.codebook"):
            if path.stat().st_mtime > 1000:
                os.utime(path, (number, number))
        assert made.get(texts[0]) is not None, "what is used stays"
        os.utime(made._path(texts[0]), (100, 100))
    assert len(list(made.folder.glob("*.*"))) == 16 + len([".gitignore"])
    assert made.get(texts[1]) is None
    assert made.get(texts[-1]) is not None


def test_small_texts_and_wrong_ones_are_not_kept(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "shelf", KEY)
    reading.grown(LARGE[:500].rpartition("\n")[0], "x.yaml", made)
    with pytest.raises(Exception, match="problem"):
        reading.grown(LARGE.replace("id: a", "idd: a"), "x.yaml", made)
    assert not made.folder.exists()


def test_where_nothing_can_be_written_everything_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    made = Shelf(tmp_path / "file" / "shelf", KEY)
    assert reading.grown(LARGE, "x.yaml", made).book == parse(LARGE, "x.yaml")
    complaints = Complaints()
    root = grow(LARGE, complaints)
    assert isinstance(root, tree.Mapping)
    made.put(LARGE, Grown(parse(LARGE, "x.yaml"), root))
    assert made.get(LARGE) is None
