"""The usual names of a table's columns, and its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

Rows = Sequence[Sequence[str]]

HEADING_WITHIN = 15
"""Rows that may stand above the headings, the row of the headings among them."""

LOOKED_AT = 500
"""Rows that decide what a column holds."""

_UNIT = re.compile(r"\b(?:ms|msec|milliseconds|s|secs?|seconds|min|minutes|hh mm ss(?: m+)?|mm ss|h m s)$")
USUAL: Mapping[str, tuple[str, ...]] = {
    role: tuple(names.split())
    for role, names in {
        "speaker": (
            "speaker speakername speakerlabel speakers talker spk narrator spokenby speakerid speakertag sprecher "
            "sprecherin locuteur hablante orateur falante 話者 発言者 发言人 说话人 發言人 화자 спикер говорящий"
        ),
        "speaker maybe": (
            "who person participant participantname participantid interviewee displayname username user name "
            "author sender from character interlocutor role label"
        ),
        "words": (
            "words text transcript transcription utterance utterances speech sentence sentences dialogue dialog "
            "said whatwassaid whattheysaid spokenwords spoken verbatim caption captions subtitle subtitles segmenttext "
            "turntext speakertext texto texte wortlaut aussage transkript 発話 発言 内容 内容文本 文本 발화 реплика "
            "текст word"
        ),
        "words maybe": ("content message messages statement paragraph line quote comment comments body inhalt"),
        "begins": (
            "start starttime begin begins begintime timestart timestamp timestamps timecode timein in inpoint "
            "tcin tc starttimestamp starttimecode onset xmin tmin segmentstart utterancestart offset position "
            "time times at from zeit"
        ),
        "ends": (
            "end endtime ends stop stoptime timeend timeout out outpoint tcout endtimestamp endtimecode xmax tmax "
            "segmentend utteranceend finish to"
        ),
        "duration": ("duration length dur len"),
        "turn": ("turn turnid turnnumber turnno turnnr turnindex turnorder"),
        "document": (
            "document documentid documentname doc docid transcriptid transcriptname interviewid interview "
            "interviewname interviewnumber conversationid conversation sessionid session filename file sourcefile "
            "recordingid recording videoid video episodeid episode meetingid meeting dialogueid dialogid callid "
            "focusgroup transcript"
        ),
        "count": (
            "index idx no nr number row rownumber line lineno linenumber linenr segment segmentid segmentno "
            "sequence seq order id uid uuid unnamed0 sentenceid utteranceid confidence speakerid speakernumber "
            "speakerno"
        ),
        "date": ("date interviewdate recordingdate"),
        "wave": ("wave round"),
        "person": (
            "role school district organization organisation cohort gender sex age grade position jobtitle job "
            "department region site ethnicity race yearsofexperience experience pronouns team level yearsinrole "
            "subject"
        ),
        "person id": ("participantid participant personid pseudonym"),
    }.items()
}
"""What columns hold, each with its usual headings, most usual first."""

LAST_WORDS = frozenset(("text", "words", "transcript", "transcription", "utterance", "sentence", "speech", "message"))
"""A heading that ends in one of these heads what was said: student_utterance."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, row by row; rows may differ in width."""

    rows: Rows
    name: str | None = None
    """Of its sheet; None for what is no sheet."""
    delimiter: str | None = None
    """What stands between the cells of a line; None where each cell is kept by itself."""


_ROLES: Mapping[str, frozenset[str]] = {
    usual: frozenset(role for role, names in USUAL.items() if usual in names)
    for names in USUAL.values()
    for usual in names
}
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts that set no spaces between words; two of them make about a word."""
_LONGEST = 60
"""Letters in a heading that could be a usual one."""


def heading_tokens(heading: str) -> list[str]:
    """The words of a heading in lower case, `SpeakerName` and `speaker_name` alike, without units of time."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.lstrip("\ufeff"))
    plain = " ".join(re.findall(r"[^\W_]+", apart.casefold()))
    return (_UNIT.sub("", plain).strip() or plain).split()


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """A heading without case, spaces and units, as usual names are compared."""
    return "".join(heading_tokens(heading))


def _roles(heading: str) -> frozenset[str]:
    return _ROLES.get(heading_key(heading), frozenset()) if len(heading) <= _LONGEST else frozenset()


def ends_like_words(heading: str) -> bool:
    """Whether a heading's last word says that what was said stands below."""
    return (heading_tokens(heading) or [""])[-1] in LAST_WORDS


def names_role(heading: str, *roles: str) -> bool:
    """Whether a heading is a usual name for one of these kinds of column."""
    return not _roles(heading).isdisjoint(roles)


def cell(row: Sequence[str], column: int | None) -> str:
    """What stands in a column of a row; empty where the row is too short."""
    return row[column].strip() if column is not None and column < len(row) else ""


def filled(rows: Rows, column: int) -> list[str]:
    """The cells of a column that are not empty, as far as they are looked at."""
    return [text for row in rows[:LOOKED_AT] if (text := cell(row, column))]


def mean_words(cells: Sequence[str]) -> float:
    """How many words a cell has on average."""
    return sum(len(text.split()) + len(_UNSPACED.findall(text)) // 2 for text in cells) / len(cells) if cells else 0.0


def is_number(text: str) -> bool:
    """Whether a cell is a plain number."""
    return bool(re.fullmatch(r"[-+]?\d+(?:[.,]\d+)*%?", text))


def known_headings(row: Sequence[str]) -> tuple[int, int]:
    """How many cells of a row are usual headings of a transcript's table, and how many name speaker or words surely."""
    roles = [found - {"person", "person id"} for text in row if text.strip() and (found := _roles(text))]
    return sum(map(bool, roles)), len({"speaker", "words"} & frozenset().union(*roles))
