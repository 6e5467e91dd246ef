"""Options that many commands share: each bundle is a dataclass, and `expanded` gives a command the options of the bundles it asks for.

A parameter of type `Annotated[Choice, Without("code")]` is a bundle but for the options that mean nothing to the command.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import typer

from qualcode.actions.asking import Question
from qualcode.actions.selecting import Said, aliases
from qualcode.model import ImportOptions

_PLACE = "Project"
_CHOICE = "Selection"
_OUTPUT = "Output"
_READ = "Reading"


@dataclass(frozen=True)
class Place:
    """Which project."""

    project: Annotated[
        Path | None,
        typer.Option("--project", metavar="FOLDER", help="The project, if not this folder or one above.", rich_help_panel=_PLACE),
    ] = None


@dataclass(frozen=True)
class Acting(Place):
    """Which project, and who changes it."""

    as_coder: Annotated[
        str | None,
        typer.Option("--as", metavar="CODER", help="Who acts, if not $QUALCODE_CODER or the configuration says.", rich_help_panel=_PLACE),
    ] = None


@dataclass(frozen=True)
class Choice:
    """The selection that reading commands share."""

    where: Annotated[
        list[str],
        typer.Option(
            "--where",
            metavar="NAME=VALUE",
            help="Only this value of a variable (--region antwerp where it is declared); a,b for several, here and below.",
            rich_help_panel=_CHOICE,
        ),
    ] = field(default_factory=list)
    kind: Annotated[
        list[str],
        typer.Option("--kind", metavar="KIND", help="Only focus-group, interview or written-interview.", rich_help_panel=_CHOICE),
    ] = field(default_factory=list)
    transcript: Annotated[list[str], typer.Option("--transcript", metavar="ID", help="Only this transcript.", rich_help_panel=_CHOICE)] = (
        field(default_factory=list)
    )
    speaker: Annotated[list[str], typer.Option("--speaker", metavar="LABEL", help="Only this speaker.", rich_help_panel=_CHOICE)] = field(
        default_factory=list
    )
    language: Annotated[
        list[str], typer.Option("--language", metavar="CODE", help="Only turns in this language.", rich_help_panel=_CHOICE)
    ] = field(default_factory=list)
    code: Annotated[list[str], typer.Option("--code", metavar="ID", help="Only this code and those below it.", rich_help_panel=_CHOICE)] = (
        field(default_factory=list)
    )
    attribute: Annotated[
        list[str],
        typer.Option("--attribute", metavar="NAME=VALUE", help="Only codings with this attribute, as stance=pro.", rich_help_panel=_CHOICE),
    ] = field(default_factory=list)

    def said(self) -> Said:
        """The selection in the words of the command line."""
        parts = (self.where, parted(self.kind), self.transcript, self.speaker, parted(self.language), self.code, self.attribute)
        return Said(*(tuple(part) for part in parts))


def parted(values: Iterable[str]) -> list[str]:
    """What was given by an option that may be repeated, and may hold several with commas between: `--to fr --to en` is `--to fr,en`."""
    return list(dict.fromkeys(part.strip() for value in values for part in value.split(",")))


class Without:
    """The options of a bundle that a command does not offer; they keep their defaults."""

    def __init__(self, *names: str) -> None:
        self.names = names


@dataclass(frozen=True)
class Layered:
    """Whose codings."""

    layer: Annotated[
        str, typer.Option("--layer", metavar="LAYER", help="Whose codings: consensus, or a coder's id.", rich_help_panel=_CHOICE)
    ] = ""


@dataclass(frozen=True)
class Read:
    """How a file of a transcript is read."""

    speakers: Annotated[
        Literal["auto", "table", "pattern"],
        typer.Option(
            "--speakers",
            help="How speakers are told: by a table whose column names them, by labels that lines begin with (pattern), or by what is found.",
            rich_help_panel=_READ,
        ),
    ] = "auto"
    label: Annotated[
        str,
        typer.Option("--label", metavar="REGEX", help="What a speaker's label looks like at the start of a line.", rich_help_panel=_READ),
    ] = ""
    moderator: Annotated[
        list[str], typer.Option("--moderator", metavar="LABEL", help="This speaker is the moderator.", rich_help_panel=_READ)
    ] = field(default_factory=list)
    alias: Annotated[
        list[str], typer.Option("--alias", metavar="A=B", help="The label A is another spelling of B.", rich_help_panel=_READ)
    ] = field(default_factory=list)
    split: Annotated[
        str,
        typer.Option(
            "--split",
            metavar="auto|never|REGEX",
            help="Whether a file holds several transcripts: if its headings say so, never, or from each line on that begins like this.",
            rich_help_panel=_READ,
        ),
    ] = "auto"
    encoding: Annotated[
        str,
        typer.Option("--encoding", metavar="NAME", help="The encoding of text files, if it is not told rightly.", rich_help_panel=_READ),
    ] = ""

    def options(self) -> ImportOptions:
        """What a reader of files is told."""
        same = aliases(self.alias, "--alias")
        return ImportOptions(self.speakers, self.label, tuple(self.moderator), same, self.encoding, split=self.split or "auto")


@dataclass(frozen=True)
class Output:
    """Where a table goes, and in what form."""

    format: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, json, md, html, xlsx, docx or latex.", rich_help_panel=_OUTPUT),
    ] = ""
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to this file; its suffix can say the format.", rich_help_panel=_OUTPUT),
    ] = None
    label_language: Annotated[
        str,
        typer.Option(
            "--label-language", metavar="CODE", help="The language of labels, headings and notes: nl, fr, en ...", rich_help_panel=_OUTPUT
        ),
    ] = ""


@dataclass(frozen=True)
class Drawn:
    """Whether a picture is wanted too."""

    chart: Annotated[
        Path | None,
        typer.Option(
            "--chart", metavar="FILE", help="Draw it too, in this file: .svg, .png or .vl.json (Vega-Lite).", rich_help_panel=_OUTPUT
        ),
    ] = None
    picture: Annotated[
        str,
        typer.Option(
            "--picture",
            metavar="NAME",
            help="With --chart: this picture, as dumbbell, and not the one that suits best.",
            rich_help_panel=_OUTPUT,
        ),
    ] = ""


def question(choice: Choice, output: Output, layered: Layered | None = None, *, all_codes: bool = False) -> Question:
    """What a reading command is asked, from its options."""
    return Question(choice.said(), layered.layer if layered else "", output.label_language, all_codes)


def expanded(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with, in the place of each parameter that is a bundle, the bundle's fields as parameters."""
    hints = get_type_hints(function, include_extras=True)
    bundles: dict[str, tuple[Any, list[Field[Any]]]] = {
        name: (bare, _offered(bare, hint)) for name, hint in hints.items() if is_dataclass(bare := _bare(hint))
    }
    parameters: dict[str, inspect.Parameter] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in bundles:
            parameters[name] = parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY)
            continue
        bundle, offered = bundles[name]
        types = get_type_hints(bundle, include_extras=True)
        for part in offered:
            if (part.name in hints and part.name not in bundles) or part.name in parameters:
                raise ValueError(f"{function.__name__} has two options {part.name}")
            default = part.default if part.default_factory is MISSING else part.default_factory()
            parameters[part.name] = inspect.Parameter(
                part.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=types[part.name]
            )

    @functools.wraps(function)
    def command(**values: Any) -> Any:
        own = {name: value for name, value in values.items() if name in hints and name not in bundles}
        for name, (bundle, offered) in bundles.items():
            own[name] = bundle(**{part.name: values[part.name] for part in offered})
        return function(**own)

    del command.__wrapped__
    command.__signature__ = inspect.Signature(list(parameters.values()))  # type: ignore[attr-defined]
    command.__annotations__ = {name: parameter.annotation for name, parameter in parameters.items()}
    return command


def _bare(hint: Any) -> Any:
    """A type without what annotates it."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _offered(bundle: Any, hint: Any) -> list[Field[Any]]:
    """The fields of a bundle that the command offers as options."""
    without = {name for extra in get_args(hint)[1:] if isinstance(extra, Without) for name in extra.names}
    return [part for part in fields(bundle) if part.name not in without]
