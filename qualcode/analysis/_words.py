"""The words over the columns of tables, in the languages that a report can be in: the one place where they stand."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.conclusions import VERDICTS
from qualcode.saying import Three, ours, said
from qualcode.table import Column, Kind
from qualcode.wording import KINDS

_WORDS: Mapping[str, Three] = {
    "code": ("code", "code", "code"),
    "label": ("label", "label", "libellé"),
    "groups": ("groups", "groepen", "groupes"),
    "groups_n": ("groups held", "groepen gehouden", "groupes tenus"),
    "groups_interval": ("share of groups, 95 %", "aandeel groepen, 95 %", "part des groupes, 95 %"),
    "participants": ("participants", "deelnemers", "participants"),
    "participants_n": ("participants present", "deelnemers aanwezig", "participants présents"),
    "segments": ("segments", "fragmenten", "segments"),
    "words": ("words", "woorden", "mots"),
    "turns": ("turns", "beurten", "tours de parole"),
    "rate": ("per 1,000 words", "per 1.000 woorden", "pour 1 000 mots"),
    "group_rates": ("of each group", "van elke groep", "de chaque groupe"),
    "top_share": ("top speaker", "meest aan het woord", "premier locuteur"),
    "marker": ("marker", "kenmerk", "repère"),
    "transcript": ("transcript", "transcript", "transcription"),
    "turn": ("turn", "beurt", "tour de parole"),
    "speaker": ("speaker", "spreker", "locuteur"),
    "language": ("language", "taal", "langue"),
    "words_all": ("words in all", "woorden in totaal", "mots en tout"),
    "kind": ("kind", "soort", "type"),
    "revision": ("revision", "versie", "révision"),
    "file": ("file", "bestand", "fichier"),
    "held": ("held", "gehouden", "tenus"),
    "planned": ("planned", "gepland", "prévus"),
    "left": ("left", "links", "à gauche"),
    "match": ("match", "vondst", "occurrence"),
    "right": ("right", "rechts", "à droite"),
    "turns_share": ("of turns", "van de beurten", "des tours"),
    "likeness": ("likeness", "gelijkenis", "ressemblance"),
    "passage": ("passage", "passage", "passage"),
    "common": ("by the words", "door de woorden", "par les mots"),
    "quotation": ("quotation", "citaat", "citation"),
    "note": ("note", "noot", "note"),
    "one": ("this cell", "deze cel", "cette cellule"),
    "other": ("against", "tegenover", "contre"),
    "groups_one": ("groups", "groepen", "groupes"),
    "groups_other": ("groups, against", "groepen, tegenover", "groupes, contre"),
    "participants_one": ("participants", "deelnemers", "participants"),
    "participants_other": ("participants, against", "deelnemers, tegenover", "participants, contre"),
    "share_difference": ("difference of shares", "verschil in aandeel", "différence de parts"),
    "odds_ratio": ("odds ratio", "odds ratio", "rapport de cotes"),
    "rate_one": ("mean rate", "gemiddelde per 1.000", "moyenne pour 1 000"),
    "rate_other": ("mean rate, against", "gemiddelde per 1.000, tegenover", "moyenne pour 1 000, contre"),
    "rate_difference": ("difference of rates", "verschil per 1.000", "différence pour 1 000"),
    "rate_interval": ("95 % interval (exploratory)", "95 %-interval (verkennend)", "intervalle à 95 % (exploratoire)"),
    "rate_bootstrap": ("bootstrap interval (groups)", "bootstrap-interval (groepen)", "intervalle bootstrap (groupes)"),
    "rate_ratio": ("ratio of rates", "verhouding", "rapport"),
    "p": ("p", "p", "p"),
    "p_adjusted": ("p adjusted", "p gecorrigeerd", "p corrigé"),
    "with": ("with", "met", "avec"),
    "turns_n": ("turns in all", "beurten in totaal", "tours en tout"),
    "turns_first": ("turns with the first", "beurten met de eerste", "tours avec le premier"),
    "turns_second": ("turns with the second", "beurten met de tweede", "tours avec le second"),
    "turns_both": ("turns with both", "beurten met beide", "tours avec les deux"),
    "of_first": ("of the first", "van de eerste", "du premier"),
    "of_second": ("of the second", "van de tweede", "du second"),
    "c": ("c", "c", "c"),
    "overlap": ("of the rarer", "van de zeldzaamste", "du plus rare"),
    "lift": ("lift", "lift", "lift"),
    "near_same": ("near, one speaker", "dichtbij, één spreker", "proche, même locuteur"),
    "near_other": ("near, an exchange", "dichtbij, een uitwisseling", "proche, un échange"),
    "near_expected": ("near, by chance", "dichtbij, bij toeval", "proche, par hasard"),
    "words_n": ("words of participants", "woorden van deelnemers", "mots des participants"),
    "units": ("groups", "groepen", "groupes"),
    "codes_expected": ("codes", "codes", "codes"),
    "codes_low": ("fewest", "minst", "le moins"),
    "codes_high": ("most", "meest", "le plus"),
    "codes_share": ("of all codes", "van alle codes", "de tous les codes"),
    "unit": ("group", "groep", "groupe"),
    "codes_new": ("new codes", "nieuwe codes", "nouveaux codes"),
    "new_share": ("new in the run", "nieuw in de reeks", "nouveaux dans la série"),
    "speaking": ("who speak", "die spreken", "qui parlent"),
    "speaking_n": ("participants present", "deelnemers aanwezig", "participants présents"),
    "silent": ("silent", "zwijgend", "silencieux"),
    "words_share": ("of words", "van de woorden", "des mots"),
    "turn_length": ("words per turn", "woorden per beurt", "mots par tour"),
    "top_share_of_words": ("top speaker", "meest aan het woord", "premier locuteur"),
    "evenness": ("evenness", "gelijkmatigheid", "équirépartition"),
    "effective": ("effective speakers", "effectieve sprekers", "locuteurs effectifs"),
    "gini": ("Gini", "Gini", "Gini"),
    "moderator_share": ("moderator", "moderator", "modérateur"),
    "role": ("role", "rol", "rôle"),
    "next": ("next", "volgende", "suivant"),
    "next_role": ("role of the next", "rol van de volgende", "rôle du suivant"),
    "times": ("times", "keer", "fois"),
    "times_n": ("turns followed", "gevolgde beurten", "tours suivis"),
    "times_share": ("of turns", "van de beurten", "des tours"),
    "first": ("first", "eerste", "premier"),
    "middle": ("middle", "midden", "milieu"),
    "last": ("last", "laatste", "dernier"),
    "first_turn": ("first turn", "eerste beurt", "premier tour"),
    "first_time": ("at", "om", "à"),
    "answered": ("answered", "opgenomen door een ander", "repris par un autre"),
    "answered_n": ("turns with the code", "beurten met de code", "tours avec le code"),
    "replies": ("replies", "antwoorden", "réponses"),
    "spontaneous": ("spontaneous", "spontaan", "spontané"),
    "prompted": ("prompted", "na vraag", "sollicité"),
    "term": ("word", "woord", "mot"),
    "times_rate": ("per 1,000 words", "per 1.000 woorden", "pour 1 000 mots"),
    "times_rest": ("times elsewhere", "keer elders", "fois ailleurs"),
    "rest_rate": ("per 1,000 elsewhere", "per 1.000 elders", "pour 1 000 ailleurs"),
    "g2": ("G2", "G2", "G2"),
    "percent_difference": ("%DIFF", "%DIFF", "%DIFF"),
    "log_ratio": ("log ratio", "log ratio", "log ratio"),
    "log_odds": ("log-odds (z)", "log-odds (z)", "log-odds (z)"),
    "first_word": ("first", "eerste", "premier"),
    "second_word": ("second", "tweede", "second"),
    "likelihood": ("log-likelihood", "log-likelihood", "log-vraisemblance"),
    "pmi": ("PMI", "PMI", "PMI"),
    "actor": ("actor", "actor", "acteur"),
    "side": ("who speaks", "wie spreekt", "qui parle"),
    "about": ("about", "over", "sur"),
    "none": ("nobody", "niemand", "personne"),
    "coded": ("coded", "gecodeerd", "codé"),
    "applied": ("applied", "toegepast", "appliqué"),
    "fully": ("fully", "volledig", "entièrement"),
    "values": ("values", "waarden", "valeurs"),
    "layer": ("layer", "laag", "couche"),
    "case": ("case", "geval", "cas"),
    "summary": ("summary", "samenvatting", "résumé"),
    "codings": ("codings", "coderingen", "codages"),
    "state": ("state", "toestand", "état"),
    "level": ("of", "van", "de"),
    "name": ("name", "naam", "nom"),
    "passages": ("passages", "passages", "passages"),
    "passages_n": ("passages in all", "passages in totaal", "passages en tout"),
    "passages_share": ("of passages", "van de passages", "des passages"),
    "level_participant": ("participant", "deelnemer", "participant"),
    "level_group": ("group", "groep", "groupe"),
    "level_language": ("language", "taal", "langue"),
    "translation": ("translation", "vertaling", "traduction"),
    "finding": ("finding", "bevinding", "constat"),
    "finding_text": ("what it says", "wat ze zegt", "énoncé"),
    "codes": ("codes", "codes", "codes"),
    "coder": ("coder", "codeur", "codeur"),
    "verdict": ("verdict", "oordeel", "avis"),
    "verdicts": ("verdicts", "oordelen", "avis"),
    "confirmed": ("confirmed", "bevestigd", "confirmé"),
    "qualified": ("qualified", "genuanceerd", "nuancé"),
    "contested": ("contested", "betwist", "contesté"),
    "not_discussed": ("not discussed", "niet besproken", "non discuté"),
    "by_whom": ("by whom", "door wie", "par qui"),
    "text_before": ("words before", "vroegere formulering", "énoncé antérieur"),
    "transcripts": ("transcripts", "transcripten", "transcriptions"),
    "units_compared": ("units", "eenheden", "unités"),
    "units_valued": ("units with values", "eenheden met waarden", "unités avec valeurs"),
    "without": ("without value", "zonder waarde", "sans valeur"),
    "both": ("both", "beide", "les deux"),
    "only_one": ("only one", "maar één", "un seul"),
    "neither": ("neither", "geen van beide", "aucun des deux"),
    "all_coders": ("all", "alle", "tous"),
    "some_coders": ("some", "sommige", "certains"),
    "no_coder": ("none", "geen enkele", "aucun"),
    "percent": ("agree", "eens", "accord"),
    "f1": ("F1", "F1", "F1"),
    "alpha": ("alpha", "alfa", "alpha"),
    "alpha_sets": ("alpha (sets)", "alfa (sets)", "alpha (ensembles)"),
    "alpha_interval": ("95 % interval", "95 %-interval", "intervalle à 95 %"),
    "alpha_median": ("median of codes", "mediaan van de codes", "médiane des codes"),
    "alpha_range": ("range of codes", "bereik van de codes", "étendue des codes"),
    "lowest": ("lowest", "laagste", "le plus bas"),
    "codes_defined": ("codes with alpha", "codes met alfa", "codes avec alpha"),
    "codes_used": ("codes in use", "codes in gebruik", "codes utilisés"),
    "ac1": ("AC1", "AC1", "AC1"),
    "flags": ("note", "opmerking", "remarque"),
    "flag few": ("few", "weinig", "peu"),
    "flag no variation": ("no variation", "geen variatie", "sans variation"),
    "flag prevalence": ("prevalence", "prevalentie", "prévalence"),
    "flag boundary": ("boundary", "grenzen", "limites"),
    "spans": ("spans", "fragmenten", "segments"),
    "matched": ("matched", "gekoppeld", "appariés"),
    "overlaps": ("overlaps", "overlappingen", "chevauchements"),
    "u_alpha": ("u-alpha", "u-alfa", "u-alpha"),
    "bar_u_alpha": ("|u-alpha", "|u-alfa", "|u-alpha"),
    "cu_alpha": ("cu-alpha", "cu-alfa", "cu-alpha"),
    "ku_alpha": ("(k)u-alpha", "(k)u-alfa", "(k)u-alpha"),
    "ku_coverage": ("its coverage", "dekking ervan", "sa couverture"),
    "coverage": ("coverage", "dekking", "couverture"),
    "character_f1": ("F1, characters", "F1, tekens", "F1, caractères"),
    "character_kappa": ("kappa, characters", "kappa, tekens", "kappa, caractères"),
    "start_shift": ("beginning, words apart", "begin, woorden verschil", "début, mots d'écart"),
    "end_shift": ("end, words apart", "einde, woorden verschil", "fin, mots d'écart"),
}


def label(name: str, language: str = "en") -> str:
    """The words for a column in this language, in English where the language is not ours.

    A denominator (`turns_n`) without words of its own has those of its count. Raises KeyError for a column that has no words here.
    """
    words = _WORDS.get(name) or _WORDS[name.removesuffix("_n")]
    return said(words, language)


_CELLS: Mapping[str, Mapping[str, Three]] = {
    "role": {
        "participant": ("participant", "deelnemer", "participant"),
        "moderator": ("moderator", "moderator", "modérateur"),
        "observer": ("observer", "observator", "observateur"),
    },
    "kind": KINDS,
    "origin": {
        "manual": ("manual", "met de hand", "à la main"),
        "suggested": ("suggested", "voorgesteld", "suggéré"),
        "search": ("search", "gezocht", "recherche"),
        "imported": ("imported", "overgenomen", "importé"),
        "agreed": ("agreed", "eens", "unanime"),
        "adjudicated": ("adjudicated", "beslecht", "tranché"),
        "alone": ("alone", "één codeur", "un seul codeur"),
    },
    "state": {
        "stale": ("stale", "verouderd", "périmé"),
        "written": ("written", "geschreven", "écrit"),
    },
    "marker": {
        "one voice": ("one voice", "één stem", "une voix"),
        "one group": ("one group", "één groep", "un groupe"),
        "one voice, one group": ("one voice, one group", "één stem, één groep", "une voix, un groupe"),
    },
}


def cell_labels(name: str, language: str) -> dict[str, str]:
    """The words for the ids that stand in a column of our own (role, kind, origin, marker), by id; in English the ids themselves."""
    return {id: said(words, language) for id, words in _CELLS.get(name, {}).items()}


def column(
    name: str, kind: Kind, *, of: str | None = None, language: str = "en", labels: Mapping[str, str] | None = None, word: str = ""
) -> Column:
    """A column by its name, with its words; `word` names them where several columns share them, as `groups_k` does with `groups`."""
    words = label(word or (name.removesuffix("_k") if of else name), language)
    return Column(name, words, kind, of=of, labels=labels or _own(name, language))


def _own(name: str, language: str) -> Mapping[str, str]:
    """The words for ids of ours in the cells of a column, where they are not English."""
    return {} if ours(language) == "en" else cell_labels(name, language)


def verdict_labels(language: str) -> dict[str, str]:
    """The words for the verdicts that a session may give on a finding, by verdict."""
    return {verdict: label(verdict.replace(" ", "_"), language) for verdict in VERDICTS}
