"""How far coders agree on an attribute of codings, where they put the same code."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.agreed import OfAttribute
from qualcode.analysis._agreement import Compared, convention, intervals, labels, ordered, where
from qualcode.analysis._asked import ATTRIBUTE, Asked, code_names, columns_of, heading
from qualcode.analysis._cells import named as cell
from qualcode.analysis._rows import code_columns, title_by
from qualcode.analysis._saying import say
from qualcode.analysis._words import column
from qualcode.model import Attribute, Codebook, Study
from qualcode.table import Table


def attribute(found: Sequence[OfAttribute], declared: Attribute, book: Codebook, study: Study, *, asked: Asked, to: Compared) -> Table:
    """A row for all codes together and for each code that two coders gave to one unit, and each cell: percent and alpha of the values."""
    label = heading(ATTRIBUTE + declared.id, asked, study, book)
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
    every = say(words, "all codes")
    order = {"": -1} | {code.id: at for at, code in enumerate(book.codes)}
    rank = {key: at for at, key in enumerate(ordered({each.key for each in found}, book, asked, study))}
    rows = sorted((each for each in found if each.units or not each.code), key=lambda each: (order[each.code], rank[each.key]))
    bare = sorted({each.code for each in found} - {each.code for each in rows}, key=order.__getitem__)
    bare_text = "Codes that two of them put on a unit, but gave no {attribute} (no row): {codes}."
    return Table(
        title=title_by(asked, "Agreement on {attribute}", "Agreement on {attribute} by {by}", study, book, attribute=label),
        unit=to.noun,
        columns=(*head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures),
        rows=tuple(
            (
                each.code,
                names.get(each.code, every),
                *each.key,
                each.units,
                each.without,
                each.percent,
                each.alpha.value,
                each.alpha.ends,
            )
            for each in rows
        ),
        selection=asked.described(),
        notes=(
            *where(to, words),
            *_explained(declared, label, words),
            *intervals(to, [(f"{each.code or every} {cell(each.key, asked.by, asked)}".strip(), each.alpha) for each in rows], words),
            *([say(words, bare_text, attribute=label, codes=code_names(bare, book, asked))] if bare else []),
            convention(words),
        ),
        group_by=2,
    )


def _explained(declared: Attribute, label: str, words: str) -> list[str]:
    level = (
        "alpha: Krippendorff's, ordinal, in the declared order: 1 is agreement, 0 what chance would give; not defined where all gave one value."
        if declared.ordered
        else "alpha: Krippendorff's, nominal: 1 is agreement, 0 what chance would give; not defined where all gave one value."
    )
    return [
        say(
            words,
            "units with values: those on which two coders or more put the code and gave a value of {attribute}; without value: where fewer than"
            " two of them did. A coder with several codings of the code on one unit counts with the longest there.",
            attribute=label,
        ),
        say(words, level),
        say(words, "agree: pairs of coders who gave the same value, of all pairs."),
    ]
