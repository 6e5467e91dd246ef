"""What a report says of itself, in the languages that it can be in: English, Dutch and French."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode import saying
from qualcode.actions.reporting.method_words import COREQ, METHOD, TOPICS
from qualcode.saying import COMMA, Three, thousands

_WORDS: Mapping[str, Three] = {
    "report": ("Report", "Verslag", "Rapport"),
    "date": ("as of {day}", "stand op {day}", "situation au {day}"),
    "and": (" and ", " en ", " et "),
    # Headings of the parts, by their names in report.toml.
    "design": ("Design", "Opzet", "Dispositif"),
    "participants": ("Groups and participants", "Groepen en deelnemers", "Groupes et participants"),
    "codebook": ("Codebook in short", "Codeboek in het kort", "Grille de codage en bref"),
    "frequencies": ("How often each theme occurs", "Hoe vaak elk thema voorkomt", "Fréquence de chaque thème"),
    "comparisons": ("Comparisons", "Vergelijkingen", "Comparaisons"),
    "stance": ("For and against", "Voor en tegen", "Pour et contre"),
    "cooccurrence": ("Which themes go together", "Welke thema's samengaan", "Les thèmes qui vont de pair"),
    "quotations": ("Quotations", "Citaten", "Citations"),
    "findings": ("Findings", "Bevindingen", "Constats"),
    "agreement": ("Agreement between coders", "Overeenstemming tussen codeurs", "Accord entre codeurs"),
    "method": ("Method", "Methode", "Méthode"),
    "coreq": (
        "Checklist for reporting (COREQ)",
        "Controlelijst voor verslaggeving (COREQ)",
        "Liste de contrôle pour le compte rendu (COREQ)",
    ),
    "by": ("By {names}", "Naar {names}", "Par {names}"),
    # What stands above tables.
    "design text": (
        "What was planned in each cell of the design, and what is held. A cell without a group has 0: nothing can be said of it.",
        "Wat in elke cel van de opzet gepland was, en wat er is. Een cel zonder groep heeft 0: daarover valt niets te zeggen.",
        "Ce qui était prévu dans chaque cellule du dispositif, et ce qui a eu lieu. Une cellule sans groupe a 0 : on ne peut rien en dire.",
    ),
    "participants text": (
        "{transcripts} with {participants}: {kinds}. Silent participants are counted as present.",
        "{transcripts} met {participants}: {kinds}. Wie zwijgt, telt mee als aanwezig.",
        "{transcripts} avec {participants} : {kinds}. Les participants silencieux comptent comme présents.",
    ),
    "codebook text": (
        "The codebook {id}, version {version}, has {themes} and {codes} that may be put on text.",
        "Het codeboek {id}, versie {version}, heeft {themes} en {codes} die op tekst mogen staan.",
        "La grille {id}, version {version}, comporte {themes} et {codes} applicables au texte.",
    ),
    "codebook text without version": (
        "The codebook {id} has {themes} and {codes} that may be put on text.",
        "Het codeboek {id} heeft {themes} en {codes} die op tekst mogen staan.",
        "La grille {id} comporte {themes} et {codes} applicables au texte.",
    ),
    "frequencies text": (
        "In how many groups a participant voices the theme, of those held; by how many participants, of those present; and on how much of what they say.",
        "In hoeveel groepen een deelnemer het thema aanhaalt, van die er zijn; door hoeveel deelnemers, van wie er waren; en in hoeveel van wat zij zeggen.",
        "Dans combien de groupes un participant évoque le thème, sur ceux qui ont eu lieu ; par combien de participants, sur les présents ; et sur quelle part de leurs propos.",
    ),
    "comparisons text": (
        "Groups and participants side by side. A difference between a few groups is an indication, not a proof; what they can show stands below each table.",
        "Groepen en deelnemers naast elkaar. Een verschil tussen enkele groepen is een aanwijzing, geen bewijs; wat ze kunnen aantonen, staat onder elke tabel.",
        "Groupes et participants côte à côte. Une différence entre quelques groupes est un indice, pas une preuve ; ce qu'ils peuvent montrer figure sous chaque tableau.",
    ),
    "stance text": (
        "How many participants speak of a theme in favour, against, or otherwise, of those who take a stance. Who does several counts in each.",
        "Hoeveel deelnemers zich over een thema voor, tegen of anders uitspreken, van wie een houding inneemt. Wie er meer inneemt, telt bij elk ervan.",
        "Combien de participants se prononcent pour, contre ou autrement à propos d'un thème, parmi ceux qui prennent position. Qui en prend plusieurs compte dans chacune.",
    ),
    "cooccurrence text": (
        "Pairs of themes that stand on the same turn of a participant, those with most turns first.",
        "Paren van thema's die op dezelfde beurt van een deelnemer staan, die met de meeste beurten eerst.",
        "Paires de thèmes portées par le même tour de parole d'un participant, les plus fréquentes d'abord.",
    ),
    "pairs shown": (
        "The first {shown} of {all} pairs.",
        "De eerste {shown} van {all} paren.",
        "Les {shown} premières de {all} paires.",
    ),
    "quotations text": (
        "Quotations stand as they were said, in the language of who said them.",
        "Citaten staan er zoals ze gezegd zijn, in de taal van wie ze zei.",
        "Les citations sont telles qu'elles ont été dites, dans la langue de qui les a dites.",
    ),
    "findings text": (
        "What the study says, and what the sessions say that it was put to.",
        "Wat de studie zegt, en wat de sessies zeggen waaraan het is voorgelegd.",
        "Ce que dit l'étude, et ce qu'en disent les séances à qui cela a été soumis.",
    ),
    "agreement text": (
        "How far coders agree who have coded the same transcripts apart.",
        "Hoe ver codeurs het eens zijn die dezelfde transcripten los van elkaar gecodeerd hebben.",
        "À quel point s'accordent les codeurs qui ont codé séparément les mêmes transcriptions.",
    ),
    "nothing": ("Nothing is there for this part.", "Hiervoor is er niets.", "Il n'y a rien pour cette partie."),
    "explained above": (
        "More is explained below table {numbers}.",
        "Meer uitleg: onder tabel {numbers}.",
        "Plus d'explications : sous le tableau {numbers}.",
    ),
    "explained above several": (
        "More is explained below tables {numbers}.",
        "Meer uitleg: onder tabel {numbers}.",
        "Plus d'explications : sous les tableaux {numbers}.",
    ),
    # Words in columns of our own.
    "theme": ("theme", "thema", "thème"),
    "code": ("code", "code", "code"),
    "label": ("label", "label", "libellé"),
    "definition": ("definition", "definitie", "définition"),
    "item": ("item", "nr.", "n°"),
    "topic": ("topic", "onderwerp", "sujet"),
    "answer": ("what can be said", "wat erover te zeggen valt", "ce que l'on peut en dire"),
    "source": ("from", "bron", "source"),
    "project": ("project", "project", "projet"),
    "author": ("authors", "auteurs", "auteurs"),
    "cell groups": ("{cell}: groups", "{cell}: groepen", "{cell} : groupes"),
    "cell participants": ("{cell}: participants", "{cell}: deelnemers", "{cell} : participants"),
    "cell groups held": ("{cell}: groups held", "{cell}: groepen gehouden", "{cell} : groupes tenus"),
    "cell participants present": ("{cell}: participants present", "{cell}: deelnemers aanwezig", "{cell} : participants présents"),
    "difference": ("difference of shares", "verschil in aandeel", "différence de parts"),
    "difference explained": (
        "difference of shares: of participants who voice the code, {one} less {other}, in points.",
        "verschil in aandeel: van de deelnemers die de code aanhalen, {one} min {other}, in procentpunten.",
        "différence de parts : des participants qui évoquent le code, {one} moins {other}, en points.",
    ),
}

_ALL: Mapping[str, Three] = {
    **_WORDS,
    **{f"method {name}": texts for name, texts in METHOD.items()},
    **{f"coreq {name}": texts for name, texts in COREQ.items()},
    **{f"topic {number}": texts for number, texts in TOPICS.items()},
}

_MONTHS: tuple[Three, ...] = (
    ("January", "januari", "janvier"),
    ("February", "februari", "février"),
    ("March", "maart", "mars"),
    ("April", "april", "avril"),
    ("May", "mei", "mai"),
    ("June", "juni", "juin"),
    ("July", "juli", "juillet"),
    ("August", "augustus", "août"),
    ("September", "september", "septembre"),
    ("October", "oktober", "octobre"),
    ("November", "november", "novembre"),
    ("December", "december", "décembre"),
)


def said(name: str, language: str, /, **values: object) -> str:
    """The words of this name in a language, English where it is not ours, with values put in. Raises KeyError for what has no words."""
    return saying.said(_ALL[name], language).format(**values)


def number(value: int, language: str) -> str:
    r"""A whole number as a text has it.

    >>> number(4509, "nl"), number(450912, "fr"), number(4509, "en"), number(450912, "nl")
    ('4509', '450\xa0912', '4,509', '450.912')
    """
    return str(value) if abs(value) < 10_000 and language in COMMA else thousands(value, language)


def amount(value: int, noun: str, language: str) -> str:
    """A number with its noun: `1 group`, `3 groups`; in French 0 is one too."""
    return saying.amount(value, noun, language, number)


def day(date: str, language: str) -> str:
    """A date (`2026-11-22`) in words.

    >>> day("2026-11-22", "nl"), day("2026-11-01", "fr"), day("2026-11-22", "en")
    ('22 november 2026', '1er novembre 2026', '22 November 2026')
    """
    year, month, on = (int(part) for part in date.split("-"))
    first = "er" if language == "fr" and on == 1 else ""
    return f"{on}{first} {saying.said(_MONTHS[month - 1], language)} {year}"


def listed(items: list[str], language: str) -> str:
    """Items in a row: `a, b and c`."""
    return said("and", language).join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
