"""The design of a study: study.toml read and understood."""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError, unknown
from qualcode.model import Planned, Study, Texts, Variable
from qualcode.text import fold

FILE_NAME = "study.toml"

_TAKEN = frozenset({"language", "transcript", "speaker", "kind", "origin"})
"""What tables are made by besides variables; see `--by`."""

_PHASE = Variable(
    "phase",
    {"nl": "Fase", "fr": "Phase", "en": "Phase"},
    {
        "single": {"nl": "één sector", "fr": "un seul secteur", "en": "single sector"},
        "mixed": {"nl": "gemengd", "fr": "mixte", "en": "mixed"},
    },
)


def read(folder: Path) -> Study:
    """The study of a project folder. Raises QualcodeError when there is none or it cannot be understood."""
    path = folder / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise QualcodeError(f"{folder} is not a project: it has no {FILE_NAME}.", "Make one with: qualcode init") from None
    except (OSError, UnicodeDecodeError) as error:
        raise QualcodeError(f"{path} cannot be read: {error}", "Save it as UTF-8 text that you may read.") from error
    return parse(text, str(path))


def parse(text: str, where: str = FILE_NAME) -> Study:
    """A Study from the text of a study.toml; `where` names it in errors."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise QualcodeError(f"{where} is not valid TOML: {error}", "Correct that line.") from error
    variables = {name: _variable(name, table, where) for name, table in _tables(data, "variables", where).items()}
    languages = data.get("languages", ["nl", "fr"])
    if not isinstance(languages, list) or not languages or not all(isinstance(language, str) for language in languages):
        raise QualcodeError(f"{where}: languages is not a list of language codes.", 'Write for example: languages = ["nl", "fr"]')
    strange = [language for language in languages if not re.fullmatch("[a-z]{2,3}", language)]
    if strange:
        raise QualcodeError(f"{where}: {strange[0]} is not a language code.", "Write two or three small letters, as nl, fr or en.")
    planned = data.get("planned", [])
    if not isinstance(planned, list):
        raise QualcodeError(f"{where}: planned is not made of [[planned]] parts.", "Write [[planned]], and below it what is planned.")
    study = Study(
        name=str(data.get("name", "")),
        languages=tuple(languages),
        codebook=str(data.get("codebook", "")),
        variables={"phase": _PHASE, **variables},
        planned=tuple(_planned(table, where) for table in planned),
        hash=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )
    for planned in study.planned:
        for name in planned.cross:
            variable(study, name)
    return study


def _tables(data: dict[str, Any], name: str, where: str) -> dict[str, dict[str, Any]]:
    tables = data.get(name, {})
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise QualcodeError(f"{where}: {name} is not made of tables.", f"Write [{name}.region] and the keys below it.")
    return tables


def _variable(name: str, table: dict[str, Any], where: str) -> Variable:
    if name in _TAKEN:
        raise QualcodeError(f"{where}: a variable cannot be called {name}, which tables are made by already.", "Give it another name.")
    values = table.get("values", {})
    if isinstance(values, list):
        values = {str(value): {} for value in values}
    if not isinstance(values, dict) or not values:
        raise QualcodeError(
            f"{where}: variable {name} has no values.",
            f'Write for example: values.antwerp = {{ nl = "Antwerpen" }} below [variables.{name}]',
        )
    return Variable(name, _texts(table.get("label", {})), {str(value): _texts(labels) for value, labels in values.items()})


def _texts(value: object) -> Texts:
    return {str(language): str(text) for language, text in value.items()} if isinstance(value, dict) else {"": str(value)}


def _planned(table: object, where: str) -> Planned:
    if not isinstance(table, dict) or not isinstance(table.get("cross"), list) or not isinstance(table.get("per_cell", 1), int):
        raise QualcodeError(f"{where}: a [[planned]] part cannot be understood.", 'It needs cross = ["region", "sector"] and per_cell = 1')
    return Planned(
        str(table.get("kind", "focus-group")), str(table.get("phase", "single")), tuple(map(str, table["cross"])), table.get("per_cell", 1)
    )


def variable(study: Study, name: str) -> Variable:
    """The variable that the study declares under this name or label (any language). Raises QualcodeError with the known ones."""
    for declared in study.variables.values():
        if fold(name) in {fold(declared.name), *map(fold, declared.label.values())}:
            return declared
    raise unknown("variable", name, study.variables)


def headings(study: Study) -> dict[str, str]:
    """What a column with a variable's values may be called: every name and label of the study's variables, and the variable it means."""
    return {said: declared.name for declared in study.variables.values() for said in (declared.name, *declared.label.values())}


def alike(heading: str, known: Iterable[str]) -> str | None:
    """The one of the `known` headings that this is, whatever its case and accents, or nearly is (`regio` is `region`); None when none is."""
    folded = {fold(name): name for name in known}
    close = difflib.get_close_matches(fold(heading).strip(" .:#"), folded, n=1, cutoff=0.85)
    return folded[close[0]] if close else None


def value(declared: Variable, said: str) -> str:
    """The id of the value that is meant by its id or by its label in any language, without regard to case and accents.

    Raises QualcodeError with the known values.
    """
    for id, labels in declared.values.items():
        if fold(said.strip()) in {fold(id), *map(fold, labels.values())}:
            return id
    known = [id + _other_names(id, labels) for id, labels in declared.values.items()]
    raise QualcodeError(f"Unknown value of {declared.name}: {said}", f"Known: {', '.join(known)}. More are declared in {FILE_NAME}.")


def _other_names(id: str, labels: Texts) -> str:
    others = sorted({label for label in labels.values() if fold(label) != fold(id)})
    return f" ({', '.join(others)})" if others else ""


def example() -> Path:
    """The folder of the example study: the package's own data where it is installed, else the repository that the package lies in."""
    packaged = Path(__file__).parent / "_study"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent
