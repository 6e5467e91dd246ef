"""The study's variables as options of a command."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from qualcode import study as studies
from qualcode.actions.acting import project_folder

_GENERAL = ("--where", "--tag")


def generalised(args: list[str], options: Mapping[str, str | None]) -> list[str]:
    """The arguments with `--region VALUE` (or `--region=VALUE`) as `--where region=VALUE`, or `--tag` where the command has that.

    Only for variables that the study declares and that are no `options` of the command itself; everything after `--` stays. Raises
    QualcodeError when there is an option that only a study could explain, and no study that can be read.
    """
    general = next((option for option in _GENERAL if option in options), None)
    unknown = [arg for arg in args if arg.startswith("--") and arg.partition("=")[0] not in {"--help", *options}]
    if general is None or not unknown:
        return args
    known = declared(args)
    made: list[str] = []
    rest = iter(args)
    for arg in rest:
        name, equals, value = arg.removeprefix("--").partition("=")
        if arg == "--":
            return [*made, arg, *rest]
        if not arg.startswith("--") or name not in known or f"--{name}" in options:
            made.append(arg)
        elif equals:
            made += [general, f"{name}={value}"]
        else:
            given = next(rest, None)
            made += [arg] if given is None else [general, f"{name}={given}"]
    return made


def declared(args: list[str]) -> set[str]:
    """The names of the variables of the study that a command line is about. Raises QualcodeError when there is none that can be read."""
    said = next((Path(after) for arg, after in pairwise(args) if arg == "--project"), None)
    said = said or next((Path(arg.partition("=")[2]) for arg in args if arg.startswith("--project=")), None)
    return set(studies.read(project_folder(said)).variables)
