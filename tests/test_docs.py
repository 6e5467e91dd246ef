"""The documents say what is true: the description of the tables is made from the code, and the page on the architecture names every folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualcode.actions import initialising
from qualcode.store import database, description


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


def test_the_architecture_names_every_folder_of_the_package(repository: Path) -> None:
    text = (repository / "ARCHITECTURE.md").read_text(encoding="utf-8")
    import qualcode

    folders = [path.name for path in Path(qualcode.__file__).parent.iterdir() if (path / "__init__.py").is_file() and path.name != "_study"]
    assert len(folders) > 5
    assert [name for name in folders if name not in text] == []
