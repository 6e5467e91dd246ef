"""What a project holds, without what belongs to one copy of it: copies that were merged hold the same, in whatever order that was done."""

from __future__ import annotations

from qualcode.store.database import Store

Normalised = dict[str, list[tuple[object, ...]]]

_QUERIES = {
    "coders": "SELECT slug, name, language, present FROM coder",
    "coder tags": "SELECT slug, variable, value FROM coder_tag JOIN coder ON coder.id = coder",
    "transcripts": """SELECT transcript.guid, slug, kind, transcript.file_name, revision.guid, present FROM transcript
        JOIN revision ON revision.transcript = transcript.id AND revision.number = transcript.revision""",
    "texts": "SELECT transcript.guid, revision.guid, text FROM revision JOIN transcript ON transcript.id = revision.transcript",
    "transcript tags": "SELECT guid, variable, value FROM transcript_tag JOIN transcript ON transcript.id = transcript",
    "speakers": "SELECT guid, detail, role FROM participant",
    "speaker tags": "SELECT guid, variable, value FROM participant_tag JOIN participant ON participant.id = participant",
    "turns": """SELECT revision.guid, turn.number, participant.guid, turn."start", turn."end", turn.text, language, words, time_start, time_end FROM turn
        JOIN revision ON revision.id = turn.revision JOIN participant ON participant.id = turn.participant""",
    "codings": """SELECT coding.guid, coding.present, transcript.guid, code.guid, coder.slug, layer, origin, note, time, replaces FROM coding
        JOIN transcript ON transcript.id = coding.transcript JOIN code ON code.id = coding.code JOIN coder ON coder.id = coding.coder""",
    "places": """SELECT coding.guid, anchor."start", anchor."end", quotation, prefix, suffix, state FROM anchor JOIN coding ON coding.id = anchor.coding
        JOIN transcript ON transcript.id = coding.transcript
        JOIN revision ON revision.id = anchor.revision AND revision.transcript = transcript.id AND revision.number = transcript.revision""",
    "turns of codings": """SELECT coding.guid, turn.number, span_start, span_end, word_start, word_end FROM coding_turn
        JOIN coding ON coding.id = coding_turn.coding JOIN turn ON turn.id = coding_turn.turn""",
    "attributes": "SELECT guid, attribute, value FROM coding_attribute JOIN coding ON coding.id = coding",
    "translations": "SELECT guid, language, value FROM coding_translation JOIN coding ON coding.id = coding",
    "summaries": "SELECT guid, cell, value FROM code_summary JOIN code ON code.id = code",
    "findings": "SELECT guid, slug, present FROM finding",
    "texts of findings": "SELECT guid, language, value FROM finding_text JOIN finding ON finding.id = finding",
    "evidence": "SELECT guid, evidence FROM finding_evidence JOIN finding ON finding.id = finding",
    "verdicts": "SELECT guid, cell, value FROM finding_verdict JOIN finding ON finding.id = finding",
    "settlements": "SELECT guid, key, value FROM settlement JOIN transcript ON transcript.id = transcript",
    "assignments": """SELECT coder.guid, transcript.guid, state FROM assignment JOIN coder ON coder.id = coder
        JOIN transcript ON transcript.id = transcript""",
    "unaided": "SELECT coder.guid, transcript.guid FROM unaided JOIN coder ON coder.id = coder JOIN transcript ON transcript.id = transcript",
    "read": "SELECT coder.guid, revision.guid, turns FROM reading JOIN coder ON coder.id = coder JOIN revision ON revision.id = revision",
    "samples": "SELECT coder.guid, revision.guid, turns FROM sample JOIN coder ON coder.id = coder JOIN revision ON revision.id = revision",
    "thresholds": "SELECT guid, suggester, value FROM threshold JOIN coder ON coder.id = coder",
    "decisions": """SELECT coder.guid, coalesce(revision.guid, decision.key), coalesce(code.guid, ''), suggestion_key."start", suggestion_key."end", accepted
        FROM decision JOIN coder ON coder.id = decision.coder LEFT JOIN suggestion_key ON suggestion_key.key = decision.key
        LEFT JOIN revision ON revision.id = suggestion_key.revision LEFT JOIN code ON code.id = suggestion_key.code""",
    "codebook": "SELECT value FROM project WHERE key IN ('codebook')",
    "codes": """SELECT code.guid, code.slug, above.guid, code.position, code.colour, code.status, code.codable FROM code
        LEFT JOIN code AS above ON above.id = code.parent WHERE code.present = 1""",
    "texts of codes": "SELECT guid, field, language, code_text.position, text FROM code_text JOIN code ON code.id = code",
    "questions": """SELECT question.guid, kind, coding.guid, choices, about FROM question LEFT JOIN coding ON coding.id = question.coding
        WHERE question.present = 1""",
    "what people did": "SELECT id, copy, lamport, time, coder, command, why, study_hash, undoes FROM event WHERE command NOT LIKE 'merge %'",
}


def normalised(store: Store) -> Normalised:
    """Everything that copies have in common after a merge, in an order that is the same in all of them."""
    return {name: sorted(map(tuple, store.rows(query)), key=repr) for name, query in _QUERIES.items()}


def differences(one: Normalised, other: Normalised) -> list[str]:
    """What two projects do not have in common, a line for each kind of thing: how many only the one has, and only the other, with an example."""
    found = []
    for name in one:
        ours, theirs = set(map(repr, one[name])) - set(map(repr, other[name])), set(map(repr, other[name])) - set(map(repr, one[name]))
        if ours or theirs:
            found.append(f"{name}: {len(ours)} and {len(theirs)}, as {min(ours or theirs)}")
    return found
