"""How many people raised something, of how many who could have."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from qualcode.analysis.counting import Counted, lies_under
from qualcode.model import Coding, Document, Participant

SCHOOL = "school"
"""The attribute of a participant that names the school."""
INTERVIEWS = ("interview", "focus group")
"""The kinds of documents whose participants were interviewed."""
SURVEY = "survey"
"""The kind whose participants are respondents."""


@dataclass(frozen=True, slots=True)
class Prevalence:
    """k of n participants, and k of n schools, by the denominator rule."""

    k: int
    """Participants who raised it; never excerpts."""
    n: int
    """Participants coded so far who were asked, or raised it unasked; all of them where no guide says who was asked."""
    asked_recorded: bool
    """Whether an interview guide says who was asked, for every interview counted."""
    participants: tuple[str, ...]
    """Who raised it."""
    unasked: tuple[str, ...]
    """Who raised it without having been asked."""
    schools: int
    """Schools of those who raised it."""
    of_schools: int
    """Schools of the n."""
    met: str = "interviewed"
    """How the study knows the n: interviewed, surveyed, both, or only heard in a note or record."""

    @property
    def basis(self) -> str:
        """Who the n are, in words."""
        return "asked" if self.asked_recorded else f"{self.met}; who was asked is not recorded"


def prevalence(
    codes: Collection[str],
    counted: Counted,
    participants: Iterable[Participant],
    *,
    raised: Iterable[Coding] | None = None,
) -> Prevalence:
    """How many of `participants` raised one of `codes` (or a code below), of how many who had the chance.

    `raised` replaces the counted codings under `codes` where something else than codes is counted, such as a theme;
    of it, only codings in documents that count are looked at.
    """
    people = {person.id: person for person in participants}
    said = _sayers(codes, counted, raised) & people.keys()
    heard_by = heard_in(counted.finished)
    chance = {person: chance_to_say(heard, codes) for person, heard in heard_by.items()}
    had_chance = {person for person, answer in chance.items() if answer != "not asked"} & people.keys()
    return Prevalence(
        k=len(said),
        n=len(said | had_chance),
        asked_recorded=_is_recorded(counted) and all(chance.get(person) != "not recorded" for person in people),
        participants=tuple(sorted(said)),
        unasked=tuple(sorted(person for person in said if chance.get(person) == "not asked")),
        schools=len(_schools(said, people)),
        of_schools=len(_schools(said | had_chance, people)),
        met=_met([heard_by.get(person, []) for person in said | had_chance]),
    )


def heard_in(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """The documents each participant speaks in."""
    heard: dict[str, list[Document]] = {}
    for document in documents:
        for person in document.participants:
            heard.setdefault(person, []).append(document)
    return heard


def chance_to_say(documents: Iterable[Document], codes: Collection[str]) -> str:
    """Whether someone heard in `documents` was asked about `codes`: asked, not asked or not recorded.

    A question about a code is a chance for the codes below it and for the one above it. In a field note or a program
    record nobody is asked, unless somebody said so.
    """
    heard = list(documents)
    guides = [one.asked for one in heard if one.asked is not None or one.source in (*INTERVIEWS, SURVEY)]
    if any(guide is not None and _gives_chance(guide, codes) for guide in guides):
        return "asked"
    open_yet = any(document.unsettled and _gives_chance(document.unsettled, codes) for document in heard)
    return "not recorded" if not heard or None in guides or open_yet else "not asked"


def _is_recorded(counted: Counted) -> bool:
    return not counted.finished or any(document.asked is not None for document in counted.finished)


def _met(heard: Iterable[Iterable[Document]]) -> str:
    """In one word or two how people were met, each by the nearest they came: interviewed before surveyed."""
    kinds = [{document.source for document in one} for one in heard]
    interviewed = [not kind.isdisjoint(INTERVIEWS) for kind in kinds]
    surveyed = [SURVEY in kind for kind in kinds]
    if all(interviewed):
        return "interviewed"
    if not all(one or two for one, two in zip(interviewed, surveyed, strict=True)):
        return "heard"
    return "interviewed or surveyed" if any(interviewed) else "surveyed"


def _gives_chance(asked: frozenset[str], codes: Collection[str]) -> bool:
    return not codes or any(lies_under(one, codes) or any(lies_under(code, {one}) for code in codes) for one in asked)


def _sayers(codes: Collection[str], counted: Counted, raised: Iterable[Coding] | None) -> set[str]:
    finished = {document.id for document in counted.finished}
    if raised is None:
        raised = (coding for coding in counted.codings if lies_under(coding.code, codes))
    return {coding.participant for coding in raised if coding.participant and coding.document in finished}


def _schools(ids: Iterable[str], people: Mapping[str, Participant]) -> set[str]:
    return {people[person].attributes[SCHOOL] for person in ids if people[person].attributes.get(SCHOOL)}
