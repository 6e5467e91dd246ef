"""Suggests the codes of the coded texts, and of the codebook's own texts, that mean most alike, by an encoder of sentences that the user has.

The encoder is read from the folder in `settings["folder"]`; nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.model import Suggestion, Unit
from qualcode.suggesters import _encoders, _material
from qualcode.suggesters._knowledge import Example, Knowledge
from qualcode.suggesters.similar import of_unit

NAME = "encoder"
NEEDS = ("folder",)
"""What is to be said with `--set`."""

_BATCH = 500  # texts encoded at a time


def suggest(units: Iterable[Unit], knowledge: Knowledge) -> list[Suggestion]:
    """At most three suggestions for each unit, units in their order, best score first.

    Raises QualcodeError without a folder, and for one that holds no encoder that can be read.
    """
    folder = knowledge.settings.get("folder", "")
    if not folder:
        raise QualcodeError("encoder needs the folder of an encoder of sentences.", "Say which: --set folder=DIR")
    encode = _encoders.load(Path(folder).expanduser())
    asked = [unit for unit in units if unit.text.strip()]
    codes = knowledge.usable()
    asked_for, ids = set(knowledge.asked()), {code.id for code in codes}
    coded = sorted((one for one in knowledge.examples if one.codes & ids), key=lambda one: (one.group, one.place, one.text))
    for place, (text, language) in _material.books(codes):
        id = codes[place].id
        coded.append(Example(text, language, "", frozenset({id}), place=f"the codebook’s {id}"))
    if not asked or not coded:
        return []
    known = encode([one.text for one in coded])
    found = []
    for begin in range(0, len(asked), _BATCH):
        part = asked[begin : begin + _BATCH]
        for unit, like in zip(part, _encoders.likeness(encode([unit.text for unit in part]), known), strict=True):
            found += of_unit(unit, like, coded, asked_for, least=knowledge.least or 0.0, suggester=NAME)
    return found
