"""The command demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.actions import demonstrating
from qualcode.actions.demonstrating import Shown
from qualcode.cli.options import Output
from qualcode.cli.results import progress, say, show


def demo(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="A new folder; if not said, here when the study lies here, else ./qualcode-demo."),
    ] = None,
    no_exports: Annotated[bool, typer.Option("--no-exports", help="Only make the project; count and write nothing.")] = False,
) -> None:
    """Show the whole way on an invented study: import, code, suggest, count, compare by region and sector, and write reports in every format.

    Examples:
        qualcode demo my-demo
        qualcode demo my-demo --no-exports
    """
    place = demonstrating.folder_for(folder)
    with progress("") as step:
        shown = demonstrating.run(place, say, step, exports=not no_exports)
    if not no_exports:
        _tell(shown)
    go = "" if shown.folder.resolve() == Path.cwd() else f"cd {shown.folder}, then "
    say(f"Next: {go}for example: qualcode search beroepsgeheim, or: qualcode review --as {demonstrating.CODER}")


def _tell(shown: Shown) -> None:
    show(shown.tables, Output())
    say(f"Written to {shown.folder / 'exports'}:")
    by_name: dict[str, list[str]] = {}
    for path in shown.written:
        by_name.setdefault(path.stem, []).append(path.suffix)
    for name, suffixes in by_name.items():
        say(f"  {name} {' '.join(suffixes)}")
