import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.themes.phrases import phrases_of
from qualcode.themes.spoken import words_of
from qualcode.themes.telling import log_odds
from qualcode.themes.terms import telling_terms
from qualcode.themes.terms_by_meaning import Meaning

BUDGET = [
    "The budget got cut, you know.",
    "Uh, budget cuts again.",
    "They cut the budget in May.",
    "A budget cut hurts.",
]
TRUST = ["I kind of trust my peers.", "Trust, you know, takes time.", "My peers and trust.", "We trust our peers, um."]


def test_filler_words_of_speech_are_no_terms():
    budget, trust = telling_terms(BUDGET + TRUST, [0] * 4 + [1] * 4, 2)
    assert budget[0] == "budget"
    assert set(trust) == {"trust", "peers"}
    assert not {"you know", "kind of", "uh", "um"} & {*budget, *trust}


def test_a_plural_does_not_follow_its_singular():
    said = [
        "drinks with friends",
        "a drink at home",
        "drinks and a drink",
        "the garden grew",
        "gardens grow",
        "a garden",
    ]
    first, second = telling_terms(said, [0, 0, 0, 1, 1, 1], 2)
    assert len([term for term in first if term.startswith("drink")]) == 1
    assert len([term for term in second if term.startswith("garden")]) == 1


def test_a_cluster_of_small_talk_is_told_by_its_small_words():
    talk, budget = telling_terms(
        ["So how was that?", "How was it?", "And how was this?", *BUDGET], [0] * 3 + [1] * 4, 2
    )
    assert "how" in talk
    assert budget[0] == "budget"


def test_excerpts_in_no_group_lend_no_terms():
    terms = telling_terms([*BUDGET, *TRUST], [0] * 4 + [-1] * 4, 1)
    assert terms[0][0] == "budget"
    assert "trust" not in terms[0]


def test_what_deidentification_leaves_is_no_term():
    assert phrases_of("xxxxxx told XXX about it") == set()


def test_terms_are_found_in_any_script():
    assert telling_terms(["доверие растёт", "доверие важно", "бюджет мал", "бюджет урезан"], [0, 0, 1, 1], 2) == [
        ("доверие",),
        ("бюджет",),
    ]


@given(st.text())
def test_phrases_hold_only_words_that_were_said(passage):
    said = set(words_of(passage))
    assert all(set(phrase.split()) <= said for phrase in phrases_of(passage))


def test_the_more_lopsided_term_scores_higher():
    scores = [log_odds((count, 50), (2, 50), (1.0, 20.0)) for count in (1, 2, 5, 20)]
    assert scores == sorted(scores)
    assert scores[1] == 0.0
    assert scores[0] < 0 < scores[2]


WORDS = ["budget", "cut", "may", "hurts", "trust", "peers", "time"]


def placed(texts):
    """Vectors that count a few words: enough of a model for a test."""
    counts = np.array([[sum(word in said for said in words_of(text)) for word in WORDS] for text in texts], dtype=float)
    return counts.reshape(len(texts), len(WORDS))


def told(said, labels, clusters=2, echoed=None):
    return telling_terms(said, labels, clusters, echoed, Meaning(placed(said), placed))


def test_with_a_model_the_terms_of_a_cluster_lie_near_it_and_away_from_the_other():
    budget, trust = told(BUDGET + TRUST, [0] * 4 + [1] * 4)
    assert budget[0] in ("budget", "budget cuts", "budget cut", "budget got cut")
    assert {word for term in trust for word in term.split()} >= {"trust", "peers"}
    assert not set(budget) & set(trust)
    assert told(BUDGET + TRUST, [0] * 4 + [1] * 4) == [budget, trust]


def test_a_word_that_only_repeats_the_question_is_no_term_with_a_model_or_without():
    asked = [frozenset({"budget"})] * 4 + [frozenset()] * 4
    for terms in (
        telling_terms(BUDGET + TRUST, [0] * 4 + [1] * 4, 2, asked),
        told(BUDGET + TRUST, [0] * 4 + [1] * 4, echoed=asked),
    ):
        assert terms[0]
        assert not [term for term in terms[0] if "budget" in term]
        assert any("trust" in term for term in terms[1])


def test_a_cluster_that_says_nothing_of_its_own_has_no_terms():
    echo = [frozenset({"the", "budget", "shrank"})] * 3
    said = ["The budget shrank.", "Budget shrank.", "Shrank, the budget."]
    assert told([*said, *TRUST], [0] * 3 + [1] * 4, echoed=[*echo, *[frozenset()] * 4])[0] == ()


def test_two_things_in_a_row_are_no_term():
    assert "danish and scared" not in phrases_of("They were Danish and scared.")


@given(st.lists(st.tuples(st.text(alphabet="ab c.", max_size=12), st.integers(-1, 2)), min_size=3, max_size=12))
@settings(max_examples=50)
def test_whatever_is_said_no_term_stands_for_two_clusters(found):
    said, given_labels = [one for one, _ in found], [label for _, label in found]
    known = sorted(set(given_labels) - {-1})
    labels = [known.index(label) if label >= 0 else -1 for label in given_labels]
    for terms in (telling_terms(said, labels, len(known)), told(said, labels, len(known))):
        every = [term for each in terms for term in each]
        assert len(every) == len(set(every))
        assert all(len(each) <= 8 for each in terms)
