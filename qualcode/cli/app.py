"""The commands by name, loaded when they are used; and the one place that prints errors and decides on the exit status."""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import sys
import unicodedata
from dataclasses import dataclass
from typing import Any

import typer
from typer import core

from qualcode.cli.plain import made_plain
from qualcode.errors import QualcodeError


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: what it says of itself, the module below qualcode.cli it lives in, and for a group the names of its commands.

    A command is the function of its name in the module (of a group: `group_name`, as in `transcripts_list`), with `_` for `-`.
    """

    says: str
    module: str
    group: tuple[str, ...] = ()

    @property
    def help(self) -> str:
        """The help line; of a group it ends with the names of its commands."""
        return f"{self.says.removesuffix('.')}: {', '.join(self.group)}." if self.group else self.says


_PANELS = {
    "Project": {
        "init": Entry("Make a project of a folder.", "projects"),
        "demo": Entry("Show the whole way on the example study.", "demo"),
        "import": Entry("Bring in transcripts, from files or whole folders.", "importing"),
        "transcripts": Entry(
            "The transcripts.",
            "transcripts",
            ("list", "show", "tag", "correct", "edit", "diff", "remove"),
        ),
        "coders": Entry("Who codes, and how far.", "coders", ("list", "add", "assign", "read", "finish")),
    },
    "Codebook and coding": {
        "codebook": Entry(
            "The codebook.",
            "codebook",
            (
                *("check", "translate", "schema", "load", "show", "add", "edit", "rename", "move", "join", "split", "retire", "restore"),
                *("log", "diff", "merge", "resolve", "git-driver", "export", "import"),
            ),
        ),
        "coding": Entry(
            "Codes on text.",
            "coding",
            ("add", "change", "describe", "note", "remove", "list", "import"),
        ),
        "code": Entry("The workbench: read and code at the screen, by keys.", "workbench"),
        "suggest": Entry("Propose codes for what was said.", "suggesting"),
        "review": Entry("Decide on what waits, one at a time.", "review"),
    },
    "Questions": {
        "search": Entry("Find words in what was said.", "questions"),
        "quotes": Entry("The coded quotations, with who said them.", "questions"),
        "count": Entry("How often each code occurs.", "questions"),
        "compare": Entry("The codes beside each other: by region, sector ...", "questions"),
        "cooccur": Entry("Which codes stand together.", "patterns"),
        "stance": Entry("Who is for and who against, code by code.", "patterns"),
        "matrix": Entry("Codes by cases: 0 and 1, counts or words.", "patterns"),
        "saturation": Entry("How many codes more and more groups show.", "patterns"),
        "participation": Entry("Who talks how much, and after whom.", "talking"),
        "interaction": Entry("What becomes of codes between speakers.", "talking"),
        "timeline": Entry("Where in the session a code stands.", "talking"),
        "words": Entry("Which words are used, and which are typical of whom.", "talking"),
        "inventory": Entry("Which project does what, and how far.", "overviews"),
        "functions": Entry("Whose work a function is.", "overviews"),
        "mirror": Entry("Two sides about each other.", "overviews"),
    },
    "Several coders": {
        "agree": Entry("How far coders agree, code by code.", "agreeing"),
        "disagreements": Entry("What coders differ on, and what it costs.", "disagreeing"),
        "adjudicate": Entry("Settle what coders differ on, one at a time.", "disagreeing"),
        "share": Entry("Make a copy for a colleague.", "sharing"),
        "merge": Entry("Bring copies back together.", "sharing"),
    },
    "Findings and report": {
        "findings": Entry(
            "What the study says, and what sessions say of it.",
            "findings",
            ("list", "add", "edit", "link", "verdict", "verdicts", "show", "import", "remove"),
        ),
        "summaries": Entry("What cases say of codes, for the framework matrix.", "summaries", ("write", "list", "remove")),
        "translations": Entry("Quotations in another language.", "summaries", ("write", "remove")),
        "export": Entry("The report of a study, and its tables.", "exporting", ("report", "tables")),
    },
    "Nothing lost": {
        "undo": Entry("Take back your last change.", "history"),
        "redo": Entry("Do again what you took back.", "history"),
        "history": Entry("What was done, by whom, when.", "history"),
        "backup": Entry("Make a checked copy of the project's data.", "projects"),
        "check": Entry("Prove that the project keeps its promises.", "projects"),
    },
}
"""The commands by the panels of the help page, in their order."""

COMMANDS = {name: entry for panel in _PANELS.values() for name, entry in panel.items()}
"""Every command, in the order of the help page."""


class QualcodeCommand(core.TyperCommand):
    """A command that takes the study's variables as options: `--region antwerp` is `--where region=antwerp` (or `--tag`)."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options that Typer made, and --help, all quick to take."""
        return made_plain(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments, those for variables in their general form."""
        from qualcode.cli.variables import generalised

        own = {option: parameter.name for parameter in self.params for option in parameter.opts}
        return super().parse_args(ctx, generalised(args, own))


class QualcodeGroup(core.TyperGroup):
    """A group of commands."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options of the group itself, quick to take."""
        return made_plain(super().get_params(ctx))


class LazyGroup(QualcodeGroup):
    """The program: its help page knows the commands by name and help line, a command is loaded when it is run."""

    def __init__(self, **settings: Any) -> None:
        """Stand-ins with the help lines; see resolve_command."""
        super().__init__(**settings)
        self.commands = {
            name: core.TyperCommand(name, help=entry.help, short_help=entry.help, rich_help_panel=panel)
            for panel, entries in _PANELS.items()
            for name, entry in entries.items()
        }

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command itself, its module loaded."""
        if args and args[0] in COMMANDS:
            return args[0], load(args[0]), args[1:]
        return super().resolve_command(ctx, args)


@functools.cache
def load(name: str) -> Any:
    """The command of this name, ready to run: made once, which takes longer than most commands run."""
    from qualcode.cli.options import expanded

    entry = COMMANDS[name]
    module = importlib.import_module(f"qualcode.cli.{entry.module}")
    made = typer.Typer(name=name, cls=QualcodeGroup, help=entry.help, no_args_is_help=bool(entry.group), **_PLAIN)
    for part in entry.group or (name,):
        function = getattr(module, f"{name}_{part.replace('-', '_')}" if entry.group else name.replace("import", "import_"))
        help, examples = _described(function)
        made.command(part, cls=QualcodeCommand, no_args_is_help=False, help=help, epilog=examples)(expanded(function))
    if entry.group:
        made.callback()(lambda: None)
    return typer.main.get_command(made)


_PLAIN: dict[str, Any] = {"add_completion": False, "pretty_exceptions_enable": False, "rich_markup_mode": "rich"}


def _described(function: Any) -> tuple[str, str]:
    """What the docstring of a command says, a paragraph a line, and its examples, in the form that the help page wants."""
    text = (inspect.getdoc(function) or "").replace("[", "\\[")
    help, _, examples = text.partition("\n\nExamples:\n")
    paragraphs = [paragraph.replace("\n", " ") for paragraph in help.split("\n\n")]
    return "\n\n".join(paragraphs), "\n".join(["Examples:", *(f"$ {line.strip()}" for line in examples.splitlines())] if examples else [])


def _version(asked: bool) -> None:
    if asked:
        from qualcode import __version__

        sys.stdout.write(f"qualcode {__version__}\n")
        raise typer.Exit


def _program() -> Any:
    app = typer.Typer(name="qualcode", cls=LazyGroup, no_args_is_help=True, pretty_exceptions_enable=False)

    @app.callback(help="Qualitative analysis of focus groups and interviews, on your own machine.")
    def program(
        version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version and stop."),
    ) -> None:
        del version

    return typer.main.get_command(app)


_INTERRUPTED = 130
"""The exit status of a command that was stopped from the keyboard, as shells have it; Typer returns it for us."""


def run(args: list[str]) -> int:
    """Run one command line. Returns the exit status: 0 done, 1 it could not be done or problems were found, 2 wrong usage."""
    try:
        result = _program().main(list(map(_composed, args)), prog_name="qualcode", standalone_mode=False)
        sys.stdout.flush()
    except QualcodeError as error:
        return _explained(error)
    except BrokenPipeError:
        # Who read our output has seen enough (`| head`); Python must not complain about it while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (KeyboardInterrupt, typer.Abort):
        return _stopped()
    except Exception as error:  # noqa: BLE001 - the last resort: a user is told in two lines, a developer sees the rest on request
        return _unexpected(error, args)
    if result == _INTERRUPTED:
        return _stopped()
    return result if isinstance(result, int) else 0


def _composed(arg: str) -> str:
    """An argument with its letters as codes and texts have them: é as one sign. The name of a file stays as the file has it."""
    return arg if os.path.lexists(arg) else unicodedata.normalize("NFC", arg)


def _stopped() -> int:
    _say("Stopped. What was said to be done is saved.")
    return _INTERRUPTED


def _explained(error: QualcodeError) -> int:
    for problem in error.problems:
        _say(str(problem))
    _say(f"Error: {error.message}")
    _say(error.hint)
    return 1


def _unexpected(error: Exception, args: list[str]) -> int:
    """Usage errors of Typer's own classes, which are private and known by what they offer; then what nobody foresaw."""
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        if not error.format_message():
            # A group without a command: its help page has been shown.
            return 2
        _say(f"Error: {error.format_message().replace('Value error, ', '')}")
        _say(f"{_meant(error, args)}See: {_named(args)} --help")
        return 2
    if isinstance(error, OSError):
        _say(f"Error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        _say("Check that the file is there, that you may read and write it, and that the disk is not full.")
        return 1
    if os.environ.get("QUALCODE_DEBUG"):
        raise error
    _say(f"Error: something unforeseen happened ({type(error).__name__}).")
    _say("Nothing half done was saved. Run it again with QUALCODE_DEBUG=1 to see where; that may show words of the transcripts.")
    return 1


def _named(args: list[str]) -> str:
    """The command that a command line is about, as it is typed."""
    name = next(iter(args), "")
    part = next(iter(args[1:]), "")
    words = ["qualcode", *([name] if name in COMMANDS else [])]
    return " ".join([*words, *([part] if name in COMMANDS and part in COMMANDS[name].group else [])])


def _meant(error: Exception, args: list[str]) -> str:
    """For an option that there is not: the variables of the study that look like it."""
    if not hasattr(error, "possibilities"):
        return ""
    import difflib

    from qualcode.cli.variables import declared

    try:
        known = declared(args)
    except QualcodeError:
        return ""
    close = difflib.get_close_matches(str(getattr(error, "option_name", "")).removeprefix("--"), known)
    return f"Did you mean {', '.join(f'--{name}' for name in close)}? " if close else ""


def _say(line: str) -> None:
    from qualcode.text import visible

    sys.stderr.write(visible(line.replace("\n", " ")) + "\n")
