"""What importers do with files that went wrong: python -m benchmarks.fuzz [--number 1500] [--seed 1] [FORM ...].

Each form is read in a process of its own, from its real files in tests/importers with one to three changes each. Nothing but our own error
may come out, in at most 5 seconds of processor time (by the clock it is longer where others work too) and with at most 500 MB; what is read is canonical text, and no piece of a .docx, .odt or .xlsx may be
missing that is not listed. What breaks this is kept in build/fuzz, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from benchmarks._measure import ROOT
from qualcode import plugins
from qualcode.errors import QualcodeError
from qualcode.model import ImportOptions, Reading, Source
from tests.importers.accounting import unaccounted
from tests.importers.inputs import is_golden
from tests.importers.mutations import mutant

NUMBER = 1500
_SECONDS = 5.0
_PATIENCE = 60.0
"""Seconds by the clock after which a file is given up that takes no processor time."""
_MEGABYTES = 500
_FILES = ROOT / "tests" / "importers"
_KEPT = ROOT / "build" / "fuzz"
_UNIT = 1 if sys.platform == "darwin" else 1024


class TooLong(BaseException):
    """The reading of one file takes longer than it may."""


def _stop(signal: int, frame: FrameType | None) -> None:
    del signal, frame
    raise TooLong


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Raises TooLong in what goes on after the time that a file may take, that of its processes included."""
    begun = spent()
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
    if spent() - begun > _SECONDS:
        raise TooLong


def spent() -> float:
    """The seconds of processor time of this process and those that it has run."""
    times = os.times()
    return sum(times[:4])


def files(form: str) -> list[Path]:
    """The real files of a form."""
    suffixes = plugins.load("importers", form).SUFFIXES
    folder = _FILES / form
    return sorted(path for path in folder.iterdir() if path.suffix in suffixes and not is_golden(path))


def judged(form: str, path: Path, data: bytes) -> str:
    """What came of a file: `read` or `refused`, else what is wrong with it."""
    from qualcode.importers import _choose

    try:
        with limited():
            found = _choose.read_source(Source(path, data), ImportOptions())
    except QualcodeError as error:
        return "refused" if error.hint and "\n" not in error.message + error.hint else f"an error of several lines: {error.message!r}"
    except TooLong:
        return f"longer than {_SECONDS:g} seconds"
    except Exception:  # noqa: BLE001 - what comes out is what is looked for
        return traceback.format_exc(limit=-4)
    return _wrong(form, data, found) or "read"


def _wrong(form: str, data: bytes, found: Reading) -> str:
    from qualcode.text import is_canonical

    for draft in found.drafts:
        ends = [0, *(turn.end for turn in draft.turns)]
        if not is_canonical(draft.text):
            return "the text is not canonical"
        if any(not before <= turn.start < turn.end <= len(draft.text) for before, turn in zip(ends, draft.turns, strict=False)):
            return "turns overlap"
        labels = [one.label for one in draft.participants]
        if not all(labels) or len(set(labels)) < len(labels) or not {turn.speaker for turn in draft.turns} <= set(labels):
            return f"speakers are not those who are listed: {labels}"
    lost = unaccounted(data, found) if form in {"docx", "odt", "xlsx"} else []
    return f"lost without a word: {lost[:3]}" if lost else ""


def work(form: str, number: int, seed: int) -> None:
    """Reads the mutants of one form, and prints what came of them as JSON."""
    signal.signal(signal.SIGALRM, _stop)
    signal.signal(signal.SIGPROF, _stop)
    chance = random.Random(f"{form} {seed}")
    originals = [(path, path.read_bytes()) for path in files(form)]
    counts: Counter[str] = Counter()
    slowest = 0.0
    wrong: list[str] = []
    for at in range(number):
        path, original = originals[at % len(originals)]
        data = mutant(chance, original)
        begun = spent()
        said = judged(form, path, data)
        slowest = max(slowest, spent() - begun)
        counts[said if said in {"read", "refused"} else "wrong"] += 1
        if said not in {"read", "refused"}:
            _KEPT.mkdir(parents=True, exist_ok=True)
            kept = _KEPT / f"{form}-{seed}-{at}{path.suffix}"
            kept.write_bytes(data)
            wrong.append(f"{kept.relative_to(ROOT)} (from {path.name}): {said}")
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * _UNIT / 1024 / 1024
    print(json.dumps({"files": len(originals), **counts, "slowest": slowest, "peak": peak, "said": wrong}))


def measured(form: str, number: int, seed: int) -> dict[str, object]:
    """What the process of one form reports."""
    command = [sys.executable, "-m", "benchmarks.fuzz", "--work", form, "--number", str(number), "--seed", str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"wrong": number, "said": [f"{form}: the process ended with status {done.returncode}\n{done.stderr[-2000:]}"]}
    found: dict[str, object] = json.loads(done.stdout)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("forms", nargs="*", metavar="FORM")
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        work(asked.work, asked.number, asked.seed)
        return 0
    forms = asked.forms or [form for form in plugins.names("importers") if (_FILES / form).is_dir()]
    print(f"{'form':<8}{'files':>6}{'mutants':>9}{'read':>7}{'refused':>9}{'wrong':>7}{'slowest s':>11}{'peak MB':>9}")
    good = True
    for form in forms:
        found = measured(form, asked.number, asked.seed)
        slowest, peak = float(str(found.get("slowest", 0))), float(str(found.get("peak", 0)))
        numbers = [found.get(name, 0) for name in ("read", "refused", "wrong")]
        good &= not found.get("said") and slowest <= _SECONDS and peak <= _MEGABYTES
        print(
            f"{form:<8}{found.get('files', 0):>6}{asked.number:>9}{numbers[0]:>7}{numbers[1]:>9}{numbers[2]:>7}{slowest:>11.2f}{peak:>9.0f}"
        )
        said = found.get("said")
        for line in said if isinstance(said, list) else []:
            print(f"  {line}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
