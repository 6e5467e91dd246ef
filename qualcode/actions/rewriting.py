"""A codebook file written otherwise: in the project too when it is the one in use, as it is; else only the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import files
from qualcode.actions import keeping
from qualcode.actions.changing_codebooks import Outcome, changing
from qualcode.errors import QualcodeError
from qualcode.model import Coder
from qualcode.store import codebook_file
from qualcode.store.database import Store

if TYPE_CHECKING:
    from qualcode.codebook._source import Source

Rewrite = Callable[["Source"], str]
"""What makes of a codebook file the text that it is to have; it raises QualcodeError when that cannot be written."""


def rewritten(store: Store | None, coder: Coder | None, path: Path, command: str, make: Rewrite, *, why: str, dry_run: bool) -> Outcome:
    """Write a codebook file anew, as `make` says; with `dry_run` only say what would come of it.

    What is in use in a project changes in its database at once, by the coder; a file that is not in use as it stands there waits to be
    loaded. Raises QualcodeError for a file that cannot be read or written.
    """
    from qualcode.codebook import reading

    if store is not None and coder is not None and in_use(store, path):
        with changing(store, coder, command, why=why, dry_run=dry_run) as work:
            text = make(work.source)
            return work.say(text, reading.grown(text, work.now.name, work.source.shelf).book)
    source = keeping.source(path)
    text = make(source)
    after = reading.grown(text, str(path), source.shelf).book
    if not dry_run and text != source.text:
        try:
            files.put(path, text)
        except OSError as error:
            raise QualcodeError(
                f"{path} cannot be written: {error.strerror}.", "Nothing was changed. Check that you may write there."
            ) from error
    notes = (
        (f"Take it into use with: qualcode codebook load{_named(store, path)}",) if store and text != source.text and not dry_run else ()
    )
    return Outcome(source.book, after, str(path), source.text, text, notes)


def _named(store: Store, path: Path) -> str:
    """How a file is named to the command that loads it: not at all when it is that of the study."""
    own = store.folder / store.study.codebook if store.study.codebook else None
    return "" if own is not None and own.resolve() == path.resolve() else f" {path}"


def in_use(store: Store, path: Path) -> bool:
    """Whether a file is that of the codebook in use, and says what is in use."""
    try:
        return codebook_file.in_use(store).path.resolve() == path.resolve()
    except QualcodeError:
        return False
