"""The command codebook check: what a codebook lacks, and what of that can be mended at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.actions.acting import actor, project_folder
from qualcode.cli.codebook_changes import Changing, tell
from qualcode.cli.options import Output, Without
from qualcode.cli.results import reading, ready, say, show, writing
from qualcode.errors import QualcodeError
from qualcode.text import visible

if TYPE_CHECKING:
    from qualcode.actions.mending_codebooks import Mended
    from qualcode.codebook.findings import Finding
    from qualcode.model import Codebook
    from qualcode.store.database import Store


def codebook_check(
    changing: Changing,
    output: Annotated[Output, Without("label_language")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.yaml", readable=False, help="The codebook, if not the one of study.toml.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what needs nobody's judgement; every other line of the file stays.")] = False,
) -> int:
    """Look through a codebook file: missing translations, words in two codes, references to nothing, codes never used, examples nobody said. Status 1 when something is left.

    --fix mends what needs nobody's judgement: keywords that are repeated or empty, texts that a comma has cut off, references that are a slip of a letter away from an id.

    Examples:
        qualcode codebook check
        qualcode codebook check codebooks/themes.yaml --fix --dry-run
        qualcode codebook check -o findings.xlsx
    """
    from qualcode.actions import codebooks
    from qualcode.actions.mending_codebooks import mend

    ready(output)
    if not fix and (changing.dry_run or changing.why):
        raise QualcodeError("--dry-run and --why are for --fix.", "Add --fix, or leave them away: check alone changes nothing.")
    if fix:
        with project_of(changing.project, file, writing) as store:
            coder = actor(store, changing.as_coder) if store is not None else None
            return _mended(
                changing, output, mend(store, coder, codebooks.path_of(store, file), why=changing.why, dry_run=changing.dry_run), file
            )
    with project_of(changing.project, file, reading) as store:
        source, findings = codebooks.check(store, codebooks.path_of(store, file))
    return _show(source.book, findings, output, file)


def _mended(changing: Changing, output: Output, done: Mended, file: Path | None) -> int:
    """Say what was mended, and list what is left. Returns the status."""
    for finding in done.mended:
        say(f"{'Would be mended' if changing.dry_run else 'Mended'}: {finding.where}: {finding.message}")
    if done.mended:
        tell(changing, done.outcome, f"Mended: {_things(len(done.mended))}")
    else:
        say("Nothing of it can be mended without a person's judgement.")
    status = _show(done.outcome.after, done.left, output, file)
    return 1 if changing.dry_run and done.mended else status


def _show(book: Codebook, findings: Sequence[Finding], output: Output, file: Path | None) -> int:
    """List what was found, and say what can be done about it. Returns the status."""
    from qualcode.codebook.findings import as_table

    if output.format or output.output:
        show([as_table(findings, f"{book.id} {book.version}".strip())], output)
    else:
        for finding in findings:
            sys.stdout.write(visible(f"{finding}\n"))
    say(f"{_number(len(book.codes), 'code')}, {_number(len(book.attributes), 'attribute')}, {_things(len(findings))} to look at.")
    named = f" {file}" if file else ""
    mends = sum(finding.mend is not None for finding in findings)
    if mends:
        say(f"{mends} of them can be mended at once: qualcode codebook check{named} --fix")
    missing = list(dict.fromkeys(finding.language for finding in findings if finding.kind == "not translated"))
    if missing:
        say(f"A worksheet of what is not translated: qualcode codebook translate{named} --to {missing[0]} -o missing.xlsx")
    return int(bool(findings))


@contextmanager
def project_of(
    folder: Path | None, file: Path | None, how: Callable[[Path | None], AbstractContextManager[Store]]
) -> Iterator[Store | None]:
    """The project, opened for reading or writing; None where a file was given and there is no project."""
    from qualcode.store.database import FILE_NAME

    if file is not None and not (project_folder(folder) / FILE_NAME).is_file():
        yield None
        return
    with how(folder) as store:
        yield store


def _things(number: int) -> str:
    return _number(number, "thing")


def _number(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else f'{noun}s'}"
