"""Everything that is measured, as one table: python -m benchmarks, or `make bench`.

benchmarks.languages is apart: it needs texts that are not ours to ship.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import time

from benchmarks import agreement, codebooks, codings, counting, importing, startup
from benchmarks._measure import show


def main() -> None:
    begun = time.monotonic()
    rows = []
    for part in (startup, importing, codings, counting, codebooks, agreement):
        print(f"Measuring: {part.__name__.rpartition('.')[2]} ...", flush=True)
        rows += part.rows()
    machine = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} processors"
    show(f"{machine}; {time.monotonic() - begun:.0f} s in all", rows)
    load = os.getloadavg()
    print(
        f"seconds: the median, from process start to its end; MB: peak memory. Load of the machine: {load[0]:.1f} now, {load[2]:.1f} before."
    )


if __name__ == "__main__":
    main()
