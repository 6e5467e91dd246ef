"""The workbench at work on a project, driven by key events as a person's keyboard makes them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from qualcode.model import Coding, Selection
from qualcode.store import codings, database
from qualcode.workbench import opening
from qualcode.workbench.app import Workbench
from qualcode.workbench.desk import Desk

Script = Callable[["Bench"], Awaitable[None]]


@dataclass
class Bench:
    """An open workbench and what presses its keys."""

    app: Workbench
    pilot: Pilot[None]

    @property
    def desk(self) -> Desk:
        """Its state."""
        return self.app.desk

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; a text of several letters that is no key's name is typed."""
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type words."""
        await self.press(*("space" if char == " " else char for char in text))

    def screen(self) -> list[str]:
        """The rows that are seen."""
        return [row.rstrip() for row in rows(self.app)]

    def selected(self) -> str:
        """The words that are selected."""
        return self.desk.words_of(self.desk.cursor.start, self.desk.cursor.end)


def rows(app: Workbench) -> list[str]:
    """What the terminal shows, row by row."""
    width, height = app.size
    update = app.screen._compositor.render_strips()
    assert len(update) == height
    return ["".join(segment.text for segment in strip)[: width * 2] for strip in update]


def picture(app: Workbench) -> str:
    """The screen as SVG, in the fonts that there are: nothing is fetched to look at it."""
    drawn = app.export_screenshot(title="qualcode code", simplify=True)
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")


def at_work(
    folder: Path,
    script: Script,
    *,
    transcript: str = "",
    coder: str = "C1",
    size: tuple[int, int] = (100, 30),
    keys: Mapping[str, Sequence[str]] | None = None,
    **how: Any,
) -> None:
    """Open the workbench on a project, run a script on it, and leave."""

    async def go(desk: Desk, settings: Mapping[str, Sequence[str]]) -> None:
        app = Workbench(desk, keys or settings)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await script(Bench(app, pilot))

    with opening.desk(folder, coder, transcript, **how) as (desk, settings):
        asyncio.run(go(desk, settings.keys))


def held(folder: Path, coder: str = "C1") -> list[Coding]:
    """The codings of a coder that are on disk."""
    with database.opened(folder) as store:
        return [one for one in codings.all_of(store, Selection()) if one.coder == coder]
