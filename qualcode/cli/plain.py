"""Parameters of plain types, taken without Typer's pydantic adapters: loading pydantic would take a third of the time of a reading command."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer import core

_LISTS = {list[str]: str, list[Path]: Path}
_UNKNOWN = object()


def _made(parameter: Any, value: Any) -> Any:
    """What the command line says, as a value of the parameter's type; _UNKNOWN when Typer is needed to say what it is or what is wrong."""
    kind, info = parameter.type_descriptor.annotation, parameter.type_descriptor.parameter_info
    if parameter.required and parameter.value_is_missing(value):
        return _UNKNOWN
    if value is None:
        return [] if kind in _LISTS else None
    if info.parser or info.exists or info.writable or info.resolve_path:
        return _UNKNOWN
    if kind in _LISTS:
        return [_LISTS[kind](each) for each in value]
    if kind is str or kind is Path:
        return kind(value)
    if kind is int and str(value).isdecimal() and (info.min or 0) <= int(value) and info.max is None:
        return int(value)
    return value if get_origin(kind) is Literal and value in get_args(kind) else _UNKNOWN


class PlainOption(core.TyperOption):
    """An option, `--speaker R1`, whose value is made here when it is right and of a plain type; Typer does what is left, with its errors."""

    def process_value(self, ctx: Any, value: Any) -> Any:
        """The value that the command gets."""
        made = _made(self, value)
        if made is _UNKNOWN:
            return super().process_value(ctx, value)
        return made if self.callback is None else self.callback(ctx, self, made)

    def display_type_rich(self, ctx: Any) -> str | None:
        """What stands behind the option on the help page: nothing where it takes no value."""
        return "" if self.is_flag else super().display_type_rich(ctx)


class PlainArgument(core.TyperArgument):
    """An argument, `FILE`, taken as a PlainOption is."""

    def process_value(self, ctx: Any, value: Any) -> Any:
        """The value that the command gets."""
        made = _made(self, value)
        if made is _UNKNOWN:
            return super().process_value(ctx, value)
        return made if self.callback is None else self.callback(ctx, self, made)

    def display_type_rich(self, ctx: Any) -> str | None:
        """What stands behind the argument on the help page: nothing where its name says it."""
        return "" if self.metavar else super().display_type_rich(ctx)


def made_plain(parameters: list[Any]) -> list[Any]:
    """These parameters, the options and arguments that Typer made among them taking the short way from now on."""
    for parameter in parameters:
        if type(parameter) is core.TyperOption:
            parameter.__class__ = PlainOption
        elif type(parameter) is core.TyperArgument:
            parameter.__class__ = PlainArgument
    return parameters
