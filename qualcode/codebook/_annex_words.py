"""The words of a codebook as it stands in a report, in the languages that we know; others get the English ones."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.saying import LANGUAGES, Three, said

_WORDS: Mapping[str, Three] = {
    "codebook": ("Codebook", "Codeboek", "Livre de codes"),
    "part": ("Part", "Onderdeel", "Rubrique"),
    "definition": ("Definition", "Definitie", "Définition"),
    "include": ("Include", "Wel", "Inclure"),
    "exclude": ("Exclude", "Niet", "Exclure"),
    "examples": ("Examples", "Voorbeelden", "Exemples"),
    "keywords": ("Keywords", "Trefwoorden", "Mots-clés"),
    "quotes": ("Quotations", "Citaten", "Citations"),
    "count": ("Count", "Telling", "Comptage"),
    "status": ("Status", "Status", "Statut"),
    "proposed": ("proposed", "voorgesteld", "proposé"),
    "retired": ("retired", "niet meer in gebruik", "abandonné"),
    "apart": ("Codes under no theme", "Codes zonder thema", "Codes sans thème"),
    "whole": ("The theme as a whole", "Het thema als geheel", "Le thème dans son ensemble"),
    "attributes": ("Attributes of codings", "Kenmerken van coderingen", "Attributs des codages"),
    "attribute": ("Attribute", "Kenmerk", "Attribut"),
    "value": ("Value", "Waarde", "Valeur"),
    "less to more": ("the values go from less to more", "de waarden gaan van minder naar meer", "les valeurs vont du moins au plus"),
    "other codes": ("Other codes", "Andere codes", "Autres codes"),
    "segments": ("segments", "fragmenten", "segments"),
    "segment": ("segment", "fragment", "segment"),
    "participants": ("{k} of {n} participants", "{k} van {n} deelnemers", "{k} participants sur {n}"),
    "groups": ("{k} of {n} groups", "{k} van {n} groepen", "{k} groupes sur {n}"),
    "counted": (
        "Counted in the layer {layer}: segments are stretches coded, overlapping ones once; participants those who voice the code, of all present; groups the transcripts with the code, of all held. A theme counts what stands under it, once.",
        "Geteld in de laag {layer}: fragmenten zijn gecodeerde stukken tekst, overlappende één keer; deelnemers zijn wie de code verwoordt, van alle aanwezigen; groepen zijn de transcripten met de code, van alle gehouden. Een thema telt wat eronder staat één keer.",
        "Compté dans la couche {layer} : les segments sont les passages codés, ceux qui se chevauchent une seule fois ; les participants, ceux qui expriment le code, parmi tous les présents ; les groupes, les transcriptions où il apparaît, parmi toutes celles tenues. Un thème compte une seule fois ce qui en relève.",
    ),
    "quoted": (
        "Quotations are from the layer {layer}: speaker, transcript and turn stand behind each.",
        "De citaten komen uit de laag {layer}; achter elk staan spreker, transcript en beurt.",
        "Les citations viennent de la couche {layer} ; locuteur, transcription et tour de parole suivent chacune.",
    ),
}
_NAMES: Three = ("English", "Nederlands", "Français")
_QUOTED: Three = ("“{}”", "“{}”", "«\u00a0{}\u00a0»")


def word(name: str, language: str) -> str:
    """The word for something in a language."""
    return said(_WORDS[name], language)


def words(name: str, languages: tuple[str, ...]) -> str:
    """The words for something in several languages, each once, with a slash between."""
    return " / ".join(dict.fromkeys(word(name, language) for language in languages))


def named(language: str) -> str:
    """What a language calls itself."""
    return said(_NAMES, language) if language in LANGUAGES else language


def quoted(text: str, language: str) -> str:
    """A text in quotation marks of a language."""
    return said(_QUOTED, language).format(text)
