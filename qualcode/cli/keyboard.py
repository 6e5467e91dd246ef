"""The keyboard of a terminal, key by key."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from qualcode.cli.results import say
from qualcode.errors import QualcodeError

_MANY_KEYS = 32
_ARROW = re.compile(r"\x1b[\[O][0-9;]*[A-Za-z~]")


@dataclass(frozen=True, slots=True)
class Keyboard:
    """`wait` gives the next key, without showing it (empty: the terminal has gone); `forget` drops those that came before.

    `line` asks for a line of words, which is shown as it is typed.
    """

    wait: Callable[[], str]
    forget: Callable[[], None]
    line: Callable[[str], str]


def at_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def once_more(error: QualcodeError) -> bool:
    """Whether somebody wants to edit again what could not be taken, which is told; without anybody to ask: no."""
    if not at_terminal():
        return False
    with keyboard() as keys:
        keys.forget()
        for line in (*error.problems, f"Error: {error.message}", "[e] edit it again  [q] leave it"):
            say(str(line))
        key = keys.wait()
        while key not in {"e", "q", "\x1b", "\x04", ""}:
            key = keys.wait()
    return key == "e"


@contextmanager
def keyboard() -> Iterator[Keyboard]:
    """The keyboard, key by key; at the end it is a terminal's again. Of keys that come at once, as when one is held down, the last holds."""
    try:
        import termios
    except ImportError:  # Windows
        yield Keyboard(typer.getchar, lambda: None, _line)
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    quiet = termios.tcgetattr(terminal)
    quiet[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)

    def line(prompt: str) -> str:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        try:
            return _line(prompt)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)

    try:
        yield Keyboard(
            wait=lambda: _last(os.read(terminal, _MANY_KEYS).decode(errors="replace")),
            forget=lambda: termios.tcflush(terminal, termios.TCIFLUSH),
            line=line,
        )
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def answer(keys: Keyboard, meanings: Mapping[str, str]) -> str:
    """The meaning of the next key that has one, which is said; `quit` for q, escape, the end of input, and when the terminal has gone.

    `?` says what all keys mean, and the next one is waited for.
    """
    known = {**meanings, "q": "quit", "\x1b": "quit", "\x04": "quit", "": "quit"}
    while (said := known.get(key := keys.wait())) is None:
        if key == "?":
            sys.stderr.write(f"\n{_explained(meanings)}\n")
    sys.stderr.write(f" {said}\n")
    return said


def _explained(meanings: Mapping[str, str]) -> str:
    """A line for each thing that can be said, with its keys."""
    by_meaning: dict[str, list[str]] = {}
    for key, meaning in {**meanings, "q": "quit"}.items():
        by_meaning.setdefault(meaning, []).append("space" if key == " " else key)
    return "\n".join(f"  {', '.join(of_it):10}{meaning}" for meaning, of_it in by_meaning.items())


def _line(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _last(keys: str) -> str:
    """The last key, arrows and the like left out; empty only when there was none."""
    return (_ARROW.sub("", keys) or keys)[-1:]
