"""The parts of a report that say how it came about: the method, and the items of COREQ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode import __version__
from qualcode.actions import agreeing, asking, patterns, selecting
from qualcode.actions.reporting import words
from qualcode.actions.reporting.config import ITEMS
from qualcode.actions.reporting.context import Context, spoken
from qualcode.actions.reporting.results import coded_twice
from qualcode.actions.selecting import dimensions
from qualcode.analysis._asked import heading, value_labels
from qualcode.analysis.saturation import inductive
from qualcode.model import ORIGINS, Coding, Selection, Transcript, in_language
from qualcode.store import coders, codes, codings, findings, history, talk, transcripts
from qualcode.table import Column, Section, Table

_HASH = 12
"""So many characters of a hash tell versions apart."""

_MINUTE = 60_000


@dataclass(frozen=True)
class _Facts:
    """What several sentences rest on."""

    selection: Selection
    held: list[Transcript]
    codings: list[Coding]

    @property
    def coders(self) -> list[str]:
        """Who has made the codings."""
        return sorted({each.coder for each in self.codings})


def _facts(context: Context) -> _Facts:
    selection = selecting.selection(context.store, context.question.said)
    wanted = transcripts.chosen(context.store, selection)
    held = [each for each in transcripts.all_of(context.store) if each.id in wanted]
    return _Facts(selection, held, codings.all_of(context.store, selection, context.layer))


def method(context: Context) -> Iterator[Section]:
    """How the figures were made, a paragraph for each step."""
    facts = _facts(context)
    paragraphs = [_material(context, facts)]
    if context.kinds:
        paragraphs.append(context.say("method groups", kinds=_kinds(context, facts)))
    paragraphs += [context.say("method counting"), context.say("method tests")]
    if len(spoken(context)) > 1:
        paragraphs.append(context.say("method languages"))
    paragraphs += [_layer(context, facts), _codebook(context)]
    if context.wish.quotations and "quotations" in context.wish.sections:
        paragraphs.append(_quotations(context))
    paragraphs += [_software(context), context.say("method tables")]
    yield context.section("method", *paragraphs)


def _kinds(context: Context, facts: _Facts) -> str:
    counts = Counter[str](each.kind for each in facts.held if each.kind in context.kinds)
    return words.listed([context.amount(number, kind) for kind, number in counts.items()], context.language)


def _material(context: Context, facts: _Facts) -> str:
    counts = Counter[str](each.kind for each in facts.held)
    return context.say(
        "method material",
        transcripts=context.amount(len(facts.held), "transcript"),
        participants=context.amount(sum(each.participants for each in facts.held), "participant"),
        words=context.amount(sum(each.words for each in facts.held), "word"),
        kinds=words.listed([context.amount(number, kind) for kind, number in counts.items()], context.language),
    )


def _layer(context: Context, facts: _Facts) -> str:
    origins = Counter[str](each.origin for each in facts.codings)
    ways = [context.say(f"method {name}", n=words.number(origins[name], context.language)) for name in ORIGINS if origins[name]]
    said = context.say(
        "method layer",
        layer=context.layer.name,
        codings=context.amount(len(facts.codings), "coding"),
        coders=context.amount(len(facts.coders), "coder"),
        ways=words.listed(ways, context.language),
    )
    held = {each.id for each in facts.held}
    finished = Counter(each.coder for each in coders.assignments(context.store) if each.state == "finished" and each.transcript in held)
    whole = context.amount(len(held), "transcript")
    return " ".join([said, *(context.say("method finished", coder=coder, finished=finished[coder], all=whole) for coder in facts.coders)])


def _codebook(context: Context) -> str:
    book = context.book
    hash, _ = codes.loaded(context.store) or ("", "")
    loaded = next((each.loaded for each in codes.versions(context.store) if each.hash == hash), "")
    return context.say(
        "method codebook",
        id=book.id,
        version=context.say("method version", version=book.version) if book.version else "",
        day=words.day(loaded[:10], context.language),
        hash=hash[:_HASH],
        derivation=_derivation(context),
    )


def _derivation(context: Context) -> str:
    grown = inductive(context.book)
    if not grown:
        return context.say("method deductive")
    given = len(context.book.codes) - len(grown)
    return context.say("method inductive", grown=context.amount(len(grown), "code"), given=words.number(given, context.language))


def _quotations(context: Context) -> str:
    by = context.wish.quotations_by
    asked = asking.asked_about(context.store, context.question, Selection())
    named = [heading(name, asked, context.store.study, context.book) for name in dimensions(context.store, by)] if by else []
    cells = context.say("method cells", names=words.listed(named, context.language)) if named else ""
    return context.say("method quotations", cells=cells, best=context.wish.quotations)


def _software(context: Context) -> str:
    events = history.events(context.store)
    software = context.say(
        "method software",
        version=__version__,
        design=context.store.study.hash[:_HASH],
        day=words.day(last_day(context), context.language),
        changes=context.amount(len(events), "change"),
    )
    how = agreeing.Wish()
    drawn = "agreement" in context.wish.sections and coded_twice(context)
    chance = context.say("method chance", draws=words.number(how.draws, context.language), seed=how.seed)
    return f"{software} {chance if drawn else context.say('method no chance')}"


def last_day(context: Context) -> str:
    """The day of the last change to the project, as `2026-11-22`."""
    newest = history.events(context.store, limit=1)
    return newest[0].time[:10] if newest else "1970-01-01"


def coreq(context: Context) -> Iterator[Section]:
    """The items of COREQ that are answered, by authors or by the project, and those that are open."""
    answers = _answers(context)
    languages = (context.language, *context.store.study.languages)
    rows = []
    for item in range(1, ITEMS + 1):
        own = context.wish.coreq.get(item, {})
        parts = [(in_language(own, languages), "author")] if own else [(answers[item], "project")] if item in answers else []
        rows += [(str(item), context.say(f"topic {item}"), text, context.say(source)) for text, source in parts]
    known = {row[0] for row in rows}
    still = [f"{item} ({context.say(f'topic {item}')})" for item in range(1, ITEMS + 1) if str(item) not in known]
    columns = ("item", "topic", "answer", "source")
    table = Table("COREQ", "", tuple(Column(name, context.say(name), "text") for name in columns), tuple(rows))
    left = context.say("coreq open", items=", ".join(still)) if still else context.say("coreq none open")
    yield context.section("coreq", context.say("coreq text"), table, left)


def _answers(context: Context) -> dict[int, str]:
    """What the project can say of the items, by their numbers."""
    facts = _facts(context)
    found = {
        12: context.say(
            "coreq 12",
            participants=context.amount(sum(each.participants for each in facts.held), "participant"),
            transcripts=context.amount(len(facts.held), "transcript"),
        ),
        24: _coders(context, facts),
        25: context.say(
            "coreq 25",
            themes=context.amount(sum(not code.codable for code in context.book.codes), "theme"),
            codes=context.amount(sum(code.codable for code in context.book.codes), "code"),
            part=context.say("codebook"),
        ),
        26: _derivation(context),
        27: context.say("coreq 27", version=__version__),
    }
    return found | _of_people(context, facts) | _of_times(context, facts) | _of_themes(context) | _of_findings(context)


def _coders(context: Context, facts: _Facts) -> str:
    """How many have coded: in the layer that is counted, and in all where these are more."""
    every = {each.coder for each in codings.all_of(context.store, facts.selection)}
    what = "coreq 24 of several" if len(every) > len(facts.coders) else "coreq 24"
    every_one, counted = (context.amount(number, "coder") for number in (len(every), len(facts.coders)))
    return context.say(what, all=every_one, coders=counted, layer=context.layer.name)


def _of_findings(context: Context) -> dict[int, str]:
    """To how many sessions findings were put, and how many rest on codings."""
    kept = findings.all_of(context.store)
    asked = [each for each in kept if each.verdicts]
    carried = sum(bool(each.codings) for each in kept)
    found: dict[int, str] = {}
    if asked:
        sessions = context.amount(len({verdict.transcript for each in asked for verdict in each.verdicts}), "session")
        found[28] = context.say("coreq 28", findings=len(asked), all=len(kept), sessions=sessions, part=context.say("findings"))
    if carried:
        found[30] = context.say("coreq 30", carried=carried, all=len(kept))
    return found


def _of_people(context: Context, facts: _Facts) -> dict[int, str]:
    """Who was there."""
    people = talk.talkers(context.store, facts.selection)
    observers = sum(each.role == "observer" for each in people)
    asked = asking.asked_about(context.store, context.question, facts.selection)
    parts = []
    for name, variable in context.store.study.variables.items():
        counts = Counter(each.key[0] for each in talk.talkers(context.store, facts.selection, (name,)) if each.role == "participant")
        labels = value_labels(name, asked, context.store.study)
        listed = [f"{labels.get(value, value)} {counts[value]}" for value in variable.values if counts[value]]
        if listed:
            parts.append(context.say("coreq 16", name=heading(name, asked, context.store.study), values=", ".join(listed)))
    return ({15: context.say("coreq 15 some", n=observers)} if observers else {}) | ({16: " ".join(parts)} if parts else {})


def _of_times(context: Context, facts: _Facts) -> dict[int, str]:
    """How long the sessions lasted, as far as their turns have times."""
    lengths = []
    for each in facts.held:
        ends = [turn.time_end or turn.time_start for turn in transcripts.turns(context.store, each.id)]
        known = [end for end in ends if end is not None]
        if known:
            lengths.append(round(max(known) / _MINUTE))
    if not lengths:
        return {}
    return {
        19: context.say("coreq 19", timed=len(lengths), all=len(facts.held)),
        21: context.say("coreq 21", low=min(lengths), high=max(lengths), timed=len(lengths)),
    }


def _of_themes(context: Context) -> dict[int, str]:
    """How much of the codebook the groups show, which themes most of them voice, and how many quotations there are."""
    store, question = context.store, context.of_groups()
    curve = patterns.saturation(store, question, base=1, run=1).records()
    found: dict[int, str] = {}
    if curve:
        codable = inductive(context.book) or tuple(code for code in context.book.codes if code.codable)
        found[22] = context.say(
            "coreq 22",
            found=round(float(str(curve[-1]["codes_expected"]))),
            all=len(codable),
            groups=len(curve),
            new=curve[-1]["codes_new"],
            limit="" if inductive(context.book) else context.say("coreq 22 coverage"),
        )
    parents = {code.id for code in context.book.codes if not code.parent}
    tops = [row for row in asking.count(store, question).records() if row["code"] in parents]
    major = [str(row["label"]) for row in tops if 2 * int(str(row["groups_k"])) >= int(str(row["groups_n"]))]
    minor = [str(row["label"]) for row in tops if str(row["label"]) not in major]
    found |= {31: context.say("coreq 31", themes=", ".join(major))} if major else {}
    found |= {32: context.say("coreq 32", themes=", ".join(minor))} if minor else {}
    if "quotations" in context.wish.sections:
        by = context.wish.quotations_by
        named = dimensions(store, by) if by and context.wish.quotations else ()
        number = len(asking.quotes(store, context.everywhere(), named, best=context.wish.quotations).rows)
        found[29] = context.say("coreq 29", quotations=context.amount(number, "quotation"), part=context.say("quotations"))
    return found
