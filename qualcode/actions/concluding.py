"""Findings: what the study says, on which codes and codings it rests, and what sessions say when it is put to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode import text as texts
from qualcode.actions import selecting, sheets
from qualcode.actions.asking import Question, asked_about
from qualcode.conclusions import VERDICTS, Verdict
from qualcode.errors import Problem, QualcodeError, unknown
from qualcode.model import Coder, Selection
from qualcode.store import codes, codings, findings, transcripts
from qualcode.store.changes import Change, change
from qualcode.store.database import Store
from qualcode.table import Table

FILE_NAME = "findings.csv"
"""What a folder of transcripts may hold besides: `findings import` reads it."""

_OWN_COLUMNS = ("finding", "codes", "transcript", "verdict", "note")
_TEXT = "text_"
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of a finding: its text by language, and the ids of the codes and codings that carry it."""

    text: Mapping[str, str] = field(default_factory=dict)
    codes: Sequence[str] = ()
    codings: Sequence[str] = ()


def add(store: Store, coder: Coder, id: str, said: Stated) -> None:
    """Enter a finding. Raises QualcodeError for an id that is taken, for no text, and for languages, codes and codings that are unknown."""
    _check_id(store, id)
    if not any(said.text.values()):
        raise QualcodeError(f"Finding {id} has no text.", f"Say it: --text {_first_language(store)}=TEXT")
    with change(store, f"findings add {id}", coder=coder.guid) as made:
        guid = findings.add(made, id)
        _say(made, guid, said.text)
        _link(made, guid, said, there=True)


def edit(store: Store, coder: Coder, id: str, text: Mapping[str, str]) -> bool:
    """Give a finding other words; an empty text takes a language away. False when it said so already."""
    finding = findings.get(store, id)
    if not any({**finding.text, **text}.values()):
        raise QualcodeError(f"Finding {id} would have no text.", "To take it away: qualcode findings remove")
    with change(store, f"findings edit {id}", coder=coder.guid) as made:
        return _say(made, finding.guid, text)


def link(store: Store, coder: Coder, id: str, said: Stated, *, there: bool = True) -> bool:
    """Say which codes and codings carry a finding, or (`there` False) no longer do. False when it was so already."""
    finding = findings.get(store, id)
    if not said.codes and not said.codings:
        raise QualcodeError("Nothing says what carries it.", "Give --code CODE or --coding ID; each may be repeated.")
    with change(store, f"findings link {id}", coder=coder.guid) as made:
        return _link(made, finding.guid, said, there=there)


def judge(store: Store, coder: Coder, id: str, transcript: str, said: str, *, side: Sequence[str] = (), note: str = "") -> bool:
    """Keep what a session, or those of it with these values of variables (NAME=VALUE), say of a finding. False when that stood there already.

    The verdict `none` takes away what stood there. Raises QualcodeError for what is unknown.
    """
    finding = findings.get(store, id)
    _, guid = transcripts.key(store, transcript)
    values = _side(store, selecting.single(side, "--where"))
    verdict = None if said == "none" else _verdict(said)
    with change(store, f"findings verdict {id} {transcript} {said}", coder=coder.guid) as made:
        return findings.judge(made, finding.guid, guid, values, verdict, note=texts.canonical(note)[0].strip())


def remove(store: Store, coder: Coder, id: str) -> None:
    """Take a finding away, with what is said of it; undo brings it back."""
    finding = findings.get(store, id)
    with change(store, f"findings remove {id}", coder=coder.guid) as made:
        made.set("finding", finding.guid, "present", 0)


def listing(store: Store, question: Question) -> Table:
    """Every finding, with what carries it and how many verdicts of each kind there are."""
    from qualcode.analysis.findings import findings as listed

    return listed(findings.all_of(store), asked=asked_about(store, question, Selection()))


def verdicts(store: Store, question: Question) -> Table:
    """Findings by the sessions (and their sides) that they were put to."""
    from qualcode.analysis.findings import verdicts as told

    return told(findings.all_of(store), store.study, asked=asked_about(store, question, Selection()))


def detail(store: Store, question: Question, id: str) -> list[Table]:
    """All there is to one finding: its words, its verdicts with their notes, and the codings that carry it."""
    from qualcode.analysis.findings import evidence, reasons, words

    finding = findings.get(store, id)
    asked = asked_about(store, question, Selection())
    quoted = [codings.find(store, guid) for guid in finding.codings]
    return [words(finding, asked=asked), reasons(finding, store.study, asked=asked), evidence(finding, quoted, asked=asked)]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import of findings did: how many are new, how many were changed, and how many verdicts came in or were changed."""

    new: int
    changed: int
    verdicts: int


def read_in(store: Store, coder: Coder, path: Path, *, dry_run: bool = False) -> Taken:
    """Take findings and verdicts from a CSV file at once: all of them, or none when any row cannot be understood.

    A row without a transcript says what a finding is: `finding`, `text_nl`, `text_fr` ..., and `codes` parted by spaces. A row with one is
    what that session says of it: `transcript`, `verdict`, `note`, and a column for each variable that says of whom. Raises QualcodeError with
    a Problem per row that is wrong.
    """
    sheet = sheets.read(path)
    rows = [(line, dict(zip(sheet.columns, map(str.strip, cells), strict=True))) for line, cells in sheet.rows]
    _check_columns(store, path, sheet.columns)
    known = {finding.id for finding in findings.all_of(store)}
    problems: list[Problem] = []
    new, changed, judged = set[str](), set[str](), 0
    with store.rehearsal() if dry_run else store.transaction():
        for stage in _stages(rows, known):
            with change(store, f"findings import {path.name}", coder=coder.guid) as made:
                for line, row in stage:
                    try:
                        if row.get("transcript"):
                            judged += _verdict_in(made, row)
                        elif _finding_in(made, row):
                            (changed if row["finding"] in known else new).add(row["finding"])
                    except QualcodeError as error:
                        problems.append(Problem(f"{path}:{line}", error.message, error.hint))
        if problems:
            raise QualcodeError(
                f"{path}: {len(problems)} of {len(rows)} rows cannot be understood; nothing was imported.",
                "Correct these rows and try again.",
                tuple(problems),
            )
    return Taken(len(new), len(changed), judged)


_Row = tuple[int, Mapping[str, str]]


def _stages(rows: Sequence[_Row], known: Collection[str]) -> list[list[_Row]]:
    """The rows in the order of the file, parted where a finding gets other words after its verdicts: each part is an event of its own.

    Of a finding that is there already only the last words of the file are taken, so that reading a file again changes nothing.
    """
    last = {row["finding"]: line for line, row in rows if not row.get("transcript")}
    stages: list[list[_Row]] = [[]]
    judged = set[str]()
    for line, row in rows:
        if row.get("transcript"):
            judged.add(row["finding"])
        elif row["finding"] in known and line != last[row["finding"]]:
            continue
        elif row["finding"] in judged:
            stages.append([])
            judged.clear()
        stages[-1].append((line, row))
    return stages


def _check_columns(store: Store, path: Path, columns: Sequence[str]) -> None:
    if "finding" not in columns:
        raise QualcodeError(f"{path} has no column `finding`.", "Its first line names the columns: finding,text_nl,text_fr,codes")
    languages = [_TEXT + language for language in _languages(store)]
    strange = [name for name in columns if name not in {*_OWN_COLUMNS, *languages, *store.study.variables}]
    if strange:
        known = ", ".join((*_OWN_COLUMNS, *(_TEXT + language for language in store.study.languages), *store.study.variables))
        raise QualcodeError(f"{path} has columns that are not known: {', '.join(strange)}", f"Known: {known}.")


def _finding_in(made: Change, row: Mapping[str, str]) -> bool:
    id = row["finding"]
    text = {name.removeprefix(_TEXT): value for name, value in row.items() if name.startswith(_TEXT) and value}
    there = id in {finding.id for finding in findings.all_of(made.store)}
    if not there:
        _check_id(made.store, id)
    if not text and not there:
        raise QualcodeError(f"finding {id} has no text.", "Fill in a column such as text_nl.")
    stray = [name for name in ("verdict", "note") if row.get(name)]
    if stray:
        raise QualcodeError(f"the row has a {stray[0]}, but no transcript.", "Say whose verdict it is.")
    guid = findings.guid_of(id) if there else findings.add(made, id)
    said = _say(made, guid, text)
    return _link(made, guid, Stated(codes=row.get("codes", "").split()), there=True) or said or not there


def _verdict_in(made: Change, row: Mapping[str, str]) -> bool:
    store = made.store
    finding = findings.get(store, row["finding"])
    _, guid = transcripts.key(store, row["transcript"])
    side = _side(store, {name: row[name] for name in store.study.variables if row.get(name)})
    return findings.judge(made, finding.guid, guid, side, _verdict(row.get("verdict", "")), note=row.get("note", ""))


def _check_id(store: Store, id: str) -> None:
    if not id or len(id) > _LONGEST_ID or not texts.slug(id) or any(letter.isspace() for letter in id):
        raise QualcodeError(
            f"{texts.beginning(id, _LONGEST_ID) or 'Nothing'} cannot be the id of a finding.",
            f"Take up to {_LONGEST_ID} letters and digits without spaces, as in: 7 or coordination",
        )
    if id in {finding.id for finding in findings.all_of(store)}:
        raise QualcodeError(f"There is a finding {id} already.", f"To give it other words: qualcode findings edit {id} --text ...")


def _languages(store: Store) -> set[str]:
    from qualcode.languages import tools

    return {*store.study.languages, *tools.known()}


def _first_language(store: Store) -> str:
    return next(iter(store.study.languages), "en")


def _say(made: Change, finding: str, text: Mapping[str, str]) -> bool:
    known = _languages(made.store)
    said = False
    for language, words in text.items():
        if language not in known:
            raise unknown("language", language, known)
        said |= findings.say(made, finding, language, texts.canonical(words)[0].strip())
    return said


def _link(made: Change, finding: str, said: Stated, *, there: bool) -> bool:
    store = made.store
    book = codes.book(store) if said.codes else None
    linked = [findings.link(made, finding, "code", codes.get(book, id).guid, there=there) for id in said.codes if book]
    linked += [findings.link(made, finding, "coding", codings.find(store, id).guid, there=there) for id in said.codings]
    return any(linked)


def _side(store: Store, said: Mapping[str, str]) -> dict[str, str]:
    return selecting.values(store.study, said)


def _verdict(said: str) -> Verdict:
    by_name: Mapping[str, Verdict] = {verdict.replace(" ", "-"): verdict for verdict in VERDICTS}
    name = said.strip().casefold().replace(" ", "-")
    if name not in by_name:
        raise unknown("verdict", said, by_name)
    return by_name[name]
