"""The documents say what is true: the description of the tables is made from the code, and the page on the architecture names every folder."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import qualcode
from qualcode.actions import initialising
from qualcode.store import database, description

TO_COME = re.compile(r"NAME\.|\bxx\.")
"""What the page tells how to add."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    initialising.run(tmp_path)
    return tmp_path


def test_the_description_of_the_tables_is_that_of_the_code(project: Path, repository: Path) -> None:
    """Run with QUALCODE_UPDATE=1 after a migration, and read what comes out."""
    with database.opened(project) as store:
        described = description.described(store)
    path = repository / "docs" / "schema.md"
    if os.environ.get("QUALCODE_UPDATE"):
        path.write_text(described, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == described


def test_every_table_is_described(project: Path) -> None:
    with database.opened(project) as store:
        assert description.undescribed(store) == set()


def test_the_architecture_names_every_folder_and_module_of_the_package(repository: Path) -> None:
    text = (repository / "ARCHITECTURE.md").read_text(encoding="utf-8")
    package = Path(qualcode.__file__).parent
    folders = [f"`{path.parent.name}/`" for path in package.rglob("__init__.py") if path.parent != package and "_study" not in path.parts]
    modules = [f"`{path.name}`" for path in package.glob("[!_]*.py")]
    assert len(folders) > 20
    assert [name for name in (*folders, *modules) if name not in text] == []


@pytest.mark.thorough
def test_the_architecture_names_no_file_that_is_not_there(repository: Path) -> None:
    named = re.findall(r"`([\w./]+\.(?:py|js|bin|yaml))`", (repository / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    folders = [repository / name for name in ("qualcode", "tests", "benchmarks")]
    there = {path.as_posix() for paths in (repository.glob("*.py"), *(folder.rglob("*.*") for folder in folders)) for path in paths}
    assert len(named) > 100
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in there) and not TO_COME.search(name)] == []
