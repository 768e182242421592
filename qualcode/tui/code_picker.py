"""The window in which a coder chooses codes for an excerpt, with what is said besides."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from qualcode.project import Project
from qualcode.study.coding.picking import fault_of_new_name, own_last, picker_codes, picker_modifiers
from qualcode.tui.asking import Told
from qualcode.tui.besides import Besides
from qualcode.tui.code_field import LONGEST_NAME, CodeField, OneLine
from qualcode.tui.code_list import CodeList, CodeSheet
from qualcode.tui.keys import bindings
from qualcode.tui.picker.cells import as_many_as_fit, on_one_line
from qualcode.tui.picker.choice import Choice, keys_told
from qualcode.tui.picker.code_lines import names_of
from qualcode.tui.picker.modifiers import rows_for
from qualcode.tui.picker.picked import Picked, picked
from qualcode.tui.picker.picker_keys import PICKER_KEYS, picker_help

__all__ = ["CodePicker", "Picked"]

_WIDE = 100
"""Columns from which the code at the cursor stands beside the list."""
_TALL = 14
"""Lines from which it stands below the list."""
_NO_CODE = "Type any part of a code’s name, or a name for a new code."


class CodePicker(ModalScreen[Picked | None]):
    """Asks which codes an excerpt bears; None when the coder leaves with Esc.

    `place` is the position in the document that near codes are near to, `at` the code the cursor begins on, `given`
    and `memo` what the coding says already, `start` the page it opens on, `typed` what stands in the field at first.
    """

    DEFAULT_CSS = """
    CodePicker { align: center middle; }
    CodePicker > Vertical {
        width: 120; max-width: 100%; height: 34; max-height: 100%;
        border: round $primary; padding: 0 1; background: $surface;
    }
    CodePicker #codes { height: 1fr; layout: vertical; }
    CodePicker CodeSheet { border-top: solid $primary; }
    CodePicker.-wide #codes { layout: horizontal; }
    CodePicker.-wide CodeSheet { border-top: none; border-left: solid $primary; padding: 0 0 0 1; }
    CodePicker #codes > * { width: 1fr; }
    CodePicker.-low { & CodeSheet, & #told { display: none; } }
    CodePicker.-whole { & CodeList { display: none; } & CodeSheet { display: block; border: none; padding: 0; } }
    CodePicker Besides { height: 1fr; display: none; }
    CodePicker.-besides { & Besides { display: block; } & #codes, & CodeField { display: none; } }
    CodePicker #foot { height: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PICKER_KEYS)]

    def __init__(
        self,
        project: Project,
        coder: str,
        document: str,
        *,
        title: str = "Which code do these words bear?",
        place: int = 0,
        at: str | None = None,
        given: Mapping[str, str] | None = None,
        memo: str = "",
        several: bool = True,
        start: Literal["codes", "modifiers", "memo"] = "codes",
        typed: str = "",
    ) -> None:
        super().__init__()
        self._project, self._coder, self._title = project, coder, title
        codes = picker_codes(project, coder, document, place, besides=at)
        self._choice = Choice(codes, several=several, begin=at)
        self._names = names_of(codes)
        self._modifiers = picker_modifiers(project)
        self._given, self._start = dict(given or {}), start
        self._page = Besides(memo)  # comes to the screen when it is first asked for: most codings need none of it
        self._typed = " ".join(typed.split())[:LONGEST_NAME]
        self._said = ""
        self._rolled: int | None = None

    def compose(self) -> ComposeResult:
        """The field, the codes, the one at the cursor in full; on the other page what is said besides."""
        with Vertical() as window:
            window.border_title = Content(on_one_line(self._title))
            yield CodeField(self._typed, placeholder="Any part of a code’s name")
            with Container(id="codes"):
                yield CodeList(self._names)
                yield CodeSheet(lambda code: own_last(self._project, self._coder, code))
            yield Static("", id="foot", markup=False)

    async def on_mount(self) -> None:
        """The cursor begins where it was asked for."""
        field = self.query_one(CodeField)
        field.several = self._choice.several
        field.focus()
        if self._start != "codes" and self._choice.chosen:
            await self._turn_over(self._start)

    def on_resize(self, event: events.Resize) -> None:
        """The code in full stands beside the list, below it, or waits for ⇧↓."""
        tall = event.size.height >= _TALL
        self.set_class(event.size.width >= _WIDE and tall, "-wide")
        self.set_class(not tall, "-low")
        self.call_after_refresh(self._show)

    @on(Input.Changed, "CodeField")
    def _typed_more(self) -> None:
        self._say("")

    @on(CodeField.Marked)
    def _mark(self) -> None:
        self._read_field()
        if self._choice.toggle():
            self.query_one(CodeField).value = ""
        self._say("")

    @on(CodeList.Pointed)
    def _point(self, event: CodeList.Pointed) -> None:
        self._choice.point(event.line)
        self._say("")

    @on(OneLine.Cut)
    def _tell_cut(self) -> None:
        # After the field has told of its new letters, which clears what was said.
        self.call_after_refresh(self._say, f"Only one line was taken, of at most {LONGEST_NAME} letters.")

    @on(Besides.Moved)
    def _tell_keys(self) -> None:
        self._say("")

    def action_move(self, step: int) -> None:
        """Another code."""
        self._read_field()
        self._choice.move(step)
        self.query_one(CodeField).choosing = True
        self._rolled = None if self._rolled is None else 0
        self._say("")

    def action_leaf(self, pages: int) -> None:
        """A screenful of codes on or back."""
        self.action_move(pages * max(2, self.query_one(CodeList).size.height - 1))

    def action_roll(self, lines: int) -> None:
        """Open the code at the cursor in the whole window and roll it; above its top, close it again."""
        rolled = lines - 1 if self._rolled is None else self._rolled + lines
        self._rolled = None if rolled < 0 else rolled
        self.set_class(self._rolled is not None, "-whole")
        self.call_after_refresh(self._show)

    @on(Input.Submitted, "CodeField")
    async def _enter(self) -> None:
        self._read_field()
        if self._choice.names_new:
            await self.action_name_new()
        else:
            self._take()

    async def action_name_new(self) -> None:
        """Name a new code what was typed, and ask what it means."""
        self._read_field()
        name = self._choice.new_name
        fault = fault_of_new_name(self._project, name) if name else "Type the name of the new code first."
        if fault:
            self._say(fault)
        else:
            self._choice.point(len(self._choice.found))
            await self._turn_over("brief")

    async def action_besides(self) -> None:
        """On to what is said besides the codes chosen."""
        self._read_field()
        if self._choice.names_new:
            await self.action_name_new()
        elif self._choice.chosen:
            await self._turn_over("modifiers")
        else:
            self._say(_NO_CODE)

    async def _turn_over(self, field: str) -> None:
        choice, page = self._choice, self._page
        if not page.is_mounted:
            await self.query_one(Vertical).mount(page, before="#foot")
        new = choice.new_name if choice.names_new else ""
        names = [*(code.id for code in choice.chosen), *([f"new code “{new}”"] if new else [])]
        rows = rows_for(choice.chosen, self._modifiers, self._given, page.rows)
        page.open_for(", ".join(names), rows, new=bool(new))
        self.add_class("-besides")
        page.begin(field)

    @on(Besides.Left)
    def _turn_back(self) -> None:
        self.remove_class("-besides")
        self.query_one(CodeField).focus()
        self._say("")

    @on(Besides.Taken)
    def _take(self) -> None:
        """Hand over all that was chosen."""
        choice, page = self._choice, self._page
        new = choice.new_name if choice.names_new else ""
        codes = choice.chosen
        if codes or new:
            rows = rows_for(codes, self._modifiers, self._given, page.rows)
            self.dismiss(picked(codes, rows, new, page.brief, page.memo))
        else:
            self._say(_NO_CODE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """On the page with what is said besides, the keys of the codes do nothing."""
        return action in {"leave", "help"} or not self.has_class("-besides")

    def action_help(self) -> None:
        """Tell the keys of this window."""
        self.app.push_screen(Told("Choosing codes", picker_help()))

    def action_leave(self) -> None:
        """Leave with nothing; from the definition of a new code, go back to its name."""
        if self.has_class("-besides") and self._choice.names_new:
            self._turn_back()
        else:
            self.dismiss(None)

    def _read_field(self) -> None:
        """Bring the choice up to what stands in the field: a key may come before the field has told of its letters."""
        self._choice.type(self.query_one(CodeField).value)

    def _say(self, sentence: str) -> None:
        self._said = sentence
        self._show()

    def _show(self) -> None:
        self._read_field()
        choice = self._choice
        last = f"+ new code “{choice.new_name}”" if choice.new_name else ""
        self.query_one(CodeList).show(choice.found, choice.at, [code.id for code in choice.marked], last)
        self.query_one(CodeSheet).show_code(choice.here, self._rolled)
        foot = self.query_one("#foot", Static)
        foot.update(Content(as_many_as_fit([self._said] if self._said else self._keys(), max(0, foot.size.width))))

    def _keys(self) -> list[str]:
        return self._page.told() if self.has_class("-besides") else keys_told(self._choice, self._names)
