"""The program on the screen: the list of interviews, and the interview being coded."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType

from qualcode.errors import QualcodeError
from qualcode.study.suggesting.review_queue import waiting_ids
from qualcode.tui.asking import OF_DECOYS, Told
from qualcode.tui.coding_screen import CodingScreen
from qualcode.tui.keys_in_order import KeysInOrder
from qualcode.tui.reading_list_screen import ReadingListScreen
from qualcode.tui.review_screen import ReviewScreen
from qualcode.tui.sitting import Sitting
from qualcode.tui.touring import LEAVES_TOUR, Touring

if TYPE_CHECKING:
    from qualcode.project import Project


class CodingApp(KeysInOrder, Touring, App[str]):
    """Opens an interview, or the list of them, for one coder."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "qualcode"
    BINDINGS: ClassVar[list[BindingType]] = LEAVES_TOUR

    def __init__(
        self,
        project: "Project",
        coder: str,
        document: str | None = None,
        *,
        reviewing: bool = False,
        touring: bool = False,
    ) -> None:
        super().__init__()
        self.sitting = Sitting(project, coder)
        self.document = document
        self.reviewing = reviewing
        self.touring = touring

    def action_help_quit(self) -> None:
        """Ctrl-C loses nothing and ends nothing: it tells how to leave."""
        self.notify("q leaves, Esc closes a window; everything is kept already.")

    def _fatal_error(self) -> None:
        """Tell where a fault of the program lies, without the values at hand: they are people's words."""
        from rich.segment import Segments
        from rich.traceback import Traceback

        fault = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(fault, self.console.options)))
        self._close_messages_no_wait()

    def on_mount(self) -> None:
        """The list lies below, so that leaving an interview leads back to it."""
        self.push_screen(ReadingListScreen(self.sitting))
        if self.reviewing:
            self.open_review()
        elif self.document is not None:
            self.open_document(self.document)
        if self.touring:
            self.begin_tour()

    def open_document(self, document: str, at: int | None = None) -> None:
        """Open an interview, at a place or where the coder left off."""
        screen = CodingScreen(self.sitting, document, at)
        if isinstance(self.screen, CodingScreen):
            self.screen.keep_place()
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def open_review(self, document: str | None = None) -> None:
        """Put what is to be looked at again before the coder: of an interview, or all that waits."""
        if not waiting_ids(self.sitting.project, self.sitting.coder, document):
            raise QualcodeError("No suggestion waits here.", hint="To ask for some, leave and type: qualcode suggest")
        self.push_screen(ReviewScreen(self.sitting, document))

    def end_review(self, told: str, decoys: Sequence[str] = (), told_before: Sequence[str] = ()) -> None:
        """Close the review and say what came of it, of decoys in a window of its own.

        The terminal is left with what was told of decoys before too, so that its commands can be copied.
        """
        self.pop_screen()
        screen = self.screen
        if isinstance(screen, CodingScreen):
            screen.show_changed()
            screen.tell(told)
            if decoys:
                self.push_screen(Told(OF_DECOYS, "\n\n".join(decoys)))
        elif self.reviewing:
            self.exit("\n".join([told, *told_before, *decoys]))

    def show_list(self) -> None:
        """Back to the list of interviews."""
        if isinstance(self.screen, CodingScreen):
            self.screen.keep_place()
            self.pop_screen()

    def leave_document(self) -> None:
        """Leave the program, or the interview where the list was asked for."""
        if self.document is not None:
            self.exit()
        else:
            self.pop_screen()
