"""What pictures say, in the languages that a report can be in: the one place where their words stand."""

from __future__ import annotations

from collections.abc import Mapping

_EN, _NL, _FR = 0, 1, 2
_PLACE = {"en": _EN, "nl": _NL, "fr": _FR}

_WORDS: Mapping[str, tuple[str, str, str]] = {
    "caution": (
        "Caution: a warning stands with the table of this picture.",
        "Let op: bij de tabel van deze figuur staat een waarschuwing.",
        "Attention : le tableau de cette figure porte un avertissement.",
    ),
    "cautions": (
        "Caution: {number} warnings stand with the table of this picture.",
        "Let op: bij de tabel van deze figuur staan {number} waarschuwingen.",
        "Attention : le tableau de cette figure porte {number} avertissements.",
    ),
    "by": ("{what}, by {by}", "{what}, naar {by}", "{what}, par {by}"),
    "none": ("–: no group held.", "–: geen groep gehouden.", "– : aucun groupe tenu."),
    "highest": ("Highest: {places}.", "Hoogst: {places}.", "Les plus élevés : {places}."),
    # heatmap
    "heat": ("Participants who voice each code", "Deelnemers die elke code ter sprake brengen", "Participants qui évoquent chaque code"),
    "heat_scale": ("share of participants", "aandeel van de deelnemers", "part des participants"),
    "heat_cells": (
        "In the cells: participants who voice the code, of those present (n), the silent ones too.",
        "In de cellen: deelnemers die de code ter sprake brengen, van de aanwezigen (n), ook wie zwijgt.",
        "Dans les cellules : les participants qui évoquent le code, sur les présents (n), y compris les silencieux.",
    ),
    "heat_alt": (
        "Heat map of {rows} codes by {columns} cells.",
        "Warmtekaart van {rows} codes bij {columns} cellen.",
        "Carte de chaleur de {rows} codes par {columns} cellules.",
    ),
}


def say(name: str, language: str, **parts: object) -> str:
    """The words of this name in this language, in English where it is not ours, with `parts` put in."""
    return _WORDS[name][_PLACE.get(language, _EN)].format(**parts)
