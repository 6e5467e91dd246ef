"""Kills imports and merges at random moments: python -m benchmarks.crash [--trials 200] [--files 50] [--merges 200] [--codings 3000] [--seed 1].

After each kill of an import of so many files the project must open and be sound, every file that was reported must be in it, and whatever is
in it must be whole. Every tenth project gets the rest of the files then. After each kill of a merge of so many codings, a correction, and
changes of codebook and study, database, codebook file and study.toml must be as before it or as after it, and the backups whole. Every tenth
project is merged again. Half of those kills come near the moment at which it is written.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from qualcode.actions import importing
from qualcode.model import ImportOptions
from qualcode.store import database
from tests.actions import killed_merges
from tests.actions.copies import merge
from tests.actions.killed import killed, whole, write_files
from tests.store.projects import anna


def finished(project: Path, files: Path) -> int:
    """How many files come in when the import is run again to its end."""
    with database.opened(project, write=True) as store:
        return len(importing.run(store, anna(store), [files], ImportOptions()).arrived)


def imports(folder: Path, trials: int, files: int, chance: random.Random) -> None:
    """Kill imports, and print what came of it."""
    expected = write_files(folder / "files", files)
    _, first, lasted = killed(folder / "whole", folder / "files", None)
    counts: Counter[str] = Counter()
    for trial in range(trials):
        project = folder / f"{trial}"
        reported, _, _ = killed(project, folder / "files", chance.uniform(0.8 * first, 1.05 * lasted))
        there = whole(project, expected, reported)
        counts["reported"] += reported
        counts["in"] += there
        counts["none in" if there == 0 else "all in" if there == files else "some in"] += 1
        if trial % 10 == 0:
            assert there + finished(project, folder / "files") == files
            counts["imported again"] += 1
    print(f"{trials} imports of {files} files killed within {1.05 * lasted:.1f} s: every project opens and is sound.")
    print(", ".join(f"{what} {number}" for what, number in counts.items()) + "; reported and lost 0, half there 0")


def merges(folder: Path, trials: int, codings: int, chance: random.Random) -> None:
    """Kill merges, and print what came of it."""
    ours, theirs = killed_merges.worked_on(folder, codings)
    before = killed_merges.state(killed_merges.again(ours, folder / "before"))
    project = killed_merges.again(ours, folder / "whole")
    _, edge = killed_merges.killed(project, theirs, None)
    after = killed_merges.state(project)
    counts: Counter[str] = Counter()
    for trial in range(trials):
        project = killed_merges.again(ours, folder / "killed")
        near = trial % 2 == 1
        done, _ = killed_merges.killed(project, theirs, edge * (chance.uniform(0.85, 1.15) if near else chance.uniform(0, 1.1)))
        merged = killed_merges.happened(project, before, after, done=done)
        if near:
            # Where it is written moves with what else the machine does: kills follow it.
            edge *= 0.93 if merged else 1.07
        counts["said that it was done" if done else "merged, and killed before it said so" if merged else "not merged"] += 1
        if trial % 10 == 0:
            merge(project, theirs)
            assert killed_merges.state(project)[1:] == after[1:]
            counts["merged again"] += 1
        shutil.rmtree(project)
    print(
        f"{trials} merges of {codings} codings killed, half of them near the moment at which they are written: every project opens and is sound."
    )
    print(", ".join(f"{what} {number}" for what, number in counts.items()) + "; between 0")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--merges", type=int, default=200)
    parser.add_argument("--codings", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory(prefix="qualcode-crash-") as name:
        if asked.trials:
            imports(Path(name), asked.trials, asked.files, chance)
        if asked.merges:
            merges(Path(name) / "merges", asked.merges, asked.codings, chance)


if __name__ == "__main__":
    main()
