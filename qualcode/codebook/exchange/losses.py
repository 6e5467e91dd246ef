"""What files for other programs do not say of a codebook, listed by kind with the codes that it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from qualcode.errors import Problem
from qualcode.model import Code, Codebook

_NAMED = 20
_TEXTS = ("label", "definition", "include", "exclude", "examples", "keywords")


class Losses:
    """The problems of what is written, all files of a codebook together."""

    def __init__(self, book: Codebook) -> None:
        self.book = book
        self.found: list[Problem] = []

    def add(self, what: str, codes: Iterable[Code], fix: str = "") -> None:
        """One more thing that is not said, of these codes; nothing when there are none."""
        ids = [code.id for code in codes]
        if ids:
            more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
            every = len(ids) == len(self.book.codes) > 3
            listed = "all codes" if every else f"{', '.join(ids[:_NAMED])}{more}"
            self.found.append(Problem(f"{len(ids)} {'code' if len(ids) == 1 else 'codes'}", f"{what}: {listed}", fix))

    def of_the_book(self) -> None:
        """What belongs to no code: the version and the attributes of codings."""
        if self.book.version:
            self.found.append(Problem("the codebook", f"its version is not said: {self.book.version}"))
        if self.book.attributes:
            names = ", ".join(attribute.id for attribute in self.book.attributes)
            self.found.append(
                Problem("the codebook", f"attributes of codings are left out: {names}", "the full form keeps them: .csv or .xlsx")
            )

    def of_languages(self, languages: Collection[str], others: Collection[str] = ()) -> None:
        """What is not said when there is a file in each of the `languages`, which holds the texts in the `others` too."""
        for language in languages:
            self.add(
                f"no label in {language}, so one in another language stands there",
                (code for code in self.book.codes if language not in code.label),
                "qualcode codebook check lists what is not translated",
            )
        for language in dict.fromkeys([*self.book.languages, *(each for code in self.book.codes for each in _languages(code))]):
            if language not in {*languages, *others}:
                self.add(f"texts in {language} are left out", (code for code in self.book.codes if language in _languages(code)))

    def problems(self) -> tuple[Problem, ...]:
        """All of them."""
        return tuple(self.found)


def _languages(code: Code) -> list[str]:
    return [language for name in _TEXTS for language in getattr(code, name)]
