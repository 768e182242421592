from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from wording_sentences import CLAIMS, OTHERS

from qualcode.analysis.amounts import HOUSE
from qualcode.model import Coding, Document, Participant, Theme
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.material import Material
from qualcode.reports.verifying.page import Page, VerifiedLine
from qualcode.reports.verifying.verify import failed, verify_report
from qualcode.reports.wording.languages import TONGUES, tongue_of
from qualcode.reports.wording.phrases import phrases_table
from qualcode.reports.wording.quantifiers import Claim, Quantifiers
from qualcode.reports.wording.sentences import sentences
from qualcode.reports.wording.wording import check_wording

ROLES = ["principal"] * 8 + ["vice principal"] * 7 + ["teacher leader"] * 6
LEVELS = {"principal": "high", "vice principal": "middle", "teacher leader": "middle"}
RAISED = {"c.trust": 9, "c.time": 14, "c.money": 3, "c.all": 21, "c.lunch": 18}
LABELS = {"c.trust": "Trust", "c.time": "Time for classrooms", "c.money": "Money", "c.all": "Being asked",
          "c.lunch": "The lunches", "c.never": "Test scores"}  # fmt: skip


def coding(number: int, person: int, code: str, **modifiers: str) -> Coding:
    who = f"{person + 1:02}"
    return Coding(f"x{number}", f"D{who}", f"P{who}", 1, 0, 4, "Yes.", code, "ana", modifiers)


def study(**changes: Any) -> Material:
    """Of 21 people in seven schools, the first nine raised trust, fourteen time, three money."""
    people = [f"{number:02}" for number in range(1, 22)]
    codings = [coding(0, person, code) for code, k in RAISED.items() for person in range(k)]
    material = Material(
        title="What leaders took home",
        question="",
        mode="codebook",
        documents=tuple(
            Document(f"D{one}", one, "interview", (f"P{one}",), ("ana",), "ana", frozenset(LABELS)) for one in people
        ),
        participants=tuple(
            Participant(f"P{one}", {"role": role, "school": f"School {int(one) % 7}", "level": LEVELS[role]})
            for one, role in zip(people, ROLES, strict=True)
        ),
        speakers=(),
        turns={f"D{one}": () for one in people},
        texts={f"D{one}": "Yes." for one in people},
        codings=tuple(replace(one, id=f"x{number}") for number, one in enumerate(codings)),
        themes=(Theme("t1", "Peers before bosses", "People speak among peers.", codes=("c.time",)),),
        code_labels=LABELS,
    )  # fmt: skip
    return replace(material, **changes)


STUDY = study()
ANSWERS = Answers(STUDY)


def held(text: str, answers: Answers = ANSWERS) -> list[VerifiedLine]:
    return [*check_wording(Page(text), answers)]


def statuses(text: str, answers: Answers = ANSWERS) -> list[str]:
    return [one.status for one in held(text, answers)]


def claims(text: str, language: str = "en") -> list[Claim]:
    finder = Quantifiers(tongue_of(language), HOUSE, ["principal", "vice principal", "teacher leader"], {"elementary"})
    return [claim for one in sentences(Page(text)) for claim in finder.claims(one)]


def test_a_memo_with_most_behind_which_stand_9_of_21_fails() -> None:
    (found,) = held('Most<!-- count participants code="c.trust" --> leaders spoke of it.')
    assert (found.line, found.status, found.expected) == (1, "changed", "about half (9 of 21)")
    assert failed([found])
    assert not failed(held('Most<!-- count participants code="c.time" --> leaders spoke of it.'))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Trust", "about half of the participants"), ("Time for classrooms", "most participants"),
        ("Money", "a few participants"), ("Being asked", "all participants"),
        ("The lunches", "nearly all participants"), ("Test scores", "no participants"),
        ("Time for classrooms", "a majority of participants"), ("Time for classrooms", "many participants"),
        ("Trust", "several participants"), ("Trust", "less than half of the participants"),
        ("Money", "a couple of participants"), ("Trust", "not all participants"),
    ],
)  # fmt: skip
def test_each_word_stands_for_its_share_and_a_word_beside_it_is_wrong(code: str, words: str) -> None:
    assert statuses(f"{words[0].upper()}{words[1:]} (of 21) raised {code}.") == ["ok"]
    wrong = "nearly all" if "nearly" not in words and words[:3] != "all" else "some"
    assert statuses(f"In the end {wrong} participants (of 21) raised {code}.") == (
        ["ok"] if code == "The lunches" and wrong == "nearly all" else ["changed"]
    )


def test_words_are_backed_by_a_figure_a_name_in_the_sentence_or_a_heading_and_else_by_nothing() -> None:
    assert statuses("Most leaders spoke of peers before bosses (14 of 21).") == ["ok"]
    assert statuses("## Time for classrooms\n\nMost leaders (14 of 21) said so.") == ["ok"]
    assert statuses("## 2. Peers before bosses\n\n### Who\n\nMost leaders (14 of 21) said so.") == ["ok"]
    assert statuses("Most leaders {{ count theme:peers }} said so.") == ["ok"]
    (loose,) = held("Most leaders said so.")
    assert loose.status == "not backed"
    assert "{{ count theme:" in loose.what
    (unknown,) = held("Most leaders {{ count theme:bananas }} said so.")
    assert unknown.status == "not backed"
    assert "bananas" in unknown.what


def test_what_follows_an_amount_backs_it_before_what_stands_before_it() -> None:
    assert statuses("Most leaders (14 of 21) raised Time for classrooms, a few leaders (3 of 21) Money.") == [
        "ok",
        "ok",
    ]
    assert statuses("A few leaders (3 of 21) raised Time for classrooms, most leaders (14) Money.") == ["changed"] * 2


def test_a_name_of_one_word_must_be_written_as_the_study_has_it() -> None:
    assert statuses("About half of the leaders (of 21) trust each other.") == ["not backed"]
    assert statuses("About half of the leaders (of 21) named “trust”.") == ["ok"]
    assert statuses("About half of the leaders (of 21) named Trust.") == ["ok"]


def test_right_words_that_hide_of_how_many_are_worth_a_look_and_do_not_fail() -> None:
    found = held("Most leaders raised Time for classrooms.")
    assert [(one.status, one.expected) for one in found] == [("worth a look", "most (14 of 21)")]
    assert not failed(found)


def test_people_who_are_named_are_the_people_who_are_counted() -> None:
    (wrong,) = held('All<!-- count participants code="c.all" --> principals said so.')
    assert (wrong.status, wrong.expected) == ("changed", "participants with the role “principal”: all (8 of 8)")
    assert statuses('All<!-- count participants code="c.all" role="principal" --> principals said so.') == ["ok"]
    assert statuses('All<!-- count participants code="c.all" role="principal" --> leaders said so.') == ["changed"]
    assert statuses("All principals (8 of 8) raised Being asked.") == ["ok"]
    assert statuses("All seven schools (7 of 7) raised Being asked.") == ["ok"]
    assert statuses('All<!-- count participants code="c.all" --> schools said so.') == ["changed"]
    assert statuses("All high school principals (8) raised Being asked.") == ["changed"]
    (strangers,) = held("Most teachers raised Time for classrooms.")
    assert strangers.status == "changed"
    assert "nobody of the study is known as “teachers”" in strangers.what
    assert statuses("Most students were present.") == ["worth a look"]


def test_people_of_few_are_told_as_counts() -> None:
    few = Answers(study(participants=STUDY.participants[:5]))
    (found,) = held("Most leaders raised Time for classrooms (5 of 5).", few)
    assert (found.status, found.expected) == ("changed", "5 of 5")
    assert statuses("All leaders raised Time for classrooms (5 of 5).", few) == ["ok"]


def test_weight_needs_its_rule() -> None:
    assert statuses("The dominant theme was Time for classrooms.") == ["ok"]
    assert statuses("The dominant theme was Money.") == ["changed"]
    assert statuses("The dominant theme was honesty.") == ["not backed"]
    one_role = Answers(
        study(codings=tuple(coding(n, n, "c.time") for n in range(8)), participants=STUDY.participants[:15])
    )
    (told,) = held("The dominant theme was Time for classrooms.", one_role)
    assert told.status == "changed"
    assert "1 role" in told.what
    assert statuses("The greatest benefit was Time for classrooms.") == ["changed"]
    first = Answers(study(codings=tuple(coding(n, n, "c.time", salience="foremost") for n in range(14))))
    assert statuses("The greatest benefit was Time for classrooms.", first) == ["ok"]


def test_causes_and_changes_are_worth_a_look_unless_they_say_whose_word_and_from_what() -> None:
    assert statuses("The program improved teaching.") == ["worth a look"]
    assert statuses("Leaders said that the program improved teaching.") == []
    assert statuses("Attendance grew by 442 per cent.") == ["worth a look"]
    assert statuses("Attendance of 40 students doubled from 9 to 18 days, compared with other schools.") == []
    seen = Answers(study(codings=tuple(coding(n, n, "c.time", evidence_basis="record") for n in range(3))))
    assert statuses("Time for classrooms improved teaching.", seen) == ["ok"]
    assert statuses("Time for classrooms improved teaching.") == ["worth a look"]


@pytest.mark.parametrize(
    "text",
    [
        "> Most leaders lie.\n", "“Most leaders lie,” he said.", "```\nMost leaders lie.\n```\n", "`Most leaders lie.`",
        "<!-- Most leaders lie.\n\nMost leaders lie. -->", "---\ntitle: Most leaders lie\n---\n",
        "    Most leaders lie.\n", "- > Most leaders lie.\n", "‘Most leaders don’t lie.’",
    ],
)  # fmt: skip
def test_quotations_code_and_comments_claim_nothing(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("**Most** leaders lie.", 1), ("\nThere, nearly\nall _of the_\nleaders lie.", 2), ("## Most leaders lie", 1),
        ("- one\n- Most leaders lie.", 2), ("| A | B |\n|---|---|\n| x | Most leaders lie |", 3),
        ("Ok.\r\nMost leaders lie.", 2),
        ("1. A list\n\n    Most leaders lie.", 3), ("M&#111;st leaders lie.", 1), ("😀 Most leaders <b>lie</b>.", 1),
    ],
)  # fmt: skip
def test_claims_are_found_in_whatever_dress_and_on_their_line(text: str, line: int) -> None:
    assert [(one.line, one.status) for one in held(text)] == [(line, "not backed")]


def test_a_cell_that_holds_an_amount_alone_is_about_what_its_row_names() -> None:
    text = "| Theme | Who |\n|---|---|\n| Trust | most |\n| Time for classrooms | most (14 of 21) |\n"
    assert [(one.line, one.status) for one in held(text)] == [(3, "changed")]


def test_invented_sentences_are_told_apart() -> None:
    found = {text for text in (*CLAIMS, *OTHERS) if claims(text)}
    assert len(found & {*CLAIMS}) >= 0.95 * len(CLAIMS)
    assert len(found & {*OTHERS}) <= 0.05 * len(OTHERS)


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("de", "Die meisten Schulleiterinnen sprachen davon.", "most"),
        ("de", "Fast alle Lehrer*innen zweifelten.", "nearly all"),
        ("de", "Etwa die Hälfte der Befragten sagte das.", "about half"),
        ("de", "Die meisten Sitzungen begannen um neun.", None),
        ("de", "Am meisten half das Essen.", None),
        ("fr", "La plupart des directrices ont parlé.", "most"),
        ("fr", "Personne n’a mentionné les notes.", "none"),
        ("fr", "Une personne a mentionné les notes.", None),
        ("fr", "La plupart du temps, il pleuvait.", None),
        ("es", "Casi todos los participantes hablaron.", "nearly all"),
        ("es", "Nadie mencionó las notas.", "none"),
        ("es", "La mayoría de las veces llovía.", None),
    ],
)
def test_other_languages_have_their_own_words(language: str, text: str, amount: str | None) -> None:
    assert [claim.amount for claim in claims(text, language)] == ([amount] if amount else [])


def test_a_german_memo_is_answered_with_german_words() -> None:
    german = Answers(study(language="de"))
    (found,) = held('Die meisten<!-- count participants code="c.trust" --> Befragten sprachen davon.', german)
    assert (found.status, found.expected) == ("changed", "etwa die Hälfte (9 of 21)")


def test_words_of_the_study_come_before_the_usual_ones() -> None:
    own = Answers(study(amounts={"hardly any": (0, 0.4), "most": (0.4, 1)}))
    text = 'Most<!-- count participants code="c.trust" --> leaders spoke of it.'
    assert statuses(text, own) == ["ok"]
    assert statuses("Hardly any leaders (3 of 21) raised Money.", own) == ["ok"]
    consensual = Answers(study(amounts="cqr"))
    (found,) = held(text, consensual)
    assert found.expected == "variant (9 of 21)"


def test_the_table_of_phrases_names_question_count_and_groups() -> None:
    text = "# Memo\n\nMost leaders raised Time for classrooms.\n\nSome leaders lie.\n"
    first, second = phrases_table(text, ANSWERS)
    assert (first.line, first.phrase, first.k, first.n, first.asked) == (3, "Most leaders", 14, 21, "asked")
    assert first.question == "participants who raised “Time for classrooms”"
    assert first.by_role == "principal 8 of 8; teacher leader 0 of 6; vice principal 6 of 7"
    assert first.by_school == "7 of 7"
    assert (second.question, second.k, second.result) == ("", None, "not backed")


def test_verify_takes_an_amount_beside_a_marker_for_words_and_a_quoted_name_for_no_quotation() -> None:
    memo = 'Most<!-- count participants code="c.trust" --> leaders spoke of “peers before bosses”.'
    found = [one for one in verify_report(memo, STUDY) if failed([one])]
    assert [(one.status, one.expected) for one in found] == [("changed", "about half (9 of 21)")]


@given(some.text(alphabet='most leaders, Trust.“”"`*_|#>-<!{}\n 9of21', max_size=80))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_is_answered(text: str) -> None:
    page = Page(text)
    assert all(1 <= one.line <= len(page) for one in held(text))


def test_an_empty_study_has_nothing_behind_any_word() -> None:
    empty = Answers(study(documents=(), participants=(), codings=(), themes=(), code_labels={}, turns={}, texts={}))
    assert statuses("Most participants said so.", empty) == ["not backed"]
    assert phrases_table("", empty) == []


def test_every_language_calls_every_word_something() -> None:
    for tongue in TONGUES.values():
        called = dict(tongue.called)
        assert not called or {tongue.means(name) for name in called.values()} == {*HOUSE.words, "none"}
