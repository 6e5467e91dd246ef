"""How long a large codebook takes to be checked, compared and merged: python -m benchmarks.codebooks.

Three versions of a codebook in three languages, a base and two that grew apart in every tenth code; in one code in seventy both have
written another definition. The time is what the work takes, reading included: once in a project that has never seen the files, once in one
that knows them by their hash. The program's own start is not in it, and reported beside.
"""

from __future__ import annotations

import gc
import shutil
import sys
from pathlib import Path

from benchmarks._measure import Job, Row, bench, part, qualcode, show, timed
from qualcode.codebook.shelf import FOLDER

TIMES = 3
_GOALS = {200: (2.0, None), 2000: (15.0, 3.0)}
"""By how many codes: the most seconds when nothing is known, and when the files are."""

_LANGUAGES = ("nl", "fr", "en")
_WORDS = ["samen", "werken", "aan", "een", "traject", "zorg", "justitie", "overleg", "besluit", "vraag", "hulp", "plan", "doel", "stap"]


def _sentence(number: int, language: str, length: int) -> str:
    words = (_WORDS[(number * 7 + at * at + len(language)) % len(_WORDS)] for at in range(length))
    return f"{language} {number} {' '.join(words)}."


def codebook(codes: int, *, changed: int = 0, name: str = "") -> str:
    """A codebook of so many codes under themes of ten; `name` has written something of its own in every tenth, from `changed` on."""
    lines = ["id: large", f"languages: [{', '.join(_LANGUAGES)}]", "codes:"]
    for number in range(codes):
        margin = "" if not number % 10 else "  "
        lines += [f"{margin}- id: theme{number // 10}.code{number}", f"{margin}  # code {number}"]
        labels = ", ".join(f"{language}: {_sentence(number, language, 3)}" for language in _LANGUAGES)
        lines += [f"{margin}  label: {{{labels}}}", f"{margin}  definition:"]
        for language in _LANGUAGES:
            own = f" {name}" if name and (number % 10 == changed or (number % 70 == 5 and language == "nl")) else ""
            lines.append(f"{margin}    {language}: {_sentence(number, language, 18)}{own}")
        for field in ("include", "exclude"):
            texts = ", ".join(f'{language}: "{_sentence(number, language, 8)} → theme0.code0"' for language in _LANGUAGES)
            lines.append(f"{margin}  {field}: {{{texts}}}")
        lines.append(f"{margin}  keywords:")
        lines += [f"{margin}    {language}: [{', '.join(f'{language}{number}{word}' for word in _WORDS[:6])}]" for language in _LANGUAGES]
        if not number % 10:
            lines.append("  codes:")
    return "\n".join(lines) + "\n"


def work(base: Path, ours: Path, theirs: Path) -> None:
    """Check ours, compare it with the base, merge the three; each reads its files anew, as commands of their own do."""
    from qualcode.actions import keeping
    from qualcode.codebook import reading
    from qualcode.codebook.checking import check
    from qualcode.codebook.differences import differences
    from qualcode.codebook.merging_files import merge_files

    gc.set_threshold(100_000, 50, 50)  # as the program does
    source = keeping.source(ours)
    check(source.book, str(ours), None, source)
    reading.forget()
    differences(keeping.source(base).book, keeping.source(ours).book)
    reading.forget()
    sources = [keeping.source(path) for path in (base, ours, theirs)]
    merged = merge_files(sources[0], {"ours": sources[1], "theirs": sources[2]}, "ours")
    assert merged.merged.conflicts, "some codes were changed otherwise on both sides"


def _forget(folder: Path) -> None:
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


def rows() -> list[Row]:
    found = []
    with bench() as measuring:
        (measuring.folder / "study.toml").write_text('name = "Codebooks"\n', encoding="utf-8")
        for codes, (goal, known_goal) in _GOALS.items():
            files = [measuring.folder / f"{name}{codes}.yaml" for name in ("base", "ours", "theirs")]
            for at, (path, name) in enumerate(zip(files, ("", "ons", "leur"), strict=True)):
                path.write_text(codebook(codes, changed=2 * at, name=name), encoding="utf-8")
            work = part("codebooks", "work", *files)
            fresh = Job(work, measuring.folder, before=lambda: _forget(measuring.folder), inside=True)
            known = Job(work, measuring.folder, inside=True)
            merge = Job(qualcode("codebook", "merge", *map(str, files), "-o", "out.yaml", "--resolve", "ours"), measuring.folder)
            start = Job(qualcode("--help"), measuring.folder)
            read, kept, whole, begun = measuring.beside(fresh, known, merge, start, times=TIMES)
            what = f"check, diff and three-way merge of {codes:,} codes"
            found.append(Row(f"{what}, nothing known", read, most_seconds=goal))
            found.append(Row(f"{what}, the files known by their hash", kept, most_seconds=known_goal))
            found.append(Row(f"codebook merge of {codes:,} codes, files known, the whole command beside --help", whole, begun))
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        timed(lambda: work(*map(Path, sys.argv[2:])))
    else:
        show("Codebooks", rows())
