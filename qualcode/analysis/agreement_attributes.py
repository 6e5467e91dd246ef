"""How far coders agree on an attribute of codings, where they put the same code."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.agreed import OfAttribute
from qualcode.analysis._agreement import Compared, convention, intervals, labels, ordered, where
from qualcode.analysis._asked import ATTRIBUTE, Asked, columns_of, heading
from qualcode.analysis._rows import code_columns
from qualcode.analysis._words import column
from qualcode.model import Attribute, Codebook, Study
from qualcode.table import Table


def attribute(found: Sequence[OfAttribute], declared: Attribute, book: Codebook, study: Study, *, asked: Asked, to: Compared) -> Table:
    """A row for all codes together and for each code that two coders gave to one unit, and each cell: percent and alpha of the values."""
    named = heading(ATTRIBUTE + declared.id, asked, study, book)
    words = asked.words
    figures = (
        column("units", "count", language=words, word="units_valued"),
        column("without", "count", language=words),
        column("percent", "share", language=words),
        column("alpha", "number", language=words),
        column("alpha_interval", "interval", language=words),
    )
    head = code_columns(words)
    names = labels(book, asked)
    order = {"": -1} | {code.id: at for at, code in enumerate(book.codes)}
    rank = {key: at for at, key in enumerate(ordered({each.key for each in found}, book, asked, study))}
    rows = sorted((each for each in found if each.units or not each.code), key=lambda each: (order[each.code], rank[each.key]))
    bare = sorted({each.code for each in found} - {each.code for each in rows}, key=order.__getitem__)
    level = "ordinal, in the declared order" if declared.ordered else "nominal"
    return Table(
        title=f"Agreement on {named}" + (f" by {', '.join(heading(name, asked, study, book) for name in asked.by)}" if asked.by else ""),
        unit=to.noun,
        columns=(*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures),
        rows=tuple(
            (
                each.code,
                names.get(each.code, "all codes"),
                *each.key,
                each.units,
                each.without,
                each.percent,
                each.alpha.value,
                each.alpha.ends,
            )
            for each in rows
        ),
        selection=asked.selection.described(),
        notes=(
            *where(to),
            (
                f"units: units on which two coders or more put the code and gave a {named}; without value: fewer than two of them did. A coder with several codings"
                " of the code on one unit counts with the longest there."
            ),
            f"alpha: Krippendorff's, {level}: 1 is agreement, 0 what chance would give; not defined where all gave one value. agree: pairs with the same value.",
            *intervals(to, [(each.code or "all codes", each.alpha) for each in rows]),
            *([f"Codes that two of them put on a unit, but gave no {named} (no row): {', '.join(bare)}."] if bare else []),
            convention(),
        ),
        group_by=2,
    )
