"""What could be quoted under a theme, and what is."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.errors import QualcodeError
from qualcode.model import STANCES, Coding, Theme
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.reports.answers.answers import UNSTATED, Answers
from qualcode.reports.answers.quote_candidates import Candidate, candidates
from qualcode.reports.answers.quotes import may_be_quoted
from qualcode.reports.answers.theme_quotes import theme_quotes
from qualcode.reports.answers.trimming import as_shown
from qualcode.reports.content.draft import AUDIENCES
from qualcode.study.keeping_back import hidden_from
from qualcode.study.reporting.report_material import material_of
from qualcode.themes.parts import with_parts

_OFFERED = 3
"""How many excerpts are offered as typical, and as vivid."""
_WEIGHTY = ("major", "foremost")
_COMPARED = re.compile(r"\b(?:like an?|as if|as though|felt like|sort of like)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """An excerpt that may be quoted, with the number people pick it by."""

    number: int
    """Its place in an order drawn by lot, the same for all who may see the same: what is first is not what is best."""
    stance: str
    candidate: Candidate
    group: str
    """typical, vivid or against; empty where it is not among those offered."""
    chosen: str
    """kept, dropped or by rule; empty for the rest."""
    position: int | None
    """Its place among what a report quotes for its stance, from 1."""
    shown: str
    """The words as a report gives them."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """An excerpt that may be quoted under a theme."""

    number: int
    stance: str
    who: str
    """P03, vice principal."""
    offered: str
    """typical: says what others say too; vivid: starred, weighty to its speaker, or a comparison; against."""
    chosen: str
    """kept 1, dropped, by rule 2 …: its place among the quotes for or against the theme."""
    participant: str | None
    role: str
    document: str
    turn: int | None
    words: str
    starred: bool
    length: int
    """Words of the whole excerpt."""
    coding: str
    """The id of a coding of it."""
    start: int
    end: int
    whole: str


@dataclass(frozen=True, slots=True)
class Quoting:
    """A theme, everything that may be quoted for and against it, and what may not."""

    theme: Theme
    answers: Answers
    offers: tuple[Offer, ...]
    """By number."""
    paraphrased: int
    """Excerpts whose speakers agreed to be paraphrased only."""
    withheld: int
    """Excerpts whose speakers agreed to neither."""
    hidden: int
    """Interviews that the viewer is still coding, of which others' excerpts are left out."""

    @property
    def codings(self) -> tuple[Coding, ...]:
        """The codings behind the offers."""
        return tuple(coding for one in self.offers for coding in one.candidate.codings)


def quoting(project: Project, theme: str, viewer: str | None, audience: str = "", map_: str | None = None) -> Quoting:
    """What may be quoted under a theme, for one audience or (empty) for all, as far as the viewer may see it."""
    if audience and audience not in AUDIENCES:
        raise QualcodeError(f"There is no audience “{audience}”.", hint=f"One of: {', '.join(AUDIENCES)}")
    found = project.themes.named(theme, map_)
    hidden = hidden_from(project, viewer)
    answers = _answers(project, found, viewer, hidden)
    name = next(name for name, one in answers.themes.items() if one.id == found.id)
    refused = [
        (answers.people[one.participant].attributes["consent"].casefold().strip(), (one.document, one.start, one.end))
        for one in (*answers.supporting(name), *answers.against(name))
        if one.participant in answers.people and not may_be_quoted(answers.people[one.participant])
    ]
    paraphrased = {place for consent, place in refused if consent == "paraphrase"}
    return Quoting(
        found,
        answers,
        _offers(answers, name, audience),
        len(paraphrased),
        len({place for _, place in refused} - paraphrased),
        len(hidden & {one.document for one in project.codings.within() if one.coder != viewer}),
    )


def quote_rows(offers: Sequence[Offer]) -> list[QuoteRow]:
    """Offers as people see them listed."""
    return [_row(one) for one in offers]


def worth_showing(offers: Sequence[Offer]) -> list[Offer]:
    """The three groups, and whatever somebody or the rule chose."""
    return [one for one in offers if one.group or one.chosen]


def _answers(project: Project, theme: Theme, viewer: str | None, hidden: frozenset[str]) -> Answers:
    whole = material_of(project)
    themes = [one for one in project.themes.of_map(theme.map) if one.status != "dropped" or one.id == theme.id]
    documents = (replace(one, finished_by=(), lead=None) if one.id in hidden else one for one in whole.documents)
    codings = visible(list(whole.codings), hidden, viewer or "")
    return Answers(replace(whole, themes=with_parts(themes), documents=tuple(documents), codings=tuple(codings)))


def _offers(answers: Answers, theme: str, audience: str) -> tuple[Offer, ...]:
    quoted = theme_quotes(answers, audience)
    found = {stance: candidates(answers, theme, stance, audience) for stance in STANCES}
    lots = sorted((_lot(theme, stance, one), stance, one.place) for stance in STANCES for one in found[stance])
    numbers = {(stance, place): number for number, (_, stance, place) in enumerate(lots, 1)}
    offers = []
    for stance in STANCES:
        drawn = sorted(found[stance], key=lambda one, stance=stance: numbers[stance, one.place])  # type: ignore[misc]
        groups = _groups(drawn, stance)
        positions = {one.place: place for place, one in enumerate(quoted[theme, stance], 1)}
        for one in drawn:
            number, position = numbers[stance, one.place], positions.get(one.place)
            trim = one.choice.words if one.choice and one.kept else ""
            shown = as_shown(answers.material, one.place, one.words, trim)
            offers.append(
                Offer(number, stance, one, groups.get(one.place, ""), _chosen(one, position), position, shown)
            )
    return tuple(sorted(offers, key=lambda one: one.number))


def _lot(theme: str, stance: str, one: Candidate) -> str:
    """Drawn anew for every theme, and never again: the same on every machine and in every copy of the project."""
    return hashlib.sha256(f"{theme}\n{stance}\n{one.place}".encode()).hexdigest()


def _groups(drawn: Sequence[Candidate], stance: str) -> dict[tuple[str, int, int], str]:
    """Which excerpts are offered as what: all that is against, and the first few of a kind to come out of the draw.

    Each of these is another person's.
    """
    fitting = [one for one in drawn if not one.too_long and not one.awkward]
    if stance == "against":
        return dict.fromkeys((one.place for one in drawn), "against")
    ranked = sorted((one.typical for one in fitting), reverse=True)
    bound = ranked[(len(ranked) - 1) // 3] if ranked else 1.0
    vivid = dict.fromkeys(_of_different_people([one for one in drawn if _vivid(one)]), "vivid")
    rest = [one for one in fitting if one.typical >= bound and one.place not in vivid]
    return dict.fromkeys(_of_different_people(rest), "typical") | vivid


def _of_different_people(drawn: Sequence[Candidate]) -> list[tuple[str, int, int]]:
    first: dict[str, Candidate] = {}
    for one in drawn:
        first.setdefault(one.speaker, one)
    return [one.place for one in first.values()][:_OFFERED]


def _vivid(one: Candidate) -> bool:
    weighty = any(coding.modifiers.get("salience") in _WEIGHTY for coding in one.codings)
    return one.starred or weighty or _COMPARED.search(one.words) is not None


def _chosen(one: Candidate, position: int | None) -> str:
    if one.kept or one.dropped:
        return "kept" if one.kept else "dropped"
    return "by rule" if position else ""


def _row(one: Offer) -> QuoteRow:
    candidate, (document, start, end) = one.candidate, one.candidate.place
    first = candidate.codings[0]
    return QuoteRow(
        one.number,
        one.stance,
        ", ".join(word for word in (first.participant, "" if candidate.role == UNSTATED else candidate.role) if word),
        one.group,
        f"{one.chosen} {one.position}" if one.position else one.chosen,
        first.participant,
        candidate.role,
        document,
        first.turn,
        one.shown,
        candidate.starred,
        len(candidate.words.split()),
        candidate.choice.coding if candidate.choice else first.id,
        start,
        end,
        candidate.words,
    )
