"""The words that stand with tables and pictures, in the languages a report can be in, and what a table counts in these words."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.saying import Three, said
from qualcode.table import Described, Table
from qualcode.text import visible

_WORDS: Mapping[str, Three] = {
    "unit": ("Unit counted", "Geteld", "Unité comptée"),
    "layer": ("Layer", "Codeerlaag", "Couche de codage"),
    "selection": ("Selection", "Selectie", "Sélection"),
    "everything": ("everything", "alles", "tout"),
    "where": ("where", "waar", "où"),
    "kind": ("kind", "soort", "type"),
    "transcript": ("transcript", "transcript", "transcription"),
    "speaker": ("speaker", "spreker", "locuteur"),
    "language": ("language", "taal", "langue"),
    "code": ("code", "code", "code"),
    "warning": ("Caution", "Let op", "Attention"),
    "table": ("Table", "Tabel", "Tableau"),
    "contents": ("Contents", "Inhoud", "Table des matières"),
    "all": ("all", "alle", "tous"),
    "told": ("{shown} of {all} shown", "{shown} van {all} getoond", "{shown} sur {all} affichées"),
    "sought": ("containing the words", "met de woorden", "contenant les mots"),
    "reset": ("Show all", "Alles tonen", "Tout afficher"),
    "figure": ("Figure", "Figuur", "Figure"),
    "empty": ("No rows.", "Geen rijen.", "Aucune ligne."),
    "undefined": ("– means undefined.", "– betekent: niet bepaald.", "– signifie : non défini."),
    "range": (
        "0–12.5 (9) means: of 9 groups the lowest and the highest; all of them stand in csv, json and xlsx.",
        "0–12,5 (9) betekent: van 9 groepen de laagste en de hoogste; alle staan in csv, json en xlsx.",
        "0–12,5 (9) signifie : de 9 groupes, le plus bas et le plus élevé ; tous se trouvent en csv, json et xlsx.",
    ),
    "about": ("About", "Over de tabellen", "À propos"),
    "sheet": ("Sheet", "Blad", "Feuille"),
    "note": ("Note", "Toelichting", "Remarque"),
    "low": ("low", "onder", "bas"),
    "high": ("high", "boven", "haut"),
    "cut": (
        "Texts of more than 32,767 characters, cut in this workbook",
        "Teksten van meer dan 32.767 tekens, in deze werkmap afgekapt",
        "Textes de plus de 32 767 caractères, coupés dans ce classeur",
    ),
}

_UNITS: Mapping[str, Three] = {
    "participant": ("participant", "deelnemer", "participant"),
    "group": ("group", "groep", "groupe"),
    "transcript": ("transcript", "transcript", "transcription"),
    "turn": ("turn", "spreekbeurt", "tour de parole"),
    "sentence": ("sentence", "zin", "phrase"),
    "character": ("character", "teken", "caractère"),
    "segment": ("segment", "fragment", "segment"),
    "word": ("word", "woord", "mot"),
    "coding": ("coding", "codering", "codage"),
    "code": ("code", "code", "code"),
    "coder": ("coder", "codeur", "codeur"),
    "passage": ("passage", "passage", "passage"),
    "match": ("match", "vondst", "occurrence"),
    "verdict": ("verdict", "oordeel", "avis"),
    "summary": ("summary", "samenvatting", "résumé"),
    "finding": ("finding", "bevinding", "constat"),
    "speaker": ("speaker", "spreker", "locuteur"),
    "disagreement": ("disagreement", "verschil", "désaccord"),
    "field": ("field", "veld", "champ"),
}

KINDS: Mapping[str, Three] = {
    "focus-group": ("focus-group", "focusgroep", "groupe de discussion"),
    "interview": ("interview", "interview", "entretien"),
    "written-interview": ("written-interview", "schriftelijk interview", "entretien écrit"),
}
"""The kinds of transcripts, as they stand in cells and selections."""


def colon(name: str, language: str) -> str:
    r"""A name with what follows after a colon.

    >>> colon("Held", "en"), colon("Présents", "fr")
    ('Held: ', 'Présents\xa0: ')
    """
    return f"{name}\u00a0: " if language == "fr" else f"{name}: "


def word(name: str, language: str) -> str:
    """The word `name` in this language, in English where the language is not ours; `name` itself where it is no word of ours."""
    return said(_WORDS[name], language) if name in _WORDS else name


def unit(name: str, language: str) -> str:
    """A unit of counting (`participant`) in this language; as it stands where it is not a noun of ours."""
    return said(_UNITS[name], language) if name in _UNITS else name


def facts(table: Table, language: str) -> list[tuple[str, str]]:
    """What a table counts, as (name, value): the unit, the layer and the selection, those that the table has."""
    found = []
    if table.unit:
        found.append((word("unit", language), unit(table.unit, language)))
    if table.layer:
        found.append((word("layer", language), table.layer))
    if table.selection:
        found.append((word("selection", language), "; ".join(_restrictions(table.selection, language)) or word("everything", language)))
    return [(name, visible(value)) for name, value in found]


def _restrictions(selection: Mapping[str, object], language: str) -> list[str]:
    words = {f"kind={kind}": said(three, language) for kind, three in KINDS.items()}
    words |= selection.words if isinstance(selection, Described) else {}
    parts = []
    for name, value in selection.items():
        if isinstance(value, Mapping):
            parts += [f"{words.get(inner, inner)} = {_listed(inner, values, words)}" for inner, values in value.items() if values]
        elif value:
            parts.append(f"{word(name, language)} = {_listed(name, value, words)}")
    return parts


def _listed(name: str, value: object, words: Mapping[str, str]) -> str:
    """Values in a row, by their words where they have any."""
    values = [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
    return ", ".join(words.get(f"{name}={each}", each) for each in values)
