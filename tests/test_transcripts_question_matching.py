"""Questions of a guide found again in what interviewers really said."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.questions.matching import ALIKE, VERY_ALIKE, Uttered, likely_askings

GUIDE = [
    "What did you take away from the meetings?",
    "What have you done differently since?",
    "How did the principals work together?",
    "What would have helped you more?",
]


def found(*said: str, guide: list[str] = GUIDE) -> dict[int, int]:
    """The place of the likeliest turn, from 0, by question."""
    (row,) = likely_askings(guide, [[Uttered(number, words) for number, words in enumerate(said)]])
    return {one.question: one.turn for one in row}


def likeness(question: str, said: str) -> float:
    (row,) = likely_askings(
        [question, *GUIDE[1:]], [[Uttered(1, said), *(Uttered(n, "Right, go on.") for n in (2, 3))]]
    )
    return next((one.likeness for one in row if one.question == 0), 0.0)


def test_a_question_read_out_is_very_alike():
    assert likeness(GUIDE[0], "what did you take away from the meetings") > 0.9 > VERY_ALIKE


def test_a_question_said_in_other_words_is_alike():
    assert ALIKE <= likeness(GUIDE[0], "So, uh, what did you take home from, you know, the meetings?") <= 1


def test_another_question_is_not_alike():
    assert likeness(GUIDE[0], "Did the bus come on time?") < ALIKE


def test_questions_are_found_in_the_turns_that_ask_them():
    said = (
        "Thanks for coming. So, tell me who you are?",
        "So, uh, what did you take home from, you know, the meetings?",
        "mm-hm",
        "And since then, what have you been doing differently, if anything?",
    )
    assert found(*said) == {0: 1, 1: 3}


def test_one_turn_may_ask_two_questions_even_in_one_sentence():
    said = "Right. And how did you principals work together, and, um, what would’ve helped you more?"
    assert found("What did you take away from the meetings?", said) == {0: 0, 2: 1, 3: 1}


def test_one_sentence_is_not_taken_for_two_questions_by_the_same_words():
    guide = ["What did you learn at the meetings?", "What did you learn at the meetings about yourself?"]
    assert found("What did you learn at the meetings?", "Hm.", guide=guide) == {0: 0}


def test_of_two_turns_equally_alike_the_one_at_its_place_in_the_guide_is_meant():
    guide = ["What helped?", "Who came along?", "What did the meetings help with?"]
    assert found("What helped you?", "Who came along?", "What helped you?", guide=guide)[0] == 0


def test_a_question_that_was_interrupted_is_found_where_it_ends():
    said = [Uttered(1, "So what did you take"), Uttered(3, "away from the meetings?", goes_on=True)]
    (row,) = likely_askings(["What did you take away from the meetings, all in all?"], [said])
    assert [one.turn for one in row] == [3]


def test_questions_in_scripts_without_spaces_are_found():
    assert found("会議で何を学びましたか", "いつ来ましたか", guide=["今回の会議で何を学びましたか？"]) == {0: 0}


def test_a_long_turn_without_sentence_ends_is_looked_at_in_pieces():
    before = (
        "so i was thinking about the bus and the weather and my own drive over the hill this morning which was long "
    )
    after = (
        " and maybe take your time because we have the whole hour and the coffee is still warm over there on the shelf"
    )
    assert found(before + "what have you done differently since" + after, guide=GUIDE)[1] == 0


def test_nothing_is_found_where_nobody_asks():
    assert likely_askings(GUIDE, [[], [Uttered(1, "")]]) == [[], []]


WORDS = st.text(alphabet="abcdé ?.,\n字ก😀’", max_size=60)


@given(
    questions=st.lists(WORDS, max_size=4),
    documents=st.lists(st.lists(st.tuples(WORDS, st.booleans()), max_size=5), max_size=3),
)
def test_proposals_are_turns_of_their_document_one_a_question_and_likenesses_lie_between_0_and_1(questions, documents):
    said = [[Uttered(n * 2, words, goes) for n, (words, goes) in enumerate(turns)] for turns in documents]
    rows = likely_askings(questions, said)
    assert len(rows) == len(said)
    for row, turns in zip(rows, said, strict=True):
        assert [one.question for one in row] == sorted({one.question for one in row})
        assert {one.turn for one in row} <= {one.turn for one in turns}
        assert all(ALIKE <= one.likeness <= 1 and one.question < len(questions) for one in row)
    assert rows == likely_askings(questions, said)
