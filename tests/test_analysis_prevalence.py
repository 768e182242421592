from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.blanks import Cell, cells
from qualcode.analysis.counting import Counted, counted, of_interviewers
from qualcode.analysis.prevalence import prevalence
from qualcode.model import Coding, Document, Participant, Speaker, Turn

PEOPLE = [
    Participant("P01", {"school": "Alder"}),
    Participant("P02", {"school": "Alder"}),
    Participant("P03", {"school": "Birch"}),
    Participant("P04"),
]


def document(name: str, *finished_by: str, asked: Iterable[str] | None = None, people: str = "") -> Document:
    speak = tuple(people.split()) or (f"P{name[1:]}",)
    return Document(name, name, "interview", speak, finished_by, next(iter(finished_by), None),
                    None if asked is None else frozenset(asked))  # fmt: skip


def coding(doc: str, code: str, coder: str = "ana", person: str | None = "") -> Coding:
    who = f"P{doc[1:]}" if person == "" else person
    return Coding(f"{doc}{code}{coder}", doc, who, 1, 0, 5, "words", code, coder)


def test_two_coders_who_disagree_give_the_lead_coders_k_of_all_coded() -> None:
    documents = [document("D01", "ana", "ben"), document("D02", "ben", "ana"), document("D03", "ana"), document("D04")]
    codings = [
        coding("D01", "trust", "ana"),
        coding("D01", "cost", "ben"),
        coding("D02", "cost", "ana"),
        coding("D02", "trust", "ben"),
        coding("D04", "trust", "ana"),
    ]
    lead = counted(codings, documents)
    assert (prevalence({"trust"}, lead, PEOPLE).participants, prevalence({"trust"}, lead, PEOPLE).n) == (
        ("P01", "P02"),
        3,
    )
    assert (prevalence({"cost"}, lead, PEOPLE).k, prevalence({"cost"}, lead, PEOPLE).n) == (0, 3)
    anas = counted(codings, documents, coders=frozenset({"ana"}))
    assert prevalence({"trust"}, anas, PEOPLE).participants == ("P01", "P04")
    assert prevalence({"trust"}, anas, PEOPLE).n == 4


def test_ten_excerpts_of_one_person_are_one_participant() -> None:
    many = counted([coding("D01", f"trust.{n}") for n in range(10)], [document("D01", "ana")])
    assert prevalence({"trust"}, many, PEOPLE).k == 1


def test_where_a_guide_says_who_was_asked_the_others_are_not_in_n() -> None:
    documents = [document("D01", "ana", asked={"trust"}), document("D02", "ana", asked={"cost"})]
    found = prevalence({"trust"}, counted([], documents), PEOPLE)
    assert (found.k, found.n, found.basis) == (0, 1, "asked")


def test_someone_who_raised_it_unasked_is_in_k_and_in_n_and_is_named() -> None:
    documents = [document("D01", "ana", asked={"trust"}), document("D02", "ana", asked={"cost"})]
    found = prevalence({"trust"}, counted([coding("D02", "trust")], documents), PEOPLE)
    assert (found.k, found.n, found.unasked) == (1, 2, ("P02",))


def test_a_question_about_a_code_is_a_chance_for_the_codes_below_and_above() -> None:
    both = counted(
        [], [document("D01", "ana", asked={"vc.potential"}), document("D02", "ana", asked={"vc.potential.x"})]
    )
    assert prevalence({"vc.potential.x"}, both, PEOPLE).n == prevalence({"vc.potential"}, both, PEOPLE).n == 2


def test_without_a_guide_n_is_everyone_interviewed_and_coded_and_says_so() -> None:
    found = prevalence({"trust"}, counted([], [document("D01", "ana"), document("D02")]), PEOPLE)
    assert (found.n, found.asked_recorded) == (1, False)
    assert found.basis == "interviewed; who was asked is not recorded"


def test_schools_are_counted_once_and_people_without_one_in_no_school() -> None:
    documents = [document(f"D0{n}", "ana") for n in (1, 2, 3, 4)]
    found = prevalence({"trust"}, counted([coding("D01", "trust"), coding("D02", "trust")], documents), PEOPLE)
    assert (found.schools, found.of_schools) == (1, 2)


def test_an_interviewers_words_are_nobodys() -> None:
    assert (
        prevalence({"trust"}, counted([coding("D01", "trust", person=None)], [document("D01", "ana")]), PEOPLE).k == 0
    )


def test_the_blanks_of_a_table_say_which_they_are() -> None:
    documents = [
        document("D01", "ana", asked={"trust"}),
        document("D02", "ana", asked={"trust", "cost"}),
        document("D03"),
    ]
    answer = counted([coding("D01", "trust"), coding("D03", "cost")], documents)
    assert cells(answer, PEOPLE, ["trust", "cost"]) == (
        Cell("P01", "trust", "said", 1),
        Cell("P01", "cost", "not asked", 0),
        Cell("P02", "trust", "asked, nothing said", 0),
        Cell("P02", "cost", "asked, nothing said", 0),
        Cell("P03", "trust", "not coded yet", 0),
        Cell("P03", "cost", "not coded yet", 0),
        Cell("P04", "trust", "no interview", 0),
        Cell("P04", "cost", "no interview", 0),
    )


def test_a_blank_without_an_interview_guide_says_that_asking_is_not_recorded() -> None:
    state = cells(counted([], [document("D01", "ana")]), PEOPLE[:1], ["trust"])[0].state
    assert state == "nothing said; whether asked is not recorded"


def test_a_blank_of_somebody_with_more_to_be_coded_is_a_blank_so_far() -> None:
    documents = [document("D01", "ana", asked={"trust"}), document("D05", asked={"trust"}, people="P01")]
    states = [cell.state for cell in cells(counted([], documents), PEOPLE[:1], ["trust", "cost"])]
    assert states == ["asked, nothing said so far", "not asked so far"]


def met(*sources: str, raised: bool = False) -> tuple[int, str]:
    """n and who they are, where P01, P02 … speak in documents of these kinds and P01 alone says something."""
    documents = [replace(document(f"D0{n}", "ana"), source=kind) for n, kind in enumerate(sources, 1)]
    codings = [coding("D01", "trust")] if raised else []
    found = prevalence({"trust"}, counted(codings, documents), PEOPLE)
    return found.n, found.basis.partition(";")[0]


def test_who_answers_a_survey_is_not_called_interviewed() -> None:
    assert met("interview", "focus group") == (2, "interviewed")
    assert met("interview", "survey") == (2, "interviewed or surveyed")
    assert met("survey", "survey") == (2, "surveyed")


def test_who_is_heard_in_a_record_only_had_no_chance_and_counts_where_they_raised_it() -> None:
    assert met("program record", "interview", "field note") == (1, "interviewed")
    assert met("program record", "interview", "field note", raised=True) == (2, "heard")


def test_what_an_interviewer_says_counts_nowhere() -> None:
    asked, said, told = coding("D01", "trust", person=None), coding("D01", "cost"), coding("D02", "trust", person=None)
    speakers = [Speaker("D01", "Q", "interviewer", None), Speaker("D02", "", "other", None)]
    turns = {"D01": [Turn(1, 0, 9, "Q")], "D02": [Turn(1, 0, 9, None)]}
    asking = of_interviewers([asked, said, told], speakers, turns)
    answer = counted([asked, said, told], [document("D01", "ana"), document("D02", "ana")], asking=asking)
    assert asking == {asked.id}
    assert (answer.codings, answer.asking) == ((said, told), (asked,))


CODES = ["trust", "vc", "vc.a", "vc.b"]
GUIDES = st.none() | st.frozensets(st.sampled_from(CODES), max_size=3)
CODERS = st.lists(st.sampled_from(["ana", "ben"]), unique=True, max_size=2)


@st.composite
def studies(draw: st.DrawFn) -> Counted:
    names = ["D01", "D02", "D03"]
    documents = [
        document(name, *draw(CODERS), asked=draw(GUIDES), people=draw(st.sampled_from(["P01", "P02", "P01 P03"])))
        for name in names
    ]
    speak = {one.id: one.participants for one in documents}
    drawn = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(CODES), st.sampled_from(["ana", "ben"]))))
    codings = [coding(name, code, coder, draw(st.sampled_from(speak[name]))) for name, code, coder in drawn]
    return counted(codings, documents, coders=draw(st.frozensets(st.just("ben"), max_size=1)))


@given(studies(), st.sampled_from(CODES))
def test_k_is_everyone_who_said_it_and_n_everyone_whose_blank_is_an_answer(study: Counted, code: str) -> None:
    states = [cell.state for cell in cells(study, PEOPLE, [code])]
    found = prevalence({code}, study, PEOPLE)
    silent = sum(state.startswith(("asked, nothing said", "nothing said")) for state in states)
    assert (found.k, found.n) == (states.count("said"), states.count("said") + silent)
