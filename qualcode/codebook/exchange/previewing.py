"""What would come in from files of other programs, as a table."""

from __future__ import annotations

from qualcode.model import Codebook
from qualcode.table import Column, Table
from qualcode.text import beginning

_SHORT = 60


def as_table(book: Codebook) -> Table:
    """The codes, one a row: the id that it gets, its level (1 at the top), label and beginning of the definition in each language."""
    levels: dict[str, int] = {}
    rows: list[tuple[str | int, ...]] = []
    for code in book.codes:
        levels[code.id] = levels.get(code.parent, 0) + 1
        texts = [
            text
            for language in book.languages
            for text in (code.label.get(language, ""), beginning(code.definition.get(language, ""), _SHORT))
        ]
        rows.append((code.id, levels[code.id], "code" if code.codable else "theme", *texts, code.colour))
    columns = [
        column
        for language in book.languages
        for column in (
            Column(f"label_{language}", f"label {language}", "text", language=language),
            Column(f"definition_{language}", f"definition {language}", "text", language=language),
        )
    ]
    head = (Column("code", "code", "code"), Column("level", "level", "count"), Column("kind", "kind", "text"))
    return Table(
        f"Would come in: {book.id} {book.version}".strip(), "code", (*head, *columns, Column("colour", "colour", "text")), tuple(rows)
    )
