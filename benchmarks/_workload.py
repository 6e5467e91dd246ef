"""Makes invented transcripts in Dutch and French with codings on their sentences, in any number: the same bytes for the same seed.

Below FOLDER it writes docx/*.docx, txt/*.txt (the same texts), meta.csv, codes.csv, codings.csv and manifest.json. In codings.csv `start`
and `end` are offsets in the .txt file and `turn` counts its paragraphs from 0; a coding is on one whole sentence.
python -m benchmarks._workload --n 10 --out FOLDER
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple
from xml.sax.saxutils import escape

SEED = 2005
WORDS = 8000


@dataclass(frozen=True, slots=True)
class Language:
    """The words that sentences of a language are made of, and how its speakers are labelled."""

    code: str
    determiners: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    adverbs: tuple[str, ...]
    prepositions: tuple[str, ...]
    conjunctions: tuple[str, ...]
    pronouns: tuple[str, ...]
    fillers: tuple[str, ...]
    moderator: str
    participants: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DUTCH = Language(
    "nl",
    determiners=_words("de het een deze die elke onze hun zo'n geen"),
    adjectives=_words(
        """lange korte moeilijke nieuwe gerechtelijke vrijwillige Brusselse kwetsbare dubbele sociale medische strafrechtelijke ambulante
        residentiële lokale federale Vlaamse duidelijke onduidelijke haalbare intensieve goede zwakke trage"""
    ),
    nouns=_words(
        """cliënt hulpverlener parket probatie justitiehuis wachtlijst casemanager verslaafde rechter advocaat netwerk dossier beroepsgeheim
        vertrouwen samenwerking overleg doorverwijzing opname nazorg gezin kind woning schuld budget begeleiding voorwaarde herval motivatie
        dwang zorg justitie straf gevangenis politie arts psychiater straathoekwerker dagcentrum crisiscentrum therapeutische gemeenschap
        werkstraf bemiddeling intake screening methadon substitutie finaliteit mandaat verwachting regio sector taalgrens Antwerpen Brussel
        Charleroi partner werkgroep methodiek rapport evaluatie project middelen personeel caseload continuïteit coördinatie traject
        zorgtraject huisbezoek ziekenhuis OCMW werk opleiding"""
    ),
    verbs=_words(
        """denkt ziet vraagt weigert begeleidt verwijst wacht volgt stopt begint werkt praat overlegt beslist meldt mist krijgt geeft
        verliest zoekt vindt botst schuift kent vertrouwt controleert sanctioneert ondersteunt coördineert bespreekt"""
    ),
    adverbs=_words("eigenlijk vaak soms nooit altijd ook dan nog wel misschien zeker vooral meestal jammer genoeg snel traag samen apart"),
    prepositions=_words("in met van voor bij op tegen zonder tussen na tijdens volgens over door"),
    conjunctions=_words("en maar want omdat terwijl als dus of zodat hoewel"),
    pronouns=_words("ik wij zij hij je men iemand niemand jullie dat dit"),
    fillers=("ja", "euh", "allez", "voilà", "hé", "ik bedoel", "om eerlijk te zijn", "bij ons"),
    moderator="Moderator:",
    participants=tuple(f"Deelnemer {number}:" for number in range(1, 9)),
)
FRENCH = Language(
    "fr",
    determiners=_words("le la les un une des ce cette notre leur chaque aucun"),
    adjectives=_words(
        """long court difficile nouveau judiciaire volontaire bruxellois vulnérable double social médical pénal ambulatoire résidentiel
        local fédéral wallon clair flou faisable intensif bon faible lent"""
    ),
    nouns=_words(
        """client intervenant parquet probation maison justice attente gestionnaire toxicomane juge avocat réseau dossier secret confiance
        collaboration concertation orientation admission suivi famille enfant logement dette budget accompagnement condition rechute
        motivation contrainte soin peine prison police médecin psychiatre éducateur centre crise communauté travail médiation accueil
        dépistage méthadone substitution finalité mandat attente région secteur frontière Anvers Bruxelles Charleroi partenaire groupe
        méthode rapport évaluation projet moyen personnel charge continuité coordination trajet parcours visite hôpital CPAS emploi
        formation école quartier fonds réunion déontologie"""
    ),
    verbs=_words(
        """pense voit demande refuse accompagne oriente attend suit arrête commence travaille parle décide signale manque reçoit donne perd
        cherche trouve bloque glisse connaît contrôle sanctionne soutient coordonne discute"""
    ),
    adverbs=_words(
        """vraiment souvent parfois jamais toujours aussi alors encore bien peut-être certainement surtout rapidement lentement ensemble
        séparément malheureusement"""
    ),
    prepositions=_words("dans avec de pour chez sur contre sans entre après pendant selon par"),
    conjunctions=_words("et mais car parce que quand si donc ou alors bien que"),
    pronouns=_words("je nous ils elle on quelqu'un personne vous cela ça"),
    fillers=("oui", "euh", "enfin", "voilà", "hein", "je veux dire", "pour être honnête", "chez nous"),
    moderator="Modérateur :",
    participants=tuple(f"Participant{'e' if number % 2 == 0 else ''} {number} :" for number in range(1, 9)),
)
THEMES = {
    "definitie": _words("doelgroep finaliteit casemanager_rol afbakening methodiek"),
    "samenwerking": _words("justitie_zorg overlegvorm doorverwijzing netwerk vertrouwen_partners"),
    "beroepsgeheim": _words("informatie_delen verslag_aan_justitie toestemming grens_mandaat dossier"),
    "dwang": _words("motivatie voorwaarden sanctie herval vrijwilligheid"),
    "middelen": _words("personeel caseload financiering wachtlijst opleiding"),
    "continuiteit": _words("nazorg traject uitval overgang huisvesting"),
    "regio": _words("taalgrens aanbod_lokaal beleid_federaal beleid_regio verschil_arrondissement"),
    "implementatie": _words("draagvlak proefproject evaluatie getrouwheid haalbaarheid"),
}
CODES = tuple(code for codes in THEMES.values() for code in codes)
PLACES = (("Antwerpen", DUTCH), ("Brussel", DUTCH), ("Brussel", FRENCH), ("Charleroi", FRENCH))
SECTORS = ("justitie", "zorg", "gemengd")


class Turn(NamedTuple):
    """Who speaks, and the sentences."""

    label: str
    sentences: tuple[str, ...]


class Sentence(NamedTuple):
    """Where a participant's sentence stands: the paragraph, and its offsets in the text."""

    turn: int
    start: int
    end: int


class Coded(NamedTuple):
    """A code on a sentence."""

    sentence: Sentence
    code: str


def _sentence(random: Random, language: Language) -> str:
    words = [random.choice(language.fillers)] if random.random() < 0.18 else []
    target = random.randint(6, 18)
    while len(words) < target:
        if random.random() < 0.5:
            words += [random.choice(language.pronouns), random.choice(language.verbs)]
        else:
            words += [random.choice(language.determiners), random.choice(language.nouns), random.choice(language.verbs)]
        if random.random() < 0.5:
            words.append(random.choice(language.adverbs))
        words += [random.choice(language.prepositions), random.choice(language.determiners)]
        words += [random.choice(language.adjectives)] if random.random() < 0.5 else []
        words.append(random.choice(language.nouns))
        if len(words) < target:
            words.append(("," if random.random() < 0.3 else "") + random.choice(language.conjunctions))
    text = " ".join(words).replace(" ,", ", ")
    return text[0].upper() + text[1:] + random.choice("........?…")


def _turns(random: Random, language: Language, words: int) -> list[Turn]:
    turns: list[Turn] = []
    said = 0
    while said < words:
        asks = len(turns) % 5 == 0
        label = language.moderator if asks else random.choice(language.participants)
        number = random.randint(1, 2) if asks else random.randint(2, 9)
        sentences = tuple(_sentence(random, language) for _ in range(number))
        turns.append(Turn(label, sentences))
        said += sum(len(sentence.split()) for sentence in sentences)
    return turns


def _paragraph(turn: Turn) -> str:
    return f"{turn.label} {' '.join(turn.sentences)}"


# --- a .docx as Word writes it --------------------------------------------------------------------------------------------------------

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = f'{_XML}<w:document xmlns:w="{_W}"><w:body>'
_TAIL = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" '
    'w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>'
)
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
_STYLES = f'{_XML}<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'


def _relationships(kind: str, target: str) -> str:
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'


def _paragraph_xml(random: Random, turn: Turn, language: str) -> str:
    """A paragraph with the speaker in a bold run, its text in several runs with marks of revisions and of the spelling checker."""
    mark = f"{random.getrandbits(32):08X}"
    properties = f'<w:rPr><w:lang w:val="{language}"/></w:rPr>'
    speaker = f'<w:r><w:rPr><w:b/><w:lang w:val="{language}"/></w:rPr><w:t>{escape(turn.label)}</w:t></w:r>'
    pieces = [f'<w:p w:rsidR="{mark}" w:rsidRDefault="{mark}"><w:pPr>{properties}</w:pPr>{speaker}']
    text = " " + " ".join(turn.sentences)
    start = 0
    while start < len(text):
        end = min(len(text), start + random.randint(40, 220))
        pieces.append(f'<w:r w:rsidR="{mark}">{properties}<w:t xml:space="preserve">{escape(text[start:end])}</w:t></w:r>')
        if random.random() < 0.3:
            pieces.append('<w:proofErr w:type="spellStart"/><w:proofErr w:type="spellEnd"/>')
        start = end
    return "".join(pieces) + "</w:p>"


def _docx(document: str) -> bytes:
    members = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relationships("officeDocument", "word/document.xml"),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships("styles", "styles.xml"),
        "word/styles.xml": _STYLES,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name, (2005, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


# --- codings --------------------------------------------------------------------------------------------------------------------------


def _spoken(turns: Sequence[Turn]) -> list[Sentence]:
    """The sentences of the participants."""
    found = []
    position = 0
    for number, turn in enumerate(turns):
        start = position + len(turn.label) + 1
        for sentence in turn.sentences:
            if number % 5:
                found.append(Sentence(number, start, start + len(sentence)))
            start += len(sentence) + 1
        position += len(_paragraph(turn)) + 2
    return found


def _coded(random: Random, sentences: Sequence[Sentence], place: int, each: int) -> tuple[list[Coded], list[Coded]]:
    """What two coders code, `each` sentences: of those of the first the second has 70 in 100, three quarters with the same code.

    Codes are not equally frequent, and not in the same way at each place, so that a comparison has something to show.
    """
    weights = [1 + ((number * 7 + place * 5) % 11) for number in range(len(CODES))]
    picks = random.sample(sentences, 2 * each)
    first = [Coded(sentence, random.choices(CODES, weights)[0]) for sentence in picks[:each]]
    second = [Coded(one.sentence, one.code if random.random() < 0.75 else random.choice(CODES)) for one in first[: int(each * 0.7)]]
    rest = picks[each : 2 * each - len(second)]
    second += [Coded(sentence, random.choices(CODES, weights)[0]) for sentence in rest]
    return sorted(first), sorted(second)


# --- the whole ------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript in both forms, with the codings of two coders."""

    name: str
    language: str
    region: str
    sector: str
    turns: int
    text: str
    docx: bytes
    codings: tuple[list[Coded], list[Coded]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was made: sizes in all, and the sha256 of all texts and .docx files, each text before its .docx."""

    bytes_txt: int
    bytes_docx: int
    words: int
    turns: int
    n: int
    seed: int
    codes: int
    codings: int
    coders: tuple[str, str]
    sha256: str


def document(number: int, seed: int, words: int, per_coder: int) -> Document:
    """The transcript of this number, with `words` words or a few more."""
    random = Random(f"{seed}:{number}")
    place = number % len(PLACES)
    region, language = PLACES[place]
    sector = SECTORS[number // len(PLACES) % len(SECTORS)]
    turns = _turns(random, language, words)
    text = "\n\n".join(map(_paragraph, turns)) + "\n"
    body = "".join(_paragraph_xml(random, turn, f"{language.code}-BE") for turn in turns)
    codings = _coded(random, _spoken(turns), place, per_coder)
    name = f"fg_{number:04d}_{region}_{sector}_{language.code}"
    return Document(name, language.code, region, sector, len(turns), text, _docx(_HEAD + body + _TAIL), codings)


def _table(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split())
        writer.writerows(rows)


def _coding_rows(documents: Iterable[Document], coders: tuple[str, str]) -> Iterator[tuple[object, ...]]:
    for one in documents:
        for coder, coded in zip(coders, one.codings, strict=True):
            for sentence, code in coded:
                yield coder, one.name, code, *sentence


def generate(
    n: int, folder: Path, *, seed: int = SEED, words: int = WORDS, per_coder: int = 50, coders: tuple[str, str] = ("anna", "bart")
) -> Manifest:
    """Write `n` transcripts of some `words` words and `per_coder` codings of each coder on each. Returns what is in manifest.json."""
    for form in ("docx", "txt"):
        (folder / form).mkdir(parents=True, exist_ok=True)
    about: list[tuple[object, ...]] = []
    sizes = dict.fromkeys(("bytes_txt", "bytes_docx", "words", "turns"), 0)
    digest = hashlib.sha256()

    def written() -> Iterator[Document]:
        for number in range(n):
            one = document(number, seed, words, per_coder)
            text = one.text.encode()
            (folder / "txt" / f"{one.name}.txt").write_bytes(text)
            (folder / "docx" / f"{one.name}.docx").write_bytes(one.docx)
            digest.update(text)
            digest.update(one.docx)
            counted = len(one.text.split())
            about.append((one.name, one.language, one.region, one.sector, "focusgroup", counted))
            for what, size in zip(sizes, (len(text), len(one.docx), counted, one.turns), strict=True):
                sizes[what] += size
            yield one

    _table(folder / "codings.csv", "coder doc code turn start end", _coding_rows(written(), coders))
    _table(folder / "meta.csv", "doc lang region sector kind words", about)
    codes = [(code, theme, f"Synthetic definition of {code} under {theme}.") for theme, under in THEMES.items() for code in under]
    _table(folder / "codes.csv", "code theme definition", codes)
    made = Manifest(**sizes, n=n, seed=seed, codes=len(CODES), codings=n * per_coder * 2, coders=coders, sha256=digest.hexdigest())
    (folder / "manifest.json").write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=10)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--per-coder", type=int, default=50)
    asked = parser.parse_args()
    made = generate(asked.n, asked.out, seed=asked.seed, words=asked.words, per_coder=asked.per_coder)
    print(json.dumps(asdict(made)))


if __name__ == "__main__":
    main()
