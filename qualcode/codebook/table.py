"""The codebook as a table, in the language of whoever reads it."""

from __future__ import annotations

from qualcode.errors import unknown
from qualcode.model import Code, Codebook, Texts, in_language
from qualcode.table import Cell, Column, Table


def as_table(book: Codebook, languages: tuple[str, ...], code: str | None = None) -> Table:
    """The codes in the order of the file, one a row; only `code` and those below it when it is given.

    `level` is 1 at the top. Texts are in the first of `languages` that has any, else in any language. Raises QualcodeError for a code
    that the codebook does not have.
    """
    if code is not None and book.code(code) is None:
        raise unknown("code", code, [each.id for each in book.codes])
    levels: dict[str, int] = {}
    shown: dict[str, bool] = {}
    rows = []
    for each in book.codes:
        levels[each.id] = levels.get(each.parent, 0) + 1
        shown[each.id] = code is None or each.id == code or shown.get(each.parent, False)
        if shown[each.id]:
            rows.append(_row(each, levels[each.id], languages))
    return Table(
        title=f"{book.id} {book.version}".strip(),
        unit="code",
        columns=(
            Column("code", "code", "code"),
            Column("level", "level", "count"),
            Column("parent", "parent", "code"),
            Column("label", "label", "text"),
            Column("definition", "definition", "text"),
            Column("include", "include", "text"),
            Column("exclude", "exclude", "text"),
            Column("keywords", "keywords", "text"),
            Column("status", "status", "text"),
            Column("since", "since", "text"),
        ),
        rows=tuple(rows),
        selection={"code": [code] if code is not None else []},
        notes=(_note(book),),
    )


def _row(code: Code, level: int, languages: tuple[str, ...]) -> tuple[Cell, ...]:
    def said(texts: Texts) -> str:
        return in_language(texts, languages)

    keywords = said({language: ", ".join(words) for language, words in code.keywords.items()})
    return (
        code.id,
        level,
        code.parent,
        said(code.label),
        said(code.definition),
        said(code.include),
        said(code.exclude),
        keywords,
        code.status,
        code.since,
    )


def _note(book: Codebook) -> str:
    codable = sum(code.codable and code.status != "retired" for code in book.codes)
    return f"{len(book.codes)} codes, {codable} of them for coding; languages: {', '.join(book.languages)}."
