"""Leading a person through the tour, over whatever window is open."""

from typing import TYPE_CHECKING, Any

from textual.binding import Binding, BindingType

from qualcode.tui.asking import Told
from qualcode.tui.code_picker import CodePicker
from qualcode.tui.coding_screen import CodingScreen
from qualcode.tui.reading_list_screen import ReadingListScreen
from qualcode.tui.tour import Seen, Tour, TourCard, Window
from qualcode.tui.transcript_pane import TranscriptPane

_LOOKS = 0.05
"""Seconds between two looks at what the person has done."""
_WINDOWS: tuple[tuple[type, Window], ...] = ((CodePicker, "codes"), (Told, "help"), (ReadingListScreen, "list"))
LEAVES_TOUR: list[BindingType] = [Binding("escape", "leave_tour", show=False)]
"""For the program: Textual takes no bindings from a class that is only mixed in."""

if TYPE_CHECKING:
    from textual.app import App

    _Base = App[str]
else:
    _Base = object


class Touring(_Base):
    """Shows the card of the step one is at; mixed into the program."""

    tour: Tour | None = None
    _card: TourCard | None = None

    def begin_tour(self) -> None:
        """Begin the tour at what is on the screen."""
        self.tour = Tour()
        self._looking = self.set_interval(_LOOKS, self._look)

    def action_leave_tour(self) -> None:
        """End the tour before its end; what was done stays."""
        if self.tour is not None:
            self._end_tour("The tour again: qualcode code --tour   ?: all keys")

    def _look(self) -> None:
        if self.tour is None or not self.screen.is_mounted:
            return
        self.tour.look(self._seen())
        if self.tour.over:
            self._end_tour("That was the tour. ?: all keys   q: leave")
        else:
            self._show_card(self.tour)

    def _seen(self) -> Seen:
        screen: Any = self.screen
        if isinstance(screen, CodingScreen) and screen.query(TranscriptPane):  # else it is opening, or going
            return Seen("interview", screen.selected, frozenset(one.id for one in screen.codings))
        return Seen(next((name for kind, name in _WINDOWS if isinstance(screen, kind)), "other"))

    def _show_card(self, tour: Tour) -> None:
        wanted = self._seen().window == tour.step.window
        card = self._card
        if card is not None and wanted and card.step is tour.step and card.is_attached and card.screen is self.screen:
            return
        self._take_card_away()
        if wanted:
            self._card = TourCard(tour)
            self.screen.mount(self._card)

    def _take_card_away(self) -> None:
        if self._card is not None and self._card.is_attached:
            self._card.remove()
        self._card = None

    def _end_tour(self, told: str) -> None:
        self._looking.stop()
        self.tour = None
        self._take_card_away()
        if isinstance(self.screen, CodingScreen):
            self.screen.tell(told)
