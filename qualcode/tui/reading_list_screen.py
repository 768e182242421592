"""The list of interviews: what is read, what is left, where the coder left off."""

from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import DataTable, Static

from qualcode.tui.asking import Told
from qualcode.tui.key_footer import KeyFooter
from qualcode.tui.keys import LIST_KEYS, bindings, help_text
from qualcode.tui.searching_all import SearchingAll

if TYPE_CHECKING:
    from qualcode.tui.sitting import Sitting

_COLUMNS = ("", "interview", "state", "codings", "read")


class ReadingListScreen(SearchingAll, Screen[None]):
    """Every interview with how far this coder is; Enter opens one."""

    DEFAULT_CSS = """
    ReadingListScreen > #head { height: 1; background: $panel; padding: 0 1; }
    ReadingListScreen > DataTable { height: 1fr; }
    ReadingListScreen > #said { height: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(LIST_KEYS)
    app: Any

    def __init__(self, sitting: "Sitting") -> None:
        super().__init__()
        self.sitting = sitting

    def compose(self) -> ComposeResult:
        """The title, the interviews, the keys."""
        yield Static(id="head", markup=False)
        table: DataTable[Text] = DataTable(cursor_type="row", zebra_stripes=False)
        table.add_columns(*_COLUMNS)
        yield table
        yield Static(id="said", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(KeyFooter).show_keys(LIST_KEYS[:4])

    def on_screen_resume(self) -> None:
        """Show how things stand now; the interview left last is first."""
        from qualcode.study.coding.reading_list import reading_list

        # Where an interview was asked for, it lies on top already, and the list is made when it is gone to.
        if not self.is_current:
            return
        rows = reading_list(self.sitting.project, self.sitting.coder)
        table = self.query_one(DataTable)
        table.clear()
        for row in rows:
            read = f"{round(100 * row.share)} %" if row.share else "–"
            title = Text(row.title, no_wrap=True, overflow="ellipsis")
            table.add_row(row.document, title, row.state, str(row.codings), read, key=row.document)
        done = sum(row.state == "finished" for row in rows)
        head = f"{self.sitting.project.settings.read().title} · {self.sitting.coder} · {done} of {len(rows)} finished"
        self.query_one("#head", Static).update(Text(head, no_wrap=True, overflow="ellipsis"))
        table.focus()

    def tell(self, words: str) -> None:
        """Say one line to the coder."""
        self.query_one("#said", Static).update(Text(words, no_wrap=True, overflow="ellipsis"))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open the interview at the cursor."""
        self.app.open_document(str(event.row_key.value))

    def action_open(self) -> None:
        """Open the interview at the cursor."""
        self.query_one(DataTable).action_select_cursor()

    def action_down(self) -> None:
        """The next interview."""
        self.query_one(DataTable).action_cursor_down()

    def action_up(self) -> None:
        """The interview before."""
        self.query_one(DataTable).action_cursor_up()

    def action_help(self) -> None:
        """The keys."""
        self.app.push_screen(Told("Keys of the list", help_text(LIST_KEYS)))

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit()
