import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.themes import Cluster, Clustering
from qualcode.themes.questions import beside_questions, same_questions, weighty

CALENDAR = "How did the new calendar change your building?"
ECHOES = ["The new calendar changed the building.", "Yes, a calendar changes a building.", "The calendar, sure."]
TRUST = ["I trust my peers now.", "My peers earned that trust.", "Trust grew among peers."]


def clustering(*sizes):
    """Clusters of so many passages each, one after the other."""
    labels = np.repeat(np.arange(len(sizes)), sizes)
    rows = [
        Cluster(place + 1, size, tuple(np.flatnonzero(labels == place).tolist()), (), (0, 1), 0, 2, 1.0, size, 0.3)
        for place, size in enumerate(sizes)
    ]
    return Clustering(labels.astype(np.int64), tuple(rows), 100)


def test_a_question_asked_in_other_words_is_the_same_question():
    asked = ["So, how has the calendar changed the building?", CALENDAR, CALENDAR, "Whom do you call at night?"]
    assert same_questions(asked) == [CALENDAR, CALENDAR, CALENDAR, asked[3]]


def test_a_question_of_the_guide_stands_for_those_that_ask_it():
    guide = "Calendar: what did it change in the building?"
    assert same_questions([CALENDAR, "", "And then?"], [guide]) == [guide, "", "And then?"]


def test_one_word_in_common_does_not_make_two_questions_one():
    asked = ["How did the calendar change the building?", "What does the building cost?", "And the calendar of buses?"]
    assert same_questions(asked) == asked


def test_each_cluster_is_told_with_the_question_most_of_it_answers():
    asked = [CALENDAR, "How did the calendar change the building?", "", "Whom do you call?", "And at night?", ""]
    first, second = beside_questions(clustering(3, 3), [*ECHOES, *TRUST], asked).clusters
    assert weighty(first.question) == weighty(CALENDAR)
    assert (round(first.question_share, 2), round(second.question_share, 2)) == (0.67, 0.33)


def test_nothing_is_said_of_questions_where_nobody_knows_what_was_asked():
    found = beside_questions(clustering(3, 3), [*ECHOES, *TRUST], [""] * 6).clusters
    assert [(one.question, one.question_share) for one in found] == [("", 0.0), ("", 0.0)]
    assert "calendar" in found[0].terms


UNASKED = ["The calendar runs my life.", "My life is a calendar.", "That calendar, my whole life."]


def test_words_of_the_question_are_no_terms_of_its_answers():
    found = beside_questions(clustering(3, 3), [*ECHOES, *TRUST], [CALENDAR] * 3 + [""] * 3).clusters
    assert not {word for term in found[0].terms for word in term.split()} & {"calendar", "building", "changed"}
    assert {"trust", "peers"} & set(found[1].terms)


def test_words_of_a_question_may_be_terms_of_what_was_said_unasked():
    found = beside_questions(clustering(3, 3), [*TRUST, *UNASKED], [CALENDAR] * 3 + [""] * 3).clusters
    assert "calendar" in found[1].terms


def test_words_asked_of_many_are_no_terms_anywhere():
    asked = [CALENDAR] * 3 + [""] * 3
    groups = ["P1", "P2", "P3", "P1", "P2", "P3"]
    found = beside_questions(clustering(3, 3), [*TRUST, *UNASKED], asked, groups=groups).clusters
    assert not [term for one in found for term in one.terms if "calendar" in term]
    assert "life" in found[1].terms


@given(st.lists(st.text(alphabet="abcd tr?", max_size=20), max_size=12))
@settings(max_examples=80)
def test_every_question_is_told_in_words_that_were_asked_whatever_their_order(asked):
    told = dict(zip(asked, same_questions(asked), strict=True))
    assert set(told.values()) <= set(asked)
    assert dict(zip(asked[::-1], same_questions(asked[::-1]), strict=True)) == told
    assert all(bool(one) == bool(other) for one, other in told.items())
