"""The program at a terminal of its own."""

from __future__ import annotations

import codecs
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.running import CODER, environment

PATIENCE_SECONDS = 30


class Terminal:
    """A terminal that the program runs in: keys go in, and what the screen shows comes out."""

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self.shown = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def until(self, text: str) -> str:
        """What comes on the screen until a text does."""
        begun = len(self.shown)
        last = time.monotonic() + PATIENCE_SECONDS
        while text not in self.shown[begun:]:
            assert time.monotonic() < last, self.shown[begun:]
            if select.select([self.handle], [], [], 1)[0]:
                # A character may come in two pieces.
                self.shown += self._decoder.decode(os.read(self.handle, 65536)).replace("\r\n", "\n")
        return re.sub(r"\x1b\[[0-9;]*m", "", self.shown[begun:])

    def press(self, key: str) -> None:
        os.write(self.handle, key.encode())


@contextmanager
def terminal(folder: Path, *args: str, **more: str) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    """The program at a terminal of its own, which ends it by hanging up, also where whoever runs the tests is out of reach of that (nohup)."""
    ours, theirs = pty.openpty()
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    process = subprocess.Popen(
        [sys.executable, "-m", "qualcode", *args],
        cwd=folder,
        env=environment(folder, QUALCODE_CODER=CODER, TERM="xterm-256color", COLUMNS="100", **more),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    signal.signal(signal.SIGHUP, before)
    try:
        yield Terminal(ours), process
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)
