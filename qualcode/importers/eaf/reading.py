"""ELAN annotation files (.eaf): the annotations of speech tiers in the order in which they are said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualcode.errors import Problem, Unreadable
from qualcode.importers._languages import Named
from qualcode.importers._lines import check_lines, many
from qualcode.importers._patterns import Pattern
from qualcode.importers._pieces import Piece, Plain, lines_of, stated
from qualcode.importers._speakers import spoken
from qualcode.importers.eaf.tiers import Tier, read_tiers
from qualcode.model import DraftParticipant, ImportOptions, Reading, Source
from qualcode.opening import guard
from qualcode.opening.guard import short
from qualcode.text import fold

_UNNAMED = frozenset({"default", "default-lt", "transcription", "transcriptie", "tekst", "text", "texte", "speech", "spraak", "utterance"})
"""Names of a tier that say nothing of a speaker, where it is the only one."""
_NO_SPEECH = frozenset(
    """
    comment comments commentaire commentaires commentaar note notes nota notas notities notitie opmerking opmerkingen remarque remarques
    noise noises bruit bruits geluid geluiden gesture gestures geste gestes gebaar gebaren gaze regard regards blik mimic mimique mimiek
    translation translations vertaling vertalingen traduction traductions gloss glosses phonetic phonetics ipa code codes codage codering
    topic topics thema themas theme themes context contexte situation situatie section sections segment segments chapter hoofdstuk
""".split()
)
"""Words in the name or the type of a tier that holds something else than speech."""


def read(source: Source, options: ImportOptions) -> Reading:
    """The draft of the tiers that hold speech; consecutive annotations of a speaker are one turn. Raises Unreadable for what is no ELAN file.

    Tiers of the highest level are speech, unless their name or type says otherwise; `options.label` names them instead. A tier's speaker is
    its participant, else its name.
    """
    name = source.path.name
    root = guard.document(source)
    if root.tag != "ANNOTATION_DOCUMENT":
        raise Unreadable(
            f"{name} is no ELAN file: it holds {short(str(root.tag), 40)}.", "Save the transcript again in ELAN, and import that."
        )
    tiers, problems = read_tiers(root)
    speech, notes = _speech(tiers, options)
    if not speech:
        raise Unreadable(f"{name} has no tier with speech in it.", _hint(tiers))
    check_lines(name, sum(len(tier.annotations) for tier in speech))
    plain = Plain()
    pieces, unknown = _pieces(speech, plain)
    lines, voices = lines_of(pieces, options)
    result = spoken(name, lines, options, _silent(tiers, plain))
    problems += [*unknown, *_left_out(tiers, speech)]
    return replace(result, problems=tuple(problems), notes=(*notes, *_overlaps(pieces), *voices, *result.notes, *plain.notes()))


def _hint(tiers: Sequence[Tier]) -> str:
    named = [tier.id for tier in tiers if tier.annotations]
    return f"Say with --label which of its tiers are speech: {short(', '.join(named), 200)}." if named else "Is it the right file?"


def _speech(tiers: Sequence[Tier], options: ImportOptions) -> tuple[list[Tier], list[str]]:
    """The tiers that hold speech, and notes on which they are."""
    if options.label:
        pattern = Pattern("--label", options.label)
        chosen = [tier for tier in tiers if tier.worded and (pattern.fits(tier.id) or pattern.fits(tier.participant))]
        if chosen:
            return chosen, [_taken(chosen)]
    below: dict[str, list[Tier]] = {}
    for tier in tiers:
        below.setdefault(tier.parent, []).append(tier)
    chosen, notes = [], []
    for tier in below.get("", ()):
        worded = None if _named_otherwise(tier) else _first_worded(tier, below)
        if worded:
            chosen.append(worded)
        if worded not in (None, tier):
            notes.append(f"Tier {tier.id} has no words: {worded.id}, which depends on it, is taken for speech.")
    return chosen, [*([_taken(chosen)] if chosen else []), *notes]


def _taken(tiers: Sequence[Tier]) -> str:
    named = [f"{tier.id} ({len(tier.annotations)})" for tier in tiers]
    more = f" and {len(named) - 20} more" if len(named) > 20 else ""
    return f"Taken for speech: {many(len(tiers), 'tier')} with so many annotations: {', '.join(named[:20])}{more}."


def _named_otherwise(tier: Tier) -> bool:
    return not _NO_SPEECH.isdisjoint(re.findall(r"[^\W\d_]+", fold(f"{tier.id} {tier.type}")))


def _first_worded(tier: Tier, below: Mapping[str, Sequence[Tier]]) -> Tier | None:
    """The tier, or where it holds only numbers or nothing, the first of those that depend on it which has words."""
    seen = {tier.id}
    level = [tier]
    while level:
        found = next((each for each in level if each.worded and not _named_otherwise(each)), None)
        if found:
            return found
        level = [each for above in level for each in below.get(above.id, ()) if each.id not in seen]
        seen.update(each.id for each in level)
    return None


def _pieces(speech: Sequence[Tier], plain: Plain) -> tuple[list[Piece], list[Problem]]:
    """The annotations with words, by when they begin; where two begin at once, in the order of their tiers."""
    nameless = len(speech) == 1 and not speech[0].participant and fold(speech[0].id) in _UNNAMED
    said = [(annotation, tier) for tier in speech for annotation in tier.annotations]
    said.sort(key=lambda pair: pair[0].order)
    named = Named()
    pieces = []
    for annotation, tier in said:
        text = plain.lines(annotation.value)
        if text:
            voice = "" if nameless else plain.line(tier.participant or tier.id.rpartition("@")[2])
            language = named.code(annotation.language or tier.language)
            pieces.append(Piece(voice, text, annotation.start, annotation.end, languages=stated(text, language)))
    return pieces, named.problems()


def _overlaps(pieces: Sequence[Piece]) -> list[str]:
    """The note on annotations that begin while somebody else still speaks."""
    count = 0
    latest: dict[str, int] = {}
    for piece in pieces:
        if piece.start is not None and piece.end is not None:
            count += any(end > piece.start for voice, end in latest.items() if voice != piece.voice)
            latest[piece.voice] = max(piece.end, latest.get(piece.voice, 0))
            # Of those who still speak, the last two to end are enough: one of them is somebody else.
            latest = dict(sorted(latest.items(), key=lambda each: -each[1])[:2])
    return (
        [f"Annotations that begin while somebody else still speaks: {count}. They stand in the order in which they begin."] if count else []
    )


def _left_out(tiers: Sequence[Tier], speech: Sequence[Tier]) -> list[Problem]:
    """What the other tiers hold; those of one type that depend on others are one problem."""
    taken = {tier.id for tier in speech}
    groups: dict[tuple[str, str], list[Tier]] = {}
    for tier in tiers:
        if tier.id not in taken and any(annotation.value.strip() for annotation in tier.annotations):
            groups.setdefault((_why(tier), tier.type if tier.parent else tier.id), []).append(tier)
    problems = []
    for (why, kind), found in groups.items():
        values = [annotation.value for tier in found for annotation in tier.annotations if annotation.value.strip()]
        where = f"tier {found[0].id}" if len(found) == 1 else f"{len(found)} tiers of type {kind}, {found[0].id} and others"
        message = f"left out as {why}: {many(len(values), 'annotation')}, beginning with `{short(values[0])}`"
        problems.append(Problem(where, message, "if that is wrong, name the tiers of speech with --label"))
    return problems


def _why(tier: Tier) -> str:
    if tier.parent:
        return "dependent on another tier"
    if _named_otherwise(tier):
        return "no speech by its name or type"
    return "not named with --label" if tier.worded else "without words"


def _silent(tiers: Sequence[Tier], plain: Plain) -> list[DraftParticipant]:
    """Those who have a tier of speech and say nothing in it."""
    return [
        DraftParticipant(plain.line(tier.participant))
        for tier in tiers
        if tier.participant and not tier.parent and not tier.annotations and not _named_otherwise(tier)
    ]
