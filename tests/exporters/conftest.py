"""One table that holds every value which is hard for some format."""

from __future__ import annotations

import pytest

from qualcode.table import Column, Picture, Report, Section, Table, report_of

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63e0f0780100018500e9fb48f0910000000049454e44ae426082"
)

HARD_TEXTS = (
    'Zij zei: "nee", één keer; ça va, naïf ü',
    "a|b `code` *sterk* _laag_ ~~weg~~ $x$",
    "=1+1",
    "-5 dagen",
    "+32 | @naam",
    "",
    "eerste regel\ntweede regel",
    "<script>alert('x')</script> & <b>",
    "[b]rood[/b] [lacht] [/]",
    "\x1b[31mrood\x1b[0m \x1b]0;titel\x07 \x9b2J \u202eomgekeerd\r",
    "\N{CLAPPING HANDS SIGN} \N{FAMILY} 漢字",
    r"50 % & $ # _ { } ~ ^ \ -- < > | \input{x}",
    "[begin van een rij",
    "*",
    "# geen kop",
)


@pytest.fixture
def hard_table() -> Table:
    """A table with each hard text and number, in groups, with counts and their denominators, lists and intervals."""
    columns = (
        Column("code", "code", "code", labels={"coop.secrecy": "Beroepsgeheim", "value.need": "Noodzaak | nut"}),
        Column("region", "Région", "text", labels={"antwerp": "Antwerpen"}),
        Column("quotation", "citaat", "text"),
        Column("groups_k", "groups", "count", of="groups_n"),
        Column("groups_n", "groups held", "count"),
        Column("words", "words", "count"),
        Column("share", "top speaker", "share"),
        Column("rate", "per 1,000 words", "rate"),
        Column("rates", "of each group", "rates"),
        Column("alpha", "α", "number"),
        Column("range", "interval", "interval"),
    )
    rows: list[tuple[str | int | float | tuple[float | None, ...] | None, ...]] = [
        ("coop.secrecy", "antwerp", HARD_TEXTS[0], 2, 3, 1_000_000, 0.4, 12.34, (1.2, 3.4), 0.5, (0.1, 0.9)),
        ("coop.secrecy", None, HARD_TEXTS[1], 0, 3, 0, 0, 0, (0, None), -0.82, (-0.25, None)),
        ("coop.secrecy", "unknown", HARD_TEXTS[2], None, 0, None, None, None, (), None, None),
        ("value.need", "antwerp", HARD_TEXTS[3], 1, None, 7, 0.004, 0.456, None, 1e6, (None, None)),
        ("value.need", "antwerp", HARD_TEXTS[4], 3, 3, 12, 0.996, 0.001, (0.5,), 0.00001, (12.5, 100)),
        ("value.need", "antwerp", HARD_TEXTS[5], 3, 3, 12, 1, 1000.25, (1, 2, 3), float("nan"), (0, 0)),
        *(("other", "antwerp", text, 1, 3, 5, 1 / 3, 5, (2.25, 7), 15.32, (0.031, 0.912)) for text in HARD_TEXTS[6:]),
    ]
    return Table(
        title="Codes by région <i>",
        unit="participant",
        columns=columns,
        rows=tuple(rows),
        layer="R1_layer",
        selection={"where": {"region": ["antwerp", "brussels"]}, "code": [], "language": ["nl"]},
        notes=("groups: n = 3 | [x]", "# geen kop"),
        warnings=("With 1 to 2 groups per cell no difference can be shown & that is <all>.",),
        group_by=1,
    )


@pytest.fixture
def hard_report(hard_table: Table) -> Report:
    """A report of just the hard table."""
    return report_of([hard_table])


@pytest.fixture
def small_table() -> Table:
    """A table with nothing hard in it."""
    columns = (Column("code", "code", "code"), Column("share", "share", "share"), Column("rate", "rate", "rate"))
    return Table("Codes", "turn", columns, (("value.need", 0.125, 12.5), ("coop.secrecy", -0.5, 0.25)), layer="r1", selection={"where": {}})


@pytest.fixture
def full_report(hard_table: Table, small_table: Table) -> Report:
    """A report with headings, text, two tables, and pictures in both forms, in Dutch."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    return Report(
        "Verslag & meer",
        (
            Section("Wie <er> was", ("Een alinea.\n# met twee regels", small_table, Picture(PIXEL, "png", "Staven: 3 > 2"))),
            Section("Vergelijking", (hard_table, Picture(svg, "svg", "Een tekening"))),
        ),
        "nl",
    )


@pytest.fixture
def quoted() -> Table:
    """Sentences that stand, several to a group, under leading cells that are alike."""
    columns = (
        Column("code", "code", "code"),
        Column("label", "label", "text"),
        Column("speaker", "speaker", "text"),
        Column("quotation", "quotation", "text"),
    )
    rows = tuple(
        (code, label, speaker, f"{speaker} zegt dat zwijgen voor een hulpverlener iets anders is dan voor een rechter.")
        for code, label, speakers in (("coop.secrecy", "Beroepsgeheim & [co]", ("R1", "R2")), ("value.need", "Noodzaak", ("R3",)))
        for speaker in speakers
    )
    return Table("Quotations", "coding", columns, rows, group_by=2)
