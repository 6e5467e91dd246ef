"""Questions to the corpus: what is asked is counted by the store, and an analysis makes a table of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.actions import selecting
from qualcode.actions.selecting import Said
from qualcode.errors import unknown
from qualcode.languages import tools
from qualcode.model import Codebook, Selection, in_language
from qualcode.saying import LANGUAGES, ours
from qualcode.store import anchors, coded, codes, codings, questions, settlements, talk, tallies, transcripts, translations
from qualcode.store.codings import Layer
from qualcode.store.database import Store
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.analysis._asked import Asked
    from qualcode.analysis._quotation import Quotation


@dataclass(frozen=True, slots=True)
class Question:
    """What a reading command is asked besides its own subject.

    `label_language` is that of labels and of our own words, where it is one of ours; empty: labels are in the first language of the study,
    our words are English. `brief`: without what a page has no room for.
    """

    said: Said = field(default_factory=Said)
    layer: str = ""
    label_language: str = ""
    all_codes: bool = False
    intervals: bool = False
    brief: bool = False


def label_languages(store: Store, said: str) -> tuple[str, ...]:
    """The languages that labels are wanted in, the best first. Raises QualcodeError for one that nothing has a label in."""
    if said and said not in (known := _labelled(store)):
        raise unknown("language of labels", said, known)
    return tuple(dict.fromkeys(([said] if said else []) + [*store.study.languages, "en"]))


def _labelled(store: Store) -> set[str]:
    """The languages that anything has labels in: our own words, the study, the codebook."""
    known = {*LANGUAGES, *store.study.languages}
    for variable in store.study.variables.values():
        known |= {language for texts in (variable.label, *variable.values.values()) for language in texts if language}
    if codes.loaded(store):
        known |= {*codes.book(store).languages}
    return known


@dataclass(frozen=True, slots=True)
class Understood:
    """A question understood: the selection, the layer, the codebook, and the language of our own words."""

    selection: Selection
    layer: Layer
    book: Codebook
    words: str = "en"


def understood(store: Store, question: Question) -> Understood:
    """What is meant. Raises QualcodeError for what is unknown, and when nothing says whose codings to count."""
    selection = selecting.selection(store, question.said)
    return Understood(selection, codings.layer(store, question.layer, selection.transcripts), codes.book(store), own_words(question))


def own_words(question: Question) -> str:
    """The language of our own words in an answer."""
    return ours(question.label_language)


def asked_about(store: Store, question: Question, selection: Selection, by: tuple[str, ...] = (), *, layer: str = "") -> Asked:
    """What is asked of anything but tallies: which cells, which part of the corpus, and in which words to answer."""
    from qualcode.analysis._asked import Asked

    said = question.label_language
    asked = Asked(by, selection, layer, label_languages(store, said), question.all_codes, words=own_words(question))
    return _worded(store, asked) if said else asked


def _worded(store: Store, asked: Asked) -> Asked:
    """The question with the words for the values of all dimensions, and for what it selects."""
    from qualcode.analysis._asked import selected_words

    labelled = replace(asked, labels=_labels_of_values(store, asked))
    book = codes.book(store) if asked.selection.codes or asked.selection.attributes else None
    return replace(labelled, selected=selected_words(labelled, store.study, book))


def _labels_of_values(store: Store, asked: Asked) -> dict[str, Mapping[str, str]]:
    """The words for the values of all dimensions that labels are wanted of."""
    from qualcode.analysis._asked import value_labels
    from qualcode.analysis._words import cell_labels

    names = {
        code: in_language(tools.language(code).names, asked.languages, code) for code in store.study.languages if code in tools.known()
    }
    ours = {name: cell_labels(name, asked.words) for name in ("kind", "origin")}
    return {name: value_labels(name, asked, store.study) for name in store.study.variables} | ours | {"language": names}


def asked_of(store: Store, question: Question, to: Understood, by: tuple[str, ...]) -> Asked:
    """What is asked of tallies. Cells side by side are told apart by the language that is spoken in them, with who has coded in which."""
    spoken = transcripts.languages(store) if by else {}
    coders = coded.by_language(store, to.selection, to.layer) if "language" in by or len(set(spoken.values())) > 1 else ()
    asked = asked_about(store, question, to.selection, by, layer=to.layer.name)
    return replace(asked, spoken=spoken, coders=coders, intervals=question.intervals, brief=question.brief)


def with_waiting(store: Store, table: Table, layer: Layer | None, selection: Selection, words: str = "en") -> Table:
    """The table, with notes on the codings of a layer (None: of all) that wait: for a decision on their place, which are left out, or a code."""
    from qualcode.analysis._saying import say

    notes = list(table.notes)
    split = questions.number_waiting(store, layer, selection)
    if split:
        text = (
            "1 coding waits to be re-coded and counts with the code that was split: qualcode review --kind split"
            if split == 1
            else "{n} codings wait to be re-coded and count with the code that was split: qualcode review --kind split"
        )
        notes.append(say(words, text, n=split))
    number = anchors.number_waiting(store, layer.sql if layer else "1 = 1", selection)
    if number:
        text = (
            "1 coding waits for a decision on its place and is left out: qualcode review --kind anchor"
            if number == 1
            else "{n} codings wait for a decision on their place and are left out: qualcode review --kind anchor"
        )
        notes.append(say(words, text, n=number))
    if layer and layer.name == codings.CONSENSUS:
        notes += _of_consensus(store, words)
    return replace(table, notes=tuple(notes))


def _of_consensus(store: Store, words: str) -> Iterator[str]:
    """What of the consensus is counted, and rests on nothing that holds any more."""
    from qualcode.actions import standing
    from qualcode.analysis._saying import say

    left = len(settlements.left_over(store))
    if left:
        text = (
            "1 coding of the consensus is counted though another copy decided otherwise: qualcode adjudicate --agreed takes it off"
            if left == 1
            else "{n} codings of the consensus are counted though another copy decided otherwise: qualcode adjudicate --agreed takes them off"
        )
        yield say(words, text, n=left)
    stale = standing.number_stale(store)
    if stale:
        text = (
            "At least 1 coding of the consensus rests on a decision that does not hold any more, as codings have changed since:"
            " qualcode disagreements --stale"
            if stale == 1
            else "At least {n} codings of the consensus rest on decisions that do not hold any more, as codings have changed since:"
            " qualcode disagreements --stale"
        )
        yield say(words, text, n=stale)


def count(store: Store, question: Question, by: tuple[str, ...] = ()) -> Table:
    """How often each code occurs, in each cell of the dimensions (by name) if any are given."""
    from qualcode.analysis.count import count as counted

    to = understood(store, question)
    asked = asked_of(store, question, to, by)
    found = tallies.tallies(store, to.selection, to.layer, by)
    table = counted(found, tallies.bases(store, to.selection, by), to.book, asked=asked, study=store.study)
    return remarked(store, table, to, by)


def compare(store: Store, question: Question, by: tuple[str, ...]) -> Table:
    """The codes beside each other in the cells of the dimensions, empty cells of the design too."""
    from qualcode.analysis.compare import compare as compared

    to = understood(store, question)
    asked = asked_of(store, question, to, by)
    found = tallies.tallies(store, to.selection, to.layer, by)
    table = compared(found, tallies.bases(store, to.selection, by), to.book, store.study, asked=asked)
    return remarked(store, table, to, by)


def differences(store: Store, question: Question, by: tuple[str, ...], *, against: str = "") -> Table:
    """How far the cells of the dimensions lie apart, two by two, or each from the cell `against` (its values, parted by commas)."""
    from qualcode.analysis.differences import differences as told

    to = understood(store, question)
    found = tallies.tallies(store, to.selection, to.layer, by)
    held = tallies.bases(store, to.selection, by)
    reference = tuple(part.strip() for part in against.split(",")) if against else ()
    table = told(found, held, to.book, store.study, asked=asked_of(store, question, to, by), against=reference)
    return remarked(store, table, to, by)


def remarked(store: Store, table: Table, to: Understood, by: tuple[str, ...] = ()) -> Table:
    """The table of what was counted, with what is to be known of how its codings came about, and of those that wait."""
    from qualcode.actions import accepting, sampling

    table = with_waiting(store, table, to.layer, to.selection, to.words)
    if "origin" in by:
        table = accepting.with_origins(store, table, to.layer, to.selection, to.words)
    return sampling.cautioned(store, table, to.layer, to.selection, to.words)


def quotes(store: Store, question: Question, by: tuple[str, ...] = (), *, best: int = 0) -> Table:
    """The coded quotations with who said them; with `best` so many telling ones for each code and cell of the dimensions."""
    from qualcode.analysis.quotes import quotes as quoted

    to = understood(store, question)
    table = quoted(_quotations(store, to), to.book, store.study, asked=_of_quotes(store, question, to, by), best=best)
    return with_waiting(store, table, to.layer, to.selection, to.words)


def balance(store: Store, question: Question, by: tuple[str, ...] = (), *, best: int = 0) -> Table:
    """Who is quoted how often, beside how much they talk; with `best` of those quotations that `quotes` chooses."""
    from qualcode.analysis._telling import telling
    from qualcode.analysis.balance import balance as balanced
    from qualcode.analysis.quotes import value_of

    to = understood(store, question)
    found = _quotations(store, to)
    if best:
        found = telling(found, best, lambda each: tuple(value_of(each, name) for name in by))
    return balanced(found, talk.talkers(store, to.selection, ("language",)), asked=_of_quotes(store, question, to, by))


def _of_quotes(store: Store, question: Question, to: Understood, by: tuple[str, ...]) -> Asked:
    return asked_about(store, question, to.selection, by, layer=to.layer.name)


def _quotations(store: Store, to: Understood) -> list[Quotation]:
    from qualcode.analysis._quotation import Quotation

    translated = translations.all_of(store)
    return [
        Quotation(
            code=each.coding.code,
            transcript=each.coding.transcript,
            turn=each.turn,
            speaker=each.speaker,
            role=each.role,
            language=each.language,
            start=each.coding.start,
            end=each.coding.end,
            quotation=each.coding.quotation,
            variables=each.variables,
            attributes=each.coding.attributes,
            note=each.coding.note,
            speakers=each.speakers,
            translations=translated.get(each.coding.guid, {}),
        )
        for each in codings.quoted(store, to.selection, to.layer)
    ]


def search(store: Store, words: str, question: Question, *, limit: int = 0, width: int = 48) -> Table:
    """Where words were said, each place with what stands to its left and right (`width` characters); `limit` 0 lists all."""
    from qualcode.analysis._saying import say
    from qualcode.analysis.concordance import Match, concordance
    from qualcode.store import search as index

    selection = selecting.selection(store, question.said)
    hits, turns = index.first(store, words, selection, limit) if limit else (index.find(store, words, selection), 0)
    matches = [Match(hit.transcript, hit.turn, hit.speaker, hit.role, hit.language, hit.text, hit.span.start, hit.span.end) for hit in hits]
    asked = asked_about(store, question, selection)
    table = concordance(matches, words, asked=asked, width=width, turns_in_all=turns)
    close = () if hits else tuple(index.like(store, words))
    if not close:
        return table
    return replace(table, notes=(*table.notes, say(asked.words, "Words that look like it: {words}.", words=", ".join(close))))


def listing(store: Store, question: Question) -> Table:
    """The transcripts of the project, with what they are compared by and their sizes."""
    from qualcode.analysis.transcripts import transcripts as listed

    selection = selecting.selection(store, question.said)
    wanted = transcripts.chosen(store, selection)
    chosen = [each for each in transcripts.all_of(store) if each.id in wanted]
    return listed(chosen, store.study, asked=asked_about(store, question, selection))


def languages(store: Store, question: Question, *, speakers: bool = False) -> Table:
    """How much is said in which language: by participants together, or (`speakers`) by everybody who speaks."""
    from qualcode.analysis.languages import languages as told
    from qualcode.store import languages as heard

    selection = selecting.selection(store, question.said)
    asked = asked_about(store, question, selection)
    return told(heard.spoken(store, selection), store.study, asked=asked, speakers=speakers)


def design(store: Store, question: Question) -> Table:
    """Planned sessions against those held, cell by cell."""
    from qualcode.analysis.design import design as designed
    from qualcode.analysis.design import held_cells

    asked = asked_about(store, question, Selection())
    return designed(store.study, held_cells(store.study, transcripts.all_of(store)), asked=asked)
