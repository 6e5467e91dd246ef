"""Our own tokens find the keywords that spaCy's find: the whole example study, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import importing
from qualcode.codebook import reading
from qualcode.importers import _choose
from qualcode.languages import detect
from qualcode.model import ImportOptions
from qualcode.suggesters._matching import Matcher, Token, tokens
from qualcode.text import notes

HERE = Path(__file__).parents[2]
FILES = sorted(path for path in (HERE / "transcripts").iterdir() if path.name.casefold() not in importing.RESERVED)


@pytest.fixture(scope="module")
def said() -> dict[str, list[str]]:
    """What is said in turns of each language."""
    found: dict[str, list[str]] = {}
    for path in FILES:
        for draft in _choose.read_file(path, ImportOptions()).drafts:
            for turn in detect.assign(draft, ("nl", "fr")).turns:
                found.setdefault(turn.language, []).append(draft.text[turn.start : turn.end])
    return found


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_keywords_are_found_where_spacys_tokens_find_them(language: str, said: dict[str, list[str]]) -> None:
    import spacy

    tokenizer = spacy.blank(language).tokenizer
    codebook, _ = reading.read(HERE / "codebooks" / "case-management.yaml")
    matcher = Matcher(language, [keyword for code in codebook.codes for keyword in code.keywords.get(language, ())])
    found = 0
    for text in said[language]:
        silent = [range(span.start, span.end) for span in notes(text)]
        theirs = [
            Token(each.text, each.idx, each.idx + len(each))
            for each in tokenizer(text)
            if not each.is_punct and not each.is_space and not any(each.idx in span for span in silent)
        ]
        ours = matcher.matches(text, tokens(text))
        assert set(ours) == set(matcher.matches(text, theirs)), text
        found += len(ours)
    assert found > 300
