"""Reading a codebook from YAML."""

import json
import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import Code, Codebook
from qualcode.codebook.read import read_codebook, read_codebook_file
from qualcode.errors import ProblemsInFile
from qualcode.shipped import shipped


def read(text: str) -> Codebook:
    return read_codebook(textwrap.dedent(text).encode(), "study.yaml")


def problems(text: str | bytes) -> list[str]:
    """What is wrong with a file, each without the file's name before it."""
    data = text if isinstance(text, bytes) else textwrap.dedent(text).encode()
    with pytest.raises(ProblemsInFile) as caught:
        read_codebook(data, "study.yaml")
    return [problem.removeprefix("study.yaml:") for problem in caught.value.problems]


def test_a_map_of_names_and_definitions_is_a_codebook():
    codes = read("codes: {trust: Colleagues can say awkward things, 信頼.同僚: 同僚への信頼}").codes
    assert [(code.id, code.label, code.brief) for code in codes] == [
        ("trust", "trust", "Colleagues can say awkward things"),
        ("信頼.同僚", "同僚", "同僚への信頼"),
    ]


def test_nothing_but_names_with_definitions_is_a_codebook():
    codes = read("trust: Awkward things are said\nça va:\n").codes
    assert codes == (Code(id="trust", brief="Awkward things are said"), Code(id="ça va"))


def test_a_misread_field_is_not_taken_for_a_code():
    assert problems("title: Our codes\ndescription: What we look for\n")
    assert problems("name: Our codes\ndescription: What we look for\n")


@pytest.mark.parametrize("above", ["", "codes:\n"])
def test_a_list_of_names_and_definitions_is_a_codebook(above: str):
    codes = read(f"{above}- trust: Awkward things are said\n- candor\n- warmth: {{full: Kindness}}\n").codes
    assert codes == (
        Code(id="trust", brief="Awkward things are said"),
        Code(id="candor"),
        Code(id="warmth", full="Kindness"),
    )


def test_a_field_left_blank_is_left_out():
    assert read("codes:\n- id: trust\n  full:\n  when:\n  status:\n").codes == (Code(id="trust"),)


def test_texts_are_trimmed_and_folded_lines_joined():
    (code,) = read("codes:\n- id: trust\n  full: |\n    One.\n    Two.\n  brief: >-\n    three\n    four\n").codes
    assert (code.full, code.brief) == ("One.\nTwo.", "three four")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    plain = b"codes:\n- id: trust\n  brief: Awkward things are said\n"
    windows = b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")
    assert read_codebook(windows, "w") == read_codebook(plain, "p")


def test_redirects_and_counter_examples_may_be_texts_or_maps():
    (code, _) = read("""
        codes:
        - id: trust
          when_not: [friendly -> warmth, {text: kind, code_as: warmth}, leave small talk uncoded]
          counter_examples: ["They are nice. -> warmth", {text: They smile., code_as: warmth}]
        - id: warmth
        """).codes
    assert code.when_not == ("friendly -> warmth", "kind -> warmth", "leave small talk uncoded")
    assert [(one.text, one.code_as) for one in code.counter_examples] == [
        ("They are nice.", "warmth"),
        ("They smile.", "warmth"),
    ]


def test_a_rule_named_in_a_code_is_written_out_there():
    codebook = read("rules: {D1: Ask who gains.}\ncodes:\n- id: trust\n  rules: [D1, Or ask the coder.]\n")
    assert codebook.codes[0].rules == ("D1: Ask who gains.", "Or ask the coder.")


def test_modifiers_may_be_bare_lists():
    reach, valence = read(
        "modifiers: {reach: [personal, collective], valence: {definition: Gain or loss, values: [gain, loss]}}\n"
        "codes: [trust]"
    ).modifiers
    assert reach.values == ("personal", "collective")
    assert (valence.definition, valence.values) == ("Gain or loss", ("gain", "loss"))


def test_every_code_is_found_again_by_its_line():
    path = shipped("codebooks/value-creation.yaml")
    file = read_codebook_file(path.read_bytes(), path.name)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [lines[file.lines[code.id] - 1].strip() for code in file.codebook.codes] == [
        f"- id: {code.id}" for code in file.codebook.codes
    ]


TEN_MISTAKES = """\
titel: Our study
cycles: [trust, candour]
modifiers:
  valence: [positive, null, true, 3]
codes:
- id: trust
  when: only one
  exmples: [We say it.]
  status: activ
- label: No id here
- id: trust
- id: candor
  full: [a list]
  when_not: [loud -> noise]
"""


def test_all_mistakes_are_listed_at_once_each_with_its_place_and_mend():
    assert [problem.split(" ")[0] + problem[problem.index("; ") :] for problem in problems(TEN_MISTAKES)] == [
        "1:1:; did you mean “title”?",
        "2:17:; did you mean “candor”?",
        '4:23:; write "null" in quotes',
        '4:29:; write "true" in quotes',
        '4:35:; write "3" in quotes',
        '7:9:; write it below “when” of code “trust”, as - "only one"',
        "8:3:; did you mean “examples”?",
        "9:11:; did you mean “active”?",
        "10:3:; add “id:”, such as “id: trust.peers”",
        "11:7:; give one of the two another id",
        "13:9:; write the text on the same line, in quotes",
        "14:14:; name a code of this file, and nothing after it",
    ]


BROKEN_YAML = """\
codes:
- id: trust
\tlabel: Trust
  brief: Say it: always
  when:
  - 'don't know'
  - "never closed
  - someone said: we trust them
  examples: [one, two
  full: fine
  indicators:
  - @school
  - my #1 worry
- id: candor
  when_not: [loud -> trsut]
"""


def test_mistakes_of_form_do_not_hide_those_below_them():
    found = problems(BROKEN_YAML)
    assert [problem.split(" ")[0] for problem in found] == [
        "3:1:", "4:16:", "6:10:", "7:5:", "8:5:", "9:13:", "12:5:", "13:5:", "15:14:"
    ]  # fmt: skip
    assert "tab" in found[0]
    assert "not closed" in found[3]
    assert "“trust”" in found[-1]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", "1:1", "empty"),
        ("just words", "1:1", "no “codes:”"),
        ("name: Awkward things are said", "1:1", "no “codes:”"),
        ("codes:", "1:7", "holds no codes"),
        ("codes:\n- id: a\n  color: #1f77b4", "3:3", "# starts a comment"),
        ("codes:\n- id: a\n  color: rouge", "3:10", "“rouge”"),
        ("codes:\n- id: a\n  colour: red", "3:3", "did you mean “color”?"),
        ("include: [../other]\ncodes: [a]", "1:11", "another folder"),
        ("include: [other]\ncodes: [a]", "1:11", "not here"),
        ("codes: [trust]\n---\ncodes: []", "2:1", "more than one document"),
        ("codes: &all\n- id: trust\n  when: *all", "1:8", "contains itself"),
        ("codes: {1: one}", "1:9", "is 1 without quotes"),
        ("codes: [a..b]", "1:9", "between two dots"),
        ("codes:\n- id: r\u00e9cit\n- id: re\u0301cit", "3:7", "already in line 2"),
        ("codes:\n- id: a\n  when_not: ['loud ->']", "3:14", "arrow with nothing after it"),
        ("codes:\n- id: a\n  full: x\n  full: y", "4:3", "first in line 3"),
        ("codes:\n- id: a\n  full: \x07x", "3:9", "U+0007"),
        ("codes:\n- id: a\n  full: !!binary aGk=", "3:9", "YAML mark"),
        ("codes:\n- &a {id: a}\n- <<: *a\n  id: b", "3:3", "takes over another map"),
        ("codes:\n- id: a\n  rules: [D9]", "3:11", "the rule “D9”"),
        ("codes:\n- id: a\n  counter_examples: [{code_as: a}]", "3:22", "has no “text”"),
        ("codes:\n- id: a\n  counter_examples: [{text: x, code_as: z}]", "3:41", "“z”, which is not here"),
        ("modifiers: [a]\ncodes: [b]", "1:12", "is a list where"),
        ("modifiers: {reach: [a, a]}\ncodes: [b]", "1:24", "stands twice"),
        ("modifiers: {reach: }\ncodes: [b]", "1:13", "no values"),
        ("codes:\n- id: a\n  examples:\n  - ", "4:4", "is empty"),
        ("codes: " + "[" * 1000, "1:37", "nested too deep"),
        (b"codes: [caf\xe9]", "1:12", "byte 0xe9"),
        ("codes: [trust]".encode("utf-16"), "1:1", "UTF-16"),
        (b" " * 10_000_001, "1:1", "larger than 10 MB"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str | bytes, place: str, said: str):
    (problem,) = problems(text)
    assert problem.startswith(f"{place}: ")
    assert said in problem


def test_a_file_indented_with_tabs_throughout_is_read_on():
    found = problems("codes:\n\t- id: trust\n\t\tlabel: Trust: mine\n\t\tstatus: activ\n")
    assert [problem.split(" ")[0] for problem in found] == ["2:1:", "3:1:", "3:15:", "4:1:", "4:11:"]


def test_an_id_on_an_unreadable_line_causes_no_complaints_elsewhere():
    (problem,) = problems("codes:\n- id: trust: peers\n- id: warmth\n  when_not: [frank -> trust]\n")
    assert problem.startswith("2:")


def test_a_bomb_of_aliases_is_refused_at_once():
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10)]
    started = time.monotonic()
    (problem,) = problems("\n".join(["l0: &l0 [x, x]", *levels, "codes: *l9"]))
    assert "blow the file up" in problem
    assert time.monotonic() - started < 2


def test_a_file_that_is_no_codebook_at_all_is_not_scrolled_through():
    found = problems("codes:\n" + "- id: trust\n" * 1000)
    assert len(found) == 201
    assert found[-1] == "… and 799 more."


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)
CODES = st.builds(
    Code,
    id=st.from_regex(r"[a-zé信]{1,5}(\.[a-zé信]{1,5}){0,2}", fullmatch=True),
    label=TEXTS,
    full=TEXTS,
    when=st.lists(TEXTS, max_size=3),
    examples=st.lists(TEXTS, max_size=3),
    counter_examples=st.lists(st.fixed_dictionaries({"text": TEXTS}), max_size=2),
)


@given(st.lists(CODES, min_size=1, max_size=4, unique_by=lambda code: code.id))
@settings(max_examples=30, deadline=None)
def test_a_codebook_written_as_json_is_read_back_whole(codes: list[Code]):
    codebook = Codebook(title="Study", codes=codes)
    written = json.dumps({"title": "Study", "codes": codebook.record()["codes"]}, ensure_ascii=False, indent=1)
    assert read_codebook(written.encode(), "study.yaml") == codebook


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_broken_in_a_file_people_get_a_plain_answer(data: st.DataObject):
    text = data.draw(st.sampled_from([TEN_MISTAKES, BROKEN_YAML, "codes: {trust: said, candor: [x]}\n"]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + data.draw(st.text("\t:-#&*!|>%@'\"[]{},?\n \x85é", max_size=3))
            + text[at + data.draw(st.integers(0, 3)) :]
        )
    try:
        found = [code.id for code in read_codebook(text.encode(), "study.yaml").codes]
    except ProblemsInFile as error:
        found = list(error.problems)
    assert found


def test_five_hundred_codes_are_read():
    head, codes = shipped("codebooks/value-creation.yaml").read_text(encoding="utf-8").split("\ncodes:\n")
    short = "".join(
        f"  - id: c{n}\n    full: {'words ' * 10}\n    when: [one, two]\n    examples: [a, b]\n" for n in range(500)
    )
    text = f"{head}\ncodes:\n{codes}{short}"
    assert len(read_codebook(text.encode(), "large.yaml").codes) == 510
