"""What pictures say, in the languages that a report can be in: the one place where their words stand."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.saying import Three, said

_WORDS: Mapping[str, Three] = {
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
        "Heat map; codes: {rows}; cells: {columns}.",
        "Warmtekaart; codes: {rows}; cellen: {columns}.",
        "Carte de chaleur ; codes : {rows} ; cellules : {columns}.",
    ),
    "functions": ("Whose work each function is", "Wiens werk elke functie is", "À qui revient chaque fonction"),
    "functions_scale": ("share of the turns", "aandeel van de beurten", "part des tours de parole"),
    "functions_cells": (
        "In the cells: turns in or near which the actor is spoken of, of all turns with the function.",
        "In de cellen: beurten waarin of waarbij van de actor sprake is, van alle beurten met de functie.",
        "Dans les cellules : tours où, ou près desquels, il est question de l’acteur, sur tous les tours avec la fonction.",
    ),
    "applied": ("Where each code is applied", "Waar elke code toegepast is", "Où chaque code est appliqué"),
    "applied_scale": ("share of transcripts", "aandeel van de transcripten", "part des transcriptions"),
    "applied_cells": (
        "In the cells: transcripts in which the code is applied, of those held (n).",
        "In de cellen: transcripten waarin de code toegepast is, van de gehouden (n).",
        "Dans les cellules : transcriptions où le code est appliqué, sur celles tenues (n).",
    ),
    "mirror": (
        "{what}: {one} about {other}, {other} about {one}",
        "{what}: {one} over {other}, {other} over {one}",
        "{what} : {one} sur {other}, {other} sur {one}",
    ),
    # dumbbell
    "dumbbell_notes": (
        "Beside the dots: participants who voice the code, of those present, the silent ones too. The bar joins the lowest and the highest share.",
        "Naast de punten: deelnemers die de code ter sprake brengen, van de aanwezigen, ook wie zwijgt. De lijn verbindt het laagste en het hoogste aandeel.",
        "À côté des points : les participants qui évoquent le code, sur les présents, y compris les silencieux. Le trait relie la part la plus basse et la plus élevée.",
    ),
    "points_alt": (
        "Dots; rows: {rows}; dots in each: {columns}.",
        "Punten; rijen: {rows}; punten in elk: {columns}.",
        "Points ; lignes : {rows} ; points dans chacune : {columns}.",
    ),
    "widest": ("Furthest apart: {places}.", "Verst uiteen: {places}.", "Les plus écartés : {places}."),
    # dots
    "dots": ("How often each code is voiced", "Hoe vaak elke code ter sprake komt", "Fréquence d’évocation de chaque code"),
    "dots_share": ("share of those held or present", "aandeel van wie of wat er was", "part de ce qui a été tenu ou des présents"),
    "groups": ("groups", "groepen", "groupes"),
    "participants": ("participants", "deelnemers", "participants"),
    "dots_notes": (
        "Groups with the code, of the groups held; participants who voice it, of those present, the silent ones too.",
        "Groepen met de code, van de gehouden groepen; deelnemers die ze ter sprake brengen, van de aanwezigen, ook wie zwijgt.",
        "Groupes avec le code, sur les groupes tenus ; participants qui l’évoquent, sur les présents, y compris les silencieux.",
    ),
    "wilson": (
        "Lines: 95 % interval of the share of groups (Wilson).",
        "Lijnen: 95 %-interval van het aandeel groepen (Wilson).",
        "Traits : intervalle à 95 % de la part des groupes (Wilson).",
    ),
    # forest
    "forest": ("{what}, by code", "{what}, per code", "{what}, par code"),
    "forest_notes": ("Lines: {interval}.", "Lijnen: {interval}.", "Traits : {interval}."),
    "alpha": (
        "Dashed: .667 and .800, Krippendorff’s own words for what may be drawn tentatively, and what may be relied on.",
        "Streepjes: 0,667 en 0,800, bij Krippendorff de grens voor voorlopige en voor betrouwbare besluiten.",
        "Tirets : 0,667 et 0,800, chez Krippendorff le seuil des conclusions provisoires et celui des conclusions fiables.",
    ),
    "undefined": ("–: not defined.", "–: niet bepaald.", "– : non défini."),
    # differences
    "differences": (
        "Difference in who voices each code",
        "Verschil in wie elke code ter sprake brengt",
        "Écart entre ceux qui évoquent chaque code",
    ),
    "differences_axis": ("difference of shares, in points", "verschil in aandeel, in procentpunten", "écart des parts, en points"),
    "differences_notes": (
        "Share of participants in the first cell less that in the second; beside it participants of those present in either.",
        "Aandeel deelnemers in de eerste cel min dat in de tweede; ernaast de deelnemers van de aanwezigen in beide.",
        "Part des participants dans la première cellule moins celle dans la seconde ; à côté, les participants sur les présents dans chacune.",
    ),
    "against": ("{one} against {other}", "{one} tegenover {other}", "{one} contre {other}"),
    # stance
    "stance": (
        "For and against: how participants voice each code",
        "Voor en tegen: hoe deelnemers elke code ter sprake brengen",
        "Pour et contre : comment les participants évoquent chaque code",
    ),
    "stance_values": (
        "How participants voice each code",
        "Hoe deelnemers elke code ter sprake brengen",
        "Comment les participants évoquent chaque code",
    ),
    "stance_axis": ("share of the participants present", "aandeel van de aanwezige deelnemers", "part des participants présents"),
    "stance_notes": (
        "In the bars: participants who voice the code so; who voices several values counts in each.",
        "In de balken: deelnemers die de code zo ter sprake brengen; wie meer waarden laat horen, telt bij elke.",
        "Dans les barres : les participants qui évoquent ainsi le code ; qui exprime plusieurs valeurs compte pour chacune.",
    ),
    "stance_any": (
        "Beside: those who voice any of these values, of those present.",
        "Ernaast: wie een van deze waarden laat horen, van de aanwezigen.",
        "À côté : ceux qui expriment une de ces valeurs, sur les présents.",
    ),
    "stance_all": (
        "Beside: those who voice the code at all, of those present.",
        "Ernaast: wie de code hoe dan ook ter sprake brengt, van de aanwezigen.",
        "À côté : ceux qui évoquent le code de quelque façon, sur les présents.",
    ),
    "stance_alt": (
        "Bars: {rows}; their parts: {values}.",
        "Balken: {rows}; delen daarvan: {values}.",
        "Barres : {rows} ; leurs parties : {values}.",
    ),
    # cooccurrence
    "together": ("Codes that stand together in turns", "Codes die samen in beurten staan", "Codes réunis dans les tours de parole"),
    "together_scale": (
        "turns with both, of those with either (c)",
        "beurten met beide, van die met een van beide (c)",
        "tours avec les deux, sur ceux avec l’un ou l’autre (c)",
    ),
    "together_cells": (
        "In the cells: turns of participants that carry both codes; empty: none. {turns} turns in all.",
        "In de cellen: beurten van deelnemers met beide codes; leeg: geen. {turns} beurten in totaal.",
        "Dans les cellules : tours de participants avec les deux codes ; vide : aucun. {turns} tours en tout.",
    ),
    "together_alt": (
        "Pairs of codes that share a turn: {rows}.",
        "Paren van codes die een beurt delen: {rows}.",
        "Paires de codes qui partagent un tour : {rows}.",
    ),
    "strongest": ("Most often together: {places}.", "Vaakst samen: {places}.", "Le plus souvent réunis : {places}."),
    "arcs_notes": (
        "An arc joins two codes that share turns: from {least} (thinnest) to {most} (thickest). The larger a dot, the more turns carry the code.",
        "Een boog verbindt twee codes die beurten delen: van {least} (dunst) tot {most} (dikst). Hoe groter een punt, hoe meer beurten met de code.",
        "Un arc relie deux codes qui partagent des tours : de {least} (le plus fin) à {most} (le plus épais). Plus un point est grand, plus de tours portent le code.",
    ),
    # rarefaction
    "rarefaction": (
        "Codes that more and more groups show",
        "Codes die met meer en meer groepen bovenkomen",
        "Codes révélés par de plus en plus de groupes",
    ),
    "rarefaction_x": ("groups", "groepen", "groupes"),
    "rarefaction_y": ("codes", "codes", "codes"),
    "rarefaction_notes": (
        "Line: the mean over all orders of the groups. Band: the fewest and the most codes of any order.",
        "Lijn: het gemiddelde over alle volgordes van de groepen. Band: de minste en de meeste codes van een volgorde.",
        "Ligne : la moyenne sur tous les ordres des groupes. Bande : le moins et le plus de codes d’un ordre.",
    ),
    "rarefaction_alt": (
        "{name}: {codes} codes, groups: {units}.",
        "{name}: {codes} codes, groepen: {units}.",
        "{name} : {codes} codes, groupes : {units}.",
    ),
    "all_groups": ("All groups", "Alle groepen", "Tous les groupes"),
    # talk
    "talk": ("Who talks how much", "Wie hoeveel aan het woord is", "Qui parle combien"),
    "talk_axis": ("share of all words", "aandeel van alle woorden", "part de tous les mots"),
    "talk_axis_participants": (
        "share of the words of participants",
        "aandeel van de woorden van deelnemers",
        "part des mots des participants",
    ),
    "talk_moderator": ("moderator", "moderator", "modérateur"),
    "talk_top": ("participant who talks most", "deelnemer die het meest praat", "participant qui parle le plus"),
    "talk_others": ("other participants", "andere deelnemers", "autres participants"),
    "talk_beside": ("{speaking} speak, {silent} silent", "{speaking} spreken, {silent} zwijgen", "{speaking} parlent, {silent} se taisent"),
    "talk_notes": (
        "Words of what is said; moderators only where they have a value for the row.",
        "Woorden van wat gezegd wordt; moderatoren alleen waar zij een waarde hebben voor de rij.",
        "Mots de ce qui est dit ; les modérateurs seulement là où ils ont une valeur pour la ligne.",
    ),
    "talk_speakers_notes": (
        "Each part of a bar is one participant, from who says most to who says least; beside it how many are present, and how many of them stay silent.",
        "Elk deel van een balk is een deelnemer, van wie het meest zegt tot wie het minst zegt; ernaast hoeveel aanwezig zijn, en hoeveel daarvan zwijgen.",
        "Chaque partie d’une barre est un participant, de celui qui en dit le plus à celui qui en dit le moins ; à côté, combien sont présents, et combien se taisent.",
    ),
    "talk_alt": ("Bars with shares of words: {rows}.", "Balken met aandelen van woorden: {rows}.", "Barres de parts de mots : {rows}."),
    # timeline
    "timeline": ("Where in the session each code stands", "Waar in de sessie elke code staat", "Où se situe chaque code dans la séance"),
    "timeline_of": (
        "Where in the session it stands: {what}",
        "Waar in de sessie het staat: {what}",
        "Où cela se situe dans la séance : {what}",
    ),
    "timeline_scale": ("turns", "beurten", "tours de parole"),
    "timeline_x": (
        "parts of the session, of equal numbers of words",
        "delen van de sessie, met evenveel woorden",
        "parties de la séance, d’un nombre égal de mots",
    ),
    "timeline_sum": (
        "In the cells: turns of participants with the code in that part, of {number} transcripts together.",
        "In de cellen: beurten van deelnemers met de code in dat deel, van {number} transcripten samen.",
        "Dans les cellules : tours de participants avec le code dans cette partie, de {number} transcriptions ensemble.",
    ),
    "timeline_cells": (
        "In the cells: turns of participants with the code in that part.",
        "In de cellen: beurten van deelnemers met de code in dat deel.",
        "Dans les cellules : tours de participants avec le code dans cette partie.",
    ),
    "grid_alt": ("Rows: {rows}; columns: {columns}.", "Rijen: {rows}; kolommen: {columns}.", "Lignes : {rows} ; colonnes : {columns}."),
    # design
    "design": (
        "The design: what was planned and what is held",
        "De opzet: wat gepland was en wat gehouden is",
        "Le dispositif : ce qui était prévu et ce qui a été tenu",
    ),
    "design_full": ("as planned", "zoals gepland", "comme prévu"),
    "design_part": ("fewer than planned", "minder dan gepland", "moins que prévu"),
    "design_none": ("none held", "geen gehouden", "aucun tenu"),
    "design_beyond": ("not in the plan", "niet in het plan", "hors du plan"),
    "design_cells": (
        "In the cells: transcripts held, of those planned.",
        "In de cellen: transcripten gehouden, van de geplande.",
        "Dans les cellules : transcriptions tenues, sur celles prévues.",
    ),
    "design_alt": ("Empty: {places}.", "Leeg: {places}.", "Vides : {places}."),
    "design_whole": ("No planned cell is empty.", "Geen geplande cel is leeg.", "Aucune cellule prévue n’est vide."),
    "all": ("all", "alle", "tous"),
    "focus-group": ("Focus groups", "Focusgroepen", "Groupes de discussion"),
    "interview": ("Interviews", "Interviews", "Entretiens"),
    "written-interview": ("Written interviews", "Schriftelijke interviews", "Entretiens écrits"),
    # matrix
    "matrix": ("Codes by cases", "Codes naar gevallen", "Codes par cas"),
    "matrix_presence": (
        "Dark: a participant voices the code; light: nobody does.",
        "Donker: een deelnemer brengt de code ter sprake; licht: niemand.",
        "Foncé : un participant évoque le code ; clair : personne.",
    ),
    "matrix_count": ("In the cells: {what}.", "In de cellen: {what}.", "Dans les cellules : {what}."),
    "matrix_share": (
        "share of participants who voice the code",
        "aandeel deelnemers dat de code ter sprake brengt",
        "part des participants qui évoquent le code",
    ),
    "matrix_rate": (
        "words coded per 1,000 words of participants",
        "gecodeerde woorden per 1.000 woorden van deelnemers",
        "mots codés pour 1 000 mots de participants",
    ),
    "matrix_participant": (
        "participants who voice the code",
        "deelnemers die de code ter sprake brengen",
        "participants qui évoquent le code",
    ),
    "matrix_segment": ("segments", "fragmenten", "segments"),
    "matrix_word": ("words coded", "gecodeerde woorden", "mots codés"),
    # letters
    "inventory": ("How far each code is applied", "In hoeverre elke code toegepast is", "Dans quelle mesure chaque code est appliqué"),
    "consensus": (
        "What each participant says of each code",
        "Wat elke deelnemer van elke code zegt",
        "Ce que chaque participant dit de chaque code",
    ),
    "letter_x": ("coded, without saying how far", "gecodeerd, zonder te zeggen in hoeverre", "codé, sans dire dans quelle mesure"),
    "letter_A": ("agrees with somebody", "stemt met iemand in", "approuve quelqu’un"),
    "letter_D": ("disagrees", "spreekt tegen", "contredit"),
    "letter_SE": ("speaks in favour", "spreekt voor", "se prononce pour"),
    "letter_SD": ("speaks against", "spreekt tegen de zaak", "se prononce contre"),
    "letter_S": ("says something of it", "zegt er iets van", "en dit quelque chose"),
    "letter_NR": ("no response", "geen antwoord", "pas de réponse"),
    "letter_silent": ("empty: no response", "leeg: geen antwoord", "vide : pas de réponse"),
    "letter_empty": ("empty: not coded", "leeg: niet gecodeerd", "vide : non codé"),
    # words
    "words": ("The words that are used most", "De meest gebruikte woorden", "Les mots les plus employés"),
    "words_axis": ("times per 1,000 words", "keer per 1.000 woorden", "fois pour 1 000 mots"),
    "words_notes": (
        "Beside the bars: how often, and how many of the participants use the word.",
        "Naast de balken: hoe vaak, en hoeveel van de deelnemers het woord gebruiken.",
        "À côté des barres : combien de fois, et combien des participants emploient le mot.",
    ),
    "pairs": ("Words that stand side by side", "Woorden die naast elkaar staan", "Mots qui se suivent"),
    "pairs_axis": ("log-likelihood", "log-likelihood", "log-vraisemblance"),
    "pairs_notes": (
        "Beside the bars: how often, and by how many participants.",
        "Naast de balken: hoe vaak, en door hoeveel deelnemers.",
        "À côté des barres : combien de fois, et par combien de participants.",
    ),
    "keyness": (
        "Words that each part uses more than all others",
        "Woorden die elk deel meer gebruikt dan alle andere",
        "Mots que chaque partie emploie plus que toutes les autres",
    ),
    "keyness_here": ("here", "hier", "ici"),
    "keyness_else": ("elsewhere", "elders", "ailleurs"),
    "keyness_notes": (
        "Beside the dots: times per 1,000 words. In the order of G2; words of one speaker are not independent, so there is no p.",
        "Naast de punten: keer per 1.000 woorden. In de volgorde van G2; woorden van één spreker zijn niet onafhankelijk, dus is er geen p.",
        "À côté des points : fois pour 1 000 mots. Dans l’ordre de G2 ; les mots d’un locuteur ne sont pas indépendants : il n’y a pas de p.",
    ),
    "words_alt": ("Words: {rows}; first {places}.", "Woorden: {rows}; eerst {places}.", "Mots : {rows} ; d’abord {places}."),
    # balance
    "balance": ("Who is quoted, and who talks", "Wie geciteerd wordt, en wie praat", "Qui est cité, et qui parle"),
    "balance_quoted": ("of what is quoted", "van wat geciteerd is", "de ce qui est cité"),
    "balance_said": ("of what is said", "van wat gezegd is", "de ce qui est dit"),
    "balance_participant": ("Participants", "Deelnemers", "Participants"),
    "balance_group": ("Groups", "Groepen", "Groupes"),
    "balance_language": ("Languages", "Talen", "Langues"),
    "balance_axis": ("share", "aandeel", "part"),
    "balance_notes": (
        "A dot to the right of the other: quoted more than the share of talk.",
        "Ligt het eerste punt rechts van het tweede, dan wordt er meer geciteerd dan het aandeel in het gesprek.",
        "Quand le premier point est à droite du second, on cite plus que la part de parole.",
    ),
    # follows
    "follows": ("Who follows whom", "Wie na wie spreekt", "Qui suit qui"),
    "follows_scale": ("share of the turns of the row", "aandeel van de beurten van de rij", "part des tours de la ligne"),
    "follows_cells": (
        "In the cells: how often a turn of the row is followed by one of the column.",
        "In de cellen: hoe vaak op een beurt van de rij er een van de kolom volgt.",
        "Dans les cellules : combien de fois un tour de la ligne est suivi d’un tour de la colonne.",
    ),
    # pairs of coders
    "coder_pairs": ("Agreement of coders by coders", "Overeenstemming van codeurs met codeurs", "Accord des codeurs entre eux"),
    "coder_pairs_scale": ("alpha (sets)", "alfa (sets)", "alpha (ensembles)"),
    "coder_pairs_cells": (
        "In the cells: alpha of whole sets of codes of the two; 1 is agreement, 0 what chance would give.",
        "In de cellen: alfa van hele sets van codes van de twee; 1 is overeenstemming, 0 wat toeval zou geven.",
        "Dans les cellules : alpha des ensembles de codes des deux ; 1 est l’accord, 0 ce que donnerait le hasard.",
    ),
    # suggestions
    "curve": (
        "What more coding brings: F1 of suggestions",
        "Wat meer coderen oplevert: F1 van suggesties",
        "Ce qu’apporte plus de codage : F1 des suggestions",
    ),
    "curve_x": ("coded turns learnt from", "gecodeerde beurten waarvan geleerd is", "tours codés dont on a appris"),
    "f1": ("F1 of suggestions, by code", "F1 van suggesties, per code", "F1 des suggestions, par code"),
    "f1_notes": (
        "F1 is 2 × right / (given + shown). Beside: right of those shown, and how often the code was given; –: too few codings to say.",
        "F1 is 2 × juist / (gegeven + getoond). Ernaast: juist van wat getoond is, en hoe vaak de code gegeven is; –: te weinig coderingen.",
        "F1 : 2 × justes / (donnés + montrés). À côté : justes sur ceux montrés, et combien de fois le code a été donné ; – : trop peu de codages.",
    ),
}


def say(name: str, language: str, /, **parts: object) -> str:
    """The words of this name in this language, in English where it is not ours, with `parts` put in."""
    return said(_WORDS[name], language).format(**parts)
