"""What `codebook check` calls out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qualcode.codebook.checking import check
from qualcode.codebook.reading import parse

HEAD = "id: small\nlanguages: [nl, fr]\n"
COMPLETE = HEAD + (
    "attributes:\n"  # 3
    "  stance: {label: {nl: Houding, fr: Position}, values: [{id: pro, nl: voor, fr: pour}]}\n"  # 4
    "codes:\n"  # 5
    "- id: theme\n"  # 6
    "  label: {nl: Thema, fr: Thème}\n"  # 7
    "  codable: false\n"  # 8
    "  codes:\n"  # 9
    "  - id: theme.one\n"  # 10
    "    label: {nl: Beroepsgeheim, fr: Secret}\n"  # 11
    "    definition: {nl: Zwijgplicht., fr: Discrétion.}\n"  # 12
    "    exclude: {nl: 'overleg → theme.two.', fr: 'concertation -> theme.two; le reste → theme'}\n"  # 13
    "    keywords: {nl: [zwijgplicht], fr: [secret]}\n"  # 14
    "  - id: theme.two\n"  # 15
    "    label: {nl: Overleg, fr: Concertation}\n"  # 16
    "    definition: {nl: Praten., fr: Se parler.}\n"  # 17
    "    keywords: {nl: [overleg], fr: [concertation]}\n"  # 18
)


def found(text: str, used: Mapping[str, int] | None = None) -> list[str]:
    """What is called out, each as `line:column: message`."""
    return [f"{each.where.removeprefix('x.yaml:')}: {each.message}" for each in check(parse(text, "x.yaml"), "x.yaml", used, text)]


def test_a_complete_codebook_is_in_order() -> None:
    assert found(COMPLETE) == []
    assert found(COMPLETE, {"theme.one": 1, "theme.two": 7}) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{nl: Overleg, fr: Concertation}", "{nl: Overleg}", ["16:5: theme.two has no label in fr"]),
        ("{nl: Thema, fr: Thème}", "{fr: Thème}", ["7:3: theme has no label in nl"]),
        ("{nl: Praten., fr: Se parler.}", "{nl: Praten.}", ["17:5: theme.two has no definition in fr"]),
        ("    definition: {nl: Praten., fr: Se parler.}\n", "", ["15:9: theme.two has no definition"]),
        ("{nl: Praten., fr: Se parler.}", "{nl: Praten., fr: ' '}", ["17:5: theme.two has no definition in fr"]),
        ("{nl: Praten., fr: Se parler.}", "{nl: Praten., fr: praten.}", ["17:31: theme.two has the same definition in nl and fr"]),
        ("{nl: Praten., fr: Se", "{nl: zwijgplicht., fr: Se", ["17:18: theme.one and theme.two have the same definition in nl"]),
        ("fr: [concertation]", "fr: []", ["18:5: theme.two has no keywords in fr"]),
        ("fr: [concertation]", "fr: [concertation, SÉCRET]", ["18:31: the keyword secret (fr) stands in theme.one and in theme.two"]),
        ("nl: [overleg]", "nl: [overleg, secret]", []),
        ("nl: [overleg]", "nl: [overleg, Overleg]", ["18:16: the keyword overleg (nl) stands twice in theme.two"]),
        ("nl: [overleg]", "nl: [overleg, '*']", ["18:16: the keyword * of theme.two has no letters"]),
        (
            "{nl: Overleg, fr: Concertation}",
            "{nl: Overleg, fr: thème}",
            ["16:26: the labels of theme and theme.two in fr differ by case or accents at most: thème"],
        ),
        ("-> theme.two;", "-> theme.too;", ["13:43: theme.one refers to theme.too, which is not a code"]),
        ("→ theme'", "→ theme.'", []),
        ("→ theme'", "→ themes'", ["13:43: theme.one refers to themes, which is not a code"]),
        ("→ theme'", "→'", ["13:43: theme.one refers to nothing, which is not a code"]),
        ("values: [{id: pro, nl: voor, fr: pour}]", "values: []", ["4:3: attribute stance has no values"]),
        ("fr: pour}", "en: for}", ["4:3: value pro of stance has no label in fr"]),
        ("{nl: Overleg, fr", "{nl: Overleg, vergadering, fr", ["16:26: a comma has cut off: vergadering"]),
        (
            "{nl: Overleg, fr",
            "{nl: Overleg, de: Beratung, fr",
            ["16:26: theme.two has its label in de, which is not among the languages of the codebook"],
        ),
    ],
)  # fmt: skip
def test_each_thing_that_is_wrong_is_called_out_once(old: str, new: str, expected: list[str]) -> None:
    assert COMPLETE.count(old) == 1
    assert found(COMPLETE.replace(old, new)) == expected


def test_codes_never_used_are_those_that_could_be() -> None:
    assert found(COMPLETE, {}) == ["10:9: no coding uses theme.one", "15:9: no coding uses theme.two"]
    assert found(COMPLETE, {"theme.one": 2, "theme.two": 0}) == ["15:9: no coding uses theme.two"]
    retired = COMPLETE.replace("  - id: theme.two\n", "  - id: theme.two\n    status: retired\n")
    assert found(retired, {"theme.one": 2}) == []


def test_retired_codes_keep_their_words_to_themselves() -> None:
    again = "  - {id: theme.old, status: retired, label: {nl: Overleg}, keywords: {nl: [overleg]}}\n"
    assert found(COMPLETE + again) == []


def test_references_may_lead_to_ids_with_blanks_and_letters_of_any_kind() -> None:
    text = HEAD + (
        "codes:\n"
        "- {id: çà et là, label: {nl: a, fr: b}, codable: false}\n"
        "- {id: 12:30, label: {nl: c, fr: d}, codable: false, include: {nl: 'x → çà et là, en → 12:30.', fr: '→ çà et'}}\n"
    )
    assert found(text) == ["5:97: 12:30 refers to çà, which is not a code"]


def test_a_likely_id_is_proposed_and_without_the_text_the_code_is_the_place() -> None:
    book = parse(COMPLETE.replace("-> theme.two;", "-> theme.too;"), "x.yaml")
    assert [str(each) for each in check(book, "x.yaml")] == [
        "x.yaml: theme.one: theme.one refers to theme.too, which is not a code (did you mean theme.two?)"
    ]
