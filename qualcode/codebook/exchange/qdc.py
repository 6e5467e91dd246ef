"""REFI-QDA codebooks (.qdc) written: one file per language, in which every code has the same GUID."""

from __future__ import annotations

from collections.abc import Collection
from xml.etree import ElementTree as ET

from qualcode import __version__
from qualcode.codebook.exchange.details import described, named
from qualcode.codebook.exchange.losses import Losses
from qualcode.errors import Problem, QualcodeError
from qualcode.model import Codebook

NAMESPACE = "urn:QDA-XML:codebook:1.0"


def written(book: Codebook, language: str, others: Collection[str] = ()) -> bytes:
    """The codebook in a language as a .qdc.

    What a code says besides its label stands in its description, as `described` writes it, with the texts in `others`. Raises
    QualcodeError for a codebook without codes, which the standard has no form for.
    """
    if not book.codes:
        raise QualcodeError(f"{book.id} has no codes.", "A REFI-QDA codebook has one at least.")
    root = ET.Element("CodeBook", {"xmlns": NAMESPACE, "origin": f"qualcode {__version__}"})
    elements = {"": ET.SubElement(root, "Codes")}
    for code in book.codes:
        name, spoken = named(code, language, book.languages)
        attributes = {"guid": code.guid, "name": name, "isCodable": "true" if code.codable else "false"}
        if code.colour:
            attributes["color"] = code.colour
        elements[code.id] = ET.SubElement(elements[code.parent], "Code", attributes)
        ET.SubElement(elements[code.id], "Description").text = described(code, language, others, spoken=spoken)
    ET.indent(root, "  ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def losses(book: Codebook, languages: Collection[str], others: Collection[str] = ()) -> tuple[Problem, ...]:
    """What files in each of these languages do not say, whose descriptions hold the texts in `others` too."""
    found = Losses(book)
    found.of_the_book()
    found.of_languages(languages, others)
    return found.problems()
