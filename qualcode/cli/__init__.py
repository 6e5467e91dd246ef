"""The command line: options in, one call, one result out."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program with the arguments of the process, and leave with its exit status."""
    from qualcode.cli.app import run

    sys.exit(run(sys.argv[1:]))
