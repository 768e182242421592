"""Tables with a caption and a number, counted through a report."""

from collections.abc import Iterable, Sequence

from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import escape, table


class NumberedTables:
    """The tables of one report, in the order they are asked for."""

    def __init__(self, language: str = "en") -> None:
        self._language = language
        self._number = 0

    def blocks(
        self,
        caption: str,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        of: str = "",
        picture: str | None = None,
    ) -> list[str]:
        """A table under its caption; `picture` (bars, heat or flow) names what HTML draws above it.

        The caption is a heading that is translated, and `of` stands behind it; heads and cells are Markdown already.
        """
        self._number += 1
        word, named = heading("Table", self._language), f"{heading(caption, self._language)} {of}".strip()
        drawn = [f"<!-- picture {picture} -->"] if picture else []
        return [*drawn, f"*{word} {self._number}. {escape(named)}*", table(heads, rows)]
