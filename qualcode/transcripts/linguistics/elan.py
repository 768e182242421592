"""Reader of ELAN files (.eaf): what people say on tiers along a timeline, put in order of time."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.transcripts.reading import Content, Source
from qualcode.transcripts.rendering import Piece, rendered
from qualcode.transcripts.xml_trees import kind, xml_root

_ANEW = "Open it in ELAN and save it again, or export it from there as text."
_COUNTS = re.compile(r"(?=\D*\d)[\w.-]+")
_WORDS_TIER = re.compile(r"tx|text|transcri|utter|word|ortho|speech", re.IGNORECASE)
_MOSTLY = 0.5
_MOST_NAMED = 6
_MOST_TIERS = 300
_DEEPEST = 20
"""Notes that depend on each other from the one with a time down."""


@dataclass(frozen=True, slots=True)
class _Note:
    """What stands on a tier at a time."""

    words: str
    place: float
    """Where on the timeline it begins, also where no time is known."""
    begins: float | None
    ends: float | None


@dataclass(frozen=True, slots=True)
class _Tier:
    name: str
    participant: str
    parent: str | None
    notes: tuple[_Note, ...]

    @property
    def label(self) -> str | None:
        """Who speaks on it; None where neither participant nor tier has a name."""
        return self.participant or self.name or None

    @property
    def words(self) -> int:
        """How many words stand on it."""
        return sum(len(note.words.split()) for note in self.notes)


def is_elan(source: Source) -> bool:
    """Whether a file is ELAN's XML, by its first element."""
    return b"<ANNOTATION_DOCUMENT" in source.data[:8192].replace(b"\x00", b"")


def read_elan(source: Source) -> tuple[Content, ...]:
    """The words of an ELAN file: of tiers without a parent, in order of when they begin, also where people overlap."""
    root = xml_root(source.data, source.name, _ANEW)
    tiers = list(_tiers(root))
    if len(tiers) > _MOST_TIERS:
        raise QualcodeError(f"“{source.name}” has more than {_MOST_TIERS} tiers, so it was not read.", hint=_ANEW)
    spoken, left_out, doubts = _chosen(tiers)
    every = [(note.place, tier, note) for tier in spoken for note in tier.notes]
    pieces = [
        Piece(note.words, tier.label, None, note.begins, note.ends)
        for _, tier, note in sorted(every, key=lambda found: found[0])
    ]
    if not pieces:
        raise QualcodeError(f"“{source.name}” has no tier with words in it.", hint=_ANEW)
    paragraphs = rendered(pieces)
    ends = [piece.ends for piece in pieces if piece.ends is not None]
    content = Content(
        "elan",
        None,
        paragraphs.text,
        paragraphs.turns,
        paragraphs.front,
        (),
        source.known,
        (*_told(left_out), *doubts),
        max(ends, default=None),
        facts=_facts(root),
    )
    return (content,)


def _tiers(root: Any) -> Iterator[_Tier]:
    """Every tier with what stands on it."""
    slots, order = _slots(root)
    elements = [(tier, list(_notes_of(tier))) for tier in root if kind(tier) == "TIER"]
    at: dict[str, tuple[str, str]] = {}
    parents: dict[str, str] = {}
    for _, notes in elements:
        for note in notes:
            name = note.get("ANNOTATION_ID") or ""
            if kind(note) == "ALIGNABLE_ANNOTATION":
                at[name] = (note.get("TIME_SLOT_REF1") or "", note.get("TIME_SLOT_REF2") or "")
            else:
                parents[name] = note.get("ANNOTATION_REF") or ""
    last = 0.0
    for tier, notes in elements:
        found = []
        for note in notes:
            begins, ends = at.get(_aligned(note.get("ANNOTATION_ID") or "", at, parents), ("", ""))
            last = order.get(begins, last)
            words = " ".join("".join(value.itertext()) for value in note if kind(value) == "ANNOTATION_VALUE")
            if words.strip():
                found.append(_Note(" ".join(words.split()), last, slots.get(begins), slots.get(ends)))
        parent = (tier.get("PARENT_REF") or "").strip() or None
        participant = " ".join((tier.get("PARTICIPANT") or "").split())
        yield _Tier(" ".join((tier.get("TIER_ID") or "").split()), participant, parent, tuple(found))


def _slots(root: Any) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of each point of the timeline that has a time, and where each stands among all."""
    slots: dict[str, float] = {}
    order: dict[str, float] = {}
    last = 0.0
    without = 0
    points = [slot for line in root if kind(line) == "TIME_ORDER" for slot in line if kind(slot) == "TIME_SLOT"]
    for slot in points:
        name, value = slot.get("TIME_SLOT_ID") or "", slot.get("TIME_VALUE") or ""
        if re.fullmatch(r"\d{1,12}", value, re.ASCII):
            slots[name] = last = int(value) / 1000
            order[name], without = last, 0
        else:
            without += 1
            order[name] = last + without * 1e-6
    return slots, order


def _notes_of(tier: Any) -> Iterator[Any]:
    for holder in tier:
        if kind(holder) == "ANNOTATION":
            yield from (note for note in holder if kind(note) in {"ALIGNABLE_ANNOTATION", "REF_ANNOTATION"})


def _aligned(name: str, at: Mapping[str, Any], parents: Mapping[str, str]) -> str:
    """The note with a place on the timeline that another depends on, through however many between."""
    for _ in range(_DEEPEST):
        if name in at or name not in parents:
            break
        name = parents[name]
    return name


def _chosen(tiers: Sequence[_Tier]) -> tuple[list[_Tier], list[_Tier], list[str]]:
    """The tiers that hold what people say, those that do not, and what is doubtful about the choice."""
    names = {tier.name for tier in tiers}
    roots = [tier for tier in tiers if tier.parent not in names and tier.notes]
    doubts = []
    spoken = []
    for root in roots:
        instead = _instead_of_counts(root, tiers)
        if instead:
            doubts.append(f"“{root.name}” only counts; its words were taken from “{instead.name}”.")
        spoken.append(instead or root)
    kept, alike = _without_doubles(spoken)
    for one, other in alike:
        doubts.append(f"“{one.name}” says the same times over as “{other.name}” and was left out.")
    unsure = [tier.name for tier in kept if not tier.participant]
    if unsure and len(kept) > 1:
        doubts.append(f"These tiers name no participant and stand for one each: {_listed(unsure)}.")
    named = {tier.name for tier in [*kept, *(one for one, _ in alike)]}
    return kept, [tier for tier in tiers if tier.notes and tier.name not in named], doubts


def _instead_of_counts(root: _Tier, tiers: Sequence[_Tier]) -> _Tier | None:
    """The tier below one that only numbers utterances, as some programs write them; None where the tier has words."""
    counted = sum(_COUNTS.fullmatch(note.words) is not None for note in root.notes)
    if counted <= _MOSTLY * len(root.notes):
        return None
    below = [tier for tier in tiers if tier.parent == root.name and tier.notes]
    named = [tier for tier in below if _WORDS_TIER.search(tier.name)]
    best = max(named or below, key=lambda tier: tier.words, default=None)
    if best is None or best.words <= root.words:
        return None
    return _Tier(best.name, best.participant or root.participant, None, best.notes)


def _without_doubles(tiers: Sequence[_Tier]) -> tuple[list[_Tier], list[tuple[_Tier, _Tier]]]:
    """Tiers without those of the same participant that hold other writings of what is said at the same times."""
    kept: list[_Tier] = []
    alike: list[tuple[_Tier, _Tier]] = []
    for _, group in groupby(sorted(tiers, key=lambda tier: tier.label or ""), key=lambda tier: tier.label):
        chosen: list[_Tier] = []
        for tier in sorted(group, key=lambda tier: -tier.words):
            other = next((one for one in chosen if _same_times(tier, one)), None)
            if other:
                alike.append((tier, other))
            else:
                chosen.append(tier)
        kept += chosen
    places = {id(tier) for tier in kept}
    return [tier for tier in tiers if id(tier) in places], alike


def _same_times(tier: _Tier, other: _Tier) -> bool:
    places = {note.place for note in other.notes}
    return sum(note.place in places for note in tier.notes) > _MOSTLY * len(tier.notes)


def _told(left_out: Sequence[_Tier]) -> list[str]:
    if not left_out:
        return []
    return [f"Tiers beside the words were left out: {_listed([tier.name for tier in left_out])}."]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(f"“{name}”" for name in names[:_MOST_NAMED]) + more


def _facts(root: Any) -> dict[str, str]:
    """The recording's name, without the folders of the machine it lay on."""
    for head in root:
        for media in head if kind(head) == "HEADER" else []:
            path = (media.get("MEDIA_URL") or "").replace("\\", "/") if kind(media) == "MEDIA_DESCRIPTOR" else ""
            if posixpath.basename(path):
                return {"media": posixpath.basename(path)}
    return {}
