"""The figures of a report: one answer to each question, for writing it and for checking it."""

from collections.abc import Iterable
from functools import cached_property

from qualcode.analysis.blanks import NO_INTERVIEW, NOT_ASKED, NOT_CODED
from qualcode.analysis.counting import counted, excerpts, lies_under, of_interviewers
from qualcode.analysis.cycles import in_sense
from qualcode.analysis.prevalence import INTERVIEWS, SCHOOL, SURVEY, Prevalence, prevalence
from qualcode.analysis.theme_members import supporting
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Document, Participant, Theme
from qualcode.reports.markers import Question
from qualcode.reports.material import Material

UNSTATED = "not given"
"""The group of participants whose attribute nobody recorded."""
NO_SCHOOLS = "not recorded"
_NAMES = {"theme", "code", "cycle", "sense", "role", "stance", "source", "search"}


class Answers:
    """A study's answers, each worked out from the codings that count."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._asking = of_interviewers(material.codings, material.speakers, material.turns)
        self.counted = counted(material.codings, material.documents, asking=self._asking)
        self.themes = _by_name(material.themes)
        self._for: dict[str, tuple[Coding, ...]] = {}
        self._found: dict[tuple[str | None, ...], tuple[Coding, ...]] = {}
        self._places: dict[tuple[str, str | None], dict[str, list[tuple[int, int]]]] = {}

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every document by its id."""
        return {document.id: document for document in self.material.documents}

    @cached_property
    def people(self) -> dict[str, Participant]:
        """Every participant by id."""
        return {person.id: person for person in self.material.participants}

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

    def codings(self, question: Question) -> tuple[Coding, ...]:
        """The codings a question is about."""
        return self._find(*(question.get(name) for name in ("sense", "cycle", "code", "theme", "stance")))

    def prevalence(self, question: Question) -> Prevalence:
        """k of n for the codings and the group of people a question names."""
        raised = self.codings(question)
        theme, code = question.get("theme"), question.get("code")
        codes = {code} if code is not None else {coding.code for coding in raised}
        if theme is not None and code is None:
            codes = {*self.themes[theme].codes, *(coding.code for coding in self.supporting(theme))}
        return prevalence(codes, self.counted, self.group(question), raised=raised)

    def group(self, question: Question) -> tuple[Participant, ...]:
        """The participants a question is about: all, or those of one role."""
        role = question.get("role")
        people = self.material.participants
        return people if role is None else tuple(one for one in people if role_of(one) == role)

    def figure(self, question: Question) -> str:
        """The figure as a report shows it: “7 of 12”, “40”, or the words of a blank.

        Raises QualcodeError when the question names something the project lacks.
        """
        self._known(question)
        answer = {
            "count coded": self._coded,
            "count participants": self._participants,
            "count schools": self._schools,
            "number participants": self._number,
            "number interviewed": lambda _: str(len(self._met(*INTERVIEWS))),
            "number respondents": lambda _: str(len(self._met(SURVEY))),
            "number both": lambda _: str(len({*self._met(*INTERVIEWS)} & {*self._met(SURVEY)})),
            "number schools": lambda _: str(len(self._interviewed_schools())),
            "number documents": lambda asked: str(self._coded(asked).partition(" ")[0]),
            "number excerpts": lambda asked: str(excerpts(self.codings(asked))),
            "number examined": self._examined,
            "number uncounted": self._uncounted,
            "number unfinished": self._uncounted,
            "number asking": self._number_asking,
        }.get(f"{question.kind} {question.what}")
        if answer is None:
            raise QualcodeError(f"The marker asks for “{question.kind} {question.what}”, which is no question.")
        return answer(question)

    def _coded(self, question: Question) -> str:
        source = question.get("source")
        kind = [document for document in self.material.documents if source in (None, document.source)]
        coded = [document for document in self.counted.finished if source in (None, document.source)]
        return f"{len(coded)} of {len(kind)}"

    def _participants(self, question: Question) -> str:
        found = self.prevalence(question)
        return f"{found.k} of {found.n}" if found.n else self._blank(question)

    def _number(self, question: Question) -> str:
        found = self.prevalence(question)
        return str(found.k) if found.n else self._blank(question)

    def _schools(self, question: Question) -> str:
        found = self.prevalence(question)
        return f"{found.schools} of {found.of_schools}" if found.of_schools else NO_SCHOOLS

    def _examined(self, question: Question) -> str:
        place = int(question.get("search") or 1)
        return str(self.themes[question["theme"]].challenges[place - 1].examined)

    def _uncounted(self, question: Question) -> str:
        return str(len(self.uncounted(question["theme"], finished=question.what == "uncounted")))

    def _number_asking(self, question: Question) -> str:
        return str(len(self.asking(question["theme"])))

    def _blank(self, question: Question) -> str:
        ids = {person.id for person in self.group(question)}
        if any(ids.intersection(document.participants) for document in self.counted.finished):
            return NOT_ASKED
        return NOT_CODED if any(ids.intersection(doc.participants) for doc in self.material.documents) else NO_INTERVIEW

    def _met(self, *sources: str) -> tuple[str, ...]:
        """The participants who speak in documents of some kinds."""
        kind = (document for document in self.material.documents if document.source in sources)
        return tuple(self.people.keys() & {person for document in kind for person in document.participants})

    def _interviewed_schools(self) -> set[str]:
        people = (self.people[one] for one in self._met(*INTERVIEWS))
        return {person.attributes[SCHOOL] for person in people if person.attributes.get(SCHOOL)}

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
                self._found[key] = tuple(coding for coding in wider if lies_under(coding.code, {code}))
            elif theme is not None:
                self._found[key] = self.against(theme) if stance == "against" else self.supporting(theme)
            else:
                self._found[key] = self.counted.codings
        return self._found[key]

    def _meets(self, coding: Coding, cycle: str, sense: str | None) -> bool:
        """Whether a counted coding of a cycle, in a sense if one is named, covers some of the same words."""
        if (cycle, sense) not in self._places:
            places = self._places[cycle, sense] = {}
            for one in self._find(sense, None, cycle, None, None):
                places.setdefault(one.document, []).append((one.start, one.end))
        near = self._places[cycle, sense].get(coding.document, ())
        return any(start < coding.end and coding.start < end for start, end in near)

    def _known(self, question: Question) -> None:
        theme, code = question.get("theme"), question.get("code")
        unknown = [name for name, _ in question.about if name not in _NAMES]
        if unknown:
            raise QualcodeError(f"The marker names “{unknown[0]}”, which means nothing here.")
        if theme is not None and theme not in self.themes:
            raise QualcodeError(f"There is no theme “{theme}” in this project.")
        if code is not None and code not in self.material.code_labels and not self.codings(question):
            raise QualcodeError(f"There is no code “{code}” in this project.")
        if question.what in {"uncounted", "unfinished", "asking"} and theme is None:
            raise QualcodeError("The marker names no theme.")
        if question.what == "examined":
            place = question.get("search") or "1"
            if theme is None or not place.isdecimal() or not 0 < int(place) <= len(self.themes[theme].challenges):
                raise QualcodeError("There is no such search for what speaks against the theme.")


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
