"""Times and GUIDs."""

from __future__ import annotations

import re
import uuid

from qualcode.store import clock


def test_a_guid_is_a_uuid_of_version_7_that_sorts_by_time() -> None:
    found = [clock.uuid7() for _ in range(200)]
    assert len(set(found)) == 200
    for guid in found:
        read = uuid.UUID(guid)
        assert (str(read), read.version, read.variant) == (guid, 7, uuid.RFC_4122)
    assert [guid[:13] for guid in found] == sorted(guid[:13] for guid in found)


def test_the_same_parts_give_the_same_guid_and_others_another() -> None:
    assert clock.named("coder", "anna") == clock.named("coder", "anna")
    assert len({clock.named("a", "bc"), clock.named("ab", "c"), clock.named("abc"), clock.named("a", "b", "c")}) == 4
    assert uuid.UUID(clock.named("a")).version == 5


def test_the_time_is_utc_with_milliseconds() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", clock.now())
