"""Editing codebook files by command: the words asked for change, and no other byte."""

import textwrap

import pytest

from qualcode.codebook import Code
from qualcode.codebook.read import read_codebook
from qualcode.codebook.splicing import (
    CannotSplice,
    with_code_added,
    with_field,
    with_ids_changed,
    with_label,
    with_references_changed,
    without_code,
    without_redirects,
)
from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.shipped import shipped

SHIPPED = sorted(path.name for path in shipped("codebooks").glob("*.yaml"))

STUDY = """\
# What every reader should know
codes:
  # Trust first: it is what people spoke of most
  - id: trust   # the code the study began with
    label: 'Trust'
    brief: &said Awkward things are said
    full: >-
      Colleagues say aloud
      what is awkward.

    when: [said aloud, "it's said"]
    when_not:
      - said to the researcher alone -> candor
      - {text: praised only, code_as: lunch}   # see the memo of May
    # nobody has found one yet
    # examples:

  # --- What was eaten ---

  # Lunch is asked about in question 4
  - id: lunch

    label: "Lunch"
    source: *said
  - candor: Openness, whatever it costs
  - "a: b"
"""


def dedented(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


def lines_changed(before: str, after: str) -> list[tuple[str, str]]:
    """Each line that differs, as it was and as it is; both texts have equally many lines."""
    return [pair for pair in zip(before.split("\n"), after.split("\n"), strict=True) if pair[0] != pair[1]]


def test_a_new_label_keeps_the_quotes_of_the_old_one():
    assert lines_changed(STUDY, with_label(STUDY, "study", "trust", "It's trust")) == [
        ("    label: 'Trust'", "    label: 'It''s trust'")
    ]
    assert lines_changed(STUDY, with_label(STUDY, "study", "lunch", 'The "lunch"')) == [
        ('    label: "Lunch"', '    label: "The \\"lunch\\""')
    ]


@pytest.mark.parametrize(
    ("label", "raw"),
    [
        ("Trust among peers", "Trust among peers"),
        ("ça, 信頼 🙂", "ça, 信頼 🙂"),
        ("no", '"no"'),
        ("Null", '"Null"'),
        ("2011", '"2011"'),
        ("2026-03-02", '"2026-03-02"'),
        ("07:30", '"07:30"'),
        ("Trust: peers", '"Trust: peers"'),
        ("the #1 worry", "the #1 worry"),
        ("worry #1", '"worry #1"'),
        ("- trust", '"- trust"'),
        ("*", '"*"'),
        ("[trust", '"[trust"'),
        ("a\u2028b", '"a\\u2028b"'),
    ],
)
def test_a_plain_label_gets_quotes_where_yaml_would_take_it_for_something_else(label: str, raw: str):
    if label == "the #1 worry":
        raw = '"the #1 worry"'
    before = "codes:\n- id: trust\n  label: Peers # as in the memo\n"
    after = with_label(before, "study", "trust", label)
    assert after == f"codes:\n- id: trust\n  label: {raw} # as in the memo\n"
    assert read_codebook(after.encode(), "study").code("trust").label == label


def test_a_folded_text_stays_folded_and_a_literal_one_literal():
    before = dedented("""
        codes:
        - id: trust
          full: >-   # keep short
              One two.

          brief: |
            One
            two
          # the end
    """)
    folded = with_field(before, "study", "trust", "full", "three " * 20)
    assert folded == before.replace("One two.", f"{'three ' * 8}three\n      {'three ' * 8}three\n      three three")
    assert with_field(before, "study", "trust", "brief", "Drei\n\nvier") == before.replace(
        "    One\n    two", "    Drei\n\n    vier"
    )


def test_a_plain_text_over_several_lines_stays_one():
    before = "codes:\n- id: trust\n  full: people say\n    what is\n    awkward\n  status: active\n"
    after = with_field(before, "study", "trust", "full", "everybody says what is awkward whenever they can")
    assert after == (
        "codes:\n- id: trust\n  full: everybody says what\n    is awkward whenever\n    they can\n  status: active\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: a # x\n  brief: b\n", "- id: a # x\n  label: New\n  brief: b\n"),
        ("-   brief: b\n    id: a", "-   brief: b\n    id: a\n    label: New"),
        ("- a # x\n- b\n", "- a: # x\n    label: New\n- b\n"),
        ("- a: b # x\n", "- a:\n    label: New\n    brief: b # x\n"),
        ('- "a": |\n    b\n', '- "a":\n   label: New\n   brief: |\n    b\n'),
        ("- a:\n- b\n", "- a:\n    label: New\n- b\n"),
        ("- {id: a, brief: b}\n", "- {id: a, label: New, brief: b}\n"),
        ("[a, b]\n", "[{id: a, label: New}, b]\n"),
        ("codes: {a: c d, b: }\n", "codes: {a: {label: New, brief: c d}, b: }\n"),
        ("codes: {b, a}\n", "codes: {b, a: {label: New}}\n"),
        ("codes:\n  a: {}\n", "codes:\n  a: {label: New}\n"),
        ("codes:\n  a:\n    # x\n    when: [b]\n", "codes:\n  a:\n    label: New\n    # x\n    when: [b]\n"),
        ("codes:\n  a:\n    b\n", "codes:\n  a:\n    label: New\n    brief: b\n"),
        ("codes:\n  a: b\n      c\n", "codes:\n  a:\n    label: New\n    brief: b\n      c\n"),
        ("codes:\n  a: b\n     c\n", "codes:\n  a:\n    label: New\n    brief: b\n     c\n"),
        ("codes:\n  a: b\n    c\n", "codes:\n  a:\n   label: New\n   brief: b\n    c\n"),
        ("- id: a\n  label:   # to come\n", "- id: a\n  label: New   # to come\n"),
        ("- id: a\n  label:", "- id: a\n  label: New"),
        ("- id: a\r\n  brief: b\r\n", "- id: a\r\n  label: New\r\n  brief: b\r\n"),
        ("\ufeff- a\n", "\ufeff- a:\n    label: New\n"),
        ("codes:\n- &c\n  id: a\n", "codes:\n- &c\n  id: a\n  label: New\n"),
        ("%YAML 1.2\n---\n- id: a\n", "%YAML 1.2\n---\n- id: a\n  label: New\n"),
        ("- source\n", "- id: source\n  label: New\n"),
    ],
)
def test_a_label_can_be_added_in_every_way_a_code_is_written(before: str, after: str):
    code_id = "source" if "source" in before else "a"
    assert with_label(before, "study", code_id, "New") == after
    assert read_codebook(after.encode(), "study").code(code_id).label == "New"


def test_a_definition_whose_lines_leave_no_room_for_fields_is_left_to_a_person():
    with pytest.raises(CannotSplice, match=r"(?s)line 2 is: a: b.*be: a:.*be:   label: New|brief"):
        with_label("codes:\n  a: b\n   c\n", "study", "a", "New")


def test_a_definition_that_stands_for_a_code_is_its_brief():
    before = "codes:\n- candor: Openness # x\n"
    assert with_field(before, "study", "candor", "brief", "Frankness") == "codes:\n- candor: Frankness # x\n"
    assert with_field(before, "study", "candor", "status", "retired") == (
        "codes:\n- candor:\n    brief: Openness # x\n    status: retired\n"
    )


def test_what_is_said_already_is_not_said_again():
    assert with_label(STUDY, "study", "candor", " candor ") == STUDY


def test_an_anchored_text_is_left_to_a_person_and_its_alias_is_written_out():
    after = with_field(STUDY, "study", "lunch", "source", "Interview guide")
    assert lines_changed(STUDY, after) == [("    source: *said", "    source: Interview guide")]
    with pytest.raises(CannotSplice) as caught:
        with_field(STUDY, "study.yaml", "trust", "brief", "Frank words")
    assert caught.value.message.split("\n") == [
        "study.yaml:6: this edit is safe only by hand, as the text bears the anchor &said and may stand elsewhere too.",
        "  line 6 is: brief: &said Awkward things are said",
        "  it should be: brief: Frank words",
    ]
    assert caught.value.hint is not None


def test_a_code_of_a_short_file_gets_its_fields_below_its_name_and_the_others_stay():
    assert with_label("a: b\nc: d\n", "study", "a", "New") == "a:\n  label: New\n  brief: b\nc: d\n"
    assert with_field("a: b\nc: d\n", "study", "c", "status", "retired") == (
        "a: b\nc:\n  brief: d\n  status: retired\n"
    )


def test_an_unknown_code_is_named_with_the_nearest():
    with pytest.raises(QualcodeError, match="no code “trst”") as caught:
        with_label(STUDY, "study", "trst", "New")
    assert caught.value.hint == "Did you mean “trust”?"


def test_a_file_with_mistakes_is_not_edited():
    with pytest.raises(ProblemsInFile, match="stands twice"):
        with_label("codes:\n- id: a\n  label: b\n  label: c\n", "study", "a", "New")


def test_a_code_is_renamed_where_it_stands_and_wherever_another_points_to_it():
    before = dedented("""
        cycles: [trust, 'lunch']
        codes:
        - id: trust   # trust, said of trust
          label: trust
          when_not:
          - trust is praised -> lunch.
          - "not trust \\u2192 lunch"
          - text: trust
            code_as: &l lunch
          counter_examples: [trust => lunch, {text: a, code_as: *l}, a -> trust]
        - lunch:
            when_not:
            - >-
              a long story of
              lunch -> lunch
    """)
    after = with_ids_changed(before, "study", {"trust": "lunch", "lunch": "it's, eaten"})
    assert after == dedented("""
        cycles: [lunch, 'it''s, eaten']
        codes:
        - id: lunch   # trust, said of trust
          label: trust
          when_not:
          - trust is praised -> it's, eaten.
          - "not trust → it's, eaten"
          - text: trust
            code_as: &l it's, eaten
          counter_examples: ["trust => it's, eaten", {text: a, code_as: *l}, a -> lunch]
        - it's, eaten:
            when_not:
            - >-
              a long story of
              lunch -> it's, eaten
    """)


def test_an_id_whose_redirect_runs_over_a_line_is_found():
    before = "codes:\n- id: open talk\n- id: b\n  when_not:\n  - so it is -> open\n    talk\n"
    after = "codes:\n- id: candor\n- id: b\n  when_not:\n  - so it is -> candor\n"
    assert with_ids_changed(before, "study", {"open talk": "candor"}) == after


def test_only_the_last_arrow_of_a_text_is_a_redirect():
    before = "codes:\n- id: a\n- id: b\n  when_not:\n  - a -> a, and then -> a\n  - a → a -> b\n"
    after = before.replace("id: a", "id: new").replace("then -> a", "then -> new")
    assert with_ids_changed(before, "study", {"a": "new"}) == after


def test_codes_of_an_included_file_are_renamed_where_this_file_points_to_them():
    base = b"codes:\n- id: vc.old\n"
    before = "include: [base]\ncodes:\n- id: mine\n  when_not: [a -> vc.old]\n"
    after = with_ids_changed(before, "study", {"vc.old": "vc.new"}, beside={"base.yaml": base}.get)
    assert after == before.replace("vc.old", "vc.new")


def test_references_alone_can_be_sent_elsewhere():
    before = "codes:\n- id: a\n- id: b\n- id: c\n  when_not: [x -> a]\n"
    assert with_references_changed(before, "study", {"a": "b"}) == before.replace("x -> a", "x -> b")


def test_a_name_that_would_be_misread_in_its_place_is_left_to_a_person():
    with pytest.raises(CannotSplice, match=r"(?s)line 2 is: - a: words.*it should be: - source: words"):
        with_ids_changed("codes:\n- a: words\n", "study", {"a": "source"})


def test_a_code_goes_with_its_own_comments_and_headings_stay():
    assert without_code(STUDY, "study", "lunch") == dedented("""
        # What every reader should know
        codes:
          # Trust first: it is what people spoke of most
          - id: trust   # the code the study began with
            label: 'Trust'
            brief: &said Awkward things are said
            full: >-
              Colleagues say aloud
              what is awkward.

            when: [said aloud, "it's said"]
            when_not:
              - said to the researcher alone -> candor
              - {text: praised only, code_as: lunch}   # see the memo of May
            # nobody has found one yet
            # examples:

          # --- What was eaten ---

          - candor: Openness, whatever it costs
          - "a: b"
    """)
    with pytest.raises(CannotSplice, match="“trust” shares lines or an anchor"):
        without_code(STUDY, "study", "trust")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a\n- b", "- b"),
        ("- b\n- a", "- b"),
        ("- a\n\n\n- b\n", "- b\n"),
        ("- b\n\n- a\n\n- c\n", "- b\n\n- c\n"),
        ("\ufeff- a\n- b\n", "\ufeff- b\n"),
        ("\ufeff[b, a]\n", "\ufeff[b]\n"),
        ("- b\n- id: a\n  full: 'x\n# no comment\n  so'\n", "- b\n"),
        ("- b\n\n- a\n\n\nx", "- b\n\n\nx"),
        ("- b\n# to a\n- a\n   # inside\n# after\n", "- b\n# after\n"),
        ("codes: [a, b]\n", "codes: [b]\n"),
        ("codes: [b, {id: a}, ]\n", "codes: [b, ]\n"),
        ("codes: {b: , a: x}\n", "codes: {b: }\n"),
        ("codes:\n  # of a\n  a: x\n   y\n  b:\n", "codes:\n  b:\n"),
        ("# the study\na: x\nb: y\n", "# the study\nb: y\n"),
        ("codes:\n- a\n\nrules:\n  x: y\n", "codes: []\n\nrules:\n  x: y\n"),
        ("codes:  # ours\n  # of a\n  - id: a\n    brief: x\n", "codes: []  # ours\n"),
        ("codes: [a]\n", "codes: []\n"),
        ("- a\n", "[]\n"),
    ],
)
def test_a_code_can_be_taken_out_of_every_form(before: str, after: str):
    if before.endswith("x"):
        before, after = (f"codes:\n{text[:-1]}note: x" for text in (before, after))
    assert without_code(before, "study", "a") == after
    assert "a" not in read_codebook(after.encode(), "study")


def test_redirects_of_one_code_to_another_go_and_an_emptied_list_goes_whole():
    assert without_redirects(STUDY, "study", "trust", "lunch") == STUDY.replace(
        "      - {text: praised only, code_as: lunch}   # see the memo of May\n", ""
    )
    before = "codes:\n- id: a\n  when_not: [x -> b, y, z -> b, u -> b]\n  counter_examples:\n  - t -> b\n- id: b\n"
    after = "codes:\n- id: a\n  when_not: [y]\n- id: b\n"
    assert without_redirects(before, "study", "a", "b") == after
    assert without_redirects(after, "study", "a", "b") == after
    shared = before.replace("counter_examples:", "examples: &x [q]\n  counter_examples:")
    assert without_redirects(shared, "study", "a", "b") == after.replace("[y]", "[y]\n  examples: &x [q]")


def test_redirects_that_another_code_shares_are_left_to_a_person():
    before = "codes:\n- id: a\n  when_not: &w [x -> b, y]\n- id: b\n- id: c\n  when_not: *w\n"
    with pytest.raises(CannotSplice):
        without_redirects(before, "study", "a", "b")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("codes:\n- id: a\n", "codes:\n- id: a\n- id: new\n  brief: so\n  status: provisional\n"),
        ("codes:\n  - id: a", "codes:\n  - id: a\n  - id: new\n    brief: so\n    status: provisional"),
        (
            "- a\r\n\r\n-   id: b\r\n\r\n",
            "- a\r\n\r\n-   id: b\r\n\r\n-   id: new\r\n    brief: so\r\n    status: provisional\r\n\r\n",
        ),
        ("codes: {a: why}\n", "codes: {a: why, new: {brief: so, status: provisional}}\n"),
        ("[a]\n", "[a, {id: new, brief: so, status: provisional}]\n"),
        ("codes: []\n", "codes:\n  - id: new\n    brief: so\n    status: provisional\n"),
        (
            "codes:\n  a:\n     brief: why\n  # the end\n",
            "codes:\n  a:\n     brief: why\n  new:\n     brief: so\n     status: provisional\n  # the end\n",
        ),
        ("codes: # none yet\n  []\n", "codes: # none yet\n\n  - id: new\n    brief: so\n    status: provisional\n"),
        ("- a: why\n", "- a: why\n- new:\n    brief: so\n    status: provisional\n"),
    ],
)
def test_a_new_code_is_written_as_the_others_are(before: str, after: str):
    added = with_code_added(before, "study", {"id": "new", "brief": "so", "status": "provisional"})
    assert added == after


def test_short_codes_beget_short_codes():
    assert with_code_added("a: x\n", "study", {"id": "new", "brief": "y: z"}) == 'a: x\nnew: "y: z"\n'
    assert with_code_added("- a\n", "study", {"id": "new"}) == "- a\n- new\n"
    assert with_code_added("- a: x\n", "study", {"id": "full", "brief": "so"}) == "- a: x\n- id: full\n  brief: so\n"


def test_a_provisional_code_fits_below_bare_names():
    added = with_code_added("a: so\n", "study", {"id": "new", "brief": "thus", "status": "provisional"})
    assert added == "a: so\nnew:\n  brief: thus\n  status: provisional\n"


def test_a_code_that_a_file_of_bare_names_cannot_hold_is_shown_as_it_should_be():
    with pytest.raises(CannotSplice) as caught:
        with_code_added("a: so\n", "study", {"id": "source", "brief": "thus", "status": "provisional"})
    shown = [line.removeprefix("  it should be: ") for line in caught.value.message.split("\n")[2:]]
    assert [code.id for code in read_codebook("\n".join(shown).encode(), "study").codes] == ["a", "source"]


def test_a_new_code_follows_the_last_below_its_parent_or_the_code_it_comes_from():
    before = "codes:\n- id: t\n- id: t.a\n# of u\n- id: u\n"
    assert with_code_added(before, "study", {"id": "t.b"}) == before.replace("- id: t.a\n", "- id: t.a\n- id: t.b\n")
    assert with_code_added(before, "study", {"id": "w"}, after="t") == before.replace("- id: t\n", "- id: t\n- id: w\n")


def test_a_new_code_with_every_field_reads_back_as_it_was():
    code = Code(
        id="t.new: 信頼",
        label="New",
        full="word " * 60,
        key_question="Why?\nWhy not?",
        when=("a: b", "- c", "no"),
        when_not=("x -> t",),
        counter_examples=({"text": "d", "code_as": "t"}, {"text": "e"}),
        rules=("D1: Ask twice.", "and so on and on"),
        status="provisional",
        kind="magnitude",
        scale=("low", "high"),
    ).model_copy(update={"full": ("word " * 60).strip()})
    before = "rules: {D1: Ask twice.}\ncodes:\n  - id: t\n    when:\n    - x\n"
    after = with_code_added(before, "study", code.record())
    assert read_codebook(after.encode(), "study").code(code.id) == code
    assert "    rules:\n    - D1\n    - and so on and on\n" in after


@pytest.mark.parametrize("name", SHIPPED)
def test_a_label_of_a_shipped_codebook_changes_alone(name: str):
    data = shipped(f"codebooks/{name}").read_bytes()
    beside = _beside_shipped
    codes = read_codebook(data, name, beside=beside).codes
    for code in (codes[0], codes[len(codes) // 2], codes[-1]):
        text = data.decode()
        after = with_label(text, name, code.id, "Neu genannt", beside=beside)
        ((old, new),) = lines_changed(text, after)
        assert new == old.replace(code.label, "Neu genannt")
        assert read_codebook(after.encode(), name, beside=beside).code(code.id).label == "Neu genannt"


@pytest.mark.parametrize("name", SHIPPED)
def test_codes_of_a_shipped_codebook_renamed_and_renamed_back_give_the_same_bytes(name: str):
    text = shipped(f"codebooks/{name}").read_bytes().decode()
    ids = {
        code.id: f"z{at}.neu"
        for at, code in enumerate(read_codebook(text.encode(), name, beside=_beside_shipped).codes)
    }
    there = with_ids_changed(text, name, ids, beside=_beside_shipped)
    assert {code.id for code in read_codebook(there.encode(), name, beside=_beside_shipped).codes} == set(ids.values())
    back = with_ids_changed(there, name, {new: old for old, new in ids.items()}, beside=_beside_shipped)
    assert back == text


def _beside_shipped(name: str) -> bytes | None:
    return shipped(f"codebooks/{name}").read_bytes() if name in SHIPPED else None
