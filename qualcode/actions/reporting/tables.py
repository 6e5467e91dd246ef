"""Every table that a report rests on, in full: for spreadsheets, other programs and documents that are written elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qualcode.actions import agreeing, asking, concluding, patterns, talking
from qualcode.actions.reporting import material, results
from qualcode.actions.reporting.context import Context, comparisons
from qualcode.actions.selecting import dimensions
from qualcode.errors import QualcodeError
from qualcode.exporters import _choose as exporters
from qualcode.table import Report, Section, Table
from qualcode.text import slug

WORKBOOK = "tables.xlsx"
_WHOLE = {".xlsx": "xlsx", ".tex": "latex"}
"""The files that hold all tables, and their formats."""


def tables(context: Context) -> list[Table]:
    """The tables of the parts that are wished, with all their columns and rows."""
    makers = {
        "design": _design,
        "participants": _participants,
        "codebook": _codebook,
        "frequencies": _frequencies,
        "comparisons": _comparisons,
        "stance": _stance,
        "cooccurrence": _cooccurrence,
        "quotations": _quotations,
        "findings": _findings,
        "agreement": _agreement,
    }
    return [table for name in context.wish.sections if name in makers for table in makers[name](context)]


def _design(context: Context) -> Iterator[Table]:
    yield asking.design(context.store, context.question)


def _participants(context: Context) -> Iterator[Table]:
    yield asking.listing(context.store, context.question)
    yield talking.speakers(context.store, context.question)
    if crossed := material.crossed(context):
        yield talking.participation(context.store, context.of_groups(), crossed)
    yield talking.participation(context.store, context.question, ("transcript",))


def _codebook(context: Context) -> Iterator[Table]:
    yield material.in_short(context)


def _frequencies(context: Context) -> Iterator[Table]:
    yield asking.count(context.store, replace(context.of_groups(), brief=False, intervals=True))


def _comparisons(context: Context) -> Iterator[Table]:
    for one in comparisons(context):
        named = dimensions(context.store, one)
        question = replace(context.everywhere() if "kind" in named else context.of_groups(), brief=False)
        yield asking.compare(context.store, question, named)
        try:
            yield asking.differences(context.store, question, named)
        except QualcodeError:
            continue  # fewer than two cells are held: there is nothing that differs


def _stance(context: Context) -> Iterator[Table]:
    if results.has_stances(context):
        for one in ("", *results.stances_by(context)):
            named = dimensions(context.store, one) if one else ()
            yield patterns.stance(context.store, replace(context.of_groups(), brief=False), named)


def _cooccurrence(context: Context) -> Iterator[Table]:
    yield patterns.cooccur(context.store, context.of_groups())


def _quotations(context: Context) -> Iterator[Table]:
    yield asking.quotes(context.store, context.everywhere())
    yield asking.balance(context.store, context.everywhere())


def _findings(context: Context) -> Iterator[Table]:
    found = concluding.verdicts(context.store, context.question)
    if found.rows:
        yield concluding.listing(context.store, context.question)
        yield found


def _agreement(context: Context) -> Iterator[Table]:
    if results.coded_twice(context):
        question = replace(context.question, said=replace(context.question.said, codes=context.wish.codes))
        yield from agreeing.agree(context.store, question, (), agreeing.Wish(tables=("overall", "codes", "pairs", "spans")))


def target(path: Path, *, latex: bool) -> bool:
    """Whether the tables are to be put into a folder, a file each. Raises QualcodeError for a file that cannot hold them."""
    whole = path.suffix.lower() in _WHOLE and not path.is_dir()
    if not whole and path.suffix and not path.is_dir():
        raise QualcodeError(
            f"{path} cannot hold several tables.", "Give a .xlsx, a .tex, or a folder for a .csv of each: -o exports/tables"
        )
    if whole and latex and path.suffix.lower() != ".tex":
        raise QualcodeError("--latex is for a folder of files.", "Give a folder, or a file that ends in .tex.")
    if not path.parent.is_dir():
        raise QualcodeError(f"There is no folder {path.parent}.", "Make it first, or give another place after -o.")
    return not whole


def write(found: list[Table], path: Path, context: Context, *, latex: bool = False) -> list[Path]:
    """Writes the tables: all into one file, or into a folder a .csv of each (with `latex` a .tex too) and a workbook of all; what was written."""
    study = context.store.study.name or context.say("report")
    whole = Report(study, tuple(Section("", (table,)) for table in found), context.language)
    if not target(path, latex=latex):
        exporters.write_file(whole, path, _WHOLE[path.suffix.lower()])
        return [path]
    _made(path)
    written = [path / WORKBOOK]
    exporters.write_file(whole, written[0], "xlsx")
    for number, table in enumerate(found, 1):
        for suffix, format in ((".csv", "csv"), *(((".tex", "latex"),) if latex else ())):
            file = path / f"{number:02}-{slug(table.title)}{suffix}"
            exporters.write_file(Report(table.title, (Section("", (table,)),), context.language), file, format)
            written.append(file)
    return written


def _made(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise QualcodeError(f"{folder} cannot be made: {error.strerror or error}.", "Give a folder where you may write.") from error
