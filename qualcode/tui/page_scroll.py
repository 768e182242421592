"""A page that is drawn row by row and scrolled, laid out anew for every width; what is selected is told to it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.tui.code_colors import among_sixteen, color_of, readable
from qualcode.tui.page.margin import Suggested
from qualcode.tui.page.painting import Looks
from qualcode.tui.page.parts import innermost_first
from qualcode.tui.page.selection import NOTHING, Selection
from qualcode.tui.page.view import At, PageView

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import Page, PageCoding

_CONTEXT = 2
"""Rows kept in view above and below what is selected."""


class PageScroll(ScrollView, can_focus=True, inherit_bindings=False):
    """One page in view; it knows no keys, so that whoever holds it decides what they do."""

    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--interviewer",
        "page--head",
        "page--head-here",
        "page--heading",
        "page--note",
        "page--selected",
        "page--found",
        "page--found-here",
        "page--mark",
    }
    DEFAULT_CSS = """
    PageScroll {
        overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        background: $surface; color: $foreground;
        & > .page--interviewer { color: $text-muted; }
        & > .page--head { text-style: bold; }
        & > .page--head-here { color: $text-accent; text-style: bold; }
        & > .page--heading { text-style: bold underline; }
        & > .page--note { color: $text-muted; }
        & > .page--selected { text-style: reverse; }
        & > .page--found { background: $warning 25%; text-style: italic; }
        & > .page--found-here { background: $warning 50%; text-style: bold italic; }
        & > .page--mark { color: $text-accent; }
        &:ansi > .page--interviewer { color: ansi_default; text-style: dim; }
        &:ansi > .page--note { color: ansi_default; text-style: dim; }
        &:ansi > .page--head-here { color: ansi_default; text-style: bold; }
        &:ansi > .page--found { background: ansi_default; text-style: italic underline; }
        &:ansi > .page--found-here { background: ansi_default; text-style: bold italic underline; }
        &:ansi > .page--mark { color: ansi_default; text-style: bold; }
        &:nocolor > .page--selected { text-style: bold reverse; }
    }
    """

    def __init__(self, *, id: str | None = None, places: Mapping[str, int] | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.places: Mapping[str, int] = places or {}
        """Where each code stands in the codebook, for the colors of those that have none of their own."""
        self.codings: tuple[PageCoding, ...] = ()
        """What is shown on the page."""
        self.view: PageView | None = None
        """The page shown; None before there is one."""
        self._shown_selection = NOTHING
        self._found: tuple[Sequence[tuple[int, int]], int | None] = ((), None)
        self._looks: Looks | None = None
        self._at: At | None = None
        self._following = False

    @property
    def selection(self) -> Selection:
        """The words selected."""
        return self._shown_selection

    @property
    def codings_here(self) -> "tuple[PageCoding, ...]":
        """The codings that cover any of the selection, innermost first."""
        start, end = self.selection.start, self.selection.end
        return tuple(innermost_first([one for one in self.codings if one.start < end and start < one.end]))

    @property
    def rows_in_view(self) -> int:
        """How many rows of the page are seen at once."""
        return max(1, self.scrollable_content_region.height)

    def show_codings(self, codings: "Sequence[PageCoding]") -> None:
        """Show these codings in place of the ones before."""
        self.codings = tuple(codings)
        if self.view is not None:
            self.view.show_codings(self.codings)
        self._draw_anew()

    def show_suggested(self, passages: Sequence[Suggested]) -> None:
        """Name passages to look at again in the margin; none turns that off."""
        if self.view is not None:
            self.view.show_suggested(passages)
        self._draw_anew()

    def show_found(self, spans: Sequence[tuple[int, int]], current: int | None) -> None:
        """Mark what was found, and which of it the reader is at."""
        self._found = (spans, current)
        self._draw_anew()

    def _show_text(self, page: "Page") -> None:
        """Lay out another page, from its beginning."""
        self.view = PageView(page, self.scrollable_content_region.width or self.app.size.width - 1)
        self.codings = page.codings
        self._found = ((), None)
        self._tell_height()

    def _show_selection(self, selection: Selection, in_view: int) -> None:
        """Draw these words as selected, and scroll so that a place in them is seen."""
        self._shown_selection = selection
        self._draw_anew()
        self._bring_into_view(in_view)

    def _bring_into_view(self, place: int) -> None:
        """Scroll as little as leaves the row of a place in view, with some rows around it."""
        if self.view is None or not self.scrollable_content_region.height:
            return
        layout, rows = self.view.layout, self.rows_in_view
        for _ in range(2):  # what is laid out above may move the row
            row = layout.row_of(place)
            layout.settle(max(0, row - rows), row + rows)
        row, context = layout.row_of(place), min(_CONTEXT, (rows - 1) // 2)
        self._tell_height()
        top = min(max(round(self.scroll_y), row + context - rows + 1), row - context)
        self._scroll_rows(top)

    def _scroll_rows(self, top: int) -> None:
        if top != round(self.scroll_y):
            self.scroll_to(y=max(0, top), animate=False, force=True)

    def _tell_height(self) -> None:
        """Tell the scroll bar how long the page is, as far as is known."""
        if self.view is not None:
            size = Size(self.scrollable_content_region.width, self.view.layout.height)
            if size != self.virtual_size:
                self.virtual_size = size

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what comes into view, and keep in place what was in view already."""
        super().watch_scroll_y(old_value, new_value)
        if self.view is None or self._following:
            return
        layout, old, new = self.view.layout, round(old_value), round(new_value)
        near = abs(new - old) <= self.rows_in_view
        block, _ = layout.held_at(old if near else new)
        before = layout.top_of(block)
        layout.settle(new, new + self.rows_in_view)
        moved = layout.top_of(block) - before
        self._following = True
        self._tell_height()
        if moved and near:
            self._scroll_rows(new + moved)
        self._following = False

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the page out for the new width, with what is selected where it was in the view."""
        width = self.scrollable_content_region.width
        if self.view is None or not width:
            return
        if width != self.view.columns.width:
            below = self.view.layout.row_of(self.selection.start) - round(self.scroll_y)
            self.view.resize(width)
            self.view.layout.settle(0, self.rows_in_view)
            row = self.view.layout.row_of(self.selection.start)
            self._tell_height()
            self._scroll_rows(row - max(0, min(below, self.rows_in_view - 1)))
        self._bring_into_view(self.selection.start)
        self._draw_anew()

    def notify_style_update(self) -> None:
        """Forget how things looked before the theme changed."""
        self._looks = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One row as it is seen."""
        looks = self._looks = self._looks or self._looks_now()
        width = self.scrollable_content_region.width
        if self.view is None or self.view.columns.width != width:
            return Strip.blank(width, looks.words)
        at = self._at = self._at or self._at_now(self.view)
        return Strip(self.view.line(round(self.scroll_y) + y, at, looks), width)

    def _draw_anew(self) -> None:
        self._at = None
        self.refresh()

    def _at_now(self, view: PageView) -> At:
        here = frozenset(one.id for one in self.codings_here)
        blocks = view.taken_apart.blocks
        stretch = blocks[view.layout.block_of(self.selection.start)].stretch if blocks else -1
        return At(self.selection, stretch if self.selection != NOTHING else -1, here, self._found)

    def _looks_now(self) -> Looks:
        whole, added = self.get_component_rich_style, self._added_style
        return Looks(
            words=self.rich_style,
            interviewer=whole("page--interviewer"),
            head=whole("page--head"),
            head_here=whole("page--head-here"),
            heading=whole("page--heading"),
            note=whole("page--note"),
            selected=added("page--selected"),
            found=added("page--found"),
            found_here=added("page--found-here"),
            mark=whole("page--mark"),
            of_code=self._look_of_code,
        )

    def _added_style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def _look_of_code(self, coding: "PageCoding") -> Style:
        """The color of a code on this ground, or among the sixteen the terminal has."""
        color = color_of(coding.code, coding.color, self.places)
        if self.app.native_ansi_color:
            return Style(color=among_sixteen(color))
        red, green, blue = self.background_colors[1].rgb
        return Style(color=readable(color, (red, green, blue)))
