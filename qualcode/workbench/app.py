"""The workbench as an application: it joins the state, the keys and what is drawn."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from qualcode.errors import QualcodeError
from qualcode.store.database import explained
from qualcode.workbench import around, choosing, moving
from qualcode.workbench.binding import bound
from qualcode.workbench.desk import Ask, Desk
from qualcode.workbench.keys import Act
from qualcode.workbench.one_by_one import OneByOne
from qualcode.workbench.panels import Panel
from qualcode.workbench.transcript import TranscriptView

_WATCH_SECONDS = 0.5
_LEARN_SECONDS = 0.05
_SIDE_FROM, _WIDE_FROM = 70, 120
"""The widths from which there is room for the side, and for a wide one."""
_FLAT_BELOW = 8
"""The height below which there is one line at the foot."""


class Workbench(OneByOne):
    """The coding screen."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    Screen { layout: vertical; overflow: hidden; }
    #head, #said, #keys { height: 1; width: 100%; }
    #head { background: $panel; }
    #middle { height: 1fr; }
    #side { height: 100%; width: 28; padding: 0 1; background: $panel; overflow: hidden; }
    .wide #side { width: 44; }
    .narrow #side { display: none; }
    .flat #said { display: none; }
    """

    def __init__(self, desk: Desk, keys: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.keymap: dict[str, Act] = bound(keys)
        self._error = False

    def compose(self) -> ComposeResult:
        """Head, transcript and side, foot."""
        yield Panel(lambda width, _: around.head(self.desk, width), id="head")
        with Horizontal(id="middle"):
            yield TranscriptView(self.desk)
            yield Panel(lambda width, height: around.side(self.desk, width, height), id="side")
        yield Panel(lambda width, _: around.said(self.desk, width, error=self._error), id="said")
        yield Panel(self._keys, id="keys")

    def _keys(self, width: int, _: int) -> Text:
        """The keys that fit the moment; on a flat screen what was said stands there."""
        if self.size.height < _FLAT_BELOW and self.desk.said:
            return around.said(self.desk, width, error=self._error)
        return around.fitting(self.desk, self.keymap, width)

    def on_mount(self) -> None:
        """Begin at the cursor, and watch for what others do."""
        self.transcript.focus()
        self.call_after_refresh(self.prepare)
        self.set_interval(_WATCH_SECONDS, self.watch_others)

    def prepare(self) -> None:
        """Read what the next coding needs, and show the codes that are likely by it."""
        from qualcode.workbench import helping, prompts

        del helping, prompts  # loaded, so that no key waits for them
        self.desk.prepare()
        self._learn()

    def _learn(self) -> None:
        """Learn from what is coded, a little at a time, so that no key waits for it."""
        if self.screen_stack and self.desk.learn():
            self.set_timer(_LEARN_SECONDS, self._learn)
        else:
            self.show()

    @property
    def transcript(self) -> TranscriptView:
        """The transcript's part of the screen."""
        return self.screen_stack[0].query_one(TranscriptView)

    def on_resize(self, event: events.Resize) -> None:
        """Another size has room for other things."""
        base = self.screen_stack[0]
        base.set_class(event.size.width < _SIDE_FROM, "narrow")
        base.set_class(event.size.width >= _WIDE_FROM, "wide")
        base.set_class(event.size.height < _FLAT_BELOW, "flat")
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draw what is now; nothing any more while the workbench is being left."""
        if not self.screen_stack:
            return
        self.transcript.follow()
        for panel in self.screen_stack[0].query(Panel):
            panel.refresh()

    # --- keys and mouse ---------------------------------------------------------------------------------------------------------------

    def on_transcript_view_pressed(self, event: TranscriptView.Pressed) -> None:
        """Do what the key stands for."""
        self.press_key(event.key)

    def press_key(self, key: str) -> None:
        """Do what a key stands for; while there are letters, letters pick sentences."""
        if self.desk.view.letters and (picked := choosing.by_letter(key)):
            self._do(picked)
            return
        act = self.keymap.get(key)
        if act is None:
            self._say(f"Nothing stands on {around.key_name(key)}; ? shows all keys.")
        elif act.do is not None:
            if act.writes and not self.desk.store.writable:
                self._say("This project is open for reading only.")
            elif act.slow:
                self._say(act.slow)
                self.hold(partial(self._do, act.do))
            else:
                self._do(act.do)
        else:
            self._own(act.name)

    def _own(self, name: str) -> None:
        """What the screen itself does."""
        if name == "quit":
            self.exit()
        elif name == "help":
            from qualcode.workbench.helping import HelpScreen

            self.push_screen(HelpScreen(self.keymap))
        elif name in ("page-down", "page-up"):
            self.transcript.page(1 if name == "page-down" else -1)
            self.desk.said = ""
            self.show()
        else:
            self._say("Letters do that, once g has put them before the sentences.")

    def _say(self, words: str) -> None:
        self.desk.said, self._error = words, True
        self.show()

    def _do(self, act: object) -> None:
        """Do an act on the desk, and ask what it asks. What cannot be done is said in the foot; nothing is half done."""
        self.desk.said, self._error = "", False
        ask: Ask | None = None
        try:
            with explained(self.desk.store.path):
                ask = act(self.desk)  # type: ignore[operator]
        except QualcodeError as error:
            self.desk.said, self._error = f"{error.message} {error.hint}", True
        self.show()
        if ask is not None:
            self.put_question(ask)

    def put_question(self, ask: Ask, at: int = 0) -> None:
        """Ask at the bottom of the screen, and do what the answer says."""
        from qualcode.workbench.prompts import CodePrompt, LinePrompt, ListPrompt, Prompt

        prompt: Prompt
        if ask.kind == "code":
            prompt = CodePrompt(ask, self.desk)
        elif ask.kind == "list":
            prompt = ListPrompt(ask, at)
        else:
            prompt = LinePrompt(ask)

        def answered(said: str | None) -> None:
            if said is not None:
                self._do(lambda _desk: ask.done(said))
            else:
                self.show()

        self.push_screen(prompt, answered)

    def on_transcript_view_chosen(self, event: TranscriptView.Chosen) -> None:
        """The mouse has chosen words, a coding or a turn."""
        if event.mark:
            mark = self.desk.document.mark(event.mark)
            if mark is not None:
                self._do(lambda desk: desk.select(mark.start, mark.end, mark.id))
        elif event.turn >= 0:
            self._do(lambda desk: desk.go(event.turn))
        else:
            self._do(lambda desk: moving.select(desk, event.start, event.end))

    def _fatal_error(self) -> None:
        """What nobody foresaw: Textual would print it with the words of the transcript that were at hand."""
        if os.environ.get("QUALCODE_DEBUG"):
            super()._fatal_error()
        else:
            self._close_messages_no_wait()

    # --- others -----------------------------------------------------------------------------------------------------------------------

    def watch_others(self) -> None:
        """Show what another window or command has changed."""
        try:
            with explained(self.desk.store.path):
                said = self.desk.said
                if not self.desk.look_again():
                    return
                self.desk.said = self.desk.said or said
        except QualcodeError as error:
            self.desk.said, self._error = f"{error.message} {error.hint}", True
        self.show()
