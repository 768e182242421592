"""Turns cut into passages of a few sentences."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model import Section, Turn
from qualcode.transcripts.passages import cutting
from qualcode.transcripts.passages.cutting import MOST, RULES, SPLITTER, passages, splitter_in_use
from qualcode.transcripts.questions.surroundings import questions_before, said_in_passing, section_at, words_of

WORKED = (
    "I used to dread these things, and this one I look forward to. In November Rosa gave us her feedback card. "
    "I ran it with four teachers; one said it felt like an inspection, so we dropped the score line. "
    "By spring three of the four were asking me in."
)
SPOKEN = (
    "yeah so I mean they knew my name and uh, that was you know at 3:30 p.m. we would meet Dr. Smith came by "
    "and I thought okay this is uh, this is it um and then the kids were like we want to do that again so we did "
)


def cut(text: str) -> list[str]:
    return [passage.words for passage in passages("D01", text, [Turn(1, 0, len(text), None)])]


def test_short_sentences_are_taken_together():
    assert " | ".join(cut(WORKED)) == (
        "I used to dread these things, and this one I look forward to. In November Rosa gave us her feedback card. | "
        "I ran it with four teachers; one said it felt like an inspection, so we dropped the score line. "
        "By spring three of the four were asking me in."
    )


def test_speech_without_full_stops_is_cut_at_clauses_and_not_within_times():
    found = cut((SPOKEN * 3).strip())
    assert len(found) > 1
    assert all(8 <= len(words.split()) <= MOST for words in found)
    assert not any(words.endswith(("3:", "Dr.", "uh,")) for words in found)


def test_an_abbreviation_does_not_end_a_sentence():
    assert cut("We met Dr. Smith at 3 p.m. on Tuesday. " + WORKED)[0].startswith(
        "We met Dr. Smith at 3 p.m. on Tuesday."
    )


def test_passages_never_cross_turns_and_only_wanted_turns_are_cut():
    text = "Q: Why? P01: They knew my name. Q: Who?"
    turns = [Turn(1, 3, 7, "Q"), Turn(2, 13, 31, "P01"), Turn(3, 35, 39, "Q")]
    found = passages("D07", text, turns, wanted=lambda turn: turn.label == "P01")
    assert [(one.document, one.turn, one.start, one.end, one.words) for one in found] == [
        ("D07", 2, 13, 31, "They knew my name.")
    ]


def test_speech_without_any_full_stop_is_not_cut_after_a_word_that_leads_on():
    spoken = (
        "so yeah we started in august and i was told to go by my boss and i figured it would be sit and get and the"
        " first one kind of was but then at the second one odile asked us to bring a problem and i brought the"
        " attendance thing because that was what kept me up at night and people actually listened and then they asked"
        " me questions i had never thought about and every other tuesday at 10.30 we go through the list"
    )
    found = cut(spoken)
    assert len(found) > 1
    assert all(15 <= len(words.split()) <= MOST for words in found)
    assert not any(words.split()[-1] in {"and", "but", "then", "the", "a", "my", "i", "we"} for words in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "We met Dr. Smith at 10.30 a.m. on Monday.",
        "She said the U.S. average is 1.5 per week, e.g. in Ohio.",
        "I thought... I mean, uh, well… it was hard at 3:45 p.m. on the 5th.",
        "And then — no, wait — we stopped.",
    ],
)
def test_abbreviations_times_numbers_and_interruptions_stay_inside_their_passage(sentence):
    assert any(sentence in words for words in cut(f"{WORKED} {sentence} {WORKED}"))


@pytest.mark.parametrize(
    "said",
    [
        "我们每个星期二都见面。老师们讨论学生的作业，然后一起想办法。校长说：“这很重要。”我觉得这个方法改变了我们的学校！",
        "毎週火曜日に集まります。先生たちは生徒の課題について話し合って、それから一緒に考えます。",
        "हम हर मंगलवार को मिलते थे। क्या कुछ बदला? हाँ, बहुत कुछ बदला। शिक्षक अब बात करते हैं।",
        "كنا نلتقي كل يوم ثلاثاء. هل تغير شيء؟ نعم، تغير الكثير. المعلمون يتحدثون الآن.",
        "เราพบกันทุกวันอังคาร ครูพูดคุยเกี่ยวกับงานของนักเรียน แล้วก็ช่วยกันคิดหาวิธี",
    ],
)
def test_other_scripts_are_cut_into_passages_of_some_sentences(said):
    found = cut(" ".join([said] * 12) if " " in said else said * 12)
    assert len(found) > 3
    assert max(map(len, found)) < 400


def test_where_nobody_speaks_a_list_item_and_a_table_row_are_passages_of_their_own():
    record = (
        "- Twelve people came in March; two left early.\n- Nine came.\n  They stayed long.\n"
        "The bus cost 300. We paid.\n1. Second\n| school | visits |\n| --- | --- |\n| Gullfeather | 3 |"
    )
    assert cut(record) == [
        "- Twelve people came in March; two left early.",
        "- Nine came.\n  They stayed long.",
        "The bus cost 300. We paid.",
        "1. Second",
        "| school | visits |\n| --- | --- |",
        "| Gullfeather | 3 |",
    ]


def test_what_somebody_says_is_no_list_even_if_it_was_typed_as_one():
    said = "- Yes.\n- No."
    assert [one.words for one in passages("D01", said, [Turn(1, 0, len(said), "P01")])] == [said]


def exchange(*said: tuple[str, str]) -> tuple[str, list[Turn]]:
    text, turns = "", []
    for number, (label, words) in enumerate(said, start=1):
        start = len(text) + len(label) + 2
        text += f"{label}: {words}\n"
        turns.append(Turn(number, start, start + len(words), label))
    return text, turns


def asked(text: str, turns: list[Turn]) -> dict[int, str]:
    found = questions_before(text, turns, lambda turn: turn.label == "Q")
    return {number: words_of(text, stretches) for number, stretches in found.items()}


def test_an_answer_keeps_its_question_across_a_word_of_listening():
    text, turns = exchange(
        ("Q", "What changed?"),
        ("P01", "The card."),
        ("Q", "Mm-hm."),
        ("P01", "And lunch."),
        ("Q", "Why?"),
        ("P01", "!"),
    )
    assert asked(text, turns) == {
        2: "What changed?",
        3: "What changed?",
        4: "What changed?",
        5: "What changed?",
        6: "Why?",
    }


def test_in_a_group_the_question_holds_for_everyone_who_answers_it():
    text, turns = exchange(("Q", "What changed for you?"), ("P01", "Much."), ("P02", "Nothing."))
    assert asked(text, turns)[3] == "What changed for you?"


def test_all_stretches_of_a_question_belong_to_it():
    text = "What did you take\n[pause]\nfrom the meetings?\nA card."
    turns = [Turn(1, 0, 17, "Q"), Turn(1, 26, 44, "Q"), Turn(2, 45, 52, "P01")]
    assert asked(text, turns) == {2: "What did you take from the meetings?"}


@pytest.mark.parametrize("words", ["Mm-hm.", "Right. Okay.", "Really?", "That sounds good", "Uh-huh, yeah."])
def test_listening_is_no_question(words):
    assert said_in_passing(words)


@pytest.mark.parametrize(
    "words", ["Why?", "and how", "And in May?", "那么，你从这些会议里学到了什么有用的东西吗？", "Tell me about that."]
)
def test_a_short_question_is_one(words):
    assert not said_in_passing(words)


def test_a_place_stands_under_the_last_heading_before_it():
    sections = [Section(2, 8, 1), Section(20, 25, 2)]
    assert [section_at(sections, place) for place in (0, 9, 19, 26)] == [None, sections[0], sections[0], sections[1]]


def test_a_stretch_without_spaces_is_cut_as_well():
    found = cut("我们每个星期二都见面" * 150)
    assert len(found) > 1
    assert "".join(found) == "我们每个星期二都见面" * 150


def test_endless_runs_of_signs_take_no_time():
    assert "".join(cut("They knew. " + "*" * 50_000)).endswith("***")


def test_without_spacy_punctuation_decides_and_a_notice_says_so(monkeypatch):
    monkeypatch.setattr(cutting, "MODEL", "a_model_nobody_has")
    name, notice = splitter_in_use()
    assert name == RULES
    assert notice
    assert len(cut(WORKED)) == 2


def test_the_splitter_in_use_is_the_one_meant():
    assert splitter_in_use() == (SPLITTER, None)


def test_importing_the_transcripts_loads_nothing_heavy():
    check = "import sys, qualcode.transcripts, qualcode.transcripts.passages.cutting, qualcode.transcripts.finding; "
    check += "print(*(set(sys.modules) & {'lxml', 'spacy', 'numpy'}))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("model", ["a_model_nobody_has", cutting.MODEL])
@given(text=st.text(alphabet="abc DE.?!,;:—\n\u00a0é😀’", max_size=600))
def test_passages_are_exact_ordered_and_hold_all_words(model, text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "MODEL", model)
        found = passages("D01", text, [Turn(1, 0, len(text), None)])
    assert all(text[one.start : one.end] == one.words == one.words.strip() != "" for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert "".join("".join(one.words for one in found).split()) == "".join(text.split())


SPEECH = st.text(alphabet="abc DE.?!,;:—\n\u00a0é😀’。字ना।ไทย؟ع", max_size=120)


@given(said=st.lists(st.tuples(SPEECH, st.sampled_from(["P01", "Q", None])), max_size=6))
def test_passages_never_leave_their_stretch_and_hold_all_its_words_in_order(said):
    text, turns = "", []
    for words, label in said:
        turns.append(Turn(len(turns) // 2 + 1, len(text), len(text) + len(words), label))
        text += f"{words}[]"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "MODEL", "a_model_nobody_has")
        found = passages("D01", text, turns)
    for turn in turns:
        own = [one for one in found if turn.start <= one.start and one.end <= turn.end and one.words]
        assert "".join("".join(one.words for one in own).split()) == "".join(text[turn.start : turn.end].split())
        assert all(one.turn == turn.number for one in own)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[one.start : one.end] == one.words for one in found)
