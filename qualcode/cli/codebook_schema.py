"""The command codebook schema: the form of codebook files, for editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode import files
from qualcode.cli.results import say
from qualcode.errors import QualcodeError


def codebook_schema(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it here, beside your codebooks; else to stdout.")
    ] = None,
) -> None:
    """The form of codebook files as a JSON Schema: editors that know YAML (VS Code, Vim, Kate ...) then complete names and underline what is wrong.

    A codebook is tied to it by its first line: # yaml-language-server: $schema=codebook.schema.json

    Examples:
        qualcode codebook schema -o codebooks/codebook.schema.json
    """
    from qualcode.codebook import schema

    if output is None:
        sys.stdout.write(schema.text())
        return
    if not output.parent.is_dir():
        raise QualcodeError(f"There is no folder {output.parent}.", "Make it first, or give another FILE after -o.")
    if output.is_dir():
        raise QualcodeError(f"{output} is a folder.", "Give the name of a file after -o, as in codebook.schema.json")
    try:
        files.put(output, schema.text())
    except OSError as error:
        raise QualcodeError(f"{output} cannot be written: {error.strerror}.", "Give another FILE after -o.") from error
    say(f"Written: {output}")
    say(f"Begin a codebook beside it with the line: # yaml-language-server: $schema={output.name}")
