"""One coder at the screen: what is done goes through the same methods as the commands, at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.project.codings import NewCoding

if TYPE_CHECKING:
    from qualcode.model import Coding
    from qualcode.project import Project
    from qualcode.study.coding.coding_page import Page, PageCoding


class Sitting:
    """The project a coder works in, and what was used last; every change is on disk when a method returns."""

    def __init__(self, project: "Project", coder: str) -> None:
        self.project = project
        self.coder = coder
        self.last: Mapping[str, Mapping[str, str]] = {}
        """The codes given last, each with its modifiers."""
        self.margin = True
        """Whether finished interviews show suggestions in their margin."""

    def code(
        self,
        page: "Page",
        place: tuple[int, int],
        codes: Sequence[str],
        modifiers: Callable[[str], Mapping[str, str]] | None = None,
        memo: str = "",
    ) -> "list[Coding]":
        """Give words one or several codes, an event each; the first has the memo.

        A code that is refused keeps none of the others away; the first refusal is raised after them.
        """
        made: list[Coding] = []
        refused: list[QualcodeError] = []
        carried = {code: dict(modifiers(code)) if modifiers else {} for code in codes}
        for code in codes:
            new = NewCoding(
                document=page.document,
                start=place[0],
                end=place[1],
                code=code,
                coder=self.coder,
                modifiers=carried[code],
                memo=memo if memo and not made else None,
                words=page.text[place[0] : place[1]],
            )
            try:
                made.append(self.project.codings.add(new))
            except QualcodeError as error:
                refused.append(error)
        if made:
            self.last = {one.code: carried[one.code] for one in made}
        if refused:
            raise refused[0]
        return made

    def repeat(self, page: "Page", place: tuple[int, int], latest: str | None) -> "list[Coding]":
        """Give words what was given last; at the start of a sitting, the code this coder used last of all."""
        if self.last:
            return self.code(page, place, list(self.last), self.last.__getitem__)
        if latest is None:
            raise QualcodeError("No code has been given yet.", hint="Enter: choose one")
        return self.code(page, place, [latest])

    def new_code(self, name: str, brief: str = "") -> str:
        """A provisional code of this name, ready to be given; gives back its id."""
        from qualcode.study.codebooks.changing_codes import add_code

        return add_code(self.project, self.coder, name, brief).name

    def recode(self, coding: "PageCoding", code: str, changes: Mapping[str, str | None], memo: str) -> "Coding":
        """Another code, other modifiers (None: gone) or another memo for a coding."""
        edited = self.project.codings.edit(self.coder, coding.id, code=code, modifiers=changes)
        if memo.strip() != (coding.memo or "").strip():
            self.memo(coding.id, memo)
        return edited

    def edges(self, page: "Page", coding: "PageCoding", place: tuple[int, int]) -> "Coding":
        """Let a coding cover other words."""
        return self.project.codings.edit(self.coder, coding.id, place=place, words=page.text[place[0] : place[1]])

    def memo(self, coding: str, text: str) -> None:
        """The coder's memo on a coding, all of it: written, rewritten, or taken away where nothing is left."""
        memos = self.project.memos
        standing = [one.id for one in memos.all() if one.object == coding and one.coder == self.coder]
        for one in standing[1:] if text.strip() else standing:
            memos.remove(self.coder, one)
        if standing and text.strip():
            memos.edit(self.coder, standing[0], text)
        elif text.strip():
            memos.add(self.coder, "coding", coding, text)

    def note(self, document: str, text: str) -> None:
        """A memo on an interview."""
        self.project.memos.add(self.coder, "document", document, text)
