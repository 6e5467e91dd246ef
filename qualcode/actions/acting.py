"""Who acts, and in which project."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from qualcode import study
from qualcode.errors import QualcodeError
from qualcode.model import Coder
from qualcode.store import coders
from qualcode.store.database import FILE_NAME, Store
from qualcode.text import slug

VARIABLE = "QUALCODE_CODER"


def project_folder(said: Path | None) -> Path:
    """The folder of the project: the one said, else the nearest one from here upwards that has a study.toml or a project file."""
    if said is not None:
        return said
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / FILE_NAME).is_file() or (folder / study.FILE_NAME).is_file():
            return folder
    return here


def configuration_file() -> Path:
    """Where a user's own settings stand: `$XDG_CONFIG_HOME/qualcode/config.toml`, or the same below ~/.config."""
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "qualcode" / "config.toml"


def said_coder(said: str | None) -> str:
    """The id of who acts: the one said, else of the environment, else of the user's configuration; empty when nobody says."""
    if said:
        return said
    if os.environ.get(VARIABLE):
        return os.environ[VARIABLE]
    path = configuration_file()
    if not path.is_file():
        return ""
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8")).get("coder", ""))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise QualcodeError(f"{path} cannot be read: {error}", 'It should hold a line like: coder = "anna"') from error


def coder_id(said: str) -> str:
    """What a new coder may be called: said back.

    Raises QualcodeError for what is not of letters without accents, digits and `-`, and for the name of the team's layer and the words of its decisions.
    """
    from qualcode.store.codings import CONSENSUS
    from qualcode.store.settlements import TAKEN

    if said.casefold() == CONSENSUS:
        raise QualcodeError(
            f"{said} cannot be a coder's id: --layer {CONSENSUS} means what a team has agreed on.", "Take another, as in: anna or coder-1"
        )
    if said.casefold() in TAKEN:
        raise QualcodeError(
            f"{said} cannot be a coder's id: adjudicate means by it what a team decides.", "Take another, as in: anna or coder-1"
        )
    if not said or slug(said) != said.casefold():
        raise QualcodeError(
            f"{said or 'Nothing'} cannot be a coder's id.", "Take letters without accents, digits and `-`, as in: anna or coder-1"
        )
    return said


def actor(store: Store, said: str | None) -> Coder:
    """The coder who acts, and looks. Raises QualcodeError when nobody says who, or for a coder that the project does not know."""
    name = said_coder(said)
    if not name:
        raise QualcodeError("Nobody says who acts.", f"Add --as CODER, or set {VARIABLE}; enter a coder with: qualcode coders add CODER")
    found = coders.get(store, name)
    store.viewer = found.guid
    return found
