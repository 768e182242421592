"""Which codes meet, a second time, letter by letter from what was typed, against what a real project answers."""

import itertools
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import Clock
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qualcode.analysis.cooccurrence import UNITS
from qualcode.model import Evidence
from qualcode.project import Project, open_project
from qualcode.project.codings import NewCoding
from qualcode.project.themes import NewTheme
from qualcode.scope import Scope
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.bringing_in.people_files import read_who_is_who
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.suggesting.passages_read import read_passages
from qualcode.study.tabulating.co_occurring import co_occurring

CODES = ("vc.immediate", "vc.potential", "vc.potential.human", "vc.applied")
ROLES = {"P01": "principal", "P02": "teacher", "P03": "teacher"}
QUESTIONS = ("What did you take home from it?", "And how did that go, then?")
ANSWERS = ("We met. It was a long day and nobody minded.", "Nothing came of it. I looked twice, you know.")
Letters = frozenset[tuple[int, int]]
"""Of a stretch: (document, position) each."""


@dataclass
class Typed:
    """Documents as lists of (who, words): Asker or a participant; codings by document, place and code."""

    documents: list[list[tuple[str, str]]]
    unfinished: set[int] = field(default_factory=set)
    codings: list[tuple[int, int, int, str, str]] = field(default_factory=list)
    """(document, start, end, code, valence)"""

    def text(self, document: int) -> str:
        return "\n".join(f"{who}: {words}" for who, words in self.documents[document]) + "\n"

    def turns(self, document: int) -> list[tuple[str, int, int]]:
        found, place = [], 0
        for who, words in self.documents[document]:
            start = place + len(who) + 2
            found.append((who, start, start + len(words)))
            place = start + len(words) + 1
        return found


@st.composite
def studies(draw: st.DrawFn) -> Typed:
    study = Typed([])
    for number in range(draw(st.integers(1, 3))):
        people = draw(st.lists(st.sampled_from(sorted(ROLES)), min_size=1, max_size=2, unique=True))
        document: list[tuple[str, str]] = [("Asker", f"{QUESTIONS[0]} Year {number}?")]
        for _ in range(draw(st.integers(1, 4))):
            document.append((f"{draw(st.sampled_from(people))}er", draw(st.sampled_from(ANSWERS))))
            document.append(("Asker", draw(st.sampled_from([*QUESTIONS, "Mm-hm."]))))
        document.append((f"{people[0]}er", ANSWERS[0]))
        study.documents.append(document)
    if len(study.documents) > 1 and draw(st.booleans()):
        study.unfinished.add(len(study.documents) - 1)
    for _ in range(draw(st.integers(0, 9))):
        document = draw(st.integers(0, len(study.documents) - 1))
        turns = study.turns(document)
        first = draw(st.integers(0, len(turns) - 1))
        last = draw(st.integers(first, min(first + 2, len(turns) - 1)))
        start = draw(st.integers(turns[first][1], turns[first][2] - 3))
        end = draw(st.integers(max(turns[last][1], start) + 1, turns[last][2]))
        if study.text(document)[start:end].strip():
            code, valence = draw(st.sampled_from(CODES)), draw(st.sampled_from(["positive", "negative"]))
            place = (document, start, end, code)
            if place not in [one[:4] for one in study.codings]:
                study.codings.append((*place, valence))
    return study


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("meet") / "project"
    with set_up(folder, codebook="value-creation", coder="ana", title="Met twice") as project:
        add_coder(project, "ana", "dee")
    return folder


def build(study: Typed, folder: Path) -> None:
    files, rows = [], ["file,label,participant,role"]
    for number in range(len(study.documents)):
        files.append(folder.parent / f"{number}.txt")
        files[-1].write_text(study.text(number))
        rows.append(f"{number}.txt,Asker,,interviewer")
        speak = sorted({who for who, _ in study.documents[number]} - {"Asker"})
        rows += [f"{number}.txt,{who},{who[:3]},{ROLES[who[:3]]}" for who in speak]
    (folder.parent / "who.csv").write_text("\n".join(rows) + "\n")
    with open_project(folder, clock=Clock()) as project:
        import_files(project, "ana", files, who=read_who_is_who(folder.parent / "who.csv"))
        ids = [
            project.codings.add(NewCoding(f"D{n + 1:02}", start, end, code, "ana", {"valence": valence})).id
            for n, start, end, code, valence in study.codings
        ]
        for number in set(range(len(study.documents))) - study.unfinished:
            project.finishes.finish("ana", f"D{number + 1:02}")
        put = tuple(Evidence(one, "against" if n % 2 else "for") for n, one in enumerate(ids[:2]))
        project.themes.name_new("ana", NewTheme("A theme", "An idea.", "", ("vc.applied",), put))


def letters(document: int, start: int, end: int) -> Letters:
    return frozenset((document, place) for place in range(start, end))


def speaker_at(study: Typed, document: int, place: int) -> str:
    """Whose words a coding that starts there is; one that starts between turns is the turn's before."""
    return [who for who, start, _ in study.turns(document) if start <= place][-1][:3]


def units(project: Project, study: Typed, unit: str, people: set[str] | None) -> list[Letters]:
    """The letters of every unit, told from the typed lines alone; of passages as the project cut them."""
    coded = [n for n in range(len(study.documents)) if n not in study.unfinished]
    if unit == "passage":
        found = read_passages(project, [f"D{n + 1:02}" for n in coded])
        chosen = [one for one in found if people is None or one.group in people]
        return [letters(int(p.document[1:]) - 1, p.start, p.end) for p in (one.passage for one in chosen)]
    turns = [(n, *turn) for n in coded for turn in study.turns(n)]
    said = [(n, who, s, e) for n, who, s, e in turns if who != "Asker" and (people is None or who[:3] in people)]
    if unit == "turn":
        return [letters(n, start, end) for n, _, start, end in said]
    if unit == "document":
        heard = sorted({n for n, *_ in said})
        return [letters(n, 0, len(study.text(n))) for n in heard]
    groups: dict[tuple[object, ...], Letters] = {}
    question = 0
    for n, who, start, end in turns:
        if who == "Asker":
            question += study.text(n)[start:end] != "Mm-hm."
        elif people is None or who[:3] in people:
            key = (n, who, question)
            groups[key] = groups.get(key, frozenset()) | letters(n, start, end)
    return list(groups.values())


def under(code: str, above: str) -> bool:
    return code == above or code.startswith(above + ".")


def figures(
    study: Typed,
    every: list[Letters],
    unit: str,
    one: list[tuple[int, str, Letters]],
    two: list[tuple[int, str, Letters]],
) -> tuple[int, int, int]:
    """Units with both, with only the first and with only the second; codings as (document, who, letters)."""
    if unit == "excerpt":
        first, second = {place for *_, place in one}, {place for *_, place in two}
        both = {p for p in first if any(p & q for q in second)} | {q for q in second if any(p & q for p in first)}
        return len(both), len(first - both), len(second - both)
    if unit == "participant":
        first, second = {who for _, who, _ in one}, {who for _, who, _ in two}
    else:
        everything = frozenset[tuple[int, int]]().union(*every)

        def bears(place: Letters, coding: Letters) -> bool:
            shared, covered = len(place & coding), len(everything & coding)
            return shared > 0 and (unit != "passage" or 2 * shared >= min(len(place), covered))

        first, second = (
            {n for n, place in enumerate(every) if any(bears(place, coding) for *_, coding in some)}
            for some in (one, two)
        )
    return len(first & second), len(first - second), len(second - first)


@settings(
    max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(studies(), st.sampled_from([None, "teacher"]), st.sampled_from([None, "positive"]))
def test_codes_meet_in_every_unit_as_they_do_letter_by_letter(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, study: Typed, role: str | None, valence: str | None
) -> None:
    folder = Path(shutil.copytree(empty, tmp_path_factory.mktemp("study") / "project"))
    build(study, folder)
    people = None if role is None else {who for who, its in ROLES.items() if its == role}
    scope = Scope(attributes={"role": role} if role else {}, modifiers={"valence": valence} if valence else {})
    mine = [
        (n, speaker_at(study, n, start), letters(n, start, end), code, number)
        for number, (n, start, end, code, its) in enumerate(study.codings)
        if n not in study.unfinished and valence in (None, its)
    ]
    mine = [one for one in mine if one[1] != "Ask" and (people is None or one[1] in people)]
    themed = [one[:3] for one in mine if one[4] == 0 or (one[4] != 1 and under(one[3], "vc.applied"))]
    with open_project(folder) as project:
        for unit in UNITS:
            every = [] if unit in ("excerpt", "participant") else units(project, study, unit, people)
            found = {(row.code, row.other): row for row in co_occurring(project, scope, "dee", unit).rows}
            of = {"excerpt": len({one[2] for one in mine})}.get(unit, len(every))
            for one, two in itertools.combinations(CODES, 2):
                some = [[x[:3] for x in mine if under(x[3], code)] for code in (one, two)]
                if under(one, two) or under(two, one) or not all(some):
                    assert (one, two) not in found
                    continue
                row = found[one, two]
                assert (row.both, row.code_alone, row.other_alone) == figures(study, every, unit, *some), unit
                assert row.of == of or unit == "participant"
                assert row.jaccard == row.both / (row.both + row.code_alone + row.other_alone)
            beside = {row.code: row for row in co_occurring(project, scope, "dee", unit, with_themes=True).rows}
            for code in CODES[:3]:
                bearing = [x[:3] for x in mine if under(x[3], code)]
                if bearing:
                    row = beside[code]
                    told = (row.both, row.code_alone, row.other_alone)
                    assert told == figures(study, every, unit, bearing, themed), unit


def test_of_one_code_all_its_pairs_are_told_and_of_several_those_among_them(empty: Path, tmp_path: Path) -> None:
    study = Typed([[("Asker", QUESTIONS[0]), ("P01er", ANSWERS[0]), ("P01er", ANSWERS[1])]])
    start = study.turns(0)[1][1]
    study.codings = [(0, start, start + 7, code, "positive") for code in ("vc.immediate", "vc.potential", "vc.applied")]
    folder = Path(shutil.copytree(empty, tmp_path / "project"))
    build(study, folder)
    with open_project(folder) as project:

        def told(*codes: str) -> set[tuple[str, str]]:
            rows = co_occurring(project, Scope(codes=frozenset(codes)), "dee", "turn").rows
            return {(row.code, row.other) for row in rows}

        assert told("vc.applied") == {("vc.applied", "vc.immediate"), ("vc.applied", "vc.potential")}
        assert told("vc.applied", "vc.immediate") == {("vc.immediate", "vc.applied")}
        assert len(told()) == 3


def test_in_a_survey_headings_are_the_questions_and_where_nobody_asks_there_are_no_answers(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(
        "Respondent,What did you take home from the meetings?,What came of it at your school?\n"
        'R1,"We drafted the card in one evening and used it","Nothing came of it so far, I looked twice for it"\n'
        'R2,"I trust three of those people and said so","Referrals did not go down at all this year, sadly"\n'
    )
    (tmp_path / "note.txt").write_text("We sat in the back.\n\nNobody spoke for a while.\n")
    folder = tmp_path / "project"
    with set_up(folder, codebook="value-creation", coder="ana", title="Filled in") as project:
        import_files(project, "ana", [tmp_path / "note.txt", tmp_path / "survey.csv"])
        for document in project.documents.ids():
            text = project.texts.of_document(document)
            for words, code in (("used it", "vc.applied"), ("Nothing came", "vc.realized"), ("We ", "vc.immediate")):
                if words in text:
                    start = text.index(words)
                    project.codings.add(NewCoding(document, start, start + len(words), code, "ana"))
            project.finishes.finish("ana", document)
        found = co_occurring(project, Scope(), "ana", "answer")
        note = next(one.id for one in project.documents.all() if one.source != "survey")
    assert (found.of, found.without_questions) == (4, (note,))
    assert {(row.code, row.other): row.both for row in found.rows} == {
        ("vc.immediate", "vc.applied"): 1,
        ("vc.immediate", "vc.realized"): 0,
        ("vc.applied", "vc.realized"): 0,
    }
