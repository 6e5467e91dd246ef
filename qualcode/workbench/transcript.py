"""The transcript on the screen: it draws the rows that are seen, and says what the mouse and the keys did to it."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from qualcode.workbench import letters
from qualcode.workbench.colours import of_code
from qualcode.workbench.desk import Cursor, Desk
from qualcode.workbench.painting import GUTTER, Look, Scene, lanes, painted
from qualcode.workbench.viewport import HEAD, Row, Top, Viewport
from qualcode.workbench.wrapping import position

_STYLES: Mapping[str, Style] = {
    "plain": Style(),
    "faint": Style(dim=True),
    "cursor": Style(color="yellow", bold=True),
    "speaker": Style(bold=True),
    "moderator": Style(bold=True, dim=True),
    "letter": Style(color="black", bgcolor="yellow", bold=True, reverse=False),
}
_LETTER_WITHOUT_COLOUR = Style(bold=True, reverse=True)
_WHEEL_ROWS = 3


def style_of(look: Look, desk: Desk, *, colour: bool) -> Style:
    """How a look is drawn. Nothing rests on colour alone: codings are underlined, suggestions slanted, the span is reversed.

    The words that speak for the suggestion that is opened are cut out of the reversed span, bold and underlined.
    """
    if look.part == "letter" and not colour:
        return _LETTER_WITHOUT_COLOUR
    style = _STYLES.get(look.part)
    if style is not None:
        return style
    tint = of_code(desk.codes.get(look.code), desk.codes) if colour and look.code else None
    if look.part == "text":
        return Style(
            color=tint,
            underline=(look.own > 0 or look.evident) or None,
            bold=(look.own > 1 or look.found or look.evident) or None,
            italic=(look.suggested > 0 and look.own + look.other == 0) or None,
            reverse=(look.selected and not look.evident) or None,
            bgcolor="dark_red" if look.found and colour and not look.selected else None,
        )
    return Style(color=tint, italic=(look.part == "suggestion") or None, bold=(look.part == "own") or None, reverse=look.selected or None)


class TranscriptView(Widget, can_focus=True):
    """The turns of the transcript with what is coded in them."""

    DEFAULT_CSS = "TranscriptView { height: 1fr; width: 1fr; }"

    class Pressed(Message):
        """A key that the workbench is to act on."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Chosen(Message):
        """The mouse has drawn over a stretch of the canonical text, or (`mark`) clicked on a coding or suggestion, or just on a `turn`."""

        def __init__(self, start: int = 0, end: int = 0, *, mark: str = "", turn: int = -1) -> None:
            super().__init__()
            self.start, self.end, self.mark, self.turn = start, end, mark, turn

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.top = Top()
        self._rows: list[Row] = []
        self._scene = Scene()
        self._drawn_from: int | None = None
        self._followed: Cursor | None = None
        self._base: Style | None = None
        self._styles: dict[Look, Style] = {}

    # --- drawing ----------------------------------------------------------------------------------------------------------------------

    @property
    def viewport(self) -> Viewport:
        """The rows at the present size."""
        return Viewport(self.desk.document, self.desk.shown, self.size.width - GUTTER - 1, self.size.height)

    def shows(self, turn: int) -> bool:
        """Whether anything of a turn is on the screen."""
        return any(row.turn == turn for row in self._rows)

    def follow(self) -> None:
        """Show where the cursor is, once it has moved, and draw anew."""
        cursor = self.desk.cursor
        if self.desk.shown and self.size.height and cursor != self._followed:
            self._followed = cursor
            # Between two letters nothing moves: the second one must stand where it was seen.
            if not self.desk.view.picked:
                turn = self.desk.document.turns[cursor.turn]
                start, end = cursor.start - turn.start, cursor.end - turn.start
                self.top = self.viewport.revealing(self.top, cursor.turn, max(0, start), min(len(turn.text), max(end, 1)))
                if self.desk.view.letters:
                    # Who picks by letters reads on below, and is spared the paging.
                    self.top = self.viewport.leading(self.top, cursor.turn)
        self.draw()

    def draw(self) -> None:
        """Draw anew, from the same top."""
        desk = self.desk
        viewport = self.viewport
        self.top = viewport.scrolled(Top(min(self.top.place, max(0, len(desk.shown) - 1)), self.top.row), 0)
        self._rows = viewport.rows(self.top)
        self._base, self._styles = None, {}
        if not desk.view.letters:
            desk.letters = {}
        elif not desk.view.picked or not desk.letters:
            desk.letters = letters.allotted(desk.document, self._rows, desk.cursor.turn)
        else:
            kept = {letter: spot for letter, spot in desk.letters.items() if letter.islower()}
            desk.letters = kept | letters.within(desk.document, desk.cursor.turn, (desk.cursor.start, desk.cursor.end))
        turns = desk.document.turns
        read = frozenset(row.turn for row in self._rows if turns[row.turn].number in desk.read)
        spots = {spot: letter for letter, spot in desk.letters.items()}
        evident = [(each.start, each.end) for each in desk.suggested.evidence] if desk.suggested is not None else ()
        span = (desk.cursor.start, desk.cursor.end)
        self._scene = Scene(desk.cursor.turn, span, desk.cursor.meant, spots, desk.view.found, evident, read)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row of the screen."""
        width = self.size.width
        base = self._base
        if base is None:
            base = self._base = self.rich_style
        if y >= len(self._rows):
            return Strip.blank(width, base)
        pieces = painted(self.desk.document, self._rows[y], self._scene, width)
        segments = [Segment(text, self._style(look, base)) for text, look in pieces if text]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, look: Look, base: Style) -> Style:
        """How a look is drawn; found once for each drawing of the screen."""
        found = self._styles.get(look)
        if found is None:
            found = self._styles[look] = base + style_of(look, self.desk, colour=not self.app.no_color)
        return found

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All the room there is."""
        del viewport, width
        return container.height

    def on_resize(self) -> None:
        """Lines are laid anew."""
        self._followed = None
        self.follow()

    def scroll_by(self, rows: int) -> None:
        """Show what is further down (negative: up); the cursor stays where it is."""
        self.top = self.viewport.scrolled(self.top, rows)
        self.draw()

    def page(self, step: int) -> None:
        """A screen down or up, the cursor on the first turn that begins there."""
        self.top = self.viewport.scrolled(self.top, step * max(1, self.size.height - 2))
        rows = self.viewport.rows(self.top)
        heads = [row.turn for row in rows if row.line == HEAD] or [row.turn for row in rows[:1]]
        if heads:
            self.desk.go(heads[0])
        # Within a turn that is longer than the screen the cursor does not move, and must not be followed back.
        self._followed = self.desk.cursor
        self.draw()

    # --- keys and mouse ---------------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Pass a key on by the character it makes, or by its name."""
        event.stop()
        event.prevent_default()
        self.post_message(self.Pressed(key_of(event)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the text."""
        event.stop()
        self.scroll_by(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the text."""
        event.stop()
        self.scroll_by(-_WHEEL_ROWS)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A bar opens its coding; text begins a stretch."""
        self.focus()
        spot = self._spot(event.x, event.y)
        if spot is None:
            return
        row, at = spot
        if row.line == HEAD or event.x < GUTTER:
            self._drawn_from = None
            mark = self._mark_at(row, event.x)
            self.post_message(self.Chosen(mark=mark, turn=row.turn))
            return
        self._drawn_from = at
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drawing over text selects it, by words."""
        if self._drawn_from is None:
            return
        spot = self._spot(event.x, event.y)
        if spot is not None and spot[0].line != HEAD and spot[1] != self._drawn_from:
            start, end = sorted((self._drawn_from, spot[1]))
            self.post_message(self.Chosen(start, end + 1))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The stretch ends; a click on text goes to its turn."""
        if self._drawn_from is None:
            return
        begun, self._drawn_from = self._drawn_from, None
        self.release_mouse()
        spot = self._spot(event.x, event.y)
        if spot is not None and (spot[0].line == HEAD or spot[1] == begun):
            self.post_message(self.Chosen(turn=self.desk.document.turn_at(begun)))

    def _spot(self, x: int, y: int) -> tuple[Row, int] | None:
        """The row under the mouse, and the position of the canonical text."""
        if not 0 <= y < len(self._rows):
            return None
        row = self._rows[y]
        turn = self.desk.document.turns[row.turn]
        return row, turn.start + row.start + position(turn.text[row.start : row.end], max(0, x - GUTTER))

    def _mark_at(self, row: Row, x: int) -> str:
        """The mark whose bar, or whose name in the head of the turn, is under the mouse; empty for none."""
        marks = self.desk.document.on(row.turn)
        if row.line != HEAD:
            turn = self.desk.document.turns[row.turn]
            by_lane = lanes(marks)
            start, end = turn.start + row.start, turn.start + max(row.end, row.start + 1)
            here = [mark.id for mark in marks if by_lane[mark.id] == x - 1 and mark.start < end and mark.end > start]
            return here[0] if here else ""
        taken = 0
        named = iter(marks)
        for text, look in painted(self.desk.document, row, self._scene, self.size.width):
            taken += Segment(text).cell_length
            if look.part in ("own", "other", "suggestion"):
                mark = next(named, None)
                if x < taken and mark is not None:
                    return mark.id
            elif x < taken:
                return ""
        return ""


def key_of(event: events.Key) -> str:
    """A key by the character it makes, where that is seen; else by its name."""
    if event.character and event.character.isprintable() and event.character != " " and not event.key.startswith("alt+"):
        return event.character
    return event.key
