"""`python -m qualcode` is the program."""

from __future__ import annotations

from qualcode.cli import main

if __name__ == "__main__":
    main()
