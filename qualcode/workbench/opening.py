"""Opening the workbench on a project: who codes, what the configuration says, and whether anything may be changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Self

from qualcode.actions.acting import actor, configuration_file, project_folder, said_coder
from qualcode.actions.codebooks import out_of_step
from qualcode.errors import QualcodeError
from qualcode.model import Coder
from qualcode.store import coders, database, transcripts
from qualcode.store.database import Store
from qualcode.workbench import configuring
from qualcode.workbench.desk import Desk

NOBODY = Coder("", "", "", "")
"""Who reads a project without being one of its coders."""


@contextmanager
def desk(
    project: Path | None, said: str | None, transcript: str, *, pins: Sequence[str] = (), alone: bool = False, read_only: bool = False
) -> Iterator[tuple[Desk, configuring.Settings]]:
    """The desk of a project; of one that may not be written it can only be read. Raises QualcodeError as commands do."""
    settings = configuring.read(configuration_file())
    folder = project_folder(project)
    path = folder / database.FILE_NAME
    write = not read_only and (not path.exists() or (os.access(path, os.W_OK) and os.access(folder, os.W_OK)))
    with Project(folder, write=write) as kept:
        store = kept.store
        who = actor(store, said) if write else reader(store, said)
        if transcript:
            transcripts.key(store, transcript)
        made = Desk(store, who, transcript, pins=(*pins, *settings.pins), others=settings.others and not alone, changed=kept.changed)
        made.view.letters = settings.letters
        made.said = out_of_step(store) or ("" if write else "This project is open for reading only.")
        yield made, settings


class Project:
    """A project that stays open while others write in it. One that is only read is seen as it was when it was opened, and opened anew by `changed`."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self._folder, self._write = folder, write
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._files = self._looks()
        self.store = self._open.enter_context(database.opened(self._folder, write=self._write))
        self._seen = self.store.seen()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def changed(self) -> Store | None:
        """The project to go on with when another program has changed it since it was last asked, else None."""
        if self._write:
            before, self._seen = self._seen, self.store.seen()
            return self.store if before != self._seen else None
        before_files, self._files = self._files, self._looks()
        if before_files == self._files:
            return None
        now = ExitStack()
        viewer = self.store.viewer
        self.store = now.enter_context(database.opened(self._folder))
        self.store.viewer = viewer
        self._open.close()
        self._open = now
        return self.store

    def _looks(self) -> list[tuple[int, int]]:
        """Size and time of what the project is stored in."""
        found = []
        for suffix in ("", "-wal"):
            with suppress(OSError):
                about = (self._folder / (database.FILE_NAME + suffix)).stat()
                found.append((about.st_size, about.st_mtime_ns))
        return found


def reader(store: Store, said: str | None) -> Coder:
    """Who looks at a project: the coder who is said, else the one of the configuration if the project knows her, else nobody."""
    name = said_coder(said)
    known = {coder.id: coder for coder in coders.all_of(store)}
    if said and said not in known:
        return coders.get(store, said)
    return known.get(name, NOBODY)


def run(
    project: Path | None, said: str | None, transcript: str, *, pins: Sequence[str] = (), alone: bool = False, read_only: bool = False
) -> None:
    """Open the workbench, and come back when it is left."""
    with desk(project, said, transcript, pins=pins, alone=alone, read_only=read_only) as (made, settings):
        from qualcode.workbench.app import Workbench

        bench = Workbench(made, settings.keys)
        bench.run()
        if bench.return_code:
            raise QualcodeError(
                "The workbench ended unexpectedly.",
                "What it showed as done is saved. Run it again with QUALCODE_DEBUG=1 to see where; that may show words of the transcripts.",
            )
