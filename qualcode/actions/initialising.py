"""Making a project of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode import study as studies
from qualcode.errors import QualcodeError
from qualcode.store import database
from qualcode.text import visible

FOLDERS = ("codebooks", "transcripts", "exports")


def _template(name: str, languages: Iterable[str], codebook: str) -> str:
    quoted = " ".join(visible(name).split()).replace("\\", "\\\\").replace('"', '\\"')
    listed = ", ".join(f'"{language}"' for language in languages)
    return f"""# The design of the study. Everything here is yours to change; qualcode reads it anew each time.
name = "{quoted}"
languages = [{listed}]
codebook = "{codebook}"

# What transcripts, participants and coders are compared by: one part for each variable, with the labels of its values by language.
# [variables.region]
# label = {{ nl = "Arrondissement", fr = "Arrondissement", en = "District" }}
# values.antwerp = {{ nl = "Antwerpen", fr = "Anvers", en = "Antwerp" }}
# values.brussels = {{ nl = "Brussel", fr = "Bruxelles", en = "Brussels" }}

# Which sessions are planned: empty cells of this design are shown in comparisons.
# [[planned]]
# kind = "focus-group"
# phase = "single"
# cross = ["region"]
# per_cell = 1
"""


def run(folder: Path, *, name: str = "", languages: tuple[str, ...] = ("nl", "fr")) -> list[str]:
    """Make a project of a folder: its study.toml (unless there is one), its folders and its database. Returns the names of what was made.

    Raises QualcodeError when it is a project already or cannot be written; then nothing of it is left behind, nor folders above it.
    """
    with laid_out(folder) as made:
        design = folder / studies.FILE_NAME
        if not design.exists():
            books = sorted((folder / "codebooks").glob("*.yaml"))
            codebook = f"codebooks/{books[0].name}" if books else "codebooks/codebook.yaml"
            made.append(design)
            design.write_text(_template(name or folder.resolve().name, languages, codebook), encoding="utf-8")
        studies.read(folder)
        store = database.create(folder)
        store.connection.close()
    return [place.name for place in made if place.parent == folder] + [database.FILE_NAME]


@contextmanager
def laid_out(folder: Path) -> Iterator[list[Path]]:
    """A project folder with its folders; what is made in it is listed, and taken away again when something goes wrong.

    Raises QualcodeError when it cannot be written.
    """
    made: list[Path] = []
    try:
        for place in (*reversed(folder.parents), folder, *(folder / sub for sub in FOLDERS)):
            if not place.is_dir():
                place.mkdir()
                made.append(place)
        yield made
    except (OSError, QualcodeError) as error:
        for place in reversed(made):
            place.rmdir() if place.is_dir() else place.unlink(missing_ok=True)
        if isinstance(error, QualcodeError):
            raise
        raise QualcodeError(f"{folder} cannot be made a project: {error.strerror}.", "Check that you may write there.") from error
