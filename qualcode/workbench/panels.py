"""The parts of the screen around the transcript, each drawn anew for its own size."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.widget import Widget

Drawn = Callable[[int, int], Text]
"""What a panel says at a width and height."""


class Panel(Widget):
    """Lines of text that depend on the room there is."""

    def __init__(self, drawn: Drawn, *, id: str) -> None:
        super().__init__(id=id)
        self._drawn = drawn

    def render(self) -> Text:
        """The lines."""
        width, height = self.content_size
        return self._drawn(width, height) if width and height else Text()
