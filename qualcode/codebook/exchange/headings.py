"""What columns of codebooks are called, by other programs and by people, and which part of a code each holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qualcode.codebook.exchange.found import UNSAID
from qualcode.languages import tags
from qualcode.model import UNSURE
from qualcode.opening.sheet import heading

_FIELDS = {
    "label": "label name naam nom libelle intitule titel titre title tag path codenaam codename code_name code_label nom_du_code naam_van_de_code",
    "id": "id code_id slug",
    "guid": "guid uuid",
    "parent": """parent parent_code parent_id parent_name bovenliggend bovenliggende_code code_parent parente category categorie code_category theme thema
        groep group groupe code_group code_groups hoofdcode""",
    "definition": """definition definitie description beschrijving omschrijving memo code_memo comment commentaire commentaires opmerking
        opmerkingen toelichting explication code_description note notes notitie""",
    "include": "include inclusion inclusief inclusie wel inclusion_criteria inclusiecriteria criteres_d_inclusion criteres_d'inclusion",
    "exclude": "exclude exclusion exclusief exclusie niet exclusion_criteria exclusiecriteria criteres_d_exclusion criteres_d'exclusion",
    "examples": "example examples voorbeeld voorbeelden exemple exemples anchor_example ankervoorbeeld typical_exemplars",
    "keywords": "keyword keywords trefwoord trefwoorden sleutelwoorden mot_cle mots_cles mot-cle mots-cles",
    "colour": "colour color kleur couleur code_color code_colour",
    "status": "status statut",
    "since": "since sinds depuis",
    "codable": "codable iscodable is_codable",
    "level": "level niveau",
    "code": "code codes",
}
"""Names by field, folded, with `_` for a blank; `code` is an id beside a label, else the label."""

_KNOWN = {name.replace("_", " "): field for field, names in _FIELDS.items() for name in names.split()}
_PER_LANGUAGE = frozenset({"label", "parent", "definition", "include", "exclude", "examples", "keywords"})
_LONGEST = 80
"""Characters of a heading; what is longer is text."""
_SPOKEN = re.compile(r"(.+?)[ .:(\[-]+([^\W\d_]{2,20})[)\]]?")

Columns = Mapping[int, tuple[str, str]]
"""The field of each column that is known, and its language (UNSAID where the heading says none)."""


def columns(cells: Sequence[str]) -> Columns:
    """The columns of a sheet with these headings that are known; none when no column names codes."""
    found = {at: known for at, cell in enumerate(cells) if (known := _column(cell)) is not None}
    labelled = any(field == "label" for field, _ in found.values())
    by_code = {at: (("id" if labelled else "label"), language) for at, (field, language) in found.items() if field == "code"}
    if not labelled and not by_code:
        return {}
    if sum(field == "id" for field, _ in found.values()):
        by_code = {at: known for at, known in by_code.items() if known[0] != "id"}
    return {at: known for at, known in {**found, **by_code}.items() if known[0] != "code"}


def names(cells: Sequence[str]) -> list[str]:
    """The headings for comparing."""
    return [heading(cell) for cell in cells]


def _column(cell: str) -> tuple[str, str] | None:
    if len(cell) > _LONGEST:
        return None
    text = heading(cell)
    if text in _KNOWN:
        return _KNOWN[text], UNSAID
    spoken = _SPOKEN.fullmatch(text)
    if spoken is None or (field := _KNOWN.get(spoken[1].strip())) is None:
        return None
    language = tags.code(spoken[2])
    named = "label" if field == "code" else field
    return (named, language) if named in _PER_LANGUAGE and language not in {"", UNSURE} else None
