"""The rows that `count` and `compare` share: one per code and cell, led by groups and participants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.analysis._asked import Asked, chosen_codes, code_label, code_names, columns_of, heading, of_codings
from qualcode.analysis._cells import Key, Place, held_dimensions, held_part, named
from qualcode.analysis._saying import first, say
from qualcode.analysis._statistics import wilson
from qualcode.analysis._words import column
from qualcode.counts import Base, Tally
from qualcode.model import UNSURE, Codebook, Study
from qualcode.saying import amount
from qualcode.table import Cell, Column, Kind, Table, without
from qualcode.wording import colon

_LISTED = 40
"""Up to so many cells and groups are named one by one in a note."""

_NAMED = 10
"""And so many transcripts in a warning."""


_COUNTED: tuple[tuple[str, Kind, str | None], ...] = (
    ("groups_k", "count", "groups_n"),
    ("groups_n", "count", None),
    ("participants_k", "count", "participants_n"),
    ("participants_n", "count", None),
    ("segments", "count", None),
    ("words", "count", None),
    ("rate", "rate", None),
    ("group_rates", "rates", None),
    ("top_share", "share", None),
    ("marker", "text", None),
)


_INTERVAL: tuple[str, Kind, str | None] = ("groups_interval", "interval", None)
"""Where intervals are asked for: that of the share of groups."""


def code_columns(language: str) -> tuple[Column, Column]:
    """The two columns that every table of codes begins with."""
    return column("code", "code", language=language), column("label", "text", language=language)


def counted_columns(name: str, language: str, *, word: str = "") -> tuple[Column, Column]:
    """How many (`name_k`), and of how many (`name_n`); `word` is whose words the second has, if not its own."""
    return column(f"{name}_k", "count", of=f"{name}_n", language=language), column(f"{name}_n", "count", language=language, word=word)


def voiced_columns(language: str) -> tuple[Column, ...]:
    """The columns of the groups and the participants that voice a code, with those held and present."""
    return *counted_columns("groups", language), *counted_columns("participants", language)


def frequency_table(
    title: str,
    tallies: Sequence[Tally],
    places: Sequence[Place],
    book: Codebook,
    asked: Asked,
    *,
    study: Study | None = None,
    notes: Sequence[str] = (),
    warnings: Sequence[str] = (),
) -> Table:
    """One row per code that is used (or every chosen one) and place. `rate` is words coded per 1,000 words of participants.

    Raises ValueError for a tally of a cell that is not among the places with a base: counts without denominators cannot be read.
    """
    _check(tallies, places)
    counted = {(tally.code, tally.key): tally for tally in tallies}
    used = {tally.code for tally in tallies if tally.segments}
    labels = {code.id: code_label(code, asked) for code in chosen_codes(book, asked)}
    unused = [id for id in labels if id not in used]
    foreign = sorted(used - {code.id for code in book.codes})
    shown = [id for id in labels if asked.all_codes or id in used] + foreign
    table = Table(
        title=title,
        unit="participant",
        columns=_columns(asked, study, book),
        rows=tuple(
            (id, labels.get(id, ""), *place.key, *_cells(place.base, counted.get((id, place.key)), asked))
            for id in shown
            for place in places
        ),
        layer=asked.layer,
        selection=asked.described(),
        notes=(
            *_explained(asked),
            *denominators(places, asked, rates=not asked.brief),
            *notes,
            *_unused(unused, book, asked),
            *coders_by_language(asked),
        ),
        warnings=(
            *_nothing(places, asked),
            *untagged(places, asked),
            *language_warnings(places, asked),
            *warnings,
            *_foreign(foreign, asked),
        ),
        group_by=2,
    )
    return without(table, {"group_rates"}) if asked.brief else table


def _columns(asked: Asked, study: Study | None, book: Codebook) -> tuple[Column, ...]:
    counted = (*_COUNTED[:2], _INTERVAL, *_COUNTED[2:]) if asked.intervals else _COUNTED
    figures = tuple(column(name, kind, of=of, language=asked.words) for name, kind, of in counted)
    head = code_columns(asked.words)
    return *head, *columns_of(asked.by, asked, study, book, beside=(each.name for each in (*head, *figures))), *figures


def _check(tallies: Sequence[Tally], places: Sequence[Place]) -> None:
    held = {place.key for place in places if place.base}
    for tally in tallies:
        if tally.key not in held:
            raise ValueError(f"{tally.code} is counted in {tally.key}, which has no base")


def _cells(base: Base | None, tally: Tally | None, asked: Asked) -> tuple[Cell, ...]:
    """The figures of a cell, with the interval of its groups where that was asked for."""
    figures = _figures(base, tally)
    if not asked.intervals:
        return figures
    return *figures[:2], wilson(tally.transcripts if tally else 0, base.transcripts) if base else None, *figures[2:]


def _figures(base: Base | None, tally: Tally | None) -> tuple[Cell, ...]:
    if base is None:
        return (0, 0, *[None] * 8)
    rates = group_rates(base, tally)
    rate = _median([rate for rate in rates if rate is not None])
    if tally is None:
        return (0, base.transcripts, 0, base.participants, 0, 0, rate, rates, None, "")
    voiced = sum(tally.shares)
    return (
        tally.transcripts,
        base.transcripts,
        tally.participants,
        base.participants,
        tally.segments,
        tally.words,
        rate,
        rates,
        max(tally.shares) / voiced if voiced else None,
        _marker(base, tally),
    )


def group_rates(base: Base, tally: Tally | None) -> tuple[float | None, ...]:
    """Words coded per 1,000 words of participants in each group, by id; None for a group whose participants say nothing."""
    coded = dict(tally.by_transcript) if tally else {}
    return tuple(1000 * coded.get(id, 0) / words if words else None for id, words in sorted(base.by_transcript))


def _median(numbers: Sequence[float]) -> float | None:
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _marker(base: Base, tally: Tally) -> str:
    """What a figure rests on; `one group` says nothing where only one group was held, and is left out there."""
    marks = [
        "one voice" if tally.participants == 1 else "",
        "one group" if tally.transcripts == 1 and base.transcripts > 1 else "",
    ]
    return ", ".join(mark for mark in marks if mark)


def _explained(asked: Asked) -> list[str]:
    words = asked.words
    present = (
        say(words, "groups: transcripts with the code, of those held. participants: those who voice the code, of those who speak in it.")
        if "language" in asked.by or asked.selection.languages
        else say(
            words,
            "groups: transcripts with the code, of those held. participants: those who voice the code, of those present, the silent ones too.",
        )
    )
    interval = say(words, "95 % interval (Wilson): of the share of groups, as if these were drawn from many; exploratory.")
    return [
        counted_in(asked),
        present,
        *([interval] if asked.intervals else []),
        say(words, "segments and words: stretches coded, and the words of participants in them."),
        say(words, "Stretches of one code that overlap count once; a code counts what stands under it too, once."),
        say(
            words,
            "per 1,000 words (rate): words coded per 1,000 words of participants, the median of the groups of the cell; without the code a group has 0.",
        ),
        say(words, "top speaker (top_share): the segments of the participant who has most of them, of the segments of all participants."),
        say(words, "marker: one voice = one participant only; one group = one group only, where the cell holds several."),
    ]


def counted_in(asked: Asked) -> str:
    """Whose codings a table counts, and whose words it leaves out."""
    return say(asked.words, "Counted in the layer {layer}. What moderators and observers say is left out everywhere.", layer=asked.layer)


def title_by(asked: Asked, title: str, title_by: str, study: Study | None = None, book: Codebook | None = None, **values: object) -> str:
    """A title in the language of the table: `title`, or `title_by` with the headings of the dimensions for `{by}` where there are any."""
    by = ", ".join(heading(name, asked, study, book) for name in asked.by)
    return say(asked.words, title_by, by=by, **values) if by else say(asked.words, title, **values)


def denominators(places: Sequence[Place], asked: Asked, *, rates: bool = True) -> list[str]:
    """What is held in each cell, and with `rates` in which order those of the groups stand."""
    held = {held_part(place.key, asked.by): place.base for place in places if place.base}
    groups = sum(len(base.by_transcript) for base in held.values())
    notes = []
    if max(len(held), groups) <= _LISTED:
        for key, base in held.items():
            ids = ", ".join(sorted(id for id, _ in base.by_transcript))
            listed = say(asked.words, " Rates of each group in this order: {ids}.", ids=ids) if rates else ""
            notes.append(f"{_start(key, asked)}{_size(base, asked)}.{listed}")
    elif held:
        notes += [say(asked.words, "of each group (group_rates): in the order of the ids of the groups.")] if rates else []
        if len(held) <= _LISTED:
            notes += [f"{_start(key, asked)}{_size(base, asked)}." for key, base in held.items()]
        else:
            words = [base.words for base in held.values()]
            text = "{number} cells with {low} to {high} words of participants each."
            notes.append(say(asked.words, text, number=len(held), low=min(words), high=max(words)))
    seen = Counter(id for base in held.values() for id, _ in base.by_transcript)
    if any(number > 1 for number in seen.values()):
        notes.append(say(asked.words, "A group can stand in several cells, so the groups of the cells do not add up to those held."))
    return notes


def _start(key: Key, asked: Asked) -> str:
    return colon(named(key, held_dimensions(asked.by), asked) if key else say(asked.words, "Held"), asked.words)


def _size(base: Base, asked: Asked) -> str:
    counts = ((base.transcripts, "group"), (base.participants, "participant"), (base.words, "word"))
    groups, participants, words = (amount(number, noun, asked.words) for number, noun in counts)
    return say(asked.words, "{groups}, {participants}, {words} of participants", groups=groups, participants=participants, words=words)


def _unused(unused: Sequence[str], book: Codebook, asked: Asked) -> list[str]:
    if not unused:
        return []
    without = say(asked.words, "rows of 0") if asked.all_codes else say(asked.words, "no row")
    text = "Codes that no participant's words are coded with here ({without}): {codes}."
    return [say(asked.words, text, without=without, codes=code_names(unused, book, asked))]


def _foreign(foreign: Sequence[str], asked: Asked) -> list[str]:
    return [say(asked.words, "Counted, but not in the codebook: {codes}.", codes=", ".join(foreign))] if foreign else []


def _nothing(places: Sequence[Place], asked: Asked) -> list[str]:
    if any(place.base for place in places):
        return []
    return [say(asked.words, "No group is held in this selection: there is nothing to count.")]


def language_warnings(places: Sequence[Place], asked: Asked, *, rates: bool = True) -> list[str]:
    """Said when the cells are not all in the same language, or the same mixture: words are no common measure then."""
    mixtures = {mixture(place, asked) for place in places if place.base} - {frozenset()}
    if len(mixtures) < 2:
        return []
    languages = ", ".join(sorted({str(language) for mixture in mixtures for language in mixture}))
    text = (
        "The cells differ in language ({languages}), and languages need different numbers of words for the same:"
        " ratios of rates between 0.9 and 1.1 show no difference. Read groups and participants first."
        if rates
        else "The cells differ in language ({languages}): what differs between them can come of the language, or of who coded it."
    )
    return [say(asked.words, text, languages=languages)]


def mixture(place: Place, asked: Asked) -> frozenset[str]:
    """The languages that are spoken in a cell: each that most of one of its transcripts is in."""
    spoken: set[str | None] = set()
    if "language" in asked.by:
        spoken = {place.key[asked.by.index("language")]}
    elif place.base:
        spoken = {asked.spoken.get(id) for id, _ in place.base.by_transcript}
    return frozenset(language for language in spoken if language and language != UNSURE)


def coders_by_language(asked: Asked) -> list[str]:
    """Who coded how much in which language, in one line: where coder and language go together, a difference may be either's."""
    per: dict[str, list[str]] = {}
    for coder, language, codings in asked.coders:
        per.setdefault(coder, []).append(f"{language} {codings}")
    listed = "; ".join(f"{colon(coder, asked.words)}{', '.join(parts)}" for coder, parts in per.items())
    return [say(asked.words, "Codings on turns by coder and language of the turn: {listed}.", listed=listed)] if per else []


def untagged(places: Sequence[Place], asked: Asked) -> list[str]:
    """Names the transcripts whose participants have no value of a dimension."""
    warnings = []
    for position, name in enumerate(asked.by):
        bases = [place.base for place in places if place.base and place.key[position] is None and not of_codings(name)]
        ids = sorted({id for base in bases for id, _ in base.by_transcript})
        if bases:
            text = "No {name} is known for participants of: {ids}."
            warnings.append(say(asked.words, text, name=name, ids=first(ids, _NAMED, asked.words)))
    return warnings
