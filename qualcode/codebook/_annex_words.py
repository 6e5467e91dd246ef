"""The words of a codebook as it stands in a report, in the languages that we know; others get the English ones."""

from __future__ import annotations

_WORDS = {
    "en": {
        "codebook": "Codebook",
        "part": "Part",
        "definition": "Definition",
        "include": "Include",
        "exclude": "Exclude",
        "examples": "Examples",
        "keywords": "Keywords",
        "quotes": "Quotations",
        "count": "Count",
        "status": "Status",
        "proposed": "proposed",
        "retired": "retired",
        "apart": "Codes under no theme",
        "whole": "The theme as a whole",
        "attributes": "Attributes of codings",
        "attribute": "Attribute",
        "value": "Value",
        "less to more": "the values go from less to more",
        "other codes": "Other codes",
        "segments": "segments",
        "segment": "segment",
        "participants": "{k} of {n} participants",
        "groups": "{k} of {n} groups",
        "counted": (
            "Counted in the layer {layer}: segments are stretches coded, overlapping ones once; participants those who voice the code, of all "
            "present; groups the transcripts with the code, of all held. A theme counts what stands under it, once."
        ),
        "quoted": "Quotations are from the layer {layer}: speaker, transcript and turn stand behind each.",
        "language": "English",
    },
    "nl": {
        "codebook": "Codeboek",
        "part": "Onderdeel",
        "definition": "Definitie",
        "include": "Wel",
        "exclude": "Niet",
        "examples": "Voorbeelden",
        "keywords": "Trefwoorden",
        "quotes": "Citaten",
        "count": "Telling",
        "status": "Status",
        "proposed": "voorgesteld",
        "retired": "niet meer in gebruik",
        "apart": "Codes zonder thema",
        "whole": "Het thema als geheel",
        "attributes": "Kenmerken van coderingen",
        "attribute": "Kenmerk",
        "value": "Waarde",
        "less to more": "de waarden gaan van minder naar meer",
        "other codes": "Andere codes",
        "segments": "fragmenten",
        "segment": "fragment",
        "participants": "{k} van {n} deelnemers",
        "groups": "{k} van {n} groepen",
        "counted": (
            "Geteld in de laag {layer}: fragmenten zijn gecodeerde stukken tekst, overlappende één keer; deelnemers zijn wie de code verwoordt, "
            "van alle aanwezigen; groepen zijn de transcripten met de code, van alle gehouden. Een thema telt wat eronder staat één keer."
        ),
        "quoted": "De citaten komen uit de laag {layer}; achter elk staan spreker, transcript en beurt.",
        "language": "Nederlands",
    },
    "fr": {
        "codebook": "Livre de codes",
        "part": "Rubrique",
        "definition": "Définition",
        "include": "Inclure",
        "exclude": "Exclure",
        "examples": "Exemples",
        "keywords": "Mots-clés",
        "quotes": "Citations",
        "count": "Comptage",
        "status": "Statut",
        "proposed": "proposé",
        "retired": "abandonné",
        "apart": "Codes sans thème",
        "whole": "Le thème dans son ensemble",
        "attributes": "Attributs des codages",
        "attribute": "Attribut",
        "value": "Valeur",
        "less to more": "les valeurs vont du moins au plus",
        "other codes": "Autres codes",
        "segments": "segments",
        "segment": "segment",
        "participants": "{k} participants sur {n}",
        "groups": "{k} groupes sur {n}",
        "counted": (
            "Compté dans la couche {layer} : les segments sont les passages codés, ceux qui se chevauchent une seule fois ; les participants, "
            "ceux qui expriment le code, parmi tous les présents ; les groupes, les transcriptions où il apparaît, parmi toutes celles "
            "tenues. Un thème compte une seule fois ce qui en relève."
        ),
        "quoted": "Les citations viennent de la couche {layer} ; locuteur, transcription et tour de parole suivent chacune.",
        "language": "Français",
    },
}
_QUOTED = {"nl": "“{}”", "fr": "«\u00a0{}\u00a0»", "en": "“{}”"}


def word(name: str, language: str) -> str:
    """The word for something in a language."""
    return _WORDS.get(language, _WORDS["en"])[name]


def words(name: str, languages: tuple[str, ...]) -> str:
    """The words for something in several languages, each once, with a slash between."""
    return " / ".join(dict.fromkeys(word(name, language) for language in languages))


def named(language: str) -> str:
    """What a language calls itself."""
    return _WORDS[language]["language"] if language in _WORDS else language


def quoted(text: str, language: str) -> str:
    """A text in quotation marks of a language."""
    return _QUOTED.get(language, _QUOTED["en"]).format(text)
