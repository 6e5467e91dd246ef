"""The commands transcripts list, show, tag and remove; those that correct are in a module of their own."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.cli.correcting import say_of_turns, transcripts_correct, transcripts_diff, transcripts_edit
from qualcode.cli.options import Acting, Choice, Drawn, Output, Place, Without, question
from qualcode.cli.results import draw, reading, say, show, writing
from qualcode.errors import QualcodeError
from qualcode.model import Turn
from qualcode.store.database import Store
from qualcode.store.transcripts import Participant
from qualcode.table import Column, Table
from qualcode.text import noted

__all__ = (
    "transcripts_correct",
    "transcripts_diff",
    "transcripts_edit",
    "transcripts_list",
    "transcripts_remove",
    "transcripts_show",
    "transcripts_tag",
)


def transcripts_list(
    place: Place,
    choice: Annotated[Choice, Without("language", "code", "attribute")],
    output: Output,
    drawn: Drawn,
    design: Annotated[bool, typer.Option("--design", help="Planned against held, cell by cell.")] = False,
    languages: Annotated[bool, typer.Option("--languages", help="How much participants say in which language.")] = False,
) -> None:
    """The transcripts with what they are compared by, their turns, words and participants.

    Examples:
        qualcode transcripts list --region antwerp
        qualcode transcripts list --languages --format csv
        qualcode transcripts list --design --label-language en --chart design.svg
    """
    from qualcode.actions import asking

    if design and (languages or choice != Choice()):
        raise QualcodeError("The design is shown whole: it takes no selection.", "Leave --design out, or the rest.")
    with reading(place.project) as store:
        asked = question(choice, output)
        table = (asking.design if design else asking.languages if languages else asking.listing)(store, asked)
        draw(store, [table], output, drawn)
    show([table], output)
    if not table.rows and choice == Choice():
        say("Bring transcripts in with: qualcode import PATH")


def transcripts_show(
    place: Place,
    output: Output,
    transcript: Annotated[str, typer.Argument(metavar="ID", help="The transcript.")],
    turn: Annotated[str, typer.Option("--turn", metavar="N[-M]", help="Only these turns.")] = "",
    language: Annotated[list[str], typer.Option("--language", metavar="CODE", help="Only turns in this language; und is unsure.")] = [],
    only: Annotated[
        str, typer.Option("--filter", metavar="FILTER", help="Only turns that fit, as in the workbench: speaker:R3 code:- wacht")
    ] = "",
    speakers: Annotated[bool, typer.Option("--speakers", help="The speakers instead of the turns.")] = False,
    languages: Annotated[bool, typer.Option("--languages", help="How much each speaker says in which language.")] = False,
    original: Annotated[
        bool, typer.Option("--original", help="Where the file lies that it was read from, and those of its corrections.")
    ] = False,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, help="The turns as they were in this revision, if not the one in use.")
    ] = None,
) -> None:
    """A transcript, one row per turn.

    Examples:
        qualcode transcripts show fg1 --turn 12-20
        qualcode transcripts show fg1 --language und
        qualcode transcripts show fg1 --filter 'speaker:R3 code:- wacht'
        qualcode transcripts show fg1 --languages
        qualcode transcripts show fg1 --original
        qualcode transcripts show fg1 --revision 1
        qualcode transcripts show fg1 --format json -o fg1.json
    """
    from qualcode.store import transcripts

    if revision and (original or languages or speakers or only):
        raise QualcodeError(
            "--revision shows the turns of a revision, and nothing else is kept of old ones.", "Leave the other option out."
        )
    with reading(place.project) as store:
        if original:
            table = _original(store, transcript)
        elif languages:
            table = _languages(store, transcript, output)
        elif speakers:
            table = _speakers(transcript, transcripts.participants(store, transcript), transcripts.turns(store, transcript))
        else:
            first, last = _range(turn)
            said = [each for each in transcripts.turns(store, transcript, revision or 0) if first <= each.number <= last]
            said = [each for each in said if not language or each.language in language]
            if only:
                from qualcode.workbench.only import numbers

                fitting = numbers(store, transcript, only)
                said = [each for each in said if each.number in fitting]
            title = f"{transcript}, revision {revision}" if revision else transcript
            table = _turns(title, said, people=output.format in {"", "table"} and output.output is None)
    show([table], output)


def _languages(store: Store, transcript: str, output: Output) -> Table:
    from qualcode.actions import asking
    from qualcode.actions.selecting import Said
    from qualcode.store import transcripts

    transcripts.key(store, transcript)
    asked = asking.Question(Said(transcripts=(transcript,)), label_language=output.label_language)
    return asking.languages(store, asked, speakers=True)


def _original(store: Store, transcript: str) -> Table:
    from pathlib import Path

    from qualcode.actions import originals
    from qualcode.store import revisions, transcripts

    found = originals.originals(store, transcript, Path.cwd())
    part = transcripts.file_of(store, transcript)[2] + 1
    folder = store.folder
    paths = [str(one.path.relative_to(folder) if one.path.is_relative_to(folder) else one.path) if one.path else None for one in found]
    columns = ("transcript", "file", "state", "path", "sha256")
    notes = [_STATES[state] for state in dict.fromkeys(one.state for one in found)]
    if len(found) > 1:
        notes.append(f"Revision {revisions.current(store, transcript)} is in use.")
    return Table(
        title=f"The original of {transcript}" if len(found) == 1 else f"The originals of the revisions of {transcript}",
        unit="file" if len(found) == 1 else "revision",
        columns=(
            Column("revision", "revision", "number"),
            Column("command", "made by", "text"),
            *(Column(name, name, "text") for name in columns),
            Column("part", "part", "number"),
        ),
        rows=tuple(
            (one.revision, one.command, transcript, one.file_name or None, one.state, path, one.sha256 or None, part)
            for one, path in zip(found, paths, strict=True)
        ),
        notes=(*notes, "path: from the folder of the project. sha256: of the file as it was read; the program never changes it."),
    )


_STATES = {
    "there": "there: the file lies there as it was read.",
    "renamed": "renamed: the file that was read lies there under another name.",
    "changed": "changed: a file of this name lies there, with another content; if it is a corrected version: qualcode transcripts correct.",
    "missing": (
        "missing: the file that was read is not below transcripts/, nor in the project's folder or this one. "
        "The text in the project is whole."
    ),
    "typed": "typed: no file, the revision was made from the one before.",
}


def _range(said: str) -> tuple[int, int]:
    if not said:
        return 1, 10**9
    first, _, last = said.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal()) or int(first) > int(last or first):
        raise QualcodeError(f"{said} is not a turn or a range of turns.", "Give for example --turn 12 or --turn 12-20")
    return int(first), int(last or first)


def _turns(title: str, turns: list[Turn], *, people: bool) -> Table:
    """The turns; the offsets, which no reader wants, are left out for `people` at a terminal."""
    columns = (
        Column("turn", "turn", "number"),
        Column("speaker", "speaker", "text"),
        Column("role", "role", "text"),
        Column("language", "language", "text"),
        Column("start", "start", "number"),
        Column("end", "end", "number"),
        Column("words", "words", "count"),
        Column("text", "text", "text"),
        Column("time", "time", "number"),
    )
    rows = [(t.number, t.speaker, t.role, t.language, t.start, t.end, t.words, t.text, t.time_start) for t in turns]
    keep = [0, 1, 3, 7] if people else list(range(len(columns)))
    return Table(title, "turn", tuple(columns[at] for at in keep), tuple(tuple(row[at] for at in keep) for row in rows))


def _speakers(title: str, people: list[Participant], turns: list[Turn]) -> Table:
    counts = Counter({one.label: 0 for one in people})
    for turn in turns:
        counts[turn.speaker] += noted(turn.text)
    names = sorted({name for one in people for name in one.variables})
    columns = [Column("speaker", "speaker", "text"), Column("role", "role", "text"), Column("detail", "detail", "text")]
    columns += [Column(name, name, "text") for name in names]
    columns += [Column("turns", "turns", "count"), Column("words", "words", "count"), Column("notes", "notes", "count")]
    rows = [
        (one.label, one.role, one.detail, *(one.variables.get(name) for name in names), one.turns, one.words, counts[one.label])
        for one in people
    ]
    remark = "notes: what the transcriber noted, as [laughs], (silence) or XXX; its words are not counted."
    return Table(title, "speaker", tuple(columns), tuple(rows), notes=(remark,))


def transcripts_tag(
    acting: Acting,
    transcript: Annotated[list[str], typer.Argument(metavar="ID", help="The transcripts.")],
    tag: Annotated[
        list[str], typer.Option("--tag", metavar="NAME=VALUE", help="A variable; --region antwerp does the same; no value takes it away.")
    ] = [],
    speaker: Annotated[str, typer.Option("--speaker", metavar="LABEL", help="Tag this speaker, not the whole transcript.")] = "",
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="With --speaker: participant, moderator or observer.")] = "",
    turn: Annotated[
        str, typer.Option("--turn", metavar="N[-M]", help="Correct these turns: in which --language they are, or whose (--speaker).")
    ] = "",
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="With --turn: their language; und is unsure.")] = "",
) -> None:
    """Say by what transcripts (or one of their speakers) are compared. Labels in any language will do: --region Anvers.

    With --turn it corrects whose some turns are, or their language, as transcripts correct would.

    Examples:
        qualcode transcripts tag fg1 fg2 --region antwerp
        qualcode transcripts tag fg7 --speaker R2 --sector justice --role participant
        qualcode transcripts tag fg7 --region ''
        qualcode transcripts tag fg7 --turn 12-14 --language fr
        qualcode transcripts tag fg7 --turn 15 --speaker R4
    """
    if turn:
        if tag or role or not (language or speaker):
            raise QualcodeError(
                "Of turns their --language and their --speaker are said, and nothing else.", "Give for example --language fr"
            )
        say_of_turns(acting, transcript, _range(turn), language=language, speaker=speaker)
        return
    if language:
        raise QualcodeError("--language is of turns.", "Add --turn N or --turn N-M.")
    if role and not speaker:
        raise QualcodeError("--role needs a speaker.", "Add --speaker LABEL.")
    if not tag and not role:
        raise QualcodeError("Nothing to tag with was given.", "Give for example --region antwerp")
    _tag(acting, transcript, tag, speaker, role)


def _tag(acting: Acting, transcript: list[str], tag: list[str], speaker: str, role: str) -> None:
    from qualcode.actions.selecting import pairs, tags
    from qualcode.store import transcripts
    from qualcode.store.changes import change

    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        values = tags(store.study, pairs(tag, "--tag"))
        said = [*([f"--speaker {speaker}"] if speaker else []), *([f"--role {role}"] if role else [])]
        said += [f"--{name} {value or repr('')}" for name, value in values.items()]
        with change(store, " ".join(["transcripts tag", *transcript, *said]), coder=coder.guid) as made:
            for id in transcript:
                transcripts.tag(made, id, values, speaker=speaker)
                if role:
                    transcripts.set_role(made, id, speaker, role)
            new = not made.empty
    told = ", ".join([f"{name} {value or 'taken away'}" for name, value in values.items()] + ([f"role {role}"] if role else []))
    say(f"{'Tagged' if new else 'Tagged so already'}: {', '.join(transcript)}{f', {speaker}' if speaker else ''}: {told}")


def transcripts_remove(
    acting: Acting,
    transcript: Annotated[list[str], typer.Argument(metavar="ID", help="The transcripts.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the history.")] = "",
) -> None:
    """Take transcripts out of the project, with their codings. Undo brings them back as they were.

    Examples:
        qualcode transcripts remove fg3 --why "recorded without consent"
    """
    from qualcode.store import transcripts
    from qualcode.store.changes import change

    with writing(acting.project) as store:
        coder = actor(store, acting.as_coder)
        with change(store, f"transcripts remove {' '.join(transcript)}", coder=coder.guid, why=why) as made:
            codings = sum([transcripts.remove(made, id) for id in transcript])
    say(f"Removed: {', '.join(transcript)}, with {codings} {'coding' if codings == 1 else 'codings'}. Bring back with: qualcode undo")
