"""Files of other programs read, and made one codebook of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.codebook import reading, tree
from qualcode.codebook._scalars import scalar
from qualcode.codebook._source import Source as Text
from qualcode.codebook.exchange import columns, outlines, qdc_reading
from qualcode.codebook.exchange.adopting import adopted, unwrapped
from qualcode.codebook.exchange.found import UNSAID, Found
from qualcode.codebook.exchange.joining import joined, spoken
from qualcode.codebook.exchange.splitting import as_it_is, marked_by, split
from qualcode.codebook.writing import written
from qualcode.errors import Problem, QualcodeError, Unreadable
from qualcode.languages import detect, tags
from qualcode.model import UNSURE, Code, Codebook, Source
from qualcode.opening import guard

_REFI = (".qdc", ".qdpx", ".qde", ".xml")
_TABLES = (".csv", ".tsv", ".txt", ".xlsx")
_OURS = (".yaml", ".yml")


@dataclass(frozen=True)
class Wish:
    """How files are to be read. `languages`: one for each file, or none; `likely`: those that a file may be in, when it does not say.

    `split` parts the names of codes above from a code's own (None: as the program does, empty: nothing does). `ids` has the ids that
    codes are to have by GUID. `id` is that of the codebook, if its file does not say one, or in any case (`insist`).
    """

    id: str
    languages: Sequence[str] = ()
    likely: Sequence[str] = ("nl", "fr", "en")
    encoding: str = ""
    split: str | None = None
    ids: Mapping[str, str] | None = None
    insist: bool = False


@dataclass(frozen=True)
class Foreigners:
    """The codebook that files make together; `notes` say how they were read, `problems` what is not in it as it was there."""

    book: Codebook
    files: tuple[Found, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


def read(sources: Sequence[Source], wish: Wish) -> Foreigners:
    """One codebook of the files, those of several languages joined. Raises Unreadable for a file that holds none, and QualcodeError."""
    if wish.languages and len(wish.languages) != len(sources):
        raise QualcodeError(
            f"{len(wish.languages)} languages were said for {len(sources)} files.", "Say --language once for each file, in their order."
        )
    files, languages, notes = [], [], []
    for at, source in enumerate(sources):
        found = _found(source, wish)
        language, why = _language(found, wish.languages[at] if wish.languages else "", wish)
        if language in languages and language:
            raise QualcodeError(
                f"{source.path.name} is in {language}, as is a file before it.",
                "Say which language each is in with --language, or merge two versions: qualcode codebook merge",
            )
        files.append(spoken(found, language))
        languages += [language] if language else []
        number = len(found.codes)
        notes.append(f"{source.path.name}: {found.form}, {number} {'code' if number == 1 else 'codes'}{why}")
    whole = unwrapped(split(joined(files)))
    spoken_ones = tuple(dict.fromkeys([*whole.languages, *languages, *_others(whole)]))
    id = whole.id if whole.id and not wish.insist else wish.id
    made = adopted(replace(whole, languages=()), id, spoken_ones or ("und",), wish.ids)
    return Foreigners(made.book, tuple(files), (*notes, *whole.notes), made.problems)


def text_of(book: Codebook, comments: Sequence[str], where: str) -> str:
    """A file of ours with this codebook, `comments` at its head. Raises QualcodeError for one that could not be read again."""
    head = "".join(f"# {' '.join(comment.split())}\n" for comment in comments)
    begun = f"{head}id: {scalar(book.id, flow=False)}\nlanguages: [{', '.join(scalar(each, flow=True) for each in book.languages)}]\ncodes: []\n"
    text = written(Text(begun, where), book, where=where, proved=False)
    if len(text) > tree.MOST_CHARACTERS:
        raise QualcodeError(
            f"{where} would have more than {tree.MOST_CHARACTERS:,} characters.", "No codebook is so long: is it the right file?"
        )
    if reading.parse(text, where) != book:
        raise QualcodeError(f"{where} cannot be written so that it says the same.", "Import fewer codes, to find those that it is about.")
    return text


def _found(source: Source, wish: Wish) -> Found:
    name, suffix = source.path.name, source.path.suffix.lower()
    if suffix in _OURS:
        raise QualcodeError(
            f"{name} is a codebook of qualcode already.",
            "Load it with: qualcode codebook load, or bring two together: qualcode codebook merge",
        )
    marked = None if wish.split is None else marked_by(wish.split) if wish.split else as_it_is
    if suffix in _REFI or (suffix not in _TABLES and guard.is_markup(source.data[:4096])):
        return qdc_reading.read(source, marked or as_it_is)
    if suffix == outlines.DOCUMENT or (suffix == ".txt" and outlines.is_outline(source)):
        return outlines.read(source, wish.encoding, marked or as_it_is)
    if suffix in _TABLES:
        form = guard.form(source.data[:4096])
        if form and form != "a zip file":
            raise Unreadable(f"{name} is {form}, and no table.", "Save it again as .xlsx or .csv.")
        return columns.read(source, wish.encoding, marked)
    raise Unreadable(
        f"{name} is of a form that cannot be read.", f"Codebooks that can be read: {', '.join((*_REFI[:2], *_TABLES, outlines.DOCUMENT))}."
    )


def _language(found: Found, said: str, wish: Wish) -> tuple[str, str]:
    """The language of the texts of which a file does not say it, with how it is known; empty when there are none."""
    texts = [text for each in found.codes for part in _parts(each.code) if (text := part.get(UNSAID))]
    if not texts:
        return "", ""
    if said:
        return said, f", in {said}"
    named = _named(found.file)
    if named:
        return named, f", in {named} by its name"
    languages = tuple(wish.likely)
    language, sure = detect.language_of("\n".join(map(str, texts)), languages)
    if language == UNSURE:
        raise QualcodeError(
            f"{found.file}: in which language the codes are cannot be told.", "Say it with --language, as in: --language nl"
        )
    return language, f", in {language} by its words ({sure:.0%} sure; --language says otherwise)"


def _named(file: str) -> str:
    """The language that a file's name says before its suffix: `book.nl.qdc`."""
    suffixes = Path(file).suffixes
    said = suffixes[-2].removeprefix(".") if len(suffixes) > 1 else ""
    language = tags.code(said) if len(said) in {2, 3} and said.isalpha() else ""
    return language if len(language) == 2 else ""


def _parts(code: Code) -> tuple[Mapping[str, object], ...]:
    """What a code says by language."""
    return code.label, code.definition, code.include, code.exclude, code.examples, code.keywords


def _others(found: Found) -> list[str]:
    """Further languages that any text is in."""
    return [language for each in found.codes for part in _parts(each.code) for language in part]
