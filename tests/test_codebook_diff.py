"""What an edit did to a codebook."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import Code, Codebook, CounterExample, Modifier
from qualcode.codebook.code_changes import CodeChange
from qualcode.codebook.diff import CodebookDiff, candidates, diff
from qualcode.codebook.read import read_codebook
from qualcode.codebook.rewording import lines_of_change, reworded
from qualcode.shipped import shipped


@pytest.fixture(scope="module")
def value_creation() -> Codebook:
    path = shipped("codebooks/value-creation.yaml")
    return read_codebook(path.read_bytes(), path.name)


TRUST = Code(id="trust", brief="Colleagues can say awkward things", when=["a risk is taken"])
CANDOR = Code(id="candor", brief="Bad news is told early")


def test_a_codebook_does_not_differ_from_itself(value_creation: Codebook):
    assert diff(value_creation, value_creation).nothing


def test_codes_that_came_and_went_are_told_apart():
    change = diff(Codebook(codes=[TRUST]), Codebook(codes=[CANDOR]))
    assert (change.added, change.removed, change.reworded) == ((CANDOR,), (TRUST,), ())
    assert change.perhaps_renamed == ()


def test_a_reworded_code_names_the_fields_that_differ():
    new = TRUST.model_copy(update={"full": "Longer.", "when": ("a risk is taken aloud",)})
    ((old, now, fields),) = diff(Codebook(codes=[TRUST]), Codebook(codes=[new])).reworded
    assert (old, now, fields) == (TRUST, new, ("full", "when"))


def test_the_same_words_under_another_id_look_renamed():
    renamed = TRUST.model_copy(update={"id": "trust.peers"})
    change = diff(Codebook(codes=[TRUST, CANDOR]), Codebook(codes=[renamed, CANDOR]))
    assert change.perhaps_renamed == ((TRUST, renamed),)


def test_codes_without_words_never_look_renamed():
    assert diff(Codebook(codes=[Code(id="a")]), Codebook(codes=[Code(id="b")])).perhaps_renamed == ()


def test_another_order_alone_is_a_change_and_an_insertion_is_no_other_order():
    assert diff(Codebook(codes=[TRUST, CANDOR]), Codebook(codes=[CANDOR, TRUST])).reordered
    assert not diff(Codebook(codes=[TRUST, CANDOR]), Codebook(codes=[TRUST, Code(id="x"), CANDOR])).reordered


def test_a_modifier_tells_which_values_are_no_longer_offered():
    old = Codebook(modifiers=[Modifier(name="valence", values=["positive", "absent"])])
    new = Codebook(modifiers=[Modifier(name="valence", values=["positive"]), Modifier(name="reach", values=["a", "b"])])
    valence, reach = diff(old, new).modifiers_changed
    assert (valence.name, valence.values_gone) == ("valence", ("absent",))
    assert (reach.old, reach.values_gone) == (None, ())


def test_what_all_codes_share_is_compared_too():
    change = diff(Codebook(title="One", cycles=["a"]), Codebook(title="Two", cycles=["a"]))
    assert change.shared_changed == ("title",)
    assert not change.nothing


def test_a_value_that_looks_renamed_is_told_as_a_guess():
    old = Codebook(modifiers=[Modifier(name="valence", values=["positive", "mixed", "absent"])])
    new = Codebook(modifiers=[Modifier(name="valence", values=["positive", "mixed", "missing"])])
    far = Codebook(modifiers=[Modifier(name="valence", values=["up", "down"])])
    assert diff(old, new).modifiers_changed[0].values_perhaps_renamed == (("absent", "missing"),)
    assert diff(old, far).modifiers_changed[0].values_perhaps_renamed == ()


def told(change: CodebookDiff) -> list[tuple[str, list[str], list[str], bool]]:
    return [
        (one.how, [code.id for code in one.old], [code.id for code in one.new], one.certain) for one in change.changes
    ]


def with_ids(codebook: Codebook, ids: dict[str, str]) -> Codebook:
    """The codebook as it reads when codes are called otherwise, wherever they are named."""

    def other(text: str) -> str:
        before, arrow, target = text.rpartition(" -> ")
        return f"{before}{arrow}{ids.get(target, target)}" if arrow else text

    def renamed(code: Code) -> Code:
        label = code.label if code.label != code.id.rpartition(".")[2] else ""
        return code.model_copy(
            update={
                "id": ids.get(code.id, code.id),
                "label": label,
                "when_not": tuple(map(other, code.when_not)),
                "counter_examples": tuple(
                    one.model_copy(update={"code_as": ids.get(one.code_as, one.code_as)})
                    for one in code.counter_examples
                ),
            }
        )

    return codebook.model_copy(update={"codes": tuple(map(renamed, codebook.codes))})


def test_a_renamed_code_is_told_once_and_the_codes_that_name_it_only_follow(value_creation: Codebook):
    new = with_ids(value_creation, {"vc.potential.social": "vc.potential.ties"})
    change = diff(value_creation, new)
    assert ("renamed", ["vc.potential.social"], ["vc.potential.ties"], True) in told(change)
    others = [one for one in change.changes if one.how != "renamed"]
    assert {one.how for one in others} == {"reworded"}
    assert all(one.fields == () for one in others)
    assert change.perhaps_renamed == ((value_creation.code("vc.potential.social"), new.code("vc.potential.ties")),)


def test_a_branch_that_moves_is_told_once_with_what_is_below_it(value_creation: Codebook):
    ids = {code.id: code.id.replace("vc.potential", "gains.potential") for code in value_creation.codes}
    (moved,) = [one for one in diff(value_creation, with_ids(value_creation, ids)).changes if one.how != "reworded"]
    assert (moved.how, moved.top, moved.below) == ("moved", ("vc.potential", "gains.potential"), 5)
    assert moved.certain


def test_all_codes_below_a_part_that_is_no_code_are_told_as_one_renaming(value_creation: Codebook):
    ids = {code.id: code.id.replace("vc.", "value.") for code in value_creation.codes}
    (renamed,) = diff(value_creation, with_ids(value_creation, ids)).changes
    assert (renamed.how, renamed.top, renamed.below) == ("renamed", ("vc", "value"), len(value_creation.codes))


def test_a_code_below_a_moved_branch_that_reads_differently_is_told_by_itself(value_creation: Codebook):
    ids = {code.id: code.id.replace("vc.potential", "vc.assets") for code in value_creation.codes}
    moved = with_ids(value_creation, ids)
    codes = tuple(
        code.model_copy(update={"brief": "People to turn to"}) if code.id == "vc.assets.social" else code
        for code in moved.codes
    )
    change = diff(value_creation, moved.model_copy(update={"codes": codes}))
    branch, social = [one for one in change.changes if one.top]
    assert (branch.top, branch.below) == (("vc.potential", "vc.assets"), 4)
    assert (social.top, social.fields) == (("vc.potential.social", "vc.assets.social"), ("brief",))
    assert not social.certain
    assert 0.9 < social.likeness < 1
    assert value_creation.code("vc.potential.social") not in [old for old, _ in change.perhaps_renamed]


def test_codes_that_trade_their_names_are_renamed_and_not_reworded():
    old = Codebook(codes=[TRUST, CANDOR])
    new = Codebook(codes=[with_id(TRUST, "candor"), with_id(CANDOR, "trust")])
    change = diff(old, new)
    assert sorted(told(change)) == [
        ("renamed", ["candor"], ["trust"], True),
        ("renamed", ["trust"], ["candor"], True),
    ]
    assert (change.added, change.removed, change.reworded) == ((), (), ())


def test_a_name_that_passes_on_is_followed_down_the_row():
    new = Codebook(codes=[with_id(TRUST, "candor"), with_id(CANDOR, "frankness")])
    assert sorted(told(diff(Codebook(codes=[TRUST, CANDOR]), new))) == [
        ("renamed", ["candor"], ["frankness"], True),
        ("renamed", ["trust"], ["candor"], True),
    ]


def test_a_copy_of_a_code_does_not_take_its_name_away():
    slightly = TRUST.model_copy(update={"brief": "Colleagues can say the awkward things"})
    change = diff(Codebook(codes=[TRUST]), Codebook(codes=[slightly, with_id(TRUST, "copy")]))
    assert told(change) == [("reworded", ["trust"], ["trust"], True), ("added", [], ["copy"], True)]


def test_names_alone_are_a_guess():
    (moved,) = diff(Codebook(codes=[Code(id="trust")]), Codebook(codes=[Code(id="vc.trust")])).changes
    assert (moved.how, moved.certain) == ("moved", False)


def with_id(code: Code, code_id: str) -> Code:
    return code.model_copy(update={"id": code_id, "label": ""})


WIDE = Code(
    id="meetings",
    brief="What happens when members gather",
    when=("a session is described from opening to close", "somebody skips a gathering and says why"),
    examples=("We always began with a poem and cold coffee.", "In March only nine of us showed up, as buses failed."),
    counter_examples=(CounterExample(text="The district sent a calendar."),),
)
OPENING = Code(
    id="meetings.sessions",
    brief="Sessions as they went",
    when=WIDE.when[:1],
    examples=WIDE.examples[:1],
    counter_examples=WIDE.counter_examples,
)
ABSENCE = Code(id="meetings.absence", brief="Who stays away", when=WIDE.when[1:], examples=WIDE.examples[1:])


def test_a_code_whose_texts_went_into_two_others_was_split():
    (split,) = diff(Codebook(codes=[WIDE, CANDOR]), Codebook(codes=[CANDOR, OPENING, ABSENCE])).changes
    assert (split.how, split.old, split.new) == ("split", (WIDE,), (OPENING, ABSENCE))
    assert not split.certain  # the old brief stands in neither
    assert split.likeness > 0.7


def test_a_code_that_keeps_its_name_and_hands_texts_to_a_new_one_was_split_too():
    thinned = WIDE.model_copy(update={"when": WIDE.when[:1], "examples": WIDE.examples[:1]})
    (split,) = diff(Codebook(codes=[WIDE, CANDOR]), Codebook(codes=[thinned, ABSENCE, CANDOR])).changes
    assert (split.how, split.old, split.new, split.certain) == ("split", (WIDE,), (thinned, ABSENCE), True)


def test_a_new_code_with_words_the_old_one_keeps_or_with_hardly_any_is_no_part_of_a_split():
    thinned = WIDE.model_copy(update={"when": WIDE.when[:1], "examples": WIDE.examples[:1]})
    copied = Code(id="copied", brief="A session described from opening to close, with a poem and cold coffee")
    tiny = Code(id="buses", brief="buses failed")
    change = diff(Codebook(codes=[WIDE, CANDOR]), Codebook(codes=[thinned, ABSENCE, copied, tiny, CANDOR]))
    assert [(one.how, one.new) for one in change.changes] == [
        ("split", (thinned, ABSENCE)),
        ("added", (copied,)),
        ("added", (tiny,)),
    ]


def test_a_code_that_goes_on_nearly_whole_was_not_split_by_a_small_new_one():
    gathering = WIDE.model_copy(update={"id": "gatherings", "label": "", "brief": "What happens as members gather"})
    small = Code(id="small", examples=WIDE.examples[:1])
    change = diff(Codebook(codes=[WIDE, CANDOR]), Codebook(codes=[gathering, small, CANDOR]))
    assert [(one.how, one.new) for one in change.changes] == [("renamed", (gathering,)), ("added", (small,))]


def test_of_two_codes_with_the_same_words_none_is_certainly_the_new_one():
    change = diff(Codebook(codes=[TRUST, with_id(TRUST, "faith")]), Codebook(codes=[with_id(TRUST, "reliance")]))
    assert change.perhaps_renamed == ()
    assert all(not one.certain for one in change.changes if one.top)


def test_a_single_code_that_moves_is_told_by_its_own_name():
    (moved,) = diff(
        Codebook(codes=[with_id(TRUST, "vc.trust")]), Codebook(codes=[with_id(TRUST, "value.trust")])
    ).changes
    assert (moved.top, moved.below) == (("vc.trust", "value.trust"), 0)


def test_codes_whose_texts_stand_in_one_were_merged():
    (merged,) = diff(Codebook(codes=[OPENING, ABSENCE, CANDOR]), Codebook(codes=[WIDE, CANDOR])).changes
    assert (merged.how, merged.old, merged.new) == ("merged", (OPENING, ABSENCE), (WIDE,))


def test_a_code_whose_texts_another_took_over_was_merged_into_it():
    grown = OPENING.model_copy(
        update={
            "when": OPENING.when + ABSENCE.when,
            "examples": OPENING.examples + ABSENCE.examples,
            "full": "Who stays away",
        }
    )
    (merged,) = diff(Codebook(codes=[OPENING, ABSENCE, CANDOR]), Codebook(codes=[grown, CANDOR])).changes
    assert (merged.how, merged.old, merged.new, merged.certain) == ("merged", (OPENING, ABSENCE), (grown,), True)


def test_codes_that_went_while_strangers_came_are_no_renaming(value_creation: Codebook):
    before = Codebook(codes=[code for code in value_creation.codes if code.id.count(".") == 1])
    after = Codebook(
        codes=[with_id(code, f"x.n{n}") for n, code in enumerate(value_creation.codes) if code.id.count(".") > 1]
    )
    assert Counter(one.how for one in diff(before, after).changes) == {"removed": 5, "added": 5}


def test_the_codes_a_removed_one_may_have_become_are_named_best_first():
    social = WIDE.model_copy(update={"id": "gatherings", "label": "", "brief": "What happens as members gather"})
    found = candidates(WIDE, Codebook(codes=[CANDOR, ABSENCE, social]))
    assert [one.code_id for one in found] == ["gatherings", "meetings.absence"]
    assert 1 > found[0].likeness > found[1].likeness > 0


def test_a_rewording_is_told_word_by_word_with_signs():
    old = TRUST.model_copy(update={"full": "", "examples": ("I told them I had failed.",)})
    new = TRUST.model_copy(update={"brief": "Colleagues may say awkward things", "when": (), "full": "Longer."})
    assert list(lines_of_change(old, new, ["brief", "full", "when", "examples"])) == [
        "brief: Colleagues [−can] [+may] say awkward things",
        "full: + Longer.",
        "when: − a risk is taken",
        "examples: − I told them I had failed.",
    ]


def test_where_a_script_sets_no_blanks_single_letters_are_told():
    assert reworded("同僚を信じる", "同僚を疑う") == "同僚を [−信じる] [+疑う]"


def test_items_that_only_trade_places_are_said_to():
    old = Code(id="a", when=("first", "second"))
    new = Code(id="a", when=("second", "first"))
    assert list(lines_of_change(old, new, ["when"])) == ["when: in another order"]


WORDS = [
    first + last for first in ("ba", "de", "fi", "go", "lu", "ma", "ne", "po") for last in ("rk", "st", "nd", "lm")
]
PARTS = st.sampled_from(["trust", "peers", "vc", "信頼", "ça va", "a"])
IDS = st.lists(PARTS, min_size=1, max_size=3).map(".".join)
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=0, max_size=8).map(" ".join)
LISTS = st.lists(SENTENCES.filter(bool), max_size=3).map(tuple)
CODES = st.builds(Code, id=IDS, brief=SENTENCES, full=SENTENCES, when=LISTS, examples=LISTS)
CODEBOOKS = st.lists(CODES, max_size=7, unique_by=lambda code: code.id).map(lambda codes: Codebook(codes=codes))


@given(CODEBOOKS)
def test_no_codebook_differs_from_itself(codebook: Codebook):
    again = Codebook.from_record(codebook.record())
    assert diff(codebook, again).nothing


@given(CODEBOOKS, CODEBOOKS)
@settings(max_examples=60)
def test_every_code_of_either_side_is_told_once_unless_it_stayed_as_it_was(old: Codebook, new: Codebook):
    change = diff(old, new)
    before = Counter(code.id for one in change.changes for code in one.old)
    after = Counter(code.id for one in change.changes for code in one.new)
    same = {code.id for code in old.codes if code.id in new and new.code(code.id) == code}
    assert before == Counter(code.id for code in old.codes if code.id not in same)
    assert after == Counter(code.id for code in new.codes if code.id not in same)
    assert all(
        0 < one.likeness <= 1 and (one.likeness == 1 or not one.certain or one.how in HANDED_ON)
        for one in change.changes
    )


HANDED_ON = ("split", "merged")


@given(st.integers())
@settings(max_examples=30, deadline=None)
def test_a_renaming_a_move_a_merge_or_a_split_is_recognised_whatever_the_codes_say(seed: int):
    chance = random.Random(seed)
    old = Codebook(codes=[_code(f"c{number // 4}.n{number}", chance) for number in range(12)])
    new, expected = chance.choice(EDITS)(old, chance)
    (change,) = diff(old, new).changes
    assert _outline(change) == expected


@given(st.integers())
@settings(max_examples=20, deadline=None)
def test_a_split_is_recognised_whatever_the_codes_say(seed: int):
    chance = random.Random(seed)
    new = Codebook(codes=[_code(f"c{number // 4}.n{number}", chance) for number in range(12)])
    old, (_, parts, wholes) = _merged(new, chance)
    (change,) = diff(old, new).changes
    assert _outline(change) == ("split", wholes, parts)


def _outline(change: CodeChange) -> tuple[str, set[str], set[str]]:
    return change.how, {code.id for code in change.old}, {code.id for code in change.new}


def _code(code_id: str, chance: random.Random) -> Code:
    def sentence() -> str:
        return " ".join("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(8))

    return Code(id=code_id, brief=sentence(), when=[sentence(), sentence()], examples=[sentence(), sentence()])


def _renamed(old: Codebook, chance: random.Random) -> tuple[Codebook, tuple[str, set[str], set[str]]]:
    one = chance.choice(old.codes)
    to = f"{one.parent}.other"
    return with_ids(old, {one.id: to}), ("renamed", {one.id}, {to})


def _moved(old: Codebook, chance: random.Random) -> tuple[Codebook, tuple[str, set[str], set[str]]]:
    one = chance.choice(old.codes)
    to = f"elsewhere.{one.id.rpartition('.')[2]}"
    codes = list(with_ids(old, {one.id: to}).codes)
    codes.append(codes.pop(codes.index(with_id(one, to))))
    codes[-1] = codes[-1].model_copy(update={"brief": f"{one.brief} indeed"})
    return Codebook(codes=codes), ("moved", {one.id}, {to})


def _merged(old: Codebook, chance: random.Random) -> tuple[Codebook, tuple[str, set[str], set[str]]]:
    olds = chance.sample(old.codes, chance.randint(2, 3))
    stays = chance.random() < 0.5
    to = olds[0].id if stays else "merged.here"
    one = Code(
        id=to,
        brief=olds[0].brief,
        full=" ".join(code.brief for code in olds[1:]),
        when=[text for code in olds for text in code.when],
        examples=[text for code in olds for text in code.examples],
    )
    codes = [one, *(code for code in old.codes if code not in olds)]
    return Codebook(codes=codes), ("merged", {code.id for code in olds}, {to})


EDITS = (_renamed, _moved, _merged)
