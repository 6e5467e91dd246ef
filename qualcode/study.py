"""The design of a study: study.toml read and understood."""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError, unknown
from qualcode.model import KINDS, Planned, Study, Texts, Variable
from qualcode.text import fold

FILE_NAME = "study.toml"

_TAKEN = frozenset({"language", "transcript", "speaker", "kind", "origin"})
"""What tables are made by besides variables; see `--by`."""

_STUDY_KEYS = ("name", "languages", "codebook", "variables", "planned")
_VARIABLE_KEYS = ("label", "values")
_PLANNED_KEYS = ("kind", "phase", "cross", "per_cell")

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
    _check_keys(data, _STUDY_KEYS, where)
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
        planned=(),
        hash=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )
    return replace(study, planned=tuple(_planned(study, table, where) for table in planned))


def _check_keys(table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    """Raises QualcodeError for a key that says nothing: what was meant by it would be left out in silence."""
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1)
            raise QualcodeError(
                f"{where}: {key} means nothing there.", f"Did you mean {close[0]}?" if close else f"Known: {', '.join(known)}."
            )


def _tables(data: dict[str, Any], name: str, where: str) -> dict[str, dict[str, Any]]:
    tables = data.get(name, {})
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise QualcodeError(f"{where}: {name} is not made of tables.", f"Write [{name}.region] and the keys below it.")
    return tables


def _variable(name: str, table: dict[str, Any], where: str) -> Variable:
    if name in _TAKEN:
        raise QualcodeError(f"{where}: a variable cannot be called {name}, which tables are made by already.", "Give it another name.")
    if not re.fullmatch(r"\w[\w-]*", name):
        raise QualcodeError(
            f'{where}: a variable cannot be called "{name}".', "Take letters, digits, - and _; its label may hold anything."
        )
    _check_keys(table, _VARIABLE_KEYS, f"{where}: variable {name}")
    values = table.get("values", {})
    if isinstance(values, list):
        values = {str(value): {} for value in values}
    if not isinstance(values, dict) or not values:
        raise QualcodeError(
            f"{where}: variable {name} has no values.",
            f'Write for example: values.antwerp = {{ nl = "Antwerpen" }} below [variables.{name}]',
        )
    declared = Variable(name, _texts(table.get("label", {})), {str(value): _texts(labels) for value, labels in values.items()})
    _check_values(declared, where)
    return declared


def _check_values(declared: Variable, where: str) -> None:
    """Raises QualcodeError when one name means two values, or nothing: counts of the one would be counts of the other."""
    meant: dict[str, str] = {}
    for id, labels in declared.values.items():
        if not id.strip():
            raise QualcodeError(f"{where}: a value of {declared.name} has no name.", "Give it one, or take it away.")
        for name in (id, *labels.values()):
            other = meant.setdefault(fold(name.strip()), id)
            if other != id:
                raise QualcodeError(
                    f"{where}: of {declared.name} both {other} and {id} are called {name}.", "Give each value names of its own."
                )


def _texts(value: object) -> Texts:
    texts = value if isinstance(value, dict) else {"": value}
    return {str(language): str(text) for language, text in texts.items() if str(text).strip()}


def _planned(study: Study, table: object, where: str) -> Planned:
    """One [[planned]] part; what it crosses, its kind and its phase are those that the study knows, by id."""
    per_cell = table.get("per_cell", 1) if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(table.get("cross"), list) or type(per_cell) is not int or per_cell < 1:
        raise QualcodeError(f"{where}: a [[planned]] part cannot be understood.", 'It needs cross = ["region", "sector"] and per_cell = 1')
    part = f"{where}: [[planned]]"
    _check_keys(table, _PLANNED_KEYS, part)
    kind = str(table.get("kind", KINDS[0]))
    try:
        if kind not in KINDS:
            raise unknown("kind", kind, KINDS)
        phase = value(study.variables["phase"], str(table.get("phase", "single")))
        cross = tuple(variable(study, str(name)).name for name in table["cross"])
    except QualcodeError as error:
        raise QualcodeError(f"{part}: {error.message}", error.hint) from error
    if len(set(cross)) < len(cross):
        raise QualcodeError(f"{part}: cross names a variable twice.", "Name each one once.")
    return Planned(kind, phase, cross, per_cell)


def variable(study: Study, name: str) -> Variable:
    """The variable that the study declares under this name, else under this label in any language, without regard to case and accents.

    Raises QualcodeError with the known ones.
    """
    by_label = {fold(label): declared for declared in [*study.variables.values()][::-1] for label in declared.label.values()}
    by_name = {fold(declared.name): declared for declared in study.variables.values()}
    found = study.variables.get(name) or by_name.get(fold(name)) or by_label.get(fold(name))
    if found is None:
        raise unknown("variable", name, study.variables)
    return found


def headings(study: Study) -> dict[str, str]:
    """What a column with a variable's values may be called: every name and label of the study's variables, and the variable it means."""
    labels = {label: declared.name for declared in study.variables.values() for label in declared.label.values()}
    return labels | {name: name for name in study.variables}


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
