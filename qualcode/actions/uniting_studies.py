"""study.toml after a merge of copies: the changes of all, or the newest text and a question."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode import study as studies
from qualcode import threeway
from qualcode.errors import QualcodeError
from qualcode.store import study_log
from qualcode.store.database import Store
from qualcode.store.merging import asked, log
from qualcode.store.merging.asked import Asked
from qualcode.store.merging.causes import Causes
from qualcode.store.study_log import Version

WHAT = "study"


class Studies:
    """The texts of study.toml that people worked under, and what they are together."""

    def __init__(self, store: Store, causes: Causes) -> None:
        self.store = store
        self.causes = causes
        self.versions = study_log.by_people(store)
        self.heads = self._newest(self.versions)

    def _newest(self, versions: list[Version]) -> list[Version]:
        events = set(self.causes.newest([version.event for version in versions]))
        first: dict[str, Version] = {}
        for version in versions:
            if version.event in events:
                first.setdefault(version.hash, version)
        return list(first.values())

    def together(self, heads: list[Version]) -> str | None:
        """The text that has the changes of all; None where they contradict each other."""
        texts = [study_log.text_of(self.store, version.hash) for version in heads]
        if len(texts) == 1:
            return texts[0]
        known = [one for one in self.versions if one not in heads and all(self.causes.knew(head.event, one.event) for head in heads)]
        base = self.together(self._newest(known)) if known else None
        if base is None:
            return None
        found: str | None = texts[0]
        for text in texts[1:]:
            found = threeway.merged(base, found, text) if found is not None else None
        try:
            return studies.parse(found).text if found is not None else None
        except QualcodeError:
            return None

    def text(self) -> str:
        """The text that holds: that of all, else the newest one until people have decided."""
        together = self.together(self.heads)
        return together if together is not None else study_log.text_of(self.store, self.heads[-1].hash)

    def questions(self) -> Iterator[Asked]:
        """Which text holds, where they contradict each other."""
        if len(self.heads) > 1 and self.together(self.heads) is None:
            choices = asked.named((version.hash, version.coder) for version in self.heads)
            about = log.as_json({"what": WHAT, "heads": sorted(version.hash for version in self.heads)})
            yield Asked(about, tuple((name, study_log.text_of(self.store, hash)) for name, hash in choices.items()))


def settle(store: Store, found: Studies) -> bool:
    """Bring study.toml to what the texts of both copies are together, once the merge is done. Returns whether it is another one now."""
    if not found.heads:
        return False
    text = found.text()
    study = studies.parse(text)
    if study.hash == store.study.hash:
        return False
    store.connection.execute(
        "INSERT OR IGNORE INTO main.study_version (hash, text, seen) VALUES (?, ?, ?)", (study.hash, study.text, store.now())
    )
    study_log.aim(store, study.hash)
    # The entry of the merge is made under the new text: who works on has not changed anything.
    store.study = study
    return True


def choose(store: Store, text: str) -> None:
    """Make a text the study.toml, once the change is done."""
    study = studies.parse(text)
    if study.hash != store.study.hash:
        study_log.aim(store, study.hash)
