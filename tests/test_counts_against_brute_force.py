"""The counting rules a second time, written naively from what was typed, against what a real project answers."""

import itertools
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.model import Evidence
from qualcode.project import Project, open_project
from qualcode.project.changes import canonical
from qualcode.project.codings import NewCoding
from qualcode.project.themes import NewTheme
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.figures import answered
from qualcode.reports.content.markers import ask
from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.verify import verify_report
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.reporting.reports import material_of
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.tabulating.counting import what_counts

CODERS = ("ana", "ben", "cho")
"""A fourth, dee, only looks: nothing is kept back from those who do not code."""
CODES = ("vc.immediate", "vc.potential", "vc.potential.human", "vc.potential.social", "vc.applied")
CYCLES = ("vc.immediate", "vc.potential", "vc.applied")
PEOPLE = {
    "P01": {"role": "principal", "school": "Alder"},
    "P02": {"role": "principal", "school": "Birch"},
    "P03": {"role": "teacher", "school": "Alder"},
    "P04": {"role": "teacher"},
    "P05": {"school": "Cedar"},
    "P06": {},
    "P07": {"role": "mentor", "school": "Birch"},
    "P08": {"role": "mentor", "school": "Cedar"},
}
MEETINGS = ("interview", "focus group", "survey")
"""Where people are asked; in notes and records nobody is."""
SENSES = ("positive", "mixed", "negative", "absent", "hoped for", "not stated")
SENTENCES = ("We met on Monday.", "It was a long day.", "Nothing came of it.")


@dataclass
class Typed:
    """What people typed in a study; the naive rules know nothing else."""

    speakers: list[list[str]]
    """By document, in order."""
    kinds: list[str] = field(default_factory=list)
    """What each document is; interviews where it is not said."""
    silent: str | None = None
    """Someone in the study whom nobody interviewed."""
    finished: dict[int, list[str]] = field(default_factory=dict)
    lead: dict[int, str] = field(default_factory=dict)
    asked: dict[int, set[str]] | None = None
    codings: list[dict[str, Any]] = field(default_factory=list)
    theme_codes: list[str] = field(default_factory=list)
    evidence: dict[int, str] = field(default_factory=dict)

    def people(self) -> list[str]:
        heard = {person for spoke in self.speakers for person in spoke}
        return sorted(heard | ({self.silent} if self.silent else set()))

    def kind(self, document: int) -> str:
        return self.kinds[document] if self.kinds else "interview"

    def met_in(self, *kinds: str) -> set[str]:
        return {person for n, spoke in enumerate(self.speakers) for person in spoke if self.kind(n) in kinds}

    def counts_of(self, document: int) -> str | None:
        """The coder whose codings of a document count; None while nobody has finished it."""
        finished = self.finished.get(document, [])
        if self.lead.get(document) in finished:
            return self.lead[document]
        return finished[0] if finished else None


@st.composite
def studies(draw: st.DrawFn) -> Typed:
    people = sorted(PEOPLE)[: draw(st.integers(2, 8))]
    one_or_two = st.lists(st.sampled_from(people), min_size=1, max_size=2, unique=True)
    study = Typed(draw(st.lists(one_or_two, min_size=1, max_size=5)))
    kinds = st.sampled_from(["interview", "interview", "focus group", "survey", "program record", "field note"])
    study.kinds = [draw(kinds) for _ in study.speakers]
    study.silent = draw(st.sampled_from([None, "P08"]))
    documents = range(len(study.speakers))
    for document in documents:
        study.finished[document] = draw(st.lists(st.sampled_from(CODERS), unique=True, max_size=3))
        if draw(st.integers(0, 3)) == 0:
            study.lead[document] = draw(st.sampled_from(CODERS))
    if draw(st.booleans()):
        study.asked = {document: draw(st.sets(st.sampled_from(CODES), max_size=2)) for document in documents}
    places: list[tuple[int, str | None, int]]
    places = [(document, who, n) for document in documents for who in study.speakers[document] for n in range(3)]
    places += [(document, None, 0) for document in documents]
    made = st.tuples(st.sampled_from(places), st.sampled_from(CODES), st.sampled_from(CODERS))
    for (document, who, n), code, coder in draw(st.lists(made, unique=True, max_size=14)):
        modifiers = {
            "valence": draw(st.sampled_from([None, *SENSES[:4]])),
            "narrative": draw(st.sampled_from([None, "account", "aspiration"])),
        }
        study.codings.append(
            {"in": document, "who": who, "n": n, "code": code, "coder": coder}
            | {name: value for name, value in modifiers.items() if value}
        )
    study.theme_codes = draw(st.lists(st.sampled_from(CODES), unique=True, max_size=2))
    for place in range(len(study.codings)):
        if stance := draw(st.sampled_from([None, None, None, "for", "against"])):
            study.evidence[place] = stance
    return study


def under(code: str, above: str) -> bool:
    return code == above or code.startswith(above + ".")


def counting(study: Typed) -> list[dict[str, Any]]:
    """What counts; what the asker says (nobody's words) does not."""
    return [one for one in study.codings if one["who"] and study.counts_of(one["in"]) == one["coder"]]


def chance(study: Typed, person: str, codes: set[str]) -> str:
    """What is known of someone's chance to speak of some codes, in interviews that are coded."""
    coded = [n for n, spoke in enumerate(study.speakers) if person in spoke and study.counts_of(n)]
    if not coded:
        return "none coded"
    if study.asked is None:
        return "not recorded" if any(study.kind(n) in MEETINGS for n in coded) else "not asked"
    asked = set().union(*(study.asked[n] for n in coded))
    related = any(under(one, code) or under(code, one) for one in asked for code in codes)
    return "asked" if related or not codes else "not asked"


def k_of_n(study: Typed, raised: list[dict[str, Any]], codes: set[str], people: list[str]) -> tuple[int, int, int, int]:
    """People who raised it, of how many, and the schools of both."""
    coded = {one["who"] for one in raised if study.counts_of(one["in"])} & set(people)
    n = coded | {person for person in people if chance(study, person, codes) in {"asked", "not recorded"}}
    schools = [{PEOPLE[one]["school"] for one in group if "school" in PEOPLE[one]} for group in (coded, n)]
    return len(coded), len(n), len(schools[0]), len(schools[1])


def written(study: Typed, k: int, n: int, people: list[str]) -> str:
    """“k of n” or the words of a blank."""
    if n:
        return f"{k} of {n}"
    if any(chance(study, person, set()) != "none coded" for person in people):
        return "not asked"
    heard = {person for spoke in study.speakers for person in spoke}
    return "not coded yet" if heard & set(people) else "no interview"


def sense(coding: dict[str, Any]) -> str:
    return "hoped for" if coding.get("narrative") == "aspiration" else str(coding.get("valence", "not stated"))


def blank(study: Typed, person: str, code: str) -> str:
    so_far = any(person in spoke and not study.counts_of(n) for n, spoke in enumerate(study.speakers))
    far = " so far" if so_far else ""
    words = {
        "asked": f"asked, nothing said{far}",
        "not asked": f"not asked{far}",
        "not recorded": f"nothing said{far}; whether asked is not recorded",
    }
    known = chance(study, person, {code})
    if known == "none coded":
        return "not coded yet" if any(person in spoke for spoke in study.speakers) else "no interview"
    return words[known]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brute") / "project"
    with set_up(folder, codebook="value-creation", coder="ana", title="Counted twice") as project:
        for coder in (*CODERS[1:], "dee"):
            add_coder(project, "ana", coder)
    return folder


def record_asked(project: Project, asked: Mapping[int, Iterable[str]]) -> None:
    """Say who was asked as projects hold it that were made before guides had questions."""
    with project.change("ana", "document.asked") as transaction:
        for number, codes in asked.items():
            key = project.documents.key_of(f"D{number + 1:02}")
            transaction.update("documents", key, asked=canonical(sorted(codes)))


def build(study: Typed, folder: Path) -> None:
    """The same study as a real project."""
    rows = ["file,label,participant,role,school"]
    files = []
    for document, spoke in enumerate(study.speakers):
        files.append(folder.parent / f"{document}.txt")
        turns = [f"{who}er: " + " ".join(f"{words} {document} {who}." for words in SENTENCES) for who in spoke]
        files[-1].write_text("Asker: And then?\n" + "\n".join(turns) + "\n")
        rows.append(f"{document}.txt,Asker,,interviewer,")
        rows += [f"{document}.txt,{w}er,{w},{PEOPLE[w].get('role', '')},{PEOPLE[w].get('school', '')}" for w in spoke]
    (folder.parent / "who.csv").write_text("\n".join(rows) + "\n")
    with open_project(folder, clock=Clock()) as project:
        import_files(project, "ana", files, who=read_who_is_who(folder.parent / "who.csv"))
        if study.silent and study.silent not in project.participants.by_id():
            with project.change("ana", "participants.edit") as transaction:
                project.participants.keep(transaction, study.silent, PEOPLE[study.silent])
        for number, kind in enumerate(study.kinds):
            with project.change("ana", "document.edit") as transaction:
                transaction.update("documents", project.documents.key_of(f"D{number + 1:02}"), source=kind)
        ids = []
        for one in study.codings:
            where = f"D{one['in'] + 1:02}"
            words = f"{SENTENCES[one['n']]} {one['in']} {one['who']}." if one["who"] else "And then?"
            start = project.texts.of_document(where).index(words)
            chosen: dict[str, str] = {name: one[name] for name in ("valence", "narrative") if name in one}
            new = NewCoding(where, start, start + len(words), one["code"], one["coder"], chosen)
            ids.append(project.codings.add(new).id)
        for number, coders in study.finished.items():
            others = [coder for coder in CODERS if coder not in coders]
            for coder in (*others, *coders):
                project.finishes.finish(coder, f"D{number + 1:02}")
            for coder in others:
                project.finishes.reopen(coder, f"D{number + 1:02}")
        for number, lead in study.lead.items():
            project.documents.set_lead("ana", f"D{number + 1:02}", lead)
        if study.asked is not None:
            record_asked(project, study.asked)
        evidence = tuple(Evidence(ids[place], stance) for place, stance in study.evidence.items())
        project.themes.name_new("ana", NewTheme("A theme", "An idea.", "", tuple(study.theme_codes), evidence))


def check_codes(study: Typed, folder: Path) -> None:
    with open_project(folder) as project:
        counts = what_counts(project, EVERYTHING, "dee")
    rows, cells = {row.code: row for row in counts.by_code()}, counts.by_participant()
    for code in CODES:
        raised = [one for one in counting(study) if under(one["code"], code)]
        row = rows[code]
        assert (row.participants, row.of, row.schools) == k_of_n(study, raised, {code}, study.people())[:3]
        assert row.excerpts == len({(one["in"], one["who"], one["n"]) for one in raised})
        assert row.coders == tuple(sorted({one["coder"] for one in raised}))
    for person, code in itertools.product(study.people(), CODES):
        said = [one for one in counting(study) if one["who"] == person and under(one["code"], code)]
        (cell,) = [cell for cell in cells if (cell.participant, cell.code) == (person, code)]
        assert cell.state == ("said" if said else blank(study, person, code))
        assert cell.excerpts == len({(one["in"], one["n"]) for one in said})


def check_named_coder(study: Typed, folder: Path) -> None:
    with open_project(folder) as project:
        rows = what_counts(project, Scope(coders=frozenset({"ben"})), "dee").by_code()
    bens = [one for one in study.codings if one["coder"] == "ben"]
    begun = {one["in"] for one in bens} | {n for n, coders in study.finished.items() if "ben" in coders}
    alone = replace(study, finished={n: ["ben"] for n in begun}, lead={})
    for code, row in itertools.product(CODES, rows):
        if row.code == code:
            raised = [one for one in bens if one["who"] and under(one["code"], code)]
            assert (row.participants, row.of) == k_of_n(alone, raised, {code}, study.people())[:2]


def in_force(study: Typed, coding: dict[str, Any]) -> bool:
    """Whether a coding belongs to the theme by its code and by the coder who speaks for the document."""
    themed = any(under(coding["code"], code) for code in study.theme_codes)
    return themed and study.counts_of(coding["in"]) == coding["coder"]


def check_report(study: Typed, answers: Answers) -> None:
    def figure(kind: str, what: str, **about: str) -> str:
        return answered(answers, ask(kind, what, **about))

    people, own = study.people(), counting(study)
    stance = {id(one): study.evidence.get(place) for place, one in enumerate(study.codings)}
    chosen = [one for one in own if any(under(one["code"], code) for code in study.theme_codes)]
    backing = [one for one in own if stance[id(one)] == "for" or (one in chosen and stance[id(one)] is None)]
    against = [one for one in study.codings if stance[id(one)] == "against" and one["who"]]
    asking = [one for one in study.codings if not one["who"] and (stance[id(one)] or in_force(study, one))]
    assert figure("number", "asking", theme="A theme") == str(len({one["in"] for one in asking}))
    interviewed, surveyed = study.met_in("interview", "focus group"), study.met_in("survey")
    assert figure("number", "interviewed") == str(len(interviewed))
    assert figure("number", "respondents") == str(len(surveyed))
    assert figure("number", "both") == str(len(interviewed & surveyed))
    codes = {*study.theme_codes, *(one["code"] for one in backing)}
    for raised, about in ((backing, {}), (against, {"stance": "against"})):
        k, n, schools, of_schools = k_of_n(study, raised, codes, people)
        assert figure("count", "participants", theme="A theme", **about) == written(study, k, n, people)
        shown = f"{schools} of {of_schools}" if of_schools else "not recorded"
        assert figure("count", "schools", theme="A theme", **about) == shown
    for role in {PEOPLE[one].get("role", "not given") for one in people}:
        group = [one for one in people if PEOPLE[one].get("role", "not given") == role]
        k, n, *_ = k_of_n(study, backing, codes, group)
        assert figure("count", "participants", theme="A theme", role=role) == written(study, k, n, group)
    for cycle in CYCLES:
        raised = [one for one in own if under(one["code"], cycle)]
        for each in SENSES:
            in_sense = [one for one in raised if sense(one) == each]
            k, n, *_ = k_of_n(study, in_sense, {cycle}, people)
            shown = str(k) if n else written(study, k, n, people)
            assert figure("number", "participants", code=cycle, sense=each) == shown
        places = {(one["in"], one["who"], one["n"]) for one in raised}
        met = {one["who"] for one in backing if (one["in"], one["who"], one["n"]) in places}
        if met:
            assert figure("number", "participants", theme="A theme", cycle=cycle) == str(len(met))
    for code in CODES:
        fed = [one for one in backing if under(one["code"], code)]
        if fed:
            assert figure("number", "participants", theme="A theme", code=code) == str(len({one["who"] for one in fed}))
    coded = sum(study.counts_of(n) is not None for n in range(len(study.speakers)))
    assert figure("count", "coded") == f"{coded} of {len(study.speakers)}"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(studies())
def test_every_figure_is_what_naive_counting_of_what_was_typed_gives(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, study: Typed
) -> None:
    folder = Path(shutil.copytree(empty, tmp_path_factory.mktemp("study") / "project"))
    build(study, folder)
    check_codes(study, folder)
    check_named_coder(study, folder)
    with open_project(folder) as project:
        material = material_of(project)
    check_report(study, Answers(material))
    assert {line.status for line in verify_report(render_themes(material), material)} == {"ok"}


@pytest.mark.parametrize("coder", CODERS)
def test_a_named_coders_n_does_not_shrink_when_only_one_code_is_asked_for(
    empty: Path, tmp_path: Path, coder: str
) -> None:
    study = Typed([["P01"], ["P02"]])
    study.codings = [
        {"in": 0, "who": "P01", "n": 0, "code": "vc.applied", "coder": coder},
        {"in": 1, "who": "P02", "n": 0, "code": "vc.immediate", "coder": coder},
    ]
    folder = Path(shutil.copytree(empty, tmp_path / "project"))
    build(study, folder)
    with open_project(folder) as project:
        scope = Scope(coders=frozenset({coder}), codes=frozenset({"vc.applied"}))
        (row,) = what_counts(project, scope, "dee").by_code()
    assert (row.participants, row.of) == (1, 2)
