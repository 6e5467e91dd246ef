"""Which codes there are after merging, and which stands under which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qualcode.codebook._identity import Version
from qualcode.codebook._merged_order import merged_order
from qualcode.codebook._registers import Registers
from qualcode.codebook.conflicts import BASE
from qualcode.codebook.differences import code_differences


class MergedTree:
    """The codes that are `kept`, by key, and the key of each one's parent (`parents`; empty: it stands at the top)."""

    def __init__(self, root: Version, versions: list[Version], registers: Registers) -> None:
        self.root = root
        self.versions = versions
        self.registers = registers
        self.given_up: set[str] = set()
        self.restored: set[str] = set()
        """The codes that somebody removed and others changed, and that are to be what they were."""
        everything = {key: None for version in (root, *versions) for key in version.codes}
        kept = {key for key in everything if self._stays(key)}
        self.parents = {key: self._parent(key) for key in everything}
        self.kept = self._with_parents(kept)
        self._without_circles()

    # --- which codes ----------------------------------------------------------------------------------------------------------------

    def _stays(self, key: str) -> bool:
        """Whether a code stays: not when somebody has removed it, unless another has changed it or put codes under it."""
        there = [version for version in self.versions if key in version.codes]
        three_way = self.registers.three_way
        if len(there) == len(self.versions) or (three_way and key not in self.root.codes):
            return True
        if three_way and not any(self._changed(key, version) for version in there):
            return False
        base = self.root.codes.get(key)
        code = base or there[0].codes[key]
        choice = self.registers.ask(
            "removed and changed" if three_way else "only in one",
            (code.id, "", ""),
            self._told(key, self.root),
            {version.name: self._told(key, version) for version in self.versions},
        )
        removed = choice not in {"", BASE} and choice not in {version.name for version in there}
        if removed:
            self.given_up.add(key)
        if choice == BASE:
            self.restored.add(key)
        return not removed

    def _changed(self, key: str, version: Version) -> bool:
        """Whether a version has another thing to say of a code than the base; text that was coded with it is one."""
        if version.codings.get(key):
            return True
        base = self.root.codes[key]
        if version.above[key] != self.root.above[key] or replace(version.codes[key], parent="") != replace(base, parent=""):
            return True
        return not set(version.below.get(key, ())) <= set(self.root.below.get(key, ()))

    def _told(self, key: str, version: Version) -> str:
        """A code in a version, in words: what it is called and means; of one that the base has, what was changed, and what came under it."""
        code = version.codes.get(key)
        if code is None:
            return ""
        base = self.root.codes.get(key)
        parts = [code.id, *code.label.values()]
        if base is None or version is self.root:
            return "; ".join([*parts, *code.definition.values()])
        parts += [f"{each.field} {each.language}: {each.new or '-' + each.old}".replace(" :", ":") for each in code_differences(base, code)]
        new = [version.codes[other].id for other in version.below.get(key, ()) if other not in self.root.below.get(key, ())]
        moved = [self._under(key, version)] if version.above[key] != self.root.above[key] else []
        count = version.codings.get(key, 0)
        codings = [f"{count} {'coding' if count == 1 else 'codings'}"] if count else []
        return "; ".join([*parts, *moved, *([f"above {', '.join(new)}"] if new else []), *codings])

    # --- which stands under which ---------------------------------------------------------------------------------------------------

    def _parent(self, key: str) -> str:
        """The key of the parent, which may be gone; a conflict left open has that of the base."""
        above = {version.name: version.above[key] for version in self.versions if key in version.codes}
        base = self.root.above.get(key)
        if not above or key in self.restored:
            return base or ""
        different = sorted({parent for parent in above.values() if parent != base or not self.registers.three_way})
        if len(different) < 2:
            return different[0] if different else base or ""
        texts = {version.name: self._under(key, version) for version in self.versions if key in version.codes}
        choice = self.registers.ask("moved apart", (self._name(key), "parent", ""), self._under(key, self.root), texts)
        return above.get(choice, base if base is not None else different[0])

    def _name(self, key: str) -> str:
        found = self.root.codes.get(key)
        return found.id if found else min(version.codes[key].id for version in self.versions if key in version.codes)

    def _under(self, key: str, version: Version) -> str:
        if key not in version.above:
            return ""
        return f"under {version.codes[version.above[key]].id}" if version.above[key] else "at the top"

    def _with_parents(self, kept: set[str]) -> dict[str, None]:
        """The codes that stay, with those above them; below one that a person gave up, a code moves up to what is above that."""
        for key in list(kept):
            at = key
            passed: set[str] = set()
            while self.parents[at] and self.parents[at] not in kept:
                parent = self.parents[at]
                if parent in passed:
                    self.parents[at] = ""
                elif parent in self.given_up:
                    passed.add(parent)
                    self.parents[at] = self.parents[parent]
                else:
                    kept.add(parent)
                    at = parent
        return {key: None for key in self.parents if key in kept}

    def _without_circles(self) -> None:
        """Codes that were put under each other stand where one version has them, or where the base has."""
        for key in sorted(self.kept, key=self._name):
            circle = self._circle(key)
            if not circle:
                continue
            names = sorted(self._name(each) for each in circle)
            texts = {version.name: self._places(circle, version) for version in self.versions}
            choice = self.registers.ask("moved under each other", (names[0], "parent", ""), self._places(circle, self.root), texts)
            version = next((each for each in self.versions if each.name == choice), self.root)
            for each in circle:
                self.parents[each] = self._first_kept(version.above.get(each, self.root.above.get(each, "")), version)
            for each in sorted(circle, key=self._name):
                if self._circle(each):
                    self.parents[each] = self._first_kept(self.root.above.get(each, ""), self.root)
            for each in sorted(circle, key=self._name):
                if self._circle(each):
                    self.parents[each] = ""

    def _circle(self, key: str) -> list[str]:
        """The codes that a code stands under and that stand under it, if there are any."""
        path = [key]
        while self.parents[path[-1]]:
            path.append(self.parents[path[-1]])
            if path[-1] == key:
                return path[:-1]
            if path[-1] in path[:-1]:
                return []
        return []

    def _places(self, circle: list[str], version: Version) -> str:
        return "; ".join(f"{self._name(key)} {self._under(key, version)}" for key in sorted(circle, key=self._name) if key in version.codes)

    def _first_kept(self, key: str, version: Version) -> str:
        while key and key not in self.kept:
            key = version.above.get(key, "")
        return key

    # --- in order -------------------------------------------------------------------------------------------------------------------

    def in_order(self) -> Iterator[str]:
        """The keys in the order of a file, a parent before those below it."""
        below: dict[str, list[str]] = {}
        for key in self.kept:
            below.setdefault(self.parents[key], []).append(key)
        waiting = [""]
        while waiting:
            parent = waiting.pop()
            if parent:
                yield parent
            versions = [version.below.get(parent, ()) for version in self.versions if not parent or parent in version.codes]
            ordered = merged_order(self.root.below.get(parent, ()), versions, below.get(parent, []))
            waiting += reversed(ordered)
