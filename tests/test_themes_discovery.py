import warnings
from collections import Counter
from itertools import product

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from qualcode.encoders import WORDS_ONLY, best_encoder
from qualcode.errors import QualcodeError
from qualcode.themes import discover

PLANTED = {
    "peers": (
        ("The other principals", "A colleague from the cohort", "My peer group", "Another school leader", "My circle"),
        (
            "listened when I was failing",
            "told me the truth about my leadership",
            "answers when I call at night",
            "gave me the courage to go on",
            "knows what this loneliness is like",
            "shared her own mistakes with me",
        ),
    ),
    "money": (
        ("The school budget", "Grant money", "Our funding for substitutes", "The allocation", "What we can spend"),
        (
            "ran out before spring",
            "was cut by the board again",
            "never covers the real costs",
            "pays for half a position",
            "has to be applied for each year",
            "went into repairs",
        ),
    ),
    "classrooms": (
        (
            "Visiting classrooms",
            "An hour in a lesson",
            "Watching teachers teach",
            "My morning walk",
            "Sitting in on math",
        ),
        (
            "shows me how children learn",
            "is where I can give feedback",
            "keeps me close to instruction",
            "changed what I say to teachers",
            "gets pushed aside by discipline",
            "is the best part of my day",
        ),
    ),
}


def interviews(participants=20):
    """One excerpt on each planted theme from each participant, no two worded alike."""
    said, who, about = [], [], []
    for theme, (subjects, claims) in PLANTED.items():
        wordings = [f"{a} {b}." for a, b in product(subjects, claims)]
        for number in range(participants):
            said.append(wordings[(number * 7) % len(wordings)])
            who.append(f"P{number + 1:02}")
            about.append(theme)
    return said, who, about


def scattered(middles, each, spread=0.6, dimensions=30, seed=3):
    """Vectors around so many middles, and an invented wording for each."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(middles, dimensions))
    vectors = np.repeat(centres, each, axis=0) + spread * rng.normal(size=(middles * each, dimensions))
    return [f"Excerpt number {place} of the study." for place in range(len(vectors))], vectors


@pytest.fixture(scope="module")
def planted():
    said, who, about = interviews()
    encoder, _ = best_encoder()
    assert encoder is not None, "the packaged model belongs to the installation"
    return said, who, about, encoder, encoder.encode(said)


def groups_of(clustering):
    return {frozenset(cluster.members) for cluster in clustering.clusters}


def test_three_themes_planted_over_twenty_participants_come_back(planted):
    said, who, about, encoder, _ = planted
    clustering = discover(said, groups=who, encoder=encoder)
    assert len(clustering.clusters) == 3
    for cluster in clustering.clusters:
        assert len({about[member] for member in cluster.members}) == 1
        assert cluster.stability >= 0.9
        assert cluster.groups >= 18
    assert (clustering.labels >= 0).mean() >= 0.95
    assert (clustering.redraws, clustering.redrawn, clustering.notice) == (100, "participants", None)


def test_terms_come_from_their_own_theme_and_stand_for_one_cluster_only(planted):
    said, who, about, _, vectors = planted
    clustering = discover(said, groups=who, vectors=vectors)
    terms = {about[cluster.members[0]]: cluster.terms for cluster in clustering.clusters}
    assert any("mistakes" in term or "peer" in term or "leader" in term for term in terms["peers"])
    assert any("budget" in term or "money" in term for term in terms["money"])
    assert any("teachers" in term or "classroom" in term for term in terms["classrooms"])
    assert max(Counter(term for each in clustering.terms for term in each).values()) == 1


def test_words_shared_do_when_there_is_no_model_and_the_reader_is_told():
    said, who, about = interviews()
    longer = [f"{said[place]} {said[place // 20 * 20 + (place + 1) % 20]}" for place in range(60)]
    clustering = discover(longer, groups=who, encoder=WORDS_ONLY)
    assert clustering.notice is not None
    assert "not by meaning" in clustering.notice
    assert clustering.clusters
    for cluster in clustering.clusters:
        commonest = Counter(about[member] for member in cluster.members).most_common(1)[0][1]
        assert commonest / cluster.size > 0.8


def test_the_order_of_the_passages_does_not_matter(planted):
    said, who, _, _, vectors = planted
    order = np.random.default_rng(1).permutation(len(said))
    one = discover(said, groups=who, vectors=vectors)
    other = discover([said[i] for i in order], groups=[who[i] for i in order], vectors=vectors[order])
    assert (one.labels[order] == other.labels).all()
    assert [c.exemplars for c in one.clusters] == [tuple(int(order[i]) for i in c.exemplars) for c in other.clusters]
    assert (one.terms, one.stability) == (other.terms, other.stability)


def test_the_order_does_not_matter_to_the_model_either(planted):
    said, who, _, encoder, _ = planted
    one = discover(said, groups=who, encoder=encoder)
    other = discover(said[::-1], groups=who[::-1], encoder=encoder)
    assert (one.labels == other.labels[::-1]).all()
    assert one.stability == other.stability


def test_one_thread_and_two_and_a_second_run_give_the_same_bits(planted):
    said, who, _, _, vectors = planted
    runs = []
    for threads in (1, 2, 2):
        with threadpool_limits(threads):
            runs.append(discover(said, groups=who, vectors=vectors, detail="fine"))
    assert runs[0].labels.tobytes() == runs[1].labels.tobytes() == runs[2].labels.tobytes()
    assert runs[0].clusters == runs[1].clusters == runs[2].clusters


def test_fine_groups_lie_within_broad_ones(planted):
    said, vectors = scattered(middles=4, each=30, spread=1.0)
    vectors = np.vstack([vectors, vectors[:30] + 3 * np.eye(30)[0]])
    said = [f"Excerpt {place} of them." for place in range(len(vectors))]
    who = [f"P{place % 15}" for place in range(len(said))]
    broad = discover(said, groups=who, vectors=vectors)
    fine = discover(said, groups=who, vectors=vectors, detail="fine")
    assert len(fine.clusters) >= len(broad.clusters) >= 2
    for cluster in fine.clusters:
        assert len({int(broad.labels[member]) for member in cluster.members} - {-1}) <= 1


def test_what_only_one_loud_participant_says_comes_back_in_half_of_the_redraws_at_most():
    said, vectors = scattered(middles=3, each=20)
    who = [f"P{place % 10}" for place in range(40)] + ["P99"] * 20
    clustering = discover(said, groups=who, vectors=vectors)
    loud = next(cluster for cluster in clustering.clusters if 45 in cluster.members)
    assert (loud.groups, loud.biggest_share) == (1, 1.0)
    assert loud.stability < 0.7
    assert loud.number == len(clustering.clusters)
    assert all(cluster.stability > 0.9 for cluster in clustering.clusters if cluster is not loud)


def test_equal_wordings_are_one_voice_in_the_grouping_but_all_count():
    said, vectors = scattered(middles=3, each=12)
    once = discover(said, vectors=vectors)
    twice = discover([*said, *said[:12]], vectors=np.vstack([vectors, vectors[:12]]))
    assert (twice.labels[36:] == twice.labels[:12]).all()
    assert twice.clusters[int(twice.labels[0])].size == 24
    assert {frozenset(m for m in group if m < 36) for group in groups_of(twice)} == groups_of(once)


def test_every_cluster_describes_its_own_members():
    said, vectors = scattered(middles=3, each=20)
    who = [f"P{place % 7}" for place in range(60)]
    clustering = discover(said, groups=who, vectors=vectors)
    for place, cluster in enumerate(clustering.clusters):
        assert cluster.number == place + 1
        assert cluster.members == tuple(np.flatnonzero(clustering.labels == place).tolist())
        assert len(set(cluster.exemplars)) == 3
        assert {*cluster.exemplars, cluster.least_typical} <= set(cluster.members)
        assert cluster.least_typical not in cluster.exemplars
        counts = Counter(who[member] for member in cluster.members)
        assert (cluster.groups, cluster.biggest_share) == (len(counts), max(counts.values()) / cluster.size)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 9])
def test_too_few_excerpts_are_in_no_group_and_a_sentence_says_why(count):
    said, vectors = scattered(middles=1, each=max(count, 1))
    clustering = discover(said[:count], vectors=vectors[:count], groups=["P1"] * count)
    assert clustering.labels.tolist() == [-1] * count
    assert clustering.labels.dtype == np.int64
    assert (clustering.clusters, clustering.redraws) == ((), 0)
    assert clustering.notice is not None
    assert clustering.notice.endswith(".")


def test_excerpts_that_all_say_the_same_have_nothing_to_group():
    clustering = discover(["We trust each other."] * 40, groups=[f"P{place % 8}" for place in range(40)])
    assert set(clustering.labels.tolist()) == {-1}
    assert clustering.notice == "All 40 excerpts say the same, so there is nothing to group."


def test_excerpts_that_are_all_different_are_not_forced_into_groups():
    rng = np.random.default_rng(8)
    said = [f"Excerpt {place} stands alone." for place in range(150)]
    who = [f"P{place % 12}" for place in range(150)]
    clustering = discover(said, groups=who, vectors=rng.normal(size=(150, 60)))
    assert set(clustering.labels.tolist()) == {-1}
    assert "No groups came back" in (clustering.notice or "")


def test_excerpts_without_a_common_word_are_not_grouped_by_words():
    said = [f"word{place} other{place} further{place}" for place in range(60)]
    clustering = discover(said, encoder=WORDS_ONLY)
    assert not clustering.clusters
    assert "too little in common" in (clustering.notice or "")


def test_an_excerpt_without_a_word_is_in_no_group():
    said, vectors = scattered(middles=2, each=15)
    clustering = discover([*said, "…", "  "], vectors=np.vstack([vectors, vectors[:2]]))
    assert clustering.labels[-2:].tolist() == [-1, -1]
    assert len(clustering.clusters) == 2


@pytest.mark.parametrize("participants", [1, 2, 3])
def test_few_participants_are_named_as_the_limit_they_are(participants):
    said, vectors = scattered(middles=3, each=20)
    who = [f"P{place % participants}" for place in range(60)]
    clustering = discover(said, groups=who, vectors=vectors)
    assert clustering.redrawn == "excerpts"
    assert "participant" in (clustering.notice or "")
    assert len(clustering.clusters) == 3


def test_a_small_study_is_told_that_its_groups_rest_on_little():
    said, vectors = scattered(middles=2, each=10, spread=0.3)
    clustering = discover(said, groups=[f"P{place % 8}" for place in range(20)], vectors=vectors)
    assert len(clustering.clusters) == 2
    assert "only 20 different excerpts" in (clustering.notice or "")


@pytest.mark.parametrize("flat", [np.zeros((40, 5)), np.ones((40, 5))])
def test_vectors_that_tell_nothing_apart_give_no_groups_and_no_warning(flat):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        clustering = discover([f"Excerpt {place}." for place in range(40)], vectors=flat)
    assert not clustering.clusters
    assert clustering.notice


def test_thousands_of_excerpts_of_one_participant_are_grouped():
    said, vectors = scattered(middles=6, each=210)
    clustering = discover(said, groups=["P01"] * len(said), vectors=vectors)
    assert sorted(cluster.size for cluster in clustering.clusters) == [210] * 6
    assert {len({member // 210 for member in cluster.members}) for cluster in clustering.clusters} == {1}


def test_labels_cannot_be_changed_afterwards():
    said, vectors = scattered(middles=2, each=15)
    with pytest.raises(ValueError, match="read-only"):
        discover(said, vectors=vectors).labels[0] = 5


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"detail": "medium"}, "no “medium” view"),
        ({"groups": ["P1"]}, "2 passages came with 1 participants"),
        ({"vectors": np.zeros((3, 4))}, "vectors of shape"),
        ({"vectors": np.zeros((2, 0))}, "vectors of shape"),
        ({"vectors": np.full((2, 4), np.nan)}, "not numbers"),
    ],
)
def test_arguments_that_do_not_fit_are_named(arguments, complaint):
    with pytest.raises(QualcodeError, match=complaint):
        discover(["One.", "Two."], **arguments)
