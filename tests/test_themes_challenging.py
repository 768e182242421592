"""What deserves a look before a theme is believed."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.themes.challenging import Heard, Reason, likeness_to_theme, look_against


def found_in(heard, near, **more):
    return {one.index: [reason.kind for reason in one.reasons] for one in look_against(heard, np.array(near), **more)}


def own(who, valence="positive", **groups):
    return Heard(who, "We made time.", "for", True, frozenset({valence} if valence else ()), groups)


THEME = [own("P1"), own("P2"), own("P3"), own("P4")]
NEAR = [0.8, 0.7, 0.6, 0.5]


def test_words_on_the_same_subject_come_where_they_are_coded_the_other_way_or_deny():
    heard = [
        *THEME,
        Heard("P1", "It cost me my evenings.", "", True, frozenset({"negative"})),
        Heard("P2", "The hour never came.", "", True, frozenset({"absent"})),
        Heard("P3", "Nobody had time."),
        Heard("P3", "We had time."),
        Heard("P4", "The soup was cold.", "", True, frozenset({"negative"})),
        Heard("P4", "It went.", "against", True, frozenset({"negative"})),
    ]
    assert found_in(heard, [*NEAR, 0.9, 0.65, 0.7, 0.9, 0.1, 0.9]) == {
        5: ["sense"],
        4: ["sense"],
        6: ["denied"],
        3: ["least"],
        2: ["least"],
    }


def test_of_what_is_coded_the_other_way_what_the_theme_leaves_out_comes_first():
    heard = [
        *THEME[:3],
        own("P4", "negative"),
        own("P5", "negative"),
        Heard("P1", "No.", "", True, frozenset({"negative"})),
    ]
    found = look_against(heard, np.array([0.9, 0.8, 0.7, 0.9, 0.8, 0.82]))
    assert [one.index for one in found][:2] == [5, 3]


def test_where_most_of_a_theme_is_a_loss_gains_speak_against_it():
    heard = [*(own(f"P{n}", "negative") for n in range(4)), Heard("P1", "It paid.", "", True, frozenset({"positive"}))]
    assert found_in(heard, [*NEAR, 0.9])[4] == ["sense"]


def test_whoever_was_asked_or_speaks_of_it_and_never_raised_it_is_heard_in_their_nearest_words():
    heard = [*THEME, *(Heard(who, "I ran the bake sale.") for who in ("P5", "P5", "P6", "P7", "P1"))]
    found = look_against(heard, np.array([*NEAR, 0.1, 0.2, 0.9, 0.1, 0.9]), asked={"P5"})
    reasons = {one.index: one.reasons for one in found}
    assert reasons[5] == (Reason("absent", "asked"),), "the nearer of what P5 said"
    assert reasons[6] == (Reason("absent"),), "P6 speaks of the subject"
    assert not {4, 7, 8} & set(reasons)


def test_what_was_coded_on_the_subject_comes_before_what_was_left_where_words_deny_or_somebody_is_not_heard_from():
    heard = [
        *THEME,
        *(Heard("P1", f"Nobody met me {n} times.") for n in range(4)),
        *(Heard("P1", f"It helped {n} times.", "", True) for n in range(5)),
        Heard("P2", "Nobody asked us to.", "", True),
        Heard("P5", "We ran the bake sale."),
        Heard("P5", "We ran the other sale.", "", True),
    ]
    found = found_in(heard, [*NEAR, *[0.9] * 4, *[0.8] * 5, 0.7, 0.9, 0.6])
    assert found[13] == ["denied"], "though four uncoded denials lie nearer"
    assert found[15] == ["absent"]
    assert 14 not in found
    far = found_in(heard, [*NEAR, *[0.9] * 4, *[0.8] * 5, 0.7, 0.9, 0.1])
    assert far[14] == ["absent"], "what was coded of something else stands back"


def test_of_a_theme_of_few_excerpts_the_nearest_of_other_words_are_its_subject():
    heard = [*THEME[:3], Heard("P1", "It stopped.", "", True), Heard("P4", "I never met them."), Heard("P5", "Soup.")]
    assert found_in(heard, [0.9, 0.9, 0.9, 0.2, 0.5, 0.1]) == {4: ["denied", "absent"]}


def test_denials_are_told_in_the_language_of_the_study():
    heard = [*THEME, *(Heard("P1", words) for words in ("Das fragt keiner.", "On n’y va plus.", "Nadie vino."))]
    near = [*NEAR, 0.9, 0.9, 0.9]
    told = {
        language: [one for one, why in found_in(heard, near, language=language).items() if why == ["denied"]]
        for language in ("en", "de", "fr", "es", "xx")
    }
    assert told == {"en": [], "de": [4], "fr": [5], "es": [6], "xx": []}


def test_a_group_that_hardly_raises_it_is_heard_too_with_how_many_of_it_do():
    heard = [
        *(own(f"P{n}", None, role="principal") for n in range(3)),
        *(Heard(f"P{n}", "I ran the bake sale.", "", False, frozenset(), {"role": "teacher"}) for n in (4, 5)),
    ]
    (one,) = [one for one in look_against(heard, np.array([0.8, 0.7, 0.6, 0.9, 0.95])) if one.index == 4]
    assert Reason("group", "role teacher", 0, 2) in one.reasons


def test_what_a_person_asks_for_comes_first_and_stays_few():
    heard = [*THEME, *(Heard("P1", f"We met {n} times.") for n in range(30))]
    to_query = np.array([0.0] * 4 + [n / 30 for n in range(30)])
    found = found_in(heard, [*NEAR, *[0.1] * 30], to_query=to_query)
    assert list(found)[:5] == [33, 32, 31, 30, 29]
    assert list(found_in(heard, [*NEAR, *[0.1] * 30], to_query=to_query, times=3))[14] == 19


def test_an_excerpt_is_not_likened_to_itself_and_without_excerpts_the_idea_alone_counts():
    heard = [Heard("P1", "a", "for"), Heard("P2", "b", "for"), Heard("P3", "c")]
    alike = np.array([[1.0, 0.2], [0.2, 1.0], [0.4, 0.6]])
    assert likeness_to_theme(heard, np.array([0.6, 0.4, 0.0]), alike).round(6).tolist() == [0.4, 0.3, 0.25]
    assert likeness_to_theme(heard[2:], np.array([0.7]), np.zeros((1, 0))).tolist() == [0.7]
    assert likeness_to_theme(heard[:1], np.array([0.6]), np.ones((1, 1))).tolist() == [0.3]


HEARD = st.builds(
    Heard,
    st.sampled_from(["P1", "P2", "P3", "P4", "D9"]),
    st.sampled_from(["Nobody came.", "We met.", ""]),
    st.sampled_from(["", "", "for", "against"]),
    st.booleans(),
    st.frozensets(st.sampled_from(["positive", "negative", "mixed", "absent"]), max_size=2),
    st.dictionaries(st.sampled_from(["role", "school"]), st.sampled_from("ab"), max_size=2),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(HEARD, st.floats(-1, 1)), max_size=25))
def test_nothing_that_was_put_against_it_comes_again_and_nothing_comes_twice(said):
    heard, near = [one for one, _ in said], np.array([number for _, number in said])
    found = look_against(heard, near, asked={"P3"}, to_query=near)
    places = [one.index for one in found]
    assert len(places) == len(set(places))
    assert not any(heard[index].stance == "against" for index in places)
    assert all(one.reasons for one in found)
    assert found == look_against(heard, near, asked={"P3"}, to_query=near)
