"""The people whom a TEI document lists, and what its utterances call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualcode.importers import _labels
from qualcode.importers._pieces import Plain
from qualcode.importers.tei.times import ID
from qualcode.importers.tei.words import local, text_of
from qualcode.model import DraftParticipant, Role
from qualcode.opening.guard import short
from qualcode.text import fold

if TYPE_CHECKING:
    from lxml import etree

_ROLES: dict[str, Role] = {"chair": "moderator", "facilitator": "moderator", "host": "moderator", "audience": "observer"}
_NAMES = ("persName", "name")


class People:
    """Those whom the header of a document lists, and those whom only its utterances name."""

    def __init__(self, document: etree._Element, shared: Mapping[str, DraftParticipant]) -> None:
        """`shared` are those by id whom the header of a whole corpus lists."""
        self.own = listed_in(document)
        self.shared = shared
        self.speaking: dict[str, DraftParticipant] = {}
        self.called: dict[tuple[str, str], str] = {}

    def label(self, who: str, ana: str) -> str:
        """The label of the speaker that an utterance refers to, empty for nobody; `ana` is what it says of the speaker's part in the session."""
        if (who, ana) in self.called:
            return self.called[who, ana]
        key = who.rpartition("#")[2].strip()
        if not key:
            return ""
        one = self.own.get(key) or self.shared.get(key) or DraftParticipant(Plain().line(key))
        known = self.speaking.get(one.label, one)
        role = known.role if known.role != "participant" else _role(*(word.rpartition("#")[2] for word in ana.split()))
        self.speaking[one.label] = DraftParticipant(one.label, role, one.detail)
        self.called[who, ana] = one.label
        return one.label

    def listed(self) -> list[DraftParticipant]:
        """Those who speak, and those silent ones whom the document itself lists."""
        return [*self.speaking.values(), *(one for one in self.own.values() if one.label not in self.speaking)]


def listed_in(element: etree._Element) -> dict[str, DraftParticipant]:
    """The people whom a document or the header of a corpus lists, by their ids."""
    found: dict[str, DraftParticipant] = {}
    taken: set[str] = set()
    for person in element.iter("{*}person"):
        key = _key(person)
        if key and key not in found:
            found[key] = _participant(person, key, taken)
            taken.add(found[key].label)
    return found


def _key(person: etree._Element) -> str:
    return (person.get(ID) or person.get("id") or person.get("n") or "").strip()


def _participant(person: etree._Element, key: str, taken: set[str]) -> DraftParticipant:
    """A person under the abbreviation of the name where there is one, else under the id; everything else that is said is the detail."""
    abbreviations = (_text(abbreviation) for name in _NAMES for abbreviation in person.iterfind(f"{{*}}{name}/{{*}}abbr"))
    label = next((text for text in abbreviations if text and text not in taken), "") or Plain().line(key)
    said = [_text(child) for child in person if local(child) in _NAMES]
    role = person.get("role", "")
    said += ["" if fold(role) == _role(role) else role, person.get("sex", ""), person.get("age", "")]
    said += [_text(child) or child.get("value", "") for child in person if local(child) not in (*_NAMES, "idno")]
    details = dict.fromkeys(text for text in map(Plain().line, said) if text and text != label)
    return DraftParticipant(label, _role(role), short(", ".join(details), 200))


def _text(element: etree._Element) -> str:
    return Plain().line(text_of(element))


def _role(*said: str) -> Role:
    for word in said:
        if _labels.is_moderator(word) or _ROLES.get(fold(word)) == "moderator":
            return "moderator"
        if _labels.is_observer(word) or _ROLES.get(fold(word)) == "observer":
            return "observer"
    return "participant"
