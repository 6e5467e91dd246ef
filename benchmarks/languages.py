"""How often the language of a text is found, and how fast: python benchmarks/languages.py FOLDER.

FOLDER holds what is measured on, each file only when it is there:
parallel-nl-fr.csv (columns nl, fr: the same text in both), bilingual-meeting.csv (language, text), words-language.csv (kind, language, text).
"""

from __future__ import annotations

import csv
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from qualcode.languages.detect import assign, language_of
from qualcode.model import UNSURE, Draft, DraftParticipant, DraftTurn, Stretch

LANGUAGES = ("nl", "fr")
Said = tuple[str, str]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def draft(texts: Iterable[str], speakers: int = 8) -> Draft:
    """A transcript with these texts as turns, their speakers taking turns."""
    turns, whole, at = [], [], 0
    for number, text in enumerate(texts):
        turns.append(DraftTurn(f"R{number % speakers}", at, at + len(text)))
        whole.append(text)
        at += len(text) + 1
    return Draft("\n".join(whole), tuple(turns), tuple(DraftParticipant(f"R{number}") for number in range(speakers)))


def pieces(texts: list[dict[str, str]], low: int, high: int) -> Iterator[Said]:
    """Sentences of `low` to `high` words; longer ones are cut."""
    for row in texts:
        for language in LANGUAGES:
            for sentence in re.split(r"(?<=[.?!])\s*(?=[A-Z])", row[language])[:-1]:
                words = sentence.split()
                if len(words) >= low:
                    yield language, " ".join(words[:high])


def report(name: str, said: list[Said]) -> None:
    start = time.perf_counter()
    found = [language_of(text, LANGUAGES)[0] for _, text in said]
    lasted = time.perf_counter() - start
    right = sum(language == answer for (language, _), answer in zip(said, found, strict=True))
    unsure = found.count(UNSURE)
    named = len(said) - unsure
    print(
        f"{name:<34}{len(said):>7} texts  {right / len(said):7.2%} right  {unsure / len(said):6.2%} unsure  "
        f"{right / named if named else 0:7.2%} of the named right  {len(said) / lasted:>9,.0f} texts/s"
    )


def whole_import(texts: list[dict[str, str]]) -> None:
    """100 transcripts of 130 turns, about 60 words each, as an import would give them."""
    said = [row[language] for row in texts for language in LANGUAGES]
    drafts = [draft((said * 7)[number * 130 : number * 130 + 130]) for number in range(100)]
    turns = sum(len(each.turns) for each in drafts)
    lasts = []
    for _ in range(3):
        start = time.perf_counter()
        done = [assign(each, LANGUAGES) for each in drafts]
        lasts.append(time.perf_counter() - start)
    switched = sum(len(turn.languages) > 1 for each in done for turn in each.turns)
    print(f"{'100 transcripts':<34}{turns:>7} turns  {min(lasts):.3f} s  {switched} turns seen as switching (none does)")


def in_conversation(name: str, said: list[Said]) -> None:
    """The same texts as turns of eight speakers: six of one language each, two who speak both."""
    chance = random.Random(1)
    mixed = chance.sample(said, len(said))
    text, turns = "", []
    for language, words in mixed:
        speaker = f"R{chance.choice((0, 1, 2, 6, 7) if language == LANGUAGES[0] else (3, 4, 5, 6, 7))}"
        turns.append(DraftTurn(speaker, len(text), len(text) + len(words)))
        text += f"{words}\n"
    found = assign(Draft(text, tuple(turns), tuple(DraftParticipant(f"R{number}") for number in range(8))), LANGUAGES).turns
    right = sum(turn.language == language for turn, (language, _) in zip(found, mixed, strict=True))
    unsure = sum(turn.language == UNSURE for turn in found)
    print(f"{name:<34}{len(said):>7} turns  {right / len(said):7.2%} right  {unsure / len(said):6.2%} unsure")


def switches(texts: list[dict[str, str]]) -> None:
    """Turns that say one sentence in one language and one in the other: how many are divided just between them, and sentences in theirs."""
    said = [each for each in pieces(texts, 4, 99) if each[1].endswith((".", "?", "!"))]
    pairs = [(one, other) for one, other in pairwise(said) if one[0] != other[0]]
    divided = exact = 0
    sizes: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (first, one), (second, other) in pairs:
        found = assign(draft([f"{one} {other}"]), LANGUAGES).turns[0].languages
        divided += len(found) == 2
        exact += len(found) == 2 and found[1].start == len(one) + 1
        for language, sentence, start in ((first, one, 0), (second, other, len(one) + 1)):
            size = "10 and more words" if len(sentence.split()) > 9 else "4 to 9 words"
            sizes[size] += 1
            right[size] += _mostly(found, start, start + len(sentence)) == language
    print(
        f"{'switch after a sentence':<34}{len(pairs):>7} turns  {exact / len(pairs):7.2%} divided there, {divided / len(pairs):.2%} in two"
    )
    for size, number in sorted(sizes.items()):
        print(f"{f'sentence of it, {size}':<34}{number:>7} texts  {right[size] / number:7.2%} right")


def _mostly(found: Iterable[Stretch], start: int, end: int) -> str:
    """The language of most characters of a span."""
    return max(found, key=lambda one: min(one.end, end) - max(one.start, start)).language


def main() -> None:
    folder = Path(sys.argv[1])
    language_of("warm", LANGUAGES)
    if (folder / "parallel-nl-fr.csv").exists():
        parallel = rows(folder / "parallel-nl-fr.csv")
        whole_import(parallel)
        for low, high in ((10, 99), (4, 9), (1, 3)):
            report(f"parliament, {low} to {high} words", list(pieces(parallel, low, high)))
        for low, high in ((4, 9), (1, 3)):
            in_conversation(f"conversation, {low} to {high} words", list(pieces(parallel, low, high)))
        switches(parallel)
    if (folder / "bilingual-meeting.csv").exists():
        meeting = [(row["language"], row["text"]) for row in rows(folder / "bilingual-meeting.csv")]
        report("meeting", meeting)
        report("meeting, 4 words and more", [each for each in meeting if len(each[1].split()) > 3])
    if (folder / "words-language.csv").exists():
        words = rows(folder / "words-language.csv")
        for kind in dict.fromkeys(row["kind"] for row in words):
            report(kind, [(row["language"], row["text"]) for row in words if row["kind"] == kind and row["language"] in LANGUAGES])


if __name__ == "__main__":
    main()
