"""The commands that change the codebook: add, edit, rename, move, join, split, retire and restore."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.actions.acting import actor
from qualcode.cli.keyboard import once_more
from qualcode.cli.options import Acting, Without
from qualcode.cli.results import reading, say, writing
from qualcode.errors import QualcodeError
from qualcode.text import visible

if TYPE_CHECKING:
    from qualcode.actions.changing_codebooks import Outcome
    from qualcode.actions.describing_codes import Said
    from qualcode.actions.joining_codes import Joined
    from qualcode.store.recoding import Recoded

_CODE = "The code"


@dataclass(frozen=True)
class Changing(Acting):
    """Who changes the codebook, why, and whether it is meant."""

    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the history.")] = ""
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change in the file, and change nothing.")] = False


@dataclass(frozen=True)
class Describing:
    """What a code says."""

    label: Annotated[
        list[str], typer.Option("--label", metavar="nl=TEXT", help="Its label in a language; repeat it.", rich_help_panel=_CODE)
    ] = field(default_factory=list)
    definition: Annotated[list[str], typer.Option("--definition", metavar="nl=TEXT", help="What belongs to it.", rich_help_panel=_CODE)] = (
        field(default_factory=list)
    )
    include: Annotated[
        list[str], typer.Option("--include", metavar="nl=TEXT", help="What is coded with it too.", rich_help_panel=_CODE)
    ] = field(default_factory=list)
    exclude: Annotated[
        list[str],
        typer.Option("--exclude", metavar="nl=TEXT", help="What is not, and where that goes (→ other.code).", rich_help_panel=_CODE),
    ] = field(default_factory=list)
    example: Annotated[
        list[str], typer.Option("--example", metavar="nl=TEXT", help="Words that were said; repeat it.", rich_help_panel=_CODE)
    ] = field(default_factory=list)
    keyword: Annotated[
        list[str],
        typer.Option("--keyword", metavar="nl=TEXT", help="A word that points to it (zwijg* for its forms).", rich_help_panel=_CODE),
    ] = field(default_factory=list)
    drop_example: Annotated[
        list[str], typer.Option("--drop-example", metavar="nl=TEXT", help="An example to be taken out.", rich_help_panel=_CODE)
    ] = field(default_factory=list)
    drop_keyword: Annotated[
        list[str], typer.Option("--drop-keyword", metavar="nl=TEXT", help="A keyword to be taken out.", rich_help_panel=_CODE)
    ] = field(default_factory=list)
    colour: Annotated[
        str | None, typer.Option("--colour", metavar="#RRGGBB", help="Its colour; empty for none.", rich_help_panel=_CODE)
    ] = None
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="active, proposed or retired.", rich_help_panel=_CODE)
    ] = None
    theme: Annotated[
        bool | None, typer.Option("--theme/--no-theme", help="It holds other codes and is not put on text.", rich_help_panel=_CODE)
    ] = None

    def said(self) -> Said:
        """What is said, for the action."""
        from qualcode.actions.describing_codes import Said

        return Said(
            label=tuple(self.label),
            definition=tuple(self.definition),
            include=tuple(self.include),
            exclude=tuple(self.exclude),
            example=tuple(self.example),
            keyword=tuple(self.keyword),
            drop_example=tuple(self.drop_example),
            drop_keyword=tuple(self.drop_keyword),
            colour=self.colour,
            status=self.status,
            codable=None if self.theme is None else not self.theme,
        )


_Under = Annotated[str, typer.Option("--under", metavar="CODE", help="The code that it stands under.")]
_After = Annotated[str, typer.Option("--after", metavar="CODE", help="Behind this code.")]
_Before = Annotated[str, typer.Option("--before", metavar="CODE", help="Before this code.")]
_Id = Annotated[str, typer.Argument(metavar="CODE", help="The code.")]


def codebook_add(
    changing: Changing,
    describing: Annotated[Describing, Without("drop_example", "drop_keyword")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="The id of the new code: a short name, the same in every language.")],
    under: _Under = "",
    after: _After = "",
    before: _Before = "",
) -> None:
    """Add a code to the codebook: at the end of those under --under, or at the top. Its GUID is made now and kept; `since` says in which version it came.

    As all changes it is in the file and in the project at once, touches only its own lines, and undo takes it back. The first code of a study
    without a codebook begins the file that study.toml names.

    Examples:
        qualcode codebook add coop.trust --under coop --label nl=Vertrouwen --label "fr=Confiance" --keyword nl=vertrouwen
        qualcode codebook add money --theme --label nl=Geld --label fr=Argent --why "came up in Charleroi"
    """
    from qualcode.actions import changing_codebooks as actions
    from qualcode.actions import codebooks

    with writing(changing.project) as store:
        coder = actor(store, changing.as_coder)
        begun = "" if changing.dry_run else codebooks.begin(store, coder)
        if begun:
            say(f"Begun: {begun}")
        place = {"under": under, "after": after, "before": before}
        done = actions.add(store, coder, code, describing.said(), **place, why=changing.why, dry_run=changing.dry_run)
    tell(changing, done, f"Added: {code}")


def codebook_edit(changing: Changing, describing: Describing, code: _Id) -> None:
    """Change what a code says: with options, or without them its lines of the file in an editor ($VISUAL or $EDITOR).

    An empty text takes away the one that is there; --keyword and --example add to the list. Another id in the editor renames the code. If
    what you save cannot be taken, you can go on in the editor, or leave: then nothing changes, and your text is kept.

    Examples:
        qualcode codebook edit coop.secrecy --definition "fr=Ce que l'on tait, et à qui." --why "asked for in Brussels"
        qualcode codebook edit coop.secrecy --keyword nl=geheim* --drop-keyword nl=zwijgplicht
        qualcode codebook edit coop.secrecy
    """
    from qualcode.actions import changing_codebooks as actions

    said = describing.said()
    if said.empty:
        _in_editor(changing, code)
        return
    with writing(changing.project) as store:
        done = actions.edit(store, actor(store, changing.as_coder), code, said, why=changing.why, dry_run=changing.dry_run)
    tell(changing, done, f"Changed: {code}")


def _in_editor(changing: Changing, code: str) -> None:
    from qualcode.actions import changing_codebooks as actions
    from qualcode.actions import editing
    from qualcode.text import slug

    with reading(changing.project) as store:
        actor(store, changing.as_coder)
        shown = actions.shown(store, code)
    name = slug(code) or "code"

    def take(text: str) -> Outcome | None:
        if text == shown.text:
            say(f"Nothing was changed in the editor; {code} stays as it is.")
            return None
        with writing(changing.project) as store:
            coder = actor(store, changing.as_coder)
            return actions.edited(store, coder, shown, text, where=f"{name}.yaml", why=changing.why, dry_run=changing.dry_run)

    done = editing.edited(name, shown.text, take, ".yaml", once_more)
    if done is not None:
        tell(changing, done, f"Changed: {code}")


def codebook_rename(
    changing: Changing,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The code.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id.")],
) -> None:
    """Give a code another id. Its GUID stays, and with it codings, suggestions and decisions; references to it (→ old) lead to the new id.

    Examples:
        qualcode codebook rename coop.secrecy coop.confidentiality --why "the word of the law"
    """
    from qualcode.actions import changing_codebooks as actions

    with writing(changing.project) as store:
        done = actions.rename(store, actor(store, changing.as_coder), old, new, why=changing.why, dry_run=changing.dry_run)
    tell(changing, done, f"Renamed: {old} is {new} now")


def codebook_move(
    changing: Changing,
    code: _Id,
    under: _Under = "",
    top: Annotated[bool, typer.Option("--top", help="Under no other code.")] = False,
    after: _After = "",
    before: _Before = "",
) -> None:
    """Put a code, with those below it, elsewhere: under another one, at the top, before or behind another.

    Examples:
        qualcode codebook move coop.secrecy --under justice
        qualcode codebook move coop.secrecy --before coop.linking --why "the first that they speak of"
    """
    from qualcode.actions import changing_codebooks as actions

    with writing(changing.project) as store:
        coder = actor(store, changing.as_coder)
        place = {"under": under, "after": after, "before": before}
        done = actions.move(store, coder, code, top=top, **place, why=changing.why, dry_run=changing.dry_run)
    parent = next(each.parent for each in done.after.codes if each.id == code)
    tell(changing, done, f"Moved: {code}, {f'under {parent}' if parent else 'at the top'}")


def codebook_retire(changing: Changing, code: _Id) -> None:
    """Take a code out of use: nobody can put it on text any more. It keeps its codings, which count as before.

    Examples:
        qualcode codebook retire coop.secrecy --why "nobody could tell it from coop.legal"
    """
    from qualcode.actions import changing_codebooks as actions

    with writing(changing.project) as store:
        done = actions.retire(store, actor(store, changing.as_coder), code, why=changing.why, dry_run=changing.dry_run)
    tell(changing, done, f"Retired: {code}")


def codebook_restore(changing: Changing, code: _Id) -> None:
    """Take a retired code into use again.

    Examples:
        qualcode codebook restore coop.secrecy
    """
    from qualcode.actions import changing_codebooks as actions

    with writing(changing.project) as store:
        done = actions.restore(store, actor(store, changing.as_coder), code, why=changing.why, dry_run=changing.dry_run)
    tell(changing, done, f"In use again: {code}")


def codebook_join(
    changing: Changing,
    describing: Annotated[Describing, Without("drop_example", "drop_keyword")],
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="The codes that become one.")],
    into: Annotated[list[str], typer.Option("--into", metavar="CODE", help="That one: one of them, another, or a new one.")],
    under: _Under = "",
) -> None:
    """Make one code of several. Codings of all coders get it in the place of the old codes, which are retired; coding list says what each was.

    It takes over their keywords, examples, and the codes below them. Where a coder had several of the codes on the same words, one coding
    with all notes comes. A new code is described as by codebook add.

    Examples:
        qualcode codebook join coop.secrecy coop.legal --into coop.secrecy --dry-run
        qualcode codebook join coop.secrecy coop.legal --into coop.silence --label nl=Zwijgen --label fr=Silence --why "one theme in all groups"
    """
    from qualcode.actions import joining_codes as actions

    target = _single(into)
    with writing(changing.project) as store:
        coder = actor(store, changing.as_coder)
        done = actions.join(store, coder, codes, target, describing.said(), under=under, why=changing.why, dry_run=changing.dry_run)
    tell(changing, done.outcome, f"Joined: {', '.join(done.by_code)} into {target}")
    _tell_codings(changing, done, target)


def _single(into: Sequence[str]) -> str:
    if len(into) != 1:
        raise QualcodeError("Codes are joined into one.", "Give --into once; several codes are made of one by: qualcode codebook split")
    return into[0]


def _tell_codings(changing: Changing, done: Joined, target: str) -> None:
    would = "would get" if changing.dry_run else "got"
    listed = ", ".join(f"{number} of {code}" for code, number in done.by_code.items() if number)
    say(f"Codings that {would} {target}: {listed or 'none'}.")
    _tell_recoded(done.codings)
    if done.suggestions or done.decisions:
        say(
            f"Suggestions that {'would go' if changing.dry_run else 'went'} along: {done.suggestions}; decisions on them: {done.decisions}."
        )


def _tell_recoded(done: Recoded) -> None:
    if done.joined:
        say(
            f"On the same words of one coder: {done.joined} {'coding' if done.joined == 1 else 'codings'} in the place of several, with all notes."
        )
    if done.apart:
        ids = ", ".join(guid[-8:] for guid in done.apart)
        say(f"On the same words, but with other attributes, so they stay apart: {ids}")


def codebook_split(
    changing: Changing,
    describing: Annotated[Describing, Without("drop_example", "drop_keyword", "colour", "status", "theme")],
    code: _Id,
    into: Annotated[list[str], typer.Option("--into", metavar="CODE", help="A code that comes in its place; repeat it.")],
) -> None:
    """Make several codes of one. It is retired, unless it is one of them, and each coder goes through own codings of it: qualcode review --kind split.

    Until that is done codings count with the old code. New codes are described by options that name them: --label CODE:nl=TEXT

    Examples:
        qualcode codebook split coop.secrecy --into coop.silence --into coop.legal --label coop.silence:nl=Zwijgen --label coop.silence:fr=Silence
        qualcode codebook split coop.secrecy --into coop.secrecy --into coop.legal --why "the law is another matter"
    """
    from qualcode.actions import joining_codes as actions

    said = _by_code(describing, into)
    with writing(changing.project) as store:
        done = actions.split(store, actor(store, changing.as_coder), code, into, said, why=changing.why, dry_run=changing.dry_run)
    tell(changing, done.outcome, f"Split: {code} into {', '.join(dict.fromkeys(into))}")
    for name, number in done.waiting.items():
        wait = "would wait" if changing.dry_run else "wait" if number > 1 else "waits"
        say(f"{number} {'coding' if number == 1 else 'codings'} of {name} {wait} to be re-coded: qualcode review --kind split --as {name}")


def _by_code(describing: Describing, into: Sequence[str]) -> dict[str, Said]:
    """What is said of each code, from options of the form CODE:nl=TEXT."""
    from qualcode.actions.describing_codes import Said

    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in ("label", "definition", "include", "exclude", "example", "keyword"):
        for each in getattr(describing, name):
            code = max((code for code in into if each.startswith(f"{code}:")), key=len, default="")
            if not code:
                raise QualcodeError(f"--{name} {each} does not say of which code.", f"Write for example: --{name} {into[0]}:nl=...")
            own = found.setdefault(code, {})
            own[name] = (*own.get(name, ()), each[len(code) + 1 :])
    return {code: Said(**parts) for code, parts in found.items()}  # type: ignore[arg-type]


# --- what is told -----------------------------------------------------------------------------------------------------------------------


def tell(changing: Changing, done: Outcome, what: str) -> None:
    """Say what was done, and what a person should look at; in a dry run show the lines of the file."""
    if changing.dry_run:
        old, new = done.old.splitlines(keepends=True), done.new.splitlines(keepends=True)
        for line in difflib.unified_diff(old, new, done.file, done.file, n=2):
            sys.stdout.write(visible(line.rstrip("\r\n")) + "\n")
        say(f"Nothing was changed. Without --dry-run: {what[:1].lower()}{what[1:]}.")
        for note in done.notes:
            say(note)
    else:
        tell_done(done, what)


def tell_done(done: Outcome, what: str) -> None:
    """Say what was done, in how many lines of the file, and what a person should look at."""
    from qualcode.codebook.marks import matched

    if done.old == done.new:
        say("The codebook says so already; its file stays as it is.")
    else:
        old, new = done.old.splitlines(), done.new.splitlines()
        kept = len(matched(old, new))
        came, went = len(new) - kept, len(old) - kept
        say(f"{what}. {done.file}: {came} {'line' if came == 1 else 'lines'} written, {went} taken out.")
    for note in done.notes:
        say(note)
