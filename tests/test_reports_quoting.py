"""Which quotes a report shows, by people's choice or by rule, and whose voices they are."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model import Coding, Document, Evidence, Participant, QuoteChoice, Theme, Turn
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.material import Material
from qualcode.reports.answers.quoting import ShownQuote, quotes_for
from qualcode.reports.answers.theme_quotes import theme_quotes
from qualcode.reports.answers.trimming import sense_kept_by_choice
from qualcode.reports.answers.voices import effective_voices, voices

SAID = "we drafted the card in one evening and it was not pretty but it was ours {}"
LENGTH = 200
"""Letters that each excerpt has a document's text for."""


def coding(number: int, who: str, *, code: str = "card", words: str = "", **more: object) -> Coding:
    """The numbered excerpt of a person, in their own interview."""
    words = words or SAID.format(number)
    start = number * LENGTH
    document = f"D{who[1:]}"
    return Coding(f"c{number}-{who}", document, who, number, start, start + len(words), words, code, "ana", **more)  # type: ignore[arg-type]


def material(
    codings: list[Coding],
    *,
    people: dict[str, dict[str, str]] | None = None,
    against: tuple[str, ...] = (),
    choices: tuple[QuoteChoice, ...] = (),
    themes: tuple[Theme, ...] | None = None,
) -> Material:
    """A study of one theme, under whose code every coding stands."""
    ids = sorted({one.participant for one in codings if one.participant} | set(people or {}))
    put = tuple(Evidence(one, "against") for one in against)
    return Material(
        title="",
        question="",
        mode="codebook",
        documents=tuple(Document(f"D{one[1:]}", "", "interview", (one,), ("ana",), "ana") for one in ids),
        participants=tuple(Participant(one, (people or {}).get(one, {})) for one in ids),
        speakers=(),
        turns={},
        texts={},
        codings=tuple(codings),
        themes=themes or (Theme("t1", "Ours", "…", codes=("card",), evidence=put),),
        code_labels={"card": "Card"},
        quote_choices=choices,
    )


def quoted(found: Material, stance: str = "for", audience: str = "team", shown: tuple[object, ...] = ()) -> list[str]:
    """The codings behind the quotes, the first of each."""
    return [one.codings[0] for one in quotes(found, stance, audience, shown)]


def quotes(
    found: Material, stance: str = "for", audience: str = "team", shown: tuple[object, ...] = ()
) -> tuple[ShownQuote, ...]:
    return quotes_for(Answers(found), "Ours", stance, audience, shown)  # type: ignore[arg-type]


def keep(coding: str, position: int | None = None, **more: str) -> QuoteChoice:
    return QuoteChoice("t1", coding, more.pop("audience", ""), "keep", position, **{"coder": "ben", **more})


def drop(coding: str, audience: str = "") -> QuoteChoice:
    return QuoteChoice("t1", coding, audience, "drop", coder="ben")


def test_without_any_choice_three_people_are_quoted_once_each():
    found = material([coding(n, who) for who in ("P01", "P02", "P03", "P04", "P05") for n in (1, 2)])
    shown = quotes(found)
    assert len({one.place[0] for one in shown}) == len(shown) == 3
    assert {one.chosen_by for one in shown} == {None}


def test_a_fourth_is_quoted_for_a_role_not_heard_yet():
    people = {who: {"role": "principal"} for who in ("P01", "P02", "P03")} | {"P04": {"role": "teacher"}}
    people |= {"P05": {"role": "principal"}}
    found = material([coding(1, who) for who in people], people=people)
    roles = [people[one.removeprefix("c1-")]["role"] for one in quoted(found)]
    assert "teacher" in roles
    assert len(roles) == 3
    four = material([coding(1, who) for who in people], people=people | {"P05": {"role": "coach"}})
    assert len({one.removeprefix("c1-") for one in quoted(four)}) == 3
    five = people | {"P03": {"role": "district"}, "P05": {"role": "coach"}}
    assert len(quoted(material([coding(1, who) for who in five], people=five))) == 4


def test_one_person_alone_is_quoted_twice_at_most():
    assert len(quoted(material([coding(n, "P01") for n in range(1, 6)]))) == 2


def test_starred_excerpts_come_first_and_two_of_one_person_may_stand():
    codings = [coding(1, "P01"), coding(1, "P02", starred=True), coding(2, "P02", starred=True)]
    codings += [coding(3, "P02", starred=True)]
    found = quoted(material(codings))
    assert [one[-3:] for one in found] == ["P02", "P02", "P01"]


def test_who_was_quoted_least_so_far_comes_first():
    codings = [coding(1, who) for who in ("P01", "P02", "P03", "P04")]
    elsewhere = [coding(9, who, code="other") for who in ("P01", "P02")]
    found = material(codings + elsewhere)
    before = tuple((one.document, one.start, one.end) for one in elsewhere)
    assert [one[-3:] for one in quoted(found, shown=before)][:2] == ["P03", "P04"]
    assert "c1-P01" in quoted(found)


def test_long_excerpts_are_quoted_only_where_there_is_nothing_else():
    long = coding(1, "P01", words="we went on and on " * 30, starred=True)
    assert quoted(material([long, coding(1, "P02")])) == ["c1-P02"]
    assert quoted(material([long])) == ["c1-P01"]
    assert quoted(material([long, coding(1, "P02")], choices=(keep("c1-P01"),))) == ["c1-P01"]


@pytest.mark.parametrize("consent", ["paraphrase", "none", "None", "withdrawn", "no!"])
def test_who_did_not_consent_is_never_quoted_even_if_somebody_kept_it(consent: str):
    people = {"P01": {"consent": consent}, "P02": {"consent": "Quote"}}
    codings = [coding(1, "P01", starred=True), coding(1, "P02")]
    assert quoted(material(codings, people=people, choices=(keep("c1-P01"),))) == ["c1-P02"]


def test_what_people_kept_stands_in_their_order_and_nothing_else():
    codings = [coding(1, who) for who in ("P01", "P02", "P03", "P04")]
    choices = (keep("c1-P04", 2), keep("c1-P03"), keep("c1-P02", 1))
    found = quotes(material(codings, choices=choices))
    assert [one.codings[0] for one in found] == ["c1-P02", "c1-P04", "c1-P03"]
    assert {one.chosen_by for one in found} == {"ben"}


def test_what_people_dropped_is_not_found_by_the_rule():
    codings = [coding(1, who) for who in ("P01", "P02")]
    assert quoted(material(codings, choices=(drop("c1-P01"),))) == ["c1-P02"]
    assert quoted(material(codings, choices=(drop("c1-P01"), drop("c1-P02")))) == []


def test_a_choice_for_one_audience_overrides_the_one_for_all():
    codings = [coding(1, who) for who in ("P01", "P02")]
    found = material(codings, choices=(keep("c1-P01"), drop("c1-P01", "public"), keep("c1-P02", audience="public")))
    assert quoted(found, audience="team") == quoted(found, audience="sponsor") == ["c1-P01"]
    assert quoted(found, audience="public") == ["c1-P02"]


def test_a_choice_about_one_theme_says_nothing_about_another():
    codings = [coding(1, who) for who in ("P01", "P02")]
    other = replace(keep("c1-P01"), theme="t2")
    assert len(quoted(material(codings, choices=(other,)))) == 2


def test_a_theme_with_words_against_it_never_stands_without_any():
    codings = [coding(n, "P01", starred=True) for n in (1, 2)] + [coding(3, "P01")]
    found = material(codings, against=("c3-P01",))
    shown = tuple(one.place for one in quotes(found))
    assert len(shown) == 2
    assert quoted(found, "against", shown=shown) == ["c3-P01"]


def test_nobody_is_quoted_more_than_twice_under_a_theme_by_rule():
    codings = [coding(n, "P01", starred=n < 3) for n in (1, 2, 3)] + [coding(4, "P02"), coding(5, "P01")]
    found = theme_quotes(Answers(material(codings, against=("c3-P01", "c4-P02", "c5-P01"))), "team")
    assert [one.codings[0] for one in found["Ours", "against"]] == ["c4-P02"]


def test_the_same_words_are_not_quoted_twice_in_parts():
    whole = coding(1, "P01")
    part = replace(whole, id="part", start=whole.start + 3, words=whole.words[3:])
    assert len(quoted(material([whole, part]))) == 1


def test_two_codings_of_the_same_words_are_one_quote_with_both():
    one = coding(1, "P01")
    other = replace(one, id="other", coder="ben", code="card.sub")
    assert [quote.codings for quote in quotes(material([one, other]))] == [("c1-P01",)]
    lead_free = replace(material([one, other]), themes=(Theme("t1", "Ours", "…", codes=("card",)),))
    assert len(quotes(lead_free)) == 1


def test_a_trimmed_quote_is_shown_as_trimmed_as_long_as_it_fits():
    one = coding(1, "P01")
    trim = "we drafted the card … but it was [the team’s] 1"
    assert quotes(material([one], choices=(keep(one.id, words=trim),)))[0].words == trim
    corrected = replace(one, words="we wrote the card in one evening and that was that")
    assert quotes(material([corrected], choices=(keep(one.id, words=trim),)))[0].words == corrected.words


def test_a_trim_over_several_turns_falls_back_to_the_whole_excerpt():
    one = coding(1, "P01")
    middle = one.start + 20
    turns = {one.document: (Turn(1, one.start, middle, "A"), Turn(2, middle, one.end, "B"))}
    found = replace(material([one], choices=(keep(one.id, words="we drafted … ours 1"),)), turns=turns)
    assert quotes(found)[0].words == one.words


def test_a_trim_that_leaves_out_a_not_is_told_and_known_to_be_meant():
    one = coding(1, "P01")
    trim = "we drafted the card in one evening and it was … pretty but it was ours 1"
    found = material([one], choices=(keep(one.id, words=trim),))
    (quote,) = quotes(found)
    assert (quote.words, quote.lost) == (trim, "not")
    assert sense_kept_by_choice(found, quote.place, trim.replace("we drafted", "we  drafted"))
    assert not sense_kept_by_choice(found, quote.place, trim.replace("evening", "morning"))
    assert not sense_kept_by_choice(replace(found, quote_choices=()), quote.place, trim)


def test_a_theme_nobody_coded_has_no_quotes_and_no_voices():
    found = material([], people={"P01": {}})
    assert quoted(found) == quoted(found, "against") == []
    nobody = voices(Answers(found), [])
    assert (nobody.about, nobody.people, nobody.most, nobody.never, nobody.uneven) == (0, 0, 0, (), False)


def test_voices_tell_who_is_quoted_how_often_and_who_never_is():
    people = {"P03": {"consent": "paraphrase"}, "P04": {"consent": "none"}, "P05": {}, "P06": {}}
    codings = [coding(n, "P01") for n in (1, 2, 3)]
    codings += [coding(1, who) for who in ("P02", "P03", "P04", "P05")]
    heard = [(one.document, one.start, one.end) for one in codings if one.participant in ("P01", "P02")]
    found = voices(Answers(material(codings, people=people)), heard)
    assert found.about == pytest.approx(1 / (0.75**2 + 0.25**2))
    assert (found.people, found.most, found.most_quoted) == (2, 0.75, ("P01",))
    assert (found.never, found.paraphrased, found.withheld) == (("P05",), ("P03",), ("P04",))
    assert found.uneven


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_effective_voices_lie_between_one_and_the_number_of_people(counts: list[int]):
    about = effective_voices(counts)
    assert 1 - 1e-9 <= about <= len(counts) + 1e-9
    assert effective_voices([1] * len(counts)) == pytest.approx(len(counts))


PEOPLE = ["P01", "P02", "P03", "P04"]
CODINGS = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(PEOPLE), st.booleans(), st.booleans()),
    max_size=14,
    unique_by=lambda one: one[:2],
)
CHOSEN = st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.none() | st.integers(1, 3)), max_size=5)


@settings(max_examples=60, deadline=None)
@given(CODINGS, CHOSEN, st.randoms(use_true_random=False))
def test_quotes_keep_their_rules_and_do_not_depend_on_ids(
    drawn: list[tuple[int, str, bool, bool]], chosen: list[tuple[int, bool, int | None]], chance: random.Random
):
    codings = [coding(n, who, starred=starred) for n, who, starred, _ in drawn]
    against = tuple(one.id for one, (*_, opposed) in zip(codings, drawn, strict=True) if opposed)
    picks = {codings[n % len(codings)].id: (kept, place) for n, kept, place in chosen if codings}
    choices = tuple(keep(one, place) if kept else drop(one) for one, (kept, place) in picks.items())
    people = {"P01": {"role": "principal"}, "P02": {"role": "teacher"}, "P04": {"consent": "none"}}
    found = material(codings, people=people, against=against, choices=choices)
    shown = theme_quotes(Answers(found), "sponsor")
    for stance in ("for", "against"):
        said = Counter(one.place[0] for one in shown["Ours", stance])
        assert max(said.values(), default=0) <= 2
        assert "D04" not in said
        kept = {one for one, (keeps, _) in picks.items() if keeps and (one in against) == (stance == "against")}
        assert all((one.codings[0] in kept) == (one.chosen_by == "ben") for one in shown[("Ours", stance)])
        assert not {one.codings[0] for one in shown["Ours", stance]} & {
            one for one, (keeps, _) in picks.items() if not keeps
        }
    both = Counter(one.place[0] for found in shown.values() for one in found)
    ruled = {stance for stance in ("for", "against") if any(not one.chosen_by for one in shown["Ours", stance])}
    alone = {stance for stance in ruled if len(shown["Ours", stance]) == 1}
    assert not ruled or alone or max(both.values(), default=0) <= 2
    offered = {one for one in against if not one.endswith("P04")} - {
        one for one, (keeps, _) in picks.items() if not keeps
    }
    assert bool(shown["Ours", "against"]) == bool(offered)

    drawn_ids = chance.sample(range(1000), len(codings))
    new = {one.id: f"{number}" for one, number in zip(codings, drawn_ids, strict=True)}
    other = material(
        [replace(one, id=new[one.id]) for one in codings],
        people=people,
        against=tuple(new[one] for one in against),
        choices=tuple(replace(one, coding=new[one.coding], theme="t1") for one in choices),
    )
    again = theme_quotes(Answers(other), "sponsor")
    assert {key: [one.place for one in quotes] for key, quotes in again.items()} == {
        key: [one.place for one in quotes] for key, quotes in shown.items()
    }
