"""Measures programs beside a floor in the same run: wall and CPU seconds, their ratio, and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "benchmarks"
"""What is made once and used again; it may be removed at any time."""

CODER = "anna"
_LAUNCHER = Path(__file__).with_name("_launch.py")
_MEGABYTE = 1024 * 1024
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in a unit of ru_maxrss."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: wall and CPU seconds, peak memory in MB."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What several runs took."""

    runs: tuple[Run, ...]

    @property
    def walls(self) -> list[float]:
        """The wall seconds of each run."""
        return [run.wall for run in self.runs]

    @property
    def cpus(self) -> list[float]:
        """The CPU seconds of each run, user and system."""
        return [run.cpu for run in self.runs]

    @property
    def peak(self) -> float:
        """The peak memory in MB of the run that took most."""
        return max(run.peak for run in self.runs)

    def cells(self) -> list[str]:
        """Wall seconds, CPU seconds (the median; below it the least and the most) and peak memory, for a report."""
        return [*(f"{median(times):.3f}\n{min(times):.3f}-{max(times):.3f}" for times in (self.walls, self.cpus)), f"{self.peak:.0f}"]


@dataclass(frozen=True, slots=True)
class Job:
    """A process to measure: its arguments, its folder, and what is done before each run, unmeasured.

    With `inside` the time is what the process says itself, as the last line it prints (see `timed`): its own start is not in it.
    """

    args: tuple[str, ...]
    folder: Path
    before: Callable[[], object] = tuple
    inside: bool = False


def qualcode(*args: str) -> tuple[str, ...]:
    """The arguments of a process that runs the program."""
    return (sys.executable, "-m", "qualcode", *args)


def part(module: str, *args: object) -> tuple[str, ...]:
    """The arguments of a process that runs a module of the benchmarks."""
    return (sys.executable, "-m", f"benchmarks.{module}", *map(str, args))


@contextmanager
def bench() -> Iterator[Bench]:
    """A place to measure in: a folder on this disk (a temporary one may lie in memory), taken away at the end."""
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=WORK) as folder:
        yield Bench(Path(folder))


class Bench:
    """Runs processes in an environment of their own: no user's settings, this checkout's package, the coder CODER."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        home = folder / "home"
        home.mkdir()
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
        mine = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONPATH": str(ROOT), "QUALCODE_CODER": CODER}
        self.environment: Mapping[str, str] = kept | mine

    def run(self, job: Job) -> Run:
        """One run. Raises SystemExit with what the process said when it fails."""
        job.before()
        report, output, errors = (self.folder / name for name in ("report", "output", "errors"))
        launcher = [sys.executable, "-I", "-S", str(_LAUNCHER), str(report), str(output), str(errors)]
        subprocess.run([*launcher, *job.args], cwd=job.folder, env=self.environment, check=True)
        status, wall, cpu, peak = report.read_text(encoding="ascii").split()
        if status != "0":
            raise SystemExit(f"{' '.join(job.args)}\nended with status {status}:\n{errors.read_text(encoding='utf-8')}")
        if job.inside:
            wall, cpu = output.read_text(encoding="utf-8").splitlines()[-1].split()
        return Run(float(wall), float(cpu), int(peak) * _UNIT / _MEGABYTE)

    def said(self, job: Job) -> str:
        """What a process prints."""
        self.run(job)
        return (self.folder / "output").read_text(encoding="utf-8")

    def beside(self, *jobs: Job, times: int, warm: bool = True) -> list[Measured]:
        """Each job several times, in turns, so that what else the machine does meets all alike; `warm` runs each once more before."""
        if warm:
            for job in jobs:
                self.run(job)
        rounds = [[self.run(job) for job in jobs] for _ in range(times)]
        return [Measured(tuple(runs)) for runs in zip(*rounds, strict=True)]


def timed(work: Callable[[], object]) -> None:
    """Do the work of a job with `inside`, and print the wall and CPU seconds it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    print(time.perf_counter() - wall, time.process_time() - cpu)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the report: what was measured, its floor if it has one, and the goal.

    The goal is the most that the ratio to the floor may be, the most wall or CPU seconds, the most memory, or several of them. `start` is the
    program's own start, which the goal allows on top of the floor.
    """

    what: str
    ours: Measured
    floor: Measured | None = None
    most_times: float | None = None
    most_seconds: float | None = None
    most_cpu: float | None = None
    most_megabytes: float | None = None
    start: Measured | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the wall seconds of the floor it took: the median of the rounds. The start is left out where the goal allows it."""
        if self.floor is None:
            return None
        start = median(self.start.walls) if self.start else 0.0
        return median([(ours - start) / floor for ours, floor in zip(self.ours.walls, self.floor.walls, strict=True)])

    @property
    def cpu_ratio(self) -> float | None:
        """As `ratio`, of CPU seconds, which other work on the machine disturbs less."""
        if self.floor is None:
            return None
        start = median(self.start.cpus) if self.start else 0.0
        return median([(ours - start) / floor for ours, floor in zip(self.ours.cpus, self.floor.cpus, strict=True)])

    @property
    def goal(self) -> str:
        """The goal in words."""
        allowed = "\n+ start" if self.start else ""
        goals = [
            "" if self.most_seconds is None else f"{self.most_seconds:g} s",
            "" if self.most_cpu is None else f"{self.most_cpu:g} s CPU",
            "" if self.most_times is None else f"{self.most_times:g} x{allowed}",
            "" if self.most_megabytes is None else f"{self.most_megabytes:g} MB",
        ]
        return "\n".join(filter(None, goals))

    @property
    def met(self) -> bool | None:
        """Whether every goal is met; None without one."""
        kept = [
            most is None or value is None or value <= most
            for value, most in (
                (median(self.ours.walls), self.most_seconds),
                (median(self.ours.cpus), self.most_cpu),
                (self.ratio, self.most_times),
                (self.ours.peak, self.most_megabytes),
            )
        ]
        return all(kept) if self.goal else None


def show(title: str, rows: Sequence[Row]) -> None:
    """Print rows as a table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", show_lines=True)
    table.add_column("measured", overflow="fold", max_width=44)
    for name in ("wall s", "CPU s", "MB", "floor\nwall s", "\nCPU s", "\nMB", "ratio", "CPU\nratio", "goal", "met"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        floor = row.floor.cells() if row.floor else ["", "", ""]
        ratios = ["" if ratio is None else f"{ratio:.2f}" for ratio in (row.ratio, row.cpu_ratio)]
        table.add_row(row.what, *row.ours.cells(), *floor, *ratios, row.goal, {None: "", True: "yes", False: "NO"}[row.met])
    Console(width=max(140, Console().width)).print(table)
