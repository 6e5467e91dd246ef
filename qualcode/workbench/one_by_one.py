"""Keys and pastes one after the other: each is done with before the next is looked at, however fast they come.

Over a slow line several keys come at once. Without this the letters that follow `/` would be taken for keys of the screen below the question,
which is not there yet, and keys after an answer would go to a question that is going.
"""

from __future__ import annotations

from collections import deque
from functools import partial

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input

_SOON_SECONDS = 0.002


class OneByOne(App[None]):
    """An application that takes one key at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._taking = False
        self._held = False

    async def on_event(self, event: events.Event) -> None:
        """Line up what is typed; all else is dealt with at once."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            if not self._taking:
                await self._take()
        else:
            await super().on_event(event)

    def hold(self, act: partial[None]) -> None:
        """Do something that takes a while once the screen is drawn; keys wait until it is done."""
        self._held = True
        self.call_after_refresh(self._release, act)

    def _release(self, act: partial[None]) -> None:
        try:
            act()
        finally:
            self._held = False

    async def _take(self) -> None:
        """Take the next key, when the screen that it is for is there."""
        self._taking = bool(self._typed) and bool(self.screen_stack)
        if not self._taking:
            return
        if self._held or not self._there():
            self.set_timer(_SOON_SECONDS, self._take)
            return
        target: Widget = self.focused or self.screen
        await super().on_event(self._typed.popleft())
        way: list[MessagePump] = list(target.ancestors_with_self)
        # What the transcript says of a key comes up one step behind. Enter in a line comes up unused, goes down as a binding, and up as an answer.
        self._follow([target, *way] if len(self.screen_stack) == 1 else way * 3)

    def _there(self) -> bool:
        """Whether the uppermost screen takes keys already."""
        return self.screen.is_mounted and (self.screen.focused is not None or not self.screen.query(Input))

    def _follow(self, route: list[MessagePump]) -> None:
        """Go the way that messages of a widget go, behind them, then take the next key; what is closing has nothing more to say."""
        while route:
            first, *route = route
            if first.call_later(self._follow, route):
                return
        self.call_later(self._take)
