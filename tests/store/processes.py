"""Programs of other processes, as they run beside this one, without rights, or until they are killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

_WITHOUT_RIGHTS = ("--inh-caps=-all", "--bounding-set=-all")


def started(script: str, *arguments: object, before: tuple[str, ...] = (), session: bool = False) -> subprocess.Popen[str]:
    """A Python script under way, that can import these tests too; `before` stands before the interpreter.

    With `session` it and its processes are a group of their own, of its number.
    """
    return subprocess.Popen(
        [*before, sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=session,
    )


def said(script: str, *arguments: object, before: tuple[str, ...] = ()) -> str:
    """What a Python script writes until it ends well."""
    process = started(script, *arguments, before=before)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def without_rights() -> tuple[str, ...]:
    """What to put before a program so that file modes hold for it even when the tests run as root; skips where that cannot be."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root may write everywhere, and setpriv is not installed")
    before = (setpriv, *_WITHOUT_RIGHTS)
    if subprocess.run([*before, "true"], capture_output=True, check=False).returncode:
        pytest.skip("root may write everywhere, and setpriv may not take that away here")
    return before
