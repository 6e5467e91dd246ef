"""A codebook file in a project, for commands that change both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode.actions import codebooks
from qualcode.errors import QualcodeError
from qualcode.store import codes, database
from qualcode.store.database import Store
from tests.store.projects import Script, anna, project
from tests.store.state import State, state

TEXT = """\
# Of the team in Antwerp
id: own   # never changed
version: 0.3
languages: [nl, fr]
attributes: {stance: {label: {nl: Houding}, values: [{id: pro, nl: voor}, {id: contra, nl: tegen}]}}

codes:
# About cooperation
- id: coop
  label: {nl: Samenwerking,   fr: 'Collaboration'}  # both agreed
  codable: false
  codes:

  # Of secrecy
  - id: coop.secrecy
    label: {nl: Beroepsgeheim, fr: Secret}
    definition:
      nl: >-
        Zwijgplicht
        en toestemming.
      fr: Discrétion.     # to be made longer
    exclude: {nl: "wet → coop.law, geld → money"}
    keywords:
      nl: [zwijgplicht, "gedeeld geheim"]
      # examples come later

  - id: coop.law   # short
    label: {nl: Wet, fr: Loi}
    exclude: {nl: 'zwijgen -> coop.secrecy.', fr: "taire → coop.secrecy"}
    keywords: {nl: [wet], fr: [loi, "code pénal"]}

  - id: coop.law.old
    label: {nl: Oude wet}

- id: money
  label:
    nl: Geld
    fr: "Argent"
"""


def path_of(folder: Path) -> Path:
    """The codebook file that study.toml names."""
    return folder / "codebooks" / "book.yaml"


def take_out(folder: Path, id: str) -> None:
    """Remove a code and its lines from the codebook file, and load that; the file is as it was when that is refused."""
    path = path_of(folder)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"^( *)- id: {re.escape(id)}\n(?:\1 +.*\n)*", "", text, flags=re.MULTILINE), encoding="utf-8")
    with database.opened(folder, write=True) as store:
        try:
            codebooks.load(store, anna(store), None)
        except QualcodeError:
            path.write_text(text, encoding="utf-8")
            raise


@contextmanager
def with_book(folder: Path, *scripts: Script, text: str = TEXT) -> Iterator[Store]:
    """A project whose codebook is a file with this text, loaded."""
    with project(folder, *scripts) as store:
        path = path_of(folder)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
        codebooks.load(store, anna(store), None)
        yield store


def written(folder: Path) -> str:
    """What the file says, byte for byte."""
    return path_of(folder).read_bytes().decode()


def both(store: Store) -> tuple[str, State]:
    """The file and what the project holds. Asserts that the file is the version in use, and that nothing is left beside it."""
    text = written(store.folder)
    loaded = codes.loaded(store)
    assert loaded is not None
    assert codes.hash_of(text) == loaded[0]
    assert [path.name for path in path_of(store.folder).parent.iterdir()] == ["book.yaml"]
    return text, state(store)
