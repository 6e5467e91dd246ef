"""A selection as SQL: the one place where what people ask for becomes conditions."""

from __future__ import annotations

from qualcode.model import Selection

Condition = tuple[str, dict[str, object]]
"""SQL and the values of its named parameters."""

TURN_DIMENSIONS = {"language": "turn.language"}
"""Dimensions that belong to a turn."""

PERSON_DIMENSIONS = {"transcript": "transcript.slug", "kind": "transcript.kind", "speaker": "transcript.slug || '/' || participant.label"}
"""Dimensions that belong to a participant in a transcript."""

CODING_DIMENSIONS = {"origin": "coding.origin"}
"""Dimensions that belong to a coding; attributes are others."""


def value_of(variable: str) -> str:
    """SQL for the value of a variable: the participant's own, else the transcript's. `variable` is a parameter's name."""
    return f"""coalesce(
      (SELECT value FROM participant_tag WHERE participant_tag.participant = participant.id AND variable = :{variable}),
      (SELECT value FROM transcript_tag WHERE transcript_tag.transcript = transcript.id AND variable = :{variable}))"""


def _among(expression: str, name: str, accepted: tuple[str, ...]) -> Condition:
    values: dict[str, object] = {f"{name}_{at}": value for at, value in enumerate(accepted)}
    return f"{expression} IN ({', '.join(f':{key}' for key in values)})", values


def _joined(parts: list[Condition]) -> Condition:
    values: dict[str, object] = {}
    for _, more in parts:
        values |= more
    return " AND ".join(sql for sql, _ in parts) or "1 = 1", values


def _where(selection: Selection) -> list[Condition]:
    parts = []
    for at, (variable, accepted) in enumerate(selection.where.items()):
        sql, values = _among(value_of(f"where_{at}"), f"where_{at}_is", accepted)
        parts.append((sql, {f"where_{at}": variable, **values}))
    return parts


def transcripts(selection: Selection) -> Condition:
    """What restricts transcripts; on the table transcript."""
    parts = []
    if selection.kinds:
        parts.append(_among("transcript.kind", "kind", selection.kinds))
    if selection.transcripts:
        parts.append(_among("transcript.slug", "slug", selection.transcripts))
    return _joined(parts)


def persons(selection: Selection) -> Condition:
    """What restricts speakers; on the tables transcript and participant."""
    parts = [transcripts(selection), *_where(selection)]
    if selection.speakers:
        parts.append(_among("participant.label", "speaker", selection.speakers))
    return _joined(parts)


def turns(selection: Selection) -> Condition:
    """What restricts turns beyond their speakers; on the table turn."""
    return _joined([_among("turn.language", "language", selection.languages)] if selection.languages else [])


def numerator(selection: Selection) -> Condition:
    """What restricts the numerator only; on the table coding. A code stands for the codes below it too."""
    parts = []
    if selection.codes:
        sql, values = _among("above.slug", "code", selection.codes)
        below = f"""coding.code IN (SELECT code_ancestor.code FROM code_ancestor
            JOIN code AS above ON above.id = code_ancestor.ancestor WHERE above.present = 1 AND {sql})"""
        parts.append((below, values))
    for at, (attribute, accepted) in enumerate(selection.attributes.items()):
        sql, values = _among("coding_attribute.value", f"attribute_{at}_is", accepted)
        has = f"""EXISTS (SELECT 1 FROM coding_attribute WHERE coding_attribute.coding = coding.id
            AND coding_attribute.attribute = :attribute_{at} AND {sql})"""
        parts.append((has, {f"attribute_{at}": attribute, **values}))
    return _joined(parts)


def codings(selection: Selection) -> Condition:
    """What restricts a list of codings: those that touch a turn which the selection lets through; on the tables coding and transcript."""
    parts = [transcripts(selection), numerator(selection)]
    if selection.where or selection.speakers or selection.languages:
        who, who_values = persons(selection)
        turn, turn_values = turns(selection)
        touches = f"""EXISTS (SELECT 1 FROM coding_turn JOIN turn ON turn.id = coding_turn.turn
            JOIN participant ON participant.id = turn.participant WHERE coding_turn.coding = coding.id AND {who} AND {turn})"""
        parts.append((touches, who_values | turn_values))
    return _joined(parts)


def dimension(name: str, parameter: str) -> tuple[str, str]:
    """Where a dimension belongs (`person`, `turn` or `coding`) and its SQL; a variable's name goes into the parameter of that name."""
    if name in TURN_DIMENSIONS:
        return "turn", TURN_DIMENSIONS[name]
    if name in PERSON_DIMENSIONS:
        return "person", PERSON_DIMENSIONS[name]
    if name in CODING_DIMENSIONS:
        return "coding", CODING_DIMENSIONS[name]
    return "person", value_of(parameter)
