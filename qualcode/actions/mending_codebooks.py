"""What of a codebook can be mended at once, mended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.actions import codebooks
from qualcode.actions.changing_codebooks import Outcome
from qualcode.actions.rewriting import rewritten
from qualcode.model import Coder
from qualcode.store.database import Store

if TYPE_CHECKING:
    from qualcode.codebook._source import Source
    from qualcode.codebook.findings import Finding


@dataclass(frozen=True)
class Mended:
    """What was mended, what became of the file, and what is left for a person."""

    mended: tuple[Finding, ...]
    outcome: Outcome
    left: tuple[Finding, ...]


def mend(store: Store | None, coder: Coder | None, path: Path, *, why: str = "", dry_run: bool = False) -> Mended:
    """Mend what needs nobody's judgement in a codebook file, and in the project when it is in use there."""
    from qualcode.codebook import mending
    from qualcode.codebook._source import Source as Read

    found: list[Finding] = []

    def make(source: Source) -> str:
        found[:] = [finding for finding in codebooks.findings(store, source, str(path)) if finding.mend is not None]
        return mending.mended(source, found, str(path)) if found else source.text

    outcome = rewritten(store, coder, path, "codebook check --fix", make, why=why, dry_run=dry_run)
    left = codebooks.findings(store, Read(outcome.new, str(path)), str(path))
    return Mended(tuple(found), outcome, tuple(left))
