"""The codebook file and the project brought together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.actions import keeping
from qualcode.errors import QualcodeError
from qualcode.model import Codebook, Coder
from qualcode.store import codebook_file, codes
from qualcode.store.changes import change
from qualcode.store.database import Store
from qualcode.text import slug

if TYPE_CHECKING:
    from qualcode.codebook._source import Source
    from qualcode.codebook.checking import Known
    from qualcode.codebook.findings import Finding


def path_of(store: Store | None, said: Path | None) -> Path:
    """The codebook file that is meant: the one said, else the one that the study.toml of the project names, as seen from the current folder."""
    if said is not None:
        return said
    if store is None or not store.study.codebook:
        raise QualcodeError("study.toml names no codebook.", 'Write for example: codebook = "codebooks/themes.yaml", or give the file.')
    path, here = store.folder / store.study.codebook, Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def load(store: Store, coder: Coder, said: Path | None, *, why: str = "") -> tuple[Codebook, bool]:
    """Read the file, and make it the codebook of the project. Returns it, and whether anything changed."""
    path = path_of(store, said)
    source = keeping.source(path)
    with change(store, f"codebook load {path.name}", coder=coder.guid, why=why) as made:
        changed = codes.load(made, source.book, source.text, _file_name(store, path))
        codebook_file.forget(store)
    return source.book, changed


def begin(store: Store, coder: Coder) -> str:
    """Begin the codebook of a study that has none: a file without codes, in use from now on. Returns its name; empty when one is there.

    Raises QualcodeError when it cannot be written.
    """
    path = store.folder / store.study.codebook
    if codes.is_loaded(store) or path.exists():
        return ""
    languages = ", ".join(store.study.languages)
    text = f"id: {slug(store.study.name) or 'codebook'}\nversion: 0.1.0\nlanguages: [{languages}]\ncodes: []\n"
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QualcodeError(f"{path} cannot be written: {error.strerror}.", "Check that you may write there.") from error
    load(store, coder, path)
    return store.study.codebook


def _file_name(store: Store, path: Path) -> str:
    try:
        return path.resolve().relative_to(store.folder.resolve()).as_posix()
    except ValueError:
        return path.name


def check(store: Store | None, path: Path) -> tuple[Source, list[Finding]]:
    """A codebook file, and what a person should look at in it; with a project that codes with it, also what its data say of it."""
    source = keeping.source(path)
    return source, findings(store, source, str(path))


def findings(store: Store | None, source: Source, where: str) -> list[Finding]:
    """What a person should look at in a codebook; `where` names it."""
    from qualcode.codebook import checking

    return checking.check(source.book, where, _known(store, source.book), source)


def _known(store: Store | None, book: Codebook) -> Known | None:
    """What the data of a project say of a codebook; nothing of one that it does not code with."""
    from qualcode.codebook.checking import Known
    from qualcode.store import spoken

    if store is None or not codes.loaded(store) or (loaded := codes.book(store)).id != book.id:
        return None
    used = codes.used(store)
    by_guid = {code.guid: used.get(code.id, 0) for code in loaded.codes}
    examples = [example for code in book.codes for examples in code.examples.values() for example in examples]
    return Known(by_guid if used else None, spoken.unsaid(store, examples))


def read_version(said: str) -> Codebook:
    """The codebook in a file, or as it was in a revision of git: `REVISION:path`."""
    from qualcode.codebook import reading

    text = text_in_git(said)
    return keeping.source(Path(said)).book if text is None else reading.grown(text, said, keeping.shelf(Path.cwd())).book


def text_in_git(said: str) -> str | None:
    """The text of `REVISION:path`, its path seen from this folder; None when what was said is the name of a file.

    Raises QualcodeError when git has no such text.
    """
    revision, colon, path = said.partition(":")
    if not colon or not revision or not path or Path(said).exists():
        return None
    import subprocess

    command = ["git", "show", "--end-of-options", f"{revision}:./{path}"]
    try:
        shown = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, and nothing that begins with a dash
    except OSError:
        return None
    if shown.returncode:
        reason = shown.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise QualcodeError(f"git has no {said}: {reason}", "Give a file, or REVISION:path as in HEAD~1:codebooks/themes.yaml")
    try:
        return shown.stdout.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QualcodeError(f"{said} is not UTF-8 text.", "Is it a codebook?") from error


def out_of_step(store: Store) -> str:
    """A sentence when the codebook file is not the version that is loaded; empty when it is, or when there is nothing to compare."""
    version = codes.loaded(store)
    if version is None:
        return ""
    path = store.folder / version[1]
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    return "" if codes.hash_of(text) == version[0] else f"{version[1]} has changed since it was loaded: qualcode codebook load"
