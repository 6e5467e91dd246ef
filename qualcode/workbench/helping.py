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
from qualcode.workbench.keys import ACTS, Act, keys_of
from qualcode.workbench.wrapping import cells


def help_text(keymap: Mapping[str, Act], width: int) -> Text:
    """All keys by group, what each does, and the command that does the same."""
    text = Text("All keys. They can be changed in the configuration file; any key but the arrows closes this page.\n", style="dim")
    group = ""
    for act in ACTS:
        if act.name not in {one.name for one in keymap.values()}:
            continue
        if act.group != group:
            group = act.group
            text.append(f"\n{group}\n", style="bold underline")
        keys = " ".join(key_name(key) for key in keys_of(keymap, act.name))
        text.append(f"  {keys}{' ' * max(1, 16 - cells(keys))}", style="bold")
        text.append(act.what)
        if act.command:
            text.append(f"  [{act.command}]" if width > 60 else f"\n    [{act.command}]", style="dim")
        text.append("\n")
    return text


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
