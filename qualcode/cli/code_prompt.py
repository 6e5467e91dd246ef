"""Asking for a code at a terminal, by its id or some letters of it."""

from __future__ import annotations

from qualcode.cli.keyboard import Keyboard
from qualcode.cli.results import say
from qualcode.store import codes
from qualcode.store.database import Store
from qualcode.workbench import codesearch

_LISTED = 6  # codes named when several fit


def asked_code(store: Store, keys: Keyboard) -> str:
    """The id of a code that codings can have, asked for until it is one; empty when nothing was typed."""
    while said := keys.line("The code instead (its id, or some letters of it; nothing to skip): "):
        known = [code for code in codes.book(store).codes if code.codable and code.status != "retired"]
        found = codesearch.search(codesearch.entries(known), said)
        if said in found or len(found) == 1:
            return said if said in found else found[0]
        say(f"Several codes fit: {', '.join(found[:_LISTED])} ..." if found else f"No code fits {said}.")
    return ""
