"""Options of plain types, taken without Typer's pydantic adapters: loading pydantic would take a third of the time of a reading command."""

from __future__ import annotations

from typing import Any

from typer import core


class PlainOption(core.TyperOption):
    """An option whose value is passed on as it is when it is not given, a text or a list of texts; Typer does what is left."""

    def process_value(self, ctx: Any, value: Any) -> Any:
        """The value that the command gets."""
        kind = self.type_descriptor.annotation
        if kind == list[str]:
            value = list(value or ())
        elif value is not None and kind is not str:
            return super().process_value(ctx, value)
        return value if self.callback is None else self.callback(ctx, self, value)


def made_plain(parameters: list[Any]) -> list[Any]:
    """These parameters, the options of Typer among them that are not required taking the short way from now on."""
    for parameter in parameters:
        if type(parameter) is core.TyperOption and not parameter.required:
            parameter.__class__ = PlainOption
    return parameters
