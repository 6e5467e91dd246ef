"""Plain parameters are taken without pydantic, which takes longer to load than most commands take; what is wrong with one is still said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.running import process


@pytest.mark.parametrize(
    "line", ["import nothing.txt --speakers table --alias A=B", "search overleg --limit 3 --speaker R1", "transcripts list -o list.csv"]
)
def test_no_command_with_plain_parameters_loads_pydantic(shared: Path, line: str) -> None:
    script = f"import sys; from qualcode.cli.app import run; run({line.split()!r}); print('pydantic' in sys.modules, file=sys.stderr)"
    assert process("-c", script, folder=shared, program=(sys.executable,)).err.endswith("False\n")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("search overleg --limit 3x", "'--limit'"),
        ("search overleg --limit -1", "'--limit'"),
        ("import fg.txt --speakers tab", "'auto', 'table', 'pattern'"),
        ("import", "PATH"),
    ],
)
def test_a_value_that_is_none_is_explained(shared: Path, line: str, wrong: str) -> None:
    answer = process(*line.split(), folder=shared)
    assert answer.status == 2
    assert wrong in answer.err
    assert len(answer.err.splitlines()) == 2
