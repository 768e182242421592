from hypothesis import given
from hypothesis import strategies as st

from qualcode.themes.spoken import words_of
from qualcode.themes.terms import log_odds, phrases_of, telling_terms

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
