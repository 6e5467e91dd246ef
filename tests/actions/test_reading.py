"""Files read ahead by other processes are the same, in the same order, as files read in turn."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qualcode.actions import reading
from qualcode.actions.reading import Job, Read, Reader
from qualcode.errors import Unreadable
from qualcode.model import ImportOptions, Source


def job(number: int, data: bytes = b"", suffix: str = "txt") -> Job:
    text = f"R1: Dit is bestand {number} van de groep.\nR2: Oui, et c'est la fin.\n"
    return Job(Source(Path(f"fg{number}.{suffix}"), data or text.encode()), ImportOptions(), ("nl", "fr"))


class Fatal(Job):
    """A file that ends the process that reads it."""

    def read(self) -> Read:
        os._exit(9)


HOW = ("copied", "started")


@contextmanager
def ahead(how: str) -> Iterator[Reader]:
    """A reader of many files, whose processes are copies of this one (where these can be had) or are started."""
    waits = threading.Event()
    other = threading.Thread(target=waits.wait)
    if how == "started":
        other.start()
    try:
        with reading.reader(reading.MANY) as reader:
            yield reader
    finally:
        waits.set()


@pytest.mark.parametrize("how", HOW)
def test_the_same_in_the_same_order_with_the_languages_of_the_turns(how: str) -> None:
    jobs = [(number, job(number)) for number in range(12)]
    with ahead(how) as reader:
        found = [(number, result()) for number, result in reader(jobs)]
    assert found == [(number, result()) for number, result in reading.in_turn(jobs)]
    assert [turn.language for turn in found[0][1].reading.drafts[0].turns] == ["nl", "fr"]
    assert found[0][1].words == ((7, 6),)


def test_a_file_that_cannot_be_read_is_refused_alone() -> None:
    jobs = [(number, job(number, b"R1: ja\x00" if number == 2 else b"")) for number in range(5)]
    refused = []
    with ahead("copied") as reader:
        for number, result in reader(jobs):
            if number == 2:
                with pytest.raises(Unreadable, match="byte 7 is NUL") as error:
                    result()
                assert error.value.hint
                refused.append(number)
            else:
                assert len(result().reading.drafts) == 1
    assert refused == [2]


@pytest.mark.parametrize("how", HOW)
def test_a_file_that_ends_the_process_is_refused_and_the_others_are_read(how: str) -> None:
    fatal = Fatal(job(3, suffix="docx").source, ImportOptions(), ("nl",))
    refused, read = [], []
    with ahead(how) as reader:
        for number, result in reader([(0, job(0)), (1, fatal), *((number, job(number)) for number in range(2, 9))]):
            try:
                read.append((number, len(result().reading.drafts)))
            except Unreadable as error:
                refused.append((number, error.message))
    assert refused == [(1, "fg3.docx made the process that read it stop.")]
    assert read == [(number, 1) for number in (0, *range(2, 9))]
