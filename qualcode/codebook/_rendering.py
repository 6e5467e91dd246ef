"""Values as YAML: between braces on one line, or as lines of their own, in the style of the file they go to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from qualcode.codebook import tree
from qualcode.codebook._scalars import literal, scalar
from qualcode.codebook._source import Source, entry_of

Value = str | bool | list[str] | list["Fields"] | dict[str, "Value | None"]
Fields = dict[str, "Value | None"]
"""The entries of a map in order; None: it has no such entry."""

_FLOW = {"label": True, "definition": False, "include": True, "exclude": True, "examples": False, "keywords": False}
_FLOW_LISTS = {"examples": False, "keywords": True, "languages": True, "values": False}


@dataclass
class Style:
    """How a file writes its fields: between braces or on lines of their own, how far to the right, and whether it is JSON."""

    json: bool = False
    step: int = 2
    dash: int = 0
    flow: dict[str, bool] = field(default_factory=lambda: dict(_FLOW))
    lists: dict[str, bool] = field(default_factory=lambda: dict(_FLOW_LISTS))

    def braced(self, value: Value) -> str:
        """A value on one line."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return json.dumps(value, ensure_ascii=False) if self.json else scalar(value, flow=True)
        if isinstance(value, list):
            return f"[{', '.join(self.braced(item) for item in value)}]"
        return "{" + ", ".join(self.braced_entry(key, part) for key, part in value.items() if part is not None) + "}"

    def braced_entry(self, key: str, value: Value) -> str:
        """A key and its value on one line."""
        return f"{self.braced(key)}: {self.braced(value)}"

    def entry(self, key: str, value: Value, column: int, name: str = "") -> str:
        r"""A key and its value on lines of their own, those after the first with their indentation; `name` is the field that it is of."""
        name = name or key
        head = f"{scalar(key, flow=False)}:"
        if isinstance(value, str):
            return f"{head} {self.text(value, column)}"
        if isinstance(value, bool) or not value:
            return f"{head} {self.braced(value)}"
        inner = column + self.step
        if isinstance(value, list):
            if self.lists.get(name, True):
                return f"{head} {self.braced(value)}"
            return "\n".join([head, *(f"{' ' * inner}- {self.item(item, inner + 2)}" for item in value)])
        if self.flow.get(name, False) and not any(isinstance(part, str) and "\n" in part for part in value.values()):
            return f"{head} {self.braced(value)}"
        parts = [self.entry(part, below, inner, name if name in self.flow else part) for part, below in value.items() if below is not None]
        return "\n".join([head, *(" " * inner + part for part in parts)])

    def item(self, value: str | Fields, column: int) -> str:
        """What stands behind the dash of an item; its text begins at this column."""
        return self.text(value, column - self.step) if isinstance(value, str) else self.braced(value)

    def text(self, value: str, column: int) -> str:
        """A text, on lines of its own when it has several; `column` is where its key stands."""
        lines = literal(value, column + self.step) if "\n" in value else None
        return f"|\n{lines}" if lines is not None else scalar(value, flow=False)


def style_of(source: Source) -> Style:
    """The style of a file, by the first code that has each field; what no code shows is as in the starter codebook."""
    style = Style(source.json)
    unseen = set(_FLOW)
    for place in source.places.values():
        if not place.within.flow:
            listed = entry_of(place.node, "codes")
            if listed is not None and isinstance(listed.value, tree.Sequence) and not listed.value.flow:
                style.dash = listed.value.column - listed.key.column
        for name in list(unseen):
            found = entry_of(place.node, name)
            if found is not None and isinstance(found.value, tree.Mapping) and not place.node.flow:
                unseen.discard(name)
                _learn(style, name, found.key, found.value)
        if not unseen:
            break
    return style


def _learn(style: Style, name: str, key: tree.Scalar, value: tree.Mapping) -> None:
    style.flow[name] = value.flow
    if not value.flow:
        style.step = value.column - key.column
    first = value.entries[0].value if value.entries else None
    if isinstance(first, tree.Sequence):
        style.lists[name] = first.flow
