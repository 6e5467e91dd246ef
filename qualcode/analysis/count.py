"""How often each code occurs: in how many groups, voiced by how many participants, over how many words."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis._asked import Asked
from qualcode.analysis._cells import places
from qualcode.analysis._rows import frequency_table, title_by
from qualcode.counts import Base, Tally
from qualcode.model import Codebook, Study
from qualcode.table import Table


def count(tallies: Sequence[Tally], bases: Sequence[Base], book: Codebook, *, asked: Asked, study: Study | None = None) -> Table:
    """The frequencies of the codes, in the order of the codebook, a parent before what stands under it.

    One row per code and cell of `asked.by` that is held; without dimensions one row per code. Groups are counted of the groups held,
    participants of those present, `rate` is words coded per 1,000 words of participants (the median of the groups). Codes without
    codings are named in a note and have no row, unless `asked.all_codes`. The study gives cells their order and labels. A warning says when
    cells differ in language.
    """
    cells = places(tallies, bases, book, asked, study, empty=False)
    return frequency_table(title_by(asked, "Codes", "Codes by {by}", study, book), tallies, cells, book, asked, study=study)
