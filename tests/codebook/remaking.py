"""Changes of a codebook that no command makes, and that people make in its file: of its version, languages and attributes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode.errors import unknown
from qualcode.model import Attribute, Codebook


@dataclass(frozen=True)
class SetVersion:
    """Another version of the codebook; empty: it has none."""

    version: str

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with that version."""
        return replace(book, version=self.version)


@dataclass(frozen=True)
class SetLanguages:
    """The languages that the codebook is in."""

    languages: tuple[str, ...]

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with those languages."""
        return replace(book, languages=self.languages)


@dataclass(frozen=True)
class SetAttribute:
    """An attribute in the place of the one with its id, else as the last."""

    attribute: Attribute

    def applied(self, book: Codebook) -> Codebook:
        """The codebook with that attribute."""
        known = {each.id for each in book.attributes}
        changed = tuple(self.attribute if each.id == self.attribute.id else each for each in book.attributes)
        return replace(book, attributes=changed if self.attribute.id in known else (*changed, self.attribute))


@dataclass(frozen=True)
class RemoveAttribute:
    """An attribute taken out."""

    id: str

    def applied(self, book: Codebook) -> Codebook:
        """The codebook without it."""
        if all(each.id != self.id for each in book.attributes):
            raise unknown("attribute", self.id, (each.id for each in book.attributes))
        return replace(book, attributes=tuple(each for each in book.attributes if each.id != self.id))
