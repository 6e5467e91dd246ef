"""What every part of a report must know: the project, what is wished, and in which language to say it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.actions.asking import Question
from qualcode.actions.reporting import words
from qualcode.actions.reporting.config import Wish
from qualcode.errors import QualcodeError
from qualcode.model import KINDS, Codebook
from qualcode.saying import LANGUAGES
from qualcode.store import coded, transcripts
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.table import Picture, Section, Table

if TYPE_CHECKING:
    from qualcode.charts._look import Look


@dataclass(frozen=True)
class Context:
    """A report in the making.

    `question` asks in its language for its layer, `kinds` are the transcripts that count as groups (empty: all), `pictures` is the form that
    pictures are drawn in (empty: none are).
    """

    store: Store
    question: Question
    wish: Wish
    language: str
    layer: Layer
    book: Codebook
    kinds: tuple[str, ...]
    pictures: str = ""

    @cached_property
    def _look(self) -> Look:
        from qualcode.actions import picturing

        return picturing.look(self.store, self.language)

    def pictured(self, table: Table) -> tuple[Picture, ...]:
        """The picture that suits a table, under its title; none where there is none, or none is wished."""
        from qualcode.actions import picturing

        if not self.pictures or not picturing.has_picture(table):
            return ()
        return (replace(picturing.picture(table, self._look, form=self.pictures, titled=False), title=table.title),)

    def say(self, name: str, /, **values: object) -> str:
        """Words of the report in its language."""
        return words.said(name, self.language, **values)

    def amount(self, value: int, noun: str) -> str:
        """A number with its noun."""
        return words.amount(value, noun, self.language)

    def section(self, name: str, *blocks: str | Table | Picture) -> Section:
        """A part of the report under its heading."""
        return Section(self.say(name), blocks)

    def of_groups(self) -> Question:
        """The question about the transcripts that count as groups, and the codes that are wished."""
        said = self.question.said
        return replace(self.question, said=replace(said, kinds=said.kinds or self.kinds, codes=self.wish.codes), brief=True)

    def everywhere(self) -> Question:
        """The question about all transcripts, and the codes that are wished."""
        return replace(self.question, said=replace(self.question.said, codes=self.wish.codes), brief=True)


def groups(store: Store, wish: Wish) -> tuple[str, ...]:
    """The kinds of transcripts that count as groups: those wished, else those planned if any is held; empty for all."""
    if wish.kind is not None:
        return wish.kind
    held = {each.kind for each in transcripts.all_of(store)}
    planned = {each.kind for each in store.study.planned} & held
    return tuple(kind for kind in KINDS if kind in planned) if planned and planned != held else ()


def comparisons(context: Context) -> tuple[str, ...]:
    """What is compared by: what is wished, else what the design crosses, each alone; the languages and the phases where there are several."""
    if context.wish.by is not None:
        return context.wish.by
    study = context.store.study
    crossed = [name for planned in study.planned for name in planned.cross] or [name for name in study.variables if name != "phase"]
    found = list(dict.fromkeys(crossed))
    if len(spoken(context)) > 1:
        found.append("language")
    if "phase" not in found and len({each.variables.get("phase") for each in transcripts.all_of(context.store)}) > 1:
        found.append("phase")
    return tuple(found)


def spoken(context: Context) -> list[str]:
    """The languages of the study that codings of the layer stand in."""
    from qualcode.actions import asking

    found = {
        language
        for _, language, _ in coded.by_language(context.store, asking.understood(context.store, context.question).selection, context.layer)
    }
    return [language for language in context.store.study.languages if language in found]


def checked(language: str) -> str:
    """A language of reports. Raises QualcodeError for another."""
    if language not in LANGUAGES:
        raise QualcodeError(f"A report cannot be in {language}.", f"Give one of: {', '.join(LANGUAGES)}.")
    return language
