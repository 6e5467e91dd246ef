"""An import that is killed leaves whole files, and can be done again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.actions.killed import killed, whole, write_files

pytestmark = pytest.mark.thorough


def test_files_that_are_reported_are_whole_after_kill_9_and_none_is_half_there(tmp_path: Path) -> None:
    """benchmarks.crash kills an import of 50 files 200 times."""
    expected = write_files(tmp_path / "files", 16)
    reported, first, lasted = killed(tmp_path / "whole", tmp_path / "files", None)
    assert whole(tmp_path / "whole", expected, reported) == reported == 16
    chance = random.Random(4)
    for trial in range(4):
        project = tmp_path / f"trial-{trial}"
        reported, _, _ = killed(project, tmp_path / "files", chance.uniform(0.8 * first, lasted))
        whole(project, expected, reported)
