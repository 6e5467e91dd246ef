"""Who knew what, against the plain way of finding it out: going back from entry to entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.store.database import Store
from qualcode.store.merging import causes
from qualcode.store.merging.causes import Causes
from tests.store.projects import project, scratch

Act = tuple[int, int]
"""Who does something, and whom she brings in first; herself: nobody."""

_COPIES = ("a", "b", "c", "a")
"""By whom entries are made: the last folder was copied by hand, and goes by the name of the first."""


def entered(store: Store, acts: Sequence[Act]) -> dict[str, set[str]]:
    """Enter what several do into the log; what the maker of each entry had seen, by its id."""
    store.connection.execute("DELETE FROM change")
    store.connection.execute("DELETE FROM event")
    heads: list[set[str]] = [set() for _ in _COPIES]
    counters = [0] * len(_COPIES)
    known: dict[str, set[str]] = {}
    for number, (who, other) in enumerate(acts):
        heads[who] |= heads[other]
        counters[who] = max(counters[who], counters[other]) + 1
        id = f"{(number * 7919) % 9973:036}"
        known[id] = {id}.union(*(known[head] for head in heads[who]))
        store.connection.execute(
            """INSERT INTO event (id, copy, lamport, time, coder, command, why, study_hash, parents)
            VALUES (?, ?, ?, '', '', '', '', '', ?)""",
            (id, _COPIES[who], counters[who], " ".join(sorted(heads[who]))),
        )
        heads[who] = {id}
    return known


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with scratch() as folder, project(folder / "study") as found:
        yield found


People = st.integers(0, len(_COPIES) - 1)


@given(acts=st.lists(st.tuples(People, People), min_size=1, max_size=40))
def test_who_knew_what_is_what_going_back_from_entry_to_entry_comes_to(store: Store, acts: list[Act]) -> None:
    known = entered(store, acts)
    found = Causes(store)
    assert {(one, other) for one in known for other in known if found.knew(one, other)} == {
        (one, other) for one, others in known.items() for other in others
    }
    some = list(known)[::2]
    assert found.newest(some) == [one for one in some if not any(one in known[other] for other in some if other != one)]
    # Whoever has not seen two that grew apart more than the entry before her is not the first to do so.
    first = set(found.firsts(some))
    for one in some:
        seen = [other for other in some if other != one and other in known[one]]
        assert one in first or len(found.newest(seen)) == 1


def test_what_is_not_in_the_log_is_known_to_nobody(store: Store) -> None:
    (id,) = entered(store, [(0, 0)])
    found = Causes(store)
    assert (found.knew(id, "x"), found.knew("x", id), found.newest(["x", id])) == (False, False, [id])


def test_a_log_in_more_stretches_than_people_make_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(store, [(0, 0), (1, 0), (2, 1), (0, 2)])
    monkeypatch.setattr(causes, "MOST_STRETCHES", 3)
    with pytest.raises(QualcodeError, match=r"a log in \d stretches"):
        Causes(store)
