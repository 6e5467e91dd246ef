"""PDF files (.pdf) that have text in them: the text of the pages; what is beside it is listed, and pages that are pictures are refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from qualcode.errors import Problem, Unreadable
from qualcode.importers import _document
from qualcode.importers._lines import Grid, check_lines, many
from qualcode.importers.pdf.flow import Paragraphs, blocks, without_tables
from qualcode.importers.pdf.margins import Margins, page_numbers
from qualcode.importers.pdf.pages import Page, pages
from qualcode.importers.pdf.rows import leading, rows
from qualcode.model import ImportOptions, Reading, Source
from qualcode.opening.guard import short

_MEANINGLESS = 0.2
"""The share of letters without a meaning from which on a text is none."""


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of a PDF file. Raises Unreadable for what is damaged, locked or too large, and for pages that are pictures."""
    name = source.path.name
    found = pages(source)
    _check_text(name, found)
    margins = Margins([rows(page) for page in found])
    left = [row for page in margins.pages for row in page]
    check_lines(name, len(left))
    paragraphs = Paragraphs(leading(margins.pages))
    parts = list(blocks(left, paragraphs))
    problems = [*margins.problems, *_beside(found)]
    notes = (*margins.notes(), *_notes(found, paragraphs.broken))
    as_tables = _document.reading(name, parts, options, problems, notes)
    if options.speakers == "table" or not any(isinstance(part, Grid) for part in parts):
        return as_tables
    as_lines = _document.reading(name, without_tables(parts), options, problems, notes)
    return max(as_tables, as_lines, key=_turns)


def _turns(reading: Reading) -> int:
    """How many turns belong to speakers who speak more than once, as a heading does not."""
    counts = [Counter(turn.speaker for turn in draft.turns) for draft in reading.drafts if len(draft.participants) > 1]
    return sum(count for speakers in counts for count in speakers.values() if count > 1)


def _check_text(name: str, found: Sequence[Page]) -> None:
    letters = "".join(stretch.text for page in found for stretch in page.stretches)
    if not letters.strip():
        if any(page.pictures for page in found):
            raise Unreadable(
                f"{name} has no text: its pages are pictures, as from a scanner.",
                "Have its text recognised first, for example with: ocrmypdf -l nld+fra IN.pdf OUT.pdf",
            )
        raise Unreadable(f"{name} has no text.", "Is it the right file?")
    meaningless = sum(char == "\N{REPLACEMENT CHARACTER}" or char < " " or "\ue000" <= char <= "\uf8ff" for char in letters)
    if meaningless > _MEANINGLESS * len(letters):
        raise Unreadable(
            f"{name} does not say which letters its pictures of letters are.",
            "Have its text recognised, for example with: ocrmypdf --force-ocr -l nld+fra IN.pdf OUT.pdf",
        )


def _beside(found: Sequence[Page]) -> Iterable[Problem]:
    """What is on the pages besides text."""
    askew: defaultdict[str, list[int]] = defaultdict(list)
    for page in found:
        if page.askew:
            askew[page.askew].append(page.number)
    for words, numbers in askew.items():
        yield Problem(page_numbers(numbers), f"text that stands at an angle is left out: `{short(words)}`", _document.INTO_BODY)
    for page in found:
        where = page_numbers([page.number])
        for note in page.notes:
            yield Problem(where, f"a comment is not part of the text: `{short(note)}`")
        for value in page.fields:
            yield Problem(where, f"a form field is not part of the text: `{short(value)}`", _document.INTO_BODY)
    empty = [page.number for page in found if page.pictures and not page.stretches]
    pictured = [page.number for page in found if page.pictures and page.stretches]
    if empty:
        yield Problem(page_numbers(empty), "only pictures, and no text", "have the text recognised, if there is any")
    if pictured:
        number = sum(page.pictures for page in found if page.stretches)
        yield Problem(page_numbers(pictured), f"{many(number, 'picture')} left out")


def _notes(found: Sequence[Page], broken: int) -> Iterable[str]:
    words = sum(stretch.text.count(" ") + 1 for page in found for stretch in page.stretches)
    if sum(page.invisible for page in found) > words / 2:
        yield "The text was recognised in pictures of the pages (OCR): compare it with them."
    ligatures = sum(page.ligatures for page in found)
    if ligatures:
        yield f"Ligatures (fi, ff) written as letters: {ligatures}."
    if broken:
        yield f"Words that go on after a hyphen at the end of a line keep the hyphen: {broken}."
