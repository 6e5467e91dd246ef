"""Tables for pictures, invented: of few codes and of forty with long labels, in Dutch and French."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.table import Cell, Column, Table

LONG = {
    "nl": "Samenwerkingsverbanden tussen justitiehuizen en ambulante hulpverlening, deel",
    "fr": "Collaboration entre les maisons de justice et l’aide ambulatoire spécialisée, partie",
}
"""The beginning of labels that are longer than a picture has room for."""

PLACES = ("Antwerpen-Linkeroever", "Brussel-Hoofdstad", "Charleroi", "Oost-Vlaanderen", "Luik en omstreken")


def ids(number: int) -> list[str]:
    """So many codes: every eighth is a theme."""
    theme = ""
    found = []
    for at in range(number):
        theme = f"t{at}" if at % 8 == 0 else theme
        found.append(theme if at % 8 == 0 else f"{theme}.c{at}")
    return found


def levels(number: int) -> dict[str, int]:
    """How deep these codes lie."""
    return {id: int("." in id) for id in ids(number)}


def label(at: int, language: str) -> str:
    """A label: short in English, long in Dutch and French."""
    return f"{LONG[language]} {at}" if language in LONG else f"Code {at}"


def frequencies(
    number: int = 3, cells: int = 2, language: str = "en", share: Callable[[int, int], int] = lambda at, cell: at + cell
) -> Table:
    """Codes by cells, as `compare` makes them: of 13 participants `share(code, cell)` voice each code, of 4 groups half as many."""
    columns = (
        Column("code", "code", "code"),
        Column("label", "label", "text"),
        Column(
            "region",
            "Arrondissement",
            "text",
            labels={f"r{cell}": PLACES[cell % 5] + (f" {cell}" if cells > 5 else "") for cell in range(cells)},
        ),
        Column("groups_k", "groups", "count", of="groups_n"),
        Column("groups_n", "groups held", "count"),
        Column("participants_k", "participants", "count", of="participants_n"),
        Column("participants_n", "participants present", "count"),
    )
    rows: list[tuple[Cell, ...]] = []
    for at, id in enumerate(ids(number)):
        for cell in range(cells):
            k = min(13, share(at, cell))
            rows.append((id, label(at, language), f"r{cell}", min(4, (k + 1) // 2), 4, k, 13))
    return Table(
        "Codes by Arrondissement", "participant", columns, tuple(rows), layer="anna", selection={"where": {"sector": ["care"]}}, group_by=2
    )
