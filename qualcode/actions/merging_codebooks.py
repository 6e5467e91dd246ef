"""Codebooks that grew apart brought together: which files, which common ancestor, and where the result goes."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.actions import changing_codebooks, codebooks, keeping
from qualcode.actions.changing_codebooks import Outcome
from qualcode.actions.filled_tables import rows_of
from qualcode.errors import QualcodeError, unknown
from qualcode.model import Coder
from qualcode.store import codebook_file, codebook_log, codes, database
from qualcode.store.database import Store

if TYPE_CHECKING:
    from qualcode.codebook._identity import Match
    from qualcode.codebook._source import Source
    from qualcode.codebook.conflicts import Choose, Conflict
    from qualcode.codebook.merging_files import MergedFile

OURS, THEIRS = "ours", "theirs"


@dataclass(frozen=True)
class Sides:
    """What is to be merged: the versions by name, their common ancestor if there is one, and whose text is kept where nothing changes."""

    base: Source | None
    versions: Mapping[str, Source]
    onto: str
    ancestor: str
    """What the base is, in words."""
    codings: Mapping[str, int] = field(default_factory=dict)
    """How many codings the codes of our version have in a project, by GUID."""


def source(said: str) -> Source:
    """A codebook file, or one in a revision of git, with its text."""
    from qualcode.codebook._source import Source

    text = codebooks.text_in_git(said)
    return keeping.source(Path(said)) if text is None else Source(text, said, keeping.shelf(Path.cwd()))


def of_files(files: Sequence[str], base: str | None, *, every: bool) -> Sides:
    """The sides of a merge of files: BASE OURS THEIRS, or OURS THEIRS, or with `every` any number with a base of their own."""
    if every:
        names = _names(files)
        if base is None:
            return Sides(None, {name: source(file) for name, file in names.items()}, min(names), "none")
        return Sides(source(base), {name: source(file) for name, file in names.items()}, "base", base)
    if base is None and len(files) == 3:
        base, *files = files
    ours, theirs = (source(file) for file in files)
    return Sides(source(base) if base else None, {OURS: ours, THEIRS: theirs}, OURS, base or "none")


def _names(files: Sequence[str]) -> dict[str, str]:
    """The files by name, by their whole path where two have one name; in the order of the names, so that theirs does not matter."""
    short = [Path(file).name for file in files]
    names = dict(sorted((name if short.count(name) == 1 else file, file) for name, file in zip(short, files, strict=True)))
    if len(names) < len(files):
        raise QualcodeError("A file was given twice.", "Give each version once.")
    return names


def with_project(store: Store, said: str, base: str | None) -> Sides:
    """The sides of a merge of a file, or of another project, into the codebook file of a project.

    The base is the version that both projects have loaded last; of a file, that with its very content, else the version in the project's
    history that it differs from least, the older of two. Versions that were taken back are none.
    """
    ours = source(str(codebooks.path_of(store, None)))
    if Path(said).is_dir():
        with database.opened(Path(said)) as other:
            theirs = source(str(codebooks.path_of(other, None)))
            hashes = codebook_log.standing(other)
        common = next((version for version in _standing(store) if version.hash in hashes), None)
    else:
        theirs = source(said)
        common = _nearest(store, theirs)
    versions = {OURS: ours, THEIRS: theirs}
    codings = codes.used(store, by_guid=True)
    if base is not None:
        return Sides(source(base), versions, OURS, base, codings)
    if common is None:
        return Sides(None, versions, OURS, "none", codings)
    ancestor = f"{common.file_name} as loaded on {common.loaded[:16].replace('T', ' ')} UTC"
    return Sides(_loaded(store, common), versions, OURS, ancestor, codings)


def _loaded(store: Store, version: codes.Loaded) -> Source:
    from qualcode.codebook._source import Source

    return Source(codes.text_of(store, version.hash), version.file_name, keeping.shelf(store.folder))


def _standing(store: Store) -> list[codes.Loaded]:
    """The versions of the project, the latest first, without those that were taken back: what they said is not in the codebook as it is."""
    there = codebook_log.standing(store)
    return [version for version in codes.versions(store) if version.hash in there]


def _nearest(store: Store, theirs: Source) -> codes.Loaded | None:
    from qualcode.codebook.differences import differences

    versions = _standing(store)
    hash = codes.hash_of(theirs.text)
    same = next((version for version in versions if version.hash == hash), None)
    return same or min(reversed(versions), key=lambda version: len(differences(version.book, theirs.book)), default=None)


def merged(sides: Sides, choose: Choose, matches: Sequence[Match] = ()) -> MergedFile:
    """What comes out."""
    from qualcode.codebook.merging_files import merge_files

    return merge_files(sides.base, sides.versions, sides.onto, choose, matches, codings=sides.codings)


def into_project(store: Store, coder: Coder, sides: Sides, found: MergedFile, said: str, *, why: str = "") -> Outcome | None:
    """Make what came out the codebook of the project, in the database and in its file; None when the file was not in use as it is.

    Then it is for a person to say what comes into use. Raises QualcodeError for a file that was changed meanwhile, and for codings without
    a code.
    """
    try:
        now = codebook_file.in_use(store)
    except QualcodeError:
        return None
    if now.text != sides.versions[OURS].text:
        raise QualcodeError(f"{now.name} was changed meanwhile.", "Nothing was merged; do it again.")
    with changing_codebooks.changing(store, coder, f"codebook merge {Path(said).name}", why=why) as work:
        return work.say(found.text, found.merged.book)


@dataclass(frozen=True)
class Choices:
    """How conflicts are settled: by one version throughout, or each by its own, by its key; those without stay open."""

    throughout: str = ""
    by_key: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, conflict: Conflict) -> str:
        """The version that settles a conflict, empty when it stays open."""
        return self.throughout or self.by_key.get(conflict.key, "")


def choice_of(said: str | None, sides: Sides) -> Choices:
    """How conflicts are settled: by a version throughout, or as a table says, whose columns are `conflict` and `choice`."""
    from qualcode.codebook.conflicts import BASE

    if said is None:
        return Choices()
    known = [*sides.versions, *([BASE] if sides.base else [])]
    if said in known:
        return Choices(said)
    path = Path(said)
    if not path.suffix and not path.exists():
        raise unknown("side", said, known)
    meant = {name.casefold(): name for name in known}
    chosen: dict[str, str] = {}
    for row in rows_of(path, "table of conflicts", "conflict", "choice"):
        choice = row.get("choice", "").casefold()
        if choice and choice not in meant:
            raise QualcodeError(f"{said} settles a conflict by {row['choice']}.", f"Known: {', '.join(known)}.")
        if choice and "conflict" in row:
            chosen[row["conflict"]] = meant[choice]
    return Choices(by_key=chosen)


def unused(choices: Choices, found: MergedFile) -> list[str]:
    """The keys of conflicts that choices were made for and that did not come up."""
    asked = {conflict.key for conflict, _ in found.merged.settled}
    return [key for key in choices.by_key if key not in asked]


def matches_in(path: Path) -> list[Match]:
    """The codes that a table says are the same: a row each, a column for each version, named after it (`base` too), with the id there."""
    found: list[Match] = []
    for row in rows_of(path, "table of matches"):
        said = sorted(row.items(), key=lambda one: one[0] != "base")
        found += [(said[0], other) for other in said[1:]]
    return found


def by_lines(base: Path, ours: Path, theirs: Path) -> bool:
    """Merge line by line, as git does it, into `ours`: what to do with files that are no codebooks. Whether it went without conflicts."""
    command = ["git", "merge-file", "--diff3", "-L", OURS, "-L", "base", "-L", THEIRS, "--", str(ours), str(base), str(theirs)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - no shell
    except OSError as error:
        raise QualcodeError("git was not found, and these are no codebooks.", "Correct the files, then merge again.") from error
