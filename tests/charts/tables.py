"""Tables for pictures, invented: of few codes and of forty with long labels, in Dutch and French."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qualcode.table import Cell, Column, Table

LONG = {
    "nl": "Samenwerkingsverbanden tussen justitiehuizen en ambulante hulpverlening, deel",
    "fr": "Collaboration entre les maisons de justice et l’aide ambulatoire spécialisée, partie",
}
"""The beginning of labels that are longer than a picture has room for."""

PLACES = ("Antwerpen-Linkeroever", "Brussel-Hoofdstad", "Charleroi", "Oost-Vlaanderen", "Luik en omstreken")

CODE = (Column("code", "code", "code"), Column("label", "label", "text"))
GROUPS = (Column("groups_k", "groups", "count", of="groups_n"), Column("groups_n", "groups held", "count"))
PEOPLE = (
    Column("participants_k", "participants", "count", of="participants_n"),
    Column("participants_n", "participants present", "count"),
)


def ids(number: int) -> list[str]:
    """So many codes: every eighth is a theme."""
    theme = ""
    found = []
    for at in range(number):
        theme = f"t{at}" if at % 8 == 0 else theme
        found.append(theme if at % 8 == 0 else f"{theme}.c{at}")
    return found


def levels(number: int) -> dict[str, int]:
    """How deep these codes lie."""
    return {id: int("." in id) for id in ids(number)}


def label(at: int, language: str) -> str:
    """A label: short in English, long in Dutch and French."""
    return f"{LONG[language]} {at}" if language in LONG else f"Code {at}"


def regions(cells: int) -> Column:
    """A variable with so many values."""
    words = {f"r{cell}": PLACES[cell % 5] + (f" {cell}" if cells > 5 else "") for cell in range(cells)}
    return Column("region", "Arrondissement", "text", labels=words)


def table(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], unit: str = "participant", title: str = "Codes") -> Table:
    """A table of the layer anna, of a part of the corpus."""
    return Table(title, unit, tuple(columns), tuple(rows), layer="anna", selection={"where": {"sector": ["care"]}})


def frequencies(
    number: int = 3, cells: int = 2, language: str = "en", share: Callable[[int, int], int] = lambda at, cell: at + cell
) -> Table:
    """Codes by cells, as `compare` makes them: of 13 participants `share(code, cell)` voice each code, of 4 groups half as many."""
    rows: list[tuple[Cell, ...]] = []
    for at, id in enumerate(ids(number)):
        for cell in range(cells):
            k = min(13, share(at, cell))
            rows.append((id, label(at, language), f"r{cell}", min(4, (k + 1) // 2), 4, k, 13, 2 * k))
    return table((*CODE, regions(cells), *GROUPS, *PEOPLE, Column("segments", "segments", "count")), rows)


def counts(number: int, language: str) -> Table:
    """Codes alone, as `count --intervals` makes them."""
    columns = (*CODE, *GROUPS, Column("groups_interval", "95 %", "interval"), *PEOPLE, Column("segments", "segments", "count"))
    rows = [(id, label(at, language), at % 5, 4, (at % 5 / 8, 0.5 + at % 5 / 8), at % 14, 13, at) for at, id in enumerate(ids(number))]
    return table(columns, rows)


def stances(number: int, language: str) -> Table:
    """Codes by stance in two regions, as `stance --by region` makes them."""
    values = ("pro", "contra", "ambivalent", "neutral")
    columns = (
        *CODE,
        regions(2),
        *GROUPS,
        *PEOPLE,
        *(Column(value, f"{value} (houding)", "count") for value in values),
        *(Column(f"{value}_groups", value, "count") for value in values),
        Column("segments_k", "segments", "count", of="segments_n"),
        Column("segments_n", "segments", "count"),
    )
    rows = [
        (id, label(at, language), f"r{cell}", 2, 4, 9, 13, at % 6, (at + 3) % 6, at % 3, cell, 1, 1, 1, 1, 9, 12)
        for at, id in enumerate(ids(number))
        for cell in range(2)
    ]
    return table(columns, rows)


def measured(number: int, language: str) -> Table:
    """Codes with a number and its interval, some undefined, as `agree` makes them."""
    columns = (*CODE, Column("alpha", "alpha", "number"), Column("alpha_interval", "95 % interval", "interval"))
    rows: list[tuple[Cell, ...]] = [
        (id, label(at, language), None if at % 7 == 3 else at / 50, (None, None) if at % 7 == 3 else (at / 50 - 0.2, at / 50 + 0.15))
        for at, id in enumerate(ids(number))
    ]
    return table(columns, rows, "turn")


def contrasts(number: int, language: str) -> Table:
    """Two cells against each other, as `compare --differences` makes them."""
    sides = {"r0": PLACES[0], "r1": PLACES[1]}
    people = [
        (Column(f"participants_{side}_k", side, "count", of=f"participants_{side}_n"), Column(f"participants_{side}_n", side, "count"))
        for side in ("one", "other")
    ]
    columns = (
        *CODE,
        Column("one", "this cell", "text", labels=sides),
        Column("other", "against", "text", labels=sides),
        *people[0],
        *people[1],
        Column("share_difference", "difference", "share"),
    )
    rows = [(id, label(at, language), "r0", "r1", at % 12, 13, 5, 13, (at % 12 - 5) / 13) for at, id in enumerate(ids(number))]
    return table(columns, rows, "group")


def together(number: int, language: str) -> Table:
    """Pairs of codes, as `cooccur` makes them: each with the next three."""
    codes = ids(max(number, 2))
    words = {id: label(at, language) for at, id in enumerate(codes)}
    columns = (
        Column("code", "code", "code", labels=words),
        Column("with", "with", "code", labels=words),
        Column("turns_both", "both", "count"),
        Column("turns_first", "first", "count"),
        Column("turns_second", "second", "count"),
        Column("turns_n", "turns", "count"),
        Column("c", "c", "number"),
        *PEOPLE,
    )
    rows = [
        (one, other, at + far, 20, 20, 300, (at + far) / 80, 2, 13)
        for at, one in enumerate(codes)
        for far, other in enumerate(codes[at + 1 : at + 4], 1)
    ]
    return table(columns, rows, "turn")


def rarefied(number: int, language: str) -> Table:
    """The codes of more and more groups in two regions, as `saturation --by region` makes them."""
    words = {f"r{cell}": label(cell + 1, language) for cell in range(2)}
    columns = (
        Column("region", "Arrondissement", "text", labels=words),
        Column("units", "groups", "count"),
        Column("codes_expected", "codes", "number"),
        Column("codes_low", "fewest", "count"),
        Column("codes_high", "most", "count"),
    )
    rows = [(f"r{cell}", at, 30 - 20 / at + cell, 30 - 25 // at, 30) for cell in range(2) for at in range(1, min(number, 12) + 1)]
    return table(columns, rows, "code")


def participation(number: int, language: str) -> Table:
    """Sessions with their shares of talk, as `participation` makes them."""
    columns = (
        Column("transcript", "Transcript", "text"),
        Column("speaking_k", "speak", "count", of="speaking_n"),
        Column("speaking_n", "present", "count"),
        Column("silent", "silent", "count"),
        Column("top_share_of_words", "top", "share"),
        Column("moderator_share", "moderator", "share"),
    )
    rows: list[tuple[Cell, ...]] = [
        (label(at + 1, language), 6, 8, 2, None if at == 1 else 0.2 + at / 60, None if at == 2 else at / 80) for at in range(number)
    ]
    return table(columns, rows, "word")


def timelines(number: int, language: str) -> Table:
    """Codes by parts of a session, as `timeline` makes them."""
    columns = (
        *CODE,
        Column("transcript", "transcript", "text"),
        Column("turns", "turns", "count"),
        Column("first", "first", "share"),
        *(Column(f"part_{part}", f"{part}/5", "count") for part in range(1, 6)),
    )
    rows = [(id, label(at, language), "fg1", 5, 0.1, 0, at, 12, 1, at % 3) for at, id in enumerate(ids(number))]
    return table(columns, rows, "turn")


def designs(number: int, language: str) -> Table:
    """A design with a cell that is held, one that is empty, and one beyond the plan in each row."""
    words = {f"w{at}": label(at + 1, language) for at in range(number)}
    columns = (
        Column("kind", "Kind", "text"),
        Column("theme", "Thema", "text", labels=words),
        regions(3),
        Column("held", "held", "count"),
        Column("planned", "planned", "count"),
    )
    rows: list[tuple[Cell, ...]] = []
    for at in range(number):
        rows += [("focus-group", f"w{at}", "r0", 1, 1), ("focus-group", f"w{at}", "r1", 0, 2), ("interview", f"w{at}", None, 3, 0)]
    return table(columns, rows, "transcript")


def matrices(number: int, language: str) -> Table:
    """Cases by codes, as `matrix` makes them."""
    columns = (
        regions(8),
        Column("participants_n", "participants", "count"),
        Column("words_n", "words", "count"),
        *(Column(id, label(at, language), "count") for at, id in enumerate(ids(number))),
    )
    rows: list[tuple[Cell, ...]] = [(f"r{case}", 8, 900, *((case * at) % 12 for at in range(number))) for case in range(8)]
    return table(columns, rows, "segment")


def inventories(number: int, language: str) -> Table:
    """Projects by codes, as `inventory` makes them."""
    columns = (Column("transcript", "transcript", "text"), *(Column(id, label(at, language), "text") for at, id in enumerate(ids(number))))
    rows: list[tuple[Cell, ...]] = [
        (f"pc{case}", *((None, "0", "1", "2", "x")[(case + at) % 5] for at in range(number))) for case in range(9)
    ]
    return table(columns, rows, "transcript")


def keywords(number: int, language: str) -> Table:
    """Words that are typical of two regions, as `words --by region` makes them."""
    columns = (
        regions(2),
        Column("term", "word", "text"),
        Column("times", "times", "count"),
        Column("times_rate", "rate", "rate"),
        Column("rest_rate", "elsewhere", "rate"),
        *PEOPLE,
    )
    rows = [(f"r{cell}", label(at + cell + 1, language), 9, at + 1.5, at / 2, 3, 13) for cell in range(2) for at in range(number)]
    return table(columns, rows, "word")


def balances(number: int, language: str) -> Table:
    """Who is quoted how often, as `quotes --balance` makes it."""
    columns = (
        Column("level", "of", "text"),
        Column("transcript", "transcript", "text"),
        Column("name", "name", "text"),
        Column("passages_k", "passages", "count", of="passages_n"),
        Column("passages_n", "passages", "count"),
        Column("passages_share", "share", "share"),
        Column("words_share", "words", "share"),
    )
    rows: list[tuple[Cell, ...]] = [("participant", f"fg{at}", label(at + 1, language), at, 50, at / 50, 0.1) for at in range(number)]
    return table(columns, [*rows, ("language", None, "nl", 20, 50, 0.4, None)], "passage")


def paired(number: int, language: str) -> Table:
    """Coders by coders in two regions, as `agree --pairs` makes it; two agree less than by chance."""
    coders = [label(at + 1, language) for at in range(max(2, min(number, 10)))]
    columns = (regions(2), Column("coder", "coder", "text"), *(Column(f"alpha_{coder}", coder, "number") for coder in coders))
    rows = [
        (
            f"r{cell}",
            one,
            *(None if one == other else (-0.05 if at + place == 1 else (at + place) / 20) for place, other in enumerate(coders)),
        )
        for cell in range(2)
        for at, one in enumerate(coders)
    ]
    return table(columns, rows, "turn")


def followers(number: int, language: str) -> Table:
    """Who follows whom, as `participation --follows` makes it."""
    columns = (
        Column("transcript", "transcript", "text"),
        Column("speaker", "speaker", "text"),
        Column("next", "next", "text"),
        Column("times_k", "times", "count", of="times_n"),
        Column("times_n", "turns", "count"),
        Column("times_share", "share", "share"),
    )
    people = [label(at + 1, language) for at in range(min(number, 9))]
    rows = [(f"fg{group}", one, people[(at + 1) % len(people)], at, 9, at / 9) for group in range(2) for at, one in enumerate(people)]
    return table(columns, rows, "turn")


def learnt(number: int, language: str) -> Table:
    """F1 by turns learnt from, as `suggest --evaluate --curve` makes it."""
    names = [label(at + 1, language) for at in range(3)]
    columns = (Column("learnt", "turns", "count"), *(Column(f"s{at}", name, "number") for at, name in enumerate(names)))
    rows: list[tuple[Cell, ...]] = [(25 * at, None if at == 0 else 0.1 + at / 60, 0.3, 0.31) for at in range(min(number, 9) + 1)]
    return table(columns, rows, "turn")


def judged(number: int, language: str) -> Table:
    """F1 by code, as `suggest --evaluate --by code` makes it."""
    columns = (
        *CODE,
        *(Column(name, name, "count") for name in ("given", "shown", "right")),
        Column("f1", "F1", "number"),
    )
    rows = [(id, label(at, language), at, 12, at // 4, None if at < 2 else at / 50) for at, id in enumerate(ids(number))]
    return table(columns, rows, "turn")
