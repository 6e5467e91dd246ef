"""What a project holds, in words that do not depend on rows: to compare it before and after."""

from __future__ import annotations

from qualcode.store.database import Store

State = dict[str, list[tuple[object, ...]]]

_QUERIES = {
    "coders": "SELECT slug, name, language FROM coder WHERE present = 1",
    "coder tags": "SELECT slug, variable, value FROM coder_tag JOIN coder ON coder.id = coder WHERE present = 1",
    "transcripts": "SELECT slug, guid, kind, file_name, revision FROM transcript WHERE present = 1",
    "transcript tags": "SELECT slug, variable, value FROM transcript_tag JOIN transcript ON transcript.id = transcript WHERE present = 1",
    "settlements": "SELECT guid, key, value FROM settlement JOIN transcript ON transcript.id = transcript WHERE present = 1",
    "speakers": """SELECT slug, label, detail, role FROM participant JOIN transcript ON transcript.id = transcript
        WHERE present = 1 AND role <> 'absent'""",
    "speaker tags": """SELECT slug, label, variable, value FROM participant_tag JOIN participant ON participant.id = participant
        JOIN transcript ON transcript.id = transcript WHERE present = 1 AND role <> 'absent'""",
    "turns": """SELECT slug, turn.number, label, turn."start", turn."end", turn.text, language, words FROM turn
        JOIN revision ON revision.id = turn.revision JOIN participant ON participant.id = participant
        JOIN transcript ON transcript.id = revision.transcript AND revision.number = transcript.revision WHERE present = 1""",
    "questions": """SELECT coding.guid, kind, choices FROM question JOIN coding ON coding.id = question.coding WHERE question.present = 1""",
    "codings": """SELECT coding.guid, replaces, transcript.slug, code.slug, coder.slug, layer, origin, note, anchor."start", anchor."end", quotation, state
        FROM coding JOIN transcript ON transcript.id = coding.transcript JOIN code ON code.id = coding.code
        JOIN coder ON coder.id = coding.coder JOIN revision ON revision.transcript = transcript.id AND number = transcript.revision
        LEFT JOIN anchor ON anchor.coding = coding.id AND anchor.revision = revision.id
        WHERE coding.present = 1 AND transcript.present = 1""",
    "places": """SELECT coding.guid, turn.number, word_start, word_end FROM coding_turn JOIN coding ON coding.id = coding
        JOIN turn ON turn.id = turn JOIN transcript ON transcript.id = coding.transcript WHERE coding.present = 1 AND transcript.present = 1""",
    "attributes": """SELECT coding.guid, attribute, value FROM coding_attribute JOIN coding ON coding.id = coding WHERE coding.present = 1""",
    "translations": """SELECT coding.guid, language, value FROM coding_translation JOIN coding ON coding.id = coding WHERE coding.present = 1""",
    "summaries": "SELECT code.guid, cell, value FROM code_summary JOIN code ON code.id = code",
    "findings": "SELECT guid, slug FROM finding WHERE present = 1",
    "texts of findings": "SELECT guid, language, value FROM finding_text JOIN finding ON finding.id = finding WHERE present = 1",
    "evidence": "SELECT guid, evidence FROM finding_evidence JOIN finding ON finding.id = finding WHERE present = 1",
    "verdicts": "SELECT guid, cell, value FROM finding_verdict JOIN finding ON finding.id = finding WHERE present = 1",
    "assignments": """SELECT coder.slug, transcript.slug, state FROM assignment JOIN coder ON coder.id = coder
        JOIN transcript ON transcript.id = transcript""",
    "read": "SELECT slug, revision.guid, turns FROM reading JOIN coder ON coder.id = coder JOIN revision ON revision.id = revision",
    "decisions": "SELECT slug, key, accepted FROM decision JOIN coder ON coder.id = coder",
    "thresholds": "SELECT slug, suggester, value FROM threshold JOIN coder ON coder.id = coder",
    "unaided": """SELECT coder.slug, transcript.slug, value FROM unaided JOIN coder ON coder.id = coder
        JOIN transcript ON transcript.id = transcript""",
    "samples": "SELECT slug, revision.guid, turns FROM sample JOIN coder ON coder.id = coder JOIN revision ON revision.id = revision",
    "codes": """SELECT code.slug, code.guid, above.slug, code.position, code.status, code.codable FROM code
        LEFT JOIN code AS above ON above.id = code.parent WHERE code.present = 1""",
    "texts of codes": "SELECT slug, field, language, code_text.position, text FROM code_text JOIN code ON code.id = code",
    "codebook": "SELECT value FROM project WHERE key = 'codebook'",
}


def state(store: Store) -> State:
    """Everything that undo and redo move."""
    return {name: sorted(map(tuple, store.rows(query)), key=repr) for name, query in _QUERIES.items()}
