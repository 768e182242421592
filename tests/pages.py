"""Pages to show, made of what people say."""

from collections.abc import Sequence

from hypothesis import strategies

from qualcode.model import Section
from qualcode.study.coding.coding_page import Page, PageCoding, PageTurn

SAYINGS = strategies.text(
    alphabet=strategies.one_of(
        strategies.sampled_from(
            "ab c d. E? F! g, \n\t’“”-12学校。の、مر นี่ é\u0301\u0300👩\u200d👧🇩🇪🏽❤\ufe0f\u200b\u202e\x1b\u00a0하각"
        ),
        strategies.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=160,
)
"""Speech in every script, with everything a terminal may trip over."""


def page_of(
    *said: str | tuple[str, str],
    codings: Sequence[PageCoding] = (),
    front: str = "",
    numbers: Sequence[int] | None = None,
    heading: str = "",
) -> Page:
    """A page of turns, each given as words or as (speaker, words); `front` and a heading stand before them."""
    text, turns, sections = front, [], []
    if heading:
        sections.append(Section(len(text), len(text) + len(heading), 1))
        text += f"{heading}\n\n"
    for place, one in enumerate(said):
        speaker, words = one if isinstance(one, tuple) else ("P01", one)
        text += f"{speaker}: " if speaker else ""
        role = "interviewer" if speaker == "I" else "participant" if speaker else ""
        number = numbers[place] if numbers else place + 1
        turns.append(PageTurn(number, len(text), len(text) + len(words), speaker, role, None))
        text += f"{words}\n\n"
    return Page("D01", "A visit", "v", text, tuple(turns), tuple(sections), tuple(codings), False, None)


def coding_of(start: int, end: int, code: str = "vc.trust", **more: object) -> PageCoding:
    """A coding of the words from start to end."""
    usual = {"label": code, "color": "", "coder": "ana", "modifiers": {}, "memo": None, "starred": False}
    given = {**usual, "retired": False, "id": f"{code}-{start}-{end}", "short": code.rsplit(".", 1)[-1], **more}
    return PageCoding(start=start, end=end, code=code, **given)  # type: ignore[arg-type]
