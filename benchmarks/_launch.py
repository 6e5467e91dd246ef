"""Starts a program and notes what it took: python -I -S _launch.py REPORT OUTPUT ERRORS PROGRAM ARGUMENT...

It is small on purpose: a process inherits the peak memory of the one that starts it, so a large one would hide what a small one takes.
"""

from __future__ import annotations

import os
import sys
import time


def main() -> None:
    report, output, errors, *command = sys.argv[1:]
    actions = [
        (os.POSIX_SPAWN_OPEN, stream, path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) for stream, path in ((1, output), (2, errors))
    ]
    begun = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    with open(report, "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib would make it larger
        file.write(f"{os.waitstatus_to_exitcode(status)} {wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss}")


if __name__ == "__main__":
    main()
