"""What is asked at the bottom of the screen: a line of words, a code by a few letters, one of several options."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from qualcode.model import in_language
from qualcode.text import visible
from qualcode.workbench.codesearch import CHOICES, entries, search, takes_digits
from qualcode.workbench.desk import Ask, Desk
from qualcode.workbench.likely import codes_for
from qualcode.workbench.pinning import codable
from qualcode.workbench.wrapping import cut

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_CSS = """
Prompt { background: $background 0%; align: left bottom; }
Prompt > Vertical { height: auto; max-height: 100%; width: 100%; background: $panel; }
Prompt Input, Prompt Input:focus { border: none; height: 1; padding: 0 1; background: $panel; }
Prompt Static { height: auto; padding: 0 1; }
"""


class Prompt(ModalScreen[str | None]):
    """Asks, and gives back the answer, or None when it was left with Esc."""

    DEFAULT_CSS = _CSS

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.ask = ask

    def title_line(self, more: str) -> Text:
        """The question, and which keys answer it."""
        text = Text(no_wrap=True, overflow="ellipsis").append(visible(self.ask.title), style="bold")
        text.append(f"   {more}", style="dim")
        return text


class LinePrompt(Prompt):
    """A line of words."""

    def compose(self) -> ComposeResult:
        """The question, and the line."""
        with Vertical():
            yield Static(self.title_line("Enter takes it, Esc leaves"), markup=False)
            yield Input(self.ask.text, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The answer."""
        self.dismiss(event.value)

    def on_key(self, event: events.Key) -> None:
        """Esc leaves."""
        if event.key == "escape":
            event.stop()
            self.dismiss(None)


class CodePrompt(Prompt):
    """A code, by a few letters."""

    def __init__(self, ask: Ask, desk: Desk) -> None:
        super().__init__(ask)
        self.desk = desk
        self._known = entries(code for code in desk.book.codes if codable(code) or ask.title == "Look up")
        self._likely = codes_for(desk)
        self._found: list[str] = []
        self._digits = ""
        self._said = ""
        self._first = 0
        self._at = 0

    def compose(self) -> ComposeResult:
        """The codes that fit above the line that is typed."""
        with Vertical():
            yield Static(id="codes", markup=False)
            yield Input(placeholder=self.ask.title)

    def on_mount(self) -> None:
        """All codes, the likeliest first."""
        self._look("")

    def on_resize(self) -> None:
        """As many as there is room for."""
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The codes that fit what is typed now; a digit takes the one that it stands before."""
        digit = event.value.removeprefix(self._said)
        if len(digit) == 1 and digit in self._digits and event.value == self._said + digit:
            chosen = self._first + self._digits.index(digit)
            if chosen < len(self._found):
                self.dismiss(self._found[chosen])
                return
        self._look(event.value)

    def _look(self, said: str) -> None:
        self._said = said
        self._found = search(self._known, said, self._likely, self.ask.later)
        self._digits = CHOICES if takes_digits(self._known, said) else ""
        self._at = 0
        self._show()

    def _show(self) -> None:
        height, width = self.app.size.height, self.app.size.width - 2
        room = max(1, min(len(CHOICES), height - 4))
        self._first = first = max(0, min(self._at - room + 1, self._at))
        text = self.title_line(f"{len(self._found)} codes   {'a digit or ' if self._digits else ''}Enter takes it, ↑↓, Esc leaves")
        for at, id in enumerate(self._found[first : first + room], first):
            code = self.desk.codes[id]
            text.append("\n")
            digit = self._digits[at - first] if self._digits else "›" if at == self._at else " "
            line = f"{digit} {id}  {in_language(code.label, self.desk.languages)}"
            text.append(cut(line, width), style="reverse" if at == self._at else "")
        if not self._found:
            text.append("\nNo code fits; Esc, then V proposes a new one.", style="italic")
        elif height > 12:
            code = self.desk.codes[self._found[self._at]]
            text.append("\n" + cut(in_language(code.definition, self.desk.languages), width), style="dim")
        self.query_one("#codes", Static).update(text)

    def on_input_submitted(self) -> None:
        """The code that is marked."""
        if self._found:
            self.dismiss(self._found[self._at])

    def on_key(self, event: events.Key) -> None:
        """The arrows mark another code, Esc leaves."""
        step = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1}.get(event.key, 0)
        if event.key == "escape":
            self.dismiss(None)
        elif step and self._found:
            self._at = (self._at + step) % len(self._found)
            self._show()
        else:
            return
        event.stop()
        event.prevent_default()


class ListPrompt(Prompt):
    """One of several options: by the letter of its row, or by the arrows and Enter."""

    def __init__(self, ask: Ask, at: int = 0) -> None:
        super().__init__(ask)
        self.at = max(0, min(at, len(ask.options) - 1))
        self._first = 0

    def compose(self) -> ComposeResult:
        """The question, and the options."""
        with Vertical():
            yield Static(id="options", markup=False)

    def on_mount(self) -> None:
        """The options."""
        self._show()

    def on_resize(self) -> None:
        """As many as there is room for."""
        self._show()

    def _show(self) -> None:
        options: Sequence[tuple[str, str]] = self.ask.options
        room = self._room()
        self._first = first = max(0, min(self.at - room // 2, len(options) - room))
        more = f"   {self.at + 1} of {len(options)}" if len(options) > room else ""
        text = self.title_line(f"a letter or Enter chooses, ↑↓, Esc ends{more}")
        for at in range(first, min(len(options), first + room)):
            letter = _LETTERS[at - first]
            line = cut(visible(f"{letter} {options[at][1]}"), self.app.size.width - 2)
            text.append("\n")
            text.append(line, style="reverse" if at == self.at else "")
        if not options:
            text.append("\nThere is nothing here.", style="italic")
        self.query_one("#options", Static).update(text)

    def _room(self) -> int:
        """How many options are seen; each has a letter."""
        return max(1, min(self.app.size.height - 3, len(_LETTERS)))

    def on_key(self, event: events.Key) -> None:
        """A letter chooses, arrows mark, Enter takes what is marked."""
        event.stop()
        event.prevent_default()
        number = len(self.ask.options)
        steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10, "home": -number, "end": number}
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter" and number:
            self.dismiss(self.ask.options[self.at][0])
        elif event.character and event.character in _LETTERS:
            chosen = self._first + _LETTERS.index(event.character)
            if chosen < number and chosen < self._first + self._room():
                self.dismiss(self.ask.options[chosen][0])
        elif event.key in steps and number:
            self.at = max(0, min(self.at + steps[event.key], number - 1))
            self._show()
