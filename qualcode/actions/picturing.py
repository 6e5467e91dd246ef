"""Pictures of tables: how they are to speak, and files of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.actions import asking
from qualcode.charts import _choose as charts
from qualcode.charts._look import Look
from qualcode.errors import QualcodeError
from qualcode.exporters import _choose as exporters
from qualcode.model import in_language
from qualcode.saying import LANGUAGES
from qualcode.store import codes
from qualcode.store.database import Store
from qualcode.table import Picture, Table


def look(store: Store, label_language: str = "") -> Look:
    """How pictures speak: in the language of labels where it is ours, else in English; codes stand below their themes."""
    language = next(each for each in asking.label_languages(store, label_language) if each in LANGUAGES)
    if not codes.loaded(store):
        return Look(language)
    book = codes.book(store)
    levels: dict[str, int] = {}
    for code in book.codes:
        levels[code.id] = levels.get(code.parent, -1) + 1 if code.parent else 0
    wanted = asking.label_languages(store, label_language)
    return Look(
        language,
        levels,
        {code.id: in_language(code.label, wanted, code.id) for code in book.codes},
        {value.id: in_language(value.label, wanted, value.id) for attribute in book.attributes for value in attribute.values},
    )


def has_picture(table: Table) -> bool:
    """Whether anything can be drawn of the table."""
    return bool(table.rows and charts.able(table))


def picture(table: Table, how: Look, *, form: str = "svg", name: str = "", titled: bool = True) -> Picture:
    """The picture of this name of a table, or the one that suits it best. Raises QualcodeError when there is none.

    Without `titled` its title stands in `Picture.title` only, for a report that puts a caption to it.
    """
    return charts.drawn(table, how, form=form, name=name, titled=titled)


def ready(path: Path) -> str:
    """The form of the pictures that are to be written there. Raises QualcodeError for what could not be."""
    form = charts.form_of(path)
    if not path.parent.is_dir():
        raise QualcodeError(f"There is no folder {path.parent}.", "Make it first, or give another FILE after --chart.")
    return form


def write(tables: Sequence[Table], path: Path, how: Look, *, name: str = "") -> tuple[list[Path], list[Table]]:
    """Each table drawn into a file: the first there, those that follow with `-2`, `-3` in their names; and the tables that have no picture.

    With `name` only what can be drawn so. Files are whole or not there at all. Raises QualcodeError when nothing can be drawn.
    """
    form = ready(path)
    possible = [table for table in tables if has_picture(table) and (not name or name in charts.able(table))]
    if not possible:
        charts.figure(tables[0], how, name)
    written = []
    for number, table in enumerate(possible, 1):
        made = picture(table, how, form=form, name=name)
        ending = path.name[-len(form) - 1 :]
        there = path if number == 1 else path.with_name(f"{path.name.removesuffix(ending)}-{number}{ending}")
        exporters.put(made.data, there)
        written.append(there)
    return written, [table for table in tables if table not in possible]
