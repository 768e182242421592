"""What an edit did to a codebook."""

import pytest

from qualcode.codebook import Code, Codebook, Modifier
from qualcode.codebook.diff import diff
from qualcode.codebook.read import read_codebook
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
