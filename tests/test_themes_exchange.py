import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import ProblemsInFile
from qualcode.model import Challenge, TakenCluster
from qualcode.themes.exchange import STANCES, STATUSES, VERDICTS, ExcerptDraft, ThemeDraft, read_themes, write_themes

WHOLE = """\
themes:
  - name: Peers one can be honest with
    idea: Principals say what is wrong to people who cannot grade them.
    boundary: Not friendship as such.
    codes: [vc.applied, "peer.honesty"]
    excerpts:
      - {document: D03, code: vc.applied, words: "I told her: “it isn’t working”", stance: against}
      - document: D04
        code: vc.applied
        words: |
          First line,
          second line.
    challenges:
      - {query: supervisors who listened, examined: 34, verdict: bounded, note: Two did.}
"""


def problems_of(text):
    with pytest.raises(ProblemsInFile) as caught:
        read_themes(text.encode() if isinstance(text, str) else text, "themes.yaml")
    return caught.value.problems


def test_a_theme_is_read_with_everything_it_rests_on():
    assert read_themes(WHOLE.encode(), "themes.yaml") == (
        ThemeDraft(
            name="Peers one can be honest with",
            idea="Principals say what is wrong to people who cannot grade them.",
            boundary="Not friendship as such.",
            codes=("vc.applied", "peer.honesty"),
            excerpts=(
                ExcerptDraft("D03", "vc.applied", "I told her: “it isn’t working”", "against"),
                ExcerptDraft("D04", "vc.applied", "First line,\nsecond line.\n", "for"),
            ),
            challenges=(Challenge("supervisors who listened", 34, "bounded", "Two did."),),
        ),
    )


def test_all_problems_are_told_at_once_each_with_its_line_and_mend():
    text = """\
themes:
  - name: One
    boundry: too much
  - name: ONE
    idea: Second.
    excerpts:
      - {document: D01, words: so, stance: agianst}
    challenges:
      - {query: q, examined: many, verdict: bound}
  - idea: Third.
    codes: vc.applied
"""
    assert [problem.split(": ")[0] for problem in problems_of(text)] == [
        f"themes.yaml:{line}" for line in (3, 2, 7, 7, 9, 9, 10, 11, 4)
    ]
    told = "\n".join(problems_of(text))
    for mend in ("did you mean “boundary”?", "no idea", "lacks “code:”", "did you mean “against”?", "“bounded”?"):
        assert mend in told
    for mend in ("whole number", "has no name", "“codes” is a list", "theme at line 2 too"):
        assert mend in told


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", 1, "empty"),
        ("# nothing yet\n", 1, "empty"),
        ("- a\n- b\n", 1, "keys and values"),
        ("theme: []\n", 1, "did you mean “themes”?"),
        ("themes:\n  - just a name\n", 2, "keys and values"),
        ("themes:\n  - {name: 12, idea: i}\n", 2, "put it in quotation marks: “12”"),
        ("themes:\n  - name: a\n    idea:\n", 3, "“idea” is empty"),
        ("themes:\n  - name: ''\n    idea: i\n", 2, "“name” is empty"),
        ("themes:\n  - name: a\n    name: b\n    idea: i\n", 3, "a second time"),
        ("themes:\n  - {name: a, idea: i, codes: [yes, 3]}\n", 2, "put it in quotation marks: “3”"),
        ("themes:\n  - {name: a, idea: i, codes: [[x]]}\n", 2, "a code is text"),
        ("themes:\n  - {name: a, idea: i, ? [x] : y}\n", 2, "no word"),
        ("themes:\n  - name: “a\n idea: [\n", 3, "not YAML"),
        (
            "themes:\n  - {name: a, idea: i, challenges: [{query: q, examined: -1, verdict: bounded}]}\n",
            2,
            "whole number",
        ),
        (f"themes:\n  - {{name: a, idea: i, challenges: [{{query: q, examined: {'9' * 19}}}]}}\n", 2, "whole number"),
        ("themes:\n  - {name: a, idea: i, challenges: [{query: q, examined: 1}]}\n", 2, "lacks “verdict:”"),
        (b"themes:\n  - name: caf\xe9\n", 2, "UTF-8"),
        ("themes: &all\n  - *all\n", 1, "keys and values"),
        ("themes:\n  - name: \x07\n", 1, "not YAML"),
    ],
)
def test_a_mistake_is_named_where_it_stands(text, line, part):
    assert any(problem.startswith(f"themes.yaml:{line}: ") and part in problem for problem in problems_of(text))


def test_no_themes_is_an_answer_and_a_byte_order_mark_is_no_mistake():
    assert read_themes(b"themes: []\n", "t.yaml") == ()
    assert read_themes(b"\xef\xbb\xbfthemes:\r\n  - {name: a, idea: i}\r\n", "t.yaml") == (ThemeDraft("a", "i"),)
    assert read_themes(write_themes([]).encode(), "t.yaml") == ()


SAYABLE = st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r\t\x85\u2028'\"“”:#-{}[]&*!|>%@` \x00é字🙂")
TEXT = st.text(SAYABLE, max_size=30)
FILLED = st.builds("{}x{}".format, TEXT, TEXT) | st.sampled_from(
    ["no", "null", "~", "12", "1e3", "- a", "a: b", "0x1F", "="]
)
EXCERPTS = st.builds(ExcerptDraft, FILLED, FILLED, FILLED, st.sampled_from(STANCES), TEXT, TEXT)
COUNTS = st.integers(0, 10**9)
CHALLENGES = st.builds(Challenge, FILLED, COUNTS, st.sampled_from(VERDICTS), TEXT, st.none() | COUNTS)
CLUSTERS = st.builds(TakenCluster, FILLED, st.integers(0, 99))
THEMES = st.builds(
    ThemeDraft,
    FILLED,
    FILLED,
    TEXT,
    st.lists(FILLED, max_size=2).map(tuple),
    st.lists(EXCERPTS, max_size=2).map(tuple),
    st.lists(CHALLENGES, max_size=2).map(tuple),
    status=st.sampled_from(STATUSES),
    map=FILLED | st.just("main"),
    clusters=st.lists(CLUSTERS, max_size=2).map(tuple),
)


def each_a_part_of_the_next(themes):
    """The same themes, where the next stands in the same map: a line of parts."""
    following = [*themes[1:], None][: len(themes)]
    return [
        replace(one, part_of=other.name if other and other.map == one.map else None)
        for one, other in zip(themes, following, strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(THEMES, max_size=3, unique_by=lambda theme: " ".join(theme.name.split()).casefold()))
def test_what_is_written_is_read_back_as_it_was(themes):
    themes = each_a_part_of_the_next(themes)
    written = write_themes(themes)
    assert read_themes(written.encode(), "themes.yaml") == tuple(themes)
    assert write_themes(read_themes(written.encode(), "themes.yaml")) == written


def test_parts_and_maps_that_do_not_fit_are_told_with_the_rest():
    text = """\
themes:
  - {name: Time, idea: i, part_of: Help}
  - {name: Help, idea: i, part_of: Time}
  - {name: Time, idea: i, map: rival, status: finished}
  - {name: Tools, idea: i, part_of: Hlep}
  - {name: Trust, idea: i, map: rival, part_of: Help}
  - {name: Pay, idea: i, clusters: [{number: two}]}
"""
    told = problems_of(text)
    assert [problem.split(": ")[0] for problem in told] == [f"themes.yaml:{line}" for line in (4, 7, 7, 2, 3, 5, 6)]
    for part in ("“Time” is a part of itself: Help → Time", "did you mean “Help”?", "which is no theme here"):
        assert part in "\n".join(told)
    for part in ("“finished” is no status", "a cluster lacks “published:”", "the number of a cluster"):
        assert part in "\n".join(told)


def test_plain_text_is_written_plainly():
    written = write_themes([ThemeDraft("Zeit für Klassen", "Wer Zeit schützt, führt.", codes=("vc.applied",))])
    assert written == (
        "themes:\n  - name: Zeit für Klassen\n    idea: Wer Zeit schützt, führt.\n    codes:\n      - vc.applied\n"
    )


def test_reading_a_themes_file_waits_for_no_numerical_library():
    code = (
        "import sys, qualcode.themes; from qualcode.themes.exchange import read_themes; "
        "read_themes(b'themes: []', 't'); print({'numpy', 'scipy', 'sklearn', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
