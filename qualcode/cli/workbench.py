"""The command code: the workbench."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.keyboard import at_terminal
from qualcode.cli.options import Acting
from qualcode.errors import QualcodeError


def code(
    acting: Acting,
    transcript: Annotated[str, typer.Argument(metavar="[TRANSCRIPT]", help="The transcript; else the one that you are at.")] = "",
    pin: Annotated[list[str], typer.Option("--pin", metavar="CODE", help="This code stands on a digit; repeat it for several.")] = [],
    alone: Annotated[bool, typer.Option("--alone", help="Do not show the codings of others.")] = False,
    read_only: Annotated[bool, typer.Option("--read-only", help="Open the project for reading.")] = False,
) -> None:
    """Code at the screen: read, code, decide on suggestions, look up the codebook, all by keys. ? shows them; what each does a command does too.

    Every coding is saved before it is shown; undo takes it back. Keys, pins and whether the codings of others are shown can be set in the
    configuration file, in the tables workbench and workbench.keys.

    Examples:
        qualcode code
        qualcode code fg1 --as anna
        qualcode code fg1 --pin coop.secrecy --pin value.need --alone
    """
    if not at_terminal():
        raise QualcodeError("The workbench needs a terminal.", "Code with: qualcode coding add; decide with: qualcode review --accept ID")
    from qualcode.workbench import opening

    opening.run(acting.project, acting.as_coder, transcript, pins=pin, alone=alone, read_only=read_only)
