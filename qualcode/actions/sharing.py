"""A copy of a project for a colleague, and a project folder made of such a copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from qualcode import files
from qualcode import study as studies
from qualcode.actions import initialising
from qualcode.errors import QualcodeError
from qualcode.store import checking, codebook_file, coders, codes, database, foreign, sharing, transcripts
from qualcode.store.database import Store
from qualcode.store.sharing import Shared

_BOOKS = (".yaml", ".yml")


def share(store: Store, target: Path, ids: Sequence[str] = (), assigned_to: str = "") -> Shared:
    """Write the project, or only these transcripts, or those that a coder has to do, into a file for a colleague.

    Raises QualcodeError for transcripts and coders that there are not, and when the file is there or cannot be written.
    """
    if target.suffix != foreign.SUFFIX:
        raise QualcodeError(
            f"{target.name} does not end in {foreign.SUFFIX}.",
            f"Call it {target.stem or 'colleague'}{foreign.SUFFIX}, so that people know what it is.",
        )
    waiting = codebook_file.waiting(store)
    if waiting:
        raise QualcodeError(waiting, "Run any command that changes something first: it finishes that.")
    only = _chosen(store, ids, assigned_to)
    return sharing.write(store, target, only)


def _chosen(store: Store, ids: Sequence[str], assigned_to: str) -> set[str] | None:
    only = set(ids)
    for id in ids:
        transcripts.key(store, id)
    if assigned_to:
        coders.get(store, assigned_to)
        given = {one.transcript for one in coders.assignments(store) if one.coder == assigned_to}
        if not given:
            raise QualcodeError(f"{assigned_to} has no transcript to do.", f"Give some with: qualcode coders assign ID --to {assigned_to}")
        only |= given
    return only or None


def begin(file: Path, folder: Path) -> list[str]:
    """Make a project folder of a copy: study.toml, the codebook's file, folders and database. Returns the names of what was made.

    The files that transcripts were read from are not in it; their texts are. Raises QualcodeError when the folder holds a project or another
    study or codebook, and for a file that is no such copy; then nothing of it is left behind.
    """
    if (folder / database.FILE_NAME).exists():
        raise QualcodeError(f"{folder} is a project already.", f"Bring the copy into it with: qualcode merge {file}")
    with foreign.taken(file) as store:
        _check(store)
        texts = {studies.FILE_NAME: store.study.text, **_codebook(store)}
        for name, text in texts.items():
            path = folder / name
            if path.exists() and (not path.is_file() or path.read_bytes() != text.encode()):
                raise QualcodeError(f"{path} is there already and says something else.", "Give an empty folder.")
        with initialising.laid_out(folder) as made:
            for name, text in texts.items():
                if not (folder / name).exists():
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    made.append(folder / name)
                    files.put(folder / name, text)
            sharing.take_over(store, folder / database.FILE_NAME)
    return [
        *(place.relative_to(folder).as_posix() for place in made if place.is_relative_to(folder) and place != folder),
        database.FILE_NAME,
    ]


def _check(store: Store) -> None:
    """Raises QualcodeError unless all of a copy holds together: here nothing is beside which its rows would be put one by one, as in a merge."""
    problem = next((problem for found in checking.check(store).values() for problem in found), None)
    if problem is not None:
        raise QualcodeError(
            f"The copy holds what cannot be: {problem.where}: {problem.message}.",
            "Nothing was made. Was the file changed by other means? Ask for a fresh one: qualcode share",
        )


def _codebook(store: Store) -> dict[str, str]:
    """The codebook in use by the name of its file. Raises QualcodeError for a name that leads elsewhere than to a codebook of the project."""
    version = codes.loaded(store)
    if version is None:
        return {}
    hash, name = version
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or path.suffix not in _BOOKS or name != path.as_posix():
        raise QualcodeError(f"The copy would write its codebook to {name}.", "Nothing was made. Ask for a fresh one: qualcode share")
    return {name: codes.text_of(store, hash)}
