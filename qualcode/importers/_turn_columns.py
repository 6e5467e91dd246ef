"""Which column of a table with a row per turn holds what, as its headings say it in Dutch, French or English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qualcode import study as studies
from qualcode.importers import _labels, _times
from qualcode.importers._answers import VARIABLES
from qualcode.importers._sheet import Sheet, heading, letters, wide
from qualcode.importers._turn_times import unit_of
from qualcode.model import ImportOptions
from qualcode.text import fold

_CALLED = {
    "speaker": """spreker, spreekster, wie, locuteur, locutrice, intervenant, intervenante, qui, speaker, who, stem, voix, voice,
        speaker name, speaker label, speaker id, naam spreker, nom du locuteur""",
    "name": """naam, nom, name, label, deelnemer, deelneemster, participant, participante, respondent, respondente, répondant, répondante,
        persoon, personne, person, code""",
    "text": """tekst, text, texte, uitspraak, uiting, inhoud, contenu, content, propos, parole, paroles, verbatim, discours, énoncé,
        utterance, sentence, zin, phrase, transcript, transcriptie, transcription""",
    "transcript": """bestand, bestandsnaam, file, filename, file name, fichier, document, sessie, session, interview, gesprek, entretien,
        conversation, focusgroep, focus group, groupe de discussion, opname, recording, enregistrement, transcript, transcriptie,
        transcription""",
    "start": """start, begin, début, tijd, temps, time, heure, start time, starttime, begintijd, starttijd, heure de début, tijdstip,
        timestamp, time stamp, timecode, time code, tijdcode, tc, van, from, onset, in""",
    "end": "end, einde, eind, fin, stop, end time, endtime, eindtijd, heure de fin, tot, to, until, offset, out",
    "language": "language, taal, langue, lang",
    "role": "role, rol, rôle",
}
OWN = frozenset("turn speaker role language start end words text time".split())
"""The columns of `transcripts show --format csv`: there `start` and `end` are places in the text, and `time` is in milliseconds."""
_MOSTLY = 0.8
_MAX_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a sheet hold. `head` is the row of the headings (None: there is none), `of` the column by what it holds.

    `units` are the units of time that headings say; `variables` are columns of variables, `counted` those that are counted anew, `others`
    those that nothing is known of. Only columns with any cell filled are named.
    """

    head: int | None
    titles: tuple[str, ...]
    of: Mapping[str, int]
    units: Mapping[str, str]
    variables: tuple[int, ...] = ()
    counted: tuple[int, ...] = ()
    others: tuple[int, ...] = ()

    def title(self, column: int) -> str:
        """What a column is called: its heading, else its letter."""
        return self.titles[column] or letters(column)


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for meaning, names in _CALLED.items():
        for name in names.split(","):
            key = fold(" ".join(name.split()))
            found[key] = (*found.get(key, ()), meaning)
    return found


def columns_of(sheet: Sheet, options: ImportOptions) -> Columns | None:
    """The columns of a sheet that has a row per turn; None for one whose rows are something else.

    Headings decide, or labels of speakers in every row where there are none; `options.speakers` being `table` makes rows turns, the kind
    written-interview makes them respondents.
    """
    forced = options.speakers == "table"
    head = sheet.header()
    if head is None or (options.kind == "written-interview" and not forced):
        return None
    width = max(map(len, sheet.rows))
    titles = tuple(" ".join(title.split()) for title in wide(sheet.rows[head], width))
    of = _assigned(titles)
    if "text" in of:
        named = "name" in of and (forced or "start" in of or _recurs(sheet, head, of["name"]))
        if "speaker" not in of and named:
            of["speaker"] = of["name"]
        if "speaker" in of or "start" in of:
            return _with_rest(sheet, head, titles, of, options)
    bare = _without_headings(sheet, width)
    if bare:
        return _with_rest(sheet, None, ("",) * width, bare, options)
    return _as_said(sheet, head, titles, of, options) if forced else None


def _assigned(titles: Sequence[str]) -> dict[str, int]:
    """The column for each meaning, the first that is called so. `transcript` is the text where no other column is."""
    found: dict[str, int] = {}
    meant = [_meanings().get(unit_of(heading(title))[0], ()) for title in titles]
    for column, meanings in enumerate(meant):
        if len(meanings) == 1:
            found.setdefault(meanings[0], column)
    for column, meanings in enumerate(meant):
        free = next((meaning for meaning in meanings if meaning not in found), None)
        if len(meanings) > 1 and free:
            found[free] = column
    return found


def _with_rest(sheet: Sheet, head: int | None, titles: tuple[str, ...], of: dict[str, int], options: ImportOptions) -> Columns:
    of = {meaning: column for meaning, column in of.items() if meaning != "name"}
    counted: tuple[int, ...] = ()
    units = {meaning: unit_of(heading(titles[column]))[1] for meaning, column in of.items() if meaning in ("start", "end")}
    keys = [heading(title) for title in titles]
    if set(keys) >= OWN:
        counted = tuple(keys.index(name) for name in ("turn", "start", "end", "words"))
        of = {meaning: column for meaning, column in of.items() if column not in counted} | {"start": keys.index("time")}
        units = {"start": "milliseconds"}
    begin = 0 if head is None else head + 1
    used = {column for row in sheet.rows[begin:] for column, cell in enumerate(row) if cell}
    rest = [column for column in sorted(used) if column not in {*of.values(), *counted}]
    variables = tuple(column for column in rest if titles[column] and studies.alike(titles[column], options.variables or VARIABLES))
    return Columns(head, titles, of, units, variables, counted, tuple(column for column in rest if column not in variables))


def _cells(sheet: Sheet, column: int, begin: int = 0) -> Iterator[str]:
    return (row[column] for row in sheet.rows[begin:] if column < len(row) and row[column])


def _recurs(sheet: Sheet, head: int, column: int) -> bool:
    return any(count > 1 for count in Counter(_cells(sheet, column, head + 1)).values())


def _without_headings(sheet: Sheet, width: int) -> dict[str, int] | None:
    """The columns of a sheet whose first row is a turn already: one has labels such as R1 in it, and they recur; the longest after it is text."""
    if not 2 <= width <= _MAX_COLUMNS:
        return None
    for column in range(width - 1):
        labels = [_labels.split(cell)[0] for cell in _cells(sheet, column)]
        counts = Counter(labels)
        known = [label for label in counts if _labels.looks(label) == _labels.KNOWN]
        if not labels or labels[0] not in known or sum(counts[label] for label in known) < _MOSTLY * len(labels):
            continue
        if any(counts[label] > 1 for label in known):
            found = {"speaker": column, "text": _longest(sheet, range(column + 1, width))}
            times = [each for each in range(width) if each not in found.values() and _is_time(sheet, each)]
            return found | dict(zip(("start", "end"), times, strict=False))
    return None


def _longest(sheet: Sheet, columns: Sequence[int]) -> int:
    return max(columns, key=lambda column: sum(map(len, _cells(sheet, column))))


def _is_time(sheet: Sheet, column: int) -> bool:
    times = [_times.alone(cell) is not None for cell in _cells(sheet, column)]
    return bool(times) and sum(times) >= _MOSTLY * len(times)


def _as_said(sheet: Sheet, head: int, titles: tuple[str, ...], of: dict[str, int], options: ImportOptions) -> Columns | None:
    """The columns of a sheet of which a person says that its rows are turns, whatever its headings: the first names speakers, the longest is text."""
    used = sorted({column for row in sheet.rows[head:] for column, cell in enumerate(row) if cell})
    if len(used) < 2:
        return None
    speaker = of.get("speaker", of.get("name", used[0]))
    text = of["text"] if of.get("text", speaker) != speaker else _longest(sheet, [column for column in used if column != speaker])
    plain = {meaning: column for meaning, column in of.items() if column not in (speaker, text)}
    headed = bool(of)
    return _with_rest(
        sheet, head if headed else None, titles if headed else ("",) * len(titles), plain | {"speaker": speaker, "text": text}, options
    )
