"""The nouns of a study, as values that never change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted speech, or a stretch of it: a slice of the document's text that covers words only."""

    number: int
    """Counted from 1 through the document; stretches that a repeated label or a time sets apart share it."""
    start: int
    """First character, in Unicode code points of the document's text."""
    end: int
    """One past the last character."""
    label: str | None
    """The speaker as written in the transcript; None where nobody is named."""
    begins: float | None = None
    """Seconds into the recording; None where the transcript keeps no times."""
    ends: float | None = None
    marks: tuple[tuple[int, float], ...] = ()
    """Every time stamp inside the turn, as (position in the text, seconds)."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading in a document, with which a section begins: nobody's words."""

    start: int
    end: int
    level: int
    """1 for the highest."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one turn: the unit that is embedded and suggested."""

    document: str
    """The document's id as people see it: D01."""
    turn: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a label in a document stands for."""

    document: str
    label: str
    role: str
    """participant, interviewer or other."""
    participant: str | None
    """P01; None for interviewers and for labels nobody has been matched to."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who was interviewed, with the attributes the study keeps of them."""

    id: str
    """P01."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """role, school, cohort … as given in participants.csv."""
    cases: tuple[str, ...] = ()
    """The cases they belong to, S01: as said, or by an attribute whose name is a kind of case."""


@dataclass(frozen=True, slots=True)
class Case:
    """What stands above people: a school, a network, an organisation."""

    id: str
    """S01."""
    kind: str
    """school, network, organisation …"""
    name: str
    parent: str | None = None
    """The id of the case it belongs to."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Attributes and indicators by year, 2026 or 2025/26; under an empty year what holds always."""


SOURCES = ("interview", "focus group", "field note", "program record", "survey")
"""What a document can be."""


@dataclass(frozen=True, slots=True)
class Document:
    """One imported transcript, as it stands in its current version."""

    id: str
    """D01."""
    title: str
    source: str
    """interview, focus group, field note, program record or survey."""
    participants: tuple[str, ...]
    """The participants who speak in it."""
    finished_by: tuple[str, ...]
    """Names of the coders who have coded it once through, first to finish first."""
    lead: str | None
    """The coder chosen to speak for it, else the first to finish it; None while there is neither."""
    asked: frozenset[str] | None = None
    """Codes the interview guide gave a chance for in this document; None where no guide says who was asked."""
    date: str | None = None
    """ISO 8601; None where it is not recorded."""
    wave: str | None = None
    """Round of interviews; None where it is not recorded."""
    unsettled: frozenset[str] = frozenset()
    """Codes of guide questions of which nobody has said yet whether they were asked here."""


@dataclass(frozen=True, slots=True)
class Coding:
    """A coder's claim that a code applies to an excerpt."""

    id: str
    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    """Exactly the document's text from start to end."""
    code: str
    coder: str
    modifiers: Mapping[str, str] = field(default_factory=dict)
    memo: str | None = None
    made: str = ""
    """When, in UTC, as ISO 8601."""
    blind: bool = True
    """Made before the coder was shown suggestions or anyone else's codings of the document."""
    starred: bool = False
    """Marked by its coder as worth quoting."""


STANCES = ("for", "against")
"""How an excerpt can stand to a theme."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A coding that a person put to a theme, for it or against it."""

    coding: str
    """The coding's id."""
    stance: str = "for"
    """for or against."""


VERDICTS = ("revised", "bounded", "rejected", "nothing found")
"""What a search for what speaks against a theme can come to."""


@dataclass(frozen=True, slots=True)
class Find:
    """A passage that a search for what speaks against a theme put before a coder."""

    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    why: tuple[str, ...]
    """What made it worth a look, in plain words."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A search for what speaks against a theme, and what it came to."""

    query: str
    examined: int
    """Passages looked at."""
    verdict: str
    """revised, bounded, rejected or nothing found; empty while nobody has decided."""
    note: str = ""
    searched: int | None = None
    """Passages gone through to find those that were looked at; None where that is not recorded."""
    finds: tuple[Find, ...] = ()
    """The passages that were looked at, in the order of the page; empty where only their number was recorded."""


@dataclass(frozen=True, slots=True)
class TakenCluster:
    """A cluster whose excerpts a person put to a theme."""

    published: str
    """When the clustering it is one of was published, in UTC, as ISO 8601."""
    number: int


MAIN_MAP = "main"
"""The set of themes that reports are written from."""
STATUSES = ("draft", "reviewed", "final", "dropped")
"""Being tried out; held against all its excerpts; settled; given up, and left out of reports."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A pattern that a person named and wrote down."""

    id: str
    name: str
    idea: str
    """The central organizing concept, in a sentence or two."""
    boundary: str = ""
    """What the theme is not."""
    codes: tuple[str, ...] = ()
    """Codes all of whose excerpts belong to the theme."""
    evidence: tuple[Evidence, ...] = ()
    """Single codings that belong to it, or speak against it."""
    challenges: tuple[Challenge, ...] = ()
    """Searches that somebody decided on, oldest first."""
    map: str = MAIN_MAP
    """The set of themes it stands in; another than main holds a rival reading."""
    status: str = "draft"
    """draft, reviewed, final or dropped."""
    part_of: str | None = None
    """The name of the theme of the same map that it is a part of."""
    clusters: tuple[TakenCluster, ...] = ()
    """Clusters whose excerpts were put to it."""


CHOICES = ("keep", "drop")
"""What a person can want done with an excerpt when its theme is quoted."""


@dataclass(frozen=True, slots=True)
class QuoteChoice:
    """What a person wants done with an excerpt when its theme is quoted."""

    theme: str
    """The theme's id."""
    coding: str
    """The coding's id."""
    audience: str
    """team, sponsor or public; empty: every audience for which nothing else was chosen."""
    choice: str
    """keep or drop."""
    position: int | None = None
    """Order among those kept; None: after those that have one."""
    words: str = ""
    """How it is to be shown, shortened with … or explained with [ ]; empty: whole."""
    coder: str = ""
    """Who chose last."""
    made: str = ""
    """When they did, in UTC, as ISO 8601."""


@dataclass(frozen=True, slots=True)
class Memo:
    """A note a coder wrote on the project, a document, a code, a coding or a theme."""

    id: str
    about: str
    """project, document, code, coding or theme."""
    object: str
    """The id people see: D01, vc.applied, a coding's id; empty for the project."""
    coder: str
    text: str
    made: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A cell of the framework chart: what a coder wrote to sum up one participant under one code."""

    participant: str
    """P01."""
    code: str
    coder: str
    words: str
    made: str
    """When it was last written, in UTC, as ISO 8601."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a passage is offered for a code: what a person can hold it against."""

    clause: str = ""
    """The part of the code's definition nearest to the passage, as the codebook has it."""
    words_for: tuple[str, ...] = ()
    """Words of the passage that speak for the code."""
    words_against: tuple[str, ...] = ()
    """Words of the passage that speak against it."""
    excerpts: tuple[str, ...] = ()
    """The most alike excerpts to which the coder gave the code, at most three."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code the machine would have a coder look at again; never a coding."""

    id: str
    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    code: str
    """Empty while it waits as a plain reread, whose code its coder is not to know."""
    coder: str
    """For whom it was made."""
    band: str
    """strong, some, weak or cannot say; empty while it waits as a plain reread."""
    probability: float | None
    nearest: str | None
    """The coder's own most alike excerpt, where there is one."""
    status: str
    """open, accepted, changed, rejected or none of these."""
    reason: str | None = None
    stale: bool = False
    """Made under another codebook or other vectors than today's; shown to people as out of date."""
    arm: str = "offered"
    """offered, withheld (a plain reread) or decoy; a decoy reads as offered until its coder was told."""
    because: Because | None = None
    """None where it was not kept, and while it waits as a plain reread."""
    coding: str | None = None
    """The coding that accepting it made; None where that is gone."""
    made: str = ""
    """When it was offered first, in UTC, as ISO 8601."""
    shown: str | None = None
    """When a page or list with it was first put before the coder."""
    opened: str | None = None
    """When it was in front of the coder who then decided; None where nobody knows."""
    decided: str | None = None


@dataclass(frozen=True, slots=True)
class SampledPassage:
    """A passage its coder had left unmarked, drawn at random to be read once more without any code beside it."""

    id: str
    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    read: str | None = None
    """When the coder decided, in UTC, as ISO 8601; None while it waits."""
    added: tuple[str, ...] = ()
    """The codes the coder gave it then; none where nothing applied."""
    opened: str | None = None
    """When it was in front of the coder who then decided; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A random sample of the passages a coder left unmarked, to tell how much the coding missed."""

    id: str
    coder: str
    made: str
    seed: int
    """What the draw is repeated with."""
    unmarked: int
    """How many unmarked passages there were to draw from."""
    by_document: Mapping[str, int]
    """The same by document: D01."""
    passages: tuple[SampledPassage, ...]
    """In the order of reading; without those whose words only an older version of their document has."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change in the log."""

    id: str
    """Hash of its parents, time, actor, action, what it takes back, and its payload."""
    parents: tuple[str, ...]
    time: str
    actor: str
    """The coder's name."""
    action: str
    undoes: str | None
    in_force: bool
    """False once taken back."""
    personal: bool
    """A coder's own decision, as against a change to the whole project."""
    sentence: str
    """The change in plain words."""


LINKS = ("explicit", "inferred")
"""The participant says that one step led to the other; or the coder does."""
NARRATIVES = ("account", "aspiration")
"""What happened; what is hoped for or planned, which is never value created."""
REACHES = ("personal", "collective")
"""Whose value a story tells of."""
PARTS_PLAYED = ("necessary", "helpful", "incidental", "unclear")
"""What the community of practice was to what a story tells."""
SUPPORTS = ("yes", "partly", "no")
"""Whether another source bears a story out."""
DIRECTIONS = ("better", "worse", "unchanged")
"""Where an indicator has moved."""


@dataclass(frozen=True, slots=True)
class Loop:
    """What the learning of a step was carried back to: a changed aim, the group itself, a talk with sponsors."""

    code: str
    """The value cycle, or the loop of the codebook, that it leads back to."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoryStep:
    """A step of a story of value: one cycle, what happened there, and what led to it."""

    code: str
    """The value cycle, or a code below it."""
    summary: str = ""
    """In the words of who put the story together."""
    codings: tuple[str, ...] = ()
    """Ids of the codings it rests on; none for a step that is only inferred."""
    after: int | None = None
    """The number of the step that led to it; None: none is said to."""
    link: str = "inferred"
    """explicit or inferred: who says that the other step led to this one."""
    narrative: str = "account"
    """account or aspiration."""
    indicators: tuple[str, ...] = ()
    """Ids of the indicators that bear it out: I01."""
    loops: tuple[Loop, ...] = ()
    id: str = ""
    """The stored id; empty for a step that is not kept yet."""


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What another source says of a story."""

    supports: str
    """yes, partly or no."""
    document: str | None = None
    """D12; None where the source is outside the project."""
    source: str = ""
    """What it is called, where it is outside the project."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """How value came about, as one participant tells it and a person put it together, step by step."""

    id: str
    """V01; empty for a story that is not kept yet."""
    participant: str
    """P01."""
    title: str
    starting_point: str = ""
    """The challenge or hope it begins with."""
    narrative: str = "account"
    """account, or aspiration where the whole of it is a hope or a plan."""
    reach: str = "personal"
    """personal or collective."""
    part_played: str = "unclear"
    """What the community was to it: necessary, helpful, incidental or unclear."""
    otherwise: str = ""
    """Would it have happened anyway?"""
    others: str = ""
    """Who and what else contributed."""
    alternatives: str = ""
    """What else might explain it."""
    new_success: str = ""
    """What counts as success since."""
    may_be_shared: bool = False
    """Whether its participant agreed that the story as a whole is told outside the team."""
    coder: str = ""
    """Who put it together."""
    made: str = ""
    """When, in UTC, as ISO 8601."""
    steps: tuple[StoryStep, ...] = ()
    """In their order; a step is called by its place, counted from 1."""
    corroborations: tuple[Corroboration, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure from outside the interviews that shows value at a cycle."""

    id: str
    """I01."""
    code: str
    """The value cycle, or a code below it."""
    name: str
    source: str = ""
    date: str = ""
    value: str = ""
    direction: str = ""
    """better, worse or unchanged; empty where nobody said."""


def cycle_above(code: str, cycles: Iterable[str]) -> str | None:
    """The value cycle that a code is or stands below; None for codes of no cycle.

    >>> cycle_above("vc.potential.social", ["vc.potential", "vc.applied"])
    'vc.potential'
    """
    return next((cycle for cycle in cycles if code == cycle or code.startswith(f"{cycle}.")), None)
