"""What stands around the transcript: the head, the side and the foot, as text with styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.text import Text

from qualcode.model import Code, in_language
from qualcode.text import beginning, visible
from qualcode.workbench.binding import keys_of
from qualcode.workbench.colours import of_code
from qualcode.workbench.desk import SIDES, Desk
from qualcode.workbench.document import Mark
from qualcode.workbench.keys import Act
from qualcode.workbench.likely import LIKELY, keyed
from qualcode.workbench.painting import legend
from qualcode.workbench.pinning import DIGITS
from qualcode.workbench.wrapping import cells, cut

_KEY_NAMES = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "pagedown": "PgDn", "pageup": "PgUp", "delete": "Del",
    "backspace": "Backspace", "home": "Home", "end": "End", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "letter": "letter", "capital": "capital",
}  # fmt: skip


_TALL, _MIDDLING = 32, 24
"""The heights of the side from which all likely codes have room, and some."""


def key_name(key: str) -> str:
    """A key as people call it."""
    head, plus, tail = key.rpartition("+")
    if plus and tail:
        return f"{head.title()}+{_KEY_NAMES.get(tail, tail.upper())}"
    return _KEY_NAMES.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)


def label(code: Code, desk: Desk) -> str:
    """The label of a code in the language in force."""
    return in_language(code.label, desk.languages, code.id)


def head(desk: Desk, width: int) -> Text:
    """One line: transcript, its variables, coder, progress, filter."""
    study = desk.store.study
    values = [
        in_language(study.variables[name].values.get(value, {}), desk.languages, value) if name in study.variables else value
        for name, value in desk.transcript.variables.items()
    ]
    turns = len(desk.document.turns)
    coded = desk.document.coded_turns()
    done = {desk.document.turns[at].number for at in coded} | desk.read
    left = turns - len(done)
    waiting = len(desk.document.marks("suggestion"))
    here = desk.document.turns[desk.cursor.turn].number if turns else 0
    progress = f"{here}/{turns}  read {len(done)} coded {len(coded)} left {left}"
    right = [progress, f"?{waiting}", *([desk.state] if desk.state else []), *([] if desk.store.writable else ["READ ONLY"])]
    if desk.view.limit.text:
        right.insert(0, f"only {desk.view.limit.text} ({len(desk.shown)})")
    end = " · ".join(right)
    start = " · ".join([desk.document.id, *values, desk.coder.id or "nobody"])
    room = width - cells(end) - 3
    if room < 8:
        start, end = cut(start, max(0, min(width - 2, width // 2))), cut(end, width - 3 - max(0, min(width - 2, width // 2)))
        room = cells(start)
    text = Text(" " + cut(start, room), style="bold", no_wrap=True)
    text.append(" " * max(1, width - text.cell_len - cells(end) - 1))
    text.append(cut(end, width - text.cell_len), style="not bold")
    return text


def said(desk: Desk, width: int, *, error: bool) -> Text:
    """What was done, or why it could not be."""
    return Text(cut(visible(desk.said), width), style="bold reverse" if error else "bold", no_wrap=True)


def fitting(desk: Desk, keymap: Mapping[str, Act], width: int) -> Text:
    """The keys that fit the moment."""
    text = Text(no_wrap=True)
    acts = list(dict.fromkeys(keymap.values()))
    meant = desk.meant
    first: tuple[str, ...] = ("accept", "reject", "change") if meant is not None and meant.kind == "suggestion" else ()
    if meant is not None and meant.kind == "own":
        first = ("attributes", "note", "remove", "change", "undo")
    if not desk.store.writable:
        acts = [act for act in acts if not act.writes]
    rest = [act for act in acts if act.foot and act.name not in first]
    others = ("help", "next-suggestion", "next-uncoded", "letters", "search-code", "next-turn", "next-sentence")
    rest.sort(key=lambda act: others.index(act.name) if act.name in others else len(others))
    shown = [act for name in first for act in acts if act.name == name] + rest
    for act in shown:
        key, word = key_name(keys_of(keymap, act.name)[0]), act.foot or act.name
        if text.cell_len + cells(key) + cells(word) + 3 > width:
            break
        text.append(f" {key}", style="bold")
        text.append(f" {word} ", style="dim")
    return text


def side(desk: Desk, width: int, height: int) -> Text:
    """The side in as many lines as there is room for."""
    parts = {"codes": _codes, "codebook": _codebook, "code": _code}[SIDES[desk.view.side]]
    lines = list(parts(desk, width, height))[:height]
    return Text("\n").join(lines)


def _line(words: str, width: int, style: str = "") -> Text:
    return Text(cut(visible(words), width), style=style, no_wrap=True)


def _rule(words: str, width: int) -> Text:
    text = _line(f"─ {words} ", width, "dim")
    text.append("─" * (width - text.cell_len))
    return text


def _codes(desk: Desk, width: int, height: int) -> Iterator[Text]:
    """Pinned codes, the likely ones, what is on the turn, and the chosen code."""
    on_span = {mark.code for mark in desk.document.on(desk.cursor.turn) if mark.kind == "own"}
    for digit in DIGITS:
        if digit in desk.pins:
            code = desk.codes.get(desk.pins[digit])
            name = label(code, desk) if code else desk.pins[digit]
            number = str(desk.used.get(desk.pins[digit], 0))
            line = _line(f"{digit} {'●' if desk.pins[digit] in on_span else ' '}{name}", width - len(number) - 1)
            line.stylize(of_code(code, desk.codes) or "", 0, 1)
            line.stylize("bold", 0, 1)
            line.append(" " * (width - line.cell_len - len(number)) + number, style="dim")
            yield line
    every = keyed(desk)
    keys = LIKELY[: len(LIKELY) if height > _TALL else len(LIKELY) // 2 if height > _MIDDLING else 2]
    yield _rule("likely here", width)
    for key, id in zip(keys, every, strict=False):
        yield _line(f"{key_name(key):>5} {label(desk.codes[id], desk)}", width)
    marks = desk.document.on(desk.cursor.turn)
    if marks:
        yield _rule("on this turn", width)
    for mark in marks:
        yield from _mark(desk, mark, width)
    yield from _chosen(desk, width)


def _mark(desk: Desk, mark: Mark, width: int) -> Iterator[Text]:
    sign = {"own": "┃", "other": "│", "suggestion": "┊"}[mark.kind]
    line = _line(f"{sign} {legend(mark)}", width, "reverse" if mark.id == desk.cursor.meant else "")
    line.stylize(of_code(desk.codes.get(mark.code), desk.codes) or "", 0, 1)
    yield line
    if mark.note:
        for one in _wrapped(f"* {mark.note}", width - 2)[:3]:
            yield _line(f"  {one}", width, "italic")
    suggested = desk.suggested
    if suggested is not None and mark.id == suggested.id:
        reason = suggested.reason + (" (the codebook said something else then)" if suggested.stale else "")
        for one in _wrapped(reason, width - 2)[:2]:
            yield _line(f"  {one}", width, "dim")


def _wrapped(text: str, width: int) -> list[str]:
    from qualcode.workbench.wrapping import shown, wrapped

    return [shown(text[start:end]) for start, end in wrapped(text, max(1, width))]


def _chosen(desk: Desk, width: int) -> Iterator[Text]:
    code = desk.codes.get(desk.chosen)
    if code is None:
        return
    yield _rule(code.id, width)
    for line in _wrapped(in_language(code.definition, desk.languages), width):
        yield _line(line, width)
    for sign, texts in (("+", code.include), ("−", code.exclude)):
        if texts:
            for at, line in enumerate(_wrapped(in_language(texts, desk.languages), width - 2)):
                yield _line(f"{sign if at == 0 else ' '} {line}", width)


def _codebook(desk: Desk, width: int, height: int) -> Iterator[Text]:
    """The codes as a tree with how often each is used, the part of it around the chosen code."""
    depth: dict[str, int] = {}
    for code in desk.book.codes:
        depth[code.id] = depth.get(code.parent, -1) + 1
    digits = {id: digit for digit, id in desk.pins.items()}
    ids = [code.id for code in desk.book.codes]
    at = ids.index(desk.chosen) if desk.chosen in ids else 0
    first = max(0, min(at - height // 2, len(ids) - height + 1))
    yield _rule(f"codebook {desk.book.version}", width)
    for id in ids[first : first + height]:
        code = desk.codes[id]
        number = str(desk.used[id]) if desk.used.get(id) else ""
        mark = {"retired": "×", "proposed": "?"}.get(code.status, digits.get(id, " "))
        line = _line(f"{mark} {'  ' * depth[id]}{label(code, desk)}", width - len(number) - 1, "bold" if not code.codable else "")
        line.stylize(of_code(code, desk.codes) or "", 0, 1)
        if id == desk.chosen:
            line.stylize("reverse", 2)
        line.append(" " * (width - line.cell_len - len(number)) + number, style="dim")
        yield line


def _code(desk: Desk, width: int, height: int) -> Iterator[Text]:
    """All about the chosen code in the language in force."""
    del height
    code = desk.codes.get(desk.chosen)
    if code is None:
        yield _line("No code is chosen: open a coding", width)
        yield _line("with Enter, or look one up with I.", width)
        return
    yield _line(f"{code.id} · {desk.languages[0]}", width, "dim")
    for line in _wrapped(label(code, desk), width):
        yield _line(line, width, "bold")
    if code.status != "active":
        yield _line(code.status, width, "italic")
    parts = {"": code.definition, "Include": code.include, "Exclude": code.exclude}
    for name, texts in parts.items():
        if texts:
            yield _line(name, width, "bold dim")
            yield from (_line(line, width) for line in _wrapped(in_language(texts, desk.languages), width))
    for name, lists in (("Examples", code.examples), ("Keywords", code.keywords)):
        items = next((lists[language] for language in desk.languages if lists.get(language)), ())
        if items:
            yield _line(name, width, "bold dim")
            joined = "; ".join(beginning(item, 200) for item in items)
            yield from (_line(line, width) for line in _wrapped(joined, width))
