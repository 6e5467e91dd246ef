"""The order of what several people have put in order: where they agree it is theirs, else that of the common ancestor."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def merged_order(base: Sequence[str], versions: Sequence[Sequence[str]], final: Collection[str]) -> list[str]:
    """The members of `final` in an order that does not depend on that of the versions.

    If all versions that differ from the base agree, it is theirs. Else what the base has stands in the order of the only version that
    has put it otherwise, if there is one; each new one stands behind the same as in its version, and among several alphabetically.
    """
    wanted = set(final)
    different = list(dict.fromkeys(tuple(version) for version in versions if list(version) != list(base)))
    for candidate in [*different, tuple(base)] if len(different) < 2 else []:
        if set(candidate) == wanted:
            return list(candidate)
    stays = [item for item in dict.fromkeys(base) if item in wanted]
    kept = set(stays)
    others = {tuple(item for item in dict.fromkeys(version) if item in kept) for version in versions}
    orders = [order for order in others if set(order) == kept and list(order) != stays]
    if len(orders) == 1:
        stays = list(orders[0])
    number = {item: at for at, item in enumerate(stays)}
    anchors = [_anchors(version, number) for version in versions]
    behind: dict[int, set[str]] = {}
    for item in wanted - kept:
        behind.setdefault(min((places[item] for places in anchors if item in places), default=len(stays) - 1), set()).add(item)
    found = sorted(behind.get(-1, ()))
    for at, item in enumerate(stays):
        found += [item, *sorted(behind.get(at, ()))]
    return found


def _anchors(version: Sequence[str], number: dict[str, int]) -> dict[str, int]:
    """The number of the one that each item of a version stands behind; -1: it stands before all."""
    found: dict[str, int] = {}
    last = -1
    for item in version:
        if item in number:
            last = number[item]
        else:
            found.setdefault(item, last)
    return found
