"""A command loads only what it uses: nobody waits for a library that only another command needs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.running import process

HEAVY = frozenset(
    [
        "spacy",
        "nltk",
        "sklearn",
        "docx",
        "openpyxl",
        "textual",
        "numpy",
        "pandas",
        "sqlite_utils",
        "langdetect",
        "jinja2",
        "ruamel",
        "snowballstemmer",
        "lxml",
        "thinc",
        "scipy",
        "yaml",
        "altair",
        "vl_convert",
        "narwhals",
    ]
)
SCRIPT = "import sys; from qualcode.cli.app import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


def loaded(line: str, folder: Path) -> set[str]:
    """The modules that a command has loaded when it is done."""
    answer = process("-c", SCRIPT, *line.split(), folder=folder, program=(sys.executable,))
    assert answer.status == 0, answer.err
    assert answer.out, line
    return set(answer.err.splitlines()[-1].split())


def tops(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "--version",
        "count --help",
        "transcripts list",
        "count",
        "compare --by region",
        "count --format json",
        "search justi*",
        "stance",
        "cooccur",
        "matrix",
        "saturation",
        "participation",
        "timeline",
        "mirror",
        "quotes --best 1",
    ],
)
def test_reading_commands_load_no_heavy_library(line: str, shared: Path) -> None:
    assert tops(loaded(line, shared)) & HEAVY == set()


def test_the_help_page_loads_no_command(shared: Path) -> None:
    modules = loaded("--help", shared)
    assert [
        name for name in modules if name.startswith(("qualcode.store", "qualcode.actions", "qualcode.analysis", "qualcode.importers"))
    ] == []
    assert "sqlite3" not in modules


def test_data_need_no_terminal_library(shared: Path) -> None:
    assert "rich" not in tops(loaded("count --format csv", shared))


def test_the_check_would_see_a_heavy_library(shared: Path) -> None:
    assert {"openpyxl"} <= tops(loaded("count --format xlsx", shared)) & HEAVY


def test_a_picture_is_drawn_without_tables_of_other_libraries(shared: Path) -> None:
    modules = loaded("compare --by region --chart drawn.svg", shared)
    assert {"altair", "vl_convert"} <= tops(modules)
    assert tops(modules) & {"pandas", "polars", "numpy", "pyarrow", "matplotlib"} == set()
