"""Kills an import of 50 files at random moments, 200 times: python -m benchmarks.crash [--trials 200] [--files 50] [--seed 1].

After each kill the project must open and be sound, every file that was reported must be in it, and whatever is in it must be whole. Every
tenth project gets the rest of the files then.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path

from qualcode.actions import importing
from qualcode.model import ImportOptions
from qualcode.store import database
from tests.actions.killed import killed, whole, write_files
from tests.store.projects import anna


def finished(project: Path, files: Path) -> int:
    """How many files come in when the import is run again to its end."""
    with database.opened(project, write=True) as store:
        return len(importing.run(store, anna(store), [files], ImportOptions()).arrived)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory(prefix="qualcode-crash-") as name:
        folder = Path(name)
        expected = write_files(folder / "files", asked.files)
        _, first, lasted = killed(folder / "whole", folder / "files", None)
        counts: Counter[str] = Counter()
        for trial in range(asked.trials):
            project = folder / f"{trial}"
            reported, _, _ = killed(project, folder / "files", chance.uniform(0.8 * first, 1.05 * lasted))
            there = whole(project, expected, reported)
            counts["reported"] += reported
            counts["in"] += there
            counts["none in" if there == 0 else "all in" if there == asked.files else "some in"] += 1
            if trial % 10 == 0:
                assert there + finished(project, folder / "files") == asked.files
                counts["imported again"] += 1
    print(f"{asked.trials} imports of {asked.files} files killed within {1.05 * lasted:.1f} s: every project opens and is sound.")
    print(", ".join(f"{what} {number}" for what, number in counts.items()) + "; reported and lost 0, half there 0")


if __name__ == "__main__":
    main()
