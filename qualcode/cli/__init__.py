"""The command line: options in, one call, one result out."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the program with the arguments of the process, and leave with its exit status."""
    # A command lives for a moment and its values hardly ever form cycles: looking for them every 700 objects costs a twentieth of its time.
    gc.set_threshold(100_000, 50, 50)
    from qualcode.cli.app import run

    sys.exit(run(sys.argv[1:]))
