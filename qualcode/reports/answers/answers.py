"""The figures of a report: one answer to each question, for writing it and for checking it."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from qualcode.analysis.counting import counted, lies_under, of_interviewers
from qualcode.analysis.cycles import in_sense
from qualcode.analysis.prevalence import Prevalence, prevalence
from qualcode.analysis.small_groups import merged
from qualcode.analysis.theme_members import supporting
from qualcode.model import Coding, Document, Participant, Theme
from qualcode.reports.answers.material import Material
from qualcode.reports.content.markers import Question

OTHERS = ""
"""The roles too small to be told apart outside the team, as one; nobody's role."""
UNSTATED = "not given"
"""The group of participants whose attribute nobody recorded."""


class Answers:
    """A study's answers, each worked out from the codings that count."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._asking = of_interviewers(material.codings, material.speakers, material.turns)
        self.counted = counted(material.codings, material.documents, asking=self._asking)
        self.themes = _by_name(material.themes)
        self.marked_places: dict[str, tuple[str, int, int]] = {}
        """Slices by the marks that stand for them outside the team, once somebody asked for one."""
        self.once: dict[str, Any] = {}
        """What is worked out once and asked for again, by a name of its own."""
        self._for: dict[str, tuple[Coding, ...]] = {}
        self._found: dict[tuple[str | None, ...], tuple[Coding, ...]] = {}
        self._places: dict[tuple[str, str | None], dict[str, Stretches]] = {}
        self._prevalences: dict[tuple[tuple[str, str], ...], Prevalence] = {}

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every document by its id."""
        return {document.id: document for document in self.material.documents}

    @cached_property
    def counted_by_document(self) -> dict[str, list[Coding]]:
        """The codings that count, by the document they lie in."""
        found: dict[str, list[Coding]] = {}
        for coding in self.counted.codings:
            found.setdefault(coding.document, []).append(coding)
        return found

    @cached_property
    def people(self) -> dict[str, Participant]:
        """Every participant by id."""
        return {person.id: person for person in self.material.participants}

    @cached_property
    def groups_outside(self) -> dict[str, tuple[Participant, ...]]:
        """The roles that may be told apart outside the team, and who holds them; OTHERS are those put together.

        Only who is heard in what is coded makes a group larger. Empty where too few are heard, or all are one group,
        and of a study narrowed to some of its people, beside whom the rest could be told from a report about all.
        """
        if self.material.of_some_people:
            return {}
        heard = {person for document in self.counted.finished for person in document.participants}
        people = [one for one in self.material.participants if one.id in heard]
        by_role = {role: [one for one in people if role_of(one) == role] for role in roles(self.material)}
        fewest = self.material.k_anonymity
        groups = merged({role: some for role, some in by_role.items() if some}, fewest)
        if len(groups) < 2 or any(len(some) < fewest for some in groups.values()):
            return {}
        return {names[0] if len(names) == 1 else OTHERS: some for names, some in groups.items()}

    def supporting(self, theme: str) -> tuple[Coding, ...]:
        """The counted codings that belong to a theme: under its codes or put to it, and not put against it."""
        if theme not in self._for:
            self._for[theme] = supporting(self.themes[theme], self.counted.codings)
        return self._for[theme]

    def against(self, theme: str) -> tuple[Coding, ...]:
        """The codings a person put against a theme, whoever made them; none of an interviewer's words."""
        put = {evidence.coding for evidence in self.themes[theme].evidence if evidence.stance == "against"}
        put -= self._asking
        chosen = (coding for coding in self.material.codings if coding.id in put)
        return tuple(sorted(chosen, key=_place))

    def uncounted(self, theme: str, *, finished: bool) -> set[tuple[str, int, int]]:
        """The excerpts put to a theme that nobody counts, in interviews that are finished or in those that are not."""
        put = {evidence.coding for evidence in self.themes[theme].evidence if evidence.stance == "for"} - self._asking
        done = {document.id for document in self.counted.finished}
        chosen = {_place(one) for one in self.material.codings if one.id in put and (one.document in done) == finished}
        return chosen - {_place(one) for one in self.supporting(theme)}

    def asking(self, theme: str) -> set[tuple[str, int, int]]:
        """The excerpts of an interviewer's words under a theme's codes, or put to it or against it."""
        put = {evidence.coding for evidence in self.themes[theme].evidence} & self._asking
        under = {one.id for one in self.counted.asking if lies_under(one.code, self.themes[theme].codes)}
        return {_place(one) for one in self.material.codings if one.id in put | under}

    def quoted(self, theme: str, stance: str, place: tuple[str, int, int]) -> tuple[Coding, ...]:
        """The codings of exactly one place (document, start, end) that stand for or against a theme."""
        codings = {"for": self.supporting, "against": self.against}.get(stance, lambda _: ())(theme)
        return tuple(coding for coding in codings if _place(coding) == place)

    def given(self, code: str, place: tuple[str, int, int]) -> tuple[Coding, ...]:
        """The counted codings of exactly one place (document, start, end) with a code."""
        return tuple(
            one for one in self.counted_by_document.get(place[0], ()) if one.code == code and _place(one) == place
        )

    def codings(self, question: Question) -> tuple[Coding, ...]:
        """The codings a question is about."""
        return self._find(*(question.get(name) for name in ("sense", "cycle", "code", "theme", "stance")))

    def prevalence(self, question: Question) -> Prevalence:
        """k of n for the codings and the group of people a question names."""
        if question.about not in self._prevalences:
            self._prevalences[question.about] = self._prevalence(question)
        return self._prevalences[question.about]

    def _prevalence(self, question: Question) -> Prevalence:
        raised = self.codings(question)
        theme, code = question.get("theme"), question.get("code")
        codes = {code} if code is not None else {coding.code for coding in raised}
        if theme is not None and code is None:
            codes = {*self.themes[theme].codes, *(coding.code for coding in self.supporting(theme))}
        return prevalence(codes, self.counted, self.group(question), raised=raised)

    def group(self, question: Question) -> tuple[Participant, ...]:
        """The participants a question is about: all, those of one role, or of the roles put together for outsiders."""
        role = question.get("role")
        people = self.material.participants
        if question.get("group") is not None:
            return tuple(one for one in people if role_of(one) not in self.groups_outside)
        return people if role is None else tuple(one for one in people if role_of(one) == role)

    def _find(
        self, sense: str | None, cycle: str | None, code: str | None, theme: str | None, stance: str | None
    ) -> tuple[Coding, ...]:
        """Codings narrowed down one condition after the other, each step kept for the next question."""
        key = (sense, cycle, code, theme, stance)
        if key not in self._found:
            if cycle is not None:  # the sense is that of the cycle's coding on the same words
                wider = self._find(None, None, code, theme, stance)
                self._found[key] = tuple(coding for coding in wider if self._meets(coding, cycle, sense))
            elif sense is not None:
                wider = self._find(None, None, code, theme, stance)
                self._found[key] = tuple(coding for coding in wider if in_sense(coding, sense))
            elif code is not None:
                wider = self._find(None, None, None, theme, stance)
                under = {one for one in {coding.code for coding in wider} if lies_under(one, {code})}
                self._found[key] = tuple(coding for coding in wider if coding.code in under)
            elif theme is not None:
                self._found[key] = self.against(theme) if stance == "against" else self.supporting(theme)
            else:
                self._found[key] = self.counted.codings
        return self._found[key]

    def _meets(self, coding: Coding, cycle: str, sense: str | None) -> bool:
        """Whether a counted coding of a cycle, in a sense if one is named, covers some of the same words."""
        if (cycle, sense) not in self._places:
            covered: dict[str, list[tuple[int, int]]] = {}
            for one in self._find(sense, None, cycle, None, None):
                covered.setdefault(one.document, []).append((one.start, one.end))
            self._places[cycle, sense] = {document: Stretches(some) for document, some in covered.items()}
        stretches = self._places[cycle, sense].get(coding.document)
        return stretches is not None and stretches.meet(coding.start, coding.end)


class Stretches:
    """The stretches of a text that some places cover, those that overlap as one."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(places):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, start: int, end: int) -> bool:
        """Whether any of them has a letter between two positions.

        >>> [Stretches([(2, 4), (3, 6)]).meet(*place) for place in ((0, 2), (5, 9), (6, 9))]
        [False, True, False]
        """
        last = bisect_left(self._starts, end) - 1
        return last >= 0 and start < self._ends[last]


def role_of(person: Participant | None) -> str:
    """A participant's role, or the words that say nobody recorded it."""
    return (person.attributes.get("role") if person else None) or UNSTATED


def roles(material: Material) -> tuple[str, ...]:
    """The roles of a study by name, those without one last; empty where no role is recorded at all."""
    found = {role_of(person) for person in material.participants}
    return tuple(sorted(found, key=lambda role: (role == UNSTATED, role))) if found - {UNSTATED} else ()


def _place(coding: Coding) -> tuple[str, int, int]:
    return coding.document, coding.start, coding.end


def _by_name(themes: Iterable[Theme]) -> dict[str, Theme]:
    """Themes by name; a name that comes again gets a number."""
    named: dict[str, Theme] = {}
    for theme in themes:
        name, again = theme.name, 2
        while name in named:
            name, again = f"{theme.name} ({again})", again + 1
        named[name] = theme
    return named
