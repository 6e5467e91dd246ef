"""Putting codes on text, changing them and taking them off, and what is said of them: attributes and notes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode import text as texts
from qualcode.errors import QualcodeError
from qualcode.model import Coder, Coding
from qualcode.store import codes, codings, transcripts
from qualcode.store.changes import change
from qualcode.store.codings import NewCoding
from qualcode.store.database import Store
from qualcode.store.places import Places

_SPAN = re.compile(r"(\d+)-(\d+)")


def span(store: Store, transcript: str, *, at: str = "", turn: int = 0, sentence: int = 0, quote: str = "") -> tuple[int, int]:
    """The span that is meant: `at` as START-END, or a turn, or a sentence of a turn (from 1), or a quote that stands there once.

    Raises QualcodeError when nothing or something impossible is meant.
    """
    text = text_of(store, transcript)
    if (at and (turn or sentence or quote)) or (sentence and quote):
        raise QualcodeError("Several places are said at once.", "Give --at alone, or --turn with --sentence or with --quote.")
    if sentence and not turn:
        raise QualcodeError("A sentence needs its turn.", "Add --turn N.")
    if at:
        found = _SPAN.fullmatch(at)
        if found is None:
            raise QualcodeError(f"{at} is not a span.", "Give its start and end, as in 120-164.")
        return int(found[1]), int(found[2])
    start, end = _turn(store, transcript, turn) if turn else (0, len(text))
    if quote:
        return _quoted(text, quote, start, end, transcript)
    if not turn:
        raise QualcodeError("Nothing says what is to be coded.", "Give --turn N, --quote TEXT or --at START-END.")
    if not sentence:
        return start, end
    found_sentences = texts.sentences(text[start:end])
    if not 1 <= sentence <= len(found_sentences):
        raise QualcodeError(f"Turn {turn} of {transcript} has no sentence {sentence}.", f"It has {len(found_sentences)}.")
    return start + found_sentences[sentence - 1].start, start + found_sentences[sentence - 1].end


def text_of(store: Store, transcript: str) -> str:
    """The text of a transcript as it is now."""
    return transcripts.text(store, transcripts.key(store, transcript)[0])[1]


def _turn(store: Store, transcript: str, number: int) -> tuple[int, int]:
    turns = transcripts.turns(store, transcript)
    if not 1 <= number <= len(turns):
        raise QualcodeError(f"{transcript} has no turn {number}.", f"Its turns are 1 to {len(turns)}.")
    return turns[number - 1].start, turns[number - 1].end


def _quoted(text: str, quote: str, start: int, end: int, transcript: str) -> tuple[int, int]:
    found = texts.find(text, quote, start, end)
    if len(found) == 1:
        return found[0].start, found[0].end
    if not found:
        raise QualcodeError(f"The quote does not stand in {transcript}.", f"Copy it from: qualcode transcripts show {transcript}")
    raise QualcodeError(f"The quote stands {len(found)} times in {transcript}.", "Give a longer one, or its turn: --turn N")


def add(
    store: Store,
    coder: Coder,
    transcript: str,
    code: str,
    place: tuple[int, int],
    *,
    note: str = "",
    attributes: Mapping[str, str] | None = None,
    places: Places | None = None,
) -> Coding:
    """Put a code on a span. Raises QualcodeError when this coder has put it there already.

    Who codes again and again keeps the `places` of his transcripts, which need not be read each time then.
    """
    with change(store, f"coding add {transcript} {code}", coder=coder.guid) as made:
        new = NewCoding(transcript, code, *place, texts.canonical(note)[0], attributes or {})
        guids, _ = codings.add(made, coder, [new], origin="manual", places=places)
        if not guids:
            raise QualcodeError(f"You have put {code} there already.", "See it with: qualcode coding list")
    return codings.find(store, guids[0])


def remove(store: Store, coder: Coder, ids: list[str], *, why: str = "") -> list[Coding]:
    """Take codings off, all or none. Raises QualcodeError for an unknown one and for one of another coder."""
    with change(store, f"coding remove {' '.join(ids)}", coder=coder.guid, why=why) as made:
        found = [_own(store, coder, id) for id in ids]
        for coding in found:
            made.set("coding", coding.guid, "present", 0)
    return found


def note(store: Store, coder: Coder, id: str, text: str) -> Coding:
    """Write a note on a coding in the place of the one there."""
    with change(store, f"coding note {id}", coder=coder.guid) as made:
        coding = _own(store, coder, id)
        made.set("coding", coding.guid, "note", texts.canonical(text)[0])
    return codings.find(store, coding.guid)


def describe(store: Store, coder: Coder, id: str, attributes: Mapping[str, str | None]) -> Coding:
    """Set attributes of a coding, or (with None) take them away. Raises QualcodeError for those that the codebook does not declare."""
    said = " ".join(f"{name}={value or ''}" for name, value in attributes.items())
    with change(store, f"coding describe {id} {said}", coder=coder.guid) as made:
        coding = _own(store, coder, id)
        codings.check_attributes(codes.book(store), {name: value for name, value in attributes.items() if value is not None})
        for name, value in attributes.items():
            made.set("coding", coding.guid, f"attribute:{name}", value)
    return codings.find(store, coding.guid)


def alter(
    store: Store, coder: Coder, id: str, *, code: str = "", place: tuple[int, int] | None = None, places: Places | None = None
) -> tuple[Coding, Coding]:
    """Give a coding another code, another span, or both: it is taken off, and another comes that says what it replaces.

    Note, attributes and origin go along. Returns the coding as it was and as it is. Raises QualcodeError when nothing would differ, and
    when this coder has put the code there already.
    """
    with change(store, f"coding change {id}", coder=coder.guid) as made:
        old = _own(store, coder, id)
        span = place or (old.start, old.end)
        if (code or old.code, *span) == (old.code, old.start, old.end):
            raise QualcodeError(f"Coding {old.guid[-8:]} is so already.", "Give another code with --code, or another span.")
        new = NewCoding(old.transcript, code or old.code, *span, old.note, old.attributes)
        guids, _ = codings.add(made, coder, [new], origin=old.origin, layer=old.layer, places=places)
        if not guids:
            raise QualcodeError(f"You have put {code or old.code} there already.", f"Remove one of them: qualcode coding remove {id}")
        made.set("coding", guids[0], "replaces", old.guid)
        made.set("coding", old.guid, "present", 0)
    return old, codings.find(store, guids[0])


def _own(store: Store, coder: Coder, id: str) -> Coding:
    coding = codings.find(store, id)
    if coding.coder != coder.id:
        raise QualcodeError(f"Coding {id} is {coding.coder}'s.", f"Only its coder changes it: --as {coding.coder}")
    return coding
