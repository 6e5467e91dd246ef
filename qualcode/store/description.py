"""The tables of a project described for people who open it in another tool: docs/schema.md is made of this."""

from __future__ import annotations

from qualcode.store.database import Store

TABLES = {
    "project": "Facts about this copy: the GUIDs of project and copy, the Lamport counter, the hash of the codebook in use, and of the text that a command has last written into its file (pending: is still to write). `heads` are the newest entries of the log, `merged COPY` the counter of a copy that was brought in, `study` the hash of the study.toml that a file for a colleague was made with.",
    "study_version": "Every text of study.toml under which something was changed, by its hash.",
    "event": "The log: one row per change, with who, when, by which command and why. `undoes` points to the event that was taken back, `parents` are the newest events that the copy knew then.",
    "change": "What an event changed: noun, GUID and field, with the value before and after as JSON. A new thing is `present` from 0 to 1, and its first values have no `before`.",
    "coder": "The people who code. Removed ones keep their row with `present` 0, here and in other tables.",
    "transcript": "Sessions and documents. `slug` is the id people type; `revision` is the number of the current one.",
    "revision": "The canonical text of a transcript, and its sha256. `turn.start` and `anchor.start` are code points of it. `file_name` and `file_sha256` are those of the file that a correction was read from.",
    "participant": "The speakers of a transcript by label; `detail` stood with the label in the file. `absent` is the role of one whom only an earlier reading knew.",
    "turn": "One stretch of one speaker. `start` and `end` are a half-open range in the revision's text, `words` are spoken words.",
    "stretch": "The languages within a turn that switches; a turn in one language has none.",
    "turn_index": "The full-text index (FTS5) over `turn.text`.",
    "transcript_tag": "The variables of transcripts.",
    "participant_tag": "The variables of participants; they hold before those of the transcript.",
    "coder_tag": "The variables of coders.",
    "codebook_version": "Every codebook that was loaded, by the hash of its text; `content` is the codebook as JSON.",
    "code": "The codes of the codebook in use; `slug` is the id in the file, `parent` the code it stands under.",
    "code_text": "The texts of the codes by field and language; keywords and examples have one row each.",
    "code_ancestor": "For each code itself and the codes above it.",
    "coding": "This coder put this code on a span. `layer` is `coder` or `consensus`; `origin` is `manual`, `suggested`, `search` or `imported`, in the consensus `agreed`, `adjudicated` or `alone`. `replaces` are the GUIDs of the codings in whose place it came when codes were joined or split.",
    "anchor": "Where a coding stands in a revision, the quotation itself, and what stands around it. `state`: `placed`, `changed` (its words were corrected), `moved`, `unsure` and `missing` (wait for the coder), `lost`; only the first two count.",
    "coding_turn": "The turns that a coding whose place is sure touches in the current revision, with the words of the turn before the span begins and ends.",
    "coding_attribute": "The attributes of codings, such as stance.",
    "coding_translation": "Translations of quotations, by language, as coders have given them.",
    "code_summary": "Cells of the framework matrix: what somebody has written of a code (and those below it) in a case. `cell` is the layer and the case as JSON, `value` the text and the hash of the codings it was written on.",
    "finding": "What the study says. `slug` is the id people type.",
    "finding_text": "The text of a finding by language.",
    "finding_evidence": "What carries a finding: `evidence` is `code GUID` or `coding GUID`.",
    "finding_verdict": "What sessions say of a finding: `cell` is the transcript's GUID and the side as JSON, `value` the verdict and why.",
    "settlement": "What was decided where coders differ, or taken where they agree. `key` is the disagreement, `value` JSON: what was taken and why, by whom, whose codings were compared, those that it was about, and those of the consensus that came of it.",
    "assignment": "Which coder has which transcript to do, in progress or finished.",
    "reading": "Which turns of a revision a coder has marked as read, as ranges of their numbers: `1-34 40`.",
    "suggestion": "Proposed codings: a cache that may be deleted. They count nowhere. `coder` is the one from whose codings they were learnt, who alone sees them; 0: from nobody's. `evidence` are the places (`start-end` in the canonical text, separated by blanks) of the words that speak for it. `codebook` is the hash of the codebook that they were made with; empty: the code was split since; `followed`: they went along to another code.",
    "decision": "What a coder has said to a suggestion, by its key: yes (1), yes on other words (2), no (0), never here (-1), another code in its place (-2).",
    "suggestion_key": "What the key of a suggestion stands for that was decided on or went along with a correction. Keys with the same `first` are one suggestion in several revisions. `suggesters` had made it when it was decided on.",
    "threshold": "The score from which on suggestions of a suggester are shown to a coder, as `suggest --calibrate` has set it: JSON with the precision that was asked for and what it was found on.",
    "unaided": "Where a coder is to code a transcript without suggestions (`coders assign --no-suggestions`): `value` 1.",
    "sample": "Turns of a revision that `suggest --next` has chosen for a coder as those that teach most, as ranges of their numbers. Frequencies of such turns say nothing of the rest.",
    "question": "What a person has to decide: of the kind `split`, which of the codes (`choices`, their GUIDs) comes in the place of a coding's own; of the kind `merge`, what holds where copies do not agree (`about` is JSON). `present` 0: decided.",
    "coding_quotes": "View: every coding whose place is sure, with the ids of transcript, code and coder, and its quotation.",
    "turns_by_speaker": "View: every turn with its speaker.",
    "tally": "View: how many codings each code has by layer, coder and transcript; spans that overlap are not merged.",
}
"""What each table and view holds."""


def described(store: Store) -> str:
    """The tables and views as Markdown: what each holds, and its columns with their types."""
    parts = [
        "# The tables of qualcode.db",
        "",
        "Made from the code; a test compares it. Times are UTC in ISO 8601. Read as you like, for instance in Datasette;",
        "change nothing: `qualcode check` compares the tables with the log.",
    ]
    for name, meaning in TABLES.items():
        parts += ["", f"## {name}", meaning, "", "| column | type |", "| --- | --- |"]
        for column in store.rows(f"PRAGMA table_info({name})"):
            kind = column["type"].lower() or "any"
            parts.append(
                f"| {column['name']} | {kind}{'' if column['notnull'] or column['pk'] else ', may be null'}{', key' if column['pk'] else ''} |"
            )
    return "\n".join(parts) + "\n"


def undescribed(store: Store) -> set[str]:
    """The tables and views of the project that TABLES does not tell of; those that SQLite and sqlite-utils keep for themselves are left out."""
    sql = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'turn_index_%'"
    return {row["name"] for row in store.rows(sql)} - set(TABLES) - {"_sqlite_migrations"}
