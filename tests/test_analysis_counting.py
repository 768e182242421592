from qualcode.analysis.counting import Progress, counted, excerpts, lies_under, progress
from qualcode.model import Coding, Document


def document(name: str, *finished_by: str, lead: str | None = None, source: str = "interview") -> Document:
    chosen = lead or next(iter(finished_by), None)
    return Document(name, name, source, (f"P{name[1:]}",), finished_by, chosen)


def coding(doc: str, code: str, coder: str, start: int = 0) -> Coding:
    return Coding(f"{doc}{code}{coder}{start}", doc, f"P{doc[1:]}", 1, start, start + 5, "words", code, coder)


def test_the_first_coder_to_finish_an_interview_counts_and_the_second_does_not() -> None:
    answer = counted([coding("D01", "a", "ben"), coding("D01", "b", "ana")], [document("D01", "ana", "ben")])
    assert [(one.code, one.coder) for one in answer.codings] == [("b", "ana")]
    assert answer.left_out == 1
    assert "lead coder" in answer.rule


def test_a_lead_coder_chosen_by_the_team_counts_instead_of_the_first() -> None:
    both = [coding("D01", "a", "ben"), coding("D01", "b", "ana")]
    assert [one.coder for one in counted(both, [document("D01", "ana", "ben", lead="ben")]).codings] == ["ben"]


def test_codings_in_an_interview_nobody_finished_do_not_count() -> None:
    answer = counted([coding("D01", "a", "ana")], [document("D01")])
    assert (answer.codings, [one.id for one in answer.unfinished], answer.left_out) == ((), ["D01"], 1)


def test_while_a_chosen_lead_coder_has_reopened_an_interview_the_first_to_finish_counts() -> None:
    all_three = [coding("D01", "a", "ana"), coding("D01", "b", "ben"), coding("D01", "c", "cho")]
    answer = counted(all_three, [document("D01", "ben", "cho", lead="ana")])
    assert ([one.coder for one in answer.codings], answer.left_out, answer.unfinished) == (["ben"], 2, ())


def test_an_interview_that_only_its_lead_coder_had_finished_is_not_coded_yet_once_reopened() -> None:
    answer = counted([coding("D01", "a", "ana")], [document("D01", lead="ana")])
    assert (answer.finished, answer.codings) == ((), ())


def test_naming_coders_takes_their_codings_as_they_stand_also_unfinished() -> None:
    codings = [coding("D01", "a", "ben"), coding("D02", "b", "ben"), coding("D02", "c", "ana")]
    documents = [document("D01", "ana", "ben"), document("D02"), document("D03", "ana")]
    answer = counted(codings, documents, coders=frozenset({"ben"}))
    assert [(one.document, one.code) for one in answer.codings] == [("D01", "a"), ("D02", "b")]
    assert [one.id for one in answer.finished] == ["D01", "D02"]
    assert "ben" in answer.rule


def test_progress_is_told_for_each_kind_of_record() -> None:
    shelf = [document("D01", "ana"), document("D02"), document("D03", "ana", source="program record")]
    assert progress(counted([], shelf)) == (Progress("interview", 1, 2), Progress("program record", 1, 1))


def test_two_codes_on_the_same_words_are_one_excerpt() -> None:
    assert excerpts([coding("D01", "a", "ana"), coding("D01", "b", "ben"), coding("D01", "a", "ana", start=9)]) == 2


def test_a_code_lies_under_itself_and_its_parents_only() -> None:
    assert lies_under("vc.potential.social", ["vc.potential"])
    assert not lies_under("vc.potential", ["vc.potential.social"])
    assert not lies_under("vc.potential", [])
