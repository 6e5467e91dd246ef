"""The keyboard of a terminal, key by key."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer

_MANY_KEYS = 32
_ARROW = re.compile(r"\x1b[\[O][0-9;]*[A-Za-z~]")


@dataclass(frozen=True, slots=True)
class Keyboard:
    """`wait` gives the next key, without showing it (empty: the terminal has gone); `forget` drops those that came before."""

    wait: Callable[[], str]
    forget: Callable[[], None]


def at_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@contextmanager
def keyboard() -> Iterator[Keyboard]:
    """The keyboard, key by key; at the end it is a terminal's again. Of keys that come at once, as when one is held down, the last holds."""
    try:
        import termios
    except ImportError:  # Windows
        yield Keyboard(typer.getchar, lambda: None)
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    quiet = termios.tcgetattr(terminal)
    quiet[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)
    try:
        yield Keyboard(
            wait=lambda: _last(os.read(terminal, _MANY_KEYS).decode(errors="replace")),
            forget=lambda: termios.tcflush(terminal, termios.TCIFLUSH),
        )
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _last(keys: str) -> str:
    """The last key, arrows and the like left out; empty only when there was none."""
    return (_ARROW.sub("", keys) or keys)[-1:]
