"""What `codebook check` calls out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from qualcode.codebook import mending
from qualcode.codebook._source import Source
from qualcode.codebook.checking import Known, check
from qualcode.codebook.findings import At, Finding
from qualcode.codebook.reading import parse
from qualcode.model import Code, Codebook

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


def found(text: str, used: Mapping[str, int] | None = None, unsaid: Collection[str] = ()) -> list[str]:
    """What is called out, each as `line:column: message`; `used` is by id."""
    source = Source(text, "x.yaml")
    by_guid = None if used is None else {code.guid: used.get(code.id, 0) for code in source.book.codes}
    return [
        f"{each.where.removeprefix('x.yaml:')}: {each.message}" for each in check(source.book, "x.yaml", Known(by_guid, unsaid), source)
    ]


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
        ("{nl: Praten., fr: Se parler.}", "{nl: Praten., fr: ' '}", ["17:31: theme.two has no definition in fr"]),
        ("{nl: Praten., fr: Se parler.}", "{nl: Praten., fr: praten.}", ["17:31: theme.two has the same definition in nl and fr"]),
        ("{nl: Praten., fr: Se", "{nl: zwijgplicht., fr: Se", ["17:18: theme.one and theme.two have the same definition in nl"]),
        ("fr: [concertation]", "fr: []", ["18:31: theme.two has no keywords in fr"]),
        ("fr: [concertation]", "fr: [concertation, SÉCRET]", ["18:31: the keyword SÉCRET (fr) stands in theme.one and in theme.two"]),
        ("nl: [overleg]", "nl: [overleg, secret]", []),
        ("nl: [overleg]", "nl: [overleg, Overleg]", ["18:16: the keyword Overleg (nl) stands twice in theme.two"]),
        ("nl: [overleg]", "nl: [overleg, '*']", ["18:16: the keyword * of theme.two has no letters"]),
        ("nl: [overleg]", "nl: [over*, 'twee* woord*']", []),
        ("nl: [overleg]", "nl: ['*zorg']", ["18:16: the keyword *zorg of theme.two has a * that does not end a word: it means nothing there"]),
        (
            "- id: theme\n",
            "- id: Thème.one\n",
            [
                "10:9: the ids Thème.one and theme.one differ by case or accents at most",
                "13:43: theme.one refers to theme, which is not a code",
            ],
        ),
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
        (
            "fr: pour}",
            "en: for}",
            [
                "4:57: value pro of stance has no label in fr",
                "4:57: value pro of stance has a label in en, which is not among the languages of the codebook",
            ],
        ),
        ("label: {nl: Houding, fr: Position}", "label: {nl: Houding}", ["4:3: attribute stance has no label in fr"]),
        ("nl: Praten.", "nl: …", ["17:18: the definition of theme.two in nl says nothing: …"]),
        ("{nl: Overleg, fr", "{nl: Overleg, vergadering, fr", ["16:26: a comma has cut off: vergadering"]),
        ("{nl: Overleg, fr: Concertation", "{nl: Overleg, fr", ["16:26: theme.two has no label in fr"]),
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


def test_places_are_where_the_words_stand_in_the_file(repository: Path) -> None:
    text = (repository / "codebooks" / "case-management.yaml").read_text(encoding="utf-8")
    lines = text.split("\n")
    at = At("x.yaml", Source(text, "x.yaml"))

    def beginning(finding: Finding) -> str:
        assert finding.where == f"x.yaml:{finding.line}:{finding.column}"
        return lines[finding.line - 1][finding.column - 1 :]

    assert beginning(at.finding("never used", ("coop.secrecy",), "", "")) == "coop.secrecy"
    assert beginning(at.finding("never used", ("coop.secrecy", "exclude", "fr"), "", "")).startswith('fr: "autres règles')
    assert beginning(at.finding("never used", ("client.childsafety", "keywords", "en"), "", "")).startswith("en: [child abuse")
    assert beginning(at.finding("never used", ("client.childsafety", "keywords", "de"), "", "")).startswith("keywords:")
    assert beginning(at.attribute("no values", ("realisation", "", ""), "", "")).startswith("realisation:")
    assert beginning(at.attribute("no values", ("realisation", "1", "nl"), "", "")).startswith('{id: "1", nl: gedeeltelijk')


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


def test_findings_stand_in_the_order_of_the_file() -> None:
    text = COMPLETE.replace("fr: Concertation}", "}").replace("-> theme.two;", "->").replace("[{id: pro, nl: voor, fr: pour}]", "[]")
    assert [finding.partition(":")[0] for finding in found(text, {})] == ["4", "10", "13", "15", "16"]


def test_examples_that_nobody_said_are_called_out_in_every_language() -> None:
    text = COMPLETE.replace(
        "    keywords: {nl: [overleg]", "    examples: {nl: [Wij praten., Nooit.], fr: 'Jamais.'}\n    keywords: {nl: [overleg]"
    )
    assert found(text) == []
    assert found(text, None, {"Nooit.", "Jamais.", "Anders."}) == [
        "18:16: an example of theme.two occurs in no transcript: Nooit.",
        "18:43: an example of theme.two occurs in no transcript: Jamais.",
    ]


def test_codes_from_elsewhere_stand_under_a_code_and_not_under_themselves() -> None:
    def code(id: str, parent: str) -> Code:
        return Code(id, id, parent, {"nl": id}, codable=False)

    book = Codebook("b", "", ("nl",), (code("a", ""), code("b", "c"), code("c", "b"), code("d", "d"), code("e", "bb"), code("f", "b")))
    assert [str(each) for each in check(book, "x.csv")] == [
        "x.csv: b: b stands under itself: b → c → b (put it elsewhere)",
        "x.csv: c: c stands under itself: c → b → c (put it elsewhere)",
        "x.csv: d: d stands under itself: d → d (put it elsewhere)",
        "x.csv: e: e stands under bb, which is not a code (did you mean b?)",
    ]


# --- what is mended ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "mended"),
    [
        ("nl: [overleg]", "nl: [overleg, Overleg,  samen]", "nl: [overleg, samen]"),
        ("nl: [overleg]", "nl: [overleg, overleg, overleg]", "nl: [overleg]"),
        ("nl: [overleg]", "nl: ['*', overleg, '-']", "nl: [overleg]"),
        ("-> theme.two; le", "-> theme.tow; le", "-> theme.two; le"),
        ("→ theme.two.'", "→ Theme.Two.'", "→ theme.two.'"),
        ("{nl: Overleg, fr", "{nl: Overleg, vergadering , fr", '{nl: "Overleg, vergadering" , fr'),
        ("{nl: Overleg, fr", "{nl: Overleg, en, of, met wie, fr", '{nl: "Overleg, en, of, met wie", fr'),
    ],
)
def test_what_needs_no_judgement_is_mended_and_every_other_byte_stays(old: str, new: str, mended: str) -> None:
    assert COMPLETE.count(old) == 1
    source = Source(COMPLETE.replace(old, new).replace("\n", "\r\n"), "x.yaml")
    findings = check(source.book, "x.yaml", None, source)
    assert all(finding.mend for finding in findings)
    assert mending.mended(source, findings, "x.yaml") == COMPLETE.replace(old, mended).replace("\n", "\r\n")
    assert mending.mended(source, [], "x.yaml") == source.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{nl: Overleg, fr", "{vergadering, nl: Overleg, fr"),
        ("{nl: Overleg, fr", '{nl: "Overleg", vergadering, fr'),
        ("-> theme.two; le", "-> them.to; le"),
        ("fr: [concertation]", "fr: [concertation, secret]"),
        ("{nl: Praten., fr", "{nl: praten., fr: praten., x"),
    ],
)
def test_what_somebody_must_judge_is_not_mended(old: str, new: str) -> None:
    assert COMPLETE.count(old) == 1
    source = Source(COMPLETE.replace(old, new), "x.yaml")
    findings = check(source.book, "x.yaml", None, source)
    assert findings
    assert [finding.mend for finding in findings if finding.mend] == []


def test_of_two_ids_that_are_much_alike_none_is_taken() -> None:
    text = HEAD + (
        "codes:\n"
        "- {id: team.1, label: {nl: a, fr: b}, codable: false}\n"
        "- {id: team.2, label: {nl: c, fr: d}, codable: false}\n"
        "- {id: x, label: {nl: e, fr: f}, codable: false, exclude: {nl: → team.3, fr: → tea.2}}\n"
    )
    source = Source(text, "x.yaml")
    assert [bool(finding.mend) for finding in check(source.book, "x.yaml", None, source)] == [False, True]
