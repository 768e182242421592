"""Keys typed faster than windows open reach the window they were meant for."""

from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

_TIMES = 3
_MOST_WAITS = 200
_WAIT = 0.01
"""Seconds between looks at a window that is opening; with the number of looks, two seconds at most."""

if TYPE_CHECKING:
    _Base = App[str]
else:
    _Base = object


class KeysInOrder(_Base):
    """Gives the next key out only when the one before has done what it does; mixed into the program.

    Textual hands all waiting keys to the widget that has the focus now. Somebody who types “Enter so Enter” without
    looking would lose the letters that come before the window has opened, and take the wrong code.
    """

    _typed: deque[events.Key]
    _under_way = False

    @property
    def keys_wait(self) -> bool:
        """Whether some key has still to do what it does."""
        return self._under_way

    async def on_event(self, event: events.Event) -> None:
        """Queue keys; everything else goes its way."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if not hasattr(self, "_typed"):
                self._typed = deque()
            self._typed.append(event)
            if not self._under_way:
                await self._give_out_key()
        else:
            await super().on_event(event)

    async def _give_out_key(self) -> None:
        self._under_way = True
        event = self._typed.popleft()
        target: DOMNode = self.focused or self.screen
        await super().on_event(event)
        self._follow_key(target, target, _TIMES)

    def _follow_key(self, node: MessagePump | None, target: DOMNode, times: int) -> None:
        """Come after the key at every widget it passes on its way up, and after what it does at the top.

        What it does may be one more message that takes the same way, so the way is gone several times.
        """
        while node is not None and node is not self:
            parent = node._parent  # the way that Textual's own messages take
            if node.call_later(self._follow_key, parent, target, times):
                return
            node = parent
        if times > 1:
            self.call_later(self._follow_key, target, target, times - 1)
        else:
            self.call_later(self._key_done, _MOST_WAITS)

    async def _key_done(self, waits: int) -> None:
        if waits and not self._window_is_open():
            self.set_timer(_WAIT, lambda: self._key_done(waits - 1))
        elif self._typed:
            await self._give_out_key()
        else:
            self._under_way = False

    def _window_is_open(self) -> bool:
        """Whether the window on top has opened and says where keys go."""
        screen = self.screen
        return screen.is_mounted and (screen.focused is not None or not screen.focus_chain)
