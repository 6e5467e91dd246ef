"""The commands codebook merge, resolve and git-driver."""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.keyboard import Keyboard, at_terminal, keyboard
from qualcode.cli.options import Acting, Output, Place
from qualcode.cli.results import reading, ready, say, show, writing
from qualcode.errors import QualcodeError, unknown
from qualcode.files import put

if TYPE_CHECKING:
    from rich.text import Text

    from qualcode.actions.merging_codebooks import Sides
    from qualcode.codebook._identity import Match
    from qualcode.codebook.conflicts import Conflict
    from qualcode.codebook.marks import Hunk
    from qualcode.codebook.matching import Likely
    from qualcode.codebook.merging_files import MergedFile


_MOST_PIECES = 4000
"""Words and blanks of two texts that are compared with each other; longer ones are shown as they are."""


@dataclass(frozen=True)
class Settling:
    """How conflicts and codes that look like one are settled, and where conflicts are listed."""

    resolve: Annotated[
        str | None,
        typer.Option(
            "--resolve", metavar="WHO", help="Settle conflicts: ours, theirs, base, or a table made by --report (.csv, .xlsx, .docx)."
        ),
    ] = None
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write the conflicts as a table (.csv, .xlsx, .html ...).")
    ] = None
    matches: Annotated[
        Path | None,
        typer.Option(
            "--matches", metavar="FILE", help="Codes that are the same: a table (.csv, .xlsx, .docx), a column for each version, ids below."
        ),
    ] = None
    interactive: Annotated[bool, typer.Option("--interactive", help="Ask about codes that look like one.")] = False


def codebook_merge(
    acting: Acting,
    files: Annotated[
        list[str], typer.Argument(metavar="[BASE] [OURS] THEIRS", help="Files, or REVISION:path of git; THEIRS alone: into this project.")
    ],
    settling: Settling,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the result here; else to stdout, or to the project's file.")
    ] = None,
    base: Annotated[str | None, typer.Option("--base", metavar="FILE", help="The version that all began with.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Merge any number of files at once; their order does not matter.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come out, and write nothing but the report.")] = False,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the history of the project.")] = "",
) -> int:
    """Merge codebooks that grew apart, by code, field and language. What both sides changed otherwise is a conflict: it is marked in the result, and the status is 1.

    Codes are known by GUID, then by id; those that only look like one are proposed, never joined unasked. Without a base whatever differs is a conflict. What comes into the project without conflicts is in use at once; undo takes it back.

    Examples:
        qualcode codebook merge theirs.yaml
        qualcode codebook merge base.yaml ours.yaml theirs.yaml -o merged.yaml
        qualcode codebook merge --all anna.yaml bram.yaml chloé.yaml --base base.yaml -o merged.yaml
    """
    from qualcode.actions import merging_codebooks as merging

    sides, project_file = _sides(acting, files, base, every=every)
    target = output or project_file
    _writable(target, settling.report)
    say(f"Base: {sides.ancestor}")
    matches = settling.matches
    same = merging.matches_in(matches) if matches else []
    same = [*same, *_proposed(sides, interactive=settling.interactive, known=matches is not None)]
    choice = merging.choice_of(settling.resolve, sides)
    found = merging.merged(sides, choice, same)
    _tell(sides, found)
    for key in merging.unused(choice, found):
        say(f"Not there any more, so nothing is settled by it: conflict {key} of {settling.resolve}")
    if settling.report is not None:
        _report(sides, found, settling.report)
    conflicts = len(found.merged.conflicts)
    if dry_run:
        target = None
    elif target is None:
        sys.stdout.buffer.write(found.text.encode())
    elif output is not None or conflicts or not _taken_in(acting, sides, found, files[0], why):
        put(target, found.text)
        say(f"Written: {target}")
        if output is None and not conflicts:
            say("Take it into use with: qualcode codebook load")
    return _left(conflicts, target)


def _left(conflicts: int, target: Path | None) -> int:
    """Says how many conflicts are left, and how they are settled; returns the status."""
    if conflicts:
        hint = f"qualcode codebook resolve {target}" if target is not None else "--resolve settles them"
        say(f"{conflicts} {'conflict is' if conflicts == 1 else 'conflicts are'} left: {hint}")
    return int(bool(conflicts))


def _taken_in(acting: Acting, sides: Sides, found: MergedFile, said: str, why: str) -> bool:
    """Make what came out the codebook of the project; False when its file was not in use as it was."""
    from qualcode.actions.acting import actor
    from qualcode.actions.merging_codebooks import into_project
    from qualcode.cli.codebook_changes import tell_done

    with writing(acting.project) as store:
        done = into_project(store, actor(store, acting.as_coder), sides, found, said, why=why)
    if done is not None:
        tell_done(done, f"Merged: {said}")
    return done is not None


def _writable(target: Path | None, report: Path | None) -> None:
    """Raises QualcodeError for what could not be written, before anything is merged."""
    if target is not None and not target.parent.is_dir():
        raise QualcodeError(f"There is no folder {target.parent}.", "Make it first, or give another FILE.")
    if report is not None:
        ready(Output(output=report))


def _sides(place: Place, files: list[str], base: str | None, *, every: bool) -> tuple[Sides, Path | None]:
    from qualcode.actions import codebooks
    from qualcode.actions import merging_codebooks as merging

    if every:
        if len(files) < 2:
            raise QualcodeError("There is nothing to merge.", "Give two files or more after --all.")
        return merging.of_files(files, base, every=True), None
    if len(files) == 1:
        with reading(place.project) as store:
            return merging.with_project(store, files[0], base), codebooks.path_of(store, None)
    if len(files) > 3 or (len(files) == 3 and base is not None):
        raise QualcodeError("Too many files.", "Give BASE OURS THEIRS, or any number of files after --all.")
    return merging.of_files(files, base, every=False), None


def _tell(sides: Sides, found: MergedFile) -> None:
    from qualcode.codebook.differences import differences

    kept = sides.versions.get(sides.onto, sides.base)
    for number, conflict in enumerate(found.merged.conflicts, 1):
        say(f"Conflict {number} of {len(found.merged.conflicts)}, {conflict.key}: {conflict.subject}: {conflict.kind}")
        _tell_texts(conflict, based=sides.base is not None)
    for conflict, choice in found.merged.settled:
        say(f"Settled by {choice}, {conflict.key}: {conflict.subject}: {conflict.kind}")
    asked = {conflict.code for conflict in found.merged.conflicts if conflict.kind == "same id"}
    for id, names, other in found.merged.renamed:
        if id not in asked:
            say(f"{id} of {' and '.join(names)} is {other} now: qualcode codebook rename gives it a better id.")
    if kept is not None:
        came = len(differences(kept.book, found.merged.book))
        say(f"{came} {'thing differs' if came == 1 else 'things differ'} from {sides.onto} now.")


def _tell_texts(conflict: Conflict, *, based: bool) -> None:
    texts = (*([("base", conflict.base)] if based else []), *conflict.texts)
    width = max(len(name) for name, _ in texts)
    for name, text in texts:
        say(f"  {name.ljust(width)}  {text or '(nothing)'}".replace("\n", " / "))


def _report(sides: Sides, found: MergedFile, path: Path) -> None:
    from qualcode.codebook.conflicts import as_table

    table = as_table(found.merged.conflicts, list(sides.versions), "Conflicts", based=sides.base is not None)
    show([table], Output(output=path))


# --- codes that look like one -------------------------------------------------------------------------------------------------------


def _proposed(sides: Sides, *, interactive: bool, known: bool) -> list[Match]:
    """The proposals that a person says yes to; without anybody to ask they are listed."""
    from qualcode.codebook._identity import proposals

    found = proposals(sides.base.book if sides.base else None, {name: side.book for name, side in sides.versions.items()})
    if interactive and found:
        if not at_terminal():
            raise QualcodeError("There is no terminal to ask at.", "Say which codes are the same with --matches FILE.csv.")
        with keyboard() as keys:
            return [(each.one, each.other) for each in found if _same(each, keys)]
    if found and not known:
        for each in found:
            say(f"These may be one code: {_said(each)}")
        say("They stay apart; say which are the same with --interactive, or with --matches FILE.csv.")
    return []


def _said(each: Likely) -> str:
    of = f"{each.field} in {each.language} alike to {each.score:.0f} %: {' | '.join(each.texts)}"
    return f"{each.one[1]} ({each.one[0]}) and {each.other[1]} ({each.other[0]}), {of}".replace("\n", " / ")


def _same(each: Likely, keys: Keyboard) -> bool:
    keys.forget()
    say(f"Are these one code? {_said(each)}\n[y] yes  [n] no, they stay apart")
    key = keys.wait()
    while key not in {"y", "n", "", "\x04"}:
        key = keys.wait()
    say(" yes" if key == "y" else " no")
    return key == "y"


# --- marks ----------------------------------------------------------------------------------------------------------------------------


def codebook_resolve(
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", readable=False, help="The codebook with conflicts marked in it.")],
    take: Annotated[str, typer.Option("--take", metavar="WHO", help="Settle all by one side, without asking: ours, theirs, base.")] = "",
) -> int:
    """Go through the conflicts marked in a codebook, one key at a time: o ours, t theirs, b base, space skip, q quit; of more than two sides their numbers. Each answer is saved at once.

    Examples:
        qualcode codebook resolve codebooks/themes.yaml
        qualcode codebook resolve codebooks/themes.yaml --take theirs
    """
    from qualcode.codebook import marks, reading

    text = reading.text_of(file)
    parts = marks.read_marks(text)
    groups = marks.linked(parts)
    if not groups:
        reading.parse(text, str(file))
        say("No conflicts are marked.")
        return 0
    left = _take_all(file, parts, groups, take) if take else _ask_all(file, parts, groups)
    if left:
        say(f"{left} {'conflict is' if left == 1 else 'conflicts are'} left in {file}.")
        return 1
    reading.read(file)
    say(f"All conflicts are settled in {file}.")
    return 0


def _take_all(file: Path, parts: list[str | Hunk], groups: list[list[int]], take: str) -> int:
    from qualcode.codebook import marks

    for group in groups:
        names = _names(parts, group)
        if take not in names:
            raise unknown("side", take, names)
        parts = marks.settled(parts, group, take)
    put(file, marks.unread(parts))
    return 0


def _names(parts: list[str | Hunk], group: list[int]) -> list[str]:
    from qualcode.codebook.conflicts import BASE

    hunk = parts[group[0]]
    assert not isinstance(hunk, str), "a group is of hunks"
    return [*(name for name, _ in hunk.sides), *([BASE] if hunk.base is not None else [])]


def _ask_all(file: Path, parts: list[str | Hunk], groups: list[list[int]]) -> int:
    """How many conflicts are left after asking about each."""
    from qualcode.codebook import marks

    if not at_terminal():
        raise QualcodeError(
            f"{len(groups)} conflicts wait, but there is no terminal to ask at.", "Settle them by one side with --take ours or theirs."
        )
    left = len(groups)
    with keyboard() as keys:
        for number, group in enumerate(groups, 1):
            names = _names(parts, group)
            known = _keys(names)
            keys.forget()
            _show(parts, group, known, f"{number} of {len(groups)}")
            key = keys.wait()
            while key not in {*known, " ", "s", "q", "\x1b", "\x04", ""}:
                key = keys.wait()
            say(f" {known.get(key, 'skip' if key in {' ', 's'} else 'quit')}")
            if key in {"q", "\x1b", "\x04", ""}:
                break
            if key in known:
                parts = marks.settled(parts, group, known[key])
                put(file, marks.unread(parts))
                left -= 1
    return left


def _keys(names: list[str]) -> dict[str, str]:
    """What a key stands for: the first letter of ours, theirs and base, else the number of the side."""
    if set(names) <= {"ours", "theirs", "base"}:
        return {name[0]: name for name in names}
    return {"b" if name == "base" else str(number): name for number, name in enumerate(names, 1)}


def _other(hunk: Hunk, name: str) -> str:
    """What a side is compared with: the base, or where nobody knows it the first of the others."""
    if hunk.base is not None:
        return hunk.base
    return next(text for other, text in hunk.sides if other != name)


def _beside(text: str, other: str) -> Text:
    """A text in which the words that the other has not are underlined."""
    from rich.text import Text

    if not text:
        return Text("(nothing)")
    old, new = (re.split(r"(\s+)", each) for each in (other, text))
    found = Text()
    if not other or len(old) + len(new) > _MOST_PIECES:
        return found.append(text)
    for what, _, _, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found.append("".join(new[start:end]), style=None if what == "equal" else "underline")
    return found


def _show(parts: list[str | Hunk], group: list[int], keys: dict[str, str], position: str) -> None:
    from rich.console import Console
    from rich.text import Text

    from qualcode.codebook import marks
    from qualcode.text import visible

    console = Console(stderr=True, highlight=False)
    console.rule(Text(f"{position}  {visible(marks.about(parts, group))}"))
    for key, name in keys.items():
        console.print(Text(f"[{key}] {visible(name)}", style="bold"))
        for number in group:
            hunk = parts[number]
            assert not isinstance(hunk, str), "a group is of hunks"
            console.print(_beside(visible(hunk.text(name)).rstrip("\n"), visible(_other(hunk, name)).rstrip("\n")))
            if label := marks.label_behind(parts, number):
                console.print(Text(visible(label), style="dim"))
    console.print(Text("[space] skip  [q] quit"), end=" ")


# --- git ------------------------------------------------------------------------------------------------------------------------------


def codebook_git_driver(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="%O of git: the common ancestor, empty when there is none.")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help="%A of git: our version; the result is written here.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="%B of git: their version.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="%P of git: the file's name.")] = "",
) -> int:
    """Merge a codebook for git, into OURS. Conflicts are marked, and the status is 1; files that are no codebooks are merged by lines.

    Tell git of it with: git config merge.qualcode.driver "qualcode codebook git-driver %O %A %B %P" and in .gitattributes: codebooks/*.yaml merge=qualcode

    Examples:
        qualcode codebook git-driver base.yaml ours.yaml theirs.yaml codebooks/themes.yaml
    """
    from qualcode.actions import merging_codebooks as merging
    from qualcode.codebook.conflicts import nobody

    name = path or str(ours)
    try:
        sides = merging.of_files([str(ours), str(theirs)], str(base) if base.stat().st_size else None, every=False)
        found = merging.merged(sides, nobody)
    except QualcodeError as error:
        say(f"{name} cannot be read as a codebook, so it is merged by lines.")
        sources = {str(base): "base", str(ours): "ours", str(theirs): "theirs"}
        for problem in error.problems[:1]:
            path, _, place = problem.where.partition(":")
            say(f"  {sources.get(path, path)}:{place}: {problem.message}")
        return int(not merging.by_lines(base, ours, theirs))
    for conflict in found.merged.conflicts:
        say(f"{name}: conflict: {conflict.subject}: {conflict.kind}")
    put(ours, found.text)
    if found.merged.conflicts:
        say(f"Settle them with: qualcode codebook resolve {name}")
    return int(bool(found.merged.conflicts))
