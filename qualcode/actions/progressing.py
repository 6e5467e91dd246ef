"""How far a coder is: turns that are read, transcripts that are finished."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qualcode.errors import QualcodeError
from qualcode.model import Coder
from qualcode.store import coders, reading, transcripts
from qualcode.store.changes import change
from qualcode.store.database import Store


def read(store: Store, coder: Coder, transcript: str, numbers: Iterable[int], *, unread: bool = False) -> bool:
    """Mark turns (numbers from 1) of a transcript as read, or as unread; False when they were so already."""
    wanted = sorted(set(numbers))
    said = f"{wanted[0]}-{wanted[-1]}" if len(wanted) > 1 else "".join(map(str, wanted))
    with change(store, f"coders read {transcript} --turn {said}{' --unread' if unread else ''}", coder=coder.guid) as made:
        return reading.mark(made, coder, transcript, wanted, read=not unread)


def numbers(store: Store, transcript: str, said: str) -> range:
    """The turns that are meant by `12` or `1-40`; all of the transcript where nothing is said. Raises QualcodeError for what is neither."""
    last = len(transcripts.turns(store, transcript))
    if not said:
        return range(1, last + 1)
    found = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", said.strip())
    if found is None or not 1 <= int(found[1]) <= int(found[2] or found[1]) <= last:
        raise QualcodeError(f"{transcript} has no turns {said}.", f"Its turns are 1 to {last}: --turn 12, or --turn 1-40")
    return range(int(found[1]), int(found[2] or found[1]) + 1)


def finish(store: Store, coder: Coder, ids: Sequence[str], *, reopen: bool = False) -> None:
    """Say that transcripts are finished, or (`reopen`) not after all. Raises QualcodeError for one that there is not."""
    with change(store, f"coders finish {' '.join(ids)}{' --reopen' if reopen else ''}", coder=coder.guid) as made:
        for id in ids:
            coders.assign(made, coder, id, "in progress" if reopen else "finished")
