"""A text given to the editor that a person has chosen, and taken back; whatever goes wrong, what was written is not lost."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from qualcode.errors import QualcodeError

T = TypeVar("T")

_FALLBACKS = ("notepad",) if os.name == "nt" else ("nano", "vi")


def editor() -> list[str]:
    """The command of the editor: $VISUAL, else $EDITOR, else one that every machine has. Raises QualcodeError when there is none."""
    for name in ("VISUAL", "EDITOR"):
        said = os.environ.get(name, "").strip()
        if said:
            try:
                return shlex.split(said)
            except ValueError as error:
                raise QualcodeError(f"${name} is no command: {said}", "Set it to the name of a program, as in: EDITOR=nano") from error
    found = next((program for program in map(shutil.which, _FALLBACKS) if program), None)
    if found is None:
        raise QualcodeError("No editor is known.", "Say which one to use, as in: EDITOR=nano qualcode ... edit ID")
    return [found]


def edited(
    name: str, text: str, take: Callable[[str], T], suffix: str = ".txt", again: Callable[[QualcodeError], bool] = lambda _: False
) -> T:
    r"""What `take` makes of the text as somebody leaves it in the editor, in a file of this name that only its owner may read.

    A `\n` at its end changes nothing. When `take` raises QualcodeError, `again` is asked whether the editor is to be opened once more, with
    the text as it was left. When the editor fails or the text is not taken, the file is kept if it holds anything new, and the error says where.
    """
    folder = Path(tempfile.mkdtemp(prefix="qualcode-"))
    path = folder / f"{name}{suffix}"
    path.touch(mode=0o600)
    path.write_bytes(text.encode())
    try:
        found = _taken(path, text, take, again)
    except (QualcodeError, KeyboardInterrupt) as error:
        if path.is_file() and path.read_bytes() not in (text.encode(), f"{text}\n".encode()):
            said = error if isinstance(error, QualcodeError) else QualcodeError("Stopped; nothing was changed.", "")
            raise QualcodeError(said.message, f"{said.hint} Your text is kept in {path}".strip(), said.problems) from error
        shutil.rmtree(folder)
        raise
    shutil.rmtree(folder)
    return found


def _taken(path: Path, before: str, take: Callable[[str], T], again: Callable[[QualcodeError], bool]) -> T:
    while True:
        _run(path)
        try:
            return take(_read(path, before))
        except QualcodeError as error:
            if not again(error):
                raise


def _run(path: Path) -> None:
    command = editor()
    try:
        status = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise QualcodeError(
            f"The editor {command[0]} cannot be run: {error.strerror}.", "Say which one to use, as in: EDITOR=nano qualcode ... edit ID"
        ) from error
    if status:
        raise QualcodeError(f"The editor {command[0]} ended with status {status}; nothing was changed.", "Edit again, and save.")


def _read(path: Path, before: str) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise QualcodeError(
            "The editor has taken the file away; nothing was changed.", "Edit again, and save under the same name."
        ) from None
    except UnicodeDecodeError as error:
        raise QualcodeError(f"The text is not in UTF-8: byte {error.start + 1} is no part of it.", "Save it as UTF-8.") from error
    text = text.replace("\r\n", "\n")
    return text.removesuffix("\n") if not before.endswith("\n") else text
