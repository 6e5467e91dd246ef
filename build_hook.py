"""Puts the example study into the wheel: study.toml, codebooks/ and transcripts/ of the repository become qualcode/_study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StudyHook(BuildHookInterface[Any]):
    """Runs when a wheel is built, from the repository or from an sdist. An editable installation reads the repository itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Names each file of the study with its place in the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        study = [root / "study.toml", *sorted((root / "codebooks").glob("*.yaml")), *sorted((root / "transcripts").iterdir())]
        for path in study:
            # A name that begins with . or ~ is what an editor or office program left behind.
            if path.is_file() and not path.name.startswith((".", "~")):
                build_data["force_include"][str(path)] = f"qualcode/_study/{path.relative_to(root).as_posix()}"
