"""The words that stand with tables and pictures, in the languages a report can be in, and what a table counts in these words."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.table import Table
from qualcode.text import visible

LANGUAGES = ("nl", "fr", "en")
"""Those that our own words are in."""

_WORDS = {
    "en": {
        "unit": "Unit counted",
        "layer": "Layer",
        "selection": "Selection",
        "everything": "everything",
        "where": "where",
        "kind": "kind",
        "transcript": "transcript",
        "speaker": "speaker",
        "language": "language",
        "code": "code",
        "warning": "Caution",
        "table": "Table",
        "contents": "Contents",
        "all": "all",
        "told": "{shown} of {all} shown",
        "sought": "containing the words",
        "reset": "Show all",
        "figure": "Figure",
        "empty": "No rows.",
        "undefined": "– means undefined.",
        "range": "0–12.5 (9) means: of 9 groups the lowest and the highest; all of them stand in csv, json and xlsx.",
        "about": "About",
        "sheet": "Sheet",
        "note": "Note",
        "low": "low",
        "high": "high",
        "cut": "Texts of more than 32,767 characters, cut in this workbook",
    },
    "nl": {
        "unit": "Geteld",
        "layer": "Codeerlaag",
        "selection": "Selectie",
        "everything": "alles",
        "where": "waar",
        "kind": "soort",
        "transcript": "transcript",
        "speaker": "spreker",
        "language": "taal",
        "code": "code",
        "warning": "Let op",
        "table": "Tabel",
        "contents": "Inhoud",
        "all": "alle",
        "told": "{shown} van {all} getoond",
        "sought": "met de woorden",
        "reset": "Alles tonen",
        "figure": "Figuur",
        "empty": "Geen rijen.",
        "undefined": "– betekent: niet bepaald.",
        "range": "0–12,5 (9) betekent: van 9 groepen de laagste en de hoogste; alle staan in csv, json en xlsx.",
        "about": "Over de tabellen",
        "sheet": "Blad",
        "note": "Toelichting",
        "low": "onder",
        "high": "boven",
        "cut": "Teksten van meer dan 32.767 tekens, in deze werkmap afgekapt",
    },
    "fr": {
        "unit": "Unité comptée",
        "layer": "Couche de codage",
        "selection": "Sélection",
        "everything": "tout",
        "where": "où",
        "kind": "type",
        "transcript": "transcription",
        "speaker": "locuteur",
        "language": "langue",
        "code": "code",
        "warning": "Attention",
        "table": "Tableau",
        "contents": "Table des matières",
        "all": "tous",
        "told": "{shown} sur {all} affichées",
        "sought": "contenant les mots",
        "reset": "Tout afficher",
        "figure": "Figure",
        "empty": "Aucune ligne.",
        "undefined": "– signifie : non défini.",
        "range": "0–12,5 (9) signifie : de 9 groupes, le plus bas et le plus élevé ; tous se trouvent en csv, json et xlsx.",
        "about": "À propos",
        "sheet": "Feuille",
        "note": "Remarque",
        "low": "bas",
        "high": "haut",
        "cut": "Textes de plus de 32 767 caractères, coupés dans ce classeur",
    },
}

_UNITS = {
    "nl": {
        "participant": "deelnemer",
        "group": "groep",
        "transcript": "transcript",
        "turn": "spreekbeurt",
        "segment": "fragment",
        "word": "woord",
        "coding": "codering",
        "code": "code",
        "coder": "codeur",
        "passage": "passage",
        "match": "vondst",
        "verdict": "oordeel",
        "summary": "samenvatting",
        "finding": "bevinding",
        "speaker": "spreker",
    },
    "fr": {
        "participant": "participant",
        "group": "groupe",
        "transcript": "transcription",
        "turn": "tour de parole",
        "segment": "segment",
        "word": "mot",
        "coding": "codage",
        "code": "code",
        "coder": "codeur",
        "passage": "passage",
        "match": "occurrence",
        "verdict": "avis",
        "summary": "résumé",
        "finding": "constat",
        "speaker": "locuteur",
    },
}

_KINDS = {
    "nl": {"focus-group": "focusgroep", "interview": "interview", "written-interview": "schriftelijk interview"},
    "fr": {"focus-group": "groupe de discussion", "interview": "entretien", "written-interview": "entretien écrit"},
}


def colon(name: str, language: str) -> str:
    r"""A name with what follows after a colon.

    >>> colon("Held", "en"), colon("Présents", "fr")
    ('Held: ', 'Présents\xa0: ')
    """
    return f"{name}\u00a0: " if language == "fr" else f"{name}: "


def word(name: str, language: str) -> str:
    """The word `name` in this language, in English where the language is not ours; `name` itself where it is no word of ours."""
    return _WORDS.get(language, _WORDS["en"]).get(name, name)


def unit(name: str, language: str) -> str:
    """A unit of counting (`participant`) in this language; as it stands where it is not a noun of ours."""
    return _UNITS.get(language, {}).get(name, name)


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
    parts = []
    for name, value in selection.items():
        if isinstance(value, Mapping):
            parts += [f"{inner} = {_listed(values)}" for inner, values in value.items() if values]
        elif value:
            words = _KINDS.get(language, {}) if name == "kind" else {}
            parts.append(f"{word(name, language)} = {_listed(value, words)}")
    return parts


def _listed(value: object, words: Mapping[str, str] | None = None) -> str:
    """Values in a row, by their words where they have any."""
    values = [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
    return ", ".join((words or {}).get(each, each) for each in values)
