"""Lines that stand apart from the talk: rules, banners, headers of pages, headings, notes before and after."""

import re
from collections import Counter
from collections.abc import Collection, Sequence, Set
from itertools import pairwise

from qualcode.transcripts.labelled.labels import TIME, Candidate, first_look
from qualcode.transcripts.labelled.roles import is_role_or_code

_SPOKEN_BY_NOBODY = re.compile(
    r"transcribed by \S.{0,80}|© ?\d{4}.{0,200}|[-–—=\[(<~]+\s*(?:the )?end\W*"
    rf"|(?:interview|recording|audio|tape|session) (?:end|begin|start|finishe|conclude)(?:s|ed)(?: at)?:? ?{TIME}"
    r"(?: ?[ap]\.?m\.?)?\W*|.{1,80} (?:started|stopped) transcription"
    rf"|transcription (?:started|ended)(?: after {TIME})?\.?"
    r"|this (?:editable )?transcript was (?:computer|automatically|ai)[ -]generated.*"
    r"|(?:esta|este|cette|dieses|diese|questa|deze) (?:\w+ )?tra(?:ns)?[ck]ri\w+\b.{0,50}"
    r"\b(?:comput\w+|ordenador|ordinateur|autom[aá]t\w+)\b.*"
    r"|(?:la |a |die |das )?tra(?:ns)?[ck]ri\w+ (?:\w+ ){0,2}(?:finaliz|termin|encerr|nach\b|eindigde)\w*"
    rf"(?: \w+){{0,4}} {TIME}(?: beendet)?\W*"
    r"|\W*(?:end|start|beginning|begin|stop|resume|conclusion)(?: of)? (?:the |this )?(?:\w+ )?"
    r"(?:interview|recording|transcript|transcription|audio|tape|side|part|file|session|videotape|video clip)\b"
    r"[^.?!]{0,30}"
    r"(?:\W{0,3}(?:end|start|beginning|begin)\b[^?!]{0,40})?"
    r"|page \d+(?:,? lines? \d+)?(?: of \d+)?|p\. ?\d+|summary keywords|transcript(?:ion)?|keywords"
    r"|(?:further )?(?:(?:direct|cross|re-?direct|re-?cross)[ -])?examination"
    r"(?: (?:by|of) .{1,40}?)?(?: \(cont.{0,12}\))?:?"
    r"|by m(?:r|s|rs)\.? [\w’'-]{1,30}:"
    rf"|(?:meeting|call|recording) (?:started|ended)(?: (?:after|at) {TIME})?\W*"
    r"|\d{1,2}:\d\d ?[ap]\.?m\.?(?: [a-z]{2,4})?"
    r"|\(?whereupon, .{1,200}|copyright (?:©|\(c\)|\d{4}).{0,200}|\[\d{1,3}\]"
    r"|\[(?:field |observer )?(?:notas?|notes?|observ\w+|memo|comments?)\b[^\]]{0,40}\]\W{0,4}:.*"
    r"|(?:this|the) transcript (?:was|is|has been) .{1,200}",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-–—=*_~#·•|:\s]{3,}")
_TRANSCRIPT = re.compile(
    r"\W*(?:.{1,80} [-–—] )?(?:(?:full|raw|verbatim|formatted|interview|meeting|clean|edited)\s+)*"
    r"transcri(?:pt|ption|ct)(?: of .{1,60})?\W*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\W*(?:(?:field|(?:interview|speak|research)er’?'?s?|analyst|post-interview|additional|general|final|my|key|next|action)\s+)?"
    r"(?:notes?|reflections?|memos?|summary|observations?|comments|impressions|items|takeaways|points|steps|debrief"
    r"|follow-?up|appendix|reflexive notes|links|references|resources|further reading"
    r"|credits|insights?|findings|themes|lessons(?: learned)?|recommendations|conclusions?|synthesis)"
    r"(?: of (?:the |this |our )?(?:key )?(?:points|interview|discussion|conversation|meeting|session|call))?\W*"
    r"|\W*end of (?:the |this )?(?:interview|transcript|transcription)\W*",
    re.IGNORECASE,
)
_LONGEST_ASIDE = 60
_KEY = re.compile(r"\W*(?:key|legend|leyenda|legende|légende|legenda|abbreviations)\W*", re.IGNORECASE)
_KEY_LINE = re.compile(r"[ \t]*[*_]{0,2}\w{1,6}[*_]{0,2}[ \t]*[:=–-][ \t]*\S[^.?!\n]{0,59}")
_NEAR_THE_TOP = 60
"""Lines among which the key to a transcript's letters stands."""

_QUESTION = re.compile(
    r"\W*(?:question|topic|theme|section|part|pregunta|pergunta|frage|thema)[ \t]+(\d{1,2})[ \t]*[.:)–-].*\S.*",
    re.IGNORECASE,
)
_LONGEST_QUESTION = 500

_AT_THE_EDGE = 3
"""Lines of a header or footer, at most."""

_LINKS = re.compile(r"[ \t]*(?:[-*•][ \t]+)?(?:!?\[(?!\d{1,2}:\d\d)[^\[\]]{1,200}\]\([^()\s]{1,300}\)[ \t|·•]*){1,20}")
"""Links of a page and nothing else; a time with its link stands before words."""

_INTRODUCED = re.compile(
    r"[ \t]*(?:[-*•][ \t]+)?[*_]{0,2}[^:\n]{1,40}:[*_]{0,2}[ \t]+(?P<name>[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,4})"
    r" \((?P<label>[^()\n]{1,20})\)[.*_ \t]*"
)

_FEWEST_QUOTED = 4
_LONGEST_RUNNING = 160
_AT_ITS_END = re.compile(r"([0-9]+)(?:[ ]?(?:of|von|de|sur|di|/)[ ]?[0-9]+)?\s*$")
_PAGE_OF = re.compile(r"\b(?:page|p\.|seite|página|pagina) ?[0-9]+(?: (?:of|von|de|sur|di) [0-9]+)?\s*$", re.IGNORECASE)
_RUNNING = 3
"""A line that comes back this often with rising numbers is a page's header or footer."""


def recurring_headings(lines: Sequence[str], headings: Collection[int]) -> set[int]:
    """Headings that come back, as names of speakers do."""
    looks = {number: first_look(lines[number]) for number in headings}
    counts = Counter(look.label for look in looks.values() if isinstance(look, Candidate))
    return {number for number, look in looks.items() if isinstance(look, Candidate) and counts[look.label] > 1}


def running_lines(lines: Sequence[str]) -> set[int]:
    """Headers and footers of pages: the same short line again and again, but for a number that rises."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if line and _may_run(line):
            places.setdefault(re.sub(r"[0-9]+", "#", line.strip()), []).append(number)
    running: set[int] = set()
    for same, numbers in places.items():
        pages = [int(page[1][:9]) for number in numbers if (page := _AT_ITS_END.search(lines[number]))]
        apart = sum(any(map(str.strip, lines[before + 1 : after])) for before, after in pairwise(numbers))
        if len(numbers) < _RUNNING or same == "#" or apart * 2 < len(numbers):
            continue
        if all(a < b for a, b in pairwise(pages)):
            running |= set(numbers)
    return running | _beside(running, lines) | _around_page_breaks(lines)


def _may_run(line: str) -> bool:
    """Whether a line ends in a number as those do that pages have at the top or bottom."""
    if len(line) > _LONGEST_RUNNING or not _AT_ITS_END.search(line):
        return False
    return _PAGE_OF.search(line) is not None or (len(line) < 80 and not re.search("[:：\t]", line))


def _beside(running: Set[int], lines: Sequence[str]) -> set[int]:
    """Lines that stand the same above or below nearly every one that counts the pages."""
    places: dict[str, set[int]] = {}
    counting = [number for number in running if _PAGE_OF.search(lines[number])]
    for number in counting:
        for step in (-1, 1):
            near = number + step
            while 0 <= near < len(lines) and not lines[near].strip():
                near += step
            if not 0 <= near < len(lines) or near in running or len(lines[near]) > _LONGEST_RUNNING:
                continue
            if not isinstance(first_look(lines[near]), Candidate):
                places.setdefault(lines[near].strip(), set()).add(near)
    most = max(_RUNNING, len(counting) * 2 // 3)
    return {number for same, numbers in places.items() if len(numbers) >= most for number in numbers}


def _around_page_breaks(lines: Sequence[str]) -> set[int]:
    """Lines that stand the same, but for numbers, at the top or bottom of most pages that form feeds part."""
    breaks = [number for number, line in enumerate(lines) if "\f" in line[:1]]
    if not breaks:
        return set()
    places: dict[str, set[int]] = {}
    for begin, end in pairwise([0, *breaks, len(lines)]):
        filled = [number for number in range(begin, end) if lines[number].strip()]
        for number in {*filled[:_AT_THE_EDGE], *filled[-_AT_THE_EDGE:]}:
            if len(lines[number]) < 200 and not isinstance(first_look(lines[number]), Candidate):
                places.setdefault(re.sub(r"[0-9]+", "#", lines[number].strip()), set()).add(number)
    most = max(2, (len(breaks) + 1) * 2 // 3)
    return {number for numbers in places.values() if len(numbers) >= most for number in numbers}


def before_transcript(lines: Sequence[str]) -> range:
    """The notes, summary and agenda that stand before a heading “Transcript”, if most labels come after it."""
    places = [number for number, line in enumerate(lines) if 0 < len(line) < 120 and _TRANSCRIPT.fullmatch(line)]
    if not places or len(places) > 4:
        return range(0)
    looks = ((number, first_look(line[:200])) for number, line in enumerate(lines))
    labelled = [number for number, look in looks if isinstance(look, Candidate) and look.shape != "heading"]
    for place in reversed(places):
        before = sum(number < place for number in labelled)
        enough = before if lines[place].startswith("#") else before * 2
        if enough <= len(labelled) - before:
            return range(place + 1)
    return range(0)


def numbered_questions(lines: Sequence[str], labelled: Collection[int]) -> set[int]:
    """Questions of a guide that stand between the turns, numbered one by one: Question 2. How do you decide?"""
    found = {
        number: int(match[1])
        for number, line in enumerate(lines)
        if (match := _QUESTION.fullmatch(line, 0, _LONGEST_QUESTION))
        and not any(map(str.strip, (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])))
    }
    if len(labelled) < _FEWEST_QUOTED or any(after != before + 1 for before, after in pairwise(found.values())):
        return set()
    return {*found} if len(found) > 1 else set()


def beside_the_talk(lines: Sequence[str], speakers: Collection[str]) -> set[int]:
    """Lines between the turns that hold only links, or a name in full and its label: Presenter: Ana Ruiz (AR)."""
    if not speakers:
        return set()
    links = {number for number, line in enumerate(lines) if "](" in line and _LINKS.fullmatch(line)}
    short = ((number, line) for number, line in enumerate(lines) if ")" in line[-8:] and len(line) < 120)
    named = {number: match for number, line in short if (match := _INTRODUCED.fullmatch(line))}
    return links | {
        number
        for number, match in named.items()
        if match["label"] in speakers and all(word[0].isupper() for word in match["name"].split())
    }


def unquoted(lines: Sequence[str], labelled: Collection[int]) -> set[int]:
    """Lines outside quotations of a text whose speakers all stand in quotations; >> before all is a mark of turns."""
    quoted = [lines[number].lstrip() for number in labelled]
    if len(quoted) < _FEWEST_QUOTED or not all(line.startswith(">") for line in quoted):
        return set()
    if all(line.startswith(">>") for line in quoted):
        return set()
    return {number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith(">")}


def key_lines(lines: Sequence[str]) -> set[int]:
    """A heading Key or Legend near the top and the lines right below it that say what letters stand for."""
    head = next((number for number, line in enumerate(lines[:_NEAR_THE_TOP]) if _KEY.fullmatch(line[:40])), None)
    if head is None:
        return set()
    below = head + 1
    while below < len(lines) and not lines[below].strip():
        below += 1
    end = below
    while end < len(lines) and _KEY_LINE.fullmatch(lines[end]):
        end += 1
    return {head, *range(below, end)} if end > below + 1 else set()


def closing_notes(lines: Sequence[str], labelled: Collection[int]) -> set[int]:
    """What somebody wrote below the talk after a heading on the same line: Notes: she was tired."""
    last = max(labelled, default=len(lines))
    for number in range(last + 1, len(lines)):
        head, colon, _ = lines[number][:_LONGEST_ASIDE].partition(":")
        if colon and not lines[number - 1].strip() and _ASIDE.fullmatch(head):
            return {place for place in range(number, len(lines)) if lines[place].strip()}
    return set()


def is_aside(lines: Sequence[str], number: int, line: str) -> bool:
    """Whether a line is a heading of its own, or the talk’s end, under which somebody writes rather than speaks."""
    if not 0 < len(line) < _LONGEST_ASIDE or not _ASIDE.fullmatch(line):
        return False
    return number == 0 or not lines[number - 1].strip()


def said_by_nobody(line: str, *, heading: bool) -> bool:
    """Whether a line is a rule, a banner of the program that made the file, a page number or a heading."""
    plain = line.strip()
    if not plain or len(plain) > 400:
        return False
    if heading or _RULE.fullmatch(plain):
        return not is_role_or_code(plain.strip("# :：*_"))
    return bool(_SPOKEN_BY_NOBODY.fullmatch(plain.strip("*_# \t\u00a0")))
