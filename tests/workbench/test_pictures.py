"""The screen as a picture, at two sizes; looked at by people when it changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workbench.benches import Bench, at_work, picture

SCENES: dict[str, tuple[str, ...]] = {
    "reading": ("j",),
    "coded": ("j", "s", "s", "1", "plus", "w", "5", "j", "j", "tab", "a", "tab"),
    "reason": ("tab", "tab"),
    "letters": ("j", "1", "g"),
    "clauses": ("j", "1", "g", "b"),
    "searching": ("j", "s", "slash", "s", "e"),
    "attributes": ("j", "1", "t"),
    "codebook": ("j", "1", "i"),
    "code": ("j", "1", "i", "i"),
    "filtered": ("f", *"speaker:R1", "enter"),
    "help": ("question_mark",),
}
"""Keys that lead to what is seen, after suggestions were made."""


WIDE = ("coded", "reason", "letters", "clauses", "searching", "help")
"""Those that are looked at on a large screen too."""


@pytest.mark.parametrize(("scene", "size"), [*((scene, (80, 24)) for scene in SCENES), *((scene, (140, 40)) for scene in WIDE)])
def test_pictures(project: Path, scene: str, size: tuple[int, int]) -> None:
    """Run with QUALCODE_UPDATE=1 after a change of what is seen, and look at the pictures."""
    path = Path(__file__).parent / "pictures" / f"{scene}-{size[0]}x{size[1]}.svg"

    async def script(bench: Bench) -> None:
        await bench.press("A", "home", *SCENES[scene])
        drawn = picture(bench.app)
        if os.environ.get("QUALCODE_UPDATE"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(drawn, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == drawn

    at_work(project, script, transcript="fg1", size=size)
