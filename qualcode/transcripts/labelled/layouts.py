"""Ways of naming speakers that one line alone cannot prove, only a file that keeps to them throughout."""

import re
from collections.abc import Iterator, Sequence

from qualcode.transcripts.labelled.labels import TIME, Candidate, moment, named
from qualcode.transcripts.labelled.times import BRACKETED, STAMPED

_WHEN = rf"(?:(?P<time>\\?[\[(<{{]?\d[\d./-]{{0,9}}[ ,]{{0,2}}(?:{TIME})\\?[\])>}}]?|{TIME})[ \t]+(?:[-–—|][ \t]+)?)?"
_SHORT = r"(?u:[^\W_])[^\t\n:：]{0,40}?"
_BOLD = rf"[^*_\n:：]{{1,60}}?(?:[ \t]+{STAMPED})?"

LAYOUTS = {
    "table": re.compile(
        rf"\|[ \t]*(?:(?P<time>{TIME})[ \t]*\|[ \t]*)?(?P<name>[^|\n]{{1,60}}?)[ \t]*\|[ \t]*(?=[^|\s].*\|$)", re.ASCII
    ),
    "tab": re.compile(rf"{_WHEN}(?P<name>[^\t\n]{{1,60}})\t+(?=\S)", re.ASCII),
    "bracket": re.compile(rf"(?:\d{{1,4}}[.)][ \t]+)?{_WHEN}\[(?P<name>[^\[\]\n]{{1,60}})\](?:[ \t]+|$)"),
    "curly": re.compile(rf"{_WHEN}\{{(?P<name>[^{{}}\n]{{1,60}})\}}(?:[ \t]+|$)"),
    "angle": re.compile(rf"{_WHEN}<(?P<name>[^<>/\n]{{1,40}})>:?(?:[ \t]+|$)"),
    "paren": re.compile(rf"{_WHEN}\((?P<name>[^()\n]{{1,40}})\)(?:[ \t]+|$)"),
    "prompt": re.compile(rf"{_WHEN}(?P<name>[^\W_][^<>\n:：]{{0,40}}?)[ \t]?>{{1,3}}[ \t]+(?=\S)"),
    "bold": re.compile(
        rf"{_WHEN}(?:[-*>][ \t]+)?(?P<mark>\*\*|__)(?P<name>{_BOLD})(?P=mark)"
        rf"(?:[ \t]+[_*]?(?P<late>{BRACKETED})[_*]?(?=[ \t]|$))?(?:[ \t]+|$)"
    ),
    "dash": re.compile(rf"{_WHEN}(?P<name>{_SHORT})(?:[ \t]*[–—][ \t]*|[ \t]+(?:-{{1,2}}|=)[ \t]+)(?=\S)"),
    "wide": re.compile(rf"{_WHEN}(?P<name>{_SHORT})[ ]{{2,}}(?=\S)"),
    "timed": re.compile(
        rf"(?P<name>{_SHORT})[ \t]+(?P<time>{BRACKETED}|{TIME}(?=[ \t]?[-–—]))(?:[ \t]?[-–—](?=\s))?[ \t]*(?=\S)",
        re.ASCII,
    ),
    "clock": re.compile(rf"(?P<name>{_SHORT})[ \t]+(?P<time>(?:\d{{1,2}}:)?\d{{1,2}}:\d\d)[ \t]+(?=\S)", re.ASCII),
    "stamped": re.compile(rf"(?P<time>{BRACKETED})[ \t]+(?P<name>(?u:[^\W\d_])+[ _-]?\d{{1,3}})[ \t]+(?=\S)"),
    "stop": re.compile(
        r"(?P<name>[^\W_][\w#-]{0,15}(?: \d{1,3})?)(?:[.;][ \t]+(?=\S)|(?<=\b[AB])(?:,[ \t]+|\.)(?=[^\W\d_]))"
    ),
    "alone": re.compile(r"(?P<name>[^\W\d_][^\n:：.?!,;…]{0,40}\.?)$"),
}
"""What the start of a line looks like in each of them; the first of two that explain as much is taken."""


_UNDER_HEAD = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*")
_SAMPLE = 1000
"""Lines of a long file that are looked at first."""


def layout_look(line: str, start: int, layout: str) -> Candidate | None:
    """The candidate at the start of a line in a file of this layout, with positions counted from `start`."""
    body = line.strip()
    match = LAYOUTS[layout].match(body) if body else None
    if not match:
        return None
    start += len(line) - len(line.lstrip())
    groups = match.groupdict()
    written = groups.get("time") or groups.get("late")
    time = moment(written) if written else None
    return named(match["name"], body, start, match.end(), time, shape=layout)


def layout_looks(lines: Sequence[str], layout: str) -> Iterator[tuple[int, Candidate]]:
    """The candidates of a layout by the number of their line; positions are counted from the line's start.

    None where hardly a line of a long file has its shape.
    """
    some = lines[:: max(1, len(lines) // _SAMPLE)]
    if len(lines) > 2 * _SAMPLE and sum(layout_look(line, 0, layout) is not None for line in some) < _SAMPLE // 100:
        return
    for number, line in enumerate(lines):
        look = layout_look(line, 0, layout)
        if look is not None and not (
            layout == "table" and _UNDER_HEAD.fullmatch("".join(lines[number + 1 : number + 2]))
        ):
            yield number, look
