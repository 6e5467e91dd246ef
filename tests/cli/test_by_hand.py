"""Cells of a comparison counted a second time, from the files of the example study alone and by other code."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.cli.running import CODER, EVERYTHING, Run, entered, made

# A word: an elided l', d', qu' ... before a word, or letters and digits with hyphens and apostrophes within; notes in brackets are none.
_ELIDED = r"(?:[ljtnsc]|m(?!['’]n\b)|d(?!['’]r\b)|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)"
_WORD = re.compile(rf"{_ELIDED}|\w+(?:[-'’]\w+)*", re.IGNORECASE)
_NOTE = re.compile(r"\[[^\]\n]*\]|\([^()\s]+(?:[ \t][^()\s]+){0,2}[ \t]?\)|\bX{2,}\b")


def word_places(text: str) -> list[int]:
    """Where each spoken word of a text begins."""
    return [found.start() for found in _WORD.finditer(_NOTE.sub(lambda note: " " * len(note[0]), text))]


class Counted:
    """What one code has in one cell: merged stretches per transcript, and who speaks in them."""

    def __init__(self, turns: dict[str, list[dict[str, Any]]], codings: list[dict[str, str]], code: str) -> None:
        self.segments = 0
        self.by_speaker: Counter[tuple[str, str]] = Counter()
        self.words: Counter[str] = Counter()
        for transcript, said in turns.items():
            text = {(turn["start"], turn["end"]): turn for turn in said}
            reached = -1
            covered: set[tuple[int, int]] = set()
            spans = sorted(places(said, row["quote"]) for row in codings if row["transcript"] == transcript and row["code"] == code)
            for start, end in spans:
                touched = [turn for turn in text.values() if start < turn["end"] and end > turn["start"] and turn["role"] == "participant"]
                if touched and start >= reached:
                    self.segments += 1
                    self.by_speaker.update({(transcript, turn["speaker"]) for turn in touched})
                reached = max(reached, end)
                for turn in touched:
                    words = [turn["start"] + place for place in word_places(turn["text"])]
                    covered |= {(turn["turn"], place) for place in words if start <= place < end}
            self.words[transcript] = len(covered)


def places(turns: list[dict[str, Any]], quote: str) -> tuple[int, int]:
    """The span of a quotation that stands in one turn, exactly once in the transcript."""
    found = [turn["start"] + turn["text"].index(quote) for turn in turns if quote in turn["text"]]
    assert len(found) == 1, quote
    return found[0], found[0] + len(quote)


@pytest.fixture(scope="module")
def whole(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with all of the example study."""
    folder = tmp_path_factory.mktemp("whole") / "study"
    return made(folder, repository, *EVERYTHING, study=repository, transcripts=repository / "transcripts")


@pytest.fixture
def here(whole: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(whole, monkeypatch)


@pytest.mark.parametrize(
    ("region", "sector", "code"),
    [
        ("antwerp", "care", "coop.secrecy"),
        ("charleroi", "justice", "coop.secrecy"),
        ("brussels", "care", "value.need"),
        ("antwerp", "care", "client.continuity"),
    ],
)
def test_a_cell_of_the_comparison_is_what_counting_by_hand_gives(region: str, sector: str, code: str, here: Path, run: Run) -> None:
    with (here / "transcripts" / "transcripts.csv").open(encoding="utf-8-sig", newline="") as file:
        cell_of = [(row, (row["region"], row["sector"], row["kind"], row["phase"])) for row in csv.DictReader(file)]
    held = [row for row, cell in cell_of if cell == (region, sector, "focus-group", "single")]
    slugs = [re.sub("[^a-z0-9]+", "-", Path(row["file"]).stem.lower()) for row in held]
    turns = {slug: run("transcripts", "show", slug, "--format", "json").rows for slug in slugs}
    with (here / "transcripts" / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        codings = [row for row in csv.DictReader(file) if row["coder"] == CODER]
    counted = Counted(turns, codings, code)
    said = {slug: sum(len(word_places(turn["text"])) for turn in rows if turn["role"] == "participant") for slug, rows in turns.items()}
    voices = {slug: run("transcripts", "show", slug, "--speakers", "--format", "json").rows for slug in slugs}

    chosen = ("--code", code, "--layer", CODER, "--kind", "focus-group", "--phase", "single")
    rows = run("compare", "--by", "region,sector", *chosen, "--format", "json").rows
    cell = next(row for row in rows if (row["code"], row["region"], row["sector"]) == (code, region, sector))

    assert counted.segments > 2
    assert cell["segments"] == counted.segments
    assert (cell["groups_k"], cell["groups_n"]) == (len({slug for slug, _ in counted.by_speaker}), len(slugs))
    present = sum(one["role"] == "participant" for people in voices.values() for one in people)
    assert (cell["participants_k"], cell["participants_n"]) == (len(counted.by_speaker), present)
    assert cell["words"] == sum(counted.words.values())
    assert cell["rate"] == pytest.approx(median(1000 * counted.words[slug] / said[slug] for slug in slugs))
    assert cell["top_share"] == pytest.approx(max(counted.by_speaker.values()) / sum(counted.by_speaker.values()))


def test_the_second_count_tells_words_apart_as_the_program_does(here: Path, run: Run) -> None:
    assert here.is_dir()
    held = [row["transcript"] for row in run("transcripts", "list", "--format", "json").rows]
    assert len(held) > 2
    for transcript in held:
        rows = run("transcripts", "show", transcript, "--format", "json").rows
        assert [len(word_places(row["text"])) for row in rows] == [row["words"] for row in rows]
