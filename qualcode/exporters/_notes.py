"""What stands with the tables of a report, as plain text: for formats that hold data only."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.exporters._cells import cleaned
from qualcode.table import Picture, Report, Table
from qualcode.wording import colon, facts, word


def notes_text(report: Report) -> str:
    """Paragraphs; title, what is counted, notes and warnings of every table, and the words for every picture. Empty when there is nothing to say."""
    parts = []
    for section in cleaned(report).sections:
        for block in section.blocks:
            if isinstance(block, Table):
                parts.append("\n".join(_about(block, report.language)))
            elif isinstance(block, Picture):
                parts.append(f"{colon(word('figure', report.language), report.language)}{block.alt}")
            else:
                parts.append(block)
    return "\n\n".join(parts) + "\n" if parts else ""


def _about(table: Table, language: str) -> Iterator[str]:
    yield table.title
    for name, value in facts(table, language):
        yield colon(name, language) + value
    for note in table.notes:
        yield f"- {note}"
    for warning in table.warnings:
        yield f"! {colon(word('warning', language), language)}{warning}"
