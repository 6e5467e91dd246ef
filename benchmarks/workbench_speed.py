"""How fast the workbench answers on a transcript of 20,000 turns: python -m benchmarks.workbench_speed."""

from __future__ import annotations

import asyncio
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from benchmarks._measure import CODER, ROOT, Job, bench, qualcode
from benchmarks._workload import DUTCH
from qualcode import study
from qualcode.workbench import opening

TURNS = 20_000
SIZE = (140, 40)
_ROUNDS = 5
_TIMES = 25


def project(measuring_folder: Path, run: Callable[[Job], object]) -> Path:
    """A project with one transcript of many turns."""
    folder = measuring_folder / "large"
    shutil.copytree(study.example() / "codebooks", folder / "codebooks")
    shutil.copy(study.example() / study.FILE_NAME, folder)
    (folder / "transcripts").mkdir()
    random = Random(20)
    words = (*DUTCH.nouns, *DUTCH.verbs, *DUTCH.determiners, *DUTCH.adverbs)
    with (folder / "transcripts" / "large.txt").open("w", encoding="utf-8") as file:
        for at in range(TURNS):
            sentences = (" ".join(random.choices(words, k=random.randint(4, 14))).capitalize() + "." for _ in range(random.randint(1, 4)))
            file.write(f"R{at % 7 + 1}: {' '.join(sentences)}\n")
    for command in (("init",), ("coders", "add", CODER), ("codebook", "load"), ("import", "transcripts")):
        run(Job(qualcode(*command), folder))
    return folder


async def _at_work(folder: Path, begun: float) -> None:
    with opening.desk(folder, CODER, "large") as (desk, _):
        from qualcode.workbench.app import Workbench

        class Opening(Workbench):
            """Says when its first screen was drawn."""

            def on_mount(self) -> None:
                self.call_after_refresh(lambda: print(f"opened: wall {time.time() - begun:.2f}, CPU {time.process_time():.2f} s"))
                super().on_mount()

        app = Opening(desk)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            _press(app, "moving", ["j", "k", "s", "pagedown", "G"][:4] * _TIMES)
            _press(app, "to the end and back", ["end", "home"] * _TIMES)
            found: list[tuple[float, float]] = []
            for _ in range(_TIMES):
                app.press_key("j")
                with _timed(found):
                    app.press_key("1")
            _say("coding, on disk", found)
            _press(app, "undo", ["u"] * 5)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _press(app: object, what: str, keys: list[str]) -> None:
    """Print how long it takes from a key to the last row drawn."""
    found: list[tuple[float, float]] = []
    for key in keys:
        with _timed(found):
            app.press_key(key)  # type: ignore[attr-defined]
            view = app.transcript  # type: ignore[attr-defined]
            for row in range(view.size.height):
                view.render_line(row)
    _say(what, found)


@contextmanager
def _timed(found: list[tuple[float, float]]) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    found.append((time.perf_counter() - wall, time.process_time() - cpu))


def _say(what: str, found: list[tuple[float, float]]) -> None:
    """Print wall and CPU milliseconds: the median, and the most."""
    walls, cpus = ([1000 * one for one in column] for column in zip(*found, strict=True))
    print(
        f"{what}: wall {statistics.median(walls):.1f} (most {max(walls):.1f}), CPU {statistics.median(cpus):.1f} (most {max(cpus):.1f}) ms"
    )


def main() -> None:
    if len(sys.argv) > 2:
        asyncio.run(_at_work(Path(sys.argv[1]), float(sys.argv[2])))
        return
    with bench() as measuring:
        folder = project(measuring.folder, measuring.run)
        for _ in range(_ROUNDS):
            line = [sys.executable, "-m", "benchmarks.workbench_speed", str(folder), str(time.time())]
            subprocess.run(line, cwd=ROOT, env=dict(measuring.environment), check=True)


if __name__ == "__main__":
    main()
