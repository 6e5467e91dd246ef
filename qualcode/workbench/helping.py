"""The page of all keys."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from qualcode.workbench.around import key_name
from qualcode.workbench.binding import keys_of
from qualcode.workbench.keys import ACTS, Act
from qualcode.workbench.wrapping import cells


def help_text(keymap: Mapping[str, Act], width: int) -> Text:
    """All keys by group, what each does, and the command that does the same."""
    text = Text()
    text.append("All keys; each shows the command that does the same. They can be changed in the configuration file.\n", style="dim")
    text.append("Arrows scroll, any other key closes this page.\n", style="dim")
    group = ""
    told: set[str] = set()
    for act in ACTS:
        what = act.series or act.what
        keys = " ".join(
            key_name(key) for one in ACTS if one is act or (act.series and one.series == act.series) for key in keys_of(keymap, one.name)
        )
        if not keys or what in told:
            continue
        told.add(what)
        if act.group != group:
            group = act.group
            text.append(f"\n{group}\n", style="bold underline")
        text.append(f"  {keys}{' ' * max(1, _COLUMN - cells(keys))}", style="bold")
        text.append(what)
        if act.command:
            text.append(f"  [{act.command}]" if width > _ROOMY else f"\n{' ' * (_COLUMN + 2)}[{act.command}]", style="dim")
        text.append("\n")
    return text


_COLUMN = 20
_ROOMY = 100
"""The width from which a command stands on the line of its key."""


class HelpScreen(ModalScreen[None]):
    """Shows all keys."""

    DEFAULT_CSS = "HelpScreen { background: $background; } HelpScreen Static { height: auto; width: 100%; padding: 0 1; }"

    def __init__(self, keymap: Mapping[str, Act]) -> None:
        super().__init__()
        self.keymap = keymap

    def compose(self) -> ComposeResult:
        """A page that scrolls."""
        with VerticalScroll():
            yield Static(help_text(self.keymap, self.app.size.width), markup=False)

    def on_key(self, event: events.Key) -> None:
        """Arrows scroll, all else closes."""
        if event.key not in ("up", "down", "pageup", "pagedown", "home", "end"):
            event.stop()
            event.prevent_default()
            self.dismiss(None)
