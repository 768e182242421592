import pytest

from qualcode.themes.naming import remark_on_name


@pytest.mark.parametrize(
    "name",
    ["Trust", "Peer support", "Time", "Challenges in the first year", "Leadership and trust", "Role of the district"],
)
def test_a_name_that_only_names_a_subject_gets_a_gentle_remark(name):
    remark = remark_on_name(name)
    assert remark is not None
    assert name in remark


@pytest.mark.parametrize(
    "name",
    [
        "Time away from school is the price of learning",
        "Peers make honesty safe",
        "Borrowed tools reshaped at home",
        "Nobody asked us",
        "Why stay?",
        "Support without an agenda",
        "信任需要时间",
        "",
    ],
)
def test_a_name_that_says_something_gets_none(name):
    assert remark_on_name(name) is None
